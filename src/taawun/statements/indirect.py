"""Speakers who are not the subject of their verb: على لسان فلان، نقلا عن فلان، سبق لفلان أن، بيان صادر عن الوزارة."""

from __future__ import annotations

from taawun.statements.claims import Claim
from taawun.statements.lexical import BITS, word_group
from taawun.statements.phrases import can_speak, phrase_end
from taawun.statements.tokens import Tokens

_B = BITS
_COMP, _LI, _PREP, _COMMA, _MEDIA = _B["COMP"], _B["LI"], _B["PREP"], _B["COMMA"], _B["MEDIA"]

_COMMUNIQUES = word_group("communiques")
_COMMUNIQUE_KINDS = word_group("communique_kinds")


def find_indirect_speaker(tokens: Tokens, claim: Claim, last: Claim | None) -> None:
    """Set the speaker's mention where it is not the subject; `last` is the claim before this one."""
    clause = claim.clause
    assert clause is not None
    if clause.position == "initial" and claim.subject is None and clause.form.kind == "past":
        _subject_of_sabaq(tokens, claim)
    _mouthpiece(tokens, claim)
    if clause.subject_rule == "relayed":
        _relayed_subject(tokens, claim)
    _issuer(tokens, claim)
    _addressed(tokens, claim, last)


def _subject_of_sabaq(tokens: Tokens, claim: Claim) -> None:
    """سبق لفلان أن قال: the subject carries ل before أن."""
    assert claim.clause is not None
    start = max(tokens.sentence_start[claim.cue], claim.cue - 16)
    if claim.cue == start or not tokens.flags[claim.cue - 1] & _COMP:
        return
    for j in range(claim.cue - 2, start - 1, -1):
        if tokens.forms[j].form in ("سبق", "وسبق") and tokens.flags[j + 1] & _LI:
            end = phrase_end(tokens, j + 1, claim.cue, bare=True)
            if end > j + 1:
                claim.subject, claim.left = (j + 1, end), j
                claim.clause.subject_rule, claim.clause.position = "before", "sv"
            return


def _mouthpiece(tokens: Tokens, claim: Claim) -> None:
    """رحبت روسيا على لسان وزيرها، ذكرت القناة نقلا عن وزير: who lends the tongue, or is quoted by a medium, speaks."""
    assert claim.clause is not None
    media = claim.subject is not None and bool(tokens.flags[claim.subject[0]] & _MEDIA)
    for j in range(claim.cue + 1, min(claim.clause.content, tokens.sentence_end[claim.cue]) - 1):
        if media and tokens.forms[j].form == "نقلا" and tokens.forms[j + 1].form == "عن":
            end = phrase_end(tokens, j + 2, claim.clause.content)
            if end > j + 2:
                claim.clause.relay, claim.subject = claim.subject, (j + 2, end)
                claim.clause.subject_rule = "relayed-by"
            return
        if tokens.forms[j].form == "لسان" and tokens.forms[j - 1].form == "علي":
            end = phrase_end(tokens, j + 1, tokens.sentence_end[claim.cue])
            if end > j + 1:
                claim.subject = (j + 1, end)
                claim.clause.subject_rule = "mouthpiece"
            return


def _issuer(tokens: Tokens, claim: Claim) -> None:
    """بيان الوزارة، بيان صادر عن الوزارة: the issuer speaks."""
    if claim.subject is None or tokens.forms[claim.subject[0]].form not in _COMMUNIQUES:
        return
    k, end = claim.subject[0] + 1, tokens.sentence_end[claim.cue]
    bare = False
    while k < end and tokens.forms[k].form in _COMMUNIQUE_KINDS:
        k += 1
    if k < end and tokens.forms[k].form in ("صادر", "الصادر", "صدر"):
        k += 2
    elif k < end and tokens.flags[k] & _LI:
        bare = True
    if k < end and can_speak(tokens.flags[k]) and not tokens.flags[k] & _PREP:
        stop = phrase_end(tokens, k, end, bare=bare)
        if stop > k:
            claim.subject = (k, stop)


def _addressed(tokens: Tokens, claim: Claim, last: Claim | None) -> None:
    """ووصف X الوضع بأنه صعب وطالب الحكومة بحل: inside a sentence of one speaker the noun is the one addressed."""
    clause = claim.clause
    assert clause is not None
    if not (
        clause.form.proclitic == "و"
        and clause.form.lemma.person
        and clause.subject_rule == "after"
        and claim.subject is not None
        and clause.person is None
        and clause.complement in ("ب", "إلى", "على", "من")
        and last is not None
    ):
        return
    if tokens.sentence_start[last.cue] != tokens.sentence_start[claim.cue] or tokens.flags[claim.cue - 1] & _COMMA:
        return
    if last.clause is None or last.clause.form.kind not in ("past", "present") or last.outer is not None:
        return
    clause.person, claim.subject, clause.subject_rule = claim.subject, None, "dropped"
    if clause.form.lemma.person == "موصوف":
        clause.content = min(clause.content, clause.person[0])


def _relayed_subject(tokens: Tokens, claim: Claim) -> None:
    """نقلت الوكالة عن X قوله: X stands after عن."""
    start = tokens.sentence_start[claim.cue]
    for j in range(claim.cue - 1, max(start, claim.cue - 24) - 1, -1):
        if tokens.forms[j].form in ("عنه", "عنها", "عنهم"):
            claim.left = j - 1 if tokens.forms[j - 1].cues and j > start else j
            _relaying_medium(tokens, claim, claim.cue)
            return
        if tokens.forms[j].form in ("عن", "الي") and not tokens.flags[j + 1] & _B["IDENTITY"]:
            end = phrase_end(tokens, j + 1, claim.cue)
            if end > j + 1:
                claim.subject = (j + 1, end)
            claim.left = j
            _relaying_medium(tokens, claim, j)
            return


def _relaying_medium(tokens: Tokens, claim: Claim, end: int) -> None:
    """نقلت الوكالة عن X قوله: the medium stands between the verb and عن, or before the verb."""
    assert claim.clause is not None
    for k in range(end - 1, max(tokens.sentence_start[end], end - 12) - 1, -1):
        if tokens.flags[k] & _MEDIA and can_speak(tokens.flags[k]):
            stop = phrase_end(tokens, k, end)
            if stop > k:
                claim.clause.relay = (k, stop)
