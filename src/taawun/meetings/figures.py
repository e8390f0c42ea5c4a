"""Who is named in an article as one who can meet."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from taawun.meetings.words import event_words
from taawun.statements.reading.features import (
    AND,
    BI,
    COLON,
    COMMA,
    DASH,
    DEMONYM,
    LI,
    NAME,
    OFFICE,
    OPEN,
    PLACE,
    QUOTE,
    STATE,
)
from taawun.statements.reading.tokens import Tokens

PLACES = ("state", "place", "actor")
"""Kinds of figures that can be where somebody meets."""


@dataclass(frozen=True)
class Figure:
    """Who is named at ``tokens[start:end]``.

    Attributes
    ----------
    parties
        Codes of the states, organisations and movements for which it stands, in text order; empty when unknown.
    kind
        As `taawun.statements.mentions.mentions.Mention`, `place` for a city, or `actor` for a bare name of a party.
    name
        Personal name as written, empty without one.
    head
        First word without proclitic, in matching form.
    official
        Whether it is a person in office.
    guessed
        Whether nothing says for which state it stands, which is taken for the one that the article is about.
    posts
        Where it is posted: states, and an empty one for where the outlet is (لدى البلاد).
    ruler
        Whether it is the head of a state or government, as its office or the article elsewhere says.
    private
        Whether it is somebody of sports, who meets for no state whatever his office.
    """

    start: int
    end: int
    parties: tuple[str, ...]
    kind: str
    name: str = ""
    head: str = ""
    official: bool = False
    private: bool = False
    guessed: bool = False
    posts: tuple[str, ...] = ()
    ruler: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Tokens, for traces."""
        return self.start, self.end


@dataclass(frozen=True)
class Scene:
    """An article as `taawun.meetings` reads it.

    Attributes
    ----------
    figures
        Who is named, in text order.
    speakers
        Reporting words and who speaks there: token and figure, in text order.
    """

    tokens: Tokens
    figures: tuple[Figure, ...]
    speakers: tuple[tuple[int, Figure], ...] = ()
    _starts: dict[int, Figure] = field(default_factory=dict)

    def at(self, k: int) -> Figure | None:
        """Return the figure that begins at a token."""
        return self._starts.get(k)

    def before(self, k: int, first: int) -> list[Figure]:
        """Figures that lie between two tokens, the nearest to `k` first."""
        last = bisect_right(self.figures, k, key=lambda one: one.end)
        found = []
        while last > 0 and self.figures[last - 1].start >= first:
            last -= 1
            found.append(self.figures[last])
        return found

    def form(self, k: int) -> str:
        """Matching form of a token, empty outside of the text."""
        return self.tokens.plain[k] if 0 <= k < len(self.tokens) else ""


def dateline(tokens: Tokens, first: Figure | None) -> tuple[str, ...]:
    """State of the city from which an article reports, if it begins with one: القاهرة - «الخليج»."""
    if first is None or first.start or first.kind not in PLACES[:2] or first.end >= len(tokens):
        return ()
    return first.parties if tokens.flags[first.end] & (DASH | COLON | COMMA | OPEN | QUOTE) else ()


def is_team(tokens: Tokens, k: int) -> bool:
    """Whether a word is the team of a state (المنتخب السعودي), and no elected president.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> is_team(read_tokens("بعثة المنتخب السعودي"), 1), is_team(read_tokens("الرئيس المنتخب السعودي"), 1)
    (True, False)
    """
    bits, team = tokens.flags, tokens.plain[k] in event_words("teams")
    return team and bool(bits[k + 1 : k + 2]) and bool(bits[k + 1] & DEMONYM) and not bits[k - 1] & (OFFICE | NAME)


def adjoining_states(tokens: Tokens, k: int) -> list[int]:
    """Return the tokens of two adjectives of states or more that stand side by side, or with a dash; empty for one.

    A state's name can be one too (السعودية، سورية); none has a conjunction or preposition.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> adjoining_states(read_tokens("القمة السعودية - المصرية في بغداد"), 1)
    [1, 3]
    >>> adjoining_states(read_tokens("القمة السعودية الفرنسية في الرياض"), 1)
    [1, 2]
    """
    found = []
    while k < len(tokens) and tokens.flags[k] & (DEMONYM | STATE) and not tokens.flags[k] & (AND | BI | LI):
        if tokens.flags[k] & PLACE and not tokens.flags[k] & DEMONYM:
            break
        found.append(k)
        k += 2 if k + 1 < len(tokens) and tokens.flags[k + 1] & DASH else 1
    return found if len(found) > 1 else []
