"""Fitting topic models with gensim's LdaModel, from a good start or led by the words of frames."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from taawun.errors import TaawunError
from taawun.topics.bags import Bags
from taawun.topics.models import TopicModel, weigh_counts
from taawun.topics.start import fit_start

if TYPE_CHECKING:
    from gensim.models import LdaModel
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ETA = 0.01
EMPHASIS = 0.6
"""Power of a word's information that an occurrence counts (docs/topics.md compares others)."""
CONTRAST = 0.58
"""How much of a word's weight in a topic the other topics' claims to it take away at most (docs/topics.md)."""
DOCUMENTS_AT_ONCE = 10_000
"""Documents that gensim holds as Python objects at once."""
START_DOCUMENTS = 20_000
"""Documents the start is fitted on at most: a sample of this size already fixes the topics."""


def fit_topics(
    bags: Bags,
    topics: int,
    *,
    seed: int,
    passes: int = 1,
    power: float = EMPHASIS,
    contrast: float = CONTRAST,
    steps: int = 140,
    coldest: float = 0.7,
) -> TopicModel:
    """Fit gensim's LdaModel from a good start.

    Parameters
    ----------
    bags
        Documents.
    topics
        Number of topics.
    seed
        Same seed, same bags: same topics, to the bit.
    passes
        Passes of variational inference over all documents after the start; more change little (docs/topics.md).
    power
        How far rare words count more than frequent ones (`weigh_words`).
    contrast
        How far topics give up words that other topics claim (`sharpen_topics`).
    steps, coldest
        Of the start (`taawun.topics.start.fit_start`).

    Raises
    ------
    TaawunError
        More topics than documents or words.

    Notes
    -----
    The start is `taawun.topics.start.fit_start`; then gensim's variational inference (Hoffman, Blei & Bach 2010) in
    batch mode with a learned asymmetric prior of the proportions (Wallach, Mimno & McCallum 2009).

    Examples
    --------
    >>> from taawun.topics.bags import count_words
    >>> from taawun.topics.documents import Document
    >>> texts = [["حدود", "أمن"], ["تجارة", "سوق"], ["أمن", "حدود"], ["سوق", "تجارة"]]
    >>> bags = count_words(Document(str(n), str(n), words * 3) for n, words in enumerate(texts))
    >>> sorted(sorted(words) for words in fit_topics(bags, 2, seed=1).top_words(2))
    [['أمن', 'حدود'], ['تجارة', 'سوق']]
    """
    from threadpoolctl import threadpool_limits

    _check_size(bags, topics)
    with threadpool_limits(1):
        emphasis = weigh_words(bags.counts, power)
        chosen = bags.counts[sample_rows(bags.counts.shape[0], seed)]
        start = fit_start(weigh_counts(chosen, emphasis), topics, seed=seed, steps=steps, coldest=coldest)
        start *= np.float32(bags.counts.sum() / start.sum(dtype=np.float64))
        lda = _new_lda(topics, bags.words, alpha="auto", eta=ETA, seed=seed, passes=passes)
        _update(lda, start, bags.counts, emphasis)
        lda.state.sstats = sharpen_topics(lda.state.sstats, contrast)
        model = _from_gensim(lda, "lda", bags, emphasis, seed)
    # Words of the prior are the same in all topics: the order is that of the words they explain.
    order = np.argsort(-model.weights.sum(axis=1, dtype=np.float64), kind="stable")
    names = tuple(f"t{number:02d}" for number in range(1, topics + 1))
    return replace(model, weights=model.weights[order], alpha=model.alpha[order], names=names)


