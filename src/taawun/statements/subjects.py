"""Subjects that stand before their verb."""

from __future__ import annotations

from taawun.statements.clauses import Clause
from taawun.statements.lexical import BITS, word_group
from taawun.statements.phrases import can_speak, phrase_end
from taawun.statements.tokens import Tokens

_B = BITS
_OFFICE, _HONORIFIC, _NAME, _COMP, _PRON = (_B[n] for n in ["OFFICE", "HONORIFIC", "NAME", "COMP", "PRON"])
_COMMA, _STOP, _QUOTE, _COLON, _AND, _TURN = (_B[n] for n in ["COMMA", "STOP", "QUOTE", "COLON", "AND", "TURN"])
_TURN_WORD, _CONJ, _TIME, _ADJUNCT, _PREP, _REL = (
    _B[n] for n in ["TURN_WORD", "CONJ", "TIME", "ADJUNCT", "PREP", "RELATIVE"]
)
_WORD, _DASH, _BE, _BI, _LI, _OPEN = (_B[n] for n in ["WORD", "DASH", "BE", "BI", "LI", "OPEN"])
_SEMI, _ADVERB, _CLOSE, _DEFINITE = (_B[n] for n in ["SEMI", "ADVERB", "CLOSE", "DEFINITE"])


_SKIPPED = word_group("skipped_before_verb")
_SKIPPED_INSIDE = word_group("skipped_in_subject")


def subject_before(tokens: Tokens, cue: int, clause: Clause) -> tuple[tuple[int, int], int] | None:
    """Subject of a verb that follows it: the noun phrase that opens the clause and reaches to the verb."""
    flags, forms = tokens.flags, tokens.forms
    if clause.form.proclitic == "و" or (cue > 0 and flags[cue - 1] & _PRON):
        return None
    begin = max(tokens.sentence_start[cue], cue - 34)
    start = cue
    while start > begin:
        bits = flags[start - 1]
        if bits & (_STOP | _SEMI | _COLON) or (bits & _COMP and not bits & _ADJUNCT):
            break
        if bits & _QUOTE and (start - 1 in tokens.partner) and tokens.partner[start - 1] > cue:
            break
        if forms[start - 1].form in OPENERS:
            break
        start -= 1
    # from the left: past what may open a clause, then a phrase that reaches the verb
    k = start
    tries = 0
    while k < cue and tries < 6:
        bits = flags[k]
        if (
            (bits & (_COMMA | _DASH | _QUOTE) and k not in tokens.partner)
            or bits & (_TURN | _TURN_WORD | _BE)
            or (not bits & _WORD and k not in tokens.partner)
        ):
            k += 1
            continue
        if forms[k].form in _SKIPPED:
            k += 1
            continue
        if bits & (_PREP | _ADJUNCT | _TIME | _CONJ | _BI | _LI | _ADVERB) and not bits & (
            _OFFICE | _NAME | _HONORIFIC
        ):
            # an opening adverbial ends at its comma
            nxt = next((m for m in range(k + 1, cue) if flags[m] & _COMMA), None)
            if nxt is None:
                if bits & _TIME:
                    k += 1
                    continue
                return None
            k = nxt + 1
            tries += 1
            continue
        if bits & _B["HE_VERB"]:
            # لكنه قال: the pronoun carries on
            return None
        written = tokens.text[tokens.starts[k] : tokens.ends[k]]
        tanwin = written.endswith(("اً", "ًا")) and not (k > 0 and flags[k - 1] & _COMP)
        if tanwin or (not can_speak(bits) and (written[-1] == "ا" and k + 1 < cue and flags[k + 1] & _COMMA)):
            # an adverbial accusative: اقتصاديا، أخيرا
            k += 1
            continue
        if not can_speak(bits) and (
            bits & (_B["BREAK"] | _AND) or forms[k].narrates or any(c.kind == "past" for c in forms[k].cues)
        ):
            # a verb opens this clause: its subject is not ours
            nxt = next((m for m in range(k + 1, cue) if flags[m] & _COMMA), None)
            if nxt is None:
                return None
            k = nxt + 1
            tries += 1
            continue
        end = phrase_end(tokens, k, cue)
        if end > k and reaches(tokens, end, cue):
            if can_speak(bits) or (end - k >= 1 and _plausible(tokens, k, end, clause)):
                return (k, end), k
            return None
        nxt = next((m for m in range(k + 1, cue) if flags[m] & _COMMA), None)
        if nxt is None:
            return None
        k = nxt + 1
        tries += 1
    return None


OPENERS = word_group("openers")


def directly_before(tokens: Tokens, span: tuple[int, int], cue: int) -> bool:
    """Whether a subject stands next to its verb (قد may intervene) behind أن، إن، كان، أما or at a clause's start."""
    if not can_speak(tokens.flags[span[0]]) and tokens.flags[span[0]] & (_B["COMMON"] | _DEFINITE):
        return False
    k = span[1]
    while k < cue and tokens.forms[k].form in ("قد", "فقد"):
        k += 1
    first = span[0]
    opened = first == tokens.sentence_start[cue] or bool(tokens.flags[first - 1] & (_COMP | _BE | _CONJ))
    return k == cue and opened


def _plausible(tokens: Tokens, start: int, end: int, clause: Clause) -> bool:
    bits = tokens.flags[start]
    if bits & (_PREP | _COMP | _PRON | _AND):
        return False
    named = not bits & _B["COMMON"]
    return clause.clausal or bool(bits & _DEFINITE) or end - start >= 2 or named


def reaches(tokens: Tokens, end: int, cue: int) -> bool:
    """Whether only commas, قد, brackets, adverbials and relative clauses lie between a subject and its verb."""
    flags, forms = tokens.flags, tokens.forms
    k = end
    while k < cue:
        bits = flags[k]
        if bits & _OPEN and k in tokens.partner:
            k = tokens.partner[k] + 1
            continue
        if bits & _REL or (bits & (_ADJUNCT | _PREP) and not bits & (_COMP | _PRON)):
            nxt = next((m for m in range(k + 1, cue) if flags[m] & _COMMA), None)
            if nxt is None:
                # a relative clause brings one verb of its own, a source phrase (وفقا لـ) none
                first = k + 2 if bits & _REL else k
                return cue - k <= (8 if bits & _REL else 12) and not any(_verbal(tokens, m) for m in range(first, cue))
            k = nxt + 1
            continue
        if (
            bits & (_COMMA | _DASH | _CLOSE | _TURN | _TURN_WORD | _TIME | _ADVERB | _QUOTE)
            or tokens.forms[k].form in _SKIPPED_INSIDE
        ):
            k += 1
            continue
        if flags[k - 1] & _COMMA and k > end and not bits & (_COMP | _PRON | _AND):
            # an aside between commas right before the verb: ، طلب عدم ذكر اسمه، قد قال
            nxt = next((m for m in range(k + 1, min(cue, k + 14)) if flags[m] & _COMMA), None)
            if nxt is not None and (
                (nxt + 1 == cue and any(form.proclitic == "ف" for form in forms[cue].cues))
                or (nxt + 2 == cue and forms[cue - 1].form in ("قد", "فقد"))
            ):
                return True
        if flags[k - 1] & _COMMA and bits & (_OFFICE | _HONORIFIC):
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
        if bits & (_STOP | _COMP | _PRON | _SEMI | _COLON):
            break
        if can_speak(bits) and phrase_end(tokens, k, end, bare=True) == end:
            found = (k, end)
            if k > 0 and tokens.flags[k - 1] & (_PREP | _COMMA):
                break
    return found
