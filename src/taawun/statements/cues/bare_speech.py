"""Speech that stands behind its verb without أن, a colon or quotation marks, as in papers that leave the marks out."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause, Fit, says_plainly
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    BI,
    COLON,
    COMMA,
    COMP,
    DEFINITE,
    FIRST_PERSON,
    HONORIFIC,
    LI,
    NAME,
    NEG,
    OFFICE,
    OPENER,
    PREP,
    PREP_PRONOUN,
    RELATIVE,
    STATE,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: no speech begins with these
_NO_SPEECH = PREP | ADJUNCT | RELATIVE | BI | LI | TIME | ADVERB | TURN | TURN_WORD
_THIS = word_group("this")
_SHORTEST_OF_US = 4
_PLAIN = word_group("plain_speech")
_ANNOUNCING = word_group("announcing")
_WITHIN, _SHORTEST = setting("bare_speech_within"), setting("shortest_bare_speech")


@rule(silence=None)
def bare_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind a past tense of saying a word that only opens a clause, or a verb of ours, begins speech without marks.

    + وقال الوزير المغربي لقد نجحنا في إقناع الجميع. => وقال (الوزير المغربي) لقد نجحنا في إقناع الجميع
    + وتابع المدرب المصري نحن نلعب من أجل الفوز. => وتابع (المدرب المصري) نحن نلعب من أجل الفوز
    + وأعلن وزير الزراعة الكيني، أمس، نعمل على خفض الأسعار. => وأعلن (وزير الزراعة الكيني) نعمل على خفض الأسعار
    + وأضاف لا أعتقد أن الموسم ضاع. => وأضاف (?) لا أعتقد أن الموسم ضاع
    - وقال الوزير المغربي، لقد نجحنا في إقناع الجميع. => none
    - ويقول الوزير المغربي لقد نجحنا في إقناع الجميع. => none
    - ورفض الوزير المغربي لقد نجحنا في إقناع الجميع. => none
    - وقال وزير الزراعة الذي نعرفه منذ سنوات كلاما كثيرا. => none
    - وقال وزير الزراعة: لقد نجح الموسم. => وقال (وزير الزراعة) لقد نجح الموسم
    """
    lemma = clause.form.lemma
    plain = lemma.lemma in _PLAIN or says_plainly(clause)
    if clause.form.kind != "past" or clause.complement != "none" or not (plain or lemma.lemma in _ANNOUNCING):
        return None
    start, opening = clause.cue + 1, OPENER if plain else FIRST_PERSON
    for j in range(start, min(tokens.sentence_end[clause.cue] - 2, start + _WITHIN)):
        bits = tokens.flags[j]
        this = j == clause.content and tokens.forms[j].form in _THIS
        if (bits & opening or this or (plain and is_of_us(tokens, clause, j))) and not (bits & AND and j > start):
            return Fit("bare", content=j - 1 if j > start and tokens.flags[j - 1] & NEG else j)
        if bits & (COLON | COMP | RELATIVE):
            return None
        if bits & COMMA:
            opening = FIRST_PERSON
    return None


@rule
def is_of_us(tokens: Tokens, clause: Clause, j: int) -> bool:
    """A word in نا right behind قال or its subject is a verb or noun of ours, with which speech begins.

    + وقال المدرب بدأنا الموسم قبل شهر في ظروف صعبة. => وقال (المدرب) بدأنا الموسم قبل شهر في ظروف صعبة
    - وقال مراسلنا، أمس، كلاما كثيرا. => none
    - وقال المدرب المغربي لقد بدأنا الموسم قبل شهر. => وقال (المدرب المغربي) لقد بدأنا الموسم قبل شهر
    """
    near = j == clause.cue + 1 or (clause.subject is not None and j == clause.subject[1])
    if not near or not tokens.forms[j].form.endswith("نا") or len(tokens.forms[j].form) <= _SHORTEST_OF_US:
        return False
    # قال مراسلنا، سيدنا محمد: whoever is ours speaks
    plain = not tokens.flags[j] & (NAME | STATE | PREP_PRONOUN | ADVERB | PREP | DEFINITE | AND)
    return plain and not tokens.flags[j + 1] & (COMMA | COMP | COLON | OFFICE | NAME | HONORIFIC)


@rule(silence=None)
def unmarked_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> Fit | None:
    """Behind قال or أضاف that open a sentence and their subject, what nothing joins is speech without marks.

    + وأضاف ما قام به المزارعون يستحق الشكر. => وأضاف (?) ما قام به المزارعون يستحق الشكر
    + وأضاف الوزير أمس القمح يكفي حتى الصيف المقبل. => وأضاف (الوزير) القمح يكفي حتى الصيف المقبل
    - وأضاف الوزير كلمتين. => none
    - وأضاف الوزير في كلمة طويلة أمام النواب في البرلمان. => none
    - وكان الوزير قال كلاما كثيرا ثم غادر البلاد. => none
    """
    i, end = clause.cue, tokens.sentence_end[clause.cue]
    opens = i == tokens.sentence_start[i] and clause.form.lemma.lemma in _PLAIN
    if not opens or clause.form.kind != "past" or clause.saying >= 0:
        return None
    start = i + 1
    if clause.subject is not None and (clause.subject[0] == start or _is_adverbial(tokens.flags[start])):
        start = clause.subject[1]
    while start < end and tokens.flags[start] & TIME:
        start += 1
    if end - start < _SHORTEST or not tokens.flags[start] & WORD or _is_adverbial(tokens.flags[start]):
        return None
    return Fit("bare", content=start)


def _is_adverbial(bits: int) -> bool:
    return bool(bits & _NO_SPEECH) and not bits & NEG
