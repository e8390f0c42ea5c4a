"""Subjects that stand before their verb."""

from __future__ import annotations

from taawun.statements.cues.clause import Clause
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    BE,
    BI,
    BREAK,
    CLOSE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    HE_VERB,
    HONORIFIC,
    LI,
    NAME,
    OFFICE,
    OPEN,
    PREP,
    PRON,
    QUOTE,
    RELATIVE,
    SEMI,
    STOP,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: a subject begins at most so many tokens before its verb, behind at most so many adverbials
_FARTHEST = 34
_TRIES = 6
_OPENS_ADVERBIAL = PREP | ADJUNCT | TIME | CONJ | BI | LI | ADVERB
OPENERS = word_group("openers")
_SKIPPED = word_group("skipped_before_verb")
_SKIPPED_INSIDE = word_group("skipped_in_subject")


def subject_before(tokens: Tokens, cue: int, clause: Clause) -> tuple[tuple[int, int], int] | None:
    """Subject of a verb that follows it: the noun phrase that opens the clause and reaches to the verb.

    Returns its span, and where the clause begins with it; None when no phrase reaches the verb.
    """
    flags = tokens.flags
    if clause.form.proclitic == "و" or (cue > 0 and flags[cue - 1] & PRON):
        return None
    # from the left: past what may open a clause, then a phrase that reaches the verb
    k = _clause_start(tokens, cue)
    tries = 0
    while k < cue and tries < _TRIES:
        bits = flags[k]
        if _introduces(tokens, k):
            k += 1
            continue
        adverbial = bits & _OPENS_ADVERBIAL and not bits & (OFFICE | NAME | HONORIFIC)
        if not adverbial:
            if bits & HE_VERB:
                # لكنه قال: the pronoun carries on
                return None
            if _is_accusative(tokens, k, cue):
                k += 1
                continue
            end = k if _is_other_verb(tokens, k) else phrase_end(tokens, k, cue)
            if end > k and reaches(tokens, end, cue):
                return ((k, end), k) if can_speak(bits) or _plausible(tokens, k, end, clause) else None
        # an adverbial, the clause of another verb and an aside end at their comma
        comma = _next_comma(tokens, k, cue)
        if comma is not None:
            k = comma + 1
            tries += 1
        elif adverbial and bits & TIME:
            k += 1
        else:
            return None
    return None


def _clause_start(tokens: Tokens, cue: int) -> int:
    """Where the clause of a verb may begin: behind a stop, أن, the mark of a quotation, لكن and its like."""
    flags, begin = tokens.flags, max(tokens.sentence_start[cue], cue - _FARTHEST)
    start = cue
    while start > begin:
        bits = flags[start - 1]
        if bits & (STOP | SEMI | COLON) or (bits & COMP and not bits & ADJUNCT):
            break
        if bits & QUOTE and tokens.partner.get(start - 1, cue) > cue:
            break
        if tokens.forms[start - 1].form in OPENERS:
            break
        start -= 1
    return start


def _introduces(tokens: Tokens, k: int) -> bool:
    """Whether a token only introduces a subject: a mark, من جانبه, كان."""
    bits = tokens.flags[k]
    mark = (bits & (COMMA | DASH | QUOTE) or not bits & WORD) and k not in tokens.partner
    return mark or bool(bits & (TURN | TURN_WORD | BE)) or tokens.forms[k].form in _SKIPPED


def _is_accusative(tokens: Tokens, k: int, cue: int) -> bool:
    """Whether a word is an adverbial accusative: اقتصاديا، أخيرا."""
    written = tokens.text[tokens.starts[k] : tokens.ends[k]]
    if written.endswith(("اً", "ًا")) and not (k > 0 and tokens.flags[k - 1] & COMP):
        return True
    marked = written[-1] == "ا" and k + 1 < cue and tokens.flags[k + 1] & COMMA
    return bool(marked) and not can_speak(tokens.flags[k])


