"""Presents that are passive when read without vowel signs: يعتبر الميناء بوابة، يعتقد أن.

The rules are conservative: what cannot be told apart stays a statement.
"""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    BI,
    COMMA,
    COMP,
    DEFINITE,
    LI,
    NAME,
    PREP,
    PREP_PRONOUN,
    PRON,
    RELATIVE,
    STATE,
    SUFFIX,
    THIS,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_BEFORE_AGENT = TIME | ADVERB | PREP_PRONOUN | COMMA
#: begin what somebody is said to consider, or a clause
_NO_PREDICATE = DEFINITE | SUFFIX | THIS | PREP | NAME | STATE | BI | LI
_NO_PREDICATE |= AND | COMP | PRON | RELATIVE
#: behind a noun without the article these make it a definite one (أمن الخليج)
_OWNER = DEFINITE | SUFFIX | NAME | STATE
_PREDICATES = word_group("predicates")
_THIS_BY_GENDER = {"m": word_group("this_masculine"), "f": word_group("this_feminine")}


def is_passive(tokens: Tokens, clause: Clause) -> bool:
    """Whether a verb says what is considered, expected or laid to somebody's charge, and not by whom."""
    if is_accused(tokens, clause):
        return True
    if clause.form.kind != "present" or clause.form.suffix or clause.form.number != "s":
        return False
    if clause.form.lemma.passive == "impersonal":
        return is_expected(tokens, clause)
    return clause.form.lemma.passive == "personal" and is_considered(tokens, clause)


@rule
def is_accused(tokens: Tokens, clause: Clause) -> bool:
    """A verb of accusing or describing with neither object nor speaker behind it is a passive (واتهم بالتجسس).

    + غادر الوزير أمس. واتهم بالتجسس. => none
    + وقالت الوزيرة إن السفير اتهم بالتجسس. => وقالت (الوزيرة) السفير اتهم بالتجسس
    - وعزا ذلك إلى الحرب. => وعزا (?) ذلك إلى الحرب
    - واتهم الوزير إثيوبيا بدعم المتمردين. => واتهم (الوزير) إثيوبيا بدعم المتمردين
    - واتهم باسل إثيوبيا بدعم المتمردين. => واتهم (باسل) إثيوبيا بدعم المتمردين
    - غادر الوزير أمس. واتهم بشكل مباشر الحكومة بالتقصير. => واتهم (الوزير) بالتقصير
    - غادر الوزير أمس. واتهمه بالتجسس. => واتهمه (الوزير) بالتجسس
    - وطالب بفتح الحدود. => وطالب (?) بفتح الحدود
    """
    cue = clause.form
    if not cue.lemma.object_first or cue.suffix or clause.person is not None:
        return False
    behind = clause.cue + 1
    named = tokens.flags[behind] & (NAME | STATE) and not tokens.flags[behind] & COMP
    # بشكل مباشر الحكومة: somebody is accused, behind how it is done
    somebody = any(bits & DEFINITE and can_speak(bits) for bits in tokens.flags[behind + 1 : clause.content])
    return tokens.plain[behind].startswith("ب") and not named and not somebody


@rule
def is_expected(tokens: Tokens, clause: Clause) -> bool:
    """A masculine verb of expecting with أن and nobody named who expects is a passive (ويتوقع أن، الذي يعتقد أنه).

    + ويتوقع أن ترتفع الأسعار. => none
    + وقتل المسلح الذي يعتقد أنه نفذ الهجوم. => none
    + لجنة خماسية شكلها الوزير يتوقع أن تنهي عملها غدا. => none
    - الوزير يتوقع أن تنهي اللجنة عملها غدا. => يتوقع (الوزير) تنهي اللجنة عملها غدا
    - وتتوقع أن ترتفع الأسعار. => وتتوقع (?) ترتفع الأسعار
    - ويتوقع البنك أن ترتفع الأسعار. => ويتوقع (البنك) ترتفع الأسعار
    - ويشتبه في أن المسلح هارب. => ويشتبه (?) المسلح هارب
    """
    if clause.form.gender != "m" or clause.complement not in ("an", "pronoun"):
        return False
    if clause.subject is None or clause.subject_rule == "antecedent":
        return True
    head = clause.subject[0]
    return is_feminine(tokens.plain[head], tokens.flags[head])


@rule
def is_considered(tokens: Tokens, clause: Clause) -> bool:
    """Who considers something needs an object besides: one noun phrase and a predicate are a passive (يعتبر الميناء بوابة).

    + ويعتبر النظام الصحي كيانا مترابطا. => none
    + ويعتبر هذا الوزير القرار مهما. => none
    + النظام الصحي يعتبر كيانا مترابطا. => none
    - وتعتبر الحكومة القرار مهما. => وتعتبر (الحكومة) القرار مهما
    - ويعتبر الوزير قرارها مهما. => ويعتبر (الوزير) قرارها مهما
    - ويعتبر أن الحدود آمنة. => ويعتبر (?) الحدود آمنة
    - ويعتبر الوزير، بعد ذلك، القرار مهما. => ويعتبر (الوزير) القرار مهما
    """
    k = clause.cue + 1
    if tokens.plain[k] in _THIS_BY_GENDER[clause.form.gender]:
        # تعتبر هذه أول زيارة، يعتبر هذا الاتفاق مثالا: the verb agrees with what is considered
        return True
    if clause.subject is None:
        return False
    if clause.subject_rule == "after":
        k = clause.subject[1]
    while tokens.flags[k] & _BEFORE_AGENT:
        k += 1
    return _is_predicate(tokens, k)


def _is_predicate(tokens: Tokens, k: int) -> bool:
    """Whether a predicate stands here: an indefinite noun, a superlative, أحد, من."""
    bits, following = tokens.flags[k], tokens.flags[k + 1]
    if tokens.plain[k] in _PREDICATES:
        return True
    return not bits & _NO_PREDICATE and not following & _OWNER
