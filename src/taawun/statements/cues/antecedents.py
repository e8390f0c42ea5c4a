"""Who speaks where the verb has no subject of its own: the noun before الذي, a person named right before the verb."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.clause import is_feminine
from taawun.statements.cues.preverbal import phrase_before
from taawun.statements.cues.verb import Verb
from taawun.statements.reading.features import (
    BE,
    BI,
    COMMA,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    HONORIFIC,
    INSTITUTION,
    LI,
    MEDIA,
    NAME,
    OFFICE,
    PLURAL,
    PREP,
    PREP_PRONOUN,
    STATE,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

#: no noun that a name can be the genitive of
_ENDS_CONSTRUCT = DEFINITE | NAME | STATE | DEMONYM | PREP | PREP_PRONOUN | BE | TIME
_WHENCE, _THEREIN = word_group("whence"), word_group("therein")
_COUNTERPARTS, _STATEMENTS = word_group("counterparts"), word_group("statements_in_alef")
_MANY = word_group("relatives_of_many")
_OF_ONE_MAN, _OF_ONE_WOMAN = word_group("relatives_of_one_man"), word_group("relatives_of_one_woman")
_GENDERS = dict.fromkeys(_OF_ONE_MAN, "m") | dict.fromkeys(_OF_ONE_WOMAN, "f")


@rule(silence=None)
def antecedent(verb: Verb) -> Span | None:
    """A relative verb speaks for the noun before its pronoun, where verb, pronoun and noun agree (الوزيرة التي قالت).

    + غادر السفير الأردني بعد لقاء الوزيرة هدى الكرمي، التي أكدت أن الحدود آمنة.
      => أكدت (الوزيرة هدى الكرمي) الحدود آمنة
    + غادر السفير بعد لقاء نواب المعارضة الذين أكدوا أن الحدود آمنة. => أكدوا (نواب المعارضة) الحدود آمنة
    + غادر السفير بعد لقاء رئيس الوفد الذي أكد أن الحدود آمنة. => أكد (رئيس الوفد) الحدود آمنة
    + غادر السفير بعد لقاء الحكومة التي رأت أن الحدود آمنة. => رأت (الحكومة) الحدود آمنة
    + غادر السفير بعد لقاء أعضاء الحزب الذي أكد أن الحدود آمنة. => أكد (الحزب) الحدود آمنة
    - أيد الوزير الاتفاق الذي يقولون إنه جيد. => يقولون (الوزير) إنه جيد
    - غادر السفير واشنطن التي أكد أن زيارتها مفيدة. => أكد (السفير) زيارتها مفيدة
    """
    pronoun, gender = verb.previous.lstrip("وف"), verb.cue.gender
    if gender and (verb.cue.number != "s") != (pronoun in _MANY):
        return None
    if gender and pronoun in _GENDERS and _GENDERS[pronoun] != gender:
        return None
    return phrase_before(verb.tokens, verb.i - 1, _AGREES.get(pronoun))


def _can_be_masculine(k: int, tokens: Tokens) -> bool:
    return not tokens.flags[k] & PLURAL and not is_feminine(tokens.plain[k], tokens.flags[k])


def _can_be_feminine(k: int, tokens: Tokens) -> bool:
    masculine = tokens.flags[k] & (OFFICE | HONORIFIC | STATE | DOCUMENT)
    return not masculine or is_feminine(tokens.plain[k], tokens.flags[k])


def _can_be_many(k: int, tokens: Tokens) -> bool:
    return not tokens.flags[k] & (STATE | INSTITUTION | DOCUMENT | MEDIA)


_AGREES = (
    dict.fromkeys(_OF_ONE_MAN, _can_be_masculine)
    | dict.fromkeys(_OF_ONE_WOMAN, _can_be_feminine)
    | dict.fromkeys(_MANY, _can_be_many)
)


@rule(silence=None)
def person_before(verb: Verb) -> Span | None:
    """A person named right before a past tense without a subject is its subject.

    + وتحدث النائب الذي سبقه سالم حداد أكد أن الحدود آمنة.
      => وتحدث (النائب) الحدود آمنة ; أكد (سالم حداد) الحدود آمنة {level 2}
    + استقبله أمس في القصر سالم حداد أكد أن الحدود آمنة. => أكد (سالم حداد) الحدود آمنة
    + وتسلمت السفارة رسالة من الرئيس الكيني، أعرب فيها عن شكره. => أعرب (الرئيس الكيني) شكره
    + وتلقى الوزير رسالة من نظيره أعرب فيها عن شكره. => أعرب (نظيره) شكره
    - وبعث الوزير برسالة إلى الرئيس الكيني، أعرب فيها عن شكره. => أعرب (الوزير) شكره
    + ولم يعلق الوزير، لكن حركة النهر أصدرت بيانا نفت تورطها في القصف. => نفت (حركة النهر) تورطها في القصف
    - استقبله أمس في القصر رجل أكد أن الحدود آمنة. => أكد (?) الحدود آمنة
    - قالت ليلى الراشدي إن السد آمن. واستقبله أمس المدير نادر حداد قالت إنه صديق.
      => قالت (ليلى الراشدي) السد آمن ; قالت (ليلى الراشدي) إنه صديق
    """
    if verb.bare and verb.previous in _STATEMENTS:
        # الحركة أصدرت بيانا نفت: who issued it
        return phrase_before(verb.tokens, verb.i - 2)
    colleague = verb.previous in _COUNTERPARTS
    in_letter = (verb.before & COMMA or colleague) and verb.tokens.plain[verb.i + 1] in _THEREIN
    if not (verb.bare and (verb.before & (NAME | DEMONYM) or in_letter)):
        return None
    near = phrase_before(verb.tokens, verb.i)
    if near and in_letter and verb.tokens.plain[near[0] - 1] not in _WHENCE:
        return None
    if near is None or not verb.tokens.flags[near[0]] & (OFFICE | HONORIFIC | NAME):
        return None
    if verb.cue.gender == "f" and not _can_be_feminine(near[0], verb.tokens):
        return None
    return None if stands_in_genitive(near, verb.tokens) else near


@rule
def stands_in_genitive(span: Span, tokens: Tokens) -> bool:
    """Whom a preposition governs, alone or through a noun, does not go on to speak (ردا على سؤال حول الوزير قال).

    From whom a letter comes, he speaks in it (رسالة من الوزير قال فيها).

    + قال الوزير سالم الراشدي إن السد آمن. وردا على سؤال حول مستقبل الرئيس نادر حداد قال إن الحل بعيد.
      => قال (الوزير سالم الراشدي) السد آمن ; قال (الوزير سالم الراشدي) الحل بعيد
    + قال الوزير سالم الراشدي إن السد آمن. وبعث الوزير برسالة إلى الرئيس نادر حداد أعرب فيها عن شكره.
      => قال (الوزير سالم الراشدي) السد آمن ; أعرب (الوزير سالم الراشدي) شكره
    + قال الوزير سالم الراشدي إن السد آمن. وعن لقائه بمستشار الرئيس نادر حداد قال إن الحل بعيد.
      => قال (الوزير سالم الراشدي) السد آمن ; قال (الوزير سالم الراشدي) الحل بعيد
    - وتسلمت السفارة رسالة من الرئيس نادر حداد أعرب فيها عن شكره. => أعرب (الرئيس نادر حداد) شكره
    - استقبله أمس في القصر سالم حداد أكد أن الحدود آمنة. => أكد (سالم حداد) الحدود آمنة
    """
    flags, k = tokens.flags, span[0] - 1
    if not flags[k] & _ENDS_CONSTRUCT:
        # حول مستقبل الوزير، لمستقبل الوزير: the noun before belongs to the preposition
        if flags[k] & (BI | LI):
            return True
        k -= 1
    return bool(flags[k] & PREP) and tokens.plain[k] not in _WHENCE
