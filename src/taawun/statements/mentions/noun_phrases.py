"""Where a noun phrase that can speak ends.

Grammar of such a phrase: honorific, office with what it is held in, state or demonym, rank, name, formula; or a group,
an institution, a document, a medium, an unnamed source with its complements.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from taawun.names.persons import given_names
from taawun.names.states import state_names
from taawun.statements.reading.features import (
    ADJUNCT,
    AFTER_NAME,
    AND,
    ANONYMOUS,
    BI,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    DOCUMENT,
    GROUP,
    HE,
    HE_VERB,
    HONORIFIC,
    IDENTITY,
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
    OPEN,
    OPENER,
    ORGAN,
    PLACE,
    PLURAL,
    PREP,
    PRON,
    QUANT,
    QUOTE,
    RANK,
    RELATIVE,
    SAYING,
    STATE,
    STOP,
    SUFFIX,
    SURNAME,
    TAIL,
    TIME,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.forms import Form, is_no_name
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens

_TITLE = OFFICE | HONORIFIC | RANK
_BODY = GROUP | INSTITUTION | DOCUMENT | MEDIA
_SPEAKERS = _TITLE | _BODY | STATE | NAME | ANONYMOUS | JOINT | HE | QUANT
_ANY_WORD = WORD | NUMBER
_NO_CONSTRUCT = DEFINITE | NAME | DEMONYM | STATE | _TITLE | _BODY
_NO_NAME = _TITLE | ORGAN | _BODY | DEMONYM | STATE | JOINT | QUANT | ANONYMOUS
#: a word of none of these is no name that only looks like one with a preposition
_PLAIN = DEFINITE | COMMON | _TITLE | ORGAN | _BODY | STATE | MASDAR | OBJECT
_NO_VERBAL_NOUN = NAME | ORGAN | OFFICE | _BODY | STATE | DEMONYM | DEFINITE
#: words of these are no thing that is said or done, or are judged by rules of their own
_NO_THING = NAME | AFTER_NAME | _TITLE | ORGAN | _BODY | STATE | DEMONYM | NUMBER | LATIN | BI | LI | AND | QUANT
#: open a clause: no phrase goes on over them
_NEVER = COMP | PRON | RELATIVE | HE_VERB
#: features of words that may stand outside the phrase
_PERHAPS_OUTSIDE = TIME | TURN_WORD | ADJUNCT | CONJ | SAYING | OCCASION | OPENER
#: features of words that may begin a second noun phrase whatever the verb
_PERHAPS_SECOND = OBJECT | SUFFIX | TAIL | QUANT
_LONGEST = 32
_ONE_OF = ("احد", "احدي")
_YEARS = ("عام", "سنه")
_INSIDE_TITLE = word_group("inside_title")


def can_speak(bits: int) -> bool:
    """Whether a form of these features may head the mention of a speaker by itself."""
    return bool(bits & _SPEAKERS)


class _Phrase:
    """A phrase as far as it is read: what its words have shown so far."""

    __slots__ = (
        "bare",
        "body",
        "complete",
        "joining",
        "last_definite",
        "limit",
        "named",
        "office",
        "quantity",
        "seen",
        "splitting",
        "start",
        "titled",
        "tokens",
    )

    def __init__(self, tokens: Tokens, start: int, limit: int, splitting: bool, joining: bool, bare: bool) -> None:
        self.tokens, self.start, self.limit = tokens, start, limit
        self.splitting, self.joining, self.bare = splitting, joining, bare
        self.titled = self.office = self.body = self.quantity = False
        self.named = self.complete = self.last_definite = False
        self.seen = 0

    def add(self, k: int, bits: int) -> None:
        """Take a word into the phrase."""
        if bits & _TITLE and not (bits & HONORIFIC and self.named):
            self.titled = True
        if bits & OFFICE:
            self.office = True
        if bits & _BODY and not self.seen:
            self.body = True
        if bits & QUANT:
            self.quantity = True
        if bits & (NAME | AFTER_NAME) or (
            not bits & (_NO_NAME | DEFINITE)
            and (self.titled or not self.seen)
            and not (k > self.start and self.tokens.forms[k - 1].form == "باسم")
        ):
            self.named = True
        if bits & (DEMONYM | STATE):
            self.complete = True
        self.last_definite = bool(bits & DEFINITE)
        self.seen += 1


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

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> phrase_end(read_tokens("وزير الدفاع سامي حداد في بيروت إن"), 0, 7)
    4
    """
    flags = tokens.flags
    phrase = _Phrase(tokens, start, min(limit, start + _LONGEST), splitting, joining, bare)
    k = start
    while k < phrase.limit:
        bits = flags[k]
        step = _read_word(phrase, k, bits) if bits & _ANY_WORD else _read_mark(phrase, k, bits)
        if not step:
            break
        k = step
    if start < k < len(tokens) and flags[k] & NUMBER and tokens.forms[k - 1].form in _YEARS:
        k -= 1
    while k > start and flags[k - 1] & (COMMA | DASH | PREP) and not flags[k - 1] & NAME:
        k -= 1
    return k


