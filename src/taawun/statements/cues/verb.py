"""A finite verb that may report speech, with what stands before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Verb:
    """A finite verb in its place, as the rules look at it before its complement is read.

    Attributes
    ----------
    i, start
        Token of the verb, and first token of its sentence.
    cue
        Its reading as a reporting word; a و that stands alone before it is taken for its own.
    bits
        Features of the verb itself.
    before, previous, behind
        Features, form and reporting readings of the word before it; empty at the beginning of a sentence.
    """

    tokens: Tokens
    i: int
    cue: CueForm
    bits: int
    start: int
    before: int
    previous: str
    behind: tuple[CueForm, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Tokens of the verb."""
        return self.i, self.i + 1

    @property
    def bare(self) -> bool:
        """A past tense without و or ف."""
        return self.cue.kind == "past" and not self.cue.proclitic

    @property
    def doubled(self) -> bool:
        """Whether it is written with a shadda, as no preposition is: عبّر."""
        return "\u0651" in self.tokens.words(self.i, self.i + 1)

    @property
    def following(self) -> int:
        """Features of the next word, 0 at the end of the text."""
        return self.tokens.flags[self.i + 1]


def read_verb(tokens: Tokens, i: int, cue: CueForm) -> Verb:
    """Look at a verb and the word before it."""
    start = tokens.sentence_start[i]
    if i == start:
        return Verb(tokens, i, cue, tokens.flags[i], start, 0, "", ())
    form = tokens.forms[i - 1]
    if form.form == "و":
        return Verb(tokens, i, replace(cue, proclitic="و"), tokens.flags[i], start, 0, form.form, ())
    return Verb(tokens, i, cue, tokens.flags[i], start, tokens.flags[i - 1], form.form, form.cues)
