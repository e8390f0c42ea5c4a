"""Which of the actors named in a statement it speaks of as actors or partners: the rules that leave others out.

The examples say which targets are then found; the stance to them is the matter of `taawun.targets.stance`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from taawun.lexicons import load_lexicon
from taawun.rules import rule
from taawun.targets.actors import Mention
from taawun.targets.leanings import HOSTILE, TONES
from taawun.targets.sayings import Saying
from taawun.targets.stance import nearby

HARSH = ("grave", "blame", "demand")
"""Tones in which somebody is spoken ill of."""
DOING = ("blame", "praise", "commit")
"""Tones of what is done by the state that it happens in; violence need not be."""
RULERS, TRAVEL, SITE, BORDER = 4, 8, 3, 6
"""Words before a state in which its rulers (الحكومة المنتخبة في), a journey (سافر اللاجئون إلى), a site or a border may be named."""


@rule
def is_own(saying: Saying, mention: Mention) -> bool:
    """The speaker's own state or organisation is no target.

    + قال الوزير التركي إن تركيا قوية. => -
    - قال الوزير التركي إن مصر قوية. => EG 0
    """
    return mention.actor in saying.own


@rule
def is_home(saying: Saying, mention: Mention) -> bool:
    """Where nothing says whose a speaker is, the article's state is his, unless he speaks ill of it; a party's home always is.

    + قال الوزير إن العراق قوي. => -
    + وصل الناس اليوم إلى هذه المدن. وقال الوزير إن تركيا ترتكب جريمة ضد العراق، والناس كلهم في هذه المدن يحبون العراق. => TR -2
    + قال القيادي في حركة فتح إن الموقف الفلسطيني خطأ. => -
    - قال الوزير إن العراق يرتكب جريمة. => IQ -2
    - قال الوزير إن العراق يرتكب جريمة ضد تونس. => IQ -2, TN 0
    """
    if mention.actor != saying.home or saying.joint:
        return False
    if saying.own or saying.reading.marked("against", mention.first - 1, mention.first):
        return True
    # Farther off, what is spoken ill of is another matter.
    beside = (mention.first - 1, mention.last + 2)
    return not any(saying.reading.marked(tone, *beside) for tone in HOSTILE)


@rule
def is_within(saying: Saying, mention: Mention) -> bool:
    """A state or organisation behind a preposition of place is where something happens, and so is one that "and" joins to it.

    + قال الوزير التركي إن الناس كثيرون في مصر. => -
    + قال الوزير التركي إن النقاش طويل في مجلس الأمن. => -
    + قال الوزير التركي إن الناس كثيرون في مسقط وصنعاء. => -
    + قال الوزير التركي إن العاصمة الفرنسية باريس كبيرة. => -
    + قال الوزير التركي إن الناس كثيرون في مالي. => -
    + قال الوزير التركي إن الناس كثيرون في كل من مصر والعراق. => -
    + قال الوزير التركي إن اجتماع القيادات في بغداد طويل. => -
    + قال الوزير التركي إن المدن كثيرة في بلدان مثل مصر والعراق. => -
    - قال الوزير التركي إن الناس كثيرون بدون مصر. => EG 0
    - قال الوزير التركي إن بغداد وواشنطن حاضرتان. => IQ 0, US 0
    - قال الوزير التركي إن الحكومة المنتخبة في مصر حاضرة. => EG 0
    - قال الوزير التركي إن تراجع الحريات في مصر مستمر. => EG -1
    """
    if mention.kind in ("demonym", "leader", "group"):
        return False
    # What is praised, blamed or supported there is its doing.
    if mention.kind == "name" and _is_marked(saying, mention, DOING):
        return False
    reading, joined = saying.reading, saying.reading.joined(mention.first)
    before = [one for one in saying.mentions() if one.last == mention.first]
    # Some names are known with their preposition alone (في مالي).
    at = mention.first - (not reading.marked("within", mention.first, mention.first + 1))
    if joined.startswith("و") and joined != "وب" and at < mention.first:
        return any(
            rule_of_place(saying, one) for rule_of_place in (is_within, is_origin, is_way, is_place) for one in before
        )
    if reading.marked("each", mention.first - 3, mention.first - 2):
        return True
    if mention.kind == "capital" and any(one.actor == mention.actor and is_place(saying, one) for one in before):
        return True
    if reading.marked("inside" if mention.kind == "organisation" else "within", at, at + 1):
        return mention.kind == "capital" or not reading.marked("rulers", at + 1 - RULERS, at)
    return mention.kind == "capital" and joined.endswith("ب")


@rule
def is_way(saying: Saying, mention: Mention) -> bool:
    """Where somebody travels, flees or is sent to is a place.

    + قال الوزير التركي إن اللاجئين سافروا إلى مصر. => -
    - قال الوزير التركي إن رسالته إلى مصر طويلة. => EG 0
    - قال الوزير التركي إن السفر إلى مصر يخدم البلدين. => EG 0
    """
    reading = saying.reading
    if mention.kind not in ("name", "capital") or _speaks_of_both(saying):
        return False
    led = reading.marked("ways", mention.first - 1, mention.first) or reading.joined(mention.first)[-1:] == "ل"
    return bool(led and reading.marked("travel", mention.first - TRAVEL, mention.first))


@rule
def is_origin(saying: Saying, mention: Mention) -> bool:
    """Where somebody or something is from is a place, unless it acts from there: a request, a threat, support from a state.

    + قال الوزير التركي إن الفائز طبيب من مصر. => -
    - قال الوزير التركي إن الطبيب جاء بأمر من مصر. => EG 0
    - قال الوزير التركي إن الطبيب أقوى من مصر. => EG 0
    """
    reading = saying.reading
    return (
        mention.kind in ("name", "capital")
        and bool(reading.marked("from", mention.first - 1, mention.first))
        and not reading.marked("acts_from", mention.first - 3, mention.first - 1)
    )


@rule
def is_border(saying: Saying, mention: Mention) -> bool:
    """A border is a place, whatever is judged near it.

    + قال الوزير التركي إن الجريمة وقعت قرب الحدود العراقية. => -
    + قال الوزير التركي إن الحدود الطويلة جدا مع العراق مكان الجريمة. => -
    - قال الوزير التركي إن الجريمة وقعت بعلم السلطات العراقية. => IQ -1
    """
    reach = BORDER if saying.reading.marked("shared", mention.first - 1, mention.first) else 2
    return bool(saying.reading.marked("border", mention.first - reach, mention.first)) and mention.kind != "leader"


@rule
def is_kin(saying: Saying, mention: Mention) -> bool:
    """The son or the wife of a leader does not stand for his state.

    + قال الوزير التركي إن نجل القذافي غائب. => -
    - قال الوزير التركي إن القذافي غائب. => LY 0
    """
    return mention.kind == "leader" and bool(saying.reading.marked("kin", mention.first - 1, mention.first))


@rule
def is_venue(saying: Saying, mention: Mention) -> bool:
    """A capital behind a meeting or a journey, and a state behind what it sees happen, is the place, not the government.

    + قال الوزير التركي إن الأحداث التي تشهدها مصر كثيرة. => -
    + قال الوزير التركي إن محادثات القاهرة طويلة. => -
    + قال الوزير التركي إن محادثات جنيف والقاهرة طويلة. => -
    - قال الوزير التركي إن موقف القاهرة ثابت. => EG +1
    """
    if mention.kind == "name" and saying.reading.marked("sees", mention.first - 1, mention.first):
        return True
    reach = 2 if saying.reading.joined(mention.first) == "و" else 1
    return mention.kind == "capital" and bool(saying.reading.marked("venue", mention.first - reach, mention.first))


@rule
def is_other_occupier(saying: Saying, mention: Mention) -> bool:
    """The forces of occupation are those of Israel, unless the next word says of which state.

    + قال الوزير التركي إن قوات الاحتلال الأمريكي كثيرة. => US -1
    - قال الوزير التركي إن قوات الاحتلال كثيرة. => IL -1
    """
    return mention.kind == "leader" and any(
        other.first == mention.last and other.kind == "demonym" and other.actor != mention.actor
        for other in saying.mentions()
    )


@rule
def is_place(saying: Saying, mention: Mention) -> bool:
    """The state that a region or a crisis belongs to is a place; a crisis is not where words that judge are near.

    + قال الوزير التركي إن الأزمة السورية طويلة. => -
    + قال الوزير التركي إن منتجع شرم الشيخ المصري كبير. => -
    + قال الوزير التركي إن الجريمة وقعت شمالي سوريا. => -
    - قال الوزير التركي إن القيادة السورية طويلة. => SY 0
    """
    if mention.kind not in ("name", "demonym", "capital"):
        return False
    if mention.kind == "demonym" and saying.reading.marked("site", mention.first - SITE, mention.first):
        return True
    if saying.reading.marked("place", mention.first - 1, mention.first):
        return True
    return bool(saying.reading.marked("affair", mention.first - 1, mention.first)) and not _is_marked(
        saying, mention, TONES
    )


@rule
def is_team(saying: Saying, mention: Mention) -> bool:
    """Where a match or a championship is spoken of, states are teams.

    + قال الوزير التركي إن المباراة ضد مصر طويلة. => -
    - قال الوزير التركي إن الدعوى ضد مصر طويلة. => EG -1
    """
    return mention.kind in ("name", "demonym") and any(
        saying.reading.marked("sport", first, last) for first, last in saying.ranges
    )


@rule
def is_private(saying: Saying, mention: Mention) -> bool:
    """Companies, media, persons, so and so many of them, and currencies do not stand for the state they come from.

    + قال الوزير التركي إن شركة مصرية وصلت. => -
    + قال الوزير التركي إن 19 مصريا وصلوا. => -
    + قال الوزير التركي إن المتسابق المصري المولد وصل. => -
    - قال الوزير التركي إن سفينة مصرية وصلت. => EG 0
    """
    reading = saying.reading
    counted = mention.first > 0 and reading.words.written[mention.first - 1].isdigit()
    if mention.kind == "demonym" and (counted or reading.marked("by_birth", mention.last, mention.last + 1)):
        return True
    return mention.kind in ("name", "demonym", "capital") and bool(
        saying.reading.marked("private", mention.first - 1, mention.first)
    )


@rule
def is_party(saying: Saying, mention: Mention) -> bool:
    """A party is domestic politics, unless it is spoken ill of.

    + قال الوزير التركي إن جماعة الإخوان المسلمين حاضرة. => -
    - قال الوزير التركي إن جماعة الإخوان المسلمين عدو. => MUSLIM-BROTHERHOOD -1
    """
    return mention.actor in _parties() and not _is_marked(saying, mention, HARSH)


def _is_marked(saying: Saying, mention: Mention, tones: Iterable[str]) -> bool:
    """Whether a word of one of the tones is near a mention."""
    places = nearby(saying, [mention])
    return any(saying.reading.marked(tone, *place) for place in places for tone in tones)


@cache
def _parties() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["parties"])


@cache
def _states() -> frozenset[str]:
    return frozenset(load_lexicon("states")["states"])


def _speaks_of_both(saying: Saying) -> bool:
    return any(saying.reading.marked("both", first, last) for first, last in saying.ranges)


LEAVE_OUT = (
    is_own,
    is_home,
    is_within,
    is_way,
    is_origin,
    is_border,
    is_venue,
    is_kin,
    is_place,
    is_team,
    is_private,
    is_party,
    is_other_occupier,
)


@rule(silence=())
def partners(saying: Saying) -> tuple[str, ...]:
    """Who speaks for a state of both countries or sides means the other that was named last; joint speakers mean both.

    + استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن العلاقات بين البلدين قوية. => EG +1
    + التقى الرئيس المصري نظيره التركي. وأكد الجانبان أن العلاقات الثنائية قوية. => EG +1, TR +1
    - استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن العلاقات بين المدن قوية. => -
    - استقبل الرئيس وفدا من مصر. وقالت الأمم المتحدة إن العلاقات بين البلدين قوية. => -
    """
    if not _speaks_of_both(saying):
        return ()
    if saying.own and _states().isdisjoint(saying.own):
        return ()
    others = [actor for actor in saying.before if actor in _states()]
    if saying.joint:
        return tuple(dict.fromkeys(reversed(others)))[:2]
    return tuple(actor for actor in others if actor not in saying.own and actor != saying.home)[-1:]


@rule(silence=())
def pronoun(saying: Saying) -> tuple[Mention, ...]:
    """Whom a pronoun at the verb stands for was named last before it in its sentence.

    + انتقدت الوزيرة التركية العراق واتهمته بالكذب. => IQ -1, IQ -2
    - انتقدت الوزيرة التركية العراق. واتهمت مصر بالكذب. => IQ -1, EG -2
    """
    # What is called something (وصفها) is mostly a thing.
    meant = None if saying.act == "evaluate" else saying.struck
    return (meant,) if meant and meant.actor not in saying.own else ()


def select(sayings: Iterable[Saying]) -> list[dict[str, list[Mention]]]:
    """Targets of the statements of an article, in their order, and where they are named: nowhere if they are only meant."""
    found: list[dict[str, list[Mention]]] = []
    for saying in sayings:
        kept: dict[str, list[Mention]] = {}
        for mention in saying.mentions():
            if not any(one(saying, mention) for one in LEAVE_OUT):
                kept.setdefault(mention.actor, []).append(mention)
        if saying.joint or _states().isdisjoint(kept):
            for other in partners(saying):
                kept.setdefault(other, [])
        for mention in pronoun(saying):
            kept.setdefault(mention.actor, [mention])
        found.append(kept)
    return found
