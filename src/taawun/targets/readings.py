"""Targets of a text in one line, for the examples of rules and for looking at what they do."""

from __future__ import annotations

from taawun.statements import extract_statements
from taawun.targets.actors import read_actors
from taawun.targets.origins import surnames_of
from taawun.targets.rows import find_targets
from taawun.targets.sayings import Saying, read_sayings


def read_targets(text: str) -> str:
    """Targets of all statements of a text with the stance to them, `-` when there are none.

    Examples
    --------
    >>> read_targets("رحب الوزير التركي بموقف العراق.")
    'IQ +1'
    """
    article = {"id": "example", "text": text}
    rows = find_targets(article, extract_statements(article))
    return (
        ", ".join(f"{row['target']} {row['stance']:+d}" if row["stance"] else f"{row['target']} 0" for row in rows)
        or "-"
    )


def read_first(text: str) -> Saying:
    """Return the first statement of a text."""
    article = {"id": "example", "text": text}
    rows = extract_statements(article)
    return read_sayings(article, rows, read_actors(text, surnames_of(rows)))[0]
