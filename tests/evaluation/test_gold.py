"""Floors under the extractor's figures on annotated articles.

The development articles are read by path; half of them nobody reads while rules are written (tests/data/gold_unread.yaml):
of those this test computes sums only, and its messages never show a word of them.
"""

import pytest

from taawun.evaluation.evaluate import evaluate
from taawun.evaluation.inputs import read_ids
from taawun.statements import extract_statements

#: least value of each measure; contamination is a greatest one
TEHRAN_FLOORS = {"attribution": 0.94}
READ_FLOORS = {
    "cue": 0.91,
    "content_tokens": 0.88,
    "speaker_accuracy": 0.90,
    "attribution": 0.82,
    "inherited_accuracy": 0.85,
}
UNREAD_FLOORS = {
    "cue": 0.91,
    "content_tokens": 0.88,
    "speaker_accuracy": 0.90,
    "attribution": 0.82,
    "inherited_accuracy": 0.79,
}
GREATEST_CONTAMINATION = {"tehran": 0.10, "read": 0.10, "unread": 0.10}


def extracted(articles):
    return [row for article in articles for row in extract_statements(article)]


def too_low(evaluation, floors, contamination):
    """Measures beyond their floor, as numbers only."""
    figures = evaluation.figures
    values = {name: figures[name]["f1"] if isinstance(figures[name], dict) else figures[name] for name in floors}
    low = {name: value for name, value in values.items() if value < floors[name]}
    if figures["contamination"] > contamination:
        low["contamination"] = figures["contamination"]
    return low


@pytest.fixture(scope="module")
def evaluation(shared_gold):
    gold, articles = shared_gold
    return evaluate(gold, articles, extracted(articles))


@pytest.fixture(scope="module")
def unread(root):
    return read_ids(root / "tests/data/gold_unread.yaml")


def test_tehran(tehran):
    gold, articles = tehran
    low = too_low(evaluate(gold, articles, extracted(articles)), TEHRAN_FLOORS, GREATEST_CONTAMINATION["tehran"])
    assert low == {}


def test_the_half_that_was_read(evaluation, unread):
    assert too_low(evaluation.leave_out(unread), READ_FLOORS, GREATEST_CONTAMINATION["read"]) == {}


def test_the_half_that_nobody_read(evaluation, unread):
    part = evaluation.restrict(unread)
    assert len(part.articles) == len(unread) == 40
    assert too_low(part, UNREAD_FLOORS, GREATEST_CONTAMINATION["unread"]) == {}
