"""What links two parts of one noun phrase: prepositions and proclitics inside a title, conjunctions."""

from __future__ import annotations

from functools import cache

from taawun.lexicons import setting
from taawun.rules import Rule, rule
from taawun.statements.mentions.mentions import news_words
from taawun.statements.mentions.phrase import BODY, SPEAKERS, TITLE, Phrase
from taawun.statements.mentions.phrase_limits import is_ali
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    ANONYMOUS,
    ATTITUDE,
    BI,
    CLOSE,
    COMMA,
    COMMON,
    COMP,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    ENVOY,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    LI,
    MASDAR,
    MEDIA,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PLACE,
    PLURAL,
    PREP,
    PRON,
    QUANT,
    QUOTE,
    RANK,
    RELATIVE,
    STATE,
    SUFFIX,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import given_forms, word_group
from taawun.statements.reading.silent_nouns import noun_group

_NOT_HELD = OBJECT | ATTITUDE | MEDIA | PLURAL | TITLE | NAME | TIME | OCCASION | QUANT
_ENDS_TITLE = COMP | PRON | RELATIVE | PREP | TIME | ADVERB | OBJECT | OFFICE
_NO_NAME_OF_ENVOY = COMP | PRON | RELATIVE | PREP | TIME | ADVERB | OBJECT | AND | BI | LI | SUFFIX
_WHOSE = word_group("adjectives_of_office")
_AGENCIES = tuple(sorted(word_group("agency")))


def links_title(phrase: Phrase, k: int) -> bool:
    """Whether a preposition belongs to the phrase: المتحدث باسم، عدد من، السفير في."""
    if counts_share(phrase, k):
        return True
    link = _links().get(phrase.plain[k])
    behind = QUOTE if link is heads_quoted_body else WORD | NUMBER if link is part_of_many else WORD
    return link is not None and bool(phrase.after(k) & behind) and link(phrase, k)


@rule
def counts_share(phrase: Phrase, k: int) -> bool:
    """في between a number and the hundred makes a share of those who were asked: 64 في المئة.

    + وقال 64 في المئة من التجار إن السوق هادئة. => وقال (64 في المئة من التجار) السوق هادئة
    - وقال قائد اللواء 64 في المدينة إن السوق هادئة. => وقال (قائد اللواء 64) السوق هادئة
    """
    return bool(phrase.flags[k - 1] & NUMBER) and phrase.plain[k + 1] in word_group("hundred")


@rule
def held_for(phrase: Phrase, k: int) -> bool:
    """باسم and لدى go on with whom the holder of an office, or a body, speaks for or is accredited to.

    + وقال السفير لدى الأمم المتحدة إن الحوار مستمر. => وقال (السفير لدى الأمم المتحدة) الحوار مستمر
    - وقال هاني لدى وصوله إن الماء قليل. => وقال (هاني) الماء قليل
    """
    return phrase.titled or phrase.body


@rule
def heads_quoted_body(phrase: Phrase, k: int) -> bool:
    """لـ goes on with the body in quotation marks that an office with an adjective is held in: الأمين العام لـ«النهر».

    + وقال الأمين العام لـ«حركة النهر» سامي حداد إن الحوار مستمر. => وقال (الأمين العام لـحركة النهر سامي حداد) الحوار مستمر
    + وقال المدير التنفيذي لـ«كاف»، سامي حداد، إن السوق مفتوحة. => وقال (المدير التنفيذي لـكاف، سامي حداد) السوق مفتوحة
    - وقال المتحدث الرسمي لـ«النهر» إن الحوار مستمر. => وقال (المتحدث الرسمي) الحوار مستمر
    """
    if phrase.named or not phrase.office or not _holds_wholly(phrase, k):
        return False
    flags, closed = phrase.flags, phrase.tokens.partner.get(k + 1, phrase.limit)
    body = flags[k + 2] & (INSTITUTION | GROUP | ORGAN) and not flags[k + 2] & MEDIA
    behind = phrase.after(closed + 1) if phrase.after(closed) & COMMA else phrase.after(closed)
    return bool(body or behind & (NAME | HONORIFIC | RANK))


