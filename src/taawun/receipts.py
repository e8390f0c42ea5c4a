"""What each stage read and wrote, with hashes: `make` asks here what is due, and a stage what it may trust.

Names of articles, sheets and folders never reach make or a shell: they stand in one JSON file a stage, in the folder
`receipts/` beside its tables, and this module compares them with what is there. A receipt is written last, so that one
that is missing, or does not fit, says that its stage has to run again.

    python -m taawun.receipts build/NAME        prints the stages of the study that are due
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from taawun.errors import TaawunError
from taawun.tables import replace_whole

if TYPE_CHECKING:
    from taawun.study import Study

FOLDER = "receipts"
AT_WORK = f"{FOLDER}/at-work"
"""File with the process that makes the study now, or made it last."""
OWNER = "TAAWUN_OWNER"
"""Environment variable with the process that the stages of one build belong to: that of make."""
PUBLISHES_TO = "TAAWUN_PUBLISHES_TO"
"""Variable with the build folder whose files the notebook that runs may write: only `taawun execute` sets it."""
TABLES = ("articles", "statements", "frames", "targets", "meetings")
"""Stages whose output is a table of that name; the others make a notebook."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_receipt(
    folder: Path,
    stage: str,
    outputs: Iterable[Path],
    *,
    inputs: Iterable[Path] = (),
    folders: Iterable[Path] = (),
    study: Study | None = None,
) -> None:
    """Write what a stage has read and written, after it has written it.

    Parameters
    ----------
    folder
        The study's build folder.
    stage
        Small letters and hyphens.
    outputs, inputs
        Files. One that is not there is told so: when it appears, the stage is due.
    folders
        Folders whose list of files matters, not only the files that were read.
    study
        Study whose settings the stage reads. The stage is due when what the study file says to it changes
        (`taawun.study.Study.settings_of`), not when the file does.
    """
    if not is_build(folder):
        return
    receipt = {
        "outputs": {_name(path, folder): _describe(path) for path in sorted(outputs)},
        "inputs": {_name(path, folder): _describe(path) for path in sorted(set(inputs))},
        "folders": {_name(path, folder): _list_digest(path) for path in sorted(set(folders))},
    }
    if study is not None:
        file = {"name": _name(study.path, folder), "was": _describe(study.path)}
        receipt["study"] = {**file, "settings": _digest_text(study.settings_of(stage))}
    receipt["sha256"] = _digest(receipt)
    target = folder / FOLDER / f"{stage}.json"
    with replace_whole(target) as part:
        part.write_text(json.dumps(receipt, indent=1) + "\n", encoding="ascii")


def list_products(notebook: Mapping[str, Any]) -> list[str]:
    """Tables and figures that an executed notebook wrote, relative to its build folder."""
    files: list[str] = []
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            product = output.get("metadata", {}).get("taawun", {})
            files += [product["table"]] if "table" in product else product.get("figure", [])
    return files


def check_file(path: Path) -> None:
    """Refuse a file of a build folder that is not what its stage wrote: damaged, cut off, or of another study.

    Files that no receipt knows pass: a stage can be run on tables from anywhere.

    Raises
    ------
    TaawunError
    """
    for folder in (path.parent, path.parent.parent):
        for receipt in sorted((folder / FOLDER).glob("*.json")):
            wrote = _read(receipt).get("outputs", {}).get(_name(path, folder))
            if wrote and _describe(path) != wrote:
                raise TaawunError(
                    f"not the file that the stage {receipt.stem!r} wrote (it was changed, damaged or replaced)",
                    "run make again: it makes the file anew",
                    file=path,
                    exit_code=1,
                )


def find_due(folder: Path) -> list[str]:
    """Stages of a build folder that have to run again although make may see no reason.

    A stage is due when a file that it read has another content or is newer than the receipt, when a file has come into
    or gone from a folder that it looked through, when the study says other things to it, when one of its own files is not
    what it wrote, or when its output has no receipt.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp(), "build", "x")
    >>> source, table = folder.parents[1] / "a=b.txt", folder / "articles.parquet"
    >>> _ = folder.mkdir(parents=True), source.write_text("x"), table.write_text("y")
    >>> write_receipt(folder, "articles", [table], inputs=[source])
    >>> find_due(folder), source.write_text("other"), find_due(folder)
    ([], 5, ['articles'])
    """
    made = {name for name in TABLES if (folder / f"{name}.parquet").exists()}
    made |= {path.stem for path in folder.glob("*.ipynb") if re.fullmatch("[a-z-]+", path.stem)}
    return sorted(stage for stage in made if _is_due(folder, folder / FOLDER / f"{stage}.json"))


def _is_due(folder: Path, receipt: Path) -> bool:
    found = _read(receipt)
    if not found:
        return True
    written = receipt.stat().st_mtime_ns
    try:
        return (
            any(_is_changed(_place(name, folder), was, written) for name, was in found["outputs"].items())
            or any(_is_changed(_place(name, folder), was, written, newer=True) for name, was in found["inputs"].items())
            or any(_list_digest(_place(name, folder)) != was for name, was in found["folders"].items())
            or ("study" in found and _has_other_settings(folder, receipt.stem, found["study"], written))
        )
    except (KeyError, TypeError, AttributeError, OSError):
        return True


