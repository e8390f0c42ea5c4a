"""A study without make: `taawun init` writes a project, `taawun run` makes the bytes that make makes."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from taawun.cli import main
from taawun.project import HERE, OWN, SHARED, init_project
from taawun.run_study import FIXED
from taawun.study import load_study

ROOT = Path(__file__).parents[1]


def run(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "taawun.cli", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def contents(folder):
    files = [path for name in ("build", "reports") for path in (folder / name).rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if path.suffix in (".parquet", ".html", ".csv", ".svg", ".png", ".xlsx", ".json")
        and "receipts" not in path.parts
    }


def test_run_makes_the_bytes_of_make_and_then_nothing(built_project, tmp_path):
    folder = tmp_path / "مشروع"
    shutil.copytree(built_project.folder, folder, symlinks=True)
    expected = contents(folder)
    for name in ("build", "reports"):
        shutil.rmtree(folder / name)
    done = run(folder, "run", "harbour")
    assert (done.returncode, done.stdout) == (0, "made reports/harbour/report.html\n"), done.stderr
    names = ["articles", "statements", "frames", "notebook", "notebook", "notebook", "report"]
    assert re.findall(r"^taawun (\w+)", done.stderr, re.M) == names
    assert len(expected) > 20
    found = contents(folder)
    assert sorted(found) == sorted(expected)
    assert [name for name in expected if found[name] != expected[name]] == []
    again = run(folder, "run", "harbour")
    assert (again.returncode, again.stderr) == (0, "")
    (folder / "reports/harbour/report.html").unlink()
    assert run(folder, "run", "harbour").stderr == "taawun report harbour\n"


def test_stage_that_stops_gives_its_message_and_exit_code(tmp_path):
    shutil.copytree(ROOT / "tests/data/tiny", tmp_path / "project")
    (tmp_path / "project/data/harbour/talks.txt").unlink()
    done = run(tmp_path / "project", "run", "harbour")
    assert done.returncode == 2
    assert "talks.txt" in done.stderr
    assert done.stderr.splitlines()[-1] == "taawun: the stage 'articles' stopped; its message stands above"


def test_environment_is_that_of_the_makefile():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name, value in FIXED.items():
        assert re.search(rf"^export {name} \??:?= ?{re.escape(value)}$", text, re.M), name


def test_project_is_written_and_nothing_in_it_is_replaced(tmp_path, capsys):
    folder = tmp_path / "مشروعي"
    folder.mkdir()
    (folder / "README.md").write_text("mine", encoding="utf-8")
    assert main(["init", str(folder)]) == 0
    told = capsys.readouterr().out.split("\n")
    assert str(folder / "studies/tehran-2017.yaml") in told
    assert str(folder / "README.md") not in told
    assert (folder / "README.md").read_text(encoding="utf-8") == "mine"
    for name in SHARED:
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes()
    assert load_study("tehran-2017", root=folder).corpus_folder == folder / "data/tehran-2017"
    assert init_project(folder) == []
    (tmp_path / "file").write_text("")
    assert main(["init", str(tmp_path / "file")]) == 2


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_makefile_of_a_project_hands_names_on_as_they_are(tmp_path):
    init_project(tmp_path)
    (tmp_path / "bin").mkdir()
    tool = tmp_path / "bin/taawun"
    tool.write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")
    tool.chmod(0o755)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for arguments, expected in (
        (["report"], "<run><tehran-2017>"),
        (["report", "STUDY=a'; touch x; 'b"], "<run><a'; touch x; 'b>"),
        (["new", "NAME=mine"], "<new><mine>"),
    ):
        done = subprocess.run(
            ["make", *arguments],
            cwd=tmp_path,
            env={**{name: value for name, value in os.environ.items() if not name.startswith("MAKE")}, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == expected
    assert not (tmp_path / "x").exists()


def test_wheel_has_all_that_init_writes(tmp_path):
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert {f"taawun/project/{name}" for name in (*SHARED, *OWN.values())} <= names
    assert not [name for name in names if name.endswith((".pyc", ".part"))]
    assert HERE == ROOT / "src/taawun/project"
