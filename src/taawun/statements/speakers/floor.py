"""Who speaks where the subject is left out: rules that are asked in order, and the agreement of verb and speaker."""

from __future__ import annotations

from dataclasses import replace

from taawun.lexicons import setting
from taawun.rules import id_of, rule
from taawun.statements.cues.homographs import describes_it
from taawun.statements.reading.features import DOCUMENT, NAME, PREP_PRONOUN, PRON
from taawun.statements.reading.matching import word_group
from taawun.statements.speakers.evidence import VETO, Choice, choose, weigh
from taawun.statements.speakers.naming import name_words
from taawun.statements.speakers.turns import PRONOUNS, Claimant, Turn

_THEREIN, _WHENCE = word_group("therein"), word_group("whence")
_LETTERS, _UTTERANCES = word_group("letters"), word_group("utterances")
_TEXT_REACHES = setting("text_before_author")
_BUREAUS = word_group("bureaus")
_SPOKESMEN = word_group("spokesmen")
_FARTHEST_ANTECEDENT = setting("farthest_antecedent")


# --- agreement ---


@rule(silence=0)
def spoke_before(claimant: Claimant) -> float:
    """Whoever has had the floor may go on; the later, the rather.

    + قال سالم الراشدي إن الجسر آمن. وقالت سلمى حداد إن الماء يكفي. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وقالت (سلمى حداد) الماء يكفي ; وأضاف (سالم الراشدي) العمل مستمر
    - انتهت جولة الوزير سالم الراشدي. وأضاف أن العمل مستمر. => وأضاف (?) العمل مستمر
    """
    recent = claimant.turn.recent
    return 1 / (len(recent) - recent.index(claimant.who)) if claimant.who in recent else 0


@rule(silence=0)
def named_before(claimant: Claimant) -> float:
    """Who speaks to those who had the floor (قال لهم) is the person whom the sentence before names last.

    + التقى الصحفيون الوزير سالم الراشدي. وقال لهم إن العمل مستمر. => وقال (الوزير سالم الراشدي) العمل مستمر
    - التقى الصحفيون الوزير سالم الراشدي. وقال إن العمل مستمر. => وقال (الصحفيون) العمل مستمر
    """
    turn, entity = claimant.turn, claimant.entity
    tokens, start = turn.register.tokens, turn.sentence
    to_them = tokens.flags[turn.candidate.cue + 1] & PREP_PRONOUN
    if not to_them or entity.kind != "person":
        return 0
    return 1 if tokens.sentence_start[start - 1] <= entity.last < start else 0


@rule(silence=0)
def differs_in_number(claimant: Claimant) -> float:
    """A plural verb has several speakers or unnamed ones as its subject, a masculine singular one speaker.

    + قال شهود إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. وأضافوا أن العمل مستمر.
      => قال (شهود) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; وأضافوا (شهود) العمل مستمر
    + قالت حركة النهر إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. وأضافوا أن العمل مستمر.
      => قالت (حركة النهر) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; وأضافوا (حركة النهر) العمل مستمر
    + قال سالم الراشدي إن الجسر آمن. وقال شهود إن الماء يكفي. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وقال (شهود) الماء يكفي ; وأضاف (سالم الراشدي) العمل مستمر
    - قال شهود إن الماء يكفي. إن ضباط النهر والجنرال سالم الراشدي يرون أن الجسر آمن، ويؤكدون أن العمل مستمر.
      => قال (شهود) الماء يكفي ; يرون (ضباط النهر والجنرال سالم الراشدي) الجسر آمن ; ويؤكدون (ضباط النهر والجنرال سالم
        الراشدي) العمل مستمر
    - قال سالم الراشدي إن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وأضاف (سالم الراشدي) العمل مستمر
    """
    entity = claimant.entity
    if claimant.number in ("d", "p"):
        return 0 if entity.kind in ("group", "anonymous") or claimant.spoke_as_many else VETO
    return VETO if claimant.gender == "m" and entity.plural else 0


