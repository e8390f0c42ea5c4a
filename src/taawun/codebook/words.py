"""The written words of a text as patterns see them: one entry a word, clitics joined to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from taawun.arabic import Word, segment_words

PROCLITICS = frozenset("وفبلكس")
_ENDS_SENTENCE = frozenset(".!?؟؛;")
_TRANSPARENT = frozenset("\"'«»“”‘’()[]{}…ـ")
_LINE_BREAK = re.compile("\n")


class Words(NamedTuple):
    """The written words of a text, in columns: one entry a word, clitics joined to it."""

    stem_start: list[int]
    end: list[int]
    written: list[str]
    lemma: list[str]
    classes: list[tuple[int, ...]]
    # What stands before the word: 0 at most quotation marks, 1 other punctuation, 2 the end of a sentence.
    parted: list[int]

    def within(self, spans: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
        """Ranges of words whose stems lie within the spans."""
        for start, end in spans:
            first = bisect_left(self.stem_start, start)
            last = bisect_left(self.end, end + 1)
            if first < last:
                yield first, last


class Form(NamedTuple):
    """A written word: as a whole, its stem, and the stem with what follows it."""

    written: str
    bare: str
    rest: str
    enclitic: bool
    lemma: str

    def stems(self) -> set[str]:
        """Forms a plain pattern word may equal: without the article, without tanwin, before a pronoun."""
        stems = {self.bare}
        if self.enclitic and self.bare[-1:] == "ت":
            stems.add(self.bare[:-1] + "ة")
        if self.enclitic and self.bare[-1:] in ("ئ", "ؤ"):
            stems.add(self.bare[:-1] + "ء")
        stems |= {stem[2:] for stem in stems if stem.startswith("ال") and len(stem) > 3}
        if not self.enclitic:
            stems |= {stem[:-1] for stem in stems if stem.endswith("ا") and len(stem) > 3}
        return stems

    def runs(self) -> set[str]:
        """Forms whose beginning a starred pattern word may equal."""
        return {self.rest, self.rest[2:]} if self.rest.startswith("ال") and len(self.rest) > 3 else {self.rest}

    def exact(self) -> set[str]:
        """Forms a pattern word with = may equal."""
        return {self.written, self.written[1:]} if self.written[:1] in ("و", "ف") else {self.written}


def stem_position(group: Sequence[Word]) -> int:
    """Which of the parts of a written word is its stem: the first that is no proclitic."""
    at = 0
    while at < len(group) - 1 and group[at].form in PROCLITICS:
        at += 1
    return at


def lost_alef(group: Sequence[Word], at: int) -> bool:
    """Whether the stem is a definite noun after ل, which takes the alef of the article (للبلد)."""
    return at > 0 and group[at - 1].form == "ل" and group[at].form[:1] == "ل" and len(group[at].form) > 3


def form_of(group: Sequence[Word]) -> Form:
    """Return a written word made of these parts."""
    at = stem_position(group)
    stem, after = group[at], "".join(word.form for word in group[at + 1 :])
    bare = ("ا" if lost_alef(group, at) else "") + stem.form
    return Form("".join(word.form for word in group), bare, bare + after, bool(after), stem.lemma)


class WordReader:
    """Reads words and asks once for the classes of each written word."""

    def __init__(self, classify: Callable[[Form], tuple[int, ...]]) -> None:
        self._classify = classify
        self._known: dict[str | tuple[str, ...], tuple[int, str, str, tuple[int, ...]]] = {}

    def read(self, text: str) -> Words:
        """Words of a text. Runs for every word of a corpus: one lookup for each written word."""
        words = Words([], [], [], [], [], [])
        known, breaks = self._known, [found.start() for found in _LINE_BREAK.finditer(text)]
        next_break = iter([*breaks, len(text)])
        line_end = next(next_break)
        group: list[Word] = []
        parted = last_end = 0
        # A full stop after the end closes the last word.
        for word in (*segment_words(text), Word(len(text) + 1, len(text) + 1, ".", ".", "punct")):
            start, end, form, _, kind = word
            if group and (start != last_end or kind == "punct" or kind == "symbol"):
                key = group[0].form if len(group) == 1 else tuple([part.form for part in group])
                seen = known.get(key)
                if seen is None:
                    whole = form_of(group)
                    at = stem_position(group)
                    seen = known[key] = at - lost_alef(group, at), whole.written, whole.lemma, self._classify(whole)
                at, written, lemma, classes = seen
                words.stem_start.append(group[at].start)
                words.end.append(last_end)
                words.written.append(written)
                words.lemma.append(lemma)
                words.classes.append(classes)
                words.parted.append(parted)
                group = []
                parted = 0
            if line_end < start:
                parted = 2
                while line_end < start:
                    line_end = next(next_break, len(text) + 2)
            if kind == "punct" or kind == "symbol":
                if form in _ENDS_SENTENCE:
                    parted = 2
                elif parted == 0 and form not in _TRANSPARENT:
                    parted = 1
            else:
                group.append(word)
            last_end = end
        return words
