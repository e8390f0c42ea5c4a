"""The report of the tiny study, made by make from all three notebooks: hostile text, directions, links, numbers."""

import csv
import json
import re

import pytest


@pytest.fixture(scope="module")
def folder(built_project):
    return built_project.folder / "reports/harbour"


@pytest.fixture(scope="module")
def text(folder):
    return (folder / "report.html").read_text(encoding="utf-8")


def test_hostile_article_is_shown_as_text(text, read_page):
    page = read_page(text)
    data, script = page.all("script")  # the explorer's: the first is inert, the second allowed by its hash
    assert (data, script) == ({"type": "application/octet-stream", "id": "explorer-data"}, {})
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert "&lt;script&gt;alert(" in text
    assert "\u202e" not in text
    assert "javascript:" not in re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)
    sources = [attrs["src"] for _, attrs in page.elements if "src" in attrs]
    assert sources
    assert all(source.startswith("data:image/") for source in sources)


def test_arabic_stands_right_to_left_everywhere(text, read_page):
    page = read_page(text)
    arabic = [t for t in page.texts if re.search("[\u0621-\u064a]", t[0]) and "pre" not in t[3]]
    assert len(arabic) > 100
    assert [t for t in arabic if t[1] != "rtl"] == []
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufefe]", text)


def test_ids_are_unique_and_links_lead_somewhere(text, read_page):
    page = read_page(text)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert sorted(ids) == sorted(set(ids))
    links = [attrs["href"] for attrs in page.all("a")]
    assert [
        link for link in links if link.startswith("#") and link[1:] not in ids and not link.startswith("#explore?")
    ] == []
    assert [link for link in links if link.startswith("#s-")]
    assert "https://example.org/talks" in links


def test_figures_have_alternatives_and_headers_a_scope(text, read_page):
    page = read_page(text)
    assert all(len(attrs["alt"]) > 20 for attrs in page.all("img"))
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.all("th"))
    assert not re.search(r"\d{2}:\d{2}:\d{2}", re.sub(r"base64,[^\"')]*", "", text)), "a time of day"


def test_boxes_that_scroll_are_reached_and_named_and_are_no_landmarks(text, read_page):
    page = read_page(text)
    boxes = [attrs for _, attrs in page.elements if attrs.get("class") in ("scroll", "ta-scroll")]
    assert len(boxes) == len(page.all("table")) + len(page.all("img")) > 20
    for attrs in boxes:
        assert (attrs["tabindex"], attrs["role"]) == ("0", "group")
        assert len(attrs["aria-label"]) > 5
    assert [attrs for _, attrs in page.elements if attrs.get("role") not in (None, "group", "note")] == []
    named = [
        attrs["aria-labelledby"] for tag, attrs in page.elements if tag == "section" and "aria-labelledby" in attrs
    ]
    assert named == ["rhetoric", "topics", "corpus", "explorer", "provenance"]


def test_tables_hold_no_formula_and_match_the_manifest(folder):
    outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    tables = sorted((folder / "tables").glob("*.csv"))
    assert {f"tables/{path.name}" for path in tables} <= set(outputs)
    for path in tables:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell[:1] in ("=", "@", "+")], path.name


def test_statements_quote_the_article_they_name(built_project):
    from taawun.tables import read_rows

    build = built_project.folder / "build/harbour"
    texts = {row["id"]: row["text"] for row in read_rows(build / "articles.parquet")}
    rows = list(read_rows(build / "statements.parquet"))
    assert len(rows) >= 8
    assert {"أكد", "مشيرا", "وأضاف", "قال", "وأوضح"} <= {texts[row["article_id"]][slice(*row["cue"])] for row in rows}


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_report_folder_has_one_tidy_table_of_all_statements(folder, built_project, suffix):
    import pandas as pd

    read = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}[suffix]
    found = read(folder / f"statements.{suffix}")
    built = pd.read_parquet(built_project.folder / "build/harbour/statements.parquet")
    assert list(found["id"]) == list(built["statement_id"])
    assert {"side", "codes", "content"} <= set(found.columns)
    assert f"statements.{suffix}" in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
