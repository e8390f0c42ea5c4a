"""Where the content of a statement begins and ends."""

from __future__ import annotations

from taawun.statements.cues.clause import Clause
from taawun.statements.cues.source_phrases import Source
from taawun.statements.reading.features import (
    ADJUNCT,
    AND,
    BREAK,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    DISTANCE,
    PREP,
    PRON,
    QUOTE,
    STOP,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement, is_inside

_JOINERS = word_group("clause_joiners")
_ADVERSATIVES = word_group("adversatives")
_CONTRASTS = word_group("contrasts")
_BEFORE_TURN = frozenset(("من", "ومن"))


def bound_contents(tokens: Tokens, candidates: list[CandidateStatement]) -> None:
    """Give every candidate its content: to the end of its sentence, or to the next candidate that is not inside it."""
    for index, candidate in enumerate(candidates):
        clause = candidate.clause
        assert clause is not None
        limit = tokens.sentence_end[candidate.cue]
        following = _following(candidates, index, limit)
        cut = limit
        if following is not None and following.left < limit:
            cut = _cut_before(tokens, following.left, clause.content)
        candidate.end = cut
        candidate.content, candidate.span_rule = _content_spans(
            tokens, clause, min(cut, len(tokens)), following is not None
        )
        if clause.rule == "finite:anaphoric" and index:
            # وهو ما نفاه فلان: he speaks of what was reported before him
            before = candidates[index - 1]
            same = tokens.sentence_start[before.cue] == tokens.sentence_start[candidate.cue]
            if same and before.content:
                candidate.content = list(before.content)


def _following(candidates: list[CandidateStatement], index: int, limit: int) -> CandidateStatement | None:
    """Next candidate before a token that does not stand inside this one."""
    for position in range(index + 1, len(candidates)):
        other = candidates[position]
        if other.cue >= limit:
            return None
        if not is_inside(other, candidates[index]):
            return other
    return None


def _cut_before(tokens: Tokens, position: int, floor: int) -> int:
    """Move a cut back over what introduces the next clause: كما، فيما، من جانبه، a comma."""
    flags, forms = tokens.flags, tokens.forms
    k = position
    while k > floor:
        bits, word = flags[k - 1], forms[k - 1].form
        if (
            (bits & (COMMA | DASH) and not bits & QUOTE)
            or bits & (TURN | TURN_WORD)
            or (word in _BEFORE_TURN and k < len(tokens) and flags[k] & TURN)
            or (word in _JOINERS and word != "في")
            or word in _CONTRASTS
        ):
            k -= 1
        elif bits & (COMP | PRON) and k - 1 > floor and forms[k - 2].form in _ADVERSATIVES:
            # غير أن، إلا أنه
            k -= 2
        else:
            break
    return k


def _content_spans(tokens: Tokens, clause: Clause, end: int, followed: bool) -> tuple[list[tuple[int, int]], str]:
    """Token spans of what a clause reports, and the rule that ended them."""
    start = clause.content
    n = len(tokens)
    if clause.complement == "none":
        return _content_before(tokens, clause)
    if start >= n:
        return [], "empty"
    while start < end and tokens.flags[start] & (COLON | COMMA | DASH):
        start += 1
    if start >= n:
        return [], "empty"
    rule = "next-cue" if followed and end < tokens.sentence_end[clause.cue] else "sentence"
    end = min(end, n)
    opened = start if tokens.flags[start] & QUOTE and start in tokens.partner else -1
    if opened < 0 and start > 0 and clause.complement in ("an", "colon") and start - 1 < n:
        quoted = tokens.quoted_from[start]
        if quoted > clause.cue and tokens.quoted_from[clause.cue] != quoted:
            opened = quoted
    if opened >= 0:
        closed = tokens.partner[opened]
        if clause.complement in ("quote", "colon") or closed + 1 >= tokens.sentence_end[clause.cue]:
            tail = closed + 1
            if ((closed + 1 < n and tokens.flags[closed + 1] & (COMMA | STOP)) or clause.complement != "an") and (
                not _continues(tokens, tail, end)
            ):
                return [(start, max(tail, start + 1))], "quotation"
        end = max(end, min(closed + 1, n))
    end = _trim(tokens, clause, start, end)
    return ([(start, end)] if end > start else []), rule


def _continues(tokens: Tokens, tail: int, end: int) -> bool:
    """Whether the sentence carries a quotation on: «...» و«...», or plain words right after it."""
    if tail >= end:
        return False
    bits = tokens.flags[tail]
    if bits & COMMA:
        return (tail + 1 < end and tokens.forms[tail + 1].form in ("و", "وان", "وانه", "وانها")) or (
            tail + 2 < end and tokens.forms[tail + 1].form == "و" and bool(tokens.flags[tail + 2] & QUOTE)
        )
    if bits & STOP or not bits & WORD:
        return False
    return not bits & (PREP | ADJUNCT | CONJ | TIME | TURN | BREAK)


_REFERENCE = word_group("occasions_of_speech")


def _trim(tokens: Tokens, clause: Clause, start: int, end: int) -> int:
    """Cut what no longer belongs to the content: وذلك خلال، في إشارة إلى، a new narration."""
    flags, forms = tokens.flags, tokens.forms
    quoted = tokens.quoted_from
    for k in range(start + 1, end):
        if quoted[k] >= 0 and quoted[k] >= start - 1:
            continue
        word = forms[k].form
        bits = flags[k]
        after_mark = bool(flags[k - 1] & (COMMA | QUOTE | DASH))
        if word == "وذلك" and k + 1 < end and flags[k + 1] & (ADJUNCT | PREP | TIME) and after_mark:
            end = k
            break
        if (after_mark and k + 1 < end and word in ("وفق", "حسب", "بحسب", "علي")) and (
            flags[k + 1] & DISTANCE or (forms[k + 1].form == "حد" and k + 2 < end and flags[k + 2] & DISTANCE)
        ):
            end = k
            break
        if word == "في" and k + 1 < end and forms[k + 1].form in _REFERENCE and after_mark:
            end = k
            break
        if after_mark and word in ("خلال", "عقب", "قبيل", "اثر") and k > start + 2:
            end = k
            break
        if after_mark and forms[k].narrates and (bits & AND) and clause.complement != "quote":
            end = k
            break
        if (
            after_mark
            and word in ("كما", "فيما")
            and k + 1 < end
            and (forms[k + 1].narrates or forms[k + 1].form in ("تم", "جري", "جرت"))
        ):
            end = k
            break
    while end > start and flags[end - 1] & (COMMA | DASH):
        end -= 1
    return end


def _content_before(tokens: Tokens, clause: Clause) -> tuple[list[tuple[int, int]], str]:
    """«...»، قال الوزير: the content stands before its cue."""
    start, end = tokens.sentence_start[clause.cue], clause.cue
    while end > start and tokens.flags[end - 1] & (COMMA | DASH):
        end -= 1
    return ([(start, end)] if end > start else []), "before"


def sentence_content(tokens: Tokens, source: Source) -> tuple[list[tuple[int, int]], str]:
    """Content of a source phrase: the sentence without the phrase."""
    start, end = tokens.sentence_start[source.cue], tokens.sentence_end[source.cue]
    flags = tokens.flags
    spans = []
    first = start
    while first < source.left and (
        flags[first] & (TURN | TURN_WORD | COMMA)
        or (tokens.forms[first].form in ("من", "ومن", "الي") and flags[min(first + 1, source.left)] & TURN)
    ):
        first += 1
    if first < source.left:
        spans.append((first, source.left))
    after = source.end
    while after < end and flags[after] & (COMMA | COLON | DASH | TIME):
        after += 1
    if after < end and flags[after] & COMP and not flags[after] & PRON and not spans:
        after += 1
    if source.end < end and (not spans or flags[source.end] & COMMA) and end - after > 1:
        spans.append((after, end))
    return spans, "source"
