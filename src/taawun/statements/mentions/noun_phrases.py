"""Where a noun phrase that can speak ends.

Grammar of such a phrase: honorific, office with what it is held in, state or demonym, rank, name, formula; or a group,
an institution, a document, a medium, an unnamed source with its complements. The phrase is read word by word. Rules say
which word or mark no longer belongs to it (`phrase_limits`, `second_phrases`) and which goes on with it
(`phrase_marks`, `phrase_links`).
"""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.statements.mentions.constructs import stands_in_construct
from taawun.statements.mentions.phrase import SPEAKERS, Phrase
from taawun.statements.mentions.phrase_limits import ends_before
from taawun.statements.mentions.phrase_links import (
    belongs_to_title,
    goes_on_to_name,
    joins_another,
    links_title,
    names_place_of_office,
)
from taawun.statements.mentions.phrase_marks import pass_mark
from taawun.statements.mentions.proclitics import without_proclitic
from taawun.statements.mentions.second_phrases import begins_second
from taawun.statements.reading.features import (
    AND,
    BI,
    COMMA,
    DASH,
    LI,
    NAME,
    NUMBER,
    OFFICE,
    PREP,
    THIS,
    WORD,
)
from taawun.statements.reading.tokens import Tokens

_LONGEST_PHRASE = setting("longest_phrase")
_ANY_WORD = WORD | NUMBER
#: no phrase ends with one of these, if it is no name
_NO_END = COMMA | DASH | PREP


def can_speak(bits: int) -> bool:
    """Whether a form of these features may head the mention of a speaker by itself."""
    return bool(bits & SPEAKERS)


def phrase_end(
    tokens: Tokens, start: int, limit: int, *, splitting: bool = False, joining: bool = True, bare: bool = False
) -> int:
    """Index after the noun phrase that begins at a token.

    Parameters
    ----------
    limit
        Never read at or past this token.
    splitting
        The verb may be followed by a second noun phrase (its object): stop where one can begin.
    joining
        Read over و to a second conjunct.
    bare
        The first word may carry a proclitic (للوزير).

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> phrase_end(read_tokens("وزير الدفاع سامي حداد في بيروت إن"), 0, 7)
    4
    """
    phrase = Phrase(tokens, start, min(limit, start + _LONGEST_PHRASE), splitting, joining, bare)
    k = start
    while k < phrase.limit:
        bits = tokens.flags[k]
        step = _read_word(phrase, k, bits) if bits & _ANY_WORD else pass_mark(phrase, k, bits)
        if step <= k:
            break
        k = step
    while k > start and tokens.flags[k - 1] & _NO_END and not tokens.flags[k - 1] & NAME:
        k -= 1
    return k


def _read_word(phrase: Phrase, k: int, bits: int) -> int:
    """Index at which the phrase goes on behind a word, 0 where it ends before it."""
    if bits & (AND | BI | LI) and k > phrase.start:
        bits = without_proclitic(phrase, k, bits)
    if bits & PREP:
        if links_title(phrase, k):
            return k + 1
        if not bits & (NAME | OFFICE):
            return 0
    if bits & THIS and stands_in_construct(phrase, k):
        return k + 1
    if ends_before(phrase, k, bits):
        return 0
    if bits & AND and k > phrase.start:
        if not joins_another(phrase, k) and not goes_on_to_name(phrase, k, bits):
            return 0
        phrase.join(bits)
        return k + 1
    if k == phrase.start and phrase.bare:
        bits &= ~(AND | BI | LI | PREP)
    if bits & LI:
        return k + 1 if belongs_to_title(phrase, k, bits) or goes_on_to_name(phrase, k, bits) else 0
    if bits & BI:
        outside = not (names_place_of_office(phrase, k, bits) or goes_on_to_name(phrase, k, bits))
    else:
        outside = begins_second(phrase, k, bits)
    if outside:
        return 0
    phrase.add(k, bits)
    return k + 1
