"""Tables with one article a row: CSV of every country, workbooks with all their sheets, Parquet."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from taawun.corpus.archives import check_growth, open_plain_or_gzip
from taawun.corpus.columns import HEADER_ROWS, find_header, known_columns, plain_name
from taawun.corpus.encodings import SAMPLE
from taawun.corpus.limits import LARGEST_RECORD
from taawun.corpus.records import Record, plain_value
from taawun.corpus.streams import open_text, read_lines
from taawun.corpus.workbooks import open_workbook
from taawun.errors import TaawunError

DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
_LONGEST_SAMPLE_LINE = 20_000


def read_csv(path: Path, name: str, encoding: str) -> Iterator[Record]:
    """Stream the rows of a CSV file: commas, semicolons, tabs or bars; a title may stand above the header.

    Raises
    ------
    TaawunError
        Two columns have one name, or the quotes do not close.
    """
    csv.field_size_limit(LARGEST_RECORD)
    with open_plain_or_gzip(path, SAMPLE) as raw, open_text(raw, path, encoding, newline="") as stream:
        lines = read_lines(stream, path)
        head = list(itertools.islice(lines, HEADER_ROWS))
        delimiter = None
        separator = _SEPARATOR_LINE.match(head[0]) if head else None
        skipped = 0
        if separator:  # spreadsheets write it for themselves
            delimiter, skipped = separator[1], 1
        dialect = _find_dialect(head[skipped:], delimiter)
        rows = csv.reader(itertools.chain(head[skipped:], lines), strict=True, **dialect)
        try:
            yield from _read_rows(rows, name, path, skipped, find_header(_sample(head[skipped:], dialect)))
        except csv.Error as error:
            raise TaawunError(
                f"not a valid CSV row ({error})", "correct the quotes", file=path, line=rows.line_num + skipped
            ) from None


class Header(NamedTuple):
    """Columns of a CSV file, and how they are written."""

    columns: list[str]
    delimiter: str
    encoding: str


def read_header(path: Path) -> Header:
    """Header of a CSV file, its separator and its encoding.

    Raises
    ------
    TaawunError
        The encoding cannot be told.
    """
    with open_plain_or_gzip(path, SAMPLE) as raw, open_text(raw, path, "auto", newline="") as stream:
        head = list(itertools.islice(read_lines(stream, path), HEADER_ROWS))
        dialect = _find_dialect(head, None)
        rows = _sample(head, dialect)
        columns = [cell.strip().removeprefix("\ufeff") for cell in rows[find_header(rows)]] if rows else []
        return Header(columns, dialect["delimiter"], stream.encoding)


def _read_rows(rows: Any, name: str, path: Path, skipped: int, header: int) -> Iterator[Record]:
    for _ in range(header):
        next(rows, None)
    columns = [column.strip().removeprefix("\ufeff") for column in next(rows, [])]
    check_columns(columns, path, rows.line_num + skipped)
    nameless = _Nameless(name)
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        place = f"line {rows.line_num + skipped}"
        while len(row) > len(columns) and not row[-1].strip():
            row.pop()
        if len(row) != len(columns):
            problem = f"the row has {len(row)} fields and the header {len(columns)}; put quotes around commas"
            yield Record({}, name, place, problem)
        else:
            yield from nameless.look(columns, row, place)
            yield Record({key: cell for key, cell in zip(columns, row, strict=True) if key}, name, place)


class _Nameless:
    """Cells under an empty header are lost, which is said once a table, at the first of them.

    Numbers of rows in a first column, as pandas writes them, are no loss.
    """

    def __init__(self, name: str) -> None:
        self.name, self.said, self.rows = name, False, 0

    def look(self, columns: Sequence[str], cells: Sequence[object], place: str) -> Iterator[Record]:
        self.rows += 1
        named = [*columns, *[""] * (len(cells) - len(columns))]
        shown = ["" if cell is None else str(cell).strip() for cell in cells]
        if shown and shown[0] in (str(self.rows - 1), str(self.rows)):
            shown[0] = ""
        lost = next((at for at, (key, cell) in enumerate(zip(named, shown, strict=False), 1) if cell and not key), None)
        if lost and not self.said:
            self.said = True
            what = f"column {lost} has cells and no name, so they are not read"
            yield Record({}, self.name, place, f"{what}; name it in the header")


def check_columns(columns: Sequence[str], path: Path, line: int | None = None) -> None:
    """Refuse a header in which one name stands twice: one of the two columns would be lost.

    Raises
    ------
    TaawunError
    """
    twice = {name for name, count in Counter(column.casefold() for column in columns).items() if name and count > 1}
    if twice:
        called = min(column for column in columns if column.casefold() in twice)
        raise TaawunError(f"two columns are called {called!r}", "rename one", file=path, line=line)


def _find_dialect(head: Sequence[str], delimiter: str | None) -> dict[str, Any]:
    """Delimiter and escapes under which the first lines have the most known names, then the most columns."""
    escapes = {"escapechar": "\\", "doublequote": False} if any('\\"' in line for line in head) else {}
    known = {name for names in known_columns().values() for name in names}

    def score(candidate: str) -> tuple[int, int]:
        rows = _sample(head, {"delimiter": candidate, **escapes})
        columns = rows[find_header(rows)] if rows else []
        return len({plain_name(cell) for cell in columns} & known), len(columns)

    return {"delimiter": delimiter or max(DELIMITERS, key=score), **escapes}


def _sample(head: Sequence[str], dialect: dict[str, Any]) -> list[list[str]]:
    rows = csv.reader(io.StringIO("".join(line[:_LONGEST_SAMPLE_LINE] for line in head), newline=""), **dialect)
    try:
        return list(rows)
    except csv.Error:  # said with its line when the file is read
        return []


def read_parquet(path: Path, name: str, _encoding: str) -> Iterator[Record]:
    """Stream the rows of a Parquet file.

    Raises
    ------
    TaawunError
        It is none, or damaged; or pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise TaawunError(
            "reading Parquet needs pyarrow", "pip install 'taawun[report]'", file=path, exit_code=1
        ) from None

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            check_columns(file.schema_arrow.names, path)
            meta, packed, unpacked = file.metadata, path.stat().st_size, 0
            check_growth(packed, sum(meta.row_group(at).total_byte_size for at in range(meta.num_row_groups)), path)
            for batch in file.iter_batches(batch_size=256):
                rows = batch.to_pylist()
                # One value that stands for millions is small in the file, and in its directory.
                texts = sum(len(value) for row in rows for value in row.values() if isinstance(value, str))
                unpacked += max(batch.nbytes, texts)
                check_growth(packed, unpacked, path)
                for row in rows:
                    number += 1
                    yield Record({key: plain_value(value) for key, value in row.items()}, name, f"row {number}")
    except (pa.ArrowException, OSError, UnicodeDecodeError, OverflowError, ValueError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise TaawunError(f"not a readable Parquet file ({reason})", "make it again", file=path) from None


def read_xlsx(path: Path, name: str, _encoding: str) -> Iterator[Record]:
    """Stream the rows of a workbook, sheet by sheet; each sheet has a header of its own.

    Raises
    ------
    TaawunError
        It is none, is damaged or declares XML entities; two columns of a sheet have one name.
    """
    with open_workbook(path) as book:
        for sheet in book.worksheets:
            yield from _read_sheet(sheet, name, path, several=len(book.worksheets) > 1)


def _read_sheet(sheet: Any, name: str, path: Path, *, several: bool) -> Iterator[Record]:
    rows = iter(sheet.iter_rows(values_only=True))
    head = list(itertools.islice(rows, HEADER_ROWS))
    header = find_header(head)
    columns = ["" if cell is None else str(cell).strip() for cell in (head[header] if head else ())]
    check_columns(columns, path)
    where = f"sheet {sheet.title!r}, " if several else ""
    nameless = _Nameless(name)
    for number, cells in enumerate(itertools.chain(head[header + 1 :], rows), header + 2):
        if any(cell is not None and str(cell).strip() for cell in cells):
            place = f"{where}row {number}"
            yield from nameless.look(columns, cells, place)
            yield Record(
                {key: plain_value(cell) for key, cell in zip(columns, cells, strict=False) if key}, name, place
            )
