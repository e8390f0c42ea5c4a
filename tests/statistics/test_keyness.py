"""Keyness and dispersion against the values of reference implementations and published tables."""

import numpy as np
import pytest
from scipy.stats import binom

from taawun.statistics.keyness import (
    conservative_log_ratio,
    dispersion_dp,
    dispersion_dpnorm,
    g2_four_cell,
    g2_two_cell,
    log_odds,
    log_ratio,
    log_ratio_interval,
)


@pytest.mark.parametrize(
    ("counts", "two_cell", "four_cell", "ratio", "raw", "lrc"),
    [
        ((52, 50_000, 57, 75_000), 2.6517101639, 2.6540642606, 0.4537131585, None, 0),
        ((7, 1000, 2, 1000), 2.9419376670, 2.9544941845, 1.5849625007, 1.8073549221, 0),
        ((30, 5000, 10, 6000), None, 14.4947519661, 1.8014302779, None, 0.7764326446),
        ((620, 1_017_879, 267, 1_007_532), 140.8654871557, 140.9254684, None, 1.2006880624, None),
    ],
)
def test_keyness_of_one_word(counts, two_cell, four_cell, ratio, raw, lrc):
    # LRC: the reference solves for the interval's end to about 1e-7 only; `test_end_of_the_interval` holds ours to 1e-12.
    digits = {"two": 6e-11, "four": 6e-8, "ratio": 6e-11, "raw": 6e-11, "lrc": 5e-7}
    found = {
        "two": (g2_two_cell(*counts), two_cell),
        "four": (g2_four_cell(*counts), four_cell),
        "ratio": (log_ratio(*counts), ratio),
        "raw": (log_ratio(*counts, correction=0), raw),
        "lrc": (conservative_log_ratio(*counts), lrc),
    }
    for name, (value, expected) in found.items():
        if expected is not None:
            assert float(value) == pytest.approx(expected, abs=digits[name]), name


@pytest.mark.parametrize(
    ("f1", "f2", "g2", "ratio", "lrc"),
    [
        (23171, 51670, 43127.8122755, 2.7616773671, 2.7233893897),
        (20939, 94568, 19356.3331412, 1.7435340518, 1.7065046436),
    ],
)
def test_keyness_with_bonferroni_over_61_nouns(f1, f2, g2, ratio, lrc):
    n1, n2 = 1_274_747, 19_277_930
    assert float(g2_four_cell(f1, n1, f2, n2)) == pytest.approx(g2, abs=6e-8)
    assert float(log_ratio(f1, n1, f2, n2)) == pytest.approx(ratio, abs=6e-11)
    assert float(conservative_log_ratio(f1, n1, f2, n2, 0.05 / 61)) == pytest.approx(lrc, abs=5e-7)


def test_exact_interval_of_the_log_ratio():
    low, high = log_ratio_interval(30, 5000, 10, 6000)
    assert (round(float(low), 6), round(float(high), 6)) == (0.776433, 3.045297)


@pytest.mark.parametrize(("f1", "f2", "alpha"), [(30, 10, 0.05), (23171, 51670, 0.05 / 61), (7, 2, 0.05)])
def test_end_of_the_interval(f1, f2, alpha):
    # By definition: at the lower end, f1 or more of f1 + f2 have probability alpha / 2.
    low, _ = log_ratio_interval(f1, 1, f2, 1, alpha)
    odds = 2 ** float(low)
    assert binom.sf(f1 - 1, f1 + f2, odds / (1 + odds)) == pytest.approx(alpha / 2, rel=1e-9)


def test_log_ratio_keeps_its_sign_when_sides_are_exchanged():
    assert float(conservative_log_ratio(10, 6000, 30, 5000)) == pytest.approx(-0.7764326446, abs=5e-7)


def test_log_odds_with_a_flat_prior():
    d, variance, z = log_odds([30, 5, 200], [4, 28, 210], 0.01)
    assert d[0] == pytest.approx(2.161987, abs=6e-7)
    assert variance[0] == pytest.approx(0.282699, abs=6e-7)
    assert z == pytest.approx([4.066221, -3.696758, -1.400268], abs=6e-7)


def test_log_odds_with_an_informative_prior():
    background = np.array([100, 120, 5000])
    z = log_odds([30, 5, 200], [4, 28, 210], 500 * background / background.sum())[2]
    assert z == pytest.approx([3.548964, -3.055122, -1.287175], abs=6e-7)


def test_dispersion_of_gries():
    sizes, frequencies = [9, 10, 10, 10, 11], [1, 2, 3, 4, 5]
    assert float(dispersion_dp(frequencies, sizes)) == pytest.approx(0.18, abs=1e-12)
    assert float(dispersion_dpnorm(frequencies, sizes)) == pytest.approx(0.2195121951, abs=6e-11)


def test_dispersion_of_lyne():
    frequencies = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    assert float(dispersion_dp(frequencies, sizes)) == pytest.approx(0.4990705, abs=6e-8)
