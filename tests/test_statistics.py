"""Statistics against the values of reference implementations and published tables."""

import itertools

import numpy as np
import pytest
from scipy.stats import binom, chi2_contingency

from taawun import statistics as st


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
        "two": (st.g2_two_cell(*counts), two_cell),
        "four": (st.g2_four_cell(*counts), four_cell),
        "ratio": (st.log_ratio(*counts), ratio),
        "raw": (st.log_ratio(*counts, correction=0), raw),
        "lrc": (st.conservative_log_ratio(*counts), lrc),
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
    assert float(st.g2_four_cell(f1, n1, f2, n2)) == pytest.approx(g2, abs=6e-8)
    assert float(st.log_ratio(f1, n1, f2, n2)) == pytest.approx(ratio, abs=6e-11)
    assert float(st.conservative_log_ratio(f1, n1, f2, n2, 0.05 / 61)) == pytest.approx(lrc, abs=5e-7)


def test_exact_interval_of_the_log_ratio():
    low, high = st.log_ratio_interval(30, 5000, 10, 6000)
    assert (round(float(low), 6), round(float(high), 6)) == (0.776433, 3.045297)


@pytest.mark.parametrize(("f1", "f2", "alpha"), [(30, 10, 0.05), (23171, 51670, 0.05 / 61), (7, 2, 0.05)])
def test_end_of_the_interval(f1, f2, alpha):
    # By definition: at the lower end, f1 or more of f1 + f2 have probability alpha / 2.
    low, _ = st.log_ratio_interval(f1, 1, f2, 1, alpha)
    odds = 2 ** float(low)
    assert binom.sf(f1 - 1, f1 + f2, odds / (1 + odds)) == pytest.approx(alpha / 2, rel=1e-9)


def test_log_ratio_keeps_its_sign_when_sides_are_exchanged():
    assert float(st.conservative_log_ratio(10, 6000, 30, 5000)) == pytest.approx(-0.7764326446, abs=5e-7)


def test_association_2x2():
    found = {name: float(value) for name, value in st.association_2x2([[7, 3], [2, 7]]).items()}
    expected = {"chi2": 4.3371604938, "yates": 2.6324382716, "g2": 4.5349393703, "williams": 4.2008334474}
    # quanteda adds 1e-9 inside each logarithm of G2, which adds 2 N 1e-9 to the sum.
    found["g2"] += 2 * 19e-9
    assert found == pytest.approx(expected, abs=5e-8)
    assert found["g2"] == pytest.approx(expected["g2"], abs=2e-10)


def test_association_of_many_tables():
    tables = np.random.default_rng(0).integers(1, 40, size=(20, 2, 2))
    found = st.association_2x2(tables)
    for name, correction in (("chi2", False), ("yates", True)):
        expected = [chi2_contingency(table, correction=correction).statistic for table in tables]
        assert found[name] == pytest.approx(expected)
    assert np.isnan(st.association_2x2([[0, 0], [3, 4]])["chi2"])


def test_log_odds_with_a_flat_prior():
    d, variance, z = st.log_odds([30, 5, 200], [4, 28, 210], 0.01)
    assert d[0] == pytest.approx(2.161987, abs=6e-7)
    assert variance[0] == pytest.approx(0.282699, abs=6e-7)
    assert z == pytest.approx([4.066221, -3.696758, -1.400268], abs=6e-7)


def test_log_odds_with_an_informative_prior():
    background = np.array([100, 120, 5000])
    z = st.log_odds([30, 5, 200], [4, 28, 210], 500 * background / background.sum())[2]
    assert z == pytest.approx([3.548964, -3.055122, -1.287175], abs=6e-7)


def test_dispersion_of_gries():
    sizes, frequencies = [9, 10, 10, 10, 11], [1, 2, 3, 4, 5]
    assert float(st.dispersion_dp(frequencies, sizes)) == pytest.approx(0.18, abs=1e-12)
    assert float(st.dispersion_dpnorm(frequencies, sizes)) == pytest.approx(0.2195121951, abs=6e-11)
    assert float(st.dispersion_juilland(frequencies, sizes)) == pytest.approx(0.7851504535, abs=6e-11)


