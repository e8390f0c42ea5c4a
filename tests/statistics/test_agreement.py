"""Agreement and corrected shares against published values."""

import numpy as np
import pytest
from scipy.stats import binomtest

from taawun.statistics.agreement import krippendorff_alpha, rogan_gladen
from taawun.statistics.intervals import wilson_interval

NA = float("nan")


KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3],
    [NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA],
]


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_krippendorff_four_coders(metric, alpha):
    assert krippendorff_alpha(KRIPPENDORFF, metric) == pytest.approx(alpha, abs=5.1e-5)


def test_krippendorff_binary():
    ratings = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(ratings) == pytest.approx(0.0952, abs=5e-5)


@pytest.mark.parametrize("ratings", [[[1, 1, 1], [1, 1, 1]], [[1, 2, None], [None, None, 1]]])
def test_krippendorff_says_nothing_without_variation(ratings):
    assert np.isnan(krippendorff_alpha(ratings))


def test_weighted_alpha_is_that_of_repeated_units():
    rng = np.random.default_rng(0)
    ratings = rng.integers(0, 2, size=(3, 40)).astype(float)
    ratings[0, :5] = np.nan
    weights = rng.integers(1, 5, size=40)
    repeated = krippendorff_alpha(np.repeat(ratings, weights, axis=1))
    # The correction for small samples goes by the units coded, not by those they stand for: 1 - alpha differs by it.
    found = krippendorff_alpha(ratings, weights=weights)
    assert found == pytest.approx(repeated, abs=0.02) and found != krippendorff_alpha(ratings)
    assert krippendorff_alpha(ratings, weights=np.full(40, 7.0)) == pytest.approx(krippendorff_alpha(ratings))


@pytest.mark.parametrize(("successes", "n"), [(0, 1), (1, 1), (0, 10), (3, 10), (10, 10), (87, 286), (4603, 9000)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_wilson_interval_is_that_of_scipy(successes, n, confidence):
    theirs = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    assert wilson_interval(successes, n, confidence) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_and_rogan_gladen_edges():
    assert np.isnan(wilson_interval(0, 0)).all()
    assert wilson_interval(0, 10)[0] == 0
    assert np.isnan(rogan_gladen(0.3, 0.4, 0.6))
    assert float(rogan_gladen(0.01, 0.9, 0.9)) == 0.0
