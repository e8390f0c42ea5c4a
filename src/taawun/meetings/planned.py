"""Rules that say that a meeting is still to come where a word tells of it: it is planned, wished, or dated ahead."""

from __future__ import annotations

from taawun.meetings.clues import REACH, Clue
from taawun.meetings.told_before import is_held
from taawun.meetings.words import begins_like_present, event_words, light_verb, read_event
from taawun.rules import rule
from taawun.statements.reading.features import (
    BI,
    COMMA,
    COMP,
    DEFINITE,
    LI,
    NAME,
    OPENER,
    PREP,
    RELATIVE,
    SEMI,
    STATE,
    STOP,
    TIME,
)
from taawun.statements.reading.tokens import Tokens

BEFORE = 4
"""Words before it that can say that it has not taken place."""
BACK = 8
"""Words before it in which the verb that carries it stands."""
LONG_BEFORE = 14
"""The same for words that never mean anything else."""


@rule
def is_within_plan(clue: Clue, plan: Clue) -> bool:
    """During what something is planned to be done is still to come itself.

    + اتفق الوزير التركي والوزير العراقي على عقد اجتماع خلال زيارة الوزير التركي إلى بغداد. => -
    + يصل الوزير التركي سالم أوغلو غدا إلى بغداد في زيارة تستمر يومين. => -
    - اتفق الوزير التركي والوزير العراقي على عقد اجتماع بعد زيارة الوزير التركي إلى بغداد. => visit TR > IQ
    """
    before = clue.words_before(1)
    if not clue.word.is_noun or not before or plan.begin != clue.begin:
        return False
    if clue.word.takes == "goal" and before[0] in event_words("within"):
        # سيتوجه إلى بغداد في زيارة
        return plan.word.takes == "goal" and not plan.word.is_noun and clue.at - plan.at <= REACH // 2
    reach = LONG_BEFORE if clue.word.takes == "goal" and plan.word.is_noun else BEFORE
    return before[0] in event_words("planned", "within") and clue.at - plan.at <= reach


