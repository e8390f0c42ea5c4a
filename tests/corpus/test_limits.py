"""Files made to take for ever, to fill the memory, or to lose text without a word: set aside with their reason."""

import pytest
from corpus_samples import OTHER, PAGE, TEXT

from taawun.corpus import table_forms
from taawun.corpus.article_rows import make_article
from taawun.corpus.limits import DEEPEST, LONGEST_TEXT, MOST_ATTRIBUTES, MOST_ELEMENTS
from taawun.corpus.pages import decode_page, read_articles_of_page
from taawun.corpus.readers import read_records
from taawun.corpus.records import Record
from taawun.corpus.sources import Source
from taawun.errors import TaawunError


def page(inside):
    return PAGE.format(charset="utf-8", text=TEXT, other=f"{OTHER}</p>{inside}<p>{OTHER}")


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>x</p>", f"more than {MOST_ATTRIBUTES:,} attributes"),
        ("<p " + "".join(f"a{n}='>'" for n in range(100_000)) + ">x</p>", f"more than {MOST_ATTRIBUTES:,} attributes"),
        ("<div>x</div>" * 100_000, f"more than {MOST_ELEMENTS:,} elements"),
        ("<div>" * 5000 + f"<p>{TEXT}</p>" + "</div>" * 5000, f"more than {DEEPEST} elements within each other"),
        ("<b>" * (DEEPEST - 3) + TEXT, f"more than {DEEPEST} elements within each other"),
    ],
    ids=["attributes", "attributes with ends of tags", "elements", "nested", "just nested too deep"],
)
def test_page_beyond_the_caps_is_refused(inside, reason):
    with pytest.raises(TaawunError, match=reason):
        read_articles_of_page(page(inside))


def test_page_just_within_the_caps_is_read():
    inside = "<div>" * (DEEPEST - 20) + f"<p>{TEXT}</p>" + "</div>" * (DEEPEST - 20) + "<i>x</i>" * 2000
    (article,) = read_articles_of_page(page(inside))
    assert TEXT in article["text"] and OTHER in article["text"]


@pytest.mark.parametrize(
    "charset", ["undefined", "rot13", "base64", "idna", "punycode", "unicode_escape", "utf-7", "hex", "zip", "x" * 40]
)
def test_charset_that_is_none_is_passed_over(charset):
    data = PAGE.format(charset=charset, text=TEXT, other=OTHER).encode("windows-1256")
    assert TEXT in decode_page(data)


def test_parquet_that_unfolds_without_end_is_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 300_000, pa.int32()), pa.array([TEXT * 10]))
    pq.write_table(pa.table({"text": column}), path)
    assert path.stat().st_size < 100_000
    with pytest.raises(TaawunError, match="expands to more than"):
        list(read_records(path))


def test_parquet_with_two_columns_of_one_name_is_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_arrays([pa.array([TEXT]), pa.array([OTHER])], names=["text", "text"]), path)
    with pytest.raises(TaawunError, match="two columns are called 'text'"):
        list(read_records(path))


def test_text_longer_than_any_article_is_set_aside(tmp_path):
    long = "كلمة " * (LONGEST_TEXT // 5 + 1)
    with pytest.raises(TaawunError, match="longer than 2,000,000 characters"):
        make_article(Record({"text": long}, "a.txt"), Source(tmp_path))


def test_every_part_of_a_workbook_may_be_damaged(tmp_path):
    import io
    import zipfile

    from corpus_samples import ROWS, as_xlsx

    data = as_xlsx(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    tried = 0
    for name, content in members.items():
        for damaged in (None, b"", b"\0" * 50, content[: len(content) // 2], content.replace(b'="', b'="9'), b"<a/>"):
            path = tmp_path / "a.xlsx"
            with zipfile.ZipFile(path, "w") as archive:
                for other, as_it_was in members.items():
                    if other != name or damaged is not None:
                        archive.writestr(other, as_it_was if other != name else damaged)
            try:
                read = [dict(record.fields) for record in read_records(path) if not record.problem]
                assert len(read) <= len(ROWS)
            except TaawunError as error:
                assert str(path) in str(error)
            tried += 1
    assert tried == 6 * len(members) >= 50


def test_cells_without_a_name_are_said_once_a_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"id,text,,\na,{TEXT},,\nb,{TEXT},,x\nc,{TEXT},y,\n", encoding="utf-8")
    problems = [(record.place, record.problem) for record in read_records(path) if record.problem]
    assert problems == [("line 3", "column 4 has cells and no name, so they are not read; name it in the header")]
    assert table_forms.DELIMITERS[0] == ","


def test_cells_beyond_the_header_of_a_sheet_are_said(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["id", "text"], ["a", TEXT], ["b", TEXT, None, "lost"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    records = list(read_records(tmp_path / "a.xlsx"))
    assert [bool(record.problem) for record in records] == [False, True, False]
    assert records[1].place == "row 3" and "column 4 has cells and no name" in records[1].problem


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_key_given_twice_is_said(tmp_path, name):
    (tmp_path / name).write_text('{"id": "a", "text": "x", "text": "y"}\n{"id": "b", "text": "z"}\n', encoding="utf-8")
    first, second = read_records(tmp_path / name)
    assert first.problem == "the key 'text' is given twice; keep one" and second.fields["text"] == "z"
