"""Speakers who are not the subject of their verb: على لسان فلان، نقلا عن فلان، سبق لفلان أن، بيان صادر عن الوزارة."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.clause import Clause
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import COMMA, COMP, DEFINITE, IDENTITY, LI, MEDIA, PREP
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement

Span = tuple[int, int]

_COMMUNIQUES = word_group("communiques")
_CITING = tuple(sorted(word_group("citing_stems")))
_COMMUNIQUE_KINDS = word_group("communique_kinds")


def find_indirect_speaker(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement | None) -> None:
    """Set the speaker's mention where it is not the subject; `last` is the candidate before this one."""
    clause = candidate.clause
    assert clause is not None
    before = said_before(tokens, candidate)
    if before:
        candidate.subject, candidate.left = before, before[0] - 1
        clause.subject_rule, clause.position = "before", "sv"
    quoted = quoted_by_medium(tokens, candidate)
    if quoted:
        clause.relay, candidate.subject, clause.subject_rule = candidate.subject, quoted, "relayed-by"
    spoken = spoken_through(tokens, candidate)
    if spoken:
        candidate.subject, clause.subject_rule = spoken, "mouthpiece"
    if clause.subject_rule == "relayed":
        _set_relayed_speaker(tokens, candidate)
    candidate.subject = issuer(tokens, candidate) or candidate.subject
    if last is not None and addressed_noun(tokens, candidate, last):
        clause.person, candidate.subject, clause.subject_rule = candidate.subject, None, "dropped"


@rule(silence=None)
def said_before(tokens: Tokens, candidate: CandidateStatement) -> Span | None:
    """With سبق the speaker carries ل and stands before أن (سبق لفلان أن قال).

    + وقال الوزير إن الجسر آمن. وسبق للسفير سامي حداد أن قال إن السد قديم.
      => وقال (الوزير) الجسر آمن ; قال (السفير سامي حداد) السد قديم
    - وقال الوزير إن الجسر آمن. وكان للسفير سامي حداد أن قال إن السد قديم.
      => وقال (الوزير) الجسر آمن ; قال (الوزير) السد قديم
    - وقال الوزير إن الجسر آمن. وسبق أن قال السفير سامي حداد إن السد قديم.
      => وقال (الوزير) الجسر آمن ; قال (السفير سامي حداد) السد قديم
    """
    cue, clause = candidate.cue, candidate.clause
    assert clause is not None
    if not tokens.flags[cue - 1] & COMP:
        return None
    start = max(tokens.sentence_start[cue], cue - setting("said_before_within"))
    for j in range(start, cue - 1):
        if tokens.plain[j] in word_group("said_before"):
            return _phrase(tokens, j + 1, cue, bare=True)
    return None


@rule(silence=None)
def quoted_by_medium(tokens: Tokens, candidate: CandidateStatement) -> Span | None:
    """Whom a medium cites behind its verb is the speaker, and the medium passes it on (ذكرت القناة نقلا عن وزير).

    + وذكرت الصحيفة نقلا عن الوزير سامي حداد أن الجسر آمن. => وذكرت (الوزير سامي حداد) الجسر آمن {relay الصحيفة}
    - وذكرت الصحيفة نقلا لما حدث أن الجسر آمن. => وذكرت (الصحيفة) الجسر آمن
    - وذكر الوزير نقلا عن السفير أن الجسر آمن. => وذكر (الوزير) الجسر آمن
    """
    if candidate.subject is None or not tokens.flags[candidate.subject[0]] & MEDIA:
        return None
    for j in _words_before_content(tokens, candidate):
        if tokens.plain[j] in word_group("citing") and tokens.plain[j + 1] in word_group("citing_prepositions"):
            assert candidate.clause is not None
            return _phrase(tokens, j + 2, candidate.clause.content)
    return None


@rule(silence=None)
def spoken_through(tokens: Tokens, candidate: CandidateStatement) -> Span | None:
    """Who lends somebody his tongue is the speaker (رحبت روسيا على لسان وزيرها).

    + ورحبت اليابان على لسان وزيرها سامي حداد بالخطة. => ورحبت (وزيرها سامي حداد) بالخطة
    - وأعلنت الوزارة أن تعليم لسان العرب واجب. => وأعلنت (الوزارة) تعليم لسان العرب واجب
    - وأعلنت الوزارة بلسان عربي أن الجسر آمن. => وأعلنت (الوزارة) الجسر آمن
    """
    for j in _words_before_content(tokens, candidate):
        if tokens.plain[j] in word_group("tongues") and tokens.flags[j - 1] & PREP:
            return _phrase(tokens, j + 1, tokens.sentence_end[candidate.cue])
    return None


