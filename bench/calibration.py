"""Show where tests and intervals keep their promises: `python bench/calibration.py --corpora 400 --seed 2017`."""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from simulations import calibration_table

OFTEN = 10
"""Expected statements with the feature, on the side that has more, from which on the intervals promise their coverage."""


def main() -> int:
    """Print the table; exit 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=count, default=400, help="simulated corpora for each row, 10 tests in each")
    parser.add_argument("--seed", type=int, default=2017)
    args = parser.parse_args()
    start = time.perf_counter()
    table = calibration_table(args.corpora, args.seed)
    print(table.round(3).to_string(index=False))
    print(f"seed {args.seed}, {args.corpora} corpora a row, {time.perf_counter() - start:.0f} s")
    same = table["alarms_limit"].notna()
    alarms = (table["swaps_found"] <= table["alarms_limit"])[same].all()
    expected = table["statements"] * table[["share_a", "share_b"]].max(axis=1)
    often = expected >= OFTEN
    coverage = table["given_coverage"]
    kept = coverage[often].between(0.93, 0.97).all()
    print("swaps: false alarms within the limit:", "yes" if alarms else "NO")
    print(
        f"intervals, {OFTEN} or more statements with the feature expected: coverage .93 to .97:",
        "yes" if kept else "NO",
    )
    rare = table.loc[~often, "jackknife_coverage"]
    print(
        f"beyond the promise, fewer expected: coverage {rare.min():.3f} to {rare.max():.3f};"
        f" of those with 5 on one side, which a report shows, {coverage[~often].min():.3f} to {coverage[~often].max():.3f}"
    )
    return 0 if alarms and kept else 1


if __name__ == "__main__":
    sys.exit(main())
