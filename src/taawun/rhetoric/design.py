"""Shares of the sides, and their differences, corrected by the coded sample whatever errors the codebook makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.statistics.arrays import Array
from taawun.statistics.design_based import correct_values, estimate_means

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded

LEAST_CODED = 20
"""Settled codings of each side below which no share is estimated: an interval of fewer promises too much."""


def estimate_shares(
    gold: Array, rows: np.ndarray, weight: Array, coded: Coded, confidence: float = 0.95
) -> pd.DataFrame:
    """Estimate the share of each frame, and the difference of the first two sides.

    Parameters
    ----------
    gold
        (m, F) settled codings of the sample, nan where unsettled.
    rows, weight
        (m,) rows of `Coded.statements`, and statements that each stands for.

    Returns
    -------
    DataFrame
        `code`, `label`, `of` (side, or `a - b`), `coded` (settled codings behind it), `codebook` (share found, or
        difference), `estimate`, `low`, `high`; the last three missing where a side has fewer than `LEAST_CODED`.
    """
    import pandas as pd

    codes, presence = coded.layer("frame")
    side = np.asarray(coded.statements["side"], dtype=str)
    articles = coded.statements["article_id"].to_numpy()
    pair = coded.sides[:2]
    found: list[dict[str, Any]] = []
    for place, code in enumerate(codes):
        known = ~np.isnan(gold[:, place])
        counts = [int((known & (side[rows] == name)).sum()) for name in pair]
        plain = [float(presence[side == name, place].mean()) for name in pair]
        values = correct_values(presence[:, place], rows, gold[:, place], weight, side)
        enough = min(counts) >= LEAST_CODED
        means, difference = estimate_means(values, articles, side, pair, rows[known], confidence)
        for of, number, share, estimate in (
            (pair[0], counts[0], plain[0], means[0]),
            (pair[1], counts[1], plain[1], means[1]),
            (f"{pair[0]} - {pair[1]}", sum(counts), plain[0] - plain[1], difference),
        ):
            value, low, high = estimate if enough else (np.nan, np.nan, np.nan)
            row = {"code": code.id, "label": code.label_en, "of": of, "coded": number, "codebook": share}
            found.append({**row, "estimate": value, "low": low, "high": high})
    return pd.DataFrame(found)
