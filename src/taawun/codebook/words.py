"""The written words of a text as patterns see them: one entry a word, clitics joined to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import starmap
from typing import NamedTuple

from taawun.arabic import Word
from taawun.arabic.remembered import GENERATION, Remembered
from taawun.arabic.segmentation import read_chunk

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


# A written word in its chunk: where its stem begins and it ends, what stands before it, its form, lemma and classes. Plain
# tuples are not watched by the garbage collector, which would otherwise walk through all of them again and again.
_Placed = tuple[int, int, int, str, str, tuple[int, ...]]
_Chunk = tuple[tuple[_Placed, ...], int]


class WordReader:
    """Reads words and asks once for the classes of each written word."""

    def __init__(self, classify: Callable[[Form], tuple[int, ...]]) -> None:
        self._classify = classify
        self._known: dict[tuple[str, ...], tuple[int, str, str, tuple[int, ...]]] = {}
        # What stands between white space, with its words and how the last mark behind them parts.
        self._chunks = Remembered(self._read_chunk)

    def read(self, text: str) -> Words:
        """Words of a text. Runs for every word of a corpus: one lookup for what stands between white space."""
        words = Words([], [], [], [], [], [])
        add_start, add_end, add_parted = words.stem_start.append, words.end.append, words.parted.append
        add_written, add_lemma, add_classes = words.written.append, words.lemma.append, words.classes.append
        next_break = iter([*(found.start() for found in _LINE_BREAK.finditer(text)), len(text)])
        line_end = next(next_break)
        chunks, at, parted, find = text.split(), 0, 0, text.find
        for chunk, part in zip(chunks, map(self._chunks.recent.get, chunks), strict=True):
            start = find(chunk, at)
            at = start + len(chunk)
            if line_end < start:
                parted = 2
                while line_end < start:
                    line_end = next(next_break, len(text) + 2)
            placed, behind = part or self._chunks(chunk)
            for stem_start, end, before, written, lemma, classes in placed:
                add_start(start + stem_start)
                add_end(start + end)
                add_parted(before if before > parted else parted)
                add_written(written)
                add_lemma(lemma)
                add_classes(classes)
                parted = 0
            if behind > parted:
                parted = behind
        return words

    def _read_chunk(self, chunk: str) -> _Chunk:
        """Written words of a chunk: parts that no mark stands between; and how what stands behind the last one parts."""
        placed: list[_Placed] = []
        group: list[Word] = []
        parted = 0
        for word in (*starmap(Word, read_chunk(chunk)), None):
            if word is not None and word.kind not in ("punct", "symbol"):
                group.append(word)
                continue
            if group:
                at, written, lemma, classes = self._look_up(group)
                placed.append((group[at].start, group[-1].end, parted, written, lemma, classes))
                group, parted = [], 0
            if word is not None and word.form in _ENDS_SENTENCE:
                parted = 2
            elif word is not None and parted == 0 and word.form not in _TRANSPARENT:
                parted = 1
        return tuple(placed), parted

    def _look_up(self, group: Sequence[Word]) -> tuple[int, str, str, tuple[int, ...]]:
        key = tuple([part.form for part in group])
        if key not in self._known:
            if len(self._known) >= GENERATION:
                self._known.clear()
            whole, at = form_of(group), stem_position(group)
            self._known[key] = at - lost_alef(group, at), whole.written, whole.lemma, self._classify(whole)
        return self._known[key]
