"""What `make` promises: only what changed is made again, and nothing half-made is ever taken for made."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import nbformat
import pytest
import yaml

from taawun.receipts import write_receipt
from taawun.study import load_study

ROOT = Path(__file__).parents[1]
PARAMETERS = 'study = ""\nbuild_dir = ""'


def write_notebook(path, *sources):
    first = nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}, id="parameters")
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=[first, *cells]), path)


def made(output):
    """Stages that a run of make started, as `command first-argument`."""
    return re.findall(r"taawun\.cli (\w+) (\S+)", output)


def test_report_is_built_whole_in_a_folder_with_a_space_and_arabic_letters(built_project):
    folder = built_project.folder / "reports/harbour"
    tidy = {f"statements.{ending}" for ending in ("csv", "parquet", "xlsx")}
    assert {path.name for path in folder.iterdir()} == {"report.html", "manifest.json", "tables", "figures"} | tidy
    assert not [path for path in built_project.folder.rglob("*") if ".part" in path.name]


def test_second_run_does_nothing_and_is_quick(built_project):
    before = built_project.times()
    started = time.monotonic()
    done = built_project.make("report")
    took = time.monotonic() - started
    assert done.returncode == 0
    assert made(done.stdout) == []
    assert built_project.times() == before
    assert took < 2  # under half a second on a quiet machine, which tests cannot count on


@pytest.mark.parametrize(
    ("touched", "stages"),
    [
        ("notebooks/topics.ipynb", ["notebook", "report"]),
        ("data/harbour/talks.txt", ["articles", "statements", "frames", "notebook", "notebook", "notebook", "report"]),
        (
            "data/harbour/articles.csv",
            ["articles", "statements", "frames", "notebook", "notebook", "notebook", "report"],
        ),
        ("studies/harbour.yaml", ["report"]),
    ],
)
def test_only_what_depends_on_a_change_would_be_made_again(built_project, touched, stages):
    path = built_project.folder / touched
    before = path.stat()
    os.utime(path, (time.time() + 5, time.time() + 5))
    try:
        done = built_project.make("report", "--dry-run")
    finally:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sorted(stage for stage, _ in made(done.stdout)) == sorted(stages)


@pytest.mark.parametrize(
    ("key", "stages"),
    [
        ("title", ["report"]),
        ("question", ["report"]),
        ("seed", ["notebook", "notebook", "notebook", "report"]),
        ("corpus", ["articles", "statements", "frames", "notebook", "notebook", "notebook", "report"]),
        ("codebook", ["frames", "notebook", "notebook", "notebook", "report"]),
    ],
)
def test_a_stage_runs_again_when_the_study_says_other_things_to_it(built_project, key, stages):
    path = built_project.folder / "studies/harbour.yaml"
    text, before = path.read_text(encoding="utf-8"), path.stat()
    study = yaml.safe_load(text)
    own = built_project.folder / "data/own.yaml"
    own.write_text("base: default\ncodes: []\n", encoding="utf-8")
    other = {
        "title": {**study["question"]},
        "question": {**study["title"]},
        "seed": study["seed"] + 1,
        "codebook": "data/own.yaml",
    }
    study[key] = {**study["corpus"], "minimum_words": 1} if key == "corpus" else other[key]
    try:
        path.write_text(yaml.safe_dump(study, allow_unicode=True), encoding="utf-8")
        done = built_project.make("report", "--dry-run")
    finally:
        own.unlink()
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert sorted(stage for stage, _ in made(done.stdout)) == sorted(stages)
    assert made(built_project.make("report", "--dry-run").stdout) == []


def test_library_file_rebuilds_its_floor_and_those_above(built_project):
    done = subprocess.run(
        [*built_project.command("report"), "--dry-run", "-W", "src/taawun/topics/models.py"],
        cwd=built_project.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert made(done.stdout) == [("notebook", "notebooks/topics.ipynb"), ("report", "harbour")]


def is_due(project, target, changed):
    """Whether make would make a target again after a change of a file."""
    now = time.time() + 5
    os.utime(changed, (now, now))
    code = project.make("--question", target).returncode
    os.utime(changed, (0, 0))
    return code == 1


def stand_in(project, *names):
    """Write the notebooks of a study, and their receipts, as if they had been executed after everything else."""
    study = load_study("harbour", root=project.folder)
    for name in names:
        notebook = project.folder / f"build/harbour/{name}.ipynb"
        notebook.write_text("{}", encoding="utf-8")
        inputs, folders = study.inputs_of(name)
        write_receipt(notebook.parent, name, [notebook], inputs=inputs, folders=folders)


def test_labels_of_topics_are_an_input_of_the_topics_alone(project_with_tables):
    project = project_with_tables
    labels = project.folder / "data/labels/harbour names.yaml"
    labels.parent.mkdir()
    labels.write_text("[]", encoding="utf-8")
    with (project.folder / "studies/harbour.yaml").open("a", encoding="utf-8") as file:
        file.write("topics: {labels: data/labels/harbour names.yaml}\n")
    assert project.make(*TABLES).returncode == 0
    stand_in(project, "corpus", "topics", "rhetoric")
    assert project.make("--question", "build/harbour/topics.ipynb").returncode == 0
    assert is_due(project, "build/harbour/topics.ipynb", labels)
    assert not is_due(project, "build/harbour/corpus.ipynb", labels)
    assert not is_due(project, "build/harbour/rhetoric.ipynb", labels)
    labels.unlink()
    done = project.make("build/harbour/topics.ipynb")
    assert done.returncode == 2
    assert "there is no file 'data/labels/harbour names.yaml'" in done.stderr


def test_coding_sheets_are_inputs_of_the_rhetoric_whatever_their_names(project_with_tables):
    project = project_with_tables
    folder = project.folder / "data/coding/harbour"
    folder.mkdir(parents=True)
    sheet, lock = folder / "frames-سالم الراشدي.csv", folder / "~$frames-x.xlsx"
    sheet.touch()
    lock.touch()
    stand_in(project, "rhetoric")
    assert project.make("--question", "build/harbour/rhetoric.ipynb").returncode == 0
    assert is_due(project, "build/harbour/rhetoric.ipynb", sheet)
    assert not is_due(project, "build/harbour/rhetoric.ipynb", lock)
    sheet.unlink()
    later = time.time() + 5
    os.utime(folder, (later, later))
    assert project.make("--question", "build/harbour/rhetoric.ipynb").returncode == 1


def test_second_engine_is_installed_for_the_study_that_asks_for_it(project):
    def planned():
        command = [word for word in project.command("build/harbour/topics.ipynb") if "TOMOTOPY" not in word]
        done = subprocess.run([*command, "--dry-run"], cwd=project.folder, capture_output=True, text=True, check=True)
        return "--require-hashes -r requirements-tomotopy.lock" in done.stdout

    assert not planned()
    with (project.folder / "studies/harbour.yaml").open("a", encoding="utf-8") as file:
        file.write("topics: {check: tomotopy}\n")
    assert planned()


def test_text_that_is_gone_stops_with_its_name(project_with_tables):
    project = project_with_tables
    (project.folder / "data/harbour/talks.txt").unlink()
    done = project.make("build/harbour/articles.parquet")
    assert done.returncode == 2
    assert "talks.txt" in done.stderr
    assert "No rule to make target" not in done.stderr


def test_raising_notebook_leaves_no_target_and_stops_make(project_with_tables):
    project = project_with_tables
    for name in ("corpus", "topics", "rhetoric"):
        write_notebook(project.folder / f"notebooks/{name}.ipynb", "print(1)" if name != "topics" else "1 / 0")
    done = project.make("report", "--keep-going")
    assert done.returncode == 2
    assert "topics.ipynb: cell 3: ZeroDivisionError: division by zero" in done.stderr
    assert done.stderr.count("ZeroDivisionError") == 1  # no trace of it
    build = project.folder / "build/harbour"
    assert {path.name for path in build.glob("*.ipynb")} == {"corpus.ipynb", "rhetoric.ipynb", "topics.part.ipynb"}
    assert not (project.folder / "reports/harbour/report.html").exists()
    write_notebook(project.folder / "notebooks/topics.ipynb", "print(2)")
    done = project.make("report")
    assert done.returncode == 0, done.stderr
    assert made(done.stdout) == [("notebook", "notebooks/topics.ipynb"), ("report", "harbour")]
    assert {path.name for path in build.glob("*.ipynb")} == {"corpus.ipynb", "rhetoric.ipynb", "topics.ipynb"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_kill_in_the_middle_of_a_notebook_leaves_no_target_and_no_kernel(project_with_tables, number):
    project = project_with_tables
    pid = project.folder / "kernel.pid"
    write_notebook(
        project.folder / "notebooks/topics.ipynb",
        f"import os, pathlib, time\npathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\ntime.sleep(60)",
    )
    running = subprocess.Popen(
        project.command("build/harbour/topics.ipynb"),
        cwd=project.folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(lambda: pid.exists() and pid.read_text())
        kernel = int(pid.read_text())
        os.killpg(running.pid, number)
        running.wait(60)
        wait_for(lambda: not is_alive(kernel))
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
    assert not (project.folder / "build/harbour/topics.ipynb").exists()
    assert project.make("--question", *TABLES).returncode == 0


TABLES = [f"build/harbour/{name}.parquet" for name in ("articles", "statements", "frames")]


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_unknown_study_is_explained_by_name(project):
    done = project.make("report", study="harbor")
    assert done.returncode == 2
    assert "there is no study 'harbor'; did you mean 'harbour'?" in done.stderr
    assert not (project.folder / "studies/harbor.yaml").exists()


def test_help_lists_every_target_that_is_phony(project):
    (project.folder / "studies/labels.yaml").write_text("- words: [حد, ضبط]\n", encoding="utf-8")
    done = project.make()
    listed = set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.M))
    phony = set(re.search(r"^\.PHONY: (help .*)$", (ROOT / "Makefile").read_text(), re.M)[1].split())
    assert listed == phony
    assert done.stdout.endswith("studies here: harbour\n")


@pytest.mark.parametrize(
    ("python", "message"),
    [
        ("#!/bin/sh\nexit 1\n", "does not fit; install Python 3.11, 3.12 or 3.13"),
        ('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; *) exit 0;; esac\n', "this Python has no venv"),
        (None, "there is no ./python-x; install Python 3.11"),
    ],
)
def test_python_that_cannot_serve_gets_a_sentence(project, python, message):
    if python:
        (project.folder / "python-x").write_text(python)
        (project.folder / "python-x").chmod(0o755)
    done = project.setup("./python-x")
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    assert not (project.folder / ".venv").exists()


def test_makefile_keeps_to_old_make_and_relative_paths():
    text = (ROOT / "Makefile").read_text()
    assert "&:" not in text
    assert "$(CURDIR)" not in text
    assert not re.search(r"^\t.*\$\(abspath|^\.ONESHELL|--output-sync", text, re.M)
    assert not re.search(r"^\.DELETE_ON_ERROR|^-?include", text, re.M)


@pytest.mark.parametrize("folder", [".venv-audit", ".venv-bench", ".venv-bench-topics"])
def test_peers_are_never_installed_into_the_environment_of_the_project(folder):
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", f"{folder}/.installed"], cwd=ROOT, capture_output=True, text=True
    )
    lines = [line for line in done.stdout.splitlines() if "/requirements-" in line]
    assert len(lines) == 1
    assert re.search(rf"--python {folder}/bin/python (bench|tools)/requirements-", lines[0])


def test_clean_removes_what_was_built_and_nothing_else(project):
    shutil.copytree(
        ROOT / "reports", project.folder / "reports", ignore=shutil.ignore_patterns("*-*"), dirs_exist_ok=True
    )
    (project.folder / "reports/README.md").touch()
    for name in ("build/harbour", "reports/harbour"):
        (project.folder / name).mkdir(parents=True)
    project.make("clean")
    assert sorted(path.name for path in project.folder.iterdir() if not path.name.startswith(".")) == sorted(
        [
            *("Makefile", "data", "notebooks", "pyproject.toml", "reports"),
            *("requirements-tomotopy.lock", "requirements.lock", "src", "studies"),
        ]
    )
    assert [path.name for path in (project.folder / "reports").iterdir()] == ["README.md"]


def test_extractor_is_compiled_only_when_asked_for(built_project):
    def planned(*words):
        command = ["make", "-n", "report", "STUDY=harbour", *words]
        return subprocess.run(command, cwd=built_project.folder, capture_output=True, text=True, check=True).stdout

    assert "mypyc" not in planned()
    assert "mypyc" in planned("COMPILED=1")
