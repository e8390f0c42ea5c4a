"""Would other articles have given the same topics? Models of resampled articles, matched topic by topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from taawun.topics.bags import Bags
from taawun.topics.models import TopicModel
from taawun.topics.quality import match_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW_ARTICLES = 10
"""Below this many articles the documents are resampled: a draw of so few articles says more of the draw than of them."""
UNSTABLE = 0.5
"""A topic whose mean similarity to its partners is below this is shown in grey: half of it changes with the articles."""


@dataclass(frozen=True)
class Stability:
    """How well topics stand the resampling.

    Attributes
    ----------
    topics
        Array (topics,): mean similarity of each topic to its partners in the models of the resamples, 0 to 1.
    overall
        Mean over topics.
    draws
        Resamples.
    unit
        What was resampled: `article` or `document`.
    """

    topics: Floats
    overall: float
    draws: int
    unit: str

    @property
    def unstable(self) -> NDArray[np.bool_]:
        """Array (topics,): which topics are shown in grey."""
        return self.topics < UNSTABLE


def measure_stability(
    bags: Bags, model: TopicModel, fit: Callable[[Bags, int], TopicModel], *, draws: int = 10, seed: int
) -> Stability:
    """Fit again on resampled articles and match each topic with its partner.

    Parameters
    ----------
    bags
        Documents the model was fitted on.
    model
        The model whose topics are judged.
    fit
        Fits a model of the same kind: `fit(bags, seed)`.
    draws
        Resamples. Each takes as many articles as there are, with replacement, whole, so that an article's statements
        stay together.
    seed
        Source of the draws and of each model's seed.

    Notes
    -----
    Greene, O'Callaghan & Cunningham (2014) compare top terms; here whole distributions are compared, because
    the topics of short documents differ by few words. A change of the seed alone would flatter: the start hardly uses it.
    """
    rng = np.random.default_rng(seed)
    unit = "article" if len(set(bags.article_ids)) >= FEW_ARTICLES else "document"
    alike = []
    for _ in range(draws):
        rows = draw_articles(bags.article_ids if unit == "article" else bags.ids, rng)
        again = fit(bags.rows(rows), int(rng.integers(2**31)))
        alike.append(match_topics(model.phi, again.phi)[1])
    topics = np.mean(alike, axis=0)
    return Stability(topics, float(topics.mean()), draws, unit)


def draw_articles(article_ids: Sequence[str], rng: np.random.Generator) -> NDArray[np.intp]:
    """Positions of the documents of as many articles as there are, drawn with replacement.

    Examples
    --------
    >>> rows = draw_articles(["a", "a", "b"], np.random.default_rng(0))
    >>> sorted(set(rows.tolist())) in ([0, 1], [2], [0, 1, 2])
    True
    """
    _, article = np.unique(np.asarray(article_ids), return_inverse=True)
    order = np.argsort(article, kind="stable")
    ends = np.cumsum(np.bincount(article))
    drawn = rng.integers(len(ends), size=len(ends))
    return np.concatenate(
        [order[end - size : end] for end, size in zip(ends[drawn], np.bincount(article)[drawn], strict=True)]
    )
