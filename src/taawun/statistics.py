"""Statistics that both analyses share: intervals, tests by article, keyness, dispersion, agreement, distances.

Statements of one article are not independent, so whatever is tested here is resampled by article. Formulas follow the
sources named in the docstrings; tests hold them to the values of the reference implementations. Everything takes and
returns numpy arrays, and randomness comes from a generator that the caller seeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from taawun.study import ComparisonSettings

Array = NDArray[np.float64]
TOLERANCE = 1e-12
"""Resampled statistics that differ from the observed one by no more than rounding count as equal to it."""
MINIMUM_HITS = 5
_FEATURES_AT_ONCE = 64
_SWAPS_AT_ONCE = 4096


# --- shares -----------------------------------------------------------------------------------------------------------


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval for a share (Wilson 1927); (nan, nan) for no cases.

    Examples
    --------
    >>> low, high = wilson_interval(8, 13)
    >>> round(low, 3), round(high, 3)
    (0.355, 0.823)
    """
    from scipy.stats import binomtest

    if n == 0:
        return float("nan"), float("nan")
    found = binomtest(int(successes), int(n)).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


def adjust_pvalues(p: ArrayLike) -> Array:
    """Benjamini and Hochberg's (1995) q-values of one family; missing p-values stay missing and do not count.

    Examples
    --------
    >>> adjust_pvalues([0.01, float("nan"), 0.04]).round(3).tolist()
    [0.02, nan, 0.04]
    """
    from scipy.stats import false_discovery_control

    p = np.asarray(p, dtype=float)
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = false_discovery_control(p[known])
    return q


@dataclass(frozen=True)
class Blocks:
    """Statements counted by article and side: all that shares, intervals and swaps need.

    Attributes
    ----------
    articles
        Ids of the articles in which either side speaks, sorted. G of them.
    hits
        (G, 2, F): statements of each side that carry each of F features (or the sum of their shares of it).
    sizes
        (G, 2): statements of each side.
    """

    articles: tuple[str, ...]
    hits: Array
    sizes: Array

    @property
    def shared(self) -> NDArray[np.bool_]:
        """(G,): whether both sides speak in the article."""
        return np.asarray((self.sizes > 0).all(axis=1))

    def shares(self) -> Array:
        """(2, F): share of each side's statements that carry each feature; nan for a side without statements."""
        return _ratio(self.hits.sum(axis=0), self.sizes.sum(axis=0)[:, None])

    def select(self, which: ArrayLike) -> Blocks:
        """Only these articles (a mask of length G)."""
        which = np.asarray(which, dtype=bool)
        names = tuple(name for name, keep in zip(self.articles, which, strict=True) if keep)
        return Blocks(names, self.hits[which], self.sizes[which])


def count_blocks(articles: ArrayLike, sides: ArrayLike, values: ArrayLike) -> Blocks:
    """Count statements by article and side.

    Parameters
    ----------
    articles
        (n,) article of each statement.
    sides
        (n,) 0 or 1; statements of nobody else.
    values
        (n, F) truth values or shares from 0 to 1, or (n,) for one feature.

    Examples
    --------
    >>> blocks = count_blocks(["a", "a", "b"], [0, 1, 0], [True, False, True])
    >>> blocks.sizes.tolist(), blocks.shares().tolist()
    ([[1.0, 1.0], [1.0, 0.0]], [[1.0], [0.0]])
    """
    names, rows = np.unique(np.asarray(articles, dtype=str), return_inverse=True)
    side = np.asarray(sides, dtype=np.intp)
    matrix = np.asarray(values, dtype=float)
    matrix = (
        matrix.reshape(len(side), -1) if len(side) else matrix.reshape(0, matrix.shape[-1] if matrix.ndim > 1 else 1)
    )
    hits = np.zeros((len(names), 2, matrix.shape[1]))
    sizes = np.zeros((len(names), 2))
    np.add.at(hits, (rows, side), matrix)
    np.add.at(sizes, (rows, side), 1)
    return Blocks(tuple(names.tolist()), hits, sizes)


