"""A study from its articles to the report without make: the same stages, in the same order, with the same bytes.

Each stage is a process of its own, as under make, with what numbers could depend on fixed for it. A stage runs when
make would run it: its output is missing or older than the study, the library or what it is made of, or its receipt says
so (`taawun.receipts`).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from taawun.errors import TaawunError
from taawun.receipts import OWNER, find_due
from taawun.study import READ, Study

FIXED = {
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": "",
    "PYTHONNOUSERSITE": "1",
    "PYTHONOPTIMIZE": "",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "SOURCE_DATE_EPOCH": "1506902400",
}
"""Variables of the environment that a number, a picture or a file could depend on; as in the Makefile."""


class Step(NamedTuple):
    """One stage: its output, what it is made of (files of the project, relative to the root), and its command."""

    name: str
    output: str
    needs: tuple[str, ...]
    command: tuple[str, ...]


def list_steps(study: Study) -> list[Step]:
    """Stages of a study, in their order."""
    build, file = f"build/{study.name}", os.path.relpath(study.path, study.root)
    given = study.name if file == os.path.join("studies", f"{study.name}.yaml") else file  # noqa: PTH118
    articles, statements, frames = (f"{build}/{name}.parquet" for name in ("articles", "statements", "frames"))
    tables = (articles, statements, frames)
    made = tuple(f"{build}/{name}.ipynb" for name in study.notebooks)
    further = {
        name: Step(
            name,
            f"{build}/{name}.parquet",
            (statements,),
            (name, articles, f"{build}/{name}.parquet", "--statements", statements),
        )
        for name in study.further_tables
    }
    return [
        Step("articles", articles, (), ("articles", given, articles)),
        Step("statements", statements, (articles,), ("statements", articles, statements)),
        Step(
            "frames", frames, (statements,), ("frames", articles, frames, "--statements", statements, "--study", given)
        ),
        *further.values(),
        *(
            Step(
                name,
                out,
                (f"notebooks/{name}.ipynb", *tables, *(further[read].output for read in READ.get(name, ()))),
                ("notebook", f"notebooks/{name}.ipynb", given),
            )
            for name, out in zip(study.notebooks, made, strict=True)
        ),
        Step("report", f"reports/{study.name}/report.html", (file, *made), ("report", given)),
    ]


def run_study(study: Study, tell: Callable[[str], None] = lambda _line: None) -> Path:
    """Make the report of a study; only what is due runs.

    Parameters
    ----------
    tell
        Receives a line before each stage.

    Returns
    -------
    Path
        The report.

    Raises
    ------
    TaawunError
        A stage failed: it has said why; the exit code is its own.
    """
    library = max(path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*") if path.suffix in CODE)
    due = set(find_due(study.root / "build" / study.name))
    ran: set[str] = set()
    steps = list_steps(study)
    for step in steps:
        if step.name in due or ran.intersection(step.needs) or _is_old(step, study.root, library):
            tell(" ".join(("taawun", *step.command)))
            _run(step.command, study.root)
            ran.add(step.output)
    return study.root / steps[-1].output


CODE = (".py", ".yaml", ".html", ".css")
"""Suffixes of the library's files that a result depends on."""


def _is_old(step: Step, root: Path, library: int) -> bool:
    output = root / step.output
    if not output.exists():
        return True
    made = output.stat().st_mtime_ns
    return library > made or any((root / need).stat().st_mtime_ns > made for need in step.needs)


def _run(command: Sequence[str], root: Path) -> None:
    environment = {**os.environ, **FIXED, OWNER: str(os.getpid())}
    if platform.machine() == "x86_64":
        environment["OPENBLAS_CORETYPE"] = "Haswell"
    arguments = [sys.executable, "-m", "taawun.cli", *command]
    done = subprocess.run(arguments, cwd=root, env=environment, check=False)  # noqa: S603  (our own commands)
    if done.returncode:
        raise TaawunError(
            f"the stage {command[0]!r} stopped", "its message stands above", exit_code=max(done.returncode, 1)
        )
