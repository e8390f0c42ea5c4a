"""Who a finite verb says speaks: what stands behind it, else before it, and what only seems to be a subject."""

from __future__ import annotations

from taawun.rules import first_verdict, rule
from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.cues.objects import take_person
from taawun.statements.cues.preverbal import directly_before, phrase_before, subject_before
from taawun.statements.cues.verb import Verb
from taawun.statements.mentions.non_speakers import is_accusative_plural, is_adverbial, is_no_noun, is_saying, is_thing
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    COMMA,
    COMP,
    CONJ,
    DEFINITE,
    DEMONYM,
    HE_VERB,
    HONORIFIC,
    NAME,
    OFFICE,
    PREP,
    PRON,
    STATE,
)
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

#: endings of what belongs to the one who speaks
_OF_FIRST_PERSON = ("نا", "تي")
_PLURAL_ENDINGS = ("وا", "ون", "ان", "ا")


def settle_subject(verb: Verb, clause: Clause) -> bool:
    """Settle who speaks; False when the verb has a subject that cannot, so that it reports nothing."""
    if pronoun_is_subject(verb, clause):
        clause.person, clause.subject, clause.subject_rule = clause.subject, None, "dropped"
    shows = _judge_behind(verb, clause)
    if clause.position == "relative":
        if clause.subject is None:
            clause.subject, clause.subject_rule = phrase_before(verb.tokens, verb.i - 1), "antecedent"
    elif not _look_before(verb, clause):
        return False
    return not shows or (clause.subject is not None and can_speak(verb.tokens.flags[clause.subject[0]]))


def _judge_behind(verb: Verb, clause: Clause) -> bool:
    """Make what stands behind the verb and cannot speak no subject; True when it is a thing that shows something."""
    span, tokens = clause.subject, verb.tokens
    if span is None or clause.subject_rule != "after":
        return False
    shows = False
    if first_verdict(_BEHIND_IS_OBJECT, verb, clause):
        _make_object(tokens, clause, span)
    elif not is_thing(tokens, span[0]):
        return False
    elif is_speech_of_us(verb, clause):
        clause.content, clause.complement, clause.clausal = span[0], "bare", True
    elif is_whole_object(verb, clause):
        clause.content, clause.complement = span[0], "noun"
    else:
        shows = not stands_for_content(verb, clause)
    clause.subject, clause.subject_rule = None, "dropped"
    return shows


def _look_before(verb: Verb, clause: Clause) -> bool:
    """Look for the subject before the verb; False when what is found cannot speak, so that the verb reports nothing."""
    tokens, i = verb.tokens, verb.i
    found = subject_before(tokens, i, clause)
    if found is not None and first_verdict(_NO_SUBJECTS, found[0], tokens):
        found = None
    if found is None or (clause.subject is not None and not belongs_before(found[0], verb)):
        near = None if clause.subject else person_before(verb)
        if near:
            clause.subject, clause.subject_rule = near, "antecedent"
        return True
    if is_thing(tokens, found[0][0]):
        # a thing that shows something, unless it belongs to a clause before
        return clause.clausal if clause.subject is not None else _comma_between(tokens, found[0][1], i)
    if is_of_other_gender(found[0], verb):
        return _comma_between(tokens, found[0][1], i)
    behind = clause.subject
    clause.subject, clause.left = found
    clause.subject_rule, clause.position = "before", "sv"
    if behind is not None:
        _make_object(tokens, clause, behind)
    return True


def _make_object(tokens: Tokens, clause: Clause, span: Span) -> None:
    """Make an object of what was taken for the subject behind the verb."""
    lemma = clause.form.lemma
    if lemma.person and clause.person is None and clause.complement != "none":
        take_person(tokens, clause, span)
    elif "اسم" in lemma.takes and clause.complement == "none":
        clause.content, clause.complement = span[0], "noun"


def _comma_between(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.flags[k] & COMMA for k in range(start, end))


# --- what stands behind the verb --------------------------------------------------------------------------------------


@rule
def pronoun_is_subject(verb: Verb, clause: Clause) -> bool:
    """A pronoun before a verb that takes a person is its subject (إنه طالب الحكومة): what follows is the object."""
    pronoun = verb.before & (PRON | HE_VERB) and verb.cue.lemma.person
    return bool(pronoun) and clause.subject is not None and clause.person is None


