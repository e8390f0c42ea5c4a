"""One id for a speaker in the whole corpus.

Two passes over the statements: `collect_names` counts the names (counts of parts can be merged, in any order),
`build_roster` decides which names are one speaker, and `Roster.rewrite` puts the ids into the rows. Nothing depends on
the order of rows or on how they were divided among processes.

Which names become one person
    - spellings that the lexicon knows (إردوغان, أردوجان) and names that differ in titles only;
    - a shorter form and the only longer name that contains it, in the same state as far as it is known;
    - a family name and the only full name that fits it by state, office and date;
    - an office without a name and the only person seen in that office of that state around the date of the article.
    Whatever fits two people stays apart from both: two office holders are never merged.

What an id looks like
    Folded words of the commonest full name and the state: ``حسن-روحاني-ir``. An office nobody is named for gives its own
    words (``وزير-خارجية-ir``), a joint speaker the ids of its members with ``+``. Speakers that exist in one article
    only (مسؤول, مصادر, الجانبان without members, a document) end in ``@`` and the article's id. Arabic letters are kept,
    because letters without short vowels cannot be transliterated and back; `romanize_name` helps readers.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.statements.names import (
    Key,
    folded_words,
    is_part_of,
    name_text,
    office_key,
    parse_speaker,
    read_slug,
    romanize_name,
    slug,
)
from taawun.statements.sides import assign_sides
from taawun.statements.states import find_states, state_names, state_of

__all__ = [
    "NameCounts",
    "Roster",
    "Speaker",
    "assign_sides",
    "build_roster",
    "collect_names",
    "link_speakers",
    "romanize_name",
]

Row = dict[str, Any]

#: days before and after its first and last dated mention that a person is taken to be in office, or in the news
DAYS_IN_OFFICE = 31
DAYS_IN_NEWS = 92

#: what pass one reads of each row
COLUMNS = ("article_id", "speaker", "speaker_id", "speaker_ids", "speaker_type", "speaker_state", "speaker_office")


class Profile(NamedTuple):
    """All that one row says about who its speaker is; rows of one profile always get one id."""

    kind: str
    key: Key
    office: str
    state: str
    month: str
    article: str


@dataclass
class Seen:
    """How often and when a profile was seen, and how it was written."""

    statements: int = 0
    names: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def add(self, other: Seen) -> None:
        """Add another count to this one."""
        self.statements += other.statements
        self.names.update(other.names)
        self.offices.update(other.offices)
        dates = [date for date in (self.first, self.last, other.first, other.last) if date]
        self.first, self.last = min(dates, default=""), max(dates, default="")


NameCounts = dict[Profile, Seen]


@dataclass(frozen=True)
class Speaker:
    """One speaker of the roster.

    Attributes
    ----------
    speaker_id
        The id.
    name, latin
        Commonest spelling of the name without titles, and its Latin letters.
    kind
        As the rows' ``speaker_type``.
    state
        ISO 3166 alpha-2 code, null when unknown.
    offices
        Offices as written, the commonest first.
    spellings
        All names that were found to be this speaker, the commonest first.
    statements
        Number of statements, joint ones not counted.
    first, last
        Dates of the first and last article with a statement, null when no article has a date.
    """

    speaker_id: str
    name: str
    latin: str
    kind: str
    state: str | None
    offices: tuple[str, ...]
    spellings: tuple[str, ...]
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True)
class Roster:
    """Who speaks in a corpus.

    Attributes
    ----------
    speakers
        By id.
    """

    speakers: Mapping[str, Speaker]
    _ids: Mapping[Profile, str] = field(repr=False)
    _dates: Mapping[str, str] = field(repr=False)

    def rewrite(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
        """Yield the rows with the corpus's ids; state and office are filled in where only the roster knows them.

        ``speaker`` stays as the article names the speaker: it is evidence, `speakers` has the common name.

        Raises
        ------
        KeyError
            A row whose speaker was not among those that `collect_names` saw.
        """
        for row in rows:
            members = [self._member_id(row, member) for member in _members(row)]
            if len(members) > 1:
                unique = sorted(set(members))
                yield {**row, "speaker_id": "+".join(unique), "speaker_ids": unique}
                continue
            profile = _profile(row, self._dates)
            if profile is None:
                yield {**row, "speaker_id": None, "speaker_ids": []}
                continue
            speaker = self.speakers[self._ids[profile]]
            offices = speaker.offices
            yield {
                **row,
                "speaker_id": speaker.speaker_id,
                "speaker_ids": [speaker.speaker_id],
                "speaker_state": row.get("speaker_state") or speaker.state,
                "speaker_office": row.get("speaker_office") or (offices[0] if len(offices) == 1 else None),
            }

    def _member_id(self, row: Mapping[str, Any], member: str) -> str:
        return self._ids[_member_profile(member, row["article_id"], self._dates)]


def link_speakers(rows: Iterable[Mapping[str, Any]], dates: Mapping[str, str] | None = None) -> list[Row]:
    """Give each person one ``speaker_id`` in all rows.

    Parameters
    ----------
    rows
        Statements of the whole corpus, as in `taawun.tables.STATEMENTS`.
    dates
        ISO date of each article by id, as far as known.

    Returns
    -------
    list of dict
        The rows in their order, with ``speaker_id`` and ``speaker_ids`` of the corpus.

    Examples
    --------
    >>> rows = [
    ...     {"article_id": "a", "speaker": "الرئيس التركي رجب طيب إردوغان", "speaker_type": "person"},
    ...     {"article_id": "b", "speaker": "اردوغان", "speaker_type": "person"},
    ... ]
    >>> [row["speaker_id"] for row in link_speakers(rows)]
    ['رجب-طيب-اردوغان-tr', 'رجب-طيب-اردوغان-tr']
    """
    rows = list(rows)
    return list(build_roster(collect_names(rows, dates), dates).rewrite(rows))


def collect_names(rows: Iterable[Mapping[str, Any]], dates: Mapping[str, str] | None = None) -> NameCounts:
    """Count the speakers' names of some rows: pass one. Counts of several parts merge with `merge_counts`."""
    dates = dates or {}
    counts: NameCounts = {}
    for row in rows:
        members = _members(row)
        if len(members) > 1:
            for member in members:
                profile = _member_profile(member, row["article_id"], dates)
                counts.setdefault(profile, Seen()).names[" ".join(read_slug(member)[0])] += 0
            continue
        profile_or_none = _profile(row, dates)
        if profile_or_none is None:
            continue
        seen = counts.setdefault(profile_or_none, Seen())
        date = dates.get(row["article_id"]) or ""
        office = row.get("speaker_office")
        seen.add(Seen(1, Counter([row["speaker"]]), Counter([office] if office else []), date, date))
    return counts


