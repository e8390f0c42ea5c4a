"""Meetings put together: kind, place and who is whose guest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from taawun.lexicons import load_lexicon
from taawun.meetings.clues import begin_of_place, marker
from taawun.meetings.councils import council_meets, is_council
from taawun.meetings.figures import Figure, Scene
from taawun.meetings.guests import comes_to, guests_of, is_received, is_seat
from taawun.meetings.parts import Sides
from taawun.meetings.subjects import stands_behind
from taawun.meetings.surroundings import NOBODY, Figures, Surroundings
from taawun.meetings.words import event_lemmas, event_words, light_verb
from taawun.rules import id_of, rule
from taawun.statements.reading.features import DEFINITE

HOST, GUEST, PARTY = "host", "guest", "party"
FROM_AFAR = ("phone", "letter")
"""Kinds at which nobody is on the other's ground."""
UNNAMED = ("state", "institution", "actor", "place", "sides")
"""Kinds of figures of which nobody in person is named."""
JOINTLY = 4
"""Up to how many words behind a press conference it is said that two hold it."""
PHONE_WITHIN = 18
"""Words behind a verb of talks in which "by phone" stands."""


@dataclass(frozen=True)
class Event:
    """A meeting.

    Attributes
    ----------
    at
        Token that tells of it.
    roles
        Party and role: host, guest or party.
    persons
        Party and the names of who meets for it.
    ground
        State in which they meet, empty when the sentence does not say.
    place_name
        Place as written.
    rules
        What decided.
    told
        Whether its sentence says that it took place: by a verb, or by what was said or done during it.
    council
        Organisation whose council meets, empty for other meetings.
    comers
        Parties for which a delegation comes, an envoy who is posted with another of them, or somebody below a ruler.
    """

    scene: Scene
    at: int
    kind: str
    roles: Mapping[str, str]
    persons: Mapping[str, tuple[str, ...]]
    ground: str
    place_name: str
    rules: tuple[str, ...]
    told: bool
    council: str = ""
    comers: frozenset[str] = frozenset()

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.at, self.at + 1


def make_event(around: Surroundings, sides: Sides) -> Event | None:
    """Put a meeting together; None where all are of one party, or one of them meets for no state."""
    figures = tuple(one for one in (*sides.subject, *sides.partner) if one.parties)
    parties = dict.fromkeys(party for figure in figures for party in figure.parties)
    if len(parties) < 2 or any(is_private(one) for one in figures):
        return None
    if is_process(around, figures):
        return None
    held = sides.rules[0] == id_of(council_meets)
    council = sides.partner[0].parties[0] if held or is_council(around, sides.partner) else ""
    kind = "summit" if council else _kind(around, len(parties), equal=not sides.subject)
    if is_at_home(around, frozenset(parties)):
        return None
    place = _find_place(around, kind)
    roles = dict.fromkeys(parties, PARTY)
    ground = place.parties[0] if place and place.parties else ""
    guests = guests_of(around, sides, kind, ground)
    if guests:
        roles = {party: GUEST if party in guests else HOST for party in parties}
    name = _place_name(around.scene, place) if place else ""
    return Event(
        around.scene,
        around.clue.at,
        kind,
        roles,
        _persons(figures),
        ground,
        name,
        sides.rules,
        around.word.tense == "past" or around.is_during or bool(around.word.is_noun and around.carrier[0]),
        council,
        frozenset(
            party
            for figure in figures
            if comes_to(figure, set(parties)) or is_received(figure, figures)
            for party in figure.parties
        ),
    )


def visitor(around: Surroundings) -> Figures:
    """Who is named as the guest of a visit."""
    definite = around.scene.tokens.flags[around.clue.at] & DEFINITE
    if around.word.kind != "visit" or not around.word.is_noun or definite:
        return NOBODY
    return stands_behind(around, NOBODY)