# --- marks: the index to go on at, 0 where the phrase ends --------------------------------------------------------------


def _read_mark(phrase: _Phrase, k: int, bits: int) -> int:
    if bits & QUOTE:
        return _read_quoted(phrase, k)
    if bits & COMMA:
        return _read_comma(phrase, k)
    if bits & DASH:
        return _read_dashes(phrase, k)
    if bits & OPEN:
        return _read_brackets(phrase, k)
    if bits & STOP and k > phrase.start and k + 1 < phrase.limit and len(phrase.tokens.forms[k - 1].form) == 1:
        # an abbreviated title: د. فلان
        return k + 1
    return 0


def _read_quoted(phrase: _Phrase, k: int) -> int:
    """Read a name in quotation marks."""
    closed = phrase.tokens.partner.get(k)
    if closed is None or closed - k > 5 or closed >= phrase.limit:
        return 0
    phrase.seen = phrase.seen or 1
    phrase.named = True
    return closed + 1


def _read_brackets(phrase: _Phrase, k: int) -> int:
    """Read brackets inside the phrase: more of it must follow them."""
    closed = phrase.tokens.partner.get(k)
    if closed is None or closed - k > 8 or closed + 1 >= phrase.limit:
        return 0
    after = phrase.tokens.flags[closed + 1]
    goes_on = after & WORD and not phrase.named and not after & (PREP | COMP | PRON)
    return closed + 1 if goes_on or after & (NAME | _TITLE | DEMONYM) else 0


def _read_dashes(phrase: _Phrase, k: int) -> int:
    """الوزير - فلان - : a name between dashes."""
    flags = phrase.tokens.flags
    closed = _closing_dash(phrase.tokens, k, min(phrase.limit, k + 7))
    if not phrase.titled or phrase.named or not closed or flags[k + 1] & (PREP | ADJUNCT | TIME | AND):
        return 0
    phrase.named = True
    return closed + 1


def _read_comma(phrase: _Phrase, k: int) -> int:
    step = _apposition(phrase.tokens, k, phrase.limit, phrase.titled, phrase.named)
    if step == 2:
        if phrase.splitting and phrase.office:
            return 0
        phrase.named = phrase.complete = False
    return k + 1 if step else 0


# --- words ------------------------------------------------------------------------------------------------------------


def _read_word(phrase: _Phrase, k: int, bits: int) -> int:
    if bits & _NEVER:
        return 0
    if bits & NUMBER and k > phrase.start and phrase.tokens.forms[k - 1].form in _YEARS:
        # إيران عام 2004
        return 0
    form = phrase.tokens.forms[k]
    if bits & PREP:
        if not bits & (NAME | OFFICE):
            return k + 1 if _title_goes_on(phrase, k) else 0
        if bits & NAME and not is_ali(phrase.tokens, k, phrase.start):
            return 0
    if (bits & _PERHAPS_OUTSIDE or form.cues or form.narrates) and _outside(phrase, k, bits, form):
        return 0
    if bits & AND and k > phrase.start:
        return _read_conjunct(phrase, k, bits)
    if bits & (BI | LI | AND | PREP):
        bits = _without_clitics(phrase, k, bits)
        if bits & BI and not (phrase.titled and not phrase.named and bits & (ORGAN | PLACE | STATE)):
            return 0
        if bits & LI:
            return k + 1 if _owned(phrase, k, bits) else 0
    if (phrase.splitting or phrase.complete or bits & _PERHAPS_SECOND) and _begins_another(phrase, k, bits):
        return 0
    if phrase.named and k > phrase.start and _behind_whole_name(phrase, k, bits):
        return 0
    phrase.add(k, bits)
    return k + 1


