"""A statement as targets and stances see it: where its content stands, whom it addresses, whose state is its speaker's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.targets.actors import Mention, Reading

NAME_WORDS = 6
"""Words before the name of a speaker that may say his state."""


@dataclass(frozen=True)
class Saying:
    """A statement in its text.

    Attributes
    ----------
    reading
        The whole text.
    ranges
        (first, last) positions of the words of the content, and before them of the addressee, if one is named.
    own
        Actors that the speaker speaks for.
    home
        The state that is taken for that of a speaker of whom no word says it: the outlet's, or the one that the article
        names most; None where it is known, or none is named.
    before
        Actors named in the article up to the statement, the latest last.
    act
        Speech act of the cue; empty when unknown.
    negated
        Whether the cue is negated.
    """

    reading: Reading
    ranges: tuple[tuple[int, int], ...]
    own: frozenset[str]
    home: str | None
    before: tuple[str, ...]
    act: str
    negated: bool

    def mentions(self) -> list[Mention]:
        """Actors named in the content or addressed, in text order."""
        return [mention for first, last in self.ranges for mention in self.reading.within(first, last)]


def read_sayings(article: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], reading: Reading) -> list[Saying]:
    """Return the statements of an article, in their order."""
    home = article.get("country") or _main_state(reading)
    named: dict[str, set[str]] = {}
    for row in rows:
        named.setdefault(_speaker_key(row), set()).update(_introduced(row, reading))
    sayings = []
    for row in rows:
        own = frozenset(named[_speaker_key(row)]) or _placed_by_name(row, reading)
        spans = sorted(map(tuple, [*_addressee(row), *row["content"]]))
        ranges = tuple(sorted(reading.words.within(spans)))
        before = tuple(mention.actor for mention in reading.within(0, ranges[0][0])) if ranges else ()
        taken = home if not own and row.get("speaker_type") != "media" else None
        negated = row.get("polarity") == "negated"
        sayings.append(Saying(reading, ranges, _with_unions(own), taken, before, act_of(row.get("lemma")), negated))
    return sayings


def _main_state(reading: Reading) -> str | None:
    """Return the state that a text names most often; of several, the first."""
    counts = Counter(mention.actor for mention in reading.mentions if mention.kind not in ("leader", "organisation"))
    return counts.most_common(1)[0][0] if counts else None


def _speaker_key(row: Mapping[str, Any]) -> str:
    return str(row.get("speaker_id") or row["statement_id"])


def _introduced(row: Mapping[str, Any], reading: Reading) -> set[str]:
    """Actors in the mention of a speaker: all organisations, and the state of the office (not those it deals with)."""
    own = {row["speaker_state"]} if row.get("speaker_state") else set()
    if row.get("mention"):
        inside = list(reading.within(*reading.positions(row["mention"])))
        own |= {mention.actor for mention in inside if mention.kind in ("leader", "organisation")}
        states = [mention.actor for mention in inside if mention.kind in ("name", "demonym")]
        if states and not own:
            own.add(states[0])
    if not own and row.get("speaker"):
        own |= {_aliases()[word] for word in fold_text(row["speaker"]).split()[:1] if word in _aliases()}
    return own


def _placed_by_name(row: Mapping[str, Any], reading: Reading) -> frozenset[str]:
    """Return the state whose demonym stands before the speaker's name anywhere in the article (الوزير التركي فلان)."""
    name = fold_text(row.get("speaker") or "").split()[-1:]
    if not name or row.get("speaker_type") != "person":
        return frozenset()
    for at, word in enumerate(reading.words.written):
        if word == name[0]:
            states = [one.actor for one in reading.within(max(0, at - NAME_WORDS), at) if one.kind == "demonym"]
            if states:
                return frozenset(states[-1:])
    return frozenset()


def _with_unions(own: frozenset[str]) -> frozenset[str]:
    """Add the organisations that a state is a part of when it speaks of "our" one."""
    return own | {union for union, members in _unions().items() if own & members}


@cache
def _aliases() -> dict[str, str]:
    return {fold_text(word): state for word, state in load_lexicon("actors")["aliases"].items()}


@cache
def _unions() -> dict[str, frozenset[str]]:
    return {union: frozenset(members) for union, members in load_lexicon("actors")["unions"].items()}


def _addressee(row: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return the words between the cue, or the speaker behind it, and the content, where the verb takes a person as object."""
    if not row["content"] or not _takes_person(row.get("lemma")):
        return []
    start, end = row["cue"][1], row["content"][0][0]
    mention = row.get("mention")
    if mention and start <= mention[0] < end:
        start = mention[1]
    return [(start, end)] if start < end else []


def act_of(lemma: str | None) -> str:
    """Speech act of a cue's lemma, empty when it has none.

    Examples
    --------
    >>> act_of("اتهم"), act_of(None)
    ('accuse', '')
    """
    return _acts().get(lemma or "", ("", False))[0]


def _takes_person(lemma: str | None) -> bool:
    return _acts().get(lemma or "", ("", False))[1]


@cache
def _acts() -> dict[str, tuple[str, bool]]:
    lemmas = load_lexicon("cues")["lemmas"]
    return {lemma: (entry["act"], "person" in entry) for lemma, entry in lemmas.items()}
