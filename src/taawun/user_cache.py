"""Where files are kept that can be made or fetched again, and how what takes long to work out is kept there.

A file that is kept has the hash of all it is made from in its name and that of its content in its first line: after a new
version of anything it is made anew, and a damaged one is not read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder that TAAWUN_CACHE names, or taawun in the user's cache.

    Examples
    --------
    >>> cache_folder() == Path(os.environ.get("TAAWUN_CACHE", cache_folder()))
    True
    """
    from platformdirs import user_cache_path

    return Path(os.environ.get("TAAWUN_CACHE") or user_cache_path("taawun"))


def kept_content(kind: str, name: str, made_from: Iterable[bytes], build: Callable[[], bytes]) -> bytes:
    """Return what `build` returns, from the cache if it was built from the same things before.

    Where nothing can be written, or two processes write at once, it is built as it would be without a cache.

    Parameters
    ----------
    kind
        Folder in the cache, and end of the file's name.
    name
        First part of the file's name.
    made_from
        All that the content depends on, code included.

    Examples
    --------
    >>> kept_content("doctest", "greeting", [b"one"], lambda: "سلام".encode()).decode()
    'سلام'
    """
    key = hashlib.sha256()
    for part in (Path(__file__).read_bytes(), *made_from):  # how things are kept changes with versions, too
        key.update(hashlib.sha256(part).digest())
    path = cache_folder() / kind / f"{name}-{key.hexdigest()[:32]}.{kind}"
    kept = _read(path)
    if kept is None:
        kept = build()
        with contextlib.suppress(OSError):
            _write(path, kept)
    return kept


def _read(path: Path) -> bytes | None:
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest().encode() == digest else None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Whole or not at all: another process may read at any moment.
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
