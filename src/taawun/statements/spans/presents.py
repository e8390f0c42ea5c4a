"""Whether a present tense reports in its place: with its subject, or carried on without one."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.adjuncts import skip_adverbial
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.moods import OF_PERSONS
from taawun.statements.mentions.non_speakers import is_thing
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BE,
    CLOSE,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    DOCUMENT,
    HE_VERB,
    LI,
    NEG,
    PREP,
    PRON,
    QUANT,
    QUOTE,
    RELATIVE,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_present
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement

_LONGEST_NAME = setting("longest_quoted_name")
#: what may stand before the verb that begins a clause
BEFORE_CLAUSE = COMMA | DASH | QUOTE | COLON | TURN | TURN_WORD | CONJ | TIME | BE | CLOSE | ADVERB

_OPENS_ADVERBIAL = PREP | LI | ADJUNCT


@rule
def present_speaks(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A present tense reports speech when its subject can speak; one right at the beginning of a clause needs less.

    + ويؤكد الوزير أن السوق آمن. => ويؤكد (الوزير) السوق آمن
    + وفي المدينة القديمة يقول الوزير إن السوق آمن. => يقول (الوزير) السوق آمن
    + وتؤكد الأمطار أن السد قديم. => وتؤكد (الأمطار) السد قديم
    + ويتوقع الخبراء ارتفاع السعر. => ويتوقع (الخبراء) ارتفاع السعر
    + ولم يخف الوزير قلقه من الفيضان. => يخف (الوزير) قلقه من الفيضان {polarity negated}
    + ويطالب «حزب النهر» الحكومة بالصبر. => ويطالب (حزب النهر) بالصبر
    - ويؤكد الهدوء قوة السوق. => none
    - وفي المدينة، تؤكد الأمطار أن السد قديم. => none
    - وهذه المدينة القديمة يؤكد الوزير أن سوقها آمن. => none
    - وكل وزير يؤكد قوة البناء. => none
    """
    clause = candidate.clause
    assert clause is not None
    assert candidate.subject is not None
    start, form = candidate.subject[0], clause.form
    # «إسرائيل»: the name stands behind the mark
    head = tokens.flags[start + 1 if tokens.flags[start] & QUOTE else start]
    if many_speak(tokens, candidate):
        return True
    if clause.subject_rule == "after":
        granted = tokens.flags[clause.cue - 1] & NEG and form.lemma.lemma in word_group("denying")
        begins = granted or form.proclitic or begins_clause(tokens, clause.cue) or _plainly_says(clause, head)
        if not (begins or follows_adverbial(tokens, clause.cue)):
            return stands_beside_clause(tokens, candidate)
        opening = clause.cue == tokens.sentence_start[clause.cue] and bool(form.proclitic)
        if clause.clausal and (form.lemma.risk == "L" or opening):
            return True
    if head & QUANT:
        clausal = clause.complement in ("an", "pronoun")
        return clausal and not counts_things(tokens, candidate.subject)
    return can_speak(head) or stands_beside_clause(tokens, candidate)


