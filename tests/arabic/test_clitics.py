"""Clitics, lemmas, stop words, and the options of the segmenter."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from taawun.arabic import Segmenter, count_forms, is_stop, lemma_of, segment_words, word_table, words_rows
from taawun.arabic.clitics import candidate_splits, parse_split
from taawun.tables import WORDS


def split(text: str, segmenter: Segmenter | None = None) -> str:
    words = segmenter.segment(text) if segmenter else segment_words(text)
    return "+".join(text[word.start : word.end] for word in words)


@pytest.mark.parametrize(
    "plain",
    [
        "و+قال",
        "ل+لحكومة",
        "و+ل+لجنة",
        "ب+المطار",
        "س+يصل",
        "و+س+يعودون",
        "ف+أكدت",
        "مشاريع+هم",
        "إن+ه",
        "بأن+ها".replace("بأن", "ب+أن"),
        "ل+بلاد+هم",
        "سيارت+ها",
        "زعمائ+هم",
        "وزير",
        "بكين",
        "باول",
        "فرنسا",
        "كوريا",
        "سوريا",
        "بحثت",
        "بنك",
        "لجنة",
        "مياه",
        "اتجاه",
        "مبارك",
        "التزام+ه",
        "و+سوريا",
        "ل+لبنان",
        "فيما",
        "كما",
        "لماذا",
    ],
)
def test_segments(plain: str) -> None:
    assert split(plain.replace("+", "")) == plain


def test_marks_and_tatweel_stay_on_their_segment() -> None:
    assert split("وَقَالَ") == "وَ+قَالَ"
    assert split("بـالرياض") == "بـ+الرياض"


def test_a_ligature_across_a_cut_stays_whole() -> None:
    text = "\ufefbن"  # the ligature of ل and ا
    assert [text[word.start : word.end] for word in Segmenter("article").segment(text)] == [text]


def test_hamza_spelling_makes_no_difference() -> None:
    with_hamza = "وأكد أنهم سيعودون إلى إيران لإجراء آخر لقاءاتهم"
    without = with_hamza.translate(str.maketrans("أإآ", "ااا"))
    assert [word[:4] for word in segment_words(with_hamza)] == [word[:4] for word in segment_words(without)]


def test_schemes() -> None:
    assert split("وللحكومة والتزامهم", Segmenter("article")) == "و+ل+ل+حكومة+و+التزام+هم"
    assert split("وللحكومة والتزامهم", Segmenter("none")) == "وللحكومة+والتزامهم"
    with pytest.raises(ValueError, match="unknown scheme"):
        Segmenter("atb")  # type: ignore[arg-type]


def test_corpus_vocabulary_adds_names_and_ignores_order() -> None:
    texts = ["زار زغشوفا المدينة"] * 40 + ["قال زغشوفا"] * 40
    counts = count_forms(texts)
    assert counts == count_forms(reversed(texts))
    assert split("وزغشوفا", Segmenter(counts=counts)) == "و+زغشوفا"
    assert split("ولزغشوفا", Segmenter(counts=counts)) == "و+ل+زغشوفا"


def test_every_candidate_joins_to_the_word() -> None:
    for form in ("وسيستخدمونها", "فبكم", "للجنة", "كتبنا"):
        splits = list(candidate_splits(form))
        assert len(splits) > 1
        assert all("".join(parts) == form for parts in splits)


def test_parse_split_refuses_what_is_no_analysis() -> None:
    with pytest.raises(ValueError, match="expected conjunction, prefix, stem and suffix"):
        parse_split("قال+كتب+هم")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("الحكومة", "حكومة"),
        ("حكومات", "حكومة"),
        ("حكومت", "حكومة"),
        ("الوزراء", "وزير"),
        ("الدول", "دولة"),
        ("العلاقات", "علاقة"),
        ("مسؤولون", "مسؤول"),
        ("المسؤولين", "مسؤول"),
        ("السعودية", "سعودي"),
        ("الاقتصادية", "اقتصادي"),
        ("كبيرة", "كبير"),
        ("الاخري", "اخر"),
        ("قضية", "قضية"),
        ("يقول", "قال"),
        ("قالت", "قال"),
        ("اكدوا", "اكد"),
        ("يؤكد", "اكد"),
        ("تستخدم", "استخدم"),
        ("يجب", "وجب"),
        ("نري", "راي"),
        ("التي", "الذي"),
        ("هذه", "هذا"),
        ("الاميركيون", "امريكي"),
        ("سورية", "سوريا"),
        ("السورية", "سوري"),
        ("الاعلام", "اعلام"),
        ("يوليو", "يوليو"),
        ("الذي", "الذي"),
    ],
)
def test_lemmas(form: str, lemma: str) -> None:
    assert lemma_of(form) == lemma


def test_lemmas_of_other_tokens() -> None:
    assert [word.lemma for word in segment_words("لهم BBC 3.5")] == ["ل", "هو", "bbc", "3.5"]


def test_lemma_of_odd_input() -> None:
    assert [lemma_of(form) for form in ("", "ا", "ال", "x", "ا" * 5000)] == ["", "ا", "ال", "x", "ا" * 5000]


def test_stop_words_are_lemmas() -> None:
    assert all(is_stop(word.lemma) for word in segment_words("في هذه التي عليها ولكنهم وقد كانت"))
    assert not any(is_stop(word.lemma) for word in segment_words("الحكومات الأمن الحدود"))


def test_words_rows_skip_what_was_removed() -> None:
    text = "الرياض واس وصل الوزير"
    rows = list(words_rows({"id": "a1", "text": text, "removed": [{"start": 0, "end": 10, "rule": "dateline"}]}))
    assert [text[row["start"] : row["end"]] for row in rows] == ["وصل", "الوزير"]
    assert all(list(row) == list(WORDS) for row in rows)
    assert list(words_rows({"id": "a1", "text": "", "removed": None})) == []


def test_word_table_names_sentence_and_stop_words() -> None:
    table = word_table("وصل الوفد. وغادر في المساء.")
    assert list(table.columns) == ["sentence", "start", "end", "text", "form", "lemma", "kind", "stop"]
    assert table.loc[table.text == "غادر", "sentence"].tolist() == [2]
    assert table.loc[table.text == "في", "stop"].tolist() == [True]


def test_import_is_light() -> None:
    code = (
        "import sys, taawun.arabic;"
        "print([name for name in ('pandas', 'numpy', 'gensim', 'wordfreq', 'simplemma') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.skipif(not os.environ.get("TAAWUN_SHARED"), reason="TAAWUN_SHARED is not set: no gold to measure on")
@pytest.mark.parametrize(("gold", "floor"), [("pud_dev", 0.987), ("padt_dev", 0.986)])
@pytest.mark.parametrize("hamza", [True, False], ids=["as written", "without hamza on alef"])
def test_accuracy_on_gold(gold: str, floor: float, *, hamza: bool) -> None:
    path = Path(os.environ["TAAWUN_SHARED"]) / "gold" / "segmentation" / f"{gold}.jsonl"
    right = said = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"] if hamza else row["text"].translate(str.maketrans("أإآ", "ااا"))
        ours = {(word.start, word.end) for word in segment_words(text)}
        theirs = {(word[0], word[1]) for word in row["words"]}
        right, said, total = right + len(ours & theirs), said + len(ours), total + len(theirs)
    assert total > 10_000
    assert 2 * right / (said + total) >= floor
