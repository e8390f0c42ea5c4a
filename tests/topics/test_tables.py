import re

import numpy as np
import pandas as pd
import pytest
from planted import THEMES, draw_bags

from taawun.errors import TaawunError
from taawun.report import topic_figures
from taawun.topics.analysis import TopicAnalysis
from taawun.topics.bags import count_words
from taawun.topics.documents import Document
from taawun.topics.fitting import fit_topics
from taawun.topics.prevalence import cross_frames, topic_prevalence
from taawun.topics.seeds import REST, collect_seeds
from taawun.topics.stability import Stability
from taawun.topics.sweep import CRITERIA
from taawun.topics.tables import (
    TopicLabel,
    apply_labels,
    describe_topics,
    group_by_article,
    group_by_time,
    read_labels,
    tabulate_prevalence,
    tabulate_representatives,
    tabulate_topics,
    topics_of_statements,
)

SIDES = {"x": ("North", "الشمال"), "y": ("South", "الجنوب")}


@pytest.fixture(scope="module")
def found():
    bags = draw_bags(150)
    model = fit_topics(bags, THEMES, seed=1)
    stability = Stability(np.array([0.9, 0.8, 0.7, 0.6, 0.2]), np.full(THEMES, 0.05), 0.64, 2, "article")
    return TopicAnalysis(bags, model, model.transform(bags.counts), stability, None, np.full(THEMES, 0.5), {}, "why")


@pytest.fixture(scope="module")
def groups(found):
    return {name: "xy"[place % 2] for place, name in enumerate(found.bags.ids)}


def test_the_topic_table(found):
    table = tabulate_topics(found, glosses={found.model.top_words(1)[0][0]: "harbour"})
    assert list(table["topic"]) == list(found.model.names)
    assert table["prevalence"].sum() == pytest.approx(1)
    assert table["documents"].sum() == len(found.bags.ids)
    assert list(table["stable"]) == [True] * 4 + [False]
    assert table["gloss"][0] == ", ".join(["harbour", *["…"] * 9]) and (table["coherence"] > 0).all()


def test_prevalence_by_group_is_a_mean_of_its_documents(found, groups):
    table = tabulate_prevalence(found, groups)
    members = np.array([groups[name] == "x" for name in found.bags.ids])
    rows = table[table["group"] == "x"]
    assert np.allclose(rows["prevalence"], found.theta[members].mean(axis=0))
    assert (rows["low"] <= rows["prevalence"]).all() and (rows["prevalence"] <= rows["high"]).all()


def test_an_interval_needs_two_articles():
    table = topic_prevalence(np.ones((3, 1)), ["a", "a", "a"], ["t01"])
    assert table["low"].isna().all() and table["documents"][0] == 3


def test_intervals_cover_as_often_as_they_say():
    rng = np.random.default_rng(0)
    hits, runs = 0, 300
    for _ in range(runs):
        articles = np.repeat(np.arange(15), 4)
        theta = np.clip(0.5 + rng.normal(0, 0.1, 15)[articles] + rng.normal(0, 0.1, 60), 0, 1)[:, None]
        row = topic_prevalence(theta, [str(name) for name in articles], ["t"]).iloc[0]
        hits += row["low"] <= 0.5 <= row["high"]
    assert 0.91 <= hits / runs <= 0.99


def test_frames_lift_their_own_topics(found):
    first = [name for name, topic in zip(found.bags.ids, found.theta.argmax(axis=1), strict=True) if topic == 0]
    hits = [{"layer": "frame", "code": "CT", "statement_id": name} for name in first]
    hits.append({"layer": "modality", "code": "MUST", "statement_id": found.bags.ids[0]})
    table = cross_frames(found.theta, found.bags.ids, found.model.names, hits)
    assert set(table["frame"]) == {"CT"}
    assert table.loc[table["lift"].idxmax(), "topic"] == "t01"


def test_representatives_belong_to_their_topic(found):
    statements = pd.DataFrame(
        {
            "statement_id": found.bags.ids,
            "article_id": found.bags.article_ids,
            "speaker_id": "s",
            "speaker": "متحدث",
        }
    )
    table = tabulate_representatives(found, statements, n=2)
    assert len(table) == 2 * THEMES and (table["share"] > 0.4).all()
    assert all(row["statements"] == [row["document"]] for row in table.to_dict("records"))
    topics = topics_of_statements(found, statements)
    assert len(topics) == len(statements)
    assert all(topics[row["document"]] == row["topic"] for row in table.to_dict("records"))
    whole = statements.assign(statement_id="x" + statements["statement_id"], article_id=statements["statement_id"])
    assert topics_of_statements(found, whole) == {f"x{name}": topic for name, topic in topics.items()}


