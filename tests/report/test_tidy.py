"""The tidy table has the words of every statement, and is the same in each of its forms."""

import json

import pandas as pd
import pytest

from taawun.errors import TaawunError
from taawun.report.tidy import TIDY, count_copies, tidy_statements, write_tidy
from taawun.statements import extract_statements

TEXT = "أكد وزير النقل حسن روحاني أن «التعاون مستمر» بين البلدين. وأضاف أن المرفأ جاهز. =1+1"
ARTICLE = {"id": "a1", "text": TEXT, "title": "=HYPERLINK()", "outlet": "الساحل", "date": "2017-10-02"}


@pytest.fixture(scope="module")
def statements():
    found = extract_statements(ARTICLE)
    assert len(found) == 2
    return found


def rows_of(statements, **options):
    return tidy_statements([ARTICLE], statements, **options)


def test_words_are_those_of_the_article(statements):
    first, second = rows_of(statements)
    assert (first["cue"], first["speaker"], first["speaker_latin"]) == (
        "أكد",
        "وزير النقل حسن روحاني",
        "Hassan Rouhani",
    )
    assert first["content"] == "«التعاون مستمر» بين البلدين."
    assert first["quoted"] == "التعاون مستمر"
    assert second["speaker"] == first["speaker"]
    for row in (first, second):
        assert TEXT[row["start"] : row["end"]] == row["cue"]
        assert " … ".join(TEXT[start:end] for start, end in row["content_spans"]) == row["content"]


def test_columns_that_nothing_is_known_of_are_left_out(statements):
    assert set(rows_of(statements)[0]) == set(TIDY) - {"side", "codes", "topic", "targets", "stance"}
    hits = [{"statement_id": statements[0]["statement_id"], "layer": "frame", "code": code} for code in ("B", "A", "A")]
    aims = [{"statement_id": statements[1]["statement_id"], "target": name, "stance": -1} for name in ("TR", "IQ")]
    topics = {statements[0]["statement_id"]: "t02"}
    copies = count_copies([{"cluster": "x", "id": "a1"}] * 3)
    rows = rows_of(statements, frames=hits, topics=topics, targets=aims, sides=[], copies=copies)
    assert list(rows[0]) == list(TIDY)
    assert [row["codes"] for row in rows] == [["frame:A", "frame:B"], []]
    assert [(row["targets"], row["stance"]) for row in rows] == [([], []), (["IQ", "TR"], [-1, -1])]
    assert {row["copies"] for row in rows} == {3}
    assert [row["topic"] for row in rows] == ["t02", None]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl", ".parquet"])
def test_each_form_holds_the_same_rows_and_the_same_bytes_each_time(statements, tmp_path, suffix):
    aims = [{"statement_id": statements[0]["statement_id"], "target": "TR", "stance": 2}]
    rows = rows_of(statements, frames=[], topics={}, targets=aims, sides=[])
    for name in ("one", "two"):
        write_tidy(rows, tmp_path / f"{name}{suffix}")
    path = tmp_path / f"one{suffix}"
    assert path.read_bytes() == (tmp_path / f"two{suffix}").read_bytes()
    read = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".parquet": pd.read_parquet}.get(suffix)
    found = read(path) if read else pd.DataFrame(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
    assert list(found.columns) == list(TIDY)
    for name in ("id", "speaker", "content", "cue", "start", "level"):
        assert list(found[name]) == [row[name] for row in rows]
    # What would be a formula is none: in a .csv file it begins with a quote.
    assert set(found["title"]) == {"'=HYPERLINK()" if suffix == ".csv" else "=HYPERLINK()"}


def test_table_without_statements_has_its_columns(tmp_path):
    write_tidy([], tmp_path / "none.csv")
    assert (tmp_path / "none.csv").read_text(encoding="utf-8-sig") == ",".join(TIDY) + "\n"


def test_statements_of_an_article_that_is_not_there_are_refused(statements):
    with pytest.raises(TaawunError, match=r"article 'a1': its article is not there"):
        tidy_statements([], statements)


def test_form_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(TaawunError, match=r"cannot write \.ods; name one of \.csv, \.xlsx"):
        write_tidy([], tmp_path / "a.ods")
    assert list(tmp_path.iterdir()) == []
