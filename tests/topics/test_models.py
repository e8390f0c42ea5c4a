import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from planted import THEMES, draw_bags, draw_documents, theme_of

from taawun.errors import TaawunError
from taawun.topics.bags import count_words, match_bags
from taawun.topics.documents import Document
from taawun.topics.engines import fit_nmf, measure_agreement
from taawun.topics.fitting import as_gensim, fit_seeded, fit_topics
from taawun.topics.models import assign_topics, infer_topics
from taawun.topics.start import fit_start
from taawun.topics.storage import load_model, save_model


@pytest.fixture(scope="module")
def bags():
    return draw_bags()


@pytest.fixture(scope="module")
def model(bags):
    return fit_topics(bags, THEMES, seed=3)


def purity(words):
    themes = [theme_of(word) for word in words]
    return max(themes.count(theme) for theme in range(THEMES)) / len(themes)


def test_planted_themes_are_found(model):
    assert all(purity(words) >= 0.9 for words in model.top_words(10))
    assert len({theme_of(words[0]) for words in model.top_words(1)}) == THEMES


def test_the_start_alone_finds_them_too(bags):
    start = fit_start(bags.counts, THEMES, seed=0)
    assert start.shape == (THEMES, len(bags.words))
    assert start.sum() == pytest.approx(bags.counts.sum(), rel=1e-3)
    tops = np.argsort(-start, axis=1)[:, :8]
    assert all(purity([bags.words[column] for column in row]) >= 0.9 for row in tops)


def test_probabilities_and_proportions_sum_to_one(bags, model):
    assert np.allclose(model.phi.sum(axis=1), 1)
    assert np.allclose(model.transform(bags.counts).sum(axis=1), 1)


def test_topics_are_numbered_by_the_words_they_explain(model):
    sums = model.weights.sum(axis=1)
    assert model.names == ("t01", "t02", "t03", "t04", "t05")
    assert (np.diff(sums) <= 0).all()


def test_inference_is_that_of_gensim(bags, model):
    lda = as_gensim(model)
    weighted = sp.csr_matrix(bags.counts.multiply(model.emphasis[None, :]))[:40]
    corpus = [
        list(zip(row.indices.tolist(), row.data.tolist(), strict=True)) for row in (weighted[n] for n in range(40))
    ]
    gamma, _ = lda.inference(corpus)
    theirs = gamma / gamma.sum(axis=1, keepdims=True)
    assert np.abs(theirs - infer_topics(model, bags.counts[:40])).max() < 0.02


def test_a_document_gets_the_same_topics_in_any_company(bags, model):
    together = model.transform(bags.counts)
    order = np.random.default_rng(0).permutation(len(bags.ids))
    assert np.array_equal(model.transform(bags.counts[order]), together[order])
    assert np.array_equal(model.transform(bags.counts[[7]])[0], together[7])


def test_new_articles_get_the_same_numbers_from_a_saved_model(tmp_path, bags, model):
    save_model(model, tmp_path / "model.npz")
    again = load_model(tmp_path / "model.npz")
    new = match_bags(draw_documents(20, seed=9), again.words)
    assert np.array_equal(again.transform(new.counts), model.transform(new.counts))
    assert again.settings == dict(model.settings) and again.names == model.names
    save_model(again, tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == (tmp_path / "model.npz").read_bytes()


@pytest.mark.parametrize("damage", ["nothing", "half", "other"])
def test_a_broken_model_file_is_refused(tmp_path, model, damage):
    path = tmp_path / "model.npz"
    if damage != "nothing":
        save_model(model, path)
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] if damage == "half" else b"PK" + content)
    if damage == "other":
        np.savez(path, weights=np.array([{"a": 1}], dtype=object))
    with pytest.raises(TaawunError):
        load_model(path)


def test_a_document_without_known_words_gets_the_prior(model):
    theta = model.transform(sp.csr_matrix((1, len(model.words))))
    assert np.allclose(theta[0], model.alpha / model.alpha.sum())


def test_assigned_topics_are_the_planted_ones_and_depend_on_no_company(bags, model):
    themes = [theme_of(words[0]) for words in model.top_words(1)]
    # The 12 words of the first theme outweigh the 4 of the second, whatever is common to all.
    counts = bags.counts.toarray()
    per_theme = np.array(
        [counts[:, [theme_of(word) == theme for word in bags.words]].sum(axis=1) for theme in range(THEMES)]
    )
    assigned = assign_topics(model, bags.counts)
    assert (np.array(themes)[assigned] == per_theme.argmax(axis=0)).mean() > 0.97
    assert (assign_topics(model, bags.counts[7:9]) == assigned[7:9]).all()


def test_an_empty_document_is_assigned_by_the_prior(model):
    empty = sp.csr_matrix((1, len(model.words)))
    assert assign_topics(model, empty).tolist() == [model.alpha.argmax()]


def test_too_many_topics():
    with pytest.raises(TaawunError, match="ask for fewer"):
        fit_topics(count_words([Document("x", "a", ["حد", "امن"])]), 5, seed=0)


SCRIPT = """
import json, sys
sys.path.insert(0, {folder!r})
from planted import draw_bags
from taawun.topics.fitting import fit_topics
model = fit_topics(draw_bags(), 5, seed=3)
print(json.dumps([model.top_words(10), model.weights.tobytes().hex()]))
"""


def test_the_same_bits_in_another_process_with_other_hashes_and_threads(model):
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    environment = {**os.environ, "PYTHONHASHSEED": "77", **dict.fromkeys(names, "2")}
    script = SCRIPT.format(folder=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    words, weights = json.loads(done.stdout)
    assert words == model.top_words(10)
    assert weights == model.weights.tobytes().hex()


SEEDED = [
    Document("s1", "a", ["حد", "ضبط", "جندي"]),
    Document("s2", "a", ["حد", "مهرب"]),
    Document("s3", "b", ["تجارة", "سوق"]),
    Document("s4", "b", ["تجارة", "نفط", "سعر"]),
    Document("s5", "b", ["شعر", "لحن"]),
]


@pytest.mark.parametrize("seed", range(5))
def test_seeds_lead_their_topics_whatever_the_random_seed(seed):
    bags = count_words(SEEDED)
    seeds = {"BORDER": {"حد": 2}, "ECON": {"تجارة": 2}, "other": {"شعر": 1, "لحن": 1}}
    model = fit_seeded(bags, seeds, seed=seed)
    theta = model.transform(bags.counts)
    assert [model.names[topic] for topic in theta.argmax(axis=1)] == ["BORDER", "BORDER", "ECON", "ECON", "other"]


def test_words_beside_a_seed_join_its_topic():
    bags = count_words(SEEDED)
    model = fit_seeded(bags, {"BORDER": {"حد": 2}, "ECON": {"تجارة": 2}}, seed=0)
    words = dict(zip(model.names, model.top_words(5), strict=True))
    assert words["BORDER"][0] == "حد" and words["ECON"][0] == "تجارة"
    assert "نفط" not in words["BORDER"]


def test_seeds_without_a_known_word():
    with pytest.raises(TaawunError, match="no frame of the codebook"):
        fit_seeded(count_words(SEEDED), {"X": {"غايب": 1}}, seed=0)


def test_a_second_engine_agrees_on_clear_themes(bags, model):
    other = fit_nmf(bags, THEMES, seed=1)
    assert measure_agreement(model, other, n=8).mean() > 0.6
    assert measure_agreement(model, model).min() == 1
