"""An article as a row of forms with its paragraphs, sentences, brackets and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import compress, count, pairwise
from operator import attrgetter, itemgetter
from typing import Any

from taawun.arabic import split_words
from taawun.arabic.fold import CONTROLS
from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.reading.features import CLOSE, COMMA, DASH, OPEN, QUOTE, SEMI, STOP, WORD
from taawun.statements.reading.forms import Form, read_forms
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.pauses import mark_pauses

_CONTROL = re.compile(f"[{CONTROLS}]")
_ANGLED = "«‹»›"
_LONGEST_QUOTE, _LONGEST_BRACKET = setting("longest_quotation"), setting("longest_bracket")
_SINGLE_QUOTES = frozenset(("'", "‘", "’"))
_LONGEST_PART = setting("longest_part_of_number")
_BEFORE_ASIDE = word_group("before_asides")
_LONGEST_SENTENCE = setting("longest_sentence")
_BRACKETS = OPEN | CLOSE
_PAIRED = _BRACKETS | QUOTE
_CLOSING = STOP | QUOTE | DASH
_MARGIN = [Form(" ", 0, (), "")] * 3


@dataclass(slots=True)
class Tokens:
    """Tokens of an article outside removed spans.

    Attributes
    ----------
    starts, ends
        Character offsets of each token in the article's text.
    forms, flags
        Record of each token and its feature bits (see `taawun.statements.reading.features`). Behind the last token stand
        a few empty ones, so that a rule may look at the next words, or at the one before the first, wherever it stands.
    paragraph
        Number of the paragraph of each token.
    sentence_end
        For each token, the index after the last token of its sentence. A sentence is never ended by a full stop
        inside a quotation.
    sentence_start
        For each token, the index of the first token of its sentence.
    partner
        Opening quotation mark or bracket to its closing one.
    breaks
        Tokens that follow a removed span.
    reporting
        Tokens that can be reporting words.
    plain, vocabulary
        Matching form of each token, and the set of them: of a list of words most are in no text.
    quoted_from
        For each token, the index of the quotation mark that opened the quotation it stands in, else -1.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    sentence_end: list[int] = field(default_factory=list)
    sentence_start: list[int] = field(default_factory=list)
    partner: dict[int, int] = field(default_factory=dict)
    quoted_from: list[int] = field(default_factory=list)
    dotless: bool = False
    breaks: list[int] = field(default_factory=list)
    reporting: list[int] = field(default_factory=list)
    plain: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.starts)

    def spans(self, start: int, end: int) -> list[list[int]]:
        """Character spans of tokens start to end, parted where something was removed between them."""
        edges = [start, *(k for k in self.breaks if start < k < end), end]
        return [[self.starts[a], self.ends[b - 1]] for a, b in pairwise(edges) if b > a]

    def find(self, words: Set[str]) -> list[int]:
        """Tokens that have one of these forms, in text order."""
        wanted = words & self.vocabulary
        return list(compress(count(), map(wanted.__contains__, self.plain))) if wanted else []

    def find_joined(self, letter: str) -> list[int]:
        """Tokens that are a form of the text with a letter in front, in text order."""
        known = self.vocabulary
        return self.find({form for form in known if form[:1] == letter and form[1:] in known})

    def words(self, start: int, end: int) -> str:
        """Text of tokens start to end, as written."""
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""


