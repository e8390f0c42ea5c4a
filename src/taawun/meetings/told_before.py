"""Definite nouns that go back to a meeting which the article has told."""

from __future__ import annotations

from taawun.meetings.clues import Clue
from taawun.meetings.council_names import named_councils
from taawun.meetings.figures import adjoining_states
from taawun.meetings.words import event_words, light_verb, preposition_roles
from taawun.rules import rule
from taawun.statements.reading.features import BI, COMMA, DEFINITE, HONORIFIC, LI, NAME, OFFICE, RELATIVE, TIME, WORD

BEFORE = 8
"""Words before a council in which who takes part is named."""
JOINED = 4
"""Words behind a definite noun in which it is said who meets whom."""


@rule
def is_told_before(clue: Clue) -> bool:
    """A definite noun (اللقاء) is a meeting that is already told, unless who meets whom follows at once.

    + وشكر الوزير التركي خلال اللقاء الوزير العراقي. => -
    - وطال اللقاء بين الوزير التركي والوزير العراقي. => talks TR + IQ
    - وطال اللقاء التركي العراقي. => talks TR + IQ
    - وجمع اللقاء الوزير التركي والوزير العراقي. => talks TR + IQ
    - قال الوزير التركي خلال الاجتماع بالرئيس العراقي إن الجسر آمن. => talks TR > IQ
    - قال الوزير التركي خلال الاجتماع السنوي لوزراء حلف شمال الأطلسي إن الجسر آمن. => summit TR + NATO
    """
    if not clue.word.is_noun or not clue.scene.tokens.flags[clue.at] & DEFINITE:
        return False
    scene = clue.scene
    if light_verb(scene.form(clue.at - 1)) == "bring":
        return False
    roles = (preposition_roles().get(scene.form(k)) for k in range(clue.at + 1, clue.limit))
    if clue.word.kind == "summit" and ("attending" in roles or _names_council(clue)):
        # القمة العربية بحضور الرئيس، خلال القمة العربية
        return False
    if any(scene.form(k) in clue.word.needs for k in range(clue.at + 1, clue.at + JOINED)):
        # الدورة العاشرة للجنة المشتركة
        return False
    joiners = event_words("joiners", "goal" if clue.word.takes == "goal" else "partner")
    if adjoining_states(scene.tokens, clue.at + 1) or adjoining_states(scene.tokens, clue.at + 2):
        # القمة الثلاثية السعودية المصرية
        return False
    following = scene.tokens.flags[clue.at + 1 : clue.at + 3]
    joined, named = (LI, OFFICE | HONORIFIC | NAME) if clue.word.takes == "goal" else (BI, OFFICE | HONORIFIC)
    if any(bits & joined and bits & named for bits in following):
        # الزيارة الرسمية للشيخ فلان، الاجتماع بالشيخ فلان
        return False
    councils = (scene.form(k).removeprefix("ل") for k in (clue.at + 1, clue.at + 2))
    if (
        clue.word.takes == "partner"
        and any(bits & LI for bits in following)
        and set(councils) & event_words("councils")
    ):
        # الاجتماع التنسيقي لوزراء خارجية دول المجلس
        return False
    if is_held(clue):
        # الاجتماع الوزاري لدول الجوار الذي استضافته القاهرة
        return False
    behind = range(clue.at + 1, clue.limit)
    words = [k for k in behind if scene.tokens.flags[k] & WORD and not scene.tokens.flags[k] & TIME][:JOINED]
    carried = (k for k in words if not any(scene.tokens.flags[j] & COMMA for j in range(clue.at, k)))
    return not (any(scene.form(k) in joiners for k in words[:-1]) or any(light_verb(scene.form(k)) for k in carried))


def is_held(clue: Clue) -> bool:
    """Whether a relative clause near behind says that a meeting was held, or who held it."""
    tokens, form = clue.scene.tokens, clue.scene.form
    near = range(clue.at + 1, min(clue.at + BEFORE, clue.limit - 1))
    return any(
        form(k) in event_words("held")
        or (tokens.flags[k] & RELATIVE and light_verb(form(k + 1)) in ("lead", "host", "bring"))
        for k in near
    )


def is_spoken_at(clue: Clue) -> bool:
    """Whether something was said or done at a council: during it, or in it by who takes part."""
    before = clue.words_before(BEFORE)
    within = event_words("within")
    during = bool(before) and before[0] in (event_words("during") | event_words("around")) - within
    takes_part = {form.removeprefix("و") for form in before} & event_words("takes_part")
    return during or (bool(takes_part) and before[0] in within)


def _names_council(clue: Clue) -> bool:
    led = any(light_verb(form) == "lead" for form in clue.words_before(BEFORE))
    return bool(named_councils(clue.scene.tokens, clue.at + 1)) and (led or is_spoken_at(clue))