def _holds_wholly(phrase: Phrase, k: int) -> bool:
    """Whether an adjective of office stands before a token: الأمين العام، المدير التنفيذي."""
    return phrase.plain[k - 1] in _WHOSE or bool(phrase.flags[k - 1] & ORGAN and phrase.plain[k - 1].endswith("ي"))


@rule
def part_of_many(phrase: Phrase, k: int) -> bool:
    """من goes on with a quantity or a group: some of whom.

    + وقال عدد من المزارعين إن المطر كثير. => وقال (عدد من المزارعين) المطر كثير
    + وقال ثلاثون من المزارعين إن المطر كثير. => وقال (ثلاثون من المزارعين) المطر كثير
    + وقال مسؤولون من الجنوب إن السد آمن. => وقال (مسؤولون من الجنوب) السد آمن
    + وقال جمع من الأهالي إن المطر كثير. => وقال (جمع من الأهالي) المطر كثير
    - واشتكى المزارعون من انقطاع الماء. => واشتكى (المزارعون) انقطاع الماء
    - وطلب موتومبو من الوزير أن يغادر. => وطلب (موتومبو) الوزير أن يغادر
    - وقال الوزير من القاهرة إن السد آمن. => وقال (الوزير) السد آمن
    """
    before = phrase.flags[k - 1]
    # no name that is in no list: طلب موتومبو من الوزير
    known = before & COMMON or phrase.plain[k - 1].endswith(("ون", "ين", "ات", "ه", "ا"))
    first_of_many = phrase.seen == 1 and known and not before & (DEFINITE | SPEAKERS)
    done = before & DEFINITE and not before & QUANT and phrase.after(k)
    if done and (done & (MASDAR | OBJECT) or noun_group(phrase.plain[k + 1]) == "verbal_nouns"):
        return False  # شكا المزارعون من الازدحام، حذر السكان من العودة
    return phrase.quantity or first_of_many or bool(before & (GROUP | ANONYMOUS | QUANT))


@rule
def responsible_for(phrase: Phrase, k: int) -> bool:
    """عن goes on with an office that one holds for something, not with المسؤول, who may reveal something.

    + وقال مسؤول عن الميناء إن السد آمن. => وقال (مسؤول عن الميناء) السد آمن
    + وقال المسؤول عن المنطقة إن السد آمن. => وقال (المسؤول عن المنطقة) السد آمن
    - وكشف المسؤول عن خطة جديدة لبناء السد. => وكشف (المسؤول) خطة جديدة لبناء السد
    - وقال مسؤول عن اجتماع اللجنة إن السد آمن. => وقال (مسؤول) السد آمن
    - وتساءل المتحدث عن الأطراف المعنية. => وتساءل (المتحدث) الأطراف المعنية
    - وأعرب مسؤولون عن قلقهم الشديد. => وأعرب (مسؤولون) قلقهم الشديد
    - وأفادت مصادر عن مقتل جندي في القرية. => وأفادت (مصادر) مقتل جندي في القرية
    """
    before, after = phrase.flags[k - 1], phrase.after(k)
    source = phrase.plain[k - 1] in word_group("plain_sources") | word_group("spokesmen_of")
    if after & (OCCASION | TIME | SUFFIX) or source or not before & (OFFICE | ANONYMOUS):
        return False
    return not before & DEFINITE or bool(after & (ORGAN | BODY))


@rule
def supervises(phrase: Phrase, k: int) -> bool:
    """على goes on with المشرف and a body, not with what is said.

    + وقال المشرف العام على المهرجان سامي حداد إن الحفل بدأ. => وقال (المشرف العام على المهرجان سامي حداد) الحفل بدأ
    + وقال مدير النادي والمشرف على المهرجان سامي حداد إن الحفل بدأ. => وقال (مدير النادي والمشرف على المهرجان سامي حداد) الحفل
      بدأ
    - وأكد المشرف العام على أهمية الحفل. => وأكد (المشرف العام) أهمية الحفل
    - وأكد الوزير على المهرجان. => وأكد (الوزير) المهرجان
    - وقال المشرف علي السالمي إن الحفل بدأ. وسار العمل على ما يرام. => وقال (المشرف علي السالمي) الحفل بدأ
    """
    after = phrase.after(k)
    titles = (phrase.plain[phrase.start], phrase.plain[k - 1].removeprefix("و"))
    supervisor = not word_group("supervisors").isdisjoint(titles) and not phrase.named
    if not supervisor or is_ali(phrase.tokens, k):
        return False
    return bool(after & (ORGAN | BODY | PLACE)) or bool(after & DEFINITE)


