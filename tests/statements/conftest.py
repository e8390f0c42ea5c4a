"""Annotated data for the tests, and statements made from it, right or wrong on purpose."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is read by path; the test is skipped without it."""
    if not os.environ.get("TAAWUN_SHARED"):
        pytest.skip("TAAWUN_SHARED does not name the folder with the annotated articles")
    return Path(os.environ["TAAWUN_SHARED"])


@pytest.fixture(scope="session")
def tehran() -> tuple[list[dict], list[dict]]:
    """The shipped annotation and its article."""
    text = (ROOT / "data/tehran-2017/article.txt").read_bytes().decode("utf-8")
    gold = read_lines(ROOT / "tests/data/tehran/gold.jsonl")
    return gold, [{"id": gold[0]["id"], "outlet": "Mehr", "text": text}]


@pytest.fixture(scope="session")
def shared_gold(shared: Path) -> tuple[list[dict], list[dict]]:
    """Both development sets, in one list each."""
    folder = shared / "gold"
    gold, articles = [], []
    for name in ("dev", "dev2"):
        gold += read_lines(folder / f"{name}_gold.jsonl")
        articles += read_lines(folder / f"{name}_articles.jsonl")
    return gold, articles


@pytest.fixture(scope="session")
def statements_from():
    """`make_statements`, for tests."""
    return make_statements


def make_statements(gold: list[dict], articles: list[dict], *, spoil: float = 0.0, seed: int = 0) -> list[dict]:
    """Rows that say what the annotation says, each spoilt in one way with probability `spoil`."""
    texts = {article["id"]: article["text"] for article in articles}
    rng = random.Random(seed)
    rows = []
    for doc in gold:
        text = texts[doc["id"]]
        spans = [match.span() for match in re.finditer(r"\S+", text)]
        names = [name for entity in doc["entities"].values() for name in (entity["name"], *entity["aliases"])]
        for item in doc["attributions"]:
            row = {
                "article_id": doc["id"],
                "statement_id": f"{doc['id']}:{spans[item['cue']][0]}",
                "cue": list(spans[item["cue"]]),
                "content": [list(spans[i]) for i in item["content"]],
                "speaker": doc["entities"][item["source"]]["name"],
                "mention": None,
                "level": item["level"],
            }
            if rng.random() < spoil:
                how = rng.choice(["drop", "name", "nobody", "mention", "content", "cue", "level", "wide", "twice"])
                if how == "drop":
                    continue
                if how == "name":
                    row["speaker"] = rng.choice(names)
                elif how in ("nobody", "mention"):
                    row["speaker"] = None if how == "nobody" else "شخص لم يذكره أحد"
                    first = rng.randrange(len(spans) - 2)
                    row["mention"] = [spans[first][0], spans[first + 2][1]] if how == "mention" else None
                elif how == "content":
                    first = rng.randrange(len(spans) - 5)
                    row["content"] = [[spans[first][0], spans[first + 5][1]]]
                elif how == "cue":
                    row["cue"] = list(spans[rng.randrange(len(spans))])
                elif how == "level":
                    row["level"] = 3 - row["level"]
                elif how == "wide":
                    row["cue"][1] = spans[min(len(spans) - 1, item["cue"] + rng.randrange(5))][1]
                else:
                    rows.append(dict(row, content=row["content"][: len(row["content"]) // 2]))
            rows.append(row)
    return rows
