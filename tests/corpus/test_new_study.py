"""A researcher's own articles: everything that is wrong is told at once, and the study file that is written works."""

import csv

import pytest
from corpus_samples import OTHER, PAGE, ROWS, TEXT, as_csv, as_docx, as_jsonl, as_xlsx, index

from taawun.corpus.articles import build_articles
from taawun.corpus.new_study import new_study
from taawun.errors import TaawunError
from taawun.study import load_study
from taawun.tables import read_rows

MEETING = (
    "استقبل وزير الخارجية العماني في مسقط وزير الخارجية العراقي القادم من بغداد، وقال الوزير العماني إن العراق شريك."
)


@pytest.fixture
def begin(tmp_path):
    """Put files into data/mine and run the command; return its lines."""
    (tmp_path / "studies").mkdir(exist_ok=True)

    def run(files=(), name="mine"):
        for file, content in dict(files).items():
            path = tmp_path / "data" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return new_study(name, tmp_path).text.splitlines()

    return run


def test_first_call_makes_the_folder_and_says_what_to_put_there(begin, tmp_path):
    assert begin()[0] == "made data/mine"
    assert (tmp_path / "data/mine").is_dir()
    assert "run `taawun new mine` again" in begin()[1]
    assert not (tmp_path / "studies/mine.yaml").exists()


HEADER = "id,file,outlet,country,language,date,title,author,url,rights"


def test_texts_get_a_table_to_fill_in_with_what_pages_say_of_themselves(begin, tmp_path):
    lines = begin({"a.txt": TEXT, "sub/b.html": PAGE.format(charset="utf-8", text=TEXT, other=OTHER)})
    assert lines[0].startswith("began data/mine/articles.csv with 2 rows: fill in outlet")
    table = (tmp_path / "data/mine/articles.csv").read_text(encoding="utf-8").splitlines()
    assert table == [HEADER, "a,a.txt,,,ar,,,,,", "sub/b,sub/b.html,الساحل,,ar,2016-03-01,اتفاق جديد,,,"]
    assert lines[-1] == "next: make report STUDY=mine"


def test_new_texts_add_rows_and_change_nothing_else(begin, tmp_path):
    begin({f"{n}.txt": f"{TEXT} {n}" for n in range(3)})
    table, study = tmp_path / "data/mine/articles.csv", tmp_path / "studies/mine.yaml"
    edited = table.read_text(encoding="utf-8").replace("0,0.txt,", "0,0.txt,الساحل") + "\n"
    table.write_text(edited, encoding="utf-8")
    before = study.read_bytes()
    lines = begin({f"new {n}.txt": f"{OTHER} {n}" for n in range(10)})
    assert lines[0].startswith("added 10 rows to data/mine/articles.csv")
    after = table.read_text(encoding="utf-8")
    assert after.startswith(edited)
    added = after.removeprefix(edited).splitlines()
    assert added == [f"new {n},new {n}.txt,,,ar,,,,," for n in range(10)]
    assert study.read_bytes() == before
    assert not any("row" in line for line in begin())
    assert table.read_text(encoding="utf-8") == after


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-8-sig"])
def test_rows_are_added_as_the_table_is_written(begin, tmp_path, encoding):
    own = "الملف;المصدر;ملاحظة\r\na.txt;الساحل;قديم"
    lines = begin({"a.txt": TEXT, "b.docx": as_docx([OTHER]), "articles.csv": own.encode(encoding)})
    assert lines[0].startswith("added 1 row to data/mine/articles.csv")
    table = (tmp_path / "data/mine/articles.csv").read_bytes().decode(encoding)
    assert table == own + "\nb.docx;;\n"
    assert "2 articles in 3 files (csv 1, docx 1, text 1)" in lines


def test_what_is_there_is_described(begin):
    rows = [row | {"text": MEETING} for row in ROWS]
    lines = begin({"a.jsonl": as_jsonl(rows)})
    assert lines[:-2] == [
        "2 articles in 1 files (jsonl 1)",
        "encodings: utf-8 1",
        "outlets: الساحل 1, المرسى 1",
        "dates: 2016-03-01 to 2016-03-02",
        "states: named in articles: IQ 2, OM 2",
        "likely sides, by articles that name both and an office: IQ and OM 2",
    ]


def test_files_that_nobody_reads_are_named_and_do_not_keep_the_table_back(begin):
    lines = begin({"a.txt": TEXT, "b.doc": b"\xd0\xcf", "c.xls": b"x", ".DS_Store": b""})
    assert lines[0].startswith("began data/mine/articles.csv with 1 row")
    said = "files of this form are not read; open it in"
    assert f"  1 × {said} Word or LibreOffice and save it as .docx" in lines
    assert f"  1 × {said} the spreadsheet and save it as .xlsx" in lines
    assert "      b.doc" in lines
    assert not any("DS_Store" in line for line in lines)


def test_files_beside_a_saved_page_are_no_articles(begin):
    page = PAGE.format(charset="utf-8", text=TEXT, other=OTHER)
    lines = begin(
        {"a.html": page, "a_files/x.js": "x", "a_files/y.html": page, "a_fichiers/z.txt": TEXT, "b_files/c.txt": TEXT}
    )
    assert "2 articles in 3 files (csv 1, html 1, text 1)" in lines
    assert "left aside: 3 files that belong to saved pages" in lines


