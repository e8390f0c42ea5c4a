"""Statements counted by article and side, and whether there are enough of them for a test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from taawun.messages import phrase
from taawun.statistics.arrays import Array, ratio

BLOCKS_TOO_FEW = {
    "article": "insufficient data for a test: {n} articles with both sides (at least {articles})",
    "meeting": "insufficient data for a test: {n} meetings with both sides (at least {articles})",
}
BOTH_TOO_FEW = {
    "article": "insufficient data for a test: {first} and {second} statements (at least {least} a side), "
    "{n} articles with both sides (at least {articles})",
    "meeting": "insufficient data for a test: {first} and {second} statements (at least {least} a side), "
    "{n} meetings with both sides (at least {articles})",
}
"""Messages by what the blocks are."""
MINIMUM_HITS = 5


@dataclass(frozen=True)
class Blocks:
    """Statements counted by article and side: all that shares, intervals and swaps need.

    Attributes
    ----------
    articles
        Ids of the articles in which either side speaks, sorted. G of them.
    hits
        (G, 2, F): statements of each side that carry each of F features (or the sum of their shares of it).
    sizes
        (G, 2): statements of each side.
    """

    articles: tuple[str, ...]
    hits: Array
    sizes: Array

    @property
    def shared(self) -> NDArray[np.bool_]:
        """(G,): whether both sides speak in the article."""
        return np.asarray((self.sizes > 0).all(axis=1))

    def shares(self) -> Array:
        """(2, F): share of each side's statements that carry each feature; nan for a side without statements."""
        return ratio(self.hits.sum(axis=0), self.sizes.sum(axis=0)[:, None])

    def select(self, which: ArrayLike) -> Blocks:
        """Only these articles (a mask of length G)."""
        which = np.asarray(which, dtype=bool)
        names = tuple(name for name, keep in zip(self.articles, which, strict=True) if keep)
        return Blocks(names, self.hits[which], self.sizes[which])


def count_blocks(articles: ArrayLike, sides: ArrayLike, values: ArrayLike) -> Blocks:
    """Count statements by article and side.

    Parameters
    ----------
    articles
        (n,) article of each statement.
    sides
        (n,) 0 or 1; statements of nobody else.
    values
        (n, F) truth values or shares from 0 to 1, or (n,) for one feature.

    Examples
    --------
    >>> blocks = count_blocks(["a", "a", "b"], [0, 1, 0], [True, False, True])
    >>> blocks.sizes.tolist(), blocks.shares().tolist()
    ([[1.0, 1.0], [1.0, 0.0]], [[1.0], [0.0]])
    """
    names, rows = np.unique(np.asarray(articles, dtype=str), return_inverse=True)
    side = np.asarray(sides, dtype=np.intp)
    matrix = np.asarray(values, dtype=float)
    matrix = (
        matrix.reshape(len(side), -1) if len(side) else matrix.reshape(0, matrix.shape[-1] if matrix.ndim > 1 else 1)
    )
    hits = np.zeros((len(names), 2, matrix.shape[1]))
    sizes = np.zeros((len(names), 2))
    np.add.at(hits, (rows, side), matrix)
    np.add.at(sizes, (rows, side), 1)
    return Blocks(tuple(names.tolist()), hits, sizes)


@dataclass(frozen=True)
class DataCheck:
    """Whether a comparison has enough data to be tested.

    Attributes
    ----------
    statements
        Statements of each side.
    articles
        Articles in which each side speaks.
    shared
        Articles in which both sides speak; only these count toward the minimum.
    reason
        Why not, in words; empty when there is enough.
    """

    statements: tuple[int, int]
    articles: tuple[int, int]
    shared: int
    reason: str

    @property
    def enough(self) -> bool:
        """Whether a test may be made."""
        return not self.reason


def check_data(
    sizes: Array, minimum_statements: int = 30, minimum_articles: int = 10, *, unit: str = "article"
) -> DataCheck:
    """Apply the rule of minimum data: below it there is description, no test.

    Parameters
    ----------
    sizes
        (G, 2) statements by article and side.
    unit
        What the blocks are, for the words of the reason.

    Examples
    --------
    >>> check_data(np.array([[13, 6]])).reason
    'insufficient data for a test: 13 and 6 statements (at least 30 a side), 1 article with both sides (at least 10)'
    """
    statements = (int(sizes[:, 0].sum()), int(sizes[:, 1].sum()))
    articles = (int((sizes[:, 0] > 0).sum()), int((sizes[:, 1] > 0).sum()))
    shared = int((sizes > 0).all(axis=1).sum())
    message, few = "", min(statements) < minimum_statements
    if few and shared < minimum_articles:
        message = BOTH_TOO_FEW[unit]
    elif few:
        message = "insufficient data for a test: {first} and {second} statements (at least {least} a side)"
    elif shared < minimum_articles:
        message = BLOCKS_TOO_FEW[unit]
    filled: dict[str, object] = {
        "first": statements[0],
        "second": statements[1],
        "least": minimum_statements,
        "articles": minimum_articles,
    }
    reason = phrase(message, "en", n=shared, **filled) if message else ""
    return DataCheck(statements, articles, shared, reason)


def enough_hits(blocks: Blocks) -> NDArray[np.bool_]:
    """(F,): whether a feature is frequent enough for an interval of its difference: 5 statements on one of the sides.

    With fewer on both sides the spread between articles cannot be seen: the interval of a rare feature that one side
    uses more covers far less than it says (`bench/calibration.py`).

    Examples
    --------
    >>> enough_hits(Blocks(("a",), np.array([[[5.0, 4.0], [0.0, 4.0]]]), np.array([[9.0, 9.0]]))).tolist()
    [True, False]
    """
    return np.asarray(blocks.hits.sum(axis=0).max(axis=0) >= MINIMUM_HITS)
