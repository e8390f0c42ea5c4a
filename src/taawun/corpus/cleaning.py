"""What agencies and sites put around an article: found and set aside as spans; the text itself is never edited.

The rules are data (lexicons/boilerplate.yaml). Every expression sees one line of at most 200 characters, or the first
or last 300 of the text, so that the time for a text grows with its length and no faster, whatever the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon

Span = dict[str, Any]

LONGEST_LINE, WINDOW = 200, 300
LINE_WRAP = "line_wrap"

_SPACE_IN_PATTERN = re.compile(r"\[(?:\\.|[^\]])*\]|\\.| \?| ")
_TAG = re.compile(r"<(?:[A-Za-z/][^<>]{0,2000}|!--[^<>]{0,2000}--)>")
_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)\b", re.IGNORECASE)
_WORD = re.compile("[^\\W_][\\w\u0610-\u061a\u064b-\u065f\u0670]*+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class _Rule(NamedTuple):
    id: str
    where: str
    expression: re.Pattern[str]
    outlets: frozenset[str]
    needs: str


@cache
def _rules(where: str) -> tuple[_Rule, ...]:
    rules = []
    for rule in load_lexicon("boilerplate")["rules"]:
        pattern = _SPACE_IN_PATTERN.sub(_match_blanks, rule["pattern"])
        if rule["where"] == "tail":
            pattern = rf"(?:{pattern})\s*\Z"
        expression = re.compile(pattern, re.MULTILINE)
        rules.append(
            _Rule(rule["id"], rule["where"], expression, frozenset(rule.get("outlets", ())), rule.get("needs", ""))
        )
    return tuple(rule for rule in rules if rule.where == where)


def _match_blanks(match: re.Match[str]) -> str:
    return {" ": r"[^\S\n]{1,9}", " ?": r"[^\S\n]{0,9}"}.get(match[0], match[0])


def find_boilerplate(text: str, *, outlet: str | None = None, title: str | None = None) -> list[Span]:
    r"""Spans of a text that no journalist wrote, in text order, not overlapping.

    Parameters
    ----------
    outlet
        Some rules hold for some outlets only.
    title
        A first or last line that only repeats it is set aside.

    Returns
    -------
    list of {"start", "end", "rule"}
        Character offsets into `text`, as column `removed` of the article table holds them. A `line_wrap` span is the
        line break of a line broken in the middle of a sentence; `mask_removed` turns it into a space.

    Examples
    --------
    >>> text = "وأعلن الوزير ذلك./انتهى/\nتعليقك"
    >>> [(text[span["start"] : span["end"]], span["rule"]) for span in find_boilerplate(text)]
    [('/انتهى/', 'end_mark'), ('تعليقك', 'site_chrome')]
    """
    removed = _Removed(text)
    _find_markup(text, removed)
    lines = list(_lines(text))
    _find_lines(lines, outlet, fold_text(title).strip() if title else None, removed)
    _find_heads(text, outlet, removed)
    _find_tails(text, outlet, removed)
    if outlet in load_lexicon("boilerplate")["captions"]["outlets"]:
        _find_captions(lines, removed)
        _find_tails(text, outlet, removed)
    _find_wraps(text, lines, removed)
    return removed.spans()


def mask_removed(text: str, removed: Iterable[Mapping[str, Any]]) -> str:
    r"""Copy of a text, of the same length, with blanks where spans were set aside: what the stages read.

    Line breaks within a span stay, so that paragraphs stay, except those set aside as `line_wrap`.

    Examples
    --------
    >>> mask_removed("قال ذلك./انتهى/\nتعليقك", [{"start": 8, "end": 15, "rule": "end_mark"}])
    'قال ذلك.       \nتعليقك'
    """
    parts, position = [], 0
    for span in removed:
        cut = text[span["start"] : span["end"]]
        kept = " " * len(cut) if span["rule"] == LINE_WRAP else re.sub(r"[^\n]", " ", cut)
        parts += [text[position : span["start"]], kept]
        position = span["end"]
    return "".join([*parts, text[position:]])


def count_words(text: str, removed: Iterable[Mapping[str, Any]] = ()) -> int:
    """Count the words of a text outside its removed spans; punctuation is no word.

    Examples
    --------
    >>> count_words("وأعلن الوزير ذلك./انتهى/", [{"start": 17, "end": 24, "rule": "end_mark"}])
    3
    """
    return len(_WORD.findall(mask_removed(text, removed)))


def count_bidi_controls(text: str) -> int:
    r"""Count the characters of a text that override its direction: they can make it look like another text.

    Examples
    --------
    >>> count_bidi_controls("\u202bقال\u202c")
    2
    """
    return len(_BIDI.findall(text))


def is_web_page(text: str) -> bool:
    """Whether a text is the source of a web page and no article.

    Examples
    --------
    >>> is_web_page("<!DOCTYPE html><html>"), is_web_page("قال <b>ذلك</b>")
    (True, False)
    """
    return bool(_PAGE.match(text))


class _Removed:
    """Spans set aside so far: a byte per character, so that marking and asking stay linear."""

    def __init__(self, text: str) -> None:
        self.text, self.mask = text, bytearray(len(text))
        # Both only move inwards, so that all calls together pass over the text once.
        self._first, self._last = 0, len(text)
        self.found: list[Span] = []

    def add(self, start: int, end: int, rule: str) -> bool:
        """Set a span aside without the blanks around it; False when there is nothing new in it."""
        piece = self.text[start:end]
        start, end = end - len(piece.lstrip()), start + len(piece.rstrip())
        if start >= end or any(self.mask[start:end]):
            return False
        self.mask[start:end] = b"\1" * (end - start)
        self.found.append({"start": start, "end": end, "rule": rule})
        return True

    def first_kept(self) -> int:
        """Position of the first character that is neither blank nor set aside."""
        while self._first < len(self.text) and self._is_idle(self._first):
            self._first += 1
        return self._first

    def last_kept(self) -> int:
        """End of the last such character."""
        while self._last and self._is_idle(self._last - 1):
            self._last -= 1
        return self._last

    def _is_idle(self, position: int) -> bool:
        return bool(self.mask[position]) or self.text[position].isspace()

    def spans(self) -> list[Span]:
        return sorted(self.found, key=lambda span: span["start"])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the lines without the blanks around them; an empty line has start == end."""
    position = 0
    for line in text.split("\n"):
        stripped = line.strip()
        start = position + (len(line) - len(line.lstrip()) if stripped else 0)
        yield start, start + len(stripped)
        position += len(line) + 1


