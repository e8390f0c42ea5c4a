"""A command whose start, streams, disk or packages fail: it ends with a sentence, and leaves nothing behind."""

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from taawun.tables import read_rows

ROOT = Path(__file__).parents[1]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "raw.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "أكد سالم الراشدي أن التعاون مستمر."}) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def harbour(tmp_path):
    """A project with the tiny study."""
    return shutil.copytree(ROOT / "tests/data/tiny", tmp_path / "project")


def start(arguments, cwd, **options):
    environment = os.environ | options.pop("env", {})
    return subprocess.Popen(
        [sys.executable, "-m", "taawun.cli", *arguments],
        cwd=cwd, env=environment, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)], ids=str)
def test_closed_streams_do_no_harm(harbour, closed):
    def close():
        for number in closed:
            os.close(number)

    work = start(["articles", "harbour", "out.parquet"], harbour, preexec_fn=close)
    _, err = work.communicate(timeout=60)
    assert (work.returncode, err) == (0, "")
    assert list(read_rows(harbour / "out.parquet"))


@pytest.mark.parametrize("package", ["pydantic", "yaml", "datasketch", "pyarrow"])
def test_interrupt_while_the_command_is_loaded_leaves_no_traceback(harbour, tmp_path, package):
    """Ctrl-C arrives at the moment at which a package is loaded: early, and late in the first second."""
    (tmp_path / "slow").mkdir()
    (tmp_path / f"slow/{package}.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)\n"
    )
    work = start(["articles", "harbour", "out.parquet"], harbour, env={"PYTHONPATH": str(tmp_path / "slow")})
    _, err = work.communicate(timeout=60)
    assert (work.returncode, err) in (
        (-signal.SIGINT, ""),
        (130, "taawun: interrupted; nothing half-written is left\n"),
    )
    assert not [path for path in harbour.rglob("*") if ".part" in path.name]


@pytest.mark.parametrize("package", ["pydantic", "yaml", "pyarrow", "datasketch"])
def test_lost_package_is_named_with_what_to_do(harbour, tmp_path, package):
    (tmp_path / "lost").mkdir()
    (tmp_path / f"lost/{package}.py").write_text(f"raise ModuleNotFoundError('gone', name={package!r})")
    work = start(["articles", "harbour", "out.parquet"], harbour, env={"PYTHONPATH": str(tmp_path / "lost")})
    _, err = work.communicate(timeout=60)
    message = f"the package {package!r} is missing or damaged; remove the folder .venv and run: make setup"
    assert (work.returncode, err) == (1, f"taawun: {message}\n")


def test_package_that_asks_for_a_part_of_another_is_named_in_its_words(harbour, tmp_path):
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost/yaml.py").write_text("raise ImportError('yaml.clean is a project of its own')")
    work = start(["articles", "harbour", "out.parquet"], harbour, env={"PYTHONPATH": str(tmp_path / "lost")})
    _, err = work.communicate(timeout=60)
    assert (work.returncode, err.split(";")[0]) == (
        1,
        "taawun: a package cannot be loaded (yaml.clean is a project of its own)",
    )


@pytest.mark.parametrize("command", ["words", "statements", "articles"])
def test_disk_that_takes_no_more_is_named_with_its_file(harbour, source, command):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))

    arguments = {"articles": ["articles", "harbour", "out.parquet"]}.get(command, [command, str(source), "out.jsonl"])
    work = start(arguments, harbour, preexec_fn=limit)
    _, err = work.communicate(timeout=60)
    assert work.returncode == 1
    assert re.fullmatch(r"taawun: \S*out\S*\.(parquet|jsonl): File too large\n", err), err
    assert not [path for path in harbour.rglob("*") if "out" in path.name]
