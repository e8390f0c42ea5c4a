"""The state of a ministry that is named without one."""

from __future__ import annotations

from taawun.arabic import fold_text
from taawun.lexicons import setting
from taawun.names.states import state_of
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_MINISTRY, _HOLDERS = word_group("ministry"), word_group("ministry") | word_group("ministers")
_STATE_WITHIN = setting("state_behind_ministry")


def find_ministry_state(tokens: Tokens, span: tuple[int, int]) -> str | None:
    """State with which a sentence before named the ministry, or its minister, that a mention names without one.

    Where that sentence names the ministry of somebody without a state too, the mention may mean that one.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> def state(text):
    ...     tokens = read_tokens(text)
    ...     start = next(k for k, form in enumerate(tokens.forms) if form.form == "المتحدث")
    ...     return find_ministry_state(tokens, (start, start + 4))
    >>> state("أدانت وزارة النقل الكينية القرار. وقال المتحدث باسم وزارة النقل إن السد آمن.")
    'KE'
    >>> state("التقى وزير النقل الكيني وزير النقل الياباني. وقال المتحدث باسم وزارة النقل إن السد آمن.")
    'KE'
    >>> state("التقى وزير النقل سالم الراشدي وزير النقل الكيني. وقال المتحدث باسم وزارة النقل إن السد آمن.")
    >>> state("أدانت وزارة الصحة الكينية القرار. وقال المتحدث باسم وزارة النقل إن السد آمن.")
    """
    plain = tokens.plain
    head = next((k for k in range(*span) if plain[k] in _MINISTRY), None)
    if head is None:
        return None
    field = plain[head + 1].removeprefix("ال")
    named = [
        k
        for k in range(tokens.sentence_start[span[0]])
        if plain[k] in _HOLDERS and plain[k + 1].removeprefix("ال") == field
    ]
    nearest = [k for k in named if tokens.sentence_start[k] == tokens.sentence_start[named[-1]]]
    states = [state_of(_folded(tokens, k, k + 2 + _STATE_WITHIN)) for k in nearest]
    return states[0] if all(states) and states else None


def _folded(tokens: Tokens, start: int, end: int) -> list[str]:
    return fold_text(tokens.words(start, min(end, len(tokens)))).split()
