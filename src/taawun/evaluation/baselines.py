"""Mechanical ways to say who said what, to measure the extractor against.

Each takes an article and the statements that were extracted from it, and gives rows that `evaluate` reads. The first
finds its own statements; the other three keep the extractor's cues, contents and mentions and only replace the way
a speaker is chosen, so that the difference is what speaker resolution is worth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = dict[str, Any]

#: opening and closing quotation marks; the straight one closes itself
_QUOTES = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")
#: fewer words in quotation marks are a name or a term, not speech
_MIN_QUOTED_WORDS = 4


def quotation_marks_only(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Give every quotation of four words or more to whoever was last named before it.

    Names are those the extractor found as mentions; the word before the quotation is taken for the cue.

    Examples
    --------
    >>> article = {"id": "a", "text": "قال سالم: «الميناء آمن منذ أول العام»"}
    >>> row = {"cue": [0, 3], "mention": [4, 8], "speaker": "سالم"}
    >>> quotation_marks_only(article, [row])[0]["speaker"]
    'سالم'
    """
    text = article["text"]
    rows = []
    for match in _QUOTES.finditer(text):
        if len(match[0].split()) < _MIN_QUOTED_WORDS:
            continue
        before = re.search(r"\S+\s*$", text[: match.start()])
        start, end = (before.start(), before.start() + len(before[0].rstrip())) if before else match.span()
        named = [row for row in _named(statements) if row["mention"][0] < match.start()]
        speaker = max(named, key=lambda row: row["mention"][0])["speaker"] if named else None
        rows.append(_row(article, (start, end), [(match.start() + 1, match.end() - 1)], speaker))
    return rows


def nearest_person(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Take whoever is named nearest to the cue, before or after it, be it as listener or topic.

    All places count where the text repeats the words of a mention that the extractor found.
    """
    places = []
    for words, speaker in sorted({(_mention_text(article, row), row["speaker"]) for row in _named(statements)}):
        places += [(match.start(), speaker) for match in re.finditer(re.escape(words), article["text"])]

    def choose(row: Mapping[str, Any]) -> str | None:
        start = row["cue"][0]
        return min(places, key=lambda place: (abs(place[0] - start), place), default=(0, None))[1]

    return _replace_speakers(article, statements, choose)


def last_overt_subject(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Take the speaker named in the statement, else the one named in the last statement that names one."""
    named = _named(statements)

    def choose(row: Mapping[str, Any]) -> str | None:
        before = [one for one in named if one["cue"][0] <= row["cue"][0]]
        return before[-1]["speaker"] if before else None

    return _replace_speakers(article, statements, choose)


def host_only(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Give everything to the first speaker of the article, in reports of meetings the host."""
    named = _named(statements)
    host = named[0]["speaker"] if named else None
    return _replace_speakers(article, statements, lambda _row: host)


Baseline = Callable[[Mapping[str, Any], Sequence[Mapping[str, Any]]], list[Row]]

BASELINES: dict[str, Baseline] = {
    "quotation marks only": quotation_marks_only,
    "nearest person": nearest_person,
    "last overt subject": last_overt_subject,
    "host only": host_only,
}


def _mention_text(article: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    start, end = row["mention"]
    return str(article["text"][start:end])


def _named(statements: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Statements whose speaker is named in their own words, by place; agencies only pass on what others say."""
    named = (row for row in statements if row.get("mention") and row.get("speaker"))
    return sorted((row for row in named if row.get("speaker_type") != "media"), key=lambda row: row["cue"])


def _replace_speakers(
    article: Mapping[str, Any],
    statements: Sequence[Mapping[str, Any]],
    choose: Callable[[Mapping[str, Any]], str | None],
) -> list[Row]:
    return [
        _row(article, row["cue"], row["content"], choose(row), row.get("level", 1))
        for row in sorted(statements, key=lambda row: row["cue"])
    ]


def _row(
    article: Mapping[str, Any],
    cue: Sequence[int],
    content: Sequence[Sequence[int]],
    speaker: str | None,
    level: int = 1,
) -> Row:
    return {
        "article_id": article["id"],
        "cue": list(cue),
        "content": [list(span) for span in content],
        "speaker": speaker,
        "mention": None,
        "level": level,
    }
