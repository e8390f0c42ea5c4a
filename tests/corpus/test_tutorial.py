"""The commands of docs/tutorial-own-articles.md, as they stand there."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = (ROOT / "docs/tutorial-own-articles.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", TUTORIAL, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]


@pytest.fixture
def run(project):
    """Run one command of the tutorial in a project of its own, with the environment under test."""
    (project.folder / "tools").symlink_to(ROOT / "tools")

    def run_command(command):
        words = shlex.split(command)
        if words[0] == "make":
            return project.make(words[1], study=words[2].removeprefix("STUDY="))
        program = {
            ".venv/bin/python": [sys.executable],
            ".venv/bin/taawun": [sys.executable, "-m", "taawun.cli"],
        }[words[0]]
        return subprocess.run([*program, *words[1:]], cwd=project.folder, capture_output=True, text=True, check=False)

    return run_command


def test_tutorial_goes_as_far_as_the_article_table(run, project):
    write, new, report = COMMANDS
    assert run(write).returncode == 0
    found = run(new)
    assert found.returncode == 0, found.stderr
    assert "48 articles in 51 files (text 50, csv 1)" in found.stdout
    for expected in (
        "problems: 2\n",
        "its encoding cannot be told",
        "خبر 49.txt\n",
        "the text is empty",
        "خبر 50.txt\n",
    ):
        assert expected in found.stdout
    study = report.split("STUDY=")[1]
    table = project.make(f"build/{study}/articles.parquet", study=study)
    assert table.returncode == 0, table.stderr
    flow = (project.folder / f"build/{study}/flow.csv").read_text(encoding="utf-8")
    assert "read,50\nrejected,2\n" in flow
    assert project.make(f"build/{study}/articles.parquet", study=study).stdout.endswith("is up to date.\n")


@pytest.mark.skipif(not os.environ.get("TAAWUN_TUTORIAL"), reason="half a minute: set TAAWUN_TUTORIAL=1")
def test_tutorial_reaches_the_report(run, project):
    for command in COMMANDS:
        done = run(command)
        assert done.returncode == 0, done.stderr
    report = (project.folder / "reports/two-ministries/report.html").read_text(encoding="utf-8")
    assert "سالم الراشدي" in report
