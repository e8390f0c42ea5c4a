"""Exports of press databases: one file with many articles, split where the database marks their ends.

A file is an export only where the marks are there: a plain article is never cut. What the marks are called is data
(lexicons/exports.yaml). Layouts: Nexis Uni ("End of Document" behind each), LexisNexis ("1 of 25 DOCUMENTS" above each),
Factiva ("Document" and its number behind each; with two-letter codes, or without), Europresse (its document number
behind each).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from taawun.corpus.dates import parse_date
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon

Fields = dict[str, Any]

HEAD = 15
"""Lines above a text in which its title, outlet and date are looked for."""
MOST_WORDS = 6
"""Words of a line that is a date."""
_FACTIVA_END = re.compile(r"Document\s+(?=\S*\d{6})[A-Za-z0-9]{12,}\s*$")
_EUROPRESSE_END = re.compile(r"[\w-]+\N{MIDDLE DOT}\d{8}\N{MIDDLE DOT}[\w-]+\N{MIDDLE DOT}\S+\s*$")
_LEXIS_START = re.compile(r"\s*(?:FOCUS - )?\d+ of \d+ DOCUMENTS?\s*$")
_LABEL = re.compile(r"([^\W\d_][\w -]{1,30}?)\s*:\s*(.*)$")
_RIGHTS = re.compile(r"\s*(?:copyright\b|©|\(c\))", re.IGNORECASE)


def split_export(text: str) -> list[Fields] | None:
    """Articles of an export as fields by our names, in their order; None when the text is no export.

    Examples
    --------
    >>> export = '''Harbour opens
    ... Coast Daily
    ... October 2, 2017 Monday
    ... Copyright 2017 Coast Daily
    ... Length: 3 words
    ... Body
    ... The harbour opened.
    ... Load-Date: October 3, 2017
    ... End of Document'''
    >>> (article,) = split_export(export)
    >>> article["title"], article["outlet"], article["date"], article["text"]
    ('Harbour opens', 'Coast Daily', '2017-10-02', 'The harbour opened.')
    >>> split_export("The harbour opened.") is None
    True
    """
    lines = [line.rstrip() for line in text.splitlines()]
    stripped = [line.strip() for line in lines]
    splits: tuple[tuple[Callable[[str], Any], Callable[[list[str]], Fields | None]], ...] = (
        (_FACTIVA_END.match, _read_factiva),
        (_EUROPRESSE_END.match, _read_europresse),
        (lambda line: line.casefold() in load_lexicon("exports")["nexis_end"], _read_nexis),
    )
    for is_end, read in splits:
        ends = [position for position, line in enumerate(stripped) if is_end(line)]
        if ends:
            blocks = (lines[start:end] for start, end in _between(ends, keep_end=True))
            found = [fields for block in blocks for fields in [read(block)] if fields is not None]
            if found:
                return found
    starts = [position for position, line in enumerate(lines) if _LEXIS_START.match(line)]
    if starts:
        blocks = (lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))
        found = [fields for block in blocks for fields in [_read_lexis(block)] if fields is not None]
        return found or None
    return None


def _between(ends: Sequence[int], *, keep_end: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for end in ends:
        yield start, end + keep_end
        start = end + 1


def _read_nexis(block: Sequence[str]) -> Fields | None:
    """Nexis Uni: title, outlet and date above, labelled lines, a line "Body", the text, labelled lines, the end."""
    lines = [line.strip() for line in block[:-1]]
    names = load_lexicon("exports")
    body = next((place for place, line in enumerate(lines) if line.casefold() in names["nexis_body"]), None)
    if body is None:
        return None
    head = [line for line in lines[:body] if line]
    fields = _labelled(head)
    plain = [line for line in head if _label_of(line) is None and not _RIGHTS.match(line)][-HEAD:]
    rights = [line for line in head if _RIGHTS.match(line)]
    dated = max((place for place, line in enumerate(plain) if place and read_line_date(line)), default=None)
    if dated is not None:
        fields |= {"date": read_line_date(plain[dated]), "outlet": plain[dated - 1]}
        if dated > 1:
            fields["title"] = plain[dated - 2]
    tail = lines[body + 1 :]
    cut = next((place for place, line in enumerate(tail) if _ends_text(line)), len(tail))
    fields = _labelled(tail[cut:]) | fields
    return _article(fields | ({"rights": rights[0]} if rights else {}), tail[:cut])


def _read_lexis(block: Sequence[str]) -> Fields | None:
    """LexisNexis: outlet, date and title set in the middle, then labelled lines, the text, labelled lines."""
    lines = [line.strip() for line in block]
    filled = [place for place, line in enumerate(lines) if line]
    dated = next((place for place in filled[:HEAD] if read_line_date(lines[place])), None)
    if dated is None:
        return None
    above = [lines[place] for place in filled if place < dated and not _RIGHTS.match(lines[place])]
    below = [place for place in filled if place > dated]
    if not above or not below:
        return None
    fields = {"outlet": above[-1], "date": read_line_date(lines[dated])}
    start = below[0]
    if _label_of(lines[start]) is None:
        fields["title"] = lines[start]
        start += 1
    while start < len(lines) and (not lines[start] or _label_of(lines[start]) is not None):
        fields |= {key: value for key, value in _labelled([lines[start]]).items() if key not in fields}
        start += 1
    tail = lines[start:]
    cut = next((place for place, line in enumerate(tail) if _ends_text(line)), len(tail))
    return _article(_labelled(tail[cut:]) | fields, tail[:cut])


def _read_factiva(block: Sequence[str]) -> Fields | None:
    lines = [line.strip() for line in block[:-1]]
    names = load_lexicon("exports")
    codes = set(names["factiva_codes"])
    coded = [place for place, line in enumerate(lines) if re.split(r"\t| {2,}|$", line, maxsplit=1)[0] in codes]
    if any(lines[place].startswith(("HD", "LP")) for place in coded):
        return _read_factiva_codes(lines, coded, names["factiva"])
    return _read_factiva_display(lines)


def _read_factiva_codes(lines: Sequence[str], coded: Sequence[int], columns: dict[str, str]) -> Fields:
    values: dict[str, list[str]] = {}
    for place, end in zip(coded, [*coded[1:], len(lines)], strict=True):
        code = lines[place][:3].strip()
        if code in columns:
            values.setdefault(columns[code], []).extend([lines[place][len(code) :].strip(), *lines[place + 1 : end]])
    fields: Fields = {column: " ".join(part for part in parts if part) for column, parts in values.items()}
    return _article(fields | {"date": read_line_date(fields.get("date", ""))}, values.get("text", []))


def _read_factiva_display(lines: Sequence[str]) -> Fields | None:
    """Title, author, number of words, date, clock, outlet, its code, language, rights, then the text.

    In pages nothing but the line of the rights parts the two; where it is missing, an empty line does.
    """
    words = next((place for place, line in enumerate(lines) if _is_word_count(line)), None)
    above = [line for line in lines[:words] if line]
    if words is None or not above:
        return None
    dated = next(
        (place for place in range(words + 1, min(len(lines), words + HEAD)) if read_line_date(lines[place])), None
    )
    if dated is None:
        return None
    place = dated + 1
    while place < len(lines) and (not lines[place] or re.fullmatch(r"\d{1,2}:\d\d(:\d\d)?", lines[place])):
        place += 1
    rights = (at + 1 for at in range(place, min(len(lines), place + HEAD)) if _RIGHTS.match(lines[at]))
    end = next(rights, None) or next((at for at in range(place, len(lines)) if not lines[at]), place + 1)
    rest = lines[place + 1 : end]
    fields = {
        "title": above[0],
        "author": above[1] if len(above) > 1 else None,
        "outlet": lines[place] if place < len(lines) else None,
        "date": read_line_date(lines[dated]),
        "language": next((code for line in rest if (code := _language(line))), None),
        "rights": next((line for line in rest if _RIGHTS.match(line)), None),
    }
    return _article(fields, lines[end:])


def _read_europresse(block: Sequence[str]) -> Fields | None:
    """Europresse: outlet, a line with the date, the title, the text, rights, and a number that holds the day."""
    lines = [line.strip() for line in block]
    day = re.search(r"\N{MIDDLE DOT}(\d{8})\N{MIDDLE DOT}", lines[-1])
    filled = [line for line in lines[:-1] if line]
    dated = next((place for place, line in enumerate(filled[:HEAD]) if place and read_line_date(line)), None)
    if day is None or dated is None or len(filled) < dated + 2:
        return None
    body = filled[dated + 2 :]
    rights = next((place for place, line in enumerate(body) if _RIGHTS.match(line)), len(body))
    fields = {"outlet": filled[dated - 1], "date": parse_date(day[1]), "title": filled[dated + 1]}
    return _article(fields | ({"rights": body[rights]} if rights < len(body) else {}), body[:rights])


def _article(fields: Fields, text: Iterable[str]) -> Fields:
    """Fields with the text: paragraphs, however many empty lines the export puts between them."""
    language = fields.get("language")
    paragraphs = [" ".join(line.split()) for line in text if line.strip()]
    return {**fields, "language": language and (_language(language) or language), "text": "\n".join(paragraphs)}


@cache
def _labels() -> dict[str, str]:
    """Label of a line: our column, or `none`."""
    names = load_lexicon("exports")["nexis"]
    return {label: column for column, labels in names.items() for label in labels}


def _label_of(line: str) -> tuple[str, str] | None:
    """Our column and the value of a labelled line; None for a line of text."""
    match = _LABEL.match(line)
    column = _labels().get(match[1].casefold().strip()) if match else None
    return (column, match[2].strip()) if match and column else None


def _labelled(lines: Iterable[str]) -> Fields:
    found: Fields = {}
    for line in lines:
        labelled = _label_of(line)
        if labelled and labelled[0] != "none" and labelled[1]:
            found.setdefault(*labelled)
        elif _RIGHTS.match(line):
            found.setdefault("rights", line)
    if "date" in found:
        found["date"] = read_line_date(found["date"])
    return found


def _ends_text(line: str) -> bool:
    return line.casefold() in load_lexicon("exports")["nexis_classification"] or _label_of(line) is not None


def _is_word_count(line: str) -> bool:
    match = re.fullmatch(r"([\d,. ]+)\s*(\w+)", line)
    return bool(match) and match[2].casefold() in load_lexicon("exports")["words"]  # type: ignore[index]


def _language(name: str) -> str | None:
    languages: dict[str, str] = load_lexicon("exports")["languages"]
    return languages.get(name.split(";")[0].strip().casefold())


def read_line_date(line: str) -> str | None:
    """Date of a line that says little else; None for a line of text.

    Examples
    --------
    >>> read_line_date("lundi 2 octobre 2017 523 mots, p. 3"), read_line_date("2 October 2017 was a day on which it rained")
    ('2017-10-02', None)
    """
    if not line or len(re.findall(r"[^\W\d_]+", line)) > MOST_WORDS:
        return None
    try:
        return parse_date(line)
    except TaawunError:
        return None
