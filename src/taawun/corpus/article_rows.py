"""Rows of the article table: one record made into an article, or the reason why it cannot be one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from taawun.arabic import fold_text
from taawun.corpus.cleaning import count_words, find_boilerplate, is_web_page
from taawun.corpus.damage import find_damage
from taawun.corpus.dates import parse_date
from taawun.corpus.limits import LONGEST_TEXT
from taawun.corpus.records import Record
from taawun.corpus.sources import Source
from taawun.errors import TaawunError
from taawun.tables import ARTICLES, Row

COMPUTED = frozenset({"text", "removed", "source_file", "source_place", "n_words", "cluster"})
LONGEST_ID = 200
_SURROGATE = re.compile("[\ud800-\udfff]")


def take_id(row: Row, ids: dict[str, str]) -> Row:
    """Row with an id that no row before it has: tables that count from 1 each are told apart by their names.

    Parameters
    ----------
    ids
        Id: place of the article that has it; receives this one.

    Raises
    ------
    TaawunError
        Two articles of one file have the id, or of two files of one name.
    """
    file = str(row["source_file"])
    place = ", ".join(part for part in (file, row["source_place"]) if part)
    first: str = ids.get(row["id"], file)
    if first != file and not first.startswith(f"{file}, "):
        stem = Path(file).with_suffix("").as_posix()
        # Documents of one name are told apart by their suffix, tables by their name before the id.
        other = file if row["id"] == stem else f"{stem}/{row['id']}"
        other = other if other not in ids else f"{file}/{row['id']}"
        row = row | {"id": other, "cluster": other}
    if row["id"] in ids:
        raise TaawunError(
            f"the id is given twice (first in {ids[row['id']]})",
            "give each article its own",
            file=place,
            article=row["id"],
        )
    ids[row["id"]] = place
    return row


def make_article(record: Record, source: Source, number: int = 1) -> Row:
    """Row of the article table for one record.

    Parameters
    ----------
    record
        Its fields by our names, as `taawun.corpus.sources.read_source` yields them.
    number
        Number of the record, for ids that are made.

    Raises
    ------
    TaawunError
        The article cannot be used: no text, characters that are no text or were turned into others, a web page where
        text is due, a date that is none.
    """
    if record.problem:
        raise TaawunError(record.problem)
    values = {name: _field(record.fields, name, source) for name in ARTICLES if name not in COMPUTED}
    text = _joined(record.fields.get("text"))
    if text is None or (isinstance(text, str) and not text.strip("\ufeff \t\r\n\f\v\xa0")):
        raise TaawunError("the text is empty", "add the text, or remove the article")
    if not isinstance(text, str):
        raise TaawunError(f"the text is no text but {_kind(text)}", "write it as text")
    if len(text) > LONGEST_TEXT:
        raise TaawunError(f"the text is longer than {LONGEST_TEXT:,} characters", "split it into its articles")
    for name, value in (*values.items(), ("text", text)):
        if value is not None and not is_writable(value):
            raise TaawunError(_what_is_wrong(value), "save the article again as UTF-8", field=name)
    if is_web_page(text):
        raise TaawunError("the text is the source of a web page", "save it as .html: pages are read as pages")
    damage = find_damage(text)
    if damage:
        raise TaawunError(*damage)
    values["id"] = _check_id(id_of(record, source, number))
    values["language"] = values["language"] or "ar"
    values["outlet"] = values["outlet"] or "unknown"
    values["country"] = parse_country(values["country"])
    values["date"] = _date_in_url(values["url"], values["outlet"], source) or parse_date(
        values["date"],
        source.date_format,
        calendar=source.calendar,
        file=record.elsewhere.get("date", (record.file, None))[0],
    )
    removed = find_boilerplate(text, outlet=values["outlet"], title=values["title"])
    n_words = count_words(text, removed)
    if not n_words:
        raise TaawunError("no words are left beside boilerplate", "remove the article")
    return values | {
        "text": text,
        "removed": removed,
        "source_file": record.file,
        "source_place": record.place,
        "n_words": n_words,
        "cluster": values["id"],
    }


def parse_country(value: str | None) -> str | None:
    """ISO 3166 alpha-2 code of a state, given as its code or by its name in English, French or Arabic; None for None.

    Raises
    ------
    TaawunError
        No state is called so.

    Examples
    --------
    >>> parse_country("ir"), parse_country("Türkiye"), parse_country("عُمان")
    ('IR', 'TR', 'OM')
    """
    if value is None:
        return None
    code = _territories().get(fold_text(value).casefold())
    if code is None:
        raise TaawunError(
            f"{value[:40]!r} is no state", "write its code of two letters (ISO 3166) like IR", field="country"
        )
    return code


@cache
def _territories() -> dict[str, str]:
    from babel import Locale

    found = {
        fold_text(name).casefold(): code
        for language in ("ar", "fr", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return found | {code.casefold(): code for code in found.values()}


def _field(fields: Mapping[str, Any], name: str, source: Source) -> str | None:
    value = fields.get(name)
    return _text_or_none(value) or source.defaults.get(name)


def _joined(text: Any) -> Any:
    """Text of paragraphs that stand in a list, as scrapers write them."""
    return "\n".join(text) if isinstance(text, list) and all(isinstance(item, str) for item in text) else text


def _kind(value: Any) -> str:
    """Say in plain words what stands in place of a text."""
    kinds = ((list, "a list"), (dict, "an object"), (bool, "yes or no"), ((int, float), "a number"))
    return next((name for kind, name in kinds if isinstance(value, kind)), type(value).__name__)


def _text_or_none(value: Any) -> str | None:
    """Text of a metadata value on one line, None when there is none; several names (of authors) are one text."""
    if isinstance(value, dict):  # an outlet with its number and its name
        value = value.get("name")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if value is None or isinstance(value, (list, dict)):
        return None
    return " ".join(str(value).split()) or None


def is_writable(value: str) -> bool:
    """Whether a table can hold the text: no NUL byte, no half of a character."""
    return "\0" not in value and not _SURROGATE.search(value)


def writable(value: str) -> str:
    """Text with a replacement character for each one that no table can hold."""
    return _SURROGATE.sub("\ufffd", value).replace("\0", "\ufffd")


def _what_is_wrong(value: str) -> str:
    if "\0" in value:
        return "it has a NUL byte: damaged, or UTF-16 taken for something else"
    return "it has bytes that are no text in the file's encoding"


def id_of(record: Record, source: Source, number: int) -> str:
    """Id that a record has, else one made of its file and its number."""
    given = _field(record.fields, "id", source)
    if given is not None:
        return given
    if record.place is None:
        return Path(record.file).with_suffix("").as_posix()
    return source.id_format.format(stem=Path(record.file).name.split(".")[0], number=number)


def _check_id(value: str) -> str:
    if len(value) > LONGEST_ID or not value.isprintable():
        raise TaawunError(
            f"the id is longer than {LONGEST_ID} characters or has control characters",
            "give it a short one",
            field="id",
        )
    return value


def _date_in_url(url: str | None, outlet: str | None, source: Source) -> str | None:
    pattern = source.date_patterns.get(outlet or "")
    match = re.search(pattern, url) if pattern and url else None
    try:
        return match and datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
