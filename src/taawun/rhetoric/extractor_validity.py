"""Precision and recall of the extractor on a study's own articles, from what was coded by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from taawun.rhetoric.codings import ANSWERS, MOST_MISSED, read_article_key, read_codings
from taawun.rhetoric.draws import DRAWS, PRIOR, draw_share
from taawun.statistics.arrays import Array

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded


def measure_extractor(
    folder: Path, key: pd.DataFrame, coded: Coded, rng: np.random.Generator, confidence: float
) -> pd.DataFrame:
    """Precision by side (weighted share of statements rightly found), and recall and F1 from the articles read in full."""
    import pandas as pd

    columns = ("reported", "speaker_right")
    sheets = read_codings(folder, "attribution", key["row"].tolist(), dict.fromkeys(columns, ANSWERS))
    names = ["side", "measure", "coded", "estimate", "low", "high"]
    if not sheets:
        return pd.DataFrame(columns=names)
    answers = _mean_answer([sheet[list(columns)].to_numpy(dtype=float) for sheet in sheets.values()])
    weight, side = key["weight"].to_numpy(), key["side"].to_numpy(dtype=str)
    tail = (1 - confidence) / 2
    rows: list[dict[str, object]] = []
    right: Array | None = None
    for name in ("all", *coded.sides):
        own = (side == name) | (name == "all")
        for place, measure in enumerate(("precision", "speaker_precision")):
            given = own & ~np.isnan(answers[:, place])
            draws = draw_share(answers[given, place], weight[given], rng)
            if name == "all" and measure == "precision":
                right = draws
            low, middle, high = np.quantile(draws, [tail, 0.5, 1 - tail]) if given.any() else (np.nan,) * 3
            rows.append(dict(zip(names, (name, measure, int(given.sum()), middle, low, high), strict=True)))
    missed = _read_missed(folder)
    if missed is not None and right is not None:
        counts, stratum, weight = missed
        # Every statement found stands in an article of the first stratum, so their number is known.
        hit = len(coded) * right
        lost = sum(_draw_missed(counts[stratum == name], weight[stratum == name], rng) for name in sorted(set(stratum)))
        recall = hit / (hit + lost)
        for measure, draws in (("recall", recall), ("f1", 2 * right * recall / (right + recall))):
            low, middle, high = np.quantile(draws, [tail, 0.5, 1 - tail])
            rows.append(dict(zip(names, ("all", measure, len(counts), middle, low, high), strict=True)))
    return pd.DataFrame(rows, columns=names)


def _draw_missed(counts: Array, weight: Array, rng: np.random.Generator) -> Array:
    """Draws of the statements missed in all articles of a stratum, from the counts in those that were read.

    A Poisson rate with a Gamma distribution, as wide as the counts vary: ten articles without a miss do not prove that
    there is none in the others.
    """
    total = counts.sum()
    spread = max(1.0, counts.var(ddof=1) / counts.mean()) if len(counts) > 1 and total else 1.0
    rate = rng.gamma(total / spread + PRIOR, spread / len(counts), size=DRAWS)
    return np.asarray(weight.sum() * rate)


def _mean_answer(sheets: Sequence[Array]) -> Array:
    """Mean over the coders who answered; nan where nobody did."""
    stack = np.stack(sheets)
    given = (~np.isnan(stack)).sum(axis=0)
    return np.asarray(np.where(given > 0, np.nansum(stack, axis=0) / np.maximum(given, 1), np.nan))


def _read_missed(folder: Path) -> tuple[Array, np.ndarray, Array] | None:
    """Statements missed in each article that was read, its stratum, and the articles it stands for."""
    numbers: Mapping[str, int] = {str(number): number for number in range(MOST_MISSED + 1)}
    if not any(folder.glob("articles-*")):
        return None
    key = read_article_key(folder)
    sheets = read_codings(folder, "articles", key["article_id"].tolist(), {"missed": numbers})
    if not sheets:
        return None
    counts = _mean_answer([sheet["missed"].to_numpy(dtype=float) for sheet in sheets.values()])
    read, stratum = ~np.isnan(counts), key["stratum"].to_numpy(dtype=str)
    if not all(read[stratum == name].any() for name in set(stratum)):
        return None
    # Articles that nobody answered for are stood for by the others of their stratum.
    weight = np.zeros(len(counts))
    for name in set(stratum):
        own = stratum == name
        weight[own] = key["weight"].to_numpy()[own].sum() / read[own].sum()
    return counts[read], stratum[read], weight[read]