def _is_other_verb(tokens: Tokens, k: int) -> bool:
    """Whether another verb opens the clause: its subject is not ours."""
    bits, form = tokens.flags[k], tokens.forms[k]
    if can_speak(bits):
        return False
    return bool(bits & (BREAK | AND) or form.narrates) or any(cue.kind == "past" for cue in form.cues)


def _next_comma(tokens: Tokens, k: int, end: int) -> int | None:
    return next((m for m in range(k + 1, end) if tokens.flags[m] & COMMA), None)


def directly_before(tokens: Tokens, span: tuple[int, int], cue: int) -> bool:
    """Whether a subject stands next to its verb (قد may intervene) behind أن، إن، كان، أما or at a clause's start."""
    if not can_speak(tokens.flags[span[0]]) and tokens.flags[span[0]] & (COMMON | DEFINITE):
        return False
    k = span[1]
    while k < cue and tokens.forms[k].form in ("قد", "فقد"):
        k += 1
    first = span[0]
    opened = first == tokens.sentence_start[cue] or bool(tokens.flags[first - 1] & (COMP | BE | CONJ))
    return k == cue and opened


def _plausible(tokens: Tokens, start: int, end: int, clause: Clause) -> bool:
    bits = tokens.flags[start]
    if bits & (PREP | COMP | PRON | AND):
        return False
    named = not bits & COMMON
    return clause.clausal or bool(bits & DEFINITE) or end - start >= 2 or named


def reaches(tokens: Tokens, end: int, cue: int) -> bool:
    """Whether only commas, قد, brackets, adverbials and relative clauses lie between a subject and its verb."""
    flags, forms = tokens.flags, tokens.forms
    k = end
    while k < cue:
        bits = flags[k]
        if bits & OPEN and k in tokens.partner:
            k = tokens.partner[k] + 1
            continue
        if bits & RELATIVE or (bits & (ADJUNCT | PREP) and not bits & (COMP | PRON)):
            nxt = _next_comma(tokens, k, cue)
            if nxt is None:
                # a relative clause brings one verb of its own, a source phrase (وفقا لـ) none
                first = k + 2 if bits & RELATIVE else k
                return cue - k <= (8 if bits & RELATIVE else 12) and not any(
                    _verbal(tokens, m) for m in range(first, cue)
                )
            k = nxt + 1
            continue
        if (
            bits & (COMMA | DASH | CLOSE | TURN | TURN_WORD | TIME | ADVERB | QUOTE)
            or tokens.forms[k].form in _SKIPPED_INSIDE
        ):
            k += 1
            continue
        if flags[k - 1] & COMMA and k > end and not bits & (COMP | PRON | AND):
            # an aside between commas right before the verb: ، طلب عدم ذكر اسمه، قد قال
            nxt = _next_comma(tokens, k, min(cue, k + 14))
            if nxt is not None and (
                (nxt + 1 == cue and any(form.proclitic == "ف" for form in forms[cue].cues))
                or (nxt + 2 == cue and forms[cue - 1].form in ("قد", "فقد"))
            ):
                return True
        if flags[k - 1] & COMMA and bits & (OFFICE | HONORIFIC):
            e = phrase_end(tokens, k, cue)
            if e > k:
                k = e
                continue
        return False
    return True


def _verbal(tokens: Tokens, k: int) -> bool:
    form = tokens.forms[k]
    return bool(form.narrates) or any(
        cue.kind not in ("source", "noun") and not cue.lemma.like_noun for cue in form.cues
    )


def phrase_before(tokens: Tokens, end: int) -> tuple[int, int] | None:
    """Find the longest noun phrase able to speak that ends right before a token (the antecedent of الذي)."""
    found = None
    for k in range(end - 1, max(tokens.sentence_start[end] if end < len(tokens) else 0, end - 14) - 1, -1):
        bits = tokens.flags[k]
        if bits & (STOP | COMP | PRON | SEMI | COLON):
            break
        if can_speak(bits) and phrase_end(tokens, k, end, bare=True) == end:
            found = (k, end)
            if k > 0 and tokens.flags[k - 1] & (PREP | COMMA):
                break
    return found
