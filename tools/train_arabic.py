#!/usr/bin/env python3
"""Fit the weights of clitic segmentation and of lemmas, and write them to src/taawun/lexicons/*_weights.yaml.

usage: train_arabic.py GOLD.jsonl [--folds N] [--strength S] [--write]

GOLD is UD Arabic-PUD with spans: {"id", "text", "words": [[start, end, lemma, upos], ...]} a line. The project's own
sentences (tools/clitic_sentences.txt) are added to it. Maximum likelihood of a log-linear model with an L2 penalty.
With --folds, sentences are also dealt into N parts and each part is scored with weights fitted to the others (own
sentences always among them).
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from taawun.arabic.clitic_model import split_features
from taawun.arabic.clitics import candidate_splits, closed_classes, parse_split, restore_article
from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import form_strength
from taawun.arabic.lemma_rules import candidate_lemmas, lemma_lexicon
from taawun.arabic.lemmas import choose_lemma, lemma_features
from taawun.arabic.segmentation import Segmenter
from taawun.arabic.words import kind_of, split_words
from taawun.lexicons import lexicon_path

OWN = Path(__file__).parent / "clitic_sentences.txt"
Segments = tuple[str, ...]
Sentence = list[tuple[str, Segments]]


class Gold(NamedTuple):
    """A gold sentence: its text, the spans of its words, its words for training, and its lemmas."""

    text: str
    spans: set[tuple[int, int]]
    words: Sentence
    lemmas: list[tuple[str, str]]


class Choice(NamedTuple):
    """One training example: the features of each candidate, which one is right, and its weight."""

    candidates: list[list[tuple[str, float]]]
    right: int
    weight: float


class Problem(NamedTuple):
    """All candidates of all choices, as one sparse matrix."""

    matrix: csr_matrix
    first: np.ndarray
    right: np.ndarray
    counts: np.ndarray
    names: list[str]


def read_gold(path: Path) -> list[Gold]:
    """Read the gold sentences; everything but the text is folded."""
    return [_read_sentence(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def _read_sentence(row: dict[str, Any]) -> Gold:
    text, gold = row["text"], row["words"]
    words: Sentence = []
    for start, end in split_words(text):
        parts = [fold_text(text[word[0] : word[1]]) for word in gold if start <= word[0] < end]
        form = fold_text(text[start:end])
        if kind_of(text[start:end]) == "word" and "".join(parts) == form:
            words.append((form, tuple(part for part in parts if part)))
    lemmas = [
        # للحكومة is written without alef; the lemma is looked up with it.
        (restore_article("ل", fold_text(text[start:end])), fold_text(lemma))
        for start, end, lemma, kind in gold
        if lemma and kind in ("NOUN", "VERB", "ADJ")
    ]
    return Gold(text, {(word[0], word[1]) for word in gold}, words, lemmas)


def read_own(path: Path = OWN) -> list[Sentence]:
    """Read sentences of our own: + between segments, # begins a comment."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        words = [parse_split(fold_text(word)) for word in line.partition("#")[0].split()]
        sentences.append([("".join(split), split.segments) for split in words])
    return [words for words in sentences if words]


def clitic_choices(sentences: Iterable[Sentence]) -> Iterator[Choice]:
    """Candidates of every type whose analysis is not listed in the lexicon."""
    gold: dict[str, Counter[Segments]] = defaultdict(Counter)
    for form, segments in (word for sentence in sentences for word in sentence):
        gold[form][segments] += 1
    for form in sorted(gold):
        if form in closed_classes().fixed:
            continue
        splits = candidate_splits(form)
        answer, count = gold[form].most_common(1)[0]
        places = [at for at, split in enumerate(splits) if split.segments == answer]
        if len(splits) > 1 and places:
            # A type seen ten times says little more than one seen twice.
            yield Choice(
                [split_features(split, form, form_strength()) for split in splits], places[0], 1 + math.log(count)
            )


def lemma_choices(words: Iterable[tuple[str, str]]) -> Iterator[Choice]:
    """Candidates of every type of (form, gold lemma)."""
    gold: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in words:
        gold[form][lemma] += 1
    strength = form_strength()
    for form in sorted(gold):
        candidates = candidate_lemmas(form)
        answer, count = gold[form].most_common(1)[0]
        if answer in candidates and len(candidates) > 1 and form not in lemma_lexicon().function:
            features = [lemma_features(form, lemma, rules, strength) for lemma, rules in candidates.items()]
            yield Choice(features, list(candidates).index(answer), 1 + math.log(count))


