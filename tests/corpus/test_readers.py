"""Every form that people have is read; every broken file is explained."""

import gzip
import io
import json
import os
import zipfile

import pytest
from corpus_samples import FORMS, OTHER, PAGE, ROWS, TEXT, as_csv, as_docx, as_jsonl, as_xlsx, as_zip
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_samples import as_pdf

from taawun.corpus import archives, json_forms
from taawun.corpus.readers import DOCUMENTS, form_of, read_records
from taawun.errors import TaawunError

TABLES = [name for name in FORMS if form_of(name) not in DOCUMENTS]
EXAMPLES = int(os.environ.get("TAAWUN_EXAMPLES", "200"))
"""Mutated files a reader is given; TAAWUN_EXAMPLES=2000 for the long run."""


@pytest.fixture
def read(tmp_path):
    def read_bytes(data, name="a.jsonl", **options):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_records(path, **options))

    return read_bytes


@pytest.mark.parametrize("name", TABLES)
def test_each_form_of_table_gives_the_same_records(read, name):
    assert [record.fields for record in read(FORMS[name], name)] == ROWS
    assert all(record.place for record in read(FORMS[name], name))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_text_forms_are_read_in_other_encodings(read, name, encoding):
    text = {"a.csv": as_csv(ROWS), "a.jsonl": as_jsonl(ROWS), "a.txt": TEXT}[name]
    records = read(text.encode(encoding), name, encoding="auto")
    assert records[0].fields["text"] == TEXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_other_countries(read, delimiter):
    assert [record.fields for record in read(as_csv(ROWS, delimiter), "a.csv")] == ROWS


def test_page_gives_its_article_without_what_stands_around_it(read):
    fields = read(FORMS["page.html"], "page.html")[0].fields
    assert fields["text"].splitlines()[-2:] == [TEXT, OTHER]
    assert "رياضة" not in fields["text"]
    assert (fields["title"], fields["outlet"], fields["date"]) == ("اتفاق جديد", "الساحل", "2016-03-01")


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8"])
def test_page_in_windows_1256_is_read_whatever_it_declares(read, declared):
    page = PAGE.format(charset=declared, text=TEXT, other=OTHER).encode("windows-1256")
    assert OTHER in read(page, "page.htm")[0].fields["text"]


def test_long_json_array_is_read_in_pieces(read, monkeypatch):
    monkeypatch.setattr(json_forms, "CHUNK", 7)
    data = json.dumps([*ROWS, {"n": 12345678901234567890}, "text", [1]] * 20, ensure_ascii=False, indent=1)
    records = read(as_zip({"a.json": data}), "a.zip")
    assert len(records) == 100
    assert [record.fields for record in records[:2]] == ROWS
    assert [bool(record.problem) for record in records[:5]] == [False, False, False, True, True]


@pytest.mark.parametrize(
    ("data", "name", "problem"),
    [
        pytest.param('{"id": 1}\n{"id": \n{"id": 3}\n', "a.jsonl", "not JSON", id="broken line"),
        pytest.param('{"id": 1}\n[1]\n{"id": 3}\n', "a.jsonl", "not a JSON object", id="array"),
        pytest.param('{"id": 1}\n' + "[" * 5000 + '\n{"id": 3}\n', "a.jsonl", "not JSON", id="deep"),
        pytest.param("id,text\n1,a\n2,b,c\n3,d\n", "a.csv", "3 fields and the header 2", id="extra field"),
    ],
)
def test_one_broken_record_leaves_the_others(read, data, name, problem):
    records = read(data, name)
    assert [bool(record.problem) for record in records] == [False, True, False]
    assert problem in records[1].problem


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        pytest.param('id,text\n1,"a\n2,b\n', "a.csv", "not a valid CSV row", id="open quote"),
        pytest.param("id,id\n1,2\n", "a.csv", "two columns are called 'id'", id="same column"),
        pytest.param(b"PK\x03\x04 no zip", "a.zip", "not a readable zip file", id="no zip"),
        pytest.param(
            as_zip({"a.doc": "x"}), "a.zip", "no file in the archive that can be read", id="zip without articles"
        ),
        pytest.param(as_zip({"../a.json": "[]"}), "a.zip", "points outside", id="zip slip"),
        pytest.param(as_zip({"/a.json": "[]"}), "a.zip", "points outside", id="absolute member"),
        pytest.param(b"PAR1 no parquet PAR1", "a.parquet", "not a readable Parquet file", id="no parquet"),
        pytest.param(b"no workbook", "a.xlsx", "not a readable", id="no workbook"),
        pytest.param(gzip.compress(b"x" * 100)[:-9], "a.jsonl.gz", "damaged", id="truncated gzip"),
        pytest.param(b"no gzip", "a.jsonl.gz", "damaged", id="no gzip"),
        pytest.param(as_jsonl(ROWS).encode("windows-1256"), "a.jsonl", "looks like windows-1256", id="1256 as UTF-8"),
        pytest.param(b"", "a.doc", "no reader for this kind", id="unknown form"),
    ],
)
def test_unreadable_file_is_named_with_its_fault(read, data, name, message):
    with pytest.raises(TaawunError, match=message) as caught:
        read(data, name)
    assert name in str(caught.value)
    assert caught.value.exit_code == 2


