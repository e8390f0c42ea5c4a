"""Directed pairs of states: what counts as a relation, what is said of a pair, and the study that asks for all of them."""

import re

import numpy as np
import pandas as pd
import pytest

from taawun.errors import TaawunError
from taawun.pairs.answer import describe_answer, describe_limits, find_claims
from taawun.pairs.directed import compare_directions, describe_pairs, leave_out, mean_over, weekly_means
from taawun.pairs.relations import list_copies, list_relations
from taawun.report.pair_figures import find_behind, order_states, plot_matrix, plot_network
from taawun.report.style import figure_bytes
from taawun.study import load_study

WELCOME = "رحب الوزير التركي بموقف العراق من بناء الجسر الجديد بين المدينتين."


def test_relation_is_what_a_states_speaker_says_of_another_state(tables_of):
    found = list_relations(*tables_of({"id": "a", "text": WELCOME}))
    assert found[["source", "target"]].to_numpy().tolist() == [["TR", "IQ"]]
    assert found["stance"].gt(0).all()


def test_former_holders_and_organisations_make_no_relation(tables_of):
    former = "رحب الرئيس التركي السابق بموقف العراق."
    league = "رحب الوزير التركي بموقف جامعة الدول العربية."
    assert list_relations(*tables_of({"id": "a", "text": former}, {"id": "b", "text": league})).empty


def test_same_words_in_two_articles_are_one_utterance(tables_of):
    tables = tables_of({"id": "a", "text": WELCOME, "outlet": "x"}, {"id": "b", "text": WELCOME, "outlet": "y"})
    once = list_relations(*tables)
    assert once[["article_id", "copies"]].to_numpy().tolist() == [["a", 2]]
    assert len(list_relations(*tables, utterances="all")) == 2


def test_only_pairs_of_the_states_asked_for(tables_of):
    tables = tables_of({"id": "a", "text": WELCOME})
    assert len(list_relations(*tables, states=["TR", "IQ"])) == 1
    assert list_relations(*tables, states=["TR", "EG"]).empty


