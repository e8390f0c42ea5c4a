"""Definite nouns that go back to a meeting which the article has told, and rules that say that it is told here."""

from __future__ import annotations

from taawun.meetings.clues import Clue
from taawun.meetings.council_names import named_councils
from taawun.meetings.figures import adjoining_states
from taawun.meetings.spoken_at import is_spoken_at
from taawun.meetings.words import event_words, light_verb, preposition_roles
from taawun.rules import rule
from taawun.statements.reading.features import BI, COMMA, DEFINITE, HONORIFIC, LI, NAME, OFFICE, RELATIVE, TIME, WORD

JOINED = 4
"""Words behind a definite noun in which it is said who meets whom."""
HELD = 8
"""Words behind one in which a relative clause says who held it."""
LED = 8
"""Words before one in which it is said who leads it."""


@rule
def is_told_before(clue: Clue) -> bool:
    """A definite noun (اللقاء) is a meeting that is already told, unless a rule of `TOLD_HERE` finds who meets.

    + وشكر الوزير التركي خلال اللقاء الوزير العراقي. => -
    - وطال اللقاء بين الوزير التركي والوزير العراقي. => talks TR + IQ
    """
    definite = clue.word.is_noun and bool(clue.scene.tokens.flags[clue.at] & DEFINITE)
    return definite and not any(one(clue) for one in TOLD_HERE)


@rule
def is_subject_of_bringing(clue: Clue) -> bool:
    """A meeting that brings people together is told with them.

    + وجمع اللقاء الوزير التركي والوزير العراقي. => talks TR + IQ
    - وأعجب اللقاء الوزير التركي والوزير العراقي. => -
    """
    return light_verb(clue.scene.form(clue.at - 1)) == "bring"


@rule
def is_attended_summit(clue: Clue) -> bool:
    """A summit is told where it is said who attends it, or, of a council, who leads it or what was said at it.

    + وبدأت القمة بحضور الوزير التركي والوزير العراقي. => talks TR + IQ
    + وقال الوزير التركي خلال القمة العربية إن الجسر آمن. => summit TR + AL
    - وبدأت القمة برعاية الوزير التركي والوزير العراقي. => -
    - وقال الوزير التركي عن القمة العربية إن الجسر آمن. => -
    """
    if clue.word.kind != "summit":
        return False
    roles = (preposition_roles().get(clue.scene.form(k)) for k in range(clue.at + 1, clue.limit))
    if "attending" in roles:
        return True
    led = any(light_verb(form) == "lead" for form in clue.words_before(LED))
    return (led or is_spoken_at(clue)) and bool(named_councils(clue.scene.tokens, clue.at + 1))


@rule
def has_states_behind(clue: Clue) -> bool:
    """Two states right behind the noun, or behind its first adjective, are those that meet.

    + وطال اللقاء التركي العراقي. => talks TR + IQ
    + وطال اللقاء الثلاثي التركي العراقي السوري. => summit TR + IQ + SY
    - وشكر الوزير التركي خلال اللقاء الثلاثي الوزير العراقي. => -
    """
    tokens = clue.scene.tokens
    return bool(adjoining_states(tokens, clue.at + 1) or adjoining_states(tokens, clue.at + 2))


@rule
def has_person_behind(clue: Clue) -> bool:
    """A person whom ب or ل joins to the noun is whom one meets, or whose visit it is.

    + قال الوزير التركي خلال الاجتماع بالرئيس العراقي إن الجسر آمن. => talks TR > IQ
    + وبدأت الزيارة الرسمية للرئيس التركي إلى العراق. => visit TR > IQ
    - قال الوزير التركي خلال الاجتماع بالعاصمة العراقية إن الجسر آمن. => -
    """
    joined, named = (LI, OFFICE | HONORIFIC | NAME) if clue.word.takes == "goal" else (BI, OFFICE | HONORIFIC)
    return any(bits & joined and bits & named for bits in clue.scene.tokens.flags[clue.at + 1 : clue.at + 3])


@rule
def has_council_behind(clue: Clue) -> bool:
    """A council or commission that ل joins to the noun, or to its adjective, is the one that meets.

    + قال الوزير التركي خلال الاجتماع السنوي لوزراء حلف شمال الأطلسي إن الجسر آمن. => summit TR + NATO
    + وعقدت الدورة العاشرة للجنة المشتركة بين تركيا والعراق. => talks TR + IQ
    - قال الوزير التركي خلال الاجتماع السنوي لسكان العاصمة العراقية إن الجسر آمن. => -
    """
    known = event_words("councils") | event_words("commissions")
    behind = range(clue.at + 1, min(clue.at + JOINED, clue.limit))
    held = (k for k in behind if clue.scene.form(k).removeprefix("ل") in known)
    return clue.word.takes == "partner" and any(clue.scene.tokens.flags[k] & LI for k in held)


@rule
def is_held(clue: Clue) -> bool:
    """A relative clause near behind that says that a meeting was held, or who held it, tells it.

    + قال الوزير التركي خلال الاجتماع الوزاري السنوي الموسع الذي ترأسه الوزير العراقي إن الجسر آمن. => talks TR + IQ
    - قال الوزير التركي خلال الاجتماع الذي انتقد مع الوزير العراقي إن الجسر آمن. => -
    """
    tokens, form = clue.scene.tokens, clue.scene.form
    near = range(clue.at + 1, min(clue.at + HELD, clue.limit - 1))
    return any(
        form(k) in event_words("held")
        or (tokens.flags[k] & RELATIVE and light_verb(form(k + 1)) in ("lead", "host", "bring"))
        for k in near
    )


@rule
def has_partners_behind(clue: Clue) -> bool:
    """A preposition of meeting near behind (بين، مع), or a verb of holding before the next comma, tells who meets.

    + وطال اللقاء بين الوزير التركي والوزير العراقي. => talks TR + IQ
    - وطال اللقاء عند الوزير التركي والوزير العراقي. => -
    """
    tokens = clue.scene.tokens
    joiners = event_words("joiners", "goal" if clue.word.takes == "goal" else "partner")
    behind = range(clue.at + 1, clue.limit)
    words = [k for k in behind if tokens.flags[k] & WORD and not tokens.flags[k] & TIME][:JOINED]
    carried = (k for k in words if not any(tokens.flags[j] & COMMA for j in range(clue.at, k)))
    return any(clue.scene.form(k) in joiners for k in words[:-1]) or any(
        light_verb(clue.scene.form(k)) for k in carried
    )


TOLD_HERE = (
    is_subject_of_bringing,
    is_attended_summit,
    has_states_behind,
    has_person_behind,
    has_council_behind,
    is_held,
    has_partners_behind,
)
"""Rules that say that a definite noun tells a meeting itself."""
