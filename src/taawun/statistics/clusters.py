"""Clusters above the article: stories and speakers, and the interval that holds for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from taawun.statistics.arrays import Array
from taawun.statistics.blocks import count_blocks
from taawun.statistics.intervals import Interval, jackknife_difference


def clustered_difference(
    stories: Sequence[Any], speakers: Sequence[Any], sides: Array, values: Array, confidence: float = 0.95
) -> Interval:
    """Difference of two sides' shares, with an interval for statements that come in stories and from speakers.

    What makes statements alike is not known before: a story that several articles tell, or a speaker who always speaks so.
    An interval over articles alone is too narrow where either does it (`bench/cluster_effects.py`).

    Parameters
    ----------
    stories, speakers
        (n,) clusters of each statement; a story holds whole articles.
    sides
        (n,) 0 or 1.
    values
        (n, F) truth values or shares.

    Returns
    -------
    Interval
        The variance is that of stories and of speakers together, less that of single statements, which both hold
        (Cameron, Gelbach & Miller 2011); it is never below either of the two. Each is a delete-one-cluster jackknife; t has
        the degrees of freedom of the fewer clusters. Missing where a side rests on one speaker or one story.

    Examples
    --------
    >>> found = clustered_difference(list("aabbccdd"), list("xyxyzwzw"), np.array([0, 1] * 4), np.array([1, 0, 1, 0, 0, 0, 0, 1]))
    >>> found.estimate.tolist(), bool(found.low[0] < 0 < found.high[0])
    ([0.25], True)
    """
    from scipy.special import stdtrit

    blocks = [count_blocks(list(clusters), sides, values) for clusters in (stories, speakers)]
    by_story, by_speaker = (jackknife_difference(one, confidence).error ** 2 for one in blocks)
    shares, sizes = blocks[0].shares(), blocks[0].sizes.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        single = (shares * (1 - shares) / (sizes - 1)[:, None]).sum(axis=0)
    error = np.sqrt(np.maximum.reduce([by_story + by_speaker - single, by_story, by_speaker]))
    estimate = shares[0] - shares[1]
    reach = stdtrit(max(1, min(len(one.articles) for one in blocks) - 1), (1 + confidence) / 2) * error
    return Interval(estimate, estimate - reach, estimate + reach, error)
