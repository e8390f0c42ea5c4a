"""Copies are found, formulas are not taken for copies, and only near days are compared."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from corpus_samples import OTHER, TEXT
from hypothesis import given
from hypothesis import strategies as st

from taawun.corpus.cleaning import mask_removed
from taawun.corpus.duplicates import CopyFinder, hash_shingles, sign_hashes

PAIRS = Path(__file__).parents[1] / "data" / "corpus" / "duplicate_pairs.csv"
SHARED = os.environ.get("TAAWUN_SHARED")
LONG = " ".join(f"{word}{number}" for number in range(8) for word in TEXT.split())


@pytest.fixture
def clusters(tmp_path):
    def find(*articles, **options):
        with CopyFinder(tmp_path, **options) as finder:
            for number, (date, text) in enumerate(articles):
                finder.add(f"a{number}", date, hash_shingles(text).tobytes())
            return list(finder.find_clusters().values())

    return find


def test_edited_copy_is_found_and_another_text_is_not(clusters):
    edited = "نقلا عن الوكالة " + LONG.replace("الاتفاق3", "الإتفاقية").replace("المرفأ5", "الميناء")
    assert clusters(("2016-03-01", LONG), ("2016-03-02", edited), ("2016-03-02", OTHER)) == ["a0", "a0", "a2"]


def test_spelling_marks_and_punctuation_make_no_difference():
    assert hash_shingles("أكَّدَ الوزيرُ: «الإتفاق»!").tolist() == hash_shingles("اكد الوزير الاتفاق").tolist()


def test_order_of_words_makes_a_difference_and_repetition_none():
    assert set(hash_shingles("واحد اثنان ثلاثة")) != set(hash_shingles("ثلاثة اثنان واحد"))
    assert len(hash_shingles("واحد واحد واحد واحد واحد")) == 1
    assert len({int(hash_shingles(f"كلمة {number} أخرى")[0]) for number in range(5000)}) == 5000


def test_first_by_date_then_by_place_names_the_cluster(clusters):
    assert clusters(("2016-03-02", LONG), ("2016-03-01", LONG), ("2016-03-01", LONG)) == ["a1"] * 3


def test_copies_further_apart_than_the_window_are_apart(clusters):
    articles = [("2016-03-01", LONG), ("2016-03-09", LONG), ("2016-03-12", LONG)]
    assert clusters(*articles) == ["a0", "a1", "a1"]
    assert clusters(*articles, window=8) == ["a0"] * 3


def test_articles_without_a_date_are_compared_among_themselves(clusters):
    assert clusters((None, LONG), ("2016-03-01", LONG), (None, LONG)) == ["a0", "a1", "a0"]


def test_formulas_that_very_many_share_do_not_make_copies(clusters):
    rng = np.random.default_rng(5)
    articles = [("2016-03-01", f"{LONG} {' '.join(map(str, rng.integers(10**6, size=60)))}") for _ in range(60)]
    assert len(set(clusters(*articles))) == 60
    assert len(set(clusters(*articles[:20]))) == 1


def test_no_article_and_shortest_article(clusters):
    assert clusters() == []
    assert clusters(("2016-03-01", "خبر"), ("2016-03-01", "آخر")) == ["a0", "a1"]


@given(st.integers(0, 10), st.integers(0, 1000))
def test_similarity_is_estimated_without_bias(tenths, seed):
    """The share of equal signature values is the share of common hashes, within three standard errors and a bit."""
    hashes = np.random.default_rng(seed).integers(2**32, size=1000, dtype=np.uint32)
    common = tenths * 100
    one, two = hashes[: 500 + common // 2], hashes[500 - common // 2 :]
    estimate = (sign_hashes(one) == sign_hashes(two)).mean()
    assert abs(estimate - tenths / 10) < 0.16


@pytest.fixture(scope="module")
def labelled():
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [
        (row["first"], row["second"], row["copies"] == "1")
        for row in csv.DictReader(line for line in lines if not line.startswith("#"))
    ]


def test_labels_hold_ids_only_and_are_two_hundred(labelled):
    assert len(labelled) == len({pair[:2] for pair in labelled}) == 200
    assert all(first < second for first, second, _ in labelled)
    assert not [c for c in PAIRS.read_text(encoding="utf-8") if "\u0600" <= c <= "\u06ff"]
    unread = (PAIRS.parents[1] / "gold_unread.yaml").read_text(encoding="utf-8")
    assert not [pair for pair in labelled if pair[0] in unread or pair[1] in unread]


@pytest.mark.skipif(not SHARED, reason="needs SaudiNewsNet: set TAAWUN_SHARED")
def test_precision_and_recall_on_pairs_read_by_hand(labelled, tmp_path):
    """On the labelled articles and every twelfth of the others; bench/corpus_duplicates.py measures on all of them."""
    from taawun.corpus.article_rows import make_article
    from taawun.corpus.sources import list_files, read_source, registered_source
    from taawun.errors import TaawunError

    source = registered_source("saudinewsnet", Path(__file__).parents[2])
    wanted = {id_ for pair in labelled for id_ in pair[:2]}
    with CopyFinder(tmp_path) as finder:
        for number, record in enumerate(read_source(source, list_files(source)), 1):
            if number % 12 and source.id_format.format(number=number) not in wanted:
                continue
            try:
                row = make_article(record, source, number)
            except TaawunError:
                continue
            # The number of a record in its file is not known here: ids count through all files.
            triples = hash_shingles(mask_removed(row["text"], row["removed"])).tobytes()
            finder.add(source.id_format.format(number=number), row["date"], triples)
        clusters = finder.find_clusters()
    found = [clusters[first] == clusters[second] for first, second, _ in labelled]
    both = sum(hit and copies for hit, (_, _, copies) in zip(found, labelled, strict=True))
    assert both / sum(found) >= 0.80
    assert both / sum(copies for _, _, copies in labelled) >= 0.80
