"""A reporting word with what it governs, and which of the noun phrases beside it is its subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BI,
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
    RANK,
    STATE,
    SUFFIX,
    TIME,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: who or where: such a word is not what is said
_NO_OBJECT = INSTITUTION | JOINT | BI | LI | MEDIA | DOCUMENT
_NO_OBJECT |= OFFICE | NAME | HONORIFIC | HE
_NO_MASDAR = PLACE | TIME | OCCASION | ADVERB | PREP | ADJUNCT | RANK
_NO_MASDAR |= DEFINITE | STATE | ORGAN | GROUP

_ADDRESSEES = word_group("addressees")
_BROKEN_PLURALS = word_group("feminine_plurals")
_EVERYBODY = word_group("everybody")
_MASCULINE_STATES = word_group("masculine_states")


@dataclass(slots=True)
class Clause:
    """A reporting word with what it governs, in token positions.

    `content` is where the content begins; `complement` how it is joined: an, pronoun, colon, quote, a preposition,
    ب, ل, noun, or none. `saying` is a merged قائلا. `words_between` are tokens between the cue and the content.
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
    stops: list[int] = field(default_factory=list)
    relay: tuple[int, int] | None = None
    left: int = 0
    joint: int = -1

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the reporting word, for the trace of rules."""
        return self.cue, self.cue + 1


def assign_phrases(tokens: Tokens, clause: Clause, phrases: list[tuple[int, int]]) -> None:
    """Decide which noun phrase is the subject and which the object (by number, agreement and valency)."""
    if not phrases:
        return
    cue = clause.form
    if cue.suffix:
        clause.subject, clause.subject_rule = phrases[0], "after"
        return
    if cue.kind == "participle" or (cue.number in ("d", "p") and cue.lemma.person and cue.kind in ("past", "present")):
        # a verb in the plural has its subject behind it: what follows is the object
        if cue.lemma.person:
            _take_person(tokens, clause, phrases[0])
        return
    if (cue.lemma.person and len(phrases) == 1 and clause.complement != "none") and (
        (cue.lemma.object_first and clause.complement != "noun") or _is_object_phrase(tokens, phrases[0], cue)
    ):
        _take_person(tokens, clause, phrases[0])
        return
    clause.subject, clause.subject_rule = phrases[0], "after"
    if cue.lemma.person and len(phrases) > 1:
        _take_person(tokens, clause, phrases[1])


def _take_person(tokens: Tokens, clause: Clause, span: tuple[int, int]) -> None:
    """Set the object apart, or let it open the content (ووصف الخطة بأنها ...)."""
    clause.person = span
    if clause.form.lemma.person != "موصوف":
        return
    with_bi = clause.complement in ("an", "pronoun") and tokens.forms[clause.joint].form.startswith("با")
    if with_bi or not (clause.clausal and clause.complement in ("an", "pronoun", "colon", "quote")):
        clause.content = min(clause.content, span[0])


def _is_object_phrase(tokens: Tokens, span: tuple[int, int], cue: CueForm) -> bool:
    """One noun phrase between verb and complement: object when it does not agree with the verb, or cannot speak."""
    if cue.kind == "noun":
        return False
    bits = tokens.flags[span[0]]
    word = tokens.forms[span[0]].form
    if word in _ADDRESSEES and cue.proclitic:
        return True
    if bits & (OBJECT | SUFFIX) and not bits & (OFFICE | HONORIFIC | HE):
        return True
    feminine = is_feminine(word, bits)
    if cue.gender == "m" and cue.number == "s" and feminine:
        return True
    if cue.gender == "f" and cue.number == "s" and not feminine and bits & (OFFICE | HONORIFIC | ORGAN):
        return True
    if word in _EVERYBODY:
        return True
    if (
        word.endswith("ين")
        and len(word) > 5
        and not (bits & (NAME | OFFICE) and not bits & PLURAL)
        and (bits & PLURAL or word.startswith("ال"))
    ):
        return True
    return not can_speak(bits) and word.startswith("ال") and word.endswith("ات")


def is_feminine(word: str, bits: int) -> bool:
    """Whether a verb before this noun would be feminine, by form and kind (heuristic)."""
    if bits & STATE:
        return word not in _MASCULINE_STATES
    if bits & PLURAL:
        return False
    if word.endswith(("ه", "ات")) and not bits & HE and word not in ("عبدالله", "طه", "الله"):
        return True
    return word in _BROKEN_PLURALS


def is_object_noun(bits: int) -> bool:
    """Whether a noun is what is said (أكد أهمية), not who says it or where."""
    if bits & _NO_OBJECT:
        return False
    return bool(bits & OBJECT) or (bool(bits & MASDAR) and not bits & _NO_MASDAR)