def test_problems_are_grouped_by_kind_and_all_of_them_are_in_a_file(begin, tmp_path):
    lines = begin(
        {
            "articles.csv": index(*((f"a{i}", f"{i}.txt") for i in range(7)), ("a0", "7.txt"), ("out", "../../x")),
            **{f"{i}.txt": TEXT for i in (5, 6, 7)},
            "8.txt": TEXT,
            "6.txt": b"\xff\x00\x12",
        }
    )
    assert "added 1 row" in lines[0]
    assert "problems: 7" in lines
    assert "  5 × there is no file '0.txt'; add the file or remove the row" in lines
    with (tmp_path / "build/mine/problems.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 7
    reasons = " ".join(row["reason"] for row in found)
    for expected in ("no file '4.txt'", "outside of the corpus folder", "encoding cannot be told"):
        assert expected in reasons
    assert [row["place"] for row in found if "encoding" in row["reason"]] == ["6.txt"]


def test_columns_dates_and_encodings_are_known_table_by_table_and_the_study_runs(begin, tmp_path):
    rows = [
        {"الرقم": str(i), "المصدر": "الساحل", "التاريخ": f"{i + 12}/03/2016", "النص": f"{MEETING} {TEXT} {i * 7919}"}
        for i in range(4)
    ]
    french = [
        {"Titre": f"t{i}", "Texte": f"{MEETING} {OTHER} {i * 7919}", "Date": f"03/{i + 13}/2016"} for i in range(3)
    ]
    lines = begin(
        {
            "a.csv": as_csv(rows, ";").encode("windows-1256"),
            "b.xlsx": as_xlsx(french),
            "c.txt": TEXT,
        }
    )
    text = "\n".join(lines)
    assert "columns of a.csv: text is 'النص', id is 'الرقم', outlet is 'المصدر', date is 'التاريخ'" in text
    assert "columns of b.xlsx: text is 'Texte', title is 'Titre', date is 'Date'" in text
    assert "problems" not in text
    study = load_study(tmp_path / "studies/mine.yaml")
    assert study.corpus.date_format == {"a.csv": "%d/%m/%Y", "b.xlsx": "%m/%d/%Y"}
    assert {side.state for side in study.sides} == {"IQ", "OM"}
    assert build_articles(study, tmp_path / "out.jsonl")["read"] == 8
    dates = {row["date"] for row in read_rows(tmp_path / "out.jsonl")}
    assert dates <= {None, *(f"2016-03-{day}" for day in range(12, 16))}


def test_dates_that_can_be_read_two_ways_are_a_problem(begin):
    lines = begin({"a.jsonl": as_jsonl([ROWS[0] | {"date": "03/04/2016"}])})
    assert any("'03/04/2016' can be read as %d/%m/%Y or %m/%d/%Y" in line for line in lines)


def test_nothing_that_exists_is_written_over_and_its_settings_hold(begin, tmp_path):
    begin({"a.jsonl": as_jsonl([{"body_ar": TEXT, "text": "x"}])})
    path = tmp_path / "studies/mine.yaml"
    edited = path.read_text(encoding="utf-8").replace("  # columns: {text: BODY}", "  columns: {text: body_ar}")
    path.write_text(edited, encoding="utf-8")
    assert "kept studies/mine.yaml as it is" in begin()
    assert path.read_text(encoding="utf-8") == edited
    study = load_study(path)
    study = study.model_copy(update={"corpus": study.corpus.model_copy(update={"minimum_words": 0})})
    build_articles(study, tmp_path / "out.jsonl")
    assert [row["text"] for row in read_rows(tmp_path / "out.jsonl")] == [TEXT]


def test_strict_makes_what_is_left_out_an_exit_code(begin, tmp_path):
    begin({"a.txt": TEXT, "b.txt": ""})
    assert new_study("mine", tmp_path).exit_code == 0
    assert new_study("mine", tmp_path, strict=True).exit_code == 1
    (tmp_path / "data/mine/b.txt").write_text(OTHER, encoding="utf-8")
    assert new_study("mine", tmp_path, strict=True).exit_code == 0


@pytest.mark.parametrize("files", [{"a.docx": "x"}, {"a.doc": "x"}, {"a.txt": ""}, {"a.zip": b"x"}])
def test_folder_without_one_article_says_so(begin, files, tmp_path):
    lines = begin(files)
    assert new_study("mine", tmp_path).exit_code == 2
    assert any("problem" in line for line in lines)
    assert lines[-1] == "next: correct the problems, then run `taawun new mine` again"


@pytest.mark.parametrize("name", ["a b", "../x", "", ".x", "a/b"])
def test_names_that_cannot_be_folders_and_targets_are_refused(tmp_path, name):
    with pytest.raises(TaawunError, match="cannot name a study"):
        new_study(name, tmp_path)


@pytest.mark.parametrize("hostile", ['"}\nsides: [', "${HOME}", "# x", "a: b", "\u202ea", "'"])
def test_what_files_say_cannot_break_the_study_file(begin, tmp_path, hostile):
    rows = [row | {"outlet": hostile, "text": MEETING} for row in ROWS]
    begin({"a.jsonl": as_jsonl([{f"text {hostile}": "x"}, *rows])})
    assert load_study(tmp_path / "studies/mine.yaml").corpus.folder == "data/mine"
