"""`make verify` sees a difference of one byte, a missing and an extra file."""

import importlib.util
import shutil
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools/verify_build.py"


@pytest.fixture
def verify():
    spec = importlib.util.spec_from_file_location("verify_build", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def builds(tmp_path):
    for name in ("first", "second"):
        for file in ("reports/s/report.html", "reports/s/tables/a.csv", "build/s/articles.parquet"):
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.encode())
    return tmp_path / "first", tmp_path / "second"


def test_equal_builds_are_said_to_be_equal(verify, builds, capsys):
    assert verify.compare(*builds, "s") == 0
    assert "3 of 3 files are identical" in capsys.readouterr().out


@pytest.mark.parametrize("file", ["reports/s/report.html", "build/s/articles.parquet"])
def test_one_byte_is_found_and_its_place_named(verify, builds, capsys, file):
    path = builds[1] / file
    path.write_bytes(path.read_bytes()[:-1] + b"X")
    assert verify.compare(*builds, "s") == 1
    out = capsys.readouterr().out
    assert f"DIFFERENT {file}" in out
    assert f"first difference at {len(file) - 1}" in out


def test_file_of_one_build_only_is_a_difference(verify, builds, capsys):
    (builds[1] / "reports/s/extra.csv").write_text("x")
    assert verify.compare(*builds, "s") == 1
    assert "extra.csv: only in the second build" in capsys.readouterr().out


def test_nothing_built_is_no_proof(verify, tmp_path):
    assert verify.compare(tmp_path, tmp_path, "s") == 1


def test_second_build_takes_over_no_environment_and_nothing_built(verify):
    names = [".venv", ".venv-bench", ".venv-bench-topics", "build", "reports", "src", "studies"]
    left_out = shutil.ignore_patterns(*verify.LEFT_OUT)("", names)
    assert set(names) - left_out == {"src", "studies"}
