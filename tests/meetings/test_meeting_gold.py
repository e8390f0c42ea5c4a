"""Floors under the figures on annotated meetings; of the articles that nobody reads only sums are computed."""

import gzip
import json
import re
import subprocess
import sys
import zipfile

import pytest

from taawun.evaluation.inputs import read_ids
from taawun.meetings.rows import find_meetings
from taawun.statements import extract_statements

#: least F1 of events, share found of those the article is about, and share with the right host and guests
FLOORS = {"read": (0.88, 0.80, 0.88), "unread": (0.70, 0.70, 0.78)}
#: the same on articles drawn and annotated by others; of those kept nobody reads more than the sums
FRESH = {"read": (0.75, 0.50, 0.82), "kept": (0.70, 0.70, 0.72)}


def read_lines(path):
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


def measure_meetings(events, articles, shared, folder):
    rows = [row for article in articles for row in find_meetings(article, extract_statements(article))]
    files = {"gold": events, "articles": articles, "meetings": rows}
    for name, lines in files.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    names = [folder / f"{name}.jsonl" for name in files]
    command = [sys.executable, shared / "eval/score_meetings.py", *names, "--json"]
    figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return figures["f1"], figures["main_recall"], figures["host_guest_right"]


def read_corpora(shared):
    """Articles of the shared corpora as they were annotated: paragraphs that a corpus lost are put back."""
    for row in read_lines(shared / "data/khaleej/politics.jsonl.gz"):
        yield row["id"], re.sub(r"(?<=[^\s\d.])\.(?=[ء-ي])", ".\n", row["text"])
    for row in read_lines(shared / "data/newspapers-2012/articles.jsonl.gz"):
        yield row["id"], row["text"]
    number = 0
    for path in sorted((shared / "data/saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for row in json.loads(archive.read(name)):
                    number += 1
                    yield f"saudinewsnet-{number:05d}", row["content"]


@pytest.mark.parametrize("part", ["read", "unread"])
def test_figures_of_meetings(part, shared, shared_gold, tehran, root, tmp_path):
    gold = shared / "gold/meetings/dev_meetings.jsonl"
    if not gold.exists():
        pytest.skip("the annotated meetings are not there")
    unread = read_ids(root / "tests/data/gold_unread.yaml")
    events = [one for one in read_lines(gold) if (one["article_id"] in unread) == (part == "unread")]
    wanted = {one["article_id"] for one in events}
    articles = [article for article in (*shared_gold[1], *tehran[1]) if article["id"] in wanted]
    found = measure_meetings(events, articles, shared, tmp_path)
    print(f"{part}: {len(articles)} articles: F1 {found[0]:.3f}, main {found[1]:.3f}, host and guest {found[2]:.3f}")
    assert all(value >= floor for value, floor in zip(found, FLOORS[part], strict=True)), found


@pytest.mark.parametrize("part", FRESH)
def test_figures_of_meetings_in_articles_that_others_drew(part, shared, root, tmp_path):
    events = [one for one in read_lines(root / "tests/data/annotated/meetings.jsonl") if one["part"] == part]
    wanted = {one["article_id"] for one in events}
    articles = [{"id": name, "text": text} for name, text in read_corpora(shared) if name in wanted]
    assert len(articles) == len(wanted)
    found = measure_meetings(events, articles, shared, tmp_path)
    print(f"{part}: {len(articles)} articles: F1 {found[0]:.3f}, main {found[1]:.3f}, host and guest {found[2]:.3f}")
    assert all(value >= floor for value, floor in zip(found, FRESH[part], strict=True)), found
