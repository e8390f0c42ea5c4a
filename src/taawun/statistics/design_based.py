"""Means and differences corrected by a coded sample whose probabilities of being drawn are known.

Design-based supervised learning (Egami, Hinck, Stewart and Wei 2023): the automatic value of every statement is kept, and
each coded statement adds what it differs, times the statements that it stands for. The mean of these values is right
whatever errors the automatic coding makes, and however they differ between the sides, because the researcher drew the sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit  # `scipy.stats` takes most of a second to import

from taawun.statistics.arrays import Array


class Estimate(NamedTuple):
    """An estimate with its interval."""

    value: float
    low: float
    high: float


def correct_values(
    automatic: ArrayLike, rows: ArrayLike, coded: ArrayLike, weight: ArrayLike, side: ArrayLike
) -> Array:
    """Values of all statements, corrected where people coded them.

    Parameters
    ----------
    automatic
        (n,) what the tool says of each statement: 0 or 1, or a stance.
    rows, coded
        (m,) rows of the coded statements, and what the coders say; those with nan are left out.
    weight
        (m,) statements that each stands for: one by its probability of being drawn.
    side
        (n,) group of each statement. Weights are scaled to the statements of their group.

    Returns
    -------
    array
        (n,). Their mean is an estimate of the true mean; single values mean nothing.

    Examples
    --------
    >>> correct_values([1, 1, 0, 0], [0, 2], [0, 0], [2, 2], ["a"] * 4).tolist()
    [-1.0, 1.0, 0.0, 0.0]
    """
    values = np.array(automatic, dtype=float)
    place, true, share = np.asarray(rows, dtype=np.intp), np.asarray(coded, dtype=float), np.array(weight, dtype=float)
    known = ~np.isnan(true)
    place, true, share = place[known], true[known], share[known]
    group = np.asarray(side)
    for name in np.unique(group[place]):
        own = group[place] == name
        share[own] *= (group == name).sum() / share[own].sum()
    np.add.at(values, place, share * (true - values[place]))
    return values


def estimate_means(
    values: ArrayLike,
    articles: ArrayLike,
    side: ArrayLike,
    sides: Sequence[str],
    rows: ArrayLike,
    confidence: float = 0.95,
) -> tuple[list[Estimate], Estimate]:
    """Return the mean of each of two sides and their difference, with intervals over articles.

    Parameters
    ----------
    values
        (n,) from `correct_values`; as they are for the uncorrected mean.
    articles, side
        (n,) article and side of each statement.
    rows
        (m,) coded statements: t has one degree of freedom less than they have articles, since the correction rests on
        them (all rows for the uncorrected mean).

    Returns
    -------
    list of Estimate, Estimate
        Means in the order of `sides`, and the first less the second. Variances are linearised and robust to what the
        statements of an article have in common (Liang and Zeger 1986).
    """
    values, side = np.asarray(values, dtype=float), np.asarray(side)
    names, group = np.unique(np.asarray(articles), return_inverse=True)
    means, parts = [], []
    for name in sides:
        own = side == name
        mean = values[own].mean()
        part = np.zeros(len(names))
        np.add.at(part, group[own], (values[own] - mean) / own.sum())
        means.append(float(mean))
        parts.append(part)
    freedom = max(1, len(np.unique(group[np.asarray(rows, dtype=np.intp)])) - 1)
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * float(np.sqrt(len(names) / max(1, len(names) - 1)))
    found = [_around(mean, part, reach) for mean, part in zip(means, parts, strict=True)]
    return found, _around(means[0] - means[1], parts[0] - parts[1], reach)


def _around(value: float, part: NDArray[np.float64], reach: float) -> Estimate:
    wide = reach * float(np.sqrt((part**2).sum()))
    return Estimate(value, value - wide, value + wide)
