"""Text in CSV files that people open in a spreadsheet: it must stay text there, and be the same when it comes back."""

from __future__ import annotations

_STARTS = tuple("=+-@\t\r")


def guard_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.

    Examples
    --------
    >>> guard_cell("=1+1"), guard_cell("'=1+1"), guard_cell("a=1")
    ("'=1+1", "''=1+1", 'a=1')
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS) else text


def plain_cell(text: str) -> str:
    """Take off the apostrophe that `guard_cell` put on.

    Examples
    --------
    >>> [plain_cell(guard_cell(text)) for text in ("=1+1", "'=1+1", "'a'", "")]
    ['=1+1', "'=1+1", "'a'", '']
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_STARTS) else text
