"""Meetings of a text in one line, for the examples of rules and for looking at what they do."""

from __future__ import annotations

from taawun.meetings.rows import find_meetings
from taawun.statements import extract_statements


def read_meetings(text: str) -> str:
    """Meetings of a text, `-` when there are none: `TR > IQ` where the first is guest of the second, else `TR + IQ`.

    Examples
    --------
    >>> read_meetings("استقبل الرئيس التركي نظيره العراقي.")
    'reception IQ > TR'
    """
    article = {"id": "example", "text": text}
    found = []
    for row in find_meetings(article, extract_statements(article)):
        roles = {
            role: [one["party"] for one in row["parties"] if one["role"] == role] for role in ("guest", "host", "party")
        }
        sides = [" + ".join(roles[role]) for role in ("guest", "host") if roles[role]]
        found.append(f"{row['kind']} {' > '.join(sides) or ' + '.join(roles['party'])}")
    return "; ".join(found) or "-"
