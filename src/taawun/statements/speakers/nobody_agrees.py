"""Who speaks where the subject is left out and nobody who had the floor agrees with the verb: whom the sentence tells of."""

from __future__ import annotations

import re
from typing import NamedTuple

from taawun.lexicons import setting
from taawun.rules import Rule, rule
from taawun.statements.cues.clause import is_feminine
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.non_speakers import is_thing
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    ANONYMOUS,
    ATTITUDE,
    BI,
    COMMON,
    COMP,
    DEFINITE,
    GROUP,
    LI,
    MASDAR,
    NEG,
    NUMBER,
    OBJECT,
    OFFICE,
    PLURAL,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUANT,
    QUOTE,
    SUFFIX,
    TIME,
)
from taawun.statements.reading.shapes import rarity
from taawun.statements.reading.tokens import Tokens
from taawun.statements.speakers.actors import first_verb
from taawun.statements.speakers.turns import Turn

Span = tuple[int, int]

#: a feminine verb in the past, with a pronoun or without, or in the present; plurals of nouns end in ات
_FEMININE_VERB = re.compile("(.{2,}[^ا]ت(ه|ها|هم)?|ت.{3,})")
_BEFORE_SUBJECT = PREP_PRONOUN | ADVERB | TIME
_CANNOT_ACT = PREP | COMP | PRON | BI | LI | AND | OBJECT | MASDAR | NEG | NUMBER | QUANT
_LONGEST_NAME, _NAME_RARER_THAN = setting("longest_quoted_name"), setting("rare_name")


@rule(silence=None)
def subject_of_first_verb(turn: Turn) -> Span | None:
    """The subject behind the first verb of the sentence goes on where both verbs agree (حققت كوكاكولا ربحا وقالت إنها).

    + وقال الوزير سالم الراشدي إن السد آمن. حققت كوكاكولا ربحا كبيرا، وقالت إن السوق مفتوحة.
      => وقال (الوزير سالم الراشدي) السد آمن ; وقالت (كوكاكولا) السوق مفتوحة
    - وقال الوزير سالم الراشدي إن السد آمن. نام القائد، وقالت إن السوق مفتوحة.
      => وقال (الوزير سالم الراشدي) السد آمن ; وقالت (الوزير سالم الراشدي) السوق مفتوحة
    """
    tokens, (gender, number) = turn.register.tokens, turn.agreement
    verb = first_verb(tokens, turn.sentence)
    if verb is None or number != "s" or _is_feminine_verb(tokens, verb) != (gender == "f"):
        return None
    return _subject_behind(tokens, verb, turn.candidate.cue, gender == "f")


@rule(silence=None)
def subject_nearby(turn: Turn) -> Span | None:
    """A feminine verb goes on with the subject of the feminine verb before it (الذي انتقدته روسيا، وأعلنت أنها).

    + وقال الوزير سالم الراشدي إن السد آمن وإن القرار الذي انتقدته روسيا مهم، وأعلنت أنها سترفضه.
      => وقال (الوزير سالم الراشدي) السد آمن وإن القرار الذي انتقدته روسيا مهم ; وأعلنت (روسيا) أنها سترفضه
    - وقال الوزير سالم الراشدي إن السد آمن وإن القرار الذي انتقده الناس مهم، وأعلنت أنها سترفضه.
      => وقال (الوزير سالم الراشدي) السد آمن وإن القرار الذي انتقده الناس مهم ; وأعلنت (الوزير سالم الراشدي) أنها سترفضه
    """
    tokens, cue = turn.register.tokens, turn.candidate.cue
    if turn.agreement != ("f", "s"):
        return None
    verbs = (k for k in range(cue - 2, turn.sentence - 1, -1) if _is_feminine_verb(tokens, k))
    found = (_subject_behind(tokens, verb, cue, False) for verb in verbs)
    return next((span for span in found if span is not None), None)


def _is_feminine_verb(tokens: Tokens, k: int) -> bool:
    bits = tokens.flags[k]
    noun = bits & (DEFINITE | PREP | BI | LI | OBJECT | ATTITUDE | MASDAR) or can_speak(bits)
    return not noun and bool(_FEMININE_VERB.fullmatch(tokens.plain[k]))


def _subject_behind(tokens: Tokens, verb: int, cue: int, named: bool) -> Span | None:
    """A noun phrase right behind a verb that can speak; where it may be `named` only, a rare word or one in quotation marks."""
    j = verb + 1
    while tokens.flags[j] & _BEFORE_SUBJECT and not tokens.flags[j] & PREP:
        j += 1
    bits = tokens.flags[j]
    accusative = bits & (ANONYMOUS | GROUP | OFFICE) and tokens.plain[j].endswith("ا")
    if j >= cue or bits & _CANNOT_ACT or accusative or is_thing(tokens, j):
        return None
    if bits & QUOTE:
        closed = tokens.partner.get(j, cue)
        return (j, closed + 1) if named and closed < cue and closed - j <= _LONGEST_NAME else None
    if not can_speak(bits):
        rare = named and not bits & (COMMON | DEFINITE | SUFFIX)
        return (j, j + 1) if rare and rarity(tokens.plain[j]) > _NAME_RARER_THAN else None
    stop = phrase_end(tokens, j, cue, splitting=True)
    return (j, stop) if stop > j and not read_mention(tokens, j, stop).plural else None


@rule(silence=None)
def subject_of_clause(turn: Turn) -> Span | None:
    """The subject of what was said last in the sentence goes on inside it (قال المتحدث إن الوزيرين بحثا الأمر وأكدا أن).

    + وقالت المتحدثة باسم الوزارة إن الوزير سالم الراشدي زار المصنع، وأكد أن العمل مستمر.
      => وقالت (المتحدثة باسم الوزارة) الوزير سالم الراشدي زار المصنع ; وأكد (الوزير سالم الراشدي) العمل مستمر {level 2}
    - وقالت المتحدثة باسم الوزارة إن الشركة زارت المصنع، وأكد أن العمل مستمر.
      => وقالت (المتحدثة باسم الوزارة) الشركة زارت المصنع ; وأكد (المتحدثة باسم الوزارة) العمل مستمر
    """
    tokens, cue, last = turn.register.tokens, turn.candidate.cue, turn.last
    if last is None or last.clause is None or tokens.sentence_start[last.cue] != turn.sentence:
        return None
    start = last.content[0][0]
    if last.clause.complement != "an":
        return None
    if not can_speak(tokens.flags[start]):
        return None
    stop = phrase_end(tokens, start, cue)
    return (start, stop) if _agrees(turn, (start, stop)) else None


def _agrees(turn: Turn, span: Span) -> bool:
    """Whether a noun phrase agrees with the verb in gender and number."""
    tokens, (gender, number) = turn.register.tokens, turn.agreement
    head = tokens.flags[span[0]]
    many = bool(head & (PLURAL | GROUP))
    if number in ("d", "p"):
        return many
    feminine = is_feminine(tokens.plain[span[0]], head)
    return not many and feminine == (gender == "f")


class Resort(NamedTuple):
    """A rule that is asked in its turn, the speaker rule of whom it finds, and whether that one takes the floor."""

    find: Rule[[Turn], Span | None]
    speaker_rule: str
    takes_floor: bool


#: asked in this order
NOBODY_AGREES = (
    Resort(subject_of_clause, "inside", False),
    Resort(subject_of_first_verb, "governing", True),
    Resort(subject_nearby, "governing", False),
)
