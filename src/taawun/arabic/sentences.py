"""Sentences of newswire: paragraphs cut at full stops that end something."""

from __future__ import annotations

import re

from taawun.arabic.fold import CONTROLS, LETTERS, MARKS, TATWEEL
from taawun.lexicons import load_lexicon

_CLOSERS = "\"'»”’)\\]}›〉﴾"
_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_STOP = re.compile(rf"[.!?؟؛…۔][.!?؟؛…۔]*+[{CONTROLS}]*+")
_QUOTES = re.compile('[«»“”„"]')
_QUOTE_ENDS = re.compile(rf"\s{{0,3}}[{_CLOSERS}]+(?=\s{{1,3}}[^\s،,.؛:])")
_BULLET = re.compile(r"\s*(?:\d{1,3}|[" + LETTERS + r"]{1,3})\s*$")
_LAST_WORD = re.compile(f"[{LETTERS}{MARKS}{TATWEEL}A-Za-z]{{1,12}}$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""Spans of the sentences of a text, without the white space around them.

    A line break always ends a sentence, so that headings, bullets and datelines on their own line stand alone. Within a
    paragraph . ! ؟ ؛ … end one, also without a space after them (الماضية.ودعا); not inside a quotation that is closed
    in the same paragraph, a number, an initial or an abbreviation, nor after a bullet's number.

    Returns
    -------
    list of (start, end)
        0-based, end-exclusive character offsets, in order. Every character that is not white space is in one of them.

    Examples
    --------
    >>> text = "عقد د. سامي لقاء بلغ 3.5 ساعات. وقال: «لا تراجع. سنمضي».\nختام"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['عقد د. سامي لقاء بلغ 3.5 ساعات.', 'وقال: «لا تراجع. سنمضي».', 'ختام']
    """
    sentences: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        begin = paragraph.start()
        for cut in _cuts(paragraph.group()):
            _append_stripped(sentences, text, begin, paragraph.start() + cut)
            begin = paragraph.start() + cut
        _append_stripped(sentences, text, begin, paragraph.end())
    return sentences


def _append_stripped(sentences: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        sentences.append((end - len(piece.lstrip()), start + len(piece.rstrip())))


def _cuts(line: str) -> list[int]:
    quoted = _quoted_spans(line)
    abbreviations = _abbreviations()
    cuts, next_quote, begin = [], 0, 0
    for stop in _STOP.finditer(line):
        at, end = stop.span()
        while next_quote < len(quoted) and quoted[next_quote][1] <= at:
            next_quote += 1
        inside = next_quote < len(quoted) and quoted[next_quote][0] < at < quoted[next_quote][1] - 1
        # «... سنمضي.» وأضاف: a stop inside ends the sentence only where the quotation ends with it.
        if inside and not _QUOTE_ENDS.match(line, end):
            continue
        while end < len(line) and line[end] in _CLOSERS:
            end += 1
        if line[at] == "." and not _ends_sentence(line, begin, at, end, abbreviations):
            continue
        cuts.append(end)
        begin = end
    return cuts


def _ends_sentence(line: str, begin: int, at: int, end: int, abbreviations: frozenset[str]) -> bool:
    before, after = line[at - 1 : at], line[end : end + 1]
    if before.isdecimal() and after.isdecimal():
        return False
    word = _LAST_WORD.search(line, max(begin, at - 13), at)
    spaced = after.isspace() or not after
    if word:
        if word.group() in abbreviations or len(word.group().rstrip(TATWEEL)) == 1:
            return not after
        if not spaced:
            # No space after the full stop: a sentence only between two whole Arabic words.
            following = re.match(f"[{LETTERS}]{{2}}", line[end : end + 2])
            return bool(following) and word.group()[0] in LETTERS
    if not spaced and line[end - 1] not in _CLOSERS:
        return False
    return not _BULLET.fullmatch(line[begin:at]) if len(line[begin:at]) < 8 else True


def _quoted_spans(line: str) -> list[tuple[int, int]]:
    """Outermost quotations that are opened and closed in the line.

    Newswire uses «...» and »...« alike, so a mark opens when none is open and closes otherwise, by family.
    """
    spans, opened, family = [], -1, ""
    for found in _QUOTES.finditer(line):
        mark = found.group()
        kind = "«»" if mark in "«»" else "“”„" if mark in "“”„" else mark
        if opened < 0:
            opened, family = found.start(), kind
        elif kind == family:
            spans.append((opened, found.end()))
            opened = -1
    return spans


def _abbreviations() -> frozenset[str]:
    return frozenset(load_lexicon("abbreviations")["before_full_stop"])
