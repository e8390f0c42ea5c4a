"""What reports say themselves, in English and in Arabic: one catalogue, one function."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from taawun.lexicons import load_lexicon

COUNT = "n"
"""The number in a message that decides its form: English has two forms, Arabic six."""


def say(message: str, language: str = "en", **values: object) -> Markup:
    """Return a message of a report in the language of the page.

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
    entry = load_lexicon("messages")[message]
    text = (entry.get("ar") if language == "ar" else entry.get("en")) or message
    count = values.get(COUNT)
    if isinstance(count, int):
        values[COUNT] = f"{count:,}"
        if not isinstance(text, str):
            text = text.get(_plural_rule("ar" if language == "ar" else "en")(count)) or text["other"]
    return Markup(text).format(**values)  # noqa: S704  (our own words; what is filled in is escaped)


@cache
def _plural_rule(language: str):  # type: ignore[no-untyped-def]
    from babel import Locale

    return Locale.parse(language).plural_form
