"""The command line: whole outputs, messages without tracebacks, exit codes 0, 1 and 2."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from taawun import __version__
from taawun.cli import cli, main
from taawun.tables import read_rows

ROOT = Path(__file__).parents[1]
TEXT = "أكد سالم الراشدي أن التعاون مستمر. وأضاف أن الميناء جاهز."


@pytest.fixture
def run(capsys):
    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "raw.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def harbour(tmp_path, monkeypatch):
    """A project with the tiny study, as the current folder."""
    shutil.copytree(ROOT / "tests/data/tiny", tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def test_words_have_offsets_into_the_text_as_given(run, source, tmp_path):
    assert run("words", source, tmp_path / "w.jsonl") == (0, "", "")
    rows = list(read_rows(tmp_path / "w.jsonl"))
    assert set(rows[0]) == {"id", "start", "end", "lemma"}
    assert all(row["id"] == "a" and row["start"] < row["end"] <= len(TEXT) for row in rows)
    assert "و" in {TEXT[row["start"] : row["end"]] for row in rows}


def test_statements_of_raw_texts_and_of_the_article_table_have_all_columns(run, source, tmp_path):
    for out in ("s.jsonl", "s.parquet"):
        assert run("statements", source, tmp_path / out)[0] == 0
    rows = list(read_rows(tmp_path / "s.jsonl"))
    assert rows == [
        {**row, "confidence": pytest.approx(row["confidence"], rel=1e-6)} for row in read_rows(tmp_path / "s.parquet")
    ]
    assert [row["statement_id"] for row in rows] == [f"a:{row['cue'][0]}" for row in rows]
    assert [TEXT[slice(*row["cue"])] for row in rows] == ["أكد", "وأضاف"]
    wanted = "article_id statement_id cue content speaker speaker_id speaker_ids mention level relay form speech_act"
    assert set(wanted.split()) <= set(rows[0])


def test_frames_are_the_same_with_statements_given_or_found_anew(run, source, tmp_path):
    run("statements", source, tmp_path / "s.parquet")
    assert run("frames", source, tmp_path / "a.jsonl", "--statements", tmp_path / "s.parquet")[0] == 0
    assert run("frames", source, tmp_path / "b.jsonl")[0] == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert (tmp_path / "a.jsonl").read_text().count("COOP") == 1


def test_result_does_not_depend_on_the_number_of_processes(run, tmp_path):
    source = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": f"a{n}", "text": f"{TEXT} {n}"}, ensure_ascii=False) for n in range(260)]
    source.write_text("\n".join(lines), encoding="utf-8")
    for jobs in (1, 2):
        assert run("statements", source, tmp_path / f"{jobs}.jsonl", "--jobs", jobs)[0] == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.jsonl", "2.jsonl", "many.jsonl"]


def test_articles_stage_writes_table_and_counts(run, harbour):
    assert run("articles", "harbour", "build/harbour/articles.parquet") == (0, "", "")
    rows = list(read_rows("build/harbour/articles.parquet"))
    assert [row["id"] for row in rows] == ["hostile", "talks", "visit"] or len(rows) == 3
    assert all(row["text"] == Path(f"data/harbour/{row['id']}.txt").read_text(encoding="utf-8") for row in rows)


def test_version_and_help_name_every_command(run):
    assert run("--version") == (0, f"taawun {__version__}\n", "")
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out == run("--help")[1]
    for name in (
        "articles",
        "words",
        "statements",
        "explain",
        "frames",
        "evaluate",
        "notebook",
        "report",
        "new",
        "coding",
    ):
        assert f"\n  {name} " in out


@pytest.mark.parametrize("command", cli.commands)
def test_help_of_each_command_has_an_example_that_names_it(run, command):
    code, out, _ = run(command, "--help")
    assert code == 0
    assert re.search(rf"Examples?(?:, in [^:]+)?:\n.*\btaawun {command} ", out)


@pytest.mark.parametrize(
    "arguments",
    [["wrong"], ["words", "only-one"], ["words", "a", "b", "--jobs", "x"], ["words", "a", "b", "--jobs", "0"]],
)
def test_wrong_usage_exits_with_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: taawun")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_is_told_how_to_complete(run, shell):
    code, out, _ = run("completion", shell)
    assert code == 0
    assert f"_TAAWUN_COMPLETE={shell}_complete" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [("taawun sta", "statements"), ("taawun report ", "harbour"), ("taawun statements --te", "--text")],
)
def test_commands_options_and_studies_are_completed(harbour, words, expected):
    environment = {"_TAAWUN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    done = subprocess.run(
        [sys.executable, "-m", "taawun.cli"], env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f"plain,{expected}" in done.stdout.splitlines()


# Each line: what is done to the tiny project, the command, and what the message must say.
def write(name, data):
    def do(project):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    return do


def edit(name, old, new):
    def do(project):
        text = (project / name).read_text(encoding="utf-8")
        assert old in text
        (project / name).write_text(text.replace(old, new), encoding="utf-8")

    return do


CSV, YAML = "data/harbour/articles.csv", "studies/harbour.yaml"
ARABIC_1256 = "أكد وزير النقل أن التعاون بين البلدين مستمر في المجالات كلها".encode("cp1256")
BAD = {
    "article file missing": (lambda p: (p / "data/harbour/talks.txt").unlink(), ["talks.txt", "line 2"]),
    "row without file": (edit(CSV, "talks,talks.txt", "talks,"), ["articles.csv", "line 2"]),
    "file without row": (write("data/harbour/more.txt", "قال أحد"), ["more.txt"]),
    "ids twice": (edit(CSV, "visit,visit.txt", "talks,visit.txt"), ["talks", "twice"]),
    "path leaves the corpus": (edit(CSV, "talks,talks.txt", "talks,../../studies/harbour.yaml"), ["line 2", "folder"]),
    "unknown key": (edit(YAML, "seed:", "sed:"), ["harbour.yaml, line 4", "unknown key 'sed'; did you mean 'seed'?"]),
    "key twice": (edit(YAML, "seed: 11", "seed: 11\nseed: 12"), ["line 5", "given twice"]),
    "side without speakers": (
        edit(YAML, "    state: OM\n    speakers: [سالم الراشدي]\n", ""),
        ["the side 'oman' has nobody"],
    ),
    "folder missing": (edit(YAML, "data/harbour", "data/harbor"), ["data/harbor"]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_explained_with_exit_code_2(run, harbour, name):
    spoil, words = BAD[name]
    spoil(harbour)
    code, out, err = run("articles", "harbour", "build/harbour/articles.parquet")
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 5
    for word in words:
        assert word.lower() in err.lower()
    assert not list(harbour.glob("build/**/articles.parquet"))


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (ARABIC_1256, "windows-1256"), (b"\x00\x01 \x02", "nul")])
def test_one_bad_article_of_several_is_set_aside_and_counted(run, harbour, data, reason):
    write("data/harbour/talks.txt", data)(harbour)
    code, _, err = run("articles", "harbour", "build/harbour/articles.parquet")
    assert code == 0
    assert err.startswith(
        "taawun: warning: 1 article was set aside, see build/harbour/rejected.parquet: article 'talks': "
    )
    assert len(err.splitlines()) == 1
    (rejected,) = read_rows("build/harbour/rejected.parquet")
    assert rejected["source_file"] == "talks.txt"
    assert reason in rejected["reason"].lower()
    assert "rejected,1" in Path("build/harbour/flow.csv").read_text(encoding="utf-8-sig")
    for name in ("visit", "hostile"):
        write(f"data/harbour/{name}.txt", data)(harbour)
    code, _, err = run("articles", "harbour", "build/harbour/articles.parquet")
    assert code == 2
    assert reason in err.lower()


def test_unknown_study_lists_those_there_are(run, harbour):
    code, _, err = run("articles", "harbor", "x.parquet")
    assert code == 2
    assert "there is no study 'harbor'; did you mean 'harbour'? Studies here: harbour" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "a"}\n', "no column is known as the text (columns: 'id')"),
        (b'{"id": "a", "text"\n', "line 1, article 'x-00001': not JSON"),
        (b'{"id": "a", "text": "\xff"}\n', "its encoding cannot be told"),
        (b"[1]\n", "not a JSON object"),
    ],
)
def test_broken_table_of_texts_names_its_line(run, tmp_path, content, message):
    (tmp_path / "x.jsonl").write_bytes(content)
    code, _, err = run("statements", tmp_path / "x.jsonl", tmp_path / "out.jsonl")
    assert code == 2
    assert message in err
    assert [path.name for path in tmp_path.iterdir()] == ["x.jsonl"]


SPOILT = {"id": "b", "text": TEXT, "removed": [{"start": 3, "end": 1, "rule": "x"}]}


@pytest.mark.parametrize("command", ["words", "statements", "frames"])
def test_articles_set_aside_are_counted_in_a_warning(run, source, tmp_path, command):
    with source.open("a", encoding="utf-8") as file:
        file.write(json.dumps(SPOILT) + "\n" + json.dumps({"id": "c", "text": 7}))
    code, out, err = run(command, source, tmp_path / "out.jsonl")
    assert (code, out) == (0, "")
    beside = tmp_path / "out.rejected.jsonl"
    assert err.startswith(f"taawun: warning: 2 articles were set aside, see {beside}: article 'b': field 'removed': ")
    assert len(err.splitlines()) == 1
    assert [row["id"] for row in read_rows(beside)] == ["b", "c"]


def test_names_of_files_do_nothing_to_the_terminal(run, harbour):
    Path("data/harbour/a\x1b[2J\u202e.txt").write_bytes(b"\0\0")
    code, _, err = run("articles", "harbour", "out.parquet")
    assert "\x1b" not in err and "\u202e" not in err and "\\x1b[2J\\u202e" in err, (code, err)


def test_suffix_that_cannot_be_written_is_refused_before_work(run, source, tmp_path):
    code, _, err = run("statements", source, tmp_path / "out.xml")
    assert (code, "name one of .csv, .xlsx, .jsonl, .parquet" in err) == (2, True)
    assert run("words", source, tmp_path / "out.csv")[0] == 2


def test_unwritable_place_is_said_in_one_line(run, source, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = run("words", source, tmp_path / "file" / "out.jsonl")
    assert code == 1
    assert err.startswith("taawun: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--help"], ["new", "harbour"]])
@pytest.mark.parametrize("options", [[], ["-u"]], ids=["buffered", "unbuffered"])
def test_reader_that_leaves_early_is_no_error(harbour, arguments, options):
    read, write_end = os.pipe()
    os.close(read)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    try:
        command = [sys.executable, *options, "-m", "taawun.cli", *arguments]
        done = subprocess.run(
            command, stdout=write_end, stderr=subprocess.PIPE, text=True, env=environment, check=False
        )
    finally:
        os.close(write_end)
    assert done.stderr == ""
    assert done.returncode == 128 + signal.SIGPIPE
