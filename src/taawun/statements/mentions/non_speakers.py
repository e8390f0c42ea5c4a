"""Words beside a reporting verb that cannot be its subject: things, what is no noun, accusatives, wrong numbers."""

from __future__ import annotations

from taawun.arabic import lemma_of
from taawun.rules import rule
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    ANONYMOUS,
    BI,
    COMMON,
    COMP,
    DEFINITE,
    DOCUMENT,
    GROUP,
    INSTITUTION,
    LI,
    NAME,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PREP,
    PRON,
    QUANT,
    STATE,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.shapes import is_verb, is_verbal_noun, noun_names
from taawun.statements.reading.silent_nouns import non_speaker_words, noun_group
from taawun.statements.reading.tokens import Tokens

#: listed nouns that with alef are accusative (بيانا، مسؤولا)
_NAMED_NOUN = DOCUMENT | OBJECT | GROUP | OFFICE | ANONYMOUS | INSTITUTION
_NAMED_OR_BODY = NAME | STATE | ORGAN | DEFINITE | OFFICE | GROUP | INSTITUTION
_NO_SECOND_NAME = PREP | OBJECT | SUFFIX | TIME | BI | LI | AND | COMP | PRON | ADJUNCT | ORGAN
_LONG_NOUN = 6
_OWNING = tuple(word_group("owners_in_alef"))
_ACCUSATIVE_WITH_OWNER = tuple(word_group("accusative_with_owner"))
_TANWIN = ("\u064b", "\u064b\u0627")


@rule
def is_thing(tokens: Tokens, k: int) -> bool:
    """A noun of what does not speak is no subject (الضغوط، الأشهر الماضية، التحاق).

    + وقال الوزير إن الجسر آمن. ورفض الضغوط الأمريكية. => وقال (الوزير) الجسر آمن ; ورفض (الوزير) الضغوط الأمريكية
    + وقال الوزير إن الجسر آمن. ورفض إعطاء التفاصيل. => وقال (الوزير) الجسر آمن ; ورفض (الوزير) إعطاء التفاصيل
    + وقال الوزير إن الجسر آمن. وأعلن موعد الزيارة. => وقال (الوزير) الجسر آمن ; وأعلن (الوزير) موعد الزيارة
    - وقالت هبة محمود إن الجسر آمن. => وقالت (هبة محمود) الجسر آمن
    - وقال الوزير إن الجسر آمن. وأعلن السفير موعد الزيارة.
      => وقال (الوزير) الجسر آمن ; وأعلن (السفير) موعد الزيارة
    """
    form = tokens.plain[k]
    if can_speak(tokens.flags[k]):
        return False
    if noun_group(form):
        return not (form in noun_names() and _names_somebody(tokens, k + 1))
    if not is_verbal_noun(form) or word_flags().get(form.removeprefix("ال"), 0) & OCCASION:
        return False
    # أعضاء has the shape of إعطاء
    return len(form) >= _LONG_NOUN or tokens.text[tokens.starts[k]] not in "أا"


def _names_somebody(tokens: Tokens, k: int) -> bool:
    """Whether a family name stands behind a word that is noun and name (هبة محمود), and not its genitive (سلامة السد)."""
    bits, form = tokens.flags[k], tokens.plain[k]
    if bits & NAME:
        return not bits & PREP
    if not bits & WORD or bits & _NO_SECOND_NAME:
        return False
    return form.endswith("ي") if bits & DEFINITE else not bits & COMMON


def is_saying(tokens: Tokens, k: int) -> bool:
    """Whether a word can only stand for what is said (ذكر التالي، كرر قوله)."""
    return noun_group(tokens.plain[k]) == "sayings"


@rule
def is_no_noun(tokens: Tokens, k: int) -> bool:
    """A particle or a verb heads no noun phrase (لذا، يجب، سئل); كل before a time is none either.

    + وقال الوزير إن الجسر آمن. وأكد كل يوم أن السد قديم. => وقال (الوزير) الجسر آمن ; وأكد (الوزير) السد قديم
    + أقاموا دعوى طالبوا فيها بفتح الجسر. => طالبوا (?) بفتح الجسر
    - وأكد كل وزير أن السد قديم. => وأكد (كل وزير) السد قديم
    """
    form = tokens.plain[k]
    if tokens.flags[k] & QUANT and tokens.flags[k + 1] & TIME:
        # كل يوم
        return True
    if is_verb(form) and not tokens.flags[k] & _NAMED_OR_BODY and not noun_group(form):
        return True
    return form in non_speaker_words("particles") or form in non_speaker_words("verbs")


