"""Noun phrases that can speak: where they end, and what kind of speaker they name.

Grammar of a mention: honorific, office with what it is held in, state or demonym, rank, name, formula; or a group, an
institution, a document, a medium, an unnamed source with its complements.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import NamedTuple

from taawun.lexicons import load_lexicon
from taawun.statements.lexical import BITS, Form, matching_form, word_group
from taawun.statements.tokens import Tokens

_B = BITS
_COMP, _PRON, _PREP, _TIME, _REL = _B["COMP"], _B["PRON"], _B["PREP"], _B["TIME"], _B["RELATIVE"]
_HONORIFIC, _RANK, _OFFICE, _ORGAN, _NAME = _B["HONORIFIC"], _B["RANK"], _B["OFFICE"], _B["ORGAN"], _B["NAME"]
_STATE, _DEMONYM, _OBJECT, _HE, _JOINT = _B["STATE"], _B["DEMONYM"], _B["OBJECT"], _B["HE"], _B["JOINT"]
_GROUP, _INSTITUTION, _DOCUMENT, _MEDIA = _B["GROUP"], _B["INSTITUTION"], _B["DOCUMENT"], _B["MEDIA"]
_ANONYMOUS, _PLURAL, _QUANT = _B["ANONYMOUS"], _B["PLURAL"], _B["QUANT"]
_AND, _BI, _LI, _DEFINITE, _SUFFIX, _WORD = _B["AND"], _B["BI"], _B["LI"], _B["DEFINITE"], _B["SUFFIX"], _B["WORD"]
_COMMA, _COLON, _QUOTE, _STOP, _SEMI, _DASH = _B["COMMA"], _B["COLON"], _B["QUOTE"], _B["STOP"], _B["SEMI"], _B["DASH"]
_OPEN, _ADJUNCT, _COMMON, _OCCASION, _TURN_WORD = (
    _B["OPEN"],
    _B["ADJUNCT"],
    _B["COMMON"],
    _B["OCCASION"],
    _B["TURN_WORD"],
)
_PLACE, _MASDAR, _RELATION = _B["PLACE"], _B["MASDAR"], _B["RELATION"]
_AFTER_NAME, _NUMBER, _CONJ, _LATIN = _B["AFTER_NAME"], _B["NUMBER"], _B["CONJ"], _B["LATIN"]

_TITLE = _OFFICE | _HONORIFIC | _RANK
_BODY = _GROUP | _INSTITUTION | _DOCUMENT | _MEDIA
_SPEAKERS = _TITLE | _BODY | _STATE | _NAME | _ANONYMOUS | _JOINT | _HE | _QUANT
_NO_CONSTRUCT = _DEFINITE | _NAME | _DEMONYM | _STATE | _TITLE | _BODY
_NEVER = _COMP | _PRON | _REL | _COLON | _STOP | _SEMI
_LONGEST = 32


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


def can_speak(bits: int) -> bool:
    """Whether a form of these features may head the mention of a speaker by itself."""
    return bool(bits & _SPEAKERS)


def phrase_end(
    tokens: Tokens, start: int, limit: int, *, splitting: bool = False, joining: bool = True, bare: bool = False
) -> int:
    """Index after the noun phrase that begins at a token.

    Parameters
    ----------
    limit
        Never read at or past this token.
    splitting
        The verb may be followed by a second noun phrase (its object): stop where one can begin.
    joining
        Read over و to a second conjunct.
    bare
        The first word may carry a proclitic (للوزير).
    """
    flags, forms = tokens.flags, tokens.forms
    limit = min(limit, start + _LONGEST)
    k = start
    titled = named = complete = False
    last_definite = False
    quantity = office = body = False
    seen = 0
    while k < limit:
        bits = flags[k]
        if bits & _STOP and k > start and k + 1 < limit and len(forms[k - 1].form) == 1:
            # an abbreviated title: د. فلان
            k += 1
            continue
        if bits & _NEVER:
            break
        if bits & _QUOTE:
            closed = tokens.partner.get(k)
            if closed is None or closed - k > 5 or closed >= limit:
                break
            if not seen or (not (titled or flags[k - 1] & (_BODY | _OFFICE | _ORGAN)) and not seen):
                k = closed + 1
                seen += 1
                named = True
                continue
            k = closed + 1
            named = True
            continue
        if bits & _OPEN:
            closed = tokens.partner.get(k)
            if closed is None or closed - k > 8 or closed + 1 >= limit:
                break
            after = flags[closed + 1]
            if after & (_NAME | _TITLE | _DEMONYM) or (
                after & _WORD and not named and not after & (_PREP | _COMP | _PRON)
            ):
                k = closed + 1
                continue
            break
        if bits & _DASH:
            closed = _closing_dash(tokens, k, min(limit, k + 7))
            if titled and not named and closed and not flags[k + 1] & (_PREP | _ADJUNCT | _TIME | _AND):
                k = closed + 1
                named = True
                continue
            break
        if bits & _COMMA:
            step = _apposition(tokens, k, limit, titled, named)
            if not step:
                break
            k += 1
            if step == 2:
                if splitting and office:
                    k -= 1
                    break
                named = complete = False
            continue
        if not bits & (_WORD | _NUMBER):
            break
        form = forms[k]
        if bits & _PREP and not (bits & (_NAME | _OFFICE)):
            plural_head = seen == 1 and not flags[k - 1] & (_DEFINITE | _NAME | _SPEAKERS)
            if _title_preposition(tokens, k, limit, titled or body, named and not plural_head, quantity or plural_head):
                k += 1
                continue
            break
        if bits & _PREP and bits & _NAME and not _is_ali(tokens, k, start):
            break
        if (bits & (_TIME | _TURN_WORD) and not (bits & (_NAME | _ORGAN) and seen)) or (
            bits & _ADJUNCT and not bits & (_NAME | _ORGAN | _HONORIFIC)
        ):
            break
        if bits & _TIME and bits & _ORGAN and k + 1 < limit and flags[k + 1] & _TIME and k > start:
            break
        if bits & _CONJ and not bits & _SPEAKERS:
            break
        if form.cues and k > start and _is_reporting(form, bits):
            break
        if k > start and (
            bits & _B["SAYING"]
            or (bits & _OCCASION and form.form.endswith(("حه", "ته", "مته", "حها", "تها", "ثه", "به")))
        ):
            # what the speaker says it with or in: بالقول، تصريحه
            break
        told = named or form.form.endswith("ت") or len(form.form) > 4
        if form.narrates and k > start and (bits & _AND or (told and not bits & (_NAME | _ORGAN | _OFFICE | _BODY))):
            break
        if bits & _AND and k > start:
            if not _coordination(tokens, k, titled, named, joining, quantity):
                break
            if bits & (_HONORIFIC | _NAME | _STATE) or named:
                named = False
            seen += 1
            k += 1
            continue
        if (
            k > start
            and bits & (_BI | _LI)
            and flags[k - 1] & _NAME
            and not bits & (_DEFINITE | _COMMON | _TITLE | _ORGAN | _BODY | _STATE | _MASDAR | _OBJECT)
        ):
            # a family name that only looks like one with a preposition: جان لوبان
            bits &= ~(_BI | _LI)
        if bare and k == start:
            bits &= ~(_BI | _LI | _AND | _PREP)
        if bits & _BI and not (titled and not named and bits & (_ORGAN | _PLACE | _STATE)):
            break
        if bits & _LI:
            if flags[start] & _PLURAL and flags[start] & _DEFINITE:
                break
            if not (titled or body) or named or bits & (_MEDIA | _PLURAL) or (k + 1 < limit and flags[k + 1] & _QUOTE):
                break
            k += 1
            continue
        if (
            k > start
            and bits & (_OBJECT | _SUFFIX)
            and (named or complete or last_definite)
            and not bits & (_NAME | _ORGAN | _OFFICE | _BODY | _PREP)
        ):
            break
        if (
            splitting
            and k > start + 2
            and bits & _DEFINITE
            and bits & (_COMMON | _OBJECT | _MASDAR)
            and not bits & (_NAME | _AFTER_NAME | _ORGAN | _DEMONYM | _TITLE | _STATE | _BODY)
            and flags[k - 1] & flags[k - 2] & _NAME
            and not flags[k - 1] & _DEFINITE
        ):
            # two names are a whole one: the noun with the article is the object
            break
        construct = k == start + 1 and bits & _BODY and flags[start] & _COMMON and not flags[start] & _NO_CONSTRUCT
        if (
            splitting
            and k > start
            and not construct
            and _opens_object(
                bits, titled, named, complete, last_definite, forms[k].form, flags[k - 1], forms[k - 1].form
            )
        ):
            break
        if bits & (_OBJECT | _SUFFIX) and k == start and not bits & _SPEAKERS:
            break
        # --- the token belongs to the phrase
        if bits & _TITLE and not (bits & _HONORIFIC and named):
            titled = True
        if bits & _OFFICE:
            office = True
        if bits & _BODY and not seen:
            body = True
        if bits & _QUANT:
            quantity = True
        is_name = bool(bits & (_NAME | _AFTER_NAME)) or (
            not bits & (_TITLE | _ORGAN | _BODY | _DEMONYM | _STATE | _JOINT | _QUANT | _ANONYMOUS)
            and not bits & _DEFINITE
            and (titled or not seen)
            and not (k > start and forms[k - 1].form == "باسم")
        )
        if is_name:
            named = True
        if bits & (_DEMONYM | _STATE):
            complete = True
        last_definite = bool(bits & _DEFINITE)
        seen += 1
        k += 1
    while k > start and flags[k - 1] & (_COMMA | _DASH | _PREP) and not flags[k - 1] & _NAME:
        k -= 1
    return k


def _closing_dash(tokens: Tokens, k: int, limit: int) -> int | None:
    for j in range(k + 1, limit):
        if tokens.flags[j] & _DASH:
            return j
        if not tokens.flags[j] & _WORD:
            return None
    return None


def _is_ali(tokens: Tokens, k: int, start: int) -> bool:
    """علي the name, where the outlet writes the preposition على."""
    if tokens.text[tokens.ends[k] - 1] == "ى":
        return False
    return tokens.dotless or (k > start and bool(tokens.flags[k - 1] & (_HONORIFIC | _NAME)))


def _is_reporting(form: Form, bits: int) -> bool:
    for cue in form.cues:
        if cue.kind == "noun" and cue.suffix:
            return True
        if cue.kind == "participle":
            return not bits & (_OFFICE | _NAME | _HONORIFIC)
        if cue.kind == "past" and cue.proclitic:
            return True
        if cue.kind in ("past", "present") and not bits & (_OFFICE | _NAME | _ORGAN | _BODY | _OBJECT):
            return True
    return False


def _apposition(tokens: Tokens, k: int, limit: int, titled: bool, named: bool) -> int:
    """Whether the phrase goes on after a comma: 1 a name follows its title, 2 a title follows a name, 0 no."""
    flags = tokens.flags
    j = k + 1
    if j >= limit or flags[j] & (
        _AND | _PREP | _ADJUNCT | _TIME | _COMP | _PRON | _REL | _COLON | _QUOTE | _CONJ | _BI
    ):
        return 0
    bits = flags[j]
    if tokens.forms[j].cues and not bits & (_TITLE | _NAME):
        return 0
    if any(flags[m] & _B["IDENTITY"] for m in range(j, min(limit, j + 6))):
        return 0
    if bits & _TITLE:
        return 2
    if titled and not named and bits & _WORD and not bits & (_OBJECT | _SUFFIX):
        for m in range(j + 1, min(limit, j + 7)):
            if flags[m] & (_COMMA | _COMP | _PRON | _COLON | _QUOTE | _STOP | _TIME | _PREP):
                return 1
        return int(bool(bits & _NAME)) or (1 if limit - j <= 4 else 0)
    return 0


_INSIDE_TITLE = word_group("inside_title")


def _title_preposition(tokens: Tokens, k: int, limit: int, titled: bool, named: bool, quantity: bool) -> bool:
    word = tokens.forms[k].form
    if word not in _INSIDE_TITLE or k + 1 >= limit:
        return False
    following = tokens.flags[k + 1]
    if not following & _WORD or following & (_COMP | _PRON | _PREP | _REL):
        return False
    previous = tokens.flags[k - 1]
    if word in ("باسم", "لدي"):
        return titled and not (named and word == "لدي" and following & _OCCASION)
    if word == "من":
        return quantity or (bool(previous & (_GROUP | _ANONYMOUS | _QUANT)) and not named)
    if following & (_OCCASION | _TIME) or tokens.forms[k + 1].cues:
        return False
    if word == "عن":
        return bool(previous & (_OFFICE | _ANONYMOUS)) and bool(
            not previous & _DEFINITE or following & (_ORGAN | _BODY)
        )
    if word == "في":
        if named and not previous & (_OFFICE | _PLURAL):
            return False
        return bool(
            previous & (_OFFICE | _ORGAN | _DEMONYM | _BODY | _DEFINITE | _ANONYMOUS | _STATE)
            and (titled or previous & (_BODY | _ANONYMOUS))
        ) and bool(following & (_ORGAN | _STATE | _BODY | _DEFINITE) or not following & _COMMON)
    return False


def _coordination(tokens: Tokens, k: int, titled: bool, named: bool, joining: bool, quantity: bool) -> bool:
    bits, form = tokens.flags[k], tokens.forms[k]
    if form.form == "و" and k + 1 < len(tokens):
        bits = tokens.flags[k + 1]
    if any(cue.kind in ("past", "present") and cue.proclitic for cue in form.cues) and not bits & (_TITLE | _STATE):
        return False
    if form.narrates:
        return False
    if (
        titled
        and not named
        and (bits & (_ORGAN | _OFFICE | _DEMONYM) or (bits & _DEFINITE and not bits & (_NAME | _HONORIFIC)))
    ):
        return True
    if not joining:
        return False
    if quantity and named and not bits & _COMMON:
        return True
    if bits & (_TITLE | _NAME | _STATE | _JOINT):
        return True
    return bool(bits & (_BODY | _DEMONYM | _PLURAL | _ORGAN)) and bool(
        tokens.flags[k - 1] & (_BODY | _DEMONYM | _PLURAL | _ORGAN | _STATE | _DEFINITE)
    )


def _opens_object(
    bits: int, titled: bool, named: bool, complete: bool, last_definite: bool, form: str, before: int, before_form: str
) -> bool:
    """Whether a second noun phrase begins here, after one that could be complete."""
    if before & _PREP:
        return False
    if bits & (_OBJECT | _SUFFIX) and not bits & (_NAME | _ORGAN | _OFFICE):
        return True
    if (
        bits & _MASDAR
        and not before & _NAME
        and not bits & (_NAME | _ORGAN | _OFFICE | _BODY | _STATE | _DEMONYM | _DEFINITE)
    ):
        return named or complete or last_definite
    if bits & (_OBJECT | _SUFFIX) and (named or complete) and not bits & _NAME:
        return True
    if bits & _STATE:
        return named or complete or bool(before & _DEFINITE) or bool(before & _STATE)
    if bits & _PLURAL and last_definite and not before & (_ORGAN | _DEMONYM) and titled:
        return True
    if (
        bits & (_OFFICE | _HONORIFIC)
        and (named or (complete and before & _STATE and not titled))
        and not before & (_HONORIFIC | _RANK | _OFFICE)
    ):
        return True
    if (
        bits & _BODY & ~_MEDIA
        and bits & before & _DEFINITE
        and before & _BODY
        and not titled
        and not form.endswith("يه")
    ):
        # المعارضة الحكومة: two bodies with the article are no construct
        return True
    if bits & _BODY and not bits & _DEFINITE and before & _DEFINITE and not titled:
        return True
    if bits & (_BODY | _ANONYMOUS | _JOINT) and (named or complete) and not bits & (_ORGAN & 0):
        return not (titled and not named and bits & _ORGAN and not complete)
    if bits & _DEMONYM and form.endswith(("ين", "ون")):
        return True
    if bits & _GROUP and bits & before & _DEFINITE and titled and not bits & (_ORGAN | _OFFICE | _DEMONYM):
        # الأمين العام للأمم المتحدة الأطراف
        return True
    if bits & (_NAME | _AFTER_NAME | _HONORIFIC | _RANK):
        return False
    if bits & _DEMONYM:
        return named or complete
    if bits & _DEFINITE and before & _GROUP and not bits & _DEMONYM and titled is False and before_form.endswith("ون"):
        return True
    if bits & _DEFINITE:
        if complete and before & _STATE and not titled and not bits & (_DEMONYM | _ORGAN):
            return True
        if named and before & _COMMON and not before & (_DEFINITE | _NAME | _AFTER_NAME):
            # a construct: شركات الإنترنت
            return False
        if named:
            # a family name follows a first name; a second definite noun is the object
            return not before & (_NAME | _AFTER_NAME) if before & _DEFINITE else bool(not before & _NAME and not titled)
        return bool(before & _DEFINITE) and not bits & (_ORGAN | _DEMONYM) and bool(before & (_DEMONYM | _OFFICE))
    if last_definite and before & _DEFINITE and not titled and not named:
        # an indefinite noun after a definite one: no adjective, no genitive
        return True
    return named and last_definite


# --- reading a phrase as a speaker -----------------------------------------------------------------------------------


def read_mention(tokens: Tokens, start: int, end: int) -> Mention:
    """Read a noun phrase as a speaker: kind, office and name.

    Examples
    --------
    >>> from taawun.statements.tokens import read_tokens
    >>> tokens = read_tokens("وزير الخارجية التركي مولود أوغلو")
    >>> mention = read_mention(tokens, 0, 5)
    >>> mention.kind, mention.title, mention.name
    ('person', ('وزير', 'خارجيه', 'تركي'), ('مولود', 'اوغلو'))
    """
    members = _split_members(tokens, start, end)
    if members:
        kind = members[0].kind if members[0].kind in ("state", "institution") else "group"
        words = tuple(
            _bare(tokens.forms[k].form, tokens.flags[k]) for k in range(start, end) if tokens.flags[k] & _WORD
        )
        return Mention(start, end, "group" if len(members) > 1 else kind, words, (), None, True, members)
    return _read_single(tokens, start, end)


def _split_members(tokens: Tokens, start: int, end: int) -> tuple[Mention, ...]:
    """Members of X وY when both are persons, states or bodies of their own."""
    flags = tokens.flags
    cuts: list[int] = []
    for k in range(start + 1, end):
        if flags[k] & _AND and not tokens.quoted_from[k] >= 0:
            right = flags[k]
            left = _read_single(tokens, cuts[-1] if cuts else start, k)
            if (
                (right & (_HONORIFIC | _NAME) and left.name)
                or (right & _STATE and left.kind == "state")
                or (right & _OFFICE and left.name)
                or (
                    right & (_INSTITUTION | _GROUP)
                    and not right & _ORGAN
                    and left.kind in ("institution", "group", "state")
                )
                or (right & _STATE and left.kind in ("institution", "group"))
            ):
                cuts.append(k)
    if not cuts:
        return ()
    edges = [start, *cuts, end]
    parts = []
    for a, b in itertools.pairwise(edges):
        while b > a + 1 and flags[b - 1] & _COMMA:
            b -= 1
        parts.append(_read_single(tokens, a, b))
    return tuple(parts)


def _read_single(tokens: Tokens, start: int, end: int) -> Mention:
    flags, forms = tokens.flags, tokens.forms
    head = flags[start]
    if head & _HE and end == start + 1:
        return Mention(start, end, "pronoun", (), (), None, False, ())
    titled = (
        any(flags[k] & (_OFFICE | _HONORIFIC | _RANK) for k in range(start, end))
        and not head & ((_GROUP | _INSTITUTION | _DOCUMENT | _MEDIA) & ~(_OFFICE))
    ) or bool(head & _OFFICE)
    kind = _kind(head, titled)
    if kind == "media" and _bare(forms[start].form, head).startswith("وكاله") and not _news_agency(tokens, start, end):
        kind = "institution"
    if head & _QUOTE and start + 1 < end:
        kind = _kind(flags[start + 1], False)
    if kind in ("person", "unknown", "anonymous"):
        name_span = _name_span(tokens, start, end)
        if name_span and head & _RELATION and name_span[0] > start:
            name_span = None
        if name_span and principal_start(tokens, start, end) is not None:
            # the name is that of the one spoken for
            name_span = None
        if kind == "anonymous":
            if name_span and flags[name_span[0]] & _NAME:
                kind = "person"
            else:
                name_span = None
    else:
        name_span = None
    name: tuple[str, ...] = ()
    if name_span:
        name = tuple(forms[k].form for k in range(*name_span) if flags[k] & _WORD)
        first = name[0]
        if flags[name_span[0]] & _AND and name_span[0] == start and first[0] in "وف":
            name = (first[1:], *name[1:])
        kind = "person" if kind == "unknown" and (len(name) > 1 or titled) else kind
    title = tuple(
        _bare(forms[k].form, flags[k]) if not flags[k] & _STATE else forms[k].form
        for k in range(start, end)
        if flags[k] & _WORD
        and not (name_span and name_span[0] <= k < name_span[1])
        and not flags[k] & _HONORIFIC
        and not flags[k] & (_PREP & ~_OFFICE)
    )
    plural = bool(head & (_PLURAL | _JOINT | _QUANT))
    return Mention(start, end, kind, title, name, name_span, plural, ())


def _news_agency(tokens: Tokens, start: int, end: int) -> bool:
    """Whether وكالة is one of news: alone, quoted, or with a word that agencies of news carry."""
    words = [tokens.forms[k].form for k in range(start + 1, end) if tokens.flags[k] & _WORD]
    known = news_words()
    return not words or bool(tokens.flags[start + 1] & _QUOTE) or any(word in known for word in words)


@cache
def news_words() -> frozenset[str]:
    """Words in the names of news agencies."""
    return frozenset(matching_form(word) for word in load_lexicon("groups")["agencies"].split())


def principal_start(tokens: Tokens, start: int, end: int) -> int | None:
    """Where a person begins whom a spokesman speaks for (المتحدث باسم الوزير فلان), None when it is a body."""
    for k in range(start + 1, end - 1):
        if tokens.forms[k].form == "باسم":
            return k + 1 if tokens.flags[k + 1] & (_HONORIFIC | _NAME | _OFFICE) else None
    return None


def _kind(head: int, titled: bool) -> str:
    if head & _JOINT:
        return "group"
    if head & _PLURAL:
        return "group" if not head & _ANONYMOUS else "anonymous"
    if head & _ANONYMOUS and not head & _DEFINITE:
        return "anonymous"
    if head & _MEDIA and not head & _OFFICE:
        return "media"
    if head & _DOCUMENT:
        return "document"
    if head & _STATE and not titled:
        return "state"
    if head & (_HONORIFIC | _OFFICE | _RANK):
        return "person"
    if head & _ANONYMOUS:
        return "anonymous"
    if head & _INSTITUTION:
        return "institution"
    if head & (_GROUP | _QUANT):
        return "group"
    if head & _NAME:
        return "person"
    return "person" if titled else "unknown"


def _name_span(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Find the proper name in a mention: what stands before a following office, else the tail after the title."""
    flags = tokens.flags
    stop = _TITLE | _ORGAN | _DEMONYM | _STATE | _INSTITUTION | _GROUP | _PREP | _LI | _BI | _QUANT
    first = start
    while first < end and flags[first] & (_HONORIFIC | _RANK | _QUOTE | _OPEN | _DASH):
        first += 1
    k = first
    while k < end and _nameable(flags[k], stop, tokens, k, start):
        k += 1
    if (
        k > first
        and (flags[first] & _NAME or k == end or not flags[k] & _ORGAN)
        and not (flags[first] & _DEFINITE and k < end)
    ):
        return first, k
    # the tail
    k = end
    while k > start and _nameable(flags[k - 1], stop, tokens, k - 1, start):
        k -= 1
    while k < end and (flags[k] & (_COMMA | _DASH | _QUOTE | _OPEN) or not flags[k] & _WORD):
        k += 1
    while k < end - 1 and flags[k] & _DEFINITE and not flags[k] & _NAME and not flags[k + 1] & _DEFINITE:
        k += 1
    if k >= end:
        return None
    if (
        k > start
        and flags[k] & _DEFINITE
        and k == end - 1
        and flags[k - 1] & (_OFFICE | _ORGAN)
        and not flags[k - 1] & (_DEFINITE | _HONORIFIC)
    ):
        return None
    last = end
    while last > k and not flags[last - 1] & _WORD:
        last -= 1
    return (k, last) if last > k else None


def _nameable(bits: int, stop: int, tokens: Tokens, k: int, start: int) -> bool:
    if bits & (_NAME | _AFTER_NAME):
        return not (bits & _PREP) or _is_ali(tokens, k, start)
    if bits & (_QUOTE | _DASH | _OPEN) or (bits & _COMMA):
        return k > start and bool(bits & (_QUOTE | _DASH))
    if bits & _AND and k > start:
        return False
    return bool(bits & _WORD) and not bits & stop


def _bare(form: str, bits: int = 0) -> str:
    """Form without a proclitic that its features show, and without ال."""
    if bits & _AND and len(form) > 3 and form[0] in "وف":
        form = form[1:]
    if bits & (_BI | _LI) and len(form) > 3 and not form.startswith("لل"):
        form = form[1:]
    if form.startswith(("ال", "لل")) and len(form) > 4:
        return form[2:]
    return form
