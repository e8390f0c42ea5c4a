"""Reading the coding by hand back: the keys of the sample and every coder's filled sheet.

A folder `data/coding/STUDY/` holds the keys and one filled sheet a coder (`frames-NAME.xlsx` or `.csv`,
`attribution-NAME...`, `articles-NAME...`, `adjudication...`); the report reads it when it is there.
"""

from __future__ import annotations

import csv
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taawun.corpus.workbooks import open_workbook
from taawun.errors import TaawunError, require_file
from taawun.spreadsheets import plain_cell
from taawun.tables import read_rows

if TYPE_CHECKING:
    import pandas as pd

YES, NO = "نعم", "لا"
ANSWERS = {YES: 1, NO: 0, "yes": 1, "no": 0, "1": 1, "0": 0}
KEY, KEY_COLUMNS = "key.csv", ["row", "statement_id", "article_id", "side", "stratum", "weight"]
ARTICLE_KEY, ARTICLE_KEY_COLUMNS = "key-articles.csv", ["article_id", "stratum", "weight"]
MOST_MISSED = 30
LARGEST_SHEET = 50 * 2**20
MOST_ROWS = 20_000
SHEET = "coding"
"""Name of the sheet of a workbook in which coders answer."""


_SAVED_AGAIN = re.compile(r"(\s*\(\d+\)|\s+-\s+(copy|نسخة)|\s+copy)+$", re.IGNORECASE)
"""What browsers and file managers add to the name of a file that is saved twice."""
_MARKS = dict.fromkeys([0x200E, 0x200F, 0x61C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
"""Direction marks, which spreadsheets put around Arabic words."""


def read_key(folder: str | Path) -> pd.DataFrame:
    """Read the key of a sample: `row`, `statement_id`, `article_id`, `side`, `stratum`, `weight`."""
    return _read_key(Path(folder) / KEY, KEY_COLUMNS, once=("row", "statement_id"))


def read_article_key(folder: str | Path) -> pd.DataFrame:
    """Read the key of the articles to be read in full: `article_id`, `stratum`, `weight`.

    Raises
    ------
    TaawunError
        There is none.
    """
    path = Path(folder) / ARTICLE_KEY
    return _read_key(path, ARTICLE_KEY_COLUMNS, once=("article_id",))


def _read_key(path: Path, columns: Sequence[str], *, once: Sequence[str]) -> pd.DataFrame:
    """Rows of a key. Refused with their line: what stands twice in a column of `once`, and a weight that is none."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    seen: dict[tuple[str, str], int] = {}
    # No cell of a key holds a line break, so rows are lines.
    for line, found in enumerate(read_rows(path, columns), 2):
        row: dict[str, Any] = {name: plain_cell(found[name]) for name in columns}
        for name in once:
            first = seen.setdefault((name, row[name]), line)
            if first != line:
                raise TaawunError(
                    f"{row[name]!r} stands twice (first in line {first})",
                    "restore the key as it was written",
                    file=path,
                    line=line,
                    field=name,
                )
        row["weight"] = _weight(row["weight"], path, line)
        rows.append(row)
    if not rows:
        raise TaawunError("the key is empty", "restore it as it was written", file=path)
    return pd.DataFrame(rows, columns=list(columns))


def _weight(text: str, path: Path, line: int) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 < weight < math.inf:
        raise TaawunError(
            f"the weight {text[:40]!r} is no number above zero",
            "restore the key as it was written",
            file=path,
            line=line,
            field="weight",
        )
    return weight


def read_codings(folder: str | Path, kind: str, ids: Sequence[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Read every coder's sheet of one kind.

    Parameters
    ----------
    kind
        `frames`, `attribution`, `articles` or `adjudication`: files `KIND-NAME.xlsx` and `KIND-NAME.csv` (a file
        named just `adjudication` is read too).
    ids
        Rows that were given out.
    answers
        Column: answers allowed, mapped to their value. An empty cell is a missing coding.

    Returns
    -------
    dict
        Coder: DataFrame indexed by `ids`, a column for each key of `answers`, missing where not coded.

    Raises
    ------
    TaawunError
        Missing column, unknown or repeated row, an answer that is not in the list; names file and line.
    """
    paths = sorted(
        path
        for path in Path(folder).glob(f"{kind}*")
        if path.suffix in (".xlsx", ".csv")
        and (path.stem.startswith(f"{kind}-") or kind == path.stem == "adjudication")
    )
    found: dict[str, Any] = {}
    for path in paths:
        coder = _SAVED_AGAIN.sub("", path.stem.removeprefix(f"{kind}-")).strip()
        if coder in found:
            raise TaawunError(f"there are two sheets of the coder {coder!r}", "keep the newest one only", file=path)
        found[coder] = _read_sheet(path, ids, answers)
    return found


def _read_sheet(path: Path, ids: Sequence[str], answers: Mapping[str, Any]) -> pd.DataFrame:
    import pandas as pd

    known = set(ids)
    values: dict[str, dict[str, float]] = {name: {} for name in ids}
    seen: dict[str, int] = {}
    for line, row in _sheet_rows(path, ["row", *answers]):
        name = row["row"].strip()
        name = name if name in known else plain_cell(name)
        if not name and not any(cell.strip() for cell in row.values()):
            continue
        if name not in known:
            raise TaawunError(
                f"the row {name[:40]!r} was not given out", "restore the column `row`", file=path, line=line
            )
        if name in seen:
            raise TaawunError(
                f"the row {name!r} is given twice (first in line {seen[name]})", "keep one", file=path, line=line
            )
        seen[name] = line
        for column, allowed in answers.items():
            cell = unicodedata.normalize("NFKC", row[column].translate(_MARKS)).strip().removesuffix(".0").lower()
            if cell and cell not in allowed:
                raise TaawunError(
                    f"{row[column][:40]!r} is no answer",
                    f"choose from: {', '.join(allowed)}",
                    file=path,
                    line=line,
                    field=column,
                )
            values[name][column] = float(allowed[cell]) if cell else float("nan")
    return pd.DataFrame(
        [{column: values[name].get(column, float("nan")) for column in answers} for name in ids], index=list(ids)
    )


def _sheet_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    require_file(path, "restore it as it was written")
    rows = _xlsx_rows(path) if path.suffix == ".xlsx" else _csv_rows(path)
    if not rows:
        raise TaawunError("the sheet is empty", "save the filled sheet under this name", file=path)
    header = [cell.strip() for cell in rows[0][1]]
    if "article" in header and "row" not in header:
        header[header.index("article")] = "row"
    missing = [name for name in columns if name not in header]
    if missing:
        raise TaawunError(
            f"the column {missing[0]!r} is missing", "keep the header line as it was written", file=path, line=1
        )
    if twice := [name for name in columns if header.count(name) > 1]:
        raise TaawunError(f"the column {twice[0]!r} stands twice", "keep one of them", file=path, line=1)
    place = {name: header.index(name) for name in columns}
    found = []
    for line, cells in rows[1:]:
        padded = [*cells, *[""] * (len(header) - len(cells))]
        if line == 2 and not padded[place["row"]].strip():
            continue  # the line of Arabic titles
        found.append((line, {name: padded[place[name]] for name in columns}))
    return found


def _csv_rows(path: Path) -> list[tuple[int, list[str]]]:
    if path.stat().st_size > LARGEST_SHEET:
        raise TaawunError("the file is too large for a coding sheet", "check that it is the right file", file=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = text.splitlines(keepends=True)
        header = lines[0] if lines else ""
        reader = csv.reader(lines, delimiter=max(",;\t", key=header.count), strict=True)
        return [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise TaawunError("the file is not UTF-8", "save it as CSV UTF-8", file=path) from None
    except csv.Error as error:
        raise TaawunError(f"not a valid CSV file ({error})", "save it as CSV UTF-8", file=path) from None


def _xlsx_rows(path: Path) -> list[tuple[int, list[str]]]:
    with open_workbook(path, largest=LARGEST_SHEET) as book:
        pages = [page for page in book.worksheets if page.title == SHEET] or book.worksheets
        if len(pages) != 1:
            names = ", ".join(repr(page.title) for page in pages) or "none"
            raise TaawunError(
                f"the workbook has no sheet {SHEET!r} (its sheets: {names[:200]})", "restore its name", file=path
            )
        rows = []
        for line, cells in enumerate(pages[0].iter_rows(values_only=True), 1):
            if line > MOST_ROWS:
                raise TaawunError("the sheet has too many rows", "check the file", file=path, line=line)
            rows.append((line, ["" if cell is None else str(cell) for cell in cells]))
        return rows
