"""Where a noun phrase that can speak ends.

Grammar of such a phrase: honorific, office with what it is held in, state or demonym, rank, name, formula; or a group,
an institution, a document, a medium, an unnamed source with its complements.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from taawun.names.persons import given_names
from taawun.names.states import state_names
from taawun.statements.reading.features import BITS, Form, is_no_name, matching_form, word_group
from taawun.statements.reading.tokens import Tokens

_B = BITS
_COMP, _PRON, _PREP, _TIME, _REL = _B["COMP"], _B["PRON"], _B["PREP"], _B["TIME"], _B["RELATIVE"]
_HONORIFIC, _RANK, _OFFICE, _ORGAN, _NAME = _B["HONORIFIC"], _B["RANK"], _B["OFFICE"], _B["ORGAN"], _B["NAME"]
_STATE, _DEMONYM, _OBJECT, _JOINT = _B["STATE"], _B["DEMONYM"], _B["OBJECT"], _B["JOINT"]
_GROUP, _MEDIA, _ANONYMOUS, _PLURAL, _QUANT = _B["GROUP"], _B["MEDIA"], _B["ANONYMOUS"], _B["PLURAL"], _B["QUANT"]
_AND, _BI, _LI, _DEFINITE, _SUFFIX, _WORD = _B["AND"], _B["BI"], _B["LI"], _B["DEFINITE"], _B["SUFFIX"], _B["WORD"]
_COMMA, _COLON, _QUOTE, _STOP, _SEMI, _DASH = _B["COMMA"], _B["COLON"], _B["QUOTE"], _B["STOP"], _B["SEMI"], _B["DASH"]
_OPEN, _ADJUNCT, _COMMON, _OCCASION = _B["OPEN"], _B["ADJUNCT"], _B["COMMON"], _B["OCCASION"]
_TURN_WORD, _SAYING, _CONJ, _NUMBER = _B["TURN_WORD"], _B["SAYING"], _B["CONJ"], _B["NUMBER"]
_PLACE, _MASDAR, _AFTER_NAME, _TAIL = _B["PLACE"], _B["MASDAR"], _B["AFTER_NAME"], _B["TAIL"]
_OPENER, _LATIN, _SURNAME = _B["OPENER"], _B["LATIN"], _B["SURNAME"]

_TITLE = _OFFICE | _HONORIFIC | _RANK
_BODY = _GROUP | _B["INSTITUTION"] | _B["DOCUMENT"] | _MEDIA
_SPEAKERS = _TITLE | _BODY | _STATE | _NAME | _ANONYMOUS | _JOINT | _B["HE"] | _QUANT
_ANY_WORD = _WORD | _NUMBER
_NO_CONSTRUCT = _DEFINITE | _NAME | _DEMONYM | _STATE | _TITLE | _BODY
_NO_NAME = _TITLE | _ORGAN | _BODY | _DEMONYM | _STATE | _JOINT | _QUANT | _ANONYMOUS
#: a word of none of these is no name that only looks like one with a preposition
_PLAIN = _DEFINITE | _COMMON | _TITLE | _ORGAN | _BODY | _STATE | _MASDAR | _OBJECT
_NO_VERBAL_NOUN = _NAME | _ORGAN | _OFFICE | _BODY | _STATE | _DEMONYM | _DEFINITE
#: words of these are no thing that is said or done, or are judged by rules of their own
_NO_THING = (
    _NAME | _AFTER_NAME | _TITLE | _ORGAN | _BODY | _STATE | _DEMONYM | _NUMBER | _LATIN | _BI | _LI | _AND | _QUANT
)
#: open a clause: no phrase goes on over them
_NEVER = _COMP | _PRON | _REL | _B["HE_VERB"]
#: features of words that may stand outside the phrase
_PERHAPS_OUTSIDE = _TIME | _TURN_WORD | _ADJUNCT | _CONJ | _SAYING | _OCCASION | _OPENER
#: features of words that may begin a second noun phrase whatever the verb
_PERHAPS_SECOND = _OBJECT | _SUFFIX | _TAIL | _QUANT
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
        if bits & _TITLE and not (bits & _HONORIFIC and self.named):
            self.titled = True
        if bits & _OFFICE:
            self.office = True
        if bits & _BODY and not self.seen:
            self.body = True
        if bits & _QUANT:
            self.quantity = True
        if bits & (_NAME | _AFTER_NAME) or (
            not bits & (_NO_NAME | _DEFINITE)
            and (self.titled or not self.seen)
            and not (k > self.start and self.tokens.forms[k - 1].form == "باسم")
        ):
            self.named = True
        if bits & (_DEMONYM | _STATE):
            self.complete = True
        self.last_definite = bool(bits & _DEFINITE)
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
    if start < k < len(tokens) and flags[k] & _NUMBER and tokens.forms[k - 1].form in _YEARS:
        k -= 1
    while k > start and flags[k - 1] & (_COMMA | _DASH | _PREP) and not flags[k - 1] & _NAME:
        k -= 1
    return k


# --- marks: the index to go on at, 0 where the phrase ends --------------------------------------------------------------


def _read_mark(phrase: _Phrase, k: int, bits: int) -> int:
    if bits & _QUOTE:
        return _read_quoted(phrase, k)
    if bits & _COMMA:
        return _read_comma(phrase, k)
    if bits & _DASH:
        return _read_dashes(phrase, k)
    if bits & _OPEN:
        return _read_brackets(phrase, k)
    if bits & _STOP and k > phrase.start and k + 1 < phrase.limit and len(phrase.tokens.forms[k - 1].form) == 1:
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
    goes_on = after & _WORD and not phrase.named and not after & (_PREP | _COMP | _PRON)
    return closed + 1 if goes_on or after & (_NAME | _TITLE | _DEMONYM) else 0


def _read_dashes(phrase: _Phrase, k: int) -> int:
    """الوزير - فلان - : a name between dashes."""
    flags = phrase.tokens.flags
    closed = _closing_dash(phrase.tokens, k, min(phrase.limit, k + 7))
    if not phrase.titled or phrase.named or not closed or flags[k + 1] & (_PREP | _ADJUNCT | _TIME | _AND):
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
    if bits & _NUMBER and k > phrase.start and phrase.tokens.forms[k - 1].form in _YEARS:
        # إيران عام 2004
        return 0
    form = phrase.tokens.forms[k]
    if bits & _PREP:
        if not bits & (_NAME | _OFFICE):
            return k + 1 if _title_goes_on(phrase, k) else 0
        if bits & _NAME and not is_ali(phrase.tokens, k, phrase.start):
            return 0
    if (bits & _PERHAPS_OUTSIDE or form.cues or form.narrates) and _outside(phrase, k, bits, form):
        return 0
    if bits & _AND and k > phrase.start:
        return _read_conjunct(phrase, k, bits)
    if bits & (_BI | _LI | _AND | _PREP):
        bits = _without_clitics(phrase, k, bits)
        if bits & _BI and not (phrase.titled and not phrase.named and bits & (_ORGAN | _PLACE | _STATE)):
            return 0
        if bits & _LI:
            return k + 1 if _owned(phrase, k, bits) else 0
    if (phrase.splitting or phrase.complete or bits & _PERHAPS_SECOND) and _begins_another(phrase, k, bits):
        return 0
    if phrase.named and k > phrase.start and _behind_whole_name(phrase, k, bits):
        return 0
    phrase.add(k, bits)
    return k + 1


def _title_goes_on(phrase: _Phrase, k: int) -> bool:
    """Whether a preposition belongs to the phrase: المتحدث باسم، عدد من، السفير في."""
    head_of_many = phrase.seen == 1 and not phrase.tokens.flags[k - 1] & (_DEFINITE | _NAME | _SPEAKERS)
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
    if bits & (_TIME | _TURN_WORD) and not (bits & (_NAME | _ORGAN) and phrase.seen):
        return True
    if bits & _ADJUNCT and not bits & (_NAME | _ORGAN | _HONORIFIC):
        return True
    if later and bits & _TIME and bits & _ORGAN and k + 1 < phrase.limit and phrase.tokens.flags[k + 1] & _TIME:
        return True
    if bits & _CONJ and not bits & _SPEAKERS:
        return True
    if not later:
        return False
    if form.cues and _is_reporting(form, bits):
        return True
    if bits & _SAYING or (bits & _OCCASION and form.form.endswith(("حه", "ته", "مته", "حها", "تها", "ثه", "به"))):
        # what the speaker says it with or in: بالقول، تصريحه
        return True
    if bits & _OPENER and not bits & (_NAME | _ORGAN | _OFFICE | _BODY):
        # a future: إيران ستتراجع
        return True
    if not form.narrates:
        return False
    told = phrase.named or phrase.complete or form.form.endswith("ت") or len(form.form) > 4
    return bool(bits & _AND) or (told and not bits & (_NAME | _ORGAN | _OFFICE | _BODY))


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
        return bits & ~(_BI | _LI) if phrase.tokens.flags[k - 1] & _NAME and not bits & _PLAIN else bits
    return bits & ~(_BI | _LI | _AND | _PREP) if phrase.bare else bits


def _owned(phrase: _Phrase, k: int, bits: int) -> bool:
    """الأمين العام للأمم المتحدة: ل inside a title."""
    head, tokens = phrase.tokens.flags[phrase.start], phrase.tokens
    if head & _PLURAL and head & _DEFINITE:
        return False
    if not (phrase.titled or phrase.body) or phrase.named or bits & (_MEDIA | _PLURAL):
        return False
    return not (k + 1 < phrase.limit and tokens.flags[k + 1] & _QUOTE)


# --- where a second noun phrase begins --------------------------------------------------------------------------------


def _begins_another(phrase: _Phrase, k: int, bits: int) -> bool:
    """Whether a noun is no part of this phrase but what its owner says, or the object of the verb."""
    flags, start = phrase.tokens.flags, phrase.start
    if k == start:
        return bool(bits & (_OBJECT | _SUFFIX)) and not bits & _SPEAKERS
    whole = phrase.named or phrase.complete or phrase.last_definite
    if whole and bits & (_OBJECT | _SUFFIX | _TAIL) and not bits & (_NAME | _ORGAN | _OFFICE | _BODY | _PREP):
        return True
    if whole and bits & _QUANT and not bits & _AND and phrase.tokens.forms[k].form not in _ONE_OF:
        # إيران أكثر من مرة, but not فلان أحد المتحدثين
        return True
    if _behind_state(phrase, k, bits):
        return True
    if k == start + 1 and bits & _SUFFIX and flags[start] & _B["INSTITUTION"] and not flags[start] & _DEFINITE:
        # وزارة خارجيتها: a bare institution needs its complement
        return False
    if not phrase.splitting:
        return False
    if (
        k > start + 2
        and bits & _DEFINITE
        and bits & (_COMMON | _OBJECT | _MASDAR)
        and not bits & (_NAME | _AFTER_NAME | _ORGAN | _DEMONYM | _TITLE | _STATE | _BODY)
        and flags[k - 1] & flags[k - 2] & _NAME
        and not flags[k - 1] & _DEFINITE
    ):
        # two names are a whole one: the noun with the article is the object
        return True
    if k == start + 1 and bits & (_BODY | _DEFINITE) and flags[start] & _COMMON and not flags[start] & _NO_CONSTRUCT:
        # شرطة المدينة: a construct of two common nouns
        return False
    return _opens_object(phrase, k, bits)


def _behind_whole_name(phrase: _Phrase, k: int, bits: int) -> bool:
    """وصف مدبولي المباحثات: behind a name that is whole, a thing is the object of the verb.

    Whole is a family name that the article gave with a full name, or two names; a single first name only before a noun
    without the article. Where the verb takes no object, only a noun of a kind that no name is made of ends the name.
    """
    if bits & _NO_THING or (bits & _DEFINITE and not phrase.splitting):
        return False
    flags, form = phrase.tokens.flags, phrase.tokens.forms[k].form
    before = flags[k - 1]
    if before & (_PREP | _AND):
        return False
    if before & _SURNAME:
        return is_no_name(form, everyday=phrase.splitting)
    if k > phrase.start + 1 and flags[k - 2] & _NAME:
        whole = bool(before & _NAME) or not before & (_NO_NAME | _COMMON | _DEFINITE)
    else:
        whole = bool(before & _NAME) and not bits & _DEFINITE and phrase.tokens.forms[k - 1].form not in given_names()
    return whole and is_no_name(form, everyday=bool(bits & _DEFINITE))


def _behind_state(phrase: _Phrase, k: int, bits: int) -> bool:
    """إيران عودة، الولايات المتحدة تملك: behind a state's name stands no noun without the article, nor a verb."""
    head = phrase.tokens.flags[phrase.start]
    if phrase.titled or phrase.body or not head & _STATE or head & (_DEMONYM | _MEDIA):
        return False
    if bits & (_DEFINITE | _NAME | _AFTER_NAME | _STATE | _DEMONYM | _TITLE | _BODY | _LATIN | _NUMBER):
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
    if before & _PREP:
        return False
    for features, rule in _OBJECT_RULES:
        if bits & features:
            decided = rule(phrase, k, bits, before)
            if decided is not None:
                return decided
    if phrase.last_definite and before & _DEFINITE and not phrase.titled and not phrase.named:
        # an indefinite noun after a definite one: no adjective, no genitive
        return True
    return phrase.named and phrase.last_definite


