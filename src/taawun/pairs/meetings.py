"""Meetings as events: what several articles report of one and the same meeting, joined across outlets and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from taawun.arabic import fold_text

if TYPE_CHECKING:
    import pandas as pd

MEETINGS = [
    "meeting", "first_date", "kind", "hosts", "guests", "parties", "persons", "place", "articles", "outlets", "days",
]  # fmt: skip
MENTIONS = ["meeting", "article_id", "at", "party", "role"]
HOST, GUEST, PARTY = "host", "guest", "party"
SAME_KIND = {"reception": "talks", "press": "talks"}
"""Kinds that articles use for one another: what one calls a reception another one calls talks."""


@dataclass
class _Meeting:
    """One meeting, as far as the articles read so far tell of it."""

    reports: list[dict[str, Any]] = field(default_factory=list)
    families: dict[str, set[str]] = field(default_factory=dict)
    first: date | None = None

    def add(self, report: dict[str, Any]) -> None:
        self.reports.append(report)
        self.first = self.first or report["day"]
        for party, names in report["families"].items():
            self.families.setdefault(party, set()).update(names)

    def fits(self, report: Mapping[str, Any], days: int) -> bool:
        """Whether a report may be of this meeting: the same persons, within some days, in another article."""
        if any(one["article_id"] == report["article_id"] for one in self.reports):
            return False
        if self.first and report["day"] and (report["day"] - self.first).days > days:
            return False
        both = [party for party in report["families"] if report["families"][party] and self.families.get(party)]
        if any(not report["families"][party] & self.families[party] for party in both):
            return False
        # Without days two visits of the same minister cannot be told apart: both sides must be named.
        dated = self.first is not None and report["day"] is not None
        nameless = not any(self.families.values()) and not any(report["families"].values())
        if nameless:
            return bool(dated and report["place"] and report["place"] in {one["place"] for one in self.reports})
        return len(both) >= (1 if dated else 2)


def join_meetings(
    reports: Iterable[Mapping[str, Any]], articles: pd.DataFrame, *, days: int = 3
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join what articles report of the same meeting.

    Two reports are of one meeting where the parties are the same, the kinds are the same or stand for one another
    (`SAME_KIND`), the articles appeared within `days` of the first one, nobody who is named differs, and somebody is named
    by both; where nobody is named, the place must be the same. Articles without a date are joined only where the
    persons of both parties are.

    Parameters
    ----------
    reports
        Rows of table `MEETINGS`.
    articles
        Table `ARTICLES`.
    days
        Greatest distance from the first article.

    Returns
    -------
    tuple of DataFrame
        The meetings, columns `MEETINGS` (codes and names joined by blanks and semicolons), those that most outlets and
        articles tell of first; and a row for each report and party, columns `MENTIONS`, where `at` is the character of
        the word that tells of it.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a", "b"], "outlet": ["x", "y"], "date": ["2015-08-01", "2015-08-02"]})
    >>> parties = [{"party": "TR", "role": "host", "persons": ["سالم أوغلو"]}, {"party": "IQ", "role": "guest", "persons": []}]
    >>> reports = [{"article_id": id_, "kind": "talks", "parties": parties, "place": None, "trigger": [3, 8]} for id_ in "ab"]
    >>> meetings, mentions = join_meetings(reports, articles)
    >>> meetings[["hosts", "guests", "articles", "outlets"]].to_numpy().tolist(), len(mentions)
    ([['TR', 'IQ', 2, 2]], 4)
    """
    import pandas as pd

    known = articles.set_index("id")[["outlet", "date"]].to_dict("index")
    rows = sorted(
        (_read(report, known[report["article_id"]]) for report in reports if report["article_id"] in known),
        key=lambda row: (row["day"] or date.max, row["article_id"], row["at"]),
    )
    joined: dict[tuple[frozenset[str], str], list[_Meeting]] = {}
    for row in rows:
        same = joined.setdefault((frozenset(row["roles"]), SAME_KIND.get(row["kind"], row["kind"])), [])
        found = next((one for one in same if one.fits(row, days)), None)
        if found is None:
            found = _Meeting()
            same.append(found)
        found.add(row)
    told = [_describe(one) for group in joined.values() for one in group]
    found_meetings = pd.DataFrame([meeting for meeting, _ in told], columns=MEETINGS)
    order = ["outlets", "articles", "first_date", "meeting"]
    found_meetings = found_meetings.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
    return found_meetings, pd.DataFrame([row for _, rows in told for row in rows], columns=MENTIONS)


def _read(report: Mapping[str, Any], article: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a report with the day of its article, and the family names of who met for each party."""
    day = article["date"]
    return {
        "article_id": report["article_id"],
        "kind": report["kind"],
        "at": report["trigger"][0],
        "outlet": article["outlet"],
        "day": date.fromisoformat(day[:10]) if isinstance(day, str) else None,
        "place": report["place"] or "",
        "roles": {one["party"]: one["role"] for one in report["parties"]},
        "persons": {one["party"]: list(one["persons"]) for one in report["parties"]},
        "families": {one["party"]: {_family(name) for name in one["persons"]} for one in report["parties"]},
    }


def _family(name: str) -> str:
    return fold_text(name).split()[-1] if name.split() else ""


def _describe(meeting: _Meeting) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    reports = meeting.reports
    roles = _common_roles(reports)
    dates = sorted(one["day"] for one in reports if one["day"])
    name = f"{reports[0]['article_id']}:{reports[0]['at']}"
    row = {
        "meeting": name,
        "first_date": dates[0].isoformat() if dates else None,
        "kind": _most_common(one["kind"] for one in reports),
        **{f"{role}s": " ".join(sorted(party for party in roles if roles[party] == role)) for role in (HOST, GUEST)},
        "parties": " ".join(sorted(roles)),
        "persons": "; ".join(_persons(reports, sorted(roles))),
        "place": _most_common(one["place"] for one in reports if one["place"]),
        "articles": len(reports),
        "outlets": len({one["outlet"] for one in reports}),
        "days": (dates[-1] - dates[0]).days + 1 if dates else None,
    }
    mentions = [
        {"meeting": name, "article_id": one["article_id"], "at": one["at"], "party": party, "role": roles[party]}
        for one in reports
        for party in sorted(roles)
    ]
    return row, mentions


def _common_roles(reports: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Roles that most reports give, of those that tell who is host."""
    roles = [tuple(sorted(one["roles"].items())) for one in reports]
    telling = [one for one in roles if HOST in dict(one).values()]
    return dict(_most_common(telling or roles))


def _most_common(values: Iterable[Any]) -> Any:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _persons(reports: Iterable[Mapping[str, Any]], parties: Iterable[str]) -> Iterable[str]:
    """Who met for each party, each family name once in its fullest form."""
    for party in parties:
        fullest: dict[str, str] = {}
        for report in reports:
            for name in report["persons"].get(party, ()):
                fullest[_family(name)] = max(fullest.get(_family(name), ""), name, key=lambda one: (len(one), one))
        if fullest:
            yield f"{party}: {'، '.join(sorted(fullest.values()))}"