@rule
def is_planned(clue: Clue) -> bool:
    """What is planned, wished, proposed or still to come has not taken place.

    + يعتزم الرئيس التركي زيارة العراق. => -
    + سيزور الرئيس التركي العراق. => -
    + تحدث الرئيس التركي عن زيارته المقبلة إلى العراق. => -
    + بدأ الرئيس التركي زيارة إلى العراق يجري خلالها محادثات مع الرئيس العراقي. => visit TR > IQ
    + اتفق الرئيس التركي والرئيس العراقي على عقد اجتماع بينهما. => -
    + كتب الرئيس التركي للوفد العراقي بشأن إجراء مفاوضات مع الوزير العراقي. => -
    + شكر الرئيس التركي السفير العراقي الذي يكرمه عندما يزور العراق. => -
    + شكر الرئيس التركي السفير العراقي لما يكون الشهر المقبل خلال زيارة الرئيس التركي إلى العراق. => -
    + قيل إن المهم أن تعقد جولة جديدة كبيرة من المحادثات بين الرئيس التركي والرئيس العراقي. => -
    + ذكر الرئيس التركي أنه يأمل في لقاء مع الرئيس العراقي. => -
    + ذكر السفير المصري أن الأمر سيبحثه الوزير التركي مع المسؤولين كلهم أثناء زيارته للعراق. => -
    + ذكر السفير المصري أن الوزير العراقي قد يزور تركيا. => -
    + وعد الرئيس التركي نظيره العراقي بزيارة بغداد. => -
    + ذكر السفير المصري أن أي لقاء بين الرئيس التركي والرئيس العراقي مشروط. => -
    + ذكر السفير المصري أن على الرئيس التركي أن يغتنم قمة مع الرئيس العراقي. => -
    - عقد الرئيس التركي قبيل الحفل الكبير محادثات مع الرئيس العراقي. => talks TR + IQ
    - أنهى الرئيس التركي زيارة العراق. => visit TR > IQ
    - وقال الوزير الروسي، سيرجي حداد في مؤتمر صحفي مع الوزير العراقي إن الجسر آمن. => press RU + IQ
    - شكر الرئيس التركي الحضور عقب استضافة محادثات بين الوزير المصري والوزير العراقي. => talks EG + IQ
    - دعا الرئيس التركي في لقائه مع الرئيس العراقي إلى الهدوء. => talks TR + IQ
    - أعلن الرئيس التركي سالم أوغلو أن الجسر سيفتح أمام السفن في الصيف، خلال لقاء مع الرئيس العراقي. => talks TR + IQ
    - ذكر السفير المصري دعوته لحضور الاجتماع الذي عقده الوزير التركي مع الوزير العراقي. => talks TR + IQ
    """
    if was_held(clue):
        return False
    before = clue.words_before(BEFORE)
    if clue.word.tense == "present" and before and before[0] in event_words("planned", "when"):
        return True
    if (
        clue.word.is_noun
        and len(before) > 1
        and before[0] in event_words("holding")
        and before[1] in event_words("planned", "aimed")
    ):
        # اتفقا على عقد اجتماع
        return True
    if (
        clue.word.tense == "future"
        or _is_on_the_way(clue)
        or (clue.word.tense == "present" and _is_wished(clue, clue.at))
    ):
        return True
    if clue.word.is_noun and _is_held_as_wished(clue):
        return True
    if clue.word.tense in ("noun", "present") and _is_future(clue):
        return True
    said = clue.words_before(BACK)
    pledged = {*said, *(form.removeprefix("و") for form in said)} & event_words("planned", "pledges")
    if clue.word.is_noun and clue.word.prefix == "ب" and pledged:
        # تعهد بلقاء
        return True
    after = _adjectives(clue)
    during = bool(before) and before[0] in event_words("during")
    if set(before[1:2]) & event_words("planned", "after"):
        # الشهر المقبل خلال زيارته
        return True
    if during and before[0] in event_words("within") and set(before[1:2]) & event_words("planned", "hoped"):
        # يأمل في لقاء
        during = False
    if during and _is_to_take_part(clue):
        return True
    return (
        bool(after & event_words("planned", "after"))
        or (not during and _is_to_come(before))
        or any(form.removeprefix("و") in event_words("planned", "right_before") for form in before[:1])
        or any(form in event_words("planned", "long_before") for form in clue.words_before(LONG_BEFORE))
    )


def _is_to_come(before: list[str]) -> bool:
    """Whether a word before says that something is planned, unless it was done then (عقب استضافة محادثات)."""
    done = event_words("during") - event_words("within")
    return any(
        {form, form.removeprefix("و")} & event_words("planned", "before") and not set(before[at + 1 : at + 2]) & done
        for at, form in enumerate(before)
    )


def _adjectives(clue: Clue) -> set[str]:
    """Two words behind a word, and all behind a noun that can go on with its adjectives (القمة العربية الأوروبية المقررة)."""
    tokens, k = clue.scene.tokens, clue.at + 1
    found = {clue.scene.form(k), clue.scene.form(k + 1)}
    feminine = clue.scene.form(clue.at).endswith(("ه", "ات"))
    while clue.word.is_noun and k < min(clue.limit, clue.at + BACK) and not tokens.flags[k] & (PREP | LI | BI | COMMA):
        if clue.scene.form(k).endswith("ه") == feminine and clue.scene.form(k + 1) not in event_words("of"):
            found.add(clue.scene.form(k))
        k += 1
    return found


def _is_to_take_part(clue: Clue) -> bool:
    """Whether a noun says that somebody is to take part (رفض مشاركة وفد في القمة), unless it is when something was done."""
    before = clue.words_before(BACK)
    at = next((k for k, form in enumerate(before) if form in event_words("taking_part")), None)
    told = at is not None and set(before[at + 1 : at + 2]) & event_words("during")
    return at is not None and before[0] in event_words("within") and not told


