"""The form of a cue by its word alone, whatever the statement says about itself."""

from __future__ import annotations

import re
from functools import cache

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon

_NOT_LETTERS = re.compile(r"[\W_]+")


def cue_form(word: str) -> str:
    """Form of a cue by its word alone: ``finite``, ``participle`` or ``nominal``.

    Examples
    --------
    >>> cue_form("ومؤكداً"), cue_form("بالتأكيد"), cue_form("وأضافت:"), cue_form("وفقاً")
    ('participle', 'nominal', 'finite', 'nominal')
    """
    forms = _cue_words()
    bare = _NOT_LETTERS.sub("", fold_text(word))
    for form in (bare, bare.removeprefix("و").removeprefix("ف")):
        if form in forms["participles"]:
            return "participle"
        if form in forms["source_phrases"] or _is_noun(form):
            return "nominal"
    return "participle" if re.fullmatch(r"[وف]?م\w{2,}(ا|ة|ين|ان|ات)", bare) else "finite"


@cache
def _cue_words() -> dict[str, frozenset[str]]:
    lexicon = load_lexicon("evaluation")
    return {
        key: frozenset(map(fold_text, lexicon[key]))
        for key in ("participles", "nouns", "nouns_like_verbs", "source_phrases")
    }


def _is_noun(form: str) -> bool:
    forms = _cue_words()
    stem = re.sub("^[بل]?ال|^لل", "", form)
    if stem != form:
        return stem in forms["nouns"] or stem in forms["nouns_like_verbs"]
    stem = form.removeprefix("ب")
    if stem in forms["nouns"]:
        return True
    for pronoun in ("هما", "هم", "ها", "ه"):
        if stem.endswith(pronoun):
            owned = stem.removesuffix(pronoun)
            return bool({owned, re.sub("ت$", "ة", owned)} & (forms["nouns"] | forms["nouns_like_verbs"]))
    return False
