"""Whom a speaker belongs to where his title does not say it: the body behind his name, the place that he or his body is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.names.states import strip_proclitics
from taawun.rules import rule
from taawun.targets.actors import Reading

BEHIND = 7
"""Words behind a speaker in which the body that he is of stands."""
BODIES = frozenset(("demonym", "organisation", "group", "leader"))
"""Kinds of mention that name a body of a state or an organisation; a state's own name and its capital are also places."""


@rule(silence=None)
def is_of_body(row: Mapping[str, Any], reading: Reading) -> str | None:
    """A speaker is of the body that "in" or "of" right behind him names, and people of the place where they are.

    + وأكد محمد ماهر من الهيئة العراقية أن فرنسا ومصر شريكان، وأن فرنسا قوية. => EG +1, FR +1
    + وقالت مصادر بوزارة النفط العراقية إن فرنسا ومصر شريكان، وإن فرنسا قوية. => EG +1, FR +1
    - وأكد محمد ماهر في تصريح للهيئة العراقية أن فرنسا ومصر شريكان، وأن فرنسا قوية. => EG +1
    """
    if not row.get("mention") or not row["content"]:
        return None
    first = reading.positions(row["mention"])[1]
    last = min(first + BEHIND, reading.positions(row["content"][0])[0])
    if not reading.marked("belongs", first, first + 1) or reading.marked("occasion", first, last):
        return None
    parted = reading.words.parted
    last = next((at for at in range(first, last) if parted[at]), last)
    place = row.get("speaker_type") != "person"
    found = [one for one in reading.within(first, last) if place or one.kind in BODIES]
    if found:
        return found[0].actor
    return place_of(reading.words.written[first:last]) if place else None


@rule(silence=None)
def is_of_place(row: Mapping[str, Any]) -> str | None:
    """Who speaks for a city or province speaks for its state.

    + وقال المتحدث باسم محافظة الأنبار إن فرنسا ومصر شريكان، وإن فرنسا قوية وفرنسا كبيرة. => EG +1, FR +1
    - وقال المتحدث باسم محافظة كبيرة إن فرنسا ومصر شريكان، وإن فرنسا قوية وفرنسا كبيرة. => EG +1
    """
    return place_of(fold_text(row.get("speaker") or "").split())


def place_of(words: Sequence[str]) -> str | None:
    """Return the state of the first city or province among folded words.

    Examples
    --------
    >>> place_of(fold_text("سكان في دير الزور").split()), place_of(fold_text("سكان المدينة").split())
    ('SY', None)
    """
    return next((state for at in range(len(words)) for state in _begins(words, at)), None)


@cache
def _places() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Places by their first word."""
    places: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for state, names in load_lexicon("places").items():
        for name in names:
            phrase = tuple(fold_text(name).split())
            places.setdefault(phrase[0], []).append((phrase, state))
    return places


def places_in(words: Sequence[str]) -> Counter[str]:
    """Count the cities and provinces of each state among folded words."""
    return Counter(state for at, word in enumerate(words) if _begun_by(word) for state in _begins(words, at))


def _begins(words: Sequence[str], at: int) -> Iterator[str]:
    """States of the places whose names begin at a word."""
    for phrase, state in _begun_by(words[at]):
        if tuple(words[at + 1 : at + len(phrase)]) == phrase[1:]:
            yield state


@lru_cache(maxsize=1 << 16)
def _begun_by(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Places whose names a word may begin, with their states."""
    return tuple(place for form in (word, *strip_proclitics(word)) for place in _places().get(form, ()))
