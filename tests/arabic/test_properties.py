"""What must hold for any text, Arabic or not."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taawun.arabic import Segmenter, fold_text, fold_with_map, segment_words, split_sentences, split_words
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


# What each costs is measured at a size and at four times that size: four times as much where time is linear, sixteen
# times where it is quadratic. Small sizes show it as well as large ones, and quickly.
HOSTILE = [
    *("ا", "ويب", "و\u0654", "\u200f", "\U0001f1f8", "a", "a.", "a@", "1,", "1:11", "#", "«", "ا.", "اب."),
    ("ب", "\u064e", ""),
    ("http://", ".", ""),
    ("«", "اب. ", "»"),
]
CHARACTERS = 8_000


def least_seconds(text: str) -> float:
    """CPU time of the whole layer, the least of two: a busy machine adds to it, nothing takes from it."""
    seconds = []
    for _ in range(2):
        start = time.process_time()
        fold_with_map(text)
        Segmenter().segment(text)
        split_sentences(text)
        seconds.append(time.process_time() - start)
    return min(seconds)


@pytest.mark.parametrize("parts", HOSTILE, ids=ascii)
def test_hostile_text_takes_linear_time(parts: str | tuple[str, str, str]) -> None:
    before, unit, after = ("", parts, "") if isinstance(parts, str) else parts
    few, many = (before + unit * (size // len(unit)) + after for size in (CHARACTERS, 4 * CHARACTERS))
    assert least_seconds(many) < 10 * least_seconds(few) + 0.02


@pytest.mark.parametrize("text", ["ا" * 1_000_000, "ب" + "\u064e" * 100_000], ids=["1 MB without a space", "marks"])
def test_endless_words_take_seconds_not_hours(text: str) -> None:
    start = time.process_time()
    assert [(word.start, word.end) for word in segment_words(text)] == [(0, len(text))]
    assert time.process_time() - start < 10