def test_truncated_array_keeps_what_came_before(read):
    data = json.dumps(ROWS, ensure_ascii=False)[:-40]
    records = read(as_zip({"a.json": data}), "a.zip")
    assert [record.fields for record in records if not record.problem] == ROWS[:1]
    assert "rest of the file is not read" in records[-1].problem


def test_archive_that_expands_without_end_is_refused(read, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 2**16)
    bomb = as_zip({"a.json": "[" + " " * 5_000_000})
    with pytest.raises(TaawunError, match="expands to more than"):
        read(bomb, "a.zip")
    with pytest.raises(TaawunError, match="expands to more than"):
        read(gzip.compress(b" " * 50_000_000), "a.jsonl.gz")
    with pytest.raises(TaawunError, match="expands to more than"):
        read(as_zip({"xl/worksheets/sheet1.xml": b" " * 5_000_000}), "a.xlsx")


def test_size_in_the_directory_of_an_archive_is_not_believed(read, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 2**16)
    honest = as_zip({"a.json": "[" + " " * 5_000_000})
    size = (5_000_001).to_bytes(4, "little")
    (record,) = read(honest.replace(size, (99).to_bytes(4, "little")), "a.zip")
    assert record.place == "a.json" and "damaged" in record.problem


def test_broken_member_of_an_archive_leaves_the_others(read):
    members = {"a.json": "{", "b.jsonl": as_jsonl(ROWS), "c.jsonl": "x", "d.doc": "x"}
    records = read(as_zip(members), "a.zip")
    assert [record.fields for record in records if not record.problem] == ROWS
    assert [record.place for record in records if record.problem] == ["a.json", "c.jsonl, line 1", "d.doc"]


def test_workbook_with_entities_is_refused(read):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROWS))) as good, zipfile.ZipFile(out, "w") as bad:
        for member in good.infolist():
            content = good.read(member)
            if member.filename == "xl/workbook.xml":
                content = bomb.encode() + content.replace(b"Sheet", b"&b;")
            bad.writestr(member, content)
    with pytest.raises(TaawunError, match="declares XML entities"):
        read(out.getvalue(), "a.xlsx")


