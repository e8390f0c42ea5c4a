"""Source phrases: بحسب الوزارة، وفقا لما ذكرت الصحيفة، حسبما نقلت الوكالة عن الوزير."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from taawun.arabic import lemma_of
from taawun.rules import rule
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.cue_forms import Lemma, lemmas
from taawun.statements.reading.features import (
    ANONYMOUS,
    COMMA,
    COMMON,
    DASH,
    DEFINITE,
    DISTANCE,
    DOCUMENT,
    GROUP,
    LI,
    MEDIA,
    PREP,
    PREP_PRONOUN,
    QUOTE,
    SOURCE_NOUN,
    TIME,
    WORD,
)
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.silent_nouns import non_speaker_words, noun_group
from taawun.statements.reading.tokens import Tokens

_SPEAKING = frozenset(("person", "institution", "media", "anonymous", "group", "document", "state"))
_PRONOUN_ENDINGS = ("نا", "ها", "هم", "ه")
_PLAIN_NOUNS = word_group("plain_source_words")
_WITH_LI = word_group("source_words_with_li")
_WHAT = word_group("what_was_said")
_PASSING_STEMS = tuple(sorted(word_group("passing_stems")))
_PASSED_FROM = word_group("passed_from")
_LIKE = word_group("likening")
_OPENERS_OF_SOURCE = _LIKE | word_group("opening_sources")
_VIEWPOINTS, _WHENCE = word_group("viewpoints"), word_group("whence")
_SAID_BY = word_group("said_by_source")
_AS_FAR_AS = word_group("as_far_as")
_ALI = word_group("ali")
_MEASURE = word_group("measure")
_NOT_SPEAKING = word_group("silent_documents")
_ISSUING = word_group("issued")
#: entries of lexicons/cues.yaml: the one that opens a verb, and the one that may name anybody
_WITH_VERB, _BY = "حسبما", "بحسب"


class SourcePhrase(NamedTuple):
    """A source phrase: its cue, where it begins (a comma before it included), its noun phrase and where it ends.

    `relay` is the medium that passes on what the noun phrase said; without a lemma the phrase names no more than that.
    `verbs` is how many words of saying belong to the cue: حسبما ذكرت.
    """

    cue: int
    left: int
    phrase: tuple[int, int] | None
    end: int
    lemma: Lemma | None
    relay: tuple[int, int] | None = None
    verbs: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the source phrase, for the trace of rules."""
        return self.cue, self.end


def find_sources(tokens: Tokens) -> list[SourcePhrase]:
    """Source phrases of an article in text order."""
    found = []
    for i in sorted({*tokens.find(_OPENERS_OF_SOURCE | _WHAT), *tokens.reporting}):
        if tokens.quoted_from[i] >= 0:
            continue
        form = tokens.forms[i]
        if form.form in _OPENERS_OF_SOURCE and (opening := opening_source(tokens, i)) is not None:
            found.append(opening)
            continue
        if form.form in _LIKE and (relay := passed_on_by(tokens, i)) is not None:
            found.append(SourcePhrase(i, _left_edge(tokens, i), None, relay[1], None, relay))
        if (said := said_so(tokens, i)) is not None:
            found.append(said)
        cue = next((cue for cue in form.cues if cue.kind == "source"), None)
        if cue is None:
            continue
        word = form.form[len(cue.proclitic) :]
        source = _distance(tokens, i, cue.lemma) if word in _MEASURE else _read(tokens, i, word, cue.lemma)
        if source is not None:
            found.append(source._replace(verbs=int(cue.lemma.lemma == _WITH_VERB)))
    return found


