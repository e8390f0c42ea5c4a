"""What the pairs say, in words, written from their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taawun.messages import list_words, phrase
from taawun.names.states import label_state

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


def describe_answer(relations: pd.DataFrame, pairs: pd.DataFrame, both: pd.DataFrame, language: str = "en") -> str:
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
        message = (
            "No pair of states has enough statements: {n} utterances of one state's speakers about another were found."
        )
        return phrase(message, language, n=len(relations))
    claims = find_claims(pairs)
    good, bad = claims[claims["mean_stance"] > 0], claims[claims["mean_stance"] < 0]
    lines = [
        phrase(
            "{n} utterances of one state's speakers about another were found; {pairs} directed pairs have enough of them, with "
            "{statements} utterances in all.",
            language,
            n=len(relations),
            pairs=len(pairs),
            statements=f"{int(pairs['statements'].sum()):,}",
        ),
        phrase(
            "Cooperative: {good}. Confronting: {bad}. Of the other {pairs} pairs the sign is open.",
            language,
            good=_name(good, ascending=False, language=language),
            bad=_name(bad, ascending=True, language=language),
            pairs=len(pairs) - len(claims),
        ),
    ]
    clear = both[(both["low"] > 0) | (both["high"] < 0)]
    if len(both):
        largest = clear.reindex(clear["difference"].abs().sort_values(ascending=False).index).head(NAMED)
        named = [
            phrase(
                "{first} of {second} {stance}, returned with {returned}",
                language,
                first=_state(row.first, language),
                second=_state(row.second, language),
                stance=f"{row.first_of_second:+.2f}",
                returned=f"{row.second_of_first:+.2f}",
            )
            for row in largest.itertuples()
        ]
        lines.append(
            phrase(
                "Of {pairs} pairs with both directions, {differ} differ in them: {named}.",
                language,
                pairs=len(both),
                differ=len(clear),
                named=list_words(named, language, "; ") or phrase("none", language),
            )
        )
    many = "Each pair is a test of its own and none is corrected for the others: these lists are exploratory."
    return "\n\n".join([*lines, phrase(many, language)])


def _name(claims: pd.DataFrame, *, ascending: bool, language: str) -> str:
    ordered = claims.sort_values("mean_stance", ascending=ascending, kind="stable")
    named = [
        phrase(
            "{source} of {target} {stance} ({low} to {high}, n = {statements})",
            language,
            source=_state(row.source, language),
            target=_state(row.target, language),
            stance=f"{row.mean_stance:+.2f}",
            low=f"{row.low:+.2f}",
            high=f"{row.high:+.2f}",
            statements=row.statements,
        )
        for row in ordered.head(NAMED).itertuples()
    ]
    rest = len(ordered) - len(named)
    named += [phrase("and {n} more", language, n=rest)] if rest > 0 else []
    return list_words(named, language, "; ") or phrase("none", language)


def _state(code: object, language: str) -> str:
    """Code of a state, or its Arabic name."""
    return label_state(str(code), language) if language == "ar" else str(code)


def describe_limits(relations: pd.DataFrame, articles: pd.DataFrame, language: str = "en") -> str:
    """Say what the corpus does not allow: change over time without dates, outlets where there is one."""
    limits = []
    if not articles["date"].notna().any():
        limits.append("The articles have no dates: change over time and reciprocity by week cannot be told.")
    if relations["outlet"].nunique() < 2:
        limits.append(
            "There is one outlet: what is the outlet's selection and what is the speakers' cannot be told apart."
        )
    none = "The corpus has dates and several outlets: every table above could be made."
    return "\n\n".join(phrase(limit, language) for limit in limits or [none])
