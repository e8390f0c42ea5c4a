"""Who acts in what an article tells: subjects of استقبل، زار and of other verbs that open a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taawun.statements.cues.preverbal import reaches
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AND,
    BE,
    BI,
    COMMA,
    COMP,
    CONJ,
    DEFINITE,
    LI,
    NEG,
    OCCASION,
    PREP,
    PREP_PRONOUN,
    PRON,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: these begin a clause of another kind: no verb of narration follows them
_NO_VERB = DEFINITE | BI | LI | COMP | PRON | NEG
_OPENINGS = word_group("openings")


class Actor(NamedTuple):
    """Somebody who acts: `position` in the text, token `span` of the mention.

    A `strong` verb (استقبل) gives the actor the floor, another one for its sentence only.
    """

    position: int
    span: tuple[int, int]
    strong: bool


def find_actors(tokens: Tokens, reporting: set[int]) -> list[Actor]:
    """Who acts in what is told; `reporting` are the reporting words, whose subjects are known."""
    found: list[Actor] = []
    for i, form in enumerate(tokens.forms):
        if i == tokens.sentence_start[i]:
            found += _in_opening(tokens, i, reporting)
        if form.form == "لسان" and i > tokens.sentence_start[i] and tokens.forms[i - 1].form == "علي":
            # جاء ذلك على لسان فلان
            stop = phrase_end(tokens, i + 1, tokens.sentence_end[i])
            if stop > i + 1:
                found.append(Actor(i, (i + 1, stop), True))
        if form.narrates and i > tokens.sentence_start[i]:
            found += _inside_sentence(tokens, i)
    return found


def _in_opening(tokens: Tokens, start: int, reporting: set[int]) -> Iterator[Actor]:
    """Subject that opens a sentence, and subject of its first verb."""
    end = tokens.sentence_end[start]
    span = _opening_phrase(tokens, start, end)
    if span is not None:
        yield Actor(span[0], span, span[0] > start and bool(tokens.flags[span[0] - 1] & BE))
    verb = _sentence_verb(tokens, start, end)
    if verb is not None and verb not in reporting:
        strong = bool(tokens.forms[verb].narrates or tokens.forms[verb].cues)
        subject = _subject_after(tokens, verb, end, strong)
        if subject is not None:
            yield Actor(verb, subject, strong)


def _inside_sentence(tokens: Tokens, verb: int) -> Iterator[Actor]:
    """كلمة ألقاها فلان، تصريح أدلى به فلان; and a subject before its verb inside an agency's أن-clause."""
    flags, start = tokens.flags, tokens.sentence_start[verb]
    if flags[verb - 1] & OCCASION:
        subject = _subject_after(tokens, verb, tokens.sentence_end[verb], True)
        if subject is not None:
            yield Actor(verb, subject, True)
    if flags[verb] & AND:
        return
    for j in range(verb - 1, max(start, verb - 24) - 1, -1):
        if flags[j] & COMP:
            stop = phrase_end(tokens, j + 1, verb)
            if stop > j + 1 and can_speak(flags[j + 1]) and reaches(tokens, stop, verb):
                yield Actor(verb, (j + 1, stop), True)
            return


def _opening_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Noun phrase that opens a sentence, bare or after كان، لكن، أما: the subject of what is told in it."""
    k = start
    while k < end and k < start + 4 and (tokens.flags[k] & (BE | COMP | CONJ) or not tokens.flags[k] & WORD):
        k += 1
    if k >= end or not can_speak(tokens.flags[k]) or tokens.flags[k] & (PREP | BI | LI):
        return None
    stop = phrase_end(tokens, k, end, splitting=True)
    return (k, stop) if stop > k else None


def _sentence_verb(tokens: Tokens, start: int, end: int) -> int | None:
    """First verb of a sentence behind its opening words and adverbials; None when a noun comes first."""
    flags, forms = tokens.flags, tokens.forms
    k = start
    while k < end and k < start + 14:
        bits = flags[k]
        if not bits & WORD or bits & (TURN | TURN_WORD | BE) or forms[k].form in _OPENINGS:
            k += 1
            continue
        if forms[k].narrates:
            return k
        if bits & (PREP | ADJUNCT | TIME | CONJ):
            # an opening adverbial ends at its comma
            nxt = next((m for m in range(k + 1, min(end, k + 14)) if flags[m] & COMMA), None)
            if nxt is None:
                return None
            k = nxt + 1
            continue
        if can_speak(bits) or bits & _NO_VERB:
            return None
        return k
    return None


def _subject_after(tokens: Tokens, k: int, end: int, strong: bool) -> tuple[int, int] | None:
    """Find the subject that follows a verb, past adverbs and a prepositional pronoun."""
    j = k + 1
    while j < end and (
        (tokens.flags[j] & (TIME | ADVERB | TURN_WORD) and not tokens.flags[j] & PREP) or tokens.flags[j] & PREP_PRONOUN
    ):
        j += 1
    if j >= end or (not can_speak(tokens.flags[j]) and not (strong and tokens.flags[j] & DEFINITE)):
        return None
    stop = phrase_end(tokens, j, end, splitting=True)
    if stop <= j:
        return None
    mention = read_mention(tokens, j, stop)
    if mention.kind in ("person", "anonymous", "institution", "group"):
        return (j, stop)
    return None
