"""Directed pairs: how much, how well and how evenly one state's speakers speak of another; and whether it is returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from taawun.statistics.arrays import Array
from taawun.statistics.intervals import jackknife_interval

if TYPE_CHECKING:
    import pandas as pd

CLUSTERS = ("article_id", "speaker_id")
"""What statements that are not independent of each other have in common."""
LEFT_OUT = ("speaker_id", "outlet")
PAIRS = [
    "source", "target", "statements", "articles", "speakers", "outlets", "mean_stance", "low", "high", "interval_by",
    "cooperative", "confronting", "without_speaker_low", "without_speaker_high", "without_outlet_low",
    "without_outlet_high", "fields",
]  # fmt: skip
RECIPROCITY = [
    "first",
    "second",
    "first_of_second",
    "second_of_first",
    "statements_first",
    "statements_second",
    "shared_articles",
    "difference",
    "low",
    "high",
    "weeks",
    "weekly_r",
]
MANY_WEEKS = 4
"""Weeks in which both speak, from which on their means are correlated."""
FIELDS = 3


class Mean(NamedTuple):
    """A mean with the widest of its intervals, and the cluster that it goes by (empty without an interval)."""

    value: float
    low: float
    high: float
    cluster: str


def describe_pairs(
    relations: pd.DataFrame,
    frames: pd.DataFrame | None = None,
    *,
    minimum_statements: int = 30,
    minimum_articles: int = 10,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Describe the directed pairs that have enough statements.

    Parameters
    ----------
    relations
        As `taawun.pairs.relations.list_relations` gives them.
    frames
        Table `FRAMES`: without it `fields` stays empty.
    minimum_statements, minimum_articles
        Pairs with less are left out.
    confidence
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        Columns `PAIRS`, the pairs with most statements first. `low` and `high` are the wider of the jackknife intervals
        over articles and over speakers, with t on G - 1 degrees of freedom: a mean that rests on one speaker has none.
        `without_speaker_*` and `without_outlet_*` are the extremes of the mean when each one is left out. `cooperative`
        and `confronting` are shares of statements with a stance above and below 0.
    """
    import pandas as pd

    rows = []
    for (source, target), own in relations.groupby(["source", "target"], sort=True):
        if len(own) < minimum_statements or own["article_id"].nunique() < minimum_articles:
            continue
        stance = own["stance"].to_numpy(dtype=float)
        mean = mean_over(own, CLUSTERS, confidence)
        ranges = {column: leave_out(stance, own[column]) for column in LEFT_OUT}
        rows.append(
            {
                "source": source,
                "target": target,
                "statements": len(own),
                "articles": own["article_id"].nunique(),
                "speakers": own["speaker_id"].nunique(),
                "outlets": own["outlet"].nunique(),
                "mean_stance": mean.value,
                "low": mean.low,
                "high": mean.high,
                "interval_by": mean.cluster.removesuffix("_id"),
                "cooperative": float((stance > 0).mean()),
                "confronting": float((stance < 0).mean()),
                "without_speaker_low": ranges["speaker_id"][0],
                "without_speaker_high": ranges["speaker_id"][1],
                "without_outlet_low": ranges["outlet"][0],
                "without_outlet_high": ranges["outlet"][1],
                "fields": _fields(own["statement_id"], frames),
            }
        )
    found = pd.DataFrame(rows, columns=PAIRS)
    return found.sort_values(["statements", "source", "target"], ascending=[False, True, True], ignore_index=True)


def mean_over(own: pd.DataFrame, clusters: Sequence[str], confidence: float) -> Mean:
    """Mean stance with the widest of its intervals over articles or speakers.

    Examples
    --------
    >>> import pandas as pd
    >>> own = pd.DataFrame({"stance": [1, 1, 0, 2], "article_id": list("aabc"), "speaker_id": list("xyxy")})
    >>> mean_over(own, ["article_id"], 0.95).cluster
    'article_id'
    """
    stance = own["stance"].to_numpy(dtype=float)
    found = Mean(float(stance.mean()), np.nan, np.nan, "")
    for cluster in clusters:
        without = _without(stance, own[cluster])
        if len(without) < 2:
            return found._replace(low=np.nan, high=np.nan, cluster="")
        interval = jackknife_interval(found.value, without, confidence)
        low, high = float(interval.low[0]), float(interval.high[0])
        if not high - low <= found.high - found.low:
            found = Mean(found.value, low, high, cluster)
    return found


def leave_out(stance: Array, group: pd.Series) -> tuple[float, float]:
    """Return the least and greatest mean when each of a group is left out; nan where there is only one.

    Examples
    --------
    >>> import pandas as pd
    >>> leave_out(np.array([1.0, 1.0, -2.0]), pd.Series(["a", "a", "b"]))
    (-2.0, 1.0)
    """
    means = _without(stance, group)
    return (float(means.min()), float(means.max())) if len(means) > 1 else (np.nan, np.nan)