def _title_goes_on(phrase: _Phrase, k: int) -> bool:
    """Whether a preposition belongs to the phrase: المتحدث باسم، عدد من، السفير في."""
    head_of_many = phrase.seen == 1 and not phrase.tokens.flags[k - 1] & (DEFINITE | NAME | _SPEAKERS)
    return _title_preposition(
        phrase.tokens,
        k,
        phrase.limit,
        phrase.titled or phrase.body,
        phrase.named and not head_of_many,
        phrase.quantity or head_of_many,
    )


def _outside(phrase: _Phrase, k: int, bits: int, form: Form) -> bool:
    """Whether a word belongs to the clause around the phrase: a date, an adverb, a conjunction, a verb."""
    later = k > phrase.start
    if bits & (TIME | TURN_WORD) and not (bits & (NAME | ORGAN) and phrase.seen):
        return True
    if bits & ADJUNCT and not bits & (NAME | ORGAN | HONORIFIC):
        return True
    if later and bits & TIME and bits & ORGAN and k + 1 < phrase.limit and phrase.tokens.flags[k + 1] & TIME:
        return True
    if bits & CONJ and not bits & _SPEAKERS:
        return True
    if not later:
        return False
    if form.cues and _is_reporting(form, bits):
        return True
    if bits & SAYING or (bits & OCCASION and form.form.endswith(("حه", "ته", "مته", "حها", "تها", "ثه", "به"))):
        # what the speaker says it with or in: بالقول، تصريحه
        return True
    if bits & OPENER and not bits & (NAME | ORGAN | OFFICE | _BODY):
        # a future: إيران ستتراجع
        return True
    if not form.narrates:
        return False
    told = phrase.named or phrase.complete or form.form.endswith("ت") or len(form.form) > 4
    return bool(bits & AND) or (told and not bits & (NAME | ORGAN | OFFICE | _BODY))


def _read_conjunct(phrase: _Phrase, k: int, bits: int) -> int:
    if not _coordination(phrase.tokens, k, phrase.titled, phrase.named, phrase.joining, phrase.quantity):
        return 0
    # what follows is another one, who may have a name of his own
    phrase.named = False
    phrase.seen += 1
    return k + 1


def _without_clitics(phrase: _Phrase, k: int, bits: int) -> int:
    """Features of a word without those of a proclitic that it only seems to have, or may have here."""
    if k > phrase.start:
        # a family name that only looks like one with a preposition: جان لوبان
        return bits & ~(BI | LI) if phrase.tokens.flags[k - 1] & NAME and not bits & _PLAIN else bits
    return bits & ~(BI | LI | AND | PREP) if phrase.bare else bits


def _owned(phrase: _Phrase, k: int, bits: int) -> bool:
    """الأمين العام للأمم المتحدة: ل inside a title."""
    head, tokens = phrase.tokens.flags[phrase.start], phrase.tokens
    if head & PLURAL and head & DEFINITE:
        return False
    if not (phrase.titled or phrase.body) or phrase.named or bits & (MEDIA | PLURAL):
        return False
    return not (k + 1 < phrase.limit and tokens.flags[k + 1] & QUOTE)


# --- where a second noun phrase begins --------------------------------------------------------------------------------


