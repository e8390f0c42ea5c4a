"""Utterances: the same words printed in several articles are one thing that was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taawun.arabic import fold_text

if TYPE_CHECKING:
    import pandas as pd

LONG_ENOUGH = 5
"""Words of a content from which on the same words in another article are the same utterance."""


def list_said(statements: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Return the folded words of each content; the statement's own id where so few words may be the same by chance."""
    texts = dict(zip(articles["id"], articles["text"], strict=True))
    found = []
    for row in statements[["statement_id", "article_id", "content"]].to_dict("records"):
        text = texts.get(row["article_id"], "")
        words = [word for start, end in row["content"] for word in fold_text(text[start:end]).split()]
        found.append(" ".join(words) if len(words) >= LONG_ENOUGH else str(row["statement_id"]))
    return found
