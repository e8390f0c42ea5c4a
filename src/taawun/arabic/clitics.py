"""Syntactic words: each token of a text with its clitics split off."""

from __future__ import annotations

from typing import NamedTuple

from taawun.arabic.fold import fold_text
from taawun.arabic.words import TOKEN, kind_of


class Word(NamedTuple):
    """A syntactic word.

    Attributes
    ----------
    start, end
        Where it stands in the text.
    form
        Its matching form (`fold_text`).
    lemma
        Its lemma, folded.
    kind
        As `taawun.arabic.words.kind_of` names it.
    """

    start: int
    end: int
    form: str
    lemma: str
    kind: str


def segment_words(text: str) -> list[Word]:
    """Syntactic words of a text, in order.

    Examples
    --------
    >>> [word.form for word in segment_words("قال الوزير")]
    ['قال', 'الوزير']
    """
    words = []
    for found in TOKEN.finditer(text):
        token = found.group()
        form = fold_text(token)
        words.append(Word(found.start(), found.end(), form, form, kind_of(token)))
    return words