@rule
def office_in_place(phrase: Phrase, k: int) -> bool:
    """في goes on with where an office is held or a body works, not with an occasion or a common noun.

    + وقال المدير في وزارة النقل إن الجسر آمن. => وقال (المدير في وزارة النقل) الجسر آمن
    + وقال مدير «شركة النهر» في عدن سامي حداد إن الجسر آمن. => وقال (مدير شركة النهر في عدن سامي حداد) الجسر آمن
    + وقال مصدر في الحكومة إن السد آمن. => وقال (مصدر في الحكومة) السد آمن
    + وقال مدير الشرطة في ينبع إن الطريق آمن. => وقال (مدير الشرطة في ينبع) الطريق آمن
    + وقالت منظمة الصحة في كينيا إن اللقاح متوفر. => وقالت (منظمة الصحة في كينيا) اللقاح متوفر
    + وقال سامي حداد المسؤول في الشركة إن الميناء مفتوح. => وقال (سامي حداد المسؤول في الشركة) الميناء مفتوح
    + وقال المتحدث باسم الشرطة في عدن سامي حداد إن الميناء مفتوح. => وقال (المتحدث باسم الشرطة في عدن سامي حداد) الميناء
      مفتوح
    - وقال الوزير في بيان إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وأعرب الملك في البرقية عن شكره. => وأعرب (الملك) شكره
    - وقال سامي حداد في الميناء إن العمل بدأ. => وقال (سامي حداد) العمل بدأ
    - وقال الوزير سامي الدباغ في الميناء إن العمل بدأ. => وقال (الوزير سامي الدباغ) العمل بدأ
    - وقال المزارع في حديث قصير إن المطر كثير. => وقال (المزارع) المطر كثير
    """
    before, after = phrase.flags[k - 1], phrase.after(k)
    if after & (DOCUMENT | OCCASION | TIME) or phrase.named:
        return False
    held = (phrase.titled or phrase.body) and before & (OFFICE | ORGAN | DEMONYM | DEFINITE | STATE | QUOTE | CLOSE)
    if not (held or before & (BODY | ANONYMOUS)):
        return False
    named_behind = phrase.after(k + 1) & (NAME | HONORIFIC | RANK)
    return bool(after & (ORGAN | STATE | BODY | DEFINITE) or named_behind) or not after & COMMON


@rule
def sent_to(phrase: Phrase, k: int) -> bool:
    """إلى goes on with the state an envoy is sent to, where his name follows: المبعوث الأممي إلى ليبيا فلان.

    + وقال المبعوث الأممي إلى ليبيا سامي حداد إن الهدنة صامدة. => وقال (المبعوث الأممي إلى ليبيا سامي حداد) الهدنة صامدة
    - وقال المبعوث الأممي إلى ليبيا إن الهدنة صامدة. => وقال (المبعوث الأممي) الهدنة صامدة
    - وأشار الوزير المالطي إلى ليبيا سامي حداد. => وأشار (الوزير المالطي) ليبيا سامي حداد
    """
    flags = phrase.flags
    envoy = any(bits & ENVOY for bits in flags[phrase.start : k]) and not phrase.named
    behind = phrase.after(k + 1)
    return bool(envoy and phrase.after(k) & STATE and behind & WORD) and not behind & _NO_NAME_OF_ENVOY


