"""Which of the actors named in a statement it speaks of as actors or partners: the rules that leave others out.

The examples say which targets are then found; the stance to them is the matter of `taawun.targets.stance`.
"""

from __future__ import annotations

from taawun.rules import rule
from taawun.targets.actors import Mention
from taawun.targets.sayings import Saying


@rule
def is_own(saying: Saying, mention: Mention) -> bool:
    """The speaker's own state or organisation is no target.

    + قال الوزير التركي إن تركيا قوية. => -
    - قال الوزير التركي إن مصر قوية. => EG 0
    """
    return mention.actor in saying.own


@rule
def is_home(saying: Saying, mention: Mention) -> bool:
    """Where nothing says whose the speaker is, the state that the article is about is his, unless he speaks ill of it.

    + قال الوزير إن العراق قوي. => -
    - قال الوزير إن العراق يرتكب جريمة. => IQ -2
    """
    if mention.actor != saying.home:
        return False
    reading = saying.reading
    return not any(
        reading.marked(tone, first, last)
        for first, last in saying.ranges
        if first <= mention.first < last
        for tone in ("grave", "blame", "demand")
    )


@rule
def is_within(saying: Saying, mention: Mention) -> bool:
    """An actor behind a preposition of place is where something happens.

    + قال الوزير التركي إن الناس كثيرون في مصر. => -
    - قال الوزير التركي إن الناس كثيرون مثل مصر. => EG 0
    """
    if mention.kind in ("demonym", "leader"):
        return False
    text = saying.reading.words.written[mention.first]
    return bool(saying.reading.marked("within", mention.first - 1, mention.first)) or (
        mention.kind == "capital" and text.startswith(("ب", "وب"))
    )


@rule
def is_place(saying: Saying, mention: Mention) -> bool:
    """The state that a region, a border or a crisis belongs to is a place.

    + قال الوزير التركي إن الأزمة السورية طويلة. => -
    - قال الوزير التركي إن القيادة السورية طويلة. => SY 0
    """
    return mention.kind in ("name", "demonym", "capital") and bool(
        saying.reading.marked("place", mention.first - 1, mention.first)
    )


@rule
def is_private(saying: Saying, mention: Mention) -> bool:
    """Companies, media, persons and currencies do not stand for the state they come from.

    + قال الوزير التركي إن شركة مصرية وصلت. => -
    - قال الوزير التركي إن سفينة مصرية وصلت. => EG 0
    """
    return mention.kind in ("name", "demonym", "capital") and bool(
        saying.reading.marked("private", mention.first - 1, mention.first)
    )


LEAVE_OUT = (is_own, is_home, is_within, is_place, is_private)


@rule(silence=None)
def partner(saying: Saying) -> str | None:
    """Who speaks of both countries or sides means the other state that was named last.

    + استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن العلاقات بين البلدين قوية. => EG +1
    - استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن العلاقات بين المدن قوية. => -
    """
    if not any(saying.reading.marked("both", first, last) for first, last in saying.ranges):
        return None
    others = [actor for actor in saying.before if actor not in saying.own and actor != saying.home and len(actor) == 2]
    return others[-1] if others else None


def select(saying: Saying) -> dict[str, list[Mention]]:
    """Targets of a statement and where they are named."""
    kept: dict[str, list[Mention]] = {}
    for mention in saying.mentions():
        if not any(one(saying, mention) for one in LEAVE_OUT):
            kept.setdefault(mention.actor, []).append(mention)
    if not any(len(actor) == 2 for actor in kept):
        other = partner(saying)
        if other:
            kept.setdefault(other, [])
    return kept
