"""Means corrected by a coded sample: by hand, and by the coverage of their intervals."""

import numpy as np
import pytest

from design_based import simulate
from taawun.statistics.design_based import correct_values, estimate_means


def test_correction_by_hand():
    # Side a: found 3 of 4; of the two coded (each stands for two) one was wrongly found. Mean (3 - 2) / 4.
    values = correct_values([1, 1, 1, 0], [0, 3], [0, 0], [2, 2], ["a"] * 4)
    assert values.mean() == pytest.approx(0.25)


def test_unsettled_codings_count_nowhere_and_weights_still_reach_all_statements():
    values = correct_values([1, 1, 0, 0], [0, 1], [0, np.nan], [2, 2], ["a"] * 4)
    assert values.tolist() == [-3.0, 1.0, 0.0, 0.0]


def test_interval_by_hand():
    # Two articles of one statement a side: linearised parts +-.25 for each side.
    means, difference = estimate_means([1, 0, 0, 1], ["p", "q", "p", "q"], ["a", "a", "b", "b"], ("a", "b"), range(4))
    assert [mean.value for mean in means] == [0.5, 0.5] and difference.value == 0
    reach = 12.706 * 2**0.5  # t with one degree of freedom, times sqrt(G / (G - 1))
    assert means[0].high == pytest.approx(0.5 + reach * (2 * 0.25**2) ** 0.5, abs=1e-3)
    assert difference.high == pytest.approx(reach * (2 * 0.5**2) ** 0.5, abs=1e-3)


def test_intervals_cover_what_uncorrected_ones_do_not():
    rng = np.random.default_rng(3)
    covered = np.array([simulate(rng, 150) for _ in range(200)]).mean(axis=0)
    assert covered[0] >= 0.93 and covered[1] < 0.90