def build_problem(choices: Iterable[Choice]) -> Problem:
    """Lay the candidates of all choices into one matrix."""
    index: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    first, right, counts = [], [], []
    row = 0
    for choice in choices:
        first.append(row)
        right.append(row + choice.right)
        counts.append(choice.weight)
        for features in choice.candidates:
            for name, value in features:
                rows.append(row)
                columns.append(index.setdefault(name, len(index)))
                values.append(value)
            row += 1
    matrix = csr_matrix((values, (rows, columns)), shape=(row, len(index)))
    return Problem(matrix, np.array(first), np.array(right), np.array(counts), list(index))


def fit_weights(problem: Problem, strength: float) -> dict[str, float]:
    """Maximise the penalised log-likelihood of the right candidates."""
    matrix, first, right, counts, names = problem
    owner = np.repeat(np.arange(len(first)), np.diff([*first, matrix.shape[0]]))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, first)
        raised = np.exp(scores - top[owner])
        total = np.add.reduceat(raised, first)
        log_likelihood = counts @ (scores[right] - top - np.log(total))
        pull = -(counts / total)[owner] * raised
        pull[right] += counts
        penalty = 0.5 * strength * np.sum(weights**2)
        return penalty - log_likelihood, strength * weights - matrix.T @ pull

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 2000, "maxfun": 4000})
    return {name: round(float(weight), 3) for name, weight in sorted(zip(names, found.x, strict=True))}


def fit_both(sentences: list[Gold], strength: float) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of clitics (own sentences are added) and of lemmas."""
    clitics = clitic_choices([gold.words for gold in sentences] + read_own())
    lemmas = lemma_choices(word for gold in sentences for word in gold.lemmas)
    return fit_weights(build_problem(clitics), strength), fit_weights(build_problem(lemmas), strength)


def score(sentences: Iterable[Gold], weights: Mapping[str, float]) -> np.ndarray:
    """Count words right, said and in the gold, by spans."""
    segment = Segmenter(weights=weights).segment
    counts = np.zeros(3, dtype=int)
    for gold in sentences:
        said = {(word.start, word.end) for word in segment(gold.text)}
        counts += (len(said & gold.spans), len(said), len(gold.spans))
    return counts


def lemma_score(sentences: Iterable[Gold], weights: Mapping[str, float]) -> np.ndarray:
    """Count lemmas right, and all."""
    words = [word for gold in sentences for word in gold.lemmas]
    return np.array([sum(choose_lemma(form, weights) == lemma for form, lemma in words), len(words)])


def cross_validate(sentences: list[Gold], folds: int, strength: float) -> None:
    """Score each part of the gold with weights fitted to the other parts."""
    order = np.random.default_rng(0).permutation(len(sentences))
    words, forms = np.zeros(3, dtype=int), np.zeros(2, dtype=int)
    for fold in range(folds):
        held = {int(at) for at in order[fold::folds]}
        clitics, lemmas = fit_both([gold for at, gold in enumerate(sentences) if at not in held], strength)
        part = [sentences[at] for at in sorted(held)]
        part_words, part_forms = score(part, clitics), lemma_score(part, lemmas)
        print(f"  part {fold + 1}: {say(part_words, part_forms)}")
        words, forms = words + part_words, forms + part_forms
    print(f"{folds}-fold cross-validation: {say(words, forms)}")


def say(words: np.ndarray, forms: np.ndarray) -> str:
    """Both figures with their n."""
    return (
        f"words F1 {2 * words[0] / (words[1] + words[2]):.4f} ({words[2]} words), "
        f"lemmas on gold segments {forms[0] / forms[1]:.4f} ({forms[1]})"
    )


def write_weights(name: str, weights: Mapping[str, float], what: str) -> None:
    """Write one file of weights, in the order of their names."""
    lines = [
        f"# Weights of {what}. Made by tools/train_arabic.py from UD Arabic-PUD (CC BY-SA 3.0) and our own sentences;",
        "# do not edit by hand: the names are those of the features in taawun.arabic.",
        "weights:",
        *(f"  {json.dumps(key, ensure_ascii=False)}: {weight}" for key, weight in weights.items() if weight),
    ]
    lexicon_path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, cross-validate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--strength", type=float, default=3.0, help="of the penalty (default 3.0)")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sentences = read_gold(args.gold)
    clitics, lemmas = fit_both(sentences, args.strength)
    words, forms = score(sentences, clitics), lemma_score(sentences, lemmas)
    print(f"on the gold the {len(clitics)} + {len(lemmas)} weights are fitted to: {say(words, forms)}")
    if args.folds:
        cross_validate(sentences, args.folds, args.strength)
    if args.write:
        write_weights("clitic_weights", clitics, "clitic segmentation")
        write_weights("lemma_weights", lemmas, "the choice of lemmas")


if __name__ == "__main__":
    main()
