"""A statement as targets and stances see it: where its content stands, whom it addresses, whose state is its speaker's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.statements.reading.cue_forms import read_cues
from taawun.targets.actors import Mention, Reading
from taawun.targets.origins import find_origins

LONGEST = 45
"""Words of a content that are read: what is still counted to it behind them is mostly the article's."""
ENDED = 2
"""What stands before the first word of a sentence, as `taawun.codebook.words.Words.parted` has it."""


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
        The state that is taken for that of a speaker of whom no word says it: the one that the article opens
        with or names most; None where it is known, or none is named.
    before
        Actors named in the article up to the statement, the latest last.
    act
        Speech act of the cue; empty when unknown.
    negated
        Whether the cue is negated.
    joint
        Whether two speak as one (الجانبان، الرئيسان).
    struck
        Actor that a pronoun at the reporting verb stands for (اتهمها): who was named last before it in its sentence.
    """

    reading: Reading
    ranges: tuple[tuple[int, int], ...]
    own: frozenset[str]
    home: str | None
    before: tuple[str, ...]
    act: str
    negated: bool
    joint: bool
    struck: Mention | None

    def mentions(self) -> list[Mention]:
        """Actors named in the content or addressed, in text order."""
        return [mention for first, last in self.ranges for mention in self.reading.within(first, last)]


def read_sayings(article: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], reading: Reading) -> list[Saying]:
    """Return the statements of an article, in their order."""
    sayings = []
    for row, (own, home) in zip(rows, find_origins(article, rows, reading), strict=True):
        spans = sorted(map(tuple, [*_addressee(row), *row["content"]]))
        ranges = tuple(_begun(sorted(reading.words.within(spans))))
        before = tuple(mention.actor for mention in reading.within(0, ranges[0][0])) if ranges else ()
        negated = row.get("polarity") == "negated"
        joint = bool(row.get("mention") and reading.marked("pair", *reading.positions(row["mention"])))
        struck = _struck(row, article["text"], reading)
        sayings.append(Saying(reading, ranges, own, home, before, act_of(row.get("lemma")), negated, joint, struck))
    return sayings


def _begun(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of words, cut off where `LONGEST` words are full."""
    left = LONGEST
    for first, last in ranges:
        if left > 0:
            yield first, min(last, first + left)
        left -= last - first


def _addressee(row: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return the words between the cue, or the speaker behind it, and the content, where the verb takes a person as object."""
    if not row["content"] or not _takes_person(row.get("lemma")):
        return []
    start, end = row["cue"][1], row["content"][0][0]
    mention = row.get("mention")
    if mention and start <= mention[0] < end:
        start = mention[1]
    return [(start, end)] if start < end else []


def _struck(row: Mapping[str, Any], text: str, reading: Reading) -> Mention | None:
    """Return the actor named last in the sentence before a verb that takes a person as object, if a pronoun is its object."""
    word = text[slice(*row["cue"])]
    if not _takes_person(row.get("lemma")) or not any(form.suffix for form in read_cues(fold_text(word), word)):
        return None
    last = first = reading.positions(row["cue"])[0]
    while first and reading.words.parted[first] < ENDED:
        first -= 1
    return max(reading.within(first, last), default=None)


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
