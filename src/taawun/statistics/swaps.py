"""Tests of no difference between two sides, by swapping what they say within articles; p-values and their correction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from taawun.statistics.arrays import Array
from taawun.statistics.blocks import Blocks

TOLERANCE = 1e-12
"""Resampled statistics that differ from the observed one by no more than rounding count as equal to it."""
_FEATURES_AT_ONCE = 64
_SWAPS_AT_ONCE = 4096


def swap_pvalues(blocks: Blocks, resamples: int, rng: np.random.Generator) -> Array:
    """Two-sided p-values of no difference between the sides, by swapping their blocks within articles.

    Parameters
    ----------
    blocks
        Counts; only articles with both sides enter the test, because in the others there is nothing to swap.

    Returns
    -------
    (F,) array
        (1 + number of swaps at least as extreme) / (1 + resamples) (Phipson & Smyth 2010); the exact share when all
        swaps are listed; nan without shared articles.

    Notes
    -----
    A side's statements in one article are moved together: permuting single statements is as liberal as a pooled
    chi-squared test when articles differ in how they treat each side. The statistic is `matched_difference`: a swap turns
    the sign of an article's difference and leaves its weight. The difference of the pooled shares would not do: where one
    side speaks more, its denominators change with the swaps, and a word said once in a long article comes out as rare
    as the swaps that leave that article alone (`bench/simulations.py` has such corpora).
    """
    groups = int(blocks.shared.sum())
    if not groups:
        return np.full(blocks.hits.shape[2], np.nan)
    within = _within(blocks)
    observed = within.sum(axis=0)
    extreme, number = np.zeros(within.shape[1]), 0
    # A few swaps of a few features at a time: the null of thousands of words would fill the memory.
    for drawn in _swap_parts(groups, resamples, rng):
        number += len(drawn)
        signs = 1 - 2 * drawn
        for start in range(0, len(extreme), _FEATURES_AT_ONCE):
            part = slice(start, start + _FEATURES_AT_ONCE)
            extreme[part] += (np.abs(signs @ within[:, part]) >= np.abs(observed[part]) - TOLERANCE).sum(axis=0)
    return np.asarray(count_pvalue(extreme, number, complete=_lists_all(groups, resamples)))


def matched_difference(blocks: Blocks) -> Array:
    """(F,): mean difference of the sides' shares within the articles in which both speak; nan without such articles.

    An article weighs n_a n_b / (n_a + n_b), as in Mantel and Haenszel's (1959) test: by what its difference is worth.

    Examples
    --------
    >>> from taawun.statistics.blocks import count_blocks
    >>> blocks = count_blocks(["a", "a", "a", "b", "b", "c"], [0, 1, 1, 0, 1, 0], [1, 0, 1, 0, 0, 1])
    >>> matched_difference(blocks).round(3).tolist()
    [0.286]
    """
    return np.asarray(_within(blocks).sum(axis=0)) if blocks.shared.any() else np.full(blocks.hits.shape[2], np.nan)


def _within(blocks: Blocks) -> Array:
    """(G', F) weighted differences of the shared articles; their sum is the mean difference."""
    matched = blocks.select(blocks.shared)
    weight = matched.sizes.prod(axis=1) / matched.sizes.sum(axis=1)
    shares = matched.hits / matched.sizes[:, :, None]
    return np.asarray((shares[:, 0] - shares[:, 1]) * (weight / weight.sum())[:, None])


def draw_swaps(groups: int, resamples: int, rng: np.random.Generator) -> tuple[Array, bool]:
    """Which articles swap their sides in each resample: (R, G) of 0 and 1, and whether these are all there are.

    All 2^G swaps are listed when they are no more than the resamples asked for; then p-values are exact.
    """
    return np.concatenate(list(_swap_parts(groups, resamples, rng))), _lists_all(groups, resamples)


def _swap_parts(groups: int, resamples: int, rng: np.random.Generator) -> Iterator[Array]:
    """`draw_swaps` a few at a time: a million of them would fill the memory."""
    number = 2**groups if _lists_all(groups, resamples) else resamples
    for first in range(0, number, _SWAPS_AT_ONCE):
        part = np.arange(first, min(number, first + _SWAPS_AT_ONCE))
        if _lists_all(groups, resamples):
            yield ((part[:, None] >> np.arange(groups)) & 1).astype(float)
        else:
            yield rng.integers(0, 2, size=(len(part), groups)).astype(float)


def _lists_all(groups: int, resamples: int) -> bool:
    return groups < 30 and 2**groups <= resamples


def least_pvalue(shared: int, resamples: int) -> float:
    """Smallest p-value that swaps can give: 2 of the 2^G swaps are always as extreme as what was observed.

    Parameters
    ----------
    shared
        Articles in which both sides speak, G.
    resamples
        Swaps that are drawn when not all can be listed.

    Examples
    --------
    >>> least_pvalue(4, 2000), round(least_pvalue(40, 1999), 6)
    (0.125, 0.0005)
    """
    if shared < 1:
        return float("nan")
    return max(2.0 ** (1 - shared), 0.0 if _lists_all(shared, resamples) else 1 / (1 + resamples))


def count_pvalue(extreme: Any, resamples: int, *, complete: bool) -> Any:
    """P-values from the number of resamples that are at least as extreme (Phipson & Smyth 2010).

    Parameters
    ----------
    complete
        Whether the resamples list every rearrangement, the observed one among them.

    Examples
    --------
    >>> count_pvalue(1, 4, complete=True), count_pvalue(0, 99, complete=False)
    (0.25, 0.01)
    """
    return extreme / resamples if complete else (1 + extreme) / (1 + resamples)


def adjust_pvalues(p: ArrayLike) -> Array:
    """Benjamini and Hochberg's (1995) q-values of one family; missing p-values stay missing and do not count.

    Examples
    --------
    >>> adjust_pvalues([0.01, float("nan"), 0.04]).round(3).tolist()
    [0.02, nan, 0.04]
    """
    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        from scipy.stats import false_discovery_control

        q[known] = false_discovery_control(p[known])
    return q
