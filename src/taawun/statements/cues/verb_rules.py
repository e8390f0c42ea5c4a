"""What another reporting word, or a verb that tells what happened, means for the walk from a reporting word."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import first_verdict, rule
from taawun.statements.cues.adjuncts import begins_clause
from taawun.statements.cues.walk import LEAVE, Step, Walk
from taawun.statements.mentions.noun_phrases import phrase_end
from taawun.statements.mentions.phrase_limits import past_identity
from taawun.statements.reading.features import AND, COMMA, COMP, PRON, SAYING
from taawun.statements.reading.matching import word_group

_WISHING_TO_HIDE = word_group("wishing_to_hide")
_TO_SAYING = word_group("to_saying")
_AFFIRMING = word_group("affirming")
_ADDRESSING = word_group("addressing")
_SAYING_WITHIN = setting("saying_within")


@rule(silence=None)
def continued(walk: Walk, j: int) -> Step | None:
    """A verb of going on and the participle right behind it are one statement: وتابع موضحا أن.

    + وأعلن القاضي الحكم، وتابع موضحا أن المتهم بريء. => وأعلن (القاضي) الحكم ; وتابع (القاضي) المتهم بريء
    + وأعلن القاضي الحكم، وتابع مخاطبا المتهم إنه بريء. => وأعلن (القاضي) الحكم ; وتابع (القاضي) إنه بريء
    - وأعلن القاضي الحكم، وتابع غيره موضحا أنه بريء. => وأعلن (القاضي) الحكم، وتابع غيره ; موضحا (القاضي) أنه بريء
    - وأعلن عمر الحكم، وذكر مبررا أنه بريء. => وأعلن (عمر) الحكم ; وذكر (عمر) أنه بريء ; مبررا (عمر) أنه بريء {level 2}
    """
    goes_on = j == walk.cue + 1 and walk.form.lemma.continues
    participle = goes_on and any(cue.kind == "participle" for cue in walk.tokens.forms[j].cues)
    return Step(_past_addressed(walk, j), saying=j) if participle else None


def _past_addressed(walk: Walk, j: int) -> int:
    """Index past a participle of saying, and past whom it addresses (مخاطبا النقاد)."""
    addressing = walk.tokens.plain[j] in _ADDRESSING
    return max(phrase_end(walk.tokens, j + 1, walk.end), j + 1) if addressing else j + 1


@rule(silence=None)
def merged_participle(walk: Walk, j: int) -> Step | None:
    """قائلا and its like belong to the verb before them, unless a comma parts the two: رد قائلا، أضاف يقول.

    + ورد المخرج على النقاد قائلا إن الفيلم للجمهور. => ورد (المخرج) الفيلم للجمهور
    + وأضاف المخرج مخاطبا النقاد إن الفيلم للجمهور. => وأضاف (المخرج) الفيلم للجمهور
    + وبدأ المخرج بالتأكيد أن الفيلم للجمهور. => وبدأ (المخرج) الفيلم للجمهور
    - ورد المخرج على النقاد، قائلا إن الفيلم للجمهور. => ورد (المخرج) الفيلم للجمهور
    - ورفض المخرج القول إن الفيلم للنقاد. => ورفض (المخرج) القول إن الفيلم للنقاد
    - وبدأ المخرج بالتأكيد التصوير بعد أن حصل على المال. => none
    """
    tokens, form = walk.tokens, walk.tokens.plain[j]
    if not tokens.flags[j] & SAYING or form in _TO_SAYING or j - walk.cue > _SAYING_WITHIN:
        return None
    if tokens.flags[j - 1] & COMMA or (form in _AFFIRMING and not walk.bits(j + 1) & (COMP | PRON)):
        return None
    return Step(_past_addressed(walk, j), saying=j)


@rule(silence=None)
def hidden_name(walk: Walk, j: int) -> Step | None:
    """رافضا كشف هويته belongs to the source that will not be named, and tells nothing; so does طلب عدم كشف هويته.

    + وقال مسؤول في الميناء رافضا كشف هويته إن السفن وصلت. => وقال (مسؤول في الميناء) السفن وصلت
    + وأكد حارس طلب عدم كشف اسمه أن السفن وصلت. => وأكد (حارس) السفن وصلت
    - وقال مسؤول في الميناء مؤكدا أن السفن وصلت. => مؤكدا (مسؤول في الميناء) السفن وصلت
    """
    participle = any(cue.kind == "participle" for cue in walk.tokens.forms[j].cues)
    hides = participle or walk.form_at(j) in _WISHING_TO_HIDE
    past = past_identity(walk.tokens, j) if hides else 0
    return Step(past) if past else None


@rule(silence=None)
def to_saying(walk: Walk, j: int) -> Step | None:
    """إلى القول stands for قائلا: انتهى إلى القول إن.

    + ومضى المؤلف إلى القول إن الكتاب ممنوع. => ومضى (المؤلف) الكتاب ممنوع
    - ومضى المؤلف إلى بيته. => none
    """
    return Step(j + 2, saying=j + 1) if walk.form_at(j + 1) in _TO_SAYING else None


@rule(silence=None)
def next_clause(walk: Walk, j: int) -> Step | None:
    """Another reporting word, or a verb with و that tells what happened, begins the next clause.

    + وأكد الحارس، وقال إن الباب مفتوح. => وقال (?) الباب مفتوح
    + وأكد الحارس وغادر المكان بعد أن الباب أغلق. => none
    + وسئل الرسام عن اللوحة فأجاب ورأى أنها قديمة. => ورأى (?) أنها قديمة
    - وأكد الحارس ذكر اللص وأن الباب مفتوح. => وأكد (الحارس) ذكر اللص وأن الباب مفتوح
    """
    form = walk.tokens.forms[j]
    if j == walk.cue + 1:
        begins = any(cue.kind == "past" and cue.proclitic == "و" for cue in form.cues)
    else:
        begins = begins_clause(walk.tokens, j) or bool(form.narrates and walk.tokens.flags[j] & AND)
    return Step(j, LEAVE) if begins else None


def reporting_word(walk: Walk, j: int) -> Step | None:
    """Ask what another reporting word, or a verb that tells what happened, means for the walk."""
    form = walk.tokens.forms[j]
    return first_verdict(_OF_VERBS, walk, j) if form.cues or form.narrates else None


_OF_VERBS = (continued, merged_participle, hidden_name, next_clause)
