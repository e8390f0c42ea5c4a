"""Words that speak for a code or against it, as learned from coded statements.

Nobody can list all words of a field. `lexicons/code_words.yaml` has a weight for each lemma and code that coded statements
showed to go together: twice the coefficients of a ridge regression of the codes on the lemmas of the content, in tenths.
`tools/train_code_weights.py` makes it. A content is the sum of its lemmas, each counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from taawun.lexicons import load_lexicon

SHOWN = 3
"""Words that are shown as the evidence of a code that a statement neither names nor hints at."""


def score_words(lemmas: Iterable[str]) -> dict[str, float]:
    """Return how much the lemmas of a content speak for each code: above 0 for it, below 0 against it.

    Examples
    --------
    >>> score = score_words(["نفط", "سعر", "في"])
    >>> score["ECON"] > score["MIL"]
    True
    """
    codes, weights = _learned()
    tenths = dict.fromkeys(codes, 0)  # whole numbers: their sum does not hang on the order in a set
    for lemma in weights.keys() & set(lemmas):
        for code, weight in weights[lemma].items():
            tenths[code] += weight
    return {code: weight / 10 for code, weight in tenths.items()}


def words_for(code: str, lemmas: Sequence[str]) -> list[int]:
    """Return the places of the words that speak most for a code, in their order: each lemma once, at most three.

    Examples
    --------
    >>> words_for("ECON", ["قال", "سعر", "نفط", "سعر"])
    [1, 2]
    """
    _, weights = _learned()
    first = {lemma: at for at, lemma in reversed([*enumerate(lemmas)])}
    spoken = {at: weights.get(lemma, {}).get(code, 0) for lemma, at in first.items()}
    best = sorted((at for at, weight in spoken.items() if weight > 0), key=lambda at: (-spoken[at], at))
    return sorted(best[:SHOWN])


@cache
def _learned() -> tuple[Sequence[str], Mapping[str, Mapping[str, int]]]:
    words = load_lexicon("code_words")
    weights: dict[str, dict[str, int]] = {}
    for code, by_weight in words.items():
        for tenths, lemmas in by_weight.items():
            for lemma in lemmas.split():
                weights.setdefault(lemma, {})[code] = int(tenths)
    return tuple(words), weights
