"""The articles stage: what is read, what is set aside, what stops it, and what it writes."""

import csv
import hashlib
import json
import os

import pytest
from corpus_samples import FORMS, OTHER, PAGE, ROWS, TEXT, as_csv, as_jsonl, index

from taawun.corpus import article_rows
from taawun.corpus.articles import FLOW, build_articles
from taawun.corpus.dates import parse_date
from taawun.errors import TaawunError
from taawun.receipts import find_due
from taawun.tables import ARTICLES, read_rows

INDEXED = {"articles.csv": index(("a1", "one.txt"), ("a2", "two.txt")), "one.txt": TEXT, "two.txt": OTHER}


@pytest.fixture
def build(write_corpus, tmp_path):
    """Run the stage over a corpus; return its table, what was rejected, and the flow."""

    def run(files, settings="", out="build/shores/articles.parquet"):
        path = tmp_path / out
        flow = build_articles(write_corpus(files, settings), path)
        return list(read_rows(path)), list(read_rows(path.with_name(f"rejected{path.suffix}"))), flow

    return run


@pytest.mark.parametrize("name", FORMS)
def test_every_form_becomes_the_same_table(build, name):
    articles, rejected, flow = build({name: FORMS[name]})
    assert [list(row) for row in articles] == [list(ARTICLES)] * len(articles)
    assert articles[0]["text"].strip().endswith(OTHER if name.startswith("page") else TEXT)
    assert {row["source_file"] for row in articles} == {name}
    assert rejected == []
    assert flow["kept"] == len(articles) == (1 if name.startswith(("page", "article.")) else 2)


def test_texts_named_by_a_table_carry_its_metadata(build):
    articles, _, _ = build(INDEXED)
    assert [(row["id"], row["text"], row["outlet"], row["source_place"]) for row in articles] == [
        ("a1", TEXT, "الساحل", None),
        ("a2", OTHER, "الساحل", None),
    ]


def test_what_the_table_says_of_a_page_comes_before_the_page(build):
    files = {"articles.csv": index(("p", "p.html")), "p.html": PAGE.format(charset="utf-8", text=TEXT, other=OTHER)}
    article = build(files)[0][0]
    assert (article["id"], article["title"], article["outlet"]) == ("p", "اتفاق جديد", "الساحل")


def test_columns_are_mapped_and_gaps_filled(build):
    rows = [{"رقم": 7, "الصحيفة": "", "النص": TEXT, "اليوم": "٠٣/٠٤/٢٠١٦"}]
    settings = (
        "columns: {id: رقم, outlet: الصحيفة, text: النص, date: اليوم}\n"
        "defaults: {outlet: الساحل, rights: CC BY 4.0}\ndate_format: '%d/%m/%Y'"
    )
    article = build({"a.jsonl": as_jsonl(rows)}, settings)[0][0]
    assert [article[name] for name in ("id", "outlet", "date", "rights")] == ["7", "الساحل", "2016-04-03", "CC BY 4.0"]


def test_text_is_verbatim_and_boilerplate_a_span(build):
    text = f"  {TEXT}\r\n/انتهى/\r\nتعليقك\r\n"
    article = build({"a.txt": text})[0][0]
    assert article["text"] == text
    assert [text[span["start"] : span["end"]] for span in article["removed"]] == ["/انتهى/", "تعليقك"]
    assert article["n_words"] == len(TEXT.split())


def test_state_of_an_outlet_is_read_as_code_or_name(build):
    rows = [ROWS[0] | {"country": "om"}, ROWS[1] | {"country": "العراق"}, ROWS[1] | {"id": "a3", "country": "Narnia"}]
    articles, rejected, _ = build({"a.jsonl": as_jsonl(rows)})
    assert [row["country"] for row in articles] == ["OM", "IQ"]
    assert "field 'country': 'Narnia' is no state" in rejected[0]["reason"]


