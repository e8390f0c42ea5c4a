"""Who takes part in a meeting on the side of its subject: who receives, visits, leads talks or calls."""

from __future__ import annotations

from itertools import dropwhile, pairwise, takewhile

from taawun.meetings.clues import marker
from taawun.meetings.figures import PLACES, Figure
from taawun.meetings.surroundings import NEAR, NOBODY, Figures, Surroundings, parties_of
from taawun.meetings.words import event_words
from taawun.rules import Rule, rule
from taawun.statements.reading.features import COMMA, COMP, NAME, WORD


@rule(silence=NOBODY)
def stands_before(around: Surroundings, partner: Figures) -> Figures:
    """The subject of a verb can stand right before it.

    + شكر الرئيس التركي الذي استقبل الوزير العراقي الحضور. => reception IQ > TR
    + وكان الوزير التركي سالم أوغلو في استقبال الوزير العراقي. => reception IQ > TR
    + قال الوزير المصري إن الوزير التركي كان في استقبال الوزير العراقي. => reception IQ > TR
    - شكر الرئيس التركي الحضور. واستقبل الوزير العراقي. => -
    - وبعد أن شكر الرئيس المصري، اجتمع الوزير التركي مع نظيره العراقي. => talks TR + IQ
    """
    if (around.word.is_noun and not around.waits) or around.subject_behind(partner):
        return NOBODY
    return _others(around.antecedent, partner)


@rule(silence=NOBODY)
def stands_behind(around: Surroundings, partner: Figures) -> Figures:
    """The subject of a verb, or of a verbal noun, is the first behind it.

    + زار الوزير التركي العراق. => visit TR > IQ
    + وصل بغداد، أمس، الوزير التركي في زيارة. => visit TR > IQ
    + انتهت زيارة الوزير التركي إلى العراق. => visit TR > IQ
    + انتهت زيارة لوزير النقل التركي إلى العراق. => visit TR > IQ
    + انتهت الزيارة الرسمية لوزير النقل التركي إلى العراق. => visit TR > IQ
    - انتهت زيارة إلى العراق. => -
    - دعا الوزير التركي، خلال زيارة إلى العراق، السفير المصري إلى الهدوء. => visit TR > IQ
    - طالب بحارة وصلوا إلى العراق الأحد السلطات المصرية بالهدوء. => -
    """
    pronoun = around.word.is_noun and around.word.pronoun and not (around.word.takes == "guest" and around.bare)
    if pronoun or around.resumes or around.word.several:
        return NOBODY
    if around.word.takes == "goal" and around.word.is_noun and around.slots[:1]:
        before, first = around.slots[0]
        if before == "to" and first.start <= around.clue.at + 2 and (first.name or first.kind not in PLACES):
            return (first,)
    found = next((one for one in around.bare if one[0] not in partner), NOBODY)
    if found and not around.waits and not around.follows(found[0], partner):
        return NOBODY
    return _others(found, partner)


