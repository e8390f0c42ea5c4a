"""Which noun phrase behind a reporting word is its subject, and which its object."""

from __future__ import annotations

from taawun.rules import first_verdict, rule
from taawun.statements.cues.clause import Clause, is_feminine, tells_of_letter
from taawun.statements.cues.valency import CLAUSAL
from taawun.statements.cues.walk import Step, Walk, found
from taawun.statements.mentions.non_speakers import is_object_accusative, is_thing
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    AND,
    ANONYMOUS,
    ATTITUDE,
    BI,
    COMMA,
    COMMON,
    DEFINITE,
    DOCUMENT,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    LI,
    MASDAR,
    MEDIA,
    NAME,
    OBJECT,
    OFFICE,
    ORGAN,
    PREP,
    QUOTE,
    STATE,
    SUFFIX,
    TIME,
    TURN,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_ADDRESSEES = word_group("addressees")
_OF_THINGS = word_group("verbs_of_things")
_EVERYBODY, _GOD = word_group("everybody"), word_group("god")

_PLURAL_ENDINGS = ("وا", "ون", "ان", "ا")

#: words that are no name
_KNOWN_OBJECT = DEFINITE | COMMON | STATE | GROUP | INSTITUTION | MEDIA | OFFICE | ANONYMOUS

#: a word that is none of these may end a name
_NO_SURNAME = (_KNOWN_OBJECT & ~COMMON) | ORGAN | OBJECT | MASDAR

#: behind a common noun of none of these stands its genitive
_ENDS_PHRASE = DEFINITE | NAME | TIME | SUFFIX | DOCUMENT | STATE
#: nouns of what is said
_SAYABLE = OBJECT | ATTITUDE | MASDAR

Span = tuple[int, int]


def assign_phrases(tokens: Tokens, clause: Clause, phrases: list[Span]) -> None:
    """Decide which noun phrase is the subject and which the object (by number, agreement and valency)."""
    if not phrases:
        return
    cue, person = clause.form, clause.form.lemma.person
    # الأطراف، خاصة القبائل: an aside
    alone = len(phrases) == 1 or bool(tokens.flags[phrases[0][1]] & COMMA)
    alone = alone and clause.complement != "none"
    if plural_has_object(phrases[0], tokens, clause):
        make_object(tokens, clause, phrases[0])
        return
    if cue.suffix and cue.number == "p":
        # واعتبروها ضربة: a plural shows its subject
        return
    if (cue.kind == "participle" or tells_of_letter(tokens, clause.cue)) or (
        not cue.suffix and person and (alone or cue.gender == "m") and disagrees(phrases[0], tokens, clause)
    ):
        objects = phrases[:1]
    elif not cue.suffix and person and alone and first_verdict(_OBJECT_RULES, phrases[0], tokens, clause):
        objects = phrases
    else:
        clause.subject, clause.subject_rule = phrases[0], "after"
        objects = [] if cue.suffix else phrases[1:2]
    if person and objects:
        take_person(tokens, clause, objects[0])
    elif cue.lemma.object_first:
        clause.content = _passed_object(tokens, clause, phrases[0][1]) or clause.content


def _passed_object(tokens: Tokens, clause: Clause, start: int) -> int:
    """Where an object begins that the search for the complement passed over behind an adverbial, 0 without one."""
    for k in range(start, clause.content):
        bits, before = tokens.flags[k], tokens.flags[k - 1]
        if before & PREP:
            continue
        # the phrase ends before a noun with the article where another one begins
        ends = k == start and not bits & (TIME | LI | BI)
        behind = ends or before & (TURN | TIME | COMMA) or (bits & STATE and before & (DEFINITE | QUOTE))
        if before & (DEFINITE | NAME | TIME) and not bits & (TIME | LI | BI | AND | ORGAN) and is_thing(tokens, k):
            return k
        if is_object_accusative(tokens, k) or (bits & (DEFINITE | STATE) and behind and not bits & TIME):
            return k - bool(before & QUOTE)
    return 0


