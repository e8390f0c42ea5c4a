"""Lemmas and stop words."""

from __future__ import annotations


def lemma_of(form: str) -> str:
    """Lemma of a syntactic word, folded."""
    return form


def is_stop(lemma: str) -> bool:
    """Whether a lemma is a function word."""
    return len(lemma) < 2
