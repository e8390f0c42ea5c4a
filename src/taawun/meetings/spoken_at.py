"""Whether something was said or done at a meeting, or in it by who takes part: then it took place."""

from __future__ import annotations

from taawun.meetings.clues import Clue
from taawun.meetings.words import event_words

BEFORE = 8
"""Words before a meeting in which who takes part is named."""


def is_spoken_at(clue: Clue) -> bool:
    """Whether something was said or done at a council: during it, or in it by who takes part."""
    before = clue.words_before(BEFORE)
    within = event_words("within")
    during = bool(before) and before[0] in (event_words("during") | event_words("around")) - within
    takes_part = {form.removeprefix("و") for form in before} & event_words("takes_part")
    return during or (bool(takes_part) and before[0] in within)
