"""Nouns that do not speak: things, matters, times, what is said (`lexicons/silent.yaml`)."""

from __future__ import annotations

from functools import cache, lru_cache

from taawun.arabic.lemmas import lemma_of, possible_lemmas
from taawun.lexicons import load_lexicon
from taawun.statements.reading.matching import match_folded, matching_form
from taawun.statements.reading.shapes import is_present, rarity

_NOUN_GROUPS = ("things", "matters", "times", "verbal_nouns", "sayings")
#: forms rarer than this are often names
_KNOWN_RARITY = 600
_OWNERS = ("ه", "ها", "هم", "نا")


@cache
def non_speaker_words(group: str) -> frozenset[str]:
    """Words of a group in `lexicons/silent.yaml`, in matching form.

    Examples
    --------
    >>> "اشهر" in non_speaker_words("times")
    True
    """
    return frozenset(matching_form(word) for word in load_lexicon("silent")[group].split())


@lru_cache(maxsize=50_000)
def noun_group(form: str) -> str:
    """Group of a noun that does not speak, empty for other words.

    Examples
    --------
    >>> noun_group("الضغوط"), noun_group("العباره"), noun_group("الوزير"), noun_group("القرني")
    ('matters', 'sayings', '', '')
    >>> [noun_group(form) for form in ("الخلافه", "مناطق", "اراضي", "المياه", "المباني")]
    ['matters', 'things', 'things', 'things', 'things']
    >>> {noun_group(form) for form in ("العمال", "ارييل", "شكرا", "يعملون", "الميداني")}
    {''}
    """
    if form in non_speaker_words("persons"):
        return ""
    groups, bare = _groups(), form.removeprefix("ال")
    for reading in (form, bare, *(form.removesuffix(suffix) for suffix in _OWNERS)):
        if reading in groups:
            return groups[reading]
    # a rare form may be a foreign name (شانتا is not شأن), one in ا a name as well (دينا), one in ون persons
    if form.endswith("ون") or (bare == form and rarity(form) >= _KNOWN_RARITY):
        return ""
    # choosing a lemma takes longer than finding those it may have, and few nouns are in a group
    if groups.keys().isdisjoint(map(match_folded, possible_lemmas(form))):
        return ""
    group = groups.get(lemma := match_folded(lemma_of(form)), "")
    # with the article ي is no pronoun: القرني is none of قرن
    adjective = bare != form and form.endswith("ي") and not lemma.endswith("ي")
    # يتحمل is no تحمل
    other = not group or adjective or lemma == form.removesuffix("ا") or is_present(form)
    return "" if other else group


def is_matter(form: str) -> bool:
    """Whether a noun names a thing, a matter or an act, and so may be the object of a verb of speech.

    Examples
    --------
    >>> is_matter("الضغوط"), is_matter("وفاه"), is_matter("العباره")
    (True, True, False)
    """
    return noun_group(form) in ("things", "matters", "verbal_nouns")


def is_listed_noun(form: str) -> bool:
    """Whether a form is a listed noun as it is, and not only by its lemma.

    Examples
    --------
    >>> is_listed_noun("وفاه"), is_listed_noun("وفيات")
    (True, False)
    """
    return form in _groups()


@cache
def _groups() -> dict[str, str]:
    """Group of each noun that is listed."""
    return {word: group for group in _NOUN_GROUPS for word in non_speaker_words(group)}
