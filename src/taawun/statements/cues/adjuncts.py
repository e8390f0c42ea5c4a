"""What the walk from a reporting word to its content passes over: addressees, asides, relative clauses, adverbials."""

from __future__ import annotations

from taawun.statements.cues.clause import is_object_noun
from taawun.statements.reading.features import BITS, word_group
from taawun.statements.reading.tokens import Tokens

_B = BITS
_COMP, _PRON, _PREP, _TIME, _REL, _ADJUNCT = (_B[n] for n in ["COMP", "PRON", "PREP", "TIME", "RELATIVE", "ADJUNCT"])
_OFFICE, _HONORIFIC, _NAME, _ORGAN, _SAYING, _MOTION = (
    _B[n] for n in ["OFFICE", "HONORIFIC", "NAME", "ORGAN", "SAYING", "MOTION"]
)
_AND, _BI, _WORD, _COMMA, _STOP, _SEMI = (_B[n] for n in ["AND", "BI", "WORD", "COMMA", "STOP", "SEMI"])
_COLON, _DASH, _OPEN, _QUOTE = (_B[n] for n in ["COLON", "DASH", "OPEN", "QUOTE"])
#: a name in quotation marks stands behind these
_NAMED_IN_QUOTES = _B["MEDIA"] | _B["STATE"] | _B["GROUP"] | _B["INSTITUTION"] | _B["DOCUMENT"] | _ORGAN | _PREP
#: end an adverbial wherever they stand
_MARKS_OFF = _COMMA | _COLON | _COMP | _PRON | _STOP | _SEMI | _DASH
#: ب with these is an adverbial of its own (بوضوح، بدوره، ببيروت)
_NOT_GOVERNED = _B["PLACE"] | _B["TURN_WORD"] | _B["STATE"] | _B["ADVERB"] | _TIME
_SAID = _B["OBJECT"] | _B["ATTITUDE"]
_AFTER_TIME = _OFFICE | _HONORIFIC | _B["RANK"] | _B["OBJECT"]
#: prepositions that reporting words take, by their matching form
PREPOSITIONS = {"عما": "عن", "علي": "على", "الي": "إلى", "عن": "عن", "من": "من", "في": "في"}

_JOINING = word_group("joining")


def skip_aside(tokens: Tokens, j: int, end: int) -> int:
    """Past brackets, or past what stands between dashes."""
    closed = tokens.partner.get(j)
    if closed is not None:
        return min(closed + 1, end)
    if tokens.flags[j] & _DASH:
        for k in range(j + 1, min(end, j + 25)):
            if tokens.flags[k] & _DASH:
                return k + 1
            if tokens.flags[k] & (_COMP | _PRON | _COLON | _QUOTE):
                return j + 1
    return j + 1


def skip_identity(tokens: Tokens, j: int, end: int) -> int:
    """Past a comma, and past an aside about a source who will not be named (، رفض ذكر اسمه،)."""
    for k in range(j + 1, min(end, j + 7)):
        if tokens.flags[k] & _B["IDENTITY"]:
            return k + 1
        if tokens.flags[k] & (_COMMA | _COMP | _PRON | _QUOTE):
            break
    return j + 1


def skip_phrase(tokens: Tokens, j: int, end: int) -> int:
    """Past an addressee: its first word and what plainly belongs to it."""
    flags = tokens.flags
    k = j + 1
    if k < end and flags[k] & _QUOTE:
        closed = tokens.partner.get(k)
        if closed is not None and closed - k <= 5:
            return closed + 1
    while k < end and k - j < 8:
        bits = flags[k]
        if bits & _QUOTE and (closed := tokens.partner.get(k)) is not None and closed - k <= 4:
            k = closed + 1
            continue
        if not bits & _WORD or bits & (_COMP | _PRON | _PREP | _REL | _ADJUNCT | _BI | _OFFICE | _HONORIFIC):
            break
        if begins_clause(tokens, k) or bits & _SAYING:
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
        if flags[k] & _QUOTE and closed is not None and closed - k <= 5:
            past = closed
            continue
        if flags[k] & (_COMMA | _DASH | _COLON):
            return k
        if flags[k] & (_COMP | _QUOTE) and k - j > 3:
            return k
        if flags[k] & (_STOP | _SEMI):
            return k
    return end