def merge_counts(parts: Iterable[NameCounts]) -> NameCounts:
    """Add up the counts of parts of a corpus."""
    total: NameCounts = {}
    for part in parts:
        for profile, seen in part.items():
            total.setdefault(profile, Seen()).add(seen)
    return total


def build_roster(counts: NameCounts, dates: Mapping[str, str] | None = None) -> Roster:
    """Decide which names are one speaker."""
    groups: dict[Profile, tuple[str, ...]] = {p: _plain_group(p) for p in counts if p.kind != "person"}
    groups |= _People({p: s for p, s in counts.items() if p.kind == "person"}).groups()
    members: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for profile in sorted(counts):
        members[groups[profile]].append(profile)
    # one name in one state may come as person here and as group there: it is one speaker all the same
    by_id: dict[str, list[Profile]] = defaultdict(list)
    for profiles in members.values():
        by_id[_make_id(profiles, counts)] += profiles
    speakers = {name: _describe(name, sorted(profiles), counts) for name, profiles in by_id.items()}
    ids = {profile: name for name, profiles in by_id.items() for profile in profiles}
    return Roster(dict(sorted(speakers.items())), ids, dates or {})


def _members(row: Mapping[str, Any]) -> list[str]:
    return [member for member in row.get("speaker_ids") or () if member]


def _profile(row: Mapping[str, Any], dates: Mapping[str, str]) -> Profile | None:
    speaker = row.get("speaker")
    if not speaker:
        return None
    kind = row.get("speaker_type") or "person"
    return _make_profile(
        kind,
        speaker,
        row.get("speaker_office"),
        row.get("speaker_state"),
        (dates.get(row["article_id"]) or "")[:7],
        row["article_id"],
    )


