"""Whether a verbal noun reports what its owner said: بعد تحذير الوزير من أن، رغم تعهد اللجنة بعدم."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.valency import PREPOSITIONAL
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import COMMON, DOCUMENT
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_NOUN_CONTEXT, _OWNED_ACTS = word_group("noun_context"), word_group("owned_acts")
_UNSAID_BEHIND = word_group("unsaid_behind")
_OWNED_WITHIN = setting("owned_noun_within")
_ANY_OBJECT = PREPOSITIONAL | {"ب", "noun"}


@rule
def is_owned(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """A verbal noun with its owner and a clause reports behind a preposition (بعد تحذير الوزير من أن).

    + وأغلق المعبر بعد تحذير الوزير من أن الحدود خطرة. => تحذير (الوزير) الحدود خطرة
    + وأغلق المعبر بعد تحذير القاهرة من أن الحدود خطرة. => تحذير (القاهرة) الحدود خطرة
    + وأغلق المعبر بعد تحذير تشومسكي من أن الحدود خطرة. => تحذير (تشومسكي) الحدود خطرة
    - وأغلق المعبر بعد تحذير قيم من أن الحدود خطرة. => none
    - وأغلق المعبر بعد تحذير الوزير من الحدود. => none
    - وأغلق المعبر بعد إعلان النصر: «الحدود آمنة». => none
    - وأغلق المعبر فور تحذير الوزير من أن الحدود خطرة. => none
    - وأغلق المعبر بعد التحذير من أن الحدود خطرة. => none
    - وأغلق المعبر بعد تحذير عاجل من أن الحدود خطرة. => none
    - وأغلق المعبر بعد تحذيرها من أن الحدود خطرة. => none
    """
    plain = not clause.form.suffix and not tokens.plain[i].startswith("ال")
    if not plain or previous not in _NOUN_CONTEXT or clause.subject is None:
        return False
    if not clause.clausal or clause.content - i > _OWNED_WITHIN:
        return False
    head = tokens.flags[clause.subject[0]]
    # إعلان عملي: an adjective owns nothing
    return can_speak(head) or not head & COMMON


@rule
def is_owned_act(i: int, tokens: Tokens, clause: Clause, previous: str) -> bool:
    """A verbal noun whose genitive is who says it, not to whom it is said, reports with any complement.

    + وأغلق المعبر رغم تعهد الوزير بفتح الحدود. => تعهد (الوزير) بفتح الحدود
    + وأغلق المعبر بعد تأكيد الخبراء خطورة الحدود. => تأكيد (الخبراء) خطورة الحدود
    + وشكل إعلان الوزير أن الحدود خطرة صدمة. => إعلان (الوزير) الحدود خطرة صدمة
    - وكان إعلان الوزير يعني أن الحدود خطرة. => none
    - وأغلق المعبر بعد مطالبة الوزير بفتح الحدود. => none
    - وأغلق المعبر قبل تأكيد الخبراء خطورة الحدود. => none
    - وأغلق المعبر بعد إعلان النتائج في الجولة عن الحدود. => none
    - وأغلق المعبر بعد تعهد بفتح الحدود. => none
    """
    plain = not clause.form.suffix and not clause.form.proclitic and tokens.plain[i] in _OWNED_ACTS
    if not plain or previous in _UNSAID_BEHIND or clause.subject is None or clause.subject[0] != i + 1:
        return False
    # إعلان الوزير يعني أن: no verb between
    follows = clause.complement in ("an", "pronoun") and clause.content - clause.subject[1] <= 1
    near = clause.content - i <= _OWNED_WITHIN and (clause.complement in _ANY_OBJECT or follows)
    owner = tokens.flags[i + 1]
    return near and can_speak(owner) and not owner & DOCUMENT
