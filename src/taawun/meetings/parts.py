"""Who takes part in a meeting: the rules that find its two sides around the word that tells of it.

One side is the subject (`taawun.meetings.subjects`), the other the partner (who is received, met, or the country that is
visited). The examples say what is then read: `TR > IQ` where the first is the guest of the second, `TR + IQ`
where the text does not say.
"""

from __future__ import annotations

from typing import NamedTuple

from taawun.meetings.clues import marker, on_margin
from taawun.meetings.councils import council_meets, is_body, present_there
from taawun.meetings.figures import PLACES, Figure
from taawun.meetings.named_before import both_before, many_before, met_before
from taawun.meetings.no_sides import belongs_to_noun, counts, is_joint, is_own_meeting, speaks_of
from taawun.meetings.subjects import SUBJECT, carries, received_others
from taawun.meetings.surroundings import NEAR, NOBODY, Figures, Surroundings, parties_of
from taawun.meetings.visits import called_on, goal, invited
from taawun.meetings.words import event_lemmas, event_words
from taawun.rules import Rule, id_of, rule

JOINT = 3
"""Words behind a session's noun in which the joint commission that holds it is named."""


class Sides(NamedTuple):
    """Who takes part, and the rules that found them."""

    subject: Figures
    partner: Figures
    rules: tuple[str, ...]


@rule(silence=NOBODY)
def between(around: Surroundings) -> Figures:
    """Behind بين stand all who meet, or two adjectives say who does.

    + عقدت مباحثات بين الرئيس التركي والرئيس العراقي. => talks TR + IQ
    + عقدت مباحثات تركية عراقية. => talks TR + IQ
    + عقد في بغداد الاجتماع الثالث للجنة المكلفة بمتابعة تنفيذ الاتفاق الموقع بين تركيا والعراق. => talks TR > IQ
    - عقدت مباحثات حول الرئيس التركي والرئيس العراقي. => -
    """
    if not around.word.is_noun or around.word.takes == "goal":
        return NOBODY
    both = tuple(one for _, one in around.slots[:1] if one.kind == "sides")
    found = both or next(around.marked("between"), NOBODY)
    first = around.slots[0][1] if around.slots else None
    # الاجتماع الثالث للجنة المكلفة بمتابعة الاتفاق بين
    joint = first is not None and first.head in event_words("commissions") and not first.parties
    held = joint and first is not None and first.start <= around.clue.at + JOINT
    return found if found and (held or around.near(found[0])) else NOBODY


@rule(silence=NOBODY)
def object_behind_pronoun(around: Surroundings) -> Figures:
    """A verb with its object as a pronoun (استقبله، اجتمع به) has the one spoken of as its object.

    + وصل الوزير التركي سالم أوغلو إلى بغداد. واستقبله الرئيس العراقي. => visit TR > IQ; reception TR > IQ
    + وصل الوزير التركي سالم أوغلو إلى بغداد، حيث استقبله الرئيس العراقي. => visit TR > IQ; reception TR > IQ
    + وصل الوزير التركي سالم أوغلو إلى بغداد. واجتمع به الرئيس العراقي. => visit TR > IQ; talks TR > IQ
    + انتهت زيارة الوزير التركي سالم أوغلو إلى العراق التي استقبله خلالها الرئيس العراقي. => visit TR > IQ; reception TR > IQ
    - وصل الوزير التركي سالم أوغلو إلى بغداد. واستقبل الرئيس العراقي. => visit TR > IQ
    - التقى الوزير التركي الوزير العراقي والوزير المصري، وبحث معهما أمن الجسر. => talks TR + IQ + EG
    """
    him = around.bare and around.scene.form(around.clue.at + 1) in event_words("with_him")
    his = around.word.pronoun and around.word.takes in ("guest", "partner")
    if around.word.is_noun or not (his or (him and around.word.takes in ("partner", "with"))):
        return NOBODY
    behind = bool(around.bare) and around.comes_next(around.clue.at, around.bare[0][0])
    return around.focus(around.bare[0] if behind else around.antecedent)


