#!/usr/bin/env python3
"""Topic models on the same bags of words: ours beside gensim's own, tomotopy and scikit-learn.

bench_topics.py [--corpora easy hard saudi jawhara] [--seeds 5] [--peers PYTHON] [--out FOLDER]

Needs TAAWUN_SHARED: its eval/topics_harness.py draws the planted corpora and holds every measure; its data are the real
ones. Each fit runs in a process of its own: CPU is user + system time from the matrix of counts to the topics (children
included, imports not), memory the peak of the process. PYTHON is the interpreter of an environment with
bench/requirements-topics.lock. Prints the median over the seeds and writes every run to FOLDER/runs.csv.

easy, hard   10,000 generated documents with 30 known topics
saudi        the first 10,000 articles of SaudiNewsNet by id, without copies; 30 topics; every 20th is held out
jawhara      9,264 articles with nine category labels; 9 topics
new-hard, new-saudi   other topics, and the next 10,000 articles: nothing was tuned on them; only when asked for

Engines only when asked for, to see what each part of our method does: no-weights (all words count alike), no-heat
(annealing without high temperature), no-steps (gensim straight from NMF), no-contrast.

nmi_share is that of the labels and the topic with the largest share of each document, nmi_tempered that of the labels and
the topics that `taawun.topics.models.assign_topics` gives: our own way, and applied to the topics of every other engine.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp

ROOT = Path(__file__).parents[1]
TOPICS = {"easy": 30, "hard": 30, "saudi": 30, "jawhara": 9, "new-hard": 30, "new-saudi": 30}
ENGINES = ("taawun", "gensim", "gensim-multicore", "tomotopy", "sklearn-lda", "sklearn-nmf")
WITHOUT: dict[str, dict[str, Any]] = {
    "taawun": {},
    "no-weights": {"power": 0.0},
    "no-heat": {"coldest": 1.0},
    "no-steps": {"steps": 0},
    "no-contrast": {"contrast": 0.0},
}
OTHER_TOPICS = 11
"""Seed of the planted topics of new-hard; the others have the yardstick's own."""
MEASURES = ("cpu", "peak_mb", "recovery", "npmi", "perplexity", "nmi_share", "nmi_tempered", "stability")


class Fit(NamedTuple):
    """What an engine gives: topics, the largest of each document, CPU seconds."""

    phi: np.ndarray
    largest: np.ndarray
    cpu: float


