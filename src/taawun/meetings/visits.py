"""Where a visit goes: the rules that find the country, or the person, that is visited."""

from __future__ import annotations

from itertools import takewhile

from taawun.lexicons import load_lexicon
from taawun.meetings.clues import marker
from taawun.meetings.figures import PLACES, Figure
from taawun.meetings.surroundings import GAP, NEAR, NO_SUBJECT, NOBODY, Figures, Surroundings, parties_of
from taawun.meetings.words import event_lemmas, event_words, read_event
from taawun.rules import rule
from taawun.statements.reading.features import DEFINITE

BODY = "institution"
"""Kind of figures that are organisations, parliaments and the like."""


@rule(silence=NOBODY)
def goal(around: Surroundings) -> Figures:
    """A visit goes to the country behind إلى or ل, or to the one that is its object.

    + وصل الوزير التركي إلى العراق. => visit TR > IQ
    + زار الوزير التركي العراق. => visit TR > IQ
    + سافر الوزير التركي إلى العراق في زيارة. => visit TR > IQ
    + زار الوزير التركي العراق وقطر. => visit TR > IQ; visit TR > QA
    + زار الوزير التركي قطر المجاورة للسعودية. => visit TR > QA
    + توجه الوزير التركي بعد انتهاء زيارته إلى قطر إلى العراق. => visit TR > IQ; visit TR > QA
    + زار الوزير التركي كلا من العراق وقطر. => visit TR > IQ; visit TR > QA
    + قام الوزير التركي بزيارة للبرلمان الأوروبي. => visit TR > EU
    + قام الوزير التركي بزيارة البرلمان العراقي. => visit TR > IQ
    + زار وفد تركي أمس السفارة العراقية. => visit TR > IQ
    + شكر الوزير التركي الموجود في بغداد، حيث يقوم بأول زيارة منذ الحفل، الحضور. => visit TR > IQ
    + شكر الوزير التركي خلال جولة خليجية في قطر والبحرين الحضور. => visit TR > QA; visit TR > BH
    + تفقد الوزير التركي مخيما للاجئين في العراق. => visit TR > IQ
    + انتهت زيارة الوزير التركي سالم أوغلو للجامعة العربية. => visit TR > AL
    + انتهت جولة قام بها الوزير التركي إلى عدد من الدول العربية شملت العراق وقطر. => visit TR > IQ; visit TR > QA
    + وصل الوزير التركي أمس إلى قاعدة جوية في العاصمة العراقية. => visit TR > IQ
    - وصل الوزير التركي من العراق. => -
    - قال الوزير التركي خلال وصول المساعدات إلى العراق إن الجسر آمن. => -
    - وصل الوزير التركي إلى المقاتلين في العراق. => -
    """
    if around.word.takes != "goal" or around.scene.form(around.clue.at + 1) in event_words("to_him"):
        return NOBODY
    if _is_of_a_thing(around):
        return NOBODY
    if around.word.pronoun and not around.word.is_noun:
        # قبرص التي زارها
        return around.antecedent_place
    form = around.scene.form
    places = [
        (at, figure)
        for at, (before, figure) in enumerate(around.slots)
        if figure.kind in PLACES and not figure.name and (before == "to" or (not before and around.stands_free(figure)))
    ]
    there = where_he_is(around) if around.word.is_noun and not places else NOBODY
    if there:
        return there
    calls = around.word.lemma in event_lemmas("calling")
    if not places and (around.word.is_noun or calls):
        # قام بزيارة للبرلمان الأوروبي، بزيارة الكونغرس الأمريكي، زار وفد السفارة
        carried = around.clue.at + 1 if around.carrier[0] else -1
        places = [
            (at, one)
            for at, (before, one) in enumerate(around.slots[:2])
            if one.kind == BODY
            and one.parties
            and (before == "to" or (not before and (one.start == carried or (at and not around.word.is_noun))))
            and one.start - 2 <= (around.slots[at - 1][1].end if at else around.clue.at)
        ][:1]
    if not places and around.word.lemma in event_lemmas("tours"):
        # جولة أوروبية في فرنسا وبريطانيا
        region = form(around.clue.at + 1).removeprefix("ال") in around.word.needs
        near = around.clue.at + NEAR // 2
        places = [(at, one) for at, one in _lies_in(around) if region and not at and one.start <= near]
    if not places and around.word.is_noun:
        # سافر إلى العراق في زيارة
        k = around.clue.at - len(around.clue.words_before(1))
        before = around.scene.before(k, around.clue.begin)[:1]
        return tuple(one for one in before if one.end == k and one.kind in PLACES and marker(around.scene, one) == "to")
    if not places and calls and (around.carrier[0] or not around.word.is_noun):
        # زار قوات بلاده في أفغانستان
        lies = _lies_in(around)
        places = [place for place in lies if around.belongs(place[1]) or around.bare][:1]
    if not places and not around.word.is_noun:
        # وصل إلى مطار أبها في السعودية
        behind, flags = range(around.clue.at, around.clue.limit - 1), around.scene.tokens.flags
        site = next((k for k in behind if form(k) in event_words("joiners", "goal")), 0)
        lies = _lies_in(around)
        named = site and not flags[site + 1] & DEFINITE
        places = [place for place in lies if named and 0 < place[1].start - site <= GAP][:1]
    own = parties_of(around.antecedent or (around.bare[0] if around.bare else NOBODY))
    homes = load_lexicon("meetings")["homes"]
    own |= {homes[party] for party in own if party in homes}
    # غادر القاهرة إلى باريس
    leaves = around.word.lemma in event_lemmas("leaving")
    nested = {at for at, one in places if one.start - 2 > around.clue.at and read_event(form(one.start - 2))}
    places.sort(
        key=lambda place: (
            parties_of(place[1:]) <= own,
            place[0] in nested,
            leaves and around.slots[place[0]][0] != "to",
        )
    )
    if not places or not around.near(places[0][1]):
        return NOBODY
    return tuple(takewhile(lambda one: one.kind in (*PLACES, BODY), around.with_joined(places[0][0])))


