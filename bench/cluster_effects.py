"""Show which intervals and claims hold where articles, stories or speakers differ: `python bench/cluster_effects.py`.

Corpora of stories, articles in them and speakers are simulated. In each row one of these levels has effects of its own on
how a side speaks; or there are none, or all. The sides do not differ beyond that, so every claim is a false alarm, and
an interval is right when it holds 0.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from taawun.statistics.blocks import count_blocks
from taawun.statistics.clusters import clustered_difference
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.swaps import swap_pvalues

FEATURES = 10
EFFECT = 0.15
"""Standard deviation of the effects on a share of .4."""
LEVELS = {
    "none": (),
    "article": ("article",),
    "story": ("story",),
    "speaker": ("speaker",),
    "all": ("article", "story", "speaker"),
}
SWAPS = 499


def simulate(planted, rng, *, stories=24, articles=72, speakers=16, statements=320):
    """Draw clusters, sides and (n, F) features of a corpus; the same article holds both sides."""
    article = rng.integers(0, articles, statements)
    side = rng.integers(0, 2, statements)
    story = rng.integers(0, stories, articles)[article]
    speaker = side * speakers + rng.integers(0, speakers, statements)
    clusters = {"article": article, "story": story, "speaker": speaker}
    share = np.full((statements, FEATURES), 0.4)
    for level in planted:
        effects = EFFECT * rng.standard_normal((2, clusters[level].max() + 1, FEATURES))
        share += effects[side, clusters[level]]
    return clusters, side, (rng.random(share.shape) < np.clip(share, 0, 1)).astype(float)


def try_level(planted, corpora, rng):
    """Coverage and false alarms of the article's interval and swaps, and of the interval by story and speaker with swaps."""
    counts = np.zeros(4)
    for _ in range(corpora):
        clusters, side, values = simulate(planted, rng)
        blocks = count_blocks(clusters["article"].astype(str), side, values)
        old = jackknife_difference(blocks)
        new = clustered_difference(clusters["story"].astype(str), clusters["speaker"].astype(str), side, values)
        p = swap_pvalues(blocks, SWAPS, rng)
        held = [(one.low <= 0) & (one.high >= 0) for one in (old, new)]
        counts += [held[0].mean(), held[1].mean(), (p <= 0.05).mean(), ((p <= 0.05) & ~held[1]).mean()]
    return counts / corpora


def main() -> int:
    """Print the table; exit 1 when that interval or the claims that need it break their promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=count, default=400, help=f"corpora for each row, {FEATURES} features in each")
    parser.add_argument("--seed", type=int, default=2017)
    args = parser.parse_args()
    start = time.perf_counter()
    limit = 0.05 + 2 * np.sqrt(0.05 * 0.95 / (args.corpora * FEATURES))
    print(
        "effects of | interval by article | interval by story and speaker | swaps alone: p <= .05 | swaps and that interval"
    )
    kept = True
    for number, (name, planted) in enumerate(LEVELS.items()):
        old, new, alarms, claims = try_level(planted, args.corpora, np.random.default_rng([args.seed, number]))
        print(f"{name:10} | {old:.3f} | {new:.3f} | {alarms:.3f} | {claims:.3f}")
        kept &= 0.93 <= round(new, 3) <= 0.97 and claims <= limit
    took = time.perf_counter() - start
    print(f"seed {args.seed}, {args.corpora} corpora a row, allowed false alarms {limit:.3f}, {took:.0f} s")
    print("the interval by story and speaker covers .93 to .97, claims stay within the limit:", "yes" if kept else "NO")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