def _begins_another(phrase: _Phrase, k: int, bits: int) -> bool:
    """Whether a noun is no part of this phrase but what its owner says, or the object of the verb."""
    flags, start = phrase.tokens.flags, phrase.start
    if k == start:
        return bool(bits & (OBJECT | SUFFIX)) and not bits & _SPEAKERS
    whole = phrase.named or phrase.complete or phrase.last_definite
    if whole and bits & (OBJECT | SUFFIX | TAIL) and not bits & (NAME | ORGAN | OFFICE | _BODY | PREP):
        return True
    if whole and bits & QUANT and not bits & AND and phrase.tokens.forms[k].form not in _ONE_OF:
        # إيران أكثر من مرة, but not فلان أحد المتحدثين
        return True
    if _behind_state(phrase, k, bits):
        return True
    if k == start + 1 and bits & SUFFIX and flags[start] & INSTITUTION and not flags[start] & DEFINITE:
        # وزارة خارجيتها: a bare institution needs its complement
        return False
    if not phrase.splitting:
        return False
    if (
        k > start + 2
        and bits & DEFINITE
        and bits & (COMMON | OBJECT | MASDAR)
        and not bits & (NAME | AFTER_NAME | ORGAN | DEMONYM | _TITLE | STATE | _BODY)
        and flags[k - 1] & flags[k - 2] & NAME
        and not flags[k - 1] & DEFINITE
    ):
        # two names are a whole one: the noun with the article is the object
        return True
    if k == start + 1 and bits & (_BODY | DEFINITE) and flags[start] & COMMON and not flags[start] & _NO_CONSTRUCT:
        # شرطة المدينة: a construct of two common nouns
        return False
    return _opens_object(phrase, k, bits)


def _behind_whole_name(phrase: _Phrase, k: int, bits: int) -> bool:
    """وصف مدبولي المباحثات: behind a name that is whole, a thing is the object of the verb.

    Whole is a family name that the article gave with a full name, or two names; a single first name only before a noun
    without the article. Where the verb takes no object, only a noun of a kind that no name is made of ends the name.
    """
    if bits & _NO_THING or (bits & DEFINITE and not phrase.splitting):
        return False
    flags, form = phrase.tokens.flags, phrase.tokens.forms[k].form
    before = flags[k - 1]
    if before & (PREP | AND):
        return False
    if before & SURNAME:
        return is_no_name(form, everyday=phrase.splitting)
    if k > phrase.start + 1 and flags[k - 2] & NAME:
        whole = bool(before & NAME) or not before & (_NO_NAME | COMMON | DEFINITE)
    else:
        whole = bool(before & NAME) and not bits & DEFINITE and phrase.tokens.forms[k - 1].form not in given_names()
    return whole and is_no_name(form, everyday=bool(bits & DEFINITE))


def _behind_state(phrase: _Phrase, k: int, bits: int) -> bool:
    """إيران عودة، الولايات المتحدة تملك: behind a state's name stands no noun without the article, nor a verb."""
    head = phrase.tokens.flags[phrase.start]
    if phrase.titled or phrase.body or not head & STATE or head & (DEMONYM | MEDIA):
        return False
    if bits & (DEFINITE | NAME | AFTER_NAME | STATE | DEMONYM | _TITLE | _BODY | LATIN | NUMBER):
        return False
    return (phrase.tokens.forms[k - 1].form, phrase.tokens.forms[k].form) not in _long_state_names()


@cache
def _long_state_names() -> frozenset[tuple[str, str]]:
    """First two words of the states' names that have more than one."""
    pairs = (matching_form(name).split()[:2] for name in state_names() if " " in name)
    return frozenset((first, second) for first, second in pairs)


def _opens_object(phrase: _Phrase, k: int, bits: int) -> bool:
    """Whether a second noun phrase begins here, after one that could be complete."""
    before = phrase.tokens.flags[k - 1]
    if before & PREP:
        return False
    for features, rule in _OBJECT_RULES:
        if bits & features:
            decided = rule(phrase, k, bits, before)
            if decided is not None:
                return decided
    if phrase.last_definite and before & DEFINITE and not phrase.titled and not phrase.named:
        # an indefinite noun after a definite one: no adjective, no genitive
        return True
    return phrase.named and phrase.last_definite


