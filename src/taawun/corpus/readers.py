"""Files of articles to records, one reader a form. Records come one by one: no file is held in memory whole.

A reader knows nothing of what a record means: it yields the fields as the file names them, and the place they stand.
What is wrong with one record is written into it; what makes the file unreadable is raised.
"""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import json
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from taawun.corpus.archives import open_member, open_plain_or_gzip, open_zip
from taawun.corpus.encodings import SAMPLE, decode_text, find_encoding, resolve_encoding
from taawun.errors import TaawunError

LARGEST_RECORD = 32 * 2**20
"""Characters of one record, bytes of one text file or page."""

CHUNK = 2**20


class Record(NamedTuple):
    """One article as its file has it.

    Attributes
    ----------
    fields
        Values by the names of the file.
    file
        Path relative to the corpus folder.
    place
        Row, line or member within the file; None when the file is one article.
    problem
        Why it cannot be read; None for a good one.
    elsewhere
        Field: file and place that give it, where another file than the article's own does (a table that names it).
    """

    fields: Mapping[str, Any]
    file: str
    place: str | None = None
    problem: str | None = None
    elsewhere: Mapping[str, tuple[str, str | None]] = {}


def form_of(name: str) -> str | None:
    """Form of a file by its suffix, None when it is none that can be read.

    Examples
    --------
    >>> form_of("press.jsonl.gz"), form_of("a.TXT"), form_of("notes.docx")
    ('jsonl', 'text', None)
    """
    name = name.lower().removesuffix(".gz")
    return next((form for suffix, form in FORMS.items() if name.endswith(suffix)), None)


def read_records(
    path: Path, *, name: str | None = None, form: str = "auto", encoding: str = "utf-8"
) -> Iterator[Record]:
    """Stream the records of one file.

    Parameters
    ----------
    name
        How the file is called in the records; its own name when not given.
    form
        text, jsonl, csv, parquet, xlsx, zip or html; by the suffix when `auto`.
    encoding
        As for `taawun.corpus.encodings.decode_text`; for forms that are text.

    Raises
    ------
    TaawunError
        The file cannot be read at all: missing, of another form, damaged, in another encoding, beyond the caps.
    """
    name = name or path.name
    known = form_of(name) if form == "auto" else form
    if known is None:
        raise TaawunError("no reader for this kind of file", f"known: {', '.join(FORMS)}", file=path)
    try:
        yield from READERS[known](path, name, encoding)
    except OSError as error:
        raise TaawunError(f"cannot be read ({error.strerror or error})", "check the file", file=path) from None


def _read_text(path: Path, name: str, encoding: str) -> Iterator[Record]:
    if path.stat().st_size > LARGEST_RECORD:
        yield Record({}, name, problem="the file is too large for one article; split it")
        return
    try:
        yield Record({"text": decode_text(path.read_bytes(), encoding)}, name)
    except TaawunError as error:
        yield Record({}, name, problem=str(error))


def _read_page(path: Path, name: str, encoding: str) -> Iterator[Record]:
    from taawun.corpus.pages import read_page

    if path.stat().st_size > LARGEST_RECORD:
        yield Record({}, name, problem="the page is too large; save the article alone")
        return
    try:
        yield Record(read_page(path.read_bytes()), name)
    except TaawunError as error:
        yield Record({}, name, problem=str(error))


def _read_jsonl(path: Path, name: str, encoding: str) -> Iterator[Record]:
    with open_plain_or_gzip(path, SAMPLE) as raw, _open_text(raw, path, encoding) as stream:
        for number, line in enumerate(_lines(stream, path), 1):
            if line.strip():
                yield _record_of_json(line, name, f"line {number}")


def _record_of_json(text: str, name: str, place: str) -> Record:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Record({}, name, place, f"not JSON ({error}); write one JSON object a line")
    return _record_of_value(value, name, place)


def _record_of_value(value: Any, name: str, place: str) -> Record:
    if not isinstance(value, dict):
        return Record({}, name, place, "not a JSON object; write one object with named fields for each article")
    return Record(value, name, place)


def _read_csv(path: Path, name: str, encoding: str) -> Iterator[Record]:
    csv.field_size_limit(LARGEST_RECORD)
    with open_plain_or_gzip(path, SAMPLE) as raw, _open_text(raw, path, encoding, newline="") as stream:
        lines = _lines(stream, path)
        header = next(lines, "")
        rows = csv.reader(itertools.chain([header], lines), delimiter=max(",;\t", key=header.count), strict=True)
        try:
            columns = [column.strip() for column in next(rows, [])]
            twice = {column for column in columns if column and columns.count(column) > 1}
            if twice:
                raise TaawunError(f"two columns are called {min(twice)!r}", "rename one", file=path, line=1)
            for row in rows:
                if not any(cell.strip() for cell in row):
                    continue
                place = f"line {rows.line_num}"
                if len(row) != len(columns):
                    problem = f"the row has {len(row)} fields and the header {len(columns)}; put quotes around commas"
                    yield Record({}, name, place, problem)
                else:
                    yield Record(dict(zip(columns, row, strict=True)), name, place)
        except csv.Error as error:
            raise TaawunError(
                f"not a valid CSV row ({error})", "correct the quotes", file=path, line=rows.line_num
            ) from None


