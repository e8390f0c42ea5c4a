"""Where a phrase ends that opens with a plural in ون, or with so many of something."""

from __future__ import annotations

from taawun.arabic import lemma_of
from taawun.rules import rule
from taawun.statements.mentions.phrase import Phrase
from taawun.statements.reading.features import AND, DEFINITE, GROUP, PLURAL
from taawun.statements.reading.matching import word_group

#: السابقون, not السجون
_SHORTEST_PLURAL = 6


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