def _member_profile(member: str, article: str, dates: Mapping[str, str]) -> Profile:
    words, state = read_slug(member)
    name = " ".join(words)
    hit = state_names().get(name)
    kind = "state" if hit and hit[1] != "demonym" else "person"
    if words and words[0].removeprefix("ال") in _institution_heads():
        kind = "institution"
    return _make_profile(kind, name, None, state, (dates.get(article) or "")[:7], article)


@lru_cache(maxsize=1 << 16)
def _make_profile(kind: str, speaker: str, office: str | None, state: str | None, month: str, article: str) -> Profile:
    """Profile of a speaker; month and article only where they help to tell speakers apart."""
    if kind == "person":
        name = parse_speaker(speaker, office, state)
        if len(name.key) >= 2:
            return Profile(kind, name.key, name.office, name.state or "", "", "")
        if name.key:
            return Profile(kind, name.key, name.office, name.state or "", month, "")
        if _one_holder(name.office):
            return Profile(kind, (), name.office, name.state or "", month, "" if name.state else article)
        return Profile(kind, (), name.office or slug(folded_words(speaker)), name.state or "", "", article)
    words = folded_words(speaker)
    if kind == "state":
        code = state or state_of(words)
        return Profile(kind, _state_words(code) if code else tuple(words), "", code or "", "", "")
    if kind == "institution":
        return Profile(kind, _institution_words(words), "", state or state_of(words) or "", "", "")
    if kind == "media":
        return Profile(kind, _without(words, "media_words"), "", "", "", "")
    passing = kind != "group" or " ".join(words) in _lexicon_words("passing_groups")
    return Profile(kind, tuple(words), "", state or state_of(words) or "", "", article if passing else "")


def _plain_group(profile: Profile) -> tuple[str, ...]:
    return (profile.kind, *profile.key, profile.state, profile.article)


