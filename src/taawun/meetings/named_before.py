"""Who is named right before a meeting that names nobody itself: who did something during it."""

from __future__ import annotations

from taawun.meetings.clues import marker
from taawun.meetings.surroundings import BACK, NEAR, NOBODY, Figures, Surroundings
from taawun.meetings.words import event_words
from taawun.statements.reading.features import COMMA


def both_before(around: Surroundings) -> Figures:
    """Two who act together before a meeting that names nobody else (اتفق الوزير ونظيره، أبلغ السفير الوزير، خلال لقاء)."""
    scene, clue = around.scene, around.clue
    if _names_others(around):
        return NOBODY
    named = scene.before(clue.at, clue.begin)[:2]
    gap = {"and": 1, "": 0}.get(marker(scene, named[0]), -1) if len(named) == 2 else -1
    between = scene.tokens.flags[named[1].end : named[0].start] if len(named) == 2 else []
    joined = len([bits for bits in between if not bits & COMMA]) <= gap
    both = tuple(named[::-1]) if joined else tuple(named[:1])
    parties = {party for one in both for party in one.parties}
    near = bool(both) and clue.at - both[-1].end <= NEAR and not marker(scene, both[0])
    sent = bool(both) and both[0].head in event_words("delegations")
    kinds = ("person", "group", "actor", "state") if sent else ("person", "group")
    return both if near and len(parties) == 2 and all(one.kind in kinds for one in both) else NOBODY


def _names_others(around: Surroundings) -> bool:
    """Whether anybody but a place is named behind the word."""
    return any(before != "in" and one.parties for before, one in around.slots)


def met_before(around: Surroundings) -> Figures:
    """Whom one did something with right before the meeting during which it was (اتفق مع الوزير خلال لقاء)."""
    if not around.word.is_noun or around.word.pronoun or not around.is_during or _names_others(around):
        return NOBODY
    named = around.scene.before(around.clue.at, max(around.clue.begin, around.clue.at - BACK))[:1]
    return tuple(one for one in named if marker(around.scene, one) == "with" and around.clue.at - one.end <= 2)
