"""Floors under the figures on annotated meetings; of the articles that nobody reads only sums are computed."""

import json
import subprocess
import sys

import pytest

from taawun.evaluation.inputs import read_ids
from taawun.meetings.rows import find_meetings
from taawun.statements import extract_statements

#: least F1 of events, share found of those the article is about, and share with the right host and guests
FLOORS = {"read": (0.80, 0.76, 0.80), "unread": (0.58, 0.58, 0.70)}


@pytest.mark.parametrize("part", ["read", "unread"])
def test_figures_of_meetings(part, shared, shared_gold, tehran, root, tmp_path):
    gold = shared / "gold/meetings/dev_meetings.jsonl"
    if not gold.exists():
        pytest.skip("the annotated meetings are not there")
    unread = read_ids(root / "tests/data/gold_unread.yaml")
    events = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    events = [one for one in events if (one["article_id"] in unread) == (part == "unread")]
    wanted = {one["article_id"] for one in events}
    articles = [article for article in (*shared_gold[1], *tehran[1]) if article["id"] in wanted]
    rows = [row for article in articles for row in find_meetings(article, extract_statements(article))]
    files = {"gold": events, "articles": articles, "meetings": rows}
    for name, lines in files.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    names = [tmp_path / f"{name}.jsonl" for name in files]
    command = [sys.executable, shared / "eval/score_meetings.py", *names, "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found = (figures["f1"], figures["main_recall"], figures["host_guest_right"])
    assert all(value >= floor for value, floor in zip(found, FLOORS[part], strict=True)), found
