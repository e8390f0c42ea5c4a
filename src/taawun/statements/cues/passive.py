"""Presents that are passive when read without vowel signs: يعتبر الميناء بوابة، يعتقد أن.

The rules are conservative: what cannot be told apart stays a statement.
"""

from __future__ import annotations

from taawun.statements.cues.clause import Clause
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
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_PASSED = TIME | ADVERB | PREP_PRONOUN
#: begin what somebody is said to consider, or a clause
_NO_PREDICATE = DEFINITE | SUFFIX | THIS | PREP | NAME | STATE | BI | LI
_NO_PREDICATE |= AND | COMP | PRON | RELATIVE
#: behind a noun without the article these make it a definite one (أمن الخليج)
_OWNER = DEFINITE | SUFFIX | NAME | STATE
_PREDICATES = word_group("predicates")
_THIS_BY_GENDER = {"m": ("هذا", "ذلك"), "f": ("هذه", "تلك")}


def is_passive(tokens: Tokens, clause: Clause) -> bool:
    """Whether the present of a verb of considering or expecting says what is considered, not who considers it."""
    if clause.form.suffix or clause.form.number != "s":
        return False
    if clause.form.lemma.passive == "impersonal":
        return _is_impersonal(clause)
    return _is_considered(tokens, clause)


def _is_impersonal(clause: Clause) -> bool:
    """ويتوقع أن، الذي يعتقد أنه: masculine, and nobody named who expects."""
    if clause.form.gender != "m" or clause.form.future or clause.complement not in ("an", "pronoun"):
        return False
    return clause.subject is None or (clause.position == "relative" and clause.subject_rule == "antecedent")


def _is_considered(tokens: Tokens, clause: Clause) -> bool:
    """يعتبر الميناء بوابة: one noun phrase and a predicate; who considers something needs an object besides."""
    i, end = clause.cue, tokens.sentence_end[clause.cue]
    k = i + 1
    if k < end and tokens.forms[k].form in _THIS_BY_GENDER.get(clause.form.gender, ()):
        # تعتبر هذه أول زيارة، يعتبر هذا الاتفاق مثالا: the verb agrees with what is considered
        return True
    if clause.subject is not None and clause.subject_rule == "after":
        k = clause.subject[1]
    elif clause.subject is None:
        return False
    while k < end and tokens.flags[k] & (_PASSED | COMMA) and tokens.forms[k].form not in _PREDICATES:
        k += 1
    return k < end and _is_predicate(tokens, k, end)


def _is_predicate(tokens: Tokens, k: int, end: int) -> bool:
    """Whether a predicate stands here: an indefinite noun, a superlative, أحد, من."""
    form, bits = tokens.forms[k].form, tokens.flags[k]
    if form in _PREDICATES:
        return True
    if not bits & WORD or bits & _NO_PREDICATE:
        return False
    following = tokens.forms[k + 1].form if k + 1 < end else ""
    return following != "الله" and not (k + 1 < end and tokens.flags[k + 1] & _OWNER)
