"""Meetings of which one word tells: visits of a tour, calls, and talks with each by himself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from taawun.meetings.parts import Sides, comes_from, sent_to
from taawun.meetings.surroundings import Surroundings
from taawun.meetings.visits import goal
from taawun.meetings.words import event_words
from taawun.rules import id_of, rule


def each_meeting(sides: Sides, around: Surroundings) -> Iterator[Sides]:
    """A tour is one visit for each host, calls with several are one with each, and whom one met later is met by himself."""
    each = sides.rules[0] in (id_of(goal), id_of(comes_from), id_of(sent_to)) or (sides.subject and are_apart(around))
    form = around.scene.form
    begins = [
        at for at, one in enumerate(sides.partner) if not at or each or form(one.start - 1) in event_words("then")
    ]
    for first, last in pairwise([*begins, len(sides.partner)]):
        yield sides._replace(partner=sides.partner[first:last])


@rule
def are_apart(around: Surroundings) -> bool:
    """Several calls, and talks with each by himself, are one with each.

    + أجرى الرئيس التركي اتصالات هاتفية مع الرئيس العراقي والرئيس المصري. => phone TR > IQ; phone TR > EG
    + التقى الرئيس التركي الرئيس العراقي والرئيس المصري كلا على حدة. => talks TR + IQ; talks TR + EG
    - التقى الرئيس التركي الرئيس العراقي والرئيس المصري كلا على عجل. => talks TR + IQ + EG
    """
    clue, form = around.clue, around.scene.form
    return form(clue.at) in event_words("calls") or any(
        form(k) in event_words("apart") for k in range(clue.at + 1, clue.limit)
    )
