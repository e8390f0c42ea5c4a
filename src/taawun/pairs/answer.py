"""What the pairs say, in words, written from their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

NAMED = 6
"""Pairs that are named in a sentence."""


def find_claims(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs whose sign may be claimed: the interval leaves 0 out, and so does the mean without any speaker or outlet.

    In a corpus of one outlet nothing can be asked of outlets, and `describe_limits` says so.
    """
    parts = ["", "without_speaker_", *(["without_outlet_"] if pairs["outlets"].max() > 1 else [])]
    ends = pairs[[f"{part}low" for part in parts]].min(axis=1, skipna=False)
    tops = pairs[[f"{part}high" for part in parts]].max(axis=1, skipna=False)
    return pairs[(ends > 0) | (tops < 0)]


def describe_answer(relations: pd.DataFrame, pairs: pd.DataFrame, both: pd.DataFrame) -> str:
    """Say how many pairs there are, which are cooperative or confronting, and which are not returned.

    Examples
    --------
    >>> import pandas as pd
    >>> from taawun.pairs.directed import PAIRS, RECIPROCITY
    >>> from taawun.pairs.relations import COLUMNS
    >>> print(describe_answer(*(pd.DataFrame(columns=columns) for columns in (COLUMNS, PAIRS, RECIPROCITY))))
    No pair of states has enough statements: 0 utterances of one state's speakers about another were found.
    """
    if pairs.empty:
        what = f"{len(relations):,} utterances of one state's speakers about another were found."
        return f"No pair of states has enough statements: {what}"
    claims = find_claims(pairs)
    good, bad = claims[claims["mean_stance"] > 0], claims[claims["mean_stance"] < 0]
    lines = [
        f"{len(relations):,} utterances of one state's speakers about another were found; {len(pairs)} directed pairs have "
        f"enough of them, with {int(pairs['statements'].sum()):,} utterances in all.",
        f"Cooperative: {_name(good, ascending=False)}. Confronting: {_name(bad, ascending=True)}. Of the "
        f"other {len(pairs) - len(claims)} pairs the sign is open.",
    ]
    clear = both[(both["low"] > 0) | (both["high"] < 0)]
    if len(both):
        named = "; ".join(
            f"{row.first} of {row.second} {row.first_of_second:+.2f}, returned with {row.second_of_first:+.2f}"
            for row in clear.reindex(clear["difference"].abs().sort_values(ascending=False).index)
            .head(NAMED)
            .itertuples()
        )
        lines.append(f"Of {len(both)} pairs with both directions, {len(clear)} differ in them: {named or 'none'}.")
    many = "Each pair is a test of its own and none is corrected for the others: these lists are exploratory."
    return "\n\n".join([*lines, many])


def _name(claims: pd.DataFrame, *, ascending: bool) -> str:
    ordered = claims.sort_values("mean_stance", ascending=ascending, kind="stable")
    named = [
        f"{row.source} of {row.target} {row.mean_stance:+.2f} ({row.low:+.2f} to {row.high:+.2f}, n = {row.statements})"
        for row in ordered.head(NAMED).itertuples()
    ]
    rest = len(ordered) - len(named)
    return "; ".join(named) + (f"; and {rest} more" if rest > 0 else "") if named else "none"


def describe_limits(relations: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say what the corpus does not allow: change over time without dates, outlets where there is one."""
    limits = []
    if not articles["date"].notna().any():
        limits.append("The articles have no dates: change over time and reciprocity by week cannot be told.")
    if relations["outlet"].nunique() < 2:
        limits.append(
            "There is one outlet: what is the outlet's selection and what is the speakers' cannot be told apart."
        )
    return "\n\n".join(limits) or "The corpus has dates and several outlets: every table above could be made."
