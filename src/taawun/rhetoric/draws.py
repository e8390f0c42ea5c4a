"""Draws of shares and of tables of right and wrong, as Beta distributions at the effective size of weighted codings."""

from __future__ import annotations

import numpy as np

from taawun.statistics.arrays import Array

DRAWS = 4000
PRIOR = 1 / 3
"""Pseudo-counts of the Beta distributions (Kerman 2011): nearly no pull towards the middle for small cells."""


def draw_tables(
    gold: Array,
    rows: np.ndarray,
    weight: Array,
    presence: np.ndarray,
    place: int,
    own: np.ndarray,
    rng: np.random.Generator,
) -> tuple[Array, Array]:
    """(DRAWS, 4) draws of true positives, false positives, false negatives and true negatives of one side.

    First with the rates of the instrument, then with those of these very statements.
    """
    found, other = presence[:, place], presence.any(axis=1)
    settled = ~np.isnan(gold)
    instrument, finite = np.zeros((DRAWS, 4)), np.zeros((DRAWS, 4))
    for cell, true, false in ((found, 0, 1), (~found & other, 2, 3), (~found & ~other, 2, 3)):
        members = float((cell & own).sum())
        pooled, sampled = settled & cell[rows], settled & (cell & own)[rows]
        # In the large cells without findings pseudo-cases of one half would push the recall of rare frames down: there
        # the prior leans to the rate of both sides.
        mean = 0.5 if true == 0 else lean_share(gold[pooled], weight[pooled])
        rate = draw_share(gold[sampled], weight[sampled], rng, mean)
        here = draw_share(gold[sampled], weight[sampled], rng)
        if sampled.any():
            share = np.average(gold[sampled], weights=weight[sampled])
            here = share + (here - share) * np.sqrt(max(0.0, 1 - sampled.sum() / members))
        # How many statements fall into a cell is chance too: 0 here does not mean never.
        for table, drawn, size in ((instrument, rate, rng.gamma(members + PRIOR, size=DRAWS)), (finite, here, members)):
            table[:, true] += size * drawn
            table[:, false] += size * (1 - drawn)
    return instrument, finite


def draw_share(values: Array, weight: Array, rng: np.random.Generator, mean: float = 0.5) -> Array:
    """Draws of a share from weighted codings, with two pseudo-counts of `PRIOR` around a mean."""
    cases, n = _effective(values, weight)
    return rng.beta(cases + 2 * PRIOR * mean, n - cases + 2 * PRIOR * (1 - mean), size=DRAWS)


def lean_share(values: Array, weight: Array) -> float:
    """Middle of a share, drawn a little towards one half."""
    cases, n = _effective(values, weight)
    return (cases + PRIOR) / (n + 2 * PRIOR)


def _effective(values: Array, weight: Array) -> tuple[float, float]:
    """Cases and codings, at the effective size of the weighted sample (Kish 1965)."""
    if not len(values):
        return 0.0, 0.0
    n = float(weight.sum() ** 2 / (weight**2).sum())
    return n * float(np.average(values, weights=weight)), n
