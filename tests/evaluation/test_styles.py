"""Floors under the extractor's figures on thirty invented articles in the manner of many outlets (tests/data/styles).

They were read while rules were written: they guard against harm and say nothing of how well new text is read.
"""

import json

import pytest

from taawun.evaluation.evaluate import evaluate
from taawun.statements import extract_statements

#: measured value and standard error over articles (`Evaluation.intervals`); a floor is the one less the other
MEASURED = {
    "cue": (0.9641, 0.0066),
    "content_tokens": (0.9399, 0.0105),
    "speaker_accuracy": (0.9814, 0.0076),
    "level_accuracy": (0.9860, 0.0049),
    "inherited_accuracy": (0.9663, 0.0148),
    "attribution": (0.9462, 0.0109),
}


def read_lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def styles(root):
    folder = root / "tests/data/styles"
    articles = read_lines(folder / "articles.jsonl")
    rows = [row for article in articles for row in extract_statements(article)]
    return evaluate(read_lines(folder / "gold.jsonl"), articles, rows)


@pytest.mark.parametrize("measure", MEASURED)
def test_invented_articles(styles, measure):
    figure = styles.figures[measure]
    value = figure["f1"] if isinstance(figure, dict) else figure
    measured, error = MEASURED[measure]
    assert value >= measured - error


def test_little_is_given_to_a_wrong_speaker(styles):
    assert styles.figures["contamination"] <= 0.0138 + 0.0055
