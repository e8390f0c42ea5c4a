"""Broken articles: what wire services, web scrapers and disks do to text, in quantity.

`mutate` breaks a text in one or two ways, `check_rows` says what is wrong with the statements found in it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from taawun.tables import STATEMENTS

QUOTES = "«»“”\"„‟‹›'()[]"
CONTROLS = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u0640\u00ad\x00\x1b\u2028\x85"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
SPACES = ["\n", "\r\n", "\t", "\u00a0", "  ", "\n\n\n", "\u3000", "\x0b", ""]


#: pieces that, repeated in one line, ask most of a rule engine
REPEATED = {
    "open quotes": "قال «",
    "closed quotes": 'قال: "نعم" ',
    "named": "وقال أحمد ",
    "participles": "مؤكدا أن ",
    "patronyms": "عبد الله بن ",
    "commas": "، ",
    "brackets": "(" * 50 + " ",
    "titles": "الوزير السعودي محمد ",
    "one word": "و" * 40,
}


def shuffle_paragraphs(text: str, rng: random.Random) -> str:
    """Paragraphs in another order."""
    parts = text.split("\n")
    rng.shuffle(parts)
    return "\n".join(parts)


def shuffle_words(text: str, rng: random.Random) -> str:
    """Words of one stretch in another order."""
    words = text.split(" ")
    start = rng.randrange(len(words))
    end = min(len(words), start + rng.randrange(2, 60))
    part = words[start:end]
    rng.shuffle(part)
    return " ".join(words[:start] + part + words[end:])


def cut_mid_word(text: str, rng: random.Random) -> str:
    """Cut off both ends anywhere, in bytes: half letters become replacement characters."""
    raw = text.encode("utf-8", "surrogatepass")
    start, end = sorted((rng.randrange(len(raw) + 1), rng.randrange(len(raw) + 1)))
    return raw[start:end].decode("utf-8", "replace")


def spoil_bytes(text: str, rng: random.Random) -> str:
    """Bytes overwritten at random."""
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(rng.randrange(1, max(2, len(raw) // 20))):
        if raw:
            raw[rng.randrange(len(raw))] = rng.randrange(256)
    return raw.decode("utf-8", "replace")


def wrong_encoding(text: str, rng: random.Random) -> str:
    """Read the whole in another encoding."""
    return text.encode("utf-8", "surrogatepass").decode(rng.choice(["cp1256", "latin-1", "cp864"]), "replace")


def unbalance_quotes(text: str, rng: random.Random) -> str:
    """Quotation marks taken away and put in."""
    letters = [letter for letter in text if letter not in QUOTES or rng.random() < 0.5]
    for _ in range(rng.randrange(1, 25)):
        letters.insert(rng.randrange(len(letters) + 1), rng.choice(QUOTES))
    return "".join(letters)


def fuse_words(text: str, rng: random.Random) -> str:
    """Spaces lost."""
    return "".join(letter for letter in text if letter != " " or rng.random() < 0.8)


def change_spaces(text: str, rng: random.Random) -> str:
    """Other space characters and line ends."""
    space = rng.choice(SPACES)
    return text.replace(rng.choice([" ", "\n", ". "]), space)


def add_controls(text: str, rng: random.Random) -> str:
    """Invisible characters and vowel marks anywhere."""
    letters = list(text)
    for _ in range(rng.randrange(1, 60)):
        letters.insert(rng.randrange(len(letters) + 1), rng.choice(CONTROLS + MARKS))
    return "".join(letters)


def add_punctuation(text: str, rng: random.Random) -> str:
    """Punctuation anywhere, also in rows."""
    letters = list(text)
    for _ in range(rng.randrange(1, 30)):
        sign = rng.choice(".،؛:؟!-–—/*#…,") * rng.randrange(1, 4)
        letters.insert(rng.randrange(len(letters) + 1), sign)
    return "".join(letters)


def repeat_piece(text: str, rng: random.Random) -> str:
    """One piece many times."""
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.randrange(1, 40)] * rng.randrange(2, 200)


def mix_pieces(text: str, rng: random.Random) -> str:
    """Pieces out of place, as a scraper mixes columns."""
    pieces = [text[i : i + 40] for i in range(0, len(text), 40)]
    return "".join(rng.choice(pieces) for _ in pieces) if pieces else text


def add_markup(text: str, rng: random.Random) -> str:
    """Remains of web pages."""
    place = rng.randrange(len(text) + 1)
    rest = rng.choice(["<p>&nbsp;</p>", '{"a": [1, 2]}', "http://example.org/?q=قال", "\ud800", "😀" * 5, "١٢٣٫٤", "ﷺ"])
    return text[:place] + rest + text[place:]


MUTATIONS: list[Callable[[str, random.Random], str]] = [
    shuffle_paragraphs,
    shuffle_words,
    cut_mid_word,
    spoil_bytes,
    wrong_encoding,
    unbalance_quotes,
    fuse_words,
    change_spaces,
    add_controls,
    add_punctuation,
    repeat_piece,
    mix_pieces,
    add_markup,
]


def mutants(texts: Sequence[str], n: int, *, seed: int = 0, long_every: int = 0) -> Iterator[dict[str, Any]]:
    """Yield `n` broken articles made from `texts`, each mutation in turn, some of them twice broken.

    Parameters
    ----------
    long_every
        Every so many articles one is a single line of 500 KB; 0 for none.
    """
    for number, mutation in zip(range(n), itertools.cycle(MUTATIONS), strict=False):
        rng = random.Random(seed * 1_000_003 + number)
        text = mutation(rng.choice(texts), rng)
        if rng.random() < 0.4 and text:
            text = rng.choice(MUTATIONS)(text, rng)
        if long_every and number % long_every == long_every - 1:
            text = one_line(text or "قال ")
        article: dict[str, Any] = {"id": f"mutant {seed}/{number} {mutation.__name__}", "text": text}
        if rng.random() < 0.3 and text:
            article["removed"] = _random_removed(text, rng)
        if rng.random() < 0.3:
            article |= {
                "title": text[:40],
                "outlet": rng.choice([None, "", "وكالة"]),
                "date": rng.choice([None, "2017"]),
            }
        yield article


def one_line(text: str, size: int = 500_000) -> str:
    """Repeat the text in one line until it has `size` bytes of UTF-8."""
    line = " ".join(text.split()) or "قال"
    raw = len(line.encode("utf-8", "replace")) + 1
    return " ".join([line] * (size // raw + 1))


def _random_removed(text: str, rng: random.Random) -> list[dict[str, Any]]:
    places = sorted(rng.randrange(len(text) + 1) for _ in range(2 * rng.randrange(1, 4)))
    return [
        {"start": start, "end": end, "rule": "test"}
        for start, end in zip(places[::2], places[1::2], strict=True)
        if start < end
    ]


def check_rows(article: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what is wrong with the statements of an article; nothing when all is right."""
    faults = [fault for row in rows for fault in (*_check_spans(article, row), *_check_values(article, row))]
    ids = [row["statement_id"] for row in rows]
    if len(set(ids)) < len(ids):
        faults.append("two statements have one id")
    return faults