@rule
def ends_in_plural(verb: Verb, clause: Clause) -> bool:
    """A verb that shows its dual or plural by its ending has its subject before it."""
    word = verb.tokens.forms[verb.i].form
    return verb.cue.number != "s" and word.endswith(_PLURAL_ENDINGS) and not word.endswith("نا")


@rule
def is_accusative_object(verb: Verb, clause: Clause) -> bool:
    """A definite plural in ين behind the verb is its object."""
    return clause.subject is not None and is_accusative_plural(verb.tokens, clause.subject[0])


_BEHIND_IS_OBJECT = (ends_in_plural, is_accusative_object)


@rule
def is_speech_of_us(verb: Verb, clause: Clause) -> bool:
    """Behind قال a thing of ours begins speech without marks (وقال هدفنا واضح)."""
    head = clause.subject[0] if clause.subject else verb.i
    return verb.cue.lemma.lemma == "قال" and verb.tokens.forms[head].form.endswith(_OF_FIRST_PERSON)


@rule
def is_whole_object(verb: Verb, clause: Clause) -> bool:
    """A thing behind a verb is what is said: alone, with its genitive, or of another gender than the verb.

    With a verb that calls somebody something it is who is called so (اعتبرت التوافق مهما).
    """
    lemma, tokens = verb.cue.lemma, verb.tokens
    if "اسم" not in lemma.takes or clause.subject is None:
        return False
    head, end = clause.subject
    if clause.complement == "none" or (
        verb.cue.gender == "m" and is_feminine(tokens.forms[head].form, tokens.flags[head])
    ):
        return True
    whole = lemma.person == "موصوف" or not tokens.flags[head] & DEFINITE
    return clause.complement == "noun" and clause.content == end and whole


@rule
def stands_for_content(verb: Verb, clause: Clause) -> bool:
    """A word like قوله only stands for the clause that follows (كرر قوله بأن)."""
    return clause.subject is not None and clause.clausal and is_saying(verb.tokens, clause.subject[0])


# --- what stands before the verb --------------------------------------------------------------------------------------


@rule
def is_governed(span: Span, tokens: Tokens) -> bool:
    """What a preposition governs is no subject (من جهة أخرى)."""
    if not span[0]:
        return False
    before = tokens.flags[span[0] - 1]
    return tokens.forms[span[0] - 1].form in ("من", "ومن") or (bool(before & PREP) and is_thing(tokens, span[0]))


@rule
def is_adverbial_before(span: Span, tokens: Tokens) -> bool:
    """An indefinite accusative is an adverb, unless أن or a conjunction governs it (أن وفدا)."""
    governed = span[0] and tokens.flags[span[0] - 1] & (COMP | CONJ)
    return not governed and is_adverbial(tokens, span[0])


@rule
def heads_no_phrase(span: Span, tokens: Tokens) -> bool:
    """A particle or a verb heads no noun phrase (لذا، يجب)."""
    return is_no_noun(tokens, span[0])


_NO_SUBJECTS = (is_governed, is_adverbial_before, heads_no_phrase)


@rule
def belongs_before(span: Span, verb: Verb) -> bool:
    """A subject before the verb counts more than one behind it where it stands right beside it (أن الوزير قال للوفد)."""
    tokens, i = verb.tokens, verb.i
    told = verb.previous == "قد" and bool(tokens.flags[i - 2] & COMMA)
    return told or directly_before(tokens, span, i)


@rule
def is_of_other_gender(span: Span, verb: Verb) -> bool:
    """A feminine state is no subject of a masculine past tense (إيران توقع اتفاقا)."""
    head, cue = verb.tokens.flags[span[0]], verb.cue
    masculine = (cue.kind, cue.gender, cue.number) == ("past", "m", "s")
    return masculine and bool(head & STATE) and is_feminine(verb.tokens.forms[span[0]].form, head)


@rule(silence=None)
def person_before(verb: Verb) -> Span | None:
    """A person named right before a past tense without a subject is its subject."""
    if not (verb.bare and verb.before & (NAME | DEMONYM)):
        return None
    near = phrase_before(verb.tokens, verb.i)
    return near if near is not None and verb.tokens.flags[near[0]] & (OFFICE | HONORIFIC | NAME) else None
