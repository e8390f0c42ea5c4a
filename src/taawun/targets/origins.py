"""Whose the speakers of an article are: the state or organisation that each speaks for, which is no target of his.

What the row of a statement says comes first, then the words around the speaker's name, then the outlet, and where all are
silent the state that the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.states import state_names, state_of
from taawun.targets.actors import SURNAME_LETTERS, Mention, Reading
from taawun.targets.affiliations import is_of_body, is_of_place, places_in

TITLE_WORDS = 8
"""Words before or behind the name of a speaker that may belong to his title."""
ABROAD = 3
"""Times that an article names a state before an outlet whose own it never names is taken to report from there."""
CITY = 2
"""Names of a state that a city or province of it counts for."""
OPENING = 5
"""Words that a text opens with; a state among them is what it is about, before the one that it names most."""


class Origin(NamedTuple):
    """Whom a speaker speaks for.

    `own` holds states and organisations; `home` the state that is taken for his where they are not known, or that a group
    he speaks for is at home in.
    """

    own: frozenset[str]
    home: str | None


def find_origins(article: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], reading: Reading) -> list[Origin]:
    """Return the origin of the speaker of each statement of an article, in their order."""
    named_states, opening = _named_states(reading), _opening_state(reading)
    home = opening or max(named_states, key=named_states.__getitem__, default=None)
    outlet = outlet_state(article)
    # What opens with another state, or names others and not the outlet's, is from abroad.
    named_abroad = outlet not in named_states and any(times >= ABROAD for _, times in named_states.values())
    if named_abroad or opening not in (None, outlet):
        outlet = None
    cues = {reading.positions(row["cue"])[0] for row in rows}
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(_speaker_key(row), set()).update(_introduced(row, reading))
    origins = []
    for row in rows:
        own = _of_group(frozenset(named[_speaker_key(row)])) or _titled(row, reading, cues)
        if own:
            origins.append(
                Origin(_with_unions(own), next((_homes()[one] for one in sorted(own) if one in _homes()), None))
            )
        elif outlet and row.get("speaker_type") not in ("media", "document"):
            origins.append(Origin(_with_unions(frozenset((outlet,))), None))
        else:
            origins.append(Origin(own, None if _is_foreign(row) else home))
    return origins


def surnames_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Last names of those who speak in an article and hold an office of a state, with the state they stand for.

    Examples
    --------
    >>> row = {"speaker": "الوزير عمر كمون", "speaker_type": "person", "speaker_state": "TN", "speaker_office": "الوزير"}
    >>> surnames_of([row])
    {'كمون': 'TN'}
    """
    officials = (row for row in rows if row.get("speaker_type") == "person" and row.get("speaker_office"))
    named = {fold_text(row["speaker"]).split()[-1]: row.get("speaker_state") for row in officials}
    return {
        name: state
        for name, state in named.items()
        if state and len(name) >= SURNAME_LETTERS and not name.startswith("ال") and name not in state_names()
    }


def outlet_state(article: Mapping[str, Any]) -> str | None:
    """State of the outlet: the column `country`, else that of the outlet by its name, or by a code that stands for it.

    Examples
    --------
    >>> outlet_state({"country": "OM", "outlet": "واس"}), outlet_state({"outlet": "واس"}), outlet_state({"outlet": "Daily"})
    ('OM', 'SA', None)
    """
    for name in (article.get("country"), article.get("outlet")):
        if name in load_lexicon("states")["states"]:
            return str(name)
    return _known_outlets().get(fold_text(article.get("outlet") or "").casefold())


@cache
def _known_outlets() -> dict[str, str]:
    found = load_lexicon("outlets").items()
    return {fold_text(name).casefold(): state for state, names in found for name in names}


def _named_states(reading: Reading) -> dict[str, tuple[int, int]]:
    """How often a text names each state or its cities, without its capital and with it, in the order of their first mention."""
    kinds, known = ("name", "demonym", "capital"), load_lexicon("states")["states"]
    states = [mention for mention in reading.mentions if mention.kind in kinds and mention.actor in known]
    named = Counter(mention.actor for mention in states if mention.kind != "capital")
    whole = Counter(one.actor for one in states)
    # A city says more than a name does: other states are named as well, their cities hardly.
    within = {state: CITY * times for state, times in places_in(reading.words.written).items()}
    return {
        state: (named[state] + within.get(state, 0), whole[state] + within.get(state, 0)) for state in whole | within
    }


def _opening_state(reading: Reading) -> str | None:
    """State that the head, the dateline or the first words of a text name."""
    known = load_lexicon("states")["states"]
    opening = (one for one in reading.within(0, OPENING) if one.kind in ("name", "capital") and one.actor in known)
    return next((one.actor for one in opening), None)


def _speaker_key(row: Mapping[str, Any]) -> str:
    return str(row.get("speaker_id") or row["statement_id"])


def _introduced(row: Mapping[str, Any], reading: Reading) -> set[str]:
    """Actors in the mention of a speaker: all organisations, and the state of the office (not those it deals with)."""
    own = {row["speaker_state"]} if row.get("speaker_state") else set()
    if row.get("mention"):
        inside: list[Mention] = []
        for one in reading.within(*reading.positions(row["mention"])):
            if not _is_dealt_with(one, reading, own or inside):
                inside.append(one)
        own |= {one.actor for one in inside if one.kind in ("leader", "organisation", "group")}
        states = [one.actor for one in inside if one.kind in ("name", "demonym")]
        if states and not own:
            own.add(states[0])
    if not own and row.get("speaker"):
        words = fold_text(row["speaker"]).split()
        own |= {state for state in (state_of(words),) if state}
        own = own or set(_known(" ".join(words)))
        if row.get("speaker_type") == "media":
            own |= {_media()[word] for word in words if word in _media()}
    if not own:
        own |= {actor for actor in (is_of_body(row, reading) or is_of_place(row),) if actor}
    return own


