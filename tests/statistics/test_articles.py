"""Swaps, jackknife and minimum data: what is resampled by article."""

import itertools

import numpy as np
import pytest

from taawun.statistics import swaps
from taawun.statistics.blocks import Blocks, check_data, count_blocks
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.swaps import adjust_pvalues, least_pvalue, matched_difference, swap_pvalues


def test_benjamini_hochberg_1995():
    p = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    q = adjust_pvalues(p)
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0356, abs=5e-5)


def _example_blocks(articles=12, seed=0):
    rng = np.random.default_rng(seed)
    hits = rng.integers(0, 4, size=(articles, 2, 3)).astype(float)
    return Blocks(tuple(f"a{i}" for i in range(articles)), hits, np.full((articles, 2), 4.0))


def test_swaps_leave_articles_with_one_side_out():
    blocks = _example_blocks()
    lonely = Blocks(
        (*blocks.articles, "z"),
        np.concatenate([blocks.hits, [[[50, 0, 50], [0, 0, 0]]]]),
        np.concatenate([blocks.sizes, [[50, 0]]]),
    )
    first = swap_pvalues(blocks, 999, np.random.default_rng(1))
    second = swap_pvalues(lonely, 999, np.random.default_rng(1))
    assert first.tolist() == second.tolist()


def test_all_swaps_are_listed_when_they_are_few():
    blocks = _example_blocks(articles=3)
    shares = blocks.shares()
    extreme = np.zeros(3)
    for flips in itertools.product([False, True], repeat=3):
        mask = np.array(flips)[:, None, None]
        hits = np.where(mask, blocks.hits[:, ::-1], blocks.hits).sum(axis=0) / 12
        extreme += np.abs(hits[0] - hits[1]) >= np.abs(shares[0] - shares[1]) - 1e-12
    assert swap_pvalues(blocks, 2000, np.random.default_rng(0)).tolist() == (extreme / 8).tolist()


@pytest.mark.parametrize(("articles", "resamples"), [(4, 2000), (6, 2000), (20, 999)])
def test_least_pvalue_is_reached_by_the_greatest_difference(articles, resamples):
    hits = np.tile([[[3.0], [0.0]]], (articles, 1, 1))
    blocks = Blocks(tuple(map(str, range(articles))), hits, np.full((articles, 2), 3.0))
    p = swap_pvalues(blocks, resamples, np.random.default_rng(0))
    assert p.tolist() == [pytest.approx(least_pvalue(articles, resamples))]


def test_a_single_case_in_a_long_article_is_no_evidence():
    # One side has a long article, the other many short ones; swapping its 400 words would change every denominator.
    sizes = np.array([[400.0, 10.0], *[[20.0, 60.0]] * 20])
    hits = np.zeros((21, 2, 2))
    hits[0, 0, 0] = 1
    hits[1:, 0, 1] = 1
    blocks = Blocks(tuple(map(str, range(21))), hits, sizes)
    p = swap_pvalues(blocks, 999, np.random.default_rng(0))
    assert p[0] == 1.0 and p[1] == 1 / 1000


def test_matched_difference_compares_within_articles():
    # Within each article the sides speak alike; they speak in different articles.
    blocks = Blocks(("a", "b"), np.array([[[8.0], [2.0]], [[0.0], [0.0]]]), np.array([[8.0, 2.0], [2.0, 8.0]]))
    shares = blocks.shares()
    assert shares[0] - shares[1] == pytest.approx(0.6)
    assert matched_difference(blocks) == pytest.approx(0.0)
    assert np.isnan(matched_difference(blocks.select([False, False]))).all()


def test_swaps_in_parts_are_the_swaps_at_once(monkeypatch):
    blocks = _example_blocks(articles=16)
    whole = swap_pvalues(blocks, 3000, np.random.default_rng(4))
    monkeypatch.setattr(swaps, "_SWAPS_AT_ONCE", 700)
    monkeypatch.setattr(swaps, "_FEATURES_AT_ONCE", 2)
    assert swap_pvalues(blocks, 3000, np.random.default_rng(4)).tolist() == whole.tolist()


def test_jackknife_by_hand():
    blocks = _example_blocks(articles=11)
    found = jackknife_difference(blocks)
    without = []
    for left_out in range(11):
        shares = blocks.select(np.arange(11) != left_out).shares()
        without.append(shares[0] - shares[1])
    spread = np.array(without) - np.mean(without, axis=0)
    error = np.sqrt(10 / 11 * (spread**2).sum(axis=0))
    assert found.error == pytest.approx(error)
    assert (found.high - found.low) / 2 == pytest.approx(2.2281388520 * error)  # t(10), two-sided 95 %


def test_a_side_in_one_article_only_gets_no_interval():
    blocks = count_blocks(["a", "a", "b"], [0, 1, 0], [[1], [0], [1]])
    assert np.isnan(jackknife_difference(blocks).low).all()


@pytest.mark.parametrize(
    ("sizes", "enough"),
    [
        (np.full((10, 2), 3.0), True),
        (np.full((9, 2), 30.0), False),
        (np.full((10, 2), 2.0), False),
        (np.array([[5.0, 0.0], [0.0, 5.0]] * 20), False),
    ],
)
def test_minimum_data(sizes, enough):
    assert check_data(sizes).enough is enough
