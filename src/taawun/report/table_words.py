"""Tables in Arabic: their heads, what stands in their cells in English, and no columns made for readers without Arabic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from taawun.lexicons import load_lexicon
from taawun.messages import list_words, translate
from taawun.names.states import label_state

if TYPE_CHECKING:
    import pandas as pd

STATES = ("hosts", "guests", "parties", "party", "source", "target", "first", "second")
"""Columns with codes of states, or several parted by blanks."""
GLOSSED = {
    "code": "label_ar",
    "label": "label_ar",
    "label_en": "label_ar",
    "gloss": "words",
    "speaker_latin": "speaker",
}
"""Column for readers without Arabic: the one that says the same in Arabic. The first is shown only without the second."""
LISTS = ("fields", "only_here")
"""Columns with labels parted by semicolons."""
NOTES = ("note", "check", "step", "lowest_by", "highest_by")
"""Columns with messages."""
ALWAYS_LEFT_OUT = ("gloss",)


def head_in_arabic(head: str) -> str:
    """Arabic head of a column; one that a study made itself stays as it is.

    Examples
    --------
    >>> head_in_arabic("coder_1")
    'coder_1'
    """
    heads = load_lexicon("table_words")["heads"]
    return str(heads.get(head) or heads.get(head.replace("_", " ")) or head)


def table_in_arabic(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as an Arabic page shows it: names of states, notes and enumerated values in Arabic.

    Examples
    --------
    >>> import pandas as pd
    >>> shown = table_in_arabic(pd.DataFrame({"party": ["IR"], "gloss": ["Iran"], "n": [3]}))
    >>> list(shown), shown["n"].tolist()
    (['party', 'n'], [3])
    """
    left_out = [
        column for column in frame.columns if column in ALWAYS_LEFT_OUT or GLOSSED.get(str(column)) in frame.columns
    ]
    kept = frame.drop(columns=left_out)
    if {"before", "after"} <= {*kept.columns}:  # the table runs from right to left, as its lines are read
        swapped = {"before": "after", "after": "before"}
        kept = kept[[swapped.get(column, column) for column in kept.columns]]
    return kept.assign(**{column: _translate_column(kept[column], str(column)) for column in kept.columns})


def _translate_column(values: pd.Series, name: str) -> Any:
    import pandas as pd

    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return values
    return [_translate_value(value, name) for value in values]


def _translate_value(value: Any, column: str) -> Any:
    words: Mapping[str, str] = load_lexicon("table_words")["values"]
    if isinstance(value, bool):
        return words["yes" if value else "no"]
    if not isinstance(value, str):
        return value
    if column in STATES:
        return list_words((label_state(code, "ar") for code in value.split()), "ar")
    if column == "persons":
        return name_states(value, "ar")
    if column in LISTS:
        return list_words(value.split("; "), "ar", "; ")
    parts = value.split(", ")
    if all(part in words for part in parts):
        return list_words((words[part] for part in parts), "ar")
    return translate(value, "ar") if column in NOTES else value


def value_in_arabic(value: str) -> str:
    """Arabic word for an enumerated value; another one stays as it is.

    Examples
    --------
    >>> value_in_arabic("x"), value_in_arabic("host") != "host"
    ('x', True)
    """
    return str(load_lexicon("table_words")["values"].get(value, value))


def name_states(persons: str, language: str = "en") -> str:
    """Persons that met, with the names of their states in the place of the codes.

    Examples
    --------
    >>> name_states("IR: x; TR: y, z")
    'Iran: x; Türkiye: y, z'
    """
    named = (re.sub(r"^[^:]+", lambda code: label_state(code[0], language), own) for own in persons.split("; "))
    return list_words(named, language, "; ")
