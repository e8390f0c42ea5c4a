"""Speed of codebook, targets and resampling, and coverage of the validation: `python bench/bench_rhetoric.py`.

Times are processor seconds, so that other work on the machine does not count. Text comes from a table of articles
(`--articles build/NAME/articles.parquet`); without one a text of the codebook's own words is made.
"""

import argparse
import itertools
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from simulations import validation_rounds
from taawun.codebook import load_codebook, match_statements, match_text
from taawun.statements import extract_statements
from taawun.statistics.blocks import count_blocks
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.swaps import swap_pvalues
from taawun.tables import read_rows
from taawun.targets import find_targets

TOKENS_A_SECOND, RESAMPLING_SECONDS = 100_000, 5.0
COVERAGE = {0.0: 0.93, 1.0: 0.90}
"""Least coverage of the validation's intervals, by the spread of the codebook's errors between articles."""


SENTENCE = 30
"""Words of a made sentence."""


def made_texts(n: int = 300) -> list[str]:
    """Return texts of statements that hold every word of the codebook, in varying order."""
    words = [word for code in load_codebook().codes for pattern in code.patterns for word in pattern.split()]
    plain = [word.strip("=*").split("|")[0] for word in words if word != ".."]
    rng = np.random.default_rng(0)
    return [say_all(list(rng.permutation(plain))) for _ in range(n)]


def say_all(words: list[str]) -> str:
    """Let somebody say the words, so many a sentence."""
    parts = (words[at : at + SENTENCE] for at in range(0, len(words), SENTENCE))
    return " ".join(f"قال الوزير التركي إن {' '.join(part)}." for part in parts)


def codebook_speed(texts: list[str]) -> float:
    """Written words a second: segmentation and matching, after one pass that fills the caches of word types."""
    book = load_codebook()
    words = sum(len(book.matcher.read(text).end) for text in texts)
    start = time.process_time()
    hits = sum(len(match_text(text, [(0, len(text))], book)) for text in texts)
    seconds = time.process_time() - start
    print(f"codebook: {words:,} words, {hits:,} hits in {seconds:.2f} s, {words / seconds:,.0f} words/s")
    return words / seconds


def layers_speed(texts: list[str]) -> float:
    """Words a second of codes, targets and stances together, of statements that are found already."""
    book = load_codebook()
    articles = [{"id": f"a{number:05d}", "text": text} for number, text in enumerate(texts)]
    found = [(article, list(extract_statements(article))) for article in articles]
    words = sum(len(book.matcher.read(text).end) for text in texts)
    for _ in range(2):  # the first pass fills the caches of word types
        start = time.process_time()
        codes = sum(1 for article, rows in found for _ in match_statements([article], rows, book))
        targets = sum(1 for article, rows in found for _ in find_targets(article, rows))
        seconds = time.process_time() - start
    statements = sum(len(rows) for _, rows in found)
    print(
        f"codes, targets and stances: {words:,} words, {statements:,} statements, {codes:,} hits, {targets:,} targets"
    )
    print(f"  in {seconds:.2f} s, {words / seconds:,.0f} words/s")
    return words / seconds


def resampling_speed(statements: int = 10_000, frames: int = 12, resamples: int = 2000, articles: int = 1500) -> float:
    """Seconds for swaps and jackknife of all frames."""
    rng = np.random.default_rng(1)
    values = rng.random((statements, frames)) < 0.2
    names = np.array([f"a{number:05d}" for number in rng.integers(0, articles, statements)])
    sides = rng.integers(0, 2, statements)
    start = time.process_time()
    blocks = count_blocks(names, sides, values)
    swap_pvalues(blocks, resamples, rng)
    jackknife_difference(blocks)
    seconds = time.process_time() - start
    print(f"resampling: {resamples:,} swaps of {statements:,} statements x {frames} frames in {seconds:.2f} s")
    return seconds


def main() -> int:
    """Print the figures; exit 1 when one misses its mark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", help="table of articles to match")
    parser.add_argument("--most", type=count, default=2000, help="articles read at most")
    parser.add_argument("--rounds", type=count, default=200, help="simulated rounds of human validation")
    parser.add_argument("--seed", type=int, default=2017)
    args = parser.parse_args()
    rows = itertools.islice(read_rows(args.articles, ["text"]), args.most) if args.articles else ()
    texts = [row["text"] for row in rows] or made_texts()
    kept = codebook_speed(texts) >= TOKENS_A_SECOND
    kept &= layers_speed(texts) >= TOKENS_A_SECOND
    kept &= resampling_speed() <= RESAMPLING_SECONDS
    for effect, least in COVERAGE.items():
        table = validation_rounds(args.rounds, args.seed, article_effect=effect)
        print(f"validation: coverage of 95 % intervals in {args.rounds} rounds (seed {args.seed}),")
        print(f"errors of the codebook {f'vary by article (SD {effect:g}, logit)' if effect else 'independent'}")
        print(table.round(3).to_string(index=False))
        kept &= bool((table["coverage"] >= least).all())
    print("all marks reached:", "yes" if kept else "NO")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
