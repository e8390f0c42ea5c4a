"""How common each Arabic form is, from wordfreq's large list.

The list is read on first use and never copied into the project. Values are centibels below certainty, as wordfreq
stores them: 300 is one in a thousand, 600 one in a million.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taawun.arabic import fold
from taawun.arabic.fold import fold_text
from taawun.arabic.kept_numbers import kept_words, package_file

UNSEEN = 900
_ARABIC_ONLY = re.compile("[\u0621-\u064a]+")


@cache
def form_strength() -> Mapping[str, float]:
    """How well attested each folded form is: 0 for what is not listed, about 6 for the commonest words.

    Forms that fold alike are added up. It is the only table of half a million forms in memory: `form_rarity` reads it, too.

    Examples
    --------
    >>> form_strength()["قال"] > form_strength()["وقال"] > 0
    True
    """
    data = package_file("wordfreq", "data/large_ar.msgpack.gz")
    sources = [data, Path(__file__), Path(fold.__file__)]
    forms, centibels = kept_words("rarity", sources, _read_rarity)
    return dict(zip(forms, map(_strength, centibels), strict=True))


def form_rarity(form: str) -> int | None:
    """Centibels below certainty of a folded form, None where it is not listed.

    Examples
    --------
    >>> form_rarity("قال") < form_rarity("وقال"), form_rarity("زخرفكوف")
    (True, None)
    """
    strength = form_strength().get(form)
    return None if strength is None else UNSEEN - round(100 * strength)


def _read_rarity() -> dict[str, int]:
    import wordfreq

    rarity: dict[str, int] = {}
    lists = wordfreq.get_frequency_list("ar", "large")
    for centibels, forms in enumerate(lists):
        for form in fold_text("\n".join(forms)).split("\n"):
            if form in rarity:
                rarity[form] = _add(rarity[form], centibels)
            elif _ARABIC_ONLY.fullmatch(form):
                rarity[form] = centibels
    # The list itself is no longer needed; wordfreq would keep it for ever.
    wordfreq.get_frequency_list.cache_clear()
    return rarity


@cache
def _strength(centibels: int) -> float:
    """Strength of a form of so many centibels. Few values, many forms: one object a value."""
    return (UNSEEN - centibels) / 100


def _add(one: int, other: int) -> int:
    return round(-100 * math.log10(10 ** (-one / 100) + 10 ** (-other / 100)))


def observed_strength(counts: Mapping[str, int]) -> dict[str, float]:
    """Strength of each form for a corpus: the general list blended with the corpus's own counts.

    A corpus of n tokens counts as n tokens beside ten million of general text, so that a small corpus adds its own
    words and a large one also corrects their frequency. It depends on the counts only, never on the order of articles.

    Parameters
    ----------
    counts
        Tokens of each folded form before clitics are split (`taawun.arabic.count_forms`).

    Returns
    -------
    dict of str to float
        As `form_strength`, with the forms of `counts` corrected or added.

    Examples
    --------
    >>> "زخرفكوف" in form_strength(), observed_strength({"هيئة": 900, "زخرفكوف": 100})["زخرفكوف"] > 3
    (False, True)
    """
    general = form_strength()
    total = sum(counts.values())
    scale = GENERAL_TOKENS + total
    blended = {}
    for form, count in counts.items():
        rarity = form_rarity(form)
        before = 0.0 if rarity is None else 10 ** (-rarity / 100)
        blended[form] = _strength(round(-100 * math.log10((before * GENERAL_TOKENS + count) / scale)))
    return {**general, **blended}


GENERAL_TOKENS = 10_000_000
