"""Which clauses are statements in their place, and which of them stand inside others."""

from __future__ import annotations

from taawun.rules import rule
from taawun.statements.cues.find import find_clauses
from taawun.statements.cues.homographs import describes_it
from taawun.statements.cues.moods import OF_PERSONS
from taawun.statements.cues.preverbal import OPENERS
from taawun.statements.mentions.noun_phrases import can_speak
from taawun.statements.reading.features import (
    COMMA,
    COMMON,
    COMP,
    DASH,
    DEFINITE,
    DOCUMENT,
    HE_VERB,
    PRON,
    QUOTE,
    SAYING,
    STOP,
    TIME,
    TURN,
    TURN_WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.spans.indirect import find_indirect_speaker
from taawun.statements.spans.presents import (
    BEFORE_CLAUSE,
    behind_pronoun,
    goes_on_in_present,
    joined_before_clause,
    of_these,
    present_speaks,
)

_FINITE = frozenset(("past", "present"))
#: statements inside statements are followed so far
_DEEPEST = 3

_THEREIN, _STATEMENTS = word_group("therein"), word_group("statements_in_alef")
_TOPICS = word_group("topic_openers")
_JOINERS = word_group("joiners")
_ADVERSATIVES = word_group("adversatives")
_CONTRASTS = word_group("contrasts")
_DESPITE = word_group("despite")
_SAME_TIME, _IN = word_group("same_time"), word_group("within")


def find_candidates(tokens: Tokens) -> list[CandidateStatement]:
    """Statements of an article by their reporting words, in text order, each with the one it stands inside."""
    candidates: list[CandidateStatement] = []
    open_claims: list[CandidateStatement] = []
    for clause in find_clauses(tokens):
        candidate = CandidateStatement(clause.cue, clause, None, clause.content, tokens.sentence_end[clause.cue])
        candidate.subject, candidate.left = clause.subject, clause.left
        last = candidates[-1] if candidates else None
        find_indirect_speaker(tokens, candidate, last)
        if last is not None and tokens.flags[candidate.cue] & SAYING and repeats_outer(candidate, last):
            continue
        if not _reports_speech(tokens, candidate, last):
            continue
        sentence = tokens.sentence_start[candidate.cue]
        open_claims = [o for o in open_claims if tokens.sentence_start[o.cue] == sentence]
        while open_claims and not _stands_inside(tokens, open_claims[-1], candidate):
            open_claims.pop()
        candidate.outer = open_claims[-1] if open_claims else None
        if candidate.outer is not None and document_inside(tokens, candidate):
            continue
        candidates.append(candidate)
        # what وهو ما أكده reports stands before it: nothing behind belongs to it
        holds = clause.rule != "finite:anaphoric" and (candidate.outer is None or clause.form.kind in _FINITE)
        if holds and len(open_claims) < _DEEPEST:
            open_claims.append(candidate)
    return candidates


@rule
def document_inside(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """What somebody says that figures show is his own statement.

    + وقال الوزير إن الأرقام تؤكد أن السوق آمن. => وقال (الوزير) الأرقام تؤكد أن السوق آمن
    + وقال الوزير إن التقرير أكد أن السوق آمن. => وقال (الوزير) التقرير أكد أن السوق آمن
    - وقال الوزير إن السفير أكد أن السوق آمن.
      => وقال (الوزير) السفير أكد أن السوق آمن ; أكد (السفير) السوق آمن {level 2}
    """
    return candidate.subject is not None and bool(tokens.flags[candidate.subject[0]] & DOCUMENT)


@rule
def repeats_outer(candidate: CandidateStatement, last: CandidateStatement) -> bool:
    """A word like قائلا between a verb and what is said has nothing of its own to report: ورد على السؤال، قائلا إن.

    + ورد المخرج على النقاد، قائلا إن الفيلم للجمهور. => ورد (المخرج) الفيلم للجمهور
    - ورحب المخرج بالنقاد، متسائلا: «أين الجمهور؟». => ورحب (المخرج) بالنقاد ; متسائلا (المخرج) «أين الجمهور؟»
    """
    clause, before = candidate.clause, last.clause
    assert clause is not None
    assert before is not None
    if clause.form.kind != "participle":
        return False
    return clause.content == before.content


def _reports_speech(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> bool:
    """Whether a reporting word in this place reports speech; only finite verbs may fail to."""
    clause = candidate.clause
    assert clause is not None
    if clause.form.kind not in _FINITE or clause.rule == "finite:anaphoric":
        return True
    if clause.polarity == "negated" and clause.form.lemma.act in OF_PERSONS | {"deny"}:
        return True
    present = clause.form.kind == "present"
    if candidate.subject is not None:
        return (present_speaks if present else past_speaks)(tokens, candidate)
    if clause.position == "relative":
        # القرار الذي وصفه بالخطأ
        return clause.clausal or (not present and describes_it(clause.form))
    if present:
        dropped = behind_pronoun(tokens, candidate) or joined_before_clause(tokens, candidate)
        return dropped or goes_on_in_present(tokens, candidate, last) or of_these(tokens, candidate)
    return opens_clause(tokens, candidate)


@rule
def past_speaks(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A past tense behind its subject reports speech when that can speak, has a name, or a clause follows.

    + والوزير أكد أن السوق آمن. => أكد (الوزير) السوق آمن
    + والسائقون طالبوا بالأجور. => طالبوا (السائقون) بالأجور
    + والمدرب أكد قوة الفريق. => أكد (المدرب) قوة الفريق
    - إن الأمطار حذرت من الخطر. => none
    """
    clause = candidate.clause
    assert clause is not None
    assert candidate.subject is not None
    head = tokens.flags[candidate.subject[0]]
    named = not head & (COMMON | DEFINITE)
    return can_speak(head) or named or clause.subject_rule != "before" or clause.clausal or clause.form.number == "p"


@rule
def opens_clause(tokens: Tokens, candidate: CandidateStatement) -> bool:
    """A past tense without a subject has its clause behind it, or begins one; or tells of the letter before it.

    So does one that says what the thing before it is called (ما وصفته بـ).

    + واستنكرت النقابة ما وصفته بتأخر البناء.
      => واستنكرت (النقابة) ما وصفته بتأخر البناء ; وصفته (النقابة) بتأخر البناء {level 2}
    - وقال الوزير إن الجسر آمن. وسمع القريب وصفه بالممل. => وقال (الوزير) الجسر آمن
    + وقال الوزير إن الجسر آمن. وأكد أن السد قديم. => وقال (الوزير) الجسر آمن ; وأكد (الوزير) السد قديم
    + وبعث الوزير برسالة إلى السفير أعرب فيها عن شكره. => أعرب (الوزير) شكره
    + وأصدرت الوزارة بيانا أدانت القصف. => أدانت (الوزارة) القصف
    + وقال الوزير إن الجسر آمن. وعن سبب التأخير شدد على قدم السد. => وقال (الوزير) الجسر آمن ; شدد (الوزير) قدم السد
    + وقال الوزير إن الجسر آمن. كما أعلن موعد الزيارة. => وقال (الوزير) الجسر آمن ; أعلن (الوزير) موعد الزيارة
    + وقال الوزير إن الجسر آمن. وفي المساء، أعلن موعد الزيارة. => وقال (الوزير) الجسر آمن ; أعلن (الوزير) موعد الزيارة
    - وبعث الوزير برسالة إلى السفير أعرب عن شكره. => none
    - وقال الوزير إن الجسر آمن. وفي مكتبه أعلن موعد الزيارة. => وقال (الوزير) الجسر آمن
    """
    clause, k = candidate.clause, candidate.cue
    assert clause is not None
    if clause.form.proclitic or k == tokens.sentence_start[k] or clause.clausal:
        return True
    before = tokens.flags[k - 1] & (PRON | HE_VERB | COMP | BEFORE_CLAUSE)
    called = describes_it(clause.form) and not tokens.flags[k - 1] & DEFINITE
    # أصدر بيانا نفى تورطه
    statement = tokens.plain[k - 1] in _STATEMENTS
    in_letter = statement or tokens.plain[k + 1] in _THEREIN
    on_topic = tokens.plain[tokens.sentence_start[k]] in _TOPICS and clause.complement not in ("none", "noun")
    return bool(before) or called or in_letter or on_topic or tokens.plain[k - 1] in OPENERS


def _stands_inside(tokens: Tokens, outer: CandidateStatement, inner: CandidateStatement) -> bool:
    """Whether the inner candidate belongs to the outer one's content rather than follows it."""
    outer_clause, clause = outer.clause, inner.clause
    assert outer_clause is not None
    assert clause is not None
    if inner.cue < outer_clause.content:
        return True
    if clause.rule == "finite:anaphoric":
        return False
    if same_quotation(tokens, inner, outer):
        return True
    if clause.form.kind not in _FINITE:
        return owned_saying(tokens, inner)
    if clause.form.proclitic:
        return False
    if inner.left - 1 < outer_clause.content:
        return outer_clause.clausal
    return goes_on_inside(tokens, inner.left - 1)


@rule
def same_quotation(tokens: Tokens, inner: CandidateStatement, outer: CandidateStatement) -> bool:
    """Who is cited in the quotation of another is cited by that one.

    + وقال الوزير سامي حداد: «الجسر آمن. وأكد السفير كريم صالح أن السد قديم. والعمل مستمر».
      => وقال (الوزير سامي حداد) «الجسر آمن. وأكد السفير كريم صالح أن السد قديم. والعمل مستمر» ; وأكد (السفير كريم
        صالح) السد قديم. والعمل مستمر» {level 2}
    - وقال الوزير سامي حداد إن «الجسر آمن» وأكد السفير كريم صالح أن السد قديم.
      => وقال (الوزير سامي حداد) «الجسر آمن» ; وأكد (السفير كريم صالح) السد قديم
    - وقال الوزير سامي حداد إن الجسر آمن وأكد السفير كريم صالح أن السد قديم.
      => وقال (الوزير سامي حداد) الجسر آمن ; وأكد (السفير كريم صالح) السد قديم
    """
    assert outer.clause is not None
    quote = tokens.quoted_from[inner.cue]
    return quote >= max(outer.clause.content - 2, 0)


@rule
def owned_saying(tokens: Tokens, inner: CandidateStatement) -> bool:
    """A noun of saying with its owner stands inside (... عن تأكيد الوزير أن); a participle, or a noun with ب, goes on.

    + وقال الوزير إن الجسر آمن رغم تأكيد السفير أن السد قديم.
      => وقال (الوزير) الجسر آمن رغم تأكيد السفير أن السد قديم ; تأكيد (السفير) السد قديم {level 2}
    - وقال الوزير إن الجسر آمن، رغم تأكيد السفير أن السد قديم.
      => وقال (الوزير) الجسر آمن ; تأكيد (السفير) السد قديم
    - وقال الوزير إن الجسر آمن مؤكدا أن السد قديم. => وقال (الوزير) الجسر آمن ; مؤكدا (الوزير) السد قديم
    """
    clause = inner.clause
    assert clause is not None
    contrasted = tokens.plain[inner.left - 1] in _DESPITE and tokens.flags[inner.left - 2] & COMMA
    return clause.rule == "nominal:genitive" and not contrasted


@rule
def goes_on_inside(tokens: Tokens, k: int) -> bool:
    """A content goes on without a mark; behind one, or behind غير أن and بينما, begins a clause of its own.

    + وقال الوزير إن العمل مستمر وإن السفير أكد أن السد قديم.
      => وقال (الوزير) العمل مستمر وإن السفير أكد أن السد قديم ; أكد (السفير) السد قديم {level 2}
    + وقال الوزير إن العمل مستمر اليوم وفي العاصمة أكد السفير أن السد قديم.
      => وقال (الوزير) العمل مستمر اليوم وفي العاصمة أكد السفير أن السد قديم ; أكد (السفير) السد قديم {level 2}
    - وقال الوزير إن العمل مستمر في الوقت الذي أكد فيه السفير أن السد قديم.
      => وقال (الوزير) العمل مستمر ; أكد (السفير) السد قديم
    - وقال الوزير إن العمل مستمر، في وقت أكد السفير أن السد قديم. => وقال (الوزير) العمل مستمر ; أكد (السفير) السد قديم
    - وقال الوزير إن العمل مستمر بينما أكد السفير أن السد قديم. => وقال (الوزير) العمل مستمر ; أكد (السفير) السد قديم
    - وقال الوزير إن العمل مستمر غير أن السفير أكد أن السد قديم. => وقال (الوزير) العمل مستمر ; أكد (السفير) السد قديم
    - وقال الوزير إن العمل مستمر، أكد السفير أن السد قديم. => وقال (الوزير) العمل مستمر ; أكد (السفير) السد قديم
    """
    form, bits = tokens.plain[k], tokens.flags[k]
    if tokens.plain[k - 1].removeprefix("ال") in _SAME_TIME or (form in _SAME_TIME and tokens.plain[k - 1] in _IN):
        # في الوقت الذي، في وقت أكد
        return False
    if bits & (COMP | PRON) and tokens.plain[k - 1] in _ADVERSATIVES:
        return False
    if form in _JOINERS or form in _CONTRASTS:
        return False
    return not bits & (COMMA | STOP | DASH | QUOTE | TURN | TURN_WORD | TIME)