def _has_other_settings(folder: Path, stage: str, was: Mapping[str, Any], written: int) -> bool:
    """Whether the study file says other things to a stage; it is read only where it is not the file that it was."""
    path = _place(was["name"], folder)
    if not _is_changed(path, was["was"], written, newer=True):
        return False
    from taawun.study import load_study  # it takes half of the time of a make that has nothing to do

    try:
        said = load_study(path, root=folder.absolute().parents[1]).settings_of(stage)
    except TaawunError:
        return True  # the stage says what is wrong
    return bool(_digest_text(said) != was["settings"])


def _is_changed(path: Path, was: Any, written: int, *, newer: bool = False) -> bool:
    """Whether a file is another one than it was; it is read only where its times leave that open."""
    if not path.is_file():
        return was is not None
    if was is None:
        return True
    state = path.stat()
    if state.st_size != was["bytes"] or (newer and state.st_mtime_ns > written):
        return True
    # An older file put in its place, or one whose time was put back, still has a new entry in the folder.
    untouched = state.st_mtime_ns <= written and state.st_ctime_ns <= written
    return not untouched and file_digest(path) != was["sha256"]


def _read(receipt: Path) -> dict[str, Any]:
    try:
        found = json.loads(receipt.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and found.pop("sha256", None) == _digest(found)
    return found if whole else {}


def _digest(receipt: Mapping[str, Any]) -> str:
    return _digest_text(json.dumps(receipt, sort_keys=True))


def _digest_text(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _describe(path: Path) -> dict[str, Any] | None:
    return {"bytes": path.stat().st_size, "sha256": file_digest(path)} if path.is_file() else None


def _name(path: Path, folder: Path) -> str:
    """Path as seen from the build folder, so that a project can be moved; outside of the project as it is."""
    path, root = path.absolute(), folder.absolute().parent.parent
    return os.path.relpath(path, folder.absolute()) if path.is_relative_to(root) else str(path)


def _place(name: str, folder: Path) -> Path:
    # By its letters: where `build` is a link, the system's `..` is the folder that the link leads to.
    return Path(os.path.normpath(folder.absolute() / name))


def _list_digest(folder: Path) -> str:
    """SHA-256 over the names of all files below a folder; hidden ones and those of an open spreadsheet do not count."""
    digest = hashlib.sha256()
    for name in sorted(_names(folder)):
        digest.update(os.fsencode(name) + b"\0")
    return digest.hexdigest()


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "."]
        yield from (os.path.relpath(os.path.join(place, name), folder) for name in files if name[0] not in ".~")  # noqa: PTH118


def claim(folder: Path) -> None:
    """Take a study's build folder for this build, and remove what a killed one has left in it.

    A stage calls this before it writes. From then on it also ends when the make that started it is gone.

    Raises
    ------
    TaawunError
        Another build of the study is at work; nothing was touched.
    """
    if not is_build(folder):
        return
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    mine = _owner()
    with (folder / AT_WORK).open("a+", encoding="utf-8", errors="replace") as file, locked(file):
        file.seek(0)
        before = file.read().strip()
        if before != mine:
            _refuse_other(before, folder)
            for left in [*folder.glob(".*.part*"), *folder.glob("*/.*.part")]:
                shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
            file.truncate(0)
            file.write(mine + "\n")
    if OWNER in os.environ:
        threading.Thread(target=_leave_with, args=(mine,), daemon=True).start()


def is_build(folder: Path) -> bool:
    """Whether a folder is the build folder of a study, `build/NAME`: only there are receipts written."""
    return folder.absolute().parent.name == "build"


def _refuse_other(owner: str, folder: Path) -> None:
    if _is_alive(owner):
        process, _, host = owner.split(" ", 2)
        raise TaawunError(
            f"another build of this study is at work (process {process} on {host})",
            f"wait until it has ended; if there is none, remove {AT_WORK} there",
            file=folder,
            exit_code=1,
        )


@contextmanager
def locked(file: IO[str]) -> Iterator[None]:
    """Hold an open file: whoever else wants it waits."""
    try:
        import fcntl
    except ImportError:  # Windows without WSL, where make is not used either
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    yield


def _leave_with(owner: str) -> None:
    while _is_alive(owner):
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _owner() -> str:
    """Process, when it started, and host: `1234 5678 name`; a number of a process is given again."""
    given = os.environ.get(OWNER, "")
    process = int(given) if given.isdigit() else os.getpid()
    return f"{process} {_started(process)} {socket.gethostname()}"


def _started(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except OSError:  # no such process, or a system without /proc
        return "0"


def _is_alive(owner: str) -> bool:
    if not re.fullmatch(r"[0-9]{1,9} [0-9]+ \S+", owner):  # a line that was cut off, or that nobody of ours wrote
        return False
    number, started, host = owner.split()
    if host != socket.gethostname():  # on a shared folder: nobody can tell from here
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _started(int(number)) == started


if __name__ == "__main__":
    print(*find_due(Path(sys.argv[1])))
