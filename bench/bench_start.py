#!/usr/bin/env python3
"""What one waits for at one article: the Tehran study from nothing, after small changes, and single commands.

bench_start.py                      seconds of the clock, the least of three runs
bench_start.py --beside CHECKOUT    the same in another checkout with its own .venv, and how many times as long it takes
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = "bench-start"
RUNS = 3


def run(root: Path, *command: str) -> float:
    """Seconds that a command takes in a checkout."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "TAAWUN"))
    }
    start = time.perf_counter()
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - start


def least(root: Path, *command: str, before: Callable[[], object] = lambda: None) -> float:
    """Least seconds of a few runs, each after `before`."""
    found = []
    for _ in range(RUNS):
        before()
        found.append(run(root, *command))
    return min(found)


def measure(root: Path) -> dict[str, float]:
    """Seconds of each thing in a checkout."""
    study = root / f"studies/{NAME}.yaml"
    text = (root / "studies/tehran-2017.yaml").read_text(encoding="utf-8")
    built = [root / f"build/{NAME}", root / f"reports/{NAME}"]
    turn = iter(range(100))

    def remove() -> None:
        for folder in built:
            shutil.rmtree(folder, ignore_errors=True)

    def rewrite(pattern: str, new: str) -> None:
        changed, number = re.subn(pattern, new.format(next(turn)), text, count=1)
        if not number:
            raise SystemExit(f"studies/tehran-2017.yaml has no {pattern}")
        study.write_text(changed, encoding="utf-8")

    make = ("make", "report", f"STUDY={NAME}")
    python = str(root / ".venv/bin/python")
    run(root, "make", "setup")
    try:
        study.write_text(text, encoding="utf-8")
        found = {"from nothing": least(root, *make, before=remove)}
        found["nothing to do"] = least(root, *make)
        found["after a new title"] = least(root, *make, before=lambda: rewrite(r'en: "Iran', 'en: "{} Iran'))
        found["after a new label"] = least(root, *make, before=lambda: rewrite(r"en: Iran,", "en: Iran {},"))
    finally:
        study.unlink()
        remove()
    with tempfile.TemporaryDirectory() as place:
        article, out = Path(place) / "article.jsonl", Path(place) / "statements.parquet"
        (text_file,) = (ROOT / "data/tehran-2017").rglob("*.txt")
        row = {"id": "tehran", "text": text_file.read_text(encoding="utf-8")}
        article.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        found["taawun statements"] = least(root, python, "-m", "taawun.cli", "statements", str(article), str(out))
    nothing = least(root, python, "-c", "pass")
    found["import taawun"] = least(root, python, "-c", "import taawun") - nothing
    return found


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="another checkout to compare with")
    args = parser.parse_args()
    here = measure(ROOT)
    other = measure(args.beside.resolve()) if args.beside else {}
    for name, seconds in here.items():
        beside = (
            f"   the other {other[name]:6.2f} s: {other[name] / max(seconds, 1e-3):.1f} times as long" if other else ""
        )
        print(f"{name:20} {seconds:6.2f} s{beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