def read_tokens(text: str, removed: Iterable[Mapping[str, Any]] = ()) -> Tokens:
    """Read a text into tokens, leaving removed spans out.

    Examples
    --------
    >>> tokens = read_tokens("قال الوزير: «نرحب بكم. أهلا». ثم غادر.")
    >>> [tokens.plain[i] for i in range(tokens.sentence_end[0])]
    ['قال', 'الوزير', ':', '«', 'نرحب', 'بكم', '.', 'اهلا', '»', '.']
    >>> tokens.partner[3], tokens.quoted_from[4]
    (8, 3)
    """
    spans = split_words(text)
    if _CONTROL.search(text):
        # a direction mark before a word is no word
        spans = [span for span in spans if not _CONTROL.match(text, span[0])]
    broken: set[int] = set()
    if removed:
        spans, broken = _without(spans, sorted((span["start"], span["end"]) for span in removed))
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    forms = [*read_forms([text[start:end] for start, end in spans]), *_MARGIN]
    flags = list(map(attrgetter("flags"), forms))
    tokens = Tokens(text, starts, ends, forms, flags, _paragraphs(text, starts, broken))
    tokens.reporting = list(compress(count(), map(attrgetter("cues"), forms)))
    tokens.plain = tuple(map(attrgetter("form"), forms))
    tokens.vocabulary = frozenset(tokens.plain)
    tokens.breaks = [i for i, start in enumerate(starts) if start in broken] if broken else []
    # Where an outlet writes على with a dotless ya, علي is the name.
    tokens.dotless = "على" in text
    marks = [i for i, bits in enumerate(flags) if not bits & WORD]
    mark_pauses(tokens, marks)
    mark_single_quotes(tokens)
    _pair_marks(tokens, marks)
    _cut_sentences(tokens, marks)
    return tokens


def _without(spans: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], set[int]]:
    """Spans outside the gaps, and the starts of those that follow one."""
    kept: list[tuple[int, int]] = []
    broken: set[int] = set()
    begin = 0
    for first, last in gaps:
        kept += spans[begin : bisect_right(spans, first, key=itemgetter(1))]
        begin = max(begin, bisect_left(spans, last, key=itemgetter(0)))
        broken.update(start for start, _ in spans[begin : begin + 1])
    return kept + spans[begin:], broken


def _paragraphs(text: str, starts: list[int], broken: set[int]) -> list[int]:
    """Return the paragraph of each token: one more after each run of line breaks and after each removed span."""
    openings = {bisect_left(starts, start) for start in broken}
    newline = text.find("\n")
    while newline >= 0 and (opening := bisect_left(starts, newline)) < len(starts):
        openings.add(opening)
        newline = text.find("\n", starts[opening])
    paragraphs: list[int] = []
    for number, (first, last) in enumerate(pairwise([0, *sorted(openings), len(starts)])):
        paragraphs += [number] * (last - first)
    return paragraphs


def _pair_marks(tokens: Tokens, marks: list[int]) -> None:
    """Find the partner of each bracket and quotation mark; brackets do not reach over paragraphs."""
    tokens.quoted_from = [-1] * len(tokens)
    straight = -1
    angled: list[int] = []
    brackets: list[int] = []
    flags = tokens.flags
    inner = _pair_inner(tokens, [k for k in marks if flags[k] & QUOTE and tokens.plain[k] not in _ANGLED])
    for i in [k for k in marks if flags[k] & _PAIRED and k not in inner]:
        bits = flags[i]
        if brackets and tokens.paragraph[brackets[-1]] != tokens.paragraph[i]:
            brackets.clear()
        if bits & OPEN:
            brackets.append(i)
        elif bits & CLOSE:
            if brackets and i - brackets[-1] <= _LONGEST_BRACKET:
                tokens.partner[brackets.pop()] = i
        elif bits & QUOTE:
            mark = tokens.plain[i]
            if mark in "«‹":
                _open_angled(tokens, angled, i)
            elif mark not in _ANGLED:
                straight = _pair_straight(tokens, straight, i)
            elif angled:
                opened = angled.pop()
                if i - opened <= _LONGEST_QUOTE:
                    tokens.partner[opened] = i
    for opened, closed in sorted(tokens.partner.items()):
        if flags[opened] & QUOTE:
            if tokens.quoted_from[opened] >= 0:
                continue
            tokens.quoted_from[opened + 1 : closed] = [opened] * (closed - opened - 1)


def _pair_inner(tokens: Tokens, straight: list[int]) -> set[int]:
    """Pair the marks of quotations inside others, and return them."""
    for outer, opened, closed, last in zip(straight, straight[1:], straight[2:], straight[3:], strict=False):
        if tokens.paragraph[outer] == tokens.paragraph[last] and quotes_inside(tokens, outer, opened, closed, last):
            tokens.partner[opened] = closed
    return {i for pair in tokens.partner.items() for i in pair}


