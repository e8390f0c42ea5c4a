"""Figures of articles drawn at random and annotated by others, by offset (tests/data/annotated/statements.jsonl).

Of the part that nobody reads only sums are computed, and no message shows a word of it.
"""

import gzip
import json
import re

import pytest

from taawun.evaluation.evaluate import evaluate
from taawun.statements import extract_statements

#: what was measured last, less about one standard error; docs/evaluation.md has the figures themselves
FLOORS = {"read": 0.79, "kept": 0.76}


def read_articles(shared, wanted):
    for corpus in sorted({row["corpus"] for row in wanted}):
        ids = {row["article_id"] for row in wanted if row["corpus"] == corpus}
        for line in gzip.decompress((shared / "data" / corpus).read_bytes()).decode("utf-8").split("\n"):
            if line and (row := json.loads(line))["id"] in ids:
                yield {"id": row["id"], "text": row["text"]}


def make_gold(row, text):
    """Annotations by offset as the gold files have them: by index of the words between blanks."""
    words = [found.span() for found in re.finditer(r"\S+", text)]

    def indexes(spans):
        return [at for at, (start, end) in enumerate(words) if any(a < end and start < b for a, b in spans)]

    entities, names, attributions = {}, {}, []
    for one in row["statements"]:
        spoken = tuple(text[start:end] for start, end in one["speaker"])
        if not spoken:
            continue
        source = names.setdefault(spoken, f"E{len(names) + 1}")
        entities[source] = {"name": spoken[0], "aliases": list(spoken[1:]), "type": one.get("type", "person")}
        attributions.append(
            {
                "cue": indexes([(one["cue"], one["cue"] + 1)])[0],
                "source": source,
                "level": one["level"],
                "relay": None,
                "required": one.get("required", True),
                "speaker_sure": True,
                "content": indexes(one["content"]),
                "content_optional": indexes(one.get("optional_content", [])),
            }
        )
    return {"id": row["article_id"], "n_tokens": len(words), "entities": entities, "attributions": attributions}


@pytest.mark.parametrize("part", FLOORS)
def test_figures_of_fresh_articles(part, shared, root):
    lines = (root / "tests/data/annotated/statements.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["part"] == part]
    articles = list(read_articles(shared, rows))
    texts = {article["id"]: article["text"] for article in articles}
    gold = [make_gold(row, texts[row["article_id"]]) for row in rows]
    found = evaluate(gold, articles, [row for article in articles for row in extract_statements(article)])
    figure = found.figures["attribution"]["f1"]
    required = sum(one["required"] for row in gold for one in row["attributions"])
    print(f"{part}: {len(articles)} articles, {required} statements, attribution F1 {figure:.3f}")
    assert figure >= FLOORS[part]
