"""What the statements say about who speaks, counted: pass one over a corpus, in parts and in any order."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.persons import Key, folded_words, is_former, parse_speaker, read_slug, title_words
from taawun.names.states import find_states, state_names, state_of

#: columns that pass one reads
COLUMNS = ("article_id", "speaker", "speaker_id", "speaker_ids", "speaker_type", "speaker_state", "speaker_office")


class Profile(NamedTuple):
    """All that one row says about who its speaker is; rows of one profile always get one id.

    Attributes
    ----------
    kind
        As the row's ``speaker_type``.
    key
        Words of the name, empty for an office without a name.
    office, state
        Standard form of the office and code of the state, empty when unknown.
    sure
        Whether the state stands in the speaker's own words, or was only concluded from the article.
    article
        The article, where the name alone cannot tell one speaker from another; else empty.
    """

    kind: str
    key: Key
    office: str = ""
    state: str = ""
    sure: bool = False
    article: str = ""


@dataclass
class Seen:
    """How often and when a profile was seen, and in which offices."""

    statements: int = 0
    offices: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def add(self, other: Seen) -> None:
        """Add another count to this one."""
        self.statements += other.statements
        self.offices.update(other.offices)
        self.note_date(other.first)
        self.note_date(other.last)

    def note_date(self, date: str) -> None:
        """Widen the range of dates."""
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last, date)


NameCounts = dict[Profile, Seen]


def collect_names(rows: Iterable[Mapping[str, Any]], dates: Mapping[str, str] | None = None) -> NameCounts:
    """Count the speakers' names of some rows. Counts of several parts are added with `merge_counts`.

    Parameters
    ----------
    rows
        Statements; only `COLUMNS` are read.
    dates
        ISO date of each article by id, as far as known.
    """
    dates = dates or {}
    counts: NameCounts = {}
    for row in rows:
        article = row["article_id"]
        members = joint_members(row)
        for member in members:
            counts.setdefault(member_profile(member, article), Seen())
        profile = None if members else row_profile(row)
        if profile is not None:
            seen = counts.setdefault(profile, Seen())
            seen.statements += 1
            if row.get("speaker_office"):
                seen.offices[row["speaker_office"]] += 1
            seen.note_date(_iso_day(dates.get(article) or ""))
    return counts


@lru_cache(maxsize=1 << 14)
def _iso_day(date: str) -> str:
    """ISO day of a date, of a month or year alone its first; empty for what is no date."""
    parts = [*date.strip()[:10].split("-"), "01", "01"][:3]
    try:
        return datetime.date(*map(int, parts)).isoformat()
    except ValueError:
        return ""


def merge_counts(parts: Iterable[NameCounts]) -> NameCounts:
    """Add up the counts of parts of a corpus, which are the whole's afterwards: use them no more."""
    total: NameCounts = {}
    for part in parts:
        add_counts(total, part)
    return total


def add_counts(total: NameCounts, part: NameCounts) -> None:
    """Add the counts of a part of a corpus to those of what came before it, which take over what is new to them."""
    for profile, seen in part.items():
        known = total.setdefault(profile, seen)
        if known is not seen:
            known.add(seen)


def joint_members(row: Mapping[str, Any]) -> list[str]:
    """Ids of the members of a joint speaker as the row gives them; empty for anyone else."""
    members = [member for member in row.get("speaker_ids") or () if member]
    return members if len(members) > 1 else []


def row_profile(row: Mapping[str, Any]) -> Profile | None:
    """Profile of a row's speaker, null when there is none."""
    if not row.get("speaker"):
        return None
    kind = row.get("speaker_type") or "person"
    profile = _read_profile(kind, row["speaker"], row.get("speaker_office"), row.get("speaker_state"))
    return profile._replace(article=row["article_id"]) if profile.article else profile


def member_profile(member: str, article: str) -> Profile:
    """Profile of a member of a joint speaker, of whom the row has the id only."""
    profile = _read_member(member)
    return profile._replace(article=article) if profile.article else profile


@lru_cache(maxsize=1 << 13)
def _read_member(member: str) -> Profile:
    words, state = read_slug(member.partition("@")[0])
    name = " ".join(words)
    hit = state_names().get(name)
    kind = "state" if hit and hit[1] != "demonym" else "person"
    if words and words[0].removeprefix("ال") in _institution_heads():
        kind = "institution"
    return _read_profile(kind, name, None, state)


#: stands before the office that somebody no longer holds
_FORMER = "سابق"
#: stands for "the article of the row", so that the reading of a name can be remembered
_IN_ARTICLE = "*"


@lru_cache(maxsize=1 << 13)
def _read_profile(kind: str, speaker: str, office: str | None, state: str | None) -> Profile:
    words = folded_words(speaker)
    own = state_of(folded_words(office or "")) or state_of(words)
    code = state or own or ""
    sure = bool(own) and own == code
    if kind == "person":
        name = parse_speaker(speaker, office, state)
        if words and words[0].removeprefix("ال") in lexicon_words("kin"):
            # the mother of X is not X
            return Profile(kind, (), " ".join(words), code, sure, _IN_ARTICLE)
        scope = "" if len(name.key) >= 2 else _IN_ARTICLE
        held = name.office or ("" if name.key else " ".join(words))
        if held and is_former(title_words(speaker, office)):
            # the former president is not the president
            held = f"{_FORMER} {held}"
        return Profile(kind, name.key, held, code, sure, scope)
    if kind == "state":
        return Profile(kind, _state_words(code) if code else tuple(words), "", code)
    if kind == "institution":
        key = _institution_words(words)
        generic = not code and len(key) == 1 and key[0] in _generic_institutions()
        return Profile(kind, key, "", code, article=_IN_ARTICLE if generic else "")
    if kind == "media":
        return Profile(kind, _without(words, "media_words"))
    passing = kind != "group" or " ".join(words) in lexicon_words("passing_groups") | _plural_offices()
    return Profile(kind, tuple(words), "", code, article=_IN_ARTICLE if passing else "")


@cache
def lexicon_words(name: str) -> frozenset[str]:
    """Folded words or phrases of a list in `lexicons/offices.yaml`."""
    return frozenset(map(fold_text, load_lexicon("offices")[name]))


@cache
def _state_words(code: str) -> Key:
    """Split the standard name of a state into folded words."""
    from babel import Locale

    return tuple(folded_words(Locale("ar").territories.get(code, code)))


def _institution_words(words: list[str]) -> Key:
    states = {i for found in find_states(words) for i in range(found.start, found.end)}
    kept = [word.removeprefix("ال") for i, word in enumerate(words) if i not in states]
    return _without(kept, "institution_words") or tuple(words)


def _without(words: list[str], name: str) -> Key:
    idle = lexicon_words(name)
    return tuple(word for word in words if word not in idle) or tuple(words)


@cache
def _institution_heads() -> frozenset[str]:
    return frozenset(fold_text(word).removeprefix("ال") for word in load_lexicon("groups")["institutions"].split())


@cache
def _generic_institutions() -> frozenset[str]:
    """Heads that the lexicon has with and without ال: common nouns (شركة), unlike names (الكرملين)."""
    words = {fold_text(word) for word in load_lexicon("groups")["institutions"].split()}
    return frozenset(word for word in words if "ال" + word in words)


@cache
def _plural_offices() -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("titles")["plural_offices"].split()))
