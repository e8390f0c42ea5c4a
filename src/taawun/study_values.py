"""Values that a study file can hold, each checked: dates, encodings, patterns, states, names, paths."""

from __future__ import annotations

import codecs
import datetime
import os
import re
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator

from taawun.settings import LONGEST_SHOWN, Text

FIRST_YEAR = 1800
"""Years before are of another calendar: 1436 is the year 2015 of the Hijra."""
NOT_FOR_ARTICLES = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})
"""Encodings of Python that no file of articles is written in."""


def _check_date(value: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise ValueError("expected a date like 2017-10-02") from None
    if day.year < FIRST_YEAR:
        raise ValueError(f"expected a day of our calendar from {FIRST_YEAR} on, found the year {day.year}")
    return value


def _check_date_format(value: str) -> str:
    asked = set(re.findall(r"%([A-Za-z])", value))
    if not ({"D", "x", "c"} & asked or {"y", "Y"} & asked):
        raise ValueError(f"expected a format with the year (%Y), such as %d/%m/%Y; found {value!r}")
    try:
        day = datetime.datetime(2017, 10, 23)
        datetime.datetime.strptime(day.strftime(value), value)
    except (ValueError, re.error):
        raise ValueError(f"expected a format that dates can be read with, such as %d/%m/%Y; found {value!r}") from None
    return value


def _check_encoding(value: str) -> str:
    if value == "auto":
        return value
    try:
        found = codecs.lookup(value)
    except (LookupError, ValueError):
        raise ValueError(f"there is no encoding {value!r}: expected utf-8, windows-1256, iso-8859-6 or auto") from None
    if found.name in NOT_FOR_ARTICLES or not found._is_text_encoding:
        raise ValueError(f"{value!r} is no encoding of texts: expected utf-8, windows-1256, iso-8859-6 or auto")
    return value


def _check_pattern(value: str) -> str:
    parts = PurePosixPath(value).parts
    if not parts:
        raise ValueError(f"{value!r} names no file: expected a pattern such as '*.txt'")
    if PurePosixPath(value).is_absolute() or ".." in parts:
        raise ValueError(f"the pattern {value!r} leaves the corpus folder: expected one of files within it")
    if any("**" in part and part != "**" for part in parts):
        raise ValueError(f"in {value!r}, ** must stand alone between slashes: expected a pattern such as '**/*.txt'")
    if len(parts) > LONGEST_PATTERN or any(len(part) > LONGEST_NAME for part in parts):
        raise ValueError("the pattern is longer than any path: expected one such as '**/*.txt'")
    return value


LONGEST_PATTERN = 30
"""Folders in a pattern."""
LONGEST_NAME = 255
"""Bytes of the name of a file or folder."""


def _check_state(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError(f"expected a state as two capital letters (ISO 3166) like IR, found {value!r}")
    from taawun.lexicons import load_lexicon

    known = load_lexicon("states")["states"]
    if value not in known:  # a slip like TK for TR would leave a side without anybody
        near = ", ".join(code for code in known if set(code) & set(value))[:LONGEST_SHOWN]
        raise ValueError(
            f"there is no {value!r} in lexicons/states.yaml, nobody could speak for it: expected {near} ..."
        )
    return value


def _check_name(value: str) -> str:
    if not re.search("[\u0621-\u064a]", value):
        raise ValueError(f"expected a name in Arabic letters, as the articles write it; found {value!r}")
    return value


def _check_id(value: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_-]*", value):
        raise ValueError(f"expected an id of small Latin letters, digits, - and _, found {value!r}")
    if value == "joint":
        raise ValueError("the id 'joint' is that of statements which two sides make together: expected another one")
    return value


def _check_word(value: str) -> str:
    if not re.fullmatch("[\u0621-\u0652\u0670\u0671]+", value):
        raise ValueError(f"expected one word in Arabic letters, found {value!r}")
    return value


def _check_place(value: str) -> str:
    # Another place has to be named outright: a slip in a relative path must not read what lies beside the project.
    if not Path(value).is_absolute() and ".." in Path(os.path.normpath(value)).parts:
        raise ValueError(f"{value!r} leaves the project: expected a path within it, or an absolute one")
    if any(len(os.fsencode(part)) > LONGEST_NAME for part in Path(value).parts) or len(value) > LONGEST_PATH:
        raise ValueError("the path is longer than a system allows: expected a shorter one")
    return value


LONGEST_PATH = 3000

Place = Annotated[Text, AfterValidator(_check_place)]
Name = Annotated[Text, AfterValidator(_check_name)]
Encoding = Annotated[Text, AfterValidator(_check_encoding)]
Pattern = Annotated[Text, AfterValidator(_check_pattern)]
DateFormat = Annotated[Text, AfterValidator(_check_date_format)]
IsoDate = Annotated[str, AfterValidator(_check_date)]
State = Annotated[str, AfterValidator(_check_state)]
Id = Annotated[str, AfterValidator(_check_id)]
Word = Annotated[str, AfterValidator(_check_word)]
