"""How rows are read from .jsonl, .csv and .parquet files, and what is said of a file that cannot be read."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taawun.errors import TaawunError, require_file

if TYPE_CHECKING:
    import pyarrow.parquet as pq

Row = dict[str, Any]

SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
ENOUGH_BYTES = 32
"""Bytes beyond ASCII from which on an encoding is guessed in a message."""


def read_jsonl(path: Path, columns: list[str] | None) -> Iterator[Row]:
    """Rows of a file with one JSON object a line, each checked for its columns."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except UnicodeDecodeError as error:
                what = f"the line is not UTF-8{_likely_encoding(error)}"
                raise TaawunError(what, "save the file as UTF-8", file=path, line=number) from None
            except (json.JSONDecodeError, RecursionError) as error:
                raise TaawunError(
                    f"the line is not JSON ({error})", "write one JSON object a line", file=path, line=number
                ) from None
            if not isinstance(row, dict):
                raise TaawunError(
                    "the line is not a JSON object", "write one JSON object a line", file=path, line=number
                )
            _require(row, columns, path, number)
            yield row


def read_csv(path: Path, columns: list[str] | None) -> Iterator[Row]:
    """Rows of a CSV file with commas, each checked for its columns."""
    csv.field_size_limit(2**30)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_separator(reader.fieldnames or [], columns, path)
            for row in reader:
                if None in row or None in row.values():
                    raise TaawunError(
                        "the row has more or fewer fields than the header",
                        "quote commas",
                        file=path,
                        line=reader.line_num,
                    )
                _require(row, columns, path, 1)
                yield row
    except UnicodeDecodeError as error:
        raise TaawunError(
            f"the file is not UTF-8{_likely_encoding(error)}",
            "save it as CSV UTF-8: in the spreadsheet, choose that under Save as",
            file=path,
        ) from None
    except csv.Error as error:
        raise TaawunError(
            f"not a valid CSV row ({error})", "correct the quoting", file=path, line=reader.line_num
        ) from None


def _check_separator(header: Sequence[str], columns: list[str] | None, path: Path) -> None:
    """Explain a header that was not parted: spreadsheets of some countries write CSV with semicolons."""
    if len(header) != 1 or not set(columns or ()) - set(header):
        return
    found = max(SEPARATORS, key=header[0].count)
    if found in header[0]:
        raise TaawunError(
            f"the columns are separated by {SEPARATORS[found]}, not by commas",
            "save it as CSV with commas, or as .jsonl or .parquet",
            file=path,
            line=1,
        )


def _likely_encoding(error: UnicodeDecodeError) -> str:
    """Say what the bytes look like, for a message; nothing where there are too few of them to tell."""
    data = bytes(error.object)
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not marked and sum(byte > 0x7F for byte in data) < ENOUGH_BYTES:
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return ""
    return f" (it looks like {best.encoding.replace('cp125', 'windows-125').replace('_', '-')})"


def read_parquet(path: Path, columns: list[str] | None, optional: list[str], batch: int) -> Iterator[Row]:
    """Rows of a Parquet file, a batch in memory at a time."""
    with readable_parquet(path, columns) as file:
        names = file.schema_arrow.names
        wanted = None if columns is None else [*columns, *(name for name in optional if name in names)]
        for part in file.iter_batches(batch_size=batch, columns=wanted):
            yield from part.to_pylist()


@contextmanager
def readable_parquet(path: Path, columns: Sequence[str] | None = None) -> Iterator[pq.ParquetFile]:
    """Open a Parquet file that has these columns; what is wrong with it is said in plain words.

    Raises
    ------
    TaawunError
        The file is damaged, or a column is missing.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    require_file(path, "check the name; on a cluster, every worker has to see it under this name")
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            _require(dict.fromkeys(file.schema_arrow.names), columns, path, None)
            yield file
    except pa.ArrowInvalid as error:
        raise TaawunError(
            f"not a readable Parquet file ({str(error).splitlines()[0]})", "make it again", file=path
        ) from None


def _require(row: Mapping[str, Any], columns: Sequence[str] | None, path: Path, line: int | None) -> None:
    missing = [name for name in columns or () if name not in row]
    if missing:
        raise TaawunError(
            f"the column {missing[0]!r} is missing",
            "add it, or rename a column",
            file=path,
            line=line,
            field=missing[0],
        )
