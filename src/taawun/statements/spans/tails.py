"""What stands behind a content and does not belong to it: an occasion, an allusion, the next deed."""

from __future__ import annotations

from taawun.rules import Rule, first_verdict, rule
from taawun.statements.mentions.phrase import SPEAKERS
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    COMMA,
    DASH,
    DISTANCE,
    OCCASION,
    PREP,
    QUANT,
    QUOTE,
    SEMI,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_PAUSES = COMMA | SEMI | DASH
_PAUSES_AND_QUOTES = _PAUSES | QUOTE
_THEREBY = word_group("thereby")
_BY_WORDS = word_group("by_own_words")
_MEASURE = word_group("measure")
_IN = word_group("within")
_ALLUSION = word_group("occasions_of_speech")
_OCCASION, _AFTERMATH = word_group("occasion_openers"), word_group("in_the_wake_of")
_MEANWHILE = word_group("meanwhile")
_CONTRASTING, _SAME_TIME, _EVENTS = word_group("contrasting"), word_group("same_time"), word_group("events")
_TOOK_PLACE = word_group("took_place")


def cut_tail(tokens: Tokens, start: int, end: int) -> int:
    """Where a content ends: before the first mark behind which something else begins, and without closing commas."""
    flags = tokens.flags
    for k in [k for k in range(start + 2, end - 1) if flags[k - 1] & _PAUSES_AND_QUOTES]:
        if not _is_quoted(tokens, k, start) and first_verdict(_TAILS, tokens, k):
            end = k
            break
    while flags[end - 1] & _PAUSES:
        end -= 1
    return end


def _is_quoted(tokens: Tokens, k: int, start: int) -> bool:
    """Whether a token stands in a quotation that opened inside the content."""
    return tokens.quoted_from[k] >= max(start - 1, 0)


@rule
def circumstance(tokens: Tokens, k: int) -> bool:
    """وذلك before an adverbial adds when and why something was said.

    + وأكد العمدة أن السوق مفتوح؛ وذلك بعد جولة له. => وأكد (العمدة) السوق مفتوح
    + وأكد العمدة أن السوق مفتوح، وذلك خلال جولة له. => وأكد (العمدة) السوق مفتوح
    - وأكد العمدة أن السوق مفتوح، وذلك القرار نهائي. => وأكد (العمدة) السوق مفتوح، وذلك القرار نهائي
    """
    return tokens.plain[k] in _THEREBY and bool(tokens.flags[k + 1] & (ADJUNCT | PREP | TIME))


@rule
def own_words(tokens: Tokens, k: int) -> bool:
    """Behind a mark the reporter keeps his distance: على حد قوله، وفق تعبيره.

    + وأكد العمدة أن السوق مفتوح، حسب تعبيره. => وأكد (العمدة) السوق مفتوح
    + وأكد العمدة أن السوق مفتوح، وفق حد تعبيره. => وأكد (العمدة) السوق مفتوح
    - وأكد العمدة أن السوق مفتوح، حسب الموعد المعلن. => وأكد (العمدة) السوق مفتوح، حسب الموعد المعلن
    """
    if tokens.plain[k] not in _BY_WORDS:
        return False
    measured = tokens.plain[k + 1] in _MEASURE
    return bool(tokens.flags[k + 2 if measured else k + 1] & DISTANCE)


@rule
def allusion(tokens: Tokens, k: int) -> bool:
    """في before a noun of speaking tells what the words mean, or where they fell: في إشارة إلى.

    + وقال العمدة إن السوق مفتوح، في إشارة إلى الأزمة. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح، في الصباح أيضا. => وقال (العمدة) السوق مفتوح، في الصباح أيضا
    """
    return tokens.plain[k] in _IN and tokens.plain[k + 1] in _ALLUSION


@rule
def occasion(tokens: Tokens, k: int) -> bool:
    """Behind a mark خلال and its like tell on which occasion something was said; إثر must have one behind it.

    + وقال العمدة إن السوق مفتوح، خلال لقاء مع التجار. => وقال (العمدة) السوق مفتوح
    + وقال العمدة إن السوق مفتوح، إثر لقاء مع التجار. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن حارسا أصيب، إثر شجار في السوق. => وقال (العمدة) حارسا أصيب، إثر شجار في السوق
    - وقال العمدة إن السوق مفتوح، طوال العطلة. => وقال (العمدة) السوق مفتوح، طوال العطلة
    """
    form = tokens.plain[k]
    return form in _OCCASION and (form not in _AFTERMATH or bool(tokens.flags[k + 1] & OCCASION))


@rule
def next_deed(tokens: Tokens, k: int) -> bool:
    """A verb with و that tells what happened goes on with the article's own story.

    + وقال العمدة إن السوق مفتوح، وغادر القاعة. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح، والتجار وصلوا. => وقال (العمدة) السوق مفتوح، والتجار وصلوا
    """
    return bool(tokens.forms[k].narrates and tokens.flags[k] & AND)


@rule
def meanwhile(tokens: Tokens, k: int) -> bool:
    """كما and فيما before a verb that tells what happened go on with the article's own story.

    + وقال العمدة إن السوق مفتوح، فيما غادر التجار المدينة. => وقال (العمدة) السوق مفتوح
    + وقال العمدة إن السوق مفتوح، كما تم توزيع المنشورات. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح، كما كان دائما. => وقال (العمدة) السوق مفتوح، كما كان دائما
    """
    following = tokens.forms[k + 1]
    return tokens.plain[k] in _MEANWHILE and (bool(following.narrates) or following.form in _TOOK_PLACE)


@rule
def other_scene(tokens: Tokens, k: int) -> bool:
    """Behind a mark بينما and في حين before a verb of events and its subject turn to another scene of the article.

    + وقال العمدة إن السوق مفتوح، بينما تظاهر أهالي القرية في الميناء. => وقال (العمدة) السوق مفتوح
    + وقال العمدة إن السوق مفتوح، في حين قتل مسلحون شرطيا في الميناء. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح، بينما قتل في الميناء ألف طائر.
      => وقال (العمدة) السوق مفتوح، بينما قتل في الميناء ألف طائر
    - وقال العمدة إن السوق مفتوح، بينما الميناء مغلق. => وقال (العمدة) السوق مفتوح، بينما الميناء مغلق
    """
    if tokens.plain[k + 1] in _SAME_TIME:
        k += 1
    elif tokens.plain[k] not in _CONTRASTING:
        return False
    verb = tokens.forms[k + 1]
    return (
        bool(verb.narrates or verb.form in _EVENTS)
        and bool(tokens.flags[k + 2] & SPEAKERS)
        and not tokens.flags[k + 2] & QUANT
    )


_TAILS: tuple[Rule[[Tokens, int], bool], ...] = (
    circumstance,
    own_words,
    allusion,
    occasion,
    next_deed,
    meanwhile,
    other_scene,
)
