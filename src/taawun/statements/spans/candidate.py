"""A statement in the making: what the steps of the attribution fill in one after another."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.statements.cues.clause import Clause
from taawun.statements.cues.source_phrases import SourcePhrase


@dataclass(slots=True)
class CandidateStatement:
    """A statement in the making; positions are those of tokens, speakers those of the register.

    Attributes
    ----------
    cue
        Its reporting word, or the mark that opens a paragraph of quotation.
    clause, source
        What it was found by: one of them is None, both for a quotation.
    start, end
        Where its content begins, and where it ends at the latest.
    content, span_rule
        Spans of the content, and the rule that ended them.
    subject
        Mention of the speaker, None when the article leaves it out.
    speaker, speaker_rule
        Entity of the register who speaks, and how it was found.
    link_rule
        Rule that linked its mention to the speaker, empty where the subject is left out.
    outer
        The candidate in whose content this one stands.
    frame
        Whether its speaker is a medium that only passes on what stands inside.
    level
        1, or 2 inside another's statement.
    relay
        Entity that passed the statement on.
    dropped
        Whether it turned out to be no statement of its own.
    left
        First token of the clause with its subject: where another candidate's content ends.
    via
        Source phrase in the same sentence.
    """

    cue: int
    clause: Clause | None
    source: SourcePhrase | None
    start: int
    end: int
    content: list[tuple[int, int]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    speaker: int | None = None
    speaker_rule: str = ""
    link_rule: str = ""
    span_rule: str = ""
    outer: CandidateStatement | None = None
    frame: bool = False
    level: int = 1
    relay: int | None = None
    dropped: bool = False
    left: int = 0
    via: tuple[int, int] | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the reporting word, for the trace of rules."""
        return self.cue, self.cue + 1


def drop_empty(candidates: list[CandidateStatement]) -> list[CandidateStatement]:
    """Claims with a content; one inside an empty candidate stands where that one stood.

    Examples
    --------
    >>> outer = CandidateStatement(0, None, None, 1, 9)
    >>> inner = CandidateStatement(3, None, None, 4, 9, content=[(4, 9)], outer=outer)
    >>> [candidate.cue for candidate in drop_empty([outer, inner])], inner.outer is None
    ([3], True)
    """
    for candidate in candidates:
        while candidate.outer is not None and not candidate.outer.content:
            candidate.outer = candidate.outer.outer
    return [candidate for candidate in candidates if candidate.content]


def is_inside(inner: CandidateStatement, candidate: CandidateStatement) -> bool:
    """Whether a candidate stands in the content of another, at any depth."""
    outer = inner.outer
    while outer is not None:
        if outer is candidate:
            return True
        outer = outer.outer
    return False
