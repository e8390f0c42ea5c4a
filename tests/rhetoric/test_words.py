from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from taawun.rhetoric import alignment, keywords
from taawun.rhetoric.answer import describe_keywords, find_conclusions
from taawun.rhetoric.coded import Coded
from taawun.rhetoric.glosses import gloss_speaker, lemma_glosses
from taawun.rhetoric.patterns import list_patterns
from taawun.rhetoric.robustness import check_prior
from taawun.rhetoric.words import (
    SideWords,
    count_lemmas,
    find_speaking,
    read_words,
    show_concordance,
    show_concordances,
)
from taawun.study import ComparisonSettings

SETTINGS = ComparisonSettings(resamples=300)


@pytest.fixture(scope="module")
def words(coded, texts):
    return read_words(coded, texts)


def test_words_stand_where_they_say(coded, texts, words):
    ids = coded.statements["article_id"].to_numpy()[words.statement]
    assert all(
        texts[id_][start:end] == form
        for id_, start, end, form in zip(ids, words.start, words.end, words.form, strict=True)
    )
    assert not {"في", "كل", "مع"} & set(words.lemma)


def test_words_of_a_nested_statement_count_once_for_a_side(coded, texts, words):
    twice = coded.select(np.ones(len(coded), dtype=bool))
    twice = replace(twice, statements=pd.concat([twice.statements, twice.statements.head(3)], ignore_index=True))
    assert len(read_words(twice, texts).lemma) == len(words.lemma)


def test_counts_by_article_add_up(coded, words):
    lemmas, first, second, sizes = count_lemmas(coded, words, ("east", "west"))
    assert first.sum() + second.sum() == sizes.sum() == len(words.lemma)
    assert sizes.shape == (14, 2) and lemmas == sorted(lemmas)


def test_keywords_find_the_planted_words(coded, words):
    table = keywords.find_keywords(coded, words, lemma_glosses(), SETTINGS, seed=1)
    assert (table["f_key"] >= 5).all() and (table["articles"] >= 3).all()
    east = table[(table["side"] == "east") & (table["q"] <= 0.05)]
    assert "اقتصاد" in set(east["lemma"])
    row = east[east["lemma"] == "اقتصاد"].iloc[0]
    assert row["ratio_low"] <= row["log_ratio"] <= row["ratio_high"] and 0 <= row["dp_norm"] <= 1
    assert 0 < row["low"] < row["difference"] < row["high"] and row["difference_shared"] > 0
    assert row["gloss"] == "economy" and row["f_key"] > row["f_other"]
    assert (table["log_ratio"] > 0).mean() > 0.9
    told = describe_keywords(table, {"east": "East", "west": "West"})
    assert f"Of {len(table)} words" in told and "الاقتصاد" in told and "not shown to differ" in told
    none = describe_keywords(table.assign(q=1.0), {"east": "East", "west": "West"})
    assert "none is used more" in none and "East" not in none
    kept = check_prior({1000.0: table, 100.0: table})
    assert (kept["kept"] == kept["top"]).all()


def say_words(articles):
    """Statements and words of articles given as {side: {word: count}}."""
    rows, lemmas, places = [], [], []
    for number, article in enumerate(articles):
        for side, counts in article.items():
            rows += [
                {"article_id": f"{number:03d}", "statement_id": f"{number:03d}:{side}{i}", "side": side}
                for i in range(5)
            ]
            for word, count in counts.items():
                lemmas += [word] * count
                places += [len(rows) - 1] * count
    table = pd.DataFrame(rows)
    zeros = np.zeros(len(lemmas), dtype=np.intp)
    found = SideWords(np.array(lemmas), np.array(lemmas), np.array(places, dtype=np.intp), zeros, zeros, zeros)
    return Coded(table, (), np.zeros((len(table), 0), dtype=bool), ("east", "west"), 0), found