# What is wrong with one article sets it aside; the others stay.
BAD = {
    "empty": ({"text": " \n\xa0"}, "the text is empty"),
    "no text": ({"text": None}, "the text is empty"),
    "a list": ({"text": ["a", 1]}, "no text but a list"),
    "NUL": ({"text": f"{TEXT}\0"}, "NUL byte"),
    "NUL in the title": ({"text": TEXT, "title": "a\0"}, "NUL byte"),
    "lone surrogate": ({"text": TEXT + "\ud800"}, "no text in the file's encoding"),
    "a page": ({"text": "<!DOCTYPE html><html><body>"}, "source of a web page"),
    "only boilerplate": ({"text": "/انتهى/\nتعليقك"}, "no words are left"),
    "no date": ({"text": TEXT, "date": "الاثنين"}, "'الاثنين' is not a date like 2017-10-02"),
    "date of no calendar": ({"text": TEXT, "date": "2016-02-30"}, "is not a date"),
    "long id": ({"text": TEXT, "id": "x" * 300}, "the id is longer than"),
    "id with a control": ({"text": TEXT, "id": "x\u202ey"}, "control characters"),
}


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD)
def test_bad_article_is_set_aside_with_its_reason_and_place(build, row, reason):
    lines = [{"id": "bad"} | row, ROWS[0]]
    articles, rejected, flow = build({"a.jsonl": "".join(json.dumps(line) + "\n" for line in lines)})
    assert [article["id"] for article in articles] == ["a1"]
    assert [(row["source_file"], row["source_place"]) for row in rejected] == [("a.jsonl", "line 1")]
    assert reason in rejected[0]["reason"]
    assert (flow["read"], flow["rejected"], flow["kept"]) == (2, 1, 1)


def test_what_a_table_says_wrongly_of_an_article_is_blamed_on_its_line(build):
    files = {name: text for name, text in INDEXED.items() if name != "articles.csv"}
    files["articles.csv"] = "id,file,outlet,date\na1,one.txt,الساحل,2016-13-40\na2,two.txt,الساحل,2016-03-01\n"
    files["three.txt"] = " "
    files["articles.csv"] += "a3,three.txt,الساحل,2016-03-02\n"
    _, rejected, _ = build(files)
    assert [(row["id"], row["source_file"], row["source_place"]) for row in rejected] == [
        ("a1", "articles.csv", "line 2"),
        ("a3", "three.txt", None),  # the text is the file's own fault
    ]


def test_date_in_a_mapped_column_is_blamed_on_its_line_too(build):
    files = {"list.csv": f"id,file,اليوم\n{'x' * 300},one.txt,2016-03-01\nb,two.txt,الاثنين\nc,three.txt,\n"}
    files |= {"one.txt": TEXT, "two.txt": OTHER, "three.txt": TEXT}
    _, rejected, _ = build(files, "files: '*.csv'\ncolumns: {date: اليوم}")
    assert [(row["source_file"], row["source_place"]) for row in rejected] == [
        ("list.csv", "line 2"),
        ("list.csv", "line 3"),
    ]


def test_article_on_which_the_program_fails_is_set_aside(build, monkeypatch):
    find = article_rows.find_boilerplate

    def fails(text, **options):
        if text == OTHER:
            raise IndexError("a slip")
        return find(text, **options)

    monkeypatch.setattr(article_rows, "find_boilerplate", fails)
    articles, rejected, flow = build(INDEXED)
    assert [article["id"] for article in articles] == ["a1"]
    assert [row["id"] for row in rejected] == ["a2"]
    assert rejected[0]["reason"].startswith(
        "the program failed: IndexError: a slip (taawun/corpus/article_rows.py, line "
    )
    assert flow["rejected"] == 1


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD)
def test_when_nothing_is_left_its_reason_is_the_error(build, row, reason, tmp_path):
    with pytest.raises(TaawunError) as caught:
        build({"a.jsonl": json.dumps({"id": "bad"} | row)})
    assert reason in str(caught.value)
    assert "a.jsonl, line 1" in str(caught.value)
    assert list((tmp_path / "build").rglob("*.*")) == []


def test_encoding_is_named_when_it_is_not_the_one_expected(build):
    with pytest.raises(TaawunError, match=r"looks like windows-1256.*set encoding: windows-1256"):
        build({"a.txt": TEXT.encode("windows-1256")})
    assert build({"a.txt": TEXT.encode("windows-1256")}, "encoding: auto")[0][0]["text"] == TEXT


