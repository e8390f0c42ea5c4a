"""Noun phrases read as speakers: what kind of speaker they name, the office, the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from taawun.lexicons import load_lexicon
from taawun.rules import rule
from taawun.statements.mentions.name_spans import bare_form, find_name
from taawun.statements.mentions.phrase import TITLE
from taawun.statements.reading.features import (
    AND,
    ANONYMOUS,
    COMMA,
    DEFINITE,
    DOCUMENT,
    GROUP,
    HE,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    MEDIA,
    NAME,
    NUMBER,
    OFFICE,
    ORGAN,
    PLURAL,
    PREP,
    QUANT,
    QUOTE,
    STATE,
    WORD,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens

#: kind of speaker by the features of the head, the first that it has
_KINDS = (
    (JOINT | PLURAL, "group"),
    (MEDIA, "media"),
    (DOCUMENT, "document"),
    (STATE, "state"),
    (TITLE, "person"),
    (ANONYMOUS, "anonymous"),
    (INSTITUTION, "institution"),
    (GROUP | QUANT, "group"),
    (NAME, "person"),
)
_NO_TITLE_WORD = HONORIFIC | PREP
_AGENCY = tuple(sorted(word_group("agency")))
_SAME_BEFORE = word_group("same_before")
_BODIES = frozenset({"state", "institution", "group"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase read as a speaker.

    Attributes
    ----------
    start, end
        Token span of the whole phrase.
    kind
        person, group, institution, state, document, media, anonymous, pronoun (معاليه) or unknown.
    title
        Folded words of the office without ال, in order.
    name
        Folded words of the proper name.
    name_span
        Token span of the name, None when it has none.
    plural
        Whether it names several.
    members
        Parts of a coordination (X وY), else empty.
    """

    start: int
    end: int
    kind: str
    title: tuple[str, ...]
    name: tuple[str, ...]
    name_span: tuple[int, int] | None
    plural: bool
    members: tuple[Mention, ...]


def read_mention(tokens: Tokens, start: int, end: int) -> Mention:
    """Read a noun phrase as a speaker: kind, office and name.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> tokens = read_tokens("وزير الخارجية التركي مولود أوغلو")
    >>> mention = read_mention(tokens, 0, 5)
    >>> mention.kind, mention.title, mention.name
    ('person', ('وزير', 'خارجيه', 'تركي'), ('مولود', 'اوغلو'))
    """
    members = _split_members(tokens, start, end)
    if members:
        words = tuple(bare_form(tokens, k) for k in range(start, end) if tokens.flags[k] & WORD)
        return Mention(start, end, "group", words, (), None, True, members)
    return _read_single(tokens, start, end)


def _split_members(tokens: Tokens, start: int, end: int) -> tuple[Mention, ...]:
    """Members of X وY when both are persons, states or bodies of their own."""
    cuts: list[int] = []
    for k in range(start + 1, end):
        if tokens.flags[k] & AND:
            left = _read_single(tokens, cuts[-1] if cuts else start, k)
            if second_person(tokens, k, left) or second_state_or_body(tokens, k, left):
                cuts.append(k)
    if not cuts:
        return ()
    parts = []
    for first, last in pairwise([start, *cuts, end]):
        while tokens.flags[last - 1] & COMMA:
            last -= 1
        parts.append(_read_single(tokens, first, last))
    return tuple(parts)


