"""Train the weights of the evidence on stances: `python tools/train_stance.py DATA ...`.

DATA is ARTICLES,STATEMENTS,CODES as for `tools/train_code_weights.py`; the codes' `targets` map a target to -2 .. 2.
Weights go to `src/taawun/lexicons/stance_weights.yaml`; the figures that are printed are cross-validated by article. The
weights fit the coded values by ridge regression with bounds: evidence speaks only for what its name says, so that praise never
counts against. The limits between the values are those that fit the scores of the folds that were kept out best. No text is
kept.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from taawun.lexicons import lexicon_path
from taawun.tables import read_rows, replace_whole
from taawun.targets.actors import read_actors
from taawun.targets.origins import surnames_of
from taawun.targets.sayings import read_sayings
from taawun.targets.selection import select
from taawun.targets.stance import NAMES, Around, describe, look_around

FOLDS, PENALTY = 8, 2.0
NEUTRAL = 0.7
"""Weight of a pair that is coded 0: coders often list none of them."""
FRIENDLY = {
    "appreciates",
    "suffers",
    "is_pitied",
    "is_meant",
    "is_supported",
    "side",
    "article",
    "near",
    "commit",
}
HEADER = """\
# Weights of the evidence on the stance of a speaker to a target (taawun.targets.stance), made by tools/train_stance.py: do
# not edit by hand. From {pairs} coded pairs of statement and target in {articles} articles; cross-validated by article:
# quadratic weighted kappa {kappa:.2f}, sign right in {sign:.2f} of {signed} that are not neutral. Targets themselves (rules,
# not trained): precision {p:.2f}, recall {r:.2f}, F1 {f:.2f}.
"""


def read_pairs(articles: Path, statements: Path, codes: Path) -> tuple[list[tuple[str, dict, int]], list[int]]:
    """(article, evidence, stance) of each coded pair that was found, and counts of targets: found, wrong, missed."""
    rows, coded = defaultdict(list), defaultdict(dict)
    for row in read_rows(statements):
        rows[row["article_id"]].append(row)
    for row in read_rows(codes):
        coded[row["article_id"]][row["cue"]] = row["targets"]
    pairs, counts = [], [0, 0, 0]
    for article in read_rows(articles, ["id", "text"]):
        words = [match.span() for match in re.finditer(r"\S+", article["text"])]
        reading = read_actors(article["text"], surnames_of(rows[article["id"]]))
        sayings = read_sayings(article, rows[article["id"]], reading)
        around = look_around(sayings, reading)
        for row, saying, found in zip(rows[article["id"]], sayings, select(sayings), strict=True):
            cue = next((n for n, (a, b) in enumerate(words) if a < row["cue"][1] and row["cue"][0] < b), None)
            true = coded[article["id"]].pop(cue, None)
            if true is None:
                continue
            counts[0] += sum(value != 0 for name, value in true.items() if name in found)
            counts[1] += sum(name not in true for name in found)
            counts[2] += sum(value != 0 for name, value in true.items() if name not in found)
            for name, value in true.items():
                mentions = found.get(name) or [one for one in saying.mentions() if one.actor == name]
                if name in found or mentions:
                    evidence = describe(saying, mentions, around.get((saying.own, name), Around()))
                    pairs.append((article["id"], evidence, value))
    return pairs, counts


def bounds_of(name: str) -> tuple[float | None, float | None]:
    """Which way evidence may speak: friendly words for, hostile ones against."""
    return (0, None) if name.rpartition(".")[2] in FRIENDLY else (None, 0)


def fit(features: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Weights of a ridge regression within the bounds."""
    trust = np.where(answers == 0, NEUTRAL, 1.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        errors = features @ weights - answers
        slope = features.T @ (trust * errors) + PENALTY * weights
        return (trust * errors**2).sum() / 2 + PENALTY / 2 * weights @ weights, slope

    return minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", bounds=list(map(bounds_of, NAMES))).x


def weighted_kappa(a: np.ndarray, b: np.ndarray) -> float:
    """Quadratic weighted kappa (Cohen 1968)."""
    return 1 - ((a - b) ** 2).mean() / ((a[:, None] - b[None, :]) ** 2).mean()


def choose_limits(scores: np.ndarray, answers: np.ndarray) -> list[float]:
    """Limits between -2, -1, 0, 1 and 2 with the best sum of kappa and right signs."""
    best = (-1.0, [0.0] * 4)
    signed = answers != 0
    for low in (-0.15, -0.1, -0.05, -0.02):
        for high in (0.02, 0.05, 0.1, 0.15):
            for lowest in np.quantile(scores, [0.05, 0.1, 0.15, 0.2, 0.25]):
                for highest in np.quantile(scores, [0.93, 0.95, 0.97, 0.99]):
                    limits = [float(min(lowest, low)), low, high, float(max(highest, high))]
                    values = np.searchsorted(limits, scores, "right") - 2
                    sign = (np.sign(values) == np.sign(answers))[signed].mean()
                    best = max(best, (weighted_kappa(answers, values) + sign, limits))
    return [round(value, 3) for value in best[1]]


def main() -> None:
    """Train, print cross-validated figures, write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", metavar="ARTICLES,STATEMENTS,CODES")
    args = parser.parse_args()
    read = [read_pairs(*map(Path, data.split(","))) for data in args.data]
    pairs = [pair for part, _ in read for pair in part]
    found, wrong, missed = (sum(counts[at] for _, counts in read) for at in range(3))
    groups, answers = np.array([pair[0] for pair in pairs]), np.array([pair[2] for pair in pairs])
    features = np.array([[pair[1].get(name, 0.0) for name in NAMES] for pair in pairs])
    scores = np.zeros(len(pairs))
    for train, test in GroupKFold(FOLDS).split(features, answers, groups):
        scores[test] = features[test] @ fit(features[train], answers[train])
    limits = choose_limits(scores, answers)
    values, signed = np.searchsorted(limits, scores, "right") - 2, answers != 0
    kappa, sign = weighted_kappa(answers, values), (np.sign(values) == np.sign(answers))[signed].mean()
    p, r = found / (found + wrong), found / (found + missed)
    print(f"targets P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f} (n {found + missed})")
    print(f"stance: {len(pairs)} pairs, weighted kappa {kappa:.3f}; sign right {sign:.3f} of {signed.sum()}")
    weights = fit(features, answers)
    numbers = {"pairs": len(pairs), "articles": len(set(groups)), "kappa": kappa, "sign": sign, "signed": signed.sum()}
    lines = [HEADER.format(**numbers, p=p, r=r, f=2 * p * r / (p + r)), f"limits: {limits}\n", "weights:\n"]
    lines += [f"  {name}: {round(float(value), 3)}\n" for name, value in zip(NAMES, weights, strict=True)]
    with replace_whole(lexicon_path("stance_weights")) as part:
        part.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
