"""Who is named right before a meeting that names nobody itself: who did something during it."""

from __future__ import annotations

from collections.abc import Sequence

from taawun.meetings.clues import marker
from taawun.meetings.figures import PLACES, Figure, Scene
from taawun.meetings.surroundings import BACK, NEAR, NOBODY, Figures, Surroundings
from taawun.meetings.words import event_words
from taawun.statements.reading.features import COMMA


def both_before(around: Surroundings) -> Figures:
    """Two who act together before a meeting that names nobody else (اتفق الوزير ونظيره، أبلغ السفير الوزير، خلال لقاء)."""
    scene, clue = around.scene, around.clue
    if _names_others(around):
        return NOBODY
    named = scene.before(clue.at, clue.begin)
    together = _chain(scene, named)
    if len(together) > 2 and any(one.parties and not marker(scene, one) for one in named[len(together) :]):
        # يلتقي الرئيس زعماء ألمانيا وفرنسا وإيطاليا في قمة
        return NOBODY
    both = tuple(together[::-1])
    parties = {party for one in both for party in one.parties}
    near = bool(both) and clue.at - both[-1].end <= NEAR and not marker(scene, both[0])
    # وفدا السودان وجنوب السودان، رؤساء تركيا وروسيا وإيران
    several = bool(both) and (both[0].kind == "group" or both[0].head in event_words("delegations"))
    acting = all(one.kind in ("person", "group") for one in (both[:1] if several else both))
    return both if near and len(parties) > 1 and acting else NOBODY


def many_before(around: Surroundings) -> Figures:
    """A group of several parties that is named last before what is told as theirs (قادة تركيا والعراق، في ختام قمتهم)."""
    named = around.scene.before(around.clue.at, around.clue.begin)
    together = _chain(around.scene, named)[::-1]
    parties = {party for one in together for party in one.parties}
    several = together and together[0].kind == "group" and not marker(around.scene, together[0])
    return tuple(together) if several and len(parties) > 1 else NOBODY


def _chain(scene: Scene, named: Sequence[Figure]) -> list[Figure]:
    """The nearest figure with those joined to it, or with the one right before it, which does something to it."""
    chain = list(named[:1])
    for one in named[1:]:
        between = scene.tokens.flags[one.end : chain[-1].start]
        gap = len([bits for bits in between if not bits & COMMA])
        before = marker(scene, chain[-1])
        if gap > 1 or before not in ("and", "") or (not before and (gap or len(chain) > 1)):
            break
        chain.append(one)
        if not before:
            break
    return chain


def _names_others(around: Surroundings) -> bool:
    """Whether anybody but a place is named behind the word."""
    places = ("in", "other", "by")
    return any(one.parties and before not in places[: 2 + (one.kind in PLACES)] for before, one in around.slots)


def met_before(around: Surroundings) -> Figures:
    """Whom one did something with right before the meeting during which it was (اتفق مع الوزير خلال لقاء)."""
    if not around.word.is_noun or around.word.pronoun or not around.is_during or _names_others(around):
        return NOBODY
    named = around.scene.before(around.clue.at, max(around.clue.begin, around.clue.at - BACK))[:1]
    return tuple(
        one
        for one in named
        if one.kind not in PLACES and marker(around.scene, one) == "with" and around.clue.at - one.end <= 2
    )
