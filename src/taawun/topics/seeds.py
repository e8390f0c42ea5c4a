"""Seeds of topics from the frames: the words that the codebook's patterns met in the statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from taawun.topics.bags import Bags
from taawun.topics.documents import BREAK, Document, statement_documents

REST = "other"
"""Name of the topic of statements that carry no frame."""


def collect_seeds(
    articles: Iterable[Mapping[str, Any]], hits: Iterable[Mapping[str, Any]], bags: Bags
) -> dict[str, dict[str, int]]:
    """Count the content lemmas within the hits of each frame, and those of documents without any.

    Parameters
    ----------
    articles
        Rows with id, text and removed.
    hits
        Rows of the frame table; only the layer `frame` is used.
    bags
        The documents.

    Returns
    -------
    dict
        Code of a frame: lemma: in how many hits; and `REST` for the words of documents without a word of any hit, so that
        what carries no frame is not shared out among the frames. A pattern of the codebook that nobody used seeds
        nothing.
    """
    spans: dict[str, dict[str, Any]] = {}
    for hit in hits:
        if hit["layer"] == "frame":
            name = f"{hit['code']}|{hit['article_id']}|{hit['start']}|{hit['end']}"
            content = [[hit["start"], hit["end"]]]
            spans[name] = {"article_id": hit["article_id"], "statement_id": name, "content": content}
    seeds: dict[str, dict[str, int]] = {}
    document: Document
    for document in statement_documents(articles, spans.values()):
        found = seeds.setdefault(document.id.split("|", 1)[0], {})
        for word in set(document.words) - {BREAK}:
            found[word] = found.get(word, 0) + 1
    ordered = {code: dict(sorted(words.items())) for code, words in sorted(seeds.items())}
    seeded = {word for words in ordered.values() for word in words}
    columns = [place for place, word in enumerate(bags.words) if word in seeded]
    without = np.flatnonzero(np.diff(bags.counts[:, columns].tocsr().indptr) == 0)
    left = np.asarray(bags.counts[without].sum(axis=0)).ravel()
    rest = {bags.words[place]: int(left[place]) for place in np.flatnonzero(left)}
    return {**ordered, REST: rest} if ordered and rest else ordered