@cache
def _links() -> dict[str, Rule[[Phrase, int], bool]]:
    """The prepositions that stand inside a phrase, with the rule for each."""
    groups = {
        "links_of_office": held_for,
        "links_to_quoted_body": heads_quoted_body,
        "links_of_many": part_of_many,
        "links_of_duty": responsible_for,
        "links_of_place": office_in_place,
        "links_of_supervision": supervises,
        "links_of_envoys": sent_to,
    }
    return {word: link for name, link in groups.items() for word in word_group(name)}


def joins_another(phrase: Phrase, k: int) -> bool:
    """Whether و goes on with the phrase."""
    bits = phrase.flags[k] if len(phrase.plain[k]) > 1 else phrase.after(k)
    if second_portfolio(phrase, k, bits) or joins_adjectives(phrase, k, bits):
        return True
    return phrase.joining and joins_its_like(phrase, k, bits)


@rule
def second_portfolio(phrase: Phrase, k: int, bits: int) -> bool:
    """An office or a body may be of several things: وزير الخارجية والتعاون الدولي.

    + وأبدى وزير الخارجية والمغتربين سامي حداد ارتياحه. => وأبدى (وزير الخارجية والمغتربين سامي حداد) ارتياحه
    + وزير المالية والاقتصاد سامي حداد قال إن الخطة جديدة.
      => قال (وزير المالية والاقتصاد سامي حداد) الخطة جديدة
    - وقال وزير الخارجية سامي حداد وجابر كنعان إن الحوار مستمر.
      => وقال (وزير الخارجية سامي حداد وجابر كنعان) الحوار مستمر
    + واتهمت وزارة الخارجية والمغتربين الأردنية إسرائيل بالتصعيد.
      => واتهمت (وزارة الخارجية والمغتربين الأردنية) إسرائيل بالتصعيد
    - وقال وزير النقل سامي حداد والجمهور يصفق إن الجسر آمن. => وقال (وزير النقل سامي حداد) الجسر آمن
    """
    if phrase.named or not (phrase.titled or phrase.seen > 1):
        return False
    return bool(bits & (ORGAN | OFFICE | DEMONYM | DEFINITE))


@rule
def joins_adjectives(phrase: Phrase, k: int, bits: int) -> bool:
    """Two adjectives of one kind belong to the same noun: مصادر أمنية وطبية.

    + وقالت مصادر أمنية وطبية إن الجسر آمن. => وقالت (مصادر أمنية وطبية) الجسر آمن
    - وقالت مصادر أمنية وتجار إن الجسر آمن. => وقالت (مصادر أمنية) الجسر آمن
    - وأكدت مصادر أمنية وقضية كبيرة أن الجسر آمن. => وأكدت (مصادر أمنية) الجسر آمن
    """
    second = phrase.plain[k] if len(phrase.plain[k]) > 1 else phrase.plain[k + 1]
    if bits & (DEFINITE | SPEAKERS | OBJECT) or phrase.flags[k - 1] & (DEFINITE | SPEAKERS) or phrase.seen < 2:
        return False
    alike = second[-2:] == phrase.plain[k - 1][-2:] == "يه" or (second[-1] == phrase.plain[k - 1][-1] == "ي")
    return alike and not noun_group(second.removeprefix("و"))


@rule
def joins_its_like(phrase: Phrase, k: int, bits: int) -> bool:
    """Speakers are joined by و to speakers of their kind.

    + وقالت الحكومة والمعارضة إن الحوار مستمر. => وقالت (الحكومة والمعارضة) الحوار مستمر
    + وقال سامي حداد ووزير النقل إن الجسر آمن. => وقال (سامي حداد ووزير النقل) الجسر آمن
    + وقال كل من سامي حداد وجابر كنعان إن الجسر آمن. => وقال (كل من سامي حداد وجابر كنعان) الجسر آمن
    - وقال الوزير وهدوء في صوته إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وقال سامي حداد والجمهور يصفق إن الجسر آمن. => وقال (سامي حداد) الجسر آمن
    """
    if (phrase.quantity and phrase.named) or bits & (TITLE | NAME | STATE | JOINT):
        return True
    bodies = BODY | DEMONYM | PLURAL | ORGAN
    return bool(bits & bodies) and bool(phrase.flags[k - 1] & (bodies | STATE | DEFINITE))


