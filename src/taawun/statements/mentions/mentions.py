"""Noun phrases read as speakers: what kind of speaker they name, the office, the name."""

from __future__ import annotations

import itertools
from functools import cache
from typing import NamedTuple

from taawun.lexicons import load_lexicon
from taawun.statements.mentions.phrase_limits import is_ali
from taawun.statements.reading.features import (
    AFTER_NAME,
    AND,
    ANONYMOUS,
    BI,
    COMMA,
    DASH,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    GROUP,
    HE,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    LI,
    MEDIA,
    NAME,
    OFFICE,
    OPEN,
    ORGAN,
    PLURAL,
    PREP,
    QUANT,
    QUOTE,
    RANK,
    RELATION,
    STATE,
    WORD,
)
from taawun.statements.reading.matching import matching_form
from taawun.statements.reading.tokens import Tokens

_TITLE = OFFICE | HONORIFIC | RANK
_BODY = GROUP | INSTITUTION | DOCUMENT | MEDIA
#: these end a name
_NO_NAME = _TITLE | ORGAN | DEMONYM | STATE | INSTITUTION | GROUP | PREP | LI | BI | QUANT


class Mention(NamedTuple):
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
        kind = members[0].kind if members[0].kind in ("state", "institution") else "group"
        words = tuple(_bare(tokens.forms[k].form, tokens.flags[k]) for k in range(start, end) if tokens.flags[k] & WORD)
        return Mention(start, end, "group" if len(members) > 1 else kind, words, (), None, True, members)
    return _read_single(tokens, start, end)


def _split_members(tokens: Tokens, start: int, end: int) -> tuple[Mention, ...]:
    """Members of X وY when both are persons, states or bodies of their own."""
    flags = tokens.flags
    cuts: list[int] = []
    for k in range(start + 1, end):
        if flags[k] & AND and not tokens.quoted_from[k] >= 0:
            right = flags[k]
            left = _read_single(tokens, cuts[-1] if cuts else start, k)
            if (
                (right & (HONORIFIC | NAME) and left.name)
                or (right & STATE and left.kind == "state")
                or (right & OFFICE and left.name)
                or (
                    right & (INSTITUTION | GROUP)
                    and not right & ORGAN
                    and left.kind in ("institution", "group", "state")
                )
                or (right & STATE and left.kind in ("institution", "group"))
            ):
                cuts.append(k)
    if not cuts:
        return ()
    edges = [start, *cuts, end]
    parts = []
    for a, b in itertools.pairwise(edges):
        while b > a + 1 and flags[b - 1] & COMMA:
            b -= 1
        parts.append(_read_single(tokens, a, b))
    return tuple(parts)


def _read_single(tokens: Tokens, start: int, end: int) -> Mention:
    flags, forms = tokens.flags, tokens.forms
    head = flags[start]
    if head & HE and end == start + 1:
        return Mention(start, end, "pronoun", (), (), None, False, ())
    titled = (any(flags[k] & _TITLE for k in range(start, end)) and not head & (_BODY & ~OFFICE)) or bool(head & OFFICE)
    kind = _kind(head, titled)
    if kind == "media" and _bare(forms[start].form, head).startswith("وكاله") and not _news_agency(tokens, start, end):
        kind = "institution"
    if head & QUOTE and start + 1 < end:
        kind = _kind(flags[start + 1], False)
    if kind in ("person", "unknown", "anonymous"):
        name_span = _name_span(tokens, start, end)
        if name_span and head & RELATION and name_span[0] > start:
            name_span = None
        if name_span and principal_start(tokens, start, end) is not None:
            # the name is that of the one spoken for
            name_span = None
        if kind == "anonymous":
            if name_span and flags[name_span[0]] & NAME:
                kind = "person"
            else:
                name_span = None
    else:
        name_span = None
    name: tuple[str, ...] = ()
    if name_span:
        name = tuple(forms[k].form for k in range(*name_span) if flags[k] & WORD)
        first = name[0]
        if flags[name_span[0]] & AND and name_span[0] == start and first[0] in "وف":
            name = (first[1:], *name[1:])
        kind = "person" if kind == "unknown" and (len(name) > 1 or titled) else kind
    title = tuple(
        _bare(forms[k].form, flags[k]) if not flags[k] & STATE else forms[k].form
        for k in range(start, end)
        if flags[k] & WORD
        and not (name_span and name_span[0] <= k < name_span[1])
        and not flags[k] & HONORIFIC
        and not flags[k] & (PREP & ~OFFICE)
    )
    plural = bool(head & (PLURAL | JOINT | QUANT))
    return Mention(start, end, kind, title, name, name_span, plural, ())