def test_bidi_overrides_and_markup_are_kept_in_the_text(build):
    text = f"\u202e{TEXT}\u202c <script>alert(1)</script>"
    article = build({"a.txt": text})[0][0]
    assert article["text"] == text
    assert [span["rule"] for span in article["removed"]] == ["markup"]


# What makes the corpus as a whole doubtful stops the stage.
FATAL = {
    "row without file": (INDEXED | {"articles.csv": index(("a1", "one.txt"), ("a2", "tow.txt"))}, "line 3.*no file 'tow.txt'"),
    "file without row": (INDEXED | {"three.txt": TEXT}, "three.txt: no row of articles.csv names this file"),
    "same id": (INDEXED | {"articles.csv": index(("a1", "one.txt"), ("a1", "two.txt"))}, "id is given twice .first in line 2"),
    "same file": (INDEXED | {"articles.csv": index(("a1", "one.txt"), ("a2", "one.txt"))}, "named twice .first in line 2"),
    "no file named": (INDEXED | {"articles.csv": index(("a1", "one.txt"), ("a2", ""))}, "line 3, article 'a2': names no file"),
    "path upwards": (INDEXED | {"articles.csv": index(("a1", "../../studies/shores.yaml"))}, "outside of the corpus folder"),
    "absolute path": (INDEXED | {"articles.csv": index(("a1", "/etc/passwd"))}, "outside of the corpus folder"),
    "same id in records": ({"a.jsonl": as_jsonl([ROWS[0], ROWS[0]])}, "line 2, article 'a1': the id is given twice .first in a.jsonl, line 1"),
    "no files": ({"notes.doc": "x"}, "no file fits"),
    "no articles": ({"a.jsonl": ""}, "a.jsonl.*the file has no line: it holds no article; remove it"),
    "no rows": ({"a.csv": "id,text"}, "a.csv.*: the file holds no article; remove it"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message"), FATAL.values(), ids=FATAL)
def test_doubtful_corpus_stops_the_stage(build, files, message, tmp_path):
    with pytest.raises(TaawunError, match=message) as caught:
        build(files)
    assert caught.value.exit_code == 2
    assert len(str(caught.value).splitlines()) <= 5
    assert not (tmp_path / "build").exists() or list((tmp_path / "build").rglob("*.*")) == []


def test_all_problems_of_a_table_are_told_at_once(build):
    with pytest.raises(TaawunError) as caught:
        build({"articles.csv": index(*((f"a{i}", f"{i}.txt") for i in range(9)))})
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[1] for line in lines[:4]] == [
        f"there is no file '{i}.txt'; add the file or remove the row" for i in range(4)
    ]
    assert lines[4] == "and 5 more problems"


def test_missing_folder_and_leaving_pattern(write_corpus, tmp_path):
    with pytest.raises(TaawunError, match=r"line 5, field 'corpus\.files': .*leaves the corpus folder"):
        write_corpus(INDEXED, "files: ../*.csv")
    study = write_corpus(INDEXED)
    (tmp_path / "data").rename(tmp_path / "elsewhere")
    with pytest.raises(TaawunError, match="there is no folder 'data/press'"):
        build_articles(study, tmp_path / "out.jsonl")


def test_unknown_state_in_a_filter_is_named(build):
    with pytest.raises(
        TaawunError, match=r"shores\.yaml, line 5, field 'corpus\.filters\.states\.2': .*there is no 'XX'"
    ):
        build(INDEXED, "filters: {states: [OM, XX]}")


def test_link_out_of_the_folder_is_refused(write_corpus, tmp_path):
    study = write_corpus({"a.txt": TEXT})
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data/press/b.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(TaawunError, match=r"b\.txt: the link leaves the corpus folder"):
        build_articles(study, tmp_path / "out.jsonl")


def test_flow_counts_every_article_once(build):
    rows = [{**ROWS[0], "id": f"r{i}", "date": f"2016-03-{i + 1:02}", "text": f"{TEXT} {OTHER} {i}"} for i in range(6)]
    rows += [{**ROWS[1], "id": "short", "text": "خبر قصير"}, {"id": "bad", "text": ""}]
    settings = "minimum_words: 10\nfilters: {from: 2016-03-02, to: 2016-03-05, outlets: [الساحل]}"
    articles, _, flow = build({"a.jsonl": as_jsonl(rows)}, settings)
    assert flow == {
        "read": 8, "rejected": 1, "files": 0, "minimum_words": 1, "dates": 2, "outlets": 0, "states": 0, "office_holder": 0,
        "copies": 3, "kept": 1,
    }  # fmt: skip
    assert flow["read"] == sum(flow[step] for step in FLOW[1:])
    assert [row["id"] for row in articles] == ["r1"]
    assert {row["cluster"] for row in build({"a.jsonl": as_jsonl(rows)}, f"{settings}\nduplicates: all")[0]} == {"r1"}


def test_copies_are_listed_with_their_cluster(build, tmp_path):
    rows = [{**ROWS[0], "id": name, "outlet": name.upper()} for name in "abc"] + [ROWS[1]]
    build({"a.jsonl": as_jsonl(rows)})
    lines = (tmp_path / "build/shores/clusters.csv").read_text(encoding="utf-8").splitlines()
    table = list(csv.DictReader(lines))
    assert [(row["cluster"], row["id"], row["outlet"]) for row in table] == [
        ("a", "a", "A"),
        ("a", "b", "B"),
        ("a", "c", "C"),
    ]


def test_same_input_gives_the_same_bytes(build, tmp_path):
    files = {"a.jsonl": as_jsonl(ROWS), "b.csv": as_csv([{**row, "id": f"b{row['id']}"} for row in ROWS])}
    build(files, out="build/one/articles.parquet")
    build(files, out="build/two/articles.parquet")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / "build" / name).glob("[!.]*.*")}
        for name in ("one", "two")
    )
    assert one == two
    assert sorted(one) == ["articles.parquet", "clusters.csv", "flow.csv", "rejected.parquet", "sources.csv"]