def _lies_in(around: Surroundings) -> list[tuple[int, Figure]]:
    """Places behind a preposition of place, with their numbers among those who are named."""
    return [(at, one) for at, (before, one) in enumerate(around.slots) if before == "in" and one.kind in PLACES]


def _is_of_a_thing(around: Surroundings) -> bool:
    """Whether something that stands for no party arrives (وصول المساعدات)."""
    k, bits = around.clue.at + 1, around.scene.tokens.flags
    if not around.word.is_noun or around.word.pronoun or bits[around.clue.at] & DEFINITE or k >= around.clue.limit:
        return False
    figure = around.scene.at(k)
    return bool(bits[k] & DEFINITE and not bits[k] & NO_SUBJECT) and figure is None and not around.carrier[1] > k


def where_he_is(around: Surroundings) -> Figures:
    """Place that is named right before what somebody does there (الموجود في بغداد، حيث يقوم بزيارة)."""
    k = around.carrier[1] - 1
    if k < around.clue.begin or around.scene.form(k) not in event_words("where"):
        return NOBODY
    before = around.scene.before(k, around.clue.begin)[:1]
    return tuple(one for one in before if one.kind in PLACES[:2] and k - one.end < 2)


@rule(silence=NOBODY)
def invited(around: Surroundings) -> Figures:
    """A visit of which no country is named goes to whoever invited the guest.

    + وتأتي زيارة الوزير التركي بدعوة من نظيره العراقي. => visit TR > IQ
    + وتأتي زيارة الوزير التركي تلبية لدعوة الرئيس العراقي. => visit TR > IQ
    - وتأتي زيارة الوزير التركي بفضل نظيره العراقي. => -
    """
    if around.word.takes != "goal" or not around.word.is_noun:
        return NOBODY
    calls = event_words("invitation")
    return next(
        (
            around.with_joined(at)
            for at, (_, one) in enumerate(around.slots)
            if {around.scene.form(one.start - 1), around.scene.form(one.start - 2)} & calls
        ),
        NOBODY,
    )


@rule(silence=NOBODY)
def called_on(around: Surroundings) -> Figures:
    """Who is visited in person is the host, whatever the place.

    + زار السفير التركي الوزير العراقي نادر حداد. => visit TR > IQ
    + شكر السفير التركي بعد زيارته الوزير العراقي نادر حداد الحضور. => visit TR > IQ
    + وقام السفير التركي بزيارة للوزير العراقي السابق. => visit TR > IQ
    + قال الوزير العراقي نادر حداد لوفد تركي زاره في المكتب إن الجسر آمن. => visit TR > IQ
    - زار السفير التركي السفينة. وشكر الوزير العراقي نادر حداد. => -
    """
    if around.word.lemma not in event_lemmas("calling"):
        return NOBODY
    if around.word.is_noun:
        # بعد زيارته رئيس الجمهورية
        host = around.bare[0] if around.bare and around.word.pronoun else NOBODY
        if around.carrier[0] and not around.word.pronoun:
            # قام بزيارة للرئيس الأسبق
            host = next(around.marked("to"), NOBODY)
        return host if host and host[0].kind == "person" and host[0].start <= around.clue.at + 2 else NOBODY
    if around.word.pronoun:
        return around.focus(around.antecedent) if around.antecedent else NOBODY
    first = around.antecedent or (around.bare[0] if around.bare else NOBODY)
    found = next(
        (one for one in around.bare if one[0].kind == "person" and parties_of(one) - parties_of(first)), NOBODY
    )
    return found if first and found and around.follows_at_once(first[-1], found[0]) else NOBODY
