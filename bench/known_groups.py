"""Do declared adversaries and partners separate? `python bench/known_groups.py DATA`.

DATA is the folder of the shared corpora (`khaleej`, `saudinewsnet`). Statements, targets and stances are computed from their
texts, every `--every`th article. The pairs below, speaker and target, were listed before any stance was computed
(states and groups of the years 2008 to 2018); a pair counts with `--least` statements or more.
"""

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from bench_statements import read_articles
from taawun.statements import extract_statements
from taawun.targets import find_targets

ADVERSARIES = (
    "IR>US US>IR IR>IL IL>IR IL>PS PS>IL SY>IL LB>IL SY>US US>SY SA>IR IR>SA KP>KR KR>KP KP>US US>KP AE>IR BH>IR UA>RU RU>UA "
    "US>RU GE>RU IN>PK TR>SY SY>TR YE>HOUTHI SA>HOUTHI US>ISIS IQ>ISIS IL>HAMAS IL>HEZBOLLAH SD>SS SA>SY FR>SY GB>SY US>QAEDA"
)
PARTNERS = (
    "US>GB GB>US FR>DE DE>FR AE>SA SA>AE KW>SA SA>KW BH>SA SA>BH EG>SA SA>EG JO>SA SA>JO AE>EG EG>AE JO>PS EG>PS PS>EG AE>KW "
    "CN>PK PK>CN RU>CN CN>RU YE>SA SA>YE US>JO JO>US US>SA SA>US FR>US US>FR SY>RU RU>SY SY>IR IR>SY AE>FR AE>GB PK>SA SA>PK US>IL"
)


def read_corpora(data: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of both corpora."""
    with gzip.open(data / "khaleej" / "politics.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {"id": row["id"], "text": row["text"]}
    for article in read_articles(data / "saudinewsnet"):
        yield article | {"country": "SA"}


def read_stances(article: dict[str, Any]) -> list[tuple[str, int]]:
    """(`SPEAKER>TARGET`, stance) of each statement of an article whose speaker's state is known."""
    rows = extract_statements(article)
    states = {row["statement_id"]: row["speaker_state"] for row in rows}
    found = ((states[row["statement_id"]], row["target"], row["stance"]) for row in find_targets(article, rows))
    return [(f"{state}>{target}", stance) for state, target, stance in found if state]


def gather(found: Iterable[list[tuple[str, int]]]) -> dict[str, list[int]]:
    """Stances by pair."""
    stances = defaultdict(list)
    for pair, stance in chain.from_iterable(found):
        stances[pair].append(stance)
    return stances


def main() -> None:
    """Print the mean stance of each pair and the area under the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--every", type=count, default=1)
    parser.add_argument("--least", type=count, default=30)
    args = parser.parse_args()
    with Pool() as pool:
        articles = islice(read_corpora(args.data), 0, None, args.every)
        stances = gather(pool.imap(read_stances, articles, 16))
    means = []
    for name, pairs in (("adversaries", ADVERSARIES.split()), ("partners", PARTNERS.split())):
        known = {pair: stances[pair] for pair in pairs if len(stances.get(pair, ())) >= args.least}
        means.append(np.array([np.mean(values) for values in known.values()]))
        print(name, ", ".join(f"{pair} {np.mean(values):+.2f} ({len(values)})" for pair, values in known.items()))
    above = means[1][:, None] - means[0][None, :]
    if not above.size:
        parser.exit(1, f"no pair of both kinds has {args.least} statements: use more articles (--every 1)\n")
    print(
        f"area under the curve {((above > 0) + 0.5 * (above == 0)).mean():.3f} ({len(means[0])} and {len(means[1])} pairs)"
    )


if __name__ == "__main__":
    main()
