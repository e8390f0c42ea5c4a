"""The table that names the texts, pages and documents of a folder: begun once, and only ever added to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from taawun.corpus.columns import map_columns
from taawun.corpus.dates import parse_date
from taawun.corpus.folders import is_beside, is_named
from taawun.corpus.readers import DOCUMENTS, form_of, read_records
from taawun.corpus.sources import INDEX
from taawun.corpus.table_forms import read_header
from taawun.errors import TaawunError
from taawun.tables import replace_whole

COLUMNS = ("id", "file", "outlet", "country", "language", "date", "title", "author", "url", "rights")
"""Columns of a table that is begun here."""
FOUND = ("outlet", "language", "date", "title", "author", "url")
"""Columns that a page or a document may fill itself."""


def update_index(folder: Path) -> int | None:
    """Add a row to articles.csv for each text, page and document of a folder that it does not name.

    What stands in the table stays as it is, to the byte; new rows come behind it, in its columns, its encoding and with
    its separator. What a page or a document says of itself (title, date, outlet, address) is written into its row,
    unless it would be a formula in a spreadsheet: there the cell stays empty, and the file's own word counts.

    Returns
    -------
    int or None
        Rows added; None when there is no such table and nothing to name, or when articles.csv has the articles itself.

    Raises
    ------
    TaawunError
        The table cannot be read.
    """
    index = folder / INDEX
    documents = [
        path
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix())
        if path.is_file() and is_named(path) and form_of(path.name) in DOCUMENTS and not is_beside(path, folder)
    ]
    if index.exists():
        head = read_header(index)
        columns = map_columns(head.columns, {})
        if "file" not in columns or "text" in columns:
            return None
        rows = list(read_records(index, encoding="auto"))
        named = {str(row.fields.get(columns["file"]) or "").strip() for row in rows}
        ids = {str(row.fields.get(columns.get("id", "")) or "") for row in rows}
        before, encoding, delimiter = index.read_bytes(), head.encoding, head.delimiter
    elif documents and not _is_named_elsewhere(folder):
        head, columns, named, ids = None, {column: column for column in COLUMNS}, set(), set()
        before, encoding, delimiter = (",".join(COLUMNS) + "\n").encode(), "utf-8", ","
    else:
        return None
    new = [path for path in documents if path.relative_to(folder).as_posix() not in named]
    if not new:
        return None if head is None else 0
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if before.endswith(b"\r\n") else "\n")
    for path in new:
        values = _row_of(path, folder, ids)
        theirs = {columns[ours]: value for ours, value in values.items() if ours in columns}
        writer.writerow([theirs.get(column, "") for column in (head.columns if head else COLUMNS)])
    gap = "" if before.endswith((b"\n", b"\n\0")) else "\n"
    added = _encode(gap + out.getvalue(), encoding)
    with replace_whole(index) as part:
        part.write_bytes(before + added)
    return len(new)


def _encode(text: str, encoding: str) -> bytes:
    """Bytes behind those of the table: without a mark of their own."""
    name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    return text.encode(name, "replace")


def _is_named_elsewhere(folder: Path) -> bool:
    """Whether another table names the files."""
    for path in sorted(folder.rglob("*.csv")):
        try:
            columns = map_columns(read_header(path).columns, {})
        except TaawunError:
            continue  # said when the folder is read through
        if "file" in columns and "text" not in columns:
            return True
    return False


def _row_of(path: Path, folder: Path, ids: set[str]) -> dict[str, str]:
    name = path.relative_to(folder)
    id_ = name.with_suffix("").as_posix()
    id_ = name.as_posix() if id_ in ids else id_
    ids.add(id_)
    return {"id": id_, "file": name.as_posix(), "language": "ar"} | _found_in(path)


def _found_in(path: Path) -> dict[str, str]:
    """Return what a file with one article says of itself."""
    try:
        records = list(read_records(path, encoding="auto"))
    except TaawunError:
        return {}
    if len(records) != 1 or records[0].problem:
        return {}
    found = {}
    for column in FOUND:
        value = " ".join(str(records[0].fields.get(column) or "").split())
        if value and value.isprintable() and not value.startswith(("=", "+", "-", "@")):
            found[column] = value
    try:
        found["date"] = parse_date(found.get("date")) or ""
    except TaawunError:
        found["date"] = ""
    return found