@rule(silence=NOBODY)
def waited_for(around: Surroundings) -> Figures:
    """Who is received by somebody, or has him waiting (كان في استقباله), is the guest, and the host is named behind.

    + وصل الوزير التركي سالم أوغلو إلى بغداد. وكان في استقباله الوزير العراقي. => visit TR > IQ; reception TR > IQ
    + وصل الوزير التركي سالم أوغلو إلى بغداد. وكان في استقباله رئيس الوزراء سالم حداد. => visit TR > IQ; reception TR > IQ
    + وكان في استقبال الوزير التركي لدى وصوله الوزير العراقي. => reception TR > IQ
    + شكر الوزير التركي بعد استقباله من قبل الوزير العراقي الحضور. => reception TR > IQ
    + وصل الوزير التركي سالم أوغلو إلى بغداد حيث كان الوزير العراقي في استقباله. => visit TR > IQ; reception TR > IQ
    - وطال استقبال الوزير التركي الوزير العراقي. => reception IQ > TR
    """
    # كان الوزير في استقباله
    stands = around.word.pronoun and around.scene.form(around.clue.at - 2) not in event_words("waits")
    host = (around.antecedent if stands else NOBODY) or (around.bare[0] if around.bare else NOBODY)
    if not around.waits or not host:
        return NOBODY
    return around.focus(host) if around.word.pronoun else host


@rule(silence=NOBODY)
def received_for(around: Surroundings) -> Figures:
    """Behind a verbal noun and its subject the guest can stand with ل, and right behind a noun those who meet.

    + وطال استقبال الوزير التركي للوزير العراقي. => reception IQ > TR
    + قال الوزير التركي خلال اجتماع لوزراء حلف شمال الأطلسي إن الجسر آمن. => summit TR + NATO
    + وطال اجتماع لوزراء خارجية دول مجلس التعاون مع نظيرهم العراقي. => talks GCC + IQ
    + عقدت الدورة الحادية عشرة للجنة التركية العراقية في بغداد. => talks TR > IQ
    - وطال استقبال الوزير التركي أمام الوزير العراقي. => -
    """
    if not around.word.is_noun or around.word.takes not in ("guest", "partner") or around.word.kind == "press":
        return NOBODY
    found = next((found for found in around.marked("to") if found[0].kind not in PLACES), NOBODY)
    # الاجتماع السنوي لوزراء الحلف، الدورة العاشرة للجنة المشتركة
    reach = 2 if len(parties_of(found)) < 2 else JOINT
    council = found and not around.word.pronoun and found[0].start <= around.clue.at + reach
    # اجتماع لاطلاع مشرعين
    own = bool(found) and around.scene.form(found[0].start) != found[0].head
    meets = found and (around.word.takes == "guest" or (council and own))
    return found if meets and around.near(found[0]) else NOBODY


@rule(silence=NOBODY)
def met_with(around: Surroundings) -> Figures:
    """Whom one meets stands behind مع, or behind ب.

    + اجتمع الوزير التركي مع نظيره العراقي. => talks TR + IQ
    + التقى الوزير التركي بنظيره العراقي. => talks TR + IQ
    + وقعت تركيا اتفاقا مع العراق. => talks TR + IQ
    + قال الوزير التركي سالم أوغلو إنه اتفق مع نظيره العراقي خلال لقاء في بغداد على الهدوء. => talks TR > IQ
    - زار الوزير التركي العراق. => visit TR > IQ
    - بحث الوزير التركي العلاقات مع العراق. => -
    - اجتمع الوزير التركي ونظيره العراقي لبحث العلاقات مع إيران. => talks TR + IQ
    - شكر الوزير التركي السفير المصري. وبحث الجانبان اتفاق خمسة زائد واحد مع العراق. => -
    - قال الوزير المصري عقب اجتماع اللجنة برئاسة الوزير التركي إن الجسر آمن. => -
    """
    pairs = event_words("pairs") | event_words("two_persons")
    if not around.word.is_noun and around.bare and around.bare[0][0].head in pairs and not parties_of(around.bare[0]):
        # بحث الجانبان اتفاق القوى الكبرى مع إيران
        return NOBODY
    return around.met or met_before(around) if around.word.takes in ("partner", "with", "from") else NOBODY


@rule(silence=NOBODY)
def sent_to(around: Surroundings) -> Figures:
    """A letter or call goes to whom إلى or ل names.

    + بعث الرئيس التركي رسالة إلى الرئيس العراقي. => letter TR > IQ
    + كما تحدث الوزير التركي هاتفيا إلى نظيره العراقي. => phone TR + IQ
    + اجتمع الوزير التركي إلى نظيره العراقي. => talks TR + IQ
    - هاتف الوزير التركي نظيره العراقي لإبلاغه القرار المصري. => phone TR > IQ
    - بعث الرئيس التركي رسالة عن الرئيس العراقي. => -
    """
    to_him = around.word.lemma in event_lemmas("meets_to")
    sent = around.word.takes == "from" or around.word.kind == "phone" or to_him
    found = next(around.marked("to"), NOBODY) if sent else NOBODY
    if to_him and found and found[0].kind not in ("person", "group"):
        # اجتمع للمرة الأولى
        return NOBODY
    return found if found and found[0].kind != "document" else NOBODY


