"""Speakers who are not the subject of their verb: على لسان فلان، نقلا عن فلان، سبق لفلان أن، بيان صادر عن الوزارة."""

from __future__ import annotations

from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import COMMA, COMP, IDENTITY, LI, MEDIA, PREP
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement

_COMMUNIQUES = word_group("communiques")
_COMMUNIQUE_KINDS = word_group("communique_kinds")


def find_indirect_speaker(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> None:
    """Set the speaker's mention where it is not the subject; `last` is the candidate before this one."""
    clause = candidate.clause
    assert clause is not None
    if clause.position == "initial" and candidate.subject is None and clause.form.kind == "past":
        _subject_of_sabaq(tokens, candidate)
    _mouthpiece(tokens, candidate)
    if clause.subject_rule == "relayed":
        _relayed_subject(tokens, candidate)
    _issuer(tokens, candidate)
    _addressed(tokens, candidate, last)


def _subject_of_sabaq(tokens: Tokens, candidate: CandidateStatement) -> None:
    """سبق لفلان أن قال: the subject carries ل before أن."""
    assert candidate.clause is not None
    start = max(tokens.sentence_start[candidate.cue], candidate.cue - 16)
    if candidate.cue == start or not tokens.flags[candidate.cue - 1] & COMP:
        return
    for j in range(candidate.cue - 2, start - 1, -1):
        if tokens.forms[j].form in ("سبق", "وسبق") and tokens.flags[j + 1] & LI:
            end = phrase_end(tokens, j + 1, candidate.cue, bare=True)
            if end > j + 1:
                candidate.subject, candidate.left = (j + 1, end), j
                candidate.clause.subject_rule, candidate.clause.position = "before", "sv"
            return


def _mouthpiece(tokens: Tokens, candidate: CandidateStatement) -> None:
    """رحبت روسيا على لسان وزيرها، ذكرت القناة نقلا عن وزير: who lends the tongue, or is quoted by a medium, speaks."""
    assert candidate.clause is not None
    media = candidate.subject is not None and bool(tokens.flags[candidate.subject[0]] & MEDIA)
    for j in range(candidate.cue + 1, min(candidate.clause.content, tokens.sentence_end[candidate.cue]) - 1):
        if media and tokens.forms[j].form == "نقلا" and tokens.forms[j + 1].form == "عن":
            end = phrase_end(tokens, j + 2, candidate.clause.content)
            if end > j + 2:
                candidate.clause.relay, candidate.subject = candidate.subject, (j + 2, end)
                candidate.clause.subject_rule = "relayed-by"
            return
        if tokens.forms[j].form == "لسان" and tokens.forms[j - 1].form == "علي":
            end = phrase_end(tokens, j + 1, tokens.sentence_end[candidate.cue])
            if end > j + 1:
                candidate.subject = (j + 1, end)
                candidate.clause.subject_rule = "mouthpiece"
            return


def _issuer(tokens: Tokens, candidate: CandidateStatement) -> None:
    """بيان الوزارة، بيان صادر عن الوزارة: the issuer speaks."""
    if candidate.subject is None or tokens.forms[candidate.subject[0]].form not in _COMMUNIQUES:
        return
    k, end = candidate.subject[0] + 1, tokens.sentence_end[candidate.cue]
    bare = False
    while k < end and tokens.forms[k].form in _COMMUNIQUE_KINDS:
        k += 1
    if k < end and tokens.forms[k].form in ("صادر", "الصادر", "صدر"):
        k += 2
    elif k < end and tokens.flags[k] & LI:
        bare = True
    if k < end and can_speak(tokens.flags[k]) and not tokens.flags[k] & PREP:
        stop = phrase_end(tokens, k, end, bare=bare)
        if stop > k:
            candidate.subject = (k, stop)


def _addressed(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> None:
    """ووصف X الوضع بأنه صعب وطالب الحكومة بحل: inside a sentence of one speaker the noun is the one addressed."""
    clause = candidate.clause
    assert clause is not None
    if not (
        clause.form.proclitic == "و"
        and clause.form.lemma.person
        and clause.subject_rule == "after"
        and candidate.subject is not None
        and clause.person is None
        and clause.complement in ("ب", "إلى", "على", "من")
        and last is not None
    ):
        return
    if (
        tokens.sentence_start[last.cue] != tokens.sentence_start[candidate.cue]
        or tokens.flags[candidate.cue - 1] & COMMA
    ):
        return
    if last.clause is None or last.clause.form.kind not in ("past", "present") or last.outer is not None:
        return
    clause.person, candidate.subject, clause.subject_rule = candidate.subject, None, "dropped"
    if clause.form.lemma.person == "موصوف":
        clause.content = min(clause.content, clause.person[0])


def _relayed_subject(tokens: Tokens, candidate: CandidateStatement) -> None:
    """نقلت الوكالة عن X قوله: X stands after عن."""
    start = tokens.sentence_start[candidate.cue]
    for j in range(candidate.cue - 1, max(start, candidate.cue - 24) - 1, -1):
        if tokens.forms[j].form in ("عنه", "عنها", "عنهم"):
            candidate.left = j - 1 if tokens.forms[j - 1].cues and j > start else j
            _relaying_medium(tokens, candidate, candidate.cue)
            return
        if tokens.forms[j].form in ("عن", "الي") and not tokens.flags[j + 1] & IDENTITY:
            end = phrase_end(tokens, j + 1, candidate.cue)
            if end > j + 1:
                candidate.subject = (j + 1, end)
            candidate.left = j
            _relaying_medium(tokens, candidate, j)
            return


def _relaying_medium(tokens: Tokens, candidate: CandidateStatement, end: int) -> None:
    """نقلت الوكالة عن X قوله: the medium stands between the verb and عن, or before the verb."""
    assert candidate.clause is not None
    for k in range(end - 1, max(tokens.sentence_start[end], end - 12) - 1, -1):
        if tokens.flags[k] & MEDIA and can_speak(tokens.flags[k]):
            stop = phrase_end(tokens, k, end)
            if stop > k:
                candidate.clause.relay = (k, stop)
