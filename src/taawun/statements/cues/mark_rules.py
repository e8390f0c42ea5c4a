"""Marks that end the walk from a reporting word: a colon, a quotation mark or a bracket, behind which what is said begins."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.walk import Step, Walk, found, found_clause
from taawun.statements.reading.features import BI, COLON, COMP, DEFINITE, DEMONYM, NAME, QUANT, QUOTE, STATE
from taawun.statements.reading.matching import word_group

_LONGEST_NAME = setting("longest_quoted_name")
_PLAIN_VERBS, _LONGEST_ASIDE = word_group("plain_speech"), setting("longest_aside")
#: behind one of these a phrase can be whole
_WHOLE = NAME | DEFINITE | DEMONYM | STATE | QUANT


@rule(silence=None)
def colon(walk: Walk, j: int) -> Step | None:
    """A colon opens what is said; إن or a quotation mark right behind it belongs to the mark.

    + وقالت عمدة المدينة: الحديقة مفتوحة. => وقالت (عمدة المدينة) الحديقة مفتوحة
    + وقالت عمدة المدينة: إن الحديقة مفتوحة. => وقالت (عمدة المدينة) الحديقة مفتوحة
    + وقالت عمدة المدينة: «إن الحديقة مفتوحة». => وقالت (عمدة المدينة) الحديقة مفتوحة»
    - وقالت عمدة المدينة، أمس، إن الحديقة مفتوحة. => وقالت (عمدة المدينة) الحديقة مفتوحة
    """
    if not walk.tokens.flags[j] & COLON:
        return None
    k = j + 1
    if walk.bits(k) & QUOTE and walk.bits(k + 1) & COMP:
        return found_clause(k + 2, "colon")
    return found_clause(k + 1 if walk.bits(k) & COMP else k, "colon")


@rule(silence=None)
def quoted_clause(walk: Walk, j: int) -> Step | None:
    """A quotation that begins with أن is joined by it.

    + وقال القبطان «إن السفينة وصلت سالمة إلى الميناء القديم». => وقال (القبطان) السفينة وصلت سالمة إلى الميناء القديم»
    - وقال القبطان «السفينة وصلت سالمة إلى الميناء القديم». => وقال (القبطان) «السفينة وصلت سالمة إلى الميناء القديم»
    """
    return found_clause(j + 2, "an") if walk.bits(j + 1) & COMP else None


@rule(silence=None)
def quotation(walk: Walk, j: int) -> Step | None:
    """A quotation mark opens what is said.

    The mark that closes a quotation in which the reporting word itself stands does not. A few words are the object of a
    verb that takes one, and the sentence goes on with them.

    + وأكد القبطان «السفينة وصلت سالمة إلى الميناء القديم». => وأكد (القبطان) «السفينة وصلت سالمة إلى الميناء القديم»
    + وأشاد القبطان «بجهود البحارة» في الميناء. => وأشاد (القبطان) «بجهود البحارة» في الميناء
    + واستنكر فيه «العمل الجبان»، الذي وقع في الميناء. => واستنكر (?) «العمل الجبان»، الذي وقع في الميناء
    - وأضاف: «السفينة وصلت كما ذكر القبطان» إلى الميناء القديم. => وأضاف (?) «السفينة وصلت كما ذكر القبطان»
    - وأضاف: "السفينة وصلت كما ذكر القبطان" إلى الميناء القديم. => وأضاف (?) "السفينة وصلت كما ذكر القبطان"
    """
    closes = j not in walk.tokens.partner and walk.tokens.quoted_from[walk.cue] >= 0
    if closes or walk.tokens.plain[j] == "»":
        return None
    if walk.bits(j + 1) & BI and "ب" in walk.takes:
        # مشيدا «بجو الحرية»
        return found(j, "ب")
    some_words = walk.tokens.partner.get(j, walk.end) - j <= _LONGEST_NAME
    object_ = some_words and walk.takes_noun and not walk.clause_ahead
    return found(j, "noun") if object_ else found_clause(j, "quote")


@rule(silence=None)
def speech_in_brackets(walk: Walk, j: int) -> Step | None:
    """Some outlets set what is said in brackets: a clause with أن, or much behind a verb that takes nothing else.

    + وأكد القبطان (أن السفينة وصلت سالمة إلى الميناء القديم). => وأكد (القبطان) السفينة وصلت سالمة إلى الميناء القديم)
    + وقال القبطان (السفينة وصلت سالمة إلى الميناء القديم في الجنوب). => وقال (القبطان) (السفينة وصلت سالمة إلى الميناء القديم
      في الجنوب)
    - وقال القبطان (57 عاما) إن السفينة وصلت. => وقال (القبطان) السفينة وصلت
    """
    closed = walk.tokens.partner.get(j, j)
    if closed - j <= _LONGEST_ASIDE:
        return None
    if walk.bits(j + 1) & COMP:
        return found_clause(j + 2, "an")
    return found_clause(j, "quote") if walk.form.lemma.lemma in _PLAIN_VERBS and not walk.clause_ahead else None


@rule(silence=None)
def quotation_behind_subject(walk: Walk, j: int) -> Step | None:
    """Where a verb of plain speech has nothing else, a short quotation behind its subject is what is said, no name.

    + وقال القبطان «الميناء آمن». => وقال (القبطان) «الميناء آمن»
    + وقال القبطان «الميناء آمن»، مضيفا أن السفينة وصلت. => وقال (القبطان) «الميناء آمن» ; مضيفا (القبطان) السفينة وصلت
    - وقال مدير «ميناء الساحل». => none
    - وصلت السفينة، كما قال مدير «ميناء الساحل». => قال (مدير ميناء الساحل) وصلت السفينة
    """
    if walk.form.lemma.lemma not in _PLAIN_VERBS or not walk.phrases:
        return None
    start, end = walk.phrases[0]
    for k in range(start + 1, end):
        if k in walk.tokens.partner and walk.bits(k) & QUOTE and walk.bits(k - 1) & _WHOLE:
            walk.phrases[:] = [(start, k)]
            return found_clause(k, "quote")
    return None