@rule(silence=NOBODY)
def carries(around: Surroundings, partner: Figures) -> Figures:
    """Who leads talks or receives a call is the subject of that verb, and so is who invites to them, but no state that lends its ground.

    + أجرى الرئيس التركي محادثات مع الرئيس العراقي. => talks TR + IQ
    + انتهت محادثات أجراها الرئيس التركي مع الرئيس العراقي. => talks TR + IQ
    + شكر الوزير المصري نادر حداد الحضور خلال الزيارة التي قام بها إلى العراق أمس الرئيس التركي. => visit TR > IQ
    + انتهت محادثات مع الرئيس العراقي استضافها الرئيس التركي. => talks IQ > TR
    + أجرى الرئيس التركي اتصالا هاتفيا بالرئيس العراقي والرئيس المصري بعد زيارته لقطر. => phone TR > IQ + EG; visit TR > QA
    + تلقى الوزير التركي اتصالا هاتفيا من الوزير العراقي، كما تلقى اتصالا من الوزير المصري. => phone IQ > TR; phone EG > TR
    + وقال السفير المصري إن الوزير التركي عقد ثلاثة اجتماعات مع الوزير العراقي. => talks TR + IQ
    + وأقام الوزير التركي استقبالا رسميا للوزير العراقي. => reception IQ > TR
    + وكان الوزير التركي والوزير العراقي قد عقدا قبيل المؤتمر الصحفي اجتماعا. => talks IQ + TR
    - انتهت محادثات استضافتها تركيا مع الرئيس العراقي. => -
    - طالت محادثات مع الرئيس العراقي. => -
    - دعا الوزير التركي، خلال زيارة قام بها إلى العراق، السفير المصري إلى الهدوء. => visit TR > IQ
    - اتفق الوزيران المصري والتركي لدى لقاء السفير العراقي بالوزير التركي على الهدوء. => talks IQ + TR
    """
    role, at = around.carrier
    if not role or not around.word.is_noun:
        return NOBODY
    scene = around.scene
    if at > around.clue.at:
        leaders = next((found for found in around.bare if around.comes_next(at, found[0])), NOBODY)
        apart = bool(leaders) and any(scene.tokens.flags[k] & COMMA for k in range(at, leaders[0].start))
        if apart and any(role == "to" and at < one.start < leaders[0].start for role, one in around.slots):
            # زيارة قام بها إلى العراق، القادة
            leaders = NOBODY
        lends_ground = role == "host" and leaders and leaders[0].kind != "person"
        return NOBODY if lends_ground else _others(leaders, partner)
    behind = [(marker(scene, one), one) for one in reversed(scene.before(around.clue.at, at + 1))]
    # عقدا قبيل المؤتمر الصحفي اجتماعا
    # عقد الوزير ثلاثة اجتماعات
    number = around.clue.at - 1
    numbers = {one for _, one in behind if not one.parties and (one.start > at + 1 or one.start == number)}
    behind = list(dropwhile(lambda pair: pair[0] or pair[1] in numbers, behind))
    if behind and behind[0][1].kind == "pronoun":
        return around.focus(partner)
    if behind:
        return _others((behind[0][1], *(one for _, one in takewhile(_is_joined, behind[1:]))), partner)
    goes_on = scene.form(at - 1) in event_words("resumed") | event_words("also")
    found = NOBODY if goes_on else scene.before(at, around.clue.begin)
    if around.word.takes == "goal":
        # الوفد الذي شارك في اجتماع صندوق النقد قام بزيارة
        found = [one for one in found if one.kind in ("person", "group", "pronoun")]
    if found and (at - found[0].end > NEAR or any(scene.tokens.flags[k] & COMP for k in range(found[0].end, at))):
        return NOBODY
    joined = [one for _, one in takewhile(lambda pair: marker(scene, pair[0]) == "and", pairwise(found))]
    return _others((*found[:1], *joined), partner)