@dataclass(frozen=True)
class DataCheck:
    """Whether a comparison has enough data to be tested.

    Attributes
    ----------
    statements
        Statements of each side.
    articles
        Articles in which each side speaks.
    shared
        Articles in which both sides speak; only these count toward the minimum.
    reason
        Why not, in words; empty when there is enough.
    """

    statements: tuple[int, int]
    articles: tuple[int, int]
    shared: int
    reason: str

    @property
    def enough(self) -> bool:
        """Whether a test may be made."""
        return not self.reason


def check_data(sizes: Array, minimum_statements: int = 30, minimum_articles: int = 10) -> DataCheck:
    """Apply the rule of minimum data: below it there is description, no test.

    Parameters
    ----------
    sizes
        (G, 2) statements by article and side.

    Examples
    --------
    >>> check_data(np.array([[13, 6]])).reason
    'insufficient data for a test: 13 and 6 statements (at least 30 a side), 1 article with both sides (at least 10)'
    """
    statements = (int(sizes[:, 0].sum()), int(sizes[:, 1].sum()))
    articles = (int((sizes[:, 0] > 0).sum()), int((sizes[:, 1] > 0).sum()))
    shared = int((sizes > 0).all(axis=1).sum())
    faults = []
    if min(statements) < minimum_statements:
        faults.append(f"{statements[0]} and {statements[1]} statements (at least {minimum_statements} a side)")
    if shared < minimum_articles:
        plural = "" if shared == 1 else "s"
        faults.append(f"{shared} article{plural} with both sides (at least {minimum_articles})")
    reason = "insufficient data for a test: " + ", ".join(faults) if faults else ""
    return DataCheck(statements, articles, shared, reason)


def enough_hits(blocks: Blocks) -> NDArray[np.bool_]:
    """(F,): whether a feature is frequent enough for an interval of its difference: 5 statements on one of the sides.

    With fewer on both sides the spread between articles cannot be seen: the interval of a rare feature that one side
    uses more covers far less than it says (`taawun.rhetoric.calibration`).

    Examples
    --------
    >>> enough_hits(Blocks(("a",), np.array([[[5.0, 4.0], [0.0, 4.0]]]), np.array([[9.0, 9.0]]))).tolist()
    [True, False]
    """
    return np.asarray(blocks.hits.sum(axis=0).max(axis=0) >= MINIMUM_HITS)


@dataclass(frozen=True)
class Interval:
    """An estimate for each of F features and its interval.

    Attributes
    ----------
    estimate, low, high, error
        (F,) arrays; nan where the data do not give one. `error` is the standard error.
    """

    estimate: Array
    low: Array
    high: Array
    error: Array


def jackknife_interval(estimate: ArrayLike, replicates: ArrayLike, confidence: float = 0.95) -> Interval:
    """Interval from delete-one-article estimates, with t on G - 1 degrees of freedom.

    Parameters
    ----------
    estimate
        (F,) or scalar.
    replicates
        (G, F) or (G,): the estimate without each article. A feature with a missing replicate gets no interval.

    Notes
    -----
    The grouped jackknife of Quenouille and Tukey; the centre is the mean of the replicates. With 10 to 30 articles it
    keeps its coverage where the percentile bootstrap of articles does not (`taawun.rhetoric.calibration`).
    """
    from scipy.stats import t

    centre = np.atleast_1d(np.asarray(estimate, dtype=float))
    values = np.asarray(replicates, dtype=float)
    values = values.reshape(len(values), -1)
    groups = len(values)
    if groups < 2:
        missing = np.full(centre.shape, np.nan)
        return Interval(centre, missing, missing.copy(), missing.copy())
    error = np.sqrt((groups - 1) / groups * ((values - values.mean(axis=0)) ** 2).sum(axis=0))
    reach = t.ppf((1 + confidence) / 2, groups - 1) * error
    return Interval(centre, centre - reach, centre + reach, error)


