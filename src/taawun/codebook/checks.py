"""What is wrong with patterns: those that find nothing, or nothing that another one does not find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from taawun.arabic import fold_text, segment_words
from taawun.codebook.checker import Checker
from taawun.codebook.definitions import Code
from taawun.codebook.matching import GAP, REMOVES, Matcher
from taawun.codebook.patterns import parse_pattern
from taawun.codebook.words import Form, Words, form_of
from taawun.errors import TaawunError


class _Patterns(NamedTuple):
    """A list of patterns with its place in a file; the first `inherited` ones stand in another file, already checked."""

    check: Checker
    place: tuple[str | int, ...]
    patterns: Sequence[str]
    inherited: int

    def error(self, position: int, what: str, do: str = "") -> TaawunError:
        return self.check.error((*self.place, max(0, position - self.inherited)), what, do)


def check_patterns(check: Checker, place: tuple[str | int, ...], code: Code, inherited: Mapping[str, int]) -> None:
    """Refuse patterns that cannot add anything: each example of a pattern is matched with all the others.

    Parameters
    ----------
    inherited
        Patterns at the beginning of each list that stand in another file, which has been checked.
    """
    lists = {
        key: _Patterns(check, (*place, key), getattr(code, key), inherited.get(key, 0))
        for key in ("patterns", "hints", "anti_patterns")
    }
    for key, listed in lists.items():
        _check_writing(listed)
        _check_covering(listed, Matcher([_only(code, key)]))
    whole = Matcher([code])
    _check_removed(lists["patterns"], whole)
    _check_removing(lists["anti_patterns"], whole)


def _check_writing(listed: _Patterns) -> None:
    """Refuse a pattern that cannot be read, has a word with its conjunction, or is given twice."""
    seen: set[str] = set()
    for position, pattern in enumerate(listed.patterns):
        try:
            parse_pattern(pattern)
        except ValueError as error:
            raise listed.error(position, f"broken pattern {pattern!r}: {error}") from None
        if any(map(_has_conjunction, re.findall(r"(?<![=~\w|])\w+", pattern))):
            raise listed.error(
                position,
                f"the pattern {pattern!r} has a word with و, which would match nothing",
                "write the word without its و",
            )
        if fold_text(pattern) in seen:
            raise listed.error(position, f"the pattern {pattern!r} is given twice", "keep one of them")
        seen.add(fold_text(pattern))


def _check_covering(listed: _Patterns, matcher: Matcher) -> None:
    """Refuse a pattern of which a choice of words is found by another one of the list."""
    for position, pattern in enumerate(listed.patterns):
        for words in _examples(pattern, matcher):
            covering = sorted({hit.pattern for hit in matcher.find(words, _ALL)} - {pattern})
            if covering:
                raise listed.error(
                    position,
                    f"the pattern {pattern!r} is covered: {covering[0]!r} finds {' '.join(words.written)!r} anyway",
                    "delete it, or the alternative that is covered",
                )


def _check_removed(listed: _Patterns, whole: Matcher) -> None:
    """Refuse a pattern that finds nothing beside the anti-patterns of its code."""
    for position, pattern in enumerate(listed.patterns):
        hits = (hit for words in _examples(pattern, whole) for hit in whole.find(words, _ALL))
        if not any(hit.pattern == pattern for hit in hits):
            raise listed.error(position, f"an anti-pattern always removes {pattern!r}", "delete one of them")


def _check_removing(listed: _Patterns, whole: Matcher) -> None:
    """Refuse an anti-pattern that has no word in common with any pattern of its code."""
    classes = {class_ for found in whole._first.items() for class_ in _classes_of_patterns(*found)}
    for position, pattern in enumerate(listed.patterns):
        if position < listed.inherited:  # what it removed may have been left out
            continue
        if "=" in pattern:  # whether a written word shares its stem with a pattern is the segmentation's affair
            continue
        if not any(classes.intersection(found) for words in _examples(pattern, whole) for found in words.classes):
            raise listed.error(
                position,
                f"the anti-pattern {pattern!r} has no word in common with any pattern, so it removes nothing",
                "delete it",
            )


def _classes_of_patterns(first: int, patterns: Iterable[tuple[Any, ...]]) -> Iterator[int]:
    for _, _, others, role in patterns:
        if role != REMOVES:
            yield first
            for classes, _ in others:
                yield from classes


def _only(code: Code, key: str) -> Code:
    return Code(code.layer, code.id, code.label_en, code.label_ar, patterns=getattr(code, key))


_ALL = ((0, 10**9),)
_FILLER = "ژژژ"  # no Arabic word, so it stands for any word that no pattern names


def _examples(pattern: str, matcher: Matcher) -> Iterator[Words]:
    """Shortest-reach texts that a pattern finds, one for each choice of alternatives, its gaps filled to the limit."""
    parsed = parse_pattern(pattern)
    for choice in product(*(tokens for tokens, _ in parsed)):
        forms: list[Form] = []
        for token, (_, gap) in zip(choice, parsed, strict=True):
            forms += [Form(_FILLER, _FILLER, _FILLER, enclitic=False, lemma=_FILLER)] * (GAP if gap else 0)
            if token.kind == "=":
                written = token.word + (_FILLER if token.starred else "")
                forms.append(form_of(segment_words(written))._replace(lemma=_FILLER))
            elif token.kind == "~":
                forms.append(Form(_FILLER, _FILLER, _FILLER, enclitic=False, lemma=token.word))
            else:
                stem = token.word + (_FILLER if token.starred else "")
                forms.append(Form("ژ" + stem, stem, stem, enclitic=False, lemma=_FILLER))
        places = list(range(0, 2 * len(forms), 2))
        yield Words(
            places,
            [place + 1 for place in places],
            [form.written for form in forms],
            [form.lemma for form in forms],
            [matcher.classify(form) for form in forms],
            [0] * len(forms),
        )


def _has_conjunction(word: str) -> bool:
    group = segment_words(word)
    return len(group) > 1 and group[0].form == "و"
