"""Statements of one state's speakers about another state: the rows that everything on pairs is computed from."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from taawun.lexicons import load_lexicon
from taawun.linking.sides import find_represented
from taawun.linking.utterances import list_said

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["statement_id", "article_id", "outlet", "date", "speaker_id", "source", "target", "stance", "copies"]

SPEAKER = ["speaker", "speaker_id", "speaker_ids", "speaker_type", "speaker_office", "speaker_state"]
"""Columns by which a speaker's state is known."""


def list_relations(
    statements: pd.DataFrame,
    targets: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    utterances: str = "once",
    states: Collection[str] = (),
) -> pd.DataFrame:
    """Return one row for each statement of a state's speaker and each other state of which it speaks.

    Parameters
    ----------
    statements, targets, articles
        Tables `STATEMENTS` (linked), `TARGETS` and `ARTICLES`.
    utterances
        `once`: what several articles print in the same words is one utterance, that of the article printed first;
        `all`: every printing counts.
    states
        Only pairs of these states; all when empty.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: `source` is the speaker's state, `copies` the articles that print the utterance. Organisations
        are left out, also those whose short name is the code of a state (AL, AU).
    """
    speaking = statements.assign(source=list_sources(statements), said=list_said(statements, articles))
    speaking = speaking[speaking["source"].notna()]
    wanted = targets.drop(columns=["words", "spans", "rules"], errors="ignore")
    wanted = wanted[~wanted["target"].isin(_organisations()) & (wanted["target"].str.len() == 2)]
    known = articles.rename(columns={"id": "article_id"})[["article_id", "outlet", "date"]]
    rows = wanted.merge(speaking, on=["article_id", "statement_id"]).merge(known, on="article_id")
    rows = rows[rows["source"] != rows["target"]]
    if states:
        rows = rows[rows["source"].isin(states) & rows["target"].isin(states)]
    rows = rows.sort_values(["date", "article_id", "statement_id", "target"], na_position="last", kind="stable")
    key = ["source", "target", "said"]
    rows["copies"] = rows.groupby(key)["article_id"].transform("nunique")
    if utterances == "once":
        rows = rows.drop_duplicates(key)
    return rows[COLUMNS].reset_index(drop=True)


def list_sources(statements: pd.DataFrame) -> pd.Series:
    """Return the state for which the speaker of each statement speaks, missing where there is none."""
    import pandas as pd

    read = statements[[name for name in SPEAKER if name in statements]].astype(object)
    plain = read.where(read.notna(), None)
    sources = find_represented({str(name): value for name, value in row.items()} for row in plain.to_dict("records"))
    return pd.Series(sources, index=statements.index, dtype="str")


def list_copies(relations: pd.DataFrame) -> pd.DataFrame:
    """Count for each outlet how many of its utterances other articles print too.

    Parameters
    ----------
    relations
        As `list_relations` gives them with every printing.

    Returns
    -------
    DataFrame
        outlet, printings, copied, share; most printings first.
    """
    found = relations.assign(copied=relations["copies"] > 1).groupby("outlet", sort=True)["copied"]
    table = found.agg(printings="size", copied="sum").reset_index()
    table["share"] = table["copied"] / table["printings"]
    return table.sort_values(["printings", "outlet"], ascending=[False, True], ignore_index=True)


@cache
def _organisations() -> frozenset[str]:
    lexicon = load_lexicon("actors")
    return frozenset((*lexicon["organisations"], *lexicon["groups"]))
