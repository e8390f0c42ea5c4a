"""An article belongs to a study by its date, its outlet and the states it speaks of."""

import pytest

from taawun.arabic import fold_text
from taawun.corpus.selection import left_out_by, state_expression
from taawun.lexicons import load_lexicon
from taawun.study import CorpusSettings

MEETING = "استقبل وزير الخارجية التركي في أنقرة نظيره القادم من طهران."


def left_out(text, removed=(), n_words=20, date="2016-03-02", outlet="الساحل", minimum_words=0, **filters):
    settings = CorpusSettings.model_validate({"folder": "x", "filters": filters, "minimum_words": minimum_words})
    row = {"text": text, "removed": list(removed), "n_words": n_words, "date": date, "outlet": outlet}
    return left_out_by(row, settings)


@pytest.mark.parametrize(
    ("about", "step"),
    [
        ({}, None),
        ({"minimum_words": 21}, "minimum_words"),
        ({"from": "2016-03-03"}, "dates"),
        ({"to": "2016-03-01"}, "dates"),
        ({"from": "2016-03-02", "to": "2016-03-02"}, None),
        ({"from": "2016-03-03", "date": None}, None),
        ({"outlets": ["المرسى"]}, "outlets"),
        ({"outlets": ["المرسى", "الساحل"]}, None),
        ({"states": ["TR", "IR"]}, None),
        ({"states": ["TR", "IR", "OM"]}, "states"),
        ({"states": ["TR", "IR"], "office_holder": True}, None),
    ],
)
def test_each_filter_leaves_out_what_it_says(about, step):
    assert left_out(MEETING, **about) == step


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("TR", "وقالت تركيا", True),
        ("TR", "بتركيا ولتركيا", True),
        ("TR", "والحكومة التركية", True),
        ("TR", "للأتراك", False),
        ("TR", "قال تركي الفيصل", False),
        ("IQ", "للعراق", True),
        ("IQ", "في بغداد", True),
        ("SA", "وللسعودية", True),
        ("SA", "السعوديون", True),
        ("US", "الولايات المتحدة الأميركية", True),
        ("IR", "إيرانية الصنع", False),
        ("OM", "معمان", False),
    ],
)
def test_states_are_found_with_their_proclitics_and_not_within_words(code, text, found):
    assert bool(state_expression(code).search(fold_text(text))) is found


def test_every_state_of_the_lexicon_has_an_expression():
    for code in load_lexicon("states")["states"]:
        assert state_expression(code).search("") is None


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("زار رئيس وزراء العراق طهران أمس.", None),
        ("زار السفير الإيراني لدى العراق المرفأ.", None),
        ("فاز منتخب العراق على منتخب إيران.", "office_holder"),
        ("قال رئيس النادي إن لاعبيه من أفضل اللاعبين وإن فريق العراق سيلعب في إيران.", "office_holder"),
    ],
)
def test_office_must_belong_to_one_of_the_states(text, step):
    assert left_out(text, states=["IQ", "IR"], office_holder=True) == step


def test_removed_spans_do_not_count():
    text = "زار وزير العراق المرفأ. كلمات مفتاحية: إيران"
    removed = [{"start": 24, "end": len(text), "rule": "tags"}]
    assert left_out(text, states=["IQ", "IR"]) is None
    assert left_out(text, removed, states=["IQ", "IR"]) == "states"
