"""Patterns of a codebook: their syntax, and the words they name."""

from __future__ import annotations

import re
from typing import NamedTuple

from taawun.arabic import fold_text

_TOKEN = re.compile(r"([=~]?)((?:\w+\*?)(?:\|\w+\*?)*)")


class Token(NamedTuple):
    """A word of a pattern: its kind (`=`, `~` or none), its letters, and whether `*` follows."""

    kind: str
    word: str
    starred: bool


def parse_pattern(pattern: str) -> list[tuple[list[Token], bool]]:
    """Words of a pattern: for each its alternatives, and whether a gap stands before it.

    Raises
    ------
    ValueError
        The pattern breaks the syntax; the message says how.

    Examples
    --------
    >>> [[token.word for token in tokens] for tokens, _ in parse_pattern("وحدة أراضي*|تراب*")]
    [['وحدة'], ['اراضي', 'تراب']]
    """
    words: list[tuple[list[Token], bool]] = []
    gap = False
    for part in pattern.split(" "):
        if part == "..":
            if gap or not words:
                raise ValueError("'..' stands between two words, and only once")
            gap = True
            continue
        found = _TOKEN.fullmatch(part)
        if not found:
            raise ValueError(
                f"{part!r} is not a word: letters, with * at the end, | between alternatives, = or ~ first"
            )
        kind = found[1]
        tokens = [Token(kind, fold_text(word.rstrip("*")), word.endswith("*")) for word in found[2].split("|")]
        if kind == "~" and any(token.starred for token in tokens):
            raise ValueError(f"{part!r}: a lemma takes no *")
        if len(set(tokens)) < len(tokens):
            raise ValueError(f"{part!r} gives the same alternative twice")
        words.append((tokens, gap))
        gap = False
    if gap:
        raise ValueError("'..' stands between two words, and only once")
    return words
