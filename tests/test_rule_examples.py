"""Each rule on targets, stances and meetings does what its examples say, and something hangs on it."""

import pytest

from taawun.errors import TaawunError
from taawun.meetings.readings import read_meetings
from taawun.meetings.rows import find_meetings
from taawun.rules import RULES, Listed, switched_off, trace
from taawun.statements import extract_statements
from taawun.targets.readings import read_targets
from taawun.targets.rows import find_targets

READERS = {"taawun.targets": (read_targets, find_targets), "taawun.meetings": (read_meetings, find_meetings)}
EXAMPLE_RULES = [one for _, one in sorted(RULES.items()) if one.room in READERS]


def rows_of(one, text):
    article = {"id": "example", "text": text}
    return list(READERS[one.room][1](article, extract_statements(article)))


@pytest.mark.parametrize("one", EXAMPLE_RULES, ids=lambda one: one.id)
def test_rule_has_a_reason_and_examples_of_both_kinds(one):
    assert one.reason.endswith(".")
    assert {example.fires for example in one.examples} == {True, False}


@pytest.mark.parametrize(
    ("one", "example"),
    [
        pytest.param(one, example, id=f"{one.id}-{number}")
        for one in EXAMPLE_RULES
        for number, example in enumerate(one.examples)
    ],
)
def test_example(one, example):
    with trace() as verdicts:
        reading = READERS[one.room][0](example.text)
    fired = [verdict.fired for verdict in verdicts if verdict.rule == one.id]
    assert reading == example.reading
    assert fired, "the rule is never asked in this text"
    assert any(fired) == example.fires


@pytest.mark.parametrize("one", EXAMPLE_RULES, ids=lambda one: one.id)
def test_something_hangs_on_each_rule(one):
    before = [rows_of(one, example.text) for example in one.examples]
    with switched_off(one):
        after = [rows_of(one, example.text) for example in one.examples]
    assert before != after, "nothing changes without this rule: an example is missing, or the rule is superfluous"


def test_compiled_rules_are_not_traced(monkeypatch):
    monkeypatch.setitem(RULES, "builtins.len", Listed(len, "builtins.len", silence=0))
    with pytest.raises(TaawunError, match="compiled rules cannot be traced"), trace():
        pass