@rule
def second_person(tokens: Tokens, k: int, left: Mention) -> bool:
    """Behind a named person an office, an honorific or a name with و is another person; else it goes on with the title.

    + قال وزير النقل سامي حداد ووزير الدفاع نبيل قاسم إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => قال (وزير النقل سامي حداد ووزير الدفاع نبيل قاسم) الجسر آمن ; وأضاف (وزير النقل سامي حداد) العمل مستمر
    + قال سامي حداد ونبيل قاسم إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => قال (سامي حداد ونبيل قاسم) الجسر آمن ; وأضاف (سامي حداد) العمل مستمر
    + قال سامي حداد ونبيل قاسم مدير الميناء إن الجسر آمن. وأضاف نبيل قاسم أن العمل مستمر.
      => قال (سامي حداد ونبيل قاسم مدير الميناء) الجسر آمن ; وأضاف (نبيل قاسم مدير الميناء) العمل مستمر
    + قال السيد سامي حداد والسيد نبيل قاسم إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => قال (السيد سامي حداد والسيد نبيل قاسم) الجسر آمن ; وأضاف (السيد سامي حداد) العمل مستمر
    - قال سامي حداد المتحدث باسم الوزارة ومدير الإعلام إن الجسر آمن. وأضاف أن العمل مستمر.
      => قال (سامي حداد المتحدث باسم الوزارة ومدير الإعلام) الجسر آمن ; وأضاف (سامي حداد المتحدث باسم الوزارة ومدير الإعلام)
        العمل مستمر
    - قال وزير الخارجية والتعاون سامي حداد إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => قال (وزير الخارجية والتعاون سامي حداد) الجسر آمن ; وأضاف (وزير الخارجية والتعاون سامي حداد) العمل مستمر
    - قال الرئيس ووزير الدفاع سامي حداد إن الجسر آمن. وأضاف حداد أن العمل مستمر.
      => قال (الرئيس ووزير الدفاع سامي حداد) الجسر آمن ; وأضاف (الرئيس ووزير الدفاع سامي حداد) العمل مستمر
    """
    if not left.name or not tokens.flags[k] & (HONORIFIC | NAME | OFFICE):
        return False
    # سامي حداد المتحدث ومدير الإعلام: two titles behind one name
    assert left.name_span is not None
    return left.name_span[1] >= k


@rule
def second_state_or_body(tokens: Tokens, k: int, left: Mention) -> bool:
    """A state or a body of its own behind another one is a second speaker; what a title is held in is none.

    + قالت تركيا وكينيا إن الحوار مستمر. وأضافت تركيا أن السوق مفتوحة.
      => قالت (تركيا وكينيا) الحوار مستمر ; وأضافت (تركيا) السوق مفتوحة
    + قالت الهند وفصائل المعارضة إن الحوار مستمر. وأضافت الهند أن السوق مفتوحة.
      => قالت (الهند وفصائل المعارضة) الحوار مستمر ; وأضافت (الهند) السوق مفتوحة
    + قال الاتحاد الأوروبي وتركيا إن الحوار مستمر. وأضاف الاتحاد أن السوق مفتوحة.
      => قال (الاتحاد الأوروبي وتركيا) الحوار مستمر ; وأضاف (الاتحاد الأوروبي) السوق مفتوحة
    + قال الجيش الكيني ومسؤول محلي إن الحوار مستمر. وأضاف الجيش أن السوق مفتوحة.
      => قال (الجيش الكيني ومسؤول محلي) الحوار مستمر ; وأضاف (الجيش الكيني) السوق مفتوحة
    - قالت تركيا والحكومة الكينية إن الحوار مستمر. وأضافت تركيا أن السوق مفتوحة.
      => قالت (تركيا والحكومة الكينية) الحوار مستمر ; وأضافت (تركيا والحكومة الكينية) السوق مفتوحة
    - قالت وزارة الصحة والبيئة إن اللقاح آمن. وأضافت الوزارة أن التوزيع بدأ.
      => قالت (وزارة الصحة والبيئة) اللقاح آمن ; وأضافت (وزارة الصحة والبيئة) التوزيع بدأ
    """
    bits = tokens.flags[k]
    other = bits & (STATE | ANONYMOUS) or (bits & (INSTITUTION | GROUP) and not bits & ORGAN)
    return left.kind in _BODIES and bool(other)