def _check_spans(article: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """Say which span lies outside the text, its place, or the order of its kind."""
    text = article["text"]
    spans = {
        "cue": [row["cue"]],
        "content": list(row["content"]),
        "verbatim": list(row.get("verbatim") or ()),
        "mention": [] if row.get("mention") is None else [row["mention"]],
    }
    broken = [
        f"{what} {span!r} is no span of the text" for what in spans for span in spans[what] if not _lies_in(span, text)
    ]
    yield from broken
    if broken:
        return
    if row["statement_id"] != f"{article['id']}:{row['cue'][0]}":
        yield "statement_id"
    if len(text[slice(*row["cue"])].split()) > 3:
        yield f"a cue of more than three tokens: {text[slice(*row['cue'])]!r}"
    content = spans["content"]
    if any(one[1] > two[0] for one, two in itertools.pairwise(content)):
        yield f"contents overlap or are not in order: {content}"
    for start, end in spans["verbatim"]:
        if not any(first <= start and end <= last for first, last in content):
            yield f"verbatim {start}:{end} outside the content {content}"
    for start, end in (row["cue"], *content):
        if any(start < span["end"] and span["start"] < end for span in article.get("removed") or ()):
            yield f"{start}:{end} reaches into a removed span"


def _lies_in(span: Any, text: str) -> bool:
    return (
        isinstance(span, list | tuple)
        and len(span) == 2
        and all(type(place) is int for place in span)
        and 0 <= span[0] < span[1] <= len(text)
    )


ALLOWED: dict[str, tuple[object, ...]] = {
    "level": (1, 2),
    "form": ("finite", "participle", "nominal", "quotation"),
    "polarity": ("affirmed", "negated"),
    "factuality": ("reported", "irrealis"),
}


def _check_values(article: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[str]:
    """Say which column has a value that it cannot have."""
    if unknown := set(row) - set(STATEMENTS):
        yield f"columns {sorted(unknown)}"
    if row["article_id"] != article["id"]:
        yield "article_id"
    for column, values in ALLOWED.items():
        if row[column] not in values:
            yield f"{column} {row[column]!r}"
    if not 0 <= row["confidence"] <= 1:
        yield f"confidence {row['confidence']}"
    if (row["speaker"] is None) != (row["speaker_id"] is None):
        yield "speaker and speaker_id: one is null"
    for column in ("cue_rule", "speaker_rule", "span_rule"):
        if not row[column]:
            yield f"no {column}"
