"""A statement whose subject is left out, and those who may be its speaker."""

from __future__ import annotations

from dataclasses import dataclass

from taawun.statements.reading.matching import word_group
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.speakers.entities import Entity, EntityRegister

_THESE = word_group("these")
#: gender and number of whom a pronoun goes back to (قوله، قولها، قولهم)
PRONOUNS = {"ها": ("f", "s"), "هم": ("", "p")}


@dataclass(frozen=True, slots=True)
class Turn:
    """A candidate whose subject is left out, and what is known where it stands.

    Attributes
    ----------
    sentence
        First token of its sentence.
    actor
        Who acts or speaks in the sentence so far.
    last
        The candidate before.
    recent
        Entities that have had the floor, the last one at the end.
    """

    register: EntityRegister
    candidate: CandidateStatement
    sentence: int
    actor: int | None
    last: CandidateStatement | None
    recent: list[int]

    @property
    def place(self) -> tuple[int, int]:
        """Token of the cue."""
        return self.candidate.cue, self.candidate.cue + 1

    @property
    def agreement(self) -> tuple[str, str]:
        """Gender and number of the verb, of هؤلاء behind it, or of whom the pronoun of a noun stands for."""
        clause, tokens, following = self.candidate.clause, self.register.tokens, self.candidate.cue + 1
        if tokens.plain[following] in _THESE:
            return "m", "p"
        if clause and clause.form.kind == "noun" and clause.form.suffix:
            return PRONOUNS.get(clause.form.suffix, ("", "s"))
        return (clause.form.gender, clause.form.number) if clause else ("", "s")

    def entity(self, index: int) -> Entity:
        """One speaker."""
        return self.register.entities[index]


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody who may be the subject that is left out; `gender` and `number` are those of the verb or pronoun."""

    turn: Turn
    who: int
    gender: str
    number: str

    @property
    def place(self) -> tuple[int, int]:
        """Token of the cue."""
        return self.turn.place

    @property
    def entity(self) -> Entity:
        """The speaker."""
        return self.turn.entity(self.who)

    @property
    def spoke_as_many(self) -> bool:
        """Whether it was the subject of the verb before, in the plural too."""
        last = self.turn.last
        clause = last.clause if last is not None and last.speaker == self.who else None
        return clause is not None and clause.form.number == "p"
