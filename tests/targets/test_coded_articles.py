"""Targets, stances and codes of articles that are coded by offset (tests/data/annotated), by the shared scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taawun.cli import main

TOOL = Path(__file__).parents[2] / "tools/coded_articles.py"


# Floors are a few errors below what was measured last: they catch a fall, the figures themselves are in docs/targets.md.
@pytest.mark.parametrize(("part", "floor"), [("written", 0.74), ("read", 0.80), ("later", 0.68), ("kept", 0.62)])
def test_figures_of_coded_articles(shared, tmp_path, part, floor):
    subprocess.run([sys.executable, TOOL, shared, tmp_path, part], check=True)
    names = ("codes", "articles", "statements", "frames", "targets")
    codes, articles, statements, frames, targets = (tmp_path / f"{part}_{name}.jsonl" for name in names)
    assert main(["statements", str(articles), str(statements)]) == 0
    assert main(["frames", str(articles), str(frames), "--statements", str(statements)]) == 0
    assert main(["targets", str(articles), str(targets), "--statements", str(statements)]) == 0
    command = [sys.executable, shared / "eval/score_coding.py", codes, articles, statements, frames, targets, "--json"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    print(part, {name: value for name, value in figures.items() if name != "codes"})
    assert figures["targets"][2] >= floor
