"""What the walk from a reporting word to its content passes over: addressees, asides, relative clauses, adverbials."""

from __future__ import annotations

from taawun.statements.cues.clause import is_object_noun
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    ATTITUDE,
    BI,
    COLON,
    COMMA,
    COMP,
    DASH,
    DOCUMENT,
    GROUP,
    HONORIFIC,
    IDENTITY,
    INSTITUTION,
    MEDIA,
    MOTION,
    NAME,
    OBJECT,
    OFFICE,
    OPEN,
    ORGAN,
    PLACE,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUOTE,
    RANK,
    RELATIVE,
    SAYING,
    SEMI,
    STATE,
    STOP,
    TIME,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: a name in quotation marks stands behind these
_NAMED_IN_QUOTES = MEDIA | STATE | GROUP | INSTITUTION | DOCUMENT | ORGAN | PREP
#: end an adverbial wherever they stand
_MARKS_OFF = COMMA | COLON | COMP | PRON | STOP | SEMI | DASH
#: ب with these is an adverbial of its own (بوضوح، بدوره، ببيروت)
_NOT_GOVERNED = PLACE | TURN_WORD | STATE | ADVERB | TIME
_SAID = OBJECT | ATTITUDE
_AFTER_TIME = OFFICE | HONORIFIC | RANK | OBJECT
#: prepositions that reporting words take, by their matching form
PREPOSITIONS = {"عما": "عن", "علي": "على", "الي": "إلى", "عن": "عن", "من": "من", "في": "في"}

_JOINING = word_group("joining")


def skip_aside(tokens: Tokens, j: int, end: int) -> int:
    """Past brackets, or past what stands between dashes."""
    closed = tokens.partner.get(j)
    if closed is not None:
        return min(closed + 1, end)
    if tokens.flags[j] & DASH:
        for k in range(j + 1, min(end, j + 25)):
            if tokens.flags[k] & DASH:
                return k + 1
            if tokens.flags[k] & (COMP | PRON | COLON | QUOTE):
                return j + 1
    return j + 1


def skip_identity(tokens: Tokens, j: int, end: int) -> int:
    """Past a comma, and past an aside about a source who will not be named (، رفض ذكر اسمه،)."""
    for k in range(j + 1, min(end, j + 7)):
        if tokens.flags[k] & IDENTITY:
            return k + 1
        if tokens.flags[k] & (COMMA | COMP | PRON | QUOTE):
            break
    return j + 1


def skip_phrase(tokens: Tokens, j: int, end: int) -> int:
    """Past an addressee: its first word and what plainly belongs to it."""
    flags = tokens.flags
    k = j + 1
    if k < end and flags[k] & QUOTE:
        closed = tokens.partner.get(k)
        if closed is not None and closed - k <= 5:
            return closed + 1
    while k < end and k - j < 8:
        bits = flags[k]
        if bits & QUOTE and (closed := tokens.partner.get(k)) is not None and closed - k <= 4:
            k = closed + 1
            continue
        if not bits & WORD or bits & (COMP | PRON | PREP | RELATIVE | ADJUNCT | BI | OFFICE | HONORIFIC):
            break
        if begins_clause(tokens, k) or bits & SAYING:
            break
        k += 1
    return k


def skip_relative(tokens: Tokens, j: int, end: int) -> int:
    """Past a relative clause: to the comma that closes it, or to a complementizer after a comma."""
    flags = tokens.flags
    past = j
    for k in range(j + 1, end):
        if k <= past:
            continue
        closed = tokens.partner.get(k)
        if flags[k] & QUOTE and closed is not None and closed - k <= 5:
            past = closed
            continue
        if flags[k] & (COMMA | DASH | COLON):
            return k
        if flags[k] & (COMP | QUOTE) and k - j > 3:
            return k
        if flags[k] & (STOP | SEMI):
            return k
    return end


