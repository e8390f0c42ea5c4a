"""Show what intervals of a difference are worth with a coded sample and without: `python bench/design_based.py --rounds 500 --seed 2017`.

Each round simulates statements of two sides in articles that differ, a classifier whose errors differ by side, and a coded
sample drawn with known probabilities; then it asks whether the interval of the difference covers the true one.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from taawun.statistics.design_based import correct_values, estimate_means

SIDES = ("a", "b")
TRUE = {"a": 0.30, "b": 0.20}
RECALL = {"a": 0.85, "b": 0.55}
FALSE_ALARMS = {"a": 0.04, "b": 0.12}
ARTICLES, STATEMENTS = 300, 1500
SPREAD = 8.0
"""Concentration of the shares of articles around that of their side (Beta): the smaller, the more articles differ."""
LEAST = 0.93


def simulate(rng: np.random.Generator, coded: int) -> tuple[bool, bool]:
    """Whether the corrected and the uncorrected interval of one round cover the true difference."""
    article = rng.integers(ARTICLES, size=STATEMENTS)
    side = np.array(SIDES)[rng.integers(2, size=STATEMENTS)]
    share = np.zeros(STATEMENTS)
    for name in SIDES:
        own = rng.beta(SPREAD * TRUE[name], SPREAD * (1 - TRUE[name]), size=ARTICLES)
        share[side == name] = own[article[side == name]]
    true = rng.random(STATEMENTS) < share
    chance = np.where(true, [RECALL[name] for name in side], [FALSE_ALARMS[name] for name in side])
    found = rng.random(STATEMENTS) < chance
    rows, weight = [], []
    for part, (name, value) in enumerate((name, value) for name in SIDES for value in (False, True)):
        stratum = np.flatnonzero((side == name) & (found == value))
        size = coded * (part + 1) // 4 - coded * part // 4
        drawn = rng.choice(stratum, size=min(size, len(stratum)), replace=False)
        rows.append(drawn)
        weight.append(np.full(len(drawn), len(stratum) / len(drawn)))
    places = np.concatenate(rows)
    values = correct_values(found, places, true[places], np.concatenate(weight), side)
    covers = []
    for given, behind in ((values, places), (found, np.arange(STATEMENTS))):
        _, difference = estimate_means(given, article, side, SIDES, behind)
        covers.append(difference.low <= TRUE["a"] - TRUE["b"] <= difference.high)
    return covers[0], covers[1]


def main() -> int:
    """Print the coverage; exit 1 when the promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=count, default=500)
    parser.add_argument("--coded", type=count, default=150, help="coded statements in all, a quarter in each stratum")
    parser.add_argument("--seed", type=int, default=2017)
    args = parser.parse_args()
    start = time.perf_counter()
    rng = np.random.default_rng(args.seed)
    covered = np.array([simulate(rng, args.coded) for _ in range(args.rounds)]).mean(axis=0)
    print(f"recall {RECALL}, false alarms {FALSE_ALARMS}, true shares {TRUE}")
    print(f"{args.rounds} rounds of {STATEMENTS} statements, {args.coded} coded, seed {args.seed}")
    print(f"95 % interval of the difference covers the truth: corrected {covered[0]:.3f}, uncorrected {covered[1]:.3f}")
    print(
        f"corrected at least {LEAST}:", "yes" if covered[0] >= LEAST else "NO", f"({time.perf_counter() - start:.0f} s)"
    )
    return 0 if covered[0] >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
