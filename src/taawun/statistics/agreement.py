"""Agreement of coders beyond chance, and shares corrected for the errors of a classifier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from taawun.statistics.arrays import Array, ratio


def krippendorff_alpha(ratings: Any, metric: str = "nominal", weights: ArrayLike | None = None) -> float:
    """Krippendorff's alpha: agreement of coders beyond chance, with missing codings.

    Parameters
    ----------
    ratings
        (coders, units); nan or None where a coder gave no value. Any values for `nominal`, numbers otherwise.
    metric
        nominal, ordinal, interval or ratio.
    weights
        (units,): how many units of the population each stands for; all the same when not given. Only their ratios count.

    Returns
    -------
    float
        1 is perfect agreement, 0 chance; nan when no unit has two codings or all values are the same (then agreement
        cannot be told from chance).

    Notes
    -----
    Krippendorff (2011), Computing Krippendorff's alpha-reliability: coincidence matrix of the pairable values.

    Examples
    --------
    >>> round(krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]), 4)
    0.0952
    """
    table = np.asarray(ratings, dtype=object)
    given = np.array([[value is not None and value == value for value in row] for row in table])
    values = sorted(set(table[given].tolist()))
    codes = {value: position for position, value in enumerate(values)}
    counts = np.zeros((table.shape[1], len(values)))
    for coder, unit in zip(*np.nonzero(given), strict=True):
        counts[unit, codes[table[coder, unit]]] += 1
    return _alpha_from_counts(counts, values, metric, np.ones(len(counts)) if weights is None else np.asarray(weights))


def _alpha_from_counts(counts: Array, values: Sequence[Any], metric: str, weights: Array) -> float:
    pairs = counts.sum(axis=1)
    counts, weights, pairs = counts[pairs > 1], weights[pairs > 1], pairs[pairs > 1]
    if not len(counts):
        return float("nan")
    # Weights of mean 1: the number of codings, which corrects for small samples, stays that of the sample.
    scaled = counts * (weights / weights.mean() / (pairs - 1))[:, None]
    coincidences = scaled.T @ counts - np.diag(scaled.sum(axis=0))
    totals = coincidences.sum(axis=0)
    n = totals.sum()
    distance = _value_distance(totals, values, metric)
    expected = (np.outer(totals, totals) * distance).sum()
    if expected == 0:
        return float("nan")
    return float(1 - (n - 1) * (coincidences * distance).sum() / expected)


def _value_distance(totals: Array, values: Sequence[Any], metric: str) -> Array:
    if metric == "nominal":
        return 1 - np.eye(len(totals))
    if metric == "ordinal":
        # Half of both end values and all values between them.
        rank = np.cumsum(totals) - totals / 2
        return (rank[:, None] - rank[None, :]) ** 2
    numbers = np.asarray(values, dtype=float)
    difference = numbers[:, None] - numbers[None, :]
    if metric == "interval":
        return np.asarray(difference**2)
    if metric == "ratio":
        return ratio(difference, numbers[:, None] + numbers[None, :]) ** 2
    raise ValueError(f"unknown metric {metric!r}: nominal, ordinal, interval or ratio")


def rogan_gladen(share: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Array:
    """Share corrected for misclassification (Rogan & Gladen 1978), kept within 0 and 1.

    nan where the classifier is no better than chance (sensitivity + specificity <= 1).

    Examples
    --------
    >>> round(float(rogan_gladen(0.30, 0.80, 0.95)), 4)
    0.3333
    """
    share, sensitivity, specificity = (np.asarray(value, dtype=float) for value in (share, sensitivity, specificity))
    corrected = ratio(share + specificity - 1, sensitivity + specificity - 1)
    return np.clip(corrected, 0.0, 1.0)
