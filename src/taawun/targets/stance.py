"""How the speaker of a statement stands to a target: -2 (confronts) to +2 (commits himself).

Evidence is of two kinds: rules, which say in one sentence why they speak for or against, and the tones of words
(`lexicons/stance.yaml`) in the statement, near the target, and in the rest of the article. One linear model adds it up; its weights and the limits
between the values are in `lexicons/stance_weights.yaml`, made by `tools/train_stance.py` from coded statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import exp
from typing import NamedTuple

from taawun.lexicons import load_lexicon
from taawun.rules import id_of, rule
from taawun.targets.actors import Mention, Reading
from taawun.targets.leanings import AGAINST, FRIENDLY, HOSTILE, TONES, leans
from taawun.targets.sayings import Saying

COUNTED = ("commit", "grave", "blame", "demand")
"""Tones of which each word in a statement speaks for or against: of praise and bonds only those near a target do."""
BEFORE, AFTER = 5, 3
"""Words around a mention that are near it."""
FADE = 5.0
"""Words over which a word's bearing on a mention falls to a third."""
HELPED = 3
"""Words before a mention in which a word of help is for it."""
UNDERGONE = 7
"""The same for harm that somebody underwent (الهجوم الذي تعرض له العراق)."""
OBJECT = 3
"""Words between a verb's object and the state that it belongs to (انتقد ... موقف حكومة العراق)."""
ENOUGH = 4
"""Words of one tone in a statement above which more count no more."""


@rule(silence=0.0)
def appreciates(saying: Saying, mentions: Sequence[Mention]) -> float:
    """The reporting verb itself praises, thanks, welcomes, hopes or promises.

    Source: Searle 1979 (expressives and commissives).
    + رحب الوزير التركي بموقف العراق. => IQ +1
    - انتقد الوزير التركي موقف العراق. => IQ -1
    """
    return 1.0 if saying.act in _acts()["appreciates"] else 0.0


@rule(silence=0.0)
def condemns(saying: Saying, mentions: Sequence[Mention]) -> float:
    """The reporting verb itself condemns, accuses, warns or threatens.

    + أدان الوزير التركي سياسة إسرائيل. => IL -2
    - أشاد الوزير التركي بسياسة إسرائيل. => IL +1
    """
    return 1.0 if saying.act in _acts()["condemns"] else 0.0


