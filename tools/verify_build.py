"""Build a study's report once more in other circumstances and compare every byte with the first.

The second build has another folder (with a space and Arabic letters in its name), time zone, locale, home, umask, hash
seed and number of jobs, an environment of its own from the lock, and no terminal. Run by `make verify`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "نسخة ثانية"
LEFT_OUT = {".git", ".venv*", "build", "reports", ".cache", ".hypothesis", ".mypy_cache", ".ruff_cache", "__pycache__"}


def main(study: str) -> int:
    """Build, compare, print what was compared; 0 when every byte is equal."""
    with tempfile.TemporaryDirectory(prefix="taawun-verify-") as temporary:
        other = Path(temporary) / FOLDER
        shutil.copytree(ROOT, other, ignore=shutil.ignore_patterns(*LEFT_OUT))
        home = Path(temporary) / "home"
        home.mkdir()
        # Settings of the network (proxy, certificates) stay; what could reach a result is changed or gone.
        gone = ("LC_", "MAKE", "MFLAGS", "PYTHON", "VIRTUAL_ENV", "JUPYTER", "IPYTHON", "MPL")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
        environment |= {
            "HOME": str(home),
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "tr_TR.UTF-8",
            "LANG": "ar_EG.UTF-8",
            "UV_CACHE_DIR": _output([sys.executable, "-m", "uv", "cache", "dir"]),
        }
        base = getattr(sys, "_base_executable", sys.executable)
        command = ["make", "-j1", "report", f"STUDY={study}", f"PYTHON={base}", "PYTHONHASHSEED=4242"]
        print(
            f"Second build in {FOLDER!r}: TZ={environment['TZ']}, LC_ALL={environment['LC_ALL']}, other HOME, -j1, hash seed 4242, umask 077"
        )
        started = time.monotonic()
        done = subprocess.run(
            command, cwd=other, env=environment, umask=0o077, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            print(done.stdout[-2000:], done.stderr[-4000:], "the second build failed", sep="\n", file=sys.stderr)
            return 1
        print(f"built in {time.monotonic() - started:.0f} s")
        return compare(ROOT, other, study)


def compare(first: Path, second: Path, study: str) -> int:
    """Compare the report, its tables and figures, the manifest and the tables it was made from."""
    names = sorted(_outputs(first, study) | _outputs(second, study))
    different = 0
    for name in names:
        states = [_read(root / name) for root in (first, second)]
        if states[0] != states[1]:
            different += 1
            print(f"DIFFERENT {name}: {_difference(*states)}")
        else:
            print(f"same {hashlib.sha256(states[0] or b'').hexdigest()[:12]} {name}")
    if not names:
        print("nothing was built", file=sys.stderr)
        return 1
    print(f"{len(names) - different} of {len(names)} files are identical")
    return 1 if different else 0


def _outputs(root: Path, study: str) -> set[str]:
    files = [path for path in (root / "reports" / study).rglob("*") if path.is_file()]
    files += (root / "build" / study).glob("*.parquet")
    return {path.relative_to(root).as_posix() for path in files}


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _difference(a: bytes | None, b: bytes | None) -> str:
    if a is None or b is None:
        return "only in the " + ("second" if a is None else "first") + " build"
    place = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"{len(a)} and {len(b)} bytes, first difference at {place}: {a[place : place + 40]!r} and {b[place : place + 40]!r}"


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
