"""Which side of a study a statement belongs to.

A side that names a state has the statements of everyone who speaks for that state: its persons in office, its
institutions, its groups, the state itself. Who only belongs to it does not speak for it, by the words of the name
(`lexicons/sides.yaml`): those no longer in office (الرئيس السابق) or not yet (المرشح), opponents (المعارضة، المجلس الوطني
للمقاومة), companies, clubs, associations and federations with those who speak for them (رئيس شركة، المتحدث باسم الجمعية), the public (الكثير من المواطنين, a number of a people), and people and bodies who speak for themselves (ناشط، محلل، رجل أعمال، معهد), armed movements (زعيم حزب الله), and those who are of the United Nations (المؤسسات الأممية). A
people named alone (الإيرانيون) counts, because reports of talks mean the delegation by it; members of a parliament count,
whatever their party. A study that wants one of those left out on a side names him under `speakers`, which always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.persons import (
    Key,
    folded_words,
    is_former,
    is_part_of,
    name_key,
    office_key,
    parse_speaker,
    read_slug,
    title_words,
)
from taawun.names.states import find_states, state_names, state_of

#: side of a statement that speakers of two or more sides make together
JOINT = "joint"
#: kinds of speakers that report what others say and speak for no state
_NOT_FOR_A_STATE = frozenset({"media", "document", "unknown"})


class SideLike(Protocol):
    """What is needed of a side; `taawun.study.Side` has it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str | None: ...  # noqa: D102
    @property
    def speakers(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def offices(self) -> Sequence[str]: ...  # noqa: D102


class _SpeakerFacts(NamedTuple):
    key: Key
    office: str
    state: str | None
    kind: str
    former: bool
    for_state: bool


def assign_sides(rows: Iterable[Mapping[str, Any]], sides: Sequence[SideLike]) -> list[str | None]:
    """Map each statement to a side of the study.

    A side that names the speaker comes first, then one that names the speaker's office, then the speaker's state; within
    each the first side listed wins. A state is spoken for by persons, groups, institutions and the state itself, not by
    media or documents, nor by those whom the module's description leaves out; an office is not held by a former holder.

    Parameters
    ----------
    rows
        Statements, best after `taawun.linking.roster.link_speakers`: a family name then knows its state.
    sides
        The study's sides.

    Returns
    -------
    list
        Id of the side for each row; ``"joint"`` when the members of a joint speaker belong to several sides; null when
        no side fits.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> sides = [SimpleNamespace(id="east", state="TR", speakers=[], offices=[]),
    ...          SimpleNamespace(id="west", state=None, speakers=["سالم الراشدي"], offices=[])]
    >>> rows = [{"speaker": "وزير الخارجية التركي", "speaker_id": "وزير-خارجية-tr", "speaker_type": "person"},
    ...         {"speaker": "الراشدي", "speaker_id": "سالم-الراشدي", "speaker_type": "person"},
    ...         {"speaker": "الوزيران", "speaker_ids": ["وزير-خارجية-tr", "سالم-الراشدي"], "speaker_type": "group"}]
    >>> assign_sides(rows, sides)
    ['east', 'west', 'joint']
    """
    rows = list(rows)
    if not sides:
        return [None] * len(rows)
    matchers = [_SideMatcher(side) for side in sides]
    known: dict[str, _SpeakerFacts] = {}
    for row in rows:
        if row.get("speaker") and len(row.get("speaker_ids") or ()) < 2:
            facts = _row_facts(row)
            name = row.get("speaker_id") or ""
            # of several rows of one speaker the one that says most speaks for all
            known[name] = max(known.get(name, facts), facts, key=lambda f: (bool(f.state), bool(f.office), f))
    out: list[str | None] = []
    for row in rows:
        members = row.get("speaker_ids") or ()
        if len(members) > 1:
            found = {_side_of(_member_facts(member, known), matchers) for member in members}
            named = found - {None}
            out.append(JOINT if len(named) > 1 else found.pop() if len(found) == 1 else None)
        elif row.get("speaker"):
            own = _row_facts(row)
            others = known[row.get("speaker_id") or ""]
            # what this row calls the speaker counts more than what another one does
            others = others._replace(former=own.former or others.former, for_state=own.for_state and others.for_state)
            out.append(_side_of(own, matchers) or _side_of(others, matchers))
        else:
            out.append(None)
    return out


def find_represented(rows: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """Return the state for which each statement's speaker speaks, by the rules of `assign_sides`.

    Parameters
    ----------
    rows
        Statements, best after `taawun.linking.roster.link_speakers`.

    Returns
    -------
    list
        ISO 3166 code for each row; null where the speaker speaks for no state, several speak together, or it is unknown.

    Examples
    --------
    >>> find_represented([{"speaker": "وزير الخارجية التركي", "speaker_type": "person"},
    ...                   {"speaker": "الرئيس التركي السابق", "speaker_type": "person"}])
    ['TR', None]
    >>> find_represented([{"speaker": "زعيم حزب الله اللبناني", "speaker_type": "person"}])
    [None]
    """
    found = []
    for row in rows:
        alone = row.get("speaker") and len(row.get("speaker_ids") or ()) < 2
        facts = _row_facts(row) if alone else None
        found.append(facts.state if facts and facts.for_state else None)
    return found


class _SideMatcher:
    def __init__(self, side: SideLike) -> None:
        self.id, self.state = side.id, side.state
        self.names = [parse_speaker(name) for name in side.speakers]
        # the names of groups and institutions have no personal name: their words are compared
        self.words = {tuple(folded_words(name)) for name in side.speakers}
        self.offices = []
        for office in side.offices:
            words = folded_words(office)
            self.offices.append((office_key(words), state_of(words) or side.state, is_former(words)))

    def by_name(self, facts: _SpeakerFacts) -> bool:
        if facts.key and facts.key in self.words:
            return True
        return any(
            bool(name.key)
            and bool(facts.key)
            and (name.key == facts.key or is_part_of(name.key, facts.key) or is_part_of(facts.key, name.key))
            and (not name.state or not facts.state or name.state == facts.state)
            for name in self.names
        )

    def by_office(self, facts: _SpeakerFacts) -> bool:
        return any(
            bool(office) and office == facts.office and (not state or state == facts.state) and former == facts.former
            for office, state, former in self.offices
        )

    def by_state(self, facts: _SpeakerFacts) -> bool:
        return bool(self.state) and facts.state == self.state and facts.for_state


def _side_of(facts: _SpeakerFacts, matchers: Sequence[_SideMatcher]) -> str | None:
    for step in ("by_name", "by_office", "by_state"):
        for matcher in matchers:
            if getattr(matcher, step)(facts):
                return matcher.id
    return None


def _row_facts(row: Mapping[str, Any]) -> _SpeakerFacts:
    speaker_id = (row.get("speaker_id") or "").split("@")[0]
    kind = row.get("speaker_type") or "person"
    return _read_facts(row["speaker"], row.get("speaker_office"), row.get("speaker_state"), speaker_id, kind)


@lru_cache(maxsize=1 << 13)
def _read_facts(speaker: str, office: str | None, state: str | None, speaker_id: str, kind: str) -> _SpeakerFacts:
    name = parse_speaker(speaker, office, state)
    words, id_state = read_slug(speaker_id)
    key = name_key(words) if words else name.key
    titles = title_words(speaker, office)
    own = folded_words(speaker)
    if kind != "person":
        key = titles = tuple(own)
    if kind == "group" and len({found.code for found in find_states(own)}) > 1:
        # الجانبان السعودي والأردني speak for neither alone
        return _SpeakerFacts(key, name.office, None, kind, former=False, for_state=False)
    if own[:1] and own[0].endswith(("ون", "ين")):
        # مستثمرون سعوديون is read as a name and an office
        titles = (own[0], *titles)
    return _make_facts(key, name.office, state or id_state or name.state, kind, titles)


def _member_facts(member: str, known: Mapping[str, _SpeakerFacts]) -> _SpeakerFacts:
    if member in known:
        return known[member]
    words, state = read_slug(member.split("@")[0])
    name = parse_speaker(" ".join(words), None, state)
    titles = title_words(" ".join(words))
    return _make_facts(name_key(words), name.office or office_key(words), state or name.state, "person", titles)


def _make_facts(key: Key, office: str, state: str | None, kind: str, titles: Sequence[str]) -> _SpeakerFacts:
    former = is_former(titles)
    for_state = kind not in _NOT_FOR_A_STATE and not former and not _speaks_apart(titles)
    return _SpeakerFacts(key, office, state, kind, former, for_state)


def _speaks_apart(titles: Sequence[str]) -> bool:
    """Whether a name is that of an opponent, of the public, or of people and bodies who speak for themselves."""
    bare = [word.removeprefix("ال") for word in titles]
    stems = [word.removeprefix("لل") for word in bare]
    if any(not _words(group).isdisjoint(stems) for group in ("opponents", "candidates", "international")):
        return True
    if not _words("movements").isdisjoint([*stems, *map("_".join, pairwise(titles))]):
        return _words("ministers").isdisjoint(stems)
    if any(_is_company(bare, k) or _is_added(titles, bare, k) for k in range(len(bare))):
        return True
    place = 0
    while place < len(bare) and bare[place] in _honorifics() and not _profession(bare, place):
        place += 1
    if place + 1 < len(bare) and _is_demonym(titles[place]) and bare[place + 1] in _words("private"):
        # الإيرانية ليلى فلان محامية
        place += 1
    counted = place < len(bare) and bare[place] in _quantities()
    while place < len(bare) and (bare[place] in _quantities() or (counted and bare[place] in {"من"} | _words("sizes"))):
        place += 1
    if place == len(bare):
        return counted
    phrase = "_".join(bare[place : place + 2])
    if phrase in _words("public_offices"):
        return False
    if bare[place] in _words("public") or {bare[place], phrase} & _words("private"):
        return True
    # a number of a people; كثيرون في إيران
    return counted and (_is_demonym(titles[place]) or bare[place] == "في")


def _is_company(bare: Sequence[str], k: int) -> bool:
    """Whether a word of a title is that of a company, club or association, and not of the state's own (البنك المركزي)."""
    word = bare[k].removeprefix("لل")
    if _words("companies").isdisjoint({word, word.lstrip("بل"), "_".join(bare[k : k + 2])}):
        return False
    held = "_".join(bare[max(k - 1, 0) : k + 1])
    return _words("public_bodies").isdisjoint([held, *bare[k + 1 : k + 3]])


def _is_added(titles: Sequence[str], bare: Sequence[str], k: int) -> bool:
    """Whether a word of a title is a profession behind a name or another title: السفير فلان الخبير الاستراتيجي."""
    if not k or bare[k] not in _words("professions") or "_".join(bare[k : k + 2]) in _words("public_offices"):
        return False
    return titles[k - 1].startswith("ال") and _words("sitting").isdisjoint(bare)


def _is_demonym(word: str) -> bool:
    return state_names().get(word, ("", ""))[1] == "demonym"


def _profession(bare: Sequence[str], place: int) -> bool:
    """Whether what can be an honorific is a profession here: المحامية الإيرانية, but not المحامي وزير العدل."""
    if bare[place] not in _words("private") or place + 1 == len(bare):
        return False
    return bare[place + 1] not in _honorifics() | _offices()


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("sides")[name].split()))


@cache
def _honorifics() -> frozenset[str]:
    listed = frozenset(fold_text(word).removeprefix("ال") for word in load_lexicon("titles")["honorifics"].split())
    return listed | _words("before_offices")


@cache
def _offices() -> frozenset[str]:
    return frozenset(fold_text(word).removeprefix("ال") for word in load_lexicon("titles")["offices"].split())


@cache
def _quantities() -> frozenset[str]:
    return frozenset(fold_text(word).removeprefix("ال") for word in load_lexicon("groups")["quantities"].split())
