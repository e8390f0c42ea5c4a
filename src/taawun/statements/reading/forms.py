"""What a single word form can be: the lexicons compiled to one cached record a form.

Everything that depends on the form alone is worked out once and kept, so that reading an article is a walk over
ready records. The matching form is that of `taawun.arabic.fold_text` with ة written ه, because newswire mixes the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.arabic.clitic_model import split_form
from taawun.arabic.clitics import Split, restore_article, stems_without_prefix
from taawun.arabic.fold import LETTERS
from taawun.arabic.frequencies import UNSEEN, form_rarity
from taawun.lexicons import load_lexicon, setting
from taawun.statements.reading.cue_forms import CueForm, lemmas, read_cues
from taawun.statements.reading.features import (
    ADJUNCT,
    AFTER_NAME,
    AND,
    ANONYMOUS,
    ATTITUDE,
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
    FIRST_PERSON,
    GROUP,
    INSTITUTION,
    LATIN,
    LI,
    MASDAR,
    NAME,
    NUMBER,
    OBJECT,
    OCCASION,
    OFFICE,
    OPEN,
    OPENER,
    PLURAL,
    PREP,
    PRON,
    QUOTE,
    SEMI,
    STATE,
    STOP,
    SUFFIX,
    TAIL,
    TIME,
    WORD,
)
from taawun.statements.reading.listed import narrates, word_flags
from taawun.statements.reading.matching import match_folded, matching_form


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
    **dict.fromkeys(("''", "&quot;", "&laquo;", "&raquo;", "&ldquo;", "&rdquo;"), QUOTE),
    **dict.fromkeys((f"{sign}#{code};" for sign in ("", "&") for code in (34, 171, 187, 8220, 8221)), QUOTE),
}
_ARABIC = frozenset(LETTERS)
# تفعيل، استفعال، انفعال، افتعال، مفاعلة; تفعّل only with the article, which no verb has
_VERBAL_NOUN = re.compile("(ال)?(ت..ي.ه?|است..ا.|است.ا.ه|ان..ا.|ا.ت.ا.|م.ا..ه|ت.ا..|ا.ا.ه)|الت[^اويه]{3}")
# إلغاء، بآليات, ألان against الآن: an alif that is written with its hamza begins no article
_NO_ARTICLE = re.compile("[وفبلك]{0,2}[أإآ]ل")
# بالمنحازة، بمعاقبتهما: endings that no foreign name has
_NO_FOREIGN_NAME = re.compile("ال.{3,}(ه|ات|ين)|.*تهما")


class _Records(dict[str, Form]):
    """Records by the word as it is written; a full table begins anew, so that no corpus fills the memory."""

    def __missing__(self, word: str) -> Form:
        if len(self) >= _MOST_WORDS:
            self.clear()
        form = self[word] = _read_word(word)
        return form


_MOST_WORDS = 150_000
_RECORDS = _Records()


def read_forms(words: Iterable[str]) -> list[Form]:
    """Records of words as they are written in the text."""
    return list(map(_RECORDS.__getitem__, words))


def read_form(word: str) -> Form:
    """Record of a word as it is written in the text.

    Examples
    --------
    >>> [(cue.lemma.lemma, cue.kind, cue.proclitic) for cue in read_form("وأكدت").cues]
    [('أكد', 'past', 'و')]
    >>> bool(read_form("الوزير").flags & OFFICE), bool(read_form("إلغاء").flags & DEFINITE)
    (True, False)
    """
    return _RECORDS[word]


def _read_word(word: str) -> Form:
    if word in _PUNCTUATION:
        return Form(word, _PUNCTUATION[word], (), "")
    folded = fold_text(word)
    form = match_folded(folded)
    if form == "و":
        return Form(form, AND | WORD, (), "")
    if form[:1].isdigit():
        return Form(form, NUMBER, (), "")
    if not form[:1].isalpha():
        return Form(form, 0, (), "")
    if form[:1] not in _ARABIC:
        return Form(form, LATIN | WORD, (), "")
    bits = _flags(form, folded) | WORD
    if bits & SUFFIX and word.endswith("ة"):
        # بوستة: no pronoun
        bits &= ~SUFFIX
    if bits & (DEFINITE | TIME) and _NO_ARTICLE.match(word):
        bits &= ~(DEFINITE | GROUP if bits & DEFINITE else TIME | ADJUNCT)
    if _is_tail(form, word, bits):
        bits |= TAIL
    cues = tuple(read_cues(form, word))
    if not cues and len(form) > 4 and word.lstrip("وف").startswith("سأ") and not bits & NAME:
        bits |= OPENER | FIRST_PERSON
    # One object where many words have the same: a corpus has some hundred thousand words.
    return Form(word if form == word else form, _SHARED.setdefault(bits, bits), cues, narrates(form))


_SHARED: dict[int, int] = {}


def _flags(form: str, folded: str) -> int:
    """Features of a word: those of the list it stands in, else of its stem, with those of its clitics and its shape."""
    table = word_flags()
    if form in table:
        # فريدون is one, whatever it ends in
        return table[form] | _shape(form) & ~(GROUP | PLURAL if table[form] & NAME else 0)
    stems = stems_without_prefix(folded)
    if stems is not None and not any(stem in table or stem[:-1] + "ه" in table for stem in stems):
        return _accusative(form) | _shape(form)  # whatever the model says
    split = split_form(folded)
    rest = match_folded(restore_article(split.prefix, split.stem) + split.suffix)
    known = _listed(split, rest)
    if rest != form and not known and _is_rare(split, rest):
        # فالون، ولوسكي: a rare name more often than a word that و or ف joins
        return _shape(form)
    bits = (AND if split.conjunction else 0) | _PREFIXES.get(split.prefix, 0)
    if split.prefix == "س" and split.stem[:1] in "يتن" and rarity(split.stem) < _KNOWN_VERB:
        bits |= OPENER
    return bits | known | _shape(rest)


def _is_rare(split: Split, rest: str) -> bool:
    """Whether what a word would be without its clitics is hardly ever written, and may be part of a foreign name."""
    if split.prefix and _NO_FOREIGN_NAME.fullmatch(rest):
        return False
    return rarity(rest) >= _RAREST_STEM[split.conjunction]


def _listed(split: Split, rest: str) -> int:
    """Features that the lists have for a word without its conjunction and preposition."""
    table = word_flags()
    known = table.get(rest, 0)
    if split.suffix and not known:
        # حرصه is what حرص is, دعوته what دعوة is
        feminine = split.stem.endswith("ت") and split.stem not in table
        known = table.get(split.stem[:-1] + "ه" if feminine else split.stem, 0) & _KEPT_WITH_A_PRONOUN
    if split.prefix:
        return (known or table.get(rest.removeprefix("ال"), 0)) & ~_NEVER_BEHIND_A_PREPOSITION
    return known or _accusative(rest)


def _accusative(form: str) -> int:
    """Features of the word in an indefinite accusative (مسؤولا), where it is one for speakers or for what they feel."""
    known = word_flags().get(form[:-1], 0) if len(form) > 4 and form[-1] == "ا" else 0
    return known if known & _ACCUSATIVE else 0


_PREFIXES = {"ب": BI, "ل": LI, "ك": PREP}
_NEVER_BEHIND_A_PREPOSITION = PREP | ADJUNCT | COMP | CONJ | BREAK | PRON
_KEPT_WITH_A_PRONOUN = OBJECT | ATTITUDE | OCCASION
_KNOWN_VERB = setting("known_verb")
_RAREST_STEM = {"ف": setting("stem_behind_fa"), "و": setting("stem_behind_waw"), "": setting("stem_behind_preposition")}
_ACCUSATIVE = GROUP | OFFICE | ANONYMOUS | INSTITUTION | ATTITUDE


def _shape(form: str) -> int:
    bits = 0
    if form.startswith("ال") and len(form) > 4:
        bits |= DEFINITE
        if len(form) > 6 and form.endswith(("ون", "ين")) and _names_people(form):
            bits |= GROUP
    elif form.endswith("ون") and len(form) > 5 and max(rarity(form[:-2]), rarity(form[:-2] + "ين")) < 720:
        # معتصمون: people, no شارون
        bits |= GROUP | PLURAL
    elif form.endswith("و") and len(form) > 4 and _is_construct_plural(form):
        bits |= GROUP
    elif form[0] == "س" and form[1:2] in "ينت" and len(form) > 4 and rarity(form[1:]) < min(760, rarity(form)):
        bits |= OPENER | FIRST_PERSON if form[1] == "ن" else OPENER
    elif form[0] == "ن" and len(form) > 3 and _is_our_verb(form.removesuffix("ها")):
        bits |= OPENER | FIRST_PERSON
    elif len(form) > 4 and form.endswith(("ها", "هم", "ته", "هما")):
        bits |= SUFFIX
    if _VERBAL_NOUN.fullmatch(form):
        bits |= MASDAR
    if rarity(form) < 470:
        bits |= COMMON
    return bits


def _names_people(form: str) -> bool:
    """Whether a definite word in ون is a plural of persons, or one in ين the accusative of a well-known one."""
    nominative, accusative = form[:-2] + "ون", form[:-2] + "ين"
    if form == nominative:
        return rarity(accusative) < 760
    return rarity(nominative) < 620 and rarity(form[2:-2]) < 620


def _is_construct_plural(form: str) -> bool:
    """Whether a word is the construct of a nominative plural (معارضو الاتفاق), no foreign name (ماريو)."""
    return rarity(form) > 420 and rarity(form + "ن") < 760 and rarity(form[:-1] + "ين") < 720


def _is_our_verb(form: str) -> bool:
    return rarity("ي" + form[1:]) < min(_KNOWN_VERB, rarity(form))


#: this much commoner (in hundredths of a Zipf step), a form is taken for the likelier reading
_LIKELIER = 40


def _is_tail(form: str, word: str, bits: int) -> bool:
    """Whether a word cannot go on with a whole noun phrase.

    A noun with its pronoun (دفاعه), an accusative (انتقادا), a verb with us as its object (أطلعنا).
    """
    if word.endswith(("ًا", "اً")) and len(form) > 3 and not bits & (DEFINITE | STATE):
        return True
    if len(form) < 5 or bits & DEFINITE:
        return False
    if form.endswith(("نا", "ني")) and form in _telling_us():
        return True
    stem = form[:-1]
    if word.endswith("ه"):
        # a noun in ة is often written so
        if _VERBAL_NOUN.fullmatch(stem) and len(stem) > 5 and _exact_rarity(stem + "ة") == UNSEEN:
            # اعتزامه
            return True
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
    found = form_rarity(form)
    return UNSEEN if found is None else found


def rarity(form: str) -> int:
    """How rare a form is: the rarity of `taawun.arabic.frequencies`, for a matching form."""
    found = form_rarity(form)
    if found is None and form.endswith("ه"):
        found = form_rarity(form[:-1] + "ة")
    return UNSEEN if found is None else found


@lru_cache(maxsize=1 << 14)
def takes_no_article(form: str) -> bool:
    """Whether a word is never written with ال, as foreign names are.

    Examples
    --------
    >>> takes_no_article("ووتش"), takes_no_article("انتاج"), takes_no_article("الانتاج")
    (True, False, False)
    """
    return not form.startswith("ال") and len(form) > 2 and rarity("ال" + form) == UNSEEN


@lru_cache(maxsize=1 << 14)
def is_present(form: str) -> bool:
    """Whether a word is a verb in the present that is written with ي and with ت alike, and no noun with ال.

    Examples
    --------
    >>> [is_present(form) for form in ("يناقش", "تقع", "تعاون", "تركيا", "يعقوب", "يمين")]
    [True, True, False, False, False, False]
    """
    if form[:1] not in ("ي", "ت") or len(form) < 3 or form in noun_names():
        return False
    both = max(rarity("ي" + form[1:]), rarity("ت" + form[1:]))
    if len(form) == 3:
        return both < _EVERYDAY and rarity("ال" + form) == UNSEEN
    return both < _KNOWN_VERB and rarity("ال" + form) > both + _LIKELIER


@lru_cache(maxsize=1 << 14)
def is_verb(form: str) -> bool:
    """Whether a word has the shape of a verb: in the present, or in the past with the ending of one that is known.

    Examples
    --------
    >>> [is_verb(form) for form in ("يناقش", "يعقوب", "قرروا", "سمعت", "رفعت")]
    [True, False, True, True, True]
    """
    if is_present(form) or (form[0] + form[-2:] == "يون" and len(form) > 5 and rarity("ال" + form) == UNSEEN):
        return True
    stem = form[:-2] if form.endswith("وا") else form[:-1] if form.endswith("ت") else ""
    if len(stem) < 3 or form in noun_names():
        return False
    return max(rarity(form) - _SELDOM, rarity(stem)) < _KNOWN_VERB and rarity("ال" + form) == UNSEEN


def is_shaped_like_verbal_noun(form: str) -> bool:
    """Whether a word, known or not, has the shape of a verbal noun: اعتزام."""
    return bool(_VERBAL_NOUN.fullmatch(form))


#: a form with an ending is so much rarer than its stem
_SELDOM = 160


@lru_cache(maxsize=1 << 14)
def is_verbal_noun(form: str) -> bool:
    """Whether a known word has the shape of a verbal noun: إعطاء، تجميد، اعتراض.

    With ال only the shapes that no broken plural has: الأرصاد and الإخوان look like الإعداد.
    """
    shape = _VERBAL_NOUN.fullmatch(form) or _MORE_VERBAL_NOUNS.fullmatch(form)
    return bool(shape) and rarity(form) < _WELL_KNOWN and form not in noun_names()


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
    if stem in noun_names() or (word_flags().get(form, 0) | word_flags().get(stem, 0)) & (NAME | AFTER_NAME):
        return False
    if stem.endswith("ي") or len(stem) < 3:
        return False
    both = max(rarity(stem), rarity("ال" + stem))
    if definite and len(stem) > 4 and stem.endswith(("ات", "ين", "ون")):
        return rarity(form) < _WELL_KNOWN
    if stem.endswith(("ه", "ات")) or _VERBAL_NOUN.fullmatch(stem) or _MORE_VERBAL_NOUNS.fullmatch(stem):
        return both < _WELL_KNOWN
    return everyday and both < _EVERYDAY


#: rarity (hundredths of a Zipf step below certainty) of a word that is well known, and of an everyday one
_WELL_KNOWN, _EVERYDAY = 620, 460
# إفعال، افتعال with a final hamza
_MORE_VERBAL_NOUNS = re.compile("ا..ا.|ا[^ا]{1,3}اء")


@cache
def noun_names() -> frozenset[str]:
    """Common nouns that are names as well, in matching form."""
    words = load_lexicon("titles")["noun_names"].split() + load_lexicon("persons")["given_names"].split()
    return frozenset(map(matching_form, words))