def _news_agency(tokens: Tokens, start: int, end: int) -> bool:
    """Whether وكالة is one of news: alone, quoted, or with a word that agencies of news carry."""
    words = [tokens.forms[k].form for k in range(start + 1, end) if tokens.flags[k] & WORD]
    known = news_words()
    return not words or bool(tokens.flags[start + 1] & QUOTE) or any(word in known for word in words)


@cache
def news_words() -> frozenset[str]:
    """Words in the names of news agencies."""
    return frozenset(matching_form(word) for word in load_lexicon("groups")["agencies"].split())


def principal_start(tokens: Tokens, start: int, end: int) -> int | None:
    """Where a person begins whom a spokesman speaks for (المتحدث باسم الوزير فلان), None when it is a body."""
    for k in range(start + 1, end - 1):
        if tokens.forms[k].form == "باسم":
            return k + 1 if tokens.flags[k + 1] & (HONORIFIC | NAME | OFFICE) else None
    return None


def _kind(head: int, titled: bool) -> str:
    if head & JOINT:
        return "group"
    if head & PLURAL:
        return "group" if not head & ANONYMOUS else "anonymous"
    if head & ANONYMOUS and not head & DEFINITE:
        return "anonymous"
    if head & MEDIA and not head & OFFICE:
        return "media"
    if head & DOCUMENT:
        return "document"
    if head & STATE and not titled:
        return "state"
    if head & _TITLE:
        return "person"
    if head & ANONYMOUS:
        return "anonymous"
    if head & INSTITUTION:
        return "institution"
    if head & (GROUP | QUANT):
        return "group"
    if head & NAME:
        return "person"
    return "person" if titled else "unknown"


def _name_span(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Find the proper name in a mention: what stands before a following office, else the tail after the title."""
    flags = tokens.flags
    first = start
    while first < end and flags[first] & (HONORIFIC | RANK | QUOTE | OPEN | DASH):
        first += 1
    k = first
    while k < end and _nameable(flags[k], tokens, k, start):
        k += 1
    if (
        k > first
        and (flags[first] & NAME or k == end or not flags[k] & ORGAN)
        and not (flags[first] & DEFINITE and k < end)
    ):
        return first, k
    # the tail
    k = end
    while k > start and _nameable(flags[k - 1], tokens, k - 1, start):
        k -= 1
    while k < end and (flags[k] & (COMMA | DASH | QUOTE | OPEN) or not flags[k] & WORD):
        k += 1
    while k < end - 1 and flags[k] & DEFINITE and not flags[k] & NAME and not flags[k + 1] & DEFINITE:
        k += 1
    if k > start and k < end - 1 and tokens.forms[k].form.startswith("وال") and tokens.forms[k].form.endswith("يه"):
        # للشؤون العربية والأفريقية سالم الراشدي: the title's second adjective
        k += 1
    if k >= end:
        return None
    if (
        k > start
        and flags[k] & DEFINITE
        and k == end - 1
        and flags[k - 1] & (OFFICE | ORGAN)
        and not flags[k - 1] & (DEFINITE | HONORIFIC)
    ):
        return None
    last = end
    while last > k and not flags[last - 1] & WORD:
        last -= 1
    return (k, last) if last > k else None


def _nameable(bits: int, tokens: Tokens, k: int, start: int) -> bool:
    if bits & (NAME | AFTER_NAME):
        return not (bits & PREP) or is_ali(tokens, k)
    if bits & (QUOTE | DASH | OPEN) or (bits & COMMA):
        return k > start and bool(bits & (QUOTE | DASH))
    if bits & AND and k > start:
        return False
    return bool(bits & WORD) and not bits & _NO_NAME


def _bare(form: str, bits: int = 0) -> str:
    """Form without a proclitic that its features show, and without ال."""
    if bits & AND and len(form) > 3 and form[0] in "وف":
        form = form[1:]
    if bits & (BI | LI) and len(form) > 3 and not form.startswith("لل"):
        form = form[1:]
    if form.startswith(("ال", "لل")) and len(form) > 4:
        return form[2:]
    return form
