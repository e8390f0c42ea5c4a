"""How much of what is said belongs to each topic: by side, outlet and time, with intervals, and beside the frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.statistics.intervals import jackknife_interval

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def topic_prevalence(
    theta: Floats,
    article_ids: Sequence[str],
    names: Sequence[str],
    groups: Sequence[str | None] | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Mean share of each topic in the documents of each group.

    Parameters
    ----------
    theta
        Array (documents, topics) of proportions.
    article_ids
        Article of each document: the unit that the interval's jackknife leaves out.
    names
        Names of the topics.
    groups
        Side, outlet or month of each document; documents without one are left out. All are one group when not given.
    confidence
        Coverage of the intervals.

    Returns
    -------
    DataFrame
        group, topic, documents, articles, prevalence, low, high; sorted by group, topics in their order. Intervals are
        missing for a group from fewer than two articles.

    Examples
    --------
    >>> theta = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    >>> found = topic_prevalence(theta, ["a", "a", "b"], ["t01", "t02"], ["x", "x", None])
    >>> found[["group", "topic", "prevalence"]].values.tolist()
    [['x', 't01', 0.75], ['x', 't02', 0.25]]
    """
    import pandas as pd

    labels = ["all"] * len(theta) if groups is None else list(groups)
    articles = np.asarray(article_ids)
    rows: list[dict[str, Any]] = []
    for group in sorted({label for label in labels if isinstance(label, str)}):
        chosen = np.array([label == group for label in labels])
        members, article = np.unique(articles[chosen], return_inverse=True)
        sums = np.zeros((len(members), theta.shape[1]))
        np.add.at(sums, article, theta[chosen])
        sizes = np.bincount(article).astype(float)[:, None]
        mean = sums.sum(axis=0) / sizes.sum()
        without = (sums.sum(axis=0) - sums) / (sizes.sum() - sizes) if len(members) > 1 else mean[None]
        interval = jackknife_interval(mean, without, confidence)
        for place, name in enumerate(names):
            rows.append(
                {
                    "group": group,
                    "topic": name,
                    "documents": int(chosen.sum()),
                    "articles": len(members),
                    "prevalence": mean[place],
                    "low": max(0.0, interval.low[place]) if len(members) > 1 else float("nan"),
                    "high": min(1.0, interval.high[place]) if len(members) > 1 else float("nan"),
                }
            )
    columns = ["group", "topic", "documents", "articles", "prevalence", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def cross_frames(
    theta: Floats, ids: Sequence[str], names: Sequence[str], hits: Iterable[Mapping[str, Any]]
) -> pd.DataFrame:
    """Topics against frames: mean share of each topic in the statements that carry a frame, beside the mean of all.

    Parameters
    ----------
    ids
        Statement of each document.
    hits
        Rows of the frame table; only the layer `frame` is used.

    Returns
    -------
    DataFrame
        frame, topic, statements (with the frame), prevalence, lift (prevalence over the topic's mean in all statements).

    Examples
    --------
    >>> hits = [{"layer": "frame", "code": "CT", "statement_id": "s1"}]
    >>> cross_frames(np.array([[1.0], [0.5]]), ["s1", "s2"], ["t01"], hits).values.tolist()
    [['CT', 't01', 1, 1.0, 1.3333333333333333]]
    """
    import pandas as pd

    place = {name: row for row, name in enumerate(ids)}
    carriers: dict[str, set[int]] = {}
    for hit in hits:
        if hit["layer"] == "frame" and hit["statement_id"] in place:
            carriers.setdefault(hit["code"], set()).add(place[hit["statement_id"]])
    overall = theta.mean(axis=0) if len(theta) else np.zeros(len(names))
    rows = []
    for code, members in sorted(carriers.items()):
        mean = theta[sorted(members)].mean(axis=0)
        for topic, name in enumerate(names):
            rows.append((code, name, len(members), mean[topic], mean[topic] / max(overall[topic], 1e-12)))
    return pd.DataFrame(rows, columns=["frame", "topic", "statements", "prevalence", "lift"])


def representative_documents(
    theta: Floats, ids: Sequence[str], words: ArrayLike, assigned: ArrayLike, n: int = 3
) -> list[list[str]]:
    """Documents that show each topic best: most of them belongs to it, and they are long enough to show it.

    Parameters
    ----------
    theta
        Array (documents, topics).
    ids
        Of the documents.
    words
        Words of the vocabulary in each document: a share in few words weighs less (share times the logarithm of 1 + words).
    assigned
        Array (documents,): the topic of each document when it must have one (`taawun.topics.models.assign_topics`).

    Returns
    -------
    list of list of str
        Up to n ids a topic, best first; only documents that are assigned to it.

    Examples
    --------
    >>> representative_documents(np.array([[0.9, 0.1], [0.8, 0.2]]), ["a", "b"], [2, 9], [0, 0])
    [['b', 'a'], []]
    """
    score = theta * np.log1p(np.asarray(words, dtype=float).ravel())[:, None]
    chosen = []
    for topic in range(theta.shape[1]):
        own = np.flatnonzero(np.asarray(assigned) == topic)
        order = own[np.argsort(-score[own, topic], kind="stable")][:n]
        chosen.append([ids[row] for row in order])
    return chosen
