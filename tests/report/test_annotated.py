"""The annotated view: everything marked, nothing unescaped, no text lost."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taawun.errors import TaawunError
from taawun.report.annotated import render_article
from taawun.report.markup import templates
from taawun.report.style import COLOURS

TEXT = (
    "أكد سالم الراشدي أن الميناء آمن. وأضاف أن السفن تصل.\n\nوقال متحدث إن الوزير أوضح أن «الرسوم ستنخفض» قريبا./انتهى/"
)


def span(words):
    start = TEXT.index(words)
    return [start, start + len(words)]


def row(cue, content, speaker, mention=None, **more):
    return {
        "article_id": "a",
        "statement_id": f"a:{span(cue)[0]}",
        "cue": span(cue),
        "content": [span(content)],
        "speaker": speaker,
        "speaker_id": speaker and speaker.replace(" ", "-"),
        "speaker_ids": [speaker] if speaker else [],
        "speaker_type": "person",
        "mention": mention and span(mention),
        "level": 1,
        "polarity": "affirmed",
        "factuality": "reported",
        "cue_rule": "finite-verb",
        "speaker_rule": "subject" if mention else "carry-over",
        "span_rule": "sentence-end",
        "confidence": 0.75,
    } | more


ROWS = [
    row("أكد", "الميناء آمن", "سالم الراشدي", "سالم الراشدي"),
    row("وأضاف", "السفن تصل", "سالم الراشدي"),
    row("وقال", "الوزير أوضح أن «الرسوم ستنخفض» قريبا", "متحدث", "متحدث"),
    row("أوضح", "«الرسوم ستنخفض»", "الوزير", "الوزير", level=2),
]
ARTICLE = {
    "id": "a",
    "text": TEXT,
    "title": "عنوان",
    "outlet": "وكالة",
    "date": "2017-01-02",
    "url": "https://example.org/a?b=1&c=2",
    "removed": [{"start": TEXT.index("/انتهى/"), "end": len(TEXT), "rule": "end-mark"}],
}


class Page(HTMLParser):
    """Collects what a browser would show, and what it would run."""

    def __init__(self, html):
        super().__init__()
        self.shown, self.stack, self.ids, self.attributes, self.tags = [], [], [], [], []
        self.feed(html)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value for name, value in attrs if name == "id"]
        self.stack.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        assert self.stack.pop()[0] == tag

    def handle_data(self, data):
        inside = " ".join(kind for _, kind in self.stack)
        own = ("ta-who", "ta-hidden", "ta-control")
        if "ta-text" in inside and not any(kind in inside for kind in own):
            self.shown.append(data)


def page(article=ARTICLE, rows=ROWS, **options):
    return Page(render_article(article, rows, css=False, **options))


def test_the_text_is_shown_whole_and_in_order():
    shown = "".join(page().shown).replace("⟨", "").replace("⟩", "")
    assert shown == TEXT.replace("\n", "")


def test_each_statement_is_an_anchor_with_its_rules():
    html = render_article(ARTICLE, ROWS)
    for one in ROWS:
        assert f'id="s-{one["statement_id"]}"' in html
    assert "سالم الراشدي | لفظ القول finite-verb، المتحدث carry-over، نهاية المقول sentence-end، الثقة 0.75" in html
    assert Page(render_article(ARTICLE, ROWS, css=False, anchors=False)).ids == []


def test_speakers_have_letters_and_inherited_ones_are_told():
    html = render_article(ARTICLE, ROWS, css=False)
    assert html.count("ta-who ta-inherited") == 3  # text, legend, list
    assert "المتحدث: سالم الراشدي، متحدث لم يُسمَّ" in html
    letters = re.findall(r'aria-hidden="true">([^<])</span> <bdi class="ta-said"', html)
    assert letters == ["أ", "ب", "ج"]


def test_level_two_negation_joint_speakers_and_removed_text_are_marked():
    joint = row("أكد", "الميناء آمن", "الجانبان", speaker_ids=["x", "y"], polarity="negated", factuality="irrealis")
    html = render_article(ARTICLE, [joint, *ROWS[1:]], css=False)
    assert 'aria-hidden="true">أ ↩+✕؟</span>' in html
    assert "⟨«الرسوم ستنخفض»⟩" in html
    assert '<span class="ta-removed" title="استُبعد: end-mark">/انتهى/</span>' in html
    assert "قول مشترك" in html


def test_the_legend_says_only_what_occurs():
    html = render_article(ARTICLE, ROWS[:1], css=False)
    assert "قول مشترك" not in html
    assert "منفي" not in html
    assert "لم يُعثر على أقوال" in render_article(ARTICLE, [])


@pytest.mark.parametrize(
    ("language", "has", "lacks"), [("ar", "من السياق", "carried"), ("en", "carried over", "القواعد")]
)
def test_language_of_the_legend(language, has, lacks):
    html = render_article(ARTICLE, ROWS, language=language, css=False)
    assert has in html
    assert lacks not in html


def test_sides_stand_in_the_legend():
    sides = [SimpleNamespace(id="port", state=None, speakers=["سالم الراشدي"], offices=[])]
    assert "<bdi>[port]</bdi>" in render_article(ARTICLE, ROWS, sides=sides)


def test_unknown_speakers_are_shown_as_unknown():
    html = render_article(ARTICLE, [row("أكد", "الميناء آمن", None)], css=False)
    assert "متحدث غير معروف" in html


def test_rows_of_a_data_frame_are_read():
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame([*ROWS, row("تصل", "السفن", None)])
    frame["mention"] = [None if m is None else np.array(m) for m in frame["mention"]]
    frame.loc[len(frame) - 1, "confidence"] = float("nan")
    frame["relay"] = float("nan")
    html = render_article(ARTICLE, frame.to_dict("records"), css=False)
    assert "nan" not in html.lower()
    assert len(Page(html).ids) == 5


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</style><b>",
    "&lt;script&gt;",
    "{{ 7*7 }} ${x} <!-- ",
    "a\u202eb\u2066c\u200fd\x00e\x1bf",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_harmless_everywhere(payload):
    text = f"قال {payload} أن {payload}"
    article = dict.fromkeys(("title", "outlet", "date", "url"), payload) | {
        "id": "a",
        "text": text,
        "removed": [{"start": 0, "end": len(text), "rule": payload}],
    }
    hostile = ROWS[0] | {
        "statement_id": payload,
        "cue": [0, 3],
        "content": [[4, len(text)]],
        "mention": [4, 4 + len(payload)],
        "speaker": payload,
        "speaker_id": payload,
        "relay": payload,
        "cue_rule": payload,
    }
    shown = page(article, [hostile])
    assert not set(shown.tags) & {"script", "img", "style", "iframe", "a"}
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    allowed = {"class", "id", "style", "title", "dir", "lang", "scope", "role", "aria-hidden", "aria-label", "tabindex"}
    assert {name for name, _ in shown.attributes} <= allowed
    styles = {value for name, value in shown.attributes if name == "style"}
    assert all(re.fullmatch(r"--who:#[0-9a-f]{6};--line:[a-z]+", style) for style in styles)
    # titles are read by browsers as plain text; what is shown must not turn the reading direction
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", "".join(shown.shown))


def test_controls_are_visible():
    html = render_article({"id": "a", "text": "ab\u202ecd\u200e"}, [], css=False)
    assert "RLO" in html
    assert "LRM" in html


def test_only_web_addresses_become_links():
    assert 'href="https://example.org/a?b=1&amp;c=2"' in render_article(ARTICLE, [])
    assert "href" not in render_article(ARTICLE | {"url": "javascript:alert(1)"}, [], css=False)


def test_a_span_outside_the_text_is_an_error():
    with pytest.raises(TaawunError, match="lies outside the text"):
        render_article(ARTICLE, [ROWS[0] | {"content": [[0, 9999]]}])


def test_the_view_brings_its_style():
    assert str(render_article(ARTICLE, ROWS)).startswith("<style>.ta {")


def contrast(colour, other):
    def light(hexa):
        parts = [int(hexa[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((light(colour), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
def test_badges_can_be_read(colour):
    assert contrast(colour, "#ffffff") >= 4.5


def test_the_style_names_no_address():
    assert not re.search(r"url\(|@import|https?:", templates().get_template("annotated.css").render())


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_spans_give_well_formed_html_and_the_whole_text(data):
    n = len(TEXT)
    place = st.integers(0, n)
    spans = st.tuples(place, place).map(sorted).map(list)
    rows = [
        ROWS[0]
        | {
            "statement_id": f"a:{i}",
            "cue": data.draw(spans),
            "content": data.draw(st.lists(spans, max_size=3)),
            "mention": data.draw(st.none() | spans),
            "speaker_id": f"s{i % 3}",
            "level": data.draw(st.sampled_from([1, 2])),
        }
        for i in range(data.draw(st.integers(0, 5)))
    ]
    shown = "".join(page(rows=rows).shown).replace("⟨", "").replace("⟩", "")
    assert shown == TEXT.replace("\n", "")
