"""How alike the sides speak: similarity of their frames and words, between chance and one side's own variation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from taawun.rhetoric.words import SideWords, count_lemmas
from taawun.statistics.arrays import Array
from taawun.statistics.blocks import Blocks, check_data
from taawun.statistics.distances import cosine_similarity, jensen_shannon
from taawun.statistics.intervals import jackknife_interval
from taawun.statistics.swaps import TOLERANCE, adjust_pvalues, count_pvalue, draw_swaps

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded
    from taawun.study import ComparisonSettings

Similarity = Callable[[Array, Array], Array]
SPLITS = 200
_CHUNK = 128


def _frame_similarity(first: Array, second: Array) -> Array:
    return 1 - jensen_shannon(first, second)


def measure_alignment(coded: Coded, words: SideWords | None, settings: ComparisonSettings, seed: int) -> pd.DataFrame:
    """Similarity of each pair of sides.

    Parameters
    ----------
    words
        Words of the statements; the similarity of words is left out without them.

    Returns
    -------
    DataFrame
        One row a pair and measure: `measure`, `label`, `label_ar`, `side_a`, `side_b`, `estimate` with `low`, `high`
        (delete-one-article jackknife), `shared` (articles with both sides), `estimate_shared` (of the means within them,
        weighed as in `taawun.statistics.swaps.matched_difference`), `null_low`,
        `null_high` (similarity after the sides are swapped within those articles), `p` (share of swaps that are as
        dissimilar), `q` (Benjamini-Hochberg over all pairs and measures), `ceiling_low`, `ceiling_high` (halves of one
        side's articles drawn at random), `note`.
        `frames`: 1 - Jensen-Shannon divergence (base 2) of the sides' distributions over frames.
        `words`: cosine of the mean of the sides' statements as vectors of lemmas, weighted by rarity.

    Notes
    -----
    Halves hold half the statements, so the ceiling is rather too low than too high.
    """
    import pandas as pd

    rows: list[dict[str, object]] = []
    for number, pair in enumerate(combinations(coded.sides, 2)):
        _, presence = coded.layer("frame")
        blocks = coded.blocks(pair, presence.astype(float))
        check = check_data(blocks.sizes, settings.minimum_statements, settings.minimum_articles)
        layers: list[tuple[str, str, str, Array, Similarity]] = [
            ("frames", "Frames (1 - JSD)", "الأطر", blocks.hits, _frame_similarity)
        ]
        if words is not None:
            vectors = _word_blocks(coded, words, pair, blocks.articles)
            layers.append(("words", "Words (cosine)", "الكلمات", vectors, cosine_similarity))
        for measure, english, arabic, sums, similarity in layers:
            rng = np.random.default_rng([seed, 102, number, len(rows)])
            found = _measure(replace(blocks, hits=sums), similarity, settings if check.enough else None, rng)
            rows.append(
                {
                    "measure": measure,
                    "label": english,
                    "label_ar": arabic,
                    "side_a": pair[0],
                    "side_b": pair[1],
                    "shared": check.shared,
                    **found,
                    "note": check.reason,
                }
            )
    table = pd.DataFrame(rows)
    table.insert(table.columns.tolist().index("p") + 1, "q", adjust_pvalues(table["p"]))
    return table


def _word_blocks(coded: Coded, words: SideWords, pair: Sequence[str], articles: Sequence[str]) -> Array:
    """(G, 2, V) sums of the statements' unit vectors of lemmas (log of rarity times presence)."""
    lemmas, *_ = count_lemmas(coded, words, pair)
    column = np.searchsorted(np.array(lemmas), words.lemma).clip(max=max(0, len(lemmas) - 1))
    side = np.asarray(coded.statements["side"])[words.statement]
    mask = np.isin(side, list(pair))
    cells = np.unique(np.column_stack([words.statement[mask], column[mask]]), axis=0)
    statements = len(np.unique(cells[:, 0]))
    often = np.bincount(cells[:, 1], minlength=len(lemmas))
    kept = often >= 3
    position = np.cumsum(kept) - 1
    cells = cells[kept[cells[:, 1]]]
    weight = np.log((1 + statements) / (1 + often[cells[:, 1]]))
    length = np.sqrt(np.bincount(cells[:, 0], weight**2, minlength=len(coded)))[cells[:, 0]]
    article = {name: row for row, name in enumerate(articles)}
    ids = coded.statements["article_id"].to_numpy()
    row = np.array([article[ids[statement]] for statement in cells[:, 0]], dtype=np.intp)
    number = (np.asarray(coded.statements["side"])[cells[:, 0]] == pair[1]).astype(np.intp)
    sums = np.zeros((len(articles), 2, int(kept.sum())), dtype=np.float64)
    np.add.at(sums, (row, number, position[cells[:, 1]]), weight / np.maximum(length, 1e-12))
    return sums


def _measure(
    blocks: Blocks, similarity: Similarity, settings: ComparisonSettings | None, rng: np.random.Generator
) -> dict[str, float]:
    """Similarity of the sides' sums, with interval, test and ceiling where there is data enough (settings are given)."""
    sums, shared = blocks.hits, blocks.shared
    total = sums.sum(axis=0)
    estimate = float(similarity(total[0], total[1]))
    # Weighed as in `matched_difference`, so that a swap leaves the size of the sides as it is: few statements look less
    # alike than many, and where one side speaks more, swapping the counts would even that out and hide it in the null.
    spoken = blocks.sizes[shared]
    weight = spoken.prod(axis=1) / spoken.sum(axis=1)
    matched = sums[shared] / spoken[:, :, None] * weight[:, None, None]
    on_shared = matched.sum(axis=0)
    names = ("low", "high", "estimate_shared", "null_low", "null_high", "p", "ceiling_low", "ceiling_high")
    found = {"estimate": estimate, **dict.fromkeys(names, float("nan"))}
    if settings is None:
        return found
    without = np.concatenate([similarity(total[0] - part[:, 0], total[1] - part[:, 1]) for part in _chunks(sums)])
    interval = jackknife_interval(estimate, without, settings.confidence)
    observed = float(similarity(on_shared[0], on_shared[1]))
    null = _swapped_similarity(matched, similarity, settings.resamples, rng)
    halves = _split_halves(sums, similarity, rng)
    tail = (1 - settings.confidence) / 2
    null_low, null_high = np.quantile(null[0], [tail, 1 - tail])
    ceiling_low, ceiling_high = np.nanquantile(halves, [tail, 1 - tail])
    extreme = (null[0] <= observed + TOLERANCE).sum()
    return found | {
        "low": float(interval.low[0]),
        "high": float(min(1.0, interval.high[0])),
        "estimate_shared": observed,
        "null_low": float(null_low),
        "null_high": float(null_high),
        "p": float(count_pvalue(extreme, len(null[0]), complete=null[1])),
        "ceiling_low": float(ceiling_low),
        "ceiling_high": float(ceiling_high),
    }


def _chunks(rows: Array) -> list[Array]:
    return [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]


def _swapped_similarity(
    matched: Array, similarity: Similarity, resamples: int, rng: np.random.Generator
) -> tuple[Array, bool]:
    swaps, complete = draw_swaps(len(matched), resamples, rng)
    total, moved = matched.sum(axis=0), matched[:, 1] - matched[:, 0]
    parts = []
    for part in _chunks(swaps):
        delta = part @ moved
        parts.append(similarity(total[0] + delta, total[1] - delta))
    return np.concatenate(parts), complete


def _split_halves(sums: Array, similarity: Similarity, rng: np.random.Generator) -> Array:
    """Similarity of random halves of one side's articles, both sides in turn."""
    found = []
    for side in (0, 1):
        own = sums[:, side][sums[:, side].any(axis=1)]
        if len(own) < 2:
            continue
        total = own.sum(axis=0)
        for _ in range(SPLITS):
            half = own[rng.permutation(len(own))[: len(own) // 2]].sum(axis=0)
            found.append(float(similarity(half, total - half)))
    return np.array(found or [np.nan])