def _is_on_the_way(clue: Clue) -> bool:
    """Whether the present tells what is done during a visit that is under way (زيارة يلتقي خلالها، يجري خلالها محادثات)."""
    during = event_words("during_it")
    before = clue.words_before(2) if clue.word.is_noun else []
    carried = len(before) > 1 and before[0] in during and begins_like_present(before[1])
    return carried or (clue.word.tense == "present" and clue.scene.form(clue.at + 1) in during)


def was_held(clue: Clue) -> bool:
    """Whether a relative clause says that a meeting was held (الاجتماع الذي عقده)."""
    tokens, k = clue.scene.tokens, clue.at + 2
    relative = clue.word.is_noun and k < len(tokens) and tokens.flags[k - 1] & RELATIVE
    return bool(relative and light_verb(tokens.plain[k]) and not begins_like_present(tokens.plain[k]))


@rule
def is_dated_ahead(clue: Clue) -> bool:
    """A verb of the present, or a noun without a verb, with a day to come tells of a plan, and so does a verb that carries the noun.

    + يزور الرئيس التركي غدا العراق. => -
    + يعقد الرئيس التركي اجتماعا مع الرئيس العراقي غدا. => -
    + يبدأ الرئيس التركي غدا جولة تشمل العراق. => -
    + يصل الرئيس التركي الأحد المقبل إلى العراق. => -
    + يصل الرئيس التركي إلى العراق في الثالث من شهر يونيو الجاري. => -
    + وتأتي زيارة الوزير التركي إلى العراق غدا بعد حفل. => -
    + رحب الوزير المصري بزيارة الرئيس التركي إلى العراق في الرابع من شهر يونيو المقبل. => -
    - يزور الرئيس التركي اليوم العراق. => visit TR > IQ
    """
    first, last = clue.at + 1, clue.limit
    if clue.word.is_noun:
        carrier = next((form.removeprefix("و") for form in clue.words_before(LONG_BEFORE) if light_verb(form)), "")
        if carrier and not begins_like_present(carrier):
            return False
        first, last = (
            (max(clue.begin, clue.at - LONG_BEFORE), last) if carrier else (first, min(last, clue.at + LONG_BEFORE))
        )
    elif clue.word.tense != "present":
        return False
    tokens, ahead, spans = clue.scene.tokens, event_words("planned", "after"), event_words("planned", "spans")
    if clue.word.is_noun is False:
        ahead |= event_words("planned", "this_month")
    return any(
        tokens.plain[k] in event_words("planned", "days")
        or (tokens.plain[k] in ahead and (tokens.flags[k - 1] & TIME or tokens.plain[k - 1] in spans))
        for k in range(first, last)
    )


@rule
def is_purpose(clue: Clue) -> bool:
    """What somebody travels or is invited for (للقاء، لزيارة) is still to come.

    + تحدث الوزير المصري عن فكرته لزيارة الوزير التركي إلى العراق. => -
    - تحدث الوزير التركي بعد زيارة العراق. => visit TR > IQ
    - جاء في البيان المشترك للاجتماع الوزاري التركي العراقي الذي عقد في بغداد أن الجسر آمن. => talks TR > IQ
    - جاء في البيان الختامي للقمة التي جمعت الرئيس التركي والرئيس العراقي أن الجسر آمن. => talks TR + IQ
    """
    return clue.word.is_noun and clue.word.prefix == "ل" and not (was_held(clue) or is_held(clue))


