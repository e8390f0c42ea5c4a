"""Copies of the project as a person has it, built for a study, and what goes on in them."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FILES = ("Makefile", "pyproject.toml", "requirements.lock", "requirements-tomotopy.lock")
TABLES = ("articles", "statements", "frames")
STAGES = (*TABLES, "corpus", "topics", "rhetoric", "report")
PATIENCE = 1800
"""Seconds that a build may take on a busy machine."""
PRESS = """\
title: {en: Two sides in the press, ar: جانبان في الصحافة}
question: {en: Who says what?, ar: من يقول ماذا؟}
seed: 7
corpus: {folder: data/press, files: articles.jsonl, minimum_words: 30}
sides:
  - {id: iran, label: {en: Iran, ar: إيران}, state: IR}
  - {id: united-states, label: {en: United States, ar: الولايات المتحدة}, state: US}
topics: {unit: statement, topics: 8}
comparison: {resamples: 1000, minimum_statements: 30, minimum_articles: 10}
"""


def lay_out(folder: Path, study: str) -> None:
    """Write a project with one study into a folder: `harbour`, `tehran-2017`, or `press` with 2,000 shared articles."""
    source = ROOT / "tests/data/tiny" if study == "harbour" else ROOT
    for part in ("studies", f"data/{study}"):
        (folder / part).mkdir(parents=True)
    if study == "press":
        (folder / "studies/press.yaml").write_text(PRESS, encoding="utf-8")
        _write_press(folder / "data/press/articles.jsonl", 2000)
    else:
        shutil.copy2(source / f"studies/{study}.yaml", folder / "studies")
        shutil.copytree(source / f"data/{study}", folder / f"data/{study}", dirs_exist_ok=True)
    for name in ("src", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    for name in FILES:
        shutil.copy2(ROOT / name, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")


def _write_press(target: Path, number: int) -> None:
    archive = Path(os.environ["TAAWUN_SHARED"], "data/saudinewsnet/2015-07-22.zip")
    with zipfile.ZipFile(archive) as file:
        found = json.loads(file.read(file.namelist()[0]))[:number]
    rows = [{"id": f"p{n}", "text": row["content"], "outlet": row["source"]} for n, row in enumerate(found)]
    target.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def output_of(stage: str, study: str) -> str:
    """File whose being there says that a stage is done."""
    if stage == "report":
        return f"reports/{study}/report.html"
    return f"build/{study}/{stage}.{'parquet' if stage in TABLES else 'ipynb'}"


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def _restore() -> None:
    """Let Ctrl-C arrive also where the campaign itself runs in the background, without it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(folder: Path, *command: str, **options: object) -> subprocess.Popen[str]:
    """Start a command in a project, in a session of its own."""
    settings: dict[str, object] = {
        "env": _environment(), "stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
        "text": True, "errors": "replace", "start_new_session": True, "preexec_fn": _restore,
    }  # fmt: skip
    return subprocess.Popen(command, cwd=folder, **(settings | options))  # type: ignore[call-overload]


def finish(work: subprocess.Popen[str]) -> Done:
    """Wait for a command; one that hangs is ended with all that it started."""
    try:
        out, err = work.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(work.pid, signal.SIGKILL)
        out, err = work.communicate()
        err += "it hung"
    return Done(work.returncode, out or "", err or "")


def make(folder: Path, study: str, *targets: str, **options: object) -> Done:
    """Run make in a project, `make report` if nothing else is said."""
    return finish(start(folder, "make", *(targets or ("report",)), f"STUDY={study}", **options))


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "TAAWUN_OWNER"))
    }


def environment(**changes: str | None) -> dict[str, str]:
    """The environment with changes; None takes a name out."""
    both = _environment() | changes
    return {name: value for name, value in both.items() if value is not None}


def built_files(folder: Path) -> dict[str, bytes]:
    """Every file under a final name, without the one that says who is at work."""
    found = [path for name in ("build", "reports") for path in (folder / name).rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(found)
        if not any(".part" in name for name in path.relative_to(folder).parts) and path.name != "at-work"
    }


def left_behind(folder: Path) -> list[str]:
    """Files that are half of something."""
    return sorted(path.name for name in ("build", "reports") for path in (folder / name).rglob("*.part*"))


def processes(folder: Path) -> dict[int, str]:
    """Living processes that work in a folder, with their command lines."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cwd").readlink() == folder.resolve():
                line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if line:  # a dead one that nobody has asked for yet has none
                    found[int(place.name)] = line
        except OSError:
            continue
    return found


def work_done(folder: Path) -> float:
    """Seconds of the processor that the living in a folder have used, with those of their children that have ended."""
    ticks = 0
    for number in processes(folder):
        try:
            fields = (
                Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            )
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


class Built(NamedTuple):
    """A project whose report was made without disturbance, and the seconds of the processor that each stage used."""

    folder: Path
    files: dict[str, bytes]
    work: dict[str, float]


BUILT: dict[str, Path] = {}
"""Projects that somebody has built already, by study: the tests have one."""
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def undisturbed(study: str) -> Built:
    """Build a study once, stage by stage, in a folder that is gone when the campaign ends."""
    if study in BUILT:
        return Built(BUILT[study], built_files(BUILT[study]), dict.fromkeys(STAGES, 3.0))
    _KEPT.append(tempfile.TemporaryDirectory(prefix="faults-built-"))
    folder = Path(_KEPT[-1].name, "مشروع a b")
    lay_out(folder, study)
    work = {}
    for stage in STAGES:
        before = _used_by_children()
        done = make(folder, study, output_of(stage, study))
        if done.code:
            raise RuntimeError(f"{stage} of {study} cannot be built: {done.err[-300:]}")
        work[stage] = _used_by_children() - before
    return Built(folder, built_files(folder), work)


def _used_by_children() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def copy_built(folder: Path, study: str) -> Path:
    """Copy of the undisturbed project, with the times of its files."""
    root = folder / "project"
    shutil.copytree(undisturbed(study).folder, root, symlinks=True)
    if not (root / ".venv").exists():
        (root / ".venv").symlink_to(ROOT / ".venv")
    return root