def test_a_word_is_not_key_for_a_side_that_shared_articles_contradict():
    shared = [{"east": {"كلام": 50}, "west": {"كلام": 50, "سلام": 4}}] * 14
    alone = [{"east": {"كلام": 50, "سلام": 9}}] * 60
    coded, found = say_words([*shared, *alone])
    table = keywords.find_keywords(coded, found, {}, SETTINGS, seed=1)
    row = table.set_index("lemma").loc["سلام"]
    # Over all articles the east says it more, and the test within shared articles says that the west does.
    assert row["side"] == "east" and row["q"] <= 0.05 and row["low"] > 0 and row["difference_shared"] < 0
    assert find_conclusions(table).empty
    told = describe_keywords(table, {"east": "East", "west": "West"})
    assert "none is used more" in told and "سلام" not in told and "2 words pass the test, but" in told


def test_many_words_do_not_hide_a_difference():
    # 400 words, one of which differs in every article: 300 resamples could never give it a q of .05.
    rng = np.random.default_rng(2)
    plain = [f"كلمة{chr(0x621 + 1 + n // 20)}{chr(0x621 + 1 + n % 20)}" for n in range(400)]

    def speak(extra):
        counts = dict(zip(plain, rng.poisson(2, len(plain)).tolist(), strict=True))
        return counts | {"سلام": extra}

    coded, found = say_words([{"east": speak(30), "west": speak(1)} for _ in range(20)])
    table = keywords.find_keywords(coded, found, {}, SETTINGS, seed=1)
    assert len(table) > 390 and table["q_least"].iloc[0] <= 0.05
    assert find_conclusions(table)["lemma"].tolist() == ["سلام"]
    told = describe_keywords(table, {"east": "East", "west": "West"})
    assert f"one word alone could reach a q of {table['q_least'].iloc[0]:.2g}." in told and "cannot reach" not in told


def test_keywords_say_when_no_word_could_be_key():
    # In 10 articles 2 of 1,024 swaps are always as extreme; with 60 words q cannot be below .117.
    rng = np.random.default_rng(3)
    plain = [f"كلمة{chr(0x622 + n // 20)}{chr(0x622 + n % 20)}" for n in range(60)]
    coded, found = say_words(
        [{side: {word: 1 + int(rng.poisson(3)) for word in plain} for side in ("east", "west")} for _ in range(10)]
    )
    table = keywords.find_keywords(coded, found, {}, SETTINGS, seed=1)
    assert table["q_least"].tolist() == [60 * 2 / 2**10] * 60
    told = describe_keywords(table, {"east": "East", "west": "West"})
    assert "With 10 articles in which both sides speak, a single word cannot reach a q below 0.117" in told


def test_no_keywords_from_too_little(coded, words, texts):
    few = coded.select(coded.statements["article_id"] < "art-03")
    some = read_words(few, texts)
    assert keywords.find_keywords(few, some, {}, SETTINGS, seed=1).empty
    listed = keywords.list_frequent(few, some, {}, top=3)
    assert listed.groupby("side").size().to_dict() == {"east": 3, "west": 3}


def test_concordance_spreads_over_articles(coded, texts, words):
    lines = show_concordance(coded, words, texts, "اقتصاد", "east", lines=3)
    assert set(lines["statement_id"]) <= set(find_speaking(coded, words, "اقتصاد", "east"))
    assert lines["article_id"].nunique() == 3
    for row in lines.to_dict("records"):
        assert texts[row["article_id"]][row["start"] : row["end"]] in row["word"]
    listed = keywords.list_frequent(coded, words, {}, top=2)
    assert len(show_concordances(coded, words, texts, listed)) == 8


def test_a_passage_comes_again_only_when_there_is_no_other(coded, texts, words):
    varied = {"art-03": texts["art-03"].replace("والتجارة كل", "وحده كل")}
    assert varied["art-03"] != texts["art-03"]
    lines = show_concordance(coded, words, texts | varied, "اقتصاد", "east", lines=3)
    assert lines["article_id"].tolist()[1] == "art-03"
    assert len(lines) == 3


