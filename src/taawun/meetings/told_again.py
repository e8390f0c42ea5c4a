"""Meetings that an article tells more than once, or that it first told as plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from taawun.meetings.events import HOST, Event
from taawun.meetings.words import event_words
from taawun.rules import rule
from taawun.statements.reading.matching import matching_form


def told_once(events: Iterable[Event]) -> list[Event]:
    """Leave out meetings that are told again: same parties, same persons as far as they are named, one of one kind."""
    kept: list[Event] = []
    for event in events:
        same = next((at for at, one in enumerate(kept) if is_same(one, event)), None)
        if same is None:
            kept.append(event)
        else:
            kept[same] = _merged(kept[same], event)
    return kept


@rule
def is_still_planned(event: Event, plans: Sequence[Event]) -> bool:
    """What was to come when it was first told is no more than a plan when it is told again, unless it is said to have taken place.

    + سيزور الوزير التركي العراق. وقال السفير التركي إن زيارة الوزير التركي إلى العراق مهمة. => -
    - سيزور الوزير التركي العراق. وقال السفير المصري إن زيارة الوزير المصري إلى العراق مهمة. => visit EG > IQ
    - سيزور الوزير التركي العراق. ووصل الوزير التركي إلى العراق. وتأتي زيارة الوزير المصري إلى العراق. => visit TR > IQ; visit EG > IQ
    """
    return not event.told and any(plan.at < event.at and is_same(plan, event) for plan in plans)


@rule
def is_same(one: Event, other: Event) -> bool:
    """A meeting of the same persons is told again, as talks or reception.

    + التقى الوزير التركي سالم أوغلو نظيره العراقي. وطال لقاء الوزير التركي مع نظيره العراقي. => talks TR + IQ
    + قال الوزير التركي في اجتماع وزراء الاتحاد الأوروبي إن الجسر آمن. وقال الوزير المصري في اجتماع وزراء الاتحاد الأوروبي إن الجسر قديم. => summit TR + EU + EG
    - التقى الوزير التركي سالم أوغلو نظيره العراقي. وطالت زيارة الوزير التركي إلى العراق. => talks TR > IQ; visit TR > IQ
    - زار الوزير التركي العراق. وزار الوزير العراقي تركيا. => visit TR > IQ; visit IQ > TR
    """
    if one.council and one.council == other.council:
        return True
    if one.kind == other.kind == "visit" and one.roles != other.roles:
        return False
    if _family_of(one.kind) != _family_of(other.kind) or set(one.roles) != set(other.roles):
        return False
    return all(_agree(one.persons.get(party, ()), other.persons.get(party, ())) for party in one.roles)


def _family_of(kind: str) -> str:
    return "talks" if kind == "reception" else kind


def _agree(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether both can mean the same persons: one is not named, or one's last word is one of the other's, or they begin alike."""
    if not names or not others:
        return True
    words = [_name_words(name) for name in names]
    return any(_are_one(one, other) for other in map(_name_words, others) for one in words)


def _are_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether names can be one person's; sons of one father (فلان بن فلان) are not, if they are called otherwise."""
    if one[1:2] and other[1:2] and {*one[1:2], *other[1:2]} & event_words("between_names"):
        return one[0] == other[0]
    return one[-1] in other or other[-1] in one or one[:2] == other[:2]


def _name_words(name: str) -> list[str]:
    return [matching_form(word) for word in name.split()]


def _merged(one: Event, other: Event) -> Event:
    """Return the first telling, with what the second one adds."""
    persons = {party: one.persons.get(party) or other.persons.get(party) or () for party in one.roles}
    known = one if HOST in one.roles.values() else other
    if one.council:
        return replace(one, persons={**other.persons, **one.persons}, roles={**one.roles, **other.roles})
    return replace(
        one,
        persons=persons,
        roles=known.roles if set(known.roles) == set(one.roles) else one.roles,
        ground=one.ground or other.ground,
        place_name=one.place_name or other.place_name,
    )
