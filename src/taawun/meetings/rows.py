"""Rows of the table of meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from taawun.meetings.at_hosts import at_hosts
from taawun.meetings.clues import Clue
from taawun.meetings.events import Event, joint_press, make_event, make_visit
from taawun.meetings.figures import Scene
from taawun.meetings.hosts import settle_roles
from taawun.meetings.parts import Sides, find_sides
from taawun.meetings.scene import read_names, read_scene
from taawun.meetings.several import each_meeting
from taawun.meetings.surroundings import Surroundings
from taawun.meetings.told_again import is_still_planned, told_once
from taawun.meetings.took_place import find_clues
from taawun.tables import Row


def find_meetings(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]] = ()) -> Iterator[Row]:
    """Find the meetings that an article reports: who met whom, where, as whose guest.

    Parameters
    ----------
    article
        Row with `id` and `text`; `removed`, and `country` of the outlet, if known: officials without a state are its.
    statements
        Its statements, as `taawun.tables.STATEMENTS`: who speaks is who meets where no word names him.

    Yields
    ------
    dict
        Rows as `taawun.tables.MEETINGS`, in text order.

    Examples
    --------
    >>> article = {"id": "a", "text": "استقبل الرئيس التركي سالم أوغلو نظيره العراقي نادر حداد في أنقرة."}
    >>> for row in find_meetings(article):
    ...     print(row["kind"], [(one["party"], one["role"], one["persons"]) for one in row["parties"]], row["place"])
    reception [('TR', 'host', ['سالم أوغلو']), ('IQ', 'guest', ['نادر حداد'])] أنقرة
    """
    tokens = read_names(article)
    clues, plans = find_clues(tokens)
    if not clues:
        return
    scene = read_scene(article, statements, tokens)
    seen = _read_sides(scene, (clue for clue in clues if scene.at(clue.at) is None or clue.word.is_noun))
    events = list(_make_events(seen))
    for around, sides in seen:
        visit = None if sides else make_visit(around, events) or joint_press(around, events)
        there = at_hosts(around, sides, events)
        if there:
            events = [one for one in events if one.at != around.clue.at]
        events.extend(there or ([visit] if visit else []))
    if not all(event.told for event in events):
        ahead = list(_make_events(_read_sides(scene, plans)))
        events = [event for event in events if not is_still_planned(event, ahead)]
    for event in sorted(settle_roles(told_once(events)), key=lambda one: one.at):
        yield _row(article["id"], event)


def _read_sides(scene: Scene, clues: Iterable[Clue]) -> list[tuple[Surroundings, Sides | None]]:
    arounds = [Surroundings(replace(clue, scene=scene)) for clue in clues]
    return [(around, find_sides(around)) for around in arounds]


def _make_events(seen: Iterable[tuple[Surroundings, Sides | None]]) -> Iterator[Event]:
    for around, sides in seen:
        yield from filter(None, (make_event(around, one) for one in each_meeting(sides, around))) if sides else ()


def _row(article_id: str, event: Event) -> Row:
    tokens = event.scene.tokens
    return {
        "article_id": article_id,
        "kind": event.kind,
        "parties": [
            {"party": party, "role": role, "persons": list(event.persons.get(party, ()))}
            for party, role in event.roles.items()
        ],
        "place": event.place_name or None,
        "trigger": [tokens.starts[event.at], tokens.ends[event.at]],
        "rules": list(event.rules),
    }
