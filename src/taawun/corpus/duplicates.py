"""Near-duplicates: wire copy that several outlets print, and articles that one outlet publishes twice.

Each article is summed up by a MinHash signature of its word triples (Broder 1997), and only articles published within
a few days of each other are compared, through the bands of datasketch's index (Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3). Signatures may lie on disk: what is held in memory is the days being compared.
"""

from __future__ import annotations

import datetime
import re
import zlib
from collections import deque
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from taawun.arabic import fold_text

if TYPE_CHECKING:
    import numpy as np
    from datasketch import MinHash

PERMUTATIONS = 128
BANDS = (32, 4)
"""Bands, and rows of each: two articles with half of their triples in common meet with probability 0.87, with six
tenths 0.99."""
SHINGLE = 3
"""Words of one shingle."""
SIMILARITY = 0.5
"""Estimated Jaccard similarity from which two articles are copies; measured in tests/corpus/test_duplicates.py."""
WINDOW = 7
"""Days between two copies at most."""

_WORD = re.compile(r"\w+")


def sign_text(text: str) -> np.ndarray:
    """MinHash signature of a text: `PERMUTATIONS` numbers (uint32) that two texts share as they share word triples.

    Spelling variants, vowel marks and punctuation make no difference. Give it the text without its removed spans.

    Examples
    --------
    >>> first, second = sign_text("أعلن الوزير ذلك أمس"), sign_text("اعلن الوزير، ذلك: أمس")
    >>> bool((first == second).all())
    True
    """
    words = _WORD.findall(fold_text(text))
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = _minhash()
    # Hashes are sorted away by the minimum, so the order of the set does not matter.
    minhash.update_batch([shingle.encode() for shingle in shingles])
    return minhash.hashvalues


def _minhash(values: np.ndarray | None = None) -> MinHash:
    from datasketch import MinHash

    return MinHash(
        num_perm=PERMUTATIONS,
        seed=1,
        hashfunc=zlib.crc32,
        hashvalues=values,
        permutations=_permutations(),
        scheme="affine32",
    )


@cache
def _permutations() -> np.ndarray:
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32").permutations


def map_signatures(path: Path) -> np.ndarray:
    """Signatures written one after the other to a file, mapped from it: array (articles, `PERMUTATIONS`)."""
    import numpy as np

    # A plain view of the map: a memmap object costs far more for each row.
    return np.memmap(path, dtype=np.uint32, mode="r").view(np.ndarray).reshape(-1, PERMUTATIONS)


def find_clusters(
    ids: Sequence[str],
    dates: Sequence[str | None],
    signatures: np.ndarray,
    *,
    similarity: float = SIMILARITY,
    window: int = WINDOW,
) -> list[str]:
    """Cluster of each article: the id of the first article among its copies.

    Parameters
    ----------
    ids, dates
        Of each article; ISO dates. Articles without a date are compared among themselves.
    signatures
        Array (articles, `PERMUTATIONS`) of uint32, in memory or mapped from a file.
    similarity
        Share of equal signature values from which two articles are copies.
    window
        Days between two copies at most; copies of copies may be further apart.

    Returns
    -------
    list of str
        In the order of `ids`. First is who has the earliest date, then who comes first in `ids`.

    Examples
    --------
    >>> import numpy as np
    >>> texts = ["أعلن الوزير ذلك أمس", "أعلن الوزير ذلك أمس", "نفى الرئيس هذا الخبر"]
    >>> find_clusters("abc", ["2017-10-02", "2017-10-01", "2017-10-02"], np.array([sign_text(t) for t in texts]))
    ['b', 'b', 'c']
    """
    days = [None if date is None else datetime.date.fromisoformat(date).toordinal() for date in dates]
    order = sorted(range(len(ids)), key=lambda i: (days[i] is None, days[i] or 0, i))
    parents = list(range(len(ids)))
    rank = {i: position for position, i in enumerate(order)}

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, j in _find_copies(order, days, signatures, similarity, window):
        first, second = sorted((root(i), root(j)), key=rank.__getitem__)
        parents[second] = first
    return [ids[root(i)] for i in range(len(ids))]


def _find_copies(order, days, signatures, similarity, window):  # type: ignore[no-untyped-def]
    """Pairs of similar articles: each article with the earlier ones of its window."""
    from datasketch import LeanMinHash, MinHashLSH

    index, held = MinHashLSH(num_perm=PERMUTATIONS, params=BANDS), deque()
    for i in order:
        while held and (days[i] is None) != (days[held[0]] is None):
            index.remove(held.popleft())
        while held and days[i] is not None and days[i] - days[held[0]] > window:
            index.remove(held.popleft())
        values = signatures[i]
        signature = LeanMinHash(seed=1, hashvalues=values, scheme="affine32")
        for j in sorted(index.query(signature)):
            if (values == signatures[j]).mean() >= similarity:
                yield i, j
        index.insert(i, signature)
        held.append(i)
