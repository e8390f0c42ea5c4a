"""A study as a database and a workbook: every statement once, found whatever way its letters are written."""

import json
import sqlite3

import openpyxl
import pytest

from taawun.errors import TaawunError
from taawun.report.export import export_study


@pytest.fixture
def exported(notebook, tmp_path):
    path = tmp_path / "shores.sqlite"
    export_study(notebook, path)
    return path


def read(path, query, **values):
    database = sqlite3.connect(path)
    try:
        return database.execute(query, values).fetchall()
    finally:
        database.close()


def test_database_has_every_statement_with_its_article_and_speaker(notebook, exported):
    ids = sorted(notebook.statements["statement_id"])
    assert [id_ for (id_,) in read(exported, "SELECT id FROM statements ORDER BY id")] == ids
    assert len(read(exported, "SELECT title, outlet FROM everything")) == len(ids)
    assert read(exported, "PRAGMA foreign_key_check") == []
    texts = dict(read(exported, "SELECT id, text FROM articles"))
    assert texts == dict(zip(notebook.articles["id"], notebook.articles["text"], strict=True))
    (words, start, article) = read(exported, "SELECT cue, start, article FROM statements ORDER BY id")[0]
    assert texts[article][start:].startswith(words)


def test_search_folds_what_is_asked_as_it_folds_what_is_said(notebook, exported):
    described = json.loads(exported.with_suffix(".metadata.json").read_text(encoding="utf-8"))
    search = described["databases"]["shores"]["queries"]["search"]["sql"]
    said = next(text for (text,) in read(exported, "SELECT content FROM statements WHERE content LIKE '%ا%'"))
    word = next(word for word in said.split() if "ا" in word and word.isalpha())
    found = read(exported, search, words=word)
    assert found
    for other in "أإآ":
        assert read(exported, search, words=word.replace("ا", other)) == found
    assert read(exported, search, words="كلمةلاتوجد") == []


def test_same_study_gives_the_same_bytes(notebook, exported, tmp_path):
    again = tmp_path / "again" / "shores.sqlite"
    export_study(notebook, again)
    assert again.read_bytes() == exported.read_bytes()


def test_workbook_runs_from_right_to_left_and_has_a_sheet_a_table(notebook, tmp_path):
    export_study(notebook, tmp_path / "shores.xlsx")
    book = openpyxl.load_workbook(tmp_path / "shores.xlsx")
    assert book.sheetnames == ["statements", "articles", "speakers", "codes", "targets"]
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert book["statements"].max_row == len(notebook.statements) + 1


def test_another_form_is_refused_before_anything_is_written(notebook, tmp_path):
    with pytest.raises(TaawunError, match=r"cannot write \.ods"):
        export_study(notebook, tmp_path / "shores.ods")
    assert list(tmp_path.glob("shores*")) == []
