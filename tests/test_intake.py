"""Single steps take articles in any form, and give the table that a person asks for."""

import io
import json
import sys
from pathlib import Path

import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent / "corpus"))
from corpus_samples import as_docx, as_mhtml, as_parquet, as_rtf
from pdf_samples import as_pdf

from taawun.cli import main
from taawun.tables import read_rows

TEXT = "أكد سالم الراشدي أن التعاون مستمر. وأضاف أن الميناء جاهز."
OTHER = "قال كريم بوزيد إن السفن قادمة."
ROWS = [("a1", "الساحل", "13/02/2017", TEXT), ("a2", "المرسى", "14/02/2017", OTHER)]


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def write_csv(path, delimiter=",", encoding="utf-8", header=("id", "outlet", "date", "text")):
    path.write_text("\n".join(delimiter.join(row) for row in (header, *ROWS)), encoding=encoding)


def write_xlsx(path):
    pd.DataFrame(ROWS, columns=["id", "outlet", "date", "text"]).to_excel(path, index=False)


def write_folder(path):
    path.mkdir()
    write_csv(path / "press.csv", ";", "windows-1256", ("Numéro", "Journal", "Date", "Texte"))


FORMS = {
    "plain.csv": write_csv,
    "french.csv": lambda path: write_csv(path, ";", "windows-1256", ("Num", "Journal", "Date", "Texte")),
    "book.xlsx": write_xlsx,
    "folder": write_folder,
}


@pytest.mark.parametrize("name", FORMS)
def test_statements_of_each_form_have_the_words_of_its_articles(run, tmp_path, name):
    FORMS[name](tmp_path / name)
    assert run("statements", tmp_path / name, tmp_path / "out.xlsx", "--text") == (0, "", "")
    found = pd.read_excel(tmp_path / "out.xlsx")
    assert list(found["cue"]) == ["أكد", "وأضاف", "قال"]
    assert list(found["outlet"]) == ["الساحل", "الساحل", "المرسى"]
    assert list(found["date"]) == ["2017-02-13", "2017-02-13", "2017-02-14"]
    assert found["content"][1] == "الميناء جاهز."


def test_offsets_go_into_every_form(run, tmp_path):
    write_csv(tmp_path / "in.csv")
    for suffix in ("csv", "xlsx", "jsonl", "parquet"):
        assert run("statements", tmp_path / "in.csv", tmp_path / f"out.{suffix}") == (0, "", "")
    rows = list(read_rows(tmp_path / "out.parquet"))
    assert [json.loads(cue) for cue in pd.read_csv(tmp_path / "out.csv")["cue"]] == [row["cue"] for row in rows]
    assert list(pd.read_excel(tmp_path / "out.xlsx")["statement_id"]) == [row["statement_id"] for row in rows]
    assert [row["statement_id"] for row in read_rows(tmp_path / "out.jsonl")] == [row["statement_id"] for row in rows]


@pytest.mark.parametrize(
    "given", [TEXT, "".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate((TEXT, OTHER)))]
)
def test_standard_input_and_output(run, tmp_path, monkeypatch, given):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    code, out, err = run("statements", "-", "-", "--text")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["cue"] for row in rows][:2] == ["أكد", "وأضاف"]
    assert {row["article"] for row in rows} == ({"stdin"} if given == TEXT else {"0", "1"})


def page_of(text):
    return f"<!DOCTYPE html><html><head><title>t</title></head><body><article><p>{text}</p></article></body></html>"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(json.dumps([{"title": "t", "content": TEXT}], ensure_ascii=False).encode(), id="array"),
        pytest.param(json.dumps({"title": "t", "content": TEXT}, indent=1).encode(), id="object over lines"),
        pytest.param(f"\ufeff{json.dumps({'content': TEXT})}\n".encode(), id="a scraper's lines"),
        pytest.param(f"Titre;Texte\nt;{TEXT}\n".encode("windows-1256"), id="French table"),
        pytest.param(page_of(TEXT).encode(), id="page"),
        pytest.param(as_docx([TEXT]), id="Word"),
        pytest.param(as_rtf([TEXT]), id="RTF"),
        pytest.param(as_pdf([TEXT[::-1]]), id="PDF"),
        pytest.param(as_parquet([{"Texte": TEXT}]), id="Parquet"),
        pytest.param(as_mhtml(page_of(TEXT), "https://example.org/1"), id="page of one file"),
        pytest.param(f"[طهران] {TEXT}".encode("windows-1256"), id="text that begins with a bracket"),
    ],
)
def test_form_of_standard_input_is_told_by_what_stands_in_it(run, monkeypatch, given):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code, out, err = run("statements", "-", "-", "--text")
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["cue"] for row in rows] == ["أكد", "وأضاف"]
    assert rows[1]["content"] == "الميناء جاهز."


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_tables_of_scrapers_need_no_columns_of_ours(run, tmp_path, encoding):
    lines = "".join(json.dumps({"headline": "t", "content": text}, ensure_ascii=False) + "\n" for text in (TEXT, OTHER))
    (tmp_path / "crawl.jsonl").write_bytes(lines.encode(encoding))
    assert run("statements", tmp_path / "crawl.jsonl", tmp_path / "out.parquet") == (0, "", "")
    assert [row["article_id"] for row in read_rows(tmp_path / "out.parquet")] == ["crawl-00001"] * 2 + ["crawl-00002"]


@pytest.mark.parametrize(("command", "out"), [("words", "w.jsonl"), ("frames", "f.jsonl"), ("statements", "s.csv")])
def test_what_cannot_be_read_is_set_aside_and_told(run, tmp_path, command, out):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    code, printed, err = run(command, folder, tmp_path / out)
    assert (code, printed) == (0, "")
    beside = tmp_path / f"{Path(out).stem}.rejected.jsonl"
    assert err.startswith(f"taawun: warning: 1 article was set aside, see {beside}: article 'empty': the text is empty")
    assert [row["id"] for row in read_rows(beside)] == ["empty"]
    (folder / "empty.txt").unlink()
    assert run(command, folder, tmp_path / out) == (0, "", "")
    assert not beside.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"id,text\n", "holds no article"),
        ("a.csv", b"year,price\n1,2\n", "no column is known as the text"),
        ("a.doc", b"x", "open it in Word or LibreOffice"),
        ("a.txt", b"", "the text is empty"),
        ("a.xlsx", b"x", "not a readable workbook"),
    ],
)
def test_source_without_one_article_says_why(run, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    code, _, err = run("statements", tmp_path / name, tmp_path / "out.parquet")
    assert code == 2
    assert message in err
    assert name in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_missing_source_is_named(run, tmp_path):
    code, _, err = run("statements", tmp_path / "no.csv", tmp_path / "out.csv")
    assert (code, "no.csv: there is no such file" in err) == (2, True)


def test_output_never_replaces_its_input(run, tmp_path):
    write_csv(tmp_path / "a.csv")
    before = (tmp_path / "a.csv").read_bytes()
    code, _, err = run("statements", tmp_path / "a.csv", tmp_path / "a.csv", "--text")
    assert (code, "replace its own input" in err) == (2, True)
    assert (tmp_path / "a.csv").read_bytes() == before
