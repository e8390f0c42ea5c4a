"""One meeting as a page within the report: what its sides said beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from taawun.arabic import fold_with_map
from taawun.messages import list_words, phrase
from taawun.names.states import label_state
from taawun.pairs.exchange import find_echoes
from taawun.report.markup import attributes, render, statement_link
from taawun.report.table_cells import is_missing
from taawun.report.table_words import name_states, value_in_arabic

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 12
"""Statements of a side that are shown; the table of the exchange has all."""
PHRASES = 6
KINDS = {"press": "press conference", "phone": "phone call"}
"""Kinds of meetings whose names are not words of English."""
STANCE = {2: "commits himself", 1: "approves", 0: "neutral", -1: "disapproves", -2: "confronts"}


def choose_meetings(meetings: pd.DataFrame, sides: pd.DataFrame, number: int = 1) -> pd.DataFrame:
    """Return the meetings, in their order, of which two sides at least are quoted: as many as are asked for."""
    quoted = sides.groupby("meeting")["party"].nunique()
    both = quoted[quoted > 1].index
    return meetings[meetings["meeting"].isin(both)].head(number)


def render_meeting(
    meeting: Mapping[str, Any],
    sides: pd.DataFrame,
    exchange: pd.DataFrame,
    excerpts: Mapping[str, str],
    language: str = "en",
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
    language
        `ar` for Arabic; anything else gives English.
    """
    own, head = dict(list(exchange.groupby("party"))), _head(meeting, language)
    return render(
        "meeting.html",
        language=language,
        page=attributes(head),
        head=head,
        sides=[
            {
                "title": _title(row, language),
                "summary": _summary(row, language),
                "said": [_quote(said, excerpts, language) for said in own[row["party"]].head(SHOWN).to_dict("records")],
                "hidden": max(0, len(own[row["party"]]) - SHOWN),
            }
            for row in sides.sort_values(["role", "party"], ascending=[False, True]).to_dict("records")
        ],
        foot=_foot(sides, exchange, excerpts, language),
    )


def _head(meeting: Mapping[str, Any], language: str) -> str:
    place, day, kind, persons = (meeting[name] for name in ("place", "first_date", "kind", "persons"))
    return phrase(
        "{kind}{place}{day}; {articles} of {outlets}. {persons}",
        language,
        kind=value_in_arabic(kind) if language == "ar" else KINDS.get(kind, kind).capitalize(),
        place=phrase(" in {place}", language, place=place) if isinstance(place, str) and place else "",
        day=phrase(", first told {day}", language, day=day) if isinstance(day, str) else "",
        articles=phrase("{n} articles", language, n=int(meeting["articles"])),
        outlets=phrase("{n} outlets", language, n=int(meeting["outlets"])),
        persons=name_states(persons, language),
    )


def _title(row: Mapping[Any, Any], language: str) -> str:
    role = value_in_arabic(row["role"]) if language == "ar" else row["role"]
    return f"{label_state(row['party'], language)} ({role})"


def _summary(row: Mapping[Any, Any], language: str) -> str:
    stance, fields, only = row["mean_stance"], row["fields"].split("; "), row["only_here"].split("; ")
    parts = [
        phrase("{n} statements", language, n=int(row["statements"])),
        ""
        if is_missing(stance)
        else phrase("mean stance to the other side {stance}", language, stance=f"{stance:+.1f}"),
        list_words(fields, language, "; "),
        phrase("only this side: {fields}", language, fields=list_words(only, language, "; ")) if only[0] else "",
    ]
    return list_words(filter(None, parts), language, "; ")


def _quote(said: Mapping[Any, Any], excerpts: Mapping[str, str], language: str) -> dict[str, str]:
    stance, copies = said["stance"], int(said["copies"])
    stance_told = "" if is_missing(stance) else STANCE.get(round(stance), "")
    told = [phrase(stance_told, language)] if stance_told else []
    told += [phrase("printed in {n} articles", language, n=copies)] if copies > 1 else []
    id_ = said["statement_id"]
    return {"text": excerpts.get(id_, id_), "href": statement_link(id_), "note": list_words(told, language)}


def _foot(sides: pd.DataFrame, exchange: pd.DataFrame, excerpts: Mapping[str, str], language: str) -> str:
    if len(sides) < 2:
        return phrase("Only one side is quoted: what was echoed cannot be told.", language)
    told = [set(filter(None, (part.rpartition(" (")[0] for part in fields.split("; ")))) for fields in sides["fields"]]
    both = sorted(set.intersection(*told))
    phrases = find_echoes([said["said"] for _, said in exchange.groupby("party")])
    none = phrase("none", language)
    fields = phrase(
        "Fields that all sides speak of: {fields}.", language, fields=list_words(both, language, "; ") or none
    )
    quoted = [excerpts[id_] for id_ in exchange["statement_id"] if id_ in excerpts]
    used = "، ".join(_as_written(phrases[:PHRASES], quoted)) or none
    return f"{fields} {phrase('Phrases that all sides use: {phrases}.', language, phrases=used)}"


def _as_written(phrases: list[str], quoted: list[str]) -> list[str]:
    """Give folded phrases the letters of the quotation that has them first; where all are cut before, they stay folded."""
    folds, written = [fold_with_map(text) for text in quoted], []
    for folded in phrases:
        sought = re.compile(rf"\b{re.escape(folded)}\b")
        places = (
            text[slice(*fold.to_text(*found.span()))]
            for text, fold in zip(quoted, folds, strict=True)
            if (found := sought.search(fold.text))
        )
        written.append(next(places, folded))
    return written