def load_harness() -> Any:
    """Load the yardstick by its path; it is no part of this project."""
    if "TAAWUN_SHARED" not in os.environ:
        sys.exit("bench_topics: set TAAWUN_SHARED to the folder with eval/topics_harness.py and data/")
    path = Path(os.environ["TAAWUN_SHARED"]) / "eval/topics_harness.py"
    spec = importlib.util.spec_from_file_location("topics_harness", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def prepare(name: str, folder: Path, documents: int) -> Path:
    """Write a corpus as matrices: train.npz, test.npz, and truth.npy or labels.json."""
    place = folder / f"{name}-{documents}"
    if (place / "done").exists():
        return place
    place.mkdir(parents=True, exist_ok=True)
    if name in ("saudi", "jawhara", "new-saudi"):
        train, test = prepare_articles(name, place, documents)
    else:
        seeds = {"seed": OTHER_TOPICS} if name == "new-hard" else {}
        corpus = load_harness().planted(name.removeprefix("new-"), documents, **seeds)
        train, test = corpus.train, corpus.test
        np.save(place / "truth.npy", corpus.phi)
    filled = np.diff(train.indptr) > 0
    assert name != "jawhara" or filled.all()
    sp.save_npz(place / "train.npz", train[filled])
    sp.save_npz(place / "test.npz", test)
    (place / "done").touch()
    return place


def prepare_articles(name: str, place: Path, documents: int) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Count the lemmas of content words as a study does: cleaned, copies left out."""
    from taawun.topics.bags import count_words
    from taawun.topics.documents import article_documents

    category = {}
    if name == "jawhara":
        with gzip.open(
            Path(os.environ["TAAWUN_SHARED"], "data/jawhara/articles.jsonl.gz"), "rt", encoding="utf-8"
        ) as file:
            rows = [json.loads(line) for line in file]
        category = {row["id"]: row["category"] for row in rows}
    else:
        rows = read_saudi(place)
    first = documents if name == "new-saudi" else 0
    bags = count_words(article_documents(sorted(rows, key=lambda row: row["id"])[first : first + documents]))
    (place / "words.json").write_text(json.dumps(bags.words, ensure_ascii=False), encoding="utf-8")
    held = np.arange(len(bags.ids)) % 20 == 0
    if category:
        # Labels are for all documents: what is held out to predict words is fitted on as well.
        (place / "labels.json").write_text(json.dumps([category[id_] for id_ in bags.ids]), encoding="utf-8")
        return bags.counts, bags.counts[held]
    return bags.counts[~held], bags.counts[held]


def read_saudi(place: Path) -> list[dict[str, Any]]:
    """Read SaudiNewsNet through a study that keeps one of each copy."""
    from taawun.corpus.articles import build_articles
    from taawun.study import load_study
    from taawun.tables import read_rows

    sides = "[{id: a, label: {en: a, ar: a}, state: SA}, {id: b, label: {en: b, ar: b}, state: IR}]"
    text = "title: {en: x, ar: x}\nquestion: {en: x, ar: x}\ncorpus: {registry: saudinewsnet}\nsides: " + sides
    (place / "saudi.yaml").write_text(text, encoding="utf-8")
    build_articles(load_study(place / "saudi.yaml", root=ROOT), place / "articles.parquet")
    return list(read_rows(place / "articles.parquet", ["id", "text", "removed"]))


def fit(engine: str, counts: sp.csr_matrix, topics: int, seed: int) -> Fit:
    """Fit one engine; CPU seconds are without imports."""
    fitter = fit_ours if engine in WITHOUT else fit_tomotopy if engine == "tomotopy" else fit_peer
    return fitter(engine, counts, topics, seed)


def peak_memory() -> float:
    """Peak memory of this process in MB (Linux): ru_maxrss would be the parent's, when that was larger."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def cpu_seconds() -> float:
    """User and system time of this process and its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in used)


def fit_ours(engine: str, counts: sp.csr_matrix, topics: int, seed: int) -> Fit:
    """Fit the project's default model, or a part of it."""
    import gensim.models  # noqa: F401
    import sklearn.decomposition  # noqa: F401

    from taawun.topics.bags import Bags
    from taawun.topics.fitting import fit_topics

    ids = tuple(f"{row:06d}" for row in range(counts.shape[0]))
    bags = Bags(counts, tuple(f"{column:06d}" for column in range(counts.shape[1])), ids, ids)
    before = cpu_seconds()
    model = fit_topics(bags, topics, seed=seed, **WITHOUT[engine])
    used = cpu_seconds() - before
    return Fit(model.phi, model.transform(counts).argmax(axis=1), used)


def fit_tomotopy(_: str, counts: sp.csr_matrix, topics: int, seed: int) -> Fit:
    """tomotopy, 200 iterations, 2 workers."""
    import tomotopy

    before = cpu_seconds()
    model = tomotopy.LDAModel(k=topics, seed=seed)
    for row in range(counts.shape[0]):
        span = slice(counts.indptr[row], counts.indptr[row + 1])
        model.add_doc(np.repeat(counts.indices[span], counts.data[span]).astype(str).tolist())
    model.train(200, workers=2)
    phi = np.zeros((topics, counts.shape[1]))
    columns = [int(word) for word in model.used_vocabs]
    for topic in range(topics):
        phi[topic, columns] = model.get_topic_word_dist(topic)
    used = cpu_seconds() - before
    return Fit(phi, np.array([np.argmax(doc.get_topic_dist()) for doc in model.docs]), used)


def fit_peer(engine: str, counts: sp.csr_matrix, topics: int, seed: int) -> Fit:
    """Fit gensim or scikit-learn with their own defaults (LdaMulticore: 2 workers, 10 passes)."""
    from gensim.matutils import Sparse2Corpus
    from gensim.models import LdaModel, LdaMulticore
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import TfidfTransformer

    before = cpu_seconds()
    if engine.startswith("gensim"):
        corpus = list(Sparse2Corpus(counts, documents_columns=False))
        names = {column: str(column) for column in range(counts.shape[1])}
        if engine == "gensim":
            model = LdaModel(corpus, topics, id2word=names, random_state=seed)
        else:
            model = LdaMulticore(corpus, topics, id2word=names, random_state=seed, workers=2, passes=10)
        phi, used = model.get_topics(), cpu_seconds() - before
        theta = model.inference(corpus)[0]
    elif engine == "sklearn-lda":
        found = LatentDirichletAllocation(topics, random_state=seed).fit(counts)
        phi, used = found.components_, cpu_seconds() - before
        theta = found.transform(counts)
    else:
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
        nmf = NMF(topics, random_state=seed, init="nndsvda", max_iter=300)
        theta = nmf.fit_transform(weighted)
        phi, used = nmf.components_, cpu_seconds() - before
    return Fit(phi, theta.argmax(axis=1), used)


def start_child(engine: str, place: Path, topics: int, seed: int, python: str) -> Path:
    """Fit in a process of its own; returns where it left its results, without suffix."""
    python = python if engine == "tomotopy" else sys.executable
    command = [python, __file__, f"--fit={engine}", f"--place={place}", f"--topics={topics}", f"--seed={seed}"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
    return place / f"{engine}-{seed}"


def fit_again(engine: str, place: Path, topics: int, seed: int, python: str) -> np.ndarray:
    """Topics of documents drawn again with replacement."""
    return np.load(start_child(engine, place, topics, seed, python).with_suffix(".npy"))


def run(engine: str, place: Path, topics: int, seed: int, python: str) -> dict[str, Any]:
    """Fit in a process of its own and measure what it gives."""
    stem = start_child(engine, place, topics, seed, python)
    result = json.loads(stem.with_suffix(".json").read_text())
    harness = load_harness()
    train, test = sp.load_npz(place / "train.npz"), sp.load_npz(place / "test.npz")
    phi = np.load(stem.with_suffix(".npy"))
    result["npmi"] = harness.npmi(phi, train)
    result["perplexity"] = harness.perplexity(phi, test)
    if (place / "truth.npy").exists():
        result["recovery"] = harness.recovery(phi, np.load(place / "truth.npy"))
    if (place / "labels.json").exists():
        from sklearn.metrics import normalized_mutual_info_score

        labels = json.loads((place / "labels.json").read_text())
        result["nmi_share"] = normalized_mutual_info_score(labels, result["largest"])
        result["nmi_tempered"] = normalized_mutual_info_score(labels, assign_tempered(phi, train).tolist())
    return {"corpus": place.name, "engine": engine, "seed": seed, **{name: result.get(name) for name in MEASURES}}


def assign_tempered(phi: np.ndarray, counts: sp.csr_matrix) -> np.ndarray:
    """Assign documents to any engine's topics as ours are assigned: of its model only the topics are taken."""
    from taawun.topics.fitting import ETA, weigh_words
    from taawun.topics.models import TopicModel, assign_topics

    weights = (phi / phi.sum(axis=1, keepdims=True) * (counts.sum() / len(phi)) + ETA).astype(np.float32)
    words = tuple(str(column) for column in range(phi.shape[1]))
    names = tuple(str(row) for row in range(len(phi)))
    alpha = np.full(len(phi), 0.1, np.float32)
    return assign_topics(TopicModel("any", words, weights, alpha, weigh_words(counts), names, {}), counts.tocsr())


def run_child(engine: str, place: Path, topics: int, seed: int) -> None:
    """Fit, and leave topics and figures beside the corpus."""
    counts = sp.load_npz(place / "train.npz").tocsr()
    if seed < 0:
        counts = counts[np.sort(np.random.default_rng(-seed).integers(counts.shape[0], size=counts.shape[0]))]
    started = time.perf_counter()
    found = fit(engine, counts, topics, abs(seed))
    figures: dict[str, Any] = {"cpu": found.cpu, "peak_mb": peak_memory(), "wall": time.perf_counter() - started}
    np.save(place / f"{engine}-{seed}.npy", np.asarray(found.phi, dtype=np.float64))
    figures["largest"] = found.largest.tolist()
    (place / f"{engine}-{seed}.json").write_text(json.dumps(figures), encoding="utf-8")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    tuned = [name for name in TOPICS if not name.startswith("new-")]
    parser.add_argument("--corpora", nargs="+", choices=TOPICS, default=tuned)
    parser.add_argument("--engines", nargs="+", choices=dict.fromkeys((*ENGINES, *WITHOUT)), default=list(ENGINES))
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--resamples", type=int, default=3, help="fits on documents drawn again, for stability")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--peers", default=str(ROOT / ".venv-bench-topics/bin/python"), metavar="PYTHON")
    parser.add_argument("--out", type=Path, default=ROOT / "build/bench-topics")
    for name in ("fit", "place", "topics", "seed"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fit:
        run_child(given.fit, Path(given.place), int(given.topics), int(given.seed))
        return
    harness, rows = load_harness(), []
    for corpus in given.corpora:
        place = prepare(corpus, given.out, given.documents)
        train = sp.load_npz(place / "train.npz")
        print(f"\n{corpus}: {train.shape[0]:,} documents, {train.shape[1]:,} words, K = {TOPICS[corpus]}")
        print(f"{'median of ' + str(given.seeds):18}" + "".join(f"{name:>14}" for name in MEASURES), flush=True)
        for engine in given.engines:
            runs = [run(engine, place, TOPICS[corpus], seed, given.peers) for seed in range(1, given.seeds + 1)]
            first = np.load(place / f"{engine}-1.npy")
            # Seeds below zero draw the documents again: a change of the seed alone flatters a start that hardly uses it.
            again = [
                fit_again(engine, place, TOPICS[corpus], -seed, given.peers) for seed in range(1, given.resamples + 1)
            ]
            alike = [harness.recovery(first, other) for other in again]
            for entry in runs:
                entry["stability"] = statistics.mean(alike) if alike else None
            middle = {name: [entry[name] for entry in runs if entry[name] is not None] for name in MEASURES}
            shown = (f"{statistics.median(values):14.4g}" if values else f"{'-':>14}" for values in middle.values())
            print(f"{engine:18}" + "".join(shown), flush=True)
            rows += runs
    with (given.out / "runs.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["corpus", "engine", "seed", *MEASURES])
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
