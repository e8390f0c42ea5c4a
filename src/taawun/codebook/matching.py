"""Compiled patterns and how they are found: each written word is looked up once, whatever the number of patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from taawun.codebook.definitions import Code
from taawun.codebook.patterns import Token, parse_pattern
from taawun.codebook.words import Form, WordReader, Words

GAP = 5
"""Words that `..` may skip."""
NAMES, HINTS, REMOVES = "patterns", "hints", "anti_patterns"
"""What a pattern does: name a code, hint at it, or take hits away; the fields of a code that hold them."""


class Hit(NamedTuple):
    """A pattern found in a text.

    Attributes
    ----------
    layer, code
        What the pattern stands for.
    pattern
        The pattern as written in the codebook.
    start, end
        Where it stands in the text: from the first word's stem to the last word's end.
    hint
        Whether it only goes with the code, and does not name it.
    """

    layer: str
    code: str
    pattern: str
    start: int
    end: int
    hint: bool = False


class Matcher:
    """Compiled patterns. Word classes are the pattern words; each written word is classified once and remembered."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._ids: dict[Token, int] = {}
        self._exact: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._lemma: dict[str, int] = {}
        self._stars: dict[str, tuple[dict[str, int], list[int]]] = {"": ({}, []), "=": ({}, [])}
        self._reader = WordReader(self.classify)
        # Class of the first word -> (code position, pattern, remaining words, what it does)
        self._first: dict[int, list[tuple[int, str, tuple[tuple[frozenset[int], bool], ...], str]]] = {}
        self.names = [(code.layer, code.id) for code in codes]
        for position, code in enumerate(codes):
            for role in (NAMES, HINTS, REMOVES):
                for pattern in getattr(code, role):
                    self._add(position, pattern, role)
        for prefixes, lengths in self._stars.values():
            lengths[:] = sorted({len(prefix) for prefix in prefixes})

    def _add(self, position: int, pattern: str, role: str) -> None:
        first, *others = [
            (frozenset(self._class_of(token) for token in tokens), gap) for tokens, gap in parse_pattern(pattern)
        ]
        for class_ in first[0]:
            self._first.setdefault(class_, []).append((position, pattern, tuple(others), role))

    def _class_of(self, token: Token) -> int:
        number = self._ids.setdefault(token, len(self._ids))
        if token.starred:
            self._stars[token.kind][0][token.word] = number
        else:
            {"": self._plain, "=": self._exact, "~": self._lemma}[token.kind][token.word] = number
        return number

    def read(self, text: str) -> Words:
        """Words of a text with their classes."""
        return self._reader.read(text)

    def classify(self, form: Form) -> tuple[int, ...]:
        """Classes of a written word."""
        found = {self._plain[stem] for stem in form.stems() if stem in self._plain}
        found |= {self._exact[written] for written in form.exact() if written in self._exact}
        if form.lemma in self._lemma:
            found.add(self._lemma[form.lemma])
        for kind, candidates in (("", form.runs()), ("=", form.exact())):
            prefixes, lengths = self._stars[kind]
            for candidate in candidates:
                for length in lengths:
                    if length > len(candidate):
                        break
                    number = prefixes.get(candidate[:length])
                    if number is not None:
                        found.add(number)
        return tuple(sorted(found))

    def find(self, words: Words, spans: Iterable[Sequence[int]]) -> list[Hit]:
        """Hits within spans, without those that an anti-pattern removes."""
        made: list[tuple[int, str, tuple[int, ...], bool]] = []
        removed: dict[int, set[int]] = {}
        first, classes = self._first, words.classes
        for begin, end in words.within(spans):
            for at in range(begin, end):
                for class_ in classes[at]:
                    for position, pattern, others, role in first.get(class_, ()):
                        path = self._follow(words, at, end, others) if others else (at,)
                        if path is None:
                            continue
                        if role == REMOVES:
                            removed.setdefault(position, set()).update(path)
                        else:
                            made.append((position, pattern, path, role == HINTS))
        hits = {
            Hit(*self.names[position], pattern, words.stem_start[path[0]], words.end[path[-1]], hint)
            for position, pattern, path, hint in made
            if position not in removed or removed[position].isdisjoint(path)
        }
        return sorted(hits, key=_BY_PLACE)

    def _follow(
        self, words: Words, at: int, end: int, others: tuple[tuple[frozenset[int], bool], ...]
    ) -> tuple[int, ...] | None:
        """Positions of a pattern's words from `at`, the nearest that fit, or None."""
        if not others:
            return (at,)
        (classes, gap), rest = others[0], others[1:]
        for place in range(at + 1, min(end, at + 2 + (GAP if gap else 0))):
            if words.parted[place] > (1 if gap else 0):
                return None
            if not classes.isdisjoint(words.classes[place]):
                path = self._follow(words, place, end, rest)
                if path is not None:
                    return (at, *path)
        return None


_BY_PLACE = attrgetter("start", "end", "layer", "code", "pattern")
