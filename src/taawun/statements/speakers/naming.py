"""Names as speakers are compared by, and the text of a mention as it is shown."""

from __future__ import annotations

import re
from functools import lru_cache

from taawun.statements.reading.features import AND, BI, LI
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

_FIRST_HALVES = word_group("first_halves")
_IDLE = word_group("idle_in_names")
_SECOND_HALVES = word_group("second_halves")
_MARKS = (("«", "»"), ("»", "«"), ('"', '"'), ("“", "”"), ("”", "“"))
_MARKED = re.compile('[«»"“”]')
#: letters that transcriptions of one foreign name differ in
_SKELETON = str.maketrans({"ا": "", "و": "", "ي": "", "ه": "", "غ": "ج", "ق": "ك", "ط": "ت", "ئ": "", "ؤ": "", "ء": ""})
_LEAST_LETTERS, _LEAST_CONSONANTS = 5, 3


@lru_cache(maxsize=1 << 12)
def name_words(name: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name without ال and بن, compounds joined, each in the spelling it is compared by.

    Examples
    --------
    >>> name_words(("عبد", "الله", "بن", "زايد"))
    ('ع|عبدلل', 'زايد')
    >>> name_words(("اردوغان",)) == name_words(("اردوجان",))
    True
    >>> name_words(("نصرت", "الوي", "ايهاب"))
    ('نصرت', 'الوي', 'ايهاب')
    """
    out: list[str] = []
    joined = ""
    for word in name:
        if joined:
            word, joined = joined + word, ""
        elif word in _FIRST_HALVES:
            joined = word
            continue
        elif word in _SECOND_HALVES and out:
            # نصر الله is one name with نصرالله
            out[-1] += word
            continue
        if word in _IDLE:
            continue
        out.append(word[2:] if word.startswith("ال") and len(word) > 4 else word)
    return tuple(map(_spelling, [*out, joined] if joined else out))


def _spelling(word: str) -> str:
    """Consonants of a long name, so that two transcriptions are one; a short name as it is."""
    consonants = word.translate(_SKELETON)
    if len(word) < _LEAST_LETTERS or len(consonants) < _LEAST_CONSONANTS:
        return word
    return f"{word[0]}|{consonants}"


def span_text(tokens: Tokens, span: tuple[int, int]) -> str:
    """Text of a mention, without a proclitic on its first word.

    Examples
    --------
    >>> from taawun.statements.reading.tokens import read_tokens
    >>> all_of = [read_tokens(text) for text in ("«الجسر", '"الجسر', "«الجسر»", "والجسر", "و", "وله", "للجسر", "بالجسر")]
    >>> [span_text(tokens, (0, len(tokens))) for tokens in all_of]
    ['الجسر', 'الجسر', 'الجسر', 'الجسر', 'و', 'له', 'الجسر', 'الجسر']
    """
    text = tokens.words(*span).strip(" ،,-–:")
    for mark, other in _MARKS if _MARKED.search(text) else ():
        # a mark at the edge whose partner lies outside the mention
        if text.count(mark) > text.count(other) or (mark == other and text.count(mark) % 2):
            text = text.strip(mark)
    if len(text) > 2 and (text[0], text[-1]) in _MARKS:
        text = text[1:-1]
    bits = tokens.flags[span[0]]
    if bits & AND and len(text) > 2:
        text = text[1:].strip()
    if text.startswith("لل"):
        return "ال" + text[2:]
    if bits & (BI | LI) and len(text) > 2:
        return text[1:]
    return " ".join(text.split())