def _words_before_content(tokens: Tokens, candidate: CandidateStatement) -> range:
    assert candidate.clause is not None
    return range(candidate.cue + 1, min(candidate.clause.content, tokens.sentence_end[candidate.cue]) - 1)


@rule(silence=None)
def issuer(tokens: Tokens, candidate: CandidateStatement) -> Span | None:
    """What a communique says its issuer says (بيان الوزارة، بيان صادر عن الوزارة، بيان للوزارة).

    + وأكد بيان الوزارة أن الجسر آمن. => وأكد (الوزارة) الجسر آمن
    + وأكد بيان صحفي صادر عن الوزارة أن الجسر آمن. => وأكد (الوزارة) الجسر آمن
    + وأكد بيان للوزارة أن الجسر آمن. => وأكد (الوزارة) الجسر آمن
    + وأكد بيان أصدرته الوزارة أن الجسر آمن. => وأكد (الوزارة) الجسر آمن
    - ودعا البيان الوزارة إلى الحوار. => ودعا (البيان) الحوار
    - وأكد بيان مشترك أن الجسر آمن. => وأكد (بيان مشترك) الجسر آمن
    - وأكد تقرير الوزارة أن الجسر آمن. => وأكد (تقرير الوزارة) الجسر آمن
    """
    if candidate.subject is None or tokens.plain[candidate.subject[0]] not in _COMMUNIQUES:
        return None
    k, end = candidate.subject[0] + 1, tokens.sentence_end[candidate.cue]
    while tokens.plain[k] in _COMMUNIQUE_KINDS:
        k += 1
    owned = not tokens.flags[candidate.subject[0]] & DEFINITE
    if tokens.plain[k] in word_group("issued") and tokens.plain[k + 1] in word_group("issued_from"):
        k += 2
    elif tokens.plain[k] in word_group("issued_by"):
        k += 1
    elif not owned:
        return None
    if not can_speak(tokens.flags[k]):
        return None
    return _phrase(tokens, k, end, bare=bool(tokens.flags[k] & LI), splitting=True)


@rule
def addressed_noun(tokens: Tokens, candidate: CandidateStatement, last: CandidateStatement) -> bool:
    """Inside a sentence of one speaker the noun behind a second verb is the one addressed (وقال فلان ... وطالب الحكومة بحل).

    + ووصف الوزير الجسر بأنه آمن ودعا السفير إلى زيارته. => ووصف (الوزير) الجسر بأنه آمن ; ودعا (الوزير) زيارته
    - ووصف الوزير الجسر بأنه آمن ووصف السفير بالصديق. => ووصف (الوزير) الجسر بأنه آمن ; ووصف (الوزير) السفير بالصديق
    - ووصف الوزير الجسر بأنه آمن، ودعا السفير إلى زيارته. => ووصف (الوزير) الجسر بأنه آمن ; ودعا (السفير) زيارته
    - ووصف الوزير الجسر بأنه آمن ثم دعا السفير إلى زيارته. => ووصف (الوزير) الجسر بأنه آمن ; دعا (السفير) زيارته
    - ووصف الوزير الجسر بأنه آمن. ودعا السفير إلى زيارته. => ووصف (الوزير) الجسر بأنه آمن ; ودعا (السفير) زيارته
    - ووصف الوزير الجسر بأنه آمن ورحب السفير بالزيارة. => ووصف (الوزير) الجسر بأنه آمن ; ورحب (السفير) بالزيارة
    - وقال الوزير إن الجسر آمن وأكد السفير أن السد قديم. => وقال (الوزير) الجسر آمن ; وأكد (السفير) السد قديم
    """
    clause = candidate.clause
    assert clause is not None
    joined = tokens.sentence_start[last.cue] == tokens.sentence_start[candidate.cue]
    goes_on = joined and not tokens.flags[candidate.cue - 1] & COMMA
    return goes_on and _takes_noun_and_preposition(clause)


def _takes_noun_and_preposition(clause: Clause) -> bool:
    """Whether a verb joined with و addresses somebody and has what it asks of him behind a preposition."""
    form = clause.form
    asks = form.proclitic == "و" and bool(form.lemma.person) and clause.person is None
    return asks and clause.complement in word_group("prepositions_of_requests")


