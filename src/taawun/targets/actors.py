"""Actors in a text: states, organisations, groups and their leaders, and the words that say what role they have.

Names and words are in `lexicons/actors.yaml` and `lexicons/stance.yaml`, in the pattern language of the codebook; states
come from `taawun.names.states`. A text is read once, whatever the number of its statements.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.codebook.definitions import Code
from taawun.codebook.matching import Matcher
from taawun.codebook.words import Words
from taawun.lexicons import load_lexicon
from taawun.names.states import find_states, state_names, strip_proclitics

ORGANISATION, GROUP, LEADER, BODY, REGION, IMPLIED = "organisation", "group", "leader", "body", "region", "implied"
NAME = "name"
CONTEXT, TONE = "context", "tone"
"""Layers of the patterns."""
KINDS = {
    ORGANISATION: ORGANISATION,
    GROUP: GROUP,
    LEADER: LEADER,
    BODY: LEADER,
    REGION: REGION,
    IMPLIED: IMPLIED,
    NAME: NAME,
}
"""Kinds of mention by layer. A region is read only so that no state is found in its name; what is implied stands for a leader
or body, in articles that name the actor as well."""
SURNAME_LETTERS = 4
"""Shorter last words of names are written like words of other kinds (علي, على)."""


class Mention(NamedTuple):
    """An actor named in a text: ``words[first:last]``, characters ``text[start:end]``.

    The kind is `name`, `demonym` or `capital` of a state, `leader` (bodies too), `organisation` or `group`.
    """

    first: int
    last: int
    actor: str
    kind: str
    start: int
    end: int


class Reading(NamedTuple):
    """A text as targets and stances see it: its words, the actors, and the words of each context and tone.

    `marks` maps the name of a context or tone to the positions of its words, in text order; `ways` remembers which way words
    of a tone lean (`taawun.targets.leanings`), once somebody has asked.
    """

    words: Words
    mentions: tuple[Mention, ...]
    marks: Mapping[str, Sequence[int]]
    ways: dict[tuple[str, int], int]

    def marked(self, name: str, first: int, last: int) -> Sequence[int]:
        """Positions of a context or tone from `first` to before `last`."""
        places = self.marks.get(name, ())
        return places[bisect_left(places, first) : bisect_left(places, last)]

    def positions(self, span: Sequence[int]) -> tuple[int, int]:
        """Return the words of characters ``text[start:end]``, as first and behind the last."""
        return bisect_left(self.words.stem_start, span[0]), bisect_left(self.words.stem_start, span[1])

    def joined(self, at: int) -> str:
        """Return the particles written together with a word (وب of وبالقاهرة, ل of للعراق, nothing of بغداد)."""
        written = self.words.written[at]
        before = written[: max(0, len(written) - (self.words.end[at] - self.words.stem_start[at]))]
        if written.startswith("لل", len(before)):
            return before + "ل"
        if before:
            return before
        # The model tells not all that is joined to a name from it.
        return next((written.removesuffix(rest) for rest in _forms(written)[1:] if rest in _first_words()), "")

    def within(self, first: int, last: int) -> Iterator[Mention]:
        """Mentions that lie in ``words[first:last]``."""
        at = bisect_left(self.mentions, (first,))
        while at < len(self.mentions) and self.mentions[at].first < last:
            if self.mentions[at].last <= last:
                yield self.mentions[at]
            at += 1


def read_actors(text: str, people: Mapping[str, str] | None = None) -> Reading:
    """Read a text. A leader who is once named in full is also meant by the last of these words alone, unless it is short.

    Parameters
    ----------
    people
        Folded last names of others that do so, with their states.

    Examples
    --------
    >>> reading = read_actors("استقبل الرئيس التركي وفدا من الأمم المتحدة في بغداد")
    >>> [(mention.actor, mention.kind) for mention in reading.mentions]
    [('TR', 'demonym'), ('UN', 'organisation'), ('IQ', 'capital')]
    """
    matcher = _matcher()
    words = matcher.read(text)
    found: list[Mention] = []
    surnames = dict(people or {})
    marks: dict[str, list[int]] = {}
    for hit in matcher.find(words, [(0, len(text))]):
        first = bisect_left(words.stem_start, hit.start)
        last = bisect_right(words.end, hit.end)
        if hit.layer == IMPLIED and _is_qualified(words, last):
            continue
        if hit.layer in KINDS:
            kind = KINDS[hit.layer]
            found.append(Mention(first, last, hit.code, kind, hit.start, hit.end))
            if hit.layer == LEADER and last - first > 1 and _ends_in_surname(words.written[first:last]):
                surnames[words.written[last - 1]] = hit.code
        elif not marks.setdefault(hit.code, []) or marks[hit.code][-1] != first:
            marks[hit.code].append(first)
    found += [
        Mention(state.start, state.end, state.code, state.kind, words.stem_start[state.start], words.end[state.end - 1])
        for state in find_states(words.written)
    ]
    found += [
        Mention(at, at + 1, surnames[name], LEADER, words.stem_start[at], words.end[at])
        for at, word in enumerate(words.written if surnames else ())
        for name in _forms(word)
        if name in surnames and not _is_other_word(words.written, at, name)
    ]
    named = {one.actor for one in found if one.kind != IMPLIED}
    named |= {
        actor for actor, beside in load_lexicon("actors")["implied_beside"].items() if not named.isdisjoint(beside)
    }
    found = [one._replace(kind=LEADER) if one.kind == IMPLIED else one for one in found if one.actor in named]
    found = _longest(found)
    found = _longest([*found, *_short_names(words, found)])
    named_words = {at for one in found for at in range(one.first, one.last)}
    for tone in load_lexicon("stance")["not_in_names"]:
        marks[tone] = [at for at in marks.get(tone, ()) if at not in named_words]
    return Reading(words, tuple(one for one in found if one.kind != REGION), marks, {})


def _short_names(words: Words, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Actors meant by the first word of their name alone (الوكالة): the last that was named so before."""
    named = {
        at: (head[0], mention)
        for mention in mentions
        if mention.kind != REGION
        for at in (mention.first - 1, mention.first)
        if at >= 0 and (head := _head(words.written[at]))
    }
    # Before any is named, the first is meant.
    meant = dict(reversed(named.values()))
    for at, word in enumerate(words.written if named else ()):
        if at in named:
            meant[named[at][0]] = named[at][1]
        elif (head := _head(word)) and head[1] and head[0] in meant and not _is_qualified(words, at + 1):
            full = meant[head[0]]
            kind = full.kind if full.kind in (ORGANISATION, GROUP) else LEADER
            yield Mention(at, at + 1, full.actor, kind, words.stem_start[at], words.end[at])


