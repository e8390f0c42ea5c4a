"""The names of the library: they are light, documented, and the tour through them runs."""

import doctest
import shutil
from pathlib import Path

import pandas as pd
import pytest

import taawun
from taawun.cli import main

ROOT = Path(__file__).parents[1]


def test_tour_runs(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data/tehran-2017", tmp_path / "data/tehran-2017")
    monkeypatch.chdir(tmp_path)
    found = doctest.testfile(str(ROOT / "docs/api-tour.md"), module_relative=False, encoding="utf-8")
    assert found.failed == 0
    assert found.attempted > 15


@pytest.mark.parametrize("name", [name for name in taawun.__all__ if name != "__version__"])
def test_names_are_there_with_examples(name):
    found = getattr(taawun, name)
    assert callable(found)
    assert name == "open_study" or ">>>" in found.__doc__


def test_other_names_are_refused():
    with pytest.raises(AttributeError, match="no attribute 'extract'"):
        taawun.extract  # noqa: B018
    assert dir(taawun) == sorted(taawun.__all__)


def test_tables_are_those_of_the_command_line(tmp_path, capsys):
    folder = ROOT / "data/tehran-2017"
    assert main(["statements", str(folder), str(tmp_path / "words.parquet"), "--text"]) == 0
    articles = taawun.read_articles(folder)
    words = taawun.show_words(articles, taawun.find_statements(articles))
    written = pd.read_parquet(tmp_path / "words.parquet")
    assert list(words.columns) == list(written.columns)
    for name in ("id", "speaker", "content", "cue", "start"):
        assert words[name].tolist() == written[name].tolist()


def test_columns_of_their_own_do_no_harm():
    text = "أكد الرئيس حسن روحاني أن التعاون مستمر."
    articles = pd.DataFrame({"id": ["a"], "text": [text], "newspaper": ["x"], "page": [3]})
    statements = taawun.find_statements(articles)
    assert len(statements) == 1
    assert taawun.find_speaker(statements, "الرئيس روحاني")["articles"].tolist() == [1]
    assert taawun.find_speaker(statements, "أردوغان").empty


@pytest.mark.parametrize("number", [0, 2])
def test_more_topics_than_statements_are_refused(number):
    articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    with pytest.raises(taawun.TaawunError, match=f"{number} topics cannot be found in 1 statements"):
        taawun.find_topics(articles, taawun.find_statements(articles), number)


def test_statements_of_other_articles_and_no_sides_are_refused():
    articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    statements = taawun.find_statements(articles)
    codes = taawun.find_codes(articles, statements)
    with pytest.raises(taawun.TaawunError, match="no side is named"):
        taawun.compare_sides(articles, statements, codes, {})
    with pytest.raises(taawun.TaawunError, match="article 'b': there is no such article"):
        taawun.show_article(articles, statements, "b")
    with pytest.raises(taawun.TaawunError, match="not in the article table"):
        taawun.find_codes(articles.assign(id="b"), statements)
