"""The cells of a shown table: numbers as a reader expects them, evidence and links below them, and the file beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from taawun.report.explorer_links import count_link, explorer_link
from taawun.report.markup import inline, render, safe_url, statement_link
from taawun.spreadsheets import guard_cell

if TYPE_CHECKING:
    import pandas as pd

WIDE = 7
"""Columns from which on a table is a wide one: in small type, and without what every row repeats."""


class Evidence(NamedTuple):
    """What stands behind a number: statements to quote (id, text, href), the ids of all, and the number's name."""

    items: list[dict[str, str]]
    ids: list[str]
    of: str


@dataclass(frozen=True)
class Column:
    """A column of a shown table, with as many decimals as its numbers need."""

    key: str
    header: str
    values: list[Any]
    numeric: bool
    decimals: int

    @classmethod
    def of(cls, frame: pd.DataFrame, key: str, header: str | None) -> Column:
        """Column of a frame by its name, under a header of its own or its name."""
        import pandas as pd

        position = [str(column) for column in frame.columns].index(key)
        series = frame.iloc[:, position]
        numeric = pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series)
        values = series.tolist()
        decimals = 0
        if pd.api.types.is_float_dtype(series):
            finite = [abs(value) for value in values if not is_missing(value) and math.isfinite(value)]
            if any(value != int(value) for value in finite):
                decimals = max(0, 3 - len(str(int(max(finite))))) if max(finite) >= 1 else 3
        return cls(key, header or key.replace("_", " "), values, numeric, decimals)


def show_cell(
    column: Column,
    position: int,
    behind: Sequence[Evidence] | None,
    links: Sequence[str | None] | None,
    language: str = "en",
) -> dict[str, Any]:
    """Give the template what it needs of one cell: text, markup, alignment."""
    value = column.values[position]
    text = format_value(value, column.decimals)
    html = inline(text)
    if behind and behind[position].items:
        items, ids, of = behind[position]
        link = count_link(len(ids), explorer_link(of=of), language)
        html = render(
            "evidence.html", language=language, value=html, items=items, more=len(ids) - len(items), link=link
        )
    aim = links[position] if links else None
    if isinstance(aim, str):
        href = safe_url(aim) if "://" in aim else statement_link(aim)
        if href:
            html = Markup('<a href="{}">{}</a>').format(href, html)
    return {"text": text, "html": html, "numeric": column.numeric}


def format_value(value: Any, decimals: int = 3) -> str:
    """Return a value as a reader expects it.

    Examples
    --------
    >>> format_value(12345), format_value(0.25, 3), format_value(0.00004, 3), format_value(None), format_value(True)
    ('12,345', '0.250', '<0.001', '–', 'yes')
    >>> format_value(["a", "b"])
    'a, b'
    """
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return ", ".join(format_value(item, decimals) for item in items if not is_missing(item)) or "–"
    if is_missing(value):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if not math.isfinite(value):
            return "∞" if value > 0 else "-∞"
        shown = f"{value:,.{decimals}f}"
        if decimals and value > 0 and float(shown.replace(",", "")) == 0:
            return f"<{10**-decimals:.{decimals}f}"  # a p-value is never 0; of a negative number the sign stays
        return "0" if shown == "-0" else shown
    return str(value)


def is_missing(value: Any) -> bool:
    """Whether a value is None or what pandas has in its place."""
    return (
        value is None
        or (isinstance(value, float) and math.isnan(value))
        or type(value).__name__ in ("NAType", "NaTType")
    )


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write for spreadsheets too: a byte order mark, six significant digits, no text that starts a formula."""
    import pandas as pd

    def guard(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            value = format_value(value)
        return guard_cell(value) if isinstance(value, str) else value

    columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
    safe = [column if pd.api.types.is_numeric_dtype(column) else column.astype(object).map(guard) for column in columns]
    table = pd.concat(safe, axis=1) if safe else frame
    table.to_csv(path, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8-sig")


def say_once(frame: pd.DataFrame, *, keep: set[str], headers: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """Return a wide table without the columns that repeat one text, and what they said."""
    if len(frame.columns) <= WIDE or len(frame) < 2:
        return frame, []
    same = [
        column
        for column in frame.columns[1:]
        if column not in keep
        and all(isinstance(value, str) for value in frame[column])
        and frame[column].nunique() == 1
    ]
    texts = {column: frame[column].iloc[0].strip() for column in same}
    said = [f"{headers.get(column, column.replace('_', ' '))}: {text}." for column, text in texts.items() if text]
    return frame.drop(columns=same), said
