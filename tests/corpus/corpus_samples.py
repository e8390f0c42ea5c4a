"""Small corpora written for the tests, in every form that can be read."""

import csv
import gzip
import io
import json
import zipfile

from pdf_samples import as_pdf

TEXT = "قال وزير التجارة إن الاتفاق الجديد سيدخل حيز التنفيذ في مطلع العام. وأكد أن اللجنة ستجتمع غدا في المرفأ."
OTHER = "نفى الناطق باسم الميناء ما قيل عن إغلاقه، وأوضح أن السفن تصل كل يوم كما كانت تصل من قبل."
ROWS = [
    {"id": "a1", "outlet": "الساحل", "date": "2016-03-01", "title": "اتفاق", "text": TEXT},
    {"id": "a2", "outlet": "المرسى", "date": "2016-03-02", "title": "نفي", "text": OTHER},
]
PAGE = """<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{charset}"><title>اتفاق جديد</title>
<meta property="og:site_name" content="الساحل"><meta property="article:published_time" content="2016-03-01T08:00:00Z">
</head><body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav><article><h1>اتفاق جديد</h1>
<p>{text}</p><p>{other}</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""
STUDY = """\
title: {{en: Two shores, ar: ضفتان}}
question: {{en: Who says what, ar: من يقول ماذا؟}}
corpus:
{corpus}
sides:
  - {{id: east, label: {{en: East, ar: الشرق}}, state: OM}}
  - {{id: west, label: {{en: West, ar: الغرب}}, state: IQ}}
"""


def as_csv(rows, delimiter=",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_zip(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def as_xlsx(rows) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(paragraphs) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_rtf(paragraphs, *, code_page=True) -> bytes:
    """RTF with its letters in windows-1256, or as numbers of Unicode."""
    if code_page:
        body = "".join(
            "".join(f"\\'{byte:02x}" for byte in paragraph.encode("cp1256")) + "\\par\n" for paragraph in paragraphs
        )
    else:
        body = "".join("".join(f"\\u{ord(char)}?" for char in paragraph) + "\\par\n" for paragraph in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1256\\deff0{{\\fonttbl{{\\f0\\fnil\\fcharset178 Arial;}}}}\\f0 {body}}}".encode(
        "ascii"
    )


def as_mhtml(page: str, address: str) -> bytes:
    import email.message

    message = email.message.EmailMessage()
    message["Snapshot-Content-Location"] = address
    message.make_related()
    part = email.message.MIMEPart()
    part.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    part["Content-Location"] = address
    message.attach(part)
    return message.as_bytes()


def as_parquet(rows) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


FORMS = {
    "articles.jsonl": as_jsonl(ROWS).encode(),
    "articles.jsonl.gz": gzip.compress(as_jsonl(ROWS).encode(), mtime=0),
    "press.csv": as_csv(ROWS).encode("utf-8-sig"),
    "press.xlsx": as_xlsx(ROWS),
    "press.parquet": as_parquet(ROWS),
    "press.zip": as_zip({"day.json": json.dumps(ROWS, ensure_ascii=False)}),
    "page.html": PAGE.format(charset="utf-8", text=TEXT, other=OTHER).encode(),
    "article.txt": TEXT.encode(),
    "press.json": json.dumps(ROWS, ensure_ascii=False, indent=2).encode(),
    "page.mhtml": as_mhtml(PAGE.format(charset="utf-8", text=TEXT, other=OTHER), "https://example.org/1"),
    "article.docx": as_docx([TEXT]),
    "article.rtf": as_rtf([TEXT]),
    "article.pdf": as_pdf([TEXT[::-1]]),
}
"""One file of each form; the tables hold ROWS."""


def index(*rows: tuple[str, str]) -> str:
    """An articles.csv that names text files."""
    return as_csv([{"id": id_, "file": file, "outlet": "الساحل", "date": "2016-03-01"} for id_, file in rows])