@rule
def calls_god(tokens: Tokens, clause: Clause) -> bool:
    """Whoever prays calls God, who is the object (ودعا الله أن); a blessing of His reports nothing (بارك الله فيكم).

    + وقال الوزير إن الجسر آمن. ودعا الله أن يحفظ البلاد.
      => وقال (الوزير) الجسر آمن ; ودعا (الوزير) يحفظ البلاد
    + وقال الوزير إن الجسر آمن. وبارك الله هذا العمل. => وقال (الوزير) الجسر آمن
    - ودعا الوزير أن يحفظ الله البلاد. => ودعا (الوزير) يحفظ الله البلاد
    """
    if clause.subject is None or tokens.plain[clause.subject[0]] not in _GOD:
        return False
    return bool(clause.form.lemma.person) or clause.form.lemma.act == "congratulate"


def make_object(tokens: Tokens, clause: Clause, span: Span) -> None:
    """Make an object of a noun phrase behind a verb whose subject stands before it."""
    lemma = clause.form.lemma
    if lemma.person and clause.person is None and clause.complement != "none":
        take_person(tokens, clause, span)
    elif "اسم" in lemma.takes and clause.complement == "none":
        clause.content, clause.complement = span[0], "noun"


def take_person(tokens: Tokens, clause: Clause, span: Span) -> None:
    """Set the object apart, or let it open the content (ووصف الخطة بأنها ...)."""
    clause.person = span
    if clause.form.lemma.person == "موصوف" and object_is_said(span, tokens, clause):
        clause.content = min(clause.content, span[0])


@rule(silence=None)
def own_noun(walk: Walk, j: int) -> Step | None:
    """Where no complement was found a noun with the pronoun of the subject is the object: أعلن الحزب في بيان مقاطعته.

    + وأعلن حزب الجسر الثلاثاء في بيان مقاطعته للجلسة. => وأعلن (حزب الجسر) مقاطعته للجلسة
    + وأعلنت حركة الجسر التي يقودها سالم حداد رفضها للقرار. => وأعلنت (حركة الجسر) رفضها للقرار
    - وأعلن الوزير في ختام جولته في المدينة. => none
    - وأعلن الوزير في كلمة ورفضه للقرار معروف. => none
    - وأعلن الوزير في تحد لرفضه القرار. => none
    - وأعلنت الأسعار الثلاثاء في بيان مقاطعتها للجلسة. => وأعلنت (?) الأسعار الثلاثاء في بيان مقاطعتها للجلسة
    - وأعلن الوزير الثلاثاء في بيان المقاطعة للجلسة. => none
    - وأعلن الوزير بعد رفضه للقرار. => none
    - وأعلنت الوزيرة في رسالة مقاطعته. => none
    - وقال الوزير في بيان مقاطعته للجلسة. => وقال (الوزير) في بيان مقاطعته للجلسة
    """
    cue = walk.form
    if not walk.takes_noun or not walk.phrases:
        return None
    if is_thing(walk.tokens, walk.phrases[0][0]):
        return None
    return next(
        (found(k, "noun") for k in range(walk.phrases[0][1], min(j, walk.end)) if has_own_pronoun(walk.tokens, k, cue)),
        None,
    )


def has_own_pronoun(tokens: Tokens, k: int, cue: CueForm) -> bool:
    """Whether a noun of what is said has the pronoun of the verb's subject: رفضه، مقاطعتها."""
    form, bits = tokens.forms[k], tokens.flags[k]
    owner = "هم" if cue.number == "p" else "ها" if cue.gender == "f" else "ه"
    before = tokens.flags[k - 1]
    governed = before & PREP or (before & COMMON and not before & _ENDS_PHRASE)
    if not tokens.words(k, k + 1).endswith(owner) or bits & (DEFINITE | AND | BI | LI) or governed:
        return False
    # في بيان مقاطعته: no text is that of a boycott
    behind_text = before & DOCUMENT and bits & SUFFIX
    return bool(behind_text or bits & _SAYABLE or any(one.suffix for one in form.cues))


