"""Shares of the sides' statements that carry a frame, a modality or a speech act, and how they differ."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from taawun.codebook import LAYERS
from taawun.lexicons import load_lexicon
from taawun.messages import phrase
from taawun.statistics.arrays import Array
from taawun.statistics.blocks import MINIMUM_HITS, Blocks, enough_hits
from taawun.statistics.comparison import compare_blocks
from taawun.statistics.intervals import wilson_interval
from taawun.statistics.swaps import adjust_pvalues, least_pvalue

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded
    from taawun.study import ComparisonSettings, Side

SPEECH_ACTS = "speech_act"


def find_features(coded: Coded, layer: str) -> tuple[list[str], list[str], list[str], Array]:
    """Ids, English and Arabic labels and (n, F) presence of a layer's codes, or of the speech acts.

    Parameters
    ----------
    layer
        A layer of the codebook, or `speech_act`.
    """
    if layer != SPEECH_ACTS:
        codes, presence = coded.layer(layer)
        return (
            [code.id for code in codes],
            [code.label_en for code in codes],
            [code.label_ar for code in codes],
            presence.astype(float),
        )
    acts = coded.statements["speech_act"].astype(object)
    names = sorted({act for act in acts if isinstance(act, str)})
    columns = np.array([[act == name for name in names] for act in acts], dtype=float).reshape(len(acts), len(names))
    english, arabic = _act_labels(names)
    return names, english, arabic, columns


def take_most_frequent(found: pd.DataFrame, most: int = 8, *, named: Collection[str] = ()) -> pd.DataFrame:
    """Rows of `side_shares` of the codes that the sides' statements carry most often, in the order of the table.

    Codes that the text has `named` come first, all of them: a figure beside it has to show them.
    """
    hits = found.groupby("code")["hits"].sum()
    codes = hits[hits > 0].sort_values(ascending=False, kind="stable").index
    others = codes.difference(list(named), sort=False)[: max(0, most - len(named))]
    return found[found["code"].isin([*named, *others])]


def find_behind(coded: Coded, layer: str, side: str, code: str) -> list[str]:
    """Ids of a side's statements that carry a code: what stands behind a count."""
    ids, _, _, values = find_features(coded, layer)
    mask = coded.of_side(side) & (values[:, ids.index(code)] > 0)
    return list(coded.statements["statement_id"][mask])


def _act_labels(names: Sequence[str]) -> tuple[list[str], list[str]]:
    groups = load_lexicon("cues")["groups"]
    return [name.capitalize() for name in names], [groups.get(name, {}).get("ar", name) for name in names]


