"""Text that is not text: letters lost or turned into others by a wrong conversion, named as what they are."""

from __future__ import annotations

import base64
import re
import unicodedata

from taawun.corpus.encodings import FAMILIAR, familiar_share

SAMPLE = 20_000
"""Characters of a text that are looked at."""
_LOST_SHARE, _ESCAPED_SHARE, _SHAPED_SHARE = 0.005, 0.05, 0.2
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_SHAPE_RUNS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_QUESTIONS = re.compile(r"(?<!\w)\?{2,}(?!\w)")
_ARABIC_LETTERS = re.compile("[\u0620-\u0652\u0670-\u06d3]")
_ADVICE = "save it again from where it came, as UTF-8"
_WRONG_TABLES = {
    "cp1252": "windows-1252", "latin-1": "latin-1", "mac-roman": "Mac Roman", "cp437": "DOS 437", "cp850": "DOS 850",
    "cp1251": "windows-1251", "koi8-r": "KOI8-R",
}  # fmt: skip
"""Tables that Arabic bytes are taken for by programs of Western and Eastern Europe: codec, name."""
_WESTERN_RUNS = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{4,}")
"""Letters beyond ASCII in a row, as no language of Western Europe has them."""
_ESCAPES = re.compile(
    r"(?:(?:&(?:amp;)*#x?[0-9a-f]{3,5};|[%\\]u\{?0?[67][0-9a-f]{2}\}?|<?u\+0[67][0-9a-f]{2}>?|\\N\{arabic [a-z ]+\}"
    r"|(?P<sign>%|=|\\x)d[89ab](?P=sign)[89ab][0-9a-f]|\\33[0-3]\\2[0-7]{2})[ ]?){3,}",
    re.IGNORECASE,
)
"""Numbers of Arabic letters, or of their bytes, as programs write them that know no Arabic."""
_ADDRESSES = re.compile(r"(?:https?://|www\.|/)\S+")
_EDGES = re.compile(r"^\s*([.،؛:!؟])?.*?([.،؛:!؟])?\s*$")


