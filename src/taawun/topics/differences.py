"""Which topics the sides speak of more or less, and whether that outlives another seed and another number of topics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.messages import list_words, phrase, translate
from taawun.statistics.blocks import count_blocks
from taawun.statistics.comparison import Comparison, compare_blocks, find_differences
from taawun.statistics.swaps import adjust_pvalues
from taawun.topics.analysis import TopicAnalysis
from taawun.topics.fitting import fit_topics
from taawun.topics.quality import match_topics
from taawun.topics.stability import UNSTABLE, match_beyond_chance

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from taawun.study import ComparisonSettings

LEVEL = 0.05
SEEDS = 4
"""Refits with another seed."""
NEIGHBOURS = (-2, -1, 1, 2)
"""Refits with so many topics more or less."""
COLUMNS = ("difference", "low", "high", "difference_shared")

Groups = Mapping[str, str | None]


def tabulate_differences(
    analysis: TopicAnalysis, groups: Groups, sides: Sequence[str], settings: ComparisonSettings, seed: int
) -> pd.DataFrame:
    """Compare the sides' prevalence of each topic, pair by pair; the topics are taken as given.

    Parameters
    ----------
    groups
        Side of each document by its id.
    sides
        All pairs of them and all topics are one family of tests.
    settings
        Minimum data, resamples, confidence.
    seed
        Seed of the swaps.

    Returns
    -------
    DataFrame
        topic, side_a, side_b, difference (a minus b, all articles) with low and high (delete-one-article jackknife),
        difference_shared (in the articles in which both sides speak), p (block swaps within them), q (Benjamini-Hochberg),
        stable, and note: why there is no test, empty when there is. Interval and test are missing where data are too few;
        no rows for a pair of which one has no documents. See `taawun.statistics.comparison.compare_blocks`.
    """
    import pandas as pd

    parts = []
    for pair in combinations(sides, 2):
        found = _compare(analysis, analysis.theta, groups, pair, settings, seed)
        if not min(found.check.statements):
            continue
        part = {
            "topic": list(analysis.model.names),
            "side_a": pair[0],
            "side_b": pair[1],
            **{name: getattr(found, name) for name in COLUMNS},
            "p": found.p,
            "q": np.nan,
            "stable": ~analysis.stability.unstable,
            "note": found.check.reason,
        }
        parts.append(pd.DataFrame(part))
    if not parts:
        columns = [
            "topic",
            "side_a",
            "side_b",
            "difference",
            "low",
            "high",
            "difference_shared",
            "p",
            "q",
            "stable",
            "note",
        ]
        return pd.DataFrame(columns=columns)
    table = pd.concat(parts, ignore_index=True)
    table["q"] = adjust_pvalues(table["p"])
    return table


def find_evidence(table: pd.DataFrame, level: float = LEVEL) -> NDArray[np.bool_]:
    """Rows of `tabulate_differences` that are evidence: `taawun.statistics.comparison.find_differences`, and the topic is stable.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["difference", "low", "high", "difference_shared", "q", "stable"]
    >>> rows = [[0.1, 0.02, 0.18, 0.08, 0.01, True], [0.1, 0.02, 0.18, -0.08, 0.01, True]]
    >>> find_evidence(pd.DataFrame(rows, columns=columns)).tolist()
    [True, False]
    """
    shown = find_differences(
        table["difference"], table["low"], table["high"], table["difference_shared"], table["q"], level
    )
    return np.asarray(shown & table["stable"].to_numpy(dtype=bool))


def check_evidence(
    analysis: TopicAnalysis,
    table: pd.DataFrame,
    groups: Groups,
    settings: ComparisonSettings,
    seed: int,
    *,
    progress: Callable[[str], None] | None = None,
) -> pd.DataFrame:
    """Fit again with other seeds and neighbouring numbers of topics, and count where the evidence is found again.

    Parameters
    ----------
    table
        From `tabulate_differences`.
    progress
        Called with a line for each refit.

    Returns
    -------
    DataFrame
        The table with held and refits: in how many of how many refits the topic's partner (Hungarian method, at least
        half alike beyond chance) is evidence of a difference in the same direction. Missing where there was nothing to
        check; no refits for a seeded model, whose topics are given.
    """
    import pandas as pd

    table = table.assign(held=np.nan, refits=np.nan)
    evidence = find_evidence(table)
    if analysis.model.engine == "seeded":
        table.loc[evidence, ["held", "refits"]] = 0
        return table
    if not evidence.any():
        return table
    number = len(analysis.model.names)
    kinds = [(number, seed + extra) for extra in range(1, SEEDS + 1)]
    kinds += [(number + step, seed) for step in NEIGHBOURS if number + step > 1]
    held = np.zeros(len(table))
    for topics, other_seed in kinds:
        if progress:
            progress(f"Checking: {topics} topics, seed {other_seed}")
        model = fit_topics(analysis.bags, topics, seed=other_seed)
        partner, _ = match_topics(analysis.model.phi, model.phi)
        alike = match_beyond_chance(analysis.model, model)
        theta = model.transform(analysis.bags.counts)
        for pair in dict.fromkeys(zip(table["side_a"], table["side_b"], strict=True)):
            found = _compare(analysis, theta, groups, pair, settings, seed)
            rows = np.flatnonzero((table["side_a"] == pair[0]) & (table["side_b"] == pair[1]))
            # A pair has one row a topic, in the order of the topics.
            columns = {name: getattr(found, name)[partner] for name in COLUMNS}
            again = pd.DataFrame({**columns, "q": adjust_pvalues(found.p)[partner]})
            same = np.sign(again["difference"]) == np.sign(table["difference"].to_numpy()[rows])
            again["stable"] = (partner >= 0) & (alike >= UNSTABLE) & same
            held[rows] += find_evidence(again)
    table.loc[evidence, "held"] = held[evidence]
    table.loc[evidence, "refits"] = len(kinds)
    return table


def describe_evidence(table: pd.DataFrame, language: str = "en") -> str:
    """Say which topics are evidence of a difference, in most refits as well, or that none is.

    Parameters
    ----------
    table
        From `check_evidence`.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["topic", "side_a", "side_b", "difference", "low", "high", "difference_shared", "q", "stable", "note"]
    >>> columns += ["held", "refits"]
    >>> describe_evidence(pd.DataFrame([["t01", "a", "b", 0.1, 0.02, 0.18, 0.08, 0.01, True, "", 7, 8]], columns=columns))
    'Evidence of a difference: t01 (found again in 7 of 8 refits). 1 comparison was made.'
    >>> describe_evidence(pd.DataFrame([["t01", "a", "b", 0.1, 0.02, 0.18, 0.08, 0.01, True, "", 2, 8]], columns=columns))
    'No evidence of a difference. Not counted, because it depends on the seed or the number of topics: t01 (found again in 2 of 8 refits). 1 comparison was made.'
    """
    reasons = [translate(note, language) for note in dict.fromkeys(note for note in table["note"] if note)]
    if len(reasons) and (table["note"] != "").all():
        return list_words(reasons, language, "; ")
    found = table[find_evidence(table)]
    claimed = (found["held"] > found["refits"] / 2) | (found["refits"] == 0)
    pairs = len(table[["side_a", "side_b"]].drop_duplicates()) > 1
    kept, lost = (
        list_words((_describe_row(row, language, with_pair=pairs) for row in part.to_dict("records")), language)
        for part in (found[claimed], found[~claimed])
    )
    parts = [
        phrase("Evidence of a difference: {topics}.", language, topics=kept)
        if kept
        else phrase("No evidence of a difference.", language)
    ]
    if lost:
        message = "Not counted, because it depends on the seed or the number of topics: {topics}."
        parts.append(phrase(message, language, topics=lost))
    parts.append(phrase("{n} comparisons were made.", language, n=len(table)))
    return " ".join([*parts, *reasons])


def _describe_row(row: Mapping[Any, Any], language: str, *, with_pair: bool) -> str:
    sides = {"first": row["side_a"], "second": row["side_b"]}
    between = phrase(" between {first} and {second}", language, **sides) if with_pair else ""
    again = (
        phrase(
            " (found again in {held} of {refits} refits)", language, held=int(row["held"]), refits=int(row["refits"])
        )
        if row["refits"]
        else ""
    )
    return f"{row['topic']}{between}{again}"


def _compare(
    analysis: TopicAnalysis,
    theta: NDArray[np.float64],
    groups: Groups,
    pair: Sequence[str],
    settings: ComparisonSettings,
    seed: int,
) -> Comparison:
    chosen = [place for place, name in enumerate(analysis.bags.ids) if groups.get(name) in pair]
    which = [pair.index(str(groups[analysis.bags.ids[place]])) for place in chosen]
    articles = [analysis.bags.article_ids[place] for place in chosen]
    return compare_blocks(count_blocks(articles, which, theta[chosen]), settings, np.random.default_rng(seed))
