"""What each side of a meeting said: statements tied to meetings, their fields and stances, and what the other one echoed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon
from taawun.linking.utterances import list_said
from taawun.pairs.relations import list_sources

if TYPE_CHECKING:
    import pandas as pd

EXCHANGE = [
    "meeting", "party", "role", "statement_id", "article_id", "speaker_id", "outlet", "said", "stance", "copies",
]  # fmt: skip
SIDES = ["meeting", "party", "role", "statements", "articles", "speakers", "mean_stance", "fields", "only_here"]
_PUNCTUATION = re.compile(r"[^\w\s]+")
SHORTEST = 3
"""Words of a phrase that both sides use; two of them must say something of their own."""


def tie_statements(
    mentions: pd.DataFrame, statements: pd.DataFrame, targets: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Tie statements to the meetings that their articles report.

    A statement belongs to a party when its speaker speaks for that state, and to the meeting of this party that the
    article told last before it (else the first one). The same words in several articles on one meeting are one
    utterance.

    Parameters
    ----------
    mentions
        As `taawun.pairs.meetings.join_meetings` gives them.
    statements, targets, articles
        Tables `STATEMENTS` (linked), `TARGETS` and `ARTICLES`.

    Returns
    -------
    DataFrame
        Columns `EXCHANGE`: `stance` is the mean stance to the other parties of the meeting, missing where the statement
        does not speak of them.
    """
    own = statements[(statements["level"] == 1) & statements["article_id"].isin(set(mentions["article_id"]))]
    own = own.assign(party=list_sources(own), said=list_said(own, articles), begin=[cue[0] for cue in own["cue"]])
    rows = own[own["party"].notna()].merge(mentions, on=["article_id", "party"])
    # Told before the statement, the last first; else the first that is told after it.
    rows = rows.assign(after=rows["at"] > rows["begin"], far=(rows["begin"] - rows["at"]).abs())
    rows = rows.sort_values(["statement_id", "after", "far"], kind="stable").drop_duplicates("statement_id")
    rows = rows.merge(articles.rename(columns={"id": "article_id"})[["article_id", "outlet", "date"]], on="article_id")
    rows = rows.merge(_stances(rows, mentions, targets), on="statement_id", how="left")
    key = ["meeting", "party", "said"]
    rows = rows.sort_values(["meeting", "date", "article_id", "begin"], na_position="last", kind="stable")
    rows["copies"] = rows.groupby(key)["article_id"].transform("nunique")
    return rows.drop_duplicates(key)[EXCHANGE].reset_index(drop=True)


def _stances(rows: pd.DataFrame, mentions: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Mean stance of each statement to the other parties of its meeting."""
    others = mentions[["meeting", "party"]].drop_duplicates().rename(columns={"party": "target"})
    toward = rows[["statement_id", "meeting", "party"]].merge(others, on="meeting")
    toward = toward[toward["party"] != toward["target"]].merge(
        targets[["statement_id", "target", "stance"]], on=["statement_id", "target"]
    )
    return toward.groupby("statement_id")["stance"].mean().reset_index()


def describe_sides(exchange: pd.DataFrame, frames: pd.DataFrame, fields: Mapping[str, str]) -> pd.DataFrame:
    """Describe what each side of each meeting said.

    Parameters
    ----------
    exchange
        As `tie_statements` gives it.
    frames
        Table `FRAMES`.
    fields
        Code and label of the fields that are told.

    Returns
    -------
    DataFrame
        Columns `SIDES`: `fields` with the number of utterances that carry them, `only_here` those of them that no other
        side of the meeting touches (empty where only one side speaks).
    """
    import pandas as pd

    carried = carried_fields(exchange, frames, fields)
    rows = []
    for meeting, own in exchange.groupby("meeting", sort=True):
        found = {
            party: carried[carried["statement_id"].isin(said["statement_id"])]["code"]
            for party, said in own.groupby("party")
        }
        for party, said in own.groupby("party", sort=True):
            counts = found[party].value_counts()
            elsewhere = {code for other, codes in found.items() if other != party for code in codes}
            ordered = sorted(counts.index, key=lambda code: (-counts[code], code))
            alone = [fields[code] for code in ordered if code not in elsewhere] if len(found) > 1 else []
            rows.append(
                {
                    "meeting": meeting,
                    "party": party,
                    "role": said["role"].iloc[0],
                    "statements": len(said),
                    "articles": said["article_id"].nunique(),
                    "speakers": said["speaker_id"].nunique(),
                    "mean_stance": said["stance"].mean(),
                    "fields": "; ".join(f"{fields[code]} ({counts[code]})" for code in ordered),
                    "only_here": "; ".join(alone),
                }
            )
    return pd.DataFrame(rows, columns=SIDES)


def carried_fields(exchange: pd.DataFrame, frames: pd.DataFrame, fields: Iterable[str]) -> pd.DataFrame:
    """Return the fields that the utterances carry: statement_id and code, each once."""
    kept = (frames["layer"] == "frame") & frames["code"].isin(list(fields))
    kept &= frames["statement_id"].isin(exchange["statement_id"])
    return frames.loc[kept, ["statement_id", "code"]].drop_duplicates(ignore_index=True)


def find_echoes(said: Sequence[Iterable[str]]) -> list[str]:
    """Find phrases that all sides use, the longest of each; words are folded, and no phrase goes on behind a full stop.

    Parameters
    ----------
    said
        For each side, the folded words of its utterances.

    Examples
    --------
    >>> find_echoes([["ضروره بناء الجسر الجديد سريعا"], ["نريد بناء الجسر الجديد", "في هذا الشان"]])
    ['بناء الجسر الجديد']
    """
    runs = [
        set().union(*(_runs(part.split()) for text in texts for part in _PUNCTUATION.split(text))) for texts in said
    ]
    common = sorted(set.intersection(*runs), key=lambda run: (-len(run), run)) if len(runs) > 1 else []
    stop_words = load_lexicon("stop_words")
    silent = {fold_text(word) for name in ("particles", "pronouns", "auxiliaries") for word in stop_words[name]}
    kept: list[str] = []
    for run in common:
        phrase = " ".join(run)
        if sum(word not in silent for word in run) > 1 and not any(f" {phrase} " in f" {longer} " for longer in kept):
            kept.append(phrase)
    return kept


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of words from the shortest phrase up to ten words."""
    return {
        tuple(words[start : start + length])
        for length in range(SHORTEST, 11)
        for start in range(len(words) - length + 1)
    }