def test_dispersion_of_lyne():
    frequencies = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0]
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    assert float(st.dispersion_juilland(frequencies, sizes)) == pytest.approx(0.6038797, abs=6e-8)
    assert float(st.dispersion_dp(frequencies, sizes)) == pytest.approx(0.4990705, abs=6e-8)


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
    assert st.krippendorff_alpha(KRIPPENDORFF, metric) == pytest.approx(alpha, abs=5.1e-5)


def test_krippendorff_binary():
    ratings = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert st.krippendorff_alpha(ratings) == pytest.approx(0.0952, abs=5e-5)


@pytest.mark.parametrize("ratings", [[[1, 1, 1], [1, 1, 1]], [[1, 2, None], [None, None, 1]]])
def test_krippendorff_says_nothing_without_variation(ratings):
    assert np.isnan(st.krippendorff_alpha(ratings))


def test_benjamini_hochberg_1995():
    p = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    q = st.adjust_pvalues(p)
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0356, abs=5e-5)


def test_exact_permutation():
    values = np.array([1, 1, 1, 0, 1, 1, 0, 1, 0, 0, 0])
    null = []
    for first in itertools.combinations(range(11), 6):
        mask = np.isin(np.arange(11), first)
        null.append([values[mask].mean() - values[~mask].mean()])
    assert len(null) == 462
    observed = values[:6].mean() - values[6:].mean()
    assert st.permutation_pvalue([observed], null, complete=True)[0] == pytest.approx(37 / 462, abs=1e-12)
    assert pytest.approx(0.0800866, abs=5e-8) == 37 / 462


def test_distances():
    p, q = [0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2]
    divergence = float(st.jensen_shannon(p, q))
    assert divergence == pytest.approx(0.2145247, abs=6e-8)
    assert divergence**0.5 == pytest.approx(0.4631682, abs=1e-7)
    assert float(st.cosine_similarity(p, q)) == pytest.approx(0.6617241, abs=6e-8)
    assert float(st.jensen_shannon([1, 0], [0, 1])) == pytest.approx(1.0)


def _example_blocks(articles=12, seed=0):
    rng = np.random.default_rng(seed)
    hits = rng.integers(0, 4, size=(articles, 2, 3)).astype(float)
    return st.Blocks(tuple(f"a{i}" for i in range(articles)), hits, np.full((articles, 2), 4.0))


def test_swaps_leave_articles_with_one_side_out():
    blocks = _example_blocks()
    lonely = st.Blocks(
        (*blocks.articles, "z"),
        np.concatenate([blocks.hits, [[[50, 0, 50], [0, 0, 0]]]]),
        np.concatenate([blocks.sizes, [[50, 0]]]),
    )
    first = st.swap_pvalues(blocks, 999, np.random.default_rng(1))
    second = st.swap_pvalues(lonely, 999, np.random.default_rng(1))
    assert first.tolist() == second.tolist()


def test_all_swaps_are_listed_when_they_are_few():
    blocks = _example_blocks(articles=3)
    shares = blocks.shares()
    extreme = np.zeros(3)
    for flips in itertools.product([False, True], repeat=3):
        mask = np.array(flips)[:, None, None]
        hits = np.where(mask, blocks.hits[:, ::-1], blocks.hits).sum(axis=0) / 12
        extreme += np.abs(hits[0] - hits[1]) >= np.abs(shares[0] - shares[1]) - 1e-12
    assert st.swap_pvalues(blocks, 2000, np.random.default_rng(0)).tolist() == (extreme / 8).tolist()


@pytest.mark.parametrize(("articles", "resamples"), [(4, 2000), (6, 2000), (20, 999)])
def test_least_pvalue_is_reached_by_the_greatest_difference(articles, resamples):
    hits = np.tile([[[3.0], [0.0]]], (articles, 1, 1))
    blocks = st.Blocks(tuple(map(str, range(articles))), hits, np.full((articles, 2), 3.0))
    p = st.swap_pvalues(blocks, resamples, np.random.default_rng(0))
    assert p.tolist() == [pytest.approx(st.least_pvalue(articles, resamples))]