@rule(silence=0)
def differs_in_gender(claimant: Claimant) -> float:
    """A singular verb agrees in gender; feminine also with media and broken plurals of sources (رويترز، مصادر).

    + قال سالم الراشدي إن الجسر آمن. وقالت سلمى حداد إن الماء يكفي. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وقالت (سلمى حداد) الماء يكفي ; وأضاف (سالم الراشدي) العمل مستمر
    + قالت سلمى حداد إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. وأضافت أن العمل مستمر.
      => قالت (سلمى حداد) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; وأضافت (سلمى حداد) العمل مستمر
    + قالت مصادر أمنية إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. وأضافت أن العمل مستمر.
      => قالت (مصادر أمنية) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; وأضافت (مصادر أمنية) العمل مستمر
    + قالت سلمى حداد إن الماء يكفي. وقال مصدر أمني إن الجسر آمن. وأضافت أن العمل مستمر.
      => قالت (سلمى حداد) الماء يكفي ; وقال (مصدر أمني) الجسر آمن ; وأضافت (سلمى حداد) العمل مستمر
    - قال سالم الراشدي إن الجسر آمن. وذكر بيان للوزارة أن الماء يكفي. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وذكر (الوزارة) الماء يكفي ; وأضاف (الوزارة) العمل مستمر
    - قالت الوزيرة سلمى حداد والوزيرة ليلى سالم إن الجسر آمن. وقال نادر حداد إن الماء يكفي. وأضافوا أن العمل مستمر.
      => قالت (الوزيرة سلمى حداد والوزيرة ليلى سالم) الجسر آمن ; وقال (نادر حداد) الماء يكفي ; وأضافوا (الوزيرة سلمى
        حداد والوزيرة ليلى سالم) العمل مستمر
    """
    entity, last = claimant.entity, claimant.turn.last
    if claimant.number in ("d", "p") or not claimant.gender:
        return 0
    if claimant.gender == "m":
        # وذكر بيان للوزارة ... وأضاف: the verb agrees with the communique
        clause = last.clause if last is not None and last.speaker == claimant.who else None
        return VETO if entity.gender == "f" and (clause is None or clause.form.gender != "m") else 0
    several = entity.plural and entity.kind == "anonymous"
    return 0 if entity.gender == "f" or several or entity.kind == "media" else VETO


def agrees(turn: Turn, index: int, gender: str, number: str) -> bool:
    """Whether a speaker can be the subject of a verb, or what a pronoun goes back to."""
    claimant = Claimant(turn, index, gender, number)
    return not (differs_in_number(claimant) or differs_in_gender(claimant))


def choose_carried(turn: Turn, gender: str, number: str) -> Choice:
    """Take the last one who had the floor and agrees; nobody agreeing, the last one, but one person for no verb of several."""
    rules = (spoke_before, named_before), (differs_in_number, differs_in_gender)
    clause = turn.candidate.clause
    # who passes the word of another on is not that other
    bearer = turn.actor if clause is not None and clause.relay is not None else None
    others = (index for index in turn.register.latest() if index != bearer)
    claimants = (Claimant(turn, index, gender, number) for index in others)
    weighed = [weigh(one.who, *rules, one) for one in claimants]
    choice = choose(turn.place, [one for one in weighed if one is not None])
    if choice.winner is None and turn.recent:
        several = number in ("d", "p")
        return replace(choice, rule="last", winner=None if several and is_one(turn) else turn.recent[-1])
    return choice


@rule
def is_one(turn: Turn) -> bool:
    """A verb of several is not carried on to one person beyond doubt: one whose office stands first, or with a name that is known.

    + قال السفير سالم الراشدي إن السد آمن. وبعد يوم أكدوا أن العمل مستمر.
      => قال (السفير سالم الراشدي) السد آمن ; أكدوا (?) العمل مستمر
    - قال متعاملون إن السد آمن. وبعد يوم أكدوا أن العمل مستمر.
      => قال (متعاملون) السد آمن ; أكدوا (متعاملون) العمل مستمر
    """
    entity = turn.entity(turn.recent[-1])
    first, end = entity.span
    named = any(bits & NAME for bits in turn.register.tokens.flags[first:end])
    titled = turn.register.tokens.plain[first].removeprefix("ال") in entity.heads
    return bool(entity.names) and (named or titled)


# --- the order in which a speaker is looked for ---


