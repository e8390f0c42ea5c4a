"""The commands and files of docs/own-codebook.md, as they stand there, and a study's codebook that is wrong."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from taawun.errors import TaawunError
from taawun.study import load_study

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/own-codebook.md").read_text(encoding="utf-8")
CODEBOOK, KEY = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]


@pytest.fixture
def study(project):
    """A project with the study of the page, up to the point where the codebook is named."""
    (project.folder / "tools").symlink_to(ROOT / "tools")
    for command in COMMANDS[:2]:
        words = shlex.split(command)
        program = {".venv/bin/python": [], ".venv/bin/taawun": ["-m", "taawun.cli"]}[words[0]]
        done = subprocess.run(
            [sys.executable, *program, *words[1:]], cwd=project.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    (project.folder / "studies/two-codes.codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    with (project.folder / "studies/two-codes.yaml").open("a", encoding="utf-8") as file:
        file.write(KEY)
    return project


def make(project, target):
    return project.make(target, study="two-codes")


def test_page_reaches_the_report_with_its_two_codes(study):
    assert COMMANDS[2] == "make report STUDY=two-codes"
    done = make(study, "report")
    assert done.returncode == 0, done.stderr
    frames = pq.read_table(study.folder / "build/two-codes/frames.parquet").to_pydict()
    assert {frames["code"][at] for at, layer in enumerate(frames["layer"]) if layer == "frame"} == {"TIES", "MATTER"}
    report = (study.folder / "reports/two-codes/report.html").read_text(encoding="utf-8")
    assert "Ties between the two states" in report and "studies/two-codes.codebook.yaml" in report
    assert "Terrorism and extremism" not in report


def test_change_of_the_codebook_finds_the_codes_anew_and_no_statements(study):
    table = "build/two-codes/frames.parquet"
    assert make(study, table).returncode == 0
    path = study.folder / "studies/two-codes.codebook.yaml"
    path.write_text(CODEBOOK.replace("MATTER", "GOODS"), encoding="utf-8")
    done = make(study, table)
    assert done.returncode == 0 and "frames" in done.stdout and "taawun.cli statements" not in done.stdout
    assert "GOODS" in pq.read_table(study.folder / table).to_pydict()["code"]


def test_wrong_codebook_is_refused_with_its_line(study):
    path = study.folder / "studies/two-codes.codebook.yaml"
    path.write_text(CODEBOOK.replace("patterns:", "pattern:", 1), encoding="utf-8")
    done = make(study, "build/two-codes/frames.parquet")
    assert done.returncode != 0
    assert re.search(r"two-codes.codebook.yaml, line \d+.*unknown key .pattern.", done.stderr)


def test_missing_codebook_is_named_with_the_line_of_its_key(study):
    (study.folder / "studies/two-codes.codebook.yaml").unlink()
    with pytest.raises(TaawunError, match=r"there is no file 'studies/two-codes\.codebook\.yaml'") as caught:
        load_study("two-codes", root=study.folder)
    assert caught.value.line and caught.value.field == "codebook"