def fit_seeded(
    bags: Bags,
    seeds: Mapping[str, Mapping[str, int]],
    *,
    seed: int,
    strength: float = 5.0,
    passes: int = 20,
) -> TopicModel:
    """Fit gensim's LdaModel with one topic a frame, led by the frame's words.

    Below about 50 statements there is nothing to discover that a reader does not see: the seeds say what is looked for,
    and the model only decides how far each statement belongs to each (Jagarlamudi, Daumé & Udupa 2012).

    Parameters
    ----------
    bags
        Documents.
    seeds
        Code of a frame: its words and how often they were found (`taawun.topics.seeds.collect_seeds`). Words outside the
        vocabulary are ignored, and so is a frame that has no others.
    strength
        Pseudo-counts of the mean word of a seed; the words of each seed share out the same sum among themselves.
    passes
        Passes over all documents.

    Raises
    ------
    TaawunError
        No seed has a word of the vocabulary.

    Examples
    --------
    >>> from taawun.topics.bags import count_words
    >>> from taawun.topics.documents import Document
    >>> bags = count_words([Document("s1", "a", ["حدود", "ضبط"]), Document("s2", "a", ["تجارة", "سوق"])])
    >>> model = fit_seeded(bags, {"BORDER": {"حدود": 1}, "ECON": {"تجارة": 1}}, seed=1)
    >>> model.names, model.transform(bags.counts).argmax(axis=1).tolist()
    (('BORDER', 'ECON'), [0, 1])
    """
    from threadpoolctl import threadpool_limits

    column = {word: place for place, word in enumerate(bags.words)}
    known = {code: {word: n for word, n in words.items() if word in column} for code, words in seeds.items()}
    known = {code: words for code, words in known.items() if words}
    if not known:
        raise TaawunError(
            "no frame of the codebook is found in these statements, so no topic can be seeded",
            "add patterns to the codebook, or statements to the study",
        )
    eta = np.full((len(known), len(bags.words)), ETA, np.float32)
    # The same for all seeds, or a frame with few words would draw every word that no seed names.
    size = np.mean([len(words) for words in known.values()])
    for row, words in enumerate(known.values()):
        for word, n in words.items():
            eta[row, column[word]] += strength * size * n / sum(words.values())
    with threadpool_limits(1):
        lda = _new_lda(
            len(eta), bags.words, alpha=np.full(len(eta), 0.1, np.float32), eta=eta, seed=seed, passes=passes
        )
        # Random statistics would drown the seeds in the first step.
        even = np.ones(len(bags.words), np.float32)
        _update(lda, np.zeros_like(eta), bags.counts, even)
        model = _from_gensim(lda, "seeded", bags, even, seed)
    return replace(model, names=tuple(known))


def weigh_words(counts: sp.csr_matrix, power: float = EMPHASIS) -> Floats:
    """Weight of each word: the information of meeting it, to a power, with a mean of one over all occurrences.

    Parameters
    ----------
    counts
        Sparse matrix (documents, words). A word that does not occur (in a resample) is weighed as if it did once.
    power
        0 counts all words alike.

    Returns
    -------
    ndarray of shape (words,)
        Wilson & Chew (2010): frequent words that all topics share no longer lead them.

    Examples
    --------
    >>> [round(float(weight), 2) for weight in weigh_words(sp.csr_matrix(np.array([[8, 1, 1]])), power=1)]
    [0.35, 3.6, 3.6]
    """
    occurrences = np.maximum(np.asarray(counts.sum(axis=0), dtype=np.float64).ravel(), 1)
    information = -np.log(occurrences / occurrences.sum())
    weights = np.maximum(information, 1e-6) ** power
    return np.asarray(weights * occurrences.sum() / (weights @ occurrences), np.float32)


def sharpen_topics(weights: Floats, contrast: float = CONTRAST) -> Floats:
    """Take from each topic some of the words that other topics claim as well.

    Parameters
    ----------
    weights
        Array (topics, words) of expected counts.
    contrast
        0 takes nothing; 1 leaves a word in a topic by the share of its probability that is the topic's own.

    Returns
    -------
    ndarray of shape (topics, words)
        After the decorrelation of topics of Vorontsov & Potapenko (2015), as a factor, so that nothing turns negative.

    Examples
    --------
    >>> sharpen_topics(np.array([[4.0, 4.0, 0.0], [0.0, 4.0, 4.0]], np.float32), 0.5).tolist()
    [[4.0, 3.0, 0.0], [0.0, 3.0, 4.0]]
    """
    words = weights / weights.sum(axis=1, keepdims=True)
    others = 1 - words / np.maximum(words.sum(axis=0), np.float32(1e-30))
    return np.asarray(weights * (1 - contrast * others), np.float32)