def _find_markup(text: str, removed: _Removed) -> None:
    if "<" not in text:
        return
    position = 0
    for tag in _TAG.finditer(text):
        if tag.start() < position:
            continue
        position = tag.end()
        name = re.match(r"<(script|style)\b", tag[0], re.IGNORECASE)
        if name:
            close = re.compile(rf"</{name[1]}\s{{0,9}}>", re.IGNORECASE).search(text, position)
            position = close.end() if close else len(text)
        removed.add(tag.start(), position, "markup")


def _find_lines(lines: list[tuple[int, int]], outlet: str | None, title: str | None, removed: _Removed) -> None:
    rules = [rule for rule in _rules("line") if not rule.outlets or outlet in rule.outlets]
    text = removed.text
    written = [line for line in lines if line[0] < line[1]]
    for number, (start, end) in enumerate(written):
        line = text[start:end]
        if len(line) > LONGEST_LINE:
            continue
        # The title counts as a repetition only where something else is left of the article.
        if title and len(written) > 1 and number in (0, len(written) - 1) and fold_text(line).strip() == title:
            removed.add(start, end, "repeated_title")
            continue
        for rule in rules:
            if rule.expression.fullmatch(line):
                removed.add(start, end, rule.id)
                break


def _find_heads(text: str, outlet: str | None, removed: _Removed) -> None:
    rules = [rule for rule in _rules("head") if not rule.outlets or outlet in rule.outlets]
    while True:
        start = removed.first_kept()
        window = text[start : start + WINDOW]
        for rule in rules:
            match = rule.expression.match(window)
            if match and removed.add(start, start + match.end(), rule.id):
                break
        else:
            return


def _find_tails(text: str, outlet: str | None, removed: _Removed) -> None:
    rules = [rule for rule in _rules("tail") if not rule.outlets or outlet in rule.outlets]
    while True:
        end = removed.last_kept()
        first = max(0, end - WINDOW)
        window = text[first:end]
        for rule in rules:
            match = rule.expression.search(window) if rule.needs in window else None
            # A window that begins within a line must not pass for the beginning of one.
            cut_off = match and match.start() == 0 and first > 0
            if match and not cut_off and removed.add(first + match.start(), end, rule.id):
                break
        else:
            return


def _find_captions(lines: list[tuple[int, int]], removed: _Removed) -> None:
    lexicon = load_lexicon("boilerplate")
    longest, ends = lexicon["captions"]["longest"], tuple(lexicon["sentence_ends"])
    for number in range(len(lines) - 1, 1, -1):
        start, end = lines[number]
        if start == end or removed.mask[start]:
            continue
        before = lines[number - 1]
        if before[0] != before[1] or end - start > longest or removed.text[end - 1] in ends:
            return
        removed.add(start, end, "caption")


def _find_wraps(text: str, lines: list[tuple[int, int]], removed: _Removed) -> None:
    """Set aside the line breaks of a text that was broken at a fixed width.

    Such a text has at least five lines, none longer than 130 characters, and most of its full lines end within a
    sentence; of these at least one in ten ends with a word that leans on the next one, which lines of verse and of
    lists do not. A line that fills at least six tenths of the width and ends within a sentence runs on into the next.
    """
    lexicon = load_lexicon("boilerplate")
    ends, leaning = tuple(lexicon["sentence_ends"]), frozenset(lexicon["leaning_words"])
    written = [(start, end) for start, end in lines if start < end and not removed.mask[start]]
    lengths = sorted(end - start for start, end in written)
    if len(written) < 5 or not 30 <= lengths[-1] <= 130:
        return
    width = lengths[-1]
    runs_on = [
        (end, following)
        for (start, end), (following, follows_to) in itertools.pairwise(lines)
        if start < end
        and following < follows_to
        and end - start >= 0.6 * width
        and text[end - 1] not in ends
        and not removed.mask[end - 1]
        and not removed.mask[following]
    ]
    leaning_ends = sum(text[max(0, end - 10) : end].split()[-1] in leaning for end, _ in runs_on)
    if len(runs_on) < 0.5 * len(written) or leaning_ends < max(1, 0.1 * len(runs_on)):
        return
    for end, following in runs_on:
        newline = text.index("\n", end, following)
        removed.mask[newline] = 1
        removed.found.append({"start": newline, "end": newline + 1, "rule": LINE_WRAP})
