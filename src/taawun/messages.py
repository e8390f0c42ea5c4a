"""What reports say themselves, in English and in Arabic: one catalogue for pages, sentences and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from markupsafe import Markup

from taawun.lexicons import load_lexicon

COUNT = "n"
"""The number in a message that decides its form: English has two forms, Arabic six."""
OWN_LETTERS = 7
"""Letters of its own that a message needs to be known again where it is filled in: `{first} minus {second}` has too few."""
_FIELD = re.compile(r"\\\{(\w+)[^{}]*\\\}")
_SIGNS = {", ": "، ", "; ": "؛ ", " and ": " و"}


def say(message: str, language: str = "en", **values: object) -> Markup:
    """Return a message of a report as markup, in the language of the page.

    Parameters
    ----------
    message
        Its English words, as `lexicons/messages.yaml` has them; `{name}` is filled in.
    language
        `ar` for Arabic; anything else gives English.
    values
        What is filled in, escaped unless it is markup. `n` is a count: it is shown with separators, and chooses the form of
        the message by the plural rules of Unicode CLDR.

    Raises
    ------
    KeyError
        The catalogue has no such message.

    Examples
    --------
    >>> print(say("and {n} more", n=1200))
    and 1,200 more
    >>> say("and {n} more", "ar", n=2) != say("and {n} more", "ar", n=3)
    True
    """
    return Markup(_choose_form(message, language, values)).format(**_show_count(values))  # noqa: S704  (our own words; what is filled in is escaped)


def phrase(message: str, language: str = "en", **values: object) -> str:
    """Return a message as plain text, for sentences, captions and notes; everything else as in `say`.

    Examples
    --------
    >>> phrase("{n} statements", n=1), phrase("{n} statements", n=1200)
    ('1 statement', '1,200 statements')
    """
    return _choose_form(message, language, values).format(**_show_count(values))


def list_words(words: Iterable[object], language: str = "en", sign: str = ", ") -> str:
    """Join words by a comma, a semicolon or `and`, as the language writes them.

    Examples
    --------
    >>> list_words(["Iran", "Türkiye"], sign=" and ")
    'Iran and Türkiye'
    """
    return (_SIGNS[sign] if language == "ar" else sign).join(map(str, words))


def translate(text: str, language: str = "en") -> str:
    """Return a text that may be a message, also one that is filled in already, in the language of the page.

    Tables hold their notes in English; a page in Arabic says them in Arabic. What is no message stays as it is.

    Examples
    --------
    >>> translate("Unit: article."), translate("Unit: article.", "ar") != translate("Unit: article.")
    ('Unit: article.', True)
    """
    if language != "ar" or not text:
        return text
    if text in load_lexicon("messages"):
        return phrase(text, language)
    for message, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return phrase(
                message, language, **{name: _read_count(name, value) for name, value in found.groupdict().items()}
            )
    return text


def _choose_form(message: str, language: str, values: dict[str, Any]) -> str:
    entry = load_lexicon("messages")[message]
    text = (entry.get("ar") if language == "ar" else entry.get("en")) or message
    if isinstance(text, str):
        return text
    count = values[COUNT]
    rule = "zero" if count == 0 else _plural_rule("ar" if language == "ar" else "en")(count)
    return str(text.get(rule) or text["other"])


def _show_count(values: dict[str, Any]) -> dict[str, Any]:
    count = values.get(COUNT)
    return {**values, COUNT: f"{count:,}"} if isinstance(count, int) else values


def _read_count(name: str, value: str) -> str | int:
    return int(value.replace(",", "")) if name == COUNT else value


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Messages with places to fill in and with what fits them; those with most words of their own first."""
    found = []
    for message, entry in load_lexicon("messages").items():
        forms = entry.get("en", message)
        for form in [forms] if isinstance(forms, str) else forms.values():
            own = len(re.findall(r"\w", _FIELD.sub("", re.escape(form))))
            if own >= OWN_LETTERS:
                found.append((own, message, re.compile(_FIELD.sub(_match_field, re.escape(form)))))
    return [(message, pattern) for _, message, pattern in sorted(found, key=lambda one: -one[0])]


def _match_field(field: re.Match[str]) -> str:
    return f"(?P<{field[1]}>{'[0-9,]+' if field[1] == COUNT else '.+?'})"


@cache
def _plural_rule(language: str):  # type: ignore[no-untyped-def]
    from babel import Locale

    return Locale.parse(language).plural_form