def side_shares(coded: Coded, layer: str, confidence: float = 0.95) -> pd.DataFrame:
    """Share of each side's statements with each code, with Wilson's interval.

    Returns
    -------
    DataFrame
        `code`, `label`, `label_ar`, `side`, `hits` (statements with the code), `statements` (of the side), `articles`
        (with such a statement), `share`, `low`, `high`. The interval takes statements as independent: it describes the
        side's statements, it does not compare sides.
    """
    import pandas as pd

    ids, english, arabic, values = find_features(coded, layer)
    article = coded.statements["article_id"].to_numpy()
    rows = []
    for place, id_ in enumerate(ids):
        for side in coded.sides:
            mask = coded.of_side(side)
            found = values[mask, place] > 0
            low, high = wilson_interval(int(found.sum()), int(mask.sum()), confidence)
            rows.append(
                {
                    "code": id_,
                    "label": english[place],
                    "label_ar": arabic[place],
                    "side": side,
                    "hits": int(found.sum()),
                    "statements": int(mask.sum()),
                    "articles": len(set(article[mask][found])),
                    "share": found.mean() if mask.any() else float("nan"),
                    "low": low,
                    "high": high,
                }
            )
    columns = ["code", "label", "label_ar", "side", "hits", "statements", "articles", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def compare_sides(coded: Coded, layer: str, settings: ComparisonSettings, seed: int) -> pd.DataFrame:
    """Difference of the sides' shares, with interval and corrected p-value, for every code of a layer.

    Parameters
    ----------
    layer
        A layer of the codebook, or `speech_act`. Its codes and all pairs of sides are one family of tests.
    settings
        Minimum data, resamples, confidence.
    seed
        Seed of the swaps.

    Returns
    -------
    DataFrame
        `code`, `label`, `label_ar`, `side_a`, `side_b`, `hits_a`, `n_a`, `share_a`, `hits_b`, `n_b`, `share_b`,
        `difference` (a - b, all articles) with `low` and `high` (delete-one-article jackknife), `articles` (in which
        either side speaks), `shared` (both do), `difference_shared` (within those), `p` (block swaps within them), `q`
        (Benjamini-Hochberg), `q_least` (the smallest q that one code alone could reach here), `note` (why there is no
        test or no interval). Interval and test are missing where data are too few; the interval alone where neither
        side has 5 statements with the code.

    Notes
    -----
    See `taawun.statistics.comparison.compare_blocks`.
    """
    import pandas as pd

    ids, english, arabic, values = find_features(coded, layer)
    rows = []
    for pair in combinations(coded.sides, 2):
        blocks = coded.blocks(pair, values)
        rows += _tabulate_pair(blocks, pair, ids, settings, [seed, _stream(layer)])
    table = pd.DataFrame(rows, columns=COMPARISON_COLUMNS)
    table["q"] = adjust_pvalues(table["p"])
    table["q_least"] = np.minimum(1.0, table["p"].notna().sum() * table["q_least"])
    table.insert(1, "label", table["code"].map(dict(zip(ids, english, strict=True))))
    table.insert(2, "label_ar", table["code"].map(dict(zip(ids, arabic, strict=True))))
    return table


COMPARISON_COLUMNS = [
    "code",
    "side_a",
    "side_b",
    "hits_a",
    "n_a",
    "share_a",
    "hits_b",
    "n_b",
    "share_b",
    "difference",
    "low",
    "high",
    "articles",
    "shared",
    "difference_shared",
    "p",
    "q",
    "q_least",
    "note",
]
FEW_HITS = phrase("too few hits for an interval: neither side has {least}", least=MINIMUM_HITS)


def _stream(layer: str) -> int:
    """Return the number of a layer's random stream: layers share no draws, whatever the order of the calls."""
    return (*LAYERS, SPEECH_ACTS).index(layer)


def _tabulate_pair(
    blocks: Blocks, pair: Sequence[str], ids: Sequence[str], settings: ComparisonSettings, seed: Sequence[int]
) -> list[dict[str, object]]:
    """Rows of `compare_sides` for one pair of sides, without q."""
    found = compare_blocks(blocks, settings, np.random.default_rng(list(seed)))
    hits, sizes = blocks.hits.sum(axis=0), blocks.sizes.sum(axis=0)
    often, tested = enough_hits(blocks), found.check.enough
    least = least_pvalue(found.check.shared, settings.resamples) if tested else np.nan
    return [
        {
            "code": id_,
            "side_a": pair[0],
            "side_b": pair[1],
            "hits_a": int(hits[0, place]),
            "n_a": int(sizes[0]),
            "share_a": found.shares[0, place],
            "hits_b": int(hits[1, place]),
            "n_b": int(sizes[1]),
            "share_b": found.shares[1, place],
            "difference": found.difference[place],
            "low": found.low[place] if often[place] else np.nan,
            "high": found.high[place] if often[place] else np.nan,
            "articles": len(blocks.articles),
            "shared": found.check.shared,
            "difference_shared": found.difference_shared[place],
            "p": found.p[place],
            "q": np.nan,
            "q_least": least,
            "note": FEW_HITS if tested and not often[place] else found.check.reason,
        }
        for place, id_ in enumerate(ids)
    ]


def standardised_residuals(coded: Coded, layer: str = SPEECH_ACTS) -> pd.DataFrame:
    """How far each side's count of each code is from what independence of sides and codes would give.

    Returns
    -------
    DataFrame
        `code`, `side`, `hits`, `expected`, `residual`: adjusted standardised residual of the code's 2 x S table
        (Haberman 1973). It takes statements as independent, so it describes; tests are in `compare_sides`.
    """
    import pandas as pd

    ids, _, _, values = find_features(coded, layer)
    rows = []
    total = len(coded)
    for place, id_ in enumerate(ids):
        with_code = values[:, place].sum()
        for side in coded.sides:
            mask = coded.of_side(side)
            expected = with_code * mask.sum() / total if total else float("nan")
            spread = expected * (1 - mask.sum() / total) * (1 - with_code / total) if total else 0
            observed = values[mask, place].sum()
            residual = (observed - expected) / np.sqrt(spread) if spread > 0 else float("nan")
            rows.append(
                {"code": id_, "side": side, "hits": int(observed), "expected": expected, "residual": float(residual)}
            )
    return pd.DataFrame(rows, columns=["code", "side", "hits", "expected", "residual"])


def shares_by(coded: Coded, layer: str, by: str, confidence: float = 0.95, minimum: int = 1) -> pd.DataFrame:
    """Shares by outlet or period: `side_shares` for each value of a column.

    Parameters
    ----------
    by
        `outlet`, `month`, `week` or `day`; statements of unknown outlet or date are left out.
    minimum
        Leave out values with fewer statements of both sides together.

    Returns
    -------
    DataFrame
        Columns of `side_shares` and `group`, sorted by it.
    """
    import pandas as pd

    groups = _group(coded, by)
    tables = []
    for name in sorted(set(groups.dropna())):
        mask = np.asarray(groups == name)
        if mask.sum() >= minimum:
            tables.append(side_shares(coded.select(mask), layer, confidence).assign(group=name))
    if tables:
        return pd.concat(tables, ignore_index=True)
    return side_shares(coded.select(np.zeros(len(coded), dtype=bool)), layer, confidence).assign(group="").iloc[:0]


def reference_shares(
    coded: Coded, frames: pd.DataFrame, sides: Sequence[Side], confidence: float = 0.95
) -> pd.DataFrame:
    """How each side refers to itself, to the other side, to both, to "we" and to others, and how it intensifies.

    Parameters
    ----------
    frames
        Hits, columns as `taawun.tables.FRAMES`.
    sides
        The study's sides; the state of the others is the partner.

    Returns
    -------
    DataFrame
        Columns of `side_shares` and `statement_ids` (lists); `own_state` and `partner_state` for sides that are states.
    """
    import pandas as pd

    tables = []
    for layer in ("ingroup", "outgroup", "intensity"):
        table = side_shares(coded, layer, confidence)
        behind = [find_behind(coded, layer, *key) for key in zip(table["side"], table["code"], strict=True)]
        tables.append(table.assign(statement_ids=pd.Series(behind, index=table.index, dtype=object)))
    states = {side.id: side.state for side in sides}
    hits = frames[["statement_id", "layer", "code"]]
    own = set(hits.loc[(hits["layer"] == "ingroup") & (hits["code"] == "self_state"), "statement_id"])
    named = hits[hits["layer"] == "issue"]
    ids = coded.statements["statement_id"]
    rows = []
    for code, english, arabic in (
        ("own_state", "Own state", "دولة المتحدث"),
        ("partner_state", "Partner's state", "دولة الطرف الآخر"),
    ):
        for side in coded.sides:
            mask = coded.of_side(side)
            partners = {state for other, state in states.items() if other != side and state}
            about = own if code == "own_state" else set(named.loc[named["code"].isin(partners), "statement_id"])
            if (code == "own_state" and not states[side]) or (code == "partner_state" and not partners):
                continue
            found = ids[mask].isin(about)
            low, high = wilson_interval(int(found.sum()), int(mask.sum()), confidence)
            rows.append(
                {
                    "code": code,
                    "label": english,
                    "label_ar": arabic,
                    "side": side,
                    "hits": int(found.sum()),
                    "statements": int(mask.sum()),
                    "articles": coded.statements.loc[mask, "article_id"][found].nunique(),
                    "share": float(found.mean()) if mask.any() else float("nan"),
                    "low": low,
                    "high": high,
                    "statement_ids": ids[mask][found].tolist(),
                }
            )
    return pd.concat([*tables, pd.DataFrame(rows, columns=tables[0].columns)], ignore_index=True)


def _group(coded: Coded, by: str) -> pd.Series:
    import pandas as pd

    if by == "outlet":
        return coded.statements["outlet"]
    dates = pd.to_datetime(coded.statements["date"], errors="coerce")
    if by == "week":
        return (dates - pd.to_timedelta(dates.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    return dates.dt.strftime({"month": "%Y-%m", "day": "%Y-%m-%d"}[by])
