"""Source phrases: بحسب الوزارة، وفقا لما ذكرت الصحيفة، حسبما نقلت الوكالة."""

from __future__ import annotations

from typing import NamedTuple

from taawun.arabic import lemma_of
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.non_speakers import is_no_noun, non_speaker_words, noun_group
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.cue_forms import Lemma
from taawun.statements.reading.features import (
    COMMA,
    COMMON,
    DASH,
    DISTANCE,
    LI,
    PREP,
    QUOTE,
    SOURCE_NOUN,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.forms import word_flags
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens

_SPEAKING = frozenset(("person", "institution", "media", "anonymous", "group", "document", "state"))
_PRONOUNS = ("نا", "ها", "هم", "ه")
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
    marked = i == tokens.sentence_start[i] or flags[i - 1] & (COMMA | DASH | QUOTE)
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
    elif form in ("وفقا", "طبقا", "ووفقا") and not flags[j] & LI:
        return None
    if verb:
        if j >= end or not (forms[j].cues or forms[j].form in _PASSING or forms[j].form.startswith(_PASSING_STEMS)):
            return None
        j += 1
        while j < end and flags[j] & (TIME | PREP) and forms[j].form not in ("في", "عن"):
            j += 1
        if j < end and forms[j].form in ("في", "عن", "به"):
            j += 1
    if j >= end:
        return None
    left = _left_edge(tokens, i)
    if _is_own_word(tokens, j):
        # حسب رأيه، وفق تقديراتنا: whoever the pronoun stands for
        return Source(i, left, None, j + 1, lemma)
    owned = j + 1 < end and _owner(tokens, j, end)
    if owned:
        j = owned
    text = lemma.lemma == "بحسب" and _has_text(tokens, j)
    if not owned and not text and _is_silent(tokens, j):
        return None
    stop = phrase_end(tokens, j, end, joining=True) if not flags[j] & LI else _after_li(tokens, j, end)
    if stop <= j and (owned or text):
        # حسب ادعاء مؤلفيه، بحسب مشروع القرار
        stop = max(phrase_end(tokens, j + 1, end), j + 1) if text else j + 1
    if stop <= j:
        return None
    mention = read_mention(tokens, j, stop)
    known = (
        can_speak(flags[j])
        or flags[j] & QUOTE
        or verb
        or owned
        or text
        or (mention.kind in _SPEAKING and mention.kind != "unknown")
    )
    if not known and not (mention.name and lemma.lemma == "بحسب" and flags[j] & WORD and not flags[j] & COMMON):
        return None
    return Source(i, left, (j, stop), stop, lemma)


def _left_edge(tokens: Tokens, i: int) -> int:
    """Where a source phrase begins with the comma or dash before it."""
    left = i
    while left > tokens.sentence_start[i] and tokens.flags[left - 1] & (COMMA | DASH):
        left -= 1
    return left


def _is_own_word(tokens: Tokens, j: int) -> bool:
    """Whether a noun of saying carries the pronoun of who says it: رأيه، تقديراتنا."""
    if tokens.flags[j] & DISTANCE:
        return True
    form = tokens.forms[j].form.removeprefix("ل")
    return any(
        form.endswith(suffix) and word_flags().get(form.removesuffix(suffix), 0) & SOURCE_NOUN for suffix in _PRONOUNS
    )


def _has_text(tokens: Tokens, j: int) -> bool:
    """Whether a thing carries a text, so that one may report by it: بحسب مشروع القرار."""
    return matching_form(lemma_of(tokens.forms[j].form)) in non_speaker_words("texts")


def _is_silent(tokens: Tokens, j: int) -> bool:
    """Whether what follows حسب or وفق is a thing or a document that says nothing: الظروف، جداول زمنية."""
    k = j + 1 if tokens.flags[j] & QUOTE and j + 1 < len(tokens) else j
    head = tokens.forms[k].form
    bare = head[2:] if head.startswith(("لل", "ال")) else head.removeprefix("ل")
    if bare in _NOT_SPEAKING or is_no_noun(tokens, k):
        return True
    return not can_speak(tokens.flags[k]) and bool(noun_group(bare) or noun_group(head))


def _distance(tokens: Tokens, i: int, lemma: Lemma) -> Source | None:
    """على حد قوله، على حد تعبير الوزير: the reporter's distance closes what is reported."""
    start, end = tokens.sentence_start[i], tokens.sentence_end[i]
    if i < start + 4 or tokens.forms[i - 1].form != "علي" or not tokens.flags[i - 2] & (COMMA | QUOTE | DASH):
        return None
    j = i + 1
    left = _left_edge(tokens, i - 1)
    if tokens.flags[j] & DISTANCE:
        return Source(j, left, None, j + 1, lemma)
    if tokens.flags[j] & SOURCE_NOUN and j + 1 < end:
        stop = phrase_end(tokens, j + 1, end)
        if stop > j + 1 and can_speak(tokens.flags[j + 1]):
            return Source(j, left, (j + 1, stop), stop, lemma)
    return None


_PASSING = word_group("passing_on")
_PASSING_STEMS = tuple(sorted(word_group("passing_stems")))


def _owner(tokens: Tokens, j: int, end: int) -> int:
    """Where who speaks begins behind a noun of saying (تقديرات الأمم المتحدة، إفادات من مصادر), 0 without one."""
    form = tokens.forms[j].form
    noun = word_flags().get(form, 0) | word_flags().get(form.removeprefix("ل"), 0)
    if not noun & SOURCE_NOUN:
        return 0
    k = j + 2 if tokens.forms[j + 1].form == "من" and j + 2 < end else j + 1
    named = can_speak(tokens.flags[k])
    theirs = tokens.flags[k] & SUFFIX and not can_speak(tokens.flags[j]) and not tokens.forms[k].narrates
    return k if named or theirs else 0


def _after_li(tokens: Tokens, j: int, end: int) -> int:
    """Index after a phrase whose first word carries ل."""
    return max(phrase_end(tokens, j, end, bare=True), j + 1)
