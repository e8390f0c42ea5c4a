"""Which way a word of a tone leans where it stands: what is negated or broken off turns round, what is fought counts for nothing.

The value of a phrase follows from how its parts are put together and is not their sum (Moilanen and Pulman 2007, Choi and Cardie 2008).
"""

from __future__ import annotations

from taawun.rules import rule
from taawun.targets.actors import Reading

TONES = ("praise", "bond", "commit", "grave", "blame", "demand")
FRIENDLY, HOSTILE = ("praise", "bond"), ("grave", "blame")
AGAINST = frozenset((*HOSTILE, "demand"))
"""Tones that speak against somebody."""
TURNS = 2
"""Words before a word of a tone that turn it."""
STRAINS = 6
"""Words behind a tie in which what strains it may stand."""


@rule
def is_negated(reading: Reading, at: int) -> bool:
    """A friendly word that is negated speaks against somebody.

    + قال الوزير التركي إن العراق لا يحترم القانون. => IQ -1
    - قال الوزير التركي إن العراق يحترم القانون. => IQ +1
    """
    return bool(reading.marked("negates", at - TURNS, at))


@rule
def is_broken_off(reading: Reading, at: int) -> bool:
    """Ties that are cut, frozen or given up speak against somebody.

    + قال الوزير التركي إن بلاده قطعت علاقاتها مع العراق. => IQ -1
    - قال الوزير التركي إن بلاده طورت علاقاتها مع العراق. => IQ +1
    """
    return bool(reading.marked("breaks", at - TURNS, at))


@rule
def serves_harm(reading: Reading, at: int) -> bool:
    """Help for harm that stands right behind it speaks against who gives it.

    + قال الوزير التركي إن العراق يدعم الإرهاب. => IQ -1
    - قال الوزير التركي إن العراق يدعم المدارس. => IQ +1
    """
    return any(not reading.words.parted[behind] for behind in reading.marked("grave", at + 1, at + 2))


@rule
def is_fought(reading: Reading, at: int) -> bool:
    """Harm that is fought, ended or lifted is not laid at anybody's door.

    + قال الوزير التركي إن العراق يشارك في مكافحة الإرهاب. => IQ 0
    - قال الوزير التركي إن العراق يشارك في الإرهاب. => IQ -1
    """
    return bool(reading.marked("fights", at - TURNS, at))


@rule
def is_denied(reading: Reading, at: int) -> bool:
    """Who is said not to be something bad is spoken for.

    + قال الوزير التركي إن العراق ليس عدوا. => IQ +1
    - قال الوزير التركي إن العراق عدو. => IQ -1
    """
    return bool(reading.marked("is_not", at - 1, at))


@rule
def is_strained(reading: Reading, at: int) -> bool:
    """Ties of which blame follows are strained and speak against somebody.

    + قال الوزير التركي إن العلاقات مع العراق متوترة. => IQ -1
    - قال الوزير التركي إن العلاقات مع العراق واسعة. => IQ +1
    """
    behind = reading.marked("blame", at + 1, at + STRAINS)
    return bool(behind) and not any(reading.words.parted[one] for one in range(at + 1, behind[0] + 1))


def leans(reading: Reading, tone: str, at: int) -> int:
    """Return 1 where a word of a tone speaks for somebody, -1 where against him, 0 where it says nothing of him."""
    way = reading.ways.get((tone, at))
    if way is None:
        way = reading.ways[tone, at] = (
            _hostile_way(reading, at) if tone in AGAINST else _friendly_way(reading, tone, at)
        )
    return way


def _hostile_way(reading: Reading, at: int) -> int:
    if is_denied(reading, at):
        return 1
    return 0 if is_fought(reading, at) else -1


def _friendly_way(reading: Reading, tone: str, at: int) -> int:
    if is_negated(reading, at) or is_broken_off(reading, at):
        return -1
    spoilt = (tone == "commit" and serves_harm(reading, at)) or (tone == "bond" and is_strained(reading, at))
    return -1 if spoilt else 1
