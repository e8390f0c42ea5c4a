"""Documents of a topic model: the content lemmas of statements, of pooled statements or of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from taawun.arabic import Word, is_stop, segment_words
from taawun.lexicons import load_lexicon

Span = Sequence[int]
BREAK = ""
"""Stands between two words that are not neighbours, so that no phrase is formed across it."""


class Document(NamedTuple):
    """One unit of analysis.

    Attributes
    ----------
    id
        statement_id, `article_id|speaker_id`, or article id.
    article_id
        Article it comes from: the unit that is resampled.
    words
        Lemmas of its content words in text order, with `BREAK` where neighbours are no neighbours in the text.
    """

    id: str
    article_id: str
    words: list[str]


def statement_documents(
    articles: Iterable[Mapping[str, Any]], statements: Iterable[Mapping[str, Any]], *, unit: str = "statement"
) -> Iterator[Document]:
    """Documents made of what statements say, article by article.

    Parameters
    ----------
    articles
        Rows with id, text and, if the cleaner set anything aside, removed. Streamed: one text is held at a time.
    statements
        Rows with article_id, statement_id, content and speaker_id.
    unit
        `statement`, or `speaker_article`: all that one speaker says in one article (longer documents, and the words of
        a statement inside another statement count once for each speaker).

    Yields
    ------
    Document
        In the order of the articles, within one in the order of the text. Statements of unknown speakers stay alone.

    Examples
    --------
    >>> article = {"id": "a1", "text": "قال الوزير إن الحدود آمنة"}
    >>> row = {"article_id": "a1", "statement_id": "a1:0", "content": [[14, 25]], "speaker_id": "wazir"}
    >>> [(found.id, len(found.words) > 0) for found in statement_documents([article], [row])]
    [('a1:0', True)]
    """
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in statements:
        by_article.setdefault(str(row["article_id"]), []).append(row)
    for article in articles:
        rows = by_article.get(str(article["id"]), [])
        if not rows:
            continue
        words = _segment_spans(article["text"], [span for row in rows for span in row["content"]])
        starts = [word.start for word in words]
        removed = _removed(article)
        pooled: dict[str, list[str]] = {}
        for row in sorted(
            rows, key=lambda row: (row["content"][0][0] if len(row["content"]) else 0, row["statement_id"])
        ):
            lemmas: list[str] = []
            for start, end in row["content"]:
                found = words[bisect_left(starts, start) : bisect_left(starts, end)]
                lemmas += [*_content_lemmas(found, removed), BREAK]
            speaker = row.get("speaker_id")
            if unit == "speaker_article" and isinstance(speaker, str):
                pooled.setdefault(f"{article['id']}|{speaker}", []).extend(lemmas)
            else:
                pooled[str(row["statement_id"])] = lemmas
        for name, lemmas in pooled.items():
            yield Document(name, str(article["id"]), lemmas)


def article_documents(articles: Iterable[Mapping[str, Any]]) -> Iterator[Document]:
    """Documents made of whole articles, without what the cleaner set aside.

    Examples
    --------
    >>> [found.id for found in article_documents([{"id": "a1", "text": "زيارة رسمية"}])]
    ['a1']
    """
    for article in articles:
        words = segment_words(article["text"])
        yield Document(str(article["id"]), str(article["id"]), _content_lemmas(words, _removed(article)))


def _segment_spans(text: str, spans: Sequence[Span]) -> list[Word]:
    """Words of the spans only, each once: what statements say is a fraction of an article, and words cost most."""
    words: list[Word] = []
    reached = 0
    for start, end in sorted((int(start), int(end)) for start, end in spans):
        start = max(start, reached)
        if start < end:
            found = segment_words(text[start:end])
            words += [word._replace(start=word.start + start, end=word.end + start) for word in found]
            reached = end
    return words


def _removed(article: Mapping[str, Any]) -> list[tuple[int, int]]:
    removed = article.get("removed")
    return [] if removed is None else [(int(span["start"]), int(span["end"])) for span in removed]


def _content_lemmas(words: Sequence[Word], removed: Sequence[tuple[int, int]]) -> list[str]:
    glue = frozenset(load_lexicon("topic_words")["glue"])
    lemmas: list[str] = []
    for word in words:
        if any(start <= word.start < end for start, end in removed):
            continue
        if word.kind in ("word", "latin", "hashtag") and len(word.lemma) > 1 and not is_stop(word.lemma):
            lemmas.append(word.lemma)
        elif word.form not in glue and lemmas and lemmas[-1] != BREAK:
            lemmas.append(BREAK)
    return lemmas
