"""Meetings as events: reports joined, statements tied to them, sides beside each other, hosts against guests."""

import re

import numpy as np
import pandas as pd
import pytest

from taawun.meetings import find_meetings
from taawun.pairs.exchange import describe_sides, find_echoes, tie_statements
from taawun.pairs.meetings import join_meetings
from taawun.pairs.within import compare_roles, describe_roles
from taawun.report.meeting_view import choose_meetings, render_meeting
from taawun.study import ComparisonSettings

FIELDS = {"ECON": "Economy", "MIL": "Armed forces"}


def report(article, *, kind="talks", place=None, at=3, host=(), guest=()):
    parties = [
        {"party": "TR", "role": "host", "persons": list(host)},
        {"party": "IQ", "role": "guest", "persons": list(guest)},
    ]
    return {"article_id": article, "kind": kind, "parties": parties, "place": place, "trigger": [at, at + 5]}


def articles_of(*dates):
    rows = [{"id": f"a{n}", "outlet": f"o{n % 2}", "date": date} for n, date in enumerate(dates)]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("dates", "first", "second", "meetings"),
    [
        (("2015-08-01", "2015-08-03"), {"host": ["سالم أوغلو"]}, {"host": ["أوغلو"]}, 1),
        (("2015-08-01", "2015-08-09"), {"host": ["سالم أوغلو"]}, {"host": ["أوغلو"]}, 2),
        (("2015-08-01", "2015-08-01"), {"host": ["سالم أوغلو"]}, {"host": ["نادر تشلبي"]}, 2),
        (("2015-08-01", "2015-08-01"), {"host": ["سالم أوغلو"]}, {"host": ["أوغلو"], "kind": "reception"}, 1),
        (("2015-08-01", "2015-08-01"), {"host": ["سالم أوغلو"]}, {"host": ["أوغلو"], "kind": "phone"}, 2),
        (("2015-08-01", "2015-08-01"), {}, {}, 2),
        (("2015-08-01", "2015-08-01"), {"place": "بغداد"}, {"place": "بغداد"}, 1),
        ((None, None), {"host": ["سالم أوغلو"]}, {"host": ["أوغلو"]}, 2),
        ((None, None), {"host": ["أوغلو"], "guest": ["حداد"]}, {"host": ["أوغلو"], "guest": ["حداد"]}, 1),
    ],
)
def test_reports_of_one_meeting_are_joined(dates, first, second, meetings):
    found, mentions = join_meetings([report("a0", **first), report("a1", **second)], articles_of(*dates))
    assert len(found) == meetings
    assert mentions["meeting"].nunique() == meetings
    assert found["articles"].sum() == 2


def test_two_meetings_of_one_article_stay_two():
    found, _ = join_meetings(
        [report("a0", at=3, host=["سالم أوغلو"]), report("a0", at=90, host=["سالم أوغلو"])], articles_of("2015-08-01")
    )
    assert len(found) == 2


TALKS = (
    "استقبل الرئيس التركي سالم أوغلو نظيره العراقي نادر حداد في أنقرة. "
    "ورحب الرئيس التركي سالم أوغلو بموقف العراق من بناء الجسر الجديد بين المدينتين. "
    "وانتقد الرئيس العراقي نادر حداد موقف تركيا من بناء الجسر الجديد بين المدينتين."
)


@pytest.fixture(scope="session")
def exchange_of(tables_of):
    """Make the meetings of some texts, and what is tied to them."""

    def make(*texts):
        given = [{"id": f"a{n}", "text": text, "outlet": f"o{n}", "date": "2015-08-01"} for n, text in enumerate(texts)]
        statements, targets, articles = tables_of(*given)
        rows = statements.to_dict("records")
        reports = [
            row
            for article in given
            for row in find_meetings(article, [one for one in rows if one["article_id"] == article["id"]])
        ]
        meetings, mentions = join_meetings(reports, articles)
        return meetings, tie_statements(mentions, statements, targets, articles)

    return make


def test_statements_of_both_sides_are_tied_to_their_meeting(exchange_of):
    meetings, exchange = exchange_of(TALKS)
    assert meetings[["hosts", "guests", "persons"]].to_numpy().tolist() == [
        ["TR", "IQ", "IQ: نادر حداد; TR: سالم أوغلو"]
    ]
    assert exchange[["party", "role"]].to_numpy().tolist() == [["TR", "host"], ["IQ", "guest"]]
    assert exchange["stance"].notna().all()


def test_same_words_in_two_articles_are_one_utterance_of_the_meeting(exchange_of):
    meetings, exchange = exchange_of(TALKS, TALKS)
    assert meetings[["articles", "outlets"]].to_numpy().tolist() == [[2, 2]]
    assert exchange["copies"].tolist() == [2, 2]


