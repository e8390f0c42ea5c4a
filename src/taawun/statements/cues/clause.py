"""A reporting word with what it governs, and which of the noun phrases beside it is its subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BI,
    COLON,
    COMP,
    DEFINITE,
    DOCUMENT,
    GROUP,
    HE,
    HONORIFIC,
    INSTITUTION,
    JOINT,
    LI,
    MASDAR,
    MEDIA,
    NAME,
    OBJECT,
    OCCASION,
    OFFICE,
    ORGAN,
    PLACE,
    PLURAL,
    PREP,
    QUANT,
    RANK,
    STATE,
    TIME,
)
from taawun.statements.reading.listed import word_flags
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: who or where: such a word is not what is said
_NO_OBJECT = INSTITUTION | JOINT | BI | LI | MEDIA | DOCUMENT
_NO_OBJECT |= OFFICE | NAME | HONORIFIC | HE
_NO_MASDAR = PLACE | TIME | OCCASION | ADVERB | PREP | ADJUNCT | RANK
_NO_MASDAR |= DEFINITE | STATE | ORGAN | GROUP

_THEREIN, _WRITTEN = word_group("therein"), DOCUMENT | OCCASION
_LETTER_WITHIN = setting("letter_within")
_LIGHT_WITHIN = setting("light_noun_within")
_COUNTING = word_group("counting")
_BROKEN_PLURALS = word_group("feminine_plurals")
_MASCULINE_IN_HA = word_group("masculine_in_ha")
_MASCULINE_STATES = word_group("masculine_states")


@dataclass(slots=True)
class Clause:
    """A reporting word with what it governs, in token positions.

    `content` is where the content begins; `complement` how it is joined: an, pronoun, colon, quote, a preposition,
    ب, ل, noun, or none. `saying` is a merged قائلا.
    """

    cue: int
    form: CueForm
    content: int
    complement: str
    subject: tuple[int, int] | None = None
    subject_rule: str = "dropped"
    person: tuple[int, int] | None = None
    saying: int = -1
    clausal: bool = False
    rule: str = ""
    position: str = "initial"
    polarity: str = "affirmed"
    factuality: str = "reported"
    relay: tuple[int, int] | None = None
    left: int = 0
    joint: int = -1

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the reporting word, for the trace of rules."""
        return self.cue, self.cue + 1

    def begin_bare(self, start: int) -> None:
        """Let what is said begin at a token without أن; a subject that was read beyond it ends there."""
        self.content, self.complement, self.clausal = start, "bare", True
        if self.subject is not None and self.subject[1] > start:
            self.subject = (self.subject[0], start) if self.subject[0] < start else None
        if self.subject is None:
            self.subject_rule = "dropped"


class Fit(NamedTuple):
    """A complement that suits its reporting word: name of its class, and what a rule found besides.

    `speaker` is who speaks where that is not the subject: the subject is then who passes it on where `relayed`, else
    nobody. `content` is where bare speech begins, else -1.
    """

    name: str
    speaker: tuple[int, int] | None = None
    relayed: bool = False
    content: int = -1


def is_feminine(word: str, bits: int) -> bool:
    """Whether a verb before this noun would be feminine, by form and kind (heuristic)."""
    if bits & STATE:
        return word not in _MASCULINE_STATES
    # ثلاثة نواب, مئات العمال: it agrees with those who are counted
    if bits & PLURAL or (bits & QUANT and (word.endswith("ات") or word in _COUNTING)):
        return False
    if word.endswith(("ه", "ات")) and not bits & HE and word not in _MASCULINE_IN_HA:
        return True
    return word in _BROKEN_PLURALS


def is_object_noun(bits: int) -> bool:
    """Whether a noun is what is said (أكد أهمية), not who says it or where."""
    if bits & _NO_OBJECT:
        return False
    return bool(bits & OBJECT) or (bool(bits & MASDAR) and not bits & _NO_MASDAR)


def light_noun(tokens: Tokens, clause: Clause) -> int | None:
    """Find the noun of speech that a light verb carries, within a few words."""
    nouns = clause.form.lemma.nouns
    if not nouns:
        return None
    end = min(tokens.sentence_end[clause.cue], clause.cue + _LIGHT_WITHIN)
    for j in range(clause.cue + 1, end):
        if tokens.plain[j] in nouns:
            return j
        if tokens.flags[j] & (COMP | COLON):
            return None
    return None


@rule
def tells_of_letter(tokens: Tokens, i: int) -> bool:
    """Behind a verb with فيه, who wrote the text named before speaks, so that a noun behind it is the object.

    + وأصدر الحزب بيانا أدان فيه الحرب. => أدان (الحزب) الحرب
    + ووزعت النقابة بيانا دعت فيه العمال إلى الصبر. => دعت (النقابة) الصبر
    - وفي بيان أعلن فيه الحزب أن الحدود آمنة كلام كثير. => أعلن (الحزب) الحدود آمنة كلام كثير
    - ونشرت صحيفة النهر مقالا انتقد فيه الكاتب الحرب. => انتقد (الكاتب) الحرب
    - وزار الوزير المدينة وأكد فيها السفير أهمية الحوار. => وأكد (السفير) أهمية الحوار
    """
    if tokens.plain[i + 1] not in _THEREIN:
        return False
    start = tokens.sentence_start[i]
    letter = next((k for k in range(i - 1, max(start, i - _LETTER_WITHIN), -1) if _is_letter(tokens, k)), start)
    if letter == start or tokens.flags[letter] & DEFINITE or tokens.flags[letter - 1] & PREP:
        return False
    # a medium publishes what others write
    published = any(bits & MEDIA for bits in tokens.flags[start:letter])
    return letter > start + 1 and not published and not tokens.flags[start] & PREP


def _is_letter(tokens: Tokens, k: int) -> bool:
    form = tokens.plain[k]
    accusative = form.endswith("ا") and word_flags().get(form[:-1], 0)
    return bool((tokens.flags[k] | accusative) & _WRITTEN)


def says_plainly(clause: Clause) -> bool:
    """Whether its verb does little else than report and governs أن, so that what is said may stand elsewhere."""
    return clause.form.lemma.risk == "L"
