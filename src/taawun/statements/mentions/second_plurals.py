"""Where a phrase ends that opens with a plural in ون, or with so many of something."""

from __future__ import annotations

from taawun.arabic import lemma_of
from taawun.rules import rule
from taawun.statements.mentions.phrase import TITLE, Phrase
from taawun.statements.reading.features import (
    AND,
    ANONYMOUS,
    DEFINITE,
    DEMONYM,
    GROUP,
    NAME,
    ORGAN,
    PLURAL,
)
from taawun.statements.reading.matching import matching_form, word_group

#: السابقون, not السجون
_SHORTEST_PLURAL = 6
#: المحتجين, not المعين
_SHORTEST_OF_MANY = 6


@rule
def agrees_with_plural(phrase: Phrase, k: int, bits: int) -> bool:
    """A definite word in ون behind another one is its adjective: an object would end in ين.

    + ورفض المعارضون السوريون القرار. => ورفض (المعارضون السوريون) القرار
    + وأكد المسؤولون الأمنيون وفاة السفير. => وأكد (المسؤولون الأمنيون) وفاة السفير
    + وأكد المسؤولون السابقون وفاة السفير. => وأكد (المسؤولون السابقون) وفاة السفير
    - ووصف المعارضون القانون بأنه صعب. => ووصف (المعارضون) القانون بأنه صعب
    - وانتقد المعارضون السجون. => وانتقد (المعارضون) السجون
    """
    form = phrase.plain[k]
    if not (form.endswith("ون") and phrase.plain[k - 1].endswith("ون")):
        return False
    # القانون, السجون
    if lemma_of(form).endswith("ون"):
        return _is_relating(form) and form not in word_group("singular_in_yun")
    return len(form) > _SHORTEST_PLURAL


@rule
def behind_plural(phrase: Phrase, k: int, bits: int) -> bool:
    """Nothing but another adjective goes on behind a plural in ون and its adjective: المسؤولون الأمنيون حداد.

    + ودعا المزارعون الكينيون رئيس الحكومة إلى الصبر. => ودعا (المزارعون الكينيون) الصبر
    + واتهم المسؤولون الأمنيون حداد بالتقصير. => واتهم (المسؤولون الأمنيون) حداد بالتقصير
    - ودعا المزارعون رئيس الحكومة إلى الصبر. => ودعا (المزارعون) الصبر
    """
    if k < phrase.start + 2 or bits & AND or phrase.plain[k].endswith("ون"):
        return False
    return _is_relating(phrase.plain[k - 1]) and phrase.plain[k - 2].endswith("ون")


def _is_relating(form: str) -> bool:
    # الأمنيون
    return form.endswith("ون") and form[-3:-2] == "ي"


def both_oblique(phrase: Phrase, k: int) -> bool:
    """Whether a word in ين is the adjective of a definite plural in ين: المحللين الفرنسيين."""
    return bool(phrase.flags[k - 1] & DEFINITE) and all(phrase.plain[at].endswith("ين") for at in (k - 1, k))


def behind_counted(phrase: Phrase, k: int) -> bool:
    """Whether a word stands behind what is counted, which has no genitive: ثلاثة نواب."""
    return (
        k == phrase.start + 2 and phrase.plain[k - 2] in word_group("counting") and not phrase.flags[k - 1] & DEFINITE
    )


@rule
def accusative_behind(phrase: Phrase, k: int, bits: int) -> bool:
    """Behind a plural in ون a noun in the accusative is no adjective of it, which would end in ون too.

    + وتوقع محللون انخفاضا كبيرا. => وتوقع (محللون) انخفاضا كبيرا
    - وتوقع محللون كثر انخفاضا كبيرا. => وتوقع (محللون كثر) انخفاضا كبيرا
    - وحث جون موتوا الأطراف على الحوار. => وحث (جون موتوا) الحوار
    """
    many = phrase.flags[k - 1] & (PLURAL | GROUP)
    return bool(many) and phrase.plain[k].endswith("ا")


@rule
def many_of_people(phrase: Phrase, k: int, bits: int) -> bool:
    """The title of one person, or one body, does not go on with many: الوزير الفرنسيين، المجلس المواطنين.

    + وأبلغ الوزير الفرنسيين بأن الميناء مغلق. => وأبلغ (الوزير) الميناء مغلق
    - وأبلغ الوزير الفرنسي الشركة بأن الميناء مغلق. => وأبلغ (الوزير الفرنسي) الميناء مغلق
    - وحمل كبير المفاوضين الكينيين سامي حداد الحكومة المسؤولية. => وحمل (كبير المفاوضين الكينيين سامي حداد) الحكومة المسؤولية
    - ووصف سياسيون مصريون المسودة بأنها ناقصة. => ووصف (سياسيون مصريون) المسودة بأنها ناقصة
    + وطمأن وزير الصحة المواطنين بأن اللقاح آمن. => وطمأن (وزير الصحة) اللقاح آمن
    + وانتقد حداد المحتجين في المدينة. => وانتقد (حداد) المحتجين في المدينة
    - ودعا رئيس اتحاد الصحفيين إلى الصبر. => ودعا (رئيس اتحاد الصحفيين) الصبر
    - ودعا نائب خادم الحرمين الشريفين الأطراف إلى الصبر. => ودعا (نائب خادم الحرمين الشريفين) الصبر
    - وأبلغ وزير الصحة الحسين بأن اللقاح آمن. => وأبلغ (وزير الصحة الحسين) اللقاح آمن
    """
    form, before = phrase.plain[k], phrase.flags[k - 1]
    if bits & DEMONYM:
        # مسؤولون مصريون: the adjective of many
        of_many = before & (PLURAL | GROUP | ANONYMOUS) or phrase.plain[k - 1].endswith("ين")
        return form.endswith(("ين", "ون")) and not of_many
    one = phrase.titled or phrase.named or (phrase.body and phrase.seen == 1)
    if not one or bits & (NAME | ORGAN | TITLE) or not form.endswith("ين") or not before & (DEFINITE | NAME):
        return False
    lemma = matching_form(lemma_of(form))
    # المحتجين: the lemma of some is the plural
    return lemma == form[2:-2] or (lemma == form[2:] and form[2] == "م" and len(form) > _SHORTEST_OF_MANY)
