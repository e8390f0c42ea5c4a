"""Numbers of many words, worked out once and kept in the user's cache.

Reading the list of forms takes most of a short command's time. The file has the hash of all it is made from in its name
and that of its content in its first line: after a new version of anything it is made anew, and a damaged one is not read.
It holds numbers only. Where nothing can be written, or two processes write at once, the words are worked out as before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from array import array
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from taawun.user_cache import cache_folder


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
    key = hashlib.sha256()
    try:
        for path in (Path(__file__), *sources):  # how numbers are kept changes with versions, too
            key.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError:
        return _parts(build())
    path = cache_folder() / "words" / f"{name}-{key.hexdigest()[:32]}.words"
    kept = _read(path)
    if kept is None:
        built = build()
        kept = _parts(built)
        with contextlib.suppress(OSError):
            _write(path, built)
    return kept


def _parts(numbers: dict[str, int]) -> tuple[Iterable[str], Iterable[int]]:
    return numbers.keys(), numbers.values()


def package_file(package: str, file: str) -> Path:
    """Path of a file of a package, which is found and not imported: that would take longer than reading kept numbers.

    Where there is no such package, the path leads to nothing.

    Examples
    --------
    >>> package_file("wordfreq", "data/large_ar.msgpack.gz").exists()
    True
    """
    return Path(getattr(find_spec(package), "origin", None) or "").parent / file


def _read(path: Path) -> tuple[Iterable[str], Iterable[int]] | None:
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return None
    words, _, packed = content.partition(b"\0")
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    return words.decode().split("\n"), numbers


def _write(path: Path, numbers: dict[str, int]) -> None:
    packed = array("I", numbers.values())
    if sys.byteorder == "big":
        packed.byteswap()
    content = "\n".join(numbers).encode() + b"\0" + packed.tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: another process may read at any moment.
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
