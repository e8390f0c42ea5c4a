"""Choose the two states of a bilateral study by the data: the pair with the most attributed statements on both sides.

    python tools/choose_states.py ARTICLES STATEMENTS OUT.csv

ARTICLES and STATEMENTS are the tables of a whole corpus (a study without filters). An article counts for a pair of
states when it passes the filter that a study of the pair has: it mentions both, and the holder of an office of one of
them. In these articles the journalist's own statements (level 1) of persons, groups, institutions and governments of
each state are counted; the pair whose weaker side says most is the one to study.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.corpus.cleaning import mask_removed
from taawun.corpus.selection import mentions_office, state_expression
from taawun.lexicons import load_lexicon
from taawun.tables import read_rows, replace_whole

SPEAKERS = frozenset({"person", "group", "institution", "state"})
STATES = 25
"""States with the most statements, of which the pairs are made."""
SHOWN = 30
"""Pairs in the table."""


class Pair(NamedTuple):
    """Counts of one pair of states; `weaker` is the smaller number of statements."""

    states: tuple[str, str]
    articles: int
    statements: tuple[int, int]
    speaking: int

    @property
    def weaker(self) -> int:
        """Number of statements of the side that says less."""
        return min(self.statements)


def count_statements(path: Path) -> dict[str, Counter[str]]:
    """Statements of each state in each article."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in read_rows(path, ["article_id", "speaker_state", "speaker_type", "level"]):
        if row["speaker_state"] and row["level"] == 1 and row["speaker_type"] in SPEAKERS:
            counts[row["article_id"]][row["speaker_state"]] += 1
    return counts


def choose_states(articles: Path, statements: Path) -> list[Pair]:
    """Count the pairs, the best first."""
    said = count_statements(statements)
    known = load_lexicon("states")["states"]
    totals: Counter[str] = sum(said.values(), Counter())
    states = sorted(state for state, _ in totals.most_common(STATES) if state in known)
    expressions = {state: state_expression(state) for state in states}
    found: Counter[tuple[str, str]] = Counter()
    speaking: Counter[tuple[str, str]] = Counter()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in read_rows(articles, ["id", "text", "removed"]):
        text = fold_text(mask_removed(row["text"], row["removed"]))
        here = said.get(row["id"], Counter())
        mentioned = [state for state in states if expressions[state].search(text)]
        for pair in itertools.combinations(mentioned, 2):
            if mentions_office(text, pair):
                found[pair] += 1
                speaking[pair] += any(here[state] for state in pair)
                counts[pair].update({state: here[state] for state in pair})
    pairs = [Pair(pair, found[pair], (counts[pair][pair[0]], counts[pair][pair[1]]), speaking[pair]) for pair in found]
    return sorted(pairs, key=lambda pair: (-pair.weaker, pair.states))


def write_pairs(pairs: list[Pair], out: Path) -> None:
    """Write the table that chose the pair."""
    with replace_whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "first",
                "second",
                "articles",
                "articles_with_statements",
                "first_statements",
                "second_statements",
                "weaker",
            ]
        )
        for pair in pairs[:SHOWN]:
            writer.writerow([*pair.states, pair.articles, pair.speaking, *pair.statements, pair.weaker])


if __name__ == "__main__":
    write_pairs(choose_states(Path(sys.argv[1]), Path(sys.argv[2])), Path(sys.argv[3]))
