"""How good a topic model is: coherence, exclusivity, held-out perplexity, and how alike two models are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from taawun.topics.documents import BREAK, Document
from taawun.topics.models import TopicModel, infer_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def top_columns(phi: Floats, n: int = 10) -> NDArray[np.intp]:
    """Columns of the n most probable words of each topic, array (topics, n)."""
    return np.argsort(-phi, axis=1, kind="stable")[:, :n]


def topic_coherence(phi: Floats, counts: sp.csr_matrix, n: int = 10) -> Floats:
    """Coherence of each topic: mean normalised pointwise mutual information of its top words within documents.

    Parameters
    ----------
    phi
        Array (topics, words).
    counts
        Documents in which the words are looked up.
    n
        Top words of each topic.

    Returns
    -------
    ndarray of shape (topics,)
        -1 (never together) over 0 (as chance has it) to 1 (never apart). Bouma (2009), Lau, Newman & Baldwin (2014).

    Examples
    --------
    >>> counts = sp.csr_matrix(np.array([[1, 1, 0, 0], [2, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]))
    >>> topic_coherence(np.array([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]), counts, n=2).round(2).tolist()
    [1.0, -0.9]
    """
    tops = top_columns(phi, n)
    used, place = np.unique(tops, return_inverse=True)
    place = place.reshape(tops.shape)
    present = (counts[:, used] > 0).astype(np.float64)
    together = (present.T @ present).toarray() / counts.shape[0]
    single = np.maximum(np.diag(together), 1e-12)
    joint = together + 1e-12
    npmi = np.log(joint / np.outer(single, single)) / -np.log(np.minimum(joint, 1 - 1e-12))
    lower = np.tril_indices(tops.shape[1], -1)
    return np.array([npmi[np.ix_(row, row)][lower].mean() for row in place])


def topic_exclusivity(phi: Floats, n: int = 10) -> Floats:
    """Exclusivity of each topic: the mean share that the topic has of the probability of its top words over all topics.

    Returns
    -------
    ndarray of shape (topics,)
        1/topics (all topics share these words) to 1 (no other topic has them). After Bischof & Airoldi (2012).

    Examples
    --------
    >>> topic_exclusivity(np.array([[0.8, 0.2, 0.0], [0.0, 0.2, 0.8]]), n=1).tolist()
    [1.0, 1.0]
    """
    share = phi / np.maximum(phi.sum(axis=0, keepdims=True), 1e-300)
    return np.asarray(np.take_along_axis(share, top_columns(phi, n), axis=1).mean(axis=1))


def complete_documents(model: TopicModel, counts: sp.csr_matrix, *, seed: int) -> float:
    """Perplexity by document completion: half the words of each document tell its topics, the other half is predicted.

    Parameters
    ----------
    model
        Fitted without these documents.
    counts
        Held-out documents.
    seed
        Draws the halves.

    Returns
    -------
    float
        The number of equally likely words that the model hesitates between; nan when there is nothing to predict.
        Wallach et al. (2009).
    """
    rng = np.random.default_rng(seed)
    given = counts.tocsr().copy()
    given.data = rng.binomial(counts.data, 0.5).astype(counts.data.dtype)
    rest = counts.data - given.data
    if not rest.sum():
        return float("nan")
    theta = infer_topics(model, given)
    owner = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    likelihood = np.empty(counts.nnz)
    words = np.ascontiguousarray(model.phi.T)
    for first in range(0, counts.nnz, 100_000):
        span = slice(first, first + 100_000)
        likelihood[span] = np.einsum("nk,nk->n", theta[owner[span]], words[counts.indices[span]])
    return float(np.exp(-(rest * np.log(np.maximum(likelihood, 1e-300))).sum() / rest.sum()))


def compare_topics(phi: Floats, other: Floats) -> Floats:
    """Similarity of every topic of one model to every topic of another over the same words.

    Returns
    -------
    ndarray of shape (topics, other topics)
        1 - Jensen-Shannon divergence in bits (Lin 1991): 1 for the same topic, 0 for no word in common.

    Examples
    --------
    >>> compare_topics(np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])).round(6).tolist()
    [[1.0, 0.0]]
    """
    first, second = phi + 1e-12, other + 1e-12
    result = np.empty((len(first), len(second)))
    for place, row in enumerate(first):
        middle = np.log2((row + second) / 2)
        divergence = (row * (np.log2(row) - middle)).sum(axis=1) + (second * (np.log2(second) - middle)).sum(axis=1)
        result[place] = 1 - divergence / 2
    return result


def match_topics(phi: Floats, other: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Pair the topics of two models so that the pairs are as alike as possible (Hungarian method).

    Returns
    -------
    partner, similarity
        For each topic of `phi` the topic of `other`, and how alike they are (`compare_topics`); -1 and 0 for a topic
        without partner, when the other model has fewer topics.

    Examples
    --------
    >>> partner, similarity = match_topics(np.eye(2), np.eye(2)[::-1])
    >>> partner.tolist()
    [1, 0]
    """
    from scipy.optimize import linear_sum_assignment

    similarity = compare_topics(phi, other)
    rows, columns = linear_sum_assignment(-similarity)
    partner = np.full(len(phi), -1, dtype=np.intp)
    alike = np.zeros(len(phi))
    partner[rows], alike[rows] = columns, similarity[rows, columns]
    return partner, alike


def publish_coherence(
    model: TopicModel, documents: Iterable[Document], *, measures: Sequence[str] = ("c_v", "c_npmi"), n: int = 10
) -> dict[str, Any]:
    """Coherence of each topic as published figures give it: gensim's c_v and c_npmi (Röder, Both & Hinneburg 2015).

    Parameters
    ----------
    model
        Fitted model.
    documents
        The documents it was fitted on, with their words in text order; read once and held as words.
    measures
        Names that gensim's CoherenceModel knows.
    n
        Top words of each topic.

    Returns
    -------
    dict of list of float
        One value a topic for each measure; nan for a topic with fewer than two top words in the texts.
    """
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    pairs = {word for word in model.words if " " in word}
    texts = [_join(document.words, pairs) for document in documents]
    dictionary = Dictionary(texts)
    # A top word that stands in no text would make gensim answer nan for the whole topic.
    topics = [[word for word in words if word in dictionary.token2id] for words in model.top_words(n)]
    good = [place for place, words in enumerate(topics) if len(words) > 1]
    result: dict[str, Any] = {}
    for measure in measures:
        values = [float("nan")] * len(topics)
        if good:
            found = CoherenceModel(
                topics=[topics[place] for place in good],
                texts=texts,
                dictionary=dictionary,
                coherence=measure,
                topn=n,
                processes=1,
            ).get_coherence_per_topic()
            for place, value in zip(good, found, strict=True):
                values[place] = float(value)
        result[measure] = values
    return result


def _join(words: Sequence[str], pairs: set[str]) -> list[str]:
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]} {word}" in pairs:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return [word for word in joined if word != BREAK]
