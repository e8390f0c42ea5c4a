"""Bags of words: the vocabulary, phrases, and the counts of each document."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from taawun.errors import TaawunError
from taawun.topics.documents import BREAK, Document

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALL = 50
"""Documents below which every word is kept: a word that two statements share is then already evidence."""


@dataclass(frozen=True)
class Bags:
    """Documents as counts of words.

    Attributes
    ----------
    counts
        Sparse matrix (documents, words) of int32.
    words
        The vocabulary in code point order; a phrase is its lemmas with a blank between them.
    ids, article_ids
        One a document, sorted by id: the order in which documents arrive changes nothing.
    empty
        Ids of documents without a word of the vocabulary; they are in no other field.
    """

    counts: sp.csr_matrix
    words: tuple[str, ...]
    ids: tuple[str, ...]
    article_ids: tuple[str, ...]
    empty: tuple[str, ...] = ()

    def rows(self, rows: NDArray[np.intp]) -> Bags:
        """Documents at these positions, as a corpus of their own with the same vocabulary."""
        return Bags(
            self.counts[rows],
            self.words,
            tuple(self.ids[row] for row in rows),
            tuple(self.article_ids[row] for row in rows),
        )


def count_words(
    documents: Iterable[Document],
    *,
    minimum: int | None = None,
    share: float = 0.3,
    phrases: bool = True,
    leave_out: Collection[str] = (),
) -> Bags:
    """Count the words of documents, in one pass that keeps four bytes a word and no text.

    Parameters
    ----------
    documents
        Streamed.
    minimum
        Documents a word must stand in; 5 for 1,000 documents and more, 2 for 50 and more, else 1 when not given.
    share
        A word in more than this share of the documents tells nothing of their topics and is left out (50 documents and
        more).
    phrases
        Join neighbours that nearly always stand together (`find_phrases`).
    leave_out
        Lemmas to leave out, for instance the names of the sides.

    Raises
    ------
    TaawunError
        Two documents have the same id.

    Examples
    --------
    >>> bags = count_words([Document("b", "1", ["حدود", "أمن", "حدود"]), Document("a", "1", ["أمن"])])
    >>> bags.ids, bags.words, bags.counts.toarray().tolist()
    (('a', 'b'), ('أمن', 'حدود'), [[1, 0], [1, 2]])
    """
    number: dict[str, int] = {BREAK: 0}
    tokens, ends = array("i"), array("q")
    ids: list[str] = []
    article_ids: list[str] = []
    out = frozenset(leave_out)
    for document in documents:
        tokens.extend(0 if word in out else number.setdefault(word, len(number)) for word in document.words)
        tokens.append(0)
        ends.append(len(tokens))
        ids.append(document.id)
        article_ids.append(document.article_id)
    if len(set(ids)) < len(ids):
        twice = next(name for place, name in enumerate(ids) if name in ids[:place])
        raise TaawunError("two documents have the same id", "give every article and statement its own", field=twice)
    names = list(number)
    flat = np.frombuffer(tokens, dtype=np.int32) if tokens else np.zeros(0, np.int32)
    lengths = np.diff(np.array([0, *ends]))
    owner = np.repeat(np.arange(len(ids)), lengths)
    n = len(ids)
    lowest = minimum if minimum is not None else (5 if n >= 1000 else 2 if n >= SMALL else 1)
    if phrases and n >= SMALL:
        flat, names = _join_phrases(flat, names, owner, lowest, share * n)
    counts = sp.csr_matrix((np.ones(len(flat), np.int32), (owner, flat)), shape=(n, len(names)))
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=len(names))
    kept = frequency >= lowest
    if n >= SMALL:
        kept &= frequency <= share * n
    kept[0] = False
    columns = np.array(sorted(np.flatnonzero(kept), key=lambda column: names[column]), dtype=np.intp)
    order = np.array(sorted(range(n), key=lambda row: ids[row]), dtype=np.intp)
    counts = counts[order][:, columns].tocsr()
    counts.sort_indices()
    filled = np.diff(counts.indptr) > 0
    return Bags(
        counts[np.flatnonzero(filled)],
        tuple(names[column] for column in columns),
        tuple(ids[row] for row in order[filled]),
        tuple(article_ids[row] for row in order[filled]),
        tuple(ids[row] for row in order[~filled]),
    )


def match_bags(documents: Iterable[Document], words: tuple[str, ...]) -> Bags:
    """Count the words of new documents in the vocabulary of a fitted model; its phrases are joined where they stand.

    Examples
    --------
    >>> match_bags([Document("n", "n", ["أمن", "حدود", "جديد"])], ("أمن", "حدود")).counts.toarray().tolist()
    [[1, 1]]
    """
    column = {word: place for place, word in enumerate(words)}
    pairs = {word for word in words if " " in word}
    rows: list[tuple[str, str, dict[int, int]]] = []
    for document in documents:
        found: dict[int, int] = {}
        place = 0
        while place < len(document.words):
            pair = " ".join(document.words[place : place + 2])
            word, step = (pair, 2) if pair in pairs else (document.words[place], 1)
            if word in column:
                found[column[word]] = found.get(column[word], 0) + 1
            place += step
        rows.append((document.id, document.article_id, found))
    rows.sort(key=lambda row: row[0])
    full = [row for row in rows if row[2]]
    pointers = np.cumsum([0, *(len(found) for *_, found in full)])
    indices = np.array([word for *_, found in full for word in sorted(found)], dtype=np.int32)
    data = np.array([found[word] for *_, found in full for word in sorted(found)], dtype=np.int32)
    return Bags(
        sp.csr_matrix((data, indices, pointers), shape=(len(full), len(words))),
        words,
        tuple(row[0] for row in full),
        tuple(row[1] for row in full),
        tuple(row[0] for row in rows if not row[2]),
    )


def find_phrases(flat: NDArray[np.int32], words: int, *, minimum: int = 5, least: float = 0.6) -> NDArray[np.int64]:
    """Pairs of neighbours that stand together far more often than chance.

    Parameters
    ----------
    flat
        Word numbers of all documents one after the other; 0 separates.
    words
        Size of the vocabulary.
    minimum
        Occurrences of the pair at least.
    least
        Normalised pointwise mutual information at least (Bouma 2009): 1 for words that never stand apart.

    Returns
    -------
    ndarray of shape (phrases,)
        first * words + second, ascending.

    Examples
    --------
    >>> find_phrases(np.array([1, 2, 0, 1, 2, 0, 3, 4, 0], np.int32), 5, minimum=2).tolist()
    [7]
    """
    first, second = flat[:-1].astype(np.int64), flat[1:]
    pairs = (first * words + second)[(first > 0) & (second > 0)]
    found, together = np.unique(pairs, return_counts=True)
    often = together >= minimum
    found, together = found[often], together[often]
    single = np.bincount(flat[flat > 0], minlength=words)
    total = max(int(single.sum()), 2)
    expected = single[found // words].astype(float) * single[found % words] / total
    npmi = np.log(together / expected) / -np.log(together / total)
    return np.asarray(found[npmi >= least])


def _join_phrases(
    flat: NDArray[np.int32], names: list[str], owner: NDArray[np.intp], lowest: int, highest: float
) -> tuple[NDArray[np.int32], list[str]]:
    """Join phrases that stand in as many documents as a word of the vocabulary must; the words of others stay apart."""
    phrases = find_phrases(flat, len(names), minimum=max(lowest, 5))
    pairs = flat[:-1].astype(np.int64) * len(names) + flat[1:]
    while True:
        # The first of two overlapping phrases wins, as a reader meets it first.
        taken, last = list[int](), -2
        for place in np.flatnonzero(np.isin(pairs, phrases)).tolist():
            if place > last + 1:
                taken.append(place)
                last = place
        chosen = np.array(taken, dtype=np.intp)
        used, numbers = np.unique(pairs[chosen], return_inverse=True)
        documents = np.bincount(np.unique(numbers * (owner.max() + 1) + owner[chosen]) // (owner.max() + 1))
        fits = (documents >= lowest) & (documents <= highest)
        if fits.all() and len(used) == len(phrases):
            break
        phrases = used[fits]
    flat = flat.copy()
    flat[chosen] = len(names) + numbers
    flat[chosen + 1] = 0
    joined = [f"{names[pair // len(names)]} {names[pair % len(names)]}" for pair in used.tolist()]
    return flat, [*names, *joined]
