"""The number of topics, chosen by evidence: one model for each number, judged by four criteria."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.errors import TaawunError
from taawun.messages import phrase
from taawun.tables import replace_whole
from taawun.topics.bags import Bags
from taawun.topics.fitting import fit_topics
from taawun.topics.models import TopicModel
from taawun.topics.quality import complete_documents, topic_coherence, topic_exclusivity
from taawun.topics.stability import fit_again, match_beyond_chance, sample_articles

if TYPE_CHECKING:
    import pandas as pd

CRITERIA = {"coherence": 1, "exclusivity": 1, "perplexity": -1, "stability": 1}
"""What is measured, and whether more is better (1) or less (-1)."""
ENTRIES = 80_000
"""Entries of the matrix that a sweep looks at: enough to rank the numbers of topics, and quick."""
VERSION = 3
"""Raise it when the measures change, so that old results are not taken up again."""


@dataclass(frozen=True)
class Sweep:
    """Measures of each number of topics, and the one recommended.

    Attributes
    ----------
    table
        DataFrame: topics, the four criteria, and score, the mean of the criteria, each scaled from 0 (worst of the sweep)
        to 1 (best). Columns `..._error` hold the standard deviation of each over models of resampled articles.
    recommended
        The largest number of topics whose score is no further from the best one than that one's error: numbers that
        these articles cannot tell apart are a matter of detail, and a reader can join two topics but not part one.
    documents
        Documents the sweep was fitted on; held-out ones not counted.
    """

    table: pd.DataFrame
    recommended: int
    documents: int

    def explain(self, language: str = "en") -> str:
        """Say why this number, in English or Arabic."""
        numbers = list(self.table["topics"])
        best = self.table.iloc[self.table["score"].argmax()]
        row = self.table.set_index("topics").loc[self.recommended]
        why = (
            phrase(
                "{number} topics have the best mean of the four criteria ({score} of 1)",
                language,
                number=self.recommended,
                score=f"{row['score']:.2f}",
            )
            if self.recommended == best["topics"]
            else phrase(
                "{best} topics have the best mean of the four criteria ({best_score} of 1, error {error}), and {number} is the "
                "largest number that is not clearly worse ({score})",
                language,
                best=int(best["topics"]),
                best_score=f"{best['score']:.2f}",
                error=f"{best['score_error']:.2f}",
                number=self.recommended,
                score=f"{row['score']:.2f}",
            )
        )
        edge = ""
        if len(numbers) > 1 and self.recommended in (numbers[0], numbers[-1]):
            message = (
                " It is the smallest number of the sweep: fewer may do better still (topics.sweep)."
                if self.recommended == numbers[0]
                else " It is the largest number of the sweep: more may do better still (topics.sweep)."
            )
            edge = phrase(message, language)
        return phrase(
            "{why}: coherence {coherence}, exclusivity {exclusivity}, perplexity {perplexity}, stability {stability}.{edge}",
            language,
            why=why,
            coherence=f"{row['coherence']:.3f}",
            exclusivity=f"{row['exclusivity']:.2f}",
            perplexity=f"{row['perplexity']:,.0f}",
            stability=f"{row['stability']:.2f}",
            edge=edge,
        )


def sweep_topics(
    bags: Bags,
    numbers: Sequence[int],
    *,
    seed: int,
    folder: str | Path | None = None,
    draws: int = 3,
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
        Resamples, for stability and for the errors.
    fit
        Fits a model: `fit(bags, topics, seed=seed)`.
    progress
        Called with a line for each number.

    Raises
    ------
    TaawunError
        No number is left.
    """
    train, test = _split(bags, seed)
    usable = [number for number in sorted(set(numbers)) if number <= min(train.counts.shape) // 2]
    if not usable:
        raise TaawunError(
            f"{train.counts.shape[0]} documents with {train.counts.shape[1]} words bear none of these numbers of topics: "
            f"{list(numbers)}",
            "name smaller numbers, or choose topics.model: seeded",
            field="topics.sweep",
        )
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
        rows.append({"topics": number, **row})
        if progress:
            progress(f"{number} topics: coherence {row['coherence'][0]:.3f}, stability {row['stability'][0]:.2f}")
    table = _tabulate(rows)
    best = table["score"].argmax()
    good = table["score"] >= table["score"][best] - table["score_error"][best]
    return Sweep(table, int(table["topics"][good].max()), train.counts.shape[0])


def _judge(
    train: Bags, test: Bags, number: int, seed: int, draws: int, fit: Callable[..., TopicModel]
) -> dict[str, list[float]]:
    """Criteria of the model, followed by those of each resample's model."""
    model = fit(train, number, seed=seed)
    rng = np.random.default_rng(seed)
    models = [model, *fit_again(train, lambda bags, again: fit(bags, number, seed=again), draws, rng)]
    alike = [float(match_beyond_chance(model, again).mean()) for again in models[1:]]
    return {
        "coherence": [float(topic_coherence(each.phi, train.counts).mean()) for each in models],
        "exclusivity": [float(topic_exclusivity(each.phi).mean()) for each in models],
        "perplexity": [complete_documents(each, test.counts, seed=seed) for each in models],
        "stability": [float(np.mean(alike)), *alike],
    }


def _tabulate(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame({"topics": [row["topics"] for row in rows]})
    scores = []
    for name, sign in CRITERIA.items():
        values = np.array([row[name] for row in rows])
        table[name] = values[:, 0]
        table[f"{name}_error"] = _spread(values)
        scores.append(_scale(values * sign))
    score = np.mean(scores, axis=0).round(9)
    table["score"] = score[:, 0]
    table["score_error"] = _spread(score)
    return table


def _spread(values: Any) -> Any:
    """Return the standard deviation over the resamples of each row, whose first value is the model's own."""
    again = values[:, 1:]
    return again.std(axis=1, ddof=1) if again.shape[1] > 1 else np.zeros(len(values))


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
    """From 0 for the worst to 1 for the best of the models' own values; resamples on the same scale."""
    low, high = np.nanmin(values[:, 0]), np.nanmax(values[:, 0])
    return np.nan_to_num((values - low) / (high - low)) if high > low else np.ones(values.shape)
