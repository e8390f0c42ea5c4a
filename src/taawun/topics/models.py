"""Topic models as plain arrays and words, whichever engine fitted them: top words, proportions, assignments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from taawun.topics.start import step_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DOUBT = 0.5
"""Exponent of the evidence when a document must have one topic (docs/topics.md)."""
SHOWN = 0.5
"""Expected occurrences from which a word is a word of the topic."""


@dataclass(frozen=True)
class TopicModel:
    """A fitted topic model.

    Attributes
    ----------
    engine
        `lda`, `seeded` or the name of another engine.
    words
        The vocabulary.
    weights
        Array (topics, words) of float32: parameters of the topics' Dirichlet distributions over words.
    alpha
        Array (topics,) of float32: prior of a document's proportions.
    emphasis
        Array (words,) of float32: how much one occurrence of each word counts (`taawun.topics.fitting.weigh_words`).
    names
        One a topic: t01, t02 ... from the one that explains most words to the least, or the codes of the frames that seeded them.
    settings
        What it was fitted with (seed, passes, documents ...), for provenance.
    """

    engine: str
    words: tuple[str, ...]
    weights: Floats
    alpha: Floats
    emphasis: Floats
    names: tuple[str, ...]
    settings: Mapping[str, Any]

    @property
    def phi(self) -> NDArray[np.float64]:
        """Array (topics, words): probability of each word in each topic."""
        weights = self.weights.astype(np.float64)
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def top_words(self, n: int = 10) -> list[list[str]]:
        """Return the n most probable words of each topic; equal ones in code point order.

        A topic shows fewer when it has fewer: words that only the prior gives it are not of it.
        """
        order = np.argsort(-self.weights, axis=1, kind="stable")[:, :n]
        return [
            [self.words[column] for column in row if weights[column] >= SHOWN]
            for row, weights in zip(order, self.weights, strict=True)
        ]

    def transform(self, counts: sp.csr_matrix) -> NDArray[np.float64]:
        """Topic proportions of documents: see `infer_topics`."""
        return infer_topics(self, counts)


def infer_topics(
    model: TopicModel, counts: sp.csr_matrix, *, steps: int = 100, tolerance: float = 1e-3
) -> NDArray[np.float64]:
    """Topic proportions of documents, each by itself: order and company change nothing, and nothing is drawn at random.

    The fixed point of gensim's own inference (Hoffman, Blei & Bach 2010, equations 2-3), started from the prior, for
    many documents at once.

    Parameters
    ----------
    model
        Fitted model.
    counts
        Sparse matrix (documents, words of the model).
    steps, tolerance
        A document is done when the mean change of its parameters falls below the tolerance.

    Returns
    -------
    ndarray of shape (documents, topics)
        Rows sum to one. A document without words gets the prior's proportions.
    """
    from scipy.special import psi
    from threadpoolctl import threadpool_limits

    weights = model.weights.astype(np.float64)
    words = np.ascontiguousarray(np.exp(psi(weights) - psi(weights.sum(axis=1, keepdims=True))).T)
    alpha = model.alpha.astype(np.float64)
    result = np.empty((counts.shape[0], len(alpha)))
    block = 1000
    with threadpool_limits(1):
        for first in range(0, counts.shape[0], block):
            part = weigh_counts(counts[first : first + block], model.emphasis).astype(np.float64)
            gamma = alpha + np.asarray(part.sum(axis=1)) / len(alpha)
            active = np.arange(part.shape[0])
            for _ in range(steps):
                now = part[active]
                shares = np.exp(psi(gamma[active]) - psi(gamma[active].sum(axis=1, keepdims=True)))
                owner = np.repeat(np.arange(len(active)), np.diff(now.indptr))
                likelihood = np.einsum("nk,nk->n", shares[owner], words[now.indices]) + 1e-100
                ratio = sp.csr_matrix((now.data / likelihood, now.indices, now.indptr), now.shape)
                changed = alpha + shares * (ratio @ words)
                done = np.abs(changed - gamma[active]).mean(axis=1) < tolerance
                gamma[active] = changed
                active = active[~done]
                if not len(active):
                    break
            result[first : first + block] = gamma / gamma.sum(axis=1, keepdims=True)
    return result


def assign_topics(
    model: TopicModel, counts: sp.csr_matrix, *, doubt: float = DOUBT, steps: int = 20
) -> NDArray[np.intp]:
    """One topic for each document, for counting documents and for comparing with categories.

    Not always the topic with the largest share: proportions are estimated as if words were drawn independently of each
    other. They are not, so that whichever topic a document's proportions begin to favour gets more than its due. Tempered
    EM (Hofmann 2001) takes the evidence to a power below one, which gives worse proportions but better assignments.

    Parameters
    ----------
    model
        Fitted model.
    counts
        Sparse matrix (documents, words) over the model's words.
    doubt
        Exponent of the evidence; 1 takes it as it is.
    steps
        Steps of EM, the topics being given.

    Returns
    -------
    ndarray of shape (documents,)
        Positions in `model.names`. A document without known words gets the topic that the prior favours.

    Examples
    --------
    >>> model = TopicModel("lda", ("أمن", "سوق"), np.array([[3, 1], [1, 3]], np.float32), np.ones(2, np.float32),
    ...                    np.ones(2, np.float32), ("t01", "t02"), {})
    >>> assign_topics(model, sp.csr_matrix(np.array([[2, 0], [1, 3]]))).tolist()
    [0, 1]
    """
    weighted = weigh_counts(counts.tocsr(), model.emphasis).astype(np.float32)
    shares: Floats = np.ones((counts.shape[0], len(model.alpha)), np.float32)
    for _ in range(steps):
        shares = model.alpha + step_topics(weighted, shares, model.weights, doubt)[0]
    return np.asarray(shares.argmax(axis=1))


def weigh_counts(counts: sp.csr_matrix, emphasis: Floats) -> sp.csr_matrix:
    """Multiply the counts of each word by what one occurrence of it counts."""
    return sp.csr_matrix((counts.data * emphasis[counts.indices], counts.indices, counts.indptr), counts.shape)
