"""What the shape and the rarity of a form tell: whether it can be a verb, a verbal noun, a name or none.

Forms are matching forms, see `taawun.statements.reading.matching`; rarity is that of `taawun.arabic.frequencies`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from taawun.arabic.frequencies import UNSEEN, form_rarity
from taawun.lexicons import load_lexicon, setting
from taawun.statements.reading.features import AFTER_NAME, NAME
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import matching_form

# تفعيل، استفعال، انفعال، افتعال، مفاعلة; تفعّل only with the article, which no verb has
_VERBAL_NOUN = re.compile("(ال)?(ت..ي.ه?|است..ا.|است.ا.ه|ان..ا.|ا.ت.ا.|م.ا..ه|ت.ا..|ا.ا.ه)|الت[^اويه]{3}")
#: rarity up to which a form is a verb that is known
KNOWN_VERB = setting("known_verb")
#: this much commoner (in hundredths of a Zipf step), a form is taken for the likelier reading
LIKELIER = 40


def exact_rarity(form: str) -> int:
    """How rare a form is as it is written, with its ة or ه."""
    found = form_rarity(form)
    return UNSEEN if found is None else found


def rarity(form: str) -> int:
    """How rare a form is: the rarity of `taawun.arabic.frequencies`, for a matching form."""
    found = form_rarity(form)
    if found is None and form.endswith("ه"):
        found = form_rarity(form[:-1] + "ة")
    return UNSEEN if found is None else found


@lru_cache(maxsize=1 << 14)
def takes_no_article(form: str) -> bool:
    """Whether a word is never written with ال, as foreign names are.

    Examples
    --------
    >>> takes_no_article("ووتش"), takes_no_article("انتاج"), takes_no_article("الانتاج")
    (True, False, False)
    """
    return not form.startswith("ال") and len(form) > 2 and rarity("ال" + form) == UNSEEN


@lru_cache(maxsize=1 << 14)
def is_present(form: str) -> bool:
    """Whether a word is a verb in the present that is written with ي and with ت alike, and no noun with ال.

    Examples
    --------
    >>> [is_present(form) for form in ("يناقش", "تقع", "تعاون", "تركيا", "يعقوب", "يمين")]
    [True, True, False, False, False, False]
    """
    if form[:1] not in ("ي", "ت") or len(form) < 3 or form in noun_names():
        return False
    both = max(rarity("ي" + form[1:]), rarity("ت" + form[1:]))
    if len(form) == 3:
        return both < _EVERYDAY and rarity("ال" + form) == UNSEEN
    return both < KNOWN_VERB and rarity("ال" + form) > both + LIKELIER


@lru_cache(maxsize=1 << 14)
def is_verb(form: str) -> bool:
    """Whether a word has the shape of a verb: in the present, or in the past with the ending of one that is known.

    Examples
    --------
    >>> [is_verb(form) for form in ("يناقش", "يعقوب", "قرروا", "سمعت", "رفعت", "")]
    [True, False, True, True, True, False]
    """
    if is_present(form) or (form[:1] + form[-2:] == "يون" and len(form) > 5 and rarity("ال" + form) == UNSEEN):
        return True
    stem = form[:-2] if form.endswith("وا") else form[:-1] if form.endswith("ت") else ""
    if len(stem) < 3 or form in noun_names():
        return False
    return max(rarity(form) - _SELDOM, rarity(stem)) < KNOWN_VERB and rarity("ال" + form) == UNSEEN


def is_shaped_like_verbal_noun(form: str) -> bool:
    """Whether a word, known or not, has the shape of a verbal noun: اعتزام."""
    return bool(_VERBAL_NOUN.fullmatch(form))


#: a form with an ending is so much rarer than its stem
_SELDOM = 160


@lru_cache(maxsize=1 << 14)
def is_verbal_noun(form: str) -> bool:
    """Whether a known word has the shape of a verbal noun: إعطاء، تجميد، اعتراض.

    With ال only the shapes that no broken plural has: الأرصاد and الإخوان look like الإعداد.
    """
    shape = _VERBAL_NOUN.fullmatch(form) or _MORE_VERBAL_NOUNS.fullmatch(form)
    return bool(shape) and rarity(form) < _WELL_KNOWN and form not in noun_names()


@lru_cache(maxsize=1 << 14)
def is_no_name(form: str, everyday: bool = True) -> bool:
    """Whether a word is a noun of a kind that names are not made of: a verbal noun, a noun in ة, a plural with ال.

    With `everyday`, any common word is. It must be well known with and without ال, and no name of the lexicon. Family names in ي are none (الشمري).

    Examples
    --------
    >>> is_no_name("المباحثات"), is_no_name("زياره"), is_no_name("استكمال")
    (True, True, True)
    >>> is_no_name("الخصاونه"), is_no_name("سلامه")
    (False, False)
    """
    definite = form.startswith("ال") and len(form) > 4
    stem = form[2:] if definite else form
    if stem in noun_names() or (word_flags().get(form, 0) | word_flags().get(stem, 0)) & (NAME | AFTER_NAME):
        return False
    if stem.endswith("ي") or len(stem) < 3:
        return False
    both = max(rarity(stem), rarity("ال" + stem))
    if stem.startswith("است") and is_shaped_like_verbal_noun(stem):
        # استكمال is rare with the article, and no name begins so
        return rarity(stem) < _WELL_KNOWN
    if definite and len(stem) > 4 and stem.endswith(("ات", "ين", "ون")):
        return rarity(form) < _WELL_KNOWN
    if stem.endswith(("ه", "ات")) or _VERBAL_NOUN.fullmatch(stem) or _MORE_VERBAL_NOUNS.fullmatch(stem):
        return both < _WELL_KNOWN
    return everyday and both < _EVERYDAY


#: rarity (hundredths of a Zipf step below certainty) of a word that is well known, and of an everyday one
_WELL_KNOWN, _EVERYDAY = 620, 460
# إفعال، افتعال with a final hamza
_MORE_VERBAL_NOUNS = re.compile("ا..ا.|ا[^ا]{1,3}اء")


@cache
def noun_names() -> frozenset[str]:
    """Common nouns that are names as well, in matching form."""
    words = load_lexicon("titles")["noun_names"].split() + load_lexicon("persons")["given_names"].split()
    return frozenset(map(matching_form, words))