def _read(tokens: Tokens, i: int, word: str, lemma: Lemma) -> SourcePhrase | None:
    end = tokens.sentence_end[i]
    if is_mere_noun(tokens, i, word):
        return None
    what = tokens.plain[i + 1] in _WHAT
    verb = what or lemma.lemma == _WITH_VERB
    j = _behind_verb(tokens, i + 2 if what else i + 1, end) if verb else _behind_li(tokens, i + 1, word)
    if not 0 <= j < end:
        return None
    left = _left_edge(tokens, i)
    if names_pronoun(tokens, j):
        return SourcePhrase(i, left, None, j + 1, lemma)
    owned = 0 if verb else owner_of_words(tokens, j, end)
    j = owned or j
    text = lemma.lemma == _BY and carries_text(tokens, j)
    if not text and says_nothing(tokens, j):
        return None
    stop = phrase_end(tokens, j, end, joining=True, bare=bool(tokens.flags[j] & LI))
    if stop <= j:
        stop = max(phrase_end(tokens, j + 1, end), j + 1) if text else j + 1 if owned else j
    if stop <= j:
        return None
    if verb and (quoted := passed_on_from(tokens, j, stop, end)) is not None:
        return SourcePhrase(i, left, quoted, quoted[1], lemma, (j, stop))
    if not (verb or text or is_known(tokens, j, stop, lemma.lemma)):
        return None
    return SourcePhrase(i, left, (j, stop), stop, lemma)


def _behind_li(tokens: Tokens, j: int, word: str) -> int:
    """Where the noun begins behind وفقا لـ and its like, -1 where ل is missing."""
    if tokens.plain[j] == "ل":
        return j + 1
    missing = word in _WITH_LI and not tokens.flags[j] & LI
    return -1 if missing else j


def _behind_verb(tokens: Tokens, j: int, end: int) -> int:
    """Where the noun begins behind a verb of passing on (ما ذكرت أمس، ما جاء في), -1 without the verb."""
    if not passes_on(tokens, j):
        return -1
    j += 1
    while tokens.flags[j] & (TIME | PREP) or (tokens.flags[j] & COMMA and tokens.flags[j + 1] & (TIME | WORD)):
        j += 1
    return j + 1 if tokens.plain[j] in _PASSED_FROM else j


def _left_edge(tokens: Tokens, i: int) -> int:
    """Where a source phrase begins with the comma or dash before it."""
    left = i
    while left > tokens.sentence_start[i] and tokens.flags[left - 1] & (COMMA | DASH):
        left -= 1
    return left


# --- what makes a source phrase ---------------------------------------------------------------------------------------


@rule
def is_mere_noun(tokens: Tokens, i: int, word: str) -> bool:
    """Inside a clause وفق and حسب tell the manner; behind a mark, at the beginning or before ما they name a source.

    + وتوزع المقاعد وفق الوزارة والكتل. => none
    - وتوزع المقاعد غدا، وفق الوزارة. => وفق (الوزارة) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا وفق ما ذكرت الوزارة. => وفق (الوزارة) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا حسب مصادر في الوزارة. => حسب (مصادر في الوزارة) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا حسب تقديرات الوزارة. => حسب (الوزارة) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا حسب المختصين. => حسب (المختصين) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا بحسب الوزارة. => بحسب (الوزارة) وتوزع المقاعد غدا
    """
    if word not in _PLAIN_NOUNS or tokens.plain[i + 1] in _WHAT:
        return False
    marked = i == tokens.sentence_start[i] or tokens.flags[i - 1] & (COMMA | DASH | QUOTE)
    return not marked and not _means_to_speak(tokens, i + 1)


def _means_to_speak(tokens: Tokens, j: int) -> bool:
    """Whether a noun hardly means anything else than who says so: unnamed sources, media, people in ين, words of somebody."""
    bits = tokens.flags[j]
    people = bits & DEFINITE and bits & GROUP and tokens.plain[j].endswith("ين")
    return bool(bits & (ANONYMOUS | MEDIA) or people) or owner_of_words(tokens, j, tokens.sentence_end[j - 1]) > 0


@rule
def passes_on(tokens: Tokens, j: int) -> bool:
    """Behind حسبما or بحسب ما stands a verb of saying or passing on.

    + وتوزع المقاعد غدا، حسبما أفادت الوزارة. => حسبما أفادت (الوزارة) وتوزع المقاعد غدا
    + وتوزع المقاعد غدا، بحسب ما جاء في البيان. => بحسب (البيان) وتوزع المقاعد غدا
    - وتوزع المقاعد غدا، حسبما تريد الوزارة. => none
    """
    form = tokens.forms[j]
    return bool(form.cues) or form.form.startswith(_PASSING_STEMS)


