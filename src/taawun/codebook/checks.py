"""What is wrong with patterns: those that find nothing, or nothing that another one does not find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from taawun.arabic import fold_text, segment_words
from taawun.codebook.checker import Checker
from taawun.codebook.definitions import Code
from taawun.codebook.matching import GAP, REMOVES, Matcher
from taawun.codebook.patterns import parse_pattern
from taawun.codebook.words import Form, Words, form_of


def check_patterns(check: Checker, place: tuple[str | int, ...], code: Code, inherited: Mapping[str, int]) -> None:
    """Refuse patterns that cannot add anything: each example of a pattern is matched with all the others.

    Parameters
    ----------
    inherited
        Patterns at the beginning of each list that stand in another file, which has been checked.
    """

    def at(key: str, position: int) -> tuple[str | int, ...]:
        return (*place, key, max(0, position - inherited.get(key, 0)))

    for key in ("patterns", "hints", "anti_patterns"):
        seen: dict[str, str] = {}
        for position, pattern in enumerate(getattr(code, key)):
            try:
                parse_pattern(pattern)
            except ValueError as error:
                raise check.error(at(key, position), f"broken pattern {pattern!r}: {error}") from None
            for word in re.findall(r"(?<![=~\w|])\w+", pattern):
                if _has_conjunction(word):
                    raise check.error(
                        at(key, position),
                        f"the pattern {pattern!r} has a word with و, which would match nothing",
                        "write the word without its و",
                    )
            if fold_text(pattern) in seen:
                raise check.error(at(key, position), f"the pattern {pattern!r} is given twice", "keep one of them")
            seen[fold_text(pattern)] = pattern
        matcher = Matcher([_only(code, key)])
        for position, pattern in enumerate(getattr(code, key)):
            for words in _examples(pattern, matcher):
                covering = sorted({hit.pattern for hit in matcher.find(words, _ALL)} - {pattern})
                if covering:
                    raise check.error(
                        at(key, position),
                        f"the pattern {pattern!r} is covered: {covering[0]!r} finds {' '.join(words.written)!r} anyway",
                        "delete it, or the alternative that is covered",
                    )
    whole = Matcher([code])
    for position, pattern in enumerate(code.patterns):
        alive = any(
            any(hit.pattern == pattern for hit in whole.find(words, _ALL)) for words in _examples(pattern, whole)
        )
        if not alive:
            raise check.error(
                at("patterns", position), f"an anti-pattern always removes {pattern!r}", "delete one of them"
            )
    classes = {class_ for found in whole._first.items() for class_ in _classes_of_patterns(*found)}
    for position, pattern in enumerate(code.anti_patterns):
        if position < inherited.get("anti_patterns", 0):  # what it removed may have been left out
            continue
        if "=" in pattern:  # whether a written word shares its stem with a pattern is the segmentation's affair
            continue
        if not any(classes.intersection(found) for words in _examples(pattern, whole) for found in words.classes):
            raise check.error(
                at("anti_patterns", position),
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
            forms += [Form(_FILLER, _FILLER, _FILLER, False, _FILLER)] * (GAP if gap else 0)
            if token.kind == "=":
                written = token.word + (_FILLER if token.starred else "")
                forms.append(form_of(segment_words(written))._replace(lemma=_FILLER))
            elif token.kind == "~":
                forms.append(Form(_FILLER, _FILLER, _FILLER, False, token.word))
            else:
                stem = token.word + (_FILLER if token.starred else "")
                forms.append(Form("ژ" + stem, stem, stem, False, _FILLER))
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
