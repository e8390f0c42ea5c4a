"""Whether the intervals and tests keep their promises, and where they do not, shown by simulation.

Corpora are simulated in which articles differ and treat the sides differently (article x side effects): what newswire
does. Without the second effect even a pooled chi-squared test looks well. Most have no difference between the sides, so
that every finding is a false alarm; some have one, and rare features, where an interval is put to the test.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from taawun.codebook import Code
from taawun.rhetoric.coded import Coded
from taawun.rhetoric.coding import draw_sample
from taawun.rhetoric.validity import measure_accuracy, settle_codings
from taawun.statistics.arrays import Array, ratio
from taawun.statistics.blocks import Blocks, enough_hits
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.swaps import swap_pvalues

if TYPE_CHECKING:
    import pandas as pd

FEATURES = 10


def simulate_blocks(
    articles: int,
    rng: np.random.Generator,
    *,
    shares: tuple[float, float] = (0.3, 0.3),
    statements: float = 4.0,
    more: float = 1.0,
    article_effect: float = 0.6,
    side_effect: float = 0.9,
    one_sided: float = 0.0,
    features: int = FEATURES,
) -> Blocks:
    """Simulate one corpus.

    Parameters
    ----------
    shares
        Expected share of each side's statements with a feature.
    statements
        Mean number of statements of a side in an article, at least 1 each.
    more
        How many times as much as the first the second side speaks; the mean of both stays.
    article_effect, side_effect
        Standard deviations, on the logit scale, of articles and of the sides within articles.
    one_sided
        Chance that only one of the sides speaks in an article.
    """
    means = 2 * statements / (1 + more) * np.array([1.0, more])
    sizes = 1.0 + rng.poisson(np.maximum(0.0, means - 1), size=(articles, 2)).astype(np.float64)
    silent = np.flatnonzero(rng.random(articles) < one_sided)
    sizes[silent, rng.integers(0, 2, len(silent))] = 0
    centre = np.array([_centre(share, float(np.hypot(article_effect, side_effect))) for share in shares])
    logit = centre[:, None] + article_effect * rng.standard_normal((articles, 1, features))
    logit = logit + side_effect * rng.standard_normal((articles, 2, features))
    hits = rng.binomial(sizes[:, :, None].astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    return Blocks(tuple(f"{number:05d}" for number in range(articles)), hits, sizes)


@cache
def _centre(share: float, spread: float) -> float:
    """Logit around which normal effects of this spread give an expected share."""
    from scipy.optimize import brentq

    points, weights = np.polynomial.hermite_e.hermegauss(60)

    def excess(logit: float) -> float:
        return float((weights / (1 + np.exp(-(logit + spread * points)))).sum() / weights.sum()) - share

    return float(brentq(excess, -20, 20))


def calibrate(
    articles: int,
    corpora: int,
    seed: int,
    *,
    shares: tuple[float, float] = (0.3, 0.3),
    statements: float = 4.0,
    more: float = 1.0,
    resamples: int = 999,
    side_effect: float = 0.9,
    one_sided: float = 0.0,
) -> dict[str, float]:
    """Rates of findings at .05 and coverage of 95 % intervals.

    Parameters
    ----------
    articles
        Articles of each simulated corpus.
    corpora
        Corpora simulated; each has 10 independent features.
    shares, statements, more, side_effect, one_sided
        As in `simulate_blocks`.

    Returns
    -------
    dict
        `articles`, `statements` (a side, mean), `more`, `share_a`, `share_b`, `side_effect`, `one_sided`, `tests`;
        `swaps_found` (block swaps with p at most .05: false alarms where the shares are the same, power where they
        differ), `alarms_limit` (.05 + 2 SE, which false alarms may reach; missing where the shares differ),
        `jackknife_coverage` (of all intervals), `given` (intervals that a report would show: `enough_hits`),
        `given_coverage` (of those), `chi2_found` (pooled chi-squared) and `bootstrap_coverage` (percentile).
    """
    rng = np.random.default_rng([seed, articles])
    truth = shares[0] - shares[1]
    found, covered, given, pooled, boot, sizes = [], [], [], [], [], []
    for _ in range(corpora):
        blocks = simulate_blocks(
            articles,
            rng,
            shares=shares,
            statements=statements,
            more=more,
            side_effect=side_effect,
            one_sided=one_sided,
        )
        found.append(swap_pvalues(blocks, resamples, rng) <= 0.05)
        interval = jackknife_difference(blocks)
        covered.append((interval.low <= truth) & (truth <= interval.high))
        given.append(enough_hits(blocks))
        low, high = bootstrap_difference(blocks, resamples, rng)
        boot.append((low <= truth) & (truth <= high))
        pooled.append(_pooled_pvalues(blocks) <= 0.05)
        sizes.append(blocks.sizes.sum() / 2)
    tests, shown = corpora * FEATURES, np.array(given)
    return {
        "articles": articles,
        "statements": float(np.mean(sizes)),
        "more": more,
        "share_a": shares[0],
        "share_b": shares[1],
        "side_effect": side_effect,
        "one_sided": one_sided,
        "tests": tests,
        "swaps_found": float(np.mean(found)),
        "alarms_limit": float("nan") if truth else 0.05 + 2 * float(np.sqrt(0.05 * 0.95 / tests)),
        "jackknife_coverage": float(np.mean(covered)),
        "given": float(shown.mean()),
        "given_coverage": float(np.array(covered)[shown].mean()) if shown.any() else float("nan"),
        "chi2_found": float(np.mean(pooled)),
        "bootstrap_coverage": float(np.mean(boot)),
    }


def _pooled_pvalues(blocks: Blocks) -> Array:
    """Pearson's chi-squared on the statements of all articles together, as if they were independent."""
    from scipy.stats import chi2

    hits, sizes = blocks.hits.sum(axis=0), blocks.sizes.sum(axis=0)
    counts = np.stack([hits.T, sizes - hits.T], axis=-1)
    expected = (
        counts.sum(axis=2, keepdims=True) * counts.sum(axis=1, keepdims=True) / counts.sum(axis=(1, 2), keepdims=True)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = ((counts - expected) ** 2 / expected).sum(axis=(1, 2))
    return np.nan_to_num(chi2.sf(statistic, 1), nan=1.0)


def bootstrap_difference(
    blocks: Blocks, resamples: int, rng: np.random.Generator, confidence: float = 0.95
) -> tuple[Array, Array]:
    """Percentile bootstrap of articles for the difference of shares: too narrow with few articles, shown to say so."""
    groups = len(blocks.articles)
    weights = rng.multinomial(groups, np.full(groups, 1 / groups), size=resamples).astype(float)
    hits = np.einsum("rg,gsf->rsf", weights, blocks.hits)
    drawn = ratio(hits, (weights @ blocks.sizes)[:, :, None])
    low, high = np.nanquantile(drawn[:, 0] - drawn[:, 1], [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    return low, high


def calibration_table(corpora: int, seed: int, *, articles: tuple[int, ...] = (10, 15, 30)) -> pd.DataFrame:
    """`calibrate` for several numbers of articles and several kinds of corpora.

    First no difference: all numbers of articles; the middle one without article x side effects; the largest with half
    of the articles giving the word to one side only; the middle one with a second side that speaks four times as much, of
    frequent and of rare features. Then a difference of .3 against .1, a rare feature (.08 against
    .01) and one as rare on both sides (.05), each with about 3 statements of a side in an article for the smallest
    number of articles and 4 for the others.

    Examples
    --------
    >>> calibration_table(2, 0, articles=(10,))[["articles", "share_b", "tests"]].values.tolist()[:4]
    [[10.0, 0.3, 20.0], [10.0, 0.3, 20.0], [10.0, 0.3, 20.0], [10.0, 0.3, 20.0]]
    """
    import pandas as pd

    middle, largest = articles[len(articles) // 2], articles[-1]
    rows = [calibrate(n, corpora, seed) for n in articles]
    rows.append(calibrate(middle, corpora, seed, side_effect=0.0))
    rows.append(calibrate(largest, corpora, seed, one_sided=0.5))
    rows += [calibrate(middle, corpora, seed, shares=(rate, rate), statements=5.0, more=4.0) for rate in (0.3, 0.05)]
    for shares in ((0.3, 0.1), (0.08, 0.01), (0.05, 0.05)):
        for n in articles:
            rows.append(calibrate(n, corpora, seed, shares=shares, statements=3.0 if n == articles[0] else 4.0))
    return pd.DataFrame(rows)


def validate_once(
    rng: np.random.Generator,
    *,
    statements: int = 3000,
    sample: int = 400,
    coder_error: float = 0.05,
    reader_error: float = 0.01,
    article_effect: float = 0.0,
) -> pd.DataFrame:
    """Simulate one round of human validation with planted rates.

    Parameters
    ----------
    statements, sample
        Statements of the two sides, and how many of them are coded.
    coder_error, reader_error
        Chance that a coder, or the third reader who settles disputes, gives the wrong answer.
    article_effect
        Standard deviation, on the logit scale, of the codebook's errors between articles of about ten statements.

    Returns
    -------
    DataFrame
        `code`, `measure` (precision and recall of the codebook, corrected share of each side's statements), `planted`,
        `low`, `high`, `covered`.
    """
    import pandas as pd

    shares, recalls, precise = np.array([0.25, 0.12, 0.3, 0.08]), np.array([0.85, 0.7, 0.6, 0.8]), 0.97
    codes = tuple(Code("frame", f"F{place}", f"F{place}", f"F{place}") for place in range(len(shares)))
    side = np.where(rng.random(statements) < 0.5, "a", "b")
    truth = rng.random((statements, len(shares))) < shares * np.where(side == "a", 1.0, 1.5)[:, None]
    article = np.arange(statements) // 10
    hit, wrong = (
        1 / (1 + np.exp(-(centre + article_effect * rng.standard_normal((article[-1] + 1, len(shares)))[article])))
        for centre in (
            np.array([_centre(rate, article_effect) for rate in recalls]),
            _centre(1 - precise, article_effect),
        )
    )
    found = rng.random(truth.shape) < np.where(truth, hit, wrong)
    ids = [f"s{number:05d}" for number in range(statements)]
    table = pd.DataFrame(
        {
            "statement_id": ids,
            "article_id": [f"a{number:05d}" for number in article],
            "side": side,
            "outlet": "x",
            "speaker": None,
        }
    )
    coded = Coded(table, codes, found, ("a", "b"), 0)
    drawn = draw_sample(coded, sample, int(rng.integers(2**31)))
    answers = truth[drawn.rows]
    codings = np.stack([answers ^ (rng.random(answers.shape) < coder_error) for _ in range(2)]).astype(float)
    reader = (answers ^ (rng.random(answers.shape) < reader_error)).astype(float)
    gold, _ = settle_codings(codings, reader)
    accuracy, corrected, _ = measure_accuracy(gold, drawn.rows, drawn.weight, coded, rng)
    overall = accuracy[accuracy["side"] == "all"].set_index("code")
    rows = []
    for place, code in enumerate(codes):
        true = 1.25 * shares[place]  # the mean of the two sides
        hits = true * recalls[place]
        planted = {"precision": hits / (hits + (1 - true) * (1 - precise)), "recall": recalls[place]}
        for measure, value in planted.items():
            low, high = overall.loc[code.id, [f"{measure}_low", f"{measure}_high"]]
            rows.append((code.id, measure, value, low, high))
        for name in ("a", "b"):
            row = corrected[(corrected["code"] == code.id) & (corrected["side"] == name)].iloc[0]
            rows.append((code.id, f"share of {name}", truth[side == name, place].mean(), row["low"], row["high"]))
    result = pd.DataFrame(rows, columns=["code", "measure", "planted", "low", "high"])
    return result.assign(covered=(result["low"] <= result["planted"]) & (result["planted"] <= result["high"]))


def validation_rounds(rounds: int, seed: int, *, article_effect: float = 0.0) -> pd.DataFrame:
    """Coverage of the validation's 95 % intervals over simulated rounds.

    Parameters
    ----------
    article_effect
        As in `validate_once`.

    Returns
    -------
    DataFrame
        `measure`, `intervals`, `coverage`, `width` (mean).
    """
    import pandas as pd

    rng = np.random.default_rng([seed, 301])
    table = pd.concat([validate_once(rng, article_effect=article_effect) for _ in range(rounds)], ignore_index=True)
    table["width"] = table["high"] - table["low"]
    grouped = table.groupby("measure", sort=True)
    return grouped.agg(
        intervals=("covered", "size"), coverage=("covered", "mean"), width=("width", "mean")
    ).reset_index()
