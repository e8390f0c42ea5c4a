"""Do declared adversaries and partners separate? `python bench/known_groups.py STATEMENTS,TARGETS ...`.

STATEMENTS and TARGETS are tables that `taawun statements` and `taawun targets` wrote. The pairs below were listed before any
stance was computed (states and groups of the years 2008 to 2018); a pair counts with `--least` statements or more.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from arguments import count
from taawun.tables import read_rows

ADVERSARIES = (
    "IR>US US>IR IR>IL IL>IR IL>PS PS>IL SY>IL LB>IL SY>US US>SY SA>IR IR>SA KP>KR KR>KP KP>US US>KP AE>IR BH>IR UA>RU RU>UA "
    "US>RU GE>RU IN>PK TR>SY SY>TR YE>HOUTHI SA>HOUTHI US>ISIS IQ>ISIS IL>HAMAS IL>HEZBOLLAH SD>SS SA>SY FR>SY GB>SY US>QAEDA"
)
PARTNERS = (
    "US>GB GB>US FR>DE DE>FR AE>SA SA>AE KW>SA SA>KW BH>SA SA>BH EG>SA SA>EG JO>SA SA>JO AE>EG EG>AE JO>PS EG>PS PS>EG AE>KW "
    "CN>PK PK>CN RU>CN CN>RU YE>SA SA>YE US>JO JO>US US>SA SA>US FR>US US>FR SY>RU RU>SY SY>IR IR>SY AE>FR AE>GB PK>SA SA>PK US>IL"
)


def read_stances(files: list[str]) -> dict[str, list[int]]:
    """Stances by directed pair, `SPEAKER>TARGET`."""
    found = defaultdict(list)
    for pair in files:
        statements, targets = map(Path, pair.split(","))
        states = {row["statement_id"]: row["speaker_state"] for row in read_rows(statements)}
        for row in read_rows(targets):
            if states[row["statement_id"]]:
                found[f"{states[row['statement_id']]}>{row['target']}"].append(row["stance"])
    return found


def main() -> None:
    """Print the mean stance of each pair and the area under the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="STATEMENTS,TARGETS")
    parser.add_argument("--least", type=count, default=30)
    args = parser.parse_args()
    stances = read_stances(args.files)
    means = []
    for name, pairs in (("adversaries", ADVERSARIES.split()), ("partners", PARTNERS.split())):
        known = {pair: stances[pair] for pair in pairs if len(stances.get(pair, ())) >= args.least}
        means.append(np.array([np.mean(values) for values in known.values()]))
        print(name, ", ".join(f"{pair} {np.mean(values):+.2f} ({len(values)})" for pair, values in known.items()))
    above = means[1][:, None] - means[0][None, :]
    print(
        f"area under the curve {((above > 0) + 0.5 * (above == 0)).mean():.3f} ({len(means[0])} and {len(means[1])} pairs)"
    )


if __name__ == "__main__":
    main()
