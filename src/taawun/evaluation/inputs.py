"""The files of an evaluation: annotations, their articles, statements, lists of articles nobody reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from taawun.errors import TaawunError
from taawun.tables import Row, read_rows
from taawun.yaml_files import read_yaml

GOLD_COLUMNS = ["id", "entities", "attributions"]
STATEMENT_COLUMNS = ["article_id", "cue", "content", "speaker"]

Files = str | Path | Sequence[str | Path]


class Inputs(NamedTuple):
    """What `taawun.evaluation.evaluate.evaluate` compares: annotations, articles and statements."""

    gold: list[Row]
    articles: list[Row]
    statements: list[Row]


def read_inputs(gold: Files, articles: Files, statements: str | Path) -> Inputs:
    """Read one annotation or several (.jsonl), their articles, and the statements (.jsonl or .parquet).

    Raises
    ------
    TaawunError
        A file is missing or broken, an article stands in the files twice, or nothing is annotated.
    """
    annotated = _read_all(gold, GOLD_COLUMNS)
    if not annotated:
        raise TaawunError("the file has no line", "give the annotation of at least one article", file=str(gold))
    return Inputs(annotated, _read_all(articles, ["id", "text"]), _read_statements(statements))


def read_ids(path: str | Path) -> set[str]:
    """Ids in a YAML file of lists, whatever their keys.

    Raises
    ------
    TaawunError
        The file is not a mapping of lists.
    """
    data = read_yaml(path).data
    if not isinstance(data, dict) or not all(isinstance(ids, list) for ids in data.values()):
        raise TaawunError("expected lists of article ids under one key each", "write `name:` and a list", file=path)
    return {str(name) for ids in data.values() for name in ids}


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
