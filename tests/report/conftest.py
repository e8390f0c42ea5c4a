"""A study with built tables, small enough to see through: two articles, three statements, one of them hostile."""

import hashlib
import re
from html.parser import HTMLParser

import pytest

from taawun.receipts import PUBLISHES_TO
from taawun.report.display import open_notebook
from taawun.tables import ARTICLES, FRAMES, STATEMENTS, write_table

STUDY = """\
title: {en: Two shores, ar: ضفتان}
question: {en: Who says what, ar: من يقول ماذا}
seed: 7
corpus: {folder: data/shores}
sides:
  - {id: east, label: {en: East, ar: الشرق}, speakers: [سالم الراشدي]}
  - {id: west, label: {en: West, ar: الغرب}, speakers: [نبيل الحاج]}
"""

HOSTILE = "قال نبيل </td><script>alert(1)</script> \u202eإن الميناء مفتوح"
ARTICLE_ROWS = [
    {
        "id": "a1",
        "outlet": "Shore News",
        "text": "أكد سالم الراشدي أن التعاون مستمر. وأضاف أن المرفأ جاهز.",
        "removed": [],
    },
    {"id": "a2", "outlet": "=HYPERLINK()", "text": HOSTILE, "removed": [{"start": 9, "end": 14, "rule": "markup"}]},
]
STATEMENT_ROWS = [
    {"article_id": "a1", "cue": [0, 3], "content": [[20, 33]], "speaker": "سالم الراشدي", "mention": [4, 16]},
    {"article_id": "a1", "cue": [35, 40], "content": [[41, 56]], "speaker": "سالم الراشدي", "mention": None},
    {"article_id": "a2", "cue": [0, 3], "content": [[9, len(HOSTILE)]], "speaker": None, "mention": None},
]


@pytest.fixture
def build_dir(tmp_path):
    """Tables of the study, and the study file, in a project of its own."""
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies/shores.yaml").write_text(STUDY, encoding="utf-8")
    folder = tmp_path / "build/shores"
    write_table(
        [{"language": "ar", "source_file": f"{row['id']}.txt", "n_words": 9, **row} for row in ARTICLE_ROWS],
        folder / "articles.parquet",
        ARTICLES,
    )
    (tmp_path / "data/shores").mkdir(parents=True)
    sources = ["file,sha256"]
    for row in ARTICLE_ROWS:
        (tmp_path / f"data/shores/{row['id']}.txt").write_text(row["text"], encoding="utf-8")
        sources.append(f"{row['id']}.txt,{hashlib.sha256(row['text'].encode()).hexdigest()}")
    (folder / "sources.csv").write_text("\n".join(sources), encoding="utf-8")
    rows = [
        {
            "statement_id": f"{row['article_id']}:{row['cue'][0]}",
            "speaker_id": "salim" if row["speaker"] else None,
            "speaker_ids": ["salim"] if row["speaker"] else [],
            "level": 1,
            "form": "finite",
            "polarity": "affirmed",
            "factuality": "reported",
            "confidence": 0.9,
            **row,
        }
        for row in STATEMENT_ROWS
    ]
    write_table(rows, folder / "statements.parquet", STATEMENTS)
    write_table([], folder / "frames.parquet", FRAMES)
    return folder


@pytest.fixture
def notebook(build_dir, monkeypatch):
    """The opened study; sides are given, so that these tests do not rest on the roster."""
    monkeypatch.chdir(build_dir.parents[1])
    monkeypatch.setenv(PUBLISHES_TO, str(build_dir.resolve()))
    opened = open_notebook("shores", "build/shores")
    opened.__dict__["statements"] = opened._frame("statements").assign(side=["east", "east", None])
    return opened


@pytest.fixture
def published(monkeypatch):
    """What a notebook shows: list of (html, text, product)."""
    shown = []
    monkeypatch.setattr(
        "IPython.display.publish_display_data",
        lambda data, metadata: shown.append((data["text/html"], data["text/plain"], metadata["taawun"])),
    )
    return shown


VOID = {"meta", "img", "source", "br", "hr", "link", "input"}
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")


class Page(HTMLParser):
    """Elements of a page, and its texts with the direction and language of the block that holds them."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.stack, self.elements, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert not self.stack, f"not closed: {self.stack}"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.stack, f"nothing to close for {tag}"
        assert self.stack[-1][0] == tag, f"{tag} closes {self.stack[-1]}"
        self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1][0] not in ("style", "title", "script"):
            directions = [attrs["dir"] for _, attrs in self.stack if "dir" in attrs]
            languages = [attrs["lang"] for _, attrs in self.stack if "lang" in attrs]
            tags = [tag for tag, _ in self.stack]
            self.texts.append((data, directions[-1], languages[-1], tags))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def read_page():
    """Parse a page strictly: every element is closed where it was opened."""
    return Page
