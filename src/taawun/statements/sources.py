"""Source phrases: بحسب الوزارة، وفقا لما ذكرت الصحيفة، حسبما نقلت الوكالة."""

from __future__ import annotations

from typing import NamedTuple

from taawun.statements.lexical import BITS, Lemma, word_flags, word_group
from taawun.statements.mentions import read_mention
from taawun.statements.phrases import can_speak, phrase_end
from taawun.statements.tokens import Tokens

_B = BITS
_COMMA, _QUOTE, _DASH, _LI, _WORD, _PREP, _AND, _TIME = (
    _B[n] for n in ["COMMA", "QUOTE", "DASH", "LI", "WORD", "PREP", "AND", "TIME"]
)
_STOP, _COMP, _PRON = (_B[n] for n in ["STOP", "COMP", "PRON"])
_SPEAKING = frozenset(("person", "institution", "media", "anonymous", "group", "document", "state"))
_NOT_SPEAKING = word_group("silent_documents")


class Source(NamedTuple):
    """A source phrase: its cue, where it begins (a comma before it included), its noun phrase and where it ends."""

    cue: int
    left: int
    phrase: tuple[int, int] | None
    end: int
    lemma: Lemma


def find_sources(tokens: Tokens) -> list[Source]:
    """Source phrases of an article in text order."""
    found = []
    for i, form in enumerate(tokens.forms):
        for cue in form.cues:
            if cue.kind == "source":
                source = _read(tokens, i, cue.lemma)
                if source is not None:
                    found.append(source)
                break
    return found


def _read(tokens: Tokens, i: int, lemma: Lemma) -> Source | None:
    flags, forms = tokens.flags, tokens.forms
    end = tokens.sentence_end[i]
    form = next(forms[i].form[len(cue.proclitic) :] for cue in forms[i].cues if cue.kind == "source")
    j = i + 1
    if j >= end or tokens.quoted_from[i] >= 0:
        return None
    marked = i == tokens.sentence_start[i] or flags[i - 1] & (_COMMA | _DASH | _QUOTE)
    if form in ("وفق", "حسب") and not marked and forms[j].form != "ما":
        return None
    if form == "حد":
        return _distance(tokens, i, lemma)
    verb = lemma.lemma == "حسبما"
    if forms[j].form in ("ما", "لما"):
        verb = True
        j += 1
    elif forms[j].form == "ل":
        j += 1
    elif form in ("وفقا", "طبقا", "ووفقا") and not flags[j] & _LI:
        return None
    if verb:
        if j >= end or not (forms[j].cues or forms[j].form in _PASSING or forms[j].form.startswith(_PASSING_STEMS)):
            return None
        j += 1
        while j < end and flags[j] & (_TIME | _PREP) and forms[j].form not in ("في", "عن"):
            j += 1
        if j < end and forms[j].form in ("في", "عن", "به"):
            j += 1
    if j + 1 < end and _is_source_noun(tokens, j):
        j += 1
    if j >= end:
        return None
    stop = phrase_end(tokens, j, end, joining=True) if not flags[j] & _LI else _after_li(tokens, j, end)
    if stop <= j:
        return None
    mention = read_mention(tokens, j, stop)
    head = forms[j].form
    bare = head[2:] if head.startswith(("لل", "ال")) else head.removeprefix("ل")
    if bare in _NOT_SPEAKING:
        return None
    known = (
        can_speak(flags[j]) or flags[j] & _QUOTE or verb or (mention.kind in _SPEAKING and mention.kind != "unknown")
    )
    if not known and not (mention.name and lemma.lemma == "بحسب" and flags[j] & _WORD and not flags[j] & _B["COMMON"]):
        return None
    left = i
    while left > tokens.sentence_start[i] and flags[left - 1] & (_COMMA | _DASH):
        left -= 1
    return Source(i, left, (j, stop), stop, lemma)


def _distance(tokens: Tokens, i: int, lemma: Lemma) -> Source | None:
    """على حد قوله، على حد تعبير الوزير: the reporter's distance closes what is reported."""
    start, end = tokens.sentence_start[i], tokens.sentence_end[i]
    if i < start + 4 or tokens.forms[i - 1].form != "علي" or not tokens.flags[i - 2] & (_COMMA | _QUOTE | _DASH):
        return None
    j = i + 1
    left = i - 1
    while left > start and tokens.flags[left - 1] & (_COMMA | _DASH):
        left -= 1
    if tokens.flags[j] & _B["DISTANCE"]:
        return Source(j, left, None, j + 1, lemma)
    if tokens.flags[j] & _B["SOURCE_NOUN"] and j + 1 < end:
        stop = phrase_end(tokens, j + 1, end)
        if stop > j + 1 and can_speak(tokens.flags[j + 1]):
            return Source(j, left, (j + 1, stop), stop, lemma)
    return None


_PASSING = word_group("passing_on")
_PASSING_STEMS = tuple(sorted(word_group("passing_stems")))


def _is_source_noun(tokens: Tokens, j: int) -> bool:
    form = tokens.forms[j].form
    noun = word_flags().get(form, 0) | word_flags().get(form.removeprefix("ل"), 0)
    return bool(noun & _B["SOURCE_NOUN"]) and can_speak(tokens.flags[j + 1])


def _after_li(tokens: Tokens, j: int, end: int) -> int:
    """Index after a phrase whose first word carries ل."""
    return max(phrase_end(tokens, j, end, bare=True), j + 1)
