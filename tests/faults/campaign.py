"""Everything that was ever tried on the project, by class: `make faults` prints tried and right, and fails on one wrong.

python tests/faults/campaign.py [--only CLASS ...] [--every N]
"""

from __future__ import annotations

import argparse
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
    asked = parser.parse_args()
    bad = 0
    for name in asked.only:
        make, least = CLASSES[name]
        wrong, tried = [], 0
        for case in islice(make(), 0, None, asked.every):
            tried += 1
            if (what := run_case(case)) is not None:
                wrong.append(f"  {case[0]!r}: {what}")
        short = tried < least // asked.every
        print(f"{name:14} tried {tried:4}  right {tried - len(wrong):4}{'  too few' if short else ''}", flush=True)
        print("\n".join(wrong), end="\n" if wrong else "")
        bad += len(wrong) + short
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
