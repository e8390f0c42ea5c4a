"""Where the content of a statement begins and ends."""

from __future__ import annotations

from taawun.rules import Rule, first_verdict, rule
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.source_phrases import SourcePhrase
from taawun.statements.reading.features import (
    ADJUNCT,
    BREAK,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    FIRST_PERSON,
    PREP,
    PRON,
    QUOTE,
    RELATIVE,
    SUFFIX,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement, is_inside
from taawun.statements.spans.tails import cut_tail

_CLAUSE_JOINERS = word_group("clause_joiners") | word_group("contrasts") | word_group("despite")
_SAME_TIME, _IN = word_group("same_time"), word_group("within")
_ADVERSATIVES = word_group("adversatives")
_LIKE = word_group("likening")
_ANSWERS = word_group("answers")
_TO_OR_ON = word_group("to_or_on")
_SECOND_PARTS = word_group("second_parts")
_BEFORE_CONTENT = COLON | COMMA | DASH
#: with such a word a sentence does not carry on the quotation before it
_NEW_START = PREP | ADJUNCT | CONJ | TIME | TURN | BREAK


def bound_contents(tokens: Tokens, candidates: list[CandidateStatement]) -> None:
    """Give every candidate its content: to the end of its sentence, or to the next candidate that is not inside it."""
    for index, candidate in enumerate(candidates):
        clause = candidate.clause
        assert clause is not None
        candidate.end = tokens.sentence_end[candidate.cue]
        outer = candidate.outer.clause if candidate.outer is not None else None
        if outer is not None and clause.position == "relative" and candidate.cue < outer.joint:
            # الذي قال كذا، إن: in the subject of another clause
            candidate.end = outer.joint
        following = _following(candidates, index, candidate.end)
        if following is not None:
            candidate.end = _cut_before(tokens, following.left, clause.content)
        candidate.content, candidate.span_rule = _content_spans(tokens, clause, candidate.end)
        if clause.rule == "finite:anaphoric" and index:
            _take_up(tokens, candidate, candidates[index - 1])
    _read_on(tokens, candidates)


def _read_on(tokens: Tokens, candidates: list[CandidateStatement]) -> None:
    """Let what is said in the first person go on over the sentences behind it in which nobody else is reported."""
    taken = {tokens.sentence_start[one.cue] for one in candidates if not tokens.flags[one.cue] & FIRST_PERSON}
    for candidate in candidates:
        assert candidate.clause is not None
        if candidate.span_rule != "sentence" or not candidate.clause.clausal or candidate.outer is not None:
            continue
        start, end = candidate.content[-1] if candidate.content else (0, 0)
        while end < len(tokens) and end not in taken and speaks_on(end, tokens):
            end = tokens.sentence_end[end]
        if start < end:
            candidate.content[-1] = (start, end)


@rule
def speaks_on(k: int, tokens: Tokens) -> bool:
    r"""A sentence in the first person outside quotation marks goes on with the speech before it.

    + وقال العمدة إن السوق مفتوح. نريد أن نساعد التجار. => وقال (العمدة) السوق مفتوح. نريد أن نساعد التجار
    - وقال العمدة إن السوق مفتوح. والتجار وصلوا أمس. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح.\nونريد نحن التجار عونا. => وقال (العمدة) السوق مفتوح
    - وقال العمدة إن السوق مفتوح. وفي الحي لوحة عليها «نريد عونا». => وقال (العمدة) السوق مفتوح
    """
    if tokens.paragraph[k] != tokens.paragraph[k - 1]:
        return False
    return any(tokens.flags[j] & FIRST_PERSON and tokens.quoted_from[j] < 0 for j in range(k, tokens.sentence_end[k]))


def _take_up(tokens: Tokens, candidate: CandidateStatement, before: CandidateStatement) -> None:
    """Let وهو ما نفاه فلان speak of what was reported before it in its sentence."""
    if tokens.sentence_start[before.cue] == tokens.sentence_start[candidate.cue]:
        candidate.content = list(before.content)


def _following(candidates: list[CandidateStatement], index: int, limit: int) -> CandidateStatement | None:
    """Next candidate before a token that does not stand inside this one."""
    for place in range(index + 1, len(candidates)):  # no copy of all that follow, for each
        other = candidates[place]
        if other.cue >= limit:
            return None
        if not is_inside(other, candidates[index]):
            return other
    return None


# --- where the next clause begins -------------------------------------------------------------------------------------


def _cut_before(tokens: Tokens, position: int, floor: int) -> int:
    """Move a cut back over what introduces the next clause: كما، فيما، من جانبه، a comma."""
    k = position
    while words := first_verdict(_INTRODUCTIONS, tokens, k):
        k -= words
    return max(k, floor)


@rule(silence=0)
def mark_before(tokens: Tokens, k: int) -> int:
    """A comma or dash before the next clause belongs to no content.

    + وقالت الشركة إن الخط جاهز، من جانبها، أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية)
      العمل مستمر
    - وقالت الشركة إن الخط جاهز وأوضحت أن العمل انتهى. => وقالت (الشركة) الخط جاهز ; وأوضحت (الشركة) العمل انتهى
    """
    return 1 if tokens.flags[k - 1] & (COMMA | DASH) else 0


@rule(silence=0)
def turn_before(tokens: Tokens, k: int) -> int:
    """A word that marks a turn (من جانبها) introduces the next clause.

    + وقالت الشركة إن الخط جاهز، ومن جانبها أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية)
      العمل مستمر
    + وقالت الشركة إن الخط جاهز، بدورها أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية) العمل
      مستمر
    - وقالت الشركة إن الخط جاهز، وأكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; وأكدت (البلدية) العمل مستمر
    """
    return 1 if tokens.flags[k - 1] & (TURN | TURN_WORD) or tokens.flags[k] & TURN else 0


@rule(silence=0)
def joiner_before(tokens: Tokens, k: int) -> int:
    """A word that joins the next clause (كما، لكنه، في حين) belongs to no content.

    + وقالت الشركة إن الخط جاهز كما أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية) العمل
      مستمر
    + وقالت الشركة إن الخط جاهز لكنها أكدت أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (الشركة) العمل مستمر
    + وقالت الشركة إن الخط جاهز، في حين أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية) العمل
      مستمر
    - وقالت الشركة إن الخط جاهز، وأكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; وأكدت (البلدية) العمل مستمر
    + وقالت الشركة إن الخط جاهز في الوقت الذي أكدت فيه البلدية أن العمل مستمر.
      => وقالت (الشركة) الخط جاهز ; أكدت (البلدية) العمل مستمر
    + وقالت الشركة إن الخط جاهز، في وقت أكدت البلدية أن العمل مستمر. => وقالت (الشركة) الخط جاهز ; أكدت (البلدية) العمل
      مستمر
    """
    before = tokens.plain[k - 1]
    if tokens.flags[k - 1] & RELATIVE and tokens.plain[k - 2].removeprefix("ال") in _SAME_TIME:
        return 2
    return 1 if before in _CLAUSE_JOINERS or (before in _SAME_TIME and tokens.plain[k - 2] in _IN) else 0


@rule(silence=0)
def adversative_before(tokens: Tokens, k: int) -> int:
    """غير أن and its like begin another clause, not a second part of the content.

    + وقالت الشركة إن الخط جاهز غير أن البلدية قالت إن العمل مستمر. => وقالت (الشركة) الخط جاهز ; قالت (البلدية) العمل
      مستمر
    - وقالت الشركة إن الخط جاهز، والبلدية قالت إن العمل مستمر. => وقالت (الشركة) الخط جاهز ; قالت (البلدية) العمل مستمر
    """
    joined = tokens.flags[k - 1] & (COMP | PRON) and tokens.plain[k - 2] in _ADVERSATIVES
    return 2 if joined else 0


_INTRODUCTIONS: tuple[Rule[[Tokens, int], int], ...] = (mark_before, turn_before, joiner_before, adversative_before)

# --- the content of a clause ------------------------------------------------------------------------------------------


def _content_spans(tokens: Tokens, clause: Clause, end: int) -> tuple[list[tuple[int, int]], str]:
    """Token spans of what a clause reports, and the rule that ended them."""
    if clause.complement == "none":
        return _content_before(tokens, clause)
    start = clause.content
    while tokens.flags[start] & _BEFORE_CONTENT:
        start += 1
    if start >= len(tokens):
        return [], "empty"
    rule = "next-cue" if end < tokens.sentence_end[clause.cue] else "sentence"
    closed = _closing_mark(tokens, clause, start)
    if closed >= 0:
        if clause.complement in ("quote", "colon") and not carried_on(tokens, closed + 1, end):
            # &quot; is no part of what is said, as its neighbours are marks that the article has
            left = is_entity(tokens.plain[start])
            quotation = (start + 1, closed) if left else (start, closed + 1)
            return [*begun_before(clause.cue, tokens), quotation], "quotation"
        end = max(end, closed + 1)
    end = cut_tail(tokens, start, end)
    return ([(start, end)] if end > start else []), rule


@rule(silence=())
def begun_before(i: int, tokens: Tokens) -> tuple[tuple[int, int], ...]:
    """A quotation that opens the sentence goes on behind the verb that stands between its two parts.

    + «السوق مفتوح»، قال العمدة سامي حداد، «ولن نغلقه أبدا». => قال (العمدة سامي حداد) «السوق مفتوح» … «ولن نغلقه أبدا»
    - وقال العمدة سامي حداد، «لن نغلق السوق أبدا». => وقال (العمدة سامي حداد) «لن نغلق السوق أبدا»
    """
    start = tokens.sentence_start[i]
    whole = tokens.partner.get(start) == i - 2
    return ((start, i - 1),) if whole else ()


def is_entity(form: str) -> bool:
    """Whether a mark was left as the entity of a web page."""
    return form.endswith(";")


def _closing_mark(tokens: Tokens, clause: Clause, start: int) -> int:
    """Mark that closes the quotation with which a content begins, -1 without one."""
    if tokens.flags[start] & QUOTE and start in tokens.partner:
        return tokens.partner[start]
    opened = tokens.quoted_from[start]
    return tokens.partner[opened] if opened > clause.cue else -1


@rule
def carried_on(tokens: Tokens, tail: int, end: int) -> bool:
    """The sentence carries a quotation on with a second part (و«...»، وأنه), or with a plain word right behind it.

    + وقال الممثل: «العرض جيد»، وأن الجمهور حضر. => وقال (الممثل) «العرض جيد»، وأن الجمهور حضر
    + وقال الممثل: «العرض جيد» للجميع. => وقال (الممثل) «العرض جيد» للجميع
    - وقال الممثل: «العرض جيد» بعد الحفل. => وقال (الممثل) «العرض جيد»
    - وقال الممثل: «العرض جيد»، والجمهور حضر. => وقال (الممثل) «العرض جيد»
    """
    if tail >= end:
        return False
    if tokens.flags[tail] & COMMA:
        return tokens.plain[tail + 1] in _SECOND_PARTS
    return bool(tokens.flags[tail] & WORD) and not tokens.flags[tail] & _NEW_START


def _content_before(tokens: Tokens, clause: Clause) -> tuple[list[tuple[int, int]], str]:
    """«...»، قال الوزير: the content stands before its cue, without the كما that joins them."""
    start, end = tokens.sentence_start[clause.cue], clause.cue
    if tokens.plain[end - 1] in _LIKE:
        end -= 1
    while tokens.flags[end - 1] & (COMMA | DASH):
        end -= 1
    return ([(start, end)] if end > start else []), "before"


# --- the content of a source phrase -----------------------------------------------------------------------------------


def sentence_content(tokens: Tokens, source: SourcePhrase) -> tuple[list[tuple[int, int]], str]:
    """Content of a source phrase: the sentence without the phrase."""
    start, end = tokens.sentence_start[source.cue], tokens.sentence_end[source.cue]
    flags = tokens.flags
    while flags[start] & COMMA or begins_turn(tokens, start):
        start += 1
    spans = [(start, source.left)] if start < source.left else []
    after = source.end if spans else clause_behind(tokens, source.end, end) or source.end
    while flags[after] & (COMMA | COLON | DASH | TIME):
        after += 1
    if flags[after] & COMP and not spans:
        after += 1
    if end - after > 1 and (not spans or flags[source.end] & (COMMA | DASH) or stands_inside(tokens, source)):
        spans.append((after, end))
    return spans, "source"


@rule
def stands_inside(tokens: Tokens, source: SourcePhrase) -> bool:
    """A source phrase between no marks stands inside its clause where إلى or على, or an object with a pronoun, goes on.

    + ويهدف المعرض بحسب البلدية إلى جمع المال. => بحسب (البلدية) ويهدف المعرض … إلى جمع المال
    + وتغلق المصانع بحسب البلدية أبوابها غدا. => بحسب (البلدية) وتغلق المصانع … أبوابها غدا
    - وأغلق المدير الميناء بحسب البلدية في بيان. => بحسب (البلدية) وأغلق المدير الميناء
    - وأغلق المدير الميناء، بحسب البلدية على النهر. => بحسب (البلدية) وأغلق المدير الميناء
    """
    goes_on = tokens.plain[source.end] in _TO_OR_ON or tokens.flags[source.end] & SUFFIX
    return source.left == source.cue and bool(goes_on)


@rule(silence=0)
def clause_behind(tokens: Tokens, k: int, end: int) -> int:
    """Behind a source phrase that opens its sentence فإن or فقد opens what is reported; what comes before qualifies it.

    + ووفقا لدراسة أعدها باحثون من مركز البيئة، فإن الغابة تتراجع. => ووفقا (دراسة أعدها باحثون من مركز البيئة) فإن الغابة تتراجع
    + وبحسب البلدية التي تملك الأرض، فقد أغلق المدير الميناء. => وبحسب (البلدية) فقد أغلق المدير الميناء
    - وبحسب البلدية، أغلق المدير الميناء. => وبحسب (البلدية) أغلق المدير الميناء
    """
    for j in range(k + 1, end - 1):
        if tokens.plain[j] in _ANSWERS:
            return j
    return 0


@rule
def begins_turn(tokens: Tokens, k: int) -> bool:
    """A turn at the beginning of a sentence (من جهته، إلى ذلك) is no part of what a source phrase reports.

    + ومن جانبه، أغلق المدير الميناء، بحسب البلدية. => بحسب (البلدية) أغلق المدير الميناء
    + بدوره، أغلق المدير الميناء، بحسب البلدية. => بحسب (البلدية) أغلق المدير الميناء
    - أغلق الميناء، بحسب البلدية. => بحسب (البلدية) أغلق الميناء
    """
    if tokens.flags[k] & (TURN | TURN_WORD):
        return True
    return bool(tokens.flags[k + 1] & TURN)