def _is_future(clue: Clue) -> bool:
    """Whether the nearest verb before it, or one that follows a noun, is a future (سيعقد اجتماعا، زيارة سيقوم بها)."""
    tokens = clue.scene.tokens
    behind = range(clue.at + 1, min(clue.at + BEFORE + 1, clue.limit) if clue.word.is_noun else 0)
    outcomes, ahead = event_words("planned", "outcomes"), event_words("planned", "held_ahead")
    if any(_future_at(tokens, k) and tokens.plain[k] not in outcomes for k in behind):
        return True
    # لقاء فلان وفلان سيتم غدا
    clause = range(clue.at + 1, clue.limit if clue.word.is_noun else 0)
    if any(tokens.plain[k] in ahead for k in clause) and not set(clue.words_before(1)) & event_words("during"):
        return True
    # اجتماع وزراء الاتحاد الذي سينعقد
    told = range(clue.at + 1, min(clue.at + LONG_BEFORE, clue.limit) if clue.word.is_noun else 0)
    if any(tokens.flags[k - 1] & RELATIVE and _future_at(tokens, k) for k in told):
        return True
    # سيبحثه مع المسؤولين أثناء زيارته
    within = set(clue.words_before(1)) & event_words("planned", "within")
    reach = LONG_BEFORE + BACK if within else LONG_BEFORE
    for k in range(clue.at - 1, max(clue.begin, clue.at - reach) - 1, -1):
        form = tokens.forms[k]
        event = read_event(form.form) if within else None
        if event is not None and not event.is_noun:
            return event.tense == "future"
        if _future_at(tokens, k) and k >= clue.at - LONG_BEFORE:
            return not _was_said_there(clue, k)
        carried = light_verb(form.form) and not begins_like_present(form.form.removeprefix("و"))
        if tokens.flags[k] & (STOP | SEMI) or any(cue.kind == "past" for cue in form.cues) or carried:
            return False
    return False


def _was_said_there(clue: Clue, k: int) -> bool:
    """Whether what will be was said during a meeting that follows behind a comma (قال إن الجسر سيفتح غدا، خلال لقاء مع)."""
    tokens, at = clue.scene.tokens, clue.at - 2
    during = set(clue.words_before(1)) & event_words("during")
    apart = during and tokens.flags[at] & COMMA and at - k > BEFORE
    behind_that = any(tokens.flags[j] & COMP for j in range(max(clue.begin, k - BEFORE), k))
    said = any(cue.kind == "past" for j in range(clue.begin, k) for cue in tokens.forms[j].cues)
    return bool(apart and behind_that and said)


def _future_at(tokens: Tokens, k: int) -> bool:
    form, bits = tokens.plain[k].removeprefix("و"), tokens.flags[k]
    # سيرجي is a name
    begins = bool(bits & OPENER) and not bits & NAME and form[:2] in ("سي", "ست")
    return begins or form in event_words("planned", "futures")


def _is_held_as_wished(clue: Clue) -> bool:
    """Whether the verb that carries a noun is wished (ينتظر أن تعقد جولة جديدة من المحادثات)."""
    form = clue.scene.form
    near = range(clue.at - 1, max(clue.begin, clue.at - BACK) - 1, -1)
    carrier = next((k for k in near if light_verb(form(k))), -1)
    if carrier < 0 and not clue.word.pronoun and clue.word.prefix != "ب":
        # أن يغتنم قمة
        carrier = next((k for k in near[:BEFORE] if _begins_as_verb(clue, k)), -1)
        carrier = -1 if set(clue.words_before(1)) & event_words("during") else carrier
    return carrier >= 0 and begins_like_present(form(carrier)) and _is_wished(clue, carrier)


def _begins_as_verb(clue: Clue, k: int) -> bool:
    """Whether a word can be a verb of the present: it begins as one of a man does, and is no known noun."""
    return clue.scene.form(k).startswith("ي") and not clue.scene.tokens.flags[k] & (NAME | TIME | DEFINITE | STATE)


def _is_wished(clue: Clue, at: int) -> bool:
    """Whether a verb stands behind أن, and not behind قبل أن or بعد أن."""
    k = at - 1
    if k < clue.begin or not clue.scene.tokens.flags[k] & COMP:
        return False
    return k == clue.begin or clue.scene.form(k - 1) not in event_words("took_place")
