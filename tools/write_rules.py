"""Write docs/rules.md: every rule of the extractor with its reason, source and examples, as they stand in the code.

Run by `make rules-page`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import taawun.statements
from taawun.rules import RULES, Rule

PAGE = Path(__file__).parents[1] / "docs/rules.md"
HEAD = """\
# The rules of the extractor

Every decision on who said what is a rule: a small function with an id, a reason, and examples that the tests run, also with
the rule switched off. This page is written from them by `make rules-page`. Behind each text stands what the
whole program reads in it: reporting word, (speaker), content. ✓ marks texts in which the rule fires, ✗ those in which it is
asked and does not. `taawun explain` says which of them decided about a word.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(describe_rules(), encoding="utf-8")


def describe_rules() -> str:
    """Text of the page."""
    for module in pkgutil.walk_packages(taawun.statements.__path__, "taawun.statements."):
        importlib.import_module(module.name)
    rules = sorted((rule for rule in RULES.values() if rule.room.startswith("taawun.statements")), key=_place)
    parts = [HEAD]
    for room, of_room in groupby(rules, key=lambda rule: rule.room):
        parts.append(f"## `{room.removeprefix('taawun.')}`\n")
        for rule in of_room:
            parts.append("\n".join(_describe(rule)) + "\n")
    return "\n".join(parts)


def _place(rule: Rule[..., object]) -> tuple[str, str]:
    return rule.room, rule.id


def _describe(rule: Rule[..., object]) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield rule.reason
    if rule.source:
        yield f"\nSource: {rule.source}"
    yield ""
    for example in rule.examples:
        yield f"- {'✓' if example.fires else '✗'} {example.text} ⇒ {example.reading}"


if __name__ == "__main__":
    main()
