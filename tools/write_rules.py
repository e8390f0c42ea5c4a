"""Write docs/rules.md: every rule of statements and targets with its reason, source and examples, as they stand in the code.

Run by `make rules-page`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import taawun.statements
import taawun.targets
from taawun.rules import RULES, Listed

PACKAGES = (taawun.statements, taawun.targets)
"""Packages with rules."""
PAGE = Path(__file__).parents[1] / "docs/rules.md"
HEAD = """\
# The rules of the extractor

Every decision on who said what, about whom and how friendly is a rule: a small function with an id, a reason, and examples
that the tests run, also with the rule switched off. This page is written from them by `make rules-page`. Behind each text
stands what the whole program reads in it: reporting word, (speaker), content; under `targets`, whom the content speaks of and
the stance to them. ✓ marks texts in which the rule fires, ✗ those in which it is asked and does not. `taawun explain` says
which of those of the extractor decided about a word; of targets, the column `rules` does.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(describe_rules(), encoding="utf-8")


def describe_rules() -> str:
    """Text of the page."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    rooms = tuple(package.__name__ for package in PACKAGES)
    rules = sorted((rule for rule in RULES.values() if rule.room.startswith(rooms)), key=_place)
    parts = [HEAD]
    for room, of_room in groupby(rules, key=lambda rule: rule.room):
        parts.append(f"## `{room.removeprefix('taawun.')}`\n")
        for rule in of_room:
            parts.append("\n".join(_describe(rule)) + "\n")
    return "\n".join(parts)


def _place(rule: Listed) -> tuple[str, str]:
    return rule.room, rule.id


def _describe(rule: Listed) -> Iterator[str]:
    yield f"### {rule.id}\n"
    yield rule.reason
    if rule.source:
        yield f"\nSource: {rule.source}"
    yield ""
    for example in rule.examples:
        yield f"- {'✓' if example.fires else '✗'} {example.text} ⇒ {example.reading}"


if __name__ == "__main__":
    main()
