"""The number of topics, chosen by evidence: one model for each number, judged by four criteria."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.tables import replace_whole
from taawun.topics.bags import Bags
from taawun.topics.models import TopicModel, fit_topics
from taawun.topics.quality import complete_documents, topic_coherence, topic_exclusivity
from taawun.topics.stability import measure_stability, sample_articles

if TYPE_CHECKING:
    import pandas as pd

CRITERIA = {"coherence": 1, "exclusivity": 1, "perplexity": -1, "stability": 1}
"""What is measured, and whether more is better (1) or less (-1)."""
ENTRIES = 80_000
"""Entries of the matrix that a sweep looks at: enough to rank the numbers of topics, and quick."""
VERSION = 2
"""Raise it when the measures change, so that old results are not taken up again."""


@dataclass(frozen=True)
class Sweep:
    """Measures of each number of topics, and the one recommended.

    Attributes
    ----------
    table
        DataFrame: topics, the four criteria, and score, the mean of the criteria, each scaled from 0 (worst of the sweep)
        to 1 (best).
    recommended
        The number of topics with the best score; the smaller one of equals.
    documents
        Documents the sweep was fitted on; held-out ones not counted.
    """

    table: pd.DataFrame
    recommended: int
    documents: int

    @property
    def reason(self) -> str:
        """Why this number, in words."""
        best = self.table.set_index("topics").loc[self.recommended]
        numbers = list(self.table["topics"])
        edge = ""
        if len(numbers) > 1 and self.recommended in (numbers[0], numbers[-1]):
            which, other = ("smallest", "fewer") if self.recommended == numbers[0] else ("largest", "more")
            edge = f" It is the {which} number of the sweep: {other} may do better still (topics.sweep)."
        return (
            f"{self.recommended} topics have the best mean of the four criteria ({best['score']:.2f} of 1): coherence "
            f"{best['coherence']:.3f}, exclusivity {best['exclusivity']:.2f}, perplexity {best['perplexity']:,.0f}, "
            f"stability {best['stability']:.2f}.{edge}"
        )


def sweep_topics(
    bags: Bags,
    numbers: Sequence[int],
    *,
    seed: int,
    folder: str | Path | None = None,
    draws: int = 2,
    fit: Callable[..., TopicModel] = fit_topics,
    progress: Callable[[str], None] | None = None,
) -> Sweep:
    """Fit and judge one model for each number of topics.

    Parameters
    ----------
    bags
        Documents; a large corpus is sampled by article.
    numbers
        Numbers of topics; those that the documents cannot bear are left out.
    seed
        Source of the sample, the held-out articles, the models and the resamples.
    folder
        Where each finished number is kept, so that a stopped sweep goes on where it was. The results of other documents
        or settings are never taken up.
    draws
        Resamples for stability.
    fit
        Fits a model: `fit(bags, topics, seed=seed)`.
    progress
        Called with a line for each number.

    Raises
    ------
    ValueError
        No number is left.
    """
    import pandas as pd

    train, test = _split(bags, seed)
    usable = [number for number in sorted(set(numbers)) if number <= min(train.counts.shape) // 2]
    if not usable:
        raise ValueError(f"{train.counts.shape[0]} documents bear none of these numbers of topics: {list(numbers)}")
    key = _fingerprint(train, test, seed, draws)
    rows = []
    for number in usable:
        place = None if folder is None else Path(folder) / f"{number:03d}.json"
        row = _recall(place, key)
        if row is None:
            row = _judge(train, test, number, seed, draws, fit)
            if place is not None:
                with replace_whole(place) as part:
                    part.write_text(json.dumps({"key": key, **row}, sort_keys=True), encoding="utf-8")
        rows.append({"topics": number, **{name: row[name] for name in CRITERIA}})
        if progress:
            progress(f"{number} topics: coherence {row['coherence']:.3f}, stability {row['stability']:.2f}")
    table = pd.DataFrame(rows)
    scaled = [_scale(table[name].to_numpy() * sign) for name, sign in CRITERIA.items()]
    table["score"] = np.mean(scaled, axis=0).round(9)
    return Sweep(table, int(table["topics"][table["score"].argmax()]), train.counts.shape[0])


def _judge(
    train: Bags, test: Bags, number: int, seed: int, draws: int, fit: Callable[..., TopicModel]
) -> dict[str, float]:
    model = fit(train, number, seed=seed)
    stability = measure_stability(
        train, model, lambda bags, again: fit(bags, number, seed=again), draws=draws, seed=seed
    )
    return {
        "coherence": float(topic_coherence(model.phi, train.counts).mean()),
        "exclusivity": float(topic_exclusivity(model.phi).mean()),
        "perplexity": complete_documents(model, test.counts, seed=seed),
        "stability": stability.overall,
    }


def _split(bags: Bags, seed: int) -> tuple[Bags, Bags]:
    """Hold out a tenth of the articles, of as many whole articles as a sweep needs."""
    order = sample_articles(bags, ENTRIES, np.random.default_rng(seed))
    article = np.asarray(bags.article_ids)
    held = order[: max(1, len(order) // 10)]
    train, test = np.flatnonzero(np.isin(article, np.setdiff1d(order, held))), np.flatnonzero(np.isin(article, held))
    kept = bags.rows(train)
    # A word that only held-out articles have is unknown to the model: neither side counts it.
    known = np.flatnonzero(np.asarray(kept.counts.sum(axis=0)).ravel() > 0)
    words = tuple(bags.words[column] for column in known)
    return tuple(  # type: ignore[return-value]
        Bags(part.counts[:, known].tocsr(), words, part.ids, part.article_ids) for part in (kept, bags.rows(test))
    )


def _fingerprint(train: Bags, test: Bags, seed: int, draws: int) -> str:
    digest = hashlib.sha256(json.dumps([VERSION, seed, draws, train.words]).encode())
    for part in (train, test):
        for array in (part.counts.indptr, part.counts.indices, part.counts.data):
            digest.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return digest.hexdigest()


def _recall(place: Path | None, key: str) -> dict[str, Any] | None:
    if place is None or not place.is_file():
        return None
    try:
        row = json.loads(place.read_text(encoding="utf-8"))
    except ValueError:
        return None
    return row if isinstance(row, dict) and row.get("key") == key and set(CRITERIA) <= set(row) else None


def _scale(values: Any) -> Any:
    low, high = np.nanmin(values), np.nanmax(values)
    return np.nan_to_num((values - low) / (high - low)) if high > low else np.ones(len(values))