@rule(silence=None)
def principal(turn: Turn) -> int | None:
    """What a spokesman or a document reports of somebody goes on as that one's speech in the same sentence.

    + قال المتحدث باسم الوزارة إن الوزير أكد أن الجسر آمن، مضيفا أن العمل مستمر.
      => قال (المتحدث باسم الوزارة) الوزير أكد أن الجسر آمن ; أكد (الوزير) الجسر آمن {level 2} ; مضيفا (الوزير) العمل
        مستمر {level 2}
    + وتابع البيان أن وفد الأطباء أعرب عن رغبته في العمل، مؤكدا أن الجسر آمن.
      => وتابع (البيان) وفد الأطباء أعرب عن رغبته في العمل ; أعرب (وفد الأطباء) رغبته في العمل {level 2} ; مؤكدا (وفد
        الأطباء) الجسر آمن {level 2}
    + قال المتحدث باسم الأمين العام إن الأمين العام يدين الهجوم، وأكد أن التعاون قائم.
      => قال (المتحدث باسم الأمين العام) الأمين العام يدين الهجوم ; يدين (الأمين العام) الهجوم {level 2} ; وأكد
        (الأمين العام) التعاون قائم {level 2}
    - قال المتحدث باسم الوزارة إن الوزير أكد أن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (المتحدث باسم الوزارة) الوزير أكد أن الجسر آمن ; أكد (الوزير) الجسر آمن {level 2} ; وأضاف (المتحدث باسم
        الوزارة) العمل مستمر
    - قال نادر حداد إن الوزير أكد أن الجسر آمن، مضيفا أن العمل مستمر.
      => قال (نادر حداد) الوزير أكد أن الجسر آمن ; أكد (الوزير) الجسر آمن {level 2} ; مضيفا (نادر حداد) العمل مستمر
    - قال المتحدث باسم الوزارة إن الوزارة أكدت أن الجسر آمن، مضيفا أن العمل مستمر.
      => قال (المتحدث باسم الوزارة) الوزارة أكدت أن الجسر آمن ; أكدت (الوزارة) الجسر آمن {level 2} ; مضيفا (المتحدث
        باسم الوزارة) العمل مستمر
    """
    candidate, last = turn.candidate, turn.last
    clause = candidate.clause
    if clause is None or last is None or last.outer is None:
        return None
    goes_on = clause.form.kind == "participle" or clause.form.proclitic
    if not goes_on or last.outer.speaker is None or turn.register.tokens.sentence_start[last.cue] != turn.sentence:
        return None
    reporter = turn.entity(last.outer.speaker)
    subject = last.outer.subject
    document = subject is not None and turn.register.tokens.flags[subject[0]] & DOCUMENT
    reports = bool(reporter.heads & _SPOKESMEN or document)
    return last.speaker if reports and _may_go_on(turn, last.speaker) else None


def _may_go_on(turn: Turn, speaker: int | None) -> bool:
    return speaker is not None and agrees(turn, speaker, *turn.agreement)


@rule(silence=None)
def antecedent(turn: Turn) -> int | None:
    """In a relative clause speaks who was named last before الذي and agrees with the verb, unless he is what it describes.

    + قال نادر حداد إن الماء يكفي. وانتهت جولة الوزير سالم الراشدي التي أكد خلالها أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; أكد (الوزير سالم الراشدي) الجسر آمن
    + قالت الوزيرة سلمى حداد إن الجسر آمن. وأصيب رجل يدعى خالد الذي قالت إنه سائق.
      => قالت (الوزيرة سلمى حداد) الجسر آمن ; قالت (الوزيرة سلمى حداد) إنه سائق
    - وكشف السفير عن إعجابه بعمل الوزير سالم الراشدي في الجسر الجديد الذي وصفه بأنه عملاق.
      => وكشف (السفير) إعجابه بعمل الوزير سالم الراشدي في الجسر الجديد الذي وصفه بأنه عملاق ; وصفه (السفير) بأنه عملاق {level 2}
    - قال الوزير سالم حداد إن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (الوزير سالم حداد) الجسر آمن ; وأضاف (الوزير سالم حداد) العمل مستمر
    """
    clause, cue = turn.candidate.clause, turn.candidate.cue
    if clause is None or clause.position != "relative" or describes_it(clause.form):
        return None
    starts = range(cue - 1, cue - 1 - _FARTHEST_ANTECEDENT, -1)
    named = (turn.register.by_start[start] for start in starts if start in turn.register.by_start)
    return next((index for index in named if agrees(turn, index, *turn.agreement)), None)