def skip_adjunct(tokens: Tokens, j: int, end: int, takes: frozenset[str]) -> int:
    """Past an adverbial: to a mark, a complementizer, a preposition the verb governs, or another reporting word."""
    flags = tokens.flags
    if flags[j] & _B["PREP_PRONOUN"]:
        return j + 1
    if flags[j] & _TIME and not flags[j] & _PREP:
        return _skip_time(tokens, j, end)
    k = j + 1
    while k < end:
        bits = flags[k]
        if bits & _QUOTE:
            closed = _closing_of_name(tokens, k, end, takes)
            if closed is None:
                return k
            k = closed + 1
        elif bits & _OPEN:
            k = skip_aside(tokens, k, end)
        elif bits & _MARKS_OFF or (k > j + 1 and _governed(tokens, k, end, takes)) or _begins_saying(tokens, k):
            return k
        elif bits & _TIME and not bits & _PREP and k + 1 < end and flags[k + 1] & _AFTER_TIME:
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
        (flags[k] & _TIME and not flags[k] & _PREP)
        or (forms[k].form == "من" and k + 1 < end and forms[k + 1].form == "امس")
    ):
        k += 1
    return k


def _closing_of_name(tokens: Tokens, k: int, end: int, takes: frozenset[str]) -> int | None:
    """Find the closing mark of a name in quotation marks inside an adverbial; None when the marks open what is said."""
    closed = tokens.partner.get(k)
    if closed is None or closed + 1 >= end:
        return None
    comma_follows = tokens.flags[closed + 1] & _COMMA
    if closed - k > 4 and not (closed - k == 5 and not tokens.flags[closed + 1] & (_COMMA | _STOP)):
        return None
    if "اسم" in takes and comma_follows and not tokens.flags[k - 1] & _NAMED_IN_QUOTES:
        return None
    return closed


def _governed(tokens: Tokens, k: int, end: int, takes: frozenset[str]) -> bool:
    """Whether a word inside an adverbial is the preposition or the object that the reporting word takes."""
    flags, bits = tokens.flags, tokens.flags[k]
    if bits & _PREP and not flags[k - 1] & (_PREP | _MOTION):
        preposition = PREPOSITIONS.get(tokens.forms[k].form)
        if preposition in takes and (
            preposition in ("على", "إلى", "عن") or (k + 1 < end and bool(flags[k + 1] & _COMP))
        ):
            return True
    if bits & _BI and "ب" in takes and not bits & _NOT_GOVERNED:
        return True
    return "اسم" in takes and bool(bits & _SAID) and is_object_noun(bits) and not flags[k - 1] & _PREP


def _begins_saying(tokens: Tokens, k: int) -> bool:
    bits = tokens.flags[k]
    saying = bits & _SAYING and not bits & _AND and tokens.forms[k].form != "القول"
    return bool(saying) or begins_clause(tokens, k)


def begins_clause(tokens: Tokens, j: int) -> bool:
    """Whether a finite verb with و/ف or a participle begins a clause of its own here."""
    bits = tokens.flags[j]
    for cue in tokens.forms[j].cues:
        if cue.kind == "past" and cue.lemma.risk in "LM" and tokens.forms[j - 1].form in _JOINING:
            return True
        if cue.kind == "past" and cue.proclitic and cue.lemma.risk in "LM" and not bits & (_NAME | _OFFICE | _ORGAN):
            return True
        plain = (cue.number == "s" and cue.gender == "m") or bool(tokens.flags[j - 1] & _COMMA)
        if cue.kind == "participle" and plain and cue.lemma.risk in "LM":
            return not bits & (_OFFICE | _NAME) and not bits & _SAYING
    return False
