import re

import numpy as np
import pandas as pd
import pytest

from taawun.rhetoric import answer, robustness, shares
from taawun.rhetoric.coded import add_joint, code_statements
from taawun.study import ComparisonSettings, Label, Side

SETTINGS = ComparisonSettings(resamples=500)
LABELS = {"east": "East", "west": "West"}


def row_of(table, code):
    return table[table["code"] == code].iloc[0]


def test_shares_count_statements_once(coded, corpus):
    table = shares.side_shares(coded, "frame")
    economy = table[(table["code"] == "ECON") & (table["side"] == "east")].iloc[0]
    _, statements, frames, _ = corpus
    east = set(statements.loc[statements["side"] == "east", "statement_id"])
    ids = set(frames.loc[frames["code"] == "ECON", "statement_id"]) & east
    assert (economy["hits"], economy["statements"]) == (len(ids), len(east)) == (len(ids), 56)
    assert sorted(ids) == shares.find_behind(coded, "frame", "east", "ECON")
    assert economy["low"] < economy["share"] < economy["high"]


def test_a_real_difference_is_found_and_no_other(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    assert answer.find_conclusions(table)["code"].tolist() == ["ECON"]
    economy = row_of(table, "ECON")
    assert economy["low"] > 0 and economy["shared"] == 14 and economy["note"] == ""


def test_comparison_is_reproducible_and_depends_on_the_seed(coded):
    first = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    pd.testing.assert_frame_equal(first, shares.compare_sides(coded, "frame", SETTINGS, seed=1))
    assert (first["p"] != shares.compare_sides(coded, "frame", SETTINGS, seed=2)["p"]).any()


def test_order_of_rows_changes_nothing(corpus):
    articles, statements, frames, book = corpus
    shuffled = statements.sample(frac=1, random_state=4)
    tables = [
        shares.compare_sides(code_statements(rows, frames, articles, book, ("east", "west")), "frame", SETTINGS, 1)
        for rows in (statements, shuffled)
    ]
    pd.testing.assert_frame_equal(*tables)


def test_too_few_articles_are_described_not_tested(coded):
    few = coded.select(coded.statements["article_id"] < "art-05")
    table = shares.compare_sides(few, "frame", SETTINGS, seed=1)
    assert table[["low", "high", "p", "q"]].isna().all(axis=None)
    assert table["note"].str.startswith("insufficient data for a test: 20 and 20 statements").all()
    told = answer.answer_question(few, table, LABELS)
    assert "no difference between the sides is claimed" in told
    assert "more frequent for" not in told and answer.UNVALIDATED in told
    short = answer.summarise_answer(few, table, LABELS, trusted="Trusted so far.")
    assert "no difference between the sides is claimed" in short and short.endswith("Trusted so far.")
    assert short.count(". ") + short.count(".\n") + 1 <= 6
    telling = answer.find_telling(table)
    assert set(telling) == {"east", "west"}
    common = table.set_index("code")[["share_a", "share_b"]].min(axis=1)
    assert telling["east"] == telling["west"] and common[telling["east"]] == common.max() > 0
    assert "East (most often Economy, trade and energy: 9; Brotherhood and neighbourhood: 7)" in short


def test_a_rare_frame_gets_no_interval(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    rare = table[["hits_a", "hits_b"]].max(axis=1) < 5
    assert 0 < rare.sum() < len(table)
    assert table.loc[rare, ["low", "high"]].isna().all(axis=None) and table.loc[~rare, "low"].notna().all()
    assert table["p"].notna().all()
    assert (table["note"] == np.where(rare, "too few hits for an interval: neither side has 5", "")).all()
    # A frame without an interval is no reason to say that nothing was tested, wherever it stands in the table.
    told = answer.answer_question(coded, table[::-1], LABELS)
    assert f"of {len(table)} frames tested" in told and "insufficient" not in told
    assert f"{rare.sum()} frames have fewer than 5 statements on either side: too few for an interval." in told


def test_the_answer_says_when_no_frame_could_be_shown_to_differ(coded):
    # 18 frames are tested; of 101 resamples one is the observed.
    blind = shares.compare_sides(coded, "frame", ComparisonSettings(resamples=100), seed=1)
    assert blind["q_least"].tolist() == [18 / 101] * 18 and (blind["q"] > 0.05).all()
    assert "One frame alone could not reach a q below 0.178" in answer.answer_question(coded, blind, LABELS)
    enough = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    assert "could not reach" not in answer.answer_question(coded, enough, LABELS)


def test_answer_claims_what_the_table_shows(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    told = answer.answer_question(coded, table, LABELS, validated="coded")
    economy = row_of(table, "ECON")
    assert f"{100 * economy['share_a']:.1f} % against {100 * economy['share_b']:.1f} %" in told
    assert told.count("more frequent for East than for West") == 1
    assert "not evidence of equality" in told
    assert answer.UNVALIDATED not in told
    short = answer.summarise_answer(coded, table, LABELS, trusted="coded")
    assert short.count("more frequent for East than for West") == 1 and "no evidence of equality" in short
    assert len(short) < len(told)
    assert answer.find_telling(table)["east"] == "ECON"


def test_the_figure_shows_what_the_sentences_name(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    assert answer.find_named(table) == ["BROTHER", "DIPL", "ECON"]
    assert answer.name_code(table, "ECON", "ar") == row_of(table, "ECON")["label_ar"]
    told = answer.summarise_answer(coded, table, LABELS)
    assert all(answer.name_code(table, code) in told for code in answer.find_named(table))
    found = shares.side_shares(coded, "frame")
    shown = shares.take_most_frequent(found, most=3, named=answer.find_named(table))
    assert shown["code"].nunique() == 3 and {"BROTHER", "ECON"} < set(shown["code"])
    assert shares.take_most_frequent(found, most=1, named=["BROTHER", "ECON"])["code"].nunique() == 2
    assert "tested within the articles in which both speak" in answer.describe_figure(coded, table)
    few = coded.select(coded.statements["article_id"] < "art-05")
    assert "too few for a test" in answer.describe_figure(few, shares.compare_sides(few, "frame", SETTINGS, seed=1))


def test_answer_tells_what_the_checks_decided(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    rows = [("one", [], ""), ("two", [], ""), ("three", [], "insufficient data")]
    checks = pd.DataFrame(
        [
            {"check": name, "side_a": "east", "side_b": "west", "lost": lost, "reversed": [], "note": note}
            for name, lost, note in rows
        ]
    )
    told = answer.answer_question(coded, table, LABELS, checks=checks)
    assert "It holds in all 2 checks that could be made; 1 check had too few data." in told
    checks.at[1, "lost"] = ["ECON"]
    told = answer.answer_question(coded, table, LABELS, checks=checks)
    assert "It is not robust: of 2 checks it is no longer shown in 1 (two); 1 check had too few data." in told
    checks.at[1, "reversed"] = ["ECON"]
    told = answer.answer_question(coded, table, LABELS, checks=checks)
    assert "It is not robust: of 2 checks it is reversed in 1 (two)" in told
    assert "It holds" not in told
    told = answer.answer_question(coded, table, LABELS, checks=checks.assign(note="insufficient data"))
    assert "No robustness check had enough data." in told


def test_states_stand_with_their_article_in_text(coded):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    told = answer.answer_question(coded, table, {"east": "United States", "west": "Iran"})
    assert "statements to the United States" in told
    assert "The United States and Iran: of" in told
    assert "for the United States than for Iran" in told


@pytest.mark.parametrize(
    ("change", "kept"),
    [({}, 1), ({"q": 0.051}, 0), ({"low": -0.01}, 0), ({"difference_shared": -0.2}, 0), ({"q": np.nan}, 0)],
)
def test_conclusions_need_all_three(coded, change, kept):
    table = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    table = table[table["code"] == "ECON"].assign(**change)
    assert len(answer.find_conclusions(table)) == kept


def test_speech_acts_and_residuals(coded):
    table = shares.side_shares(coded, "speech_act")
    assert table.groupby("side")["hits"].sum().tolist() == [56, 56]
    calls = shares.find_behind(coded, "speech_act", "west", "call")
    assert len(calls) == table.query("code == 'call' and side == 'west'")["hits"].iloc[0]
    residuals = shares.standardised_residuals(coded)
    # Two acts and two sides have one degree of freedom: all residuals are equal but for the sign.
    assert np.allclose(residuals["residual"].abs(), residuals["residual"].abs().iloc[0])
    assert set(table["label_ar"]) == {"إخبار", "دعوة"}


def test_shares_by_outlet_and_week(coded):
    assert set(shares.shares_by(coded, "frame", "outlet")["group"]) == {"outlet 0", "outlet 1"}
    weeks = shares.shares_by(coded, "frame", "week")
    assert set(weeks["group"]) == {"2017-09-25", "2017-10-02", "2017-10-09"}
    assert shares.shares_by(coded, "frame", "outlet", minimum=10_000).empty


def test_references_to_states(corpus, coded):
    frames = corpus[2]
    first = coded.statements["statement_id"].iat[0]
    side = coded.statements["side"].iat[0]
    hits = pd.concat(
        [frames, pd.DataFrame([{"statement_id": first, "layer": "ingroup", "code": "self_state"}])], ignore_index=True
    )
    label = Label(en="x", ar="س")
    sides = [Side(id="east", label=label, state="IR"), Side(id="west", label=label, state="TR")]
    table = shares.reference_shares(coded, hits, sides).set_index(["code", "side"])
    assert table.loc[("own_state", side), "hits"] == 1
    assert table.loc[("partner_state", "east"), "hits"] == 0


def test_robustness_lists_every_check(coded, corpus):
    articles, statements, frames, book = corpus
    base = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    joint = statements.assign(side=np.where(statements.index < 8, "joint", statements["side"]))
    without = code_statements(joint, frames, articles, book, ("east", "west"))
    both = add_joint(without, joint, frames, articles, book)
    assert len(both) == len(without) + 16 and len(without) == len(coded) - 8
    variants = robustness.compare_variants(coded, frames, SETTINGS, 1, both_sides=both)
    table = robustness.check_robustness(coded, frames, base, SETTINGS, 1, variants)
    checks = table["check"].tolist()
    assert [check for check in checks if check.startswith("without outlet")] == ["without outlet 0", "without outlet 1"]
    assert any("effective patterns dropped" in check for check in checks)
    overt = table[table["check"] == "overt speakers only"].iloc[0]
    assert overt["kept"] == 1 and overt["lost"] == [] and overt["reversed"] == []
    # Half the articles are below the minimum: that decides nothing.
    assert table[table["check"] == "without outlet 0"].iloc[0]["note"].startswith("insufficient")
    office = table[table["check"] == "speakers with an office only"].iloc[0]
    assert (office["n_a"], office["n_b"]) == (0, 0) and office["note"].startswith("insufficient")


def test_estimates_spread_over_the_choices_also_without_a_conclusion(coded, corpus):
    base = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    variants = robustness.compare_variants(coded, corpus[2], SETTINGS, 1)
    spread = robustness.spread_estimates(base, variants)
    assert set(spread["code"]) == set(base["code"]) and len(answer.find_conclusions(base)) == 1
    for row in spread.to_dict("records"):
        found = {name: row_of(table, row["code"])["difference"] for name, table in variants.items()}
        found = {name: value for name, value in found.items() if not np.isnan(value)}
        assert row["choices"] == len(found) < len(variants)  # nobody here has an office
        assert (row["lowest"], row["highest"]) == (min(found.values()), max(found.values()))
        assert (found[row["lowest_by"]], found[row["highest_by"]]) == (row["lowest"], row["highest"])
        assert row["same_sign"] == np.mean([np.sign(value) == np.sign(row["difference"]) for value in found.values()])


def test_leading_speakers_are_left_out_in_turn(corpus):
    articles, statements, frames, book = corpus
    names = np.where(
        statements["side"] == "west",
        "w",
        np.array(list("abcd"))[[0, 0, 0, 0, 1, 1, 1, 2, 2, 3] * 12][: len(statements)],
    )
    several = statements.assign(speaker=names, speaker_ids=[[name] for name in names])
    rows = code_statements(several, frames, articles, book, ("east", "west"))
    variants = robustness.compare_variants(rows, frames, SETTINGS, 1)
    left_out = {name[-1]: row_of(table, "ECON") for name, table in variants.items() if "the speaker" in name}
    east = several[several["side"] == "east"]["speaker"].value_counts()
    assert set(left_out) == set(east.index[:3])  # of four; the west has but one, and would be empty
    assert all(row["n_a"] == east.sum() - east[name] and row["n_b"] == 56 for name, row in left_out.items())


def test_dropping_the_only_patterns_loses_the_conclusion(coded, corpus):
    frames = corpus[2]
    hits = frames[frames["layer"] == "frame"]
    emptied = robustness._without(coded, hits, hits["code"] == "ECON")
    base = shares.compare_sides(coded, "frame", SETTINGS, seed=1)
    table = shares.compare_sides(emptied, "frame", SETTINGS, seed=1)
    row = robustness._compare_tables("x", base, table)[0]
    assert row["lost"] == ["ECON"] and row["kept"] == 0


def test_answer_in_arabic_has_no_english_word(coded, corpus):
    arabic = {"east": "الشرق", "west": "الغرب"}
    few = coded.select(coded.statements["article_id"] < "art-05")
    told = []
    for rows in (few, coded):
        table = shares.compare_sides(rows, "frame", SETTINGS, seed=1)
        variants = robustness.compare_variants(rows, corpus[2], SETTINGS, 1)
        checks = robustness.check_robustness(rows, corpus[2], table, SETTINGS, 1, variants)
        told.append(answer.answer_question(rows, table, arabic, checks=checks, language="ar"))
        told.append(answer.summarise_answer(rows, table, arabic, language="ar"))
    outlets = set(coded.statements["outlet"].dropna())
    captions = [answer.describe_figure(rows, table, language="ar") for rows in (few, coded)]
    for text in [*told, *captions]:
        for outlet in outlets:
            text = text.replace(outlet, "")
        text = re.sub(r"[A-Z]+ in \d+%", "", text)  # frames by code, within the name of a check
        assert set(re.findall("[A-Za-z]+", text)) <= {"p", "q"}
    assert "إلى الشرق" in told[0] and "البيانات لا تكفي للاختبار" in told[0] and "أكثر ورودًا عند الشرق" in told[2]