def test_a_single_case_in_a_long_article_is_no_evidence():
    # One side has a long article, the other many short ones; swapping its 400 words would change every denominator.
    sizes = np.array([[400.0, 10.0], *[[20.0, 60.0]] * 20])
    hits = np.zeros((21, 2, 2))
    hits[0, 0, 0] = 1
    hits[1:, 0, 1] = 1
    blocks = st.Blocks(tuple(map(str, range(21))), hits, sizes)
    p = st.swap_pvalues(blocks, 999, np.random.default_rng(0))
    assert p[0] == 1.0 and p[1] == 1 / 1000


def test_matched_difference_compares_within_articles():
    # Within each article the sides speak alike; they speak in different articles.
    blocks = st.Blocks(("a", "b"), np.array([[[8.0], [2.0]], [[0.0], [0.0]]]), np.array([[8.0, 2.0], [2.0, 8.0]]))
    shares = blocks.shares()
    assert shares[0] - shares[1] == pytest.approx(0.6)
    assert st.matched_difference(blocks) == pytest.approx(0.0)
    assert np.isnan(st.matched_difference(blocks.select([False, False]))).all()


def test_swaps_in_parts_are_the_swaps_at_once(monkeypatch):
    blocks = _example_blocks(articles=16)
    whole = st.swap_pvalues(blocks, 3000, np.random.default_rng(4))
    monkeypatch.setattr(st, "_SWAPS_AT_ONCE", 700)
    monkeypatch.setattr(st, "_FEATURES_AT_ONCE", 2)
    assert st.swap_pvalues(blocks, 3000, np.random.default_rng(4)).tolist() == whole.tolist()


def test_weighted_alpha_is_that_of_repeated_units():
    rng = np.random.default_rng(0)
    ratings = rng.integers(0, 2, size=(3, 40)).astype(float)
    ratings[0, :5] = np.nan
    weights = rng.integers(1, 5, size=40)
    repeated = st.krippendorff_alpha(np.repeat(ratings, weights, axis=1))
    # The correction for small samples goes by the units coded, not by those they stand for: 1 - alpha differs by it.
    found = st.krippendorff_alpha(ratings, weights=weights)
    assert found == pytest.approx(repeated, abs=0.02) and found != st.krippendorff_alpha(ratings)
    assert st.krippendorff_alpha(ratings, weights=np.full(40, 7.0)) == pytest.approx(st.krippendorff_alpha(ratings))


def test_jackknife_by_hand():
    blocks = _example_blocks(articles=11)
    found = st.jackknife_difference(blocks)
    without = []
    for left_out in range(11):
        shares = blocks.select(np.arange(11) != left_out).shares()
        without.append(shares[0] - shares[1])
    spread = np.array(without) - np.mean(without, axis=0)
    error = np.sqrt(10 / 11 * (spread**2).sum(axis=0))
    assert found.error == pytest.approx(error)
    assert (found.high - found.low) / 2 == pytest.approx(2.2281388520 * error)  # t(10), two-sided 95 %


def test_a_side_in_one_article_only_gets_no_interval():
    blocks = st.count_blocks(["a", "a", "b"], [0, 1, 0], [[1], [0], [1]])
    assert np.isnan(st.jackknife_difference(blocks).low).all()


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
    assert st.check_data(sizes).enough is enough


def test_wilson_and_rogan_gladen_edges():
    assert np.isnan(st.wilson_interval(0, 0)).all()
    assert st.wilson_interval(0, 10)[0] == 0
    assert np.isnan(st.rogan_gladen(0.3, 0.4, 0.6))
    assert float(st.rogan_gladen(0.01, 0.9, 0.9)) == 0.0


def test_bootstrap_of_articles_brackets_the_difference():
    blocks = _example_blocks(articles=40)
    low, high = st.bootstrap_difference(blocks, 500, np.random.default_rng(0))
    shares = blocks.shares()
    assert ((low < shares[0] - shares[1]) & (shares[0] - shares[1] < high)).all()


def test_pvalues_from_draws_are_never_zero():
    null = np.zeros((99, 1))
    assert st.permutation_pvalue([1.0], null)[0] == pytest.approx(1 / 100)
    assert st.permutation_pvalue([0.0], null)[0] == 1.0