class _People:
    """Decide which profiles of persons are one person.

    A node is a name in a state. Nodes of full names get a root (the longest name they are a form of); family names and
    offices then look for the one root that fits them.
    """

    def __init__(self, counts: NameCounts) -> None:
        self.counts = counts
        self.full = [p for p in counts if len(p.key) >= 2]
        self.node_of: dict[Profile, tuple[Key, str]] = {}
        self._make_nodes()
        self.root: dict[tuple[Key, str], tuple[Key, str]] = {}
        self._join_longer()
        self.offices: dict[tuple[Key, str], set[str]] = defaultdict(set)
        self.dates: dict[tuple[Key, str], tuple[str, str]] = {}
        self.states: dict[tuple[Key, str], str] = {}
        self._describe_roots()
        self.by_family_name: dict[str, set[tuple[Key, str]]] = defaultdict(set)
        self.by_office: dict[tuple[str, str], set[tuple[Key, str]]] = defaultdict(set)
        for node, root in self.root.items():
            self.by_family_name[node[0][-1]].add(root)
        for root, offices in self.offices.items():
            for office in offices:
                self.by_office[office, self.states[root]].add(root)

    def groups(self) -> dict[Profile, tuple[str, ...]]:
        out = {p: self._label(self.root[self.node_of[p]]) for p in self.full}
        loose: dict[Key, list[Profile]] = defaultdict(list)
        for p in self.counts:
            if len(p.key) == 1:
                root = self._by_family_name(p)
                if root is None:
                    loose[p.key].append(p)
                else:
                    out[p] = self._label(root)
            elif not p.key:
                root = self._by_office(p)
                out[p] = self._label(root) if root else ("office", p.office, p.state, p.article)
        for key, profiles in loose.items():
            # nobody's full name fits: the family name is a person of its own in each state
            states = {p.state for p in profiles} - {""}
            only = min(states) if len(states) == 1 else ""
            for p in profiles:
                out[p] = ("name", *key, p.state or only)
        return out

    @staticmethod
    def _label(root: tuple[Key, str]) -> tuple[str, ...]:
        return ("person", *root[0], root[1])

    def _make_nodes(self) -> None:
        by_key: dict[Key, list[Profile]] = defaultdict(list)
        for p in self.full:
            by_key[p.key].append(p)
        for key, profiles in by_key.items():
            weight: Counter[str] = Counter()
            offices: dict[str, set[str]] = defaultdict(set)
            for p in profiles:
                weight[p.state] += self.counts[p].statements
                offices[p.office].add(p.state)
            states = sorted(set(weight) - {""})
            if len([word for word in key if word not in _NOT_TELLING]) >= 3 and len(states) > 1:
                # three names in common are one person, whose state was read wrongly somewhere
                commonest = min(states, key=lambda state: (-weight[state], state))
                self.node_of |= dict.fromkeys(profiles, (key, commonest))
                continue
            for p in profiles:
                state = p.state
                if not state:
                    fitting = [s for s in states if p.office and s in offices[p.office]]
                    options = states if len(states) == 1 else fitting
                    state = options[0] if len(options) == 1 else ""
                self.node_of[p] = (key, state)

    def _join_longer(self) -> None:
        nodes = sorted(set(self.node_of.values()), key=lambda node: (-len(node[0]), node))
        index: dict[tuple[str, str], list[tuple[Key, str]]] = defaultdict(list)
        for node in nodes:
            key = node[0]
            for word in set(key):
                index[key[-1], word].append(node)
            for n in range(3, len(key)):
                if key[n] in _PATRONYMIC:
                    index["begins", " ".join(key[:n])].append(node)
        wanted: dict[tuple[Key, str], tuple[Key, str]] = {}
        for node in nodes:
            key, state = node
            longer = {
                wanted.get(other, other)
                for other in index[key[-1], key[0]] + index["begins", " ".join(key)]
                if is_part_of(key, other[0]) and (not state or not other[1] or state == other[1])
            }
            if len(longer) > 1 and state:
                longer = {other for other in longer if other[1] == state} or longer
            if len(longer) == 1:
                wanted[node] = next(iter(longer))
        # a longer name of unknown state cannot be two shorter ones of two states
        claims: dict[tuple[Key, str], set[str]] = defaultdict(set)
        for node, longer_node in wanted.items():
            claims[longer_node].add(node[1])
        for node in nodes:
            target = wanted.get(node, node)
            clash = not target[1] and len(claims[target] - {""}) > 1
            self.root[node] = node if clash else target

    def _describe_roots(self) -> None:
        states: dict[tuple[Key, str], set[str]] = defaultdict(set)
        for p in self.full:
            root = self.root[self.node_of[p]]
            if p.office:
                self.offices[root].add(p.office)
            seen = self.counts[p]
            first, last = self.dates.get(root, ("", ""))
            dates = [date for date in (first, last, seen.first, seen.last) if date]
            self.dates[root] = (min(dates, default=""), max(dates, default=""))
            states[root].add(self.node_of[p][1])
        self.states = {root: max(found) for root, found in states.items()}
        self.offices = {root: self.offices.get(root, set()) for root in self.states}

    def _by_family_name(self, p: Profile) -> tuple[Key, str] | None:
        fitting = {
            root
            for root in self.by_family_name[p.key[0]]
            if not p.state or not self.states[root] or self.states[root] == p.state
        }
        steps = (
            lambda root: bool(p.state) and self.states[root] == p.state,
            lambda root: bool(p.office) and p.office in self.offices[root],
            lambda root: self._near(root, p.month, DAYS_IN_NEWS),
        )
        for step in steps:
            if len(fitting) > 1:
                fitting = set(filter(step, fitting)) or fitting
        if len(fitting) != 1:
            return None
        root = next(iter(fitting))
        known = self.offices[root]
        same_state = bool(p.state) and p.state == self.states[root]
        if p.office and known and p.office not in known and not same_state:
            return None
        return root

    def _by_office(self, p: Profile) -> tuple[Key, str] | None:
        if not (p.state and p.month) or p.article:
            return None
        holders = [
            root for root in self.by_office.get((p.office, p.state), ()) if self._near(root, p.month, DAYS_IN_OFFICE)
        ]
        return holders[0] if len(holders) == 1 else None

    def _near(self, root: tuple[Key, str], month: str, days: int) -> bool:
        first, last = self.dates[root]
        if not (first and month):
            return False
        start, end = _month_days(month)
        span = datetime.timedelta(days=days)
        return _day(first) - span <= end and start <= _day(last) + span


