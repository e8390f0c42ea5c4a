"""How good the extracted statements are, against an annotation: figures, classes, intervals, errors.

The measures are defined in `taawun.evaluation.scoring`. Intervals are percentile intervals of a bootstrap that draws
whole articles (Efron and Tibshirani 1993, chapter 13): statements of one article are not independent of each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from taawun.errors import TaawunError
from taawun.evaluation.baselines import BASELINES
from taawun.evaluation.scoring import Judgement, figures, judge_article, sum_counts

#: figures that are printed with an interval: name and how to reach it in `figures`
MEASURES: dict[str, tuple[str, ...]] = {
    "cue F1": ("cue", "f1"),
    "content token F1": ("content_tokens", "f1"),
    "speaker accuracy": ("speaker_accuracy",),
    "level accuracy": ("level_accuracy",),
    "inherited accuracy": ("inherited_accuracy",),
    "attribution F1": ("attribution", "f1"),
    "contamination": ("contamination",),
}
#: of how many cases each of them is a share
CASES = {
    "cue F1": "gold",
    "content token F1": "gold",
    "attribution F1": "gold",
    "speaker accuracy": "speaker_n",
    "level accuracy": "speaker_n",
    "inherited accuracy": "inherited_n",
    "contamination": "contamination_n",
}
CLASSES: dict[str, Callable[[Judgement], str | None]] = {
    "outlet": lambda judgement: judgement.outlet,
    "form": lambda judgement: judgement.form,
    "speaker": lambda judgement: judgement.circumstance,
}

#: kinds of errors, and the columns of the rules that answer for them
ANSWERABLE = {
    "spurious": ("cue_rule",),
    "speaker": ("speaker_rule", "link_rule"),
    "level": ("cue_rule",),
    "content": ("span_rule",),
}

#: below either, a class of statements has no figures: a few articles of one style say nothing about others like them
MINIMUM_ARTICLES, MINIMUM_STATEMENTS = 10, 30


class RuleErrors(NamedTuple):
    """How often a rule went wrong in one way (`ANSWERABLE`), of the annotated or spurious statements that it made."""

    error: str
    rule: str
    errors: int
    statements: int


@dataclass(frozen=True)
class Evaluation:
    """All judgements over a set of articles, and what can be computed from them.

    Attributes
    ----------
    articles
        Ids of the annotated articles, sorted; articles without any statement belong here too.
    judgements
        One for each annotated statement and each spurious one, by article and place.
    """

    articles: tuple[str, ...]
    judgements: tuple[Judgement, ...]

    @cached_property
    def figures(self) -> dict[str, Any]:
        """Figures over all judgements, rounded to four digits."""
        return figures(sum_counts(self.judgements), len(self.articles))

    @cached_property
    def cases(self) -> dict[str, int]:
        """Number of cases behind each measure."""
        counts = sum_counts(self.judgements)
        return {name: self.figures["gold"] if key == "gold" else counts[key] for name, key in CASES.items()}

    def restrict(self, ids: Collection[str]) -> Evaluation:
        """Only the articles of these ids."""
        return self._only(lambda article: article in ids)

    def leave_out(self, ids: Collection[str]) -> Evaluation:
        """All articles but those of these ids."""
        return self._only(lambda article: article not in ids)

    def classes(self, by: str) -> dict[str, Evaluation]:
        """Split the evaluation into classes of statements.

        Parameters
        ----------
        by
            ``outlet``, ``form`` (of the cue: finite, participle, nominal) or ``speaker`` (overt, dropped, after a turn
            marker, nested). Spurious statements have no annotated speaker, so they belong to no class of the last:
            only recall and accuracies mean something there.

        Returns
        -------
        dict
            Class: its judgements, and the articles in which it occurs.
        """
        classes: dict[str, list[Judgement]] = {}
        for judgement in self.judgements:
            name = CLASSES[by](judgement)
            if name is not None:
                classes.setdefault(name, []).append(judgement)
        return {
            name: Evaluation(tuple(sorted({j.article_id for j in classes[name]})), tuple(classes[name]))
            for name in sorted(classes)
        }

    def intervals(
        self, *, samples: int = 2000, seed: int = 2017, level: float = 0.95
    ) -> dict[str, tuple[float, float]]:
        """Percentile interval of each measure, from samples of whole articles drawn with replacement.

        Parameters
        ----------
        samples
            Number of samples.
        level
            Coverage aimed at.
        """
        import numpy as np

        rng = np.random.default_rng(seed)
        drawn = rng.multinomial(len(self.articles), [1 / len(self.articles)] * len(self.articles), size=samples)
        by_article = {article: [j for j in self.judgements if j.article_id == article] for article in self.articles}
        sums = [sum_counts(by_article[article]) for article in self.articles]
        names = sorted({name for total in sums for name in total})
        totals = drawn @ np.array([[total[name] for name in names] for total in sums], dtype=np.int64)
        values = [figures(dict(zip(names, row.tolist(), strict=True)), len(self.articles)) for row in totals]
        tails = [(1 - level) / 2 * 100, (1 + level) / 2 * 100]
        out = {}
        for name, path in MEASURES.items():
            low, high = np.percentile([measure_at(value, path) for value in values], tails)
            out[name] = (round(float(low), 4), round(float(high), 4))
        return out

    @property
    def is_sufficient(self) -> bool:
        """Whether there are articles and annotated statements enough for figures (`MINIMUM_ARTICLES` and so on)."""
        return len(self.articles) >= MINIMUM_ARTICLES and self.figures["gold"] >= MINIMUM_STATEMENTS

    def errors(self) -> list[Judgement]:
        """Judgements that went wrong, by article and place."""
        return [judgement for judgement in self.judgements if judgement.error]

    def errors_by_rule(self) -> list[RuleErrors]:
        """Errors of each rule, the most frequent first; missed statements have no rule, nor have those of other programs."""
        wrong: Counter[tuple[str, str]] = Counter()
        made: Counter[tuple[str, str]] = Counter()
        for judgement in self.judgements:
            if judgement.kind not in ("matched", "spurious"):
                continue
            for error, columns in ANSWERABLE.items():
                rule = ", ".join(filter(None, (judgement.rules.get(column) for column in columns)))
                if rule and (judgement.kind == "matched" or error == "spurious"):
                    made[error, rule] += 1
                    wrong[error, rule] += judgement.error == error
        return [
            RuleErrors(error, rule, count, made[error, rule])
            for (error, rule), count in sorted(wrong.items(), key=lambda item: (-item[1], item[0]))
            if count
        ]

    def _only(self, wanted: Callable[[str], bool]) -> Evaluation:
        return Evaluation(
            tuple(article for article in self.articles if wanted(article)),
            tuple(judgement for judgement in self.judgements if wanted(judgement.article_id)),
        )


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    articles: Iterable[Mapping[str, Any]],
    statements: Iterable[Mapping[str, Any]],
) -> Evaluation:
    """Compare statements with an annotation.

    Parameters
    ----------
    gold
        Annotated articles: ``id``, ``entities``, ``attributions`` (docs/evaluation.md describes them).
    articles
        The articles, with ``id``, ``text`` and, if known, ``outlet``. Articles that nobody annotated are skipped.
    statements
        Rows as in `taawun.tables.STATEMENTS`; ``article_id``, ``cue``, ``content`` and ``speaker`` are enough.

    Raises
    ------
    TaawunError
        An annotated article is missing or has another text; a statement belongs to no article.

    Examples
    --------
    >>> text = "أكد سالم أن الميناء آمن"
    >>> entity = {"name": "سالم", "aliases": []}
    >>> item = dict(cue=0, source="E1", level=1, required=True, speaker_sure=True, content=[3, 4], content_optional=[])
    >>> gold = {"id": "a", "entities": {"E1": entity}, "attributions": [item]}
    >>> row = {"article_id": "a", "cue": [0, 3], "content": [[12, 23]], "speaker": "سالم"}
    >>> evaluate([gold], [{"id": "a", "text": text}], [row]).figures["attribution"]["f1"]
    1.0
    """
    by_id: dict[str, Mapping[str, Any]] = {str(article["id"]): article for article in articles}
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in statements:
        if row["article_id"] not in by_id:
            raise TaawunError(
                "a statement belongs to an article that is not there",
                "give the articles that the statements were extracted from",
                article=row["article_id"],
            )
        rows.setdefault(row["article_id"], []).append(row)
    judgements: list[Judgement] = []
    seen = []
    for item in gold:
        article = by_id.get(item["id"])
        if article is None:
            raise TaawunError("the annotated article is missing", "add it to the articles", article=item["id"])
        seen.append(item["id"])
        outlet = article.get("outlet") or "unknown"
        judgements += judge_article(item, article["text"], rows.get(item["id"], []), outlet=outlet)
    return Evaluation(tuple(sorted(seen)), tuple(sorted(judgements, key=lambda j: (j.article_id, j.start, j.kind))))


def evaluate_baselines(
    gold: Iterable[Mapping[str, Any]], articles: Iterable[Mapping[str, Any]], statements: Iterable[Mapping[str, Any]]
) -> dict[str, Evaluation]:
    """Evaluate each mechanical baseline (see `taawun.evaluation.baselines`) on the same articles."""
    gold, articles, statements = list(gold), list(articles), list(statements)
    wanted = {item["id"] for item in gold}
    annotated = [article for article in articles if article["id"] in wanted]
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in statements:
        found.setdefault(row["article_id"], []).append(row)
    return {
        name: evaluate(
            gold,
            annotated,
            [row for article in annotated for row in baseline(article, found.get(article["id"], []))],
        )
        for name, baseline in BASELINES.items()
    }


def measure_at(values: Mapping[str, Any], path: Sequence[str]) -> float:
    """Look one of `MEASURES` up in the figures of `taawun.evaluation.scoring.figures`."""
    value: Any = values
    for key in path:
        value = value[key]
    return float(value)
