"""Words that one side uses more than the other: how much more, how surely, and over how many parts of the text."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from taawun.statistics.arrays import Array, log_term, ratio


def g2_two_cell(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Array:
    """Log-likelihood of the two frequencies only (Rayson & Garside 2000).

    Examples
    --------
    >>> round(float(g2_two_cell(52, 50_000, 57, 75_000)), 4)
    2.6517
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    pooled = (f1 + f2) / (n1 + n2)
    return 2 * (log_term(f1, n1 * pooled) + log_term(f2, n2 * pooled))


def g2_four_cell(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Array:
    """Log-likelihood of the whole 2 x 2 table (Dunning 1993).

    Examples
    --------
    >>> round(float(g2_four_cell(52, 50_000, 57, 75_000)), 4)
    2.6541
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    pooled = (f1 + f2) / (n1 + n2)
    other = log_term(n1 - f1, n1 * (1 - pooled)) + log_term(n2 - f2, n2 * (1 - pooled))
    return g2_two_cell(f1, n1, f2, n2) + 2 * other


def log_ratio(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, *, correction: float = 0.5) -> Array:
    """Binary logarithm of the ratio of relative frequencies (Hardie 2014), with Walter's +.5 unless told otherwise.

    Examples
    --------
    >>> round(float(log_ratio(7, 1000, 2, 1000)), 4), round(float(log_ratio(7, 1000, 2, 1000, correction=0)), 4)
    (1.585, 1.8074)
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) + correction for value in (f1, n1, f2, n2))
    with np.errstate(divide="ignore"):
        return np.log2(f1 / n1) - np.log2(f2 / n2)


def log_ratio_interval(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, alpha: float | Array = 0.05
) -> tuple[Array, Array]:
    """Exact interval of the uncorrected log ratio, from Clopper and Pearson's interval for f1 / (f1 + f2) (Evert 2022).

    Examples
    --------
    >>> low, high = log_ratio_interval(30, 5000, 10, 6000)
    >>> round(float(low), 6), round(float(high), 6)
    (0.776433, 3.045297)
    """
    from scipy.stats import beta

    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(f1 > 0, beta.ppf(alpha / 2, f1, f2 + 1), 0.0)
        high = np.where(f2 > 0, beta.ppf(1 - alpha / 2, f1 + 1, f2), 1.0)
        return np.log2(n2 / n1 * low / (1 - low)), np.log2(n2 / n1 * high / (1 - high))


def conservative_log_ratio(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, alpha: float | Array = 0.05
) -> Array:
    """Conservative log ratio (LRC, Evert 2022): the end of the exact interval nearer to 0, or 0 inside it.

    Divide `alpha` by the number of words for Bonferroni's correction.

    Examples
    --------
    >>> round(float(conservative_log_ratio(30, 5000, 10, 6000)), 6), float(conservative_log_ratio(7, 1000, 2, 1000))
    (0.776433, 0.0)
    """
    low, high = log_ratio_interval(f1, n1, f2, n2, alpha)
    return np.maximum(low, 0.0) + np.minimum(high, 0.0)


def log_odds(y1: ArrayLike, y2: ArrayLike, prior: ArrayLike) -> tuple[Array, Array, Array]:
    """Log-odds ratio with an informative Dirichlet prior ("fightin' words", Monroe, Colaresi & Quinn 2008).

    Parameters
    ----------
    y1, y2
        (V,) counts of each word in the two groups.
    prior
        (V,) pseudo-counts a_w; a scalar gives every word the same. Their sum is a0.

    Returns
    -------
    d, variance, z
        (V,) arrays.

    Examples
    --------
    >>> d, variance, z = log_odds([30, 5, 200], [4, 28, 210], 0.01)
    >>> d.round(3).tolist(), z.round(3).tolist()
    ([2.162, -1.793, -0.138], [4.066, -3.697, -1.4])
    """
    first, second = np.asarray(y1, dtype=float), np.asarray(y2, dtype=float)
    a = np.broadcast_to(np.asarray(prior, dtype=float), first.shape)
    a0, n1, n2 = a.sum(), first.sum(), second.sum()
    d = np.log((first + a) / (n1 + a0 - first - a)) - np.log((second + a) / (n2 + a0 - second - a))
    variance = 1 / (first + a) + 1 / (second + a)
    return d, variance, d / np.sqrt(variance)


def dispersion_dp(frequencies: ArrayLike, sizes: ArrayLike) -> Array:
    """Deviation of proportions (Gries 2008): 0 spread as the parts are, near 1 all in a small part.

    Parameters
    ----------
    frequencies
        (..., K) frequencies of a word in K parts.
    sizes
        (K,) sizes of the parts.

    Examples
    --------
    >>> round(float(dispersion_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 4)
    0.18
    """
    v, s = np.asarray(frequencies, dtype=float), np.asarray(sizes, dtype=float)
    return np.asarray(np.abs(ratio(v, v.sum(axis=-1, keepdims=True)) - s / s.sum()).sum(axis=-1) / 2)


def dispersion_dpnorm(frequencies: ArrayLike, sizes: ArrayLike) -> Array:
    """Deviation of proportions, normalised to reach 1 (Lijffijt & Gries 2012).

    Examples
    --------
    >>> round(float(dispersion_dpnorm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 6)
    0.219512
    """
    s = np.asarray(sizes, dtype=float)
    return np.asarray(dispersion_dp(frequencies, s) / (1 - s.min() / s.sum()))