def _is_dealt_with(mention: Mention, reading: Reading, known: Collection[object]) -> bool:
    """Whether an office only deals with an actor, being sent to it (مندوب فرنسا لدى الأمم المتحدة), or in it for one known."""
    at = mention.first - 1
    inside = known and mention.kind != "group" and reading.marked("within", at, at + 1)
    return bool(inside or reading.marked("sent_to", at, at + 1))


def _of_group(own: frozenset[str]) -> frozenset[str]:
    """Who speaks for an armed or political group does not speak for the state that it is in."""
    return own & _groups() or own


def _titled(row: Mapping[str, Any], reading: Reading, cues: set[int]) -> frozenset[str]:
    """State in a title that stands before or behind the speaker's name anywhere in the article (فلان وزير المالية الفرنسي)."""
    name = fold_text(row.get("speaker") or "").split()[-1:]
    if not name or row.get("speaker_type") != "person":
        return frozenset()
    # A title begins with an office or a definite word, what else stands behind the name is the verb's (شكر فلان للأمين العام), unless the mention
    # of the speaker ends within his title.
    begun = row["speaker"].endswith(row.get("speaker_office") or "?")
    for at, word in enumerate(reading.words.written):
        if word == name[0]:
            end = _title_end(reading, at + 1, cues)
            titled = begun or any(
                one in _offices() or one.startswith("ال") for one in reading.words.written[at + 1 : at + 2]
            )
            behind = [one.actor for one in reading.within(at + 1, end)] if titled else []
            before = [one.actor for one in reading.within(_title_start(reading, at, cues), at) if one.kind == "demonym"]
            if behind or before:
                return frozenset([*before[-1:], *behind][:1])
    return frozenset()


def _title_end(reading: Reading, first: int, cues: set[int]) -> int:
    """Return where the title ends that begins at `first`: before the sentence's end, a cue or a word that no title has.

    It goes on behind a comma only with an office (فلان، وزير المالية): else the verb's object stands there.
    """
    written, parted = reading.words.written, reading.words.parted
    limit = min(first + TITLE_WORDS, len(parted))
    return next(
        (
            at
            for at in range(first, limit)
            if (parted[at] and (parted[at] == 2 or not _is_office(written[at])))
            or at in cues
            or (_ends_title(reading, at) and not (at > first and _leads_to_body(reading, at)))
        ),
        limit,
    )


def _is_office(word: str) -> bool:
    return word in _offices() or word.removeprefix("ال") in _offices()


def _title_start(reading: Reading, name: int, cues: set[int]) -> int:
    """Return where the title before the name at `name` begins."""
    for at in range(name, max(0, name - TITLE_WORDS), -1):
        if reading.words.parted[at] or at - 1 in cues or _ends_title(reading, at - 1):
            return at
    return max(0, name - TITLE_WORDS)


def _ends_title(reading: Reading, at: int) -> bool:
    return bool(reading.marked("ends_title", at, at + 1))


def _leads_to_body(reading: Reading, at: int) -> bool:
    """Whether the word at `at` leads from an office to the body that it is in (القيادي في الائتلاف)."""
    inside = reading.marked("inside", at, at + 1)
    bodies = reading.within(at + 1, at + TITLE_WORDS) if inside else ()
    return any(one.first == at + 1 and one.kind in ("organisation", "group") for one in bodies)


def _with_unions(own: frozenset[str]) -> frozenset[str]:
    """Add the organisations that a state is a part of when it speaks of "our" one."""
    return own | {union for union, members in _unions().items() if own & members}


@cache
def _offices() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("titles")["offices"].split()))


@lru_cache(maxsize=1 << 12)
def _known(speaker: str) -> frozenset[str]:
    """Whom a speaker of this name and title is known to speak for: the longest that the lexicon has within it."""
    words = speaker.split()
    posted = next((at for at, word in enumerate(words) if word in _posted_at()), None)
    name = _bare(words[:posted])
    found = max((phrase for phrase in _speakers() if phrase in name), key=len, default=None)
    return frozenset((_speakers()[found],)) if found else frozenset()


def _is_foreign(row: Mapping[str, Any]) -> bool:
    """Whether words of a speaker's title say that he is from abroad (مصادر غربية)."""
    return any(word.removeprefix("ال") in _foreign() for word in fold_text(row.get("speaker") or "").split())


@cache
def _foreign() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("actors")["foreign"]))


@cache
def _speakers() -> dict[str, str]:
    known = load_lexicon("actors")["speakers"]
    return {_bare(fold_text(phrase).split()): actor for actor, phrases in known.items() for phrase in phrases}


@cache
def _posted_at() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("contexts")["posted_at"]))


def _bare(words: Sequence[str]) -> str:
    """Folded words as a phrase without their articles, with blanks around it."""
    return f" {' '.join(word.removeprefix('ال').removeprefix('لل').rstrip('،,') for word in words)} "


@cache
def _groups() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["groups"])


@cache
def _homes() -> dict[str, str]:
    actors = load_lexicon("actors")
    return {**actors["homes"], **actors["rivals_at_home"]}


@cache
def _media() -> dict[str, str]:
    media = load_lexicon("actors")["media"]
    return {fold_text(word): state for state, words in media.items() for word in words}


@cache
def _unions() -> dict[str, frozenset[str]]:
    return {union: frozenset(members) for union, members in load_lexicon("actors")["unions"].items()}
