"""Text becomes HTML escaped, with its direction said and its invisible controls shown."""

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taawun.report.markup import (
    attributes,
    block,
    direction,
    inline,
    isolate_runs,
    quote_anchor,
    safe_url,
    statement_anchor,
)


class _Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def read(markup):
    parser = _Text()
    parser.feed(str(markup))
    parser.close()
    return parser


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf"])))
def test_text_survives_as_text(text):
    parsed = read(inline(text))
    assert parsed.text == text
    assert set(parsed.tags) <= {"bdi"}


@given(st.text())
def test_no_input_makes_an_element_of_its_own(text):
    assert set(read(isolate_runs(text)).tags) <= {"bdi", "span"}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '"><svg/onload=alert(1)>',
        "</td></table><h1>",
        "&lt;b&gt;",
        "قال <b onmouseover='x'>نعم</b>",
    ],
)
def test_markup_in_text_stays_text(hostile):
    assert html.unescape(read(block(hostile)).text) == html.unescape(hostile)
    assert set(read(block(hostile)).tags) <= {"p", "bdi"}


@pytest.mark.parametrize("control", ["\u202e", "\u202a", "\u2066", "\u2069", "\x00", "\x1b"])
def test_controls_that_reorder_or_end_text_are_shown(control):
    shown = inline(f"a{control}b")
    assert control not in shown
    assert f"U+{ord(control):04X}" in shown


def test_joiners_and_marks_of_ordinary_text_stay():
    assert "می\u200cخواهد" in inline("می\u200cخواهد")
    assert inline("\u200fنعم") == "\u200fنعم"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("قال", "rtl"), ("Mehr", "ltr"), ("123", "ltr"), ("", "ltr"), ("«قال»", "rtl"), ("10 أقوال", "rtl")],
)
def test_direction_is_that_of_the_first_strong_character(text, expected):
    assert direction(text) == expected
    assert f'dir="{expected}"' in attributes(text)


def test_arabic_within_english_is_isolated_and_its_numbers_stay_with_it():
    assert inline("See مادة 3 من الدستور, p. 2") == ('See <bdi dir="rtl" lang="ar">مادة 3 من الدستور</bdi>, p. 2')


def test_anchor_of_a_statement_is_an_id_and_a_fragment():
    anchor = statement_anchor("مقال 1:43")
    assert " " not in anchor
    assert quote_anchor(anchor).isascii()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "https://a b", "", 3, None]
)
def test_only_web_addresses_become_links(url):
    assert safe_url(url) is None