@rule(silence=None)
def author(turn: Turn) -> int | None:
    """In what was written or said (مقالا للكاتب فلان قال فيه، رسالة من الوزير أعرب فيها) speaks whom it is by.

    + قال نادر حداد إن السد آمن. ونشرت الصحيفة مقالا للكاتب سالم الراشدي بعنوان السد قال فيه إن العمل مستمر.
      => قال (نادر حداد) السد آمن ; قال (الكاتب سالم الراشدي) العمل مستمر
    + قال نادر حداد إن السد آمن. وتلقى الوزير رسالة من الملك سالم الراشدي أمس أعرب فيها عن شكره.
      => قال (نادر حداد) السد آمن ; أعرب (الملك سالم الراشدي) شكره
    + قال نادر حداد إن السد آمن. وبدأ الحفل بكلمة للمدير سالم الراشدي، رحب فيها بالحضور.
      => قال (نادر حداد) السد آمن ; رحب (المدير سالم الراشدي) بالحضور
    - قال نادر حداد إن السد آمن. وبعث الوزير رسالة للملك سالم الراشدي أمس أعرب فيها عن شكره.
      => قال (نادر حداد) السد آمن ; أعرب (الوزير) شكره
    - قال نادر حداد إن السد آمن. ووصل الوزير إلى المدينة من قصر الملك سالم الراشدي أمس وأعرب فيها عن شكره.
      => قال (نادر حداد) السد آمن ; وأعرب (الوزير) شكره
    """
    tokens, cue = turn.register.tokens, turn.candidate.cue
    if tokens.plain[cue + 1] not in _THEREIN:
        return None
    for k in range(cue - 1, max(turn.sentence, cue - _FARTHEST_ANTECEDENT), -1):
        if k in turn.register.by_start and _is_by(turn, k):
            return turn.register.by_start[k]
    return None


def _is_by(turn: Turn, k: int) -> bool:
    """Whether the mention at a token says by whom the text before it is."""
    tokens, index = turn.register.tokens, turn.register.by_start[k]
    came_from = tokens.plain[k - 1] in _WHENCE
    if not agrees(turn, index, *turn.agreement):
        return False
    texts = _LETTERS | _UTTERANCES if came_from else _UTTERANCES
    return any(tokens.plain[j] in texts for j in range(max(turn.sentence, k - _TEXT_REACHES), k))


@rule(silence=None)
def reported(turn: Turn) -> int | None:
    """A pronoun in what a document or an office says (قال البيان إنه دعا) means the person it tells of, who spoke last.

    + زار الوزير سالم الراشدي المدينة. وذكر بيان صادر عن مكتب الراشدي أنه دعا إلى فتح الطريق.
      => وذكر (مكتب الراشدي) أنه دعا إلى فتح الطريق ; دعا (الوزير سالم الراشدي) فتح الطريق {level 2}
    + التقى الوزير سالم الراشدي السفير نادر حداد. وأضاف البيان أنه دعا إلى فتح الطريق.
      => وأضاف (البيان) أنه دعا إلى فتح الطريق ; دعا (الوزير سالم الراشدي) فتح الطريق {level 2}
    - زار الوزير سالم الراشدي المدينة. وذكر بيان صادر عن مكتب النقل أنه دعا إلى فتح الطريق.
      => وذكر (مكتب النقل) أنه دعا إلى فتح الطريق ; دعا (مكتب النقل) فتح الطريق {level 2}
    - زار الوزير سالم الراشدي المدينة. وذكرت الوزارة أنها دعت إلى فتح الطريق.
      => وذكرت (الوزارة) أنها دعت إلى فتح الطريق ; دعت (الوزارة) فتح الطريق {level 2}
    """
    candidate, tokens = turn.candidate, turn.register.tokens
    outer = candidate.outer
    if outer is None or outer.speaker is None or not tokens.flags[candidate.cue - 1] & PRON:
        return None
    teller = turn.entity(outer.speaker)
    if teller.kind != "document" and not teller.heads & _BUREAUS:
        return None
    for index in reversed(turn.recent):
        one = turn.entity(index)
        if one.kind in ("person", "group") and agrees(turn, index, *turn.agreement):
            # مكتب الوزير: the one the office belongs to
            return index if teller.kind == "document" or one.all_names & set(name_words(tuple(teller.titles))) else None
    return None


@rule(silence=None)
def joint(turn: Turn) -> int | None:
    """An agentless report of talks (تم التأكيد على) is a statement of both sides, unnamed if need be.

    + التقى الوزير سالم الراشدي نظيره التركي نادر دمير. وتم التأكيد على أهمية التعاون.
      => التأكيد (الجانبان) أهمية التعاون
    - التقى الوزير سالم الراشدي نظيره التركي نادر دمير. وأكد أن التعاون مهم. => وأكد (الوزير سالم الراشدي) التعاون مهم
    """
    clause, entities = turn.candidate.clause, turn.register.entities
    if clause is None or clause.subject_rule != "joint":
        return None
    for index in range(len(entities) - 1, -1, -1):
        if entities[index].plural:
            return index
    return turn.register.add_unnamed(word_of_both())


