"""Words of a text, before clitics are split: one compiled expression.

Every character that is not white space belongs to exactly one token. A word is a run of Arabic letters with the marks
and controls on them; digits never join letters (بـ5 and 19ر2 are several tokens); numbers keep their decimal and
thousands separators; a full date or a time is one token; other characters stand alone.
"""

from __future__ import annotations

import re
import unicodedata

from taawun.arabic.fold import CONTROLS, LETTERS, MARKS, TATWEEL

_L = LETTERS
_INSIDE = f"{LETTERS}{MARKS}{TATWEEL}{CONTROLS}"
_EMOJI = "\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff"
_DATE = r"\d{1,4}/\d{1,2}/\d{1,4}"

# Alternatives in order of how often newswire needs them. Runs are possessive or bounded, so that no input takes more
# than linear time. At white space one look ahead spares them all.
TOKEN = re.compile(
    r"(?=\S)(?:"
    + "|".join(
        (
            f"[{_L}{TATWEEL}][{_INSIDE}]*+",
            rf"{_DATE}(?!\d)",
            r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)",
            r"\d+(?:[.,،٫٬]\d+)*+",
            r"(?:https?://|www\.)[^\s<>\"«»“”،؛]*[^\s<>\"«»“”،؛.,:;!?؟)\]}'…]",
            r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}",
            r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,3}\.(?:com|org|net|gov|edu|int|info|tv)"
            r"(?:\.[a-z]{2})?(?:/[^\s<>\"«»“”،؛]*[^\s<>\"«»“”،؛.,:;!?؟)\]}'…])?(?![A-Za-z0-9])",
            r"&?#(?:34|171|187|822[01]);",
            rf"[#@][\w{MARKS}{CONTROLS}]++",
            rf"[^\W\d_](?:[^\W\d_{_L}]|['’&](?=[A-Za-z])|[\u0300-\u036f{CONTROLS}])*+",
            rf"[{_EMOJI}](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|(?<=\u200d)[{_EMOJI}]"
            r"|(?<=[\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff])*+",
            rf"[{MARKS}{CONTROLS}]++",
            r"''|&(?:quot|laquo|raquo|[lr]dquo);",
            r"\S",
        )
    )
    + ")"
)

_ARABIC = frozenset(LETTERS + TATWEEL)
_LOOSE = frozenset(MARKS + CONTROLS)
_IS_EMOJI = re.compile(f"[{_EMOJI}]")
_IS_DATE = re.compile(_DATE)
_IS_ADDRESS = re.compile(r"https?://|www\.|[A-Za-z0-9-]+\.[A-Za-z0-9-]")


def split_words(text: str) -> list[tuple[int, int]]:
    """Spans of the tokens of a text, in order; clitics stay with their word.

    Returns
    -------
    list of (start, end)
        0-based, end-exclusive character offsets. They do not overlap and cover every character that is not white space.

    Examples
    --------
    >>> text = "وقال: «نموٌّ بـ3,5% في 19/10/1436هـ»"
    >>> [text[start:end] for start, end in split_words(text)]
    ['وقال', ':', '«', 'نموٌّ', 'بـ', '3,5', '%', 'في', '19/10/1436', 'هـ', '»']
    """
    return [found.span() for found in TOKEN.finditer(text)]


def kind_of(token: str) -> str:
    """Kind of a token: word, number, date, latin, url, email, hashtag, mention, emoji, mark, symbol or punct.

    `latin` is a word in any script other than Arabic; `mark` is a vowel mark or control that stands on no letter.

    Examples
    --------
    >>> [kind_of(token) for token in ("وقال", "3,5", "BBC", "#الرياض", "»", "%")]
    ['word', 'number', 'latin', 'hashtag', 'punct', 'symbol']
    """
    first = token[0]
    if first in _ARABIC:
        return "word"
    if len(token) > 1 and first in "#@":
        return "hashtag" if first == "#" else "mention"
    if "@" in token:
        return "email"
    if len(token) > 3 and _IS_ADDRESS.match(token) and not token.replace(".", "").isdigit():
        return "url"
    if first.isdecimal():
        return "date" if _IS_DATE.fullmatch(token) else "number"
    if first.isalpha():
        return "latin"
    if first in _LOOSE:
        return "mark"
    if _IS_EMOJI.match(token):
        return "emoji"
    return "punct" if unicodedata.category(first)[0] == "P" and first not in "%‰٪&@#" else "symbol"
