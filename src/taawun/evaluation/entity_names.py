"""Which annotated entity a name in a statement means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from taawun.lexicons import load_lexicon

_NOT_WORD = re.compile(r"[\W_]+")
# Names are compared more loosely than texts are folded: ة equals ه here.
_NAME_FOLDING = dict.fromkeys(
    [
        *range(0x64B, 0x653),
        0x670,
        0x640,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
) | {ord(a): b for a, b in zip("أإآٱىةیک", "اااايهيك", strict=True)}


def normalize_name(text: str) -> str:
    """Fold a name for comparison: no marks, one alef, ة as ه, punctuation as one space.

    Examples
    --------
    >>> normalize_name("وكالة «إيرنا»")
    'وكاله ايرنا'
    """
    return _NOT_WORD.sub(" ", text.translate(_NAME_FOLDING)).strip()


def resolve_name(name: str | None, entities: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Keys of the annotated entities that a name best refers to, empty when it refers to none.

    An alias that equals the name wins; then aliases whose words (titles aside) contain the name's or are contained in
    them, the greater the common share the better; then aliases that share at least half of all words.

    Examples
    --------
    >>> entities = {"E1": {"name": "سالم الراشدي", "aliases": []}, "E2": {"name": "وزير الصيد", "aliases": []}}
    >>> resolve_name("الوزير سالم الراشدي", entities)
    {'E1'}
    """
    wanted = normalize_name(name or "")
    words = _content_words(wanted)
    best = 0.0
    found: set[str] = set()
    for key, entity in entities.items():
        score = max((_likeness(wanted, words, alias) for alias in [entity["name"], *entity["aliases"]]), default=0.0)
        if not name or not score or score < best - 1e-9:
            continue
        if score > best + 1e-9:
            best, found = score, set()
        found.add(key)
    return found


@cache
def _title_words() -> frozenset[str]:
    return frozenset(map(normalize_name, load_lexicon("evaluation")["titles"]))


def _content_words(normalized: str) -> set[str]:
    return set(normalized.split()) - _title_words()


def _likeness(wanted: str, words: set[str], alias: str) -> float:
    alias = normalize_name(alias)
    if not alias:
        return 0.0
    if alias == wanted:
        return 2.0
    have = _content_words(alias)
    if not words or not have:
        return 0.0
    common = words & have
    share = len(common) / len(words | have)
    if common in (words, have):
        return 1.0 + share
    return share if share >= 0.5 else 0.0