def jackknife_difference(blocks: Blocks, confidence: float = 0.95) -> Interval:
    """Difference of the two sides' shares, with its delete-one-article jackknife interval.

    Examples
    --------
    >>> blocks = count_blocks(list("aabbcc"), [0, 1] * 3, [1, 0, 1, 0, 0, 1])
    >>> found = jackknife_difference(blocks)
    >>> found.estimate.round(3).tolist(), found.low.round(3).tolist(), found.high.round(3).tolist()
    ([0.333], [-2.535], [3.202])
    """
    shares = blocks.shares()
    without = _ratio(blocks.hits.sum(axis=0) - blocks.hits, (blocks.sizes.sum(axis=0) - blocks.sizes)[:, :, None])
    return jackknife_interval(shares[0] - shares[1], without[:, 0] - without[:, 1], confidence)


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


def matched_difference(blocks: Blocks) -> Array:
    """(F,): mean difference of the sides' shares within the articles in which both speak; nan without such articles.

    An article weighs n_a n_b / (n_a + n_b), as in Mantel and Haenszel's (1959) test: by what its difference is worth.

    Examples
    --------
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
    as the swaps that leave that article alone (`taawun.rhetoric.calibration` has such corpora).
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
            extreme[part] += _count_extreme(observed[part], signs @ within[:, part])
    return count_pvalue(extreme, number, _lists_all(groups, resamples))


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


def permutation_pvalue(observed: ArrayLike, null: ArrayLike, *, complete: bool = False) -> Array:
    """Two-sided p-values from resampled statistics.

    Parameters
    ----------
    observed
        (F,) statistics.
    null
        (R, F) resampled statistics.
    complete
        Whether `null` lists every rearrangement, the observed one among them.

    Examples
    --------
    >>> permutation_pvalue([2.0], [[2.0], [1.0], [-2.0], [0.0]], complete=True).tolist()
    [0.5]
    >>> permutation_pvalue([2.0], [[1.0], [-2.0], [0.0]]).tolist()
    [0.5]
    """
    null = np.asarray(null, dtype=float)
    return count_pvalue(_count_extreme(np.asarray(observed, dtype=float), null), len(null), complete)


def _count_extreme(observed: Array, null: Array) -> Array:
    return np.asarray((np.abs(null) >= np.abs(observed) - TOLERANCE).sum(axis=0), dtype=float)


def count_pvalue(extreme: Any, resamples: int, complete: bool) -> Any:
    """P-values from the number of resamples that are at least as extreme (Phipson & Smyth 2010).

    Examples
    --------
    >>> count_pvalue(1, 4, True), count_pvalue(0, 99, False)
    (0.25, 0.01)
    """
    return extreme / resamples if complete else (1 + extreme) / (1 + resamples)


def bootstrap_difference(
    blocks: Blocks, resamples: int, rng: np.random.Generator, confidence: float = 0.95
) -> tuple[Array, Array]:
    """Percentile bootstrap of articles for the difference of shares: too narrow with few articles, shown to say so."""
    groups = len(blocks.articles)
    weights = rng.multinomial(groups, np.full(groups, 1 / groups), size=resamples).astype(float)
    hits = np.einsum("rg,gsf->rsf", weights, blocks.hits)
    drawn = _ratio(hits, (weights @ blocks.sizes)[:, :, None])
    low, high = np.nanquantile(drawn[:, 0] - drawn[:, 1], [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return low, high


def _ratio(top: Array, bottom: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)


# --- keyness ----------------------------------------------------------------------------------------------------------


def _log_term(observed: Array, expected: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(observed > 0, observed * np.log(observed / expected), 0.0)


def g2_two_cell(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Array:
    """Log-likelihood of the two frequencies only (Rayson & Garside 2000).

    Examples
    --------
    >>> round(float(g2_two_cell(52, 50_000, 57, 75_000)), 4)
    2.6517
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    pooled = (f1 + f2) / (n1 + n2)
    return 2 * (_log_term(f1, n1 * pooled) + _log_term(f2, n2 * pooled))