def test_collocations_rank_what_stands_near(coded, words):
    found = keywords.find_collocations(coded, words, ["الاقتصاد"], {})
    assert set(found["node"]) == {"اقتصاد"}
    assert "تجارة" in set(found["lemma"]) and "اقتصاد" not in set(found["lemma"])
    assert (found["log_ratio"] > 0).all()
    assert keywords.find_collocations(coded, words, ["معدوم"], {}).empty
    assert keywords.find_collocations(coded, words, [], {}).empty


def test_collocations_of_two_nodes_stand_one_after_the_other(coded, words):
    alone = [keywords.find_collocations(coded, words, [node], {}) for node in ("اقتصاد", "تجارة")]
    assert not any(table.empty for table in alone)
    both = keywords.find_collocations(coded, words, ["اقتصاد", "تجارة", "والتجارة"], {})
    assert both.to_numpy().tolist() == [row for table in alone for row in table.to_numpy().tolist()]


def test_alignment_lies_below_its_null_when_sides_differ(coded, words):
    table = alignment.measure_alignment(coded, words, SETTINGS, seed=1).set_index("measure")
    frames = table.loc["frames"]
    assert frames["estimate"] < frames["null_low"] and frames["p"] <= 0.05
    assert frames["ceiling_high"] > frames["estimate"] and frames["low"] < frames["estimate"] < frames["high"]
    assert 0 < table.loc["words", "estimate"] < 1


def test_alignment_of_equals_lies_within_its_null(coded, words):
    rng = np.random.default_rng(5)
    mixed = coded.select(np.ones(len(coded), dtype=bool))
    mixed.statements["side"] = rng.permuted(mixed.statements["side"].to_numpy(dtype=object))
    table = alignment.measure_alignment(mixed, None, SETTINGS, seed=1)
    assert table["measure"].tolist() == ["frames"]
    assert table["estimate_shared"].iloc[0] >= table["null_low"].iloc[0]


def test_alignment_within_articles_does_not_depend_on_who_speaks_more(coded):
    # Every statement of the west four times over: the same means, and weights that differ by one factor only.
    four = [coded.statements, *[coded.statements[coded.of_side("west")]] * 3]
    presence = [coded.presence, *[coded.presence[coded.of_side("west")]] * 3]
    more = replace(coded, statements=pd.concat(four, ignore_index=True), presence=np.concatenate(presence))
    names = ["estimate_shared", "null_low", "null_high", "p"]
    tables = [alignment.measure_alignment(one, None, SETTINGS, seed=1)[names] for one in (coded, more)]
    assert np.allclose(*tables)


def test_alignment_of_too_little_is_only_described(coded):
    few = coded.select(coded.statements["article_id"] < "art-03")
    row = alignment.measure_alignment(few, None, SETTINGS, seed=1).iloc[0]
    assert np.isfinite(row["estimate"]) and np.isnan(row["low"]) and np.isnan(row["p"])
    assert row["note"].startswith("insufficient")


def test_patterns_list_their_hits(coded, corpus, texts):
    _, _, frames, book = corpus
    table = list_patterns(coded, frames, texts, book)
    assert table["hits"].sum() == (frames["layer"] == "frame").sum()
    assert len(table) == sum(len(code.patterns + code.hints) for code in book.layer("frame"))
    trade = table[(table["code"] == "ECON") & table["pattern"].str.contains("تجارة")].iloc[0]
    assert trade["statements"] == len(trade["statement_ids"]) > 0 and trade["hits"] >= trade["statements"]


def test_glosses_are_one_for_each_lemma():
    from taawun.arabic import fold_text
    from taawun.lexicons import load_lexicon

    entries = load_lexicon("glosses")["lemmas"]
    assert len(entries) >= 300
    assert len({fold_text(word) for word in entries}) == len(entries)
    assert all(gloss.isascii() or "ü" in gloss for gloss in entries.values())
    assert gloss_speaker("خلوصي أكار", "رئيس هيئة الأركان", "TR") == "Hulusi Akar (chief of the general staff, Türkiye)"