@rule(silence=NOBODY)
def hosted_by(around: Surroundings, events: Sequence[Event]) -> Figures:
    """A visit of which no country is named is one to the only party whom the guest meets in the article.

    + التقى الوزير التركي نظيره العراقي. وتأتي زيارة الوزير التركي بعد حفل. => talks TR > IQ; visit TR > IQ
    - التقى الوزير التركي نظيره العراقي. وتأتي زيارة الوزير المصري بعد حفل. => talks TR + IQ
    - التقى الوزير التركي نظيره العراقي. وتأتي زيارة الوزير التركي لرئيس الحزب بعد حفل. => talks TR + IQ
    """
    guest = visitor(around)
    if not guest or guest[0].kind not in ("person", "group") or next(around.marked("to"), NOBODY):
        return NOBODY
    own = set(guest[0].parties)
    met = {
        party for one in events if own <= set(one.roles) and one.kind in ("talks", "reception") for party in one.roles
    }
    hosts = sorted(met - own)
    return (Figure(around.clue.at, around.clue.at, tuple(hosts), "state"),) if len(hosts) == 1 else NOBODY


def make_visit(around: Surroundings, events: Sequence[Event]) -> Event | None:
    """Put together a visit of which no country is named; None where the article does not say to whom."""
    hosts = hosted_by(around, events)
    return make_event(around, Sides(visitor(around), hosts, (id_of(hosted_by),))) if hosts else None


@rule(silence=None)
def joint_press(around: Surroundings, events: Sequence[Event]) -> Event | None:
    """A joint press conference is held by those who meet in its sentence, where it does not say itself who holds it.

    + قال الوزير التركي في مؤتمر صحفي مشترك بعد لقائه نظيره العراقي إن الجسر آمن. => press TR + IQ; talks TR + IQ
    - قال الوزير التركي في مؤتمر صحفي بعد لقائه نظيره العراقي إن الجسر آمن. => talks TR + IQ
    """
    at, scene = around.clue.at, around.scene
    joint = any(scene.form(k).removeprefix("ال") in event_words("jointly") for k in range(at + 1, at + JOINTLY))
    if around.word.kind != "press" or not joint:
        return None
    here = range(around.clue.begin, scene.tokens.sentence_end[at])
    met = (one for one in events if one.at in here and one.kind in ("talks", "reception") and len(one.roles) == 2)
    together = next(met, None)
    return together and replace(together, at=at, kind="press", rules=(id_of(joint_press),))


def _place_name(scene: Scene, place: Figure) -> str:
    """Place as written, without a preposition that is written with it."""
    name = scene.tokens.words(place.start, place.end)
    if scene.form(place.start) == place.head:
        return name
    return "ال" + name[2:] if name.startswith("لل") and place.head.startswith("ال") else name[1:]


@rule
def is_private(figure: Figure) -> bool:
    """Players, companies, media and crowds meet for no state.

    + التقى اللاعب التركي الوزير العراقي. => -
    + التقى الوزير التركي الوفد الصحافي العراقي. => -
    + التقى رئيس اللجنة الأولمبية التركية الوزير العراقي. => -
    + التقى رئيس شركة النقل التركية الوزير العراقي. => -
    + وصلت بعثة المنتخب التركي إلى بغداد. => -
    - زار فريق من حلف شمال الأطلسي العراق. => visit NATO > IQ
    - التقى السفير التركي الوزير العراقي. => talks TR + IQ
    - اجتمع الرئيس التركي المنتخب مع نظيره العراقي. => talks TR + IQ
    - عقد الجانبان التركي والعراقي جلسة مباحثات. => talks TR + IQ
    """
    crowd = figure.kind == "group" and not figure.official and not _is_side(figure)
    sent = figure.head in event_words("sent_teams") and set(figure.parties) <= set(
        load_lexicon("actors")["organisations"]
    )
    return crowd or figure.private or (figure.head.removeprefix("ال") in event_words("private") and not sent)