def skip_adjunct(tokens: Tokens, j: int, end: int, takes: frozenset[str]) -> int:
    """Past an adverbial: to a mark, a complementizer, a preposition the verb governs, or another reporting word."""
    flags = tokens.flags
    if flags[j] & PREP_PRONOUN:
        return j + 1
    if flags[j] & TIME and not flags[j] & PREP:
        return _skip_time(tokens, j, end)
    k = j + 1
    while k < end:
        bits = flags[k]
        if bits & QUOTE:
            closed = _closing_of_name(tokens, k, end, takes)
            if closed is None:
                return k
            k = closed + 1
        elif bits & OPEN:
            k = skip_aside(tokens, k, end)
        elif bits & _MARKS_OFF or (k > j + 1 and _governed(tokens, k, end, takes)) or _begins_saying(tokens, k):
            return k
        elif bits & TIME and not bits & PREP and k + 1 < end and flags[k + 1] & _AFTER_TIME:
            # قال أمس الوزير: the date is the whole adverbial
            return k + 1
        else:
            k += 1
    return k


def _skip_time(tokens: Tokens, j: int, end: int) -> int:
    """Past a date: يوم الأحد، أول من أمس."""
    flags, forms = tokens.flags, tokens.forms
    k = j + 1
    while k < end and (
        (flags[k] & TIME and not flags[k] & PREP)
        or (forms[k].form == "من" and k + 1 < end and forms[k + 1].form == "امس")
    ):
        k += 1
    return k


def _closing_of_name(tokens: Tokens, k: int, end: int, takes: frozenset[str]) -> int | None:
    """Find the closing mark of a name in quotation marks inside an adverbial; None when the marks open what is said."""
    closed = tokens.partner.get(k)
    if closed is None or closed + 1 >= end:
        return None
    comma_follows = tokens.flags[closed + 1] & COMMA
    if closed - k > 4 and not (closed - k == 5 and not tokens.flags[closed + 1] & (COMMA | STOP)):
        return None
    if "اسم" in takes and comma_follows and not tokens.flags[k - 1] & _NAMED_IN_QUOTES:
        return None
    return closed


def _governed(tokens: Tokens, k: int, end: int, takes: frozenset[str]) -> bool:
    """Whether a word inside an adverbial is the preposition or the object that the reporting word takes."""
    flags, bits = tokens.flags, tokens.flags[k]
    if bits & PREP and not flags[k - 1] & (PREP | MOTION):
        preposition = PREPOSITIONS.get(tokens.forms[k].form)
        if preposition in takes and (
            preposition in ("على", "إلى", "عن") or (k + 1 < end and bool(flags[k + 1] & COMP))
        ):
            return True
    if bits & BI and "ب" in takes and not bits & _NOT_GOVERNED:
        return True
    return "اسم" in takes and bool(bits & _SAID) and is_object_noun(bits) and not flags[k - 1] & PREP


def _begins_saying(tokens: Tokens, k: int) -> bool:
    bits = tokens.flags[k]
    saying = bits & SAYING and not bits & AND and tokens.forms[k].form != "القول"
    return bool(saying) or begins_clause(tokens, k)


def begins_clause(tokens: Tokens, j: int) -> bool:
    """Whether a finite verb with و/ف or a participle begins a clause of its own here."""
    bits = tokens.flags[j]
    for cue in tokens.forms[j].cues:
        if cue.kind == "past" and cue.lemma.risk in "LM" and tokens.forms[j - 1].form in _JOINING:
            return True
        if cue.kind == "past" and cue.proclitic and cue.lemma.risk in "LM" and not bits & (NAME | OFFICE | ORGAN):
            return True
        plain = (cue.number == "s" and cue.gender == "m") or bool(tokens.flags[j - 1] & COMMA)
        if cue.kind == "participle" and plain and cue.lemma.risk in "LM":
            return not bits & (OFFICE | NAME) and not bits & SAYING
    return False