@rule(silence=None)
def passed_on_from(tokens: Tokens, j: int, stop: int, end: int) -> tuple[int, int] | None:
    """A medium that passes on words from somebody is no more than the relay: حسبما نقلت الوكالة عن الوزير.

    + المصنع سيغلق، حسبما نقلت وكالة النهر عن المديرة سلمى حداد. => حسبما نقلت (المديرة سلمى حداد) المصنع سيغلق {relay وكالة
      النهر}
    + المصنع سيغلق، وفق ما نقلت قناة الجسر عن مصادر نقابية. => وفق (مصادر نقابية) المصنع سيغلق {relay قناة الجسر}
    - المصنع سيغلق، حسبما نقلت وكالة النهر. => حسبما نقلت (وكالة النهر) المصنع سيغلق
    - المصنع سيغلق، حسبما كشفت المديرة عن قرب. => حسبما كشفت (المديرة) المصنع سيغلق
    """
    if tokens.plain[stop] not in _PASSED_FROM or not tokens.flags[j] & MEDIA:
        return None
    close = phrase_end(tokens, stop + 1, end, joining=True)
    return (stop + 1, close) if close > stop + 1 else None


@rule(silence=None)
def passed_on_by(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Behind a mark كما with a verb of passing on names the medium that passed a statement on: كما نقلت عنه الوكالة.

    + وقالت المديرة سلمى حداد إن المصنع سيغلق، كما نقلت عنها وكالة النهر. => وقالت (المديرة سلمى حداد) المصنع سيغلق
      {relay وكالة النهر}
    + وقالت المديرة سلمى حداد إن المصنع سيغلق، كما ذكرت صحيفة الجسر. => وقالت (المديرة سلمى حداد) المصنع سيغلق {relay
      صحيفة الجسر}
    - وقالت المديرة سلمى حداد إن المصنع سيغلق، كما نقلت الآلات. => وقالت (المديرة سلمى حداد) المصنع سيغلق، كما نقلت
      الآلات
    - وقالت المديرة سلمى حداد إن المصنع سيغلق كما نقلت صحيفة الجسر آلاتها. => وقالت (المديرة سلمى حداد) المصنع سيغلق كما
      نقلت صحيفة الجسر آلاتها
    """
    end = tokens.sentence_end[i]
    if not tokens.flags[i - 1] & (COMMA | DASH | QUOTE):
        return None
    if not tokens.plain[i + 1].startswith(_PASSING_STEMS):
        return None
    j = i + 3 if tokens.flags[i + 2] & PREP_PRONOUN else i + 2
    stop = phrase_end(tokens, j, end, joining=True) if tokens.flags[j] & MEDIA else j
    return (j, stop) if stop > j else None


@rule(silence=None)
def opening_source(tokens: Tokens, i: int) -> SourcePhrase | None:
    """Who says or thinks what follows behind فإن may open the sentence: كما قال الوزير، فإن، ومن وجهة نظر الوزير، فإن.

    + وكما قالت المديرة سلمى حداد، فإن المصنع سيغلق. => قالت (المديرة سلمى حداد) فإن المصنع سيغلق
    + ومن وجهة نظر المديرة سلمى حداد، فإن المصنع سيغلق. => نظر (المديرة سلمى حداد) فإن المصنع سيغلق
    - وكما قالت المديرة سلمى حداد، المصنع سيغلق. => none
    - وكما نقلها العمال، فإن المصنع سيغلق. => none
    - وتغيرت وجهة نظر المديرة سلمى حداد، فإن المصنع سيغلق. => none
    """
    start, end = tokens.sentence_start[i], tokens.sentence_end[i]
    viewpoint = tokens.plain[i + 1] in _VIEWPOINTS
    if i - start > (1 if viewpoint else 0) or (viewpoint and tokens.plain[start] not in _WHENCE):
        return None
    told = (cue for cue in tokens.forms[i + 1].cues if cue.kind in ("past", "present") and not cue.suffix)
    lemma = _plain_source() if viewpoint else next((cue.lemma for cue in told if "أن" in cue.lemma.takes), None)
    if lemma is None:
        return None
    stop = phrase_end(tokens, i + 2, end, joining=True)
    behind = stop + 1 if tokens.flags[stop] & COMMA else stop
    if stop == i + 2 or tokens.plain[behind] not in _SAID_BY or not is_known(tokens, i + 2, stop, _BY):
        return None
    return SourcePhrase(i + 1, start, (i + 2, stop), stop, lemma)


@cache
def _plain_source() -> Lemma:
    return next(lemma for lemma, _ in lemmas() if lemma.lemma == _BY)


@rule(silence=None)
def said_so(tokens: Tokens, i: int) -> SourcePhrase | None:
    """على ما with a verb of saying and its subject names who said so; with an object pronoun it is what was said.

    + وتوزع المقاعد غدا على ما أعلنت الوزارة. => أعلنت (الوزارة) وتوزع المقاعد غدا
    + وقال العمدة سامي حداد إن السوق مغلق، على ما ذكرت صحيفة الجسر. => وقال (العمدة سامي حداد) السوق مغلق {relay صحيفة
      الجسر}
    - ورد العمدة على ما أعلنته الوزارة. => none
    - وفي القرية رد على ما أعلنت الوزارة. => none
    - وتقوم الخطة على ما تريد الوزارة. => none
    - ويبقى الجسر مغلقا، على ما صرح صباح الجمعة. => none
    """
    verb, end = i + 1, tokens.sentence_end[i]
    if tokens.plain[i - 1] not in _AS_FAR_AS:
        return None
    if tokens.forms[i - 2].cues:
        return None
    cue = next((cue for cue in tokens.forms[verb].cues if cue.kind == "past" and not cue.suffix), None)
    stop = phrase_end(tokens, verb + 1, end, joining=True)
    if cue is None or stop == verb + 1 or not is_known(tokens, verb + 1, stop, cue.lemma.lemma):
        return None
    return SourcePhrase(verb, _left_edge(tokens, i - 1), (verb + 1, stop), stop, cue.lemma)


@rule
def names_pronoun(tokens: Tokens, j: int) -> bool:
    """A noun of saying with a pronoun means whoever the pronoun stands for: حسب رأيه، وفق تقديراتنا.

    + وتحدث الخبير سامي حداد. وسيرتفع السعر، حسب رأيه. => حسب (الخبير سامي حداد) وسيرتفع السعر
    + وتحدث الخبير سامي حداد. وسيرتفع السعر، وفقا لتقديراته. => وفقا (الخبير سامي حداد) وسيرتفع السعر
    - وتحدث الخبير سامي حداد. وسيرتفع السعر، حسب الخبراء. => حسب (الخبراء) وسيرتفع السعر
    """
    form = tokens.plain[j].removeprefix("ل")
    return any(
        form.endswith(suffix) and word_flags().get(form.removesuffix(suffix), 0) & SOURCE_NOUN
        for suffix in _PRONOUN_ENDINGS
    )


@rule(silence=0)
def owner_of_words(tokens: Tokens, j: int, end: int) -> int:
    """Whose words they are stands behind a noun of saying: تقديرات الأمم المتحدة، إفادات من مصادر.

    + وسيرتفع السعر، وفق تقديرات الأمم المتحدة. => وفق (الأمم المتحدة) وسيرتفع السعر
    + وسيرتفع السعر، وفق إفادات من مصادر محلية. => وفق (مصادر محلية) وسيرتفع السعر
    + وسيرتفع السعر، وفقا لتقديرات الوزارة. => وفقا (الوزارة) وسيرتفع السعر
    + وسيرتفع السعر، وفق بيان صادر عن الوزارة. => وفق (الوزارة) وسيرتفع السعر
    - وسيرتفع السعر، وفق الأمم المتحدة. => وفق (الأمم المتحدة) وسيرتفع السعر
    - وسيرتفع السعر، وفق تقديرات كثيرة. => وفق (تقديرات كثيرة) وسيرتفع السعر
    """
    form = tokens.plain[j]
    noun = word_flags().get(form, 0) | word_flags().get(form.removeprefix("ل"), 0)
    if noun & (SOURCE_NOUN | DOCUMENT) and tokens.plain[j + 1] in _ISSUING:
        k = j + 3
    elif noun & SOURCE_NOUN:
        k = j + 2 if tokens.plain[j + 1] == "من" else j + 1
    else:
        return 0
    return k if can_speak(tokens.flags[k]) else 0


@rule
def carries_text(tokens: Tokens, j: int) -> bool:
    """Behind بحسب a thing that carries a text may be the source: بحسب مشروع القرار.

    + وتدفع الشركات رسوما جديدة بحسب مشروع القرار. => بحسب (مشروع القرار) وتدفع الشركات رسوما جديدة
    - وتدفع الشركات رسوما جديدة بحسب حجم الشركة. => none
    """
    return matching_form(lemma_of(tokens.plain[j])) in non_speaker_words("texts")


@rule
def says_nothing(tokens: Tokens, j: int) -> bool:
    """Things and rules that one goes by say nothing: وفق الظروف، بحسب القانون.

    + وتدفع الشركات رسوما جديدة، وفق القانون. => none
    + وتدفع الشركات رسوما جديدة، وفقا للاتفاق. => none
    - وتدفع الشركات رسوما جديدة، وفق النقابة. => وفق (النقابة) وتدفع الشركات رسوما جديدة
    """
    k = j + 1 if tokens.flags[j] & QUOTE else j
    head = tokens.plain[k]
    bare = head[2:] if head.startswith(("لل", "ال")) else head.removeprefix("ل")
    if bare in _NOT_SPEAKING:
        return True
    return not can_speak(tokens.flags[k]) and bool(noun_group(bare))


@rule
def is_known(tokens: Tokens, j: int, stop: int, lemma: str) -> bool:
    """Who is named must be able to speak; behind بحسب any name will do.

    + ووصلت السفن بحسب هيئة الموانئ. => بحسب (هيئة الموانئ) ووصلت السفن
    + ووصلت السفن بحسب جابر كنعان. => بحسب (جابر كنعان) ووصلت السفن
    + ووفقا للعارفين، فإن السفن وصلت. => ووفقا (العارفين) فإن السفن وصلت
    - وارتفع السعر بحسب الطقس. => none
    - وارتفع السعر، وفق نادر. => none
    """
    if tokens.flags[j] & QUOTE:
        return True
    mention = read_mention(tokens, j, stop)
    many = tokens.plain[stop - 1].endswith("ين") and tokens.plain[stop + 1] in _SAID_BY
    if mention.kind in _SPEAKING or many:
        return True
    plain = not tokens.flags[j] & COMMON
    return bool(mention.name and lemma == _BY and plain)


@rule(silence=None)
def _distance(tokens: Tokens, i: int, lemma: Lemma) -> SourcePhrase | None:
    """على حد قوله, على حد تعبير الوزير: the reporter's distance closes what is reported.

    + وقال العمدة إن المتاجر تخسر. فالسوق مغلق ظلما، على حد قوله. => وقال (العمدة) المتاجر تخسر ; قوله (العمدة) فالسوق
      مغلق ظلما
    + فالسوق مغلق ظلما، على حد تعبير العمدة. => تعبير (العمدة) فالسوق مغلق ظلما
    + فالسوق مغلق ظلما على حد تعبير العمدة. => تعبير (العمدة) فالسوق مغلق ظلما
    + وعلى حد قول العمدة، فإن السوق مغلق ظلما. => قول (العمدة) فإن السوق مغلق ظلما
    - ووقف الجنود على حد السكين طويلا. => none
    - ويربح التجار والمزارعون على حد سواء مساعدة من البلدية. => none
    """
    end = tokens.sentence_end[i]
    if tokens.plain[i - 1].removeprefix("و") not in _ALI:
        return None
    opens = i - 1 == tokens.sentence_start[i]
    j, marked = i + 1, tokens.flags[i - 2] & (COMMA | QUOTE | DASH)
    left = _left_edge(tokens, i - 1)
    if tokens.flags[j] & DISTANCE:
        return SourcePhrase(j, left, None, j + 1, lemma) if marked or opens else None
    stop = phrase_end(tokens, j + 1, end) if tokens.flags[j] & SOURCE_NOUN else j
    if stop > j + 1 and can_speak(tokens.flags[j + 1]):
        return SourcePhrase(j, left, (j + 1, stop), stop, lemma)
    return None