def find_damage(text: str) -> tuple[str, str] | None:
    r"""Tell what is wrong with the letters of a text, and what to do; None for a good one.

    Nothing is repaired: what a conversion has destroyed cannot be had back with certainty, and the file the text came
    from can be read again. A repair is only tried to see what would come out, and is believed where its words are
    everyday Arabic.

    Examples
    --------
    >>> text = "وأكد الوزير أن التعاون بين البلدين مستمر في هذا العام"
    >>> find_damage(text) is None
    True
    >>> find_damage(text[:40] + "\ufffd" * 5)[0]
    'letters are lost: 5 stand as the replacement character U+FFFD'
    >>> find_damage(text.encode("cp1256").decode("cp1252"))[0]
    'its bytes were windows-1256 and were read as windows-1252'
    >>> find_damage(text[::-1])[0]
    'its letters run the wrong way round'
    >>> find_damage(text + " " + text[:20].encode().decode("cp1252"))[0]
    'a part of it was encoded twice: its bytes were UTF-8 and were read as windows-1252'
    """
    sample = text[:SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    lost = sample.count("\ufffd")
    if lost > _LOST_SHARE * (letters + lost):
        return f"letters are lost: {lost} stand as the replacement character U+FFFD", "read it anew from where it came"
    questions = sum(len(run) for run in _QUESTIONS.findall(sample))
    if questions > letters:
        return "letters are lost: question marks stand for its words", "read it anew from where it came"
    if sum(len(found[0]) for found in _ESCAPES.finditer(_ADDRESSES.sub("", sample))) > _ESCAPED_SHARE * len(sample):
        return (
            "its letters stand as numbers (as in &#1602;, \\u0642, %D9%82 or =D9=82)",
            "read it anew from where it came",
        )
    if familiar_share(sample) >= FAMILIAR:
        return _find_wrong_part(sample, letters)
    return _find_wrong_table(sample) or _find_wrong_order(sample)


def _find_wrong_part(sample: str, letters: int) -> tuple[str, str] | None:
    """Find words read with a wrong table in a text whose other words are right."""
    runs = _WESTERN_RUNS.findall(sample)
    if sum(map(len, runs)) <= _LOST_SHARE * letters:
        return None
    for run in runs:
        for right, what in (("utf-8", "UTF-8"), ("cp1256", "windows-1256")):
            decoded = _encode_as(run, "cp1252").decode(right, "ignore")
            if len(_ARABIC_LETTERS.findall(decoded)) * 3 > len(run) and _ARABIC_LETTERS.fullmatch(decoded.strip()[:1]):
                how = "encoded twice" if right == "utf-8" else "read with a wrong table"
                return f"a part of it was {how}: its bytes were {what} and were read as windows-1252", _ADVICE
    return None


def _find_wrong_table(sample: str) -> tuple[str, str] | None:
    if sample.isascii():
        packed = (("utf-7", "UTF-7"), ("base64", "base64"))
        return next(((f"it is packed as {what}", _ADVICE) for how, what in packed if _unpacks(sample, how)), None)
    for wrong, shown in _WRONG_TABLES.items():
        # Letters that the wrong table lacks do not hinder the test: the others decide.
        data = _encode_as(sample, wrong)
        for right, what in (("utf-8", "UTF-8"), ("cp1256", "windows-1256"), ("iso-8859-6", "iso-8859-6")):
            if familiar_share(data.decode(right, "ignore")) >= FAMILIAR:
                twice = "it was encoded twice: " if right == "utf-8" else ""
                return f"{twice}its bytes were {what} and were read as {shown}", _ADVICE
        again = _encode_as(data.decode("utf-8", "ignore"), wrong)
        if familiar_share(again.decode("utf-8", "ignore")) >= FAMILIAR:
            return f"it was encoded three times: its bytes were UTF-8 and were read as {shown}", _ADVICE
    if familiar_share(sample.encode("utf-16-le", "ignore").decode("utf-16-be", "ignore")) >= FAMILIAR:
        return "the two bytes of each letter stand the wrong way round (UTF-16)", _ADVICE
    if familiar_share(sample.encode("cp1256", "ignore").decode("utf-8", "ignore")) >= FAMILIAR:
        return "it was encoded twice: its bytes were UTF-8 and were read as windows-1256", _ADVICE
    return None


def _unpacks(sample: str, how: str) -> bool:
    """Whether a text of ASCII alone is Arabic when it is unpacked; what is cut off at its end does not matter."""
    data = sample.encode()
    if how == "base64":
        plain = b"".join(data.split()).rstrip(b"=")
        if not re.fullmatch(rb"[0-9A-Za-z+/]{40,}", plain):
            return False
        data, how = base64.b64decode(plain[: len(plain) // 4 * 4]), "utf-8"
    return familiar_share(data.decode(how, "ignore")) >= FAMILIAR


def _encode_as(text: str, table: str) -> bytes:
    return b"".join(_bytes_of(char, table) for char in text)


def _bytes_of(char: str, table: str) -> bytes:
    try:
        return char.encode(table)
    except UnicodeEncodeError:
        return char.encode("latin-1", "ignore")  # the five bytes that windows-1252 leaves open


def _find_wrong_order(sample: str) -> tuple[str, str] | None:
    plain = unicodedata.normalize("NFKC", sample)
    backwards = "\n".join(line[::-1] for line in plain.splitlines())
    shaped = len(_SHAPES.findall(sample)) > _SHAPED_SHARE * sum(char.isalpha() for char in sample)
    if familiar_share(backwards) >= FAMILIAR:
        what = "its letters are shapes and run the wrong way round" if shaped else "its letters run the wrong way round"
        return what, "copy the text from a page or a document that shows it letter by letter"
    if shaped and familiar_share(plain) >= FAMILIAR:
        return "its letters are shapes (U+FB50 to U+FEFC), not letters", "normalise it (NFKC), or take it from the page"
    return None


def join_shapes(text: str) -> str:
    r"""Letters for the shapes of letters that some programs write in their place.

    Examples
    --------
    >>> join_shapes("\ufedf\ufe8e") == "لا"
    True
    """
    return _SHAPE_RUNS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def has_words_backwards(text: str) -> bool:
    r"""Whether the words of the lines stand in the order of the eye: their closing marks stand at their beginning.

    Examples
    --------
    >>> has_words_backwards(".جاهز الميناء أن وأضاف\n.مستمر التعاون أن أكد"), has_words_backwards("أكد أن التعاون مستمر.")
    (True, False)
    """
    edges = [match.groups() for line in text.splitlines() if (match := _EDGES.match(line[:1000]))]
    first, last = (sum(bool(edge[place]) for edge in edges) for place in (0, 1))
    return first > max(1, last)