def _read_single(tokens: Tokens, start: int, end: int) -> Mention:
    flags, plain = tokens.flags, tokens.plain
    head = flags[start]
    if head & HE and end == start + 1:
        return Mention(start, end, "pronoun", (), (), None, False, ())
    kind = _kind(tokens, (start, end))
    share = head & NUMBER and flags[start + 1] & PREP
    named = kind in ("person", "unknown", "anonymous") and not share
    name_span = find_name(tokens, (start, end)) if named else None
    if kind == "anonymous" and name_span:
        kind, name_span = ("person", name_span) if flags[name_span[0]] & NAME else (kind, None)
    name: tuple[str, ...] = ()
    if name_span:
        name = tuple([plain[k] for k in range(*name_span) if flags[k] & WORD])
        if flags[name_span[0]] & AND:
            name = (name[0][1:], *name[1:])
        kind = "person" if len(name) > 1 else kind
    first, last = name_span or (end, end)
    words = [k for k in (*range(start, first), *range(last, end)) if flags[k] & WORD and not flags[k] & _NO_TITLE_WORD]
    if share and words[:1] != [start] and first > start:
        # 64 في المئة: one share is another than the next
        words.insert(0, start)
    if plain[start] in _SAME_BEFORE and len(words) > 1:
        # ذات المسؤول: the official
        words.remove(start)
    title = tuple([plain[k] if flags[k] & STATE else bare_form(tokens, k) for k in words])
    plural = bool(head & (PLURAL | JOINT | QUANT))
    return Mention(start, end, kind, title, name, name_span, plural, ())


def _kind(tokens: Tokens, span: tuple[int, int]) -> str:
    """Kind of speaker that the head of a phrase names."""
    start, end = span
    flags = tokens.flags
    head = flags[start + 1] if flags[start] & QUOTE else flags[start]
    if other_agency(tokens, span) or seat_alone(tokens, span):
        return "state" if head & STATE else "institution"
    if head & ANONYMOUS and not head & DEFINITE:
        return "anonymous"
    for bits, kind in _KINDS:
        if head & bits:
            return kind
    return "person" if any(flags[k] & TITLE for k in range(start, end)) else "unknown"


@rule
def other_agency(tokens: Tokens, span: tuple[int, int]) -> bool:
    """وكالة is an agency of news alone, before a quoted name or with a word that such agencies carry; else an office.

    + وذكرت وكالة الفضاء أن المدير قال إن الرحلة ناجحة.
      => وذكرت (وكالة الفضاء) المدير قال إن الرحلة ناجحة ; قال (المدير) الرحلة ناجحة {level 2}
    - وذكرت وكالة الأنباء أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay وكالة الأنباء}
    - وذكرت وكالة «النهر» أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay وكالة النهر}
    - وذكرت الوكالة أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay الوكالة}
    - وذكرت صحيفة النهر أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay صحيفة النهر}
    """
    start, end = span
    if not bare_form(tokens, start).startswith(_AGENCY):
        return False
    words = [tokens.plain[k] for k in range(start + 1, end) if tokens.flags[k] & WORD]
    return bool(words) and not tokens.flags[start + 1] & QUOTE and news_words().isdisjoint(words)


@rule
def seat_alone(tokens: Tokens, span: tuple[int, int]) -> bool:
    """A capital without more words is its state, not the newspaper that is named after it.

    + وذكرت واشنطن أن المدير قال إن الرحلة ناجحة.
      => وذكرت (واشنطن) المدير قال إن الرحلة ناجحة ; قال (المدير) الرحلة ناجحة {level 2}
    - وذكرت واشنطن بوست أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay واشنطن بوست}
    - وذكرت رويترز أن المدير قال إن الرحلة ناجحة. => قال (المدير) الرحلة ناجحة {relay رويترز}
    """
    return bool(tokens.flags[span[0]] & STATE) and span[1] == span[0] + 1


@cache
def news_words() -> frozenset[str]:
    """Words in the names of news agencies."""
    return frozenset(matching_form(word) for word in load_lexicon("groups")["agencies"].split())
