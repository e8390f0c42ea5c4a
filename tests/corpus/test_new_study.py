"""A researcher's own articles: everything that is wrong is told at once, and the study file that is written works."""

import pytest
from corpus_samples import OTHER, PAGE, ROWS, TEXT, as_csv, as_jsonl, as_xlsx, index

from taawun.corpus.articles import build_articles
from taawun.corpus.new_study import new_study
from taawun.errors import TaawunError
from taawun.study import load_study

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
        return new_study(name, tmp_path).splitlines()

    return run


def test_first_call_makes_the_folder_and_says_what_to_put_there(begin, tmp_path):
    assert begin()[0] == "made data/mine"
    assert (tmp_path / "data/mine").is_dir()
    assert "run `taawun new mine` again" in begin()[1]
    assert not (tmp_path / "studies/mine.yaml").exists()


def test_texts_get_a_table_to_fill_in(begin, tmp_path):
    lines = begin({"a.txt": TEXT, "sub/b.html": PAGE.format(charset="utf-8", text=TEXT, other=OTHER)})
    assert lines[0] == "began data/mine/articles.csv: fill in outlet, date and title"
    table = (tmp_path / "data/mine/articles.csv").read_text(encoding="utf-8").splitlines()
    assert table == ["id,file,outlet,language,date,title,url,rights", "a,a.txt,,ar,,,,", "sub/b,sub/b.html,,ar,,,,"]
    assert lines[-1] == "next: make report STUDY=mine"


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
    lines = begin({"a.txt": TEXT, "b.docx": b"PK\x03\x04", ".DS_Store": b""})
    assert lines[0] == "began data/mine/articles.csv: fill in outlet, date and title"
    assert "  b.docx: files of this form are not read; save it as .txt or .html, or remove it" in lines
    assert not any("DS_Store" in line for line in lines)


def test_every_problem_is_listed_at_once(begin):
    lines = begin(
        {
            "articles.csv": index(*((f"a{i}", f"{i}.txt") for i in range(7)), ("a0", "7.txt"), ("out", "../../x")),
            **{f"{i}.txt": TEXT for i in (5, 6, 7)},
            "8.txt": TEXT,
            "6.txt": b"\xff\x00\x12",
        }
    )
    start = next(i for i, line in enumerate(lines) if line.endswith("problems:"))
    assert lines[start] == "8 problems:"
    problems = "\n".join(lines[start : start + 10])
    for expected in ("no file '0.txt'", "no file '4.txt'", "outside of the corpus folder", "8.txt: no row", "6.txt: "):
        assert expected in problems


def test_columns_dates_and_encodings_are_guessed_and_the_study_runs(begin, tmp_path):
    rows = [
        {"الرقم": str(i), "المصدر": "الساحل", "التاريخ": f"{i + 12}/03/2016", "النص": f"{MEETING} {TEXT} {i * 7919}"}
        for i in range(4)
    ]
    lines = begin({"a.csv": as_csv(rows, ";").encode("windows-1256"), "b.xlsx": as_xlsx(rows)})
    assert "columns: outlet is 'المصدر', date is 'التاريخ', text is 'النص'" in "\n".join(lines)
    study = load_study(tmp_path / "studies/mine.yaml")
    assert study.corpus.columns == {"outlet": "المصدر", "date": "التاريخ", "text": "النص"}
    assert (study.corpus.encoding, study.corpus.date_format) == ("auto", "%d/%m/%Y")
    assert {side.state for side in study.sides} == {"IQ", "OM"}
    assert build_articles(study, tmp_path / "out.jsonl")["read"] == 8


def test_dates_that_can_be_read_two_ways_are_a_problem(begin):
    lines = begin({"a.jsonl": as_jsonl([ROWS[0] | {"date": "03/04/2016"}])})
    assert any("can be read as %d/%m/%Y or %m/%d/%Y" in line for line in lines)


def test_nothing_that_exists_is_written_over(begin, tmp_path):
    begin({"a.jsonl": as_jsonl(ROWS)})
    (tmp_path / "studies/mine.yaml").write_text("mine", encoding="utf-8")
    assert "kept studies/mine.yaml as it is" in begin()
    assert (tmp_path / "studies/mine.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("files", [{"a.docx": "x"}, {"a.txt": ""}, {"a.zip": b"x"}])
def test_folder_without_one_article_says_so(begin, files):
    lines = begin(files)
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