@rule
def many_speak(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A verb in the masculine plural has a subject before it that are people, whoever they are.

    + وقال الوزير إن الطحانين اليوم يطالبون بالأجور.
      => وقال (الوزير) الطحانين اليوم يطالبون بالأجور ; يطالبون (الطحانين) بالأجور {level 2}
    - وقال الوزير إن الصياد يطالب بالأجور. => وقال (الوزير) الصياد يطالب بالأجور
    - إن الطحانين اليوم يتكلمون: السد قديم. => none
    """
    clause = candidate.clause
    assert clause is not None
    many = clause.form.number == "p" and clause.form.gender == "m"
    return many and (clause.form.lemma.risk != "H" or clause.form.lemma.act in OF_PERSONS)


@rule
def stands_beside_clause(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """Who thinks, expects or wishes something is a person, also where a name is not known: يعتقد زرقون أن.

    + في هذه القرية الصغيرة يعتقد زرقون أن السد قديم. => يعتقد (زرقون) السد قديم
    + وقال الوزير إن قريتي ترى أن السد قديم.
      => وقال (الوزير) قريتي ترى أن السد قديم ; ترى (قريتي) السد قديم {level 2}
    - في هذه القرية الصغيرة يعتقد زرقون بعد الظهر أن السد قديم. => none
    - في هذه القرية الصغيرة يؤكد زرقون أن السد قديم. => none
    - وقال الوزير إن صيادا يعتقد أنه غرق عاد سالما. => وقال (الوزير) صيادا يعتقد أنه غرق عاد سالما
    """
    clause = candidate.clause
    assert clause is not None
    assert candidate.subject is not None
    if clause.complement not in ("an", "pronoun"):
        return False
    start, end = candidate.subject
    joint = clause.content - (clause.complement == "an")
    # رجل يعتقد أنه: what is believed of him
    before = (end, joint) == (clause.cue, clause.cue + 1) and clause.form.lemma.passive is None
    beside = before or (start, end) == (clause.cue + 1, joint)
    return beside and clause.form.lemma.act in OF_PERSONS


@rule
def counts_things(tokens: Tokens, span: tuple[int, int]) -> bool:
    """A quantity of things or texts says nothing (كل المؤشرات), one of people speaks (بعض التجار).

    + وفي المدينة، تؤكد كل المؤشرات أن السوق آمن. => none
    + وفي المدينة، تؤكد بعض الضغوط أن السوق آمن. => none
    - وفي المدينة، يرى بعض التجار أن السوق آمن. => يرى (بعض التجار) السوق آمن
    - وفي المدينة، يرى آخرون أن السوق آمن. => يرى (آخرون) السوق آمن
    """
    counted = span[0] + 1
    return is_thing(tokens, counted) or bool(tokens.flags[counted] & DOCUMENT)


def _plainly_says(clause: Clause, head: int) -> bool:
    return clause.form.lemma.lemma in word_group("plain_saying") and can_speak(head)


@rule
def begins_clause(tokens: Tokens, k: int) -> bool:
    """A present tense begins a clause at the head of a sentence, behind a mark, or behind a word that opens one.

    + وفي المدينة، يؤكد الوزير أن السوق آمن. => يؤكد (الوزير) السوق آمن
    + يؤكد الوزير أن السوق آمن. => يؤكد (الوزير) السوق آمن
    - وهذه المدينة القديمة يؤكد الوزير أن سوقها آمن. => none
    - وهذه المدينة «القديمة» يؤكد الوزير أن سوقها آمن. => none
    """
    if k == tokens.sentence_start[k]:
        return True
    opened = tokens.quoted_from[k - 2] if tokens.flags[k - 1] & QUOTE else -1
    if opened > 0 and k - opened <= _LONGEST_NAME and tokens.flags[opened - 1] & WORD:
        # a name in quotation marks
        k = opened
    return bool(tokens.flags[k - 1] & (BEFORE_CLAUSE | RELATIVE | COMP))


@rule
def follows_adverbial(tokens: Tokens, k: int) -> bool:
    """A short adverbial that opens the sentence may stand before a present tense and its subject.

    + وفي خطابه يدعو الرئيس الكيني إلى الحوار. => يدعو (الرئيس الكيني) الحوار
    - وفي القرية الصغيرة بجوار النهر العظيم يرحب الوزير بالزوار. => none
    - وهذه مدينة يرحب الوزير بسكانها. => none
    """
    start = tokens.sentence_start[k]
    if k - start > setting("adverbial_before_present") or not tokens.flags[start] & (PREP | ADJUNCT):
        return False
    return skip_adverbial(tokens, start, k, frozenset()) == k


@rule
def goes_on_in_present(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> bool:
    """A present tense with و goes on with the present tense before it (تعتبر الدول ...، وتطالب بانسحاب).

    + وتعتبر اليابان الجسر خطرا، وتطالب بإغلاقه. => وتعتبر (اليابان) الجسر خطرا ; وتطالب (اليابان) بإغلاقه
    - واعتبرت اليابان الجسر خطرا، وتطالب بإغلاقه. => واعتبرت (اليابان) الجسر خطرا، وتطالب بإغلاقه
    - وتعتبر اليابان الجسر خطرا. وتطالب بإغلاقه. => وتعتبر (اليابان) الجسر خطرا
    - وتعتبر اليابان الجسر خطرا، ويطالب بإغلاقه. => وتعتبر (اليابان) الجسر خطرا، ويطالب بإغلاقه
    """
    clause = candidate.clause
    assert clause is not None
    if last is None or clause.form.proclitic != "و":
        return False
    assert last.clause is not None
    same = tokens.sentence_start[last.cue] == tokens.sentence_start[clause.cue]
    before = last.clause.form
    return same and before.kind == "present" and before.gender == clause.form.gender


@rule
def behind_pronoun(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A present tense behind لكنه or إنه goes on with its clause, or with what else its verb governs.

    + وقال الوزير إن الجسر آمن، لكنه يرى أن السد قديم. => وقال (الوزير) الجسر آمن ; يرى (الوزير) السد قديم
    + وقال الوزير إن الجسر آمن، لكنه يدعو إلى بناء السد. => وقال (الوزير) الجسر آمن ; يدعو (الوزير) بناء السد
    - وقال الوزير إن الجسر آمن، لكنه يركز على أهمية السد.
      => وقال (الوزير) الجسر آمن، لكنه يركز على أهمية السد
    - وقال الوزير إن الجسر آمن، ويدعو إلى بناء السد. => وقال (الوزير) الجسر آمن، ويدعو إلى بناء السد
    - وقال الوزير إن الجسر آمن، لكنه يقول: السد قديم. => وقال (الوزير) الجسر آمن، لكنه يقول: السد قديم
    """
    clause = candidate.clause
    assert clause is not None
    if not tokens.flags[clause.cue - 1] & (PRON | HE_VERB) or clause.complement in ("colon", "quote"):
        return False
    return clause.complement in ("an", "pronoun") or clause.form.lemma.risk != "H"


@rule
def of_these(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """هؤلاء behind a present tense is its subject, whoever that means.

    + قال خبراء إن الجسر آمن. ويشدد هؤلاء على أهمية السد. => قال (خبراء) الجسر آمن ; ويشدد (خبراء) أهمية السد
    - قال خبراء إن الجسر آمن. ويشدد في المدينة على أهمية السد. => قال (خبراء) الجسر آمن
    """
    return tokens.plain[candidate.cue + 1] in word_group("these")


@rule
def joined_before_clause(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A joined present tense without a subject stands right before its clause (ويؤكد أن), or begins its sentence.

    + وقال الوزير إن الجسر آمن. ويؤكد أن السد قديم. => وقال (الوزير) الجسر آمن ; ويؤكد (الوزير) السد قديم
    + وقال الوزير إن الجسر آمن. ويضيف في حديث للصحيفة أن السد قديم.
      => وقال (الوزير) الجسر آمن ; ويضيف (الوزير) السد قديم
    - وقال الوزير إن الجسر آمن. ويؤكد في كل مرة يأتي فيها أن السد قديم. => وقال (الوزير) الجسر آمن
    - وقال الوزير إن الجسر آمن. ويؤكد قوة السد. => وقال (الوزير) الجسر آمن
    """
    clause = candidate.clause
    assert clause is not None
    joined = clause.form.proclitic or clause.position == "resumed"
    if not joined or not clause.clausal:
        return False
    if clause.content - clause.cue <= setting("joined_clause_within"):
        return True
    begins, behind = clause.cue == tokens.sentence_start[clause.cue], tokens.flags[clause.cue + 1]
    plainly = begins and bool(behind & _OPENS_ADVERBIAL) and clause.form.lemma.risk == "L"
    return plainly and not any(map(is_present, tokens.plain[clause.cue + 1 : clause.content - 1]))