def _without(stance: Array, group: pd.Series) -> Array:
    """Means without each member of a group."""
    codes, names = group.astype("str").factorize()
    sums, sizes = np.bincount(codes, stance, len(names)), np.bincount(codes, minlength=len(names))
    rest = len(stance) - sizes
    return np.asarray((stance.sum() - sums)[rest > 0] / rest[rest > 0])


def _fields(statements: pd.Series, frames: pd.DataFrame | None) -> str:
    """Codes that most of the statements carry, with their shares."""
    if frames is None:
        return ""
    own = frames[(frames["layer"] == "frame") & frames["statement_id"].isin(statements)]
    shares = own.drop_duplicates(["statement_id", "code"])["code"].value_counts() / statements.nunique()
    top = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:FIELDS]
    return ", ".join(f"{code} {share:.0%}" for code, share in top)


def compare_directions(relations: pd.DataFrame, pairs: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Compare both directions of each pair that has enough statements in both.

    Parameters
    ----------
    relations
        As `taawun.pairs.relations.list_relations` gives them.
    pairs
        As `describe_pairs` gives them.

    Returns
    -------
    DataFrame
        Columns `RECIPROCITY`, pairs that speak well of each other first, by the utterances of the side that says less.
        `shared_articles` counts the articles in which both speak of each other. `difference` is what the first says of the second less what the second says of the first,
        with its jackknife interval over articles. `weeks` counts the weeks in which both speak, `weekly_r` is the
        correlation of their weekly means (missing below `MANY_WEEKS`, or without dates).
    """
    import pandas as pd

    rows = [_compare(*both, relations, confidence) for both in _both_ways(pairs)]
    found = pd.DataFrame(rows, columns=RECIPROCITY)
    # Partners first, those whose weaker side says most before the others: pairs that a study of cooperation can take.
    partners = found[["first_of_second", "second_of_first"]].min(axis=1) > 0
    weaker = found[["statements_first", "statements_second"]].min(axis=1)
    order = np.lexsort((found["second"], found["first"], -weaker.to_numpy(dtype=int), ~partners.to_numpy(dtype=bool)))
    return found.iloc[order].reset_index(drop=True)


def _both_ways(pairs: pd.DataFrame) -> Iterator[tuple[str, str]]:
    there = set(zip(pairs["source"], pairs["target"], strict=True))
    yield from sorted(pair for pair in there if pair[0] < pair[1] and pair[::-1] in there)


def _compare(first: str, second: str, relations: pd.DataFrame, confidence: float) -> dict[str, object]:
    own = relations[relations["source"].isin([first, second]) & relations["target"].isin([first, second])]
    stance, from_first = own["stance"].to_numpy(dtype=float), (own["source"] == first).to_numpy()
    codes, articles = own["article_id"].factorize()
    sums = np.array([np.bincount(codes, stance * side, len(articles)) for side in (from_first, ~from_first)])
    sizes = np.array([np.bincount(codes, side, len(articles)) for side in (from_first, ~from_first)])
    means = sums.sum(axis=1) / sizes.sum(axis=1)
    rest = sizes.sum(axis=1, keepdims=True) - sizes
    kept = (rest > 0).all(axis=0)
    without = (sums.sum(axis=1, keepdims=True) - sums)[:, kept] / rest[:, kept]
    interval = jackknife_interval(means[0] - means[1], without[0] - without[1], confidence)
    weekly = weekly_means(own).pivot(index="week", columns="source", values="mean_stance").dropna()
    enough = len(weekly) >= MANY_WEEKS and bool((weekly.std() > 0).all())
    return {
        "first": first,
        "second": second,
        "first_of_second": means[0],
        "second_of_first": means[1],
        "statements_first": int(from_first.sum()),
        "statements_second": int((~from_first).sum()),
        "shared_articles": int((sizes > 0).all(axis=0).sum()),
        "difference": means[0] - means[1],
        "low": float(interval.low[0]),
        "high": float(interval.high[0]),
        "weeks": len(weekly),
        "weekly_r": float(np.corrcoef(weekly.to_numpy(dtype=float), rowvar=False)[0, 1]) if enough else np.nan,
    }


def weekly_means(relations: pd.DataFrame) -> pd.DataFrame:
    """Mean stance of each pair in each week: columns source, target, week (its Monday), statements, mean_stance."""
    import pandas as pd

    dated = relations[relations["date"].notna()]
    days = pd.to_datetime(dated["date"], format="ISO8601")
    weeks = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    grouped = dated.assign(week=weeks).groupby(["source", "target", "week"])["stance"]
    return grouped.agg(statements="size", mean_stance="mean").reset_index()
