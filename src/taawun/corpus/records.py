"""One article as its file has it, before anybody asks what its fields mean."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from typing import Any, NamedTuple


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


def plain_value(value: Any) -> Any:
    """Cells of typed tables as text or None; lists and the like stay, and are refused where text is due.

    Examples
    --------
    >>> plain_value(datetime.date(2017, 10, 2)), plain_value(7.0), plain_value(float("nan"))
    ('2017-10-02', '7', None)
    """
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