@rule
def belongs_to_title(phrase: Phrase, k: int, bits: int) -> bool:
    """A noun with ل goes on with a title or a body: الأمين العام للأمم المتحدة.

    + وقال الأمين العام للأمم المتحدة إن الهدنة صامدة. => وقال (الأمين العام للأمم المتحدة) الهدنة صامدة
    + وقالت اللجنة الوطنية لحقوق الإنسان إن السجون مزدحمة. => وقالت (اللجنة الوطنية لحقوق الإنسان) السجون مزدحمة
    - وقال المسؤولون للحكومة إن الجسر آمن. => وقال (المسؤولون) الجسر آمن
    - وقد دعا الوزير لفتح الحدود. => دعا (الوزير) لفتح الحدود
    - ودعت المعارضة للاحتجاج في الشوارع. => ودعت (المعارضة) للاحتجاج في الشوارع
    - وقال الوزير للصحيفة إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وقال الوزير للصحفيين إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وقال الوزير لصحيفة «النهر» إن الجسر آمن. => وقال (الوزير) الجسر آمن
    - وقالت وزارة النقل الكينية للجانب الياباني إن الجسر آمن. => وقالت (وزارة النقل الكينية) الجسر آمن
    - وقالت حماس لوزير النقل الياباني إن الجسر آمن. => وقالت (حماس) الجسر آمن
    - وقال المجلس الوطني الكيني لليابان إن الجسر آمن. => وقال (المجلس الوطني الكيني) الجسر آمن
    - وقال سامي للحكومة إن الجسر آمن. => وقال (سامي) الجسر آمن
    - وقال الرئيس الكيني لنظيره الياباني إن الجسر آمن. => وقال (الرئيس الكيني) الجسر آمن
    + وقال المدير العام لوكالة المياه سامي حداد إن الجسر آمن. => وقال (المدير العام لوكالة المياه سامي حداد) الجسر آمن
    - وقال المدير العام لوكالة الأنباء إن الجسر آمن. => وقال (المدير العام) الجسر آمن
    + وقال مستشار لوزير النقل إن الجسر آمن. => وقال (مستشار لوزير النقل) الجسر آمن
    + وقال مدير مدرسة سامي حداد التابعة للجيش، العقيد نبيل قاسم، إن الجسر آمن.
      => وقال (مدير مدرسة سامي حداد التابعة للجيش، العقيد نبيل قاسم) الجسر آمن
    """
    head, before = phrase.flags[phrase.start], phrase.plain[k - 1]
    if before in word_group("belonging"):
        return True
    if phrase.plain[k] in word_group("spoken_to") or (bits & OFFICE and not bits & MASDAR and phrase.closes_body(k)):
        return False
    if bits & STATE and phrase.flags[k - 1] & DEMONYM and not phrase.titled:
        return False
    held = phrase.flags[k - 1] & ORGAN and not before.endswith(("ي", "يه")) and before not in _WHOSE
    if bits & OFFICE and (held or phrase.plain[k][1:] in word_group("counterparts")):
        # somebody else, not whose adviser he is: المستشار الخاص للرئيس
        return False
    # للوكالة الدولية للطاقة, not لوكالة الأنباء
    office = (
        phrase.plain[k].endswith(_AGENCIES) and phrase.after(k) & DEFINITE and phrase.plain[k + 1] not in news_words()
    )
    medium = bits & MEDIA and not office
    if (head & PLURAL and head & DEFINITE) or medium or bits & PLURAL:
        return False
    if phrase.after(k) & QUOTE and not (phrase.office and _holds_wholly(phrase, k)):
        return False
    if phrase.seen == 1 and head & DEFINITE and (bits & MASDAR or not phrase.plain[k].startswith("لل")):
        # دعا الوزير لفتح الحدود، دعت المعارضة للاحتجاج
        return False
    return (phrase.titled or phrase.body) and not phrase.named


