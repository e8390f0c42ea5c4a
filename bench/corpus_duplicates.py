"""Precision and recall of the near-duplicates on the 200 hand-labelled pairs, over the whole of SaudiNewsNet.

Run with TAAWUN_SHARED (or the corpus in the cache): `python bench/corpus_duplicates.py`. Prints the figures for the
pairs as drawn, for the pairs weighted to the strata they stand for, and for thresholds around the one in use; then how
well a threshold chosen on one half of the pairs does on the other.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from taawun.corpus.articles import read_articles
from taawun.corpus.cleaning import mask_removed
from taawun.corpus.duplicates import SIMILARITY, CopyFinder, hash_shingles
from taawun.study import Study

ROOT = Path(__file__).parents[1]
PAIRS = ROOT / "tests" / "data" / "corpus" / "duplicate_pairs.csv"


class Pair(NamedTuple):
    """A labelled pair and the number of pairs that it stands for."""

    first: str
    second: str
    copies: bool
    weight: float


def read_pairs() -> list[Pair]:
    """Read the labelled pairs with the weight of their stratum."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    populations = {line.split()[1]: int(line.split()[2]) for line in lines if line[:3].strip("# ").isdigit()}
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    drawn = Counter(row["stratum"] for row in rows)
    return [
        Pair(row["first"], row["second"], row["copies"] == "1", populations[row["stratum"]] / drawn[row["stratum"]])
        for row in rows
    ]


def precision_and_recall(found: Sequence[bool], pairs: Sequence[Pair], *, weighted: bool) -> tuple[float, float]:
    """Share of found pairs that are copies, and share of copies that are found."""
    weights = [pair.weight if weighted else 1.0 for pair in pairs]
    both = sum(w for w, hit, pair in zip(weights, found, pairs, strict=True) if hit and pair.copies)
    hits = sum(w for w, hit in zip(weights, found, strict=True) if hit)
    copies = sum(w for w, pair in zip(weights, pairs, strict=True) if pair.copies)
    return both / hits if hits else 0.0, both / copies if copies else 0.0


def similarities(study: Study, pairs: Iterable[Pair]) -> tuple[list[float], dict[str, str]]:
    """Estimated similarity of each pair, and the cluster of every article."""
    with tempfile.TemporaryDirectory() as scratch, CopyFinder(Path(scratch)) as finder:
        for row in read_articles(study, reject=lambda _row: None):
            triples = hash_shingles(mask_removed(row["text"], row["removed"])).tobytes()
            finder.add(row["id"], row["date"], triples)
        clusters = finder.find_clusters()
        signatures, place = finder.sign_all(), {id_: i for i, id_ in enumerate(finder.ids)}
        return [
            float((signatures[place[pair.first]] == signatures[place[pair.second]]).mean()) for pair in pairs
        ], clusters


def _f1(figures: tuple[float, float]) -> float:
    return 2 * figures[0] * figures[1] / sum(figures) if sum(figures) else 0.0


def main() -> None:
    """Measure and print."""
    study = Study.model_validate(
        {
            "name": "bench",
            "path": ROOT / "bench",
            "root": ROOT,
            "title": {"en": "bench", "ar": "قياس"},
            "question": {"en": "bench", "ar": "قياس"},
            "corpus": {"registry": "saudinewsnet"},
            "sides": [
                {"id": side, "label": {"en": side, "ar": side}, "state": state}
                for side, state in (("a", "SA"), ("b", "IR"))
            ],
        }
    )
    pairs = read_pairs()
    begun = time.perf_counter()
    found, clusters = similarities(study, pairs)
    print(f"{len(pairs)} pairs, {sum(pair.copies for pair in pairs)} of them copies; {len(clusters)} articles")
    for threshold in (0.3, 0.35, SIMILARITY, 0.45, 0.5, 0.6):
        hits = [value >= threshold for value in found]
        drawn, weighted = (precision_and_recall(hits, pairs, weighted=weighted) for weighted in (False, True))
        print(
            f"threshold {threshold:.2f}: precision {drawn[0]:.2f} recall {drawn[1]:.2f}"
            f" (weighted {weighted[0]:.2f} {weighted[1]:.2f})"
        )
    together = [clusters[pair.first] == clusters[pair.second] for pair in pairs]
    drawn, weighted = (precision_and_recall(together, pairs, weighted=weighted) for weighted in (False, True))
    print(
        f"in one cluster: precision {drawn[0]:.2f} recall {drawn[1]:.2f} (weighted {weighted[0]:.2f} {weighted[1]:.2f})"
    )
    for half in (0, 1):
        own = [i for i in range(len(pairs)) if i % 2 == half]
        other = [i for i in range(len(pairs)) if i % 2 != half]
        best = max(
            (threshold / 100 for threshold in range(25, 65)),
            key=lambda t: _f1(
                precision_and_recall([found[i] >= t for i in own], [pairs[i] for i in own], weighted=False)
            ),
        )
        held = precision_and_recall([found[i] >= best for i in other], [pairs[i] for i in other], weighted=False)
        print(f"threshold {best:.2f} chosen on half {half}: on the other precision {held[0]:.2f} recall {held[1]:.2f}")
    sizes = Counter(Counter(clusters.values()).values())
    several = sum(count for size, count in sizes.items() if size > 1)
    print(
        f"{several} clusters of copies; largest {max(sizes)}; {len(clusters) - sum(sizes.values())} articles are copies"
    )
    print(f"{time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
