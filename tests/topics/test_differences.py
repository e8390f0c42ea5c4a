"""Differences between the sides, and whether they outlive another seed and another number of topics."""

import re
from dataclasses import replace

import numpy as np
import pytest
from planted import THEMES, draw_bags

from taawun.study import ComparisonSettings
from taawun.topics.analysis import TopicAnalysis
from taawun.topics.differences import check_evidence, describe_evidence, find_evidence, tabulate_differences
from taawun.topics.fitting import fit_topics
from taawun.topics.stability import Stability
from taawun.topics.tables import tabulate_prevalence

SETTINGS = ComparisonSettings()


@pytest.fixture(scope="module")
def found():
    bags = draw_bags(150)
    bags = replace(bags, article_ids=tuple(f"a{place // 10:02d}" for place in range(len(bags.ids))))
    model = fit_topics(bags, THEMES, seed=1)
    stability = Stability(np.array([0.9, 0.8, 0.7, 0.6, 0.2]), np.full(THEMES, 0.05), 0.64, 2, "article")
    return TopicAnalysis(bags, model, model.transform(bags.counts), stability, None, np.full(THEMES, 0.5), {}, "why")


@pytest.fixture(scope="module")
def by_turns(found):
    return {name: "xy"[place % 2] for place, name in enumerate(found.bags.ids)}


@pytest.fixture(scope="module")
def by_topic(found):
    """Side x has the first topic and the last one, which is not stable; side y the others, in every article."""
    largest = found.theta.argmax(axis=1)
    return {name: "x" if topic in (0, THEMES - 1) else "y" for name, topic in zip(found.bags.ids, largest, strict=True)}


def test_a_difference_is_that_of_the_means(found, by_turns):
    table = tabulate_differences(found, by_turns, ("x", "y"), SETTINGS, seed=1)
    means = tabulate_prevalence(found, by_turns).pivot(index="topic", columns="group", values="prevalence")
    assert np.allclose(table["difference"], means["x"] - means["y"])
    assert (table["q"] >= table["p"]).all() and (table["note"] == "").all()


def test_sides_that_speak_alike_are_no_evidence(found, by_turns):
    table = check_evidence(found, tabulate_differences(found, by_turns, ("x", "y"), SETTINGS, 1), by_turns, SETTINGS, 1)
    assert describe_evidence(table) == f"No evidence of a difference. {THEMES} comparisons were made."
    assert not re.findall("[A-Za-z]", describe_evidence(table, "ar"))
    assert table["refits"].isna().all()


def test_what_one_side_alone_speaks_of_is_evidence_and_found_again(found, by_topic):
    lines = []
    table = tabulate_differences(found, by_topic, ("x", "y"), SETTINGS, seed=1)
    assert table["q"].iloc[0] <= 0.05 and table["q"].iloc[-1] <= 0.05
    assert find_evidence(table)[0] and not find_evidence(table)[-1]  # the last one is not stable
    table = check_evidence(found, table, by_topic, SETTINGS, 1, progress=lines.append)
    assert table["held"].iloc[0] > table["refits"].iloc[0] / 2 == len(lines) / 2
    assert set(re.findall("[A-Za-z]+", describe_evidence(table, "ar"))) <= {"t"}
    assert "Evidence of a difference:" in describe_evidence(table) and "t01 (found again in" in describe_evidence(table)


def test_what_another_seed_does_not_find_is_not_claimed(found, by_topic):
    table = tabulate_differences(found, by_topic, ("x", "y"), SETTINGS, seed=1).assign(held=3.0, refits=8.0)
    said = describe_evidence(table)
    assert said.startswith("No evidence of a difference. Not counted") and "t01 (found again in 3 of 8 refits)" in said


def test_a_topic_that_no_refit_has_is_held_by_none(found, by_topic):
    words = found.model.weights[:, ::-1].copy()
    strange = replace(found, model=replace(found.model, weights=words))
    table = tabulate_differences(found, by_topic, ("x", "y"), SETTINGS, seed=1)
    assert (check_evidence(strange, table, by_topic, SETTINGS, 1)["held"].dropna() == 0).all()


def test_seeded_topics_are_not_refitted(found, by_topic):
    seeded = replace(found, model=replace(found.model, engine="seeded"))
    table = tabulate_differences(seeded, by_topic, ("x", "y"), SETTINGS, seed=1)
    said = describe_evidence(check_evidence(seeded, table, by_topic, SETTINGS, 1))
    assert said.startswith("Evidence of a difference: t01") and "found again" not in said


def test_few_data_are_described_and_not_tested(found, by_turns):
    few = ComparisonSettings(minimum_statements=1000)
    table = tabulate_differences(found, by_turns, ("x", "y"), few, seed=1)
    assert table[["low", "high", "p", "q"]].isna().all(axis=None) and table["difference"].notna().all()
    assert describe_evidence(check_evidence(found, table, by_turns, few, 1)).startswith("insufficient data")
    assert tabulate_differences(found, {}, ("x", "y"), SETTINGS, seed=1).empty


def test_all_pairs_of_three_sides_are_one_family(found):
    groups = {name: "xyz"[place % 3] for place, name in enumerate(found.bags.ids)}
    table = tabulate_differences(found, groups, ("x", "y", "z"), SETTINGS, seed=1)
    assert list(dict.fromkeys(zip(table["side_a"], table["side_b"], strict=True))) == [
        ("x", "y"),
        ("x", "z"),
        ("y", "z"),
    ]
    assert len(table) == 3 * THEMES and (table["q"] >= table["p"]).all()
    assert f"{3 * THEMES} comparisons" in describe_evidence(check_evidence(found, table, groups, SETTINGS, 1))