@rule(silence=NOBODY)
def comes_from(around: Surroundings) -> Figures:
    """A letter or call that is received comes from whom من names.

    + تلقى الرئيس التركي اتصالا هاتفيا من الرئيس العراقي. => phone IQ > TR
    + تلقى الرئيس التركي اتصالين هاتفيين من الرئيس العراقي والرئيس المصري. => phone IQ > TR; phone EG > TR
    + تلقى الرئيس التركي اتصالا هاتفيا من الشيخ سالم الخالد الحمد الصباح وزير النقل بدولة الكويت. => phone KW > TR
    - تلقى الرئيس التركي اتصالا هاتفيا من العراق. => -
    """
    found = next(around.marked("from"), NOBODY) if around.word.takes == "from" else NOBODY
    return found if found and found[0].kind not in PLACES else NOBODY


@rule(silence=NOBODY)
def signed_for(around: Surroundings) -> Figures:
    """Those for whom something is signed stand behind عن.

    + وقع الاتفاق عن الجانب التركي الوزير سالم أوغلو وعن الجانب العراقي السفير نادر حداد. => talks TR + IQ
    - وقع الوزير التركي سالم أوغلو اتفاقا عن الجسر. => -
    """
    if around.word.lemma not in event_lemmas("signing"):
        return NOBODY
    signed = {party for found in around.marked("for") for figure in found for party in figure.parties}
    return tuple(figure for _, figure in around.slots if signed & set(figure.parties))


@rule(silence=NOBODY)
def second_behind_verb(around: Surroundings) -> Figures:
    """Behind a verb the subject comes first and the object second; only the object, where the subject stands before.

    + استقبل الرئيس التركي نظيره العراقي. => reception IQ > TR
    + شكر الرئيس التركي الذي استقبل الوزير العراقي الحضور. => reception IQ > TR
    + أعلنت تركيا أنها استقبلت الوزير العراقي. => reception IQ > TR
    + زار الوزير التركي سالم أوغلو العراق والتقى خلالها الرئيس العراقي. => visit TR > IQ; talks TR > IQ
    + التقى الرئيس التركي الرئيس العراقي ثم الرئيس المصري. => talks TR + IQ; talks TR + EG
    + التقى الرئيس التركي على هامش الحفل نظيره العراقي. => talks TR + IQ
    + استقبل الرئيس التركي في مكتبه نظيره العراقي. => reception IQ > TR
    + وصل الوزير التركي إلى بغداد أمس، والتقى الرئيس العراقي. => visit TR > IQ; talks TR > IQ
    + أنهى وفد تركي زيارة إلى بغداد التقى خلالها الرئيس العراقي. => visit TR > IQ; talks TR > IQ
    - استقبل الرئيس التركي في العراق. => -
    - شكر الوزير التركي نظيره العراقي. والتقى الوزيران على هامش حفل في العاصمة المصرية القاهرة. => -
    """
    if around.word.takes not in ("guest", "partner") or not around.bare:
        return NOBODY
    if around.word.is_noun:
        return NOBODY
    if around.antecedent or around.resumes or around.word.several:
        return NOBODY if on_margin(around.clue, around.bare[0][0]) else around.bare[0]
    first = parties_of(around.bare[0])
    others = (one for one in around.bare[1:] if parties_of(one) - first and around.near(one[0]))
    others = (one for one in others if not on_margin(around.clue, one[0]))
    # اجتمع وزراء العراق لبحث أزمة تركيا
    return next((one for one in others if one[0].kind not in PLACES or around.stands_free(one[0])), NOBODY)


@rule(silence=NOBODY)
def object_of_noun(around: Surroundings) -> Figures:
    """Behind a noun with a pronoun (لقائه) stands whom one meets; behind one without, the second, or the only one.

    + قال الوزير التركي خلال لقائه نظيره العراقي إن الجسر آمن. => talks TR + IQ
    + قال الوزير التركي بعد لقاء نظيره العراقي إن الجسر آمن. => talks TR + IQ
    + قال الوزير التركي خلال لقائه ونظيره العراقي إن الجسر آمن. => talks TR + IQ
    + بدأ الرئيس التركي نهاره بلقاء نظيره العراقي والوزير المصري. => talks TR + IQ + EG
    + هنأ الرئيس التركي في اتصال هاتفي نظيره العراقي. => phone TR + IQ
    - قال الوزير التركي بعد لقاء في العراق إن الجسر آمن. => -
    """
    # هنأ الرئيس في اتصال هاتفي نظيره
    called = around.word.kind == "phone" and around.is_during and not around.carrier[0]
    if not around.word.is_noun or not (called or around.word.takes in ("guest", "partner")) or not around.bare:
        return NOBODY
    if around.word.kind == "press" or around.is_of_others:
        return NOBODY
    first, second = around.bare[0], around.bare[1] if len(around.bare) > 1 else NOBODY
    if (
        is_own_meeting(around, first)
        or not around.near(first[0])
        or not (
            (first[0].kind == "person" and not belongs_to_noun(around, first[0]))
            or len(parties_of(first)) > 1
            or around.stands_free(first[0])
        )
    ):
        return NOBODY
    found = first if around.word.pronoun or not second or second[0].start > first[-1].end + 1 else second
    return NOBODY if found[0].kind in PLACES[:2] else found


