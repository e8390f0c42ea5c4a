"""Cases on stages that are killed: no half file under a final name, nobody left, and the same bytes afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice, product
from pathlib import Path
from typing import NamedTuple

from project_copy import (
    PATIENCE,
    STAGES,
    TABLES,
    Built,
    built_files,
    copy_built,
    finish,
    left_behind,
    make,
    output_of,
    processes,
    start,
    undisturbed,
    work_done,
)

Case = tuple[str, Callable[[Path], str | None]]
SIGNALS = ("TERM", "INT", "KILL")
WHOM = ("the group", "make", "the stage", "a child of the stage")
MOMENTS = (0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
"""When the signal comes, in parts of the work that the stage is undisturbed; the cases take them in turn.

Work is processor time: on a busy machine the same moment of a stage comes later by the clock.
"""
GRACE = 60
"""Seconds after which nobody may be at work any more; a stage looks every second whether its make is there."""
_KEPT: list[tempfile.TemporaryDirectory[str]] = []
OURS = "/src/taawun/"
"""What stands in a traceback of ours: before Python comes to our program, it speaks for itself."""


class Kill(NamedTuple):
    """Who gets which signal, and when."""

    stage: str
    name: str
    who: str
    part: float


def list_kills(every: int = 1) -> list[Kill]:
    """Every stage with every signal to everybody who is at work in it, or every so many of these."""
    moments = cycle(MOMENTS)
    return [Kill(*what, next(moments)) for what in islice(product(STAGES, SIGNALS, WHOM), 0, None, every)]


def kills() -> Iterator[Case]:
    """One build of the small study and one of 2,000 articles, whose stages are killed again and again on the way."""
    yield from _cases("tehran-2017", list_kills())
    if os.environ.get("TAAWUN_SHARED"):
        yield from _cases("press", list_kills(every=5))


def _cases(study: str, planned: list[Kill]) -> Iterator[Case]:
    for kill in planned:
        told = f"{study}: {kill.name} to {kill.who} after {kill.part:.0%} of {kill.stage}"
        yield told, lambda _, kill=kill: try_kill(_project(study), study, kill)
    yield f"{study}: all bytes at the end", lambda _: try_end(_project(study), study)


@cache
def _project(study: str) -> Path:
    """A project without anything built: the build goes on where the last kill stopped it."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="faults-killed-"))
    root = copy_built(Path(_KEPT[-1].name), study)
    for name in ("build", "reports"):
        shutil.rmtree(root / name)
    return root


def try_end(root: Path, study: str) -> str | None:
    """Make what is left to make, and compare every byte."""
    done = make(root, study)
    same = built_files(root) == undisturbed(study).files
    return None if same and not done.code else f"make ended with {done.code}, same bytes: {same}"


def try_kill(root: Path, study: str, kill: Kill) -> str | None:
    """Kill a stage, look at what is there, and let make end the stage."""
    right, target = undisturbed(study), output_of(kill.stage, study)
    (root / target).unlink(missing_ok=True)
    work = start(root, "make", target, f"STUDY={study}")
    _wait_for_stage(root, kill.stage, work)
    while work_done(root) < kill.part * right.work[kill.stage] and work.poll() is None:
        time.sleep(0.01)
    _send(root, work, kill)
    _, _, said = finish(work)
    if left := _wait_for_end(root):
        return f"still at work: {left}"
    if "Traceback" in said and OURS in said:
        return f"a traceback: {said[-300:]}"
    if halves := _wrong_files(root, right):
        return f"not whole after the kill: {halves}"
    again = make(root, study, target)
    if again.code or not (root / target).exists() or OURS in again.err:
        return f"make ended with {again.code}: {again.err[-300:]}"
    if halves := _wrong_files(root, right):
        return f"other bytes: {halves}"
    return f"left behind: {left_behind(root)}" if left_behind(root) else None


def _wrong_files(root: Path, right: Built) -> list[str]:
    return [file for file, content in built_files(root).items() if content != right.files.get(file)]


def _wait_for_stage(root: Path, stage: str, work: subprocess.Popen[str]) -> None:
    end = time.monotonic() + PATIENCE
    while not _find(root, stage) and work.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


def _find(root: Path, stage: str) -> list[int]:
    words = "taawun.cli " + (f"{stage} " if stage in (*TABLES, "report") else f"notebook notebooks/{stage}.ipynb")
    return sorted(number for number, line in processes(root).items() if words in line)


def _send(root: Path, work: subprocess.Popen[str], kill: Kill) -> None:
    """Send a signal; who has ended in the meantime gets none."""
    number = signal.Signals[f"SIG{kill.name}"]
    try:
        if kill.who == "the group":
            os.killpg(work.pid, number)
        elif kill.who == "make":
            os.kill(work.pid, number)
        else:
            for process in _find(root, kill.stage)[:1]:
                os.kill(process if kill.who == "the stage" else _family(process)[-1], number)
    except ProcessLookupError:
        return


def _family(process: int) -> list[int]:
    """A process and those that it started: kernels of notebooks, workers of a stage."""
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def _wait_for_end(root: Path) -> dict[int, str]:
    end = time.monotonic() + GRACE
    while (left := processes(root)) and time.monotonic() < end:
        time.sleep(0.05)
    return left
