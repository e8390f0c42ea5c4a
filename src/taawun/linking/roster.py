"""One id for a speaker in the whole corpus.

Two passes over the statements: `collect_names` counts the names (counts of parts can be merged, in any order),
`build_roster` decides which names are one speaker, and `Roster.rewrite` puts the ids into the rows. Nothing depends on
the order of rows or on how they were divided among processes.

Which names become one person
    - spellings that the lexicon knows (إردوغان, أردوجان) and names that differ in titles only;
    - a shorter form and the only longer name that contains it, in the same state as far as it is known;
    - a family name and the only full name that has it, or of several the only one that fits by state or office, and then
      by date; a family name that is a common given name (حسين) only with an office;
    - an office without a name and the only person seen in that office of that state around the date of the article, former
      holders apart.
    Whatever fits two people stays apart from both: two office holders are never merged.

What an id looks like
    Folded words of the commonest full name and the state: ``حسن-روحاني-ir``. An office nobody is named for gives its own
    words (``وزير-خارجية-ir``), a joint speaker the ids of its members with ``+``. Speakers that exist in one article
    only (مسؤول, مصادر, الجانبان without members, a document) end in ``@`` and the article's id. Arabic letters are kept,
    because letters without short vowels cannot be transliterated and back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from taawun.linking.people import Group, commonest_state, group_people, is_of_home
from taawun.linking.profiles import (
    NameCounts,
    Profile,
    collect_names,
    joint_members,
    member_profile,
    merge_counts,
    row_profile,
)
from taawun.linking.sides import assign_sides
from taawun.names.persons import Key, folded_words, office_key, slug

__all__ = [
    "NameCounts",
    "Roster",
    "Speaker",
    "assign_sides",
    "build_roster",
    "collect_names",
    "link_speakers",
    "merge_counts",
]

Row = dict[str, Any]


class Speaker(NamedTuple):
    """What linking says of one speaker: the id, the state and the offices as written, the commonest first."""

    speaker_id: str
    state: str | None
    offices: tuple[str, ...]


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

    def restrict(self, profiles: Iterable[Profile]) -> Roster:
        """Return what is needed to rewrite rows of these profiles alone, small enough to be sent to a worker."""
        ids = {profile: self._ids[profile] for profile in profiles}
        return Roster({name: self.speakers[name] for name in sorted(set(ids.values()))}, ids)

    def rewrite(self, rows: Iterable[Mapping[str, Any]], homes: Mapping[str, str] | None = None) -> Iterator[Row]:
        """Yield the rows with the corpus's ids; state and office are filled in where only the roster knows them.

        ``speaker`` stays as the article names the speaker: it is evidence.

        Parameters
        ----------
        rows
            Statements, as they were given to `collect_names`.
        homes
            State of the outlet of each article by id, as far as known: that of ministers, ministries and their like of whom
            neither the article nor the roster says the state.

        Raises
        ------
        KeyError
            A row whose speaker was not among those that `collect_names` saw.
        """
        for row in rows:
            members = joint_members(row)
            if members:
                unique = sorted({self._ids[member_profile(member, row["article_id"])] for member in members})
                yield {**row, "speaker_id": "+".join(unique), "speaker_ids": unique}
                continue
            profile = row_profile(row)
            if profile is None:
                yield {**row, "speaker_id": None, "speaker_ids": []}
                continue
            speaker = self.speakers[self._ids[profile]]
            offices = speaker.offices
            linked = {
                **row,
                "speaker_id": speaker.speaker_id,
                "speaker_ids": [speaker.speaker_id],
                "speaker_state": row.get("speaker_state") or speaker.state,
                "speaker_office": row.get("speaker_office") or (offices[0] if len(offices) == 1 else None),
            }
            home = (homes or {}).get(row["article_id"])
            if is_of_home(linked, home):
                linked["speaker_state"] = home
            yield linked


def link_speakers(
    rows: Iterable[Mapping[str, Any]],
    dates: Mapping[str, str] | None = None,
    homes: Mapping[str, str] | None = None,
) -> list[Row]:
    """Give each person one ``speaker_id`` in all rows.

    Parameters
    ----------
    rows
        Statements of the whole corpus, as in `taawun.tables.STATEMENTS`.
    dates
        ISO date of each article by id, as far as known.
    homes
        State of the outlet of each article by id, as far as known (`Roster.rewrite`).

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
    return list(build_roster(collect_names(rows, dates)).rewrite(rows, homes))


def build_roster(counts: NameCounts) -> Roster:
    """Decide which names are one speaker.

    Parameters
    ----------
    counts
        Names of the whole corpus, from `collect_names`, or from `merge_counts` when it was read in parts.
    """
    groups = {p: Group((p.kind, *p.key, p.state), p.article) for p in counts if p.kind != "person"}
    groups |= group_people({p: seen for p, seen in counts.items() if p.kind == "person"})
    members: dict[Group, list[Profile]] = defaultdict(list)
    for profile in sorted(counts):
        members[groups[profile]].append(profile)
    # one name in one state may come as person here and as group there: it is one speaker all the same
    by_id: dict[str, list[Profile]] = defaultdict(list)
    for group, profiles in members.items():
        by_id[_make_id(group, profiles, counts)] += profiles
    speakers = {name: _describe(name, sorted(profiles), counts) for name, profiles in sorted(by_id.items())}
    return Roster(speakers, {profile: name for name, profiles in by_id.items() for profile in profiles})


def _make_id(group: Group, profiles: list[Profile], counts: NameCounts) -> str:
    words = _commonest_name(profiles, counts) or tuple(profiles[0].office.split())
    state = commonest_state(profiles, counts) or None
    return slug(words, state) + (f"@{group.article}" if group.article else "")


def _commonest_name(profiles: list[Profile], counts: NameCounts) -> Key:
    """Name of a speaker: a full name if there is one, and of several the commonest."""
    if len(profiles) == 1:
        return profiles[0].key
    keys: Counter[Key] = Counter()
    for profile in profiles:
        keys[profile.key] += counts[profile].statements
    return min(keys, key=lambda one: (len(one) < 2, -keys[one], -len(one), one))


def _describe(speaker_id: str, profiles: list[Profile], counts: NameCounts) -> Speaker:
    offices: Counter[str] = Counter()
    for profile in profiles:
        offices.update(counts[profile].offices)
    return Speaker(speaker_id, commonest_state(profiles, counts) or None, tuple(_commonest_offices(offices)))


def _commonest_offices(offices: Counter[str]) -> list[str]:
    """Offices as written, one spelling of each, the commonest first."""
    if len(offices) < 2:
        return list(offices)
    best: dict[str, str] = {}
    total: Counter[str] = Counter()
    for written, n in sorted(offices.items(), key=lambda item: (-item[1], item[0])):
        key = office_key(folded_words(written))
        best.setdefault(key, written)
        total[key] += n
    return [best[key] for key in sorted(total, key=lambda key: (-total[key], key))]
