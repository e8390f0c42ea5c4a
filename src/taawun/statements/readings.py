"""What is read in a text, in one line: for the examples of rules, and for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from taawun.statements.pipeline import extract_statements

#: columns that are mentioned where they are not as usual
_USUAL = {"level": 1, "polarity": "affirmed", "factuality": "reported", "relay": None}


def read_text(text: str) -> str:
    """Statements of a text in one line: ``cue (speaker) content``, with ``;`` between them, ``none`` where there are none.

    What is not as usual stands in braces: level 2, a negation, a relay. Parts of a content are joined by ``…``.

    Examples
    --------
    >>> read_text("أكد الوزير أن التعاون قائم.")
    'أكد (الوزير) التعاون قائم'
    >>> read_text("وصل الوزير إلى المدينة.")
    'none'
    """
    return describe_rows(text, extract_statements({"id": "", "text": text}))


def describe_rows(text: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows of one text as `read_text` gives them."""
    return " ; ".join(_describe(text, row) for row in rows) or "none"


def _describe(text: str, row: Mapping[str, Any]) -> str:
    content = " … ".join(" ".join(text[start:end].split()) for start, end in row["content"])
    odd = [f"{name} {row[name]}" for name, usual in _USUAL.items() if row[name] != usual]
    braces = f" {{{', '.join(odd)}}}" if odd else ""
    return f"{text[slice(*row['cue'])]} ({row['speaker'] or '?'}) {content.rstrip(' .؟!')}{braces}"
