"""Files of articles to records, one reader a form. Records come one by one: no table is held in memory whole.

A reader knows nothing of what a record means: it yields the fields as the file names them, and the place they stand.
What is wrong with one record is written into it; what makes the file unreadable is raised.
"""

from __future__ import annotations

import codecs
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from taawun.corpus.archives import open_member, open_zip
from taawun.corpus.documents import read_docx, read_html, read_mhtml, read_pdf, read_rtf, read_text
from taawun.corpus.encodings import SAMPLE
from taawun.corpus.json_forms import read_json, read_json_lines
from taawun.corpus.records import Record
from taawun.corpus.table_forms import read_csv, read_parquet, read_xlsx
from taawun.errors import TaawunError, describe_fault

DOCUMENTS = frozenset({"text", "html", "mhtml", "docx", "rtf", "pdf"})
"""Forms whose files are articles and have no columns: a table can name them."""


def form_of(name: str) -> str | None:
    """Form of a file by its suffix, None when it is none that can be read.

    Examples
    --------
    >>> form_of("press.jsonl.gz"), form_of("a.TXT"), form_of("notes.doc")
    ('jsonl', 'text', None)
    """
    name = name.lower()
    if name.endswith(".gz"):
        name = name.removesuffix(".gz")
        return next((form for suffix, form in FORMS.items() if name.endswith(suffix) and form in PACKED), None)
    return next((form for suffix, form in FORMS.items() if name.endswith(suffix)), None)


def suffix_of_bytes(data: bytes) -> str:
    r"""Suffix for a file that comes without a name, by its first bytes; `.txt` for what looks like nothing else.

    Examples
    --------
    >>> [suffix_of_bytes(data) for data in (b'[{"id": 1}]', b"{\\rtf1 a}", b"%PDF-1.4", b"<!DOCTYPE html>", b"[Tehran]")]
    ['.json', '.rtf', '.pdf', '.html', '.txt']
    """
    head = data.removeprefix(codecs.BOM_UTF8).lstrip()[:SAMPLE]
    if head.startswith(b"PK\3\4"):
        kinds = ((b"word/", ".docx"), (b"xl/", ".xlsx"))
        return next((suffix for part, suffix in kinds if part in data), ".zip")
    return next((suffix for suffix, begins in _BEGINNINGS.items() if begins.match(head)), ".txt")


def advice_for(name: str) -> str:
    """Say what to do with a file of a form that is not read, in words that are true of it.

    Examples
    --------
    >>> advice_for("a.doc")
    'open it in Word or LibreOffice and save it as .docx'
    """
    suffix = PurePosixPath(name.lower()).suffix
    return ADVICE.get(suffix, "save it as .txt or .docx if it holds articles, or take it out of the folder")


def read_records(
    path: Path, *, name: str | None = None, form: str = "auto", encoding: str = "utf-8"
) -> Iterator[Record]:
    """Stream the records of one file.

    Parameters
    ----------
    name
        How the file is called in the records; its own name when not given.
    form
        One of `READERS`; by the suffix when `auto`.
    encoding
        As for `taawun.corpus.encodings.decode_text`; for forms that are text.

    Raises
    ------
    TaawunError
        The file cannot be read at all: missing, of another form, damaged, in another encoding, beyond the caps.
    """
    name = name or path.name
    known = form_of(name) if form == "auto" else form
    if known is None:
        raise TaawunError("no reader for this kind of file", advice_for(name), file=path)
    try:
        yield from READERS[known](path, name, encoding)
    except OSError as error:
        raise TaawunError(f"cannot be read ({error.strerror or error})", "check the file", file=path) from None


def _read_zip(path: Path, name: str, encoding: str) -> Iterator[Record]:
    """Stream the records of all members, each as its own form is read."""
    with open_zip(path) as archive, tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        members = sorted(
            (member for member in archive.infolist() if not member.is_dir() and not _is_hidden(member.filename)),
            key=lambda member: member.filename,
        )
        if not any(form_of(member.filename) for member in members):
            raise TaawunError("no file in the archive that can be read", "put the articles into it", file=path)
        for member in members:
            form = form_of(member.filename)
            if form in (None, "zip"):
                advice = "unpack it" if form else advice_for(member.filename)
                yield Record({}, name, member.filename, f"files of this form are not read; {advice}")
                continue
            if stat.S_ISLNK(member.external_attr >> 16):  # its content is the name of another file
                yield Record({}, name, member.filename, "links in archives are not followed; pack the file itself")
                continue
            # A name of our own: what the archive calls its members names no path here.
            copy = Path(folder, f"member{''.join(PurePosixPath(member.filename.lower()).suffixes[-2:])}")
            try:
                with open_member(archive, member, path, SAMPLE) as packed, copy.open("wb") as out:
                    shutil.copyfileobj(packed, out)
                for record in read_records(copy, name=name, form=form or "auto", encoding=encoding):
                    place = f"{member.filename}, {record.place}" if record.place else member.filename
                    yield record._replace(place=place)
            except TaawunError as error:  # the other members are whole
                place = member.filename + (f", line {error.line}" if error.line else "")
                yield Record({}, name, place, describe_fault(error))


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


FORMS = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".jl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".zip": "zip",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".docx": "docx",
    ".rtf": "rtf",
    ".pdf": "pdf",
}
_BEGINNINGS = {
    ".rtf": re.compile(rb"\{\\rtf"),
    ".jsonl": re.compile(rb"\{"),
    ".json": re.compile(rb"\[\s*\{"),
    ".pdf": re.compile(rb"%PDF-"),
    ".parquet": re.compile(rb"PAR1"),
    ".html": re.compile(rb"<(!doctype\s+html|html|\?xml)\b", re.IGNORECASE),
    ".mhtml": re.compile(
        rb"(?s)(from|mime-version|content-type|snapshot-content-location):.{,2000}?text/html", re.IGNORECASE
    ),
}
PACKED = frozenset({"jsonl", "json", "csv"})
"""Forms that are read packed with gzip too."""
READERS: dict[str, Callable[[Path, str, str], Iterator[Record]]] = {
    "text": read_text,
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "xlsx": read_xlsx,
    "zip": _read_zip,
    "html": read_html,
    "mhtml": read_mhtml,
    "docx": read_docx,
    "rtf": read_rtf,
    "pdf": read_pdf,
}
_PICTURE = "it is a picture: run text recognition (OCR) on it and save the text as .txt"
ADVICE = {
    ".doc": "open it in Word or LibreOffice and save it as .docx",
    ".odt": "open it in LibreOffice and save it as .docx",
    ".pages": "open it in Pages and export it as .docx",
    ".xls": "open it in the spreadsheet and save it as .xlsx",
    ".ods": "open it in the spreadsheet and save it as .xlsx",
    ".numbers": "open it in Numbers and export it as .xlsx",
    ".xml": "turn it into .csv or .json: each database has an XML of its own",
    ".epub": "turn it into .docx or .txt",
    ".rar": "unpack it, or pack it again as .zip",
    ".7z": "unpack it, or pack it again as .zip",
    ".tar": "unpack it, or pack it again as .zip",
    ".gz": "unpack it",
    ".png": _PICTURE,
    ".jpg": _PICTURE,
    ".jpeg": _PICTURE,
    ".tif": _PICTURE,
    ".tiff": _PICTURE,
    ".webp": _PICTURE,
}
