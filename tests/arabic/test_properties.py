"""What must hold for any text, Arabic or not."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taawun.arabic import fold_text, fold_with_map, segment_words, split_sentences, split_words
from taawun.arabic.fold import ARABIC, CONTROLS, MARKS

ARABIC_TEXT = st.text(
    st.sampled_from("".join(ARABIC) + "والبفسكه" * 20 + CONTROLS + MARKS + " \n.؟«»\"'/:-0123٤۵a@#_\U0001f1f8\u200d😀"),
    max_size=60,
)
TEXT = st.one_of(st.text(max_size=60), ARABIC_TEXT)


def assert_covers(text: str, spans: list[tuple[int, int]]) -> None:
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert covered <= set(range(len(text)))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_words_cover_every_character_once(text: str) -> None:
    spans = split_words(text)
    assert_covers(text, spans)
    assert not any(char.isspace() for start, end in spans for char in text[start:end])


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_segments_join_to_the_tokens(text: str) -> None:
    spans = [(word.start, word.end) for word in segment_words(text)]
    assert_covers(text, spans)
    bounds = {at for span in spans for at in span}
    for start, end in split_words(text):
        assert {start, end} <= bounds


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_sentences_cover_every_character_once(text: str) -> None:
    assert_covers(text, split_sentences(text))


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXT)
@settings(max_examples=300, deadline=None)
def test_offset_map_goes_both_ways(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold_text(text)
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    for at in range(len(folded.text)):
        start, end = folded.to_text(at, at + 1)
        assert start < end
        assert folded.text[at] in fold_text(text[start:end])
        assert folded.to_folded(start, end)[0] <= at < folded.to_folded(start, end)[1]


# A quarter of a megabyte takes well under a second where time is linear, and minutes where it is not.
SECONDS = 8


@pytest.mark.parametrize(
    "text",
    [
        "ا" * 250_000,
        "ب" + "\u064e" * 250_000,
        "\u200f" * 250_000,
        "a." * 125_000,
        "a" * 250_000,
        "a@" * 125_000,
        "http://" + "." * 250_000,
        "\U0001f1f8" * 125_000,
        "1," * 125_000,
        "1:11" * 62_000,
        "«" * 125_000,
        "و\u0654" * 75_000,
        "ا." * 125_000,
        "اب." * 75_000,
        "«" + "اب. " * 62_000 + "»",
        "ويب" * 75_000,
        "#" * 250_000,
    ],
    ids=lambda text: f"{text[:6]!a}",
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    fold_with_map(text)
    segment_words(text)
    split_sentences(text)
    assert time.process_time() - start < SECONDS
