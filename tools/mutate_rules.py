"""Drop conditions of the extractor one at a time and see whether a test, or a row of a corpus, notices.

    python tools/mutate_rules.py                    150 conditions drawn with seed 2026, each against the tests
    python tools/mutate_rules.py --corpus IN.jsonl  every condition against the rows of these articles; prints those on
                                                    which nothing hangs, to be given an example or deleted

A condition is one operand of `and` or `or`, or the whole of an `if`, which then never holds. Each mutant runs in a fork of
this process, so that lexicons are read and tests are collected once; only the code of the function that holds the condition is
exchanged, and only tests that call it are run, until one fails. Tests are those of the extractor that need no shared folder.
The exit code is 1 when fewer than nine in ten are noticed.
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
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
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
#: tests that measure time: on a busy machine they may fail without a mutant
TIMED = "test_time_grows"
LEAST = 0.9
#: of CPU time, for all tests of a mutant; without one they take about 30
SECONDS = 300


class Mutant(NamedTuple):
    """A condition that is dropped: module, function, line, the condition, and which it is in the text of its module."""

    module: str
    function: str
    line: int
    condition: str
    number: int

    @property
    def path(self) -> Path:
        """The file of its module."""
        return _path(self.module)

    def compile(self) -> CodeType:
        """The code of its function without the condition."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        list(_places(tree))[self.number][3]()
        found = compile(ast.fix_missing_locations(tree), str(self.path), "exec")
        for name in self.function.split("."):
            found = next(part for part in found.co_consts if isinstance(part, CodeType) and part.co_name == name)
        return found


def _path(module: str) -> Path:
    return ROOT / "src" / Path(*module.split(".")).with_suffix(".py")


