"""Codes and codebooks: what is looked for, with the instructions for those who code by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from taawun.codebook.matching import Matcher

LAYERS = ("frame", "modality", "ingroup", "outgroup", "intensity", "issue")
"""Layers of a codebook in the order of the report."""


@dataclass(frozen=True)
class Code:
    """A frame, or a class of another layer.

    Attributes
    ----------
    layer, id
        Together they name the code.
    label_en, label_ar
        Name for the reader.
    kind
        Whether a frame says what the statement is about (`field`) or how it is put (`frame`).
    definition, definition_ar, include, exclude
        Instructions for human coders; empty outside the frames.
    hints
        Patterns that go with the code and with others: they count, but do not name it.
    patterns, weak, anti_patterns
        As written. `weak` are patterns that a robustness check leaves out.
    learned
        Whether the code means what the project's codebook means by it, so that weights and words were learned for it.
    """

    layer: str
    id: str
    label_en: str
    label_ar: str
    kind: str = "frame"
    definition: str = ""
    definition_ar: str = ""
    include: str = ""
    exclude: str = ""
    patterns: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    anti_patterns: tuple[str, ...] = ()
    learned: bool = False


@dataclass(frozen=True)
class Codebook:
    """A codebook that has passed all checks, ready to match.

    Examples
    --------
    >>> from taawun.codebook import load_codebook
    >>> book = load_codebook()
    >>> book.code("frame", "CT").label_en
    'Terrorism and extremism'
    >>> len(book.layer("frame"))
    18
    """

    version: str
    path: Path
    codes: tuple[Code, ...]
    matcher: Matcher = field(repr=False, compare=False)

    def layer(self, name: str) -> list[Code]:
        """Codes of one layer, in the order of the file."""
        return [code for code in self.codes if code.layer == name]

    @cached_property
    def learned(self) -> frozenset[str]:
        """Frames for which weights and words were learned."""
        return frozenset(code.id for code in self.codes if code.learned)

    def code(self, layer: str, id_: str) -> Code:
        """Return the code of that name.

        Raises
        ------
        KeyError
            There is none.
        """
        for code in self.codes:
            if (code.layer, code.id) == (layer, id_):
                return code
        raise KeyError((layer, id_))
