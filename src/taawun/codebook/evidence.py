"""Which fields and frames a statement carries: what its words name and hint at, weighed with the rest of the article.

A pattern alone is wrong about a third of the time, and a field is often carried by an article rather than by each of its
sentences. So the evidence for a code is described by a few numbers (`FEATURES`), and one linear model decides
(`lexicons/code_weights.yaml`; `tools/train_code_weights.py` trained it on coded statements). The numbers are the same for every
code, so that a few hundred coded statements suffice, and a code keeps a constant and a few slopes of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from taawun.codebook.learned import score_words
from taawun.codebook.matching import Hit
from taawun.lexicons import load_lexicon

FEATURES = (
    "constant",
    "found",
    "found_twice",
    "hints",
    "found_and_hint",
    "article",
    "near",
    "density",
    "silent_article",
    "silent_density",
    "share",
    "long",
    "others",
    "nothing",
    "nothing_density",
    "words",
    "words_and_found",
)
"""What is known about a statement and a code; `describe` says what each is."""
HINTS_ENOUGH = 2
"""Hints that carry a code without weights."""
WORDS_ENOUGH = 0.25
"""A code that nothing names or hints at is weighed if the words speak more for it: a lone weak word convinces no reader."""
MOST = 5
"""Hits per hundred words of an article above which it is as much about the code as can be."""


class Tally(NamedTuple):
    """Hits of one statement: by code, those that name it and those that hint at it, and the lemmas of its content."""

    names: Mapping[str, int]
    hints: Mapping[str, int]
    lemmas: Sequence[str]


def count_hits(hits: Iterable[Hit], lemmas: Sequence[str]) -> Tally:
    """Count the hits of frames; several at one place are one."""
    places: tuple[dict[str, set[tuple[int, int]]], dict[str, set[tuple[int, int]]]] = ({}, {})
    for hit in hits:
        if hit.layer == "frame":
            places[hit.hint].setdefault(hit.code, set()).add((hit.start, hit.end))
    names, hints = ({code: len(found) for code, found in kind.items()} for kind in places)
    return Tally(names, hints, lemmas)


def describe(
    code: str, own: Tally, speaks: float, article: float, near: Sequence[Tally], density: float
) -> tuple[float, ...]:
    """Return what is known about a statement and a code, as `FEATURES`.

    Parameters
    ----------
    own
        The statement.
    speaks
        How its words speak for the code (`taawun.codebook.learned.score_words`).
    article
        Share of the other statements of its article that name the code.
    near
        The statements next to it.
    density
        Hits of the code per hundred words of the article.

    Returns
    -------
    tuple of float
        Between 0 and 1 but for the last two: `constant` is 1; `found` and `found_twice` whether one, two patterns name the code; `hints`
        up to three; `found_and_hint` both; `article` and `near` the share of statements named so; `density` up to 5 of 5;
        `silent_article` and `silent_density` the same where this statement names it not (there with a hint); `share` of
        the code among all that the statement names; `long` its words, up to 60, if it names the code; `others` codes it
        names, up to four; `nothing` and `nothing_density` where it names none; `words` and
        `words_and_found` are `speaks`, the latter 0 where it names not the code.
    """
    named, hinted = own.names.get(code, 0), own.hints.get(code, 0)
    found = 1.0 if named else 0.0
    density = min(density, MOST) / MOST
    nothing = 0.0 if own.names else 1.0
    return (
        1.0,
        found,
        1.0 if named > 1 else 0.0,
        min(hinted, 3) / 3,
        found if hinted else 0.0,
        article,
        _share(code, near),
        density,
        (1 - found) * article,
        (1 - found) * density if hinted else 0.0,
        named / sum(own.names.values()) if named else 0.0,
        found * min(len(own.lemmas), 60) / 60,
        min(len(own.names) - (1 if named else 0), 4) / 4,
        nothing,
        nothing * density,
        speaks,
        found * speaks,
    )


def share_elsewhere(tallies: Sequence[Tally]) -> Callable[[str, Tally], float]:
    """Share of the other statements of an article that name a code, for each code and statement of it."""
    counts = Counter(code for tally in tallies for code in tally.names)

    def share(code: str, own: Tally) -> float:
        return (counts[code] - (code in own.names)) / (len(tallies) - 1) if len(tallies) > 1 else 0.0

    return share


def _share(code: str, tallies: Sequence[Tally]) -> float:
    return sum(code in tally.names for tally in tallies) / len(tallies) if tallies else 0.0


def weigh_codes(
    tallies: Sequence[Tally], densities: Mapping[str, float], learned: Iterable[str] = ()
) -> list[dict[str, float]]:
    """Codes that each statement of an article carries, with their probability.

    A code has to be named or hinted at in the statement itself, or its words have to speak for it. Codes that are not
    learned are carried by one name or two hints, with probability 1.

    Parameters
    ----------
    learned
        Codes that mean what the coded statements mean by them: those of the project's own codebook.

    Examples
    --------
    >>> found = weigh_codes([Tally({"MINE": 1}, {}, []), Tally({}, {"MINE": 1}, [])], {"MINE": 2.0})
    >>> found
    [{'MINE': 1.0}, {}]
    """
    weights, threshold = _weights()
    learned = frozenset(learned) & set(weights)
    share = share_elsewhere(tallies)
    found = []
    for place, own in enumerate(tallies):
        near = [*tallies[max(0, place - 1) : place], *tallies[place + 1 : place + 2]]
        carried, speaks = {}, score_words(own.lemmas)
        for code in sorted(learned):
            if code in own.names or code in own.hints or speaks[code] > WORDS_ENOUGH:
                known = describe(code, own, speaks[code], share(code, own), near, densities.get(code, 0.0))
                score = 1 / (1 + math.exp(-sum(map(float.__mul__, weights[code], known))))
                if score >= threshold:
                    carried[code] = score
        for code in {**own.names, **own.hints}:
            if code not in learned and (code in own.names or own.hints[code] >= HINTS_ENOUGH):
                carried[code] = 1.0
        found.append(carried)
    return found


class Accuracy(NamedTuple):
    """How well a code of the project was found in coded statements: cases, precision, recall and F1."""

    cases: int
    precision: float
    recall: float
    f1: float


@cache
def measured_accuracy() -> Mapping[str, Accuracy]:
    """Accuracy of the project's codes, cross-validated by article; a study's own codes are not among them.

    Examples
    --------
    >>> 0.5 < measured_accuracy()["ECON"].f1 <= 1
    True
    """
    return {code: Accuracy(*values) for code, values in load_lexicon("code_weights")["measured"].items()}


@cache
def _weights() -> tuple[dict[str, tuple[float, ...]], float]:
    lexicon = load_lexicon("code_weights")
    if tuple(lexicon["features"]) != FEATURES:
        raise ValueError(
            "lexicons/code_weights.yaml was trained on other features: run tools/train_code_weights.py again"
        )
    weights = {code: tuple(map(float, values)) for code, values in lexicon["weights"].items()}
    return weights, float(lexicon["threshold"])
