"""Who takes part in a meeting: the rules that find its two sides around the word that tells of it.

One side is the subject (who receives, visits, leads talks), the other the partner (who is received, met, or the country
that is visited). The examples say what is then read: `TR > IQ` where the first is the guest of the second, `TR + IQ`
where the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from taawun.meetings.clues import Clue, marker
from taawun.meetings.figures import Figure
from taawun.meetings.words import event_words, light_verb
from taawun.rules import Rule, rule
from taawun.statements.reading.features import COMMA, RELATIVE, SEMI, STOP, TIME, WORD

Figures = tuple[Figure, ...]
NOBODY: Figures = ()
PLACES = ("state", "place", "actor")
NEAR = 6
"""Words behind a noun in which a verb that carries it, or whose it is, stands."""
BACK = 14
"""Words before a noun in which the verb that carries it stands."""
GAP = 6
"""Words that may stand between two figures of one meeting."""


class Surroundings:
    """A clue with what stands around it, read once for all rules."""

    def __init__(self, clue: Clue) -> None:
        self.clue, self.scene, self.word = clue, clue.scene, clue.word
        self.slots = list(clue.slots())

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.clue.place

    def near(self, figure: Figure) -> bool:
        """Whether a figure stands near the word, or near the figure or verb before it."""
        ends = [slot.end for _, slot in self.slots if slot.end <= figure.start]
        start = max([self.clue.at + 1, self.carrier[1] + 1 if self.word.is_noun else 0, *ends])
        flags = self.scene.tokens.flags
        return sum(bool(flags[k] & WORD) and not flags[k] & TIME for k in range(start, figure.start)) <= GAP

    def with_joined(self, at: int) -> Figures:
        """Figure of a slot and those joined to it by و."""
        joined = takewhile(lambda slot: slot[0] == "and", self.slots[at + 1 :])
        return (self.slots[at][1], *(figure for _, figure in joined))

    def marked(self, *prepositions: str) -> Iterator[Figures]:
        """Figures behind one of these prepositions, each with those joined to it."""
        for at, (before, _) in enumerate(self.slots):
            if before in prepositions:
                yield self.with_joined(at)

    @cached_property
    def bare(self) -> list[Figures]:
        """Figures behind the word without a preposition, each with those joined to it."""
        return list(self.marked(""))

    @cached_property
    def met(self) -> Figures:
        """Those behind مع, or behind ب where it is no place."""
        for at, (before, figure) in enumerate(self.slots):
            if before == "with" or (before == "by" and figure.kind not in PLACES):
                return self.with_joined(at) if self.near(figure) else NOBODY
        return NOBODY

    @cached_property
    def carrier(self) -> tuple[str, int]:
        """Return what the verb that carries a noun does (lead, receive, bring), and its token; of both sides the nearer one."""
        at, tokens = self.clue.at, self.scene.tokens
        for k in range(at + 1, min(at + NEAR, self.clue.limit)):
            if light_verb(self.scene.form(k)):
                return light_verb(self.scene.form(k)), k
        for k in range(at - 1, max(self.clue.begin, at - BACK) - 1, -1):
            if tokens.flags[k] & (STOP | SEMI):
                break
            if light_verb(self.scene.form(k)):
                return light_verb(self.scene.form(k)), k
        return "", -1

    @cached_property
    def antecedent(self) -> Figures:
        """Who stands right before a verb as its subject: before الذي, or before the verb itself."""
        k = self.clue.at - 1
        while k > self.clue.begin and (
            self.scene.form(k) in event_words("before_verb") or self.scene.tokens.flags[k] & (RELATIVE | COMMA)
        ):
            k -= 1
        found = self.scene.before(k + 1, self.clue.begin)
        if found and self._is_relative:
            return next(((one,) for one in found if one.parties and one.kind not in PLACES), NOBODY)
        if not found or found[0].end != k + 1:
            return NOBODY
        joined = takewhile(lambda pair: marker(self.scene, pair[0]) == "and", pairwise(found))
        return (found[0], *(one for _, one in joined))[::-1]

    @property
    def antecedent_place(self) -> Figures:
        """Country right before a relative verb (قبرص التي زارها)."""
        found = self.scene.before(self.clue.at, max(self.clue.begin, self.clue.at - 3)) if self._is_relative else []
        return tuple(one for one in found[:1] if one.kind in PLACES)

    @property
    def _is_relative(self) -> bool:
        tokens, at = self.scene.tokens, self.clue.at
        return any(tokens.flags[k] & RELATIVE for k in range(max(self.clue.begin, at - 2), at))

    def focus(self, without: Figures) -> Figures:
        """Whom the text speaks of at the clue, without those who are of the other side."""
        others = {party for figure in without for party in figure.parties}
        for figure in self._in_focus():
            if set(figure.parties) - others and figure not in without and self._agrees(figure):
                return (figure,)
        return NOBODY

    def _agrees(self, figure: Figure) -> bool:
        """Whether the pronoun of the word can mean a figure: "their" is no single person's."""
        return not (self.word.pronoun in ("two", "many") and figure.kind == "person" and figure.name)

    def _in_focus(self) -> Iterator[Figure]:
        scene, clue = self.scene, self.clue
        end = scene.tokens.sentence_end[clue.at]
        spoken = [(at, figure) for at, figure in scene.speakers if at < end]
        yield from (figure for at, figure in reversed(spoken) if clue.begin <= at < clue.at)
        yield from (figure for at, figure in spoken if clue.at < at)
        here = [one for one in scene.before(clue.at, clue.begin) if one.kind == "person"]
        yield from (one for one in reversed(here) if not marker(scene, one))
        yield from (figure for at, figure in reversed(spoken) if at < clue.begin)
        yield from (one for one in scene.before(clue.begin, 0)[:20] if one.kind == "person" and not marker(scene, one))