@rule(silence=NOBODY)
def attended(around: Surroundings) -> Figures:
    """Who attends a meeting of which no partner is named is one; several who do, or preside together, are both sides.

    + عقد الوزير التركي اجتماعا بحضور السفير العراقي. => talks TR + IQ
    + عقدت اللجنة المشتركة اجتماعا برئاسة الوزير التركي ونظيره العراقي. => talks TR + IQ
    + واجتمعت اللجنة في المركز بحضور الوزير التركي والوزير العراقي. => talks TR + IQ
    + افتتح الوزير المصري القمة العاشرة بحضور الوزير التركي والوزير العراقي. => summit EG + TR + IQ
    + وطال اجتماع اللجنة بمشاركة الوزير التركي والوزير العراقي. => talks TR + IQ
    + وعقد الوزير المصري اجتماعا بحضور الوزير التركي والوزير العراقي. => summit EG + TR + IQ
    - عقد الوزير التركي اجتماعا بفضل السفير العراقي. => -
    """
    if around.word.takes != "partner" or around.word.kind == "press":
        return NOBODY
    present = list(around.marked("attending"))
    if not around.word.is_noun:
        return next((found for found in present if len(parties_of(found)) > 1), NOBODY)
    chairs = (found for found in around.marked("chaired") if len(parties_of(found)) > 1)
    return next(iter(present), next(chairs, NOBODY))


@rule(silence=NOBODY)
def held_abroad(around: Surroundings) -> Figures:
    """Talks of which no partner is named are with the state in which they are held.

    + أجرى الوزير التركي سالم أوغلو محادثات في بغداد. => talks TR > IQ
    + وطالت مباحثات الوزير التركي سالم أوغلو في بغداد. => talks TR > IQ
    - أجرى الوزير التركي سالم أوغلو محادثات عن بغداد. => -
    """
    if around.word.lemma not in event_lemmas("processes") or not around.word.is_noun:
        return NOBODY
    led = bool(around.bare) and around.bare[0][0].start == around.clue.at + 1
    end = around.bare[0][-1].end if led else around.clue.at + 1
    at = len(around.bare[0]) if led else 0
    neutral = event_words("neutral_grounds")
    held = any(
        before == "in" and ground.kind == "state" and ground.start < end + NEAR // 2 and ground.head not in neutral
        for before, ground in around.slots[at : at + 1]
    )
    return around.with_joined(at) if held else NOBODY