@rule(silence=0.0)
def suffers(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Who stands behind harm and "against", or underwent it, suffers it, and the speaker takes his side: no hostile word or verb counts against him.

    + قال الوزير التركي إن العدوان على العراق الشقيق جريمة. => IQ +1
    + أدان الوزير التركي الهجوم على العراق الشقيق. => IQ +1
    + أدان الوزير التركي الهجمات التي تعرض لها العراق الشقيق. => IQ +1
    - قال الوزير التركي إن عدوان العراق جريمة. => IQ -2
    """
    harmed = any(_is_harmed(saying.reading, one) for one in mentions if one.actor not in _outlawed())
    return 1.0 if harmed and not is_guilty(saying, mentions) else 0.0


def _is_harmed(reading: Reading, one: Mention) -> bool:
    """Whether harm is done to a state: الاعتداء على العراق، الهجوم الذي تعرض له العراق."""
    if reading.marked("undergoes", one.first - 3, one.first) and reading.marked(
        "grave", one.first - UNDERGONE, one.first
    ):
        return True
    if reading.marked("suffers", one.last, one.last + 1) or _befalls(reading, one):
        return True
    on = reading.marked("against", one.first - 3, one.first) or reading.joined(one.first).endswith("ل")
    return bool(on and reading.marked("grave", one.first - 4, one.first))


def _befalls(reading: Reading, one: Mention) -> bool:
    """Whether harm is named that befalls what its name is joined to (غزو العراق, but الغزو العراقي)."""
    return one.kind in ("name", "capital") and bool(reading.marked("befalls", one.first - 1, one.first))


@rule(silence=0.0)
def is_pitied(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Prisoners, civilians, refugees or the people of a state are spoken of with sympathy: hostile words are not for them.

    + قال الوزير التركي إن معاناة الشعب العراقي جريمة. => IQ +1
    + قال الوزير التركي إن معاناة الجرحى من العراقيين جريمة. => IQ +1
    - قال الوزير التركي إن معاناة الجيش العراقي جريمة. => IQ -1
    """
    reading = saying.reading
    reaches = (4 if reading.marked("from", one.first - 1, one.first) else 1 for one in mentions)
    pitied = (
        reading.marked("victims", one.first - reach, one.first) for one, reach in zip(mentions, reaches, strict=True)
    )
    return 1.0 if any(pitied) else 0.0


@rule(silence=0.0)
def is_outlawed(saying: Saying, mentions: Sequence[Mention]) -> float:
    """An armed group that most states fight is spoken of as an enemy, whoever speaks.

    + قال الوزير التركي إن تنظيم القاعدة في المدينة. => QAEDA -1
    - قال الوزير التركي إن حركة فتح في المدينة. => FATAH 0
    """
    return 1.0 if any(mention.actor in _outlawed() for mention in mentions) else 0.0


@rule(silence=0.0)
def is_obliged(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Of whom something is demanded, he has not done it: the object of a verb of demand, or who "must" (على).

    + طالب الوزير التركي العراق بتوضيح. => IQ -1
    + قال الوزير التركي إنه يجب على العراق أن يوضح موقفه. => IQ -1
    - طالب الوزير التركي بتوضيح موقف العراق. => IQ 0
    """
    reading = saying.reading
    return (
        1.0
        if any(
            (saying.act == "demand" and any(first == mention.first for first, _ in saying.ranges))
            or (
                reading.marked("against", mention.first - 1, mention.first)
                and reading.marked("demand", mention.first - 3, mention.first - 1)
            )
            for mention in mentions
        )
        else 0.0
    )


@rule(silence=0.0)
def is_struck(saying: Saying, mentions: Sequence[Mention]) -> float:
    """What a verb of reproach or refusal has as its object, or as part of it, it is turned against, whatever the tones say.

    Source: van Atteveldt, Kleinnijenhuis and Ruigrok 2008 (the subject's predicate about an object).
    + انتقد الوزير التركي موقف العراق المهم من الاستقلال. => IQ -1
    - أشاد الوزير التركي بموقف العراق المهم. => IQ +2
    """
    if saying.act not in _acts()["condemns"] | _acts()["refuses"] or saying.negated or suffers(saying, mentions):
        return 0.0
    starts = {first for first, _ in saying.ranges}
    return 1.0 if any(0 <= mention.first - first <= OBJECT for mention in mentions for first in starts) else 0.0


@rule(silence=0.0)
def is_pressed(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Who stands right behind "on" or "against" is pressed or opposed, unless he suffers or owes something.

    + قال الوزير التركي إن الأمر صعب على العراق. => IQ -1
    - قال الوزير التركي إن الأمر صعب عند العراق. => IQ 0
    """
    pressed = any(
        saying.reading.marked("against", one.first - 1, one.first)
        and not saying.reading.marked("leans_on", one.first - 3, one.first - 1)
        for one in mentions
    )
    return 1.0 if pressed and not suffers(saying, mentions) and not is_obliged(saying, mentions) else 0.0


@rule(silence=0.0)
def is_meant(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Who is not named but meant as the other of both countries is spoken of as a partner.

    + استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن البلدين كبيران. => EG +1
    - استقبل الرئيس وفدا من مصر. وقال الوزير التركي إن مصر كبيرة. => EG 0
    """
    return 0.0 if mentions else 1.0


@rule(silence=0.0)
def is_supported(saying: Saying, mentions: Sequence[Mention]) -> float:
    """A word of help or support before the name of a state is for it, more than one anywhere in the statement.

    + قال الوزير التركي إن دعم العراق واجب. => IQ +1
    - قال الوزير التركي إن وصف العراق واجب. => IQ 0
    """
    return 1.0 if any(saying.reading.marked("commit", one.first - HELPED, one.first) for one in mentions) else 0.0


@rule(silence=0.0)
def is_guilty(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Harm that stands right before the name of a state is its doing.

    + قال الوزير التركي إن عدوان العراق مستمر. => IQ -1
    - قال الوزير التركي إن عمل العراق مستمر. => IQ 0
    """
    reading = saying.reading
    guilty = (reading.marked("grave", one.first - 1, one.first) and not _befalls(reading, one) for one in mentions)
    return 1.0 if any(guilty) else 0.0


RULES = (
    appreciates,
    condemns,
    suffers,
    is_pitied,
    is_outlawed,
    is_obliged,
    is_struck,
    is_pressed,
    is_meant,
    is_supported,
    is_guilty,
)


class Around(NamedTuple):
    """What an article says of a target elsewhere: tone of the speaker's side, and of the words near it (-1 to 1)."""

    side: float = 0.0
    article: float = 0.0


def describe(saying: Saying, mentions: Sequence[Mention], around: Around) -> dict[str, float]:
    """Return the evidence on the stance to a target, by name; what is not there is left out.

    Parameters
    ----------
    mentions
        Where the target is named in the statement; empty where it is only meant (البلدان).
    around
        What the rest of the article says of it.

    Returns
    -------
    dict
        Ids of rules, `all.TONE` (up to 1), `near`, `side` and `article` (-1 to 1).
    """
    known = {id_of(one): one(saying, mentions) for one in RULES}
    known |= {"side": around.side, "article": around.article, "near": nearness(saying, mentions)}
    for tone in COUNTED:
        known[f"all.{tone}"] = min(_count(saying, tone, mentions), ENOUGH) / ENOUGH
    if known[id_of(suffers)] or known[id_of(is_pitied)]:
        known = {name: value for name, value in known.items() if value > 0 and name.rpartition(".")[2] not in HOSTILE}
    if known.get(id_of(suffers)):
        known.pop(id_of(condemns), None)
    if known.get(id_of(is_struck)):
        known |= {name: min(known.get(name, 0.0), 0.0) for name in ("side", "article", "near")}
    return {name: value for name, value in known.items() if value}


def weigh(evidence: Mapping[str, float]) -> tuple[int, list[str]]:
    """Return the stance, and the evidence that decided, the heaviest first (three at most); 0 without any evidence.

    Examples
    --------
    >>> weigh({"stance.condemns": 1.0, "all.grave": 0.5, "near": -0.7, "side": -0.7})[0] < 0
    True
    """
    weights, limits = _weights()
    if not evidence:
        return 0, []
    parts = {name: weights[name] * value for name, value in evidence.items() if name in weights}
    score = sum(parts.values())
    value = sum(score >= limit for limit in limits) - 2
    ways = [name for name, part in parts.items() if part * (value or 1) > 0]
    return value, sorted(ways, key=lambda name: -abs(parts[name]))[:3]


def nearness(saying: Saying, mentions: Sequence[Mention]) -> float:
    """Friendly less hostile words of a statement by how near they are to a mention, in parts of all of them; negated ones turn."""
    good = bad = 0.0
    for tone in (*FRIENDLY, "commit", *HOSTILE):
        for place in saying.ranges:
            for at in saying.reading.marked(tone, *place):
                weight = sum(exp(-min(abs(at - one.first), abs(at - one.last + 1)) / FADE) for one in mentions)
                way = leans(saying.reading, tone, at)
                good, bad = good + weight * (way > 0), bad + weight * (way < 0)
    return (good - bad) / (good + bad + 0.5 * len(mentions)) if mentions else 0.0


def look_around(sayings: Sequence[Saying], reading: Reading) -> dict[tuple[frozenset[str], str], Around]:
    """Return what an article says of each actor: by the speaker's own actors and the target."""
    sides: dict[tuple[frozenset[str], str], list[float]] = {}
    for saying in sayings:
        tilt = 2.0 * (saying.act in _acts()["appreciates"]) - 2.0 * (saying.act in _acts()["condemns"])
        named = saying.mentions()
        for actor in {mention.actor for mention in named}:
            mine = [one for one in named if one.actor == actor]
            ways = [leans(reading, tone, at) for tone in FRIENDLY + HOSTILE for at in _near(saying, tone, mine)]
            good, bad = ways.count(1), ways.count(-1)
            total = sides.setdefault((saying.own, actor), [0.0, 0.0])
            total[0] += good + max(tilt, 0)
            if not (suffers(saying, mine) or is_pitied(saying, mine)):
                total[1] += bad + max(-tilt, 0)
    near: dict[str, list[float]] = {}
    for mention in reading.mentions:
        place = (mention.first - BEFORE, mention.last + AFTER)
        total = near.setdefault(mention.actor, [0.0, 0.0])
        ways = [leans(reading, tone, at) for tone in FRIENDLY + HOSTILE for at in reading.marked(tone, *place)]
        total[0] += ways.count(1)
        if not reading.marked("victims", mention.first - 1, mention.first):
            total[1] += ways.count(-1)
    return {key: Around(_tilt(total), _tilt(near.get(key[1], (0, 0)))) for key, total in sides.items()}


def deciding_words(saying: Saying, mentions: Sequence[Mention], names: Sequence[str]) -> list[tuple[int, int]]:
    """Characters of the words of the tones that decided, in text order."""
    words = saying.reading.words
    places: set[int] = set()
    for name in names:
        kind, _, tone = name.partition(".")
        ranges, tones = (nearby(saying, mentions), TONES) if kind == "near" else (saying.ranges, (tone,))
        places |= {at for place in ranges for tone in tones for at in saying.reading.marked(tone, *place)}
    return [(words.stem_start[at], words.end[at]) for at in sorted(places)]


def commitment(saying: Saying) -> int:
    """How far the speaker binds himself: 3 promises, 2 is ready, 1 wishes, 0 nothing of it; a condition takes one off.

    Examples
    --------
    >>> from taawun.targets.readings import read_first
    >>> commitment(read_first("تعهد الوزير التركي بدعم العراق.")), commitment(read_first("قال الوزير التركي إن العراق كبير."))
    (3, 0)
    """
    if saying.act in ("commit", "agree") or _says(saying, "promise"):
        level = 3
    elif _says(saying, "readiness"):
        level = 2
    else:
        level = 1 if saying.act == "hope" or _says(saying, "wish") else 0
    return max(0, level - 1) if level and (saying.negated or _says(saying, "hedge")) else level


def _says(saying: Saying, name: str) -> bool:
    return any(saying.reading.marked(name, *place) for place in saying.ranges)


def _tilt(total: Sequence[float]) -> float:
    return (total[0] - total[1]) / (total[0] + total[1] + 3)


def nearby(saying: Saying, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Ranges of the words near each mention that belong to the statement."""
    return [
        (max(first, mention.first - BEFORE), min(last, mention.last + AFTER))
        for mention in mentions
        for first, last in saying.ranges
        if first <= mention.first < last
    ]


def _near(saying: Saying, tone: str, mentions: Sequence[Mention]) -> list[int]:
    """Words of a tone in a statement, without those that stand nearer to another actor than to the target."""
    actors = {one.actor for one in mentions} | saying.own
    others = [one for one in saying.mentions() if one.actor not in actors] if mentions else []
    places = sorted({at for place in saying.ranges for at in saying.reading.marked(tone, *place)})
    return [at for at in places if not others or _gap(at, mentions) <= _gap(at, others)]


def _gap(at: int, mentions: Sequence[Mention]) -> int:
    return min(min(abs(at - one.first), abs(at - one.last + 1)) for one in mentions)


def _count(saying: Saying, tone: str, mentions: Sequence[Mention]) -> int:
    """Words of a tone that are not negated, and nearer to a target than to another actor."""
    way = -1 if tone in AGAINST else 1
    return sum(leans(saying.reading, tone, at) == way for at in _near(saying, tone, mentions))


def _names() -> Iterator[str]:
    yield from (id_of(one) for one in RULES)
    yield from ("side", "article", "near")
    yield from (f"all.{tone}" for tone in COUNTED)


NAMES = tuple(_names())
"""All evidence, in the order of the weights."""


@cache
def _acts() -> dict[str, frozenset[str]]:
    return {name: frozenset(acts) for name, acts in load_lexicon("stance")["acts"].items()}


@cache
def _outlawed() -> frozenset[str]:
    return frozenset(load_lexicon("actors")["outlawed"])


@cache
def _weights() -> tuple[dict[str, float], tuple[float, ...]]:
    lexicon = load_lexicon("stance_weights")
    if set(lexicon["weights"]) != set(NAMES):
        raise ValueError("lexicons/stance_weights.yaml was trained on other evidence: run tools/train_stance.py again")
    return {name: float(value) for name, value in lexicon["weights"].items()}, tuple(map(float, lexicon["limits"]))
