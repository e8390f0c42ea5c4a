"""The explorer's data: what stands on the page, within its limits, and the addresses that lead there."""

import base64
import hashlib
import json
import re
import zlib

import pytest

from taawun.arabic.search import search_form, search_table
from taawun.report import explorer
from taawun.report.explorer import choose_statements, explorer_data, pack_data, render_explorer, script_source
from taawun.report.explorer_facets import read_facets
from taawun.report.explorer_links import explorer_link
from taawun.report.study_tables import plain_records


@pytest.fixture
def data_of(notebook):
    """Make the explorer's data of the tiny study, with other articles or settings."""

    def make(articles=None, **settings):
        articles = articles or plain_records(notebook.articles)
        statements = plain_records(notebook.statements)
        facets = read_facets(notebook.study, articles, statements, frames=[])
        return explorer_data(articles, statements, facets, language="en", **settings)

    return make


def test_statement_is_named_by_its_words_in_the_article(data_of):
    data = data_of()
    assert data["statements"]["id"] == ["a1:0", "a1:35", "a2:0"]
    text = data["articles"]["text"][0]
    start, end, *content = data["statements"]["spans"][1]
    assert (text[start:end], text[slice(*content)]) == ("وأضاف", "أن المرفأ جاهز.")
    (side,) = [facet for facet in data["facets"] if facet["id"] == "side"]
    assert (side["values"], side["rows"]) == ([["east", "East (الشرق)"]], [[0], [0], []])


def test_offsets_are_those_of_a_script(data_of, notebook):
    articles = plain_records(notebook.articles)
    articles[0]["text"] = articles[0]["text"].replace("سالم", "س🙂م") + " "
    assert data_of(articles)["statements"]["spans"][1][0] == 35 + 1


def test_corpus_for_quotation_only_is_cut_short(data_of):
    data = data_of(longest=30)
    assert all(len(text) <= 30 for text in data["articles"]["text"])
    assert data["articles"]["whole"] == [False, False]
    assert data["statements"]["words"][1][1:] == ["وأضاف", "أن المرفأ جاهز."]
    assert len(data["notes"]) == 1


def test_articles_that_are_too_much_are_left_out_and_statements_are_not(data_of, monkeypatch):
    monkeypatch.setattr(explorer, "MOST_BYTES", 0)
    data = data_of()
    assert data["articles"]["text"] == [None, None]
    assert [words[1] for words in data["statements"]["words"]] == ["أكد", "وأضاف", "قال"]


def test_more_than_a_page_holds_are_those_of_the_sides(monkeypatch):
    monkeypatch.setattr(explorer, "MOST_STATEMENTS", 2)
    assert choose_statements([{}] * 3, ["a", None, "b"]) == ([0, 2], "only_sides")
    assert choose_statements([{}] * 3, ["a", "a", "b"]) == ([0, 1], "only_first")
    assert choose_statements([{}] * 3, [None] * 3) == ([0, 1], "only_first")


def test_number_of_the_report_names_its_statements(data_of):
    data = data_of(sets={"t.n.0": ["a2:0", "a1:0", "gone:1"]})
    assert data["sets"] == {"t.n.0": [0, 2]}


def test_data_cannot_leave_their_element(data_of):
    packed = pack_data({"a": "</script><!--\u202e\u2028&"})
    assert re.fullmatch("[A-Za-z0-9+/=]+", packed)
    assert json.loads(zlib.decompress(base64.b64decode(packed))) == {"a": "</script><!--\u202e\u2028&"}
    html = render_explorer(data_of(), "en")
    assert html.count("<script") == html.count("</script") == 2


def test_script_in_the_page_is_the_one_that_is_allowed(data_of):
    text = re.search("<script>(.*?)</script>", render_explorer(data_of(), "en"), flags=re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert script_source() == f"'sha256-{digest}'"
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|fetch\(|XMLHttp", text
    )


def test_folding_of_the_page_is_that_of_the_library(data_of):
    assert data_of()["fold"] == search_table()
    assert search_form("إِردوغان") == search_form("أردوغان") == "اردوغان"
    assert search_form("مسئولة") == search_form("مسئوله")


def test_address_names_filters_and_refuses_others():
    assert explorer_link(q="سلام", side="east", from_="2017-01-01") == (
        "#explore?q=%D8%B3%D9%84%D8%A7%D9%85&from=2017-01-01&side=east"
    )
    with pytest.raises(ValueError, match="no filter 'colour'"):
        explorer_link(colour="red")


def test_same_tables_give_the_same_bytes(data_of):
    assert pack_data(data_of()) == pack_data(data_of())