def relations(n=60, seed=1, weeks=6):
    """Statements of two states on each other: the first speaks well of the second, by half a step on average."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(n):
        for source, target, mean in (("AA", "BB", 0.8), ("BB", "AA", 0.0)):
            rows.append(
                {
                    "statement_id": f"{source}{number}",
                    "article_id": f"a{number // 2}",
                    "outlet": f"o{number % 3}",
                    "date": f"2015-08-{1 + 7 * (number % weeks) % 28:02}",
                    "speaker_id": f"{source}-{number % 5}",
                    "source": source,
                    "target": target,
                    "stance": int(rng.choice([-1, 0, 1, 2], p=[0.1, 0.3, 0.3, 0.3] if mean else [0.4, 0.3, 0.2, 0.1])),
                    "copies": 1,
                }
            )
    return pd.DataFrame(rows)


def test_pair_is_described_with_the_wider_interval():
    own = relations()
    found = describe_pairs(own)
    first = found.set_index(["source", "target"]).loc[("AA", "BB")]
    stance = own.loc[own["source"] == "AA", "stance"]
    assert first["mean_stance"] == pytest.approx(stance.mean())
    assert first["cooperative"] == pytest.approx((stance > 0).mean())
    assert first["low"] < first["mean_stance"] < first["high"]
    wide = [mean_over(own[own["source"] == "AA"], [cluster], 0.95) for cluster in ("article_id", "speaker_id")]
    assert first["high"] - first["low"] == pytest.approx(max(one.high - one.low for one in wide))
    assert first["without_speaker_low"] <= first["mean_stance"] <= first["without_speaker_high"]


def test_pair_of_one_speaker_has_no_interval():
    own = relations().assign(speaker_id="one")
    assert describe_pairs(own)["low"].isna().all()


def test_pairs_with_too_little_are_left_out():
    assert describe_pairs(relations(n=29)).empty
    assert len(describe_pairs(relations(n=30))) == 2
    assert describe_pairs(relations(n=30), minimum_articles=16).empty


def test_fields_are_the_codes_of_most_statements():
    own = relations(n=30)
    frames = pd.DataFrame(
        [{"statement_id": f"AA{n}", "layer": "frame", "code": "ECON"} for n in range(15)]
        + [{"statement_id": f"AA{n}", "layer": "modality", "code": "must"} for n in range(30)]
    )
    found = describe_pairs(own, frames).set_index("source")["fields"]
    assert found.to_dict() == {"AA": "ECON 50%", "BB": ""}


def test_directions_are_compared_within_the_pair():
    own = relations()
    (row,) = compare_directions(own, describe_pairs(own)).to_dict("records")
    means = own.groupby("source")["stance"].mean()
    assert row["difference"] == pytest.approx(means["AA"] - means["BB"])
    assert row["low"] < row["difference"] < row["high"]
    assert row["weeks"] > 1


def test_without_dates_nothing_is_said_of_weeks():
    own = relations().assign(date=None)
    assert weekly_means(own).empty
    (row,) = compare_directions(own, describe_pairs(own)).to_dict("records")
    assert row["weeks"] == 0
    assert np.isnan(row["weekly_r"])


def test_leaving_out_the_only_one_says_nothing():
    assert np.isnan(leave_out(np.array([1.0]), pd.Series(["a"]))).all()


def test_interval_covers_the_mean_where_speakers_differ():
    """Planted: every speaker has a level of his own; the interval over articles alone is too narrow there."""
    rng = np.random.default_rng(7)
    covered = {"article_id": 0, "both": 0}
    for _ in range(300):
        level = rng.normal(0, 1, 12)
        speaker = np.repeat(np.arange(12), 8)
        own = pd.DataFrame(
            {
                "stance": level[speaker] + rng.normal(0, 1, 96),
                "article_id": np.tile(np.arange(48), 2),
                "speaker_id": speaker,
            }
        )
        for name, clusters in (("article_id", ["article_id"]), ("both", ["article_id", "speaker_id"])):
            mean = mean_over(own, clusters, 0.95)
            covered[name] += mean.low <= 0 <= mean.high
    assert covered["both"] / 300 >= 0.93
    assert covered["article_id"] / 300 < 0.85


STUDY = """
title: {en: T, ar: ت}
question: {en: Q, ar: س}
corpus: {folder: data}
"""


@pytest.fixture
def write_study(tmp_path):
    (tmp_path / "studies").mkdir()

    def write(more):
        path = tmp_path / "studies" / "pairs.yaml"
        path.write_text(STUDY + more, encoding="utf-8")
        return path

    return write


def test_claim_needs_the_sign_without_every_speaker_and_outlet():
    own = relations()
    pairs = describe_pairs(own)
    assert find_claims(pairs)[["source", "target"]].to_numpy().tolist() == [["AA", "BB"]]
    assert find_claims(pairs.assign(without_outlet_low=-0.1)).empty
    assert find_claims(describe_pairs(own.assign(speaker_id="one"))).empty


def test_answer_names_claims_and_says_that_they_are_exploratory():
    own = relations()
    pairs = describe_pairs(own)
    text = describe_answer(own, pairs, compare_directions(own, pairs))
    assert "AA of BB +" in text
    assert "exploratory" in text
    arabic = describe_answer(own, pairs, compare_directions(own, pairs), "ar")
    assert set(re.findall("[A-Za-z]+", arabic)) <= {"AA", "BB", "CC"} and "استكشافية" in arabic


def test_limits_say_what_cannot_be_done_without_dates():
    articles = pd.DataFrame({"date": [None, None]})
    assert "no dates" in describe_limits(relations().assign(outlet="one"), articles)


def test_copies_are_counted_by_outlet():
    own = relations(n=30)
    own.loc[own["outlet"] == "o1", "copies"] = 2
    found = list_copies(own).set_index("outlet")["share"]
    assert found.to_dict() == {"o0": 0, "o1": 1, "o2": 0}


def test_figures_show_the_states_of_the_pairs():
    own = relations()
    pairs = describe_pairs(own)
    assert order_states(pairs) == ["AA", "BB"]
    for plot in (plot_matrix, plot_network):
        assert b"</svg>" in figure_bytes(plot(pairs))
    assert [len(behind) for behind in find_behind(own, pairs)] == list(pairs["statements"])


@pytest.mark.parametrize("value", ["all", "{states: [IR, US], minimum_statements: 40}"])
def test_study_of_pairs_needs_no_sides(write_study, value):
    study = load_study(write_study(f"pairs: {value}\n"))
    assert study.sides == []
    assert study.notebooks == ("corpus", "pairs")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("", "at least two `sides`, or `pairs: all`"),
        ("pairs: {minimum_statements: 5}\n", "30"),
        ("pairs: some\n", "pairs"),
        (
            "pairs: all\nsides: [{id: a, label: {en: A, ar: أ}, state: IR}, {id: b, label: {en: B, ar: ب}, state: US}]\n",
            "one of",
        ),
    ],
)
def test_wrong_study_of_pairs_is_refused_with_the_cure(write_study, more, message):
    with pytest.raises(TaawunError, match=message):
        load_study(write_study(more))


def test_corpus_of_one_outlet_can_claim_what_speakers_agree_in():
    several = find_claims(describe_pairs(relations(n=60)))
    one = find_claims(describe_pairs(relations(n=60).assign(outlet="o")))
    assert list(one["source"]) == list(several["source"]) == ["AA"]
    mixed = pd.concat([relations(n=60).assign(outlet="o"), relations(n=60).assign(source="CC", target="DD")])
    assert "AA" not in set(find_claims(describe_pairs(mixed))["source"])
