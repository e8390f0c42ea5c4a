"""What the corpus notebook shows of the articles: every one is counted, also those that a later stage set aside."""

import pytest

from taawun.report import corpus_figures as figures
from taawun.report.display import open_notebook
from taawun.tables import REJECTED, write_table

FLOW = "step,articles\nread,3\nrejected,1\ndates,0\ncopies,0\nkept,2\n"


@pytest.fixture
def flow(build_dir, monkeypatch):
    """The study with the counts of its articles stage; its notebook is opened when it is asked for."""
    monkeypatch.chdir(build_dir.parents[1])
    (build_dir / "flow.csv").write_text(FLOW, encoding="utf-8")
    row = {"id": "a0", "source_file": "a0.txt", "source_place": None, "reason": "the text is empty"}
    write_table([row], build_dir / "rejected.parquet", REJECTED)

    def set_aside(stage, *ids):
        rows = [{"id": id_, "source_file": "articles.parquet", "reason": "it failed"} for id_ in ids]
        write_table(rows, build_dir / f"{stage}.rejected.parquet", REJECTED)

    return set_aside


def test_article_that_a_later_stage_set_aside_is_counted_and_in_no_table(flow, build_dir):
    flow("statements", "a2")
    flow("frames", "a2")
    nb = open_notebook("shores", "build/shores")
    assert figures.corpus_flow(build_dir, nb.rejected).to_dict("tight")["data"] == [
        ["read from the files", 3],
        ["set aside: could not be used", 1],
        ["left out: copies of another article", 0],
        ["set aside: failed when its statements were looked for", 1],
        ["in the study", 1],
    ]
    assert nb.rejected[["id", "source_file", "stage"]].to_numpy().tolist() == [
        ["a0", "a0.txt", "articles"],
        ["a2", "a2.txt", "statements"],
    ]
    assert list(nb.articles["id"]) == ["a1"]
    assert set(nb.statements["article_id"]) == {"a1"}


def test_without_later_failures_all_articles_stay(flow, build_dir):
    nb = open_notebook("shores", "build/shores")
    assert list(nb.articles["id"]) == ["a1", "a2"]
    assert figures.corpus_flow(build_dir, nb.rejected)["articles"].tolist() == [3, 1, 0, 2]


def test_properties_of_statements_name_the_sides(notebook):
    table = figures.describe_extraction(notebook.statements, notebook.side_names)
    sides = table[table["property"] == "side"]
    assert sides[["value", "statements"]].to_numpy().tolist() == [["East (الشرق)", 2], ["no side", 1]]


def test_days_of_an_outlet_say_of_how_many_articles_they_are(notebook):
    articles = notebook.articles.assign(outlet="Shore News", date=["2021-05-03", None])
    (row,) = figures.describe_outlets(articles, notebook.statements).to_dict("records")
    assert row["articles"] == 2
    assert (row["dated"], row["first_day"], row["last_day"]) == (1, "2021-05-03", "2021-05-03")
