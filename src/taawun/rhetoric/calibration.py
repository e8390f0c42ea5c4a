"""Whether the intervals and tests keep their promises, shown by simulation.

Corpora are simulated in which the sides do not differ, but articles do, and articles treat the sides differently
(article x side effects): what newswire does. Without the second effect even a pooled chi-squared test looks well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from taawun.codebook import Code
from taawun.rhetoric.coded import Coded
from taawun.rhetoric.coding import draw_sample
from taawun.rhetoric.validity import measure_accuracy, settle_codings
from taawun.statistics import Blocks, bootstrap_difference, jackknife_difference, swap_pvalues

if TYPE_CHECKING:
    import pandas as pd

FEATURES = 10


def simulate_blocks(
    articles: int,
    rng: np.random.Generator,
    *,
    share: float = 0.3,
    statements: float = 4.0,
    article_effect: float = 0.6,
    side_effect: float = 0.9,
    one_sided: float = 0.0,
    features: int = FEATURES,
) -> Blocks:
    """Simulate one corpus whose sides have the same expected share of every feature.

    Parameters
    ----------
    share
        Share of statements with a feature in the average article.
    statements
        Mean number of statements of a side in an article, at least 1 each.
    article_effect, side_effect
        Standard deviations, on the logit scale, of articles and of the sides within articles.
    one_sided
        Chance that only one of the sides speaks in an article.
    """
    sizes = 1.0 + rng.poisson(statements - 1, size=(articles, 2)).astype(np.float64)
    silent = np.flatnonzero(rng.random(articles) < one_sided)
    sizes[silent, rng.integers(0, 2, len(silent))] = 0
    logit = np.log(share / (1 - share)) + article_effect * rng.standard_normal((articles, 1, features))
    logit = logit + side_effect * rng.standard_normal((articles, 2, features))
    hits = rng.binomial(sizes[:, :, None].astype(int), 1 / (1 + np.exp(-logit))).astype(float)
    return Blocks(tuple(f"{number:05d}" for number in range(articles)), hits, sizes)


def calibrate(
    articles: int,
    corpora: int,
    seed: int,
    *,
    resamples: int = 999,
    side_effect: float = 0.9,
    one_sided: float = 0.0,
) -> dict[str, float]:
    """Rates of false alarms at .05 and coverage of 95 % intervals where there is no difference.

    Parameters
    ----------
    articles
        Articles of each simulated corpus.
    corpora
        Corpora simulated; each has 10 independent features.

    Returns
    -------
    dict
        `articles`, `tests`; `swaps_alarms` (block swaps; at most .05 + 2 SE is calibrated), `alarms_limit` (that
        bound), `jackknife_coverage`, `chi2_alarms` (pooled chi-squared) and `bootstrap_coverage` (percentile).
    """
    rng = np.random.default_rng([seed, articles])
    alarms, covered, pooled, boot = [], [], [], []
    for _ in range(corpora):
        blocks = simulate_blocks(articles, rng, side_effect=side_effect, one_sided=one_sided)
        alarms.append(swap_pvalues(blocks, resamples, rng) <= 0.05)
        interval = jackknife_difference(blocks)
        covered.append((interval.low <= 0) & (interval.high >= 0))
        low, high = bootstrap_difference(blocks, resamples, rng)
        boot.append((low <= 0) & (high >= 0))
        pooled.append(_pooled_pvalues(blocks) <= 0.05)
    tests = corpora * FEATURES
    return {
        "articles": articles,
        "tests": tests,
        "swaps_alarms": float(np.mean(alarms)),
        "alarms_limit": 0.05 + 2 * float(np.sqrt(0.05 * 0.95 / tests)),
        "jackknife_coverage": float(np.mean(covered)),
        "chi2_alarms": float(np.mean(pooled)),
        "bootstrap_coverage": float(np.mean(boot)),
    }


def _pooled_pvalues(blocks: Blocks) -> np.ndarray:
    """Pearson's chi-squared on the statements of all articles together, as if they were independent."""
    from scipy.stats import chi2

    hits, sizes = blocks.hits.sum(axis=0), blocks.sizes.sum(axis=0)
    share = hits.sum(axis=0) / sizes.sum()
    difference = hits[0] / sizes[0] - hits[1] / sizes[1]
    variance = share * (1 - share) * (1 / sizes).sum()
    statistic = np.divide(difference**2, variance, out=np.zeros_like(difference), where=variance > 0)
    return np.asarray(chi2.sf(statistic, 1))