def _what_is_said(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """أهمية، حرصه, or a verbal noun without the article."""
    whole = phrase.named or phrase.complete
    said = bits & (_OBJECT | _SUFFIX)
    if said and not bits & (_NAME | _ORGAN | _OFFICE):
        return True
    if bits & _MASDAR and not before & _NAME and not bits & _NO_VERBAL_NOUN:
        return whole or phrase.last_definite
    return True if said and whole and not bits & _NAME else None


def _second_state(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    return phrase.named or phrase.complete or bool(before & (_DEFINITE | _STATE))


def _second_plural(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """رئيس الوزراء النواب: a title ends before many."""
    return True if phrase.last_definite and phrase.titled and not before & (_ORGAN | _DEMONYM) else None


def _second_office(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    state = phrase.complete and before & _STATE and not phrase.titled
    return True if (phrase.named or state) and not before & _TITLE else None


def _second_body(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    form = phrase.tokens.forms[k].form
    if not phrase.titled and before & _DEFINITE:
        if not bits & _DEFINITE and bits & _BODY:
            return True
        if bits & _DEFINITE and before & _BODY and bits & _BODY & ~_MEDIA and not form.endswith("يه"):
            # المعارضة الحكومة: two bodies with the article are no construct
            return True
    if phrase.named or phrase.complete:
        return not (phrase.titled and not phrase.named and bits & _ORGAN and not phrase.complete)
    return None


def _many_of_a_people(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """الوزير الفرنسيين: a demonym in the plural belongs to no singular."""
    return True if phrase.tokens.forms[k].form.endswith(("ين", "ون")) else None


def _second_group(phrase: _Phrase, k: int, bits: int, before: int) -> bool | None:
    """الأمين العام للأمم المتحدة الأطراف."""
    groups = bits & before & _DEFINITE and not bits & (_ORGAN | _OFFICE | _DEMONYM)
    return True if groups and phrase.titled else None


def _goes_on(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    """Names, honorifics and ranks go on with what is read."""
    return False


def _second_demonym(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    return phrase.named or phrase.complete


def _second_definite(phrase: _Phrase, k: int, bits: int, before: int) -> bool:
    """Tell a family name or an adjective with the article from the object."""
    if before & _GROUP and not phrase.titled and phrase.tokens.forms[k - 1].form.endswith("ون"):
        # قال المعارضون الاتفاق: a plural in ون has no genitive behind it
        return True
    if phrase.complete and before & _STATE and not phrase.titled and not bits & _ORGAN:
        return True
    if phrase.named and before & _COMMON and not before & (_DEFINITE | _NAME | _AFTER_NAME):
        # a construct: شركات الإنترنت
        return False
    if phrase.named and before & _DEFINITE:
        # a family name follows a first name; a second definite noun is the object
        return not before & (_NAME | _AFTER_NAME)
    if phrase.named:
        return not before & _NAME and not phrase.titled
    return bool(before & _DEFINITE) and not bits & _ORGAN and bool(before & (_DEMONYM | _OFFICE))


_ObjectRule = Callable[[_Phrase, int, int, int], bool | None]
#: in this order: features that a word must have for a rule to be asked; the first that decides decides
_OBJECT_RULES: tuple[tuple[int, _ObjectRule], ...] = (
    (_OBJECT | _SUFFIX | _MASDAR, _what_is_said),
    (_STATE, _second_state),
    (_PLURAL, _second_plural),
    (_OFFICE | _HONORIFIC, _second_office),
    (_BODY | _ANONYMOUS | _JOINT, _second_body),
    (_DEMONYM, _many_of_a_people),
    (_GROUP, _second_group),
    (_NAME | _AFTER_NAME | _HONORIFIC | _RANK, _goes_on),
    (_DEMONYM, _second_demonym),
    (_DEFINITE, _second_definite),
)


# --- the pieces of the grammar ----------------------------------------------------------------------------------------


def _closing_dash(tokens: Tokens, k: int, limit: int) -> int | None:
    for j in range(k + 1, limit):
        if tokens.flags[j] & _DASH:
            return j
        if not tokens.flags[j] & _WORD:
            return None
    return None


def is_ali(tokens: Tokens, k: int, start: int) -> bool:
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
