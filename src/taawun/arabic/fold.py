"""The matching form of a text, and the way back to the text.

Folding is for comparing only: what is shown to a reader is always the text itself. It unifies what newswire writes
in more than one way (hamza on alef, dotless ya, Persian letters, vowel marks, presentation forms, digits), letter for
letter or letter for nothing; only presentation forms become several letters. ة ؤ ئ are kept: they tell words apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from typing import NamedTuple

# Arabic, its supplement and extensions, presentation forms A and B.
_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))
ARABIC = [chr(code) for first, last in _BLOCKS for code in range(first, last + 1)]
# Zero-width and bidi controls, soft hyphen, variation selectors: they change how text is laid out, not what it says.
CONTROLS = "\u00ad\u061c\u180e\ufeff" + "".join(
    chr(code)
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), (0xFE00, 0xFE0F))
    for code in range(first, last + 1)
)
TATWEEL = "\u0640"
MARKS = "".join(char for char in ARABIC if unicodedata.category(char) == "Mn")
LETTERS = "".join(char for char in ARABIC if unicodedata.category(char) == "Lo")

_UNIFIED = {
    ord(char): to
    for to, chars in {
        "ا": "أإآٱٲٳٵ",
        "ي": "ىیېۍ",
        "ك": "کڪګ",
        "ه": "ھہەۀۂ",
        "ة": "ۃ",
        "ؤ": "ٶٷ",
        "ئ": "ٸ",
        ".": "٫",
        ",": "٬",
        **{str(digit): chr(0x660 + digit) + chr(0x6F0 + digit) for digit in range(10)},
    }.items()
    for char in chars
}


def _fold_table() -> dict[int, str]:
    table = _UNIFIED | dict.fromkeys(map(ord, MARKS + CONTROLS + TATWEEL), "")
    for char in ARABIC:
        plain = unicodedata.normalize("NFKC", char)
        if plain != char and ord(char) not in table:
            # A mark shown on its own decomposes to a space and the mark; the space is an artefact.
            table[ord(char)] = plain.translate(table).lstrip()
    return table


_TABLE = _fold_table()
_CHANGED = re.compile("[" + "".join(re.escape(chr(code)) for code in _TABLE) + "]")
_DROPPED_OR_MANY = re.compile("[" + "".join(re.escape(chr(c)) for c, to in _TABLE.items() if len(to) != 1) + "]")
#: letters that only foreign names have, to those that most newswire writes for them
FOREIGN_LETTERS = str.maketrans("پڤ", "بف")
# A hamza typed as a separate mark is the same letter as the composed one. Same length, so offsets hold.
_LOOSE_HAMZA = re.compile(f"([ويىی])([{MARKS.replace(chr(0x654), '')}]*)\u0654")
_COMPOSED = {"و": "ؤ", "ي": "ئ", "ى": "ئ", "ی": "ئ"}


class Folded(NamedTuple):
    """A folded text and where each of its characters came from.

    Attributes
    ----------
    text
        The matching form, as `fold_text` returns it.
    origin
        For each character of the matching form, the position of its letter in the text; one more at the end.

    Examples
    --------
    >>> folded = fold_with_map("قالَتْ إنّها")
    >>> folded.text
    'قالت انها'
    >>> folded.to_text(0, 4), folded.to_text(5, 9), folded.to_folded(7, 12)
    ((0, 6), (7, 12), (5, 9))
    """

    text: str
    origin: array[int]

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Span of the text that a span of the matching form came from, with the marks on its last letter."""
        if start >= end:
            return self.origin[start], self.origin[start]
        first, last = self.origin[start], self.origin[end - 1]
        after = bisect_left(self.origin, last + 1, end)
        return first, max(last + 1, self.origin[after])

    def to_folded(self, start: int, end: int) -> tuple[int, int]:
        """Span of the matching form whose letters lie in a span of the text."""
        first = bisect_left(self.origin, start, 0, len(self.text))
        return first, max(first, bisect_left(self.origin, end, 0, len(self.text)))


def fold_text(text: str) -> str:
    r"""Return the matching form of a text.

    Drops vowel marks, tatweel, zero-width and bidi controls; أ إ آ ٱ become ا, ى becomes ي; Persian letters, digits
    and presentation forms become their plain Arabic or ASCII counterparts. Folding twice is folding once.

    Examples
    --------
    >>> fold_text("أَكّد الرئیس فى ١٤٣٨هـ")
    'اكد الرئيس في 1438ه'
    >>> fold_text("\ufefb")
    'لا'
    """
    if "\u0654" in text:
        text = _compose_hamza(text)
    # Most words are as they are folded: looking for the first character to change takes a fifth of the time of changing.
    return text.translate(_TABLE) if _CHANGED.search(text) else text


def folding_table() -> dict[str, str]:
    """Each character that `fold_text` changes by itself, and what it becomes (a loose hamza looks at its neighbours).

    Examples
    --------
    >>> folding_table()["أ"], folding_table()["\u0640"]
    ('ا', '')
    """
    return {chr(code): to for code, to in _TABLE.items()}


def keeps_length(text: str) -> bool:
    """Whether each character of a text is one of its matching form, so that offsets are the same in both.

    Examples
    --------
    >>> keeps_length("إلى"), keeps_length("إلـى")
    (True, False)
    """
    return not _DROPPED_OR_MANY.search(text)


def fold_with_map(text: str) -> Folded:
    """Return the matching form of a text with its offset map both ways; see `Folded`."""
    folded = fold_text(text)
    if keeps_length(text):
        return Folded(folded, array("l", range(len(text) + 1)))
    origin = array("l")
    done = 0
    for found in _DROPPED_OR_MANY.finditer(text):
        at = found.start()
        origin.extend(range(done, at))
        origin.extend([at] * len(_TABLE[ord(text[at])]))
        done = at + 1
    origin.extend(range(done, len(text) + 1))
    return Folded(folded, origin)


def _compose_hamza(text: str) -> str:
    return _LOOSE_HAMZA.sub(lambda found: _COMPOSED[found[1]] + found[2] + TATWEEL, text)
