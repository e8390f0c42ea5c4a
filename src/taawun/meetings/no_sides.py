"""Who is no side of a meeting, though he is named where one would be: bodies by themselves, and nouns of another matter."""

from __future__ import annotations

from taawun.meetings.clues import can_be_name
from taawun.meetings.councils import is_body
from taawun.meetings.figures import Figure
from taawun.meetings.spoken_at import is_spoken_at
from taawun.meetings.surroundings import Figures, Surroundings
from taawun.meetings.words import event_lemmas, event_words
from taawun.rules import rule
from taawun.statements.reading.features import WORD


@rule
def is_own_meeting(around: Surroundings, first: Figures) -> bool:
    """The meeting of a state's own body is none of two, whoever speaks of it.

    + وقال الوزير التركي أثناء اجتماع الحكومة العراقية إن الجسر آمن. => -
    - وقال الوزير التركي أثناء لقاء الحكومة العراقية إن الجسر آمن. => talks TR + IQ
    """
    own = around.word.lemma in event_lemmas("own_meetings") and not around.word.pronoun
    of_state = len(first) == 1 and len(first[0].parties) == 1 and not is_body(first)
    return own and of_state and first[0].head in event_words("own_bodies") and first[0].start == around.clue.at + 1


@rule
def is_joint(together: Figures) -> bool:
    """A commission of two states that meets is a meeting of both; two bodies that do something together are none.

    + وعقدت اللجنة التركية العراقية اجتماعها الأول في بغداد. => talks TR > IQ
    - وعقدت المحكمة التركية والجامعة العراقية اجتماعها الأول في بغداد. => -
    """
    return len(together) == 1 and len(together[0].parties) > 1 and together[0].head in event_words("commissions")


@rule
def speaks_of(around: Surroundings) -> bool:
    """Who presents or treats something (عرض، تناول) meets those only with whom he does so.

    + وعرض الوزير التركي والوزير العراقي المساعدة. => -
    - وعرض الوزير التركي مع السفير العراقي أمن الجسر. => talks TR + IQ
    """
    with_somebody = around.met and around.met[0].kind in ("person", "group")
    return around.word.lemma in event_lemmas("presenting") and not with_somebody


def belongs_to_noun(around: Surroundings, figure: Figure) -> bool:
    """Whether the word right before a figure is a noun that ends like a feminine one, far from the meeting (مبادرات الرئيس)."""
    k = figure.start - 1
    tokens = around.scene.tokens
    return k > around.clue.at + 1 and tokens.flags[k] == WORD and not can_be_name(tokens, k)


def counts(around: Surroundings, partner: Figures, *, held: bool, told: bool) -> bool:
    """Whether it is said who takes part: in sessions bodies do, in conferences those who attend, or an organisation."""
    if around.word.lemma in event_lemmas("sessions"):
        return held
    there = is_body(partner) and (held or is_spoken_at(around.clue))
    return not around.word.conference or told or there