@st.composite
def damaged(draw, data: bytes) -> bytes:
    """The file with bytes changed, cut out or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data = data[:start] + draw(st.one_of(st.binary(max_size=12), st.just(data[start:end] * 2))) + data[end:]
    return data


@pytest.mark.parametrize("encoding", ["utf-8", "auto"])
@pytest.mark.parametrize("name", FORMS)
def test_no_damage_leads_to_anything_but_records_or_a_clear_error(name, encoding, tmp_path):
    path = tmp_path / name

    @settings(
        max_examples=EXAMPLES // 2,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(damaged(FORMS[name]), st.binary(max_size=200)))
    def check(data):
        path.write_bytes(data)
        try:
            for record in read_records(path, encoding=encoding):
                assert record.problem or isinstance(record.fields, dict)
        except TaawunError as error:
            assert path.name in str(error)
            assert len(str(error).splitlines()) == 1

    check()


ARTICLES = [{"id": "1", "text": "one"}, {"id": "2", "text": "two"}]


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"status": "ok", "response": {"found": 2, "docs": ARTICLES}}, id="an array deep in an answer"),
        pytest.param(
            {"hits": {"total": 2, "hits": [{"_id": "x", "_source": one} for one in ARTICLES]}}, id="search engine"
        ),
        pytest.param({"id": {"0": "1", "1": "2"}, "text": {"0": "one", "1": "two"}}, id="pandas, by column"),
        pytest.param(
            {"columns": ["id", "text"], "index": [0, 1], "data": [["1", "one"], ["2", "two"]]}, id="pandas, split"
        ),
        pytest.param({"1": {"text": "one"}, "2": {"text": "two"}}, id="an object an article"),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_articles_are_found_in_the_objects_that_programs_write(read, value, indent):
    assert [record.fields for record in read(json.dumps(value, indent=indent), "a.json")] == ARTICLES


def test_an_array_on_one_line_is_read_whatever_the_file_is_called(read):
    assert [record.fields for record in read(json.dumps(ARTICLES), "a.jsonl")] == ARTICLES


def test_word_keeps_what_was_inserted_and_leaves_what_is_there_twice(read):
    inserted = "<w:ins><w:r><w:t> خلال الأسبوع</w:t></w:r></w:ins><w:del><w:r><w:delText>أمس</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>سابقا</w:t></w:r></w:moveFrom>"
    box = "<w:txbxContent><w:p><w:r><w:t>إطار</w:t></w:r></w:p></w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    document = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(["وصل الوفد"]))) as before, zipfile.ZipFile(document, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "word/document.xml":
                data = data.replace(b"</w:r></w:p>", f"</w:r>{inserted}{moved}<w:r>{twice}</w:r></w:p>".encode())
            after.writestr(name, data)
    (record,) = read(document.getvalue(), "a.docx")
    assert record.fields["text"].splitlines() == ["وصل الوفد خلال الأسبوع", "إطار"]


def test_numbers_of_rows_without_a_name_are_no_loss(read):
    numbered = as_csv([{"": number, **row} for number, row in enumerate(ROWS)])
    assert [record.fields["id"] for record in read(numbered, "a.csv")] == ["a1", "a2"]
    noted = as_csv([{"": note, **row} for note, row in zip("xy", ROWS, strict=True)])
    first, *_ = read(noted, "a.csv")
    assert "column 1 has cells and no name" in first.problem


def test_rows_of_blanks_in_a_workbook_are_no_articles(read):
    blank = dict.fromkeys(ROWS[0], " ")
    assert [record.fields["id"] for record in read(as_xlsx([*ROWS, blank]), "a.xlsx")] == ["a1", "a2"]


def test_page_is_not_believed_that_its_arabic_is_western(read):
    page = PAGE.format(charset="iso-8859-1", text=TEXT, other=OTHER).encode("windows-1256")
    (record,) = read(page, "a.html")
    assert TEXT in record.fields["text"]
    english = (
        f"<html><head><meta charset='iso-8859-1'></head><body><article><p>{'A café. ' * 30}</p></article></body></html>"
    )
    (record,) = read(english.encode("latin-1"), "b.html")
    assert "café" in record.fields["text"]


def test_runs_of_a_pdf_line_are_put_into_the_order_of_reading(read):
    """Browsers draw a line with numbers from left to right, each run for itself."""
    line = "أكد الوزير أن العمل في الميناء سيبدأ في عام 2017 ومعه 35 سفينة"
    runs = [" سفينة"[::-1], "35", " ", " ومعه"[::-1], "2017", " ", "أكد الوزير أن العمل في الميناء سيبدأ في عام"[::-1]]
    (record,) = read(as_pdf([TEXT[::-1], "|".join(runs)]), "a.pdf")
    assert record.fields["text"].splitlines() == [TEXT, line]
