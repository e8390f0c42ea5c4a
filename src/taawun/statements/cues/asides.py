"""Asides that the walk from a reporting word passes over: between marks, and who does so as well."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.adjuncts import skip_aside
from taawun.statements.cues.clause import is_object_noun
from taawun.statements.cues.objects import has_own_pronoun
from taawun.statements.cues.walk import Step, Walk
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import COMMA, COMP, DEFINITE, IDENTITY
from taawun.statements.reading.matching import word_group

_TELLING_WHO = word_group("appositions")
_HE, _AS_WELL = word_group("own_pronouns"), word_group("other_ones") | word_group("as_well")
_UNNAMED_WITHIN, _APPOSITION_WITHIN = setting("unnamed_within"), setting("apposition_within")


@rule(silence=None)
def unnamed_source(walk: Walk, j: int) -> Step | None:
    """Between commas stands that the source will not be named: ، رفض ذكر اسمه،.

    + وذكرت صحيفة النهر نقلا عن مصادر مطلعة، رفضت الكشف عن هويتها، أن القافلة وصلت.
      => وذكرت (مصادر مطلعة) القافلة وصلت {relay صحيفة النهر}
    - وقال الضابط، أمس، إن القافلة وصلت. => وقال (الضابط) القافلة وصلت
    - وقال الضابط، إن اسمه لم يذكر. => وقال (الضابط) اسمه لم يذكر
    """
    flags = walk.tokens.flags
    for k in range(j + 1, min(walk.end, j + _UNNAMED_WITHIN)):
        if flags[k] & IDENTITY:
            return Step(k + 1)
        if flags[k] & (COMMA | COMP):
            return None
    return None


@rule(silence=None)
def apposition(walk: Walk, j: int) -> Step | None:
    """Between two commas behind the subject stands who that is, before an object: كتائب النهر، الجناح العسكري للحركة، رفضها.

    + ورفضت كتائب النهر، الجناح العسكري للحركة، دعوة الوزير. => ورفضت (كتائب النهر) دعوة الوزير
    - ورفضت كتائب النهر، أمس، دعوة الوزير. => ورفضت (كتائب النهر) دعوة الوزير
    - ورفضت كتائب النهر، الجناح العسكري للحركة. => ورفضت (كتائب النهر) الجناح العسكري للحركة
    """
    if not walk.phrases or walk.phrases[-1][1] != j or not walk.takes_noun or walk.clause_ahead:
        return None
    if not (walk.bits(j + 1) & DEFINITE or walk.form_at(j + 1) in _TELLING_WHO):
        return None
    second = next((k for k in range(j + 2, min(walk.end, j + _APPOSITION_WITHIN)) if walk.bits(k) & COMMA), walk.end)
    if second + 1 >= walk.end:
        return None
    bits = walk.bits(second + 1)
    said = is_object_noun(bits) or has_own_pronoun(walk.tokens, second + 1, walk.form)
    return Step(second + 1) if said or (walk.takes_person and can_speak(bits)) else None


@rule(silence=None)
def aside(walk: Walk, j: int) -> Step | None:
    """Brackets and what stands between two dashes are an aside.

    + وكشفت قناة الولاية (تيه.اف 1) أن الحاكم مريض. => وكشفت (قناة الولاية) الحاكم مريض
    + وأشار - أعني الحاكم - إلى أن الولاية آمنة. => وأشار (?) الولاية آمنة
    - وقال الحاكم - إن الولاية آمنة. => وقال (الحاكم) الولاية آمنة
    """
    past = skip_aside(walk.tokens, j, walk.end)
    return Step(past) if past > j + 1 else None


@rule(silence=None)
def as_well(walk: Walk, j: int) -> Step | None:
    """Behind the subject a pronoun with الآخر or نفسه says that it did so as well: الحكومة هي الأخرى القرار.

    + ورفضت الحكومة هي الأخرى القرار. => ورفضت (الحكومة) القرار
    + ورفض الوزير هو نفسه القرار. => ورفض (الوزير) القرار
    + ورفضت الحكومة هي أيضا القرار. => ورفضت (الحكومة) القرار
    - وأعلن الوزير هو من رفض القرار. => وأعلن (الوزير) هو من رفض القرار
    """
    behind = walk.phrases and walk.phrases[-1][1] == j and walk.form_at(j) in _HE
    return Step(j + 2) if behind and walk.form_at(j + 1) in _AS_WELL else None
