"""A statement in the making: what the steps of the attribution fill in one after another."""

from __future__ import annotations

from dataclasses import dataclass, field

from taawun.statements.clauses import Clause
from taawun.statements.sources import Source


@dataclass(slots=True)
class Claim:
    """A statement in the making; positions are those of tokens, speakers those of the cast.

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
        Entity of the cast who speaks, and how it was found.
    outer
        The claim in whose content this one stands.
    frame
        Whether its speaker is a medium that only passes on what stands inside.
    level
        1, or 2 inside another's statement.
    relay
        Entity that passed the statement on.
    dropped
        Whether it turned out to be no statement of its own.
    left
        First token of the clause with its subject: where another claim's content ends.
    via
        Source phrase in the same sentence.
    """

    cue: int
    clause: Clause | None
    source: Source | None
    start: int
    end: int
    content: list[tuple[int, int]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    speaker: int | None = None
    speaker_rule: str = ""
    span_rule: str = ""
    outer: Claim | None = None
    frame: bool = False
    level: int = 1
    relay: int | None = None
    dropped: bool = False
    left: int = 0
    via: tuple[int, int] | None = None


def drop_empty(claims: list[Claim]) -> list[Claim]:
    """Claims with a content; one inside an empty claim stands where that one stood.

    Examples
    --------
    >>> outer = Claim(0, None, None, 1, 9)
    >>> inner = Claim(3, None, None, 4, 9, content=[(4, 9)], outer=outer)
    >>> [claim.cue for claim in drop_empty([outer, inner])], inner.outer is None
    ([3], True)
    """
    for claim in claims:
        while claim.outer is not None and not claim.outer.content:
            claim.outer = claim.outer.outer
    return [claim for claim in claims if claim.content]


def is_inside(inner: Claim, claim: Claim) -> bool:
    """Whether a claim stands in the content of another, at any depth."""
    outer = inner.outer
    while outer is not None:
        if outer is claim:
            return True
        outer = outer.outer
    return False