_PATRONYMIC = frozenset({"بن", "ابن", "بنت"})
_NOT_TELLING = _PATRONYMIC | {"ال", "دي", "فان", "ابو"}


@lru_cache(maxsize=1 << 12)
def _day(date: str) -> datetime.date:
    """Day of an ISO date; of a month or a year alone its first day."""
    parts = [int(part) for part in date[:10].split("-")]
    return datetime.date(*[*parts, 1, 1][:3])


def _month_days(month: str) -> tuple[datetime.date, datetime.date]:
    start = _day(month)
    return start, (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


def _make_id(profiles: list[Profile], counts: NameCounts) -> str:
    key, state = _commonest(profiles, counts)
    article = profiles[0].article
    return slug(key or tuple(profiles[0].office.split()), state) + (f"@{article}" if article else "")


def _commonest(profiles: list[Profile], counts: NameCounts) -> tuple[Key, str | None]:
    """Name and state of a speaker: a full name if there is one, and of several the commonest."""
    keys: Counter[Key] = Counter()
    states: Counter[str] = Counter()
    for profile in profiles:
        keys[profile.key] += counts[profile].statements
        states[profile.state] += counts[profile].statements
    key = min(keys, key=lambda one: (len(one) < 2, -keys[one], -len(one), one))
    return key, min((s for s in states if s), key=lambda s: (-states[s], s), default=None)


def _describe(speaker_id: str, profiles: list[Profile], counts: NameCounts) -> Speaker:
    key, state = _commonest(profiles, counts)
    total = Seen()
    kinds: Counter[str] = Counter()
    for profile in profiles:
        total.add(counts[profile])
        kinds[profile.kind] += counts[profile].statements
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    spellings = [name for name, _ in sorted(total.names.items(), key=lambda item: (-item[1], item[0]))]
    shown = spellings
    if kind == "person":
        shown = [name_text(name) for name in spellings if parse_speaker(name).key == key]
    name = next(filter(None, shown), " ".join(key) or speaker_id)
    return Speaker(
        speaker_id=speaker_id,
        name=name,
        latin=romanize_name(name),
        kind=kind,
        state=state,
        offices=tuple(_commonest_offices(total.offices)),
        spellings=tuple(spellings),
        statements=total.statements,
        first=total.first or None,
        last=total.last or None,
    )


def _commonest_offices(offices: Counter[str]) -> list[str]:
    """Offices as written, one spelling of each, the commonest first."""
    best: dict[str, str] = {}
    total: Counter[str] = Counter()
    for written, n in sorted(offices.items(), key=lambda item: (-item[1], item[0])):
        key = office_key(folded_words(written))
        best.setdefault(key, written)
        total[key] += n
    return [best[key] for key in sorted(total, key=lambda key: (-total[key], key))]


def _one_holder(office: str) -> bool:
    if not office:
        return False
    head, _, rest = office.partition(" ")
    return office in _lexicon_words("one_holder") or (bool(rest) and head in _lexicon_words("one_holder_heads"))


@cache
def _state_words(code: str) -> Key:
    """Split the standard name of a state into folded words."""
    from babel import Locale

    return tuple(folded_words(Locale("ar").territories.get(code, code)))


def _institution_words(words: list[str]) -> Key:
    states = {i for found in find_states(words) for i in range(found.start, found.end)}
    kept = [word.removeprefix("ال") for i, word in enumerate(words) if i not in states]
    bare = _without(kept, "institution_words")
    return bare or tuple(words)


def _without(words: list[str], name: str) -> Key:
    idle = _lexicon_words(name)
    return tuple(word for word in words if word not in idle) or tuple(words)


@cache
def _lexicon_words(name: str) -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("offices")[name]))


@cache
def _institution_heads() -> frozenset[str]:
    return frozenset(fold_text(word).removeprefix("ال") for word in load_lexicon("groups")["institutions"].split())