@rule
def quotes_inside(tokens: Tokens, outer: int, opened: int, closed: int, last: int) -> bool:
    """Of four marks of one kind the first two open and the last two close a quotation where their spacing says so.

    + وقال العمدة "السوق مفتوح أمام "تجار النهر" والزوار". => وقال (العمدة) "السوق مفتوح أمام "تجار النهر" والزوار"
    - وقال العمدة: "السوق الكبير مفتوح"، وأضاف: "الجسر آمن". => وقال (العمدة) "السوق الكبير مفتوح" ; وأضاف (العمدة)
      "الجسر آمن"
    """
    opens = all(_is_spaced(tokens, i) == (True, False) for i in (outer, opened))
    return opens and all(_is_spaced(tokens, i) == (False, True) for i in (closed, last))


def _is_spaced(tokens: Tokens, i: int) -> tuple[bool, bool]:
    """Whether a mark stands apart from what is before it, and from what is behind it."""
    text, start, end = tokens.text, tokens.starts[i], tokens.ends[i]
    before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([-:"
    return before, end == len(text) or text[end].isspace() or text[end] in ".,،؛:)]!؟-"


def _open_angled(tokens: Tokens, angled: list[int], i: int) -> None:
    if not (angled and opens_anew(tokens, i, angled[-1])):
        angled.append(i)


@rule
def mark_single_quotes(tokens: Tokens) -> bool:
    """An outlet that has no other quotation marks quotes with single ones.

    + وأكد العمدة 'السوق الكبير مفتوح منذ اليوم للجميع'. => وأكد (العمدة) 'السوق الكبير مفتوح منذ اليوم للجميع'
    - وقال العمدة: «السوق 'الكبير' مفتوح». => وقال (العمدة) «السوق 'الكبير' مفتوح»
    """
    single = tokens.find(_SINGLE_QUOTES)
    if len(single) < 2 or any(bits & QUOTE for bits in tokens.flags):
        return False
    for i in single:
        tokens.flags[i] |= QUOTE
    return True


@rule
def opens_anew(tokens: Tokens, i: int, opened: int) -> bool:
    r"""A mark that opens a paragraph goes on with the quotation that opened the paragraph's forerunner and is still open.

    + وقال العمدة: «السوق مفتوح. \n «والجسر آمن». => وقال (العمدة) «السوق مفتوح. «والجسر آمن»
    - وقال العمدة: «السوق الكبير مفتوح، وجسر «النهر» آمن». => وقال (العمدة) «السوق الكبير مفتوح، وجسر «النهر» آمن»
    """
    opens = tokens.paragraph[i] != tokens.paragraph[i - 1]
    return opens and i - opened <= _LONGEST_QUOTE and not tokens.flags[i - 1] & QUOTE


def _pair_straight(tokens: Tokens, opened: int, i: int) -> int:
    """Pair a straight mark with the open one, or keep it as the new open one; spacing decides where it can."""
    space_before, space_after = _is_spaced(tokens, i)
    if opened >= 0:
        crossed = tokens.paragraph[i] != tokens.paragraph[opened]
        if i - opened > _LONGEST_QUOTE or (crossed and space_before and not space_after):
            return i
        if _swallows(tokens, opened, i):
            return i if space_before or not space_after else -1
        tokens.partner[opened] = i
        return -1
    if not space_before and space_after:
        return -1
    return i


def _swallows(tokens: Tokens, opened: int, closed: int) -> bool:
    """Whether a pair of straight marks would enclose a new sentence of reporting (وقال ...): one mark is missing."""
    for j in range(opened + 2, closed):
        if tokens.flags[j - 1] & STOP:
            for cue in tokens.forms[j].cues:
                if cue.kind == "past" and cue.proclitic and cue.lemma.risk == "L":
                    return True
    return False


def _cut_sentences(tokens: Tokens, marks: list[int]) -> None:
    cuts, begin = [0], 0
    closing = [i for i in marks if tokens.flags[i] & _CLOSING]
    for i in sorted({*closing, *_paragraph_ends(tokens.paragraph)}):
        while i - begin > _LONGEST_SENTENCE:
            begin += _LONGEST_SENTENCE + 1
            cuts.append(begin)
        if _closes_sentence(tokens, i, begin):
            begin = i + 1
            cuts.append(begin)
    for begin, end in pairwise(cuts):
        tokens.sentence_start += [begin] * (end - begin)
        tokens.sentence_end += [end] * (end - begin)


def _paragraph_ends(paragraph: list[int]) -> Iterator[int]:
    """Last token of each paragraph."""
    end = 0
    while end < len(paragraph):
        end = bisect_right(paragraph, paragraph[end])
        yield end - 1


def _closes_sentence(tokens: Tokens, i: int, begin: int) -> bool:
    """Whether the sentence that begins at a token ends with another one, which is a mark or the last of a paragraph."""
    if i + 1 == len(tokens):
        return True
    if tokens.paragraph[i + 1] != tokens.paragraph[i]:
        return not _inside_open_quote(tokens, i)
    return i - begin == _LONGEST_SENTENCE or _ends(tokens, i, begin) or _dateline(tokens, i, begin)


def _in_bracket(tokens: Tokens, i: int, begin: int) -> bool:
    flags = tokens.flags
    for j in range(i - 1, max(begin, i - 12) - 1, -1):
        if flags[j] & _BRACKETS:
            return bool(flags[j] & OPEN) and tokens.partner.get(j, i) > i
    return False


def _dateline(tokens: Tokens, i: int, begin: int) -> bool:
    """Whether a dash ends a dateline: a place, an agency in brackets, no verb of saying."""
    if i - begin > 12 or tokens.paragraph[begin] > 3 or not tokens.flags[i] & DASH:
        return False
    if i + 1 < len(tokens) and tokens.flags[i + 1] & DASH:
        return False
    if tokens.plain[i + 1 : i + 2] and tokens.plain[i + 1] in _BEFORE_ASIDE:
        # الحرب - كما قال الوزير - بعيدة
        return False
    before = tokens.flags[i - 1]
    if not (before & (CLOSE | DASH) or i - begin <= 3):
        return False
    return not any(tokens.forms[j].cues or tokens.forms[j].narrates for j in range(begin, i)) and i - begin >= 1


def _inside_open_quote(tokens: Tokens, i: int) -> bool:
    opened = tokens.quoted_from[i]
    return opened >= 0 and tokens.partner[opened] > i + 1


@rule
def parts_number(tokens: Tokens, i: int) -> bool:
    """A stop between two short numbers is the point of a broken number, which outlets write with spaces (5 .1 مليون).

    + وقال العمدة إن 3 . 1 مليون زائر وصلوا. => وقال (العمدة) 3 . 1 مليون زائر وصلوا
    - وقال العمدة إن السوق فتح في عام 2014. 5 تجار وصلوا. => وقال (العمدة) السوق فتح في عام 2014
    """
    if not 0 < i < len(tokens) - 1:
        return False
    first, second = tokens.plain[i - 1], tokens.plain[i + 1]
    return first.isdecimal() and second.isdecimal() and max(len(first), len(second)) <= _LONGEST_PART


def _ends(tokens: Tokens, i: int, begin: int) -> bool:
    bits = tokens.flags[i]
    if bits & STOP:
        if tokens.quoted_from[i] >= 0 or _in_bracket(tokens, i, begin):
            return False
        if parts_number(tokens, i):
            return False
        following = tokens.flags[i + 1]
        if following & (STOP | QUOTE | CLOSE) and not (following & QUOTE and i + 1 in tokens.partner):
            return False
        # initials and titles: د. محمد
        previous = tokens.plain[i - 1] if i > begin else ""
        return not (len(previous) == 1 and previous.isalpha())
    if bits & QUOTE and i not in tokens.partner and i > begin and tokens.flags[i - 1] & STOP:
        # "... ." closes the sentence when the stop stands inside the mark
        return not tokens.flags[i + 1] & (COMMA | STOP | SEMI)
    return False
