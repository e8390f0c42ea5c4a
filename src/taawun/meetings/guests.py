"""Who is whose guest by what is said of a meeting: by its word, its room, or who comes to whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from taawun.meetings.clues import marker
from taawun.meetings.figures import Figure
from taawun.meetings.parts import Sides
from taawun.meetings.surroundings import Surroundings
from taawun.meetings.words import event_words
from taawun.rules import rule
from taawun.statements.reading.features import DEFINITE


def guests_of(around: Surroundings, sides: Sides, kind: str, ground: str) -> set[str]:
    """Parties that are guests by what the word itself says, before the ground tells it."""
    subject = {party for figure in sides.subject for party in figure.parties}
    partner = {party for figure in sides.partner for party in figure.parties} - subject
    if around.word.takes == "guest" and not subject and sides.rules[0] == "parts.both_spoken_of":
        # استقباله له
        return set(sides.partner[-1].parties)
    at_home = kind == "talks" and ground not in subject | partner and receives_at_home(around)
    if around.word.takes == "guest" or at_home:
        return partner if subject else set()
    calls = around.word.kind == "phone" and around.word.takes == "partner" and not around.word.is_noun
    if kind == "visit" or calls:
        return subject
    if around.word.is_noun and around.carrier[0] == "host":
        return partner if subject else set()
    if rings_up(around, sides):
        return subject
    if around.word.takes == "from" and subject and sides.rules[0] != "parts.between":
        if sides.rules[0] == "parts.comes_from" or around.carrier[0] == "receive":
            return partner
        return subject if kind == "letter" or around.carrier[0] == "lead" else set()
    return set()


@rule
def rings_up(around: Surroundings, sides: Sides) -> bool:
    """Who says something in a call to somebody (في اتصال هاتفي بالرئيس) has rung.

    + بحث الوزير التركي في اتصال هاتفي بالوزير العراقي أمن الجسر. => phone TR > IQ
    - بحث الوزير التركي في اتصال هاتفي مع الوزير العراقي أمن الجسر. => phone TR + IQ
    """
    call = around.word.is_noun and around.word.kind == "phone"
    return call and bool(sides.subject and sides.partner) and marker(around.scene, sides.partner[0]) == "by"


@rule
def receives_at_home(around: Surroundings) -> bool:
    """Who meets somebody in his own office or palace is host.

    + التقى الوزير التركي في مكتبه السفير العراقي. => talks IQ > TR
    + التقى الوزير التركي السفير العراقي بمقر المركز. => talks IQ > TR
    - التقى الوزير التركي في باريس السفير العراقي. => talks TR + IQ
    """
    scene, rooms, premises = around.scene, event_words("own_rooms"), event_words("premises")
    for k in range(around.clue.at + 1, scene.tokens.sentence_end[around.clue.at]):
        form, own = scene.form(k).removeprefix("ب"), scene.at(k + 1)
        if form in rooms and k < around.clue.limit:
            return True
        if form in premises and scene.tokens.flags[k + 1] & DEFINITE and not (own and own.parties):
            return True
    return False


@rule
def comes_to(figure: Figure, parties: Collection[str]) -> bool:
    """A delegation, and an envoy who is posted with those whom he meets, are their guests where no ground is told.

    + بحث الوزير التركي مع وفد عراقي أمن الجسر. => talks IQ > TR
    + بحث الوزير التركي مع السفير العراقي لدى تركيا أمن الجسر. => talks IQ > TR
    - بحث الوزير التركي مع السفير العراقي لدى مصر أمن الجسر. => talks TR + IQ
    """
    return figure.head in event_words("comers") or any(not post or post in parties for post in figure.posts)


@rule
def is_received(figure: Figure, others: Sequence[Figure]) -> bool:
    """Who holds a lower office is the guest of the head of a state or government whom he meets, where no ground is told.

    + بحث الرئيس التركي مع وزير النقل العراقي أمن الجسر. => talks IQ > TR
    + شكر الرئيس التركي سالم أوغلو الحضور. وبحث أوغلو مع وزير النقل العراقي أمن الجسر. => talks IQ > TR
    - بحث الرئيس التركي مع رئيس الوزراء العراقي أمن الجسر. => talks TR + IQ
    """
    lower = figure.kind == "person" and figure.head in event_words("lower_offices")
    return lower and any(one.ruler and not set(one.parties) & set(figure.parties) for one in others)


@rule
def is_seat(around: Surroundings, figure: Figure) -> bool:
    """Who meets in the seat of a party is on its ground.

    + التقى الوزير العراقي نظيره الأمريكي في البيت الأبيض. => talks IQ > US
    + التقى الوزير العراقي نظيره التركي في مقر وزارة الخارجية التركية. => talks IQ > TR
    - التقى الوزير العراقي نظيره التركي في الجامعة التركية. => talks IQ + TR
    """
    if figure.kind != "institution":
        return False
    form = around.scene.form
    return figure.head in event_words("seats") or form(figure.start - 1).removeprefix("ب") in event_words("premises")
