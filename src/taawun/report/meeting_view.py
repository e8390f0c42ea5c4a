"""One meeting as a page within the report: what its sides said beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from taawun.pairs.exchange import find_echoes
from taawun.report.markup import render, statement_link
from taawun.report.table_cells import is_missing

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 12
"""Statements of a side that are shown; the table of the exchange has all."""
PHRASES = 6
STANCE = {2: "commits himself", 1: "approves", 0: "neutral", -1: "disapproves", -2: "confronts"}


def choose_meetings(meetings: pd.DataFrame, sides: pd.DataFrame, number: int = 1) -> pd.DataFrame:
    """Return the meetings, in their order, of which two sides at least are quoted: as many as are asked for."""
    quoted = sides.groupby("meeting")["party"].nunique()
    both = quoted[quoted > 1].index
    return meetings[meetings["meeting"].isin(both)].head(number)


def render_meeting(
    meeting: Mapping[str, Any], sides: pd.DataFrame, exchange: pd.DataFrame, excerpts: Mapping[str, str]
) -> Markup:
    """Render a meeting: its sides' statements beside each other, fields, stance, what is echoed and what only one says.

    Parameters
    ----------
    meeting
        Row of `taawun.pairs.meetings.join_meetings`.
    sides, exchange
        Rows of this meeting, as `taawun.pairs.exchange` gives them.
    excerpts
        Words to quote, by statement id.
    """
    own = dict(list(exchange.groupby("party")))
    return render(
        "meeting.html",
        head=_head(meeting),
        sides=[
            {
                "title": f"{row['party']} ({row['role']})",
                "summary": _summary(row),
                "said": [_quote(said, excerpts) for said in own[row["party"]].head(SHOWN).to_dict("records")],
                "hidden": max(0, len(own[row["party"]]) - SHOWN),
            }
            for row in sides.sort_values(["role", "party"], ascending=[False, True]).to_dict("records")
        ],
        foot=_foot(sides, exchange),
    )


def _head(meeting: Mapping[str, Any]) -> str:
    place = f" in {meeting['place']}" if isinstance(meeting["place"], str) and meeting["place"] else ""
    day = f", first told {meeting['first_date']}" if isinstance(meeting["first_date"], str) else ""
    told = f"{meeting['articles']} article{'s' if meeting['articles'] > 1 else ''}"
    outlets = f"{meeting['outlets']} outlet{'s' if meeting['outlets'] > 1 else ''}"
    return f"{meeting['kind'].capitalize()}{place}{day}; {told} of {outlets}. {meeting['persons']}"


def _summary(row: Mapping[Any, Any]) -> str:
    stance = "" if is_missing(row["mean_stance"]) else f"mean stance to the other side {row['mean_stance']:+.1f}"
    parts = [f"{row['statements']} statements", stance, row["fields"]]
    if row["only_here"]:
        parts.append(f"only this side: {row['only_here']}")
    return "; ".join(part for part in parts if part)


def _quote(said: Mapping[Any, Any], excerpts: Mapping[str, str]) -> dict[str, str]:
    stance = said["stance"]
    told = [] if is_missing(stance) else [STANCE.get(round(stance), "")]
    told += [f"printed in {said['copies']} articles"] if said["copies"] > 1 else []
    id_ = said["statement_id"]
    return {"text": excerpts.get(id_, id_), "href": statement_link(id_), "note": ", ".join(filter(None, told))}


def _foot(sides: pd.DataFrame, exchange: pd.DataFrame) -> str:
    if len(sides) < 2:
        return "Only one side is quoted: what was echoed cannot be told."
    told = [set(filter(None, (part.rpartition(" (")[0] for part in fields.split("; ")))) for fields in sides["fields"]]
    both = sorted(set.intersection(*told))
    phrases = find_echoes([said["said"] for _, said in exchange.groupby("party")])
    return (
        f"Fields that all sides speak of: {'; '.join(both) or 'none'}. "
        f"Phrases that all sides use: {'، '.join(phrases[:PHRASES]) or 'none'}."
    )
