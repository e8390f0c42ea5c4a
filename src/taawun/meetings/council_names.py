"""Adjectives of a meeting that say who meets: whose council it is, or two states (القمة العربية، المباحثات التركية العراقية)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taawun.lexicons import load_lexicon
from taawun.meetings.cities import head_form
from taawun.meetings.figures import Figure, adjoining_states
from taawun.meetings.places_of_actors import Placed
from taawun.meetings.words import event_lemmas, event_words, read_event
from taawun.statements.reading.features import AND, BI, DEMONYM, LI, STATE
from taawun.statements.reading.tokens import Tokens

BEHIND = 2
"""Words behind a meeting in which its council is named."""


def named_councils(tokens: Tokens, k: int) -> tuple[str, ...]:
    """Organisations whose council the meeting right before a token is, by this adjective or the next one; empty for none.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> named_councils(read_tokens("القمة العربية في بغداد"), 1), named_councils(read_tokens("اللغة العربية"), 1)
    (('AL',), ())
    """
    event = read_event(tokens.plain[k - 1])
    if event is None or event.lemma not in event_lemmas("council_meetings") or event.pronoun:
        return ()
    for j in range(k, min(k + BEHIND, len(tokens))):
        council = _council_at(tokens, j)
        if council:
            return (council,)
        if tokens.flags[j] & (AND | BI | LI | DEMONYM):
            break
    return ()


def council_adjective(tokens: Tokens, k: int) -> str:
    """Organisation whose council a meeting before a token is by this adjective; empty for none."""
    found = _council_at(tokens, k)
    behind = range(max(k - BEHIND + 1, 1), k + 1)
    return found if found and any(named_councils(tokens, j) for j in behind) else ""


def _council_at(tokens: Tokens, k: int) -> str:
    return _councils().get(tokens.plain[k], "")


@cache
def _councils() -> dict[str, str]:
    names = load_lexicon("meetings")["council_adjectives"]
    return {form: code for code in names for form in event_words("council_adjectives", code)}


def of_meeting(tokens: Tokens, k: int, actors: Mapping[int, Placed]) -> Figure | None:
    """Return who meets by the adjectives of a meeting: two states, an organisation, or both (القمة الخليجية الأمريكية)."""
    states = _met_states(tokens, k)
    if states:
        parties = tuple(dict.fromkeys(actors[j].mention.actor for j in states if j in actors))
        return Figure(k, states[-1] + 1, parties, "sides", "", head_form(tokens, k))
    held = council_adjective(tokens, k)
    if not held:
        return None
    other = council_adjective(tokens, k + 1) if k + 1 < len(tokens) else ""
    if not other and k + 1 in actors and actors[k + 1].mention.kind == "demonym":
        other = actors[k + 1].mention.actor
    if other:
        return Figure(k, k + 2, (held, other), "sides", "", head_form(tokens, k))
    return Figure(k, k + 1, (held,), "institution", "", head_form(tokens, k))


def _met_states(tokens: Tokens, k: int) -> list[int]:
    """Adjectives of two states or more behind the noun of a meeting or its first adjective."""
    if not tokens.flags[k] & (DEMONYM | STATE):
        return []
    events = (read_event(form.form) for form in tokens.forms[max(k - 2, 0) : k])
    met = any(event and event.is_noun and event.takes == "partner" for event in events)
    return adjoining_states(tokens, k) if met else []
