"""What coding by hand says: agreement of the coders, accuracy of codebook and extractor, corrected shares.

Everything weighs the sample back to all statements of the sides. For each side the statements fall into three cells a
frame: found by the codebook, not found though other frames were, nothing found. The share of true cases in each cell is
known up to a Beta distribution (weighted counts at their effective size), and sensitivity, specificity and precision
with their intervals follow from draws of it. They are properties of the instrument, so they stay uncertain however many
statements were coded: three statements coded rightly are no proof of a perfect codebook. Corrected shares are about
these very statements, so what was coded is known of them: there the deviations of the draws shrink by the finite
population factor sqrt(1 - n / N) (Cochran 1977), to nothing in a cell that was coded completely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.errors import TaawunError
from taawun.rhetoric.codings import ANSWERS, KEY, read_codings, read_key
from taawun.rhetoric.design import estimate_shares
from taawun.rhetoric.draws import draw_tables
from taawun.rhetoric.extractor_validity import measure_extractor
from taawun.rhetoric.sentences import tell_coding
from taawun.statistics.agreement import krippendorff_alpha, rogan_gladen
from taawun.statistics.arrays import Array

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded

USABLE, TENTATIVE = 0.8, 0.667


@dataclass(frozen=True)
class Validation:
    """Results of coding by hand, ready to show.

    Attributes
    ----------
    statements, coders
        Statements coded by at least two coders (by the coder, where there is one), and the coders' names.
    agreement
        `code`, `label`, `coded`, `yes` (mean share of yes), `agreement`, `alpha`, `low`, `high`, `verdict`; all but the
        count weighed back to the statements of the sides. Empty with one coder.
    disputed
        Codings to be decided: `row`, `statement_id`, `code`, and each coder's answer.
    accuracy
        `code`, `label`, `side` (`all` for both), `coded` (settled codings), `coded_found` (of them, found by the
        codebook: what precision rests on), `coded_yes` (coded yes: what recall rests on), `precision`, `recall`, `f1`,
        `specificity`, each with `_low`, `_high`, and missing where they rest on no coded statement.
    corrected
        `code`, `label`, `side`, `share` (codebook), `corrected` (Rogan-Gladen) with `low`, `high`.
    estimated
        Shares and differences by design-based supervised learning: `taawun.rhetoric.design.estimate_shares`.
    differential
        `code`, `label`, `measure` (recall or specificity), `difference` between the first two sides, `low`, `high`.
    extractor
        `side`, `measure` (precision, speaker_precision, recall, f1), `coded`, `estimate`, `low`, `high`; empty without
        those sheets.
    summary
        One paragraph.
    """

    statements: int
    coders: tuple[str, ...]
    agreement: pd.DataFrame
    disputed: pd.DataFrame
    accuracy: pd.DataFrame
    corrected: pd.DataFrame
    estimated: pd.DataFrame
    differential: pd.DataFrame
    extractor: pd.DataFrame
    summary: str


def find_validation(
    folder: str | Path, coded: Coded, *, seed: int, confidence: float = 0.95, language: str = "en"
) -> Validation | None:
    """Evaluate the coding in a folder; None when the folder or the coders' sheets are not there.

    Labels and the summary are in the language given: `ar` for Arabic, anything else for English.

    Raises
    ------
    TaawunError
        A broken sheet; a key that names statements which the study no longer has.
    """
    folder = Path(folder)
    if not (folder / KEY).exists():
        return None
    key = read_key(folder)
    codes = [code.id for code in coded.layer("frame")[0]]
    sheets = read_codings(folder, "frames", key["row"].tolist(), dict.fromkeys(codes, ANSWERS))
    if not sheets:
        return None
    decisions = read_codings(folder, "adjudication", key["row"].tolist(), dict.fromkeys(codes, ANSWERS))
    rows = _find_rows(folder, key, coded)
    rng = np.random.default_rng([seed, 203])
    stack = np.stack([sheets[coder][codes].to_numpy(dtype=float) for coder in sorted(sheets)])
    decided = next(iter(decisions.values()))[codes].to_numpy(dtype=float) if decisions else None
    gold, disputed = settle_codings(stack, decided)
    both = (~np.isnan(stack)).sum(axis=0).min(axis=1) >= min(2, len(sheets))
    weight = key["weight"].to_numpy()
    agreement = measure_agreement(stack, key["article_id"].tolist(), weight, coded, rng, confidence)
    if len(sheets) == 1:
        agreement = agreement.iloc[:0]  # nobody to agree with
    accuracy, corrected, differential = measure_accuracy(gold, rows, weight, coded, rng, confidence)
    estimated = estimate_shares(gold, rows, weight, coded, confidence)
    if language == "ar":
        labels = {code.id: code.label_ar for code in coded.codes}
        agreement, accuracy, corrected, estimated, differential = (
            table.assign(label=table["code"].map(labels))
            for table in (agreement, accuracy, corrected, estimated, differential)
        )
    return Validation(
        int(both.sum()),
        tuple(sorted(sheets)),
        agreement,
        _list_disputed(key, codes, sorted(sheets), stack, disputed),
        accuracy,
        corrected,
        estimated,
        differential,
        measure_extractor(folder, key, coded, rng, confidence),
        tell_coding(int(both.sum()), len(sheets), agreement, accuracy, int(disputed.sum()), language),
    )


def _find_rows(folder: Path, key: pd.DataFrame, coded: Coded) -> np.ndarray:
    known = {name: row for row, name in enumerate(coded.statements["statement_id"])}
    lost = [name for name in key["statement_id"] if name not in known]
    if lost:
        raise TaawunError(
            f"{len(lost)} coded statements are no longer among the study's statements, the first {lost[0]!r}",
            "build with the settings of the sample, or draw a new one",
            file=folder / KEY,
        )
    return np.array([known[name] for name in key["statement_id"]])


def settle_codings(codings: Array, decided: Array | None = None) -> tuple[Array, np.ndarray]:
    """Return the gold codings: what all coders say, else the third reader's decision.

    Parameters
    ----------
    codings
        (coders, m, F), nan where missing.
    decided
        (m, F) decisions, nan where there is none.

    Returns
    -------
    gold
        (m, F), nan where coders differ and nobody has decided.
    disputed
        (m, F) where coders differ and nobody has decided.
    """
    lowest, highest = codings.min(axis=0), codings.max(axis=0)
    gold = np.where(lowest == highest, lowest, np.nan)
    differ = ~np.isnan(codings).any(axis=0) & (lowest != highest)
    if decided is not None:
        gold = np.where(np.isnan(gold) & ~np.isnan(decided), decided, gold)
        differ &= np.isnan(decided)
    return gold, differ


def binary_alpha(disagreement: Array, noes: Array, yeses: Array) -> Array:
    """Nominal alpha of yes-no codings from sums over units; arrays of any shape.

    Parameters
    ----------
    disagreement
        Sum of 2 x noes x yeses / (codings - 1) over the units that at least two people coded.
    noes, yeses
        Codings of those units.

    Examples
    --------
    >>> round(float(binary_alpha(np.array(8.0), np.array(14.0), np.array(6.0))), 4)  # 10 units, 2 coders, 4 differ
    0.0952
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - (noes + yeses - 1) * disagreement / (2 * noes * yeses))


