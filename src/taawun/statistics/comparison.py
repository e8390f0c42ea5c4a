"""Two sides compared: difference, interval and test where there is enough for them, and what may be called a difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from taawun.statistics.arrays import Array
from taawun.statistics.blocks import Blocks, DataCheck, check_data
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.swaps import matched_difference, swap_pvalues

if TYPE_CHECKING:
    from taawun.study import ComparisonSettings


@dataclass(frozen=True)
class Comparison:
    """Two sides compared in F features.

    Attributes
    ----------
    check
        Whether there was enough for a test.
    shares
        (2, F): each side's shares, over all articles.
    difference, low, high
        (F,) arrays: first side minus second over all articles, with its jackknife interval.
    difference_shared
        (F,): within the articles in which both sides speak (`matched_difference`): what the test is about.
    p
        (F,): from block swaps within these articles.
    """

    check: DataCheck
    shares: Array
    difference: Array
    low: Array
    high: Array
    difference_shared: Array
    p: Array


def compare_blocks(blocks: Blocks, settings: ComparisonSettings, rng: np.random.Generator) -> Comparison:
    """Difference of two sides' shares, with interval and test where there is enough for them.

    Parameters
    ----------
    blocks
        Counts by article and side.
    settings
        Minimum data, resamples, confidence.
    rng
        Draws the swaps.

    Notes
    -----
    The interval uses all articles, the test only those in which both sides speak: only there is the same article's
    choice of what to report held constant. Correct the p-values for the size of the family (`adjust_pvalues`).

    Examples
    --------
    >>> from taawun.study import ComparisonSettings
    >>> from taawun.statistics.blocks import count_blocks
    >>> blocks = count_blocks(["a", "a", "b"], [0, 1, 0], [1, 0, 1])
    >>> found = compare_blocks(blocks, ComparisonSettings(), np.random.default_rng(1))
    >>> found.difference.tolist(), found.p.tolist(), found.check.enough
    ([1.0], [nan], False)
    """
    check = check_data(blocks.sizes, settings.minimum_statements, settings.minimum_articles)
    shares = blocks.shares()
    low = high = p = np.full(shares.shape[1], np.nan)
    if check.enough:
        interval = jackknife_difference(blocks, settings.confidence)
        low, high = interval.low, interval.high
        p = swap_pvalues(blocks, settings.resamples, rng)
    return Comparison(check, shares, shares[0] - shares[1], low, high, matched_difference(blocks), p)


def find_differences(
    difference: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    difference_shared: ArrayLike,
    q: ArrayLike,
    alpha: float = 0.05,
) -> NDArray[np.bool_]:
    """Which of F features may be called a difference between two sides.

    The corrected p-value is at most `alpha`, the interval leaves 0 out, and the difference within the articles in which
    both sides speak, which the test is about, has the same sign as the difference over all.

    Examples
    --------
    >>> find_differences([0.1, 0.1], [0.02, 0.02], [0.18, 0.18], [0.08, -0.08], [0.01, 0.01]).tolist()
    [True, False]
    """
    same_sign = np.sign(np.asarray(difference, dtype=float)) == np.sign(np.asarray(difference_shared, dtype=float))
    clear = (np.asarray(low, dtype=float) > 0) | (np.asarray(high, dtype=float) < 0)
    return np.asarray((np.asarray(q, dtype=float) <= alpha) & clear & same_sign)
