"""Kill -9 of a worker, the scheduler, the client or make at random moments: the next make ends with the same bytes."""

from __future__ import annotations

import hashlib
import os
import random
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from taawun.tables import ARTICLES, open_table

ROOT = Path(__file__).parents[1]
WHOM = ("worker", "scheduler", "client", "make")
SEED = 2017
PATIENCE = 300.0
TABLE = "build/growth/statements.parquet"


def bench_kills(articles: Iterable[dict[str, Any]], times: int) -> bool:
    """Print how many of the killed runs were mended by the next make, by whom was killed."""
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        root = Path(place)
        _lay_out(root, articles)
        with _cluster(root) as (_, address):
            start = time.perf_counter()
            _make(root, address).wait(PATIENCE)
            whole = time.perf_counter() - start
        right = _digest(root)
        print(f"undisturbed: {whole:.1f} s, {right[:16]}", flush=True)
        fine = True
        for whom in WHOM:
            wrong = []
            for number in range(times):
                moment = rng.uniform(0.05, 0.95) * whole
                fault = _try(root, whom, moment, right)
                if fault:
                    wrong.append(f"  {whom} {number} at {moment:.1f} s: {fault}")
            print(f"kill -9 of {whom:9}: {times - len(wrong)} of {times} right", *wrong, sep="\n", flush=True)
            fine = fine and not wrong
    return fine


def _try(root: Path, whom: str, moment: float, right: str) -> str | None:
    """What is wrong after a kill and the make that follows, if anything."""
    shutil.rmtree(root / "build/growth/parts", ignore_errors=True)
    (root / TABLE).unlink(missing_ok=True)
    with _cluster(root) as (members, address):
        run = _make(root, address)
        time.sleep(moment)
        _kill(root, whom, run, members)
        with suppress(subprocess.TimeoutExpired):
            run.wait(PATIENCE if whom == "worker" else 30)
        if whom == "worker" and run.returncode:
            return "the run did not go on with the other worker"
    _wait_for_end(root)
    with _cluster(root) as (_, address):
        again = _make(root, address)
        again.wait(PATIENCE)
    if again.returncode:
        return f"make ended with {again.returncode}"
    left = [path.name for path in (root / "build/growth").rglob(".*")]
    if left:
        return f"left behind: {left}"
    here = _wait_for_end(root)
    if here:
        return f"still there: {here}"
    return None if _digest(root) == right else "other bytes"


def _kill(root: Path, whom: str, run: subprocess.Popen[bytes], members: dict[str, subprocess.Popen[bytes]]) -> None:
    if whom == "client":
        for process in _processes(root, "taawun.cli"):
            os.kill(process, signal.SIGKILL)
    else:
        {"make": run, **members}[whom].kill()


def _lay_out(root: Path, articles: Iterable[dict[str, Any]]) -> None:
    """Lay out a project with the library of this checkout and a study whose articles are there already."""
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, root)
    (root / ".stamp").touch()
    (root / "studies").mkdir()
    (root / "studies/growth.yaml").touch()
    with open_table(root / "build/growth/articles.parquet", ARTICLES) as table:
        for article in articles:
            table.write([article])


def _make(root: Path, address: str) -> subprocess.Popen[bytes]:
    python = f"env PYTHONPATH=src {shlex.quote(sys.executable)}"
    command = ["make", TABLE, "STUDY=growth", "STAMP=.stamp", f"PYTHON_HERE={python}", f"CLUSTER={address}"]
    command += ["-o", "build/growth/articles.parquet"]  # they have no files to be made from
    return subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def _cluster(root: Path) -> Iterator[tuple[dict[str, subprocess.Popen[bytes]], str]]:
    """A scheduler and two workers as processes of their own; none of them is left afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": "src", "PYTHONHASHSEED": "0"}
    quiet: dict[str, Any] = {
        "cwd": root,
        "env": environment,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    scheduler = subprocess.Popen(
        _dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0"), **quiet
    )
    workers = [
        subprocess.Popen(_dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"), **quiet)
        for _ in range(2)
    ]
    try:
        _wait_for_port(port)
        yield {"scheduler": scheduler, "worker": workers[0]}, address
    finally:
        for process in (scheduler, *workers):
            process.kill()
            process.wait()


def _dask(role: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"distributed.cli.dask_{role}", *arguments]


def _wait_for_port(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the scheduler did not start")


def _processes(root: Path, word: str = "") -> list[int]:
    """Processes whose current folder is the project, and whose command has this word."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (folder / "cwd").resolve() == root.resolve() and word in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


def _wait_for_end(root: Path) -> list[int]:
    for _ in range(100):
        if not _processes(root):
            return []
        time.sleep(0.1)
    return _processes(root)


def _digest(root: Path) -> str:
    return hashlib.sha256((root / TABLE).read_bytes()).hexdigest()