def measure_agreement(
    codings: Array,
    articles: Sequence[str],
    weight: Array,
    coded: Coded,
    rng: np.random.Generator,
    confidence: float = 0.95,
    resamples: int = 2000,
) -> pd.DataFrame:
    """Krippendorff's alpha of each frame, with a bootstrap interval over articles.

    A statement counts where at least two people coded it, with the weight of the statements that it stands for: the
    sample holds more cases of the frames than the material, and unweighted its agreement would be about another one.
    `verdict` follows Krippendorff's customary thresholds: .80 usable, .667 tentative.

    Parameters
    ----------
    codings
        (coders, m, F), nan where missing.
    articles, weight
        (m,) article of each statement, and statements that it stands for.
    """
    import pandas as pd

    codes, _ = coded.layer("frame")
    _, group = np.unique(np.asarray(articles, dtype=str), return_inverse=True)
    groups = group.max() + 1 if len(group) else 0
    draws = rng.multinomial(groups, np.full(groups, 1 / groups), size=resamples).astype(float)
    tail = (1 - confidence) / 2
    rows = []
    for place, code in enumerate(codes):
        values = codings[:, :, place]
        complete = ~np.isnan(values).any(axis=0)
        yes = values[:, complete].sum(axis=0)
        coders = (~np.isnan(values)).sum(axis=0)
        paired = coders > 1
        alpha = krippendorff_alpha(values, weights=weight)
        ones = np.where(paired, np.nansum(values, axis=0), 0.0)
        zeros = np.where(paired, coders - ones, 0.0)
        scale = weight / weight[paired].mean() if paired.any() else weight
        units = scale * np.stack([2 * zeros * ones / np.maximum(coders - 1, 1), zeros, ones])
        drawn = binary_alpha(*(draws @ np.stack([np.bincount(group, row, minlength=groups) for row in units]).T).T)
        known = drawn[np.isfinite(drawn)]
        low, high = np.quantile(known, [tail, 1 - tail]) if len(known) > resamples / 2 else (np.nan, np.nan)
        same = (yes == 0) | (yes == len(values))
        behind = weight[complete]
        rows.append(
            {
                "code": code.id,
                "label": code.label_en,
                "coded": int(complete.sum()),
                "yes": float(np.average(yes / len(values), weights=behind)) if complete.any() else float("nan"),
                "agreement": float(np.average(same, weights=behind)) if complete.any() else float("nan"),
                "alpha": alpha,
                "low": float(low),
                "high": float(high),
                "verdict": _judge(alpha),
            }
        )
    return pd.DataFrame(rows)