def _set_relayed_speaker(tokens: Tokens, candidate: CandidateStatement) -> None:
    """Speaker and medium of words that are passed on: نقلت الوكالة عن فلان قوله."""
    assert candidate.clause is not None
    start = max(tokens.sentence_start[candidate.cue], candidate.cue - setting("relayed_within"))
    for j in range(candidate.cue - 1, start - 1, -1):
        if relayed_pronoun(tokens, j):
            candidate.left = j - 1 if j > tokens.sentence_start[candidate.cue] else j
            candidate.clause.relay = relaying_medium(tokens, candidate.cue) or who_cites(tokens, j, candidate.cue)
            return
        if relayed_noun(tokens, j):
            candidate.subject = _phrase(tokens, j + 1, candidate.cue) or candidate.subject
            candidate.left = j
            candidate.clause.relay = relaying_medium(tokens, j)
            return


@rule
def relayed_pronoun(tokens: Tokens, k: int) -> bool:
    """A pronoun behind عن stands for whom a medium cites (ونقلت عنه الوكالة قوله).

    + وقال الوزير سامي حداد إن الجسر آمن. ونقلت عنه الصحيفة قوله إن السد قديم.
      => وقال (الوزير سامي حداد) الجسر آمن ; قوله (الوزير سامي حداد) السد قديم {relay الصحيفة}
    - ونقلت الصحيفة عن السفير قوله إن السد قديم. => قوله (السفير) السد قديم {relay الصحيفة}
    """
    return tokens.plain[k] in word_group("about_him")


@rule(silence=None)
def who_cites(tokens: Tokens, k: int, end: int) -> Span | None:
    """Who speaks of somebody with a pronoun behind عن passes his words on, right before it or right behind it.

    + واستقبل الوزير الوفد. ونقل عنه النائب سامي حداد قوله إن السد قديم. => قوله (الوزير) السد قديم {relay النائب سامي حداد}
    + واستقبل الوزير الوفد. ونقل زوار الرئيس عنه قوله إن السد قديم. => قوله (الوزير) السد قديم {relay زوار الرئيس}
    - واستقبل الوزير الوفد. ونقل عنه قوله إن السد قديم. => قوله (الوزير) السد قديم
    """
    begin = tokens.sentence_start[k]
    told = next((j for j in range(k - 1, begin - 1, -1) if tokens.plain[j].lstrip("وف").startswith(_CITING)), -1)
    if told < 0:
        return None
    behind = told == k - 1
    span = _phrase(tokens, k + 1, end) if behind else _phrase(tokens, told + 1, k)
    return span if span and (behind or span[1] == k) else None


@rule
def relayed_noun(tokens: Tokens, k: int) -> bool:
    """Behind عن or إلى stands whom a medium cites, unless it is a refusal to give a name (نقلت الوكالة عن فلان قوله).

    + ونقلت الصحيفة عن السفير سامي حداد قوله إن السد قديم. => قوله (السفير سامي حداد) السد قديم {relay الصحيفة}
    + ونقلت الصحيفة عن مسؤول، رفض الكشف عن هويته، قوله إن السد قديم. => قوله (مسؤول) السد قديم {relay الصحيفة}
    + ونسبت الصحيفة إلى السفير سامي حداد قوله إن السد قديم. => قوله (السفير سامي حداد) السد قديم {relay الصحيفة}
    - وقال الوزير سامي حداد إن الجسر آمن. ونقلت عنه الصحيفة قوله إن السد قديم.
      => وقال (الوزير سامي حداد) الجسر آمن ; قوله (الوزير سامي حداد) السد قديم {relay الصحيفة}
    """
    return tokens.plain[k] in word_group("relayed_from") and not tokens.flags[k + 1] & IDENTITY


@rule(silence=None)
def relaying_medium(tokens: Tokens, end: int) -> Span | None:
    """A medium before the one it cites passes his words on.

    + ونقلت الصحيفة عن السفير سامي حداد قوله إن السد قديم. => قوله (السفير سامي حداد) السد قديم {relay الصحيفة}
    + والصحيفة المحلية نقلت عن السفير سامي حداد قوله إن السد قديم.
      => قوله (السفير سامي حداد) السد قديم {relay الصحيفة المحلية}
    - ونقل عن السفير سامي حداد قوله إن السد قديم. => قوله (السفير سامي حداد) السد قديم
    """
    start = max(tokens.sentence_start[end], end - setting("medium_within"))
    return next((span for k in range(start, end) if (span := _medium(tokens, k, end))), None)


def _medium(tokens: Tokens, k: int, end: int) -> Span | None:
    medium = tokens.flags[k] & MEDIA
    return _phrase(tokens, k, end) if medium else None


def _phrase(tokens: Tokens, start: int, limit: int, bare: bool = False, splitting: bool = False) -> Span | None:
    end = phrase_end(tokens, start, limit, bare=bare, splitting=splitting)
    return (start, end) if end > start else None
