"""Second engines: models fitted by other methods, to see which topics do not depend on the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taawun.errors import TaawunError
from taawun.topics.bags import Bags
from taawun.topics.fitting import ETA
from taawun.topics.models import TopicModel
from taawun.topics.quality import match_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray


def fit_nmf(bags: Bags, topics: int, *, seed: int) -> TopicModel:
    """Fit scikit-learn's non-negative matrix factorisation of tf-idf (Lee & Seung 1999): no probabilities, no priors.

    Examples
    --------
    >>> from taawun.topics.bags import count_words
    >>> from taawun.topics.documents import Document
    >>> bags = count_words(Document(str(n), str(n), ["أمن", "سوق"][n % 2 :][:1]) for n in range(4))
    >>> sorted(fit_nmf(bags, 2, seed=0).top_words(1))
    [['أمن'], ['سوق']]
    """
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(bags.counts.astype(np.float64))
        parts = NMF(topics, init="nndsvda", random_state=seed, max_iter=100).fit(weighted).components_
    return _as_model("nmf", parts / np.maximum(parts.sum(axis=1, keepdims=True), 1e-12), bags, seed)


def fit_tomotopy(bags: Bags, topics: int, *, seed: int, iterations: int = 500) -> TopicModel:
    """Fit tomotopy's collapsed Gibbs sampler (Griffiths & Steyvers 2004): an optional package.

    One worker: with more, the same seed does not give the same topics.

    Raises
    ------
    TaawunError
        tomotopy is not installed.
    """
    try:
        import tomotopy
    except ImportError:
        raise TaawunError(
            "tomotopy is not installed",
            "run make report, which installs it for a study that asks for it, or choose topics.check: nmf",
        ) from None
    model = tomotopy.LDAModel(k=topics, seed=seed)
    counts = bags.counts
    for row in range(counts.shape[0]):
        span = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc([str(column) for column in np.repeat(counts.indices[span], counts.data[span])])
    model.train(iterations, workers=1)
    parts = np.zeros((topics, len(bags.words)))
    columns = [int(word) for word in model.used_vocabs]
    for topic in range(topics):
        parts[topic, columns] = model.get_topic_word_dist(topic)
    return _as_model("tomotopy", parts, bags, seed)


ENGINES = {"nmf": fit_nmf, "tomotopy": fit_tomotopy}
ENGINE_NAMES = {
    "nmf": "non-negative matrix factorisation (scikit-learn)",
    "tomotopy": "collapsed Gibbs sampling (tomotopy)",
}


def measure_agreement(model: TopicModel, other: TopicModel, n: int = 20) -> NDArray[np.float64]:
    """Share of each topic's first n words that its partner in another engine's model has too.

    Engines weigh words differently, so that whole distributions hardly ever agree; what a reader sees can.

    Returns
    -------
    ndarray of shape (topics,)
        0 to 1.
    """
    partner, _ = match_topics(model.phi, other.phi)
    first, second = model.top_words(n), other.top_words(n)
    return np.array([len(set(words) & set(second[place])) / n for words, place in zip(first, partner, strict=True)])


def _as_model(engine: str, parts: NDArray[np.float64], bags: Bags, seed: int) -> TopicModel:
    weights = (parts * (bags.counts.sum() / len(parts)) + ETA).astype(np.float32)
    even = np.ones(len(bags.words), np.float32)
    names = tuple(f"{engine}-{number:02d}" for number in range(1, len(parts) + 1))
    settings = {"seed": seed, "documents": bags.counts.shape[0]}
    return TopicModel(engine, bags.words, weights, np.full(len(parts), 0.1, np.float32), even, names, settings)
