"""A reporting word with what it governs, and which of the noun phrases beside it is its subject."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import BITS, CueForm, word_group
from taawun.statements.reading.tokens import Tokens

_B = BITS
_OBJECT, _SUFFIX, _OFFICE, _HONORIFIC, _HE, _ORGAN = (
    _B[n] for n in ["OBJECT", "SUFFIX", "OFFICE", "HONORIFIC", "HE", "ORGAN"]
)
_NAME, _STATE, _PLURAL, _DEFINITE = _B["NAME"], _B["STATE"], _B["PLURAL"], _B["DEFINITE"]
#: who or where: such a word is not what is said
_NO_OBJECT = _B["INSTITUTION"] | _B["JOINT"] | _B["BI"] | _B["LI"] | _B["MEDIA"] | _B["DOCUMENT"]
_NO_OBJECT |= _OFFICE | _NAME | _HONORIFIC | _HE
_NO_MASDAR = _B["PLACE"] | _B["TIME"] | _B["OCCASION"] | _B["ADVERB"] | _B["PREP"] | _B["ADJUNCT"] | _B["RANK"]
_NO_MASDAR |= _DEFINITE | _STATE | _ORGAN | _B["GROUP"]

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
    if bits & (_OBJECT | _SUFFIX) and not bits & (_OFFICE | _HONORIFIC | _HE):
        return True
    feminine = is_feminine(word, bits)
    if cue.gender == "m" and cue.number == "s" and feminine:
        return True
    if cue.gender == "f" and cue.number == "s" and not feminine and bits & (_OFFICE | _HONORIFIC | _ORGAN):
        return True
    if word in _EVERYBODY:
        return True
    if (
        word.endswith("ين")
        and len(word) > 5
        and not (bits & (_NAME | _OFFICE) and not bits & _PLURAL)
        and (bits & _PLURAL or word.startswith("ال"))
    ):
        return True
    return not can_speak(bits) and word.startswith("ال") and word.endswith("ات")


def is_feminine(word: str, bits: int) -> bool:
    """Whether a verb before this noun would be feminine, by form and kind (heuristic)."""
    if bits & _STATE:
        return word not in _MASCULINE_STATES
    if bits & _PLURAL:
        return False
    if word.endswith(("ه", "ات")) and not bits & _HE and word not in ("عبدالله", "طه", "الله"):
        return True
    return word in _BROKEN_PLURALS


def is_object_noun(bits: int) -> bool:
    """Whether a noun is what is said (أكد أهمية), not who says it or where."""
    if bits & _NO_OBJECT:
        return False
    return bool(bits & _OBJECT) or (bool(bits & _B["MASDAR"]) and not bits & _NO_MASDAR)