@rule
def names_place_of_office(phrase: Phrase, k: int, bits: int) -> bool:
    """A noun with ب goes on with a title, or with a body, only where it says where the office is held or the body works.

    + وقال مدير الصحة بمنطقة الساحل إن اللقاح متوفر. => وقال (مدير الصحة بمنطقة الساحل) اللقاح متوفر
    + وأكد القائم بأعمال السفارة سامي حداد أن اللقاح متوفر. => وأكد (القائم بأعمال السفارة سامي حداد) اللقاح متوفر
    + وقال القائم بالأعمال الكيني إن اللقاح متوفر. => وقال (القائم بالأعمال الكيني) اللقاح متوفر
    + وقال المكلف بالإعلام في وزارة الصحة سامي حداد إن اللقاح متوفر. => وقال (المكلف بالإعلام في وزارة الصحة سامي حداد)
      اللقاح متوفر
    + واتهمت اللجنة الأمنية بالمدينة التجار بالتقصير. => واتهمت (اللجنة الأمنية بالمدينة) التجار بالتقصير
    - وقال المدير بثقة إن اللقاح متوفر. => وقال (المدير) اللقاح متوفر
    - ونوه وزير الخدمة بالعمل الكبير. => ونوه (وزير الخدمة) بالعمل الكبير
    """
    if phrase.body and phrase.seen > 1 and bits & PLACE and bits & (ORGAN | STATE):
        return True
    if phrase.titled and phrase.plain[k - 1] in word_group("charged_with"):
        return True
    if not phrase.titled or phrase.named or (bits & ORGAN and bits & OBJECT):
        return False
    return bool(bits & (ORGAN | PLACE | STATE))


def _is_of_office(bits: int) -> bool:
    return bool(bits & ORGAN and bits & DEFINITE)


@rule
def goes_on_to_name(phrase: Phrase, k: int, bits: int) -> bool:
    """Where a title is held, with ل, ب or و, belongs to it when the name of its holder follows soon.

    + وقال رئيس اللجنة بحي الروضة محمد الصالحي إن العمل جيد. => وقال (رئيس اللجنة بحي الروضة محمد الصالحي) العمل جيد
    + وقال المنسق لحملة «الحزم» فراس اليافعي إن الصور كثيرة. => وقال (المنسق لحملة الحزم فراس اليافعي) الصور كثيرة
    + وقال الناطق باسم وكالة غوث وتشغيل اللاجئين سامي حداد إن العمل بدأ. => وقال (الناطق باسم وكالة غوث وتشغيل اللاجئين سامي
      حداد) العمل بدأ
    + وقال وكيل الوزارة للتدريب وتطوير البرامج سامي حداد إن العمل بدأ. => وقال (وكيل الوزارة للتدريب وتطوير البرامج سامي حداد)
      العمل بدأ
    - وأشاد رئيس البلدية بجهود الأمير سالم. => وأشاد (رئيس البلدية) بجهود الأمير سالم
    - وقال رئيس اللجنة بثقة إن العمل جيد. => وقال (رئيس اللجنة) العمل جيد
    - وأشادت اللجنة بلوحة محمد حداد. => وأشادت (اللجنة) بلوحة محمد حداد
    """
    manner = bits & MASDAR and not bits & (DEFINITE | ORGAN | AND)
    # للتفتيش وتطوير العمل: what the office is for has a second part
    held = bits & ~OBJECT if bits & AND else bits
    if not phrase.titled or phrase.named or held & _NOT_HELD or manner:
        return False
    flags, j, limit = phrase.flags, k + 1, min(phrase.limit, k + setting("name_within"))
    while j < limit:
        following, closed = flags[j], phrase.tokens.partner.get(j, limit)
        named = following & NAME or phrase.plain[j] in given_forms()
        if (named or following & (HONORIFIC | RANK)) and not following & PREP:
            return phrase.plain[j].removeprefix("ال") not in word_group("ruling")
        if following & QUOTE:
            j = closed + 1
        elif not following & WORD or (following & _ENDS_TITLE and not _is_of_office(following)):
            return False
        else:
            j += 1
    return False
