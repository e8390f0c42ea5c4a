"""What is read in invented sentences, one for each condition of a rule that no example beside it shows."""

from pathlib import Path

import pytest

from taawun.statements.readings import read_text

LINES = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
READINGS = [line.split(" => ") for line in LINES if " => " in line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "reading"), READINGS, ids=range(len(READINGS)))
def test_reading(text, reading):
    assert read_text(text.replace("\\n", "\n")) == reading