@rule(silence=None)
def governing(turn: Turn) -> int | None:
    """A participle, a verbal noun and a later main clause have the subject of their sentence.

    + قال نادر حداد إن الماء يكفي. ونام الوزير سالم الراشدي، وأكد أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) الجسر آمن
    + قال نادر حداد إن الماء يكفي. الوزير سالم الراشدي زار المدينة وأكد أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; وأكد (الوزير سالم الراشدي) الجسر آمن
    - قالت ليلى حداد إن الماء يكفي. ونام الوزير سالم الراشدي، وأكدت أن الجسر آمن.
      => قالت (ليلى حداد) الماء يكفي ; وأكدت (ليلى حداد) الجسر آمن
    - قال نادر حداد إن الماء يكفي. ونام الوزير سالم الراشدي. وأكد أن الجسر آمن.
      => قال (نادر حداد) الماء يكفي ; وأكد (نادر حداد) الجسر آمن
    - قال نادر حداد إن كينيا أثارت الجدل بإعلانها أن الماء يكفي.
      => قال (نادر حداد) كينيا أثارت الجدل ; بإعلانها (كينيا) الماء يكفي {level 2}
    """
    candidate, clause = turn.candidate, turn.candidate.clause
    if clause is None or turn.actor is None or (clause.relay is not None and clause.form.kind == "noun"):
        # ونقل عنه النائب قوله: the subject passes the word of another on
        return None
    later = candidate.outer is None
    if clause.form.kind not in ("participle", "noun") and not later:
        return None
    return turn.actor if agrees(turn, turn.actor, *turn.agreement) else None


@rule(silence=None)
def inside(turn: Turn) -> int | None:
    """A verb that does not agree with the subject of its sentence goes on with who was said to speak in it.

    + قال الوزير سالم الراشدي إن كينيا ترى أن القرار خاطئ وطالبت بإلغائه.
      => قال (الوزير سالم الراشدي) كينيا ترى أن القرار خاطئ ; ترى (كينيا) القرار خاطئ {level 2} ; وطالبت (كينيا)
        بإلغائه {level 2}
    - قالت ليلى حداد إن الماء يكفي. ونام الوزير سالم الراشدي، وأكدت أن الجسر آمن.
      => قالت (ليلى حداد) الماء يكفي ; وأكدت (ليلى حداد) الجسر آمن
    """
    last = turn.last
    if turn.actor is None or last is None or last.level != 2 or turn.candidate.outer is not None:
        return None
    return last.speaker if _may_go_on(turn, last.speaker) else None


@rule(silence=None)
def owner(turn: Turn) -> int | None:
    """A pronoun of speech (نقلت عنه الوكالة قوله، على حد قولها) goes back to who spoke last, inside or outside.

    + قالت سلمى حداد إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. ونقلت عنها الوكالة قولها إن العمل مستمر.
      => قالت (سلمى حداد) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; قولها (سلمى حداد) العمل مستمر {relay الوكالة}
    + قالت سلمى حداد إن الماء يكفي. وقال سالم الراشدي إن الجسر آمن. والعمل مستمر، على حد قولها.
      => قالت (سلمى حداد) الماء يكفي ; وقال (سالم الراشدي) الجسر آمن ; قولها (سلمى حداد) والعمل مستمر
    - قال سالم الراشدي إن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (سالم الراشدي) الجسر آمن ; وأضاف (سالم الراشدي) العمل مستمر
    """
    candidate, clause, last = turn.candidate, turn.candidate.clause, turn.last
    if candidate.source is None and (clause is None or clause.relay is None):
        return None
    gender, number = _pronoun(turn)
    if last is not None and last.speaker is not None and agrees(turn, last.speaker, gender, number):
        return last.speaker
    return choose_carried(turn, gender, number).winner


def _pronoun(turn: Turn) -> tuple[str, str]:
    """Gender and number of the pronoun on the noun of speech (قوله), or on that of a source phrase (حسب رأيه)."""
    source = turn.candidate.source
    word = source.end - 1 if source is not None else turn.candidate.cue
    return PRONOUNS.get(turn.register.tokens.plain[word][-2:], ("m", "s"))


def word_of_both() -> str:
    """Name of both sides where an article does not name them."""
    return min(word_group("both_sides"))


RULES_IN_ORDER = (principal, antecedent, author, reported, joint, governing, inside, owner)


def choose_speaker(turn: Turn) -> Choice:
    """Choose the speaker of a candidate whose subject is left out: by the rules in order, else who had the floor."""
    for one in RULES_IN_ORDER:
        found = one(turn)
        if found is not None:
            return Choice(turn.place, id_of(one).rpartition(".")[2], found)
    return choose_carried(turn, *turn.agreement)