@rule
def is_process(around: Surroundings, figures: Figures) -> bool:
    """Talks between states that nobody leads and at which nobody is named are a process, and no meeting; so are known ones with a state.

    + وطالت مفاوضات بين تركيا والعراق. => -
    + وتجري تركيا مفاوضات مكثفة مع العراق حول المياه. => -
    + وطالت المفاوضات بين الجانبين التركي والعراقي. => -
    + وانتقد الوزير التركي خلال المفاوضات مع العراق بناء الجسر. => -
    - أجرت تركيا مفاوضات مع العراق. => talks TR + IQ
    - وانتهت جلسة مفاوضات رابعة بين تركيا والعراق. => talks TR + IQ
    """
    if around.word.lemma not in event_lemmas("processes") - event_lemmas("signing"):
        return False
    goes_on = around.scene.form(around.carrier[1]) in event_words("going_on")
    if around.word.is_noun and around.carrier[0] and not goes_on:
        return False
    known = around.word.is_noun and around.scene.tokens.flags[around.clue.at] & DEFINITE
    if around.held_in or (not known and set(around.clue.words_before(1)) & event_words("rounds")):
        return False
    unnamed = [not one.name and (one.kind in UNNAMED or _is_side(one)) for one in figures]
    return any(unnamed) if known else all(unnamed)


@rule
def is_at_home(around: Surroundings, parties: frozenset[str]) -> bool:
    """A movement that does not fight its state meets within it, and none that fights visits its own country.

    + التقى الرئيس اللبناني وفدا من حزب الله. => -
    + وصل خالد مشعل القيادي في حركة حماس إلى غزة. => -
    - وصل خالد مشعل القيادي في حركة حماس إلى بيروت. => visit HAMAS > LB
    - التقى الرئيس الفلسطيني وفدا من حماس. => talks HAMAS > PS
    """
    homes = load_lexicon("actors")["homes"]
    if around.word.kind == "visit":
        homes = homes | load_lexicon("meetings")["homes"]
    return len(parties) == 2 and any(homes.get(party) in parties for party in parties)


def _is_side(figure: Figure) -> bool:
    return figure.head.removeprefix("ال") in event_words("sides")


def _kind(around: Surroundings, parties: int, *, equal: bool) -> str:
    """Kind by the word and by how many parties meet: three or more as equals are a summit, two are talks."""
    kind = around.word.kind
    if around.word.conference:
        return kind
    if kind == "talks" and by_phone(around):
        return "phone"
    if kind in ("talks", "summit"):
        return "talks" if parties < 3 else "summit" if equal else kind
    return kind


@rule
def by_phone(around: Surroundings) -> bool:
    """Talks "by phone" are a call.

    + بحث الرئيس التركي هاتفيا مع الرئيس العراقي أمن الجسر. => phone TR + IQ
    - بحث الرئيس التركي مع الرئيس العراقي أمن الجسر. => talks TR + IQ
    """
    at = around.clue.at
    last = min(around.scene.tokens.sentence_end[at], at + PHONE_WITHIN)
    return any(around.scene.form(k).removeprefix("ال") in event_words("by_phone") for k in range(at + 1, last))


def _persons(figures: Figures) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for figure in figures:
        if figure.name:
            for party in figure.parties[:1]:
                found.setdefault(party, []).append(figure.name)
    return {party: tuple(dict.fromkeys(names)) for party, names in found.items()}


def _find_place(around: Surroundings, kind: str) -> Figure | None:
    """Where they meet: the country visited, else the place behind في or ب in the sentence, the nearest behind first."""
    if kind == "visit":
        return next(
            (one for before, one in around.slots if before in ("to", "") and one.kind in ("state", "place")), None
        )
    for before, one in around.slots:
        ground = one.kind in ("state", "place", "actor") or is_seat(around, one)
        if before in ("in", "by") and ground and one.parties and around.belongs(one):
            return one
    scene, back = around.scene, range(around.clue.at - 1, around.clue.begin - 1, -1)
    hosts = next((k for k in back if around.word.is_noun and light_verb(scene.form(k)) == "host"), None)
    lent = None if hosts is None else scene.at(hosts + 1)
    if lent and lent.kind in ("state", "place"):
        # استضافت القاهرة لقاء
        return lent
    named = around.scene.before(around.clue.at, around.clue.begin)
    # where a body is nobody meets (الحكومة في غزة)
    seats = {one.end for one in named if one.kind in ("institution", "group")}
    for one in named:
        before, k = marker(scene, one), begin_of_place(scene, one)
        # توجه إلى بغداد، حيث التقى
        where = {scene.form(one.end), scene.form(one.end + 1)} & event_words("where")
        held = before in ("in", "by") or (before == "to" and where)
        if held and one.kind in ("state", "place") and not {k, k - 1} & seats:
            return one
    return around.added_place
