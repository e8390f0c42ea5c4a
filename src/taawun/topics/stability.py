"""Would other articles have given the same topics? Models of resampled articles, matched topic by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from taawun.topics.bags import Bags
from taawun.topics.models import TopicModel
from taawun.topics.quality import compare_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW_ARTICLES = 10
"""Below this many articles the documents are resampled: a draw of so few articles says more of the draw than of them."""
ENTRIES = 300_000
"""Entries of the matrix that are resampled at most: of a larger corpus a sample of articles, which makes topics look
rather less stable than more."""
UNSTABLE = 0.5
"""A topic that is not above it by more than its error is shown in grey."""


@dataclass(frozen=True)
class Stability:
    """How well topics stand the resampling.

    Attributes
    ----------
    topics
        Array (topics,): mean of how alike each topic is to its partners in the models of the resamples, corrected for
        chance: 1 the same, 0 no more alike than to the topics that are not its partners.
    errors
        Array (topics,): standard error of each, from the spread over the draws.
    overall
        Mean over topics.
    draws
        Resamples.
    unit
        What was resampled: `article` or `document`.
    """

    topics: Floats
    errors: Floats
    overall: float
    draws: int
    unit: str

    @property
    def unstable(self) -> NDArray[np.bool_]:
        """Array (topics,): which topics are shown in grey."""
        return np.asarray(self.topics - self.errors < UNSTABLE)


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
    Greene, O'Callaghan & Cunningham (2014) compare top terms; here whole distributions are compared
    (`taawun.topics.quality.compare_topics`). Topics of pure noise are alike too, because all share the frequent words:
    hence the correction. Each resample has a seed of its own, so that what a seed changes counts as well.
    """
    rng = np.random.default_rng(seed)
    if bags.counts.nnz > ENTRIES:
        chosen = np.isin(np.asarray(bags.article_ids), sample_articles(bags, ENTRIES, rng))
        bags = bags.rows(np.flatnonzero(chosen))
    alike = np.array([match_beyond_chance(model, again) for again in fit_again(bags, fit, draws, rng)])
    errors = alike.std(axis=0, ddof=1) / np.sqrt(draws) if draws > 1 else np.zeros(alike.shape[1])
    return Stability(alike.mean(axis=0), errors, float(alike.mean()), draws, _unit(bags))


def fit_again(
    bags: Bags, fit: Callable[[Bags, int], TopicModel], draws: int, rng: np.random.Generator
) -> Iterator[TopicModel]:
    """Yield models of articles drawn with replacement; parameters as `measure_stability`."""
    names = bags.article_ids if _unit(bags) == "article" else bags.ids
    for _ in range(draws):
        yield fit(bags.rows(draw_articles(names, rng)), int(rng.integers(2**31)))


def _unit(bags: Bags) -> str:
    return "article" if len(set(bags.article_ids)) >= FEW_ARTICLES else "document"


def sample_articles(bags: Bags, entries: int, rng: np.random.Generator) -> list[str]:
    """Ids of randomly chosen articles, in random order: at least two, and all if they have no more entries than asked for.

    Examples
    --------
    >>> from taawun.topics.bags import count_words
    >>> from taawun.topics.documents import Document
    >>> bags = count_words(Document(f"{n:02d}", f"a{n % 9}", ["حد"]) for n in range(40))
    >>> len(sample_articles(bags, 10, np.random.default_rng(0))) < len(sample_articles(bags, 99, np.random.default_rng(0)))
    True
    """
    names, article = np.unique(np.asarray(bags.article_ids), return_inverse=True)
    order = rng.permutation(len(names))
    sizes = np.bincount(article, weights=np.diff(bags.counts.indptr), minlength=len(names))
    used = max(2, int(np.searchsorted(np.cumsum(sizes[order]), entries)) + 1)
    return [str(names[place]) for place in order[:used]]


def match_beyond_chance(model: TopicModel, other: TopicModel) -> Floats:
    """How alike each topic is to its partner in another model, corrected for chance: see `Stability.topics`."""
    from scipy.optimize import linear_sum_assignment

    similarity = compare_topics(model.phi, other.phi)
    rows, columns = linear_sum_assignment(-similarity)
    partner = np.zeros(len(similarity))
    partner[rows] = similarity[rows, columns]
    others = similarity.sum(axis=1) - partner
    chance = others / max(similarity.shape[1] - 1, 1)
    return np.asarray(np.clip((partner - chance) / np.maximum(1 - chance, 1e-12), 0, 1))


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
