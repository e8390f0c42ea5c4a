"""Where a second noun phrase begins: what the owner of the first says, or the object of the verb."""

from __future__ import annotations

from functools import cache

from taawun.lexicons import setting
from taawun.names.states import state_names
from taawun.rules import first_verdict, rule
from taawun.statements.mentions.constructs import construct_of_nouns, needs_its_owner
from taawun.statements.mentions.phrase import BODY, RELATING, SPEAKERS, TITLE, Phrase
from taawun.statements.mentions.second_definites import (
    SECOND_DEFINITE,
    SECOND_INDEFINITE,
    second_demonym,
    second_name,
)
from taawun.statements.mentions.second_plurals import agrees_with_plural, behind_plural, both_oblique, many_of_people
from taawun.statements.reading.features import (
    ADVERB,
    AFTER_NAME,
    AND,
    ANONYMOUS,
    ATTITUDE,
    BI,
    COMMON,
    DEFINITE,
    DEMONYM,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    LATIN,
    LI,
    MASDAR,
    MEDIA,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PLURAL,
    PREP,
    QUANT,
    RANK,
    RELATION,
    STATE,
    SUFFIX,
    SURNAME,
    TAIL,
    WORD,
    by_features,
)
from taawun.statements.reading.matching import given_forms, matching_form, word_group
from taawun.statements.reading.shapes import is_no_name, takes_no_article

_NO_NAME = TITLE | ORGAN | BODY | DEMONYM | STATE | JOINT | QUANT | ANONYMOUS
_NO_VERBAL_NOUN = NAME | ORGAN | OFFICE | BODY | STATE | DEMONYM | DEFINITE
#: words of these are no thing that is said or done, or are judged by rules of their own
_NO_THING = NAME | AFTER_NAME | TITLE | ORGAN | BODY | STATE | DEMONYM | NUMBER | LATIN | BI | LI | AND | QUANT
_NO_PLAIN_NOUN = DEFINITE | NAME | AFTER_NAME | STATE | DEMONYM | TITLE | BODY | LATIN | NUMBER


def begins_second(phrase: Phrase, k: int, bits: int) -> bool:
    """Whether a noun is no part of this phrase but of the next."""
    if k == phrase.start:
        return bool(bits & (OBJECT | SUFFIX)) and no_head(phrase, k, bits)
    if ends_name_of_speaker(phrase, k, bits) or (bits & DEFINITE and agrees_with_plural(phrase, k, bits)):
        return False
    for behind in _behind_whole[bits]:
        if behind(phrase, k, bits):
            return True
    if not phrase.splitting or phrase.flags[k - 1] & PREP:
        return False
    if k == phrase.start + 1 and (needs_its_owner(phrase, k, bits) or construct_of_nouns(phrase, k, bits)):
        return False
    if bits & STATE:
        return second_state(phrase, k, bits)
    for second in _second[bits]:
        if second(phrase, k, bits):
            return True
    if bits & _GOES_ON:
        return False
    if bits & DEMONYM:
        return second_demonym(phrase, k, bits)
    return bool(first_verdict(SECOND_DEFINITE if bits & DEFINITE else SECOND_INDEFINITE, phrase, k, bits))


# --- whatever the verb ------------------------------------------------------------------------------------------------


@rule
def no_head(phrase: Phrase, k: int, bits: int) -> bool:
    """What is said (أهمية، حرصه) heads no phrase that speaks.

    + وصل الوزيران. وأكدا تصورهما للحل. => وأكدا (الوزيران) تصورهما للحل
    - وقال الوزير. وأكدت تقارير أن الحوار مستمر. => وأكدت (تقارير) الحوار مستمر
    """
    return not bits & SPEAKERS


@rule
def ends_name_of_speaker(phrase: Phrase, k: int, bits: int) -> bool:
    """Right before إن, which no noun governs, a word behind a name is the family name, whatever else it means: فرحان حق إن.

    + وقال المتحدث سامي صدق إن الهدنة صامدة. => وقال (المتحدث سامي صدق) الهدنة صامدة
    + وقال الباحث سامي نجاح إن الهدنة صامدة. => وقال (الباحث سامي نجاح) الهدنة صامدة
    - وقال المتحدث سامي صراحة إن الهدنة صامدة. => وقال (المتحدث سامي) الهدنة صامدة
    - وأكد المتحدث سامي حداد ضرورة أن تصمد الهدنة. => وأكد (المتحدث سامي حداد) ضرورة أن تصمد الهدنة
    """
    if not phrase.named or not phrase.flags[k - 1] & NAME or k + 1 >= phrase.limit:
        return False
    adverb = bits & (ADVERB | TAIL | SUFFIX) or phrase.plain[k].endswith(("ا", "ه"))
    return not adverb and phrase.tokens.words(k + 1, k + 2) == "إن"


