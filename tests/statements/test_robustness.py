"""Whatever happened to an article, the extractor neither raises nor points outside it, nor takes long."""

import gc
import importlib.util
import pkgutil
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from taawun.rules import RULES
from taawun.statements import extract_statements

ROOT = Path(__file__).parents[2]
TEHRAN = (ROOT / "data/tehran-2017/article.txt").read_text(encoding="utf-8")
MIXED = """مسقط (CNN)-- أعلن وزير الصيد العماني، سالم الراشدي، الاثنين أن الموسم بدأ، مضيفاً: "لن ننتظر أحداً".
من جهته قال مدير الميناء ليث الحارثي إن «السفن وصلت»، وتابع قائلا: «سنعمل معا، وأنا أقول إن الطريق طويل».
ووفقا لمصادر لم يكشف عنها، فقد أكد الجانبان، بحسب بيان مشترك، على ضرورة التعاون بين البلدين. وأضاف البيان أن الوزيرين اتفقا!
ونقلت وكالة النهر عن مسؤول قوله إن الرئيس سيعلن قريبا عن الخطة؛ ولم يذكر موعدا... يذكر أن الميناء بني عام 1970.
"""


def load_mutants():
    spec = importlib.util.spec_from_file_location("mutants", ROOT / "bench/mutants.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["mutants"] = module
    spec.loader.exec_module(module)
    return module


MUTANTS = load_mutants()


@pytest.mark.parametrize("seed", range(8))
def test_mutated_articles(seed):
    for article in MUTANTS.mutants([TEHRAN, MIXED], 26, seed=seed):
        assert MUTANTS.check_rows(article, extract_statements(article)) == [], article["id"]


@pytest.mark.parametrize("room", ["mentions", "cues", "spans", "speakers"])
def test_examples_of_rules_broken_off_behind_each_word(room):
    """A rule that looks at the next word looks where the text ends, too."""
    package = importlib.import_module(f"taawun.statements.{room}")
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    texts = {example.text for one in RULES.values() if one.room == package.__name__ for example in one.examples}
    assert len(texts) > 50
    for words in (text.split() for text in sorted(texts)):
        for k in range(1, len(words)):
            for part in (words[:k], words[k:]):
                article = {"id": "a", "text": " ".join(part)}
                assert MUTANTS.check_rows(article, extract_statements(article)) == [], article["text"]


@pytest.mark.parametrize("text", [TEHRAN, MIXED], ids=["tehran", "mixed"])
def test_the_articles_as_they_are(text):
    article = {"id": "a", "text": text}
    rows = extract_statements(article)
    assert len(rows) >= 7
    assert MUTANTS.check_rows(article, rows) == []
    assert extract_statements(article) == rows


def test_the_check_finds_faults():
    article = {"id": "a", "text": TEHRAN}
    row = extract_statements(article)[0]
    for column, value in (
        ("cue", [5, 3]),
        ("cue", [0, len(TEHRAN)]),
        ("content", [[0, len(TEHRAN) + 1]]),
        ("content", [[40, 50], [30, 45]]),
        ("verbatim", [[0, 3]]),
        ("mention", [3, 3]),
        ("level", 3),
        ("form", "verb"),
        ("confidence", 1.5),
        ("speaker_id", None),
        ("span_rule", None),
    ):
        assert MUTANTS.check_rows(article, [row | {column: value}]), column
    assert MUTANTS.check_rows(article, [row, row]) == ["two statements have one id"]
    assert MUTANTS.check_rows(article | {"removed": [{"start": 0, "end": len(TEHRAN), "rule": "x"}]}, [row])


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "قال", "«", "»«", ":", "\u202e", "\ufeff", "\ud800", "٠", "و", "…" * 100]
)
def test_almost_nothing(text):
    article = {"id": "a", "text": text}
    assert MUTANTS.check_rows(article, extract_statements(article)) == []