# --- rules ------------------------------------------------------------------------------------------------------------


@rule
def object_is_said(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """What is described opens the content, unless the verb has a clause of its own (هدد فلانا قائلا إن).

    + ووصف الوزير الخطة بأنها جيدة. => ووصف (الوزير) الخطة بأنها جيدة
    + وهدد الوزير المتمردين بأن الجيش قادم. => وهدد (الوزير) المتمردين بأن الجيش قادم
    + واتهم الوزير إثيوبيا بدعم المتمردين. => واتهم (الوزير) إثيوبيا بدعم المتمردين
    - وهدد الوزير المتمردين قائلا: «الجيش قادم». => وهدد (الوزير) «الجيش قادم»
    - وهدد الوزير المتمردين قائلا إن الجيش قادم. => وهدد (الوزير) الجيش قادم
    """
    if tokens.plain[clause.joint].startswith("با"):
        return True
    return clause.complement not in CLAUSAL


@rule
def plural_has_object(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """A verb that shows its dual or plural by its ending has its subject before it: what follows is the object.

    + وطالبوا الوزير بالرحيل. => وطالبوا (?) بالرحيل
    + المسؤولون رفضوا القرار. => رفضوا (المسؤولون) القرار
    - وطالب الوزير بالرحيل. => وطالب (الوزير) بالرحيل
    - قلن الوزيرات إن الحدود آمنة. => قلن (الوزيرات) الحدود آمنة
    """
    word, plural = tokens.plain[clause.cue], clause.form.number != "s"
    return plural and word.endswith(_PLURAL_ENDINGS) and not word.endswith("نا")


@rule
def object_comes_first(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """Alone between a verb of describing and what is said of him stands the object (ووصف الخطة بأنها جيدة).

    + واتهم الوزير بدعم المتمردين. => واتهم (?) الوزير بدعم المتمردين
    - واتهم المتمردون من جانبهم القوات بخرق الهدنة. => واتهم (المتمردون) القوات بخرق الهدنة
    - واتهمت سويسرا أمس في تقرير دولا عدة بخرق الهدنة. => واتهمت (سويسرا) دولا عدة بخرق الهدنة
    - واتهمت سويسرا في الأمم المتحدة إثيوبيا بخرق الهدنة. => واتهمت (سويسرا) إثيوبيا بخرق الهدنة
    - واتهمت وزارة الخارجية «إثيوبيا» بخرق الهدنة. => واتهمت (وزارة الخارجية) «إثيوبيا» بخرق الهدنة
    - ووصفت مصادر سياسية لصحيفة الجسر القرار بأنه خاطئ. => ووصفت (مصادر سياسية) بأنه خاطئ
    - ووصف الوزير في حديث لإذاعة النهر المحلية صعوبة الحل بالكبيرة. => ووصف (الوزير) صعوبة الحل بالكبيرة
    - وطالب الوزير بفتح الحدود. => وطالب (الوزير) بفتح الحدود
    - وعزا البنك ارتفاع الأسعار إلى الحرب. => وعزا (البنك) ارتفاع الأسعار إلى الحرب
    """
    if not clause.form.lemma.object_first or clause.complement == "noun" or tokens.flags[span[0]] & ANONYMOUS:
        return False
    return not tokens.plain[span[0]].endswith("ون") and not _passed_object(tokens, clause, span[1])


@rule
def is_addressed(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """Some are more often addressed than speaking (ودعا المجتمع الدولي إلى).

    + ودعا المجتمع الدولي إلى فتح الحدود. => ودعا (?) فتح الحدود
    + ودعا مجلس النواب إلى فتح الحدود. => ودعا (?) فتح الحدود
    + قالت سلمى حداد إن السد آمن. وناشدت السلطات التدخل. => قالت (سلمى حداد) السد آمن ; وناشدت (سلمى حداد) التدخل
    + ودعا المجتمع الدولي، خاصة الأمم المتحدة، إلى فتح الحدود. => ودعا (?) فتح الحدود
    - دعا مجلس النواب إلى فتح الحدود. => دعا (مجلس النواب) فتح الحدود
    - ودعا الوزير إلى فتح الحدود. => ودعا (الوزير) فتح الحدود
    - ودعت كل من فرنسا وكينيا إلى فتح الحدود. => ودعت (كل من فرنسا وكينيا) فتح الحدود
    """
    word = tokens.plain[span[0]]
    of = span[1] - span[0] > 1 and tokens.flags[span[0] + 1] & PREP
    return (word in _EVERYBODY and not of) or (word in _ADDRESSEES and bool(clause.form.proclitic))


@rule
def disagrees(span: Span, tokens: Tokens, clause: Clause) -> bool:
    """What does not agree with the verb in gender is its object (ودعا الحكومة إلى).

    + ودعت الوزير إلى فتح الحدود. => ودعت (?) فتح الحدود
    + ودعا السفيرة إلى فتح الحدود. => ودعا (?) فتح الحدود
    + قال الوزير سالم الراشدي إن السد آمن. وحمل الحكومة الكينية المسؤولية عن الحادث.
      => قال (الوزير سالم الراشدي) السد آمن ; وحمل (الوزير سالم الراشدي) الحكومة الكينية المسؤولية عن الحادث
    + قال الوزير سالم الراشدي إن السد آمن. وأبلغ وكالة النهر للأنباء أن الحل بعيد.
      => قال (الوزير سالم الراشدي) السد آمن ; وأبلغ (الوزير سالم الراشدي) الحل بعيد
    - ودعت الوزيرة إلى فتح الحدود. => ودعت (الوزيرة) فتح الحدود
    - ودعت حداد إلى فتح الحدود. => ودعت (حداد) فتح الحدود
    - ودعا الوزير إلى فتح الحدود. => ودعا (الوزير) فتح الحدود
    - قال الوزير سالم الراشدي إن السد آمن. ودعا أمينه العام إلى الحوار.
      => قال (الوزير سالم الراشدي) السد آمن ; ودعا (أمينه العام) الحوار
    - قال الوزير سالم الراشدي إن السد آمن. ودعا صدافة إلى الحوار.
      => قال (الوزير سالم الراشدي) السد آمن ; ودعا (صدافة) الحوار
    """
    head, cue = span[0], clause.form
    bits, feminine = tokens.flags[head], is_feminine(tokens.plain[head], tokens.flags[head])
    if cue.gender == "f":
        return not feminine and bool(bits & (OFFICE | HONORIFIC | ORGAN))
    # أمينه العام: its secretary is no woman
    owned = tokens.text[tokens.ends[head] - 1] == "ه"
    return feminine and cue.gender == "m" and bool(bits & _KNOWN_OBJECT) and not owned


@rule
def title_behind_name(tokens: Tokens, stop: int, form: CueForm) -> bool:
    """Behind a verb whose object is a thing an office right behind a name says who its bearer is.

    + وأكد سامي حداد رئيس اللجنة أهمية الحوار. => وأكد (سامي حداد رئيس اللجنة) أهمية الحوار
    - وانتقد سامي حداد رئيس اللجنة. => وانتقد (سامي حداد) رئيس اللجنة
    """
    before = tokens.flags[stop - 1]
    named = before & NAME or (tokens.flags[stop - 2] & NAME and not before & _NO_SURNAME)
    return form.lemma.lemma in _OF_THINGS and bool(named)


_OBJECT_RULES = (object_comes_first, is_addressed)
