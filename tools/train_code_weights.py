"""Train the weights of the codebook's evidence on coded statements: `python tools/train_code_weights.py DATA ...`.

DATA is ARTICLES,STATEMENTS,CODES: articles (.jsonl, id and text), their statements (`taawun statements`), and codes, one
JSON object a line: `{"article_id", "cue": index of the cue among the words between blanks, "codes": [...]}`. The
words that speak for a code are learned first and go to `src/taawun/lexicons/code_words.yaml`; the weights of all evidence, theirs
among it, to `src/taawun/lexicons/code_weights.yaml`. The figures that are printed are cross-validated by article, words and
weights. No text is kept.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold

from taawun.arabic import fold_text
from taawun.codebook import load_codebook
from taawun.codebook.evidence import FEATURES, WORDS_ENOUGH, describe, share_elsewhere
from taawun.codebook.statements import tally_article
from taawun.lexicons import lexicon_path, load_lexicon
from taawun.names.states import find_states
from taawun.tables import read_rows, replace_whole

WORD_ARTICLES = 3
"""A word stands in coded statements of so many articles at least."""
WORD_PENALTY, WORD_FOLDS = 20.0, 4
OWN_SLOPES = ("constant", "found", "hints", "article", "density")
"""Features for which a code has a slope of its own, beside the one of all codes."""
OWN_SCALE = 0.5
"""A slope of one code is drawn to that of all codes twice as hard as the latter to zero."""
PENALTY = 1.0
FOLDS = 8
THRESHOLD = 0.35
"""Chosen after the cross-validated figures of `THRESHOLDS` had been seen (they differ by about .02 there)."""
THRESHOLDS = (0.3, THRESHOLD, 0.4, 0.45, 0.5)

WORDS_HEADER = """\
# Lemmas that speak for a code (above 0) or against it, by weight in tenths (taawun.codebook.learned), made by
# tools/train_code_weights.py from the statements that code_weights.yaml names: do not edit by hand.
"""
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


def make_matrix(gold: list, codes: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[set[str]]]:
    """Features (n, K, F) without the words, answers (n, K), article (n,) and lemmas of the n statements."""
    features, answers, groups, contents = [], [], [], []
    for article, known, (tallies, densities) in gold:
        share = share_elsewhere(tallies)
        for place, true in known.items():
            own = tallies[place]
            near = [*tallies[max(0, place - 1) : place], *tallies[place + 1 : place + 2]]
            features.append(
                [describe(code, own, 0.0, share(code, own), near, densities.get(code, 0.0)) for code in codes]
            )
            answers.append([code in true for code in codes])
            groups.append(article)
            contents.append(set(own.lemmas))
    return np.array(features), np.array(answers), np.array(groups), contents


def learn_words(contents: list[set[str]], answers: np.ndarray, groups: np.ndarray) -> dict[str, np.ndarray]:
    """Weights of each lemma for the codes (K,), in tenths: twice the coefficients of a ridge regression."""
    articles = defaultdict(set)
    for lemmas, group in zip(contents, groups, strict=True):
        for lemma in lemmas:
            articles[lemma].add(group)
    known = {lemma for lemma, found in articles.items() if len(found) >= WORD_ARTICLES and may_speak(lemma)}
    vectorizer = CountVectorizer(analyzer=lambda lemmas: sorted(lemmas & known))
    matrix = vectorizer.fit_transform(contents)
    model = Ridge(alpha=WORD_PENALTY, solver="sparse_cg", tol=1e-4).fit(matrix.astype(float), answers.astype(float))
    tenths = np.rint(20 * model.coef_.T).astype(int)
    return {lemma: tenths[at] for lemma, at in vectorizer.vocabulary_.items() if tenths[at].any()}


def may_speak(lemma: str) -> bool:
    """Whether a lemma may be learned: no number, particle, pronoun or auxiliary, and nothing that names a state.

    Otherwise what is measured of a state would depend on which state it is.
    """
    return lemma.isalpha() and lemma not in function_words() and not find_states([lemma]) + find_states([f"ال{lemma}"])


@cache
def function_words() -> frozenset[str]:
    """Lemmas without content of their own."""
    lists = load_lexicon("stop_words")
    return frozenset(fold_text(word) for name in ("particles", "pronouns", "auxiliaries") for word in lists[name])


def add_words(features: np.ndarray, contents: list[set[str]], words: dict[str, np.ndarray]) -> np.ndarray:
    """Features with what the words of the contents speak for."""
    zero = np.zeros(features.shape[1], dtype=int)
    scores = np.array([sum((words.get(lemma, zero) for lemma in lemmas), zero) for lemmas in contents]) / 10
    features = features.copy()
    features[:, :, FEATURES.index("words")] = scores
    features[:, :, FEATURES.index("words_and_found")] = scores * features[:, :, FEATURES.index("found")]
    return features


def learn_outside(
    features: np.ndarray, contents: list[set[str]], answers: np.ndarray, groups: np.ndarray
) -> np.ndarray:
    """Features of statements with words that were learned from other articles, as those of a new article are."""
    filled = features.copy()
    for train, test in GroupKFold(WORD_FOLDS).split(features, groups=groups):
        words = learn_words([contents[at] for at in train], answers[train], groups[train])
        filled[test] = add_words(features[test], [contents[at] for at in test], words)
    return filled


def widen(features: np.ndarray) -> np.ndarray:
    """Add the slopes of each code to those of all: (n * K, F + K * slopes)."""
    count, codes, _ = features.shape
    wide = np.zeros((count, codes, codes, len(OWN_SLOPES)))
    for at in range(codes):
        wide[:, at, at] = features[:, at, [FEATURES.index(name) for name in OWN_SLOPES]] * OWN_SCALE
    return np.concatenate([features, wide.reshape(count, codes, -1)], axis=2).reshape(count * codes, -1)


def learn_weights(features: np.ndarray, answers: np.ndarray) -> LogisticRegression:
    """Fit the weights of the evidence to statements that have some."""
    spoken = has_evidence(features).ravel()
    return LogisticRegression(C=PENALTY, max_iter=3000, fit_intercept=False).fit(
        widen(features)[spoken], answers.ravel()[spoken]
    )


def has_evidence(features: np.ndarray) -> np.ndarray:
    """Whether a statement names a code, hints at it or has words that speak for it (n, K)."""
    least = [WORDS_ENOUGH if name == "words" else 0 for name in FEATURES]
    kinds = [FEATURES.index(name) for name in ("found", "hints", "words")]
    return (features > least)[:, :, kinds].any(axis=2)


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
    features, answers, groups, contents = make_matrix(gold, codes)
    scores = np.zeros(answers.shape)
    for train, test in GroupKFold(FOLDS).split(features, groups=groups):
        inside = [contents[at] for at in train]
        model = learn_weights(learn_outside(features[train], inside, answers[train], groups[train]), answers[train])
        words = learn_words(inside, answers[train], groups[train])
        unseen = add_words(features[test], [contents[at] for at in test], words)
        found = model.predict_proba(widen(unseen))[:, 1].reshape(answers[test].shape)
        scores[test] = found * has_evidence(unseen)
    tell = "P {:.3f} R {:.3f} F1 {:.3f}".format
    print("patterns alone  ", tell(*f_measure(answers, features[:, :, FEATURES.index("found")] > 0)))
    for threshold in THRESHOLDS:
        print(f"weights at {threshold:.2f} ", tell(*f_measure(answers, scores >= threshold)))
    measured = {}
    for at, code in enumerate(codes):
        measured[code] = int(answers[:, at].sum()), *f_measure(answers[:, at], scores[:, at] >= THRESHOLD)
        print(f"{code:8} n {measured[code][0]:3} ", tell(*measured[code][1:]))
    model = learn_weights(learn_outside(features, contents, answers, groups), answers)
    words = learn_words(contents, answers, groups)
    p, r, f = f_measure(answers, scores >= THRESHOLD)
    lines = [HEADER.format(statements=sum(len(known) for _, known, _ in gold), articles=len(gold), p=p, r=r, f=f)]
    lines.append(f"threshold: {THRESHOLD}\n")
    lines.append(f"features: {json.dumps(FEATURES)}\n".replace('"', ""))
    lines.append("weights:\n")
    lines += [f"  {code}: {values}\n" for code, values in fold_weights(model, codes).items()]
    lines.append("# cases, precision, recall and F1 of each code, cross-validated by article\nmeasured:\n")
    for code, (cases, *figures) in measured.items():
        lines.append(f"  {code}: {[cases, *(round(float(value), 2) for value in figures)]}\n")
    with replace_whole(lexicon_path("code_weights")) as part:
        part.write_text("".join(lines), encoding="utf-8")
    with replace_whole(lexicon_path("code_words")) as part:
        part.write_text("".join(write_words(words, codes)), encoding="utf-8")


def write_words(words: dict[str, np.ndarray], codes: list[str]) -> Iterator[str]:
    """Yield the lines of the lexicon: of each code the lemmas of one weight in a line, heaviest first."""
    yield WORDS_HEADER
    for at, code in enumerate(codes):
        by_weight = defaultdict(list)
        for lemma, tenths in words.items():
            by_weight[int(tenths[at])].append(lemma)
        yield f"{code}:\n"
        for tenths in sorted(by_weight.keys() - {0}, reverse=True):
            yield f'  "{tenths}": {json.dumps(" ".join(sorted(by_weight[tenths])), ensure_ascii=False)}\n'


if __name__ == "__main__":
    main()