def g2_four_cell(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Array:
    """Log-likelihood of the whole 2 x 2 table (Dunning 1993).

    Examples
    --------
    >>> round(float(g2_four_cell(52, 50_000, 57, 75_000)), 4)
    2.6541
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    pooled = (f1 + f2) / (n1 + n2)
    other = _log_term(n1 - f1, n1 * (1 - pooled)) + _log_term(n2 - f2, n2 * (1 - pooled))
    return g2_two_cell(f1, n1, f2, n2) + 2 * other


def log_ratio(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, *, correction: float = 0.5) -> Array:
    """Binary logarithm of the ratio of relative frequencies (Hardie 2014), with Walter's +.5 unless told otherwise.

    Examples
    --------
    >>> round(float(log_ratio(7, 1000, 2, 1000)), 4), round(float(log_ratio(7, 1000, 2, 1000, correction=0)), 4)
    (1.585, 1.8074)
    """
    f1, n1, f2, n2 = (np.asarray(value, dtype=float) + correction for value in (f1, n1, f2, n2))
    with np.errstate(divide="ignore"):
        return np.log2(f1 / n1) - np.log2(f2 / n2)


def log_ratio_interval(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, alpha: float | Array = 0.05
) -> tuple[Array, Array]:
    """Exact interval of the uncorrected log ratio, from Clopper and Pearson's interval for f1 / (f1 + f2) (Evert 2022).

    Examples
    --------
    >>> low, high = log_ratio_interval(30, 5000, 10, 6000)
    >>> round(float(low), 6), round(float(high), 6)
    (0.776433, 3.045297)
    """
    from scipy.stats import beta

    f1, n1, f2, n2 = (np.asarray(value, dtype=float) for value in (f1, n1, f2, n2))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(f1 > 0, beta.ppf(alpha / 2, f1, f2 + 1), 0.0)
        high = np.where(f2 > 0, beta.ppf(1 - alpha / 2, f1 + 1, f2), 1.0)
        return np.log2(n2 / n1 * low / (1 - low)), np.log2(n2 / n1 * high / (1 - high))


def conservative_log_ratio(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, alpha: float | Array = 0.05
) -> Array:
    """Conservative log ratio (LRC, Evert 2022): the end of the exact interval nearer to 0, or 0 inside it.

    Divide `alpha` by the number of words for Bonferroni's correction.

    Examples
    --------
    >>> round(float(conservative_log_ratio(30, 5000, 10, 6000)), 6), float(conservative_log_ratio(7, 1000, 2, 1000))
    (0.776433, 0.0)
    """
    low, high = log_ratio_interval(f1, n1, f2, n2, alpha)
    return np.maximum(low, 0.0) + np.minimum(high, 0.0)


def log_odds(y1: ArrayLike, y2: ArrayLike, prior: ArrayLike) -> tuple[Array, Array, Array]:
    """Log-odds ratio with an informative Dirichlet prior ("fightin' words", Monroe, Colaresi & Quinn 2008).

    Parameters
    ----------
    y1, y2
        (V,) counts of each word in the two groups.
    prior
        (V,) pseudo-counts a_w; a scalar gives every word the same. Their sum is a0.

    Returns
    -------
    d, variance, z
        (V,) arrays.

    Examples
    --------
    >>> d, variance, z = log_odds([30, 5, 200], [4, 28, 210], 0.01)
    >>> d.round(3).tolist(), z.round(3).tolist()
    ([2.162, -1.793, -0.138], [4.066, -3.697, -1.4])
    """
    first, second = np.asarray(y1, dtype=float), np.asarray(y2, dtype=float)
    a = np.broadcast_to(np.asarray(prior, dtype=float), first.shape)
    a0, n1, n2 = a.sum(), first.sum(), second.sum()
    d = np.log((first + a) / (n1 + a0 - first - a)) - np.log((second + a) / (n2 + a0 - second - a))
    variance = 1 / (first + a) + 1 / (second + a)
    return d, variance, d / np.sqrt(variance)


def association_2x2(table: ArrayLike) -> dict[str, Array]:
    """Pearson's chi-squared, Yates', the likelihood ratio and Williams' correction of it.

    They take every statement as independent and stand here to show what that does (`taawun.rhetoric.calibration`), not
    to test with.

    Parameters
    ----------
    table
        (..., 2, 2) counts. A table with an empty row or column gives nan.

    Examples
    --------
    >>> {name: round(float(value), 4) for name, value in association_2x2([[7, 3], [2, 7]]).items()}
    {'chi2': 4.3372, 'yates': 2.6324, 'g2': 4.5349, 'williams': 4.2008}
    """
    counts = np.asarray(table, dtype=float)
    n = counts.sum(axis=(-1, -2))
    rows, columns = counts.sum(axis=-1), counts.sum(axis=-2)
    expected = _ratio(rows[..., :, None] * columns[..., None, :], n[..., None, None])
    off = np.abs(counts - expected)
    g2 = 2 * _log_term(counts, expected).sum(axis=(-1, -2))
    with np.errstate(divide="ignore", invalid="ignore"):
        chi2 = (off**2 / expected).sum(axis=(-1, -2))
        yates = ((off - np.minimum(0.5, off)) ** 2 / expected).sum(axis=(-1, -2))
        williams = 1 + (n * (1 / rows).sum(axis=-1) - 1) * (n * (1 / columns).sum(axis=-1) - 1) / (6 * n)
    return {"chi2": chi2, "yates": yates, "g2": np.where(np.isnan(chi2), np.nan, g2), "williams": g2 / williams}


# --- dispersion -------------------------------------------------------------------------------------------------------


def dispersion_dp(frequencies: ArrayLike, sizes: ArrayLike) -> Array:
    """Deviation of proportions (Gries 2008): 0 spread as the parts are, near 1 all in a small part.

    Parameters
    ----------
    frequencies
        (..., K) frequencies of a word in K parts.
    sizes
        (K,) sizes of the parts.

    Examples
    --------
    >>> round(float(dispersion_dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 4)
    0.18
    """
    v, s = np.asarray(frequencies, dtype=float), np.asarray(sizes, dtype=float)
    return np.abs(_ratio(v, v.sum(axis=-1, keepdims=True)) - s / s.sum()).sum(axis=-1) / 2


def dispersion_dpnorm(frequencies: ArrayLike, sizes: ArrayLike) -> Array:
    """Deviation of proportions, normalised to reach 1 (Lijffijt & Gries 2012).

    Examples
    --------
    >>> round(float(dispersion_dpnorm([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 6)
    0.219512
    """
    s = np.asarray(sizes, dtype=float)
    return dispersion_dp(frequencies, s) / (1 - s.min() / s.sum())


def dispersion_juilland(frequencies: ArrayLike, sizes: ArrayLike) -> Array:
    """Juilland's D on relative frequencies: 1 spread evenly, 0 all in one part.

    For readers who compare with frequency dictionaries, which print it. The report shows DPnorm instead: D comes near 1
    for nearly every word when there are many parts (Gries 2008), as the articles of a corpus are.

    Examples
    --------
    >>> round(float(dispersion_juilland([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 4)
    0.7852
    """
    p = np.asarray(frequencies, dtype=float) / np.asarray(sizes, dtype=float)
    return 1 - p.std(axis=-1) / p.mean(axis=-1) / np.sqrt(p.shape[-1] - 1)


# --- distances --------------------------------------------------------------------------------------------------------


def jensen_shannon(p: ArrayLike, q: ArrayLike) -> Array:
    """Jensen-Shannon divergence to base 2 along the last axis: 0 equal, 1 disjoint. Counts are normalised.

    Examples
    --------
    >>> round(float(jensen_shannon([0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2])), 4)
    0.2145
    """
    p, q = (np.asarray(value, dtype=float) for value in (p, q))
    p, q = _ratio(p, p.sum(axis=-1, keepdims=True)), _ratio(q, q.sum(axis=-1, keepdims=True))
    middle = (p + q) / 2
    nats = (_log_term(p, middle) + _log_term(q, middle)).sum(axis=-1) / 2
    return np.where(np.isnan(p + q).any(axis=-1), np.nan, np.maximum(nats, 0.0) / np.log(2))


def cosine_similarity(p: ArrayLike, q: ArrayLike) -> Array:
    """Cosine of the angle along the last axis.

    Examples
    --------
    >>> round(float(cosine_similarity([0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2])), 4)
    0.6617
    """
    p, q = (np.asarray(value, dtype=float) for value in (p, q))
    return _ratio((p * q).sum(axis=-1), np.sqrt((p**2).sum(axis=-1) * (q**2).sum(axis=-1)))


# --- agreement --------------------------------------------------------------------------------------------------------


def krippendorff_alpha(ratings: Any, metric: str = "nominal", weights: ArrayLike | None = None) -> float:
    """Krippendorff's alpha: agreement of coders beyond chance, with missing codings.

    Parameters
    ----------
    ratings
        (coders, units); nan or None where a coder gave no value. Any values for `nominal`, numbers otherwise.
    metric
        nominal, ordinal, interval or ratio.
    weights
        (units,): how many units of the population each stands for; all the same when not given. Only their ratios count.

    Returns
    -------
    float
        1 is perfect agreement, 0 chance; nan when no unit has two codings or all values are the same (then agreement
        cannot be told from chance).

    Notes
    -----
    Krippendorff (2011), Computing Krippendorff's alpha-reliability: coincidence matrix of the pairable values.

    Examples
    --------
    >>> round(krippendorff_alpha([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]), 4)
    0.0952
    """
    table = np.asarray(ratings, dtype=object)
    given = np.array([[value is not None and value == value for value in row] for row in table])
    values = sorted(set(table[given].tolist()))
    codes = {value: position for position, value in enumerate(values)}
    counts = np.zeros((table.shape[1], len(values)))
    for coder, unit in zip(*np.nonzero(given), strict=True):
        counts[unit, codes[table[coder, unit]]] += 1
    return _alpha_from_counts(counts, values, metric, np.ones(len(counts)) if weights is None else np.asarray(weights))


def _alpha_from_counts(counts: Array, values: Sequence[Any], metric: str, weights: Array) -> float:
    pairs = counts.sum(axis=1)
    counts, weights, pairs = counts[pairs > 1], weights[pairs > 1], pairs[pairs > 1]
    if not len(counts):
        return float("nan")
    # Weights of mean 1: the number of codings, which corrects for small samples, stays that of the sample.
    scaled = counts * (weights / weights.mean() / (pairs - 1))[:, None]
    coincidences = scaled.T @ counts - np.diag(scaled.sum(axis=0))
    totals = coincidences.sum(axis=0)
    n = totals.sum()
    distance = _value_distance(totals, values, metric)
    expected = (np.outer(totals, totals) * distance).sum()
    if expected == 0:
        return float("nan")
    return float(1 - (n - 1) * (coincidences * distance).sum() / expected)


def _value_distance(totals: Array, values: Sequence[Any], metric: str) -> Array:
    if metric == "nominal":
        return 1 - np.eye(len(totals))
    if metric == "ordinal":
        # Half of both end values and all values between them.
        rank = np.cumsum(totals) - totals / 2
        return (rank[:, None] - rank[None, :]) ** 2
    numbers = np.asarray(values, dtype=float)
    difference = numbers[:, None] - numbers[None, :]
    if metric == "interval":
        return difference**2
    if metric == "ratio":
        return _ratio(difference, numbers[:, None] + numbers[None, :]) ** 2
    raise ValueError(f"unknown metric {metric!r}: nominal, ordinal, interval or ratio")


def rogan_gladen(share: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Array:
    """Share corrected for misclassification (Rogan & Gladen 1978), kept within 0 and 1.

    nan where the classifier is no better than chance (sensitivity + specificity <= 1).

    Examples
    --------
    >>> round(float(rogan_gladen(0.30, 0.80, 0.95)), 4)
    0.3333
    """
    share, sensitivity, specificity = (np.asarray(value, dtype=float) for value in (share, sensitivity, specificity))
    corrected = _ratio(share + specificity - 1, sensitivity + specificity - 1)
    return np.clip(corrected, 0.0, 1.0)
