"""Of whom a text speaks where a word tells of a meeting, without naming who meets."""

from __future__ import annotations

from collections.abc import Iterator

from taawun.meetings.clues import Clue, marker
from taawun.meetings.figures import Figure
from taawun.meetings.words import event_words
from taawun.statements.reading.features import COMP

LOOKED_BACK = 20
"""Figures of the sentences before of whom a text can go on to speak."""


def in_focus(clue: Clue, *, during: bool) -> Iterator[Figure]:
    """Yield of whom a text can speak at a clue, the likeliest first; `during` where something was said or done at the meeting."""
    scene, word = clue.scene, clue.word
    end = scene.tokens.sentence_end[clue.at]
    spoken = [(at, figure) for at, figure in scene.speakers if at < end]
    here = [one for one in scene.before(clue.at, clue.begin) if can_act(one) and not marker(scene, one)]
    clause = max((k for k in range(clue.begin, clue.at) if scene.tokens.flags[k] & COMP), default=clue.at)
    # رفض الوزير خلال لقائه
    right_before = clue.at - 1 if during and word.pronoun else -1
    # تصريحات الرئيس خلال زيارته
    near = [one for one in scene.before(clue.at, clue.begin)[:1] if one.end == right_before and one.kind == "person"]
    # المرافقين للوزير في زيارته
    beside = ("in", "other", "to") if scene.form(clue.at - 1) in event_words("within") else ("in", "other")
    yield from (one for one in near if marker(scene, one) in beside and one not in here)
    yield from (one for one in here if not word.is_noun or one.start > clause or one.end == right_before)
    yield from (figure for at, figure in reversed(spoken) if clue.begin <= at < clue.at)
    yield from (figure for at, figure in spoken if clue.at < at)
    yield from reversed(here)
    yield from (figure for at, figure in reversed(spoken) if at < clue.begin)
    yield from (one for one in scene.before(clue.begin, 0)[:LOOKED_BACK] if can_act(one) and not marker(scene, one))
    if word.is_noun and (word.pronoun or (word.takes in ("goal", "partner") and during)):
        # بعد زيارته استقبل الرئيس
        yield from (one for one in scene.before(end, clue.at)[::-1] if one.kind == "person" and not marker(scene, one))


def can_act(figure: Figure) -> bool:
    """Whether a figure is somebody of whom a text goes on to speak: a person, or a delegation."""
    delegation = figure.kind == "group" and bool(figure.parties) and figure.head in event_words("delegations")
    return figure.kind == "person" or delegation
