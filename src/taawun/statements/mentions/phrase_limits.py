"""What no longer belongs to a noun phrase because the clause around it goes on: dates, adverbs, verbs, what one says it in."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.mentions.phrase import BODY, Phrase
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    ANONYMOUS,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    GROUP,
    HE_VERB,
    HONORIFIC,
    IDENTITY,
    NAME,
    NUMBER,
    OBJECT,
    OFFICE,
    OPENER,
    ORGAN,
    PLURAL,
    PREP,
    PRON,
    QUANT,
    RELATIVE,
    SAYING,
    STATE,
    SURNAME,
    TIME,
    TURN_WORD,
    by_features,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_verb, rarity
from taawun.statements.reading.silent_nouns import noun_group
from taawun.statements.reading.tokens import Tokens

#: مسلمين, not جون
_SHORTEST_MANY = 5
#: قدراتنا, not سينا
_SHORTEST_OF_OURS, _KNOWN_STEM = 5, setting("rare_name")
#: open a clause: no phrase goes on over them
_OPENS_CLAUSE = COMP | PRON | RELATIVE | HE_VERB | CONJ | SAYING
#: words of these are no verbs, though they look like one
_NOUNS = NAME | ORGAN | OFFICE | BODY | STATE
_INFORMED, _OF_FRIDAY = word_group("informed"), word_group("of_friday")
_NO_FAMILY_NAME = AND | COMMON | ORGAN | OFFICE | DEMONYM | OBJECT
_RULERS, _OFFICE_WITHIN = word_group("rulers"), setting("longest_office")
_YEARS, _PUBLISHED = word_group("years"), word_group("published")
_NEGATED_CLAUSES = word_group("negated_clauses")
_WISHING_TO_HIDE = word_group("wishing_to_hide")
_IDENTITY_WITHIN = setting("identity_within")


def ends_before(phrase: Phrase, k: int, bits: int) -> bool:
    """Whether a word belongs to the clause around the phrase."""
    if bits & _OPENS_CLAUSE or phrase.plain[k] in _NEGATED_CLAUSES:
        return True
    for limit in _limits_of[bits]:
        if limit(phrase, k, bits):
            return True
    if k == phrase.start:
        return False
    form = phrase.tokens.forms[k]
    word = form.form
    if word in _WISHING_TO_HIDE and wishes_to_hide(phrase, k):
        return True
    if form.cues and reports_itself(phrase, k, bits):
        return True
    if word in _PUBLISHED and published_text(phrase, k):
        return True
    if form.narrates and narrates_behind(phrase, k, bits):
        return True
    if word[-2:] == "وا" and acted_together(phrase, k, bits):
        return True
    if word[-2:] == "نا" and is_ours(phrase, k, bits):
        return True
    return word[0] in "يت" and acts_behind_whole(phrase, k, bits)


@rule
def names_year(phrase: Phrase, k: int, bits: int) -> bool:
    """A year with its number tells when, not who.

    + وقالت الوزارة عام 2004 إن الجسر آمن. => وقالت (الوزارة) الجسر آمن
    - وقال مدير عام الميناء إن الجسر آمن. => وقال (مدير عام الميناء) الجسر آمن
    - وقال قائد اللواء 35 سامي حداد إن الجسر آمن. => وقال (قائد اللواء 35 سامي حداد) الجسر آمن
    """
    return phrase.plain[k] in _YEARS and bool(phrase.after(k) & NUMBER)


@rule
def tells_when_or_how(phrase: Phrase, k: int, bits: int) -> bool:
    """A date or an adverb belongs to the verb; as a name or inside a title the same word belongs to the phrase.

    + وقال الوزير أمس إن الجسر آمن. => وقال (الوزير) الجسر آمن
    + وقالت الشركة العام الماضي إن الجسر آمن. => وقالت (الشركة) الجسر آمن
    - وقال الأمين العام إن الجسر آمن. => وقال (الأمين العام) الجسر آمن
    - وقال مصدر مطلع إن الجسر آمن. => وقال (مصدر مطلع) الجسر آمن
    - وقال خطيب الجمعة سامي حداد إن الجسر آمن. => وقال (خطيب الجمعة سامي حداد) الجسر آمن
    """
    if phrase.after(k) & TIME:
        # العام الماضي
        return True
    if phrase.plain[k - 1] in _OF_FRIDAY and k == phrase.start + 1:
        # خطيب الجمعة
        return False
    if phrase.flags[k - 1] & ANONYMOUS and phrase.plain[k] in _INFORMED:
        # مصدر مطلع
        return False
    return not (bits & (NAME | ORGAN | HONORIFIC) and (phrase.seen or not bits & (TIME | TURN_WORD)))


@rule
def is_preposition(phrase: Phrase, k: int, bits: int) -> bool:
    """علي is the preposition where nothing shows that it is the name.

    + وأكد الوزير علي أهمية السد. => وأكد (الوزير) أهمية السد
    - وأكد الوزير السيد علي أن السد آمن. => وأكد (الوزير السيد علي) السد آمن
    """
    return not is_ali(phrase.tokens, k)


@rule
def will_happen(phrase: Phrase, k: int, bits: int) -> bool:
    """A verb in the future belongs to no noun phrase.

    + وقال رئيس الاتحاد سيدخل الجمهور مجانا. => وقال (رئيس الاتحاد) سيدخل الجمهور مجانا
    + وقال الوزير سامي حداد نحن نرحب بالحوار. => وقال (الوزير سامي حداد) نحن نرحب بالحوار
    - وقال وزير الخارجية سيرجي لافروف إن الحوار مستمر. => وقال (وزير الخارجية سيرجي لافروف) الحوار مستمر
    """
    return not bits & NAME


@rule
def reports_itself(phrase: Phrase, k: int, bits: int) -> bool:
    """A reporting word behind a phrase opens a report of its own, unless it is an office, a name or a body.

    + وقال الوزير مضيفا أن السد آمن. => مضيفا (الوزير) السد آمن
    - وقالت المواطنة كاتبة الرسالة إن الماء قليل. => وقالت (المواطنة كاتبة الرسالة) الماء قليل
    - وقال الوزير يحيى حداد إن السد آمن. => وقال (الوزير يحيى حداد) السد آمن
    - وقالت لجنة الإعلان عن الجوائز إن الحفل غدا. => وقالت (لجنة الإعلان) الحفل غدا
    """
    return any(_reports(cue, bits) for cue in phrase.tokens.forms[k].cues) and not surname_like_verb(phrase, k, bits)


@rule
def published_text(phrase: Phrase, k: int) -> bool:
    """Behind a text without the article a verb of publishing tells where and when: بيان نشر أمس، تقرير صدر في.

    + وقال تقرير نشر أمس إن السد آمن. => وقال (تقرير) السد آمن
    + وقال بيان صدر في المدينة إن السد آمن. => وقال (بيان) السد آمن
    + وقال تقرير الوزارة صدر أمس إن السد آمن. => وقال (تقرير الوزارة) السد آمن
    - وقال الشاعر نشر إن القصيدة جميلة. => وقال (الشاعر) القصيدة جميلة
    """
    head = phrase.flags[phrase.start]
    return bool(head & DOCUMENT) and not head & DEFINITE


@rule
def surname_like_verb(phrase: Phrase, k: int, bits: int) -> bool:
    """A verb right behind the name of a verb's subject, before what that one takes, is the family name: قال سامي شكر إن.

    + وقال عبد الكريم شكر إن السد آمن. => وقال (عبد الكريم شكر) السد آمن
    - عبد الكريم شكر الحضور. => شكر (عبد الكريم) الحضور
    - وقال عبد الكريم مضيفا: السد آمن. => مضيفا (عبد الكريم) السد آمن
    """
    if not phrase.flags[k - 1] & NAME or not phrase.after(k) & (COMP | COMMA | COLON | RELATIVE):
        return False
    verbs = (cue.kind in ("past", "present") for cue in phrase.tokens.forms[phrase.start - 1].cues)
    own = (cue.kind != "past" or cue.proclitic or "أن" in cue.lemma.takes for cue in phrase.tokens.forms[k].cues)
    return any(verbs) and not any(own)


def _reports(cue: CueForm, bits: int) -> bool:
    return not bits & (OFFICE | NAME | HONORIFIC if cue.kind == "participle" else _NOUNS | OBJECT)


@rule
def narrates_behind(phrase: Phrase, k: int, bits: int) -> bool:
    """A verb of narration ends the phrase, one that looks like a noun only behind a whole phrase.

    + الوزير سامي حداد زار الميناء وقال إن العمل مستمر. => وقال (الوزير سامي حداد) العمل مستمر
    - وقال رئيس بعثة الحجاج إن الطريق مفتوح. => وقال (رئيس بعثة الحجاج) الطريق مفتوح
    - وقال مدير مركز بحث المناخ إن المطر قليل. => وقال (مدير مركز بحث المناخ) المطر قليل
    """
    return (phrase.named or len(phrase.plain[k]) > 3) and not bits & _NOUNS


@rule
def acts_behind_whole(phrase: Phrase, k: int, bits: int) -> bool:
    """A verb in the present behind a definite noun or a known family name ends the phrase: مجلس الوزراء يناقش.

    + مجلس المدينة يناقش الموازنة. وأكد المجلس أن الجسر آمن. => وأكد (مجلس المدينة) الجسر آمن
    + وأضاف الوزير يتحمل الجميع ثمن التأخير في العمل. => وأضاف (الوزير) يتحمل الجميع ثمن التأخير في العمل
    + قال الوزير سامي العدوان إن السوق مفتوحة. وبحسب العدوان يعمل السوق كل يوم. => قال (الوزير سامي العدوان) السوق مفتوحة ;
      وبحسب (الوزير سامي العدوان) يعمل السوق كل يوم
    + وقال ناشطون يعيشون في المدينة إن السد آمن. => وقال (ناشطون) السد آمن
    - وقال الشيخ يزيد حداد إن السد آمن. => وقال (الشيخ يزيد حداد) السد آمن
    - وقال الوزير يعقوب حداد إن السد آمن. => وقال (الوزير يعقوب حداد) السد آمن
    """
    whole = phrase.last_definite or phrase.flags[k - 1] & SURNAME
    if phrase.plain[k][-2:] == "ون" and phrase.flags[k - 1] & (PLURAL | GROUP):
        # ناشطون يعيشون في المنفى: a relative clause
        whole = True
    if not whole or bits & _NOUNS or not is_verb(phrase.plain[k]):
        return False
    # أعلن الوزير تسلم الأسلحة
    return not (phrase.splitting and noun_group(phrase.plain[k]))


@rule
def wishes_to_hide(phrase: Phrase, k: int) -> bool:
    """Behind a source stands that it will not be named: مصدر مطلع طلب عدم ذكر اسمه.

    + وقال مصدر مطلع فضل عدم ذكر اسمه إن الجسر آمن. => وقال (مصدر مطلع) الجسر آمن
    + وقال شاهد عيان رفض الكشف عن هويته إن الجسر آمن. => وقال (شاهد عيان) الجسر آمن
    - وقال المدير سامي فضل حداد إن الجسر آمن. => وقال (المدير سامي فضل حداد) الجسر آمن
    """
    return past_identity(phrase.tokens, k) > 0


@rule
def acted_together(phrase: Phrase, k: int, bits: int) -> bool:
    """A verb in the past plural is no part of those who act: ناشطين اجتمعوا.

    + وقالت الوزيرة إن ناشطين سوريين تمكنوا من الخروج أكدوا أن الحوار صعب.
      => وقالت (الوزيرة) ناشطين سوريين تمكنوا من الخروج أكدوا أن الحوار صعب ; أكدوا (ناشطين سوريين) الحوار صعب {level 2}
    - وقال جون موتوا إن الحوار صعب. => وقال (جون موتوا) الحوار صعب
    - وقال الوزير فوا إن الحوار صعب. => وقال (الوزير فوا) الحوار صعب
    """
    several = len(phrase.plain[k - 1]) > _SHORTEST_MANY and phrase.plain[k - 1].endswith(("ين", "ون", "ات"))
    many = several or phrase.flags[phrase.start] & (PLURAL | GROUP | QUANT)
    return bool(many) and not bits & _NOUNS and is_verb(phrase.plain[k])


@rule
def is_ours(phrase: Phrase, k: int, bits: int) -> bool:
    """A known noun of ours belongs to what is said without marks, and to no title: المسؤول قدراتنا.

    + وأضاف المسؤول قدراتنا في المدينة باتت محدودة. => وأضاف (المسؤول) قدراتنا في المدينة باتت محدودة
    - وقال مدرب منتخبنا الأول إن السد آمن. => وقال (مدرب منتخبنا الأول) السد آمن
    - وقالت الوزيرة كريستينا حداد إن السد آمن. => وقالت (الوزيرة كريستينا حداد) السد آمن
    """
    form = phrase.plain[k]
    if len(form) <= _SHORTEST_OF_OURS or bits & (_NOUNS | DEFINITE) or not phrase.flags[k - 1] & DEFINITE:
        return False
    # كريستينا: no noun that has the article elsewhere
    return rarity("ال" + form[:-2]) < _KNOWN_STEM


def past_identity(tokens: Tokens, j: int) -> int:
    """Index past هويته or اسمه a few words behind a token, 0 without it."""
    reach = range(j + 1, min(j + _IDENTITY_WITHIN, tokens.sentence_end[j]))
    return next((k + 1 for k in reach if tokens.flags[k] & IDENTITY), 0)


@rule
def other_office(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind the title of who rules, without his name, the office of another state is his guest's: الملك رئيس وزراء اليابان.

    + استقبل الملك رئيس وزراء اليابان في القصر. وأكد الملك أن الحوار مستمر. => وأكد (الملك) الحوار مستمر
    - استقبل الملك سالم رئيس وزراء اليابان في القصر. وأكد الملك أن الحوار مستمر. => وأكد (الملك سالم) الحوار مستمر
    - وقال الرئيس رئيس اللجنة العليا إن السد آمن. => وقال (الرئيس رئيس اللجنة العليا) السد آمن
    """
    if k != phrase.start + 1 or phrase.plain[k - 1] not in _RULERS:
        return False
    if bits & DEFINITE:
        # الأمير الرئيس الفرنسي
        return bool(phrase.after(k) & DEMONYM) and not bits & DEMONYM
    return any(of & (STATE | DEMONYM) for of in phrase.tokens.flags[k + 1 : min(k + _OFFICE_WITHIN, phrase.limit)])


