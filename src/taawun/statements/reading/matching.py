"""The form in which words are looked up, and the small word groups that rules ask for."""

from __future__ import annotations

from functools import cache

from taawun.arabic import fold_text
from taawun.arabic.fold import FOREIGN_LETTERS
from taawun.lexicons import load_lexicon


def matching_form(word: str) -> str:
    """Fold a word for look-ups; newswire mixes ة and ه.

    Examples
    --------
    >>> matching_form("وأكّدتْ"), matching_form("الحكومةَ"), matching_form("پاکستان")
    ('واكدت', 'الحكومه', 'باكستان')
    """
    return fold_text(word).replace("ة", "ه").translate(FOREIGN_LETTERS)


@cache
def word_group(name: str) -> frozenset[str]:
    """Words of a group in `lexicons/contexts.yaml`.

    Examples
    --------
    >>> "ناطق" in word_group("spokesmen")
    True
    """
    return frozenset(load_lexicon("contexts")[name])
