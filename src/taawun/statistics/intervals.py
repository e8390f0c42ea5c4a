"""Intervals: of a share, and of a difference between sides whose statements come in articles."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from taawun.statistics.arrays import Array, ratio
from taawun.statistics.blocks import Blocks


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share (Wilson 1927); (nan, nan) for no cases.

    Examples
    --------
    >>> low, high = wilson_interval(8, 13)
    >>> round(low, 3), round(high, 3)
    (0.355, 0.823)
    """
    if n == 0:
        return float("nan"), float("nan")
    # `scipy.stats` has it too, and takes most of a second to import: a test compares the two.
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = (successes + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * sqrt(successes * (n - successes) / n + z**2 / 4)
    return (middle - half if successes else 0.0), (middle + half if successes < n else 1.0)


@dataclass(frozen=True)
class Interval:
    """An estimate for each of F features and its interval.

    Attributes
    ----------
    estimate, low, high, error
        (F,) arrays; nan where the data do not give one. `error` is the standard error.
    """

    estimate: Array
    low: Array
    high: Array
    error: Array


def jackknife_interval(estimate: ArrayLike, replicates: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval from delete-one-article estimates, with t on G - 1 degrees of freedom.

    Parameters
    ----------
    estimate
        (F,) or scalar.
    replicates
        (G, F) or (G,): the estimate without each article. A feature with a missing replicate gets no interval.

    Notes
    -----
    The grouped jackknife of Quenouille and Tukey; the centre is the mean of the replicates. With 10 to 30 articles it
    keeps its coverage where the percentile bootstrap of articles does not (`bench/calibration.py`).
    """
    from scipy.special import stdtrit

    centre = np.atleast_1d(np.asarray(estimate, dtype=float))
    values = np.asarray(replicates, dtype=float)
    values = values.reshape(len(values), -1)
    groups = len(values)
    if groups < 2:
        missing = np.full(centre.shape, np.nan)
        return Interval(centre, missing, missing.copy(), missing.copy())
    error = np.sqrt((groups - 1) / groups * ((values - values.mean(axis=0)) ** 2).sum(axis=0))
    reach = stdtrit(groups - 1, (1 + confidence) / 2) * error
    return Interval(centre, centre - reach, centre + reach, error)


def jackknife_difference(blocks: Blocks, confidence: float = 0.95) -> Interval:
    """Difference of the two sides' shares, with its delete-one-article jackknife interval.

    Examples
    --------
    >>> from taawun.statistics.blocks import count_blocks
    >>> blocks = count_blocks(list("aabbcc"), [0, 1] * 3, [1, 0, 1, 0, 0, 1])
    >>> found = jackknife_difference(blocks)
    >>> found.estimate.round(3).tolist(), found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.333], [-2.535], [3.202])
    """
    shares = blocks.shares()
    without = ratio(blocks.hits.sum(axis=0) - blocks.hits, (blocks.sizes.sum(axis=0) - blocks.sizes)[:, :, None])
    return jackknife_interval(shares[0] - shares[1], without[:, 0] - without[:, 1], confidence)