@rule
def is_adverbial(tokens: Tokens, k: int) -> bool:
    """An indefinite accusative is no subject, which would stand in the nominative.

    Without its tanwin only a noun or adverb that is listed and a participle are one: زكريا and دينا are names.

    + وقال الوزير إن الجسر آمن. وأكد نجاحاً كبيراً. => وقال (الوزير) الجسر آمن ; وأكد (الوزير) نجاحاً كبيراً
    + وقال الوزير إن الجسر آمن. وأعلن اهتماما كبيرا بالسد.
      => وقال (الوزير) الجسر آمن ; وأعلن (الوزير) اهتماما كبيرا بالسد
    - وأكدت دينا أن السد قديم. => وأكدت (دينا) السد قديم
    - وأكد زكريا أن السد قديم. => وأكد (زكريا) السد قديم
    """
    written = tokens.text[tokens.starts[k] : tokens.ends[k]]
    if written.endswith(_TANWIN):
        return True
    form = tokens.forms[k]
    if not form.form.endswith("ا") or form.form.endswith(_OWNING):
        return False
    base = form.form[:-1]
    if form.form not in word_flags() and word_flags().get(base, 0) & _NAMED_NOUN:
        return True
    if len(base) > 3 and noun_group(base) and matching_form(lemma_of(form.form)) == base:
        return True
    return is_participle(tokens, k) or is_listed_adverb(tokens, k)


@rule
def is_participle(tokens: Tokens, k: int) -> bool:
    """A participle in the accusative tells how something was said: one of saying, or one that governs a preposition.

    + وقال الوزير سامي حداد إن الجسر آمن. وأكد مستندا إلى الأرقام أن السد قديم.
      => وقال (الوزير سامي حداد) الجسر آمن ; وأكد (الوزير سامي حداد) السد قديم
    - وأكدت مادونا في المساء أن السد قديم. => وأكدت (مادونا) السد قديم
    """
    form = tokens.forms[k]
    if any(cue.kind == "participle" for cue in form.cues):
        return True
    if not (form.form.startswith("م") and len(form.form) > 5):
        return False
    return bool(tokens.flags[k + 1] & PREP) and matching_form(lemma_of(form.form)) == form.form[:-1]


@rule
def is_listed_adverb(tokens: Tokens, k: int) -> bool:
    """Some indefinite accusatives are adverbs and no objects (آنفا، جدا).

    + وقال الوزير إن الجسر آمن. وأكد آنفا أن السد قديم. => وقال (الوزير) الجسر آمن ; وأكد (الوزير) السد قديم
    - وقال الوزير إن الجسر آمن. وأعلن اهتماما بالسد. => وقال (الوزير) الجسر آمن ; وأعلن (الوزير) اهتماما بالسد
    """
    return tokens.plain[k] in non_speaker_words("adverbials")


def is_object_accusative(tokens: Tokens, k: int) -> bool:
    """An indefinite accusative that verbs of saying take is their object (اهتماما، بيانا)."""
    form = tokens.plain[k]
    base = form[:-1]
    return form.endswith("ا") and bool(noun_group(base) or word_flags().get(base, 0) & _NAMED_NOUN)


@rule
def is_accusative_plural(tokens: Tokens, k: int) -> bool:
    """A definite plural or dual in ين is an object behind its verb (المشرعين), as is أبناءه; but الحسين is a name.

    + وقال الوزير إن الجسر آمن. وطالب المشرعين بالصبر. => وقال (الوزير) الجسر آمن ; وطالب (الوزير) بالصبر
    - وقال الوزير إن الجسر آمن. وطالب المشرعون بالصبر. => وقال (الوزير) الجسر آمن ; وطالب (المشرعون) بالصبر
    + وقال الوزير إن الجسر آمن. وطالب الحكومتين بالصبر. => وقال (الوزير) الجسر آمن ; وطالب (الوزير) بالصبر
    + وقال الوزير إن الجسر آمن. وطالب زملاءه بالصبر. => وقال (الوزير) الجسر آمن ; وطالب (الوزير) بالصبر
    - وطالب الحسين بن علي بالصبر. => وطالب (الحسين بن علي) بالصبر
    """
    form = tokens.plain[k]
    if form.endswith(_ACCUSATIVE_WITH_OWNER):
        return True
    if not (form.endswith("ين") and form.startswith("ال")):
        return False
    return form[-3] == "ت" or matching_form(lemma_of(form)) == form[2:-2]
