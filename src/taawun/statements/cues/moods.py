"""Negated, future and conditional verbs, and what a verb tells as the journalist's own story."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    BACKGROUND,
    IDENTITY,
    NEG,
    OCCASION,
    PREP,
    PREP_PRONOUN,
)
from taawun.statements.reading.matching import word_group

_BEFORE_IRREALIS = word_group("before_irrealis")
_CONDITIONAL = word_group("conditionals")
_NO_NEGATION = word_group("no_verbal_negation")
_BACKGROUND_WITHIN = setting("background_within")
_NAMED_WITHIN = setting("named_within")
_IDENTITY_WITHIN = setting("identity_within")


def names_who_says_what(verb: Verb, clause: Clause) -> bool:
    """Whether a negated, future or conditional verb still has its speaker and a clause beside it."""
    speaker = clause.subject is not None and can_speak(verb.tokens.flags[clause.subject[0]])
    near = clause.content - clause.cue <= _NAMED_WITHIN
    return speaker and near and clause.complement in ("an", "pronoun")


# --- mood -------------------------------------------------------------------------------------------------------------


@rule
def is_negated(verb: Verb) -> bool:
    """لم يقل: the verb is negated."""
    return bool(verb.before & NEG) and verb.previous not in _NO_NEGATION and not verb.cue.proclitic


@rule
def denies_by_negation(verb: Verb, clause: Clause) -> bool:
    """Not to deny is to say something (لم ينف الوزير أن)."""
    act = verb.cue.lemma.act
    return act in ("deny", "reject", "concede") and clause.clausal


@rule
def is_irrealis(verb: Verb) -> bool:
    """سيعلن، قد يقول، لو قال: nothing was said yet."""
    if verb.previous in _CONDITIONAL and verb.bare:
        return True
    return verb.cue.future or (verb.previous in _BEFORE_IRREALIS and verb.cue.kind == "present")


def read_mood(verb: Verb, clause: Clause, resumed: bool) -> bool:
    """Set polarity and factuality of a clause; False when it reports nothing."""
    named = names_who_says_what(verb, clause)
    if is_negated(verb):
        if not named and not denies_by_negation(verb, clause):
            return False
        clause.polarity = "negated"
    if not resumed and is_irrealis(verb):
        if not named:
            return False
        clause.factuality = "irrealis"
    return True


# --- the journalist's own story ---------------------------------------------------------------------------------------


@rule
def is_background(verb: Verb, clause: Clause) -> bool:
    """يذكر أن and its like introduce what the journalist knows."""
    near = clause.content - verb.i <= _BACKGROUND_WITHIN
    return bool(verb.bits & BACKGROUND) and clause.subject is None and near


@rule
def is_seen(verb: Verb, clause: Clause) -> bool:
    """اطلع على is to see something."""
    return verb.cue.lemma.lemma == "أطلع" and bool(verb.following & (PREP | PREP_PRONOUN))


@rule
def is_in_document(verb: Verb, clause: Clause) -> bool:
    """بيان أعلن فيه: what a document is about is no statement of its own, unless it is cited."""
    return bool(verb.before & OCCASION and verb.following & PREP_PRONOUN) and clause.complement not in ("an", "pronoun")


@rule
def hides_identity(verb: Verb, clause: Clause) -> bool:
    """رفض ذكر اسمه: a source who will not be named says nothing by it."""
    silent = verb.cue.lemma.act in ("reject", "demand") or verb.cue.lemma.lemma == "تحدث"
    near = range(verb.i + 1, min(verb.i + _IDENTITY_WITHIN, verb.tokens.sentence_end[verb.i]))
    return silent and any(verb.tokens.flags[k] & IDENTITY for k in near)


STORIES = (is_background, is_seen, is_in_document, hides_identity)