def as_gensim(model: TopicModel) -> LdaModel:
    """Return the model as a gensim LdaModel, for gensim's own tools (`show_topics`, `CoherenceModel` ...).

    Examples
    --------
    >>> model = TopicModel("lda", ("أمن", "سوق"), np.array([[3, 1], [1, 3]], np.float32), np.ones(2, np.float32),
    ...                    np.ones(2, np.float32), ("t01", "t02"), {"seed": 0})
    >>> as_gensim(model).show_topic(1, topn=1)[0][0]
    'سوق'
    """
    lda = _new_lda(len(model.names), model.words, alpha=model.alpha, eta=0.0, seed=int(model.settings["seed"]))
    lda.state.sstats = model.weights.copy()
    lda.sync_state()
    return lda


def _check_size(bags: Bags, topics: int) -> None:
    documents, words = bags.counts.shape
    if topics > min(documents, words):
        raise TaawunError(
            f"{topics} topics cannot be fitted to {documents} documents with {words} different words",
            "ask for fewer topics",
            field="topics",
        )


def sample_rows(documents: int, seed: int) -> NDArray[np.intp]:
    """Positions of the documents that a start is fitted on: all, or `START_DOCUMENTS` at random, in order."""
    if documents <= START_DOCUMENTS:
        return np.arange(documents)
    return np.sort(np.random.default_rng(seed).choice(documents, START_DOCUMENTS, replace=False))


class _Stream:
    """Documents as gensim wants them, weighted and made as it asks for them."""

    def __init__(self, counts: sp.csr_matrix, emphasis: Floats) -> None:
        self.counts, self.emphasis = counts, emphasis

    def __len__(self) -> int:
        return int(self.counts.shape[0])

    def __iter__(self) -> Iterator[list[tuple[int, float]]]:
        counts = self.counts
        for row in range(len(self)):
            span = slice(counts.indptr[row], counts.indptr[row + 1])
            words = counts.indices[span]
            yield list(zip(words.tolist(), (counts.data[span] * self.emphasis[words]).tolist(), strict=True))


def _new_lda(topics: int, words: Sequence[str], *, alpha: Any, eta: Any, seed: int, passes: int = 1) -> LdaModel:
    from gensim.models import LdaModel

    return LdaModel(
        corpus=None,
        num_topics=topics,
        id2word=dict(enumerate(words)),
        alpha=alpha,
        eta=eta,
        chunksize=DOCUMENTS_AT_ONCE,
        passes=passes,
        update_every=0,
        eval_every=None,
        random_state=seed,
        dtype=np.float32,
    )


def _update(lda: LdaModel, start: Floats, counts: sp.csr_matrix, emphasis: Floats) -> None:
    lda.state.sstats = start
    lda.sync_state()
    # gensim advises more passes than a good start needs.
    log = logging.getLogger("gensim.models.ldamodel")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        # Some BLAS kernels raise the flag for lanes that they do not use; `_from_gensim` looks at the numbers themselves.
        with np.errstate(invalid="ignore"):
            lda.update(_Stream(counts, emphasis))
    finally:
        log.setLevel(level)


def _from_gensim(lda: LdaModel, engine: str, bags: Bags, emphasis: Floats, seed: int) -> TopicModel:
    settings = {"seed": seed, "passes": lda.passes, "documents": bags.counts.shape[0], "eta": ETA}
    weights, alpha = (np.asarray(array, np.float32) for array in (lda.state.get_lambda(), lda.alpha))
    if not (np.isfinite(weights).all() and np.isfinite(alpha).all()):
        raise FloatingPointError(f"a model of {len(alpha)} topics with seed {seed} is not made of finite numbers")
    return TopicModel(engine, bags.words, weights, alpha, emphasis, (), settings)
