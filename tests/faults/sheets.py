"""Cases on what coders and labellers hand in: read as it was meant, or refused with the file and what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from taawun.errors import TaawunError
from taawun.rhetoric.codings import ANSWERS, read_article_key, read_codings, read_key
from taawun.topics.tables import read_labels

Case = tuple[str, Callable[[Path], str | None]]
IDS = ["S0001", "S0002", "=S3"]
COLUMNS = ("EC", "CT")
SHEET = [
    ["row", "text", *COLUMNS, "remark"],
    ["S0001", "t", "yes", "no", ""],
    ["S0002", "t", "no", "", "?"],
    ["=S3", "t", "1", "0", ""],
]
RIGHT = {"S0001": (1.0, 0.0), "S0002": (0.0, None), "=S3": (1.0, 0.0)}
KEY = [["row", "statement_id", "article_id", "side", "stratum", "weight"],
       ["S0001", "'=a:1", "'=a", "east", "x", "2.5"], ["S0002", "b:1", "b", "west", "x", "1"], ["'=S3", "b:9", "b", "west", "y", "3"]]  # fmt: skip
ARTICLES = [["article_id", "stratum", "weight"], ["'=a", "x", "2"], ["b", "y", "1"]]

Table = list[list[str]]


def as_csv(rows: Table, sign: str = ",", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def as_xlsx(rows: Table, *names: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name in names or ("coding", "codebook"):
        page = book.create_sheet(name)
        for row in [["code"], ["EC"]] if name == "codebook" else rows:
            page.append(row)
            for cell in page[page.max_row]:
                cell.data_type = "s"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def change(rows: Table, line: int, column: int, value: str) -> Table:
    """The table with another value in one cell; line 0 is the header."""
    return [[value if (n, m) == (line, column) else cell for m, cell in enumerate(row)] for n, row in enumerate(rows)]


def _spoil_part(data: bytes, part: str, how: str) -> bytes:
    """A workbook one part of which is gone, cut off or empty."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name != part:
                new.writestr(name, content)
            elif how != "gone":
                new.writestr(name, content[: len(content) // 2] if how == "half" else b"")
    return out.getvalue()


BOOK = as_xlsx(SHEET)
PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml")
GOOD_SHEETS: dict[str, str | bytes] = {
    "as given": as_csv(SHEET), "mark before": "\ufeff" + as_csv(SHEET), "line ends of Windows": as_csv(SHEET, end="\r\n"),
    "semicolons": as_csv(SHEET, ";"), "tabs": as_csv(SHEET, "\t"), "all quoted": as_csv(SHEET, quoting=csv.QUOTE_ALL),
    "apostrophe kept": as_csv(change(SHEET, 3, 0, "'=S3")), "other order of rows": as_csv([SHEET[0], *SHEET[:0:-1]]),
    "other order of columns": as_csv([row[::-1] for row in SHEET]), "one more column": as_csv([[*row, "x"] for row in SHEET]),
    "capitals": as_csv(change(SHEET, 1, 2, "YES")), "spaces": as_csv(change(SHEET, 1, 2, "  yes ")),
    "a number as spreadsheets write it": as_csv(change(SHEET, 1, 2, "1.0")), "wide letters": as_csv(change(SHEET, 1, 2, "ｙｅｓ")),
    "Arabic answer": as_csv(change(SHEET, 1, 2, "نعم")), "direction marks": as_csv(change(SHEET, 1, 2, "\u202bنعم\u202c")),
    "spaces in the header": as_csv(change(SHEET, 0, 2, " EC ")), "empty lines": as_csv([*SHEET, [], ["", "", "", "", ""]]),
    "line of titles": as_csv([SHEET[0], ["", "النص", "اقتصاد", "تعاون", ""], *SHEET[1:]]),
    "line break in a remark": as_csv(change(SHEET, 1, 4, "two\nlines")), "formula in a remark": as_csv(change(SHEET, 1, 4, "=1+1")),
    "short lines": as_csv([SHEET[0], SHEET[1], SHEET[2][:3], SHEET[3]]),
}  # fmt: skip
BAD_SHEETS: dict[str, str | bytes] = {
    "empty": "", "spaces alone": "  \n", "no header": as_csv(SHEET[1:]), "column missing": as_csv(change(SHEET, 0, 2, "")),
    "column twice": as_csv(change(SHEET, 0, 4, "EC")), "row column missing": as_csv([row[1:] for row in SHEET]),
    "unknown row": as_csv(change(SHEET, 1, 0, "S9")), "row twice": as_csv([*SHEET, SHEET[1]]), "row without a name": as_csv(
        change(SHEET, 2, 0, "")), "no answer": as_csv(change(SHEET, 1, 2, "maybe")), "number that is none": as_csv(
        change(SHEET, 1, 2, "2")), "formula as an answer": as_csv(change(SHEET, 1, 2, "=1")), "cell too many": as_csv(
        [SHEET[0], ["S0001", "t", "x", "yes", "no", ""], *SHEET[2:]]),
    "UTF-16": as_csv(SHEET).encode("utf-16"), "windows-1256": as_csv(change(SHEET, 1, 2, "نعم")).encode("cp1256"),
    "zeros": bytes(300), "zeros inside": as_csv(change(SHEET, 1, 2, "y\0es")), "quote not closed": as_csv(SHEET) + '"x',
    "a workbook under this name": BOOK, "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "cell of a million letters": as_csv(
        change(SHEET, 1, 2, "y" * 10**6)), "control in an answer": as_csv(change(SHEET, 1, 2, "\x1b[2J")),
}  # fmt: skip
GOOD_BOOKS = {"as given": BOOK, "one sheet of another name": as_xlsx(SHEET, "Sheet1"), "no styles": _spoil_part(BOOK, "x", "gone"),
              "sheets in another order": as_xlsx(SHEET, "other", "coding"),
              # Nothing that is read stands in this part.
              **{f"_rels/.rels {how}": _spoil_part(BOOK, "_rels/.rels", how) for how in ("gone", "half", "empty")}}  # fmt: skip
BAD_BOOKS = {
    "empty": b"", "no workbook": b"PK", "noise": bytes(range(256)) * 9, "half": BOOK[: len(BOOK) // 2],
    "end cut off": BOOK[:-30], "text": as_csv(SHEET).encode(), "old form": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "no sheet of the name": as_xlsx(SHEET, "Sheet1", "Sheet2"), "empty sheet": as_xlsx([]), "unknown row": as_xlsx(
        change(SHEET, 1, 0, "S9")), "no answer": as_xlsx(change(SHEET, 1, 2, "maybe")), "column missing": as_xlsx(
        change(SHEET, 0, 2, "x")), "column twice": as_xlsx(change(SHEET, 0, 4, "EC")), "row twice": as_xlsx([*SHEET, SHEET[1]]),
    **{f"{part} {how}": _spoil_part(BOOK, part, how) for part in PARTS for how in ("gone", "half", "empty")},
}  # fmt: skip
GOOD_KEYS: dict[str, str | bytes] = {
    "as given": as_csv(KEY), "mark before": "\ufeff" + as_csv(KEY), "line ends of Windows": as_csv(KEY, end="\r\n"),
    "one more column": as_csv([[*row, "x"] for row in KEY]), "other order": as_csv([row[::-1] for row in KEY]),
}  # fmt: skip
WEIGHTS = ("-1", "0", "-0.0", "inf", "-inf", "nan", "1e999", "x", "", "1,5", "0x10", "'=1", "1 000", "true")
BAD_KEYS: dict[str, str | bytes] = {
    "empty": "", "no header": as_csv(KEY[1:]), "UTF-16": as_csv(KEY).encode("utf-16"), "zeros": bytes(300),
    "half": as_csv(KEY)[:100], "quote not closed": as_csv(KEY) + '"x', "row twice": as_csv([*KEY, change([KEY[1]], 0, 1, "c:1")[0]]),
    "statement twice": as_csv([*KEY, change([KEY[1]], 0, 0, "S0009")[0]]), "workbook": BOOK,
    **{f"no {name}": as_csv(change(KEY, 0, n, "x")) for n, name in enumerate(KEY[0])},
    **{f"weight {text!r}": as_csv(change(KEY, 1, 5, text)) for text in WEIGHTS},
}  # fmt: skip
GOOD_LABELS = {
    "two topics": "- {words: [أمن, حدود], en: Security, ar: أمن}\n- {words: [تجارة, سوق], en: Trade, ar: تجارة}\n",
    "words that YAML takes for others": "- {words: [no, yes, on], en: x, ar: س}\n", "hostile label": "- {words: [أ, ب], en: <script>, ar: س}\n",
    "formula": '- {words: [أ, ب], en: "=1+1", ar: س}\n', "line ends of Windows": "- words: [أ, ب]\r\n  en: x\r\n  ar: س\r\n",
    "mark before": "\ufeff- {words: [أ, ب], en: x, ar: س}\n",
}  # fmt: skip
ONE = "- {words: [أ, ب], en: x, ar: س}\n"
BAD_LABELS: dict[str, str | bytes] = {
    "a word": "x", "a mapping": "words: [أ, ب]\nen: x\nar: س\n", "a number": "1", "a list of words": "- أ\n", "no words": "- {en: x, ar: س}\n",
    "words are a word": "- {words: أ, en: x, ar: س}\n", "words are numbers": "- {words: [1, 2], en: x, ar: س}\n",
    "one word": "- {words: [أ], en: x, ar: س}\n", "words are none": "- {words: [], en: x, ar: س}\n", "an empty word": "- {words: ['', أ], en: x, ar: س}\n",
    "no English": "- {words: [أ, ب], ar: س}\n", "no Arabic": "- {words: [أ, ب], en: x}\n", "a number as a label": "- {words: [أ, ب], en: 1, ar: س}\n",
    "an empty label": "- {words: [أ, ب], en: '', ar: س}\n", "unknown key": "- {words: [أ, ب], en: x, ar: س, fr: y}\n",
    "key twice": "- {words: [أ, ب], en: x, en: y, ar: س}\n", "alias": "- &a {words: [أ, ب], en: x, ar: س}\n- *a\n",
    "tag": "- !!python/object/apply:os.system [touch x]\n", "not closed": "- {words: [أ", "tabs": "-\twords: [أ, ب]\n\ten: x\n",
    "windows-1256": ONE.encode("cp1256"), "UTF-16": ONE.encode("utf-16"), "zeros": bytes(100), "noise": bytes(range(256)),
    "deep": "[" * 5000, "very deep": "[" * 50_000, "two documents": ONE + "---\n" + ONE, "list of lists": "- [[أ, ب]]\n",
    "escape sequence": '- {words: [أ, ب], en: "\\x1b[2J", ar: س}\n', "zero in a label": '- {words: [أ, ب], en: "a\\0", ar: س}\n',
    "huge number": f"- {{words: [{'9' * 5000}], en: x, ar: س}}\n",
}  # fmt: skip


def sheets() -> Iterator[Case]:
    """Sheets of coders, keys of samples and label files: harmless changes and damages."""
    for kind, good, bad in (
        ("frames-ann.csv", GOOD_SHEETS, BAD_SHEETS),
        ("frames-ann.xlsx", GOOD_BOOKS, BAD_BOOKS),
        ("key.csv", GOOD_KEYS, BAD_KEYS),
        ("labels.yaml", GOOD_LABELS, BAD_LABELS),
    ):
        for name, content in (good | bad).items():
            yield (
                f"{kind}: {name}",
                lambda folder, kind=kind, content=content, fine=name in good: _try(folder, kind, content, fine=fine),
            )
    for text in WEIGHTS:
        content = as_csv(change(ARTICLES, 1, 2, text))
        yield (
            f"key-articles.csv: weight {text!r}",
            lambda folder, content=content: _try(folder, "key-articles.csv", content, fine=False),
        )
    yield "two sheets of one coder", _try_two


def _read(folder: Path, kind: str) -> object:
    answers = dict.fromkeys(COLUMNS, ANSWERS)
    if kind.startswith("frames"):
        table = read_codings(folder, "frames", IDS, answers)["ann"]
        return {name: tuple(None if value != value else value for value in table.loc[name]) for name in IDS}
    if kind == "labels.yaml":
        return read_labels(folder / kind)
    return (read_key if kind == "key.csv" else read_article_key)(folder)


def _try(folder: Path, kind: str, content: str | bytes, *, fine: bool) -> str | None:
    (folder / kind).write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        found = _read(folder, kind)
    except TaawunError as error:
        said = str(error)
        if fine or kind not in said or len(said) > 1000 or len(said.splitlines()) > 5 or error.exit_code != 2:
            return f"it says {said[:300]!r}"
        return None
    if not fine:
        return f"it was taken: {str(found)[:200]}"
    return None if not kind.startswith("frames") or found == RIGHT else f"read as {found}"


def _try_two(folder: Path) -> str | None:
    for name in ("frames-ann.csv", "frames-ann (1).csv"):
        (folder / name).write_text(as_csv(SHEET), encoding="utf-8")
    try:
        _read(folder, "frames-ann.csv")
    except TaawunError as error:
        return None if "two sheets of the coder 'ann'" in str(error) else str(error)
    return "the second was lost"
