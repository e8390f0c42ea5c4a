"""Each rule of the extractor does what its examples say, and something hangs on it."""

import importlib
import pkgutil

import pytest

import taawun.statements
from taawun.rules import RULES, switched_off, trace
from taawun.statements.readings import read_text

for module in pkgutil.walk_packages(taawun.statements.__path__, "taawun.statements."):
    importlib.import_module(module.name)

STATEMENT_RULES = [one for _, one in sorted(RULES.items()) if one.room.startswith("taawun.statements")]


@pytest.mark.parametrize("one", STATEMENT_RULES, ids=lambda one: one.id)
def test_rule_has_a_reason_and_examples_of_both_kinds(one):
    assert one.reason.endswith(".")
    assert {example.fires for example in one.examples} == {True, False}


@pytest.mark.parametrize(
    ("one", "example"),
    [
        pytest.param(one, example, id=f"{one.id}-{number}")
        for one in STATEMENT_RULES
        for number, example in enumerate(one.examples)
    ],
)
def test_example(one, example):
    with trace() as verdicts:
        reading = read_text(example.text)
    fired = [verdict.fired for verdict in verdicts if verdict.rule == one.id]
    assert reading == example.reading
    assert fired, "the rule is never asked in this text"
    assert any(fired) == example.fires


@pytest.mark.parametrize("one", STATEMENT_RULES, ids=lambda one: one.id)
def test_something_hangs_on_each_rule(one):
    before = [read_text(example.text) for example in one.examples]
    with switched_off(one):
        after = [read_text(example.text) for example in one.examples]
    assert before != after, "nothing changes without this rule: an example is missing, or the rule is superfluous"
