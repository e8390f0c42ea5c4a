"""Forms that look like a reporting verb and describe a noun: أجمع، أبرز، جدد, and شكر behind a letter."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.verb import Verb
from taawun.statements.reading.features import (
    BE,
    COMP,
    DEFINITE,
    HONORIFIC,
    INSTITUTION,
    MASDAR,
    NAME,
    OBJECT,
    OFFICE,
    PREP,
    STATE,
    WORD,
)
from taawun.statements.reading.matching import word_group

_MEANING_ALL, _ELATIVE_VERBS = word_group("meaning_all"), word_group("elatives")
_PREDICATE_WITHIN = 4
_TEXTS_OF_FEELING = word_group("texts_of_feeling")
_OF_MANY = word_group("adjectives_of_many")
#: محللين, not حين
_SHORTEST_OF_MEN = 4


@rule
def means_all(verb: Verb) -> bool:
    """Behind a noun with the article أجمع is no verb, but says that all of it is meant: العالم أجمع.

    + وأثبت العمال للعالم أجمع أن الطريق مفتوح. => none
    - وفي الختام أجمع العمال على أن الطريق مفتوح. => أجمع (العمال) الطريق مفتوح
    """
    noun = verb.bare and verb.cue.lemma.lemma in _MEANING_ALL and verb.before & DEFINITE
    return bool(noun) and not verb.following & DEFINITE


@rule
def is_superlative(verb: Verb) -> bool:
    """أبرز is no verb before a noun without the article that nobody is named by (أبرز معاقل الجيش), nor as a predicate.

    + سيطر الجيش على المدينة، أبرز معاقل المتمردين. => none
    + وكان الوزير الكيني أبرز الضحايا. => none
    - أبرز الوزير أهمية الطريق. => أبرز (الوزير) أهمية الطريق
    - وقال الوزير إن الطريق مفتوح، كما أبرز ضرورة الصبر. => وقال (الوزير) الطريق مفتوح ; أبرز (الوزير) ضرورة الصبر
    """
    if not verb.bare or verb.cue.gender != "m" or verb.cue.lemma.lemma not in _ELATIVE_VERBS:
        return False
    known = DEFINITE | NAME | OFFICE | HONORIFIC | INSTITUTION | STATE | COMP | PREP | OBJECT | MASDAR
    predicate = any(bits & BE for bits in verb.tokens.flags[max(verb.start, verb.i - _PREDICATE_WITHIN) : verb.i])
    return bool(predicate or (verb.following & WORD and not verb.following & known))


@rule
def is_in_text(verb: Verb) -> bool:
    """A noun behind a text without the article says what it holds (برقية شكر), behind a measure what is so great (بالغ شكره).

    + وبعث الوزير برقية شكر لفخامة الرئيس سامي حداد رئيس كينيا. => none
    + وعبر الوزير عن بالغ شكره للرئيس الكيني على حسن الاستقبال.
      => وعبر (الوزير) بالغ شكره للرئيس الكيني على حسن الاستقبال
    - وبعث الوزير برقية أكد فيها أن الحدود آمنة. => أكد (الوزير) الحدود آمنة
    """
    return verb.cue.lemma.like_noun and verb.previous in _TEXTS_OF_FEELING


@rule
def describes_many(verb: Verb) -> bool:
    """جدد behind a plural is its adjective (مدربين جدد): a verb behind it would be a plural.

    + وتوقع محللون جدد أن ينخفض السعر. => وتوقع (محللون) ينخفض السعر
    - الرئيس جدد دعوته إلى الحوار. => جدد (الرئيس) دعوته إلى الحوار
    - وأغلق السوق حين جدد الرئيس دعوته إلى الحوار. => جدد (الرئيس) دعوته إلى الحوار
    """
    plural = verb.previous.endswith(("ون", "ين")) and len(verb.previous) > _SHORTEST_OF_MEN
    return plural and verb.tokens.plain[verb.i] in _OF_MANY
