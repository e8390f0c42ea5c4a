"""Word, RTF and PDF files, saved pages and plain texts: one article each, or an export with many.

The libraries: python-docx (MIT) for .docx, striprtf (BSD) for .rtf, pypdf (BSD) for .pdf, the standard library's email
for .mhtml, trafilatura (Apache) for pages. None of them runs what a file holds or fetches what it names.
"""

from __future__ import annotations

import email
import email.policy
import io
import itertools
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from taawun.corpus.archives import open_member, open_zip
from taawun.corpus.damage import has_words_backwards, join_shapes
from taawun.corpus.encodings import FAMILIAR, SAMPLE, decode_text, familiar_share
from taawun.corpus.exports import split_export
from taawun.corpus.limits import LARGEST_RECORD, MOST_PAGES
from taawun.corpus.pages import decode_page, read_articles_of_page
from taawun.corpus.records import Record
from taawun.errors import TaawunError

ARABIC_LETTER = re.compile("[\u0620-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
OLD_PROGRAMS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second copy of a text box, for programs that do not know the first."""
Fields = dict[str, Any]
Reader = Callable[[Path, str, str], Iterator[Record]]


def read_document(parts: Callable[[Path, str], list[Fields]]) -> Reader:
    """Make a reader of files that are read whole: what is wrong with one sets that file aside, and no other."""

    def read(path: Path, name: str, encoding: str) -> Iterator[Record]:
        if path.stat().st_size > LARGEST_RECORD:
            yield Record({}, name, problem="the file is too large for one article; split it")
            return
        try:
            found = parts(path, encoding)
        except TaawunError as error:
            # The file is named by the record already.
            yield Record({}, name, problem=str(TaawunError(error.what, error.do, line=error.line)))
            return
        several = len(found) > 1
        for number, fields in enumerate(found, 1):
            yield Record(fields, name, f"article {number}" if several else None)

    return read


def _split(text: str, **fields: Any) -> list[Fields]:
    return split_export(text) or [{"text": text, **fields}]


def _text_parts(path: Path, encoding: str) -> list[Fields]:
    return _split(decode_text(path.read_bytes(), encoding))


def _page_parts(path: Path, _encoding: str) -> list[Fields]:
    return read_articles_of_page(decode_page(path.read_bytes()))


def _archived_page_parts(path: Path, _encoding: str) -> list[Fields]:
    """Article of a page saved as one file (.mhtml): its first part that is a page."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                found = read_articles_of_page(decode_page(data, str(part.get_content_charset() or "")))
                location = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
                if len(found) == 1 and not found[0].get("url") and location.startswith("http"):
                    found[0]["url"] = location
                return found
    raise TaawunError("no page in the file", "save the page again, as a web page of one file")


def _docx_parts(path: Path, _encoding: str) -> list[Fields]:
    import docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    with open_zip(path, "Word document") as archive:  # under the caps: python-docx unpacks without
        for member in archive.infolist():
            with open_member(archive, member, path, SAMPLE) as part:
                if b"<!DOCTYPE" in part.peek(SAMPLE)[:SAMPLE].upper():
                    raise TaawunError("the document declares XML entities", "save it again as .docx")
                while part.read(2**20):
                    pass
    try:
        document = docx.Document(str(path))
        elements = list(document.element.body.iter(qn("w:p")))
        paragraphs = [Paragraph(element, document) for element in elements]
        # python-docx gives the text of a paragraph without what was inserted under "track changes".
        lines = [
            "".join(Run(run, paragraph).text for run in _runs(element, qn))
            for element, paragraph in zip(elements, paragraphs, strict=True)
        ]
        first = next((at for at, line in enumerate(lines) if line.strip()), None)
        style = "" if first is None else str(getattr(paragraphs[first].style, "name", ""))
    except MemoryError:
        raise
    except Exception as error:  # what python-docx raises of a damaged file has no common base
        raise TaawunError(f"not a readable Word document ({type(error).__name__})", "save it again as .docx") from None
    title = lines[first].strip() if first is not None and style in ("Title", "Heading 1") else None
    return _split("\n".join(lines), title=title)


def _runs(paragraph: Any, qn: Callable[[str], str]) -> Iterator[Any]:
    """Pieces of a paragraph's own text: not of a text box in it, nor what was moved away or is there for old programs."""
    if next(paragraph.iterancestors(OLD_PROGRAMS), None) is not None:
        return
    others = {qn("w:p"), qn("w:moveFrom"), OLD_PROGRAMS}
    for run in paragraph.iter(qn("w:r")):
        inside = itertools.takewhile(lambda above: above is not paragraph, run.iterancestors())
        if not any(one.tag in others for one in inside):
            yield run


def _rtf_parts(path: Path, _encoding: str) -> list[Fields]:
    from striprtf.striprtf import rtf_to_text

    data = path.read_bytes()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise TaawunError("not a readable RTF document", "save it again as .rtf or .docx")
    declared = re.search(rb"\\ansicpg(\d{3,5})", data[:SAMPLE])
    try:
        # RTF is ASCII with escapes; bytes beyond are of the code page that it declares.
        text = data.decode(f"cp{declared[1].decode()}" if declared else "cp1256", "replace")
        return _split(rtf_to_text(text, errors="replace"))  # type: ignore[no-untyped-call]
    except MemoryError:
        raise
    except Exception as error:  # striprtf has no error of its own
        raise TaawunError(f"not a readable RTF document ({type(error).__name__})", "save it again as .docx") from None


def _pdf_parts(path: Path, _encoding: str) -> list[Fields]:
    """Article in the text layer of a PDF file.

    Raises
    ------
    TaawunError
        It has no text layer, its letters or words stand in the order of the eye, it needs a password, or is damaged.
    """
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
            if reader.is_encrypted:
                raise TaawunError("the PDF file needs a password", "save it without one")
            if len(reader.pages) > MOST_PAGES:
                raise TaawunError(f"the PDF file has more than {MOST_PAGES} pages", "split it")
            text = join_shapes("\n".join(map(_text_of, reader.pages)))
            drawn = "" if familiar_share(text) >= FAMILIAR else _text_as_drawn(reader)
    except (TaawunError, MemoryError):
        raise
    except Exception as error:  # what pypdf raises of a damaged file has no common base
        raise TaawunError(f"not a readable PDF file ({type(error).__name__})", "save it again") from None
    if not text.strip():
        raise TaawunError(
            "the PDF file is a picture without text (a scan)",
            "run text recognition (OCR) on it, or take the page itself",
        )
    # A page draws shapes in the order of the eye: pypdf puts the letters back, and shapes mean their letters here.
    # A mark that ends the first line comes first there, before pypdf knows the direction.
    text = re.sub(r"\A([.،؛:!؟])(.*)", r"\2\1", text)
    if familiar_share(text) < FAMILIAR <= familiar_share(drawn):
        return _split(drawn)  # it was drawn in the order of reading, which pypdf turned round
    if has_words_backwards(text):
        raise TaawunError(
            "the words of the PDF file stand in the order of the eye", "copy the text from a page or a document instead"
        )
    return _split(text)


def _text_of(page: Any) -> str:
    """Text of a page of a PDF file, its lines in the order of reading.

    pypdf turns each run of Arabic letters and leaves the runs of a line (a number, the words before and behind it) as
    they are drawn, which browsers do from left to right.
    """
    runs: list[tuple[str, float]] = []
    text: str = page.extract_text(visitor_text=lambda run, _cm, tm, _font, _size: runs.append((run, tm[4])))
    if "".join(run for run, _ in runs).split() != text.split():
        return text
    lines: list[list[tuple[str, float]]] = [[]]
    for run, place in runs:
        if run.strip("\n"):
            lines[-1].append((run.strip("\n"), place))
        if "\n" in run:
            lines.append([])
    return "\n".join(map(_read_runs, lines))


def _read_runs(line: Sequence[tuple[str, float]]) -> str:
    runs, places = [run for run, _ in line], [place for _, place in line]
    letters = [char for run in runs for char in run if char.isalpha()]
    arabic = 2 * len(ARABIC_LETTER.findall("".join(letters))) > len(letters)
    if arabic and places == sorted(places) and places[0] < places[-1]:
        # From right to left; numbers and Latin words beside each other keep their order.
        foreign = [bool(run.strip()) and not ARABIC_LETTER.search(run) for run in runs]
        groups = [list(group) for _, group in itertools.groupby(range(len(runs)), foreign.__getitem__)]
        order = [at for group in reversed(groups) for at in (group if foreign[group[0]] else reversed(group))]
        runs = [runs[at] for at in order]
    return re.sub(" {2,}", " ", "".join(runs))


def _text_as_drawn(reader: Any) -> str:
    """Text of a PDF file in the order of its drawing from left to right, with single blanks."""
    pages = (page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False) for page in reader.pages)
    return "\n".join(" ".join(line.split()) for page in pages for line in page.splitlines())


read_text = read_document(_text_parts)
read_html = read_document(_page_parts)
read_mhtml = read_document(_archived_page_parts)
read_docx = read_document(_docx_parts)
read_rtf = read_document(_rtf_parts)
read_pdf = read_document(_pdf_parts)
