"""Bytes to text: the encodings Arabic files come in, told apart, and refused when it cannot be told."""

from __future__ import annotations

import codecs
import re

from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon

SAMPLE = 65536
"""Bytes from the beginning of a file that decide on its encoding."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TEXT_CODEC = re.compile(r"utf-(8(-sig)?|16(-[lb]e)?|32(-[lb]e)?)|ascii|cp\d+|iso8859-\d+|latin-?\d|mac-\w+|koi8-\w+")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u064a]")
FAMILIAR = 0.15
"""Share of familiar words that text in the right encoding has at least: real Arabic has 0.35 to 0.6, text decoded with a
wrong table below 0.05."""
_AHEAD = 3.0
"""How many times more familiar words the best table must give than the next."""


def decode_text(data: bytes, encoding: str = "utf-8", *, file: str | None = None) -> str:
    r"""Text of `data` without its byte order mark.

    Parameters
    ----------
    encoding
        A name that Python knows; `utf-8` (with or without a mark); or `auto`: told by `find_encoding`.
    file
        For the error message.

    Raises
    ------
    TaawunError
        The bytes are not text in that encoding; the message names the likely one. Under `auto`: it cannot be told.

    Examples
    --------
    >>> decode_text("قال الوزير إن".encode("windows-1256"), "auto")
    'قال الوزير إن'
    >>> decode_text("قال الوزير إن".encode("windows-1256"))
    Traceback (most recent call last):
    taawun.errors.TaawunError: not UTF-8 (it looks like windows-1256); save it as UTF-8, or set encoding: windows-1256
    """
    name = resolve_encoding(data, encoding, file=file, whole=True)
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise _not_in(name, data, file, error.start) from None


def resolve_encoding(data: bytes, encoding: str = "utf-8", *, file: str | None = None, whole: bool = False) -> str:
    """Return the codec to read a file with, from its first bytes and the setting `encoding`.

    Parameters
    ----------
    data
        The first bytes of the file; all of them when `whole`.

    Raises
    ------
    TaawunError
        Unknown encoding; under `auto`, one that cannot be told.
    """
    if encoding != "auto":
        name = text_codec(encoding)
        if name is None:
            raise TaawunError(
                f"there is no encoding {encoding!r} of texts",
                "write auto, utf-8, utf-16, windows-1256 or iso-8859-6",
                file=file,
            )
        return "utf-8-sig" if name == "utf-8" else name
    found = find_encoding(data, whole=whole)
    if found is None:
        raise TaawunError(
            "its encoding cannot be told with certainty", "save it as UTF-8, or name its encoding", file=file
        )
    return found


def text_codec(name: str) -> str | None:
    """Name of a codec that tells letters from bytes; None for what Python calls so too (base64, punycode, undefined).

    Examples
    --------
    >>> text_codec("Windows-1256"), text_codec("rot13"), text_codec("undefined"), text_codec("x" * 99)
    ('cp1256', None, None, None)
    """
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return found if _TEXT_CODEC.fullmatch(found) else None


def find_encoding(data: bytes, *, whole: bool = False) -> str | None:
    """Tell the encoding of Arabic text, None when unsure.

    Byte order marks and valid UTF-8 decide alone. UTF-16 without a mark is told by the bytes of the Arabic block. The
    one-byte tables are told by how many words are everyday Arabic under each (lexicons/encodings.yaml): the best must
    be far ahead of the next, because a wrong table still gives Arabic letters, only no Arabic.

    Parameters
    ----------
    data
        The text, or its first bytes: a character cut off at the end is forgiven unless `whole`.

    Examples
    --------
    >>> [find_encoding("وقال الوزير إن".encode(name)) for name in ("utf-8", "utf-16-le", "iso-8859-6")]
    ['utf-8', 'utf-16-le', 'iso-8859-6']
    >>> find_encoding(bytes(range(128, 256))) is None
    True
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" not in data and _decode(data, "utf-8", whole=whole) is not None:
        return "utf-8"
    if b"\0" in data or len(data) % 2 == 0:
        for name in ("utf-16-le", "utf-16-be"):
            text = _decode(data[: len(data) // 2 * 2], name, whole=whole)
            # Arabic in UTF-16 has a 06 in every other byte and so reads as Arabic only in the right byte order.
            if text and "\0" not in text and len(re.findall("[\u0600-\u06ff\\s\u0020-\u007e]", text)) > 0.9 * len(text):
                return name
    if b"\0" in data:
        return None
    scores = sorted(
        (
            (familiar_share(_decode(data, name, whole=whole) or ""), name)
            for name in load_lexicon("encodings")["candidates"]
        ),
        reverse=True,
    )
    (best, name), (second, _) = scores[:2]
    return name if best >= FAMILIAR and best >= _AHEAD * second else None


def _decode(data: bytes, name: str, *, whole: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(name)().decode(data, final=whole)
    except UnicodeDecodeError:
        return None


def familiar_share(text: str) -> float:
    """Share of the Arabic words that are everyday words or carry the article; 0 where most letters are not Arabic.

    Examples
    --------
    >>> familiar_share("وقال الوزير إن اللجنة اجتمعت"), familiar_share("trade talks")
    (0.8, 0.0)
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words or sum(map(len, words)) > 2 * sum(len(_ARABIC.findall(word)) for word in words):
        return 0.0
    lexicon = load_lexicon("encodings")
    common, articles = frozenset(lexicon["words"]), tuple(lexicon["articles"])
    known = [word in common or (len(word) > 4 and word.startswith(articles)) for word in words]
    return float(sum(known) / len(known))


def _not_in(name: str, data: bytes, file: str | None, position: int) -> TaawunError:
    shown = "UTF-8" if name.startswith("utf-8") else name
    likely = find_encoding(data, whole=True)
    line = data.count(b"\n", 0, position) + 1
    if likely and not likely.startswith("utf-8"):
        advice = "save it as UTF-8" if shown == "UTF-8" else "correct the setting"
        return TaawunError(
            f"not {shown} (it looks like {likely})",
            f"{advice}, or set encoding: {likely}",
            file=file,
        )
    return TaawunError(
        f"not {shown}: byte {data[position]:#04x} cannot stand there, and no other encoding fits",
        "save it again as UTF-8",
        file=file,
        line=line,
    )
