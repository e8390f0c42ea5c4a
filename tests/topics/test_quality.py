import importlib.util
import os
import re
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from planted import THEMES, draw_bags, draw_documents

from taawun.errors import TaawunError
from taawun.topics.bags import Bags
from taawun.topics.fitting import fit_topics
from taawun.topics.quality import (
    compare_topics,
    complete_documents,
    match_topics,
    publish_coherence,
    topic_coherence,
    topic_exclusivity,
)
from taawun.topics.stability import draw_articles, measure_stability
from taawun.topics.sweep import sweep_topics

SHARED = os.environ.get("TAAWUN_SHARED")


@pytest.fixture(scope="module")
def bags():
    return draw_bags()


@pytest.fixture(scope="module")
def model(bags):
    return fit_topics(bags, THEMES, seed=3)


@pytest.mark.skipif(not SHARED, reason="TAAWUN_SHARED is not set")
def test_measures_are_those_of_the_yardstick():
    spec = importlib.util.spec_from_file_location("topics_harness", Path(SHARED, "eval/topics_harness.py"))
    harness = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = harness
    spec.loader.exec_module(harness)
    rng = np.random.default_rng(0)
    phi, other = rng.dirichlet(np.full(40, 0.1), size=(2, 6))
    counts = sp.csr_matrix(rng.poisson(0.5, size=(80, 40)))
    assert topic_coherence(phi, counts).mean() == pytest.approx(harness.npmi(phi, counts))
    assert match_topics(phi, other)[1].mean() == pytest.approx(harness.recovery(phi, other))


def test_coherence_of_words_that_never_meet_is_low(bags):
    phi = np.zeros((2, len(bags.words)))
    alike = [n for n, word in enumerate(bags.words) if word[0] == "ب"][:5]
    mixed = [next(n for n, word in enumerate(bags.words) if word[0] == letter) for letter in "بتجحد"]
    phi[0, alike], phi[1, mixed] = 0.2, 0.2
    together, apart = topic_coherence(phi, bags.counts, n=5)
    assert together > 0.2 > apart


def test_exclusivity_of_shared_words_is_one_over_topics():
    assert np.allclose(topic_exclusivity(np.full((4, 10), 0.1)), 0.25)


def test_a_better_model_predicts_better(bags, model):
    held = draw_bags(60, seed=5)
    assert held.words == bags.words
    flat = np.full_like(model.weights, 1.0)
    worse = type(model)("lda", model.words, flat, model.alpha, model.emphasis, model.names, model.settings)
    good, bad = (complete_documents(which, held.counts, seed=1) for which in (model, worse))
    assert good < 0.6 * bad
    assert bad == pytest.approx(len(bags.words), rel=1e-6)


def test_nothing_to_predict_is_not_a_number(model):
    assert np.isnan(complete_documents(model, sp.csr_matrix((1, len(model.words)), dtype=np.int32), seed=0))


def test_fewer_partners_than_topics():
    partner, alike = match_topics(np.eye(3), np.eye(3)[:2])
    assert partner.tolist() == [0, 1, -1] and alike[2] == 0


def test_similarity_is_one_minus_divergence_in_bits():
    p, q = np.array([[0.4, 0.3, 0.2, 0.1, 0]]), np.array([[0.1, 0.2, 0.2, 0.3, 0.2]])
    assert compare_topics(p, q)[0, 0] == pytest.approx(1 - 0.2145247, abs=1e-6)


def test_published_coherence_follows_the_texts(model):
    found = publish_coherence(model, draw_documents())
    assert set(found) == {"c_v", "c_npmi"} and len(found["c_v"]) == THEMES
    assert np.isfinite(found["c_v"]).all() and min(found["c_npmi"]) > 0


def test_published_coherence_without_texts_is_missing(model):
    assert np.isnan(publish_coherence(model, [], measures=["c_npmi"])["c_npmi"]).all()


def test_real_topics_are_stable_and_noise_is_not(bags, model):
    def fit(part, seed):
        return fit_topics(part, THEMES, seed=seed)

    found = measure_stability(bags, model, fit, draws=2, seed=2)
    assert found.unit == "article" and found.overall > 0.8 and not found.unstable.any()
    rng = np.random.default_rng(0)
    noise = Bags(sp.csr_matrix(rng.poisson(0.3, bags.counts.shape) + 0), bags.words, bags.ids, bags.article_ids)
    shaky = measure_stability(noise, fit(noise, 1), fit, draws=2, seed=2)
    assert shaky.overall < 0.5 and shaky.overall < found.overall / 2


def test_whole_articles_are_drawn():
    ids = ["a", "a", "b", "c", "c", "c"]
    rows = draw_articles(ids, np.random.default_rng(3)).tolist()
    assert rows.count(0) == rows.count(1) and rows.count(3) == rows.count(4) == rows.count(5)


def test_few_articles_are_not_resampled(bags, model):
    single = Bags(bags.counts, bags.words, bags.ids, ("a",) * len(bags.ids))
    found = measure_stability(single, model, lambda part, seed: fit_topics(part, 3, seed=seed), draws=2, seed=0)
    assert found.unit == "document"
    assert (found.topics < 0.5).sum() >= 2  # three topics cannot match all five


def test_a_sweep_goes_on_where_it_was(tmp_path):
    bags, calls = draw_bags(120), []

    def fit(part, topics, *, seed):
        calls.append(topics)
        return fit_topics(part, topics, seed=seed)

    lines = []
    first = sweep_topics(bags, [3, 5], seed=1, draws=1, folder=tmp_path, fit=fit, progress=lines.append)
    assert len(lines) == 2 and set(calls) == {3, 5}
    (tmp_path / "005.json").write_text("{broken", encoding="utf-8")
    calls.clear()
    again = sweep_topics(bags, [3, 5], seed=1, draws=1, folder=tmp_path, fit=fit)
    assert set(calls) == {5}
    assert again.table.equals(first.table) and again.recommended == first.recommended
    calls.clear()
    sweep_topics(bags, [3], seed=2, draws=1, folder=tmp_path, fit=fit)
    assert calls  # another seed is another sweep


def test_a_sweep_recommends_about_the_planted_number(bags):
    found = sweep_topics(bags, [2, 5, 15], seed=1)
    assert found.recommended == 5
    assert str(found.recommended) in found.explain() and "of the sweep" not in found.explain()


def test_the_largest_number_that_is_not_clearly_worse_is_recommended(bags):
    found = sweep_topics(bags, [2, 4, 5, 15], seed=1)
    table = found.table.set_index("topics")
    best = table["score"].idxmax()
    near = table.index[table["score"] >= table["score"][best] - table["score_error"][best]]
    assert found.recommended == near.max() and best in near
    assert (table.filter(like="_error") >= 0).all(axis=None) and (table["stability_error"] > 0).any()


def test_a_recommendation_at_the_edge_of_the_sweep_says_so(bags):
    few = sweep_topics(bags, [5, 15], seed=1)
    assert "fewer may do better" in few.explain()
    assert re.findall("[A-Za-z]+", few.explain("ar")) == ["topics", "sweep"]
    assert "more may do better" in sweep_topics(bags, [2, 5], seed=1).explain()


def test_a_sweep_without_a_number_that_fits():
    with pytest.raises(TaawunError, match="none of these"):
        sweep_topics(draw_bags(60), [500], seed=1)