@rule(silence=NOBODY)
def spoken_of(around: Surroundings, partner: Figures) -> Figures:
    """Where no word names the subject it is whom the text speaks of.

    + قال الوزير التركي خلال لقائه نظيره العراقي إن الجسر آمن. => talks TR + IQ
    + قال الوزير التركي إنه بحث مع نظيره العراقي أمن الجسر. => talks TR + IQ
    + وعاد الوزير التركي سالم أوغلو من جولة قادته إلى العراق. => visit TR > IQ
    + استهل الوزير التركي المؤتمر الصحفي المشترك مع الوزير العراقي ببيان. => press TR + IQ
    + قال الرئيس المصري سالم حداد إنه اتفق مع الرئيس التركي على ذلك خلال زيارته الأخيرة للقاهرة. => visit TR > EG
    - قال الوزير العراقي خلال لقائه نظيره العراقي إن الجسر آمن. => -
    - ذكر الوزير التركي نتائج مباحثات مع نظيره العراقي. => -
    - طالب الوزير التركي سالم أوغلو بوقف المقاتلين الأجانب الذين يتوجهون إلى العراق. => -
    - ذكر الوزير التركي أن السفينة كبيرة. ووصلت إلى العراق. => -
    - ذكر الوزير التركي أن عشرين سجينا غادروا. وغادر سجين آخر إلى العراق. => -
    - ذكر الوزير التركي سالم أوغلو أن المنظمة الخيرية وصلت إلى العراق. => -
    - ذكر الوزير التركي سالم أوغلو أن فيدال وصل إلى العراق. => -
    - ذكر الوزير التركي سالم أوغلو النبأ. وعقد خمسة تجار اجتماعا بحضور الوزير العراقي. => -
    - قال الوزير التركي إن مدرب الفريق شكر الحضور ثم توجه إلى العراق. => -
    - وصل الوزير المصري. وعقدت اللجنة اجتماعا مع الوزير العراقي. => -
    - ذكر الوزير المصري نادر حداد أن الوزير التركي قام بزيارة إلى تركيا. => -
    """
    if not partner or (around.word.takes == "with" and not around.resumes):
        return NOBODY
    led = around.word.is_noun and around.word.takes == "goal" and not around.word.pronoun
    if led and parties_of(carries(around, partner)):
        # قام نائب الرئيس الأمريكي بزيارة إلى الكونغرس
        return NOBODY
    before = NOBODY if around.word.is_noun or around.resumes else around.antecedent
    if (
        any(not one.parties and (one.kind != "person" or one.name) for one in before)
        or around.has_subject(partner)
        or around.tells_of_private
        or _has_unknown_before(around)
        or around.led_by_others
        or (
            around.word.is_noun
            and around.word.takes in ("partner", "goal")
            and around.word.kind != "press"
            and not (around.word.pronoun or around.is_during or around.carrier[0] or around.took_him)
        )
    ):
        return NOBODY
    return around.focus(partner)


@rule(silence=NOBODY)
def receives_there(around: Surroundings, partner: Figures) -> Figures:
    """Where nobody is said to lead talks, the state in which they are held with others does.

    + ذكر مصدر أن المباحثات في بغداد مع الوزير التركي طالت. => talks TR > IQ
    - ذكر مصدر أن المباحثات في جنيف مع الوزير التركي طالت. => -
    """
    grounds = (one for before, one in around.slots[:1] if before == "in" and one.kind == "state" and around.held_in)
    found = next(grounds, None)
    with_others = found and partner and marker(around.scene, partner[0]) == "with"
    return (found,) if found and with_others and found.head not in event_words("neutral_grounds") else NOBODY


@rule
def received_others(around: Surroundings) -> bool:
    """Whom a relative verb has as its pronoun stands right before it, and is nobody who meets where none is named there.

    + شكر الوزير التركي أمس الجرحى الذين استقبلتهم الحكومة العراقية. => -
    - شكر الوزير التركي سالم أوغلو الذي استقبله الوزير العراقي الحضور. => reception TR > IQ
    """
    pronoun = not around.word.is_noun and around.word.pronoun and around.word.takes in ("guest", "partner")
    if not pronoun or not around.bare or not around.is_relative or around.named_before_relative:
        return False
    during = around.scene.form(around.clue.at + 1) in event_words("during_it")
    return not during and around.comes_next(around.clue.at, around.bare[0][0])


SUBJECT: tuple[Rule[[Surroundings, Figures], Figures], ...] = (
    stands_before,
    carries,
    stands_behind,
    spoken_of,
    receives_there,
)


def _is_joined(pair: tuple[str, Figure]) -> bool:
    return pair[0] == "and"


def _others(figures: Figures, partner: Figures) -> Figures:
    """Figures that are not the partner's."""
    return tuple(one for one in figures if one not in partner and one.kind != "place")


def _has_unknown_before(around: Surroundings) -> bool:
    """Whether an unknown word is the subject of a verb behind إن (قال إن فيدال وصل)."""
    k, bits = around.clue.at - 1, around.scene.tokens.flags
    unknown = not around.word.is_noun and k > around.clue.begin and bits[k] in (WORD, WORD | NAME)
    # فإن، وأن
    before = around.scene.form(k - 1)
    return unknown and bool({before, before[1:]} & event_words("comp"))
