"""Who is host where only the ground, or another meeting of the same parties, tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taawun.lexicons import load_lexicon
from taawun.meetings.cities import states_of_city
from taawun.meetings.events import FROM_AFAR, GUEST, HOST, Event
from taawun.meetings.figures import dateline
from taawun.rules import rule


def settle_roles(events: Sequence[Event]) -> list[Event]:
    """Say who is host where only the ground, or another meeting of the same parties, tells it."""
    grounded = [_with_host(event, on_ground(event)) for event in events]
    settled = (_with_host(event, visited(event, grounded)) for event in grounded)
    awaited = (_with_host(event, _awaits(event)) for event in settled)
    return [_with_host(event, reported_from(event)) for event in awaited]


def _with_host(event: Event, host: str) -> Event:
    if not host or HOST in event.roles.values():
        return event
    return replace(event, roles={party: HOST if party == host else GUEST for party in event.roles})


def _awaits(event: Event) -> str:
    """State to which the others come, where no ground is told."""
    hosts = set(event.roles) - event.comers
    awaited = len(hosts) == 1 and event.comers and hosts <= set(load_lexicon("states")["states"])
    return hosts.pop() if awaited and not _is_elsewhere(event) else ""


def _is_elsewhere(event: Event) -> bool:
    """Whether a ground is told, or there can be none."""
    return bool(event.ground or event.place_name or event.council) or event.kind in FROM_AFAR


@rule(silence="")
def reported_from(event: Event) -> str:
    """Who meets in the city from which the article reports, where no ground is told, is host.

    + بغداد - سالم حداد: بحث الوزير التركي مع نظيره العراقي أمن الجسر. => talks TR > IQ
    - باريس - سالم حداد: بحث الوزير التركي مع نظيره العراقي أمن الجسر. => talks TR + IQ
    """
    states = load_lexicon("states")["states"]
    if _is_elsewhere(event) or not all(party in states for party in event.roles):
        return ""
    return next((party for party in dateline(event.scene.tokens, event.scene.at(0)) if party in event.roles), "")


@rule(silence="")
def on_ground(event: Event) -> str:
    """Who meets at home is host.

    + اجتمع الوزير التركي مع نظيره العراقي في بغداد. => talks TR > IQ
    + التقى الوزير التركي السفير العراقي في مقر المركز ببغداد. => talks TR > IQ
    + اجتمع الوزير التركي مع نظيره الإسرائيلي في القدس. => talks TR > IL
    - اجتمع الوزير التركي مع نظيره العراقي في باريس. => talks TR + IQ
    """
    if event.kind in FROM_AFAR or event.council:
        return ""
    return next((state for state in (event.ground, *states_of_city(event.place_name)) if state in event.roles), "")


@rule(silence="")
def visited(event: Event, events: Sequence[Event]) -> str:
    """Where the article tells that one is host of the other, by a visit or by the ground, he is host of their talks too.

    + وصل الوزير التركي إلى العراق. واجتمع الوزير التركي مع نظيره العراقي. => visit TR > IQ; talks TR > IQ
    + التقى الوزير التركي سالم أوغلو الوزير العراقي. واجتمع السفير التركي طارق شاهين مع نظيره العراقي في بغداد. => talks TR > IQ; talks TR > IQ
    + وصل الوزير التركي سالم أوغلو إلى العراق. وشكر أوغلو الحكومة المنتخبة في قطر خلال لقاء مع الوزير العراقي. => visit TR > IQ; talks TR > IQ
    - وصل الوزير التركي إلى مصر. واجتمع الوزير التركي مع نظيره العراقي. => visit TR > EG; talks TR + IQ
    """
    if event.ground or event.council or event.kind in FROM_AFAR or HOST in event.roles.values():
        return ""
    same = [one.roles for one in events if one.kind not in FROM_AFAR and set(one.roles) == set(event.roles)]
    hosts = {party for roles in same for party, role in roles.items() if role == HOST}
    return hosts.pop() if len(hosts) == 1 else ""