class Sides(NamedTuple):
    """Who takes part, and the rules that found them."""

    subject: Figures
    partner: Figures
    rules: tuple[str, ...]


@rule(silence=NOBODY)
def between(around: Surroundings) -> Figures:
    """Behind بين stand all who meet.

    + عقدت مباحثات بين الرئيس التركي والرئيس العراقي. => talks TR + IQ
    - عقدت مباحثات حول الرئيس التركي والرئيس العراقي. => -
    """
    found = next(around.marked("between"), NOBODY) if around.word.is_noun and around.word.takes != "goal" else NOBODY
    return found if found and around.near(found[0]) else NOBODY


@rule(silence=NOBODY)
def object_behind_pronoun(around: Surroundings) -> Figures:
    """A verb with its object as a pronoun (استقبله) has the one spoken of as its object.

    + وصل الوزير التركي سالم أوغلو إلى بغداد. واستقبله الرئيس العراقي. => visit TR > IQ; reception TR > IQ
    - وصل الوزير التركي سالم أوغلو إلى بغداد. واستقبل الرئيس العراقي. => visit TR > IQ
    """
    if around.word.is_noun or not around.word.pronoun or around.word.takes == "goal":
        return NOBODY
    return around.focus(around.antecedent or (around.bare[0] if around.bare else NOBODY))


@rule(silence=NOBODY)
def met_with(around: Surroundings) -> Figures:
    """Whom one meets stands behind مع, or behind ب.

    + اجتمع الوزير التركي مع نظيره العراقي. => talks TR + IQ
    + التقى الوزير التركي بنظيره العراقي. => talks TR + IQ
    - زار الوزير التركي العراق. => visit TR > IQ
    """
    return around.met if around.word.takes in ("partner", "with", "from") else NOBODY


@rule(silence=NOBODY)
def sent_to(around: Surroundings) -> Figures:
    """A letter or call goes to whom إلى or ل names.

    + بعث الرئيس التركي رسالة إلى الرئيس العراقي. => letter TR > IQ
    - بعث الرئيس التركي رسالة عن الرئيس العراقي. => -
    """
    return next(around.marked("to"), NOBODY) if around.word.takes == "from" else NOBODY


