"""Whether a participle or a verbal noun reports speech in its place."""

from __future__ import annotations

from taawun.statements.cues.clause import Clause
from taawun.statements.cues.complements import read_complement
from taawun.statements.cues.valency import CLAUSAL, PREPOSITIONAL, match_valency
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADVERB,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DEFINITE,
    DEMONYM,
    HONORIFIC,
    NAME,
    NEG,
    OFFICE,
    PREP,
    QUOTE,
    RELATIVE,
    SAYING,
    STATE,
    TIME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

#: a participle may stand right behind these
_BEFORE_PARTICIPLE = DEFINITE | TIME | STATE | NAME | DEMONYM | ADVERB

_FROM = word_group("forms_of_an")
_AGENTLESS = word_group("agentless")
_NOUN_CONTEXT = word_group("noun_context")
_WITH_AN = PREPOSITIONAL | {"an"}
_ANY_COMPLEMENT = CLAUSAL | PREPOSITIONAL | {"ب", "noun"}
_WITH = ("مع", "ومع")


# --- participles ------------------------------------------------------------------------------------------------------


def judge_participle(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a participle that reports speech (مؤكدا أن), None when it does not."""
    before = tokens.flags[i - 1] if i > tokens.sentence_start[i] else 0
    if tokens.quoted_from[i] >= 0 or _is_no_adverbial(tokens, i, cue, before):
        return None
    clause = read_complement(tokens, i, cue)
    if tokens.flags[i] & ADVERB and clause.content - i > 2:
        return None
    agreeing = cue.gender == "f" or cue.number != "s"
    if agreeing and _is_adjective(tokens, clause, before):
        return None
    if cue.gender == "m" and _follows_adverbial(tokens, clause, before):
        return None
    fits = match_valency(tokens, clause, cue.lemma.needs_participle)
    if not fits:
        return None
    clause.rule = "participle:" + fits
    return clause


def _is_no_adverbial(tokens: Tokens, i: int, cue: CueForm, before: int) -> bool:
    """Whether it is a title, a name, a predicate, or what a preposition governs."""
    bits = tokens.flags[i]
    exhorting = before & COMMA and cue.lemma.act == "call"
    if bits & (OFFICE | NAME) and not bits & SAYING and not exhorting:
        return True
    if i > tokens.sentence_start[i] and tokens.forms[i - 1].form in ("هناك", "ثمه", "هنالك"):
        return True
    if before & (PREP | RELATIVE | NEG) and not before & (TIME | CONJ):
        return True
    return bool(before & (OFFICE | HONORIFIC)) and not before & DEFINITE


def _is_adjective(tokens: Tokens, clause: Clause, before: int) -> bool:
    """Whether a participle in the feminine or plural belongs to a noun, as its form would also allow."""
    if clause.complement in CLAUSAL:
        following = tokens.flags[min(clause.content, len(tokens) - 1)]
        return clause.complement == "colon" and not following & QUOTE
    if clause.content - clause.cue > (8 if before & COMMA else 4):
        return True
    if clause.form.gender == "f" and before & WORD and before & DEFINITE:
        return True
    return bool(before & WORD) and not before & _BEFORE_PARTICIPLE


def _follows_adverbial(tokens: Tokens, clause: Clause, before: int) -> bool:
    """Whether a participle without a clause stands behind another word in the accusative, which it then describes."""
    if clause.complement in CLAUSAL or clause.clausal:
        return False
    if not before & WORD or before & (TIME | ADVERB | DEFINITE | NAME | STATE):
        return False
    i = clause.cue
    previous = tokens.forms[i - 1].form
    accusative = len(previous) > 3 and previous.endswith("ا") and not previous.endswith(("ها", "هما"))
    return accusative and tokens.text[tokens.starts[i - 1] : tokens.ends[i - 1]].endswith(("ًا", "اً", "ا"))


# --- verbal nouns -----------------------------------------------------------------------------------------------------


def judge_noun(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    """Clause of a verbal noun that reports speech (قوله إن، مع التأكيد على), None when it does not."""
    if tokens.quoted_from[i] >= 0 and cue.proclitic != "ب":
        return None
    clause = read_complement(tokens, i, cue)
    form = tokens.forms[i].form
    previous = tokens.forms[i - 1].form if i > tokens.sentence_start[i] else ""
    rule, subject_rule = "", "dropped"
    if cue.proclitic == "ب":
        rule = "means" if _is_means(clause, form) else ""
    elif (cue.suffix or form == "القول") and _relayed(tokens, i):
        subject_rule = "relayed"
        rule = "relayed" if clause.complement in _ANY_COMPLEMENT else ""
    elif cue.suffix:
        rule = _with_owner(clause, previous)
    elif form.startswith("ال"):
        rule = _agentless(clause, previous)
        subject_rule = "joint" if rule == "agentless" else "dropped"
    elif previous in _NOUN_CONTEXT and _names_owner(tokens, clause):
        # بعد تحذير الوزير من أن
        clause.rule, clause.subject_rule = "nominal:genitive", "genitive"
        return clause
    if not rule:
        return None
    clause.rule = "nominal:" + rule
    clause.subject, clause.subject_rule = None, subject_rule
    return clause


def _is_means(clause: Clause, form: str) -> bool:
    """بالتأكيد على، بقوله إن."""
    complement, near = clause.complement, clause.content - clause.cue
    if form == "بالتاكيد" and complement not in ("على", "an", "pronoun"):
        return False
    if clause.form.suffix and clause.form.lemma.lemma != "قال":
        return False
    return (complement in CLAUSAL and near <= 2) or (complement in PREPOSITIONAL and near == 2)


def _with_owner(clause: Clause, previous: str) -> str:
    """مع تأكيده على، قوله إن."""
    lemma, complement = clause.form.lemma, clause.complement
    if clause.content - clause.cue > 2:
        return ""
    taken = complement in PREPOSITIONAL | {"ب"} and complement in lemma.takes
    if previous in _WITH and (taken or complement == "an"):
        return "with"
    return "suffix" if lemma.lemma == "قال" and complement in CLAUSAL else ""


def _agentless(clause: Clause, previous: str) -> str:
    """تم التأكيد على، مع التأكيد على."""
    near = clause.content - clause.cue
    if clause.complement not in _WITH_AN:
        return ""
    if previous in _AGENTLESS and near <= 6:
        return "agentless"
    return "with" if previous in _WITH and near == 2 else ""


def _names_owner(tokens: Tokens, clause: Clause) -> bool:
    """Whether a subject and a clause follow: تحذير الوزير من أن."""
    follows = clause.clausal and clause.complement in ("an", "pronoun", "من", "على", "إلى")
    if not follows or clause.subject is None or clause.content - clause.cue > 16:
        return False
    head = tokens.flags[clause.subject[0]]
    # إعلان عملي: an adjective owns nothing
    return can_speak(head) or bool(head & DEFINITE) or not head & COMMON


def _relayed(tokens: Tokens, i: int) -> bool:
    """نقلت ... عن X قوله، ينسب إلى X القول: a verbal noun behind a verb of passing on and عن."""
    start = max(tokens.sentence_start[i], i - 18)
    seen_from = False
    attributed = False
    for j in range(i - 1, start - 1, -1):
        form = tokens.forms[j].form
        if form in _FROM:
            seen_from = True
        if form == "الي":
            attributed = True
        if attributed and form.lstrip("وف").startswith(("نسب", "ينسب", "تنسب")):
            return True
        if seen_from and (form.lstrip("وف").startswith(("نقل", "تنقل", "ينقل")) or form in ("نقلا", "ونقلا")):
            return True
        if tokens.flags[j] & COMP:
            return False
    return False
