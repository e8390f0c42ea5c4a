"""Candidates for a speaker, and what speaks for and against each: rules that return a number or a veto."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TypeVar

from taawun.lexicons import load_lexicon
from taawun.rules import Rule, id_of

#: what a rule of evidence returns that excludes a candidate
VETO = float("-inf")

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with the contributions of the rules that fired, in the order in which they were asked."""

    entity: int
    total: float
    evidence: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Choice:
    """Which speaker was chosen for some words, by which rule, among whom.

    Attributes
    ----------
    place
        Token span of the mention, or of the reporting word whose subject is left out.
    rule
        Rule that contributed most to the winner; ``new`` for a speaker not met before.
    winner
        Entity that was chosen, None for nobody.
    candidates
        All that were weighed, the excluded ones too.
    """

    place: tuple[int, int]
    rule: str
    winner: int | None
    candidates: tuple[Weighed, ...] = ()


def weigh(
    entity: int,
    identifying: Sequence[Rule[[View], float]],
    others: Iterable[Rule[[View], float]],
    view: View,
) -> Weighed | None:
    """Ask the rules about one candidate; None when no identifying rule says that it could be meant at all.

    A contribution is the value of a rule times its weight in ``lexicons/evidence.yaml``.
    """
    for one in identifying:
        value = one(view)
        if value:
            break
    else:
        return None
    name = id_of(one)
    total = value * weight_of(name)
    found = [(name, total)]
    if value != VETO:
        for other in others:
            value = other(view)
            if value:
                name = id_of(other)
                contribution = value * weight_of(name)
                total += contribution
                found.append((name, contribution))
                if value == VETO:
                    break
    return Weighed(entity, total, tuple(found))


def choose(place: tuple[int, int], candidates: Sequence[Weighed]) -> Choice:
    """Take the candidate with the largest sum, of equal ones the last; ``new`` when all are excluded or none is there."""
    best = max(reversed(candidates), key=attrgetter("total"), default=None)
    if best is None or best.total == VETO:
        return Choice(place, "new", None, tuple(candidates))
    rule = max(best.evidence, key=lambda item: item[1])[0]
    return Choice(place, rule, best.entity, tuple(candidates))


@cache
def weight_of(rule: str) -> float:
    """Weight of a rule of evidence: positive, so that a veto stays one; against whom it speaks its value is negative."""
    return float(load_lexicon("evidence")[rule])
