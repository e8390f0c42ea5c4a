"""States, organisations and movements of a text at their tokens."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from taawun.meetings.words import event_words
from taawun.rules import rule
from taawun.statements.reading.features import BI, DEFINITE
from taawun.statements.reading.tokens import Tokens
from taawun.targets.actors import Mention, Reading, read_actors

FATHATAN = "\u064b"
"""Vowel sign of the accusative."""


@dataclass(frozen=True)
class Placed:
    """An actor with its tokens."""

    mention: Mention
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.start, self.end


def place_actors(tokens: Tokens, reading: Reading) -> list[Placed]:
    """Return the actors of a text with their tokens, those outside of removed spans."""
    for mention in reading.mentions:
        k = bisect_left(tokens.ends, mention.start + 1)
        if (
            mention.kind == "capital"
            and not tokens.flags[k] & BI
            and _is_joined(tokens.text[mention.start : mention.end])
        ):
            # بأديس أبابا
            tokens.flags[k] |= BI
    placed = [Placed(_as_adjective(tokens, mention), *_token_span(tokens, mention)) for mention in reading.mentions]
    return [one for one in placed if one.start < one.end and not is_first_name(tokens, one)]


@lru_cache(maxsize=1 << 12)
def _is_joined(name: str) -> bool:
    """Whether the name of a capital begins with a preposition (بأديس أبابا), and not by itself (بغداد)."""
    rest = read_actors(name[1:]).mentions if name.startswith("ب") else []
    return bool(rest) and rest[0].kind == "capital" and (rest[0].start, rest[0].end) == (0, len(name) - 1)


@rule
def is_first_name(tokens: Tokens, one: Placed) -> bool:
    """An adjective of a state that stands beside son of is a name.

    + زار الأمير سالم بن تركي العراق. => -
    - استقبل الوزير العراقي سالم الوزير التركي. => reception TR > IQ
    """
    if one.mention.kind != "demonym" or tokens.flags[one.start] & DEFINITE:
        return False
    beside = (*tokens.forms[max(one.start - 1, 0) : one.start], *tokens.forms[one.end : one.end + 1])
    return any(form.form in event_words("between_names") for form in beside)


def _as_adjective(tokens: Tokens, mention: Mention) -> Mention:
    """Read what is written with tanwin as an adjective (لاجئا سورياً), not as the name of a state."""
    tanwin = mention.kind == "name" and FATHATAN in tokens.text[mention.start : mention.end + 1]
    return mention._replace(kind="demonym") if tanwin else mention


def _token_span(tokens: Tokens, mention: Mention) -> tuple[int, int]:
    return bisect_left(tokens.ends, mention.start + 1), bisect_left(tokens.starts, mention.end)