@rule
def said_behind_whole(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a phrase that is whole, a noun with a pronoun or of what is said is no part of it.

    + وبحسب سامي حداد موقفه معروف. => وبحسب (سامي حداد) موقفه معروف
    + وبحسب تركيا موقفها معروف. => وبحسب (تركيا) موقفها معروف
    + ووفق الوزير حرصه معروف. => ووفق (الوزير) حرصه معروف
    - وقال رئيس مجلس التعاون سامي حداد إن السوق مفتوحة. => وقال (رئيس مجلس التعاون سامي حداد) السوق مفتوحة
    """
    # 16 عضوا: what is counted
    whole = _whole(phrase) or (bits & TAIL and phrase.plain[k].endswith("ا") and phrase.seen > 1)
    return bool(whole) and not bits & (NAME | ORGAN | OFFICE | BODY | PREP)


@rule
def quantity_behind_whole(phrase: Phrase, k: int, bits: int) -> bool:
    """A quantity behind a whole phrase says how often or how much; أحد goes on with who somebody is.

    + وقال سامي حداد أكثر من مرة إن الجسر آمن. => وقال (سامي حداد) الجسر آمن
    + وقال الوزير أكثر من مرة إن الجسر آمن. => وقال (الوزير) الجسر آمن
    + وقال سياسيون جلهم من المعارضة إن الجسر آمن. => وقال (سياسيون) الجسر آمن
    - وقال سامي حداد أحد المهندسين إن الجسر آمن. => وقال (سامي حداد أحد المهندسين) الجسر آمن
    """
    # ناشطون جلهم من المعارضة
    of_them = phrase.plain[k].endswith("هم")
    return (of_them or _whole(phrase)) and phrase.plain[k] not in word_group("one_of")


def _whole(phrase: Phrase) -> bool:
    # بعضهم: a quantity of known ones
    owned = phrase.seen == 1 and phrase.quantity and phrase.plain[phrase.start].endswith("هم")
    return phrase.named or phrase.complete or phrase.last_definite or owned


@rule
def noun_behind_state(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind the name of a state stands no noun without the article, nor a verb: إيران عودة، فرنسا تملك.

    + وأعلنت تركيا متحف السينما. => وأعلنت (تركيا) متحف السينما
    - وقالت المملكة المتحدة إن الحوار مستمر. => وقالت (المملكة المتحدة) الحوار مستمر
    - وقالت كوريا الشمالية إن الحوار مستمر. => وقالت (كوريا الشمالية) الحوار مستمر
    - وقالت جنوب أفريقيا إن الحوار مستمر. => وقالت (جنوب أفريقيا) الحوار مستمر
    - وأعلن الوزير متحف السينما. => none
    """
    if bits & _NO_PLAIN_NOUN or not phrase.flags[phrase.start] & STATE:
        return False
    return (phrase.plain[k - 1], phrase.plain[k]) not in _long_state_names()


@cache
def _long_state_names() -> frozenset[tuple[str, str]]:
    """First two words of the states' names that have more than one."""
    pairs = (matching_form(name).split()[:2] for name in state_names() if " " in name)
    return frozenset((first, second) for first, second in pairs)


@rule
def thing_behind_name(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a name that is whole, a thing is the object of the verb: وصف مدبولي المباحثات.

    Whole is a family name that the article gave with a full name, or two names; a single first name only before a noun
    without the article. Where the verb takes no object, only a noun of a kind that no name is made of ends the name.

    + ووصف سامي حداد المباحثات بأنها صعبة. => ووصف (سامي حداد) المباحثات بأنها صعبة
    + قال الوزير منير صيداني إن الجسر آمن. ووصف صيداني المفاوضات بأنها صعبة.
      => قال (الوزير منير صيداني) الجسر آمن ; ووصف (الوزير منير صيداني) المفاوضات بأنها صعبة
    + انتقد الوزير محمود عباس الخطة. ونفى عباس انحياز الحكومة. => انتقد (الوزير محمود عباس) الخطة ; ونفى (الوزير محمود عباس)
      انحياز الحكومة
    + وطلبت النيابة توقيف الحارس الذي قيل إنه هرب، مؤكدة أن السجن آمن.
      => وطلبت (النيابة) توقيف الحارس الذي قيل إنه هرب ; مؤكدة (النيابة) السجن آمن
    + وأعلن أوباما زيارة إلى الجزيرة. => وأعلن (أوباما) زيارة إلى الجزيرة
    + وافتتح سامي حداد مؤتمر المناخ، مؤكدا أن الهدنة صامدة. => مؤكدا (سامي حداد) الهدنة صامدة
    - وقال سامي الخصاونة إن المباحثات صعبة. => وقال (سامي الخصاونة) المباحثات صعبة
    - وقال محمد سلامة إن الجسر آمن. => وقال (محمد سلامة) الجسر آمن
    """
    if bits & _NO_THING or (bits & DEFINITE and not phrase.splitting):
        return False
    if not phrase.named:
        # النيابة توقيف: no construct begins with ال
        body = phrase.flags[k - 1] & DEFINITE
        return bool(body and bits & MASDAR and not bits & DEFINITE) and is_no_name(phrase.plain[k], everyday=False)
    before, form = phrase.flags[k - 1], phrase.plain[k]
    if before & SURNAME:
        # a verbal noun that no list has (تجرؤ), or a verb in the present too rare to be known as one
        verbal = bits & MASDAR or form.startswith(("ي", "ت"))
        return bool(verbal) or is_no_name(form, everyday=phrase.splitting)
    if k > phrase.start + 1 and phrase.flags[k - 2] & NAME:
        whole = bool(before & NAME) or not before & (_NO_NAME | COMMON | DEFINITE)
    else:
        lone = bool(before & NAME) and not bits & DEFINITE
        whole = lone and phrase.plain[k - 1] not in given_forms()
    return whole and is_no_name(form, everyday=bool(bits & (DEFINITE | OCCASION)))


_BEHIND_WHOLE = (
    (OBJECT | SUFFIX | TAIL | ATTITUDE, said_behind_whole),
    (QUANT, quantity_behind_whole),
    (WORD, noun_behind_state),
    (WORD, thing_behind_name),
)
_behind_whole = by_features(_BEHIND_WHOLE)


# --- where the verb takes an object -----------------------------------------------------------------------------------


@rule
def names_what_is_said(phrase: Phrase, k: int, bits: int) -> bool:
    """A noun of what is said, or one with a pronoun, is the object.

    + واستبعد مسؤول أوروبي اتخاذ قرار قبل الصيف. => واستبعد (مسؤول أوروبي) اتخاذ قرار قبل الصيف
    + ووصفت مصادر رسمية هذه المهمة بأنها سهلة. => ووصفت (مصادر رسمية) هذه المهمة بأنها سهلة
    - وأبلغ وزير التعاون سامي حداد الشركة بأن الميناء مغلق. => وأبلغ (وزير التعاون سامي حداد) الميناء مغلق
    - وأعلن عضو حركة فتح سالم الراشدي رفضه للاتفاق. => وأعلن (عضو حركة فتح سالم الراشدي) رفضه للاتفاق
    - وانتقد رئيس لجنة دعم المزارعين القانون. => وانتقد (رئيس لجنة دعم المزارعين) القانون
    """
    before = phrase.flags[k - 1]
    of_body = before & ORGAN and before & BODY and not before & DEFINITE and not bits & SUFFIX
    if bits & INSTITUTION or (of_body and not phrase.named):
        # حركة فتح، لجنة دعم المزارعين
        return False
    return not bits & (NAME | ORGAN | OFFICE) or phrase.named or phrase.complete


@rule
def verbal_noun_as_object(phrase: Phrase, k: int, bits: int) -> bool:
    """A verbal noun without the article behind a whole phrase is the object.

    + وتوقع المدير انحصار المنافسة. => وتوقع (المدير) انحصار المنافسة
    - وطالب مدير استيراد القمح بفتح السوق. => وطالب (مدير استيراد القمح) بفتح السوق
    """
    whole = phrase.named or phrase.last_definite
    return not bits & _NO_VERBAL_NOUN and whole and not takes_no_article(phrase.plain[k])


@rule
def second_state(phrase: Phrase, k: int, bits: int) -> bool:
    """A state behind a name, a definite noun or a state is the object (دعت أنقرة طهران), behind مملكة its name.

    + واتهمت أنقرة طهران بالتصعيد. => واتهمت (أنقرة) طهران بالتصعيد
    + واتهمت حماس تركيا بالتصعيد. => واتهمت (حماس) تركيا بالتصعيد
    + ودعا سامي حداد تركيا إلى الحوار. => ودعا (سامي حداد) الحوار
    - ودعا سفير تركيا إلى الحوار. => ودعا (سفير تركيا) الحوار
    - ودعت مملكة البحرين إلى الحوار. => ودعت (مملكة البحرين) الحوار
    """
    if phrase.plain[k - 1] in word_group("nouns_of_place"):
        return False
    return phrase.named or bool(phrase.flags[k - 1] & (DEFINITE | STATE)) or phrase.closes_body(k)


@rule
def second_plural(phrase: Phrase, k: int, bits: int) -> bool:
    """The title of one person ends before many, unless it is held in something: رئيس مجلس النواب.

    + وأبلغ الوزير قادة الصين بأن الحوار مستمر. => وأبلغ (الوزير) الحوار مستمر
    + ودعا رئيس مجلس الأمة النواب إلى الحوار. => ودعا (رئيس مجلس الأمة) الحوار
    + ودعا حزب الله قادة المجلس إلى الحوار. => ودعا (حزب الله) الحوار
    - وأبلغ رئيس مجلس النواب سامي حداد الحكومة بأن الحوار مستمر. => وأبلغ (رئيس مجلس النواب سامي حداد) الحوار مستمر
    """
    return bool(phrase.flags[k - 1] & DEFINITE) or phrase.closes_body(k)


@rule
def second_office(phrase: Phrase, k: int, bits: int) -> bool:
    """An office behind a name or a state is that of the other one, and so is that of a counterpart.

    + ودعت تركيا رئيس الوزراء الياباني إلى الحوار. => ودعت (تركيا) الحوار
    + ودعت حماس رئيس الوزراء الياباني إلى الحوار. => ودعت (حماس) الحوار
    + ودعا الوزير سامي حداد مدير الميناء إلى الحوار. => ودعا (الوزير سامي حداد) الحوار
    + وشكر الوزير نظيره الياباني على الدعم. => وشكر (الوزير) نظيره الياباني على الدعم
    - ودعا نائب رئيس اللجنة إلى الحوار. => ودعا (نائب رئيس اللجنة) الحوار
    - ودعا الوزير حسن شيخ محمود إلى الحوار. => ودعا (الوزير حسن شيخ محمود) الحوار
    """
    if phrase.plain[k] in word_group("counterparts"):
        return True
    if phrase.flags[k - 1] & phrase.after(k) & NAME and not bits & (DEFINITE | RELATION):
        # حسن شيخ محمود
        return False
    if phrase.titled:
        return phrase.named
    return phrase.named or bool(phrase.flags[k - 1] & STATE) or (not bits & DEFINITE and phrase.closes_body(k))


@rule
def office_of_other_state(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind the office of one state an office with a demonym of its own is that of the other one.

    One person may have two offices in a row, but not of two states.

    + ودعا الرئيس الكيني وزير الدفاع الياباني إلى زيارة نيروبي. => ودعا (الرئيس الكيني) زيارة نيروبي
    + وانتقد الرئيس الكيني رئيس الوزراء الياباني. => وانتقد (الرئيس الكيني) رئيس الوزراء الياباني
    + وشكر المتحدث باسم الحكومة الرئيس الياباني. => وشكر (المتحدث باسم الحكومة) الرئيس الياباني
    - ودعا نائب وزير الدفاع الياباني إلى الحوار. => ودعا (نائب وزير الدفاع الياباني) الحوار
    - ودعا نائب الرئيس التركي إلى الحوار. => ودعا (نائب الرئيس التركي) الحوار
    """
    before = phrase.flags[k - 1]
    if before & DEFINITE and bits & DEFINITE and not before & (OFFICE | HONORIFIC | RANK):
        # المتحدث باسم الحكومة الرئيس السوري
        return bool(phrase.after(k) & DEMONYM)
    if not before & DEMONYM:
        return False
    for following in phrase.flags[k + 1 : min(phrase.limit, k + setting("longest_office"))]:
        if following & DEMONYM:
            return True
        if not following & (OFFICE | ORGAN | DEFINITE):
            return False
    return False


@rule
def second_body(phrase: Phrase, k: int, bits: int) -> bool:
    """A body behind a whole phrase is the object; two definite bodies are no construct: المعارضة الحكومة.

    + ودعت تركيا الحكومة إلى الحوار. => ودعت (تركيا) الحوار
    + ودعت المعارضة الحكومة إلى الحوار. => ودعت (المعارضة) الحوار
    + ودعت حركة حماس حكومة اليابان إلى الحوار. => ودعت (حركة حماس) الحوار
    + ودعت 15 نقابة مجلس الوزراء إلى الحوار. => ودعت (15 نقابة) الحوار
    + ودعت شركة فورتيكسا الحكومة إلى الحوار. => ودعت (شركة فورتيكسا) الحوار
    + وأبلغ سامي حداد شركة النهر بأن الميناء مغلق. => وأبلغ (سامي حداد) الميناء مغلق
    + وأبلغ مصدر أمني وكالة النهر أن الميناء مغلق. => وأبلغ (مصدر أمني) الميناء مغلق
    + ودعا الوزير لجنة الحفل إلى الحوار. => ودعا (الوزير) الحوار
    + واتهمت لجنة الأمن بالمدينة الحركة بالتقصير. => واتهمت (لجنة الأمن بالمدينة) الحركة بالتقصير
    + واعتبر الوزير تنظيم السباق نجاحا. => واعتبر (الوزير) تنظيم السباق نجاحا
    - ودعا وزير الحكومة إلى الحوار. => ودعا (وزير الحكومة) الحوار
    - ودعا بعض المحللين الفرنسيين إلى الحوار. => ودعا (بعض المحللين الفرنسيين) الحوار
    """
    if both_oblique(phrase, k):
        return False
    counted = phrase.seen == 2 and phrase.flags[phrase.start] & NUMBER
    named = phrase.named or phrase.complete or (counted and phrase.plain[k - 1].endswith(("ه", "ا")))
    if bits & MEDIA and not bits & DEFINITE and not named:
        # مصدر أمني وكالة النهر
        named = bool(phrase.flags[phrase.start] & ANONYMOUS) and phrase.plain[k - 1].endswith(RELATING)
    before = phrase.flags[k - 1]
    in_place = before & BI and before & DEFINITE and not phrase.plain[k].endswith(RELATING)
    if named or phrase.closes_body(k) or in_place:
        return True
    joined = bits & DEFINITE and not (phrase.body and before & BODY and not bits & MEDIA)
    return bool(before & DEFINITE) and not joined


@rule
def second_group(phrase: Phrase, k: int, bits: int) -> bool:
    """A definite group behind a definite word of a title is the object: الأمين العام للأمم المتحدة الأطراف.

    + ودعا الأمين العام الأطراف إلى الحوار. => ودعا (الأمين العام) الحوار
    + واتهم الرئيس المعارضة بالكذب. => واتهم (الرئيس) المعارضة بالكذب
    + ودعت الأمم المتحدة الشعب الكيني إلى الحوار. => ودعت (الأمم المتحدة) الحوار
    - ودعا قائد الجماعة إلى الحوار. => ودعا (قائد الجماعة) الحوار
    """
    before = phrase.flags[k - 1]
    if phrase.plain[k] in word_group("peoples"):
        return bool(before & DEFINITE)
    if bits & (ORGAN | OFFICE | DEMONYM):
        # the adjective of an office agrees with it
        feminine = phrase.plain[k].endswith("ه") and not phrase.plain[k - 1].endswith("ه")
        return bool(before & OFFICE and before & DEFINITE) and feminine
    return bool(bits & before & DEFINITE)


#: with the features that a word must have to be asked about
_SECOND_RULES = (
    (WORD, behind_plural),
    (OBJECT | SUFFIX, names_what_is_said),
    (MASDAR, verbal_noun_as_object),
    (PLURAL, second_plural),
    (OFFICE | HONORIFIC, second_office),
    (OFFICE, office_of_other_state),
    (BODY | ANONYMOUS | JOINT, second_body),
    (DEMONYM | DEFINITE, many_of_people),
    (GROUP, second_group),
    (NAME, second_name),
)
_second = by_features(_SECOND_RULES)
#: names and what stands before them go on with what is read
_GOES_ON = NAME | AFTER_NAME | HONORIFIC | RANK
