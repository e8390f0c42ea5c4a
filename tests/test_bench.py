"""The benchmarks' command lines."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("option", ["--rounds", "--most"])
def test_a_benchmark_of_nothing_is_refused_in_a_line(option):
    command = [sys.executable, "bench/bench_rhetoric.py", option, "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"argument {option}: '0' is no number from 1 on")
    assert "Traceback" not in done.stderr
