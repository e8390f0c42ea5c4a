"""What ``taawun evaluate`` prints: tables of figures as plain text, or all of them as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from taawun.errors import TaawunError
from taawun.evaluation.evaluate import (
    CLASSES,
    MEASURES,
    MINIMUM_ARTICLES,
    MINIMUM_STATEMENTS,
    Evaluation,
    evaluate,
    evaluate_baselines,
    measure_at,
)
from taawun.evaluation.inputs import Inputs, read_ids


def run_evaluate(
    inputs: Inputs,
    *,
    unread: str | Path | None = None,
    by: str | None = None,
    errors: int = 0,
    samples: int = 2000,
    as_json: bool = False,
) -> str:
    """Produce what ``taawun evaluate`` prints.

    Parameters
    ----------
    inputs
        Annotations, articles and statements, as `taawun.evaluation.inputs.read_inputs` gives them.
    unread
        YAML file with lists of article ids that nobody reads (any keys). They are then reported apart, as numbers only:
        errors in them are never listed.
    by
        Give the measures of each outlet or form too, with intervals. (Spurious statements have no class by speaker.)
    errors
        List so many errors with their context, and count all by the rules that answer for them.
    samples
        Of the bootstrap behind the intervals.
    as_json
        Give the figures as JSON instead of tables.

    Raises
    ------
    TaawunError
        As `taawun.evaluation.evaluate.evaluate`; also when none of the ids of `unread` is annotated.
    """
    whole = evaluate(*inputs)
    parts = {"all": whole}
    if unread is not None:
        ids = read_ids(unread)
        if not ids & set(whole.articles):
            raise TaawunError("none of these articles is annotated", "give the ids of annotated articles", file=unread)
        parts = {"unread": whole.restrict(ids), "read": whole.leave_out(ids), "all": whole}
    readable = parts.get("read", whole)
    baselines = evaluate_baselines(*inputs)
    if as_json:
        out: dict[str, Any] = {name: _as_dict(part, samples, by) for name, part in parts.items()}
        out["baselines"] = {name: evaluation.figures for name, evaluation in baselines.items()}
        if errors:
            out["errors_by_rule"] = [one._asdict() for one in readable.errors_by_rule()]
            out["errors"] = [
                {"article_id": j.article_id, "start": j.start, "error": j.error, "said": j.said, "expected": j.expected}
                for j in readable.errors()[:errors]
            ]
        return json.dumps(out, ensure_ascii=False, indent=1)
    text = []
    for name, part in parts.items():
        text.append(print_measures(part, title=name, samples=samples))
        if by is not None:
            text.append(print_classes(part, by, title=name, samples=samples))
    text.append(print_baselines(whole, baselines))
    if errors:
        text.append(print_errors_by_rule(readable))
        text.append(print_errors(readable, {str(a["id"]): a["text"] for a in inputs.articles}, errors))
    return "\n\n".join(text) + "\n"


def print_measures(evaluation: Evaluation, *, title: str = "all", samples: int = 2000) -> str:
    """Tables of an evaluation as plain text: measures with intervals and cases, then the classes."""
    sums = evaluation.figures
    intervals = evaluation.intervals(samples=samples) if evaluation.articles else {}
    lines = [
        f"{title}: {sums['articles']} articles, {sums['gold']} annotated statements, {sums['predicted']} extracted",
        f"  {'measure':20} {'value':>6}  {'95 % interval':14} {'n':>6}   precision  recall",
    ]
    for name, path in MEASURES.items():
        low, high = intervals.get(name, (0.0, 0.0))
        interval = f"{low:.3f} to {high:.3f}" if len(evaluation.articles) > 1 else "of one article"
        both = "" if len(path) == 1 else f"   {sums[path[0]]['p']:9.3f}  {sums[path[0]]['r']:6.3f}"
        lines.append(f"  {name:20} {measure_at(sums, path):6.3f}  {interval} {evaluation.cases[name]:6d}{both}")
    if sums["ambiguous_names"]:
        lines.append(f"  names that fit several entities: {sums['ambiguous_names']}")
    for by in CLASSES:
        lines += [
            "",
            f"  {'by ' + by:22} {'n':>5} {'cue R':>6} {'cue P':>6} {'speaker':>8} {'attrib. F1':>10} {'content F1':>10}",
            *(_class_line(name, part, by) for name, part in evaluation.classes(by).items()),
        ]
    return "\n".join(lines)


def _class_line(name: str, part: Evaluation, by: str) -> str:
    """One class of statements; spurious ones have no annotated speaker, so classes by speaker have recall only."""
    f = part.figures
    if by == "speaker":
        precision, attribution, content = "-", f"{f['attribution']['r']:.3f}R", f"{f['content_tokens']['r']:.3f}R"
    else:
        precision, attribution, content = (f"{f[key][of]:.3f}" for key, of in _PRECISION_AND_F1)
    accuracy = f"{f['speaker_accuracy']:.3f}" if part.cases["speaker accuracy"] else "-"
    return (
        f"  {name:22} {f['gold']:5d} {f['cue']['r']:6.3f} {precision:>6} {accuracy:>8} {attribution:>10} {content:>10}"
    )


_PRECISION_AND_F1 = (("cue", "p"), ("attribution", "f1"), ("content_tokens", "f1"))


def print_classes(evaluation: Evaluation, by: str, *, title: str = "all", samples: int = 2000) -> str:
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
        intervals = part.intervals(samples=samples)
        for measure, path in MEASURES.items():
            low, high = intervals[measure]
            value = measure_at(part.figures, path)
            lines.append(f"    {measure:20} {value:6.3f}  {low:.3f} to {high:.3f} {part.cases[measure]:6d}")
    return "\n".join(lines)


def print_baselines(evaluation: Evaluation, baselines: Mapping[str, Evaluation]) -> str:
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


def print_errors_by_rule(evaluation: Evaluation) -> str:
    """Table of errors by the rules that answer for them, of how many statements each rule made."""
    missed = sum(judgement.error == "missed" for judgement in evaluation.judgements)
    lines = [f"errors by rule (and {missed} missed)", f"  {'error':10} {'n':>4} {'of':>5}  rule"]
    lines += [
        f"  {one.error:10} {one.errors:4d} {one.statements:5d}  {one.rule}" for one in evaluation.errors_by_rule()
    ]
    return "\n".join(lines)


def print_errors(evaluation: Evaluation, texts: Mapping[str, str], limit: int) -> str:
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


def _as_dict(evaluation: Evaluation, samples: int, by: str | None) -> dict[str, Any]:
    out = {
        **evaluation.figures,
        "intervals": evaluation.intervals(samples=samples),
        "cases": evaluation.cases,
        "classes": {kind: {name: part.figures for name, part in evaluation.classes(kind).items()} for kind in CLASSES},
    }
    if by is not None:
        out[f"by_{by}"] = measured = {}
        for name, part in evaluation.classes(by).items():
            measured[name] = {"articles": len(part.articles), "gold": part.figures["gold"]}
            if part.is_sufficient:
                measured[name] |= {"figures": part.figures, "intervals": part.intervals(samples=samples)}
    return out