def test_table_is_due_whatever_the_names_of_its_files(build, tmp_path):
    names = ["5 % $x#y: z.csv", "a=b.txt", "a:=b.txt", "a!=touch x;.txt", "page?id=12.txt", "a;|b.txt", "sub/a\nb.txt"]
    build({names[0]: as_csv(ROWS), **{name: f"{TEXT} {number}" for number, name in enumerate(names[1:])}})
    folder = tmp_path / "build/shores"
    assert find_due(folder) == []
    for name in names:
        path = tmp_path / "data/press" / name
        before = path.read_bytes()
        path.write_bytes(before + b" ")
        assert find_due(folder) == ["articles"], name
        path.write_bytes(before)
        os.utime(path, (0, 0))
        assert find_due(folder) == [], name
    path.unlink()
    assert find_due(folder) == ["articles"]


def test_table_is_due_when_a_file_comes_into_its_folder(build, tmp_path):
    build({"a.csv": as_csv(ROWS)})
    for name in (".hidden", "~$a.xlsx"):
        (tmp_path / "data/press" / name).touch()
    assert find_due(tmp_path / "build/shores") == []
    (tmp_path / "data/press/new").mkdir()
    (tmp_path / "data/press/new/b.docx").touch()
    assert find_due(tmp_path / "build/shores") == ["articles"]


def test_every_file_that_was_read_is_listed_with_its_hash(build, tmp_path):
    files = INDEXED | {
        "articles.csv": index(("a1", "one.txt"), ("a2", "two.txt"), ("a3", "broken.txt"), ("a4", "short.txt")),
        "broken.txt": b"",
        "short.txt": "قال نعم",
    }
    articles, rejected, _ = build(files, "minimum_words: 4")
    assert (len(articles), len(rejected)) == (2, 1)
    with (tmp_path / "build/shores/sources.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    data = {name: content if isinstance(content, bytes) else content.encode() for name, content in files.items()}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in sorted(data.items())}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_leaves_nothing(write_corpus, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(OSError, match="denied"):
        build_articles(write_corpus(INDEXED), tmp_path / "closed/articles.parquet")


@pytest.mark.parametrize(
    ("value", "date"),
    [("2016-03-01T08:00:00Z", "2016-03-01"), ("2016.3.1", "2016-03-01"), ("۲۰۱۶/۰۳/۰۱", "2016-03-01"), (None, None)],
)
def test_dates_as_files_write_them(value, date):
    assert parse_date(value) == date