def test_sides_tell_what_only_one_of_them_says(exchange_of):
    _, exchange = exchange_of(TALKS)
    ids = exchange["statement_id"].tolist()
    rows = [(ids[0], "ECON"), (ids[0], "MIL"), (ids[1], "ECON")]
    frames = pd.DataFrame([{"statement_id": id_, "layer": "frame", "code": code} for id_, code in rows])
    sides = describe_sides(exchange, frames, FIELDS).set_index("party")
    assert sides["only_here"].to_dict() == {"TR": "Armed forces", "IQ": ""}
    assert sides.loc["TR", "fields"] == "Economy (1); Armed forces (1)"


def test_phrases_of_both_sides_are_echoes_and_single_words_are_none():
    assert find_echoes([["بناء الجسر الجديد"], ["بناء جسر اخر"]]) == []
    assert find_echoes([["من ان في بناء"], ["من ان في جسر"]]) == []
    assert find_echoes([["بناء الجسر الجديد"]]) == []
    assert find_echoes([["في بناء الجسر الجديد."], ["بناء الجسر الجديد، والطريق"]]) == ["بناء الجسر الجديد"]
    assert find_echoes([["بناء الجسر. الجديد"], ["بناء الجسر. الجديد"]]) == []


def test_meeting_is_shown_with_its_sides_beside_each_other_and_escaped(exchange_of):
    meetings, exchange = exchange_of(TALKS)
    frames = pd.DataFrame(columns=["statement_id", "layer", "code"])
    sides = describe_sides(exchange, frames, FIELDS)
    (meeting,) = choose_meetings(meetings, sides).to_dict("records")
    words = dict.fromkeys(exchange["statement_id"], "<b>قال")
    html = render_meeting(meeting, sides, exchange, words)
    assert html.count('class="meeting-side"') == 2
    assert html.index("Türkiye (host)") < html.index("Iraq (guest)")
    assert "<b>" not in html
    assert "بناء الجسر الجديد بين المدينتين" in html
    written = dict.fromkeys(exchange["statement_id"], "وقال: من بناءِ الجسرِ الجديدِ بينَ المدينتينِ، و")
    assert ">من بناءِ الجسرِ الجديدِ بينَ المدينتينِ</bdi>" in render_meeting(meeting, sides, exchange, written)
    assert choose_meetings(meetings, sides[sides["party"] == "TR"]).empty


def spoken(meetings=40, host=0.8, guest=0.4, seed=3):
    """Two utterances of each side of each meeting; the host speaks well of the guest more often."""
    rng = np.random.default_rng(seed)
    rows = [
        {
            "meeting": f"m{number}",
            "party": role,
            "role": role,
            "statement_id": f"{role}{number}-{turn}",
            "speaker_id": f"{role}{number % 9}",
            "stance": float(rng.random() < share),
        }
        for number in range(meetings)
        for role, share in (("host", host), ("guest", guest))
        for turn in range(2)
    ]
    return pd.DataFrame(rows)


NO_FRAMES = pd.DataFrame(columns=["statement_id", "layer", "code"])


def test_hosts_and_guests_are_compared_within_meetings():
    found = compare_roles(spoken(), NO_FRAMES, FIELDS, ComparisonSettings(), 1).set_index("feature")
    row = found.loc["cooperative"]
    assert row["difference"] == pytest.approx(row["share_host"] - row["share_guest"])
    assert row["low"] > 0
    assert row["q"] <= 0.05
    assert found.loc["Economy", "note"] == "too few hits for an interval"
    assert "cooperative" in describe_roles(found.reset_index(), found.reset_index())


def test_few_meetings_are_not_tested():
    found = compare_roles(spoken(meetings=9), NO_FRAMES, FIELDS, ComparisonSettings(), 1)
    assert found["p"].isna().all()
    assert "9 meetings with both sides" in found["note"].iloc[0]


def test_equal_sides_are_not_called_different():
    found = compare_roles(spoken(host=0.5, guest=0.5), NO_FRAMES, FIELDS, ComparisonSettings(), 1)
    assert "no feature differs" in describe_roles(found, found)


def test_meeting_in_arabic_has_no_english_word(exchange_of):
    meetings, exchange = exchange_of(TALKS)
    sides = describe_sides(exchange, NO_FRAMES, FIELDS)
    (meeting,) = choose_meetings(meetings, sides).to_dict("records")
    html = render_meeting(meeting, sides, exchange, {}, language="ar")
    for id_ in exchange["statement_id"]:
        html = html.replace(f">{id_}<", "><")
    assert not re.findall("[A-Za-z]{2,}", re.sub("<[^>]*>", " ", html))
    assert "تركيا (مضيف)" in html


@pytest.mark.parametrize("exchange", [spoken(), spoken(meetings=9), spoken(host=0.5, guest=0.5)])
def test_hosts_and_guests_in_arabic_have_no_english_word(exchange):
    found = compare_roles(exchange, NO_FRAMES, {"E": "الاقتصاد"}, ComparisonSettings(), 1)
    assert set(re.findall("[A-Za-z]+", describe_roles(found, found, "ar"))) <= {"q"}
