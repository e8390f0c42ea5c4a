"""Words of a phrase that begin like a preposition: who is addressed, or a name."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.mentions.phrase import BODY, TITLE, Phrase
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    BI,
    COMMON,
    COMP,
    DEFINITE,
    LI,
    MASDAR,
    NAME,
    OBJECT,
    ORGAN,
    PREP,
    PRON,
    RELATIVE,
    STATE,
    TIME,
    WORD,
)
from taawun.statements.reading.forms import is_no_name, rarity
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.silent_nouns import noun_group

#: stand behind a whole name
_BEHIND_NAME = COMP | PRON | RELATIVE | NAME | TIME | ADVERB
_KNOWN_BEHIND_CLITIC = setting("known_behind_clitic")
#: no family name is ب or ل before a feminine noun: بشجاعة, بوتفليقة
_KNOWN_FEMININE = 650
#: a word of none of these is no name that only looks like one with a preposition
_PLAIN_NOUN = DEFINITE | COMMON | TITLE | ORGAN | BODY | STATE | MASDAR | OBJECT


def without_proclitics(phrase: Phrase, k: int, bits: int) -> int:
    """Features of a word without those of a proclitic that it only seems to have, or may have here."""
    if k == phrase.start:
        return bits & ~(BI | LI | AND | PREP) if phrase.bare else bits
    return bits & ~(BI | LI) if bits & (BI | LI) and only_looks_like_clitic(phrase, k, bits) else bits


@rule
def only_looks_like_clitic(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a name a word that is no other noun is a family name, whatever its first letter: جان لوبان.

    + وقالت الباحثة ماريا بساكي إن الأسواق هادئة. => وقالت (الباحثة ماريا بساكي) الأسواق هادئة
    - وقال سامي للصحفيين إن الجسر آمن. => وقال (سامي) الجسر آمن
    - وقال سامي لنبيل إن الجسر آمن. => وقال (سامي) الجسر آمن
    - وقال الوزير بثقة إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - ورحب حداد بزيارة الوزير. => ورحب (حداد) بزيارة الوزير
    - ودعا حداد لزيارة الميناء. => ودعا (حداد) لزيارة الميناء
    - وطالب النائب سامي حداد بعفو عن السجناء. => وطالب (النائب سامي حداد) بعفو عن السجناء
    """
    form = phrase.form(k)
    if not phrase.before(k) & NAME or bits & _PLAIN_NOUN or form.startswith("لل"):
        return False
    if bits & LI and word_flags().get(form[1:], 0) & NAME:
        # قال بايدن لنتنياهو
        return False
    # حداد بعفو رئاسي: a known noun that goes on
    goes_on = phrase.after(k) & WORD and not phrase.after(k) & _BEHIND_NAME
    return not (goes_on and _is_noun(form[1:], certain=bool(bits & LI)))


def _is_noun(form: str, *, certain: bool) -> bool:
    # لايل, لوبيان: behind ل what is left of a foreign name is often a short noun
    common = rarity(form) <= (_KNOWN_FEMININE if form.endswith("ه") else _KNOWN_BEHIND_CLITIC)
    if common and (form.endswith("ه") or not certain):
        return True
    return (bool(noun_group(form)) or is_no_name(form, everyday=False)) and not (certain and form.startswith("و"))
