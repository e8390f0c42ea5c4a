"""What a single word form can be: the lexicons compiled to one cached record a form.

Everything that depends on the form alone is worked out once and kept, so that reading an article is a walk over
ready records. The matching form is that of `taawun.arabic.fold_text` with ة written ه, because newswire mixes the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic.fold import LETTERS
from taawun.lexicons import load_lexicon
from taawun.statements.reading.cue_forms import CueForm, conjugate_past, lemmas, read_cues
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AFTER_NAME,
    AND,
    ANONYMOUS,
    ATTITUDE,
    BACKGROUND,
    BE,
    BI,
    BREAK,
    CLOSE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DEMONYM,
    DISTANCE,
    DOCUMENT,
    ENVOY,
    FIXED_ALA,
    GROUP,
    HE,
    HE_VERB,
    HONORIFIC,
    IDENTITY,
    INSTITUTION,
    IRREALIS,
    JOINT,
    LATIN,
    LI,
    MASDAR,
    MEDIA,
    MOTION,
    NAME,
    NEG,
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
    PREP_PRONOUN,
    PRON,
    QUANT,
    QUOTE,
    RANK,
    RELATION,
    RELATIVE,
    SAYING,
    SEMI,
    SOURCE_NOUN,
    STATE,
    STOP,
    SUFFIX,
    TAIL,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import matching_form


class Form(NamedTuple):
    """A form, what it can be (`flags`, see `taawun.statements.reading.features`) and its readings as a reporting word."""

    form: str
    flags: int
    cues: tuple[CueForm, ...]
    narrates: str


_PUNCTUATION = {
    **dict.fromkeys("،,", COMMA),
    **dict.fromkeys(".!؟?…", STOP),
    **dict.fromkeys("؛;", SEMI),
    ":": COLON,
    **dict.fromkeys("-–—ـ−", DASH),
    **dict.fromkeys("([{", OPEN),
    **dict.fromkeys(")]}", CLOSE),
    **dict.fromkeys('«»"“”„‟‹›″', QUOTE),
}
#: letters of Arabic words and of foreign names in them
_ARABIC = frozenset(LETTERS)
# patterns of verbal nouns: تفعيل، استفعال، انفعال، افتعال، مفاعلة
_VERBAL_NOUN = re.compile("ت..ي.ه?|است..ا.|است.ا.ه|ان..ا.|ا.ت.ا.|م.ا..ه|ت.ا..|ا.ا.ه")


@lru_cache(maxsize=200_000)
def read_form(word: str) -> Form:
    """Record of a word as it is written in the text.

    Examples
    --------
    >>> [(cue.lemma.lemma, cue.kind, cue.proclitic) for cue in read_form("وأكدت").cues]
    [('أكد', 'past', 'و')]
    >>> bool(read_form("الوزير").flags & OFFICE), bool(read_form("بالدعوة").flags & BI)
    (True, True)
    """
    if len(word) == 1 and word in _PUNCTUATION:
        return Form(word, _PUNCTUATION[word], (), "")
    form = matching_form(word)
    if form == "و":
        return Form(form, AND | WORD, (), "")
    if not form:
        return Form("", 0, (), "")
    if form[0].isdigit():
        return Form(form, NUMBER, (), "")
    if not form[0].isalpha():
        return Form(form, 0, (), "")
    if form[0] not in _ARABIC:
        return Form(form, LATIN | WORD, (), "")
    bits = _flags(form) | WORD
    if _is_tail(form, word, bits):
        bits |= TAIL
    return Form(form, bits, tuple(read_cues(form, word)), _narrates(form))


def _flags(form: str) -> int:
    table = word_flags()
    if form in table:
        return table[form] | _shape(form)
    bits = 0
    rest = form
    if form[0] in "وف" and form[1:] in table and (len(form) > 3 or table[form[1:]] & PREP):
        return table[form[1:]] | AND | _shape(form[1:])
    if form[0] == "و" and len(form) > 3 and _is_clitic(form):
        bits, rest = AND, form[1:]
    for prefix, bit in (("بال", BI), ("لل", LI), ("كال", 0), ("ب", BI), ("ل", LI)):
        if not rest.startswith(prefix) or len(rest) < len(prefix) + 2:
            continue
        stem = rest[len(prefix) :]
        candidates = ("ال" + stem, stem) if prefix[-1] == "ل" and len(prefix) > 1 else (stem,)
        blocked = PREP | ADJUNCT | COMP | CONJ | BREAK | PRON
        known = next((c for c in candidates if table.get(c, PREP) & ~blocked), None)
        likely = len(stem) > 2 and (_is_clitic(rest) or _is_masdar(stem) or _is_owned_plural(stem))
        if known is None and len(prefix) == 1 and not likely:
            continue
        if known is None and prefix == "لل" and not _is_clitic(rest) and len(stem) < 3:
            continue
        inherited = table.get(known, 0) if known else 0
        if bit:
            return bits | bit | (inherited & ~blocked) | _shape(known or stem)
        return bits | PREP
    if len(rest) > 4 and rest[-1] == "ا" and table.get(rest[:-1], 0) & _ACCUSATIVE:
        return bits | table[rest[:-1]] | _shape(rest)
    return bits | _shape(rest)


def _is_owned_plural(stem: str) -> bool:
    """Whether a word behind a preposition is a plural with a pronoun: لمناصريه، بمؤيديها."""
    return len(stem) > 5 and stem.endswith(("يه", "يها", "يهم")) and rarity(stem) < 760


def _is_masdar(stem: str) -> bool:
    return bool(_VERBAL_NOUN.fullmatch(stem)) and rarity(stem) < 760


_ACCUSATIVE = GROUP | OFFICE | ANONYMOUS | INSTITUTION


def _shape(form: str) -> int:
    bits = 0
    if form.startswith("ال") and len(form) > 4:
        bits |= DEFINITE
        if form.endswith("ون") and len(form) > 6 and rarity(form[:-2] + "ين") < 760:
            # a nominative plural of persons
            bits |= GROUP
    elif form.endswith("و") and len(form) > 4 and rarity(form + "ن") < 760 and rarity(form) > 420:
        # the construct of a nominative plural (معارضو الاتفاق)
        bits |= GROUP
    elif form[0] == "س" and form[1:2] in "ينت" and len(form) > 4 and rarity(form[1:]) < min(760, rarity(form)):
        bits |= OPENER
    elif len(form) > 4 and form.endswith(("ها", "هم", "ته", "هما")):
        bits |= SUFFIX
    if _VERBAL_NOUN.fullmatch(form.removeprefix("ال")):
        bits |= MASDAR
    if rarity(form) < 470:
        bits |= COMMON
    return bits


#: this much commoner (in hundredths of a Zipf step), a form is taken for the likelier reading
_LIKELIER = 40


def _is_tail(form: str, word: str, bits: int) -> bool:
    """Whether a word cannot go on with a whole noun phrase.

    A noun with its pronoun (دفاعه), an accusative (انتقادا), a verb with us as its object (أطلعنا).
    """
    if len(form) < 5 or bits & DEFINITE:
        return False
    if form.endswith(("نا", "ني")) and form in _telling_us():
        return True
    if word.endswith(("ًا", "اً")):
        return True
    stem = form[:-1]
    if word.endswith("ه"):
        # a noun in ة is often written so
        return rarity(stem) < 560 and _exact_rarity(form) < _exact_rarity(stem + "ة") - _LIKELIER
    if form.endswith("ا"):
        known = rarity(stem) < 480 or bool(_VERBAL_NOUN.fullmatch(stem))
        return known and rarity(stem) < rarity(form) - _LIKELIER
    return False


@cache
def _telling_us() -> frozenset[str]:
    """أبلغنا، أطلعني: reporting verbs in the past with the first person as their object."""
    forms = set()
    for lemma, entry in lemmas():
        if lemma.person == "مخاطب" and "past" in entry:
            stem = matching_form(entry["past"])
            forms |= {stem + "نا", stem + "ني", stem + "تنا", stem + "تني"}
    return frozenset(forms)


def _exact_rarity(form: str) -> int:
    from taawun.arabic.frequencies import UNSEEN, form_rarity

    return form_rarity().get(form, UNSEEN)


def rarity(form: str) -> int:
    """How rare a form is: the rarity of `taawun.arabic.frequencies`, for a matching form."""
    from taawun.arabic.frequencies import UNSEEN, form_rarity

    table = form_rarity()
    found = table.get(form)
    if found is None and form.endswith("ه"):
        found = table.get(form[:-1] + "ة")
    return UNSEEN if found is None else found


def _is_clitic(form: str) -> bool:
    """Whether the first letter is more likely a proclitic: the rest is the commoner word."""
    return rarity(form[1:]) < min(rarity(form), 640)


@lru_cache(maxsize=1 << 14)
def is_no_name(form: str, everyday: bool = True) -> bool:
    """Whether a word is a noun of a kind that names are not made of: a verbal noun, a noun in ة, a plural with ال.

    With `everyday`, any common word is. It must be well known with and without ال, and no name of the lexicon. Family names in ي are none (الشمري).

    Examples
    --------
    >>> is_no_name("المباحثات"), is_no_name("زياره"), is_no_name("الخصاونه"), is_no_name("سلامه")
    (True, True, False, False)
    """
    definite = form.startswith("ال") and len(form) > 4
    stem = form[2:] if definite else form
    if stem in _noun_names() or (word_flags().get(form, 0) | word_flags().get(stem, 0)) & (NAME | AFTER_NAME):
        return False
    if stem.endswith("ي") or len(stem) < 3:
        return False
    both = max(rarity(stem), rarity("ال" + stem))
    if definite and len(stem) > 4 and stem.endswith(("ات", "ين", "ون")):
        return rarity(form) < _KNOWN
    if stem.endswith("ه") or _VERBAL_NOUN.fullmatch(stem) or _MORE_VERBAL_NOUNS.fullmatch(stem):
        return both < _KNOWN
    return everyday and both < _EVERYDAY


#: rarity (hundredths of a Zipf step below certainty) of a word that is well known, and of an everyday one
_KNOWN, _EVERYDAY = 620, 460
# إفعال، افتعال with a final hamza
_MORE_VERBAL_NOUNS = re.compile("ا..ا.|ا[^ا]{1,3}اء")


@cache
def _noun_names() -> frozenset[str]:
    words = load_lexicon("titles")["noun_names"].split() + load_lexicon("persons")["given_names"].split()
    return frozenset(map(matching_form, words))


def has_rare_bi(form: str) -> bool:
    """Whether a rare word may be one with the preposition ب: what follows is a known word."""
    return len(form) > 4 and form[0] == "ب" and rarity(form[1:]) < 760


@cache
def word_flags() -> dict[str, int]:
    """Feature bits of every listed form."""
    table: dict[str, int] = {}

    def add(words: Iterable[str], *names: int) -> None:
        for word in words:
            form = matching_form(word)
            for name in names:
                table[form] = table.get(form, 0) | name

    titles, groups, clauses = (load_lexicon(name) for name in ("titles", "groups", "clauses"))
    from taawun.names.states import state_names

    for phrase, (_, kind) in state_names().items():
        if " " not in phrase:
            add([phrase], DEMONYM if kind == "demonym" else STATE)
    add(titles["state_heads"].split(), STATE)
    add(titles["honorifics"].split(), HONORIFIC)
    add(titles["ranks"].split(), RANK)
    add(titles["pronouns"].split(), HE)
    add(titles["offices"].split(), OFFICE)
    add(("ال" + word for word in titles["offices"].split() if not word.startswith("ال")), OFFICE)
    add(titles["plural_offices"].split(), OFFICE, PLURAL)
    add(titles["organs"].split(), ORGAN)
    add(titles["names"].split(), NAME)
    add(titles["after_name"].split(), AFTER_NAME)
    add(titles["relations"].split(), RELATION)
    add(titles["envoys"].split(), ENVOY)
    for name, bit in (
        ("joint", JOINT),
        ("groups", GROUP),
        ("institutions", INSTITUTION),
        ("quantities", QUANT),
    ):
        add(groups[name].split(), bit)
    for name, bit in (("documents", DOCUMENT), ("media", MEDIA), ("anonymous", ANONYMOUS)):
        add(groups[name].split(), bit)
    for key, bit in _CLAUSE_BITS.items():
        add(clauses[key].split(), bit)
    return table


_CLAUSE_BITS = {
    "complementizers": COMP,
    "pronominal": PRON,
    "prepositions": PREP,
    "adjuncts": ADJUNCT,
    "time": TIME,
    "adverbs": ADVERB,
    "occasions": OCCASION,
    "motion": MOTION,
    "fixed_ala": FIXED_ALA,
    "quoting_participles": SAYING,
    "relatives": RELATIVE,
    "conjunctions": CONJ,
    "negation": NEG,
    "irrealis": IRREALIS,
    "background": BACKGROUND,
    "objects": OBJECT,
    "attitudes": ATTITUDE,
    "turn_markers": TURN,
    "turn_words": TURN_WORD,
    "breaks": BREAK,
    "places": PLACE,
    "be": BE,
    "subject_pronouns": HE_VERB,
    "prepositional_pronouns": PREP_PRONOUN,
    "demonstratives": THIS,
    "speech_openers": OPENER,
    "distance": DISTANCE,
    "identity": IDENTITY,
    "source_nouns": SOURCE_NOUN,
}


@cache
def _narration_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in load_lexicon("clauses")["narration"].split():
        for form, _, _, gender, _ in conjugate_past(matching_form(verb), True):
            forms.setdefault(form, gender)
    return forms


def _narrates(form: str) -> str:
    table = _narration_forms()
    return table.get(form) or (table.get(form[1:], "") if form[0] in "وف" else "")