@rule(silence=NOBODY)
def both_spoken_of(around: Surroundings) -> Figures:
    """Two who meet (لقائهما، لقاء بينهما، لقائه به، قمة الرئيسين) are the two who were named last.

    + قال الوزير التركي والوزير العراقي خلال لقائهما إن الجسر آمن. => talks TR + IQ
    + وصل الوزير التركي والوزير العراقي. وطال لقاء بينهما. => talks TR + IQ
    + شكر الوزير التركي الوزير العراقي خلال لقائه به. => talks TR + IQ
    + شكر الوزير التركي الوزير العراقي لدى استقباله له. => reception IQ > TR
    + شكر الوزير التركي الوزير العراقي خلال لقاء بين الجانبين. => talks TR + IQ
    + اتفق الوزير التركي سالم أوغلو ونظيره العراقي في مكالمة هاتفية على الهدوء. => phone TR + IQ
    + اتفق رؤساء تركيا والعراق ومصر خلال قمة في بغداد على الهدوء. => summit TR + EG > IQ
    + أبلغ السفير التركي الوزير العراقي نادر حداد خلال لقاء في بغداد الموقف. => talks TR > IQ
    + أشاد الوزير التركي بالوزير العراقي في المطار. والسماء صافية. والبحر هادئ. واتفق الوزيران خلال لقاء على الهدوء. => talks TR + IQ
    - شكر الوزير التركي الوزير العراقي. ويتوجه الوزيران إلى جلسة مباحثات موسعة. => -
    - قال الوزير التركي والوزير العراقي خلال لقائها إن الجسر آمن. => -
    + أكد قادة تركيا والعراق ومصر، في ختام قمتهم في بغداد، دعمهم للهدوء. => summit TR + EG > IQ
    - قال الوزير التركي والوزير التونسي بعد محادثاتهما مع الوزير العراقي إن الجسر آمن. => talks TR + IQ
    """
    if not around.word.is_noun or around.word.kind == "visit":
        return NOBODY
    if around.word.pronoun == "two" and around.met:
        # محادثاتهما مع ضباط
        return NOBODY
    words = (around.scene.form(k) for k in range(around.clue.at + 1, min(around.clue.at + NEAR, around.clue.limit)))
    him = around.scene.form(around.clue.at + 1) in event_words("with_him") and around.word.pronoun
    # اتفق الرئيسان خلال لقاء
    during = set(around.clue.words_before(1)) & event_words("during")
    subject = around.scene.before(around.clue.at, around.clue.begin)[:1] if during else []
    near = [*(one for _, one in around.slots[:1]), *subject]
    both = both_before(around) if during and not around.word.pronoun else NOBODY
    if both:
        return both
    heads = {one.head for one in near if not one.parties and around.belongs(one)}
    persons = bool(heads & event_words("two_persons"))
    if around.word.pronoun == "many" and not him:
        return many_before(around)
    if not (
        him
        or heads & event_words("pairs")
        or persons
        or around.word.pronoun == "two"
        or any(form in event_words("both") for form in words)
    ):
        return NOBODY
    first = 0 if persons else around.scene.tokens.sentence_start[max(around.clue.begin - 1, 0)]
    found: dict[str, Figure] = {}
    for figure in around.scene.before(around.clue.at, first):
        if len(figure.parties) == 2 and not found:
            return (figure,)
        if (
            len(figure.parties) == 1
            and len(found) < 2
            and (figure.kind == "person" or not persons)
            and (
                figure.kind not in PLACES if him or persons else marker(around.scene, figure) not in ("in", "by", "to")
            )
        ):
            found.setdefault(figure.parties[0], figure)
    return tuple(found.values())[::-1]


PARTNER = (
    between,
    both_spoken_of,
    object_behind_pronoun,
    waited_for,
    received_for,
    comes_from,
    met_with,
    sent_to,
    signed_for,
    goal,
    invited,
    second_behind_verb,
    called_on,
    object_of_noun,
    council_meets,
    attended,
    held_abroad,
)


def find_sides(around: Surroundings) -> Sides | None:
    """Find who takes part; None where fewer than two parties do."""
    if received_others(around) or speaks_of(around):
        return None
    for one in PARTNER:
        partner = one(around)
        if not parties_of(partner) or not counts(around, partner, held=one is council_meets, told=one is attended):
            continue
        if one is received_for and is_body(partner) and parties_of(around.met) - parties_of(partner):
            # اجتماع لوزراء خارجية دول المجلس مع نظيرهم
            return Sides(partner, around.met, (id_of(met_with), id_of(one)))
        led = one is object_of_noun and bool(parties_of(carries(around, partner)))
        if len(parties_of(partner)) > 1 and not led and _are_all(one, around):
            held = carries(around, partner) if one is attended else NOBODY
            # الاجتماع الذي عقده الرئيس وحضره آخرون
            held = tuple(figure for figure in held if figure.kind in ("person", "group"))
            return Sides(NOBODY, (*held, *partner), (id_of(one),))
        subjects = SUBJECT[:3] if one is between else (present_there, *(() if one is council_meets else SUBJECT))
        for other in subjects:
            subject = other(around, partner)
            if parties_of(subject) and len(parties_of(subject) | parties_of(partner)) > 1:
                return Sides(subject, partner, (id_of(one), id_of(other)))
    for other in SUBJECT[:3] if not around.word.conference else ():
        together = other(around, NOBODY)
        bodies = all(one.kind == "institution" for one in together) and not is_joint(together)
        if len(parties_of(together)) > 1 and around.word.takes != "goal" and not bodies:
            return Sides(NOBODY, together, (id_of(other),))
    return None


def _are_all(one: Rule[[Surroundings], Figures], around: Surroundings) -> bool:
    """Whether a rule finds both sides: those behind بين, and two who are joined behind a noun (لقاء فلان وفلان)."""
    joined = one in (object_of_noun, received_for) and around.word.takes == "partner" and not around.word.pronoun
    return joined or one in (between, both_spoken_of, signed_for, attended)