def find_mutants(module: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its text."""
    tree = ast.parse(_path(module).read_text(encoding="utf-8"))
    for number, (function, line, condition, _) in enumerate(_places(tree)):
        yield Mutant(module, function, line, condition, number)


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


def exchange(mutant: Mutant) -> None:
    """Put the mutant's code into the function it was made from."""
    found: Any = importlib.import_module(mutant.module)
    for part in mutant.function.split("."):
        found = vars(found)[part] if isinstance(found, type) else getattr(found, part)
    found = getattr(found, "function", found)  # of a rule
    found = getattr(found, "fget", found)  # of a property
    found = getattr(found, "__wrapped__", found)  # of a cache
    found.__code__ = mutant.compile()


class Calls:
    """Which functions are called, as a profiler for `sys.setprofile`.

    `kept` are those of which a cache keeps the answer: every later test hangs on it, whether it calls the function or not.
    """

    def __init__(self) -> None:
        self.called: set[CodeType] = set()
        self.kept: set[CodeType] = set()
        self.caches = {cache.__wrapped__.__code__ for cache in _caches()}
        self.depth = 0

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """Note an event."""
        code = frame.f_code
        if event == "call":
            self.called.add(code)
            self.depth += code in self.caches
            if self.depth:
                self.kept.add(code)
        elif event == "return":
            self.depth -= code in self.caches


def _caches() -> list[Any]:
    rooms = tuple(f"taawun.statements.{room}." for room in ROOMS)
    modules = [module for name, module in sys.modules.items() if name.startswith(rooms)]
    return [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]


def forget() -> None:
    """Empty what the rooms keep between calls."""
    for cache in _caches():
        cache.cache_clear()


class MutantRun:
    """A plugin of pytest that runs, for each mutant, the tests that call its function, the quick ones first.

    Tests are collected once. A first run without a mutant finds which functions each calls and how long it takes.
    """

    def __init__(self, mutants: list[Mutant]) -> None:
        self.mutants = mutants
        self.missed = 0
        self.broken = "no test"

    def pytest_runtestloop(self, session: Any) -> bool:
        """Instead of pytest's own loop."""
        callers = self.find_callers(session.items)
        for mutant in [] if self.broken else self.mutants:
            tests = sorted(callers.get((str(mutant.path), mutant.function), ()), key=lambda test: test[0])

            def work(mutant: Mutant = mutant, tests: Any = tests) -> bool:
                forget()
                exchange(mutant)
                return any(fails(item) for _, item in tests)

            if not in_fork(work):
                self.missed += 1
                report(mutant)
        return True

    def find_callers(self, items: list[Any]) -> dict[tuple[str, str], list[tuple[float, Any]]]:
        """Seconds and test, for each test that calls a function (file and name), found without a mutant."""
        forget()
        calls = Calls()
        tests, found = [], []
        for item in items:
            calls.called = set()
            began = time.process_time()
            sys.setprofile(calls)
            failed = fails(item)
            sys.setprofile(None)
            if failed:
                self.broken = item.nodeid
                return {}
            tests.append((time.process_time() - began, item))
            found.append(calls.called)
        self.broken = "" if items else self.broken
        callers: dict[tuple[str, str], list[tuple[float, Any]]] = {}
        for test, called in zip(tests, found, strict=True):
            for code in called | calls.kept:
                callers.setdefault((code.co_filename, code.co_qualname), []).append(test)
        return callers


def fails(item: Any) -> bool:
    """Run a test; whether it fails."""
    from _pytest.runner import runtestprotocol

    doctest = getattr(item, "dtest", None)
    names = dict(doctest.globs) if doctest else {}
    failed = any(result.failed for result in runtestprotocol(item, log=False, nextitem=None))
    if doctest:
        doctest.globs = names  # a doctest forgets its names and could not run again
    return failed


def missed_by_tests(mutants: list[Mutant]) -> int:
    """How many mutants no test notices."""
    import pytest

    os.chdir(ROOT)
    os.environ.pop("TAAWUN_SHARED", None)
    run = MutantRun(mutants)
    pytest.main(["-s", "--no-header", "--no-summary", "-k", f"not {TIMED}", *TESTS], plugins=[run])
    if run.broken:
        raise SystemExit(f"{run.broken} passes without a mutant: mend it first")
    return run.missed


def missed_by_corpus(mutants: list[Mutant], path: Path) -> int:
    """How many mutants change no row of these articles."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    before = [read_rows(article) for article in articles]
    missed = 0
    for mutant in mutants:

        def work(mutant: Mutant = mutant) -> bool:
            exchange(mutant)
            forget()
            return any(read_rows(article) != rows for article, rows in zip(articles, before, strict=True))

        if not in_fork(work):
            missed += 1
            report(mutant)
    return missed


def report(mutant: Mutant) -> None:
    """Print a mutant that nobody notices."""
    print(f"{mutant.module}:{mutant.line} {mutant.function}: nobody misses {mutant.condition}", flush=True)


def read_rows(article: dict[str, Any]) -> str:
    """Rows of an article as text; an exception counts as other rows."""
    from taawun.statements import extract_statements

    try:
        rows: Any = extract_statements(article)
    except Exception as error:  # a mutant may do anything
        rows = type(error).__name__
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def in_fork(work: Any) -> bool:
    """Run a check in a fork, quietly; whether it says true, dies, or does not end."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    answer = True
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))  # of the fork alone, however busy the machine is
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        answer = work()
    finally:
        os._exit(int(answer))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--number", type=int, default=150)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--corpus", type=Path, help="articles (id, text) whose rows are compared, instead of tests")
    parser.add_argument("--module", default="", help="only modules whose name contains this")
    args = parser.parse_args()
    mutants: list[Mutant] = []
    for room in ROOMS:
        package = importlib.import_module(f"taawun.statements.{room}")
        for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            if args.module in module.name:
                mutants += find_mutants(module.name)
    if args.corpus:
        missed = missed_by_corpus(mutants, args.corpus)
    else:
        if args.number < len(mutants):
            mutants = random.Random(args.seed).sample(mutants, args.number)
        missed = missed_by_tests(mutants)
    share = 1 - missed / len(mutants) if mutants else 0.0
    print(f"noticed {len(mutants) - missed} of {len(mutants)} dropped conditions ({share:.1%})")
    return int(not args.corpus and share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
