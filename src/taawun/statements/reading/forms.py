"""What a single word form can be: the lexicons compiled to one cached record a form.

Everything that depends on the form alone is worked out once and kept, so that reading an article is a walk over
ready records. The matching form is that of `taawun.arabic.fold_text` with ة written ه, because newswire mixes the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from taawun.arabic import fold_text
from taawun.arabic.clitic_model import split_form
from taawun.arabic.clitics import Split, restore_article, stems_without_prefix
from taawun.arabic.fold import LETTERS
from taawun.arabic.frequencies import UNSEEN
from taawun.lexicons import setting
from taawun.statements.reading.cue_forms import CueForm, lemmas, read_cues
from taawun.statements.reading.features import (
    ADJUNCT,
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
from taawun.statements.reading.shapes import KNOWN_VERB, LIKELIER, exact_rarity, is_shaped_like_verbal_noun, rarity


@dataclass(frozen=True, slots=True)
class Form:
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
    if split.prefix == "س" and split.stem[:1] in "يتن" and rarity(split.stem) < KNOWN_VERB:
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
    if is_shaped_like_verbal_noun(form):
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
    return rarity("ي" + form[1:]) < min(KNOWN_VERB, rarity(form))


def _is_tail(form: str, word: str, bits: int) -> bool:
    """Whether a word cannot go on with a whole noun phrase.

    A noun with its pronoun (دفاعه), an accusative (انتقادا), a verb with us as its object (أطلعنا).
    """
    if word.endswith(("ًا", "اً")) and len(form) > 3 and not bits & (DEFINITE | STATE):
        return True
    if len(form) < 5 or bits & DEFINITE:
        # وفدا
        return len(form) == 4 and form[-1] == "ا" and bool(word_flags().get(form[:-1], 0) & GROUP)
    if form.endswith(("نا", "ني")) and form in _telling_us():
        return True
    stem = form[:-1]
    if word.endswith("ه"):
        # a noun in ة is often written so
        if is_shaped_like_verbal_noun(stem) and len(stem) > 5 and exact_rarity(stem + "ة") == UNSEEN:
            # اعتزامه
            return True
        return rarity(stem) < 560 and exact_rarity(form) < exact_rarity(stem + "ة") - LIKELIER
    if form.endswith("ا"):
        known = rarity(stem) < 480 or is_shaped_like_verbal_noun(stem)
        return known and rarity(stem) < rarity(form) - LIKELIER
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