_LIMITS = (
    (OFFICE, other_office),
    (COMMON, names_year),
    (TIME | TURN_WORD | ADJUNCT, tells_when_or_how),
    (PREP, is_preposition),
    (OPENER, will_happen),
)
_limits_of = by_features(_LIMITS)


def is_ali(tokens: Tokens, k: int) -> bool:
    """علي the name, where the outlet writes the preposition على."""
    if tokens.text[tokens.ends[k] - 1] == "ى" or governs_noun(tokens, k):
        return False
    if tokens.dotless or tokens.flags[k - 1] & (HONORIFIC | NAME):
        return True
    return begins_full_name(tokens, k) or has_family_name(tokens, k)


@rule
def has_family_name(tokens: Tokens, k: int) -> bool:
    """Behind a title with the article, before a rare word in ي with it, علي is a given name: المرجع علي السيستاني.

    + وقال المرجع علي السيستاني إن السد آمن. => وقال (المرجع علي السيستاني) السد آمن
    - وأكد الوزير علي الجسر القديم. => وأكد (الوزير) الجسر القديم
    """
    title, bits = tokens.flags[k - 1], tokens.flags[k + 1]
    behind = title & OFFICE and title & DEFINITE
    rare = bits & DEFINITE and not bits & _NO_FAMILY_NAME and tokens.plain[k + 1].endswith("ي")
    return bool(behind and rare)


