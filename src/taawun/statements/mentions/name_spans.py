"""The proper name inside the mention of a speaker: before the office, or at the end behind it."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.mentions.phrase import NAMES, TITLE
from taawun.statements.mentions.phrase_limits import is_ali
from taawun.statements.reading.features import (
    AND,
    BI,
    CLOSE,
    DASH,
    DEFINITE,
    DEMONYM,
    GROUP,
    HONORIFIC,
    INSTITUTION,
    LI,
    MEDIA,
    NAME,
    OFFICE,
    OPEN,
    ORGAN,
    PREP,
    QUANT,
    QUOTE,
    RANK,
    RELATION,
    STATE,
    SURNAME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

Span = tuple[int, int]

_IN_THE_NAME_OF = word_group("in_the_name_of")

_PROCLITIC = AND | BI | LI
#: marks that may stand inside a name
_MARKS_IN_NAME = QUOTE | DASH | CLOSE
_BEFORE_NAME = HONORIFIC | RANK | QUOTE | OPEN | DASH
#: these end a name
_ENDS_NAME = TITLE | ORGAN | DEMONYM | STATE | INSTITUTION | GROUP | PREP | LI | BI | QUANT | AND


def find_name(tokens: Tokens, span: Span) -> Span | None:
    """Tokens of the proper name in a mention, None where it has none or the name is another one's."""
    if name_of_relative(tokens, span) or principal_start(tokens, *span) is not None:
        return None
    return name_before_office(tokens, span) or name_between_offices(tokens, span) or _name_at_the_end(tokens, span)


@rule
def name_of_relative(tokens: Tokens, span: Span) -> bool:
    """The name behind a word of kinship or of representation is that of the other one (والد فلان).

    + وقال والد سامي حداد إن الجسر آمن. وقال سامي حداد إن العمل مستمر.
      => وقال (والد سامي حداد) الجسر آمن ; وقال (سامي حداد) العمل مستمر
    - وقال الطالب سامي حداد إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (الطالب سامي حداد) الجسر آمن ; وأضاف (الطالب سامي حداد) العمل مستمر
    """
    return bool(tokens.flags[span[0]] & RELATION)


def principal_start(tokens: Tokens, start: int, end: int) -> int | None:
    """Where a person begins whom a spokesman speaks for (المتحدث باسم الوزير فلان), None when it is a body."""
    inside = tokens.plain[start + 1 : end - 1]
    if _IN_THE_NAME_OF.isdisjoint(inside):
        return None
    place = start + 1 + next(at for at, form in enumerate(inside) if form in _IN_THE_NAME_OF)
    return place + 1 if speaks_for_person(tokens, place) else None


@rule
def speaks_for_person(tokens: Tokens, k: int) -> bool:
    """Behind باسم a person is the one spoken for, and the name is his; not so a group (المعارضة).

    + وقال المتحدث باسم الوزير سامي حداد إن الجسر آمن. وقال سامي حداد إن العمل مستمر.
      => وقال (المتحدث باسم الوزير سامي حداد) الجسر آمن ; وقال (الوزير سامي حداد) العمل مستمر
    - وقال المتحدث باسم الوزارة سامي حداد إن الجسر آمن. وقال سامي حداد إن العمل مستمر.
      => وقال (المتحدث باسم الوزارة سامي حداد) الجسر آمن ; وقال (المتحدث باسم الوزارة سامي حداد) العمل مستمر
    - وقال المتحدث باسم المعارضة سامي حداد إن الجسر آمن. => وقال (المتحدث باسم المعارضة سامي حداد) الجسر آمن
    """
    bits = tokens.flags[k + 1]
    return bool(bits & (HONORIFIC | NAME | OFFICE)) and not bits & GROUP


@rule(silence=None)
def name_before_office(tokens: Tokens, span: Span) -> Span | None:
    """A name may stand before the office (فلان وزير النقل); a noun with the article at the head is a title.

    + وقال سامي حداد وزير النقل إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (سامي حداد وزير النقل) الجسر آمن ; وأضاف (سامي حداد وزير النقل) العمل مستمر
    + وقال العميد سامي حداد قائد الشرطة إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (العميد سامي حداد قائد الشرطة) الجسر آمن ; وأضاف (العميد سامي حداد قائد الشرطة) العمل مستمر
    + وقال الدكتور الصيداني حسن إن الجسر آمن. وأضاف الصيداني أن العمل مستمر.
      => وقال (الدكتور الصيداني حسن) الجسر آمن ; وأضاف (الدكتور الصيداني حسن) العمل مستمر
    + وقال مدير المشروع نادر الصيداني إن الجسر آمن. وأضاف الصيداني عضو اللجنة أن العمل مستمر.
      => وقال (مدير المشروع نادر الصيداني) الجسر آمن ; وأضاف (مدير المشروع نادر الصيداني) العمل مستمر
    - وقال وزير النقل سامي حداد إن الجسر آمن. => وقال (وزير النقل سامي حداد) الجسر آمن
    """
    start, end = span
    flags = tokens.flags
    first = start
    while first < end and flags[first] & _BEFORE_NAME:
        first += 1
    last = first
    while last < end and _nameable(tokens, last, start):
        last += 1
    if last == first:
        return None
    if last < end and flags[first] & DEFINITE and not (flags[first] & SURNAME and flags[last] & OFFICE):
        return None
    return (first, last) if flags[first] & NAME or not flags[last] & ORGAN else None