def calibration_table(corpora: int, seed: int, *, articles: tuple[int, ...] = (10, 15, 30)) -> pd.DataFrame:
    """`calibrate` for several numbers of articles, and for two other kinds of corpora.

    One has the middle number of articles without article x side effects, the other the largest number, half of the
    articles giving the word to one side only.

    Examples
    --------
    >>> calibration_table(2, 0, articles=(10,))[["articles", "tests"]].values.tolist()
    [[10, 20], [10, 20], [10, 20]]
    """
    import pandas as pd

    rows = [{"side_effect": 0.9, "one_sided": 0.0, **calibrate(n, corpora, seed)} for n in articles]
    middle, largest = articles[len(articles) // 2], articles[-1]
    rows.append({"side_effect": 0.0, "one_sided": 0.0, **calibrate(middle, corpora, seed, side_effect=0.0)})
    rows.append({"side_effect": 0.9, "one_sided": 0.5, **calibrate(largest, corpora, seed, one_sided=0.5)})
    return pd.DataFrame(rows)


def validate_once(
    rng: np.random.Generator,
    *,
    statements: int = 3000,
    sample: int = 400,
    coder_error: float = 0.05,
    reader_error: float = 0.01,
) -> pd.DataFrame:
    """Simulate one round of human validation with planted rates.

    Parameters
    ----------
    statements, sample
        Statements of the two sides, and how many of them are coded.
    coder_error, reader_error
        Chance that a coder, or the third reader who settles disputes, gives the wrong answer.

    Returns
    -------
    DataFrame
        `code`, `measure` (precision, recall, corrected share of each side), `planted`, `low`, `high`, `covered`.
    """
    import pandas as pd

    shares, recalls, precise = np.array([0.25, 0.12, 0.3, 0.08]), np.array([0.85, 0.7, 0.6, 0.8]), 0.97
    codes = tuple(Code("frame", f"F{place}", f"F{place}", f"F{place}") for place in range(len(shares)))
    side = np.where(rng.random(statements) < 0.5, "a", "b")
    truth = rng.random((statements, len(shares))) < shares * np.where(side == "a", 1.0, 1.5)[:, None]
    found = np.where(truth, rng.random(truth.shape) < recalls, rng.random(truth.shape) > precise)
    ids = [f"s{number:05d}" for number in range(statements)]
    table = pd.DataFrame(
        {"statement_id": ids, "article_id": [id_[:5] for id_ in ids], "side": side, "outlet": "x", "speaker": None}
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
        hits = (truth & found)[:, place].sum()
        planted = {"precision": hits / found[:, place].sum(), "recall": hits / truth[:, place].sum()}
        for measure, value in planted.items():
            low, high = overall.loc[code.id, [f"{measure}_low", f"{measure}_high"]]
            rows.append((code.id, measure, value, low, high))
        for name in ("a", "b"):
            row = corrected[(corrected["code"] == code.id) & (corrected["side"] == name)].iloc[0]
            rows.append((code.id, f"share of {name}", truth[side == name, place].mean(), row["low"], row["high"]))
    result = pd.DataFrame(rows, columns=["code", "measure", "planted", "low", "high"])
    return result.assign(covered=(result["low"] <= result["planted"]) & (result["planted"] <= result["high"]))


def validation_rounds(rounds: int, seed: int) -> pd.DataFrame:
    """Coverage of the validation's 95 % intervals over simulated rounds.

    Returns
    -------
    DataFrame
        `measure`, `intervals`, `coverage`, `width` (mean).
    """
    import pandas as pd

    rng = np.random.default_rng([seed, 301])
    table = pd.concat([validate_once(rng) for _ in range(rounds)], ignore_index=True)
    table["width"] = table["high"] - table["low"]
    grouped = table.groupby("measure", sort=True)
    return grouped.agg(
        intervals=("covered", "size"), coverage=("covered", "mean"), width=("width", "mean")
    ).reset_index()