def _read_parquet(path: Path, name: str, encoding: str) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    number += 1
                    yield Record({key: _plain(value) for key, value in row.items()}, name, f"row {number}")
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise TaawunError(f"not a readable Parquet file ({reason})", "make it again", file=path) from None


def _read_xlsx(path: Path, name: str, encoding: str) -> Iterator[Record]:
    import warnings
    import zipfile
    from xml.etree.ElementTree import ParseError

    import openpyxl
    from defusedxml.common import DefusedXmlException
    from openpyxl.utils.exceptions import InvalidFileException

    # openpyxl unpacks without caps and reads XML with what it finds installed: both are made safe here.
    with open_zip(path) as archive:
        for member in archive.infolist():
            with open_member(archive, member, path, SAMPLE) as part:
                if b"<!DOCTYPE" in part.peek(SAMPLE)[:SAMPLE].upper():
                    raise TaawunError("the workbook declares XML entities", "save it again as .xlsx", file=path)
    faults = (
        zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, OSError, EOFError, OverflowError,
    )  # fmt: skip
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it does not know: nothing that carries text.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                rows = iter(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else iter(())
                columns = ["" if cell is None else str(cell).strip() for cell in next(rows, ())]
                for number, cells in enumerate(rows, 2):
                    if any(cell is not None for cell in cells):
                        row = {key: _plain(cell) for key, cell in zip(columns, cells, strict=False) if key}
                        yield Record(row, name, f"row {number}")
            finally:
                book.close()
    except faults as error:
        raise TaawunError(
            f"not a readable .xlsx workbook ({type(error).__name__})", "save it again from the spreadsheet", file=path
        ) from None


def _read_zip(path: Path, name: str, encoding: str) -> Iterator[Record]:
    with open_zip(path) as archive:
        members = sorted(
            (member for member in archive.infolist() if member.filename.lower().endswith(".json")),
            key=lambda member: member.filename,
        )
        if not members:
            raise TaawunError("no .json file in the archive", "zip the JSON arrays of articles", file=path)
        for member in members:
            with open_member(archive, member, path, SAMPLE) as raw, _open_text(raw, path, encoding) as stream:
                for number, (value, problem) in enumerate(_json_items(stream, path), 1):
                    place = f"{member.filename}, item {number}"
                    if problem:
                        yield Record({}, name, place, problem)
                        return
                    yield _record_of_value(value, name, place)


def _json_items(stream: io.TextIOBase, path: Path) -> Iterator[tuple[Any, str | None]]:
    """Items of one JSON array, decoded one by one; a broken item ends the array with a problem."""
    decoder, buffer, position, at_end = json.JSONDecoder(), "", 0, False

    def skip(marks: str) -> str:
        """Pass over blanks and return the next character, '' at the end; consume it when it is one of `marks`."""
        nonlocal buffer, position, at_end
        while True:
            while position < len(buffer) and buffer[position] in " \t\r\n":
                position += 1
            if position < len(buffer):
                char = buffer[position]
                position += char in marks
                return char
            if at_end:
                return ""
            buffer, position = _read(stream, path, CHUNK), 0
            at_end = not buffer

    if skip("[") != "[":
        raise TaawunError("the JSON file is not an array of articles", "write [ {...}, {...} ]", file=path)
    if skip("]") == "]":
        return
    while True:
        skip("")
        while True:
            try:
                value, after = decoder.raw_decode(buffer, position)
                # A number at the very end of the buffer may go on in the next chunk.
                if after < len(buffer) or at_end:
                    break
            except (ValueError, RecursionError) as error:
                if at_end or isinstance(error, RecursionError) or len(buffer) - position > LARGEST_RECORD:
                    yield None, f"not JSON from here on ({error}); the rest of the file is not read"
                    return
            # Twice as much at a time keeps the work linear for a record of any length.
            more = _read(stream, path, max(CHUNK, len(buffer) - position))
            at_end = not more
            buffer, position = buffer[position:] + more, 0
        yield value, None
        position = after
        mark = skip(",]")
        if mark == "]":
            return
        if mark != ",":
            yield None, "the array is cut off or a comma is missing; the rest of the file is not read"
            return


def _open_text(raw: io.BufferedReader, path: Path, encoding: str, newline: str = "\n") -> io.TextIOWrapper:
    """Text of a stream; bytes that do not fit become lone surrogates, which the caller refuses record by record."""
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


def _lines(stream: io.TextIOWrapper, path: Path) -> Iterator[str]:
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


def _read(stream: io.TextIOBase, path: Path, size: int) -> str:
    try:
        return stream.read(size)
    except UnicodeError as error:
        raise TaawunError(f"not in the encoding given ({error})", "save it again as UTF-8", file=path) from None


def _plain(value: Any) -> Any:
    """Cells of typed tables as text or None; lists and the like stay, and are refused where text is due."""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return None if math.isnan(value) else f"{value:.15g}"
    if isinstance(value, int):
        return str(value)
    return value


FORMS = {
    ".txt": "text",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".zip": "zip",
    ".html": "html",
    ".htm": "html",
}
READERS: dict[str, Callable[[Path, str, str], Iterator[Record]]] = {
    "text": _read_text,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "parquet": _read_parquet,
    "xlsx": _read_xlsx,
    "zip": _read_zip,
    "html": _read_page,
}
