"""What a reader's search compares: the matching form, blind to what people leave out when they type."""

from __future__ import annotations

from functools import cache

from taawun.arabic.fold import folding_table

_TYPED = {"ة": "ه", "ؤ": "و", "ئ": "ي", "ء": ""}
"""Letters that the matching form tells apart, and many keyboards and writers do not."""


@cache
def search_table() -> dict[str, str]:
    """Each character that a search reads as another one or as none.

    It is the folding of `taawun.arabic.fold`, with ة ؤ ئ ء unified too. A loose hamza is a mark and falls away, as the hamza
    of its composed letter does, so that a table of characters says it all: a page can use it as it is.

    Examples
    --------
    >>> table = search_table()
    >>> table["أ"], table["ة"], table["ـ"]
    ('ا', 'ه', '')
    """
    folded = folding_table() | {char: char for char in _TYPED}
    return {char: "".join(_TYPED.get(one, one) for one in to) for char, to in sorted(folded.items())}


@cache
def _by_code() -> dict[int, str]:
    return {ord(char): to for char, to in search_table().items()}


def search_form(text: str) -> str:
    """Return what a search compares of a text, in small Latin letters.

    Examples
    --------
    >>> search_form("إردوغان") == search_form("أردوغان")
    True
    >>> search_form("مسؤولة")
    'مسووله'
    """
    return text.translate(_by_code()).casefold()
