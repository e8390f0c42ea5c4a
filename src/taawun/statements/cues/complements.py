"""From a reporting word on to what is said: the walk over subject, addressee and adverbials to the complement.

The walk looks at one token after another. A table names the features that a token must have for a rule to be asked; the
first rule that knows what to do decides: go on at another token, leave the walk, or end it at the complement.
"""

from __future__ import annotations

from collections.abc import Callable

from taawun.statements.cues import complement_rules as found
from taawun.statements.cues import mark_rules as marks
from taawun.statements.cues import passing_rules as passed
from taawun.statements.cues import verb_rules as verbs
from taawun.statements.cues.asides import apposition, as_well, aside, unnamed_source
from taawun.statements.cues.clause import Clause
from taawun.statements.cues.counted import approximate_number
from taawun.statements.cues.objects import assign_phrases, own_noun
from taawun.statements.cues.walk import LEAVE, Step, Walk, begin_walk
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    BI,
    COLON,
    COMMA,
    COMP,
    CONJ,
    DASH,
    LI,
    NEG,
    NUMBER,
    OPEN,
    OPENER,
    PREP,
    PRON,
    QUANT,
    QUOTE,
    RELATIVE,
    SEMI,
    STOP,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
    WORD,
    by_features,
)
from taawun.statements.reading.tokens import Tokens

_ANY_WORD = WORD | NUMBER
_ANY_MARK = COLON | QUOTE | STOP | SEMI | COMMA | DASH | OPEN
#: features of a mark, and the rule that is then asked; of a word likewise
_MARK_RULES: tuple[tuple[int, Callable[[Walk, int], Step | None]], ...] = (
    (_ANY_MARK, marks.colon),
    (QUOTE, marks.quoted_clause),
    (QUOTE, passed.quoted_name),
    (QUOTE, marks.quotation),
    (OPEN, marks.speech_in_brackets),
    (STOP | SEMI, passed.abbreviation),
    (STOP | SEMI | COMMA, passed.end_of_clause),
    (COMMA | STOP | DASH | OPEN, unnamed_source),
    (COMMA, apposition),
    (DASH | OPEN, aside),
)
_WORD_RULES: tuple[tuple[int, Callable[[Walk, int], Step | None]], ...] = (
    (COMP | PRON, found.second_clause),
    (COMP | PRON | PREP, found.complementizer),
    (WORD, found.predicate),
    (WORD, found.question_word),
    (PREP, verbs.to_saying),
    (WORD, passed.issued_clause),
    (WORD, verbs.reporting_word),
    (PREP | RELATIVE, found.governed_preposition),
    (BI | PREP, found.governed_bi),
    (LI, found.governed_li),
    (LI | PREP, passed.addressee),
    (TURN_WORD | ADVERB, found.own_role),
    (QUANT | PREP, approximate_number),
    (TURN | TURN_WORD | ADVERB | PREP, passed.turn),
    (NEG, passed.so_called),
    (WORD, found.relative_object),
    (THIS, passed.this_time),
    (THIS, passed.this_speaker),
    (OPENER | THIS, passed.speech_opener),
    (THIS, found.this_object),
    (RELATIVE | PREP, passed.relative_clause),
    (PREP, passed.even),
    (ADJUNCT | PREP | TIME | CONJ | BI, passed.adverbial),
    (WORD, passed.second_conjunct),
    (WORD, passed.particle),
    (WORD, found.accusative_object),
    (WORD, passed.accusative),
    (WORD, as_well),
    (_ANY_WORD, found.noun_behind_subject),
    (_ANY_WORD, found.object_noun),
    (_ANY_WORD, found.object_of_other_gender),
    (_ANY_WORD, passed.own_speech),
    (_ANY_WORD, found.noun_that_cannot_speak),
    (_ANY_WORD, passed.thing_that_tells),
    (_ANY_WORD, passed.noun_phrase),
)

_of_marks, _of_words = by_features(_MARK_RULES), by_features(_WORD_RULES)


def read_complement(tokens: Tokens, i: int, cue: CueForm) -> Clause:
    """Read on from a reporting word to its content.

    The walk passes over the subject, an addressee, adverbials, dashes and brackets, and stops at what the lemma can
    govern: أن, a colon, a quotation, its preposition, or a bare noun phrase.
    """
    walk, clause = begin_walk(tokens, i, cue), Clause(i, cue, i + 1, "none", left=i)
    j, step = i + 1, None
    while j < walk.end:
        step = _ask(walk, j)
        if step is None:
            j += 1
            continue
        j = step.to
        if step.phrase is not None:
            walk.add(step.phrase)
        if step.saying >= 0:
            clause.saying = step.saying
        if step.complement:
            break
    if step is None or step.complement in ("", LEAVE):
        behind = found.last_phrase(walk, j) or marks.quotation_behind_subject(walk, j)
        step = behind or own_noun(walk, j) or Step(min(j, walk.end), "none")
    clause.content, clause.complement = step.to, step.complement
    clause.clausal, clause.joint = step.clausal, step.joint
    assign_phrases(tokens, clause, walk.phrases)
    return clause


def _ask(walk: Walk, j: int) -> Step | None:
    """Ask the rules that know a token of these features; None where the walk goes on at the next one."""
    bits = walk.tokens.flags[j]
    for one in _of_words[bits] if bits & _ANY_WORD else _of_marks[bits]:
        step = one(walk, j)
        if step is not None:
            return step
    return None