@rule(silence=NOBODY)
def comes_from(around: Surroundings) -> Figures:
    """A letter or call that is received comes from whom من names.

    + تلقى الرئيس التركي اتصالا هاتفيا من الرئيس العراقي. => phone IQ > TR
    - تلقى الرئيس التركي اتصالا هاتفيا عن الرئيس العراقي. => -
    """
    return next(around.marked("from"), NOBODY) if around.word.takes == "from" else NOBODY


@rule(silence=NOBODY)
def goal(around: Surroundings) -> Figures:
    """A visit goes to the country behind إلى or ل, or to the one that is its object.

    + وصل الوزير التركي إلى العراق. => visit TR > IQ
    + زار الوزير التركي العراق. => visit TR > IQ
    - وصل الوزير التركي من العراق. => -
    """
    if around.word.takes != "goal":
        return NOBODY
    if around.word.pronoun and not around.word.is_noun:
        # قبرص التي زارها
        return around.antecedent_place
    places = [slot[1] for slot in around.slots if slot[0] in ("to", "") and slot[1].kind in PLACES]
    return (places[0],) if places and around.near(places[0]) else NOBODY


@rule(silence=NOBODY)
def second_behind_verb(around: Surroundings) -> Figures:
    """Behind a verb the subject comes first and the object second; only the object, where the subject stands before.

    + استقبل الرئيس التركي نظيره العراقي. => reception IQ > TR
    + شكر الرئيس التركي الذي استقبل الوزير العراقي الحضور. => reception IQ > TR
    - استقبل الرئيس التركي في العراق. => -
    """
    if around.word.takes not in ("guest", "partner") or not around.bare:
        return NOBODY
    if around.word.is_noun:
        return NOBODY
    if around.antecedent:
        return around.bare[0]
    return around.bare[1] if len(around.bare) > 1 else NOBODY


@rule(silence=NOBODY)
def object_of_noun(around: Surroundings) -> Figures:
    """Behind a noun with a pronoun (لقائه) stands whom one meets; behind one without, the second, or the only one.

    + قال الوزير التركي خلال لقائه نظيره العراقي إن الجسر آمن. => talks TR + IQ
    + قال الوزير التركي بعد لقاء نظيره العراقي إن الجسر آمن. => talks TR + IQ
    - قال الوزير التركي بعد لقاء في العراق إن الجسر آمن. => -
    """
    if not around.word.is_noun or around.word.takes not in ("guest", "partner") or not around.bare:
        return NOBODY
    first, second = around.bare[0], around.bare[1] if len(around.bare) > 1 else NOBODY
    if not around.near(first[0]):
        return NOBODY
    found = first if around.word.pronoun or not second or second[0].start > first[-1].end + 1 else second
    return NOBODY if found[0].kind in PLACES[:2] else found


@rule(silence=NOBODY)
def both_spoken_of(around: Surroundings) -> Figures:
    """Two who meet (لقائهما، لقاء بينهما) are the two who were named last.

    + قال الوزير التركي والوزير العراقي خلال لقائهما إن الجسر آمن. => talks TR + IQ
    + وصل الوزير التركي والوزير العراقي. وطال لقاء بينهما. => talks TR + IQ
    - قال الوزير التركي والوزير العراقي خلال لقائها إن الجسر آمن. => -
    """
    if not around.word.is_noun or around.word.kind == "visit":
        return NOBODY
    words = (around.scene.form(k) for k in range(around.clue.at + 1, min(around.clue.at + NEAR, around.clue.limit)))
    if around.word.pronoun != "two" and not any(form in event_words("both") for form in words):
        return NOBODY
    first = around.scene.tokens.sentence_start[max(around.clue.begin - 1, 0)]
    found: dict[str, Figure] = {}
    for figure in around.scene.before(around.clue.at, first):
        if len(figure.parties) == 1 and len(found) < 2 and marker(around.scene, figure) not in ("in", "by", "to"):
            found.setdefault(figure.parties[0], figure)
    return tuple(found.values())[::-1]


