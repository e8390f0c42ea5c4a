"""How good the extracted statements are, against an annotation: figures, classes, intervals, errors.

The measures are defined in `taawun.evaluation.scoring`. Intervals are percentile intervals of a bootstrap that draws
whole articles (Efron and Tibshirani 1993, chapter 13): statements of one article are not independent of each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from taawun.errors import TaawunError
from taawun.evaluation.baselines import BASELINES
from taawun.evaluation.scoring import Judgement, figures, judge_article, sum_counts
from taawun.tables import read_rows
from taawun.yaml_files import read_yaml

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

#: below either, a class of statements has no figures: a few articles of one style say nothing about others like them
MINIMUM_ARTICLES, MINIMUM_STATEMENTS = 10, 30

Interval = tuple[float, float]


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

    def intervals(self, *, samples: int = 2000, seed: int = 2017, level: float = 0.95) -> dict[str, Interval]:
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
            low, high = np.percentile([_at(value, path) for value in values], tails)
            out[name] = (round(float(low), 4), round(float(high), 4))
        return out

    @property
    def is_sufficient(self) -> bool:
        """Whether there are articles and annotated statements enough for figures (`MINIMUM_ARTICLES` and so on)."""
        return len(self.articles) >= MINIMUM_ARTICLES and self.figures["gold"] >= MINIMUM_STATEMENTS

    def errors(self) -> list[Judgement]:
        """Judgements that went wrong, by article and place."""
        return [judgement for judgement in self.judgements if judgement.error]

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


def evaluate_files(
    gold: str | Path | Sequence[str | Path], articles: str | Path | Sequence[str | Path], statements: str | Path
) -> Evaluation:
    """Compare files: one annotation or several (.jsonl), their articles, and the statements (.jsonl or .parquet).

    Raises
    ------
    TaawunError
        A file is missing or broken, or the files do not belong together.
    """
    return evaluate(_read_all(gold, GOLD_COLUMNS), _read_all(articles, ["id", "text"]), _read_statements(statements))


GOLD_COLUMNS = ["id", "entities", "attributions"]
STATEMENT_COLUMNS = ["article_id", "cue", "content", "speaker"]


def run_evaluate(
    gold: str | Path | Sequence[str | Path],
    articles: str | Path | Sequence[str | Path],
    statements: str | Path,
    *,
    errors: int = 0,
    as_json: bool = False,
    split: str | Path | None = None,
    by: str | None = None,
    samples: int = 2000,
    seed: int = 2017,
) -> str:
    """Produce what ``taawun evaluate`` prints.

    Parameters
    ----------
    errors
        List so many errors with their context.
    as_json
        Give the figures as JSON instead of tables.
    split
        YAML file with lists of article ids that nobody reads (any keys). They are then reported apart, as numbers only:
        errors in them are never listed.
    by
        Give the measures of each outlet or form too, with intervals. (Spurious statements have no class by speaker.)
    samples, seed
        Of the intervals.

    Raises
    ------
    TaawunError
        As `evaluate_files`; also when nothing is annotated, or none of the ids of `split` is.
    """
    golds, texts = _read_all(gold, GOLD_COLUMNS), _read_all(articles, ["id", "text"])
    if not golds:
        raise TaawunError("the file has no line", "give the annotation of at least one article", file=str(gold))
    rows = _read_statements(statements)
    whole = evaluate(golds, texts, rows)
    baselines = evaluate_baselines(golds, texts, rows)
    parts = {"all": whole}
    shown = whole
    if split is not None:
        ids = read_ids(split)
        if not ids & set(whole.articles):
            raise TaawunError("none of these articles is annotated", "give the ids of annotated articles", file=split)
        shown = whole.leave_out(ids)
        parts = {"unread": whole.restrict(ids), "read": shown, "all": whole}
    if as_json:
        out: dict[str, Any] = {name: _as_dict(part, samples, seed, by) for name, part in parts.items()}
        out["baselines"] = {name: evaluation.figures for name, evaluation in baselines.items()}
        if errors:
            out["errors"] = [
                {"article_id": j.article_id, "start": j.start, "error": j.error, "said": j.said, "expected": j.expected}
                for j in shown.errors()[:errors]
            ]
        return json.dumps(out, ensure_ascii=False, indent=1)
    text = []
    for name, part in parts.items():
        text.append(render(part, title=name, samples=samples, seed=seed))
        if by is not None:
            text.append(render_classes(part, by, title=name, samples=samples, seed=seed))
    text.append(render_baselines(whole, baselines))
    if errors:
        text.append(render_errors(shown, {str(a["id"]): a["text"] for a in texts}, errors))
    return "\n\n".join(text) + "\n"


def read_ids(path: str | Path) -> set[str]:
    """Ids in a YAML file of lists, whatever their keys.

    Raises
    ------
    TaawunError
        The file is no mapping of lists of strings.
    """
    data = read_yaml(path).data
    if not isinstance(data, dict) or not all(isinstance(ids, list) for ids in data.values()):
        raise TaawunError("expected lists of article ids under one key each", "write `name:` and a list", file=path)
    return {str(name) for ids in data.values() for name in ids}


def render(evaluation: Evaluation, *, title: str = "all", samples: int = 2000, seed: int = 2017) -> str:
    """Tables of an evaluation as plain text: measures with intervals and cases, then the classes."""
    figures_ = evaluation.figures
    heading = (
        f"{title}: {figures_['articles']} articles, {figures_['gold']} annotated statements, "
        f"{figures_['predicted']} extracted"
    )
    intervals = evaluation.intervals(samples=samples, seed=seed) if evaluation.articles else {}
    lines = [
        heading,
        f"  {'measure':20} {'value':>6}  {'95 % interval':14} {'n':>6}   precision  recall",
    ]
    for name, path in MEASURES.items():
        low, high = intervals.get(name, (0.0, 0.0))
        interval = f"{low:.3f} to {high:.3f}" if len(evaluation.articles) > 1 else "of one article"
        value = _at(figures_, path)
        extra = "" if len(path) == 1 else f"   {figures_[path[0]]['p']:9.3f}  {figures_[path[0]]['r']:6.3f}"
        lines.append(f"  {name:20} {value:6.3f}  {interval} {evaluation.cases[name]:6d}{extra}")
    if figures_["ambiguous_names"]:
        lines.append(f"  names that fit several entities: {figures_['ambiguous_names']}")
    for by in CLASSES:
        lines.append("")
        lines.append(
            f"  {'by ' + by:22} {'n':>5} {'cue R':>6} {'cue P':>6} {'speaker':>8} {'attrib. F1':>10} {'content F1':>10}"
        )
        for name, part in evaluation.classes(by).items():
            f = part.figures
            # spurious statements have no annotated speaker: precision is not defined by that class
            precision = "     -" if by == "speaker" else f"{f['cue']['p']:6.3f}"
            attribution = f"{f['attribution']['r']:9.3f}R" if by == "speaker" else f"{f['attribution']['f1']:10.3f}"
            content = f"{f['content_tokens']['r']:9.3f}R" if by == "speaker" else f"{f['content_tokens']['f1']:10.3f}"
            accuracy = f"{f['speaker_accuracy']:8.3f}" if part.cases["speaker accuracy"] else "       -"
            lines.append(
                f"  {name:22} {f['gold']:5d} {f['cue']['r']:6.3f} {precision} {accuracy} {attribution} {content}"
            )
    return "\n".join(lines)


def render_classes(
    evaluation: Evaluation, by: str, *, title: str = "all", samples: int = 2000, seed: int = 2017
) -> str:
    """Table of the measures of each class with intervals, as plain text; classes with too little have no figures."""
    lines = [
        f"{title} by {by}: 95 % intervals of a bootstrap of articles; insufficient data: fewer than "
        f"{MINIMUM_ARTICLES} articles or {MINIMUM_STATEMENTS} annotated statements"
    ]
    for name, part in evaluation.classes(by).items():
        size = f"  {name}: {len(part.articles)} articles, {part.figures['gold']} annotated statements"
        if not part.is_sufficient:
            lines.append(f"{size}: insufficient data")
            continue
        lines.append(size)
        intervals = part.intervals(samples=samples, seed=seed)
        for measure, path in MEASURES.items():
            low, high = intervals[measure]
            value = _at(part.figures, path)
            lines.append(f"    {measure:20} {value:6.3f}  {low:.3f} to {high:.3f} {part.cases[measure]:6d}")
    return "\n".join(lines)


def render_baselines(evaluation: Evaluation, baselines: Mapping[str, Evaluation]) -> str:
    """Table of the statements beside the mechanical baselines, as plain text."""
    lines = [
        "beside mechanical baselines (all articles)",
        f"  {'':22} {'cue F1':>7} {'content':>8} {'speaker':>8} {'inherited':>10} {'attribution':>12} {'contamination':>14}",
    ]
    for name, part in {"these statements": evaluation, **baselines}.items():
        f = part.figures
        lines.append(
            f"  {name:22} {f['cue']['f1']:7.3f} {f['content_tokens']['f1']:8.3f} {f['speaker_accuracy']:8.3f} "
            f"{f['inherited_accuracy']:10.3f} {f['attribution']['f1']:12.3f} {f['contamination']:14.3f}"
        )
    return "\n".join(lines)


def render_errors(evaluation: Evaluation, texts: Mapping[str, str], limit: int) -> str:
    """List errors with the words around each cue, the cue between ⟦ and ⟧."""
    errors = evaluation.errors()
    lines = [f"errors: {len(errors)}, of which {min(limit, len(errors))} are listed"]
    for j in errors[:limit]:
        text = texts[j.article_id]
        before = " ".join(text[max(0, j.start - 60) : j.start].split())
        after = " ".join(text[j.end : j.end + 90].split())
        what = {
            "speaker": f"speaker {j.said or 'none'}, annotated {j.expected}",
            "content": f"contents share {j.overlap:.0%}",
            "level": "level",
            "missed": f"missed, annotated {j.expected}",
            "spurious": f"spurious, speaker {j.said or 'none'}",
        }[j.error or ""]
        lines.append(f"  {j.article_id} {j.start}: {what}\n    … {before} ⟦{text[j.start : j.end]}⟧ {after} …")
    return "\n".join(lines)


def _as_dict(evaluation: Evaluation, samples: int, seed: int, by: str | None) -> dict[str, Any]:
    parts = {} if by is None else evaluation.classes(by)
    measured = {
        name: {"articles": len(part.articles), "gold": part.figures["gold"]}
        | (
            {"figures": part.figures, "intervals": part.intervals(samples=samples, seed=seed)}
            if part.is_sufficient
            else {}
        )
        for name, part in parts.items()
    }
    return {
        **evaluation.figures,
        **({} if by is None else {f"by_{by}": measured}),
        "intervals": evaluation.intervals(samples=samples, seed=seed),
        "cases": evaluation.cases,
        "classes": {kind: {name: part.figures for name, part in evaluation.classes(kind).items()} for kind in CLASSES},
    }


def _at(figures_: Mapping[str, Any], path: Sequence[str]) -> float:
    value: Any = figures_
    for key in path:
        value = value[key]
    return float(value)


def _read_all(paths: str | Path | Sequence[str | Path], columns: list[str]) -> list[dict[str, Any]]:
    paths = [paths] if isinstance(paths, str | Path) else paths
    rows = []
    seen: dict[str, str | Path] = {}
    for path in paths:
        for row in read_rows(path, None if Path(path).suffix == ".parquet" else columns):
            if row["id"] in seen:
                raise TaawunError("the article is there twice", "keep one", file=path, article=row["id"])
            seen[row["id"]] = path
            rows.append(row)
    return rows


def _read_statements(path: str | Path) -> list[dict[str, Any]]:
    rows = []
    for number, row in enumerate(read_rows(path, None if Path(path).suffix == ".parquet" else STATEMENT_COLUMNS), 1):
        spans = [row["cue"], *(row["content"] or [])]
        if not all(isinstance(span, list) and len(span) == 2 for span in spans):
            raise TaawunError(
                "a span is not a pair of offsets", "write [start, end]", file=path, line=number, field="cue or content"
            )
        rows.append(row | {"content": row["content"] or []})
    return rows
