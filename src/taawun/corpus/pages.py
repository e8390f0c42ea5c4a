"""Saved web pages: the article's own text, title, date and outlet, by trafilatura."""

from __future__ import annotations

import logging
import re
from typing import Any

from taawun.corpus.encodings import decode_text
from taawun.errors import TaawunError

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read_page(data: bytes) -> dict[str, Any]:
    """Article of one saved page.

    The encoding is the one the page declares, when its bytes agree; else it is found out. The date is the one of
    first publication; no date is taken that the page does not state, and today's is not known here.

    Returns
    -------
    dict
        text (paragraphs separated by line breaks), title, author, date (ISO), outlet (name of the site), url; None
        where the page does not say.

    Raises
    ------
    TaawunError
        The page holds no article, or its encoding cannot be told.
    """
    import trafilatura

    text = _decode_page(data)
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


def _decode_page(data: bytes) -> str:
    declared = _DECLARED.search(data[:4096])
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_text(data, "auto")
