"""The form in which words are looked up, and the small word groups that rules ask for."""

from __future__ import annotations

from functools import cache

from taawun.arabic import fold_text
from taawun.arabic.fold import FOREIGN_LETTERS
from taawun.lexicons import load_lexicon
from taawun.names.persons import given_names

#: letter for letter: much faster than a translation where most words have none of them
_UNIFIED = (("ة", "ه"), *((chr(letter), chr(usual)) for letter, usual in FOREIGN_LETTERS.items()))


def matching_form(word: str) -> str:
    """Fold a word for look-ups; newswire mixes ة and ه.

    Examples
    --------
    >>> matching_form("وأكّدتْ"), matching_form("الحكومةَ"), matching_form("پاکستان")
    ('واكدت', 'الحكومه', 'باكستان')
    """
    return match_folded(fold_text(word))


def match_folded(word: str) -> str:
    """Matching form of a word that is folded already."""
    for letter, usual in _UNIFIED:
        word = word.replace(letter, usual)
    return word


@cache
def word_group(name: str) -> frozenset[str]:
    """Words of a group in `lexicons/contexts.yaml`.

    Examples
    --------
    >>> "ناطق" in word_group("spokesmen")
    True
    """
    return frozenset(load_lexicon("contexts")[name])


@cache
def given_forms() -> frozenset[str]:
    """Given names that are family names as well, in matching form.

    Examples
    --------
    >>> "خليفه" in given_forms()
    True
    """
    return frozenset(map(matching_form, given_names()))
