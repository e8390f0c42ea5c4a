"""Cases on what could be passed over without a word: each is an article, or is named once with what to do about it."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import os
import quopri
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from corpus_samples import OTHER, ROWS, TEXT, as_jsonl, as_zip
from inputs import write_study

from taawun.corpus.articles import build_articles
from taawun.study import load_study
from taawun.tables import read_rows

Case = tuple[str, Callable[[Path], str | None]]
GOOD = "وصلت السفينة البيضاء إلى المرسى مساء السبت وعلى متنها مئة راكب كما ذكر أحد الصيادين."
HEAD = ["id", "text", "outlet"]
UNREAD = (
    "doc",
    "xls",
    "odt",
    "epub",
    "pptx",
    "gz",
    "tar",
    "rar",
    "7z",
    "bz2",
    "jpg",
    "md",
    "xml",
    "eml",
    "pkl",
    "npz",
    "exe",
    "bak",
)
BROKEN = ("docx", "pdf", "rtf", "xlsx", "mht", "zip", "parquet", "json", "jsonl", "tsv")


def _table(*rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _book(*sheets: list[list[str]], hidden: bool = False) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    if hidden:
        book.worksheets[-1].sheet_state = "hidden"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _wrong(text: str, right: str, wrong: str) -> bytes:
    return text.encode(right).decode(wrong, "ignore").encode()


def _each(form: str) -> bytes:
    return "".join(char if ord(char) < 128 else form.format(ord(char)) for char in TEXT).encode()


def _zip_with_link() -> bytes:
    data, link = io.BytesIO(as_zip({"a.txt": TEXT})), zipfile.ZipInfo("b.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(data, "a") as file:
        file.writestr(link, "/etc/passwd")
    return data.getvalue()


def _spoil(data: bytes, member: bytes) -> bytes:
    place = data.index(member) + len(member)
    return data[:place] + bytes(byte ^ 0xFF for byte in data[place : place + 8]) + data[place + 8 :]


ONE, TWO = [["a1", TEXT, "x"], ["a2", OTHER, "y"]]
PAGE = "<html><body><article><p>{}</p></article></body></html>"
READ: dict[str, tuple[bytes, int]] = {
    "second sheet.xlsx": (_book([HEAD, ONE], [HEAD, TWO]), 2),
    "hidden sheet.xlsx": (_book([HEAD, ONE], [HEAD, TWO], hidden=True), 2),
    "empty first sheet.xlsx": (_book([], [HEAD, ONE]), 1),
    "second array.json": ((json.dumps(ROWS[:1]) + json.dumps(ROWS[1:])).encode(), 2),
    "second array in a member.zip": (as_zip({"a.json": json.dumps(ROWS[:1]) + json.dumps(ROWS[1:])}), 2),
}
NAMED: dict[str, tuple[bytes, str]] = {
    **{f"unread.{form}": (b"\1\2 some bytes", "files of this form are not read") for form in UNREAD},
    **{f"broken.{form}": (b"\1\2 some bytes", "") for form in BROKEN},
    "no suffix": (TEXT.encode(), "files of this form are not read"),
    "unread member.zip": (as_zip({"a.txt": TEXT, "b.odt": b"x"}), "files of this form are not read"),
    "archive in an archive.zip": (as_zip({"a.txt": TEXT, "b.zip": as_zip({"c.txt": OTHER})}), "unpack it"),
    "broken member.zip": (_spoil(as_zip({"a.txt": TEXT, "b.txt": OTHER * 9, "c.txt": TEXT + OTHER}), b"b.txt"), "damaged"),
    "way out.zip": (as_zip({"../a.txt": TEXT}), "points outside"),
    "empty.zip": (as_zip({}), "no file in the archive"),
    "cut.jsonl.gz": (gzip.compress(as_jsonl(ROWS).encode())[:-9], "damaged"),
    "something after.json": ((json.dumps(ROWS) + " xx").encode(), "the rest of the file is not read"),
    "broken line.jsonl": ((as_jsonl(ROWS) + "{no\n").encode(), "not JSON"),
    "key twice.jsonl": (f'{{"id": "a1", "text": "{TEXT}", "text": "{OTHER}"}}\n'.encode(), "given twice"),
    "no object.json": (json.dumps([ROWS[0], "x"]).encode(), "not a JSON object"),
    "text in a list.json": (json.dumps([{"id": "a1", "text": [TEXT, 1]}]).encode(), "write it as text"),
    "column twice.csv": (_table(["id", "text", "text"], ["a1", TEXT, OTHER]), "two columns are called 'text'"),
    "cells without a name.csv": (_table(["id", "text", ""], ["a1", TEXT, OTHER]), "cells and no name"),
    "cells without a name.xlsx": (_book([["id", "text", ""], ["a1", TEXT, OTHER]]), "cells and no name"),
    "cell too many.csv": (_table(HEAD, [*ONE, OTHER]), "the row has 4 fields and the header 3"),
    "cell too few.csv": (_table(HEAD, ONE[:2]), "the row has 2 fields and the header 3"),
    "open quote.csv": (f'id,text\na1,"{TEXT}'.encode(), "correct the quotes"),
    "no text column.csv": (_table(["id", "n"], ["a1", "3"]), "no column is known as the text"),
    "header alone.csv": (_table(HEAD), "holds no article"),
    "deep.html": (PAGE.format("<div>" * 5000 + TEXT).encode(), "elements within each other"),
    "frames.html": (b"<html><frameset><frame src=a.html></frameset></html>", "no article text"),
    "wrong table.txt": (_wrong(TEXT, "cp1256", "cp1252"), "windows-1256"),
    "twice encoded.txt": (_wrong(TEXT, "utf-8", "latin-1"), "encoded twice"),
    "twice encoded, Arabic.txt": (_wrong(TEXT, "utf-8", "cp1256"), "encoded twice"),
    "half twice encoded.txt": (TEXT.encode() + b" " + _wrong(OTHER, "utf-8", "latin-1"), "a part of it was encoded twice"),
    "half wrong table.txt": (TEXT.encode() + b" " + _wrong(OTHER, "cp1256", "latin-1"), "a part of it was read with a wrong table"),
    "twice encoded.csv": (_table(HEAD, ["a1", _wrong(TEXT, "utf-8", "latin-1").decode(), "x"]), "encoded twice"),
    "two encodings.txt": (TEXT.encode() + b"\n" + OTHER.encode("cp1256"), "encoding"),
    "numbers for letters.txt": ("".join(f"&#{ord(char)};" for char in TEXT).encode(), "stand as numbers"),
    "escapes for letters.txt": (TEXT.encode("unicode_escape"), "stand as numbers"),
    "percent signs.txt": (quote(TEXT).encode(), "stand as numbers"),
    "percent signs of scripts.txt": (_each("%u{:04X}"), "stand as numbers"),
    "names of numbers.txt": (_each("U+{:04X} "), "stand as numbers"),
    "numbers in angles.txt": (_each("<U+{:04X}>"), "stand as numbers"),
    "numbers in braces.txt": (_each("\\u{{{:x}}}"), "stand as numbers"),
    "numbers escaped twice.txt": (_each("&amp;#{:d};"), "stand as numbers"),
    "names of letters.txt": (TEXT.encode("ascii", "namereplace"), "stand as numbers"),
    "quoted-printable.txt": (quopri.encodestring(TEXT.encode()), "stand as numbers"),
    "bytes as Python shows them.txt": (repr(TEXT.encode()).encode(), "stand as numbers"),
    "octal.txt": ("".join(f"\\{byte:o}" if byte > 127 else chr(byte) for byte in TEXT.encode()).encode(), "stand as numbers"),
    "utf-7.txt": (TEXT.encode("utf-7"), "packed as UTF-7"),
    "base64.txt": (base64.encodebytes(TEXT.encode()), "packed as base64"),
    "three times encoded.txt": (_wrong(_wrong(TEXT, "utf-8", "latin-1").decode(), "utf-8", "latin-1"), "three times"),
    "three times, Windows.txt": (_wrong(_wrong(TEXT, "utf-8", "cp1252").decode(), "utf-8", "cp1252"), "three times"),
    "bytes swapped.txt": (b"\xff\xfe" + TEXT.encode("utf-16-be"), "the wrong way round"),
    **{f"{right} as {wrong}.txt": (_wrong(TEXT, right, wrong), "were read as") for right, wrong in
       (("utf-8", "mac-roman"), ("utf-8", "cp437"), ("utf-8", "cp850"), ("cp1256", "koi8-r"), ("cp1256", "cp1251"))},
    "link.zip": (_zip_with_link(), "links in archives"),
    "column twice, in capitals.csv": (_table(["id", "text", "Text"], ["a1", TEXT, OTHER]), "two columns are called"),
    "very many columns.csv": (_table(["id", "text", *(f"c{n}" for n in range(100_000)), "text"], []), "two columns are called"),
    "very many keys.jsonl": (f'{{{",".join(f"{chr(34)}k{n}{chr(34)}:1" for n in range(200_000))},"k0":1}}\n'.encode(), "given twice"),
    "no text but NaN.jsonl": (b'{"id": "a1", "text": NaN}\n', "the text is empty"),
    "letters lost.txt": (TEXT.replace("ا", "\ufffd").encode(), "letters are lost"),
    "question marks.txt": ("".join("?" if char.isalpha() else char for char in TEXT).encode(), "letters are lost"),
    "wrong way round.txt": (TEXT[::-1].encode(), "wrong way round"),
    "zeros.txt": (bytes(300), "encoding"),
    "empty.txt": (b"", "the text is empty"),
    "too long.txt": ((TEXT + " ").encode() * 30_000, "longer than"),
}  # fmt: skip
ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "dead link.txt": (lambda path: path.symlink_to("nowhere"), "leads nowhere"),
    "link to a folder": (lambda path: path.symlink_to("."), "not followed"),
    "link to itself.txt": (lambda path: path.symlink_to(path.name), "leads nowhere"),
    "pipe.txt": (os.mkfifo, "pipe, a socket or a device"),
    "device.txt": (lambda path: path.symlink_to("/dev/zero"), "pipe, a socket or a device"),
}


def silences() -> Iterator[Case]:
    """Files of forms that are not read, parts of files, wrong letters, and what is no file at all."""
    for name, (data, count) in READ.items():
        yield name, lambda root, name=name, data=data, count=count: _try(root, name, data, "", kept=count + 1)
    for name, (data, words) in NAMED.items():
        yield name, lambda root, name=name, data=data, words=words: _try(root, name, data, words)
    for name, (put, words) in ODD.items():
        yield name, lambda root, name=name, put=put, words=words: _try(root, name, put, words)


def _try(
    root: Path, name: str, data: bytes | Callable[[Path], object], words: str, *, kept: int | None = None
) -> str | None:
    """The article beside it is read, the counts add up, and the file is an article or stands once with its reason."""
    study = write_study(root)
    (root / "data/press/good.txt").write_text(GOOD, encoding="utf-8")
    target = root / "data/press" / name
    if isinstance(data, bytes):
        target.write_bytes(data)
    else:
        data(target)
    out = root / "build/press/articles.jsonl"
    flow = build_articles(load_study(study), out)
    rows, rejected = list(read_rows(out)), list(read_rows(out.with_name("rejected.jsonl")))
    if "good.txt" not in {row["source_file"] for row in rows}:
        return "the good article is lost"
    if flow["read"] != sum(count for step, count in flow.items() if step != "read"):
        return f"the flow does not add up: {flow}"
    if kept is not None:
        return None if flow["kept"] == kept and not rejected else f"kept {flow['kept']}, set aside {rejected}"
    told = [row["reason"] for row in rejected if words in row["reason"] and ";" in row["reason"]]
    return None if len(told) == 1 else f"told {[row['reason'] for row in rejected]}"
