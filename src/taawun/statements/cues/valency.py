"""Whether the complement that was found is one that the reporting word takes."""

from __future__ import annotations

from collections.abc import Callable

from taawun.statements.cues.clause import Clause
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    ATTITUDE,
    BI,
    COLON,
    COMMA,
    COMP,
    DASH,
    MEDIA,
    NAME,
    OBJECT,
    OFFICE,
    OPENER,
    ORGAN,
    PREP,
    PRON,
    QUOTE,
    STOP,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: complements that are a clause or a quotation, and those that are a prepositional phrase
CLAUSAL = frozenset(("an", "pronoun", "colon", "quote"))
PREPOSITIONAL = frozenset(("على", "إلى", "عن", "من", "في"))
_WITH_NOUN = PREPOSITIONAL | {"ب", "ل"}
#: what is described must be followed within so many words by what it is called
_CALLED_WITHIN = 14
_LIABLE_WITHIN = 12
_LIGHT_WITHIN = 16
_FROM = word_group("forms_of_an")
_LIABILITY = tuple(sorted(word_group("liability_stems")))


def match_valency(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> str:
    """Name of the complement's class when the lemma allows it, else an empty string.

    `needs` are the complements that the lemma must have for the kind of the form; see `lexicons/cues.yaml`.
    """
    clausal = clause.complement in CLAUSAL
    if clause.saying >= 0 and clausal:
        return "merged"
    if "عن+أن" in needs:
        return _relay_fits(tokens, clause) if clausal else ""
    if clause.complement == "none" and "أن" in clause.form.lemma.takes and _after_kama(tokens, clause):
        return "before"
    if not needs:
        return _any_fits(tokens, clause)
    for need, name, fits in _NEEDS:
        if (need in needs or not need) and fits(tokens, clause, needs):
            return name
    return ""


def _relay_fits(tokens: Tokens, clause: Clause) -> str:
    """نقل: a medium of its own accord, or from somebody."""
    if clause.subject is not None and tokens.flags[clause.subject[0]] & MEDIA:
        between = {tokens.forms[j].form for j in range(clause.cue, clause.content)}
        if not between & _FROM:
            return "clause"
    return "relay" if _from_source(tokens, clause) else ""


def _any_fits(tokens: Tokens, clause: Clause) -> str:
    """Name the complement of a lemma that needs none in particular."""
    lemma, complement = clause.form.lemma, clause.complement
    if complement in CLAUSAL or clause.clausal:
        return "clause"
    if complement in _WITH_NOUN:
        return "preposition"
    if complement == "noun":
        return "noun"
    if lemma.risk == "L" and "أن" in lemma.takes:
        if _content_before(tokens, clause):
            return "before"
        if _bare_speech(tokens, clause):
            return "bare"
    return ""


# --- what a lemma can need --------------------------------------------------------------------------------------------


def _clause_follows(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return clause.complement in CLAUSAL or clause.clausal


def _joined_bi_an(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """بأن، بأنه."""
    return clause.complement in ("an", "pronoun") and tokens.forms[clause.joint].form.startswith("با")


def _quotation_follows(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return clause.complement == "quote"


def _needed_preposition(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """Fit the preposition itself, one with أن behind it, or one with a noun of speech behind it."""
    complement = clause.complement
    if complement in needs and complement in _WITH_NOUN:
        return True
    if complement in PREPOSITIONAL and clause.clausal and complement + "+أن" in needs:
        return True
    return complement + "+لفظ" in needs and bool(tokens.flags[clause.content] & OBJECT)


def _merged(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return clause.saying >= 0


def _noun_follows(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return clause.complement == "noun"


def _noun_of_speech(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """جدد دعوته."""
    return clause.complement in ("noun", "ل", "ب") and bool(tokens.flags[clause.content] & ATTITUDE)


def _short_name(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """أسماه «...»."""
    return clause.complement == "quote" and clause.content - clause.cue <= 2


def _liability(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """حمّل فلانا مسؤولية."""
    if clause.complement not in ("noun", "quote"):
        return False
    end = min(clause.content + _LIABLE_WITHIN, tokens.sentence_end[clause.cue])
    return any(tokens.forms[j].form.lstrip("ال").startswith(_LIABILITY) for j in range(clause.content, end))


def _in_document(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """جاء في البيان أن: the document speaks."""
    start = clause.cue + 2
    if clause.complement not in CLAUSAL or tokens.forms[clause.cue + 1].form != "في":
        return False
    end = phrase_end(tokens, start, clause.content)
    if end <= start or not can_speak(tokens.flags[start]):
        return False
    clause.subject, clause.subject_rule = (start, end), "after"
    return True


def _carries_noun(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return light_noun(tokens, clause) is not None


def _called(tokens: Tokens, clause: Clause) -> range:
    """Tokens in which what somebody is called must stand; empty when the lemma describes nobody."""
    if clause.complement != "noun" or clause.form.lemma.person != "موصوف":
        return range(0)
    return range(clause.content, min(clause.content + _CALLED_WITHIN, tokens.sentence_end[clause.cue]))


def _object_with_ila(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    return any(tokens.forms[j].form == "الي" for j in _called(tokens, clause))


def _object_with_bi(tokens: Tokens, clause: Clause, needs: frozenset[str]) -> bool:
    """وصف الخطة بالجيدة."""
    called = _called(tokens, clause)
    return any(tokens.flags[j] & (BI | PRON) or tokens.forms[j].form == "ب" for j in called)


_Fits = Callable[[Tokens, Clause, frozenset[str]], bool]
#: what the lemma needs (empty: any preposition), name of the complement's class, rule; the first that fits counts
_NEEDS: tuple[tuple[str, str, _Fits], ...] = (
    ("أن", "clause", _clause_follows),
    ("ب", "preposition", _joined_bi_an),
    ("اسم", "noun", _quotation_follows),
    ("", "preposition", _needed_preposition),
    ("قائلا", "merged", _merged),
    ("بقول", "merged", _merged),
    ("اسم", "noun", _noun_follows),
    ("لفظ", "noun", _noun_of_speech),
    ("وصف", "naming", _short_name),
    ("مسؤولية", "noun", _liability),
    ("جاء", "document", _in_document),
    ("نواة", "light", _carries_noun),
    ("إلى", "noun", _object_with_ila),
    ("ب", "noun", _object_with_bi),
)


# --- complements in unusual places ------------------------------------------------------------------------------------


def light_noun(tokens: Tokens, clause: Clause) -> int | None:
    """Find the noun of speech that a light verb carries, within a few words."""
    nouns = clause.form.lemma.nouns
    if not nouns:
        return None
    end = min(tokens.sentence_end[clause.cue], clause.cue + _LIGHT_WITHIN)
    for j in range(clause.cue + 1, end):
        if tokens.forms[j].form in nouns:
            return j
        if tokens.flags[j] & (COMP | STOP | COLON):
            return None
    return None


def _from_source(tokens: Tokens, clause: Clause) -> bool:
    """نقلت الوكالة عن مصادر أن: the one quoted stands after عن, and no قوله follows."""
    begin = 0
    for j in range(clause.cue + 1, clause.content):
        if tokens.forms[j].form == "عن":
            begin = j + 1
        if begin and any(c.kind == "noun" and (c.suffix or c.lemma.lemma == "قال") for c in tokens.forms[j].cues):
            return False
    if not begin:
        return False
    end = phrase_end(tokens, begin, clause.content)
    if end == begin:
        return False
    clause.relay = clause.subject
    clause.subject, clause.subject_rule = (begin, end), "relayed-by"
    return True


def _bare_speech(tokens: Tokens, clause: Clause) -> bool:
    """وقال الوزير لقد نجحنا: speech without أن or marks, where a word follows that only opens a clause."""
    start, end = clause.cue + 1, tokens.sentence_end[clause.cue]
    if clause.form.kind != "past":
        return False
    for j in range(start, min(end - 2, start + 14)):
        bits = tokens.flags[j]
        if bits & OPENER and not bits & (OFFICE | NAME | ORGAN):
            if tokens.flags[j - 1] & PREP:
                return False
            clause.content, clause.complement, clause.clausal = j, "bare", True
            if clause.subject is not None and clause.subject[1] > j:
                clause.subject = (clause.subject[0], j) if clause.subject[0] < j else None
            if clause.subject is None:
                clause.subject_rule = "dropped"
            return True
        if bits & (COMMA | COLON | COMP):
            return False
    return False


def _after_kama(tokens: Tokens, clause: Clause) -> bool:
    """... ، كما ذكرت السلطات: the clause closes the sentence it reports."""
    i = clause.cue
    if clause.subject is None or i - 2 <= tokens.sentence_start[i] or clause.form.proclitic:
        return False
    marks = bool(tokens.flags[i - 2] & (COMMA | DASH | QUOTE))
    return tokens.forms[i - 1].form == "كما" and marks and tokens.sentence_end[i] - clause.subject[1] <= 8


def _content_before(tokens: Tokens, clause: Clause) -> bool:
    """«...»، قال الوزير: a subject, nothing after it, and a comma or closing mark before."""
    i = clause.cue
    if clause.subject is None or clause.form.proclitic or i == tokens.sentence_start[i]:
        return False
    before = tokens.flags[i - 1]
    return bool(before & (COMMA | QUOTE | DASH)) and tokens.sentence_end[i] - clause.subject[1] <= 12
