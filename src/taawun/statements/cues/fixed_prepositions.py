"""Whose a preposition is: the reporting word's, or that of a noun of motion, a fixed phrase, an envoy, a title."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.walk import Walk
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.mentions.phrase_limits import begins_full_name
from taawun.statements.reading.features import (
    ATTITUDE,
    BI,
    COMP,
    DEFINITE,
    ENVOY,
    FIXED_ALA,
    MASDAR,
    MOTION,
    NUMBER,
    OBJECT,
    OCCASION,
    ORGAN,
    PLACE,
    QUANT,
    STATE,
    SUFFIX,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: في with these tells where and when
_WHERE = OCCASION | PLACE | TIME | STATE
_FIXED, _ALI = word_group("fixed_prepositions"), word_group("ali")
_ENVOY_WITHIN = setting("envoy_within")
#: go on with a phrase, or open what a verb governs
_CHARGED = word_group("charged_with")
#: with ب they say where or when
_WHERE_OR_WHEN = PLACE | STATE | TIME
LINKING = word_group("links_of_many") | word_group("links_of_duty")


def is_fixed(walk: Walk, j: int) -> bool:
    """Whether a preposition is not the one that the reporting word governs."""
    tokens = walk.tokens
    return after_motion(tokens, j) or fixed_phrase(tokens, j) or is_called_ali(tokens, j) or envoy_to(walk, j)


@rule
def after_motion(tokens: Tokens, j: int) -> bool:
    """The preposition behind a noun of motion or of speech belongs to that noun: خلال زيارته إلى تونس.

    + وأشار السفير خلال زيارته إلى طنجة إلى تقدم المشروع. => وأشار (السفير) تقدم المشروع
    - وأشار السفير خلال الحفل إلى تقدم المشروع. => وأشار (السفير) تقدم المشروع
    """
    return bool(tokens.flags[j - 1] & MOTION)


@rule
def fixed_phrase(tokens: Tokens, j: int) -> bool:
    """A preposition of a fixed phrase (على هامش، إلى جانب), or في before a time or place, is not the verb's.

    + وشدد الوزير على هامش القمة على التعاون. => وشدد (الوزير) التعاون
    + وأشار الوزير إلى جانب نظيره إلى التعاون. => وأشار (الوزير) التعاون
    + واشتبهت الشرطة أمس في باريس في أن الحريق متعمد. => واشتبهت (الشرطة) الحريق متعمد
    - وشدد الوزير على التعاون. => وشدد (الوزير) التعاون
    """
    form, following = tokens.plain[j], tokens.flags[j + 1]
    if following & FIXED_ALA or f"{form} {tokens.plain[j + 1]}" in _FIXED:
        return True
    return form == "في" and bool(following & _WHERE)


@rule
def is_called_ali(tokens: Tokens, j: int) -> bool:
    """Where an outlet writes the preposition على with its dotless letter, or before a name, علي is a name.

    + وشدد علي ناصر على التعاون. => وشدد (علي ناصر) التعاون
    + وأكد علي ناصر للصحفيين أن السد آمن. => وأكد (علي ناصر) السد آمن
    - وشدد الوزير علي التعاون. => وشدد (الوزير) التعاون
    - وشدد الوزير على التعاون. => وشدد (الوزير) التعاون
    - وشدد الوزير هاني حداد علي أهمية السد، وسار العمل على ما يرام.
      => وشدد (الوزير هاني حداد) أهمية السد، وسار العمل على ما يرام
    """
    if tokens.flags[j + 1] & (OBJECT | ATTITUDE | COMP):
        return False
    dotted = tokens.plain[j] in _ALI and tokens.text[tokens.ends[j] - 1] == "ي"
    return dotted and (tokens.dotless or begins_full_name(tokens, j))


@rule
def envoy_to(walk: Walk, j: int) -> bool:
    """The state behind an envoy and إلى is the one he is sent to: مبعوث الأمم المتحدة إلى اليمن.

    + وأشار المبعوث الأممي إلى ليبيا إلى تقدم الحوار. => وأشار (المبعوث الأممي) تقدم الحوار
    - وأشار الوزير المالطي إلى ليبيا. => وأشار (الوزير المالطي) ليبيا
    - وأشار المبعوث الأممي إلى تقدم الحوار. => وأشار (المبعوث الأممي) تقدم الحوار
    """
    tokens = walk.tokens
    if not walk.bits(j + 1) & STATE:
        return False
    return any(bits & ENVOY for bits in tokens.flags[max(walk.cue + 1, j - _ENVOY_WITHIN) : j])


def before_governed(walk: Walk, j: int, stop: int) -> int:
    """Where a phrase ends before the من or عن that the verb governs: حذر خبراء من انهيار السد، أعرب مسؤولون عن قلقهم."""
    tokens = walk.tokens
    k = next((k for k in range(j + 1, stop) if tokens.plain[k] in LINKING), stop)
    if k == stop or tokens.plain[k] not in walk.takes:
        return stop
    following = tokens.flags[k + 1]
    if walk.clause_ahead and not following & (OBJECT | ATTITUDE | SUFFIX | MASDAR):
        return stop
    if walk.takes_person and walk.phrases:
        return k
    # عدد من النواب: those who are counted
    counted = tokens.flags[k - 1] & (QUANT | NUMBER)
    who = can_speak(following) or following & DEFINITE
    again = who and any(tokens.plain[m] == tokens.plain[k] for m in range(stop, walk.end))
    return stop if counted or again else k


def before_governed_bi(walk: Walk, j: int, stop: int) -> int:
    """Where a phrase ends before the noun with ب that the verb governs, as no other follows: أشاد الوزير بالحكومة."""
    tokens = walk.tokens
    k = next((k for k in range(j + 1, stop) if tokens.flags[k] & BI), stop)
    if k == stop or tokens.plain[k - 1] in _CHARGED or not tokens.flags[k] & (DEFINITE | STATE | ORGAN):
        return stop
    return stop if governs_more(walk, stop) else k


def governs_more(walk: Walk, j: int) -> bool:
    """Whether a noun with ب that the verb can govern stands at a token or behind it."""
    return any(bits & BI and not bits & _WHERE_OR_WHEN for bits in walk.tokens.flags[j : walk.end])
