"""Cases on what strangers give: article files, study files, names of files, texts and pages."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus_samples import FORMS, OTHER, ROWS, STUDY, TEXT, as_csv, as_jsonl, as_zip

from taawun.corpus.articles import build_articles
from taawun.errors import TaawunError
from taawun.receipts import find_due
from taawun.study import load_study
from taawun.tables import read_rows

Case = tuple[str, Callable[[Path], str | None]]
"""Name of a case, and what tries it in an empty folder: None when it is right, else what is wrong."""
SLOWEST = 30.0
DAMAGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "empty": lambda data, rng: b"",
    "first half": lambda data, rng: data[: len(data) // 2],
    "second half": lambda data, rng: data[len(data) // 2 :],
    "cut at the end": lambda data, rng: data[:-3],
    "zeroed": lambda data, rng: bytes(len(data)),
    "hole of zeros": lambda data, rng: data[:40] + bytes(40) + data[80:],
    "twice": lambda data, rng: data + data,
    "mark before": lambda data, rng: b"\xef\xbb\xbf" + data,
    "wrong mark": lambda data, rng: b"\xff\xfe" + data,
    "line breaks gone": lambda data, rng: data.replace(b"\n", b" "),
    "quotes gone": lambda data, rng: data.replace(b'"', b""),
    "brackets": lambda data, rng: b"[" * 5000 + data,
    "escape sequences": lambda data, rng: b"\x1b[2J\x07" + data,
    "noise": lambda data, rng: rng.randbytes(2000),
    **{f"{n} bytes flipped": lambda data, rng, n=n: _flip(data, rng, n) for n in (1, 2, 4, 8, 16, 32, 64, 128)},
    **{f"cut at {n}/9": lambda data, rng, n=n: data[: len(data) * n // 9] for n in range(1, 9)},
}


def _flip(data: bytes, rng: random.Random, number: int) -> bytes:
    changed = bytearray(data)
    for _ in range(number if data else 0):
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def write_study(root: Path, corpus: str = "  folder: data/press\n  encoding: auto") -> Path:
    path = root / "studies/press.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STUDY.format(corpus=corpus), encoding="utf-8")
    (root / "data/press").mkdir(parents=True, exist_ok=True)
    return path


def files() -> Iterator[Case]:
    """Every form of file with every damage, beside a good article: that one is read, and the file is accounted for."""
    others = {
        "a.doc": b"x",
        "a.md": b"x",
        "a.tar": b"x",
        "noname": b"x",
        "a.csv": as_csv(ROWS),
        "a.zip": as_zip({"b": "x"}),
    }
    for name, content in {**FORMS, **others, "two.jsonl": as_jsonl(ROWS)}.items():
        data = content.encode() if isinstance(content, str) else content
        for number, (kind, damage) in enumerate(DAMAGES.items()):
            broken = damage(data, random.Random(number))
            yield f"{name}: {kind}", lambda root, name=name, broken=broken: _try_file(root, name, broken)


def _try_file(root: Path, name: str, data: bytes) -> str | None:
    path = write_study(root)
    (root / "data/press/good.txt").write_text(f"{OTHER} {TEXT}", encoding="utf-8")
    target = root / "data/press" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    out = root / "build/press/articles.jsonl"
    started = time.monotonic()
    try:
        flow = build_articles(load_study(path), out)
    except TaawunError as error:
        # An index, and an id that stands twice, are for the user to decide: these stop the study, and say so.
        told = name == "articles.csv" or "the id is given twice" in str(error)
        return _wrong_message(str(error)) or (None if told else f"the study stopped: {error}")
    if time.monotonic() - started > SLOWEST:
        return "too slow"
    rows, rejected = list(read_rows(out)), list(read_rows(out.with_name("rejected.jsonl")))
    named = {row["source_file"] for row in [*rows, *rejected]}
    left = sum(count for step, count in flow.items() if step not in ("read", "kept"))
    if "good.txt" not in named or "good.txt" not in {row["source_file"] for row in rows}:
        return "the good article is lost"
    if name not in named and not flow["copies"]:
        return "the file is nowhere"
    return None if flow["read"] == flow["kept"] + left else f"the flow does not add up: {flow}"


def _wrong_message(message: str) -> str | None:
    lines = message.splitlines()
    if len(lines) > 5 or any(len(line) > 2000 for line in lines):
        return f"a message of {len(lines)} lines"
    return None


BAD = {
    "whole number": [
        "1.5",
        "'1'",
        "-1",
        "true",
        ".nan",
        "[1]",
        "{a: 1}",
        "1e3",
        "010",
        "1_000",
        "1:30",
        "9" * 400,
        "0x10",
        "x",
    ],
    "text": ["1", "true", "[a]", "{a: b}", "''", "'  '", '"a\\0b"', '"\\x1b[1m"', "~", ".nan"],
    "list": ["1", "x", "true", "{a: 1}", "[1]", "[[]]", "['']", "[~]", '["a\\0"]', "1.5"],
    "yes or no": ["maybe", "1", "yes", "on", "[true]", "'true'", "{}", "1.0", ".nan", "TRUE!"],
    "block": ["1", "x", "[1]", "true", "''", "1.5", "{unknown: 1}", "[[]]", "[{}]", "-1"],
    "day": ["2015-13-45", "2015", "July", "'20150101'", "2015-W01-1", "[2015-01-01]", "1.5", "true", "2015-1", "~x"],
}
KEYS = {
    "title": "block", "title.en": "text", "title.ar": "text", "question": "block", "question.en": "text",
    "question.ar": "text", "seed": "whole number", "corpus": "block", "corpus.folder": "text",
    "corpus.minimum_words": "whole number", "corpus.filters": "block", "corpus.filters.from": "day",
    "corpus.filters.to": "day", "corpus.filters.outlets": "list", "corpus.filters.states": "list",
    "corpus.filters.office_holder": "yes or no", "corpus.columns": "block", "corpus.defaults": "block",
    "corpus.encoding": "text", "topics": "block", "topics.topics": "whole number", "topics.sweep": "list",
    "topics.draws": "whole number", "topics.unit": "text", "topics.check": "text", "comparison": "block",
    "comparison.resamples": "whole number", "comparison.minimum_statements": "whole number",
    "comparison.minimum_articles": "whole number", "sides": "list", "language": "text", "sede": "text",
    "corpus.foldr": "text", "topics.unknown": "text",
}  # fmt: skip


def studies() -> Iterator[Case]:
    """Every setting with every value that is none of its kind: refused, with file and line, in at most five lines."""
    for key, kind in KEYS.items():
        for value in BAD[kind]:
            if value != "~" or key.split(".")[-1] in ("en", "ar", "folder"):
                yield f"{key}: {value[:20]}", lambda root, key=key, value=value: _try_study(root, key, value)


def _try_study(root: Path, key: str, value: str) -> str | None:
    path = write_study(root, "  folder: data/press")
    import yaml

    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    *above, last = key.split(".")
    part = data
    for name in above:
        part = part.setdefault(name, {})
    part[last] = "VALUE"
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False)
    path.write_text(text.replace("VALUE", value), encoding="utf-8")
    try:
        load_study(path)
    except TaawunError as error:
        return _wrong_message(str(error)) or (
            None if error.file and error.exit_code == 2 else f"no file named: {error}"
        )
    return "it was taken"


SIGNS = [*"!\"#$%&'()*+,;<=>?@[]^`{|}~\\: \t\n\r\x01\x1b\x7f", "\u200f", "\u202e", "$(touch x)", "`touch x`", "${IFS}",
         "!=touch x;", ":=", "::=", "| ", "#x", "%.o", "$$", "-f", "--help", "&&", "(x)", "= ", "export "]  # fmt: skip


def names() -> Iterator[Case]:
    """Names that mean something to make, a shell or a terminal: read, then due when changed, and nothing runs."""
    for sign in SIGNS:
        for name in (f"a{sign}b.txt", f"{sign}.txt"):
            yield repr(name), lambda root, name=name: _try_name(root, name)


def _try_name(root: Path, name: str) -> str | None:
    path = write_study(root)
    target = root / "data/press" / name
    target.write_text(TEXT, encoding="utf-8")
    (root / "data/press/plain.txt").write_text(OTHER, encoding="utf-8")
    folder = root / "build/press"
    flow = build_articles(load_study(path), folder / "articles.parquet")
    if flow["read"] != 2:
        return f"{flow['read']} articles read"
    if find_due(folder):
        return "due without a reason"
    target.write_text(f"{TEXT} {OTHER}", encoding="utf-8")
    if find_due(folder) != ["articles"]:
        return "a change was not seen"
    if not name.isprintable() and not list(read_rows(folder / "rejected.parquet")):
        return "an id that cannot be shown was taken"
    return "something ran" if list(root.rglob("x")) else None
