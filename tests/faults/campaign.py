"""Everything that was ever tried on the project, by class: `make faults` prints tried and right, and fails on one wrong.

python tests/faults/campaign.py [--only CLASS ...] [--every N] [--named PATTERN] [--kept FILE]

With `--kept` every verdict goes into a file as soon as it is there, and what stands in it is not tried again: a campaign
that was stopped goes on, and pieces of one can run beside each other.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))

from circumstances import circumstances
from downloads import downloads
from inputs import Case, files, names, studies
from kills import kills
from outputs import pages, texts
from sheets import sheets
from silences import silences

CLASSES: dict[str, tuple[Callable[[], Iterator[Case]], int]] = {
    "files": (files, 498),
    "silent losses": (silences, 20),
    "studies": (studies, 325),
    "names": (names, 60),
    "downloads": (downloads, 134),
    "hostile pages": (pages, 40),
    "poison texts": (texts, 30),
    "coding": (sheets, 49 + 28),
    "kills": (kills, 60),
    "environments": (circumstances, 25),
}
"""Class: its cases, and how many there have to be."""


def run_case(case: Case) -> str | None:
    """Try one case in a folder of its own; what it raises is wrong too."""
    _, check = case
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        try:
            return check(Path(folder))
        except Exception as error:
            return f"{type(error).__name__}: {str(error)[:200]}"


def main() -> int:
    """Print a line a class, and every case that is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=CLASSES, default=list(CLASSES))
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth case")
    parser.add_argument("--named", type=re.compile, default=re.compile(""), metavar="PATTERN", help="only these cases")
    parser.add_argument("--kept", type=Path, metavar="FILE", help="keep verdicts here, and try only what has none")
    asked = parser.parse_args()
    kept = _read_kept(asked.kept)
    bad = 0
    for name in asked.only:
        make, least = CLASSES[name]
        cases = [case for case in islice(make(), 0, None, asked.every) if asked.named.search(case[0])]
        verdicts = {}
        for case in cases:
            key = f"{name}: {case[0]}"
            if key not in kept:
                kept[key] = run_case(case)
                _keep(asked.kept, key, kept[key])
            verdicts[case[0]] = kept[key]
        wrong = {told: what for told, what in verdicts.items() if what is not None}
        short = not asked.named.pattern and len(cases) < least // asked.every
        print(f"{name:14} tried {len(cases):4}  right {len(cases) - len(wrong):4}{'  too few' if short else ''}")
        print("".join(f"  {told!r}: {what}\n" for told, what in wrong.items()), end="", flush=True)
        bad += len(wrong) + short
    return int(bad > 0)


def _read_kept(file: Path | None) -> dict[str, str | None]:
    lines = file.read_text(encoding="utf-8").splitlines() if file and file.exists() else []
    return dict(json.loads(line) for line in lines)


def _keep(file: Path | None, key: str, verdict: str | None) -> None:
    if file:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps([key, verdict]) + "\n")


if __name__ == "__main__":
    sys.exit(main())