@lru_cache(maxsize=1 << 16)
def _head(word: str) -> tuple[int, bool] | None:
    """Which head of names a word is, and whether it is definite."""
    return next(((_heads()[form], form.startswith("ال")) for form in _forms(word) if form in _heads()), None)


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> tuple[str, ...]:
    """A word and what it may be without its particles."""
    return (word, *strip_proclitics(word))


def _is_qualified(words: Words, last: int) -> bool:
    """Whether a definite word follows that says of which kind the thing before it is (السلطة القضائية)."""
    if last == len(words.written) or words.parted[last]:
        return False
    return words.written[last].startswith("ال") and words.written[last] not in _names("relatives")


def _ends_in_surname(name: Sequence[str]) -> bool:
    """Whether the last word of a leader's name is enough later on: it is no father's name (محمد بن سلمان)."""
    return len(name[-1]) >= SURNAME_LETTERS and _names("son_of").isdisjoint(name)


def _is_other_word(words: Sequence[str], at: int, name: str) -> bool:
    """Whether a surname is an adjective here (المنتدى العربي) or somebody's first name (سليمان بن ...)."""
    if name in _names("everyday_surnames") and words[max(0, at - 1)].startswith("ال"):
        return True
    return at + 1 < len(words) and words[at + 1] in _names("son_of")


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in text order; of those that overlap, the longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda one: (one.first, -one.last, one.actor)):
        if kept and mention.first < kept[-1].last:
            if mention.last - mention.first > kept[-1].last - kept[-1].first:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


@cache
def _heads() -> dict[str, int]:
    """Heads of names, definite and not, by their number: forms of one word have one number."""
    return {
        article + fold_text(form): number
        for number, forms in enumerate(load_lexicon("actors")["heads"])
        for form in forms.split("|")
        for article in ("", "ال")
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in state_names())


@cache
def _names(section: str) -> frozenset[str]:
    return frozenset(map(fold_text, load_lexicon("actors")[section]))


@cache
def _matcher() -> Matcher:
    actors, words = load_lexicon("actors"), load_lexicon("stance")
    codes = [
        Code(layer, name, "", "", patterns=tuple(entry["patterns"]))
        for layer, section in ((ORGANISATION, "organisations"), (GROUP, "groups"))
        for name, entry in actors[section].items()
    ]
    for layer, section in (
        (LEADER, actors["leaders"]),
        (BODY, actors["bodies"]),
        (NAME, actors["names"]),
        (IMPLIED, actors["implied"]),
    ):
        codes += [Code(layer, name, "", "", patterns=tuple(patterns)) for name, patterns in section.items()]
    codes.append(Code(REGION, REGION, "", "", patterns=tuple(actors["regions"])))
    codes += [Code(CONTEXT, name, "", "", patterns=tuple(patterns)) for name, patterns in words["contexts"].items()]
    codes += [Code(TONE, name, "", "", patterns=tuple(patterns)) for name, patterns in words["tones"].items()]
    codes += [Code(TONE, name, "", "", patterns=tuple(patterns)) for name, patterns in words["commitment"].items()]
    codes.append(Code(TONE, "hedge", "", "", patterns=tuple(words["hedges"])))
    return Matcher(codes)