@pytest.mark.parametrize(
    "text",
    [
        "وقال سالم الراشدي: «نعمل في الميناء. ونبني السفن هناك. ثم نعود»، وأضاف أن البحر هادئ.",
        "أكد سالم الراشدي أن الميناء آمن والسفن تصل كل يوم، مشيرا إلى أن البحر هادئ.",
    ],
    ids=["quotation", "clause"],
)
def test_no_statement_holds_removed_text(text):
    for start in range(0, len(text), 2):
        for end in range(start + 1, len(text), 7):
            article = {"id": "a", "text": text, "removed": [{"start": start, "end": end, "rule": "test"}]}
            assert MUTANTS.check_rows(article, extract_statements(article)) == []


def test_a_wholly_removed_article_has_no_statements():
    article = {"id": "a", "text": TEHRAN, "removed": [{"start": 0, "end": len(TEHRAN), "rule": "all"}]}
    assert extract_statements(article) == []


@settings(max_examples=150, deadline=None)
@example(words=["قال", "\u202e"], between=" ")
@example(
    words=["الجسر", "\u064b", "أغلق،", "بحسب", "الوزير", "سامي", "حداد،", "وأضاف", "أن", "السد", "قديم."], between=" "
)
@given(
    st.lists(
        st.sampled_from([*MIXED.split(), *'«»":.،\n؛-()', "من", "جانبه،", "بأن", "\u202e", "َ", "ـ", "12%", "CNN"]),
        max_size=60,
    ),
    st.sampled_from([" ", "", "\n"]),
)
def test_any_order_of_words(words, between):
    article = {"id": "a", "text": between.join(words)}
    assert MUTANTS.check_rows(article, extract_statements(article)) == []


def test_an_aside_before_a_verb_that_reports_nothing():
    # where the search for a subject ends at a verb without readings as a reporting word
    text = "وأفادت الوكالة أن الوزير سامي حداد، طويل البال في عمله، استقبل الوفد."
    rows = extract_statements({"id": "a", "text": text})
    assert [row["speaker"] for row in rows] == ["الوكالة"]


def test_a_subject_out_of_reach_in_a_text_that_breaks_off():
    # the search for a verb once began anew at the last word of the text, and never ended
    text = "السفير في ختام لقاء طويل شهد حضورا كبيرا من الوزراء والنواب والصحافيين في العاصمة يؤكد أن الحدود آمنة في"
    rows = extract_statements({"id": "a", "text": text})
    assert "السفير" not in {row["speaker"] for row in rows}


REPEATED = {"tehran": TEHRAN, "mixed": MIXED, **MUTANTS.REPEATED}


@pytest.mark.parametrize("name", REPEATED)
def test_time_grows_no_more_than_linearly(name):
    def seconds(size):
        article = {"id": "a", "text": MUTANTS.one_line(REPEATED[name], size)}
        # the collector looks through whatever else this process holds: that is not the extractor's time
        gc.disable()
        try:
            start = time.process_time()
            extract_statements(article)
            return time.process_time() - start
        finally:
            gc.enable()

    # a first look, so that a bad case fails soon instead of holding up the suite
    assert min(seconds(10_000) for _ in range(2)) < 1
    # by turns, because a processor that is busy or slow for a while is so for both
    pairs = [(seconds(80_000), seconds(40_000)) for _ in range(3)]
    # three times the time for twice the text leaves room for noise; quadratic growth would take four times
    assert min(long for long, _ in pairs) < 3 * min(short for _, short in pairs) + 0.02


def test_one_line_of_half_a_megabyte():
    article = {"id": "a", "text": MUTANTS.one_line(MIXED)}
    assert len(article["text"].encode()) >= 500_000
    start = time.process_time()
    rows = extract_statements(article)
    assert time.process_time() - start < 20
    assert MUTANTS.check_rows(article, rows) == []


@pytest.mark.parametrize("text", ['" " قال', 'وأضاف"«سنعمل"بيان'])
def test_a_mention_of_marks_alone_names_nobody(text):
    article = {"id": "a", "text": text}
    assert MUTANTS.check_rows(article, extract_statements(article)) == []
