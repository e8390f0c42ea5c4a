"""Numbers of many words, worked out once and kept in the user's cache.

Reading the list of forms takes most of a short command's time. What is kept holds numbers only (`taawun.user_cache`).
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from taawun.user_cache import kept_content


def kept_numbers(name: str, sources: Iterable[Path], build: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Return what `build` returns, from the cache if it was built from the same files before; see `kept_words`."""
    return dict(zip(*kept_words(name, sources, build), strict=True))


def kept_words(
    name: str, sources: Iterable[Path], build: Callable[[], dict[str, int]]
) -> tuple[Iterable[str], Iterable[int]]:
    """Words and their numbers as `build` returns them, from the cache if they were built from the same files before.

    Parameters
    ----------
    name
        First part of the file's name.
    sources
        All files that the numbers depend on, code included.
    build
        Works the numbers out: words without line breaks, each with a number from 0 to 4,294,967,295.

    Examples
    --------
    >>> words, numbers = kept_words("doctest", [Path(__file__)], lambda: {"نيل": 300})
    >>> list(words), list(numbers)
    (['نيل'], [300])
    """
    try:
        made_from = [path.read_bytes() for path in (Path(__file__), *sources)]
    except OSError:
        made = build()
        return made.keys(), made.values()
    words, _, packed = kept_content("words", name, made_from, lambda: _pack(build())).partition(b"\0")
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return words.decode().split("\n"), numbers


def _pack(numbers: dict[str, int]) -> bytes:
    packed = array("I", numbers.values())
    if sys.byteorder == "big":
        packed.byteswap()
    return "\n".join(numbers).encode() + b"\0" + packed.tobytes()


def package_file(package: str, file: str) -> Path:
    """Path of a file of a package, which is found and not imported: that would take longer than reading kept numbers.

    Where there is no such package, the path leads to nothing.

    Examples
    --------
    >>> package_file("wordfreq", "data/large_ar.msgpack.gz").exists()
    True
    """
    return Path(getattr(find_spec(package), "origin", None) or "").parent / file
