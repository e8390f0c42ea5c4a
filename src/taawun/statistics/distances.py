"""How alike two distributions are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from taawun.statistics.arrays import Array, log_term, ratio


def jensen_shannon(p: ArrayLike, q: ArrayLike) -> Array:
    """Jensen-Shannon divergence to base 2 along the last axis: 0 equal, 1 disjoint. Counts are normalised.

    Examples
    --------
    >>> round(float(jensen_shannon([0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2])), 4)
    0.2145
    """
    p, q = (np.asarray(value, dtype=float) for value in (p, q))
    p, q = ratio(p, p.sum(axis=-1, keepdims=True)), ratio(q, q.sum(axis=-1, keepdims=True))
    middle = (p + q) / 2
    nats = (log_term(p, middle) + log_term(q, middle)).sum(axis=-1) / 2
    return np.where(np.isnan(p + q).any(axis=-1), np.nan, np.maximum(nats, 0.0) / np.log(2))


def cosine_similarity(p: ArrayLike, q: ArrayLike) -> Array:
    """Cosine of the angle along the last axis.

    Examples
    --------
    >>> round(float(cosine_similarity([0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2])), 4)
    0.6617
    """
    p, q = (np.asarray(value, dtype=float) for value in (p, q))
    return ratio((p * q).sum(axis=-1), np.sqrt((p**2).sum(axis=-1) * (q**2).sum(axis=-1)))
