"""Drop conditions of the extractor one at a time and see whether a test, or a row of a corpus, notices.

    python tools/mutate_rules.py                    150 conditions drawn with seed 2026, each against the tests
    python tools/mutate_rules.py --corpus IN.jsonl  every condition against the rows of these articles; prints those on
                                                    which nothing hangs, to be given an example or deleted

A condition is one operand of `and` or `or`, or the whole of an `if`, which then never holds. Each mutant runs in a fork of
this process, so that lexicons are read once; only the code of the function that holds the condition is exchanged. Tests are
those of the extractor that need no shared folder. The exit code is 1 when fewer than nine in ten are noticed.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import json
import os
import pkgutil
import random
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
#: those that notice most come first
TESTS = (
    *(f"tests/statements/test_{name}.py" for name in ("rules", "readings", "constructions")),
    "tests/statements",
    "tests/evaluation/test_styles.py",
    "src/taawun/statements",
)
ROOMS = ("mentions", "cues", "spans", "speakers")
LEAST = 0.9


class Mutant(NamedTuple):
    """A condition that is dropped: module, function, line, the condition, and the code without it."""

    module: str
    function: str
    line: int
    condition: str
    code: CodeType


def find_mutants(module: str, path: Path) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its text."""
    source = path.read_text(encoding="utf-8")
    number = 0
    while True:
        tree = ast.parse(source)
        places = list(_places(tree))
        if number >= len(places):
            return
        function, line, condition, drop = places[number]
        drop()
        found = _find_code(compile(ast.fix_missing_locations(tree), str(path), "exec"), function)
        if found is not None:
            yield Mutant(module, function, line, condition, found)
        number += 1


def _places(tree: ast.AST, name: str = "") -> Iterator[tuple[str, int, str, Any]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from _places(node, f"{name}.{node.name}".strip("."))
            continue
        if name and isinstance(node, ast.BoolOp):
            for place, operand in enumerate(node.values):
                yield name, operand.lineno, ast.unparse(operand), _dropper(node, place)
        if name and isinstance(node, ast.If) and not isinstance(node.test, ast.BoolOp):
            yield name, node.lineno, f"if {ast.unparse(node.test)}", _never(node)
        yield from _places(node, name)


def _dropper(node: ast.BoolOp, place: int) -> Any:
    def drop() -> None:
        node.values[place] = ast.Constant(value=isinstance(node.op, ast.And))

    return drop


def _never(node: ast.If) -> Any:
    def drop() -> None:
        node.test = ast.Constant(value=False)

    return drop


def _find_code(code: CodeType, name: str) -> CodeType | None:
    first, _, rest = name.partition(".")
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_name == first:
            return _find_code(constant, rest) if rest else constant
    return None


def exchange(mutant: Mutant) -> None:
    """Put the mutant's code into the function it was made from."""
    found: Any = importlib.import_module(mutant.module)
    for part in mutant.function.split("."):
        found = vars(found)[part] if isinstance(found, type) else getattr(found, part)
    found = getattr(found, "function", found)  # of a rule
    found = getattr(found, "fget", found)  # of a property
    found = getattr(found, "__wrapped__", found)  # of a cache
    if isinstance(found, FunctionType):
        found.__code__ = mutant.code


def noticed_by_tests() -> bool:
    """Whether a test fails."""
    import pytest

    os.chdir(ROOT)
    os.environ.pop("TAAWUN_SHARED", None)
    return pytest.main(["-x", "-q", "--no-header", "--no-summary", "-p", "no:randomly", *TESTS]) != 0


def read_rows(article: dict[str, Any]) -> str:
    """Rows of an article as text; an exception counts as other rows."""
    from taawun.statements import extract_statements

    try:
        rows: Any = extract_statements(article)
    except Exception as error:  # a mutant may do anything
        rows = type(error).__name__
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def in_fork(work: Any) -> bool:
    """Run a check in a fork, quietly; whether it says true (or dies)."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    signal.alarm(300)  # a mutant may never end
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os._exit(1 if work() else 0)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=150)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--corpus", type=Path, help="articles (id, text) whose rows are compared, instead of tests")
    parser.add_argument("--module", default="", help="only modules whose name contains this")
    args = parser.parse_args()
    mutants = []
    for room in ROOMS:
        package = importlib.import_module(f"taawun.statements.{room}")
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            if args.module in module.name:
                path = ROOT / "src" / Path(*module.name.split(".")).with_suffix(".py")
                mutants += find_mutants(module.name, path)
    articles: list[dict[str, Any]] = []
    before: list[str] = []
    if args.corpus:
        articles = [json.loads(line) for line in args.corpus.read_text(encoding="utf-8").splitlines()]
        before = [read_rows(article) for article in articles]
    else:
        from taawun.arabic.frequencies import form_rarity

        form_rarity()  # the one table that takes long and holds nothing of the extractor
        if args.number < len(mutants):
            mutants = random.Random(args.seed).sample(mutants, args.number)
    missed = 0
    for mutant in mutants:

        def work(mutant: Mutant = mutant) -> bool:
            exchange(mutant)
            if not args.corpus:
                return noticed_by_tests()
            return any(read_rows(article) != rows for article, rows in zip(articles, before, strict=True))

        if not in_fork(work):
            missed += 1
            print(f"{mutant.module}:{mutant.line} {mutant.function}: nobody misses {mutant.condition}", flush=True)
    share = 1 - missed / len(mutants) if mutants else 0.0
    print(f"noticed {len(mutants) - missed} of {len(mutants)} dropped conditions ({share:.1%})")
    return int(not args.corpus and share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
