"""Which noun phrase behind a reporting word is its subject, and which its object."""

from __future__ import annotations

from taawun.rules import first_verdict, rule
from taawun.statements.cues.clause import Clause, is_feminine
from taawun.statements.cues.valency import CLAUSAL
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import HE, HONORIFIC, NAME, OBJECT, OFFICE, ORGAN, PLURAL, SUFFIX
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_ADDRESSEES = word_group("addressees")
_EVERYBODY = word_group("everybody")

Span = tuple[int, int]


def assign_phrases(tokens: Tokens, clause: Clause, phrases: list[Span]) -> None:
    """Decide which noun phrase is the subject and which the object (by number, agreement and valency)."""
    if not phrases:
        return
    cue, person = clause.form, clause.form.lemma.person
    if not cue.suffix and cue.kind == "participle":
        objects = phrases[:1]
    elif not cue.suffix and person and _has_only_object(tokens, clause, phrases):
        objects = phrases
    else:
        clause.subject, clause.subject_rule = phrases[0], "after"
        objects = [] if cue.suffix else phrases[1:2]
    if person and objects:
        take_person(tokens, clause, objects[0])


def _has_only_object(tokens: Tokens, clause: Clause, phrases: list[Span]) -> bool:
    """Whether the first noun phrase is the object, so that no subject stands behind the verb."""
    if plural_has_object(phrases[0], tokens, clause):
        return True
    if len(phrases) > 1 or clause.complement == "none":
        return False
    return bool(first_verdict(_OBJECTS, phrases[0], tokens, clause))


def take_person(tokens: Tokens, clause: Clause, span: Span) -> None:
    """Set the object apart, or let it open the content (ووصف الخطة بأنها ...)."""
    clause.person = span
    if clause.form.lemma.person == "موصوف" and object_is_said(span, tokens, clause):
        clause.content = min(clause.content, span[0])


# --- rules ------------------------------------------------------------------------------------------------------------


@rule
def object_is_said(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """What is described opens the content, unless the verb has a clause of its own (هدد فلانا قائلا إن)."""
    if clause.complement in ("an", "pronoun") and tokens.forms[clause.joint].form.startswith("با"):
        return True
    return clause.complement not in CLAUSAL


@rule
def plural_has_object(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """A verb in the dual or plural has its subject before it: what follows is the object."""
    return clause.form.number != "s" and clause.form.kind in ("past", "present")


@rule
def object_comes_first(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """Alone between a verb of describing and what is said of him stands the object (ووصف الخطة بأنها جيدة)."""
    return clause.form.lemma.object_first and clause.complement != "noun"


@rule
def is_addressed(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """Some are more often addressed than speaking (ودعا المجتمع الدولي إلى)."""
    word = tokens.forms[span[0]].form
    return word in _EVERYBODY or (word in _ADDRESSEES and bool(clause.form.proclitic))


@rule
def is_said_of(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """A noun that is said, or one with a pronoun, is the object (وطالب نظيره بـ)."""
    bits = tokens.flags[span[0]]
    return bool(bits & (OBJECT | SUFFIX)) and not bits & (OFFICE | HONORIFIC | HE)


@rule
def disagrees(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """What does not agree with the verb in gender is its object (ودعا الحكومة إلى)."""
    bits, cue = tokens.flags[span[0]], clause.form
    feminine = is_feminine(tokens.forms[span[0]].form, bits)
    if cue.gender == "f":
        return not feminine and bool(bits & (OFFICE | HONORIFIC | ORGAN))
    return feminine and cue.gender == "m" and cue.number == "s"


@rule
def is_oblique_plural(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """A plural in ين is accusative."""
    word, bits = tokens.forms[span[0]].form, tokens.flags[span[0]]
    if not word.endswith("ين") or len(word) <= 5 or (bits & (NAME | OFFICE) and not bits & PLURAL):
        return False
    return bool(bits & PLURAL) or word.startswith("ال")


@rule
def is_sound_plural(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """A feminine plural that cannot speak is the object."""
    word = tokens.forms[span[0]].form
    return word.startswith("ال") and word.endswith("ات") and not can_speak(tokens.flags[span[0]])


_OBJECTS = (
    object_comes_first,
    is_addressed,
    is_said_of,
    disagrees,
    is_oblique_plural,
    is_sound_plural,
)
