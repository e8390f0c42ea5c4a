"""Words of a phrase that begin like a preposition: who is addressed, or a name."""

from __future__ import annotations

from taawun.arabic.clitics import closed_classes
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
    PRON,
    RELATIVE,
    STATE,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.shapes import is_no_name, is_verb, rarity
from taawun.statements.reading.silent_nouns import noun_group

#: stand behind a whole name
_BEHIND_NAME = COMP | PRON | RELATIVE | NAME | TIME | ADVERB
_KNOWN_BEHIND_CLITIC = setting("known_behind_clitic")
#: no family name is ب or ل before a feminine noun: بشجاعة, بوتفليقة
_KNOWN_FEMININE = 650
#: a word of none of these is no name that only looks like one with a preposition
_PLAIN_NOUN = DEFINITE | COMMON | TITLE | ORGAN | BODY | STATE | MASDAR | OBJECT


def without_proclitic(phrase: Phrase, k: int, bits: int) -> int:
    """Features of a word without those of a proclitic that it only seems to have."""
    if not phrase.flags[k - 1] & NAME or not only_looks_like_clitic(phrase, k, bits):
        return bits
    return bits & ~(AND | BI | LI)


@rule
def only_looks_like_clitic(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a name a word that is no other noun is a family name, whatever its first letter: جان لوبان.

    + وقالت الباحثة ماريا لسانكو إن الأسواق هادئة. => وقالت (الباحثة ماريا لسانكو) الأسواق هادئة
    + وقال المتحدث بيتر فالين إن الأسواق هادئة. => وقال (المتحدث بيتر فالين) الأسواق هادئة
    - ووصل المتحدث بيتر فتوجه إلى الميناء وقال إن الأسواق هادئة. => وقال (المتحدث بيتر) الأسواق هادئة
    - وقال سامي للصحفيين إن الجسر آمن. => وقال (سامي) الجسر آمن
    - وقال سامي لنبيل إن الجسر آمن. => وقال (سامي) الجسر آمن
    - وقال الوزير سامي بثقة إن الجسر آمن. => وقال (الوزير سامي) الجسر آمن
    - ورحب حداد بزيارة الوزير. => ورحب (حداد) بزيارة الوزير
    - ودعا حداد لزيارة الميناء. => ودعا (حداد) لزيارة الميناء
    - وطالب النائب سامي حداد بعفو عن السجناء. => وطالب (النائب سامي حداد) بعفو عن السجناء
    """
    form = phrase.plain[k]
    if bits & _PLAIN_NOUN or form.startswith("لل"):
        return False
    if bits & AND:
        return form[0] == "ف" and not bits & SUFFIX and not _is_known_behind_fa(phrase, k)
    if bits & LI and (word_flags().get(form[1:], 0) & NAME or form[1:] in closed_classes().names):
        # قال بايدن لنتنياهو، لفرانس برس
        return False
    # حداد بعفو رئاسي: a known noun that goes on
    goes_on = phrase.after(k) & WORD and not phrase.after(k) & _BEHIND_NAME
    return not (goes_on and _is_noun(form[1:], certain=bool(bits & LI)))


def _is_known_behind_fa(phrase: Phrase, k: int) -> bool:
    """Whether what stands behind ف is a word of its own: فتوجه."""
    rest = phrase.plain[k][1:]
    return bool(phrase.tokens.forms[k].cues) or is_verb(rest) or is_no_name(rest) or bool(noun_group(rest))


def _is_noun(form: str, *, certain: bool) -> bool:
    # لايل, لوبيان: behind ل what is left of a foreign name is often a short noun
    common = rarity(form) <= (_KNOWN_FEMININE if form.endswith("ه") else _KNOWN_BEHIND_CLITIC)
    if common and (form.endswith("ه") or not certain):
        return True
    return (bool(noun_group(form)) or is_no_name(form, everyday=False)) and not (certain and form.startswith("و"))
