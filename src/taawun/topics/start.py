"""A good start for a topic model: NMF, then expectation-maximisation at a rising temperature.

Started at random, variational inference settles in a poor optimum, and from NMF alone in a poor one as soon as all
topics share many words. What holds on both kinds of text is to start from NMF, to flatten what it is sure of (exponents
below one), and to let the certainty back in step by step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK = 1000
"""Documents whose words are looked up at once: enough for speed, and a few MB."""


def fit_start(
    counts: sp.csr_matrix,
    topics: int,
    *,
    seed: int,
    steps: int = 140,
    coldest: float = 0.7,
    alpha: float = 0.1,
    eta: float = 0.01,
) -> Floats:
    """Estimate expected counts of words in topics, as a start for variational inference.

    Parameters
    ----------
    counts
        Sparse matrix (documents, words); no document is empty.
    topics
        Number of topics, at most the number of documents and of words.
    seed
        Breaks ties of the decomposition that NMF starts from.
    steps
        Steps of expectation-maximisation; the exponent reaches one after two thirds of them.
    coldest
        First exponent of the responsibilities (deterministic annealing, Ueda & Nakano 1998; tempered EM, Hofmann 2001).
    alpha, eta
        Pseudo-counts of topics in a document and of words in a topic. With these added the step is the maximum a
        posteriori update that Asuncion et al. (2009) found as good as collapsed inference.

    Returns
    -------
    ndarray of shape (topics, words)
        Rows are not normalised: their sum is the number of words the topic explains.

    Examples
    --------
    >>> counts = sp.csr_matrix(np.array([[3, 2, 0, 0], [2, 4, 0, 0], [0, 0, 3, 3], [0, 0, 2, 5]]))
    >>> start = fit_start(counts, 2, seed=0)
    >>> sorted((start > 1).astype(int).tolist())
    [[0, 0, 1, 1], [1, 1, 0, 0]]
    """
    counts = counts.astype(np.float32)
    weights: Floats = (_decompose(counts, topics, seed) * (counts.sum() / topics)).astype(np.float32)
    shares: Floats = np.ones((counts.shape[0], topics), np.float32)
    for step in range(steps):
        exponent = min(1.0, coldest + (1 - coldest) * step / (steps * 2 / 3))
        shares, weights = step_topics(counts, shares + np.float32(alpha), weights + np.float32(eta), exponent)
    return weights


def step_topics(counts: sp.csr_matrix, shares: Floats, weights: Floats, exponent: float) -> tuple[Floats, Floats]:
    """One step of tempered EM: counts of topics in documents and of words in topics, expected under the current ones.

    Parameters
    ----------
    counts
        Sparse matrix (documents, words) of float32.
    shares, weights
        Arrays (documents, topics) and (topics, words), not normalised, nowhere zero.
    exponent
        Power of the responsibilities: 1 is plain EM; less is less sure.

    Examples
    --------
    >>> counts = sp.csr_matrix(np.array([[2, 0], [0, 3]], np.float32))
    >>> weights = np.array([[1, 0.01], [0.01, 1]], np.float32)
    >>> step_topics(counts, np.ones((2, 2), np.float32), weights, 1.0)[0].round().tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    words = (weights / weights.sum(axis=1, keepdims=True, dtype=np.float64).astype(np.float32)).T
    if exponent < 1:
        shares, words = shares ** np.float32(exponent), words ** np.float32(exponent)
    words = np.ascontiguousarray(words)
    # Only the entries of the sparse matrix are worth the product: documents times words would fill the memory.
    likelihood = np.empty(counts.nnz, np.float32)
    for first in range(0, counts.shape[0], BLOCK):
        last = min(first + BLOCK, counts.shape[0])
        span = slice(counts.indptr[first], counts.indptr[last])
        owner = np.repeat(np.arange(first, last), np.diff(counts.indptr[first : last + 1]))
        likelihood[span] = np.einsum("nk,nk->n", shares[owner], words[counts.indices[span]])
    np.maximum(likelihood, np.float32(1e-30), out=likelihood)
    ratio = sp.csr_matrix((counts.data / likelihood, counts.indices, counts.indptr), counts.shape)
    return shares * (ratio @ words), (words * (ratio.T @ shares)).T


def _decompose(counts: sp.csr_matrix, topics: int, seed: int) -> NDArray[np.float64]:
    """NMF of sublinear tf-idf; rows sum to one."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts.astype(np.float64))
    with warnings.catch_warnings():
        # Thirty rounds are not convergence, and need not be: the steps that follow go on from here.
        warnings.simplefilter("ignore", ConvergenceWarning)
        parts = NMF(topics, init="nndsvd", random_state=seed, max_iter=30).fit(weighted).components_
    parts = parts + 1e-12
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))