def _what_is_said(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """أهمية، حرصه, or a verbal noun without the article."""
    whole = phrase.named or phrase.complete
    said = bits & (OBJECT | SUFFIX)
    if said and not bits & (NAME | ORGAN | OFFICE):
        return True
    if bits & MASDAR and not before & NAME and not bits & _NO_VERBAL_NOUN:
        return whole or phrase.last_definite
    return True if said and whole and not bits & NAME else None


def _second_state(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    return phrase.named or phrase.complete or bool(before & (DEFINITE | STATE))


def _second_plural(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """رئيس الوزراء النواب: a title ends before many."""
    return True if phrase.last_definite and phrase.titled and not before & (ORGAN | DEMONYM) else None


def _second_office(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    state = phrase.complete and before & STATE and not phrase.titled
    return True if (phrase.named or state) and not before & _TITLE else None


def _second_body(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    form = phrase.tokens.forms[k].form
    if not phrase.titled and before & DEFINITE:
        if not bits & DEFINITE and bits & _BODY:
            return True
        if bits & DEFINITE and before & _BODY and bits & _BODY & ~MEDIA and not form.endswith("يه"):
            # المعارضة الحكومة: two bodies with the article are no construct
            return True
    if phrase.named or phrase.complete:
        return not (phrase.titled and not phrase.named and bits & ORGAN and not phrase.complete)
    return None


def _many_of_a_people(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """الوزير الفرنسيين: a demonym in the plural belongs to no singular."""
    return True if phrase.tokens.forms[k].form.endswith(("ين", "ون")) else None


def _second_group(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """الأمين العام للأمم المتحدة الأطراف."""
    groups = bits & before & DEFINITE and not bits & (ORGAN | OFFICE | DEMONYM)
    return True if groups and phrase.titled else None


def _goes_on(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    """Names, honorifics and ranks go on with what is read."""
    return False


def _second_demonym(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    return phrase.named or phrase.complete


def _second_definite(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    """Tell a family name or an adjective with the article from the object."""
    if before & GROUP and not phrase.titled and phrase.tokens.forms[k - 1].form.endswith("ون"):
        # قال المعارضون الاتفاق: a plural in ون has no genitive behind it
        return True
    if phrase.complete and before & STATE and not phrase.titled and not bits & ORGAN:
        return True
    if phrase.named and before & COMMON and not before & (DEFINITE | NAME | AFTER_NAME):
        # a construct: شركات الإنترنت
        return False
    if phrase.named and before & DEFINITE:
        # a family name follows a first name; a second definite noun is the object
        return not before & (NAME | AFTER_NAME)
    if phrase.named:
        return not before & NAME and not phrase.titled
    return bool(before & DEFINITE) and not bits & ORGAN and bool(before & (DEMONYM | OFFICE))


_ObjectRule = Callable[[_Phrase, int, int, int], bool | None]
#: in this order: features that a word must have for a rule to be asked; the first that decides decides
_OBJECT_RULES: tuple[tuple[int, _ObjectRule], ...] = (
    (OBJECT | SUFFIX | MASDAR, _what_is_said),
    (STATE, _second_state),
    (PLURAL, _second_plural),
    (OFFICE | HONORIFIC, _second_office),
    (_BODY | ANONYMOUS | JOINT, _second_body),
    (DEMONYM, _many_of_a_people),
    (GROUP, _second_group),
    (NAME | AFTER_NAME | HONORIFIC | RANK, _goes_on),
    (DEMONYM, _second_demonym),
    (DEFINITE, _second_definite),
)


# --- the pieces of the grammar ----------------------------------------------------------------------------------------


def _closing_dash(tokens: Tokens, k: int, limit: int) -> int | None:
    for j in range(k + 1, limit):
        if tokens.flags[j] & DASH:
            return j
        if not tokens.flags[j] & WORD:
            return None
    return None


def is_ali(tokens: Tokens, k: int, start: int) -> bool:
    """علي the name, where the outlet writes the preposition على."""
    if tokens.text[tokens.ends[k] - 1] == "ى":
        return False
    return tokens.dotless or (k > start and bool(tokens.flags[k - 1] & (HONORIFIC | NAME)))


def _is_reporting(form: Form, bits: int) -> bool:
    for cue in form.cues:
        if cue.kind == "noun" and cue.suffix:
            return True
        if cue.kind == "participle":
            return not bits & (OFFICE | NAME | HONORIFIC)
        if cue.kind == "past" and cue.proclitic:
            return True
        if cue.kind in ("past", "present") and not bits & (OFFICE | NAME | ORGAN | _BODY | OBJECT):
            return True
    return False


def _apposition(tokens: Tokens, k: int, limit: int, titled: bool, named: bool) -> int:
    """Whether the phrase goes on after a comma: 1 a name follows its title, 2 a title follows a name, 0 no."""
    flags = tokens.flags
    j = k + 1
    if j >= limit or flags[j] & (AND | PREP | ADJUNCT | TIME | COMP | PRON | RELATIVE | COLON | QUOTE | CONJ | BI):
        return 0
    bits = flags[j]
    if tokens.forms[j].cues and not bits & (_TITLE | NAME):
        return 0
    if any(flags[m] & IDENTITY for m in range(j, min(limit, j + 6))):
        return 0
    if bits & _TITLE:
        return 2
    if titled and not named and bits & WORD and not bits & (OBJECT | SUFFIX):
        for m in range(j + 1, min(limit, j + 7)):
            if flags[m] & (COMMA | COMP | PRON | COLON | QUOTE | STOP | TIME | PREP):
                return 1
        return int(bool(bits & NAME)) or (1 if limit - j <= 4 else 0)
    return 0


def _title_preposition(tokens: Tokens, k: int, limit: int, titled: bool, named: bool, quantity: bool) -> bool:
    word = tokens.forms[k].form
    if word not in _INSIDE_TITLE or k + 1 >= limit:
        return False
    following = tokens.flags[k + 1]
    if not following & WORD or following & (COMP | PRON | PREP | RELATIVE):
        return False
    previous = tokens.flags[k - 1]
    if word in ("باسم", "لدي"):
        return titled and not (named and word == "لدي" and following & OCCASION)
    if word == "من":
        return quantity or (bool(previous & (GROUP | ANONYMOUS | QUANT)) and not named)
    if following & (OCCASION | TIME) or tokens.forms[k + 1].cues:
        return False
    if word == "عن":
        return bool(previous & (OFFICE | ANONYMOUS)) and bool(not previous & DEFINITE or following & (ORGAN | _BODY))
    if word == "في":
        if named and not previous & (OFFICE | PLURAL):
            return False
        return bool(
            previous & (OFFICE | ORGAN | DEMONYM | _BODY | DEFINITE | ANONYMOUS | STATE)
            and (titled or previous & (_BODY | ANONYMOUS))
        ) and bool(following & (ORGAN | STATE | _BODY | DEFINITE) or not following & COMMON)
    return False


def _coordination(tokens: Tokens, k: int, titled: bool, named: bool, joining: bool, quantity: bool) -> bool:
    bits, form = tokens.flags[k], tokens.forms[k]
    if form.form == "و" and k + 1 < len(tokens):
        bits = tokens.flags[k + 1]
    if any(cue.kind in ("past", "present") and cue.proclitic for cue in form.cues) and not bits & (_TITLE | STATE):
        return False
    if form.narrates:
        return False
    if (
        titled
        and not named
        and (bits & (ORGAN | OFFICE | DEMONYM) or (bits & DEFINITE and not bits & (NAME | HONORIFIC)))
    ):
        return True
    if not joining:
        return False
    if quantity and named and not bits & COMMON:
        return True
    if bits & (_TITLE | NAME | STATE | JOINT):
        return True
    return bool(bits & (_BODY | DEMONYM | PLURAL | ORGAN)) and bool(
        tokens.flags[k - 1] & (_BODY | DEMONYM | PLURAL | ORGAN | STATE | DEFINITE)
    )
