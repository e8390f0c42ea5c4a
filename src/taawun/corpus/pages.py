"""Saved web pages: the article's own text, title, date and outlet, by trafilatura; or the articles of an export."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from taawun.corpus.encodings import FAMILIAR, decode_text, familiar_share, find_encoding, text_codec
from taawun.corpus.exports import read_line_date, split_export
from taawun.corpus.limits import DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


_EUROPRESSE_NUMBER = re.compile(r"\N{MIDDLE DOT}\d{8}\N{MIDDLE DOT}")
_BY_HAND = "copy its text into a .txt file"


def decode_page(data: bytes, charset: str = "") -> str:
    """Text of a page.

    Bytes that are UTF-8 are UTF-8, whatever the page declares; a declared encoding that gives no Arabic is not believed
    where `auto` tells another.

    Parameters
    ----------
    charset
        What stands around the page (in a message) says of it.

    Raises
    ------
    TaawunError
        The encoding cannot be told.
    """
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    first = None
    for name in _likely_encodings(data, charset):
        codec = text_codec(name) if name else None
        with contextlib.suppress(UnicodeDecodeError):
            if codec and (text := data.decode(codec)).strip():
                if familiar_share(text) >= FAMILIAR:
                    return text
                first = first or text
    # A page in English has no familiar word under any encoding: there the first one holds.
    return first or decode_text(data, "auto")


def _likely_encodings(data: bytes, charset: str) -> Iterator[str | None]:
    """What was declared beside a page, what it declares itself, and, where neither will do, what its bytes tell."""
    yield charset
    if declared := _DECLARED.search(data[:4096]):
        yield declared[1].decode("ascii")
    yield find_encoding(data, whole=True)


def read_page(text: str) -> dict[str, Any]:
    """Article of one saved page.

    The date is the one of first publication; no date is taken that the page does not state, and today's is not known
    here.

    Returns
    -------
    dict
        text (paragraphs separated by line breaks), title, author, date (ISO), outlet (name of the site), url; None
        where the page does not say.

    Raises
    ------
    TaawunError
        The page holds no article.
    """
    import trafilatura

    # trafilatura logs what it cannot read; what matters of it is said below.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.bare_extraction(
            text,
            include_comments=False,
            include_tables=False,
            include_images=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2200-01-01"},
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise TaawunError(f"the page cannot be read ({type(error).__name__})", "save it again") from None
    found = page if isinstance(page, dict) else page.as_dict() if page is not None else {}
    if not (found.get("text") or "").strip():
        raise TaawunError("no article text found in the page", "save the page of one article, with its text")
    return {
        "text": found["text"],
        "title": found.get("title"),
        "author": found.get("author"),
        "date": found.get("date"),
        "outlet": found.get("sitename"),
        "url": found.get("url"),
    }


class _Counter(HTMLParser):
    """Counts elements and their attributes without building a tree: that may be what takes for ever."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.elements = 0

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise TaawunError(f"the page has more than {MOST_ELEMENTS:,} elements", _BY_HAND)
        if len(attrs) > MOST_ATTRIBUTES:
            raise TaawunError(f"an element of the page has more than {MOST_ATTRIBUTES:,} attributes", _BY_HAND)


def check_page(text: str) -> None:
    """Refuse a page that no newspaper makes: its parsers would need hours, or drop text without a word.

    Raises
    ------
    TaawunError
        Too many elements, attributes of one element, or elements within each other.
    """
    from lxml import etree

    with contextlib.suppress(AssertionError, ValueError):  # what this parser does not take, the other one may
        _Counter().feed(text)
    page, depth = _parse(text), 0
    for event, _ in etree.iterwalk(page, events=("start", "end")) if page is not None else ():
        depth += 1 if event == "start" else -1
        if depth >= DEEPEST:
            raise TaawunError(f"the page has more than {DEEPEST} elements within each other", _BY_HAND)


def _parse(text: str) -> Any:
    """Tree of a page; None when it is none, which is said when it is read."""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        return html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (LxmlError, ValueError):
        return None


def read_articles_of_page(text: str) -> list[dict[str, Any]]:
    """Return the articles of a page: those of an export, else the one that it shows.

    Raises
    ------
    TaawunError
        The page holds none, or is beyond the caps.
    """
    check_page(text)
    return split_page(text) or [read_page(text)]


def split_page(text: str) -> list[dict[str, Any]] | None:
    """Articles of a page that a press database exports; None when it is a page of another kind."""
    classes = load_lexicon("exports")["europresse_html"]
    marks = ("End of Document", "Fin du document", "DOCUMENTS", "Document ")
    if not any(name in text for name in (*classes, *marks)) and not _EUROPRESSE_NUMBER.search(text):
        return None
    page = _parse(text)
    if page is None:
        return None
    articles = [fields for part in page.iter("article") if (fields := _europresse_fields(part, classes)).get("text")]
    return articles or split_export("\n".join(_block_lines(page)))


def _europresse_fields(article: Any, classes: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in article.iter():
        names = str(part.get("class") or "").split() if isinstance(part.tag, str) else []
        column = next((classes[name] for name in names if name in classes), None)
        if column and column not in fields:
            lines = [line for line in _block_lines(part) if line]
            fields[column] = "\n".join(lines) if column == "text" else " ".join(lines) or None
    fields["date"] = read_line_date(str(fields.get("date") or ""))
    outlet = fields.get("outlet")
    fields["outlet"] = outlet and re.split(r",| {2,}", outlet)[0].strip()
    return fields


def _block_lines(element: Any) -> list[str]:
    """Lines of a page as a reader sees them: each block and each line break begins one."""
    from lxml import etree

    blocks = frozenset(
        {"p", "div", "br", "li", "tr", "td", "h1", "h2", "h3", "h4", "section", "article", "header", "footer"}
    )
    lines: list[str] = []
    current: list[str] = []

    def end() -> None:
        lines.append(" ".join("".join(current).split()))
        current.clear()

    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "title"):
            if event == "end":
                current.append(node.tail or "")
            continue
        if node.tag in blocks:
            end()
        if event == "start":
            current.append(node.text or "")
        elif node is not element:
            current.append(node.tail or "")
    end()
    return lines
