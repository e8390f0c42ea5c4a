"""Nouns that make a construct: what a body or an office is of."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.mentions.phrase import BODY, TITLE, Phrase
from taawun.statements.reading.features import (
    ANONYMOUS,
    COMMON,
    DEFINITE,
    DEMONYM,
    INSTITUTION,
    MASDAR,
    NAME,
    OBJECT,
    OFFICE,
    ORGAN,
    STATE,
    SUFFIX,
)

_NO_FIRST_TERM = DEFINITE | NAME | DEMONYM | STATE | TITLE | BODY


@rule
def needs_its_owner(phrase: Phrase, k: int, bits: int) -> bool:
    """A bare institution goes on with its complement: وزارة خارجيتها، تيار بناء الوطن.

    + ودعت وزارة خارجيتها إلى الحوار. => ودعت (وزارة خارجيتها) الحوار
    + وأعلن تيار بناء المستقبل رفضه للحوار. => وأعلن (تيار بناء المستقبل) رفضه للحوار
    - وأكدت حماس رفض الحوار. => وأكدت (حماس) رفض الحوار
    - ودعت وزارة الدفاع سفراءها إلى الحوار. => ودعت (وزارة الدفاع) الحوار
    - ودعا مسؤول سفراءها إلى الحوار. => ودعا (مسؤول) الحوار
    """
    kind_of_body = phrase.flags[k - 1] & ORGAN and not phrase.flags[k - 1] & DEFINITE
    return bool(bits & SUFFIX and phrase.flags[k - 1] & INSTITUTION) or bool(kind_of_body and bits & (OBJECT | MASDAR))


@rule
def stands_in_construct(phrase: Phrase, k: int) -> bool:
    """A demonstrative between an office without the article and a noun with it belongs to the construct: مدير هذا المقر.

    + وقال مدير هذا المصنع سامي حداد إن السوق مفتوحة. => وقال (مدير هذا المصنع سامي حداد) السوق مفتوحة
    - ونفى الوزير هذا الخبر. => ونفى (الوزير) هذا الخبر
    - ونفى مصدر هذا الخبر. => ونفى (مصدر) هذا الخبر
    """
    return bool(phrase.flags[k - 1] & OFFICE and phrase.after(k) & DEFINITE) and not phrase.flags[k - 1] & (
        DEFINITE | ANONYMOUS
    )


@rule
def construct_of_nouns(phrase: Phrase, k: int, bits: int) -> bool:
    """Two common nouns make a construct: شرطة المدينة.

    + وأكد قصر الرئاسة الموعد. => وأكد (قصر الرئاسة) الموعد
    - ودعت طهران الحكومة السورية إلى الحوار. => ودعت (طهران) الحوار
    """
    return bool(phrase.flags[k - 1] & COMMON) and not phrase.flags[k - 1] & _NO_FIRST_TERM