def test_periods_are_as_fine_as_fits(found):
    articles = sorted(set(found.bags.article_ids))
    days = [f"2017-{1 + n // 28:02d}-{1 + n % 28:02d}" for n in range(len(articles))]
    table = pd.DataFrame({"id": articles, "date": days, "outlet": "o"})
    assert len(set(group_by_time(table, found).values())) <= 24
    assert group_by_time(table.assign(date="2017-01-01"), found) == {}
    assert group_by_time(table.assign(date=None), found) == {}
    assert set(group_by_article(table, found, "outlet").values()) == {"o"}


def test_labels_follow_the_words(tmp_path, found):
    tops = found.model.top_words(20)
    path = tmp_path / "labels.yaml"
    words = ", ".join(tops[3][:3])
    path.write_text(f"- {{words: [{words}], en: Ports, ar: الموانئ}}\n", encoding="utf-8")
    assert apply_labels(read_labels(path), tops)[0][3].ar == "الموانئ"
    table = tabulate_topics(found, labels=read_labels(path))
    assert table["label_en"].tolist() == ["", "", "", "Ports", ""]


@pytest.mark.parametrize("text", ["topics: 3", "- {words: [a], en: x, ar: y}", "- {words: [a, b], en: x}", "- 7"])
def test_a_wrong_label_file(tmp_path, text):
    path = tmp_path / "labels.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TaawunError) as caught:
        read_labels(path)
    assert caught.value.file == str(path)


def test_labels_that_fit_nothing_or_the_same_are_named_and_the_report_goes_on(found):
    tops = [["حد", "امن"], ["سوق", "نفط"]]
    strange = TopicLabel(("شعر", "لحن"), "x", "y", "labels.yaml, line 3")
    given, problems = apply_labels([strange], tops)
    assert given == {} and "No topic has the words of the label 'x' (labels.yaml, line 3)" in problems[0]
    given, problems = apply_labels([TopicLabel(("حد", "امن"), "x", "y"), TopicLabel(("امن", "حد"), "z", "w")], tops)
    assert given[0].en == "x" and "'x' and 'z' name the same topic" in problems[0]
    assert "line 3" in describe_topics(found, [strange], "nmf")
    assert set(re.findall("[A-Za-z]+", describe_topics(found, [], "nmf", "ar"))) == {"scikit", "learn"}
    assert "scikit-learn" in describe_topics(found, [], "nmf") and "Not stable: 1 of 5" in describe_topics(
        found, [], "nmf"
    )


def test_seeds_are_the_words_of_the_hits_and_the_rest_is_left_over():
    text = "ضبط الحدود مهم"
    start = text.index("الحدود")
    hit = {"layer": "frame", "code": "BORDER", "article_id": "a", "start": start, "end": start + 6}
    other = {**hit, "layer": "modality", "code": "MUST", "start": 0, "end": 3}
    article = {"id": "a", "text": text, "removed": None}
    plain = collect_seeds([article], [hit, other], count_words([]))
    (word,) = plain["BORDER"]
    bags = count_words([Document("s1", "a", [word]), Document("s2", "a", ["شعر"])])
    assert collect_seeds([article], [hit, hit, other], bags) == {"BORDER": {word: 1}, REST: {"شعر": 1}}


def texts_of(fig):
    import matplotlib.text

    return " ".join(text.get_text() for text in fig.findobj(matplotlib.text.Text))


def test_figures_name_their_topics_and_grey_the_unstable_ones(found, groups):
    table, by_side = tabulate_topics(found), tabulate_prevalence(found, groups)
    fig = topic_figures.plot_topics(table, by_side, SIDES)
    assert "t05 ?" in texts_of(fig) and "t01 ?" not in texts_of(fig) and "n = 75" in texts_of(fig)
    greys = {
        line.get_color() for line in fig.axes[0].lines if len(line.get_ydata()) and round(line.get_ydata()[0]) == 4
    }
    assert topic_figures.GREY in greys
    assert "North" in topic_figures.describe_topics(table, by_side, SIDES)


def test_other_figures(found, groups):
    table, by_side = tabulate_topics(found), tabulate_prevalence(found, groups)
    trend = topic_figures.plot_trend(by_side, table, ["t01", "t02", "t05"], "en")
    assert [axis.get_visible() for axis in trend.axes] == [True, True, True, False]
    shades = topic_figures.plot_groups(by_side, table)
    assert f"{100 * by_side['prevalence'][0]:.0f}" in texts_of(shades)
    hits = [{"layer": "frame", "code": "CT", "statement_id": name} for name in found.bags.ids[:9]]
    crossed = cross_frames(found.theta, found.bags.ids, found.model.names, hits)
    frames = topic_figures.plot_frames(crossed, table, {"CT": ("Terror", "الإرهاب")}, "en")
    assert "Terror\nn = 9" in texts_of(frames)
    measured = {f"{name}{end}": [1, 2] for name in CRITERIA for end in ("", "_error")}
    assert len(topic_figures.plot_sweep(pd.DataFrame({"topics": [2, 5], **measured}), 5).axes) == 4
