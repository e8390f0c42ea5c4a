"""Sentences, paragraphs and quotation marks of an article."""

import pytest

from taawun.statements import extract_statements
from taawun.statements.reading.tokens import read_tokens
from taawun.statements.readings import describe_rows


def sentences(text, removed=()):
    tokens = read_tokens(text, removed)
    found, i = [], 0
    while i < len(tokens):
        end = tokens.sentence_end[i]
        found.append(tokens.words(i, end))
        i = end
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. وغادر الوزير.", ["وصل الوفد.", "وغادر الوزير."]),
        ("قال: «نعم. ولا». ثم سكت.", ["قال: «نعم. ولا».", "ثم سكت."]),
        ('قال: "انتهى الأمر." ثم غادر.', ['قال: "انتهى الأمر."', "ثم غادر."]),
        ("سطر أول\nسطر ثان", ["سطر أول", "سطر ثان"]),
        ("التقى د. سامي نظيره.", ["التقى د. سامي نظيره."]),
        ("مسقط (CNN) – وصل الوفد.", ["مسقط (CNN) –", "وصل الوفد."]),
        ("قالت شركة (دي.سي.ان) إنها باعت.", ["قالت شركة (دي.سي.ان) إنها باعت."]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_removed_spans_are_skipped_and_part_the_text():
    text = "وصل الوفد اقرأ أيضا هنا غادر الوفد"
    start = text.index("اقرأ")
    removed = [{"start": start, "end": start + len("اقرأ أيضا هنا"), "rule": "chrome"}]
    tokens = read_tokens(text, removed)
    assert [tokens.forms[k].form for k in range(len(tokens))] == ["وصل", "الوفد", "غادر", "الوفد"]
    assert tokens.paragraph[1] != tokens.paragraph[2]
    assert text[tokens.starts[2] : tokens.ends[2]] == "غادر"


def test_an_article_has_empty_words_around_it():
    tokens = read_tokens("وصل الوفد")
    assert len(tokens) == 2
    assert [tokens.flags[k] for k in (-1, 2, 3, 4)] == [0] * 4
    assert not {tokens.forms[k].form.strip() for k in (-1, 2, 3, 4)} - {""}


def test_a_missing_straight_mark_does_not_swallow_the_next_statement():
    text = 'قال الوزير "سنبدأ غدا. وقال المدير إن "العمل" مستمر.'
    tokens = read_tokens(text)
    second = next(i for i, form in enumerate(tokens.forms) if form.form == "وقال")
    assert tokens.quoted_from[second] == -1


def test_nested_marks_belong_to_the_outer_quotation():
    tokens = read_tokens("قال: «صحيفة «النهر» كتبت ذلك»")
    inner = next(i for i, form in enumerate(tokens.forms) if form.form == "النهر")
    assert tokens.quoted_from[inner] == 2


@pytest.mark.parametrize("text", ["", " \n ", "\u064b\u064b", '"' * 999, "«" * 999, "»" * 999, "(" * 500 + ")" * 500])
def test_degenerate_texts(text):
    tokens = read_tokens(text)
    assert len(tokens.sentence_end) == len(tokens.quoted_from) == len(tokens)


def test_a_text_without_stops_is_cut():
    tokens = read_tokens("كلمة " * 5000)
    assert max(tokens.sentence_end[i] - i for i in range(len(tokens))) <= 800


@pytest.mark.parametrize(
    ("text", "reading", "state"),
    [
        ("وأكدت پاکستان أن الحوار مستمر.", "وأكدت (پاکستان) الحوار مستمر", "PK"),
        ("وأكدت ڤيتنام أن الحوار مستمر.", "وأكدت (ڤيتنام) الحوار مستمر", "VN"),
        ("وقال الوزير چاك دوران إن الجسر آمن.", "وقال (الوزير چاك دوران) الجسر آمن", None),
        ("وقالت شركة École إن الجسر آمن.", "وقالت (شركة École) الجسر آمن", None),
    ],
)
def test_words_begin_with_any_letter(text, reading, state):
    rows = extract_statements({"id": "a", "text": text})
    assert describe_rows(text, rows) == reading
    assert [row["speaker_state"] for row in rows] == [state]
