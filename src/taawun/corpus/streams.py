"""Text of a file in pieces: whatever its encoding, a large file is never held in memory whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from taawun.corpus.encodings import SAMPLE, find_encoding, resolve_encoding
from taawun.corpus.limits import LARGEST_RECORD
from taawun.errors import TaawunError


def open_text(raw: io.BufferedReader, path: Path, encoding: str, newline: str = "\n") -> io.TextIOWrapper:
    """Text of a stream; bytes that do not fit become lone surrogates, which the caller refuses record by record.

    Raises
    ------
    TaawunError
        The encoding is unknown, cannot be told, or is another than UTF-8 where UTF-8 is expected.
    """
    sample = raw.peek(SAMPLE)[:SAMPLE]
    name = resolve_encoding(sample, encoding, file=str(path))
    if name == "utf-8-sig":
        likely = find_encoding(sample)
        if likely and not likely.startswith("utf-8"):
            raise TaawunError(
                f"not UTF-8 (it looks like {likely})", f"save it as UTF-8, or set encoding: {likely}", file=path
            )
    errors = "strict" if name.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return io.TextIOWrapper(raw, encoding=name, errors=errors, newline=newline)


def read_lines(stream: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """Lines of a stream with their line breaks, none longer than an article may be.

    Raises
    ------
    TaawunError
        A line is longer, or not in the encoding.
    """
    while True:
        try:
            line = stream.readline(LARGEST_RECORD)
        except UnicodeError as error:
            raise TaawunError(f"not {stream.encoding} ({error})", "save it again as UTF-8", file=path) from None
        if not line:
            return
        if len(line) == LARGEST_RECORD:
            raise TaawunError("a line is longer than any article", "write one JSON object a line", file=path)
        yield line


def read_piece(stream: io.TextIOBase, path: Path, size: int) -> str:
    """Next characters of a stream, '' at its end.

    Raises
    ------
    TaawunError
        They are not in the encoding.
    """
    try:
        return stream.read(size)
    except UnicodeError as error:
        raise TaawunError(f"not in the encoding given ({error})", "save it again as UTF-8", file=path) from None
