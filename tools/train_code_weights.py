"""Train the weights of the codebook's evidence on coded statements: `python tools/train_code_weights.py DATA ...`.

DATA is ARTICLES,STATEMENTS,CODES: articles (.jsonl, id and text), their statements (`taawun statements`), and codes, one
JSON object a line: `{"article_id", "cue": index of the cue among the words between blanks, "codes": [...]}`. Weights go to
`src/taawun/lexicons/code_weights.yaml`; the figures that are printed are cross-validated by article. No text is kept.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from taawun.codebook import load_codebook
from taawun.codebook.evidence import FEATURES, describe, share_elsewhere
from taawun.codebook.statements import tally_article
from taawun.lexicons import lexicon_path
from taawun.tables import read_rows, replace_whole

OWN_SLOPES = ("constant", "found", "hints", "article", "density")
"""Features for which a code has a slope of its own, beside the one of all codes."""
OWN_SCALE = 0.5
"""A slope of one code is drawn to that of all codes twice as hard as the latter to zero."""
PENALTY = 1.0
FOLDS = 8
THRESHOLD = 0.4
"""Chosen after the cross-validated figures of `THRESHOLDS` had been seen (they differ by about .02 there)."""
THRESHOLDS = (0.35, THRESHOLD, 0.45, 0.5)

HEADER = """\
# Weights of the evidence for a code (taawun.codebook.evidence), made by tools/train_code_weights.py: do not edit by hand.
# Trained on {statements} coded statements of {articles} articles; cross-validated by article: precision {p:.2f}, recall
# {r:.2f}, F1 {f:.2f} over all codes (the word lists were written with part of these statements in view, so other texts
# give less).
"""


def read_gold(articles: Path, statements: Path, codes: Path) -> list[tuple[str, dict[str, set[str]], object]]:
    """Articles with the codes of their statements and the evidence in them."""
    rows = defaultdict(list)
    for row in read_rows(statements):
        rows[row["article_id"]].append(row)
    coded = defaultdict(dict)
    for row in read_rows(codes):
        coded[row["article_id"]][row["cue"]] = set(row["codes"])
    book, found = load_codebook(), []
    for article in read_rows(articles, ["id", "text"]):
        words = [match.span() for match in re.finditer(r"\S+", article["text"])]
        known = {}
        for place, row in enumerate(rows[article["id"]]):
            start, end = row["cue"]
            cue = next((at for at, (first, last) in enumerate(words) if first < end and start < last), None)
            if cue in coded[article["id"]]:
                known[place] = coded[article["id"]].pop(cue)
        if known:
            found.append((article["id"], known, tally_article(article["text"], rows[article["id"]], book)))
    return found


def make_matrix(gold: list, codes: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Features (n, F), answers (n,), place of the code (n,) and article (n,) of every statement and code."""
    features, answers, places, groups = [], [], [], []
    for article, known, (tallies, densities) in gold:
        share = share_elsewhere(tallies)
        for place, true in known.items():
            own = tallies[place]
            near = [*tallies[max(0, place - 1) : place], *tallies[place + 1 : place + 2]]
            for at, code in enumerate(codes):
                features.append(describe(code, own, share(code, own), near, densities.get(code, 0.0)))
                answers.append(code in true)
                places.append(at)
                groups.append(article)
    return np.array(features), np.array(answers), np.array(places), np.array(groups)


def widen(features: np.ndarray, places: np.ndarray, codes: int) -> np.ndarray:
    """Add the slopes of each code to those of all."""
    own = features[:, [FEATURES.index(name) for name in OWN_SLOPES]] * OWN_SCALE
    wide = np.zeros((len(features), codes * len(OWN_SLOPES)))
    for at in range(len(OWN_SLOPES)):
        wide[np.arange(len(features)), places * len(OWN_SLOPES) + at] = own[:, at]
    return np.hstack([features, wide])


def fold_weights(model: LogisticRegression, codes: list[str]) -> dict[str, list[float]]:
    """Weights of each code, as `FEATURES`."""
    common, own = model.coef_[0][: len(FEATURES)], model.coef_[0][len(FEATURES) :].reshape(len(codes), -1)
    weights = {}
    for at, code in enumerate(codes):
        total = common.copy()
        for name, slope in zip(OWN_SLOPES, own[at], strict=True):
            total[FEATURES.index(name)] += OWN_SCALE * slope
        weights[code] = [round(float(value), 3) for value in total]
    return weights


def f_measure(answers: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    both = (answers & found).sum()
    return both / max(1, found.sum()), both / max(1, answers.sum()), 2 * both / max(1, answers.sum() + found.sum())


def main() -> None:
    """Train, print cross-validated figures, write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", metavar="ARTICLES,STATEMENTS,CODES")
    args = parser.parse_args()
    codes = [code.id for code in load_codebook().layer("frame")]
    gold = [entry for data in args.data for entry in read_gold(*map(Path, data.split(",")))]
    features, answers, places, groups = make_matrix(gold, codes)
    wide = widen(features, places, len(codes))
    named = features[:, [FEATURES.index("found"), FEATURES.index("hints")]].any(axis=1)
    scores = np.zeros(len(answers))
    new = lambda: LogisticRegression(C=PENALTY, max_iter=2000, fit_intercept=False)  # noqa: E731
    for train, test in GroupKFold(FOLDS).split(wide, answers, groups):
        train = train[named[train]]
        scores[test] = new().fit(wide[train], answers[train]).predict_proba(wide[test])[:, 1] * named[test]
    patterns = features[:, FEATURES.index("found")] > 0
    print("patterns alone   P {:.3f} R {:.3f} F1 {:.3f}".format(*f_measure(answers, patterns)))
    for threshold in THRESHOLDS:
        print(
            f"weights at {threshold:.2f}  P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(
                *f_measure(answers, scores >= threshold)
            )
        )
    for at, code in enumerate(codes):
        own = places == at
        print(
            f"{code:8} n {answers[own].sum():3}  P {{:.2f}} R {{:.2f}} F1 {{:.2f}}".format(
                *f_measure(answers[own], scores[own] >= THRESHOLD)
            )
        )
    model = new().fit(wide[named], answers[named])
    p, r, f = f_measure(answers, scores >= THRESHOLD)
    lines = [HEADER.format(statements=sum(len(known) for _, known, _ in gold), articles=len(gold), p=p, r=r, f=f)]
    lines.append(f"threshold: {THRESHOLD}\n")
    lines.append(f"features: {json.dumps(FEATURES)}\n".replace('"', ""))
    lines.append("weights:\n")
    lines += [f"  {code}: {values}\n" for code, values in fold_weights(model, codes).items()]
    lines.append("# cases, precision, recall and F1 of each code, cross-validated by article\nmeasured:\n")
    for at, code in enumerate(codes):
        own = places == at
        figures = [round(float(value), 2) for value in f_measure(answers[own], scores[own] >= THRESHOLD)]
        lines.append(f"  {code}: {[int(answers[own].sum()), *figures]}\n")
    with replace_whole(lexicon_path("code_weights")) as part:
        part.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
