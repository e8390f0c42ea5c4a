"""Offices of which no state is told, held in the state that somebody visits: he meets those in office there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from taawun.meetings.events import GUEST, HOST, Event, make_event
from taawun.meetings.figures import PLACES, Figure, Scene
from taawun.meetings.parts import Sides, find_sides
from taawun.meetings.several import each_meeting
from taawun.meetings.surroundings import Surroundings
from taawun.rules import rule
from taawun.statements.reading.matching import matching_form


def at_hosts(around: Surroundings, sides: Sides | None, events: Sequence[Event]) -> list[Event]:
    """Meetings of a guest with those in office where he is, in place of what was read; empty where nothing says so."""
    if sides and not any(one.guessed for one in (*sides.subject, *sides.partner)):
        return []
    visit = visited_before(around, events)
    if visit:
        host = next(party for party, role in visit.roles.items() if role == HOST)
        for figures in _at_host(around, host):
            found, made = _read_again(around, figures)
            if found and meets_as_guest(found, visit) and all(set(one.roles) == set(visit.roles) for one in made):
                return made
    ground = posted_here(sides) if sides else receives_on_ground(around)
    if not ground:
        return []
    _, made = _read_again(around, next(_at_host(around, ground)))
    return [one for one in made if ground in one.roles]


def _read_again(around: Surroundings, figures: tuple[Figure, ...]) -> tuple[Sides | None, list[Event]]:
    """Sides and meetings where figures stand for other parties."""
    scene = Scene(around.scene.tokens, figures, around.scene.speakers, {one.start: one for one in figures})
    there = Surroundings(replace(around.clue, scene=scene))
    found = find_sides(there)
    made = (make_event(there, one) for one in each_meeting(found, there)) if found else ()
    return found, [one for one in made if one]


@rule(silence="")
def receives_on_ground(around: Surroundings) -> str:
    """Who receives, and of whom no state is told, is of the state in which he does so.

    + شكر الرئيس التركي الحضور. واستقبل وزير الدفاع نادر حداد في بغداد الوزير التركي. => reception TR > IQ
    - شكر الرئيس التركي الحضور. واستقبل وزير الدفاع نادر حداد في مكتبه الوزير التركي. => -
    """
    if around.word.takes != "guest" or not around.bare or not around.bare[0][0].guessed:
        return ""
    places = (one for before, one in around.slots if before in ("in", "by") and one.kind in PLACES[:2])
    held = next(places, None) or around.added_place
    own = around.bare[0][0].parties
    return held.parties[0] if held and held.parties and held.parties != own else ""


@rule(silence="")
def posted_here(sides: Sides) -> str:
    """Who meets an ambassador, and of whom no state is told, is of the state to which that one is posted.

    + شكر الرئيس التركي الحضور. وبحث وزير الدفاع نادر حداد مع السفير المصري لدى العراق أمن الجسر. => talks EG > IQ
    - شكر الرئيس التركي الحضور. وبحث وزير الدفاع نادر حداد مع السفير المصري أمن الجسر. => talks TR + EG
    """
    figures = (*sides.subject, *sides.partner)
    parties = {party for one in figures if not one.guessed for party in one.parties}
    posts = {post for one in figures for post in one.posts if post and not one.guessed}
    return next(iter(posts)) if len(posts) == 1 and not posts & parties else ""


def visited_before(around: Surroundings, events: Sequence[Event]) -> Event | None:
    """Return the visit of one to another that the article told last before a word."""
    told = (one for one in events if one.kind == "visit" and one.at < around.clue.at and len(one.roles) == 2)
    return (
        max(told, key=lambda one: one.at, default=None) if around.word.kind in ("talks", "reception", "press") else None
    )


def _at_host(around: Surroundings, host: str) -> Iterator[tuple[Figure, ...]]:
    """Figures with those in office in the sentence as the host's: all whose state is not told, then all but the first of them."""
    first, last = around.clue.begin, around.scene.tokens.sentence_end[around.clue.at]
    untold = [one.start for one in around.scene.figures if one.guessed and first <= one.start < last]
    for starts in (untold, untold[1:]):
        if starts:
            yield tuple(
                replace(one, parties=(host,), guessed=False) if one.start in starts else one
                for one in around.scene.figures
            )


@rule
def meets_as_guest(sides: Sides, visit: Event) -> bool:
    """Who visits a state meets those in office there, where the article does not say for which state they are.

    + وصل الوزير التركي سالم أوغلو إلى بغداد. وعقد أوغلو مباحثات مع رئيس الوزراء نادر حداد. => visit TR > IQ; talks TR > IQ
    + زار وفد تركي بغداد، حيث استقبله رئيس الوزراء نادر حداد. => visit TR > IQ; reception TR > IQ
    - وصل الوزير التركي سالم أوغلو إلى بغداد. وعقد السفير التركي طارق شاهين مباحثات مع رئيس الوزراء نادر حداد. => visit TR > IQ
    """
    guest = next(party for party, role in visit.roles.items() if role == GUEST)
    guests = [one for one in (*sides.subject, *sides.partner) if guest in one.parties]
    return bool(guests) and all(_is_visitor(one, visit.persons.get(guest, ())) for one in guests)


def _is_visitor(figure: Figure, names: Sequence[str]) -> bool:
    """Whether a figure can be who visits: called like him, or called by his office alone."""
    if figure.name:
        return any(matching_form(name.split()[-1]) == matching_form(figure.name.split()[-1]) for name in names)
    return figure.kind == "group" or figure.end - figure.start <= 2
