"""Which words of an article report speech."""

from __future__ import annotations

from taawun.statements.cues.clause import Clause, light_noun
from taawun.statements.cues.finite import judge_finite
from taawun.statements.cues.nominal import judge_noun, judge_participle
from taawun.statements.reading.cue_forms import CueForm
from taawun.statements.reading.tokens import Tokens


def find_clauses(tokens: Tokens) -> list[Clause]:
    """All reporting words of an article with their clauses, in text order.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> tokens = read_tokens("وأكد الوزير بين الوفدين أن التعاون قائم، مشيرا إلى اتفاق.")
    >>> [(tokens.plain[clause.cue], clause.rule) for clause in find_clauses(tokens)]
    [('واكد', 'finite:clause'), ('مشيرا', 'participle:preposition')]
    """
    clauses: list[Clause] = []
    used: set[int] = set()
    for i in tokens.reporting:
        if i in used:
            continue
        for cue in tokens.forms[i].cues:
            clause = _judge(tokens, i, cue)
            if clause is None:
                continue
            if clause.saying >= 0:
                used.add(clause.saying)
            if clause.complement in ("ب", "noun"):
                used.add(clause.content)
            light = light_noun(tokens, clause)
            if light is not None:
                used.add(light)
            clauses.append(clause)
            break
    return clauses


def _judge(tokens: Tokens, i: int, cue: CueForm) -> Clause | None:
    if cue.kind in ("past", "present"):
        return judge_finite(tokens, i, cue)
    if cue.kind == "participle":
        return judge_participle(tokens, i, cue)
    if cue.kind == "noun":
        return judge_noun(tokens, i, cue)
    return None