@rule(silence=None)
def name_between_offices(tokens: Tokens, span: Span) -> Span | None:
    """A name may stand between two offices of its bearer (السفير فلان مدير المكتب).

    + وقال السفير سامي حداد مدير المكتب إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (السفير سامي حداد مدير المكتب) الجسر آمن ; وأضاف (السفير سامي حداد مدير المكتب) العمل مستمر
    + وقال الناقد سامي حداد رئيس اللجنة إن الحفل غدا. وأضاف حداد أن العمل مستمر.
      => وقال (الناقد سامي حداد رئيس اللجنة) الحفل غدا ; وأضاف (الناقد سامي حداد رئيس اللجنة) العمل مستمر
    - وقال السفير سامي حداد إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (السفير سامي حداد) الجسر آمن ; وأضاف (السفير سامي حداد) العمل مستمر
    - وقال نائب مدير المكتب سامي حداد إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => وقال (نائب مدير المكتب سامي حداد) الجسر آمن ; وأضاف (نائب مدير المكتب سامي حداد) العمل مستمر
    - وقال مسؤول تركي كبير إن الجسر آمن. => وقال (مسؤول تركي كبير) الجسر آمن
    """
    start, end = span
    flags = tokens.flags
    for last in range(start + 2, end):
        if flags[last] & OFFICE:
            first = _behind_title(tokens, (_first_nameable(tokens, start, last), last))
            if start < first < last - 1 and flags[first] & NAME:
                return first, last
    return None


def _name_at_the_end(tokens: Tokens, span: Span) -> Span | None:
    start, end = span
    words = [k for k in range(_first_nameable(tokens, start, end), end) if tokens.flags[k] & WORD]
    if words[:1] > [start] and follows_place(tokens, words[0]):
        del words[0]
    if not words:
        return None
    k = _behind_title(tokens, (words[0], end))
    if k == end - 1 and complement_of_office(tokens, k):
        return None
    return k, words[-1] + 1


def _first_nameable(tokens: Tokens, start: int, end: int) -> int:
    """First of the words before `end` that can all stand in a name."""
    k = end
    while k > start and _nameable(tokens, k - 1, start):
        k -= 1
    return k


def _behind_title(tokens: Tokens, rest: Span) -> int:
    """First word behind the adjectives of a title."""
    k, end = rest
    while k < end - 1 and adjective_of_title(tokens, (k, end)):
        k += 1
    return k


@rule
def adjective_of_title(tokens: Tokens, rest: Span) -> bool:
    """An unknown word with the article, before a name that begins without it, still belongs to the title.

    + وقال مدير القسم الفرعي سامي حداد إن الجسر آمن. وأضاف سامي نبيل حداد أن العمل مستمر.
      => وقال (مدير القسم الفرعي سامي حداد) الجسر آمن ; وأضاف (مدير القسم الفرعي سامي حداد) العمل مستمر
    - وقال رئيس الحكومة الحبيب كنعان إن الجسر آمن. وأضاف الحبيب كنعان أن العمل مستمر.
      => وقال (رئيس الحكومة الحبيب كنعان) الجسر آمن ; وأضاف (رئيس الحكومة الحبيب كنعان) العمل مستمر
    - وقال رئيس الحكومة سامي الدباغ إن الجسر آمن. => وقال (رئيس الحكومة سامي الدباغ) الجسر آمن
    - وقال رئيس الحكومة «الدباغ» إن الجسر آمن. وأضاف الدباغ أن العمل مستمر.
      => وقال (رئيس الحكومة الدباغ) الجسر آمن ; وأضاف (رئيس الحكومة الدباغ) العمل مستمر
    """
    first, *others = tokens.flags[slice(*rest)]
    return bool(first & DEFINITE) and not first & NAME and any(bits & WORD and not bits & DEFINITE for bits in others)


