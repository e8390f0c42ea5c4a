"""Cities where people meet, beside the capitals of states."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taawun.lexicons import load_lexicon
from taawun.statements.reading.features import AND, BI, LI
from taawun.statements.reading.matching import matching_form
from taawun.statements.reading.tokens import Tokens


def head_form(tokens: Tokens, k: int) -> str:
    """Matching form of a token without conjunction and preposition."""
    form, bits = tokens.plain[k], tokens.flags[k]
    if bits & AND and form[:1] in "وف" and len(form) > 2:
        form = form[1:]
    if bits & (BI | LI) and len(form) > 3:
        form = "ال" + form[2:] if form.startswith("لل") else form[1:]
    return form


def states_of_city(name: str) -> list[str]:
    """States that have a city of this name.

    Examples
    --------
    >>> states_of_city("جدة")
    ['SA']
    """
    words = tuple(matching_form(word) for word in name.split())
    return [state for city, state in _city_words().get(words[0], ()) if city == words] if words else []


def city_at(tokens: Tokens, k: int) -> tuple[int, str]:
    """Words and state of a city that begins at a token."""
    for words, state in _city_words().get(head_form(tokens, k), ()):
        if [head_form(tokens, k), *(one.form for one in tokens.forms[k + 1 : k + len(words)])] == list(words):
            return len(words), state
    return 0, ""


@cache
def _city_words() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for state, cities in load_lexicon("meetings")["cities"].items():
        for city in cities:
            words = tuple(matching_form(word) for word in city.split())
            table.setdefault(words[0], []).append((words, state))
    for found in table.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return table