def _judge(alpha: float) -> str:
    if np.isnan(alpha):
        return "cannot be told"
    return "usable" if alpha >= USABLE else "tentative" if alpha >= TENTATIVE else "drop or merge"


def measure_accuracy(
    gold: Array,
    rows: np.ndarray,
    weight: Array,
    coded: Coded,
    rng: np.random.Generator,
    confidence: float = 0.95,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Accuracy of the codebook, corrected shares, and whether it errs differently for the sides.

    Parameters
    ----------
    gold
        (m, F) settled codings of the sample, nan where unsettled.
    rows, weight
        (m,) rows of `Coded.statements`, and statements that each stands for.

    Returns
    -------
    accuracy, corrected, differential
        As in `Validation`.
    """
    import pandas as pd

    codes, presence = coded.layer("frame")
    side = np.asarray(coded.statements["side"], dtype=str)
    tail = (1 - confidence) / 2

    def interval(name: str, values: Array) -> dict[str, float]:
        known = values[np.isfinite(values)]
        if not len(known):
            return {name: np.nan, f"{name}_low": np.nan, f"{name}_high": np.nan}
        low, middle, high = np.quantile(known, [tail, 0.5, 1 - tail])
        return {name: float(middle), f"{name}_low": float(low), f"{name}_high": float(high)}

    accuracy, corrected, differential = [], [], []
    for place, code in enumerate(codes):
        about = {"code": code.id, "label": code.label_en}
        settled = ~np.isnan(gold[:, place])
        tables, finite = {}, {}
        for name in coded.sides:
            tables[name], finite[name] = draw_tables(gold[:, place], rows, weight, presence, place, side == name, rng)
        for name, table in {"all": sum(tables.values()), **tables}.items():
            own = settled & ((side[rows] == name) | (name == "all"))
            row: dict[str, Any] = {
                **about,
                "side": name,
                "coded": int(own.sum()),
                "coded_found": int((own & presence[rows, place]).sum()),
                "coded_yes": int(gold[own, place].sum()),
            }
            measures = _measures(np.asarray(table))
            behind = {"precision": "coded_found", "recall": "coded_yes", "f1": "coded_yes", "specificity": "coded"}
            for measure, number in behind.items():
                # What rests on no coded statement is the prior only.
                row |= interval(measure, measures[measure] if row[number] else np.full(1, np.nan))
            accuracy.append(row)
        for name in coded.sides:
            share = float(presence[side == name, place].mean())
            of_these = _measures(finite[name])
            # Without a true case there is no recall, and the corrected share is 0.
            some = finite[name][:, [0, 2]].sum(axis=1) > 0
            drawn = np.where(some, rogan_gladen(share, of_these["recall"], of_these["specificity"]), 0.0)
            found = interval("corrected", drawn)
            corrected.append(
                {
                    **about,
                    "side": name,
                    "coded": int((settled & (side[rows] == name)).sum()),
                    "share": share,
                    "corrected": found["corrected"],
                    "low": found["corrected_low"],
                    "high": found["corrected_high"],
                }
            )
        first, second = (_measures(tables[name]) for name in coded.sides[:2])
        for measure, number in (("recall", "coded_yes"), ("specificity", "coded")):
            given = min(row[number] for row in accuracy[-len(coded.sides) :][:2])
            found = interval("difference", first[measure] - second[measure] if given else np.full(1, np.nan))
            differential.append(
                {
                    **about,
                    "measure": measure,
                    "difference": found["difference"],
                    "low": found["difference_low"],
                    "high": found["difference_high"],
                }
            )
    return pd.DataFrame(accuracy), pd.DataFrame(corrected), pd.DataFrame(differential)


def _measures(table: Array) -> dict[str, Array]:
    tp, fp, fn, tn = table.T
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "precision": tp / (tp + fp),
            "recall": tp / (tp + fn),
            "f1": 2 * tp / (2 * tp + fp + fn),
            "specificity": tn / (tn + fp),
        }


def _list_disputed(
    key: pd.DataFrame, codes: Sequence[str], coders: Sequence[str], stack: Array, disputed: np.ndarray
) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "row": key["row"].iat[row],
            "statement_id": key["statement_id"].iat[row],
            "code": codes[place],
            **{coder: int(stack[number, row, place]) for number, coder in enumerate(coders)},
        }
        for row, place in zip(*np.nonzero(disputed), strict=True)
    ]
    return pd.DataFrame(rows, columns=["row", "statement_id", "code", *coders])