@rule
def follows_place(tokens: Tokens, k: int) -> bool:
    """Behind a noun of place or of a body stands its own name (منطقة النهر، شركة النهر), not that of a person.

    + أعلنت كاسبرسكا الشراكة. وقال مدير عام شركة كاسبرسكا سامي حداد إن العمل جيد. وقال مدير عام شركة كاسبرسكا إن السوق مفتوح.
      => أعلنت (كاسبرسكا) الشراكة ; وقال (مدير عام شركة كاسبرسكا سامي حداد) العمل جيد ; وقال (مدير عام شركة كاسبرسكا سامي
        حداد) السوق مفتوح
    + وقال مدير شرطة محافظة ينبع إن الطريق آمن. وقال مدير صحة محافظة ينبع إن اللقاح متوفر.
      => وقال (مدير شرطة محافظة ينبع) الطريق آمن ; وقال (مدير صحة محافظة ينبع) اللقاح متوفر
    - وقال رئيس البلدية أحمد إن الجسر آمن. وأضاف أحمد أن العمل مستمر.
      => وقال (رئيس البلدية أحمد) الجسر آمن ; وأضاف (رئيس البلدية أحمد) العمل مستمر
    """
    before = tokens.flags[k - 1]
    if before & (DEFINITE | NAME):
        return False
    return bool(before & (INSTITUTION | MEDIA)) or bare_form(tokens, k - 1) in word_group("nouns_of_place")


@rule
def complement_of_office(tokens: Tokens, k: int) -> bool:
    """A single word with the article behind an office without it says what the office is held in: مدير المصنع.

    + وقال مدير القسم إن الجسر آمن. وأضاف مدير القسم سامي حداد أن العمل مستمر.
      => وقال (مدير القسم سامي حداد) الجسر آمن ; وأضاف (مدير القسم سامي حداد) العمل مستمر
    + وقال رئيس الغرفة الجنوبية إن الجسر آمن. وأضاف رئيس الغرفة الجنوبية سامي حداد أن العمل مستمر.
      => وقال (رئيس الغرفة الجنوبية سامي حداد) الجسر آمن ; وأضاف (رئيس الغرفة الجنوبية سامي حداد) العمل مستمر
    - وقال وزير الخارجية الفيصل إن الجسر آمن. وأضاف الفيصل أن العمل مستمر.
      => وقال (وزير الخارجية الفيصل) الجسر آمن ; وأضاف (وزير الخارجية الفيصل) العمل مستمر
    - وقال الوزير الدباغ إن الجسر آمن. وأضاف الدباغ أن العمل مستمر.
      => وقال (الوزير الدباغ) الجسر آمن ; وأضاف (الوزير الدباغ) العمل مستمر
    - وقال د. الدباغ إن الجسر آمن. وأضاف الدباغ أن العمل مستمر.
      => وقال (د. الدباغ) الجسر آمن ; وأضاف (د. الدباغ) العمل مستمر
    """
    before = tokens.flags[k - 1]
    if not tokens.flags[k] & DEFINITE or not before & (OFFICE | ORGAN):
        return False
    # or it is the adjective of a noun in ة: المنطقة الشرقية
    return not before & DEFINITE or all(tokens.plain[m].endswith("ه") for m in (k - 1, k))


def may_have_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a word of a phrase can stand in a name; without one the phrase has none."""
    return any(_nameable(tokens, k, start) for k in range(start, end))


def _nameable(tokens: Tokens, k: int, start: int) -> bool:
    """Whether a word can stand in a name, by its features."""
    bits = tokens.flags[k]
    if bits & NAMES:
        return not bits & PREP or is_ali(tokens, k)
    if bits & _MARKS_IN_NAME:
        return k > start
    return bool(bits & WORD) and not bits & _ENDS_NAME


def bare_form(tokens: Tokens, k: int) -> str:
    """Form of a word without a proclitic that its features show, and without ال.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> [bare_form(read_tokens(word), 0) for word in ("والوزير", "للحكومة", "وفي", "بكل", "الان")]
    ['وزير', 'حكومه', 'وفي', 'بكل', 'الان']
    """
    form, bits = tokens.plain[k], tokens.flags[k]
    if bits & _PROCLITIC and len(form) > 3:
        if bits & AND:
            form = form[1:]
        if bits & (BI | LI) and len(form) > 3 and not form.startswith("لل"):
            form = form[1:]
    if len(form) > 4 and form.startswith(("ال", "لل")):
        form = form[2:]
    # الفلاحين are the فلاحون of before
    return form[:-2] + "ون" if bits & GROUP and form.endswith("ين") else form