PARTNER = (
    between,
    both_spoken_of,
    object_behind_pronoun,
    comes_from,
    met_with,
    sent_to,
    goal,
    second_behind_verb,
    object_of_noun,
)


@rule(silence=NOBODY)
def stands_before(around: Surroundings, partner: Figures) -> Figures:
    """The subject of a verb can stand right before it.

    + شكر الرئيس التركي الذي استقبل الوزير العراقي الحضور. => reception IQ > TR
    - شكر الرئيس التركي الحضور. واستقبل الوزير العراقي. => -
    """
    return NOBODY if around.word.is_noun else _others(around.antecedent, partner)


@rule(silence=NOBODY)
def stands_behind(around: Surroundings, partner: Figures) -> Figures:
    """The subject of a verb, or of a verbal noun, is the first behind it.

    + زار الوزير التركي العراق. => visit TR > IQ
    + انتهت زيارة الوزير التركي إلى العراق. => visit TR > IQ
    - انتهت زيارة إلى العراق. => -
    """
    if around.word.is_noun and around.word.pronoun:
        return NOBODY
    found = around.bare[0] if around.bare else NOBODY
    if found and found[0].start > around.clue.at + (1 if around.word.is_noun else NEAR - 2):
        return NOBODY
    return _others(found, partner)


@rule(silence=NOBODY)
def carries(around: Surroundings, partner: Figures) -> Figures:
    """Who leads talks or receives a call is the subject of that verb.

    + أجرى الرئيس التركي محادثات مع الرئيس العراقي. => talks TR + IQ
    + انتهت محادثات أجراها الرئيس التركي مع الرئيس العراقي. => talks TR + IQ
    - طالت محادثات مع الرئيس العراقي. => -
    """
    role, at = around.carrier
    if not role or not around.word.is_noun:
        return NOBODY
    scene = around.scene
    if at > around.clue.at:
        return _others(next((found for found in around.bare if at < found[0].start <= at + 2), NOBODY), partner)
    behind = [one for one in reversed(scene.before(around.clue.at, at + 1)) if marker(scene, one) in ("", "and")]
    if behind:
        return _others(tuple(behind), partner)
    found = scene.before(at, max(around.clue.begin, at - NEAR))
    joined = [one for _, one in takewhile(lambda pair: marker(scene, pair[0]) == "and", pairwise(found))]
    return _others((*found[:1], *joined), partner)


@rule(silence=NOBODY)
def spoken_of(around: Surroundings, partner: Figures) -> Figures:
    """Where no word names the subject it is whom the text speaks of.

    + قال الوزير التركي خلال لقائه نظيره العراقي إن الجسر آمن. => talks TR + IQ
    - قال الوزير العراقي خلال لقائه نظيره العراقي إن الجسر آمن. => -
    """
    if not partner or around.word.takes == "with":
        return NOBODY
    return around.focus(partner)


SUBJECT: tuple[Rule[[Surroundings, Figures], Figures], ...] = (stands_before, carries, stands_behind, spoken_of)


def find_sides(around: Surroundings) -> Sides | None:
    """Find who takes part; None where fewer than two parties do."""
    for one in PARTNER:
        partner = one(around)
        if not _parties(partner):
            continue
        if len(_parties(partner)) > 1 and one in (between, both_spoken_of):
            return Sides(NOBODY, partner, (one.id,))
        for other in SUBJECT:
            subject = other(around, partner)
            if _parties(subject) - _parties(partner):
                return Sides(subject, partner, (one.id, other.id))
    for other in SUBJECT[:3]:
        together = other(around, NOBODY)
        if len(_parties(together)) > 1 and around.word.takes != "goal":
            return Sides(NOBODY, together, (other.id,))
    return None


def _parties(figures: Figures) -> set[str]:
    return {party for figure in figures for party in figure.parties}


def _others(figures: Figures, partner: Figures) -> Figures:
    """Figures that are not the partner's."""
    return tuple(one for one in figures if one not in partner and one.kind != "place")
