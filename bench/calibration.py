"""Show that tests and intervals keep their promises: `python bench/calibration.py --corpora 400 --seed 2017`."""

import argparse
import sys
import time

from taawun.rhetoric.calibration import calibration_table


def main() -> int:
    """Print the table; exit 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=int, default=400, help="simulated corpora for each row, 10 tests in each")
    parser.add_argument("--seed", type=int, default=2017)
    args = parser.parse_args()
    start = time.perf_counter()
    table = calibration_table(args.corpora, args.seed)
    print(table.round(4).to_string(index=False))
    kept = (table["swaps_alarms"] <= table["alarms_limit"]) & table["jackknife_coverage"].between(0.93, 0.97)
    print(f"seed {args.seed}, {args.corpora} corpora a row, {time.perf_counter() - start:.0f} s")
    print("swaps: alarms within the limit, jackknife: coverage .93 to .97:", "yes" if kept.all() else "NO")
    return 0 if kept.all() else 1


if __name__ == "__main__":
    sys.exit(main())