@rule
def begins_full_name(tokens: Tokens, k: int) -> bool:
    """Before two names, or behind a reporting verb before one, علي is a name too, where no verb takes على: قال علي لاريجاني.

    + وأكد وزير النقل علي محمود صالح أهمية السد. => وأكد (وزير النقل علي محمود صالح) أهمية السد
    + وقال علي لاريجاني إن السد آمن. => وقال (علي لاريجاني) السد آمن
    - وأثنى وزير النقل علي محمود صالح. => وأثنى (وزير النقل) محمود صالح
    - ووصل وزير النقل علي متن القطار وأكد أهمية السد. => وأكد (وزير النقل) أهمية السد
    """
    if not tokens.flags[k + 1] & NAME:
        return False
    cues = [cue for form in tokens.forms[_verbs_before(tokens, k)] for cue in form.cues]
    if not (tokens.flags[k + 2] & NAME or cues):
        return False
    # أكد على says of what, رد على whom
    return not any(
        cue.lemma.act == "praise" or (cue.lemma.needs & word_group("stressing_with") and "أن" not in cue.lemma.takes)
        for cue in cues
    )


def _verbs_before(tokens: Tokens, k: int) -> slice:
    return slice(max(tokens.sentence_start[k], k - setting("farthest_subject")), k)


@rule
def governs_noun(tokens: Tokens, k: int) -> bool:
    """Before what is said, and before a clause where the verb takes it, علي is the preposition, also behind a name.

    + وشدد الوزير سامي علي أهمية السد. => وشدد (الوزير سامي) أهمية السد
    + وشدد الوزير سامي علي أن السد آمن. => وشدد (الوزير سامي) السد آمن
    - وأكد الوزير سامي علي أن السد آمن. => وأكد (الوزير سامي علي) السد آمن
    - وأكد الوزير سامي علي حداد أن السد آمن. => وأكد (الوزير سامي علي حداد) السد آمن
    """
    following = tokens.flags[k + 1]
    if not following & (COMP | OBJECT):
        return False
    verbs = tokens.forms[_verbs_before(tokens, k)]
    return bool(following & OBJECT) or any(
        cue.lemma.needs & word_group("stressing_with") for form in verbs for cue in form.cues
    )
