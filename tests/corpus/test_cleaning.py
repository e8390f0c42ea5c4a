"""Boilerplate is set aside and nothing else; the text stays as it is."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taawun.corpus.cleaning import count_words, find_boilerplate, mask_removed
from taawun.lexicons import load_lexicon

RULES = load_lexicon("boilerplate")["rules"]
ALPHABET = st.sampled_from("ابتلمنيوة ./()[]:-–\n\t\r\xa0<>/@*_#0123456789ABs؟«»\"'")


def marked(text: str, **about: str) -> str:
    """Text with ⟦ ⟧ around what was set aside."""
    for span in reversed(find_boilerplate(text, **about)):
        start, end = span["start"], span["end"]
        text = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
    return text


@pytest.mark.parametrize("rule", RULES, ids=[f"{rule['id']}-{number}" for number, rule in enumerate(RULES)])
def test_each_rule_sets_aside_what_its_example_marks(rule):
    plain = re.sub("[⟦⟧]", "", rule["example"])
    outlet = rule.get("outlets", [None])[0]
    assert marked(plain, outlet=outlet) == rule["example"]
    assert rule["id"] in {span["rule"] for span in find_boilerplate(plain, outlet=outlet)}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.get("outlets")], ids=lambda rule: rule["id"])
def test_a_rule_of_some_outlets_holds_for_no_other(rule):
    plain = re.sub("[⟦⟧]", "", rule["example"])
    assert rule["id"] not in {span["rule"] for span in find_boilerplate(plain, outlet="صحيفة أخرى")}


@pytest.mark.parametrize(
    "text",
    [
        "وقال الوزير: انتهى العمل في المرفأ الجديد.",
        "وقالت رويترز إن السفينة وصلت.",
        "قال الناطق (رويترز) إن السفينة وصلت إلى المرفأ.",
        "وأكد أن شارك من خلال تويتر في الحملة كثيرون.",
        "المرفأ - بدأت اليوم أعمال المؤتمر.",
        "وأضاف: اقرأ التاريخ قبل أن تحكم.",
        "وتنتشر سمات القيادة في المؤسسة كلها.",
        "بلغ السعر 5 < 7 وقيل 9 > 3.",
    ],
)
def test_what_only_looks_like_boilerplate_stays(text):
    assert find_boilerplate(text, outlet="3alyoum") == []


def test_a_repeated_title_is_set_aside_in_any_spelling():
    text = "الوزير يزور المرفأ إلى الغد\nوصل الوزير أمس.\nالوزير يزور المرفأ الى الغد"
    assert [span["rule"] for span in find_boilerplate(text, title="الوزير يزور المرفأ إلى الغد")] == [
        "repeated_title"
    ] * 2
    assert find_boilerplate("الوزير يزور المرفأ", title="الوزير يزور المرفأ") == []


def test_captions_after_the_article_are_set_aside_at_outlets_that_print_them():
    text = "بدأ العمل في المرفأ.\n\nالوزير في المرفأ\n\nجانب من الحضور"
    assert marked(text, outlet="alyaum") == "بدأ العمل في المرفأ.\n\n⟦الوزير في المرفأ⟧\n\n⟦جانب من الحضور⟧"
    assert marked(text, outlet="okaz") == text


def test_broken_lines_run_on_and_paragraphs_stay():
    line = "وقال الوزير إن العمل في المرفأ الجديد سيبدأ بعد شهر من"
    text = "\n".join([*[line] * 4, "الآن.", "", *[line] * 4, "الآن."])
    masked = mask_removed(text, find_boilerplate(text))
    assert len(masked) == len(text)
    assert masked.split("\n") == [" ".join([*[line] * 4, "الآن."]), "", " ".join([*[line] * 4, "الآن."])]


def test_paragraphs_of_one_line_are_no_broken_lines():
    text = "\n".join("وقال الوزير إن العمل في المرفأ الجديد سيبدأ بعد شهر من الآن." for _ in range(8))
    assert find_boilerplate(text) == []


def test_verse_and_lists_keep_their_lines():
    verse = "\n".join(f"يا مرفأ الأحباب طال بنا الغياب {number}\nوالبحر أوسع من خيال المبحرين" for number in range(6))
    assert find_boilerplate(verse) == []


def test_markup_in_a_text_is_set_aside_with_its_scripts():
    text = 'قال <b>الوزير</b> ذلك.<script type="x">alert("لا")</script> وأضاف غيره.<SCRIPT>لا'
    assert mask_removed(text, find_boilerplate(text)).split() == ["قال", "الوزير", "ذلك.", "وأضاف", "غيره."]


def test_words_of_removed_spans_do_not_count():
    text = "وأعلن الوزيرُ ذلكَ في 5 نقاط./انتهى/\nتعليقك"
    assert count_words(text, find_boilerplate(text)) == 6


@given(st.text(ALPHABET, max_size=300), st.sampled_from([None, "3alyoum", "alyaum"]))
def test_spans_are_in_order_apart_and_within_the_text(text, outlet):
    spans = find_boilerplate(text, outlet=outlet, title=text.split("\n")[0])
    position = 0
    for span in spans:
        assert position <= span["start"] < span["end"] <= len(text)
        position = span["end"]
    masked = mask_removed(text, spans)
    assert len(masked) == len(text)
    assert all(masked[i] == text[i] or masked[i] == " " for i in range(len(text)))


HOSTILE = {
    "letters": "ا",
    "words": "كلمة ",
    "dashes": "ا - ",
    "slashes": "/ ا",
    "tags": "<a ",
    "scripts": "<script>",
    "numbers": "1:1 ",
    "lines": "ا\n",
    "shares": "تويتر ",
    "wraps": "وقال الوزير إن العمل في المرفأ الجديد سيبدأ بعد شهر\n",
    "ends": "/انتهى/ ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_the_time_grows_with_the_text_and_no_faster(piece):
    """Sixteen times the text may take little more than sixteen times the time; a square would take 256 times."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        find_boilerplate(text, title="كلمة")
        return time.process_time() - begun

    small = max(min(seconds(8_000) for _ in range(3)), 1e-4)
    assert seconds(128_000) < 100 * small
