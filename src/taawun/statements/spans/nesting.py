"""Which clauses are statements in their place, and which of them stand inside others."""

from __future__ import annotations

from taawun.statements.cues.clause import Clause
from taawun.statements.cues.find import find_clauses
from taawun.statements.cues.preverbal import OPENERS
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    ADVERB,
    BE,
    CLOSE,
    COLON,
    COMMA,
    COMMON,
    COMP,
    CONJ,
    DASH,
    DEFINITE,
    DOCUMENT,
    HE_VERB,
    PRON,
    QUANT,
    QUOTE,
    RELATIVE,
    STOP,
    TIME,
    TURN,
    TURN_WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.spans.indirect import find_indirect_speaker

#: what may stand before the verb that begins a clause
_BEFORE_CLAUSE = COMMA | DASH | QUOTE | COLON | TURN | TURN_WORD | CONJ | TIME | BE | CLOSE | ADVERB
_FINITE = frozenset(("past", "present"))
_CLAUSAL = frozenset(("an", "pronoun", "colon", "quote"))
#: statements inside statements are followed so far
_DEEPEST = 3

_THEREIN = word_group("therein")
_JOINERS = word_group("joiners")
_ADVERSATIVES = word_group("adversatives")
_CONTRASTS = word_group("contrasts")


def find_candidates(tokens: Tokens) -> list[CandidateStatement]:
    """Statements of an article by their reporting words, in text order, each with the one it stands inside."""
    candidates: list[CandidateStatement] = []
    open_claims: list[CandidateStatement] = []
    for clause in find_clauses(tokens):
        candidate = CandidateStatement(clause.cue, clause, None, clause.content, tokens.sentence_end[clause.cue])
        candidate.subject, candidate.left = clause.subject, clause.left
        find_indirect_speaker(tokens, candidate, candidates[-1] if candidates else None)
        if not _believable(tokens, candidate, candidates[-1] if candidates else None):
            continue
        sentence = tokens.sentence_start[candidate.cue]
        open_claims = [o for o in open_claims if tokens.sentence_start[o.cue] == sentence]
        while open_claims:
            if _nested(tokens, open_claims[-1], candidate):
                candidate.outer = open_claims[-1]
                break
            open_claims.pop()
        if (
            candidate.outer is not None
            and candidate.subject is not None
            and tokens.flags[candidate.subject[0]] & DOCUMENT
        ):
            # what somebody says that figures show is his own statement
            continue
        candidates.append(candidate)
        if len(open_claims) < _DEEPEST and (candidate.outer is None or clause.form.kind in _FINITE):
            open_claims.append(candidate)
    return candidates


def _believable(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> bool:
    """Whether a finite form in this place reports speech: the present tense of an inanimate subject does not."""
    clause = candidate.clause
    assert clause is not None
    if clause.form.kind not in _FINITE or clause.rule == "finite:anaphoric":
        return True
    if candidate.subject is None:
        if clause.position == "relative":
            return clause.clausal
        if clause.form.kind == "present":
            return _present_goes_on(tokens, clause, last)
        return _opens_clause(tokens, clause)
    head = tokens.flags[candidate.subject[0]]
    if clause.form.kind == "present":
        return _present_speaks(tokens, clause, head)
    named = not head & (COMMON | DEFINITE)
    plural = clause.form.number == "p"
    return can_speak(head) or clause.subject_rule != "before" or clause.clausal or plural or named


def _present_goes_on(tokens: Tokens, clause: Clause, last: CandidateStatement | None) -> bool:
    """Whether a present tense without a subject is joined to another one, or stands right before its clause (ويؤكد أن)."""
    if (
        last is not None
        and last.clause is not None
        and last.clause.form.kind == "present"
        and last.clause.form.gender == clause.form.gender
        and tokens.sentence_start[last.cue] == tokens.sentence_start[clause.cue]
        and clause.form.proclitic == "و"
    ):
        # وتعتبر X الوجود احتلالا، وتطالب بانسحاب
        return True
    joined = clause.form.proclitic or clause.position == "resumed"
    return bool(joined) and clause.clausal and clause.content - clause.cue <= 3


def _opens_clause(tokens: Tokens, clause: Clause) -> bool:
    """Whether a past tense without a subject has its clause behind it, or begins one."""
    i = clause.cue
    if clause.form.proclitic or i == tokens.sentence_start[i]:
        return True
    before = tokens.flags[i - 1]
    if before & (PRON | HE_VERB | COMP) or (i + 1 < len(tokens) and tokens.forms[i + 1].form in _THEREIN):
        # بعث برسالة إلى الوزير أعرب فيها عن شكره: a clause on the letter
        return True
    return clause.clausal or bool(before & _BEFORE_CLAUSE) or tokens.forms[i - 1].form in OPENERS


def _present_speaks(tokens: Tokens, clause: Clause, head: int) -> bool:
    """Whether a present tense before or behind its subject reports: the subject must be able to speak."""
    i, form = clause.cue, clause.form
    first = i == tokens.sentence_start[i]
    if clause.subject_rule == "after" and not form.proclitic and not first:
        plain = form.lemma.lemma == "قال" and clause.clausal and can_speak(head)
        opened = tokens.flags[i - 1] & (_BEFORE_CLAUSE | RELATIVE | COMP) or tokens.forms[i - 1].form in OPENERS
        if not plain and not opened:
            return False
    opening = first and bool(form.proclitic)
    if clause.subject_rule == "after" and clause.clausal and (form.lemma.risk == "L" or opening):
        return True
    return can_speak(head) and not head & QUANT


def _nested(tokens: Tokens, outer: CandidateStatement, inner: CandidateStatement) -> bool:
    """Whether the inner candidate belongs to the outer one's content rather than follows it."""
    outer_clause, clause = outer.clause, inner.clause
    assert outer_clause is not None and clause is not None
    if inner.cue < outer_clause.content:
        return True
    if clause.rule == "finite:anaphoric":
        return False
    quote = tokens.quoted_from[inner.cue]
    if quote >= 0 and quote >= outer_clause.content - 2 and quote != tokens.quoted_from[outer.cue]:
        return True
    kind = clause.form.kind
    if kind == "participle":
        return False
    if kind == "noun":
        return clause.rule == "nominal:genitive" and clause.form.proclitic != "ب"
    if clause.position == "relative":
        return True
    if clause.form.proclitic:
        return False
    before = inner.left - 1
    if before < outer_clause.content:
        # أن X قال: right at the beginning of the content
        return outer_clause.complement in _CLAUSAL or outer_clause.clausal
    bits = tokens.flags[before]
    if bits & (COMP | PRON):
        # غير أن فلانا، إلا أنه: a clause of its own
        if tokens.forms[before - 1].form in _ADVERSATIVES:
            return False
        if bits & COMP:
            return True
    if tokens.forms[before].form in _JOINERS or tokens.forms[before].form in _CONTRASTS:
        return False
    return not bits & (COMMA | STOP | DASH | QUOTE | TURN | TURN_WORD | TIME)
