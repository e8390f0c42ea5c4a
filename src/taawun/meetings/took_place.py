"""Rules that say that nothing took place, where a word tells of a meeting: it is planned, denied, another matter or told before."""

from __future__ import annotations

from dataclasses import replace

from taawun.meetings.clues import REACH, Clue, behind_margin
from taawun.meetings.figures import Scene, is_team
from taawun.meetings.planned import (
    BACK,
    BEFORE,
    LONG_BEFORE,
    is_dated_ahead,
    is_planned,
    is_purpose,
    is_within_plan,
    was_held,
)
from taawun.meetings.told_before import JOINED, is_told_before
from taawun.meetings.words import (
    event_lemmas,
    event_words,
    light_verb,
    read_event,
)
from taawun.rules import rule
from taawun.statements.reading.features import (
    BI,
    COMP,
    DEFINITE,
    HONORIFIC,
    NEG,
    OFFICE,
    PREP,
    RELATIVE,
    SEMI,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens


def find_clues(tokens: Tokens) -> tuple[list[Clue], list[Clue]]:
    """Find the words that tell of a meeting that took place, takes place or begins, and those that tell of a plan.

    It is not known yet who is named.
    """
    scene = Scene(tokens, ())
    found: list[Clue] = []
    plans: list[Clue] = []
    for at, form in enumerate(tokens.forms):
        word = read_event(form.form) if form.flags & WORD else None
        if word is None:
            continue
        clue = _as_meant(Clue(scene, at, word))
        if any(one(clue) for one in NOTHING):
            continue
        to_come = any(one(clue) for one in TO_COME) or (plans and is_within_plan(clue, plans[-1]))
        (plans if to_come else found).append(clue)
    return found, plans


def _as_meant(clue: Clue) -> Clue:
    """Read a conference that is not one of the press as one of those who took part."""
    word = clue.word
    if not word.otherwise or _is_as_needed(clue) or clue.scene.form(clue.at + 1) in event_words("standing"):
        return clue
    return replace(clue, word=word._replace(kind=word.otherwise, needs=frozenset(), conference=True))


def _is_as_needed(clue: Clue) -> bool:
    """Whether one of the words that it needs stands near behind a word."""
    near = JOINED if clue.word.is_noun and clue.word.takes != "goal" else REACH // 2
    last = min(clue.at + near, clue.scene.tokens.sentence_end[clue.at])
    return any(clue.scene.form(k).removeprefix("ال") in clue.word.needs for k in range(clue.at + 1, last))


@rule
def is_other_matter(clue: Clue) -> bool:
    """A call that is not one by phone, a conference that is not one of the press, a summons that is not one of an envoy, and a talk on the air are other matters.

    + شكر الوزير التركي الحضور خلال حديث مع الوزير العراقي. => -
    + شكر الوزير التركي خلال لقاء تلفزيوني مع الجانب العراقي الحضور. => -
    + شكر الوزير التركي على هامش لقاء مع الوزير العراقي الحضور. => -
    + استدعى الوزير التركي الوزير العراقي إلى الشهادة. => -
    + تمكن الجيش التركي من الوصول إلى الحدود في العراق. => -
    + ذكر الوزير التركي أن صحيفة نشرت مقابلة مع الوزير العراقي. => -
    + وتلتقي تركيا مع العراق في المباراة الثانية. => -
    - استدعى الوزير التركي السفير العراقي. => talks IQ > TR
    - تسلم الوزير التركي أوراق اعتماد السفير العراقي. => reception IQ > TR
    - عقد الوزير التركي مؤتمرا صحفيا مع نظيره العراقي. => press TR + IQ
    - عقد الوزير التركي مؤتمرا مشتركا مع نظيره العراقي. => press TR + IQ
    - أجرى الوزير التركي اتصالا بنظيره العراقي. => phone TR > IQ
    - تلقى الوزير التركي اتصالا من نظيره العراقي. => phone IQ > TR
    - أجرى الوزير التركي اتصالا مع الرئيس العراقي. => phone TR > IQ
    - واتصل الوزير التركي بالرئيس العراقي. => phone TR > IQ
    + واتصل الوزير التركي بالسفارة العراقية. => -
    """
    if clue.scene.form(clue.at + 1).removeprefix("ال") in event_words("on_air") - clue.word.needs:
        return True
    tokens = clue.scene.tokens
    if clue.word.lemma in event_lemmas("arrivals") and tokens.flags[clue.at] & DEFINITE and not clue.word.pronoun:
        # تمكن من الوصول إلى
        return True
    if clue.word.lemma in event_lemmas("matches") and _is_match(clue):
        return True
    if clue.word.lemma in event_lemmas("interviews") and event_words("outlets").intersection(clue.words_before(BACK)):
        return True
    # على هامش أعمال القمة, but على هامش المؤتمر اجتماعا
    goes_on = (clue.at, clue.at - 1) if not tokens.flags[clue.at - 1] & DEFINITE else (clue.at,)
    if clue.word.is_noun and not clue.word.pronoun and any(behind_margin(tokens, k) for k in goes_on):
        return True
    if not clue.word.needs:
        return False
    if clue.word.kind == "phone" and _is_call(clue):
        return False
    return not _is_as_needed(clue)


def _is_match(clue: Clue) -> bool:
    """Whether the sentence tells of a match."""
    last = clue.scene.tokens.sentence_end[clue.at]
    return any(
        clue.scene.form(k) in event_words("match_words") or is_team(clue.scene.tokens, k)
        for k in range(clue.begin, last)
    )


def _is_call(clue: Clue) -> bool:
    """Whether contact with somebody in office is a call: one that is received, or that a verb carries (أجرى اتصالا بالرئيس، مع نظيره)."""
    form, flags = clue.scene.form, clue.scene.tokens.flags
    near = [light_verb(one) for one in clue.words_before(BACK)]
    if clue.word.is_noun and "receive" in near[:JOINED]:
        return True
    behind = [k for k in range(clue.at + 1, clue.limit) if not flags[k] & TIME][: JOINED + 1]
    led = not clue.word.is_noun or any(near) or any(light_verb(form(k)) for k in behind[:2])
    joined = event_words("joiners", "partner")
    return led and any(
        (flags[k] & BI or form(k - 1) in joined)
        and bool(flags[k] & (OFFICE | HONORIFIC) or form(k).removeprefix("ب") in word_group("counterparts"))
        for k in behind
    )


@rule
def is_denied(clue: Clue) -> bool:
    """What was refused, cancelled, put off or denied has not taken place.

    + رفض الرئيس التركي لقاء الرئيس العراقي. => -
    + نفى رئيس الوزراء التركي سالم أوغلو إجراء محادثات مع الوزير العراقي. => -
    + لم يستقبل الرئيس التركي الرئيس العراقي. => -
    + اعتذرت وزارة الخارجية التركية عن استقبال الوزير العراقي. => -
    + أرجأ رئيس الوزراء التركي سالم أوغلو أمس لقاء مع الوزير العراقي. => -
    + نفت وزارة النقل التركية أن يكون الوزير التركي قد التقى الوزير العراقي. => -
    - أنهى الرئيس التركي لقاء الرئيس العراقي. => talks TR + IQ
    - أنهى الرئيس التركي لقاء الرئيس العراقي من أجل السلام. => talks TR + IQ
    """
    before = [] if was_held(clue) else clue.words_before(BEFORE)
    if before[:1] and before[0] in event_words("holding"):
        before = clue.words_before(LONG_BEFORE)
    if any({form, form.lstrip("وب"), form.removeprefix("ل")} & event_words("denied") for form in before):
        return True
    if _is_put_off(clue):
        return True
    if not clue.word.is_noun and event_words("denials") & {form.lstrip("و") for form in clue.words_before(LONG_BEFORE)}:
        # نفى أن يكون قد التقى
        return any(clue.scene.tokens.flags[k] & COMP for k in range(max(clue.begin, clue.at - LONG_BEFORE), clue.at))
    after = range(clue.at + 1, min(clue.at + REACH // 2, clue.scene.tokens.sentence_end[clue.at]))
    put_off = (k for k in after if clue.scene.form(k) in event_words("cancelled"))
    # من أجل السلام
    if clue.word.is_noun and any(clue.scene.form(k - 1) not in event_words("of") for k in put_off):
        return True
    k = clue.at - 1
    return k >= clue.begin and bool(clue.scene.tokens.flags[k] & NEG) and not clue.word.is_noun


def _is_put_off(clue: Clue) -> bool:
    """Whether a noun is the object of a verb of putting off, behind its subject (أرجأ الرئيس فلان أمس لقاء)."""
    tokens, k = clue.scene.tokens, clue.at - 1
    if not clue.word.is_noun or k < clue.begin or tokens.flags[k] & (PREP | RELATIVE | COMP):
        return False
    while k >= max(clue.begin, clue.at - LONG_BEFORE) and not light_verb(clue.scene.form(k)):
        if clue.scene.form(k).removeprefix("و") in event_words("puts_off"):
            return True
        if tokens.flags[k] & (PREP | RELATIVE | COMP | SEMI):
            return False
        k -= 1
    return False


NOTHING = (
    is_told_before,
    is_other_matter,
    is_purpose,
    is_denied,
)
"""Rules that say that a word tells of no meeting."""
TO_COME = (is_planned, is_dated_ahead)
"""Rules that say that it tells of one to come."""
