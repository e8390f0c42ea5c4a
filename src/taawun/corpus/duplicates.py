"""Near-duplicates: wire copy that several outlets print, and articles that one outlet publishes twice.

Each article is summed up by a MinHash signature of its word triples (Broder 1997). Articles that have a band of their
signatures in common (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3) and were published within a few
days of each other are compared. Bands are sorted one after the other, so that no index of all of them is held. Triples that very many articles share are formulas (titles of kings, weather,
share prices) and say nothing about copying: they are left out. Signatures lie on disk: what is held in memory is some forty
bytes an article, and its id.

Precision and recall on 200 pairs read by hand are measured by `bench/corpus_duplicates.py`.
"""

from __future__ import annotations

import datetime
import re
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from taawun.arabic import fold_text

if TYPE_CHECKING:
    import numpy as np

PERMUTATIONS = 128
BANDS = (42, 3)
"""Bands, and rows of each: two articles that have four tenths of their triples in common meet with probability 0.94,
with half of them 0.996."""
SHINGLE = 3
"""Words of one shingle."""
SIMILARITY = 0.4
"""Estimated Jaccard similarity from which two articles are copies."""
WINDOW = 7
"""Days between two copies at most."""
FORMULA = (30, 0.001)
"""A triple that more articles have than this number, and than this share of the corpus, is a formula."""

_WORD = re.compile(r"\w+")
_COUNTERS = 2**24
_FACTOR = 0x9E3779B1


def hash_shingles(text: str) -> np.ndarray:
    """Return the hashes (uint32, sorted) of the word triples of a text, each once.

    Spelling variants, vowel marks and punctuation make no difference. Give it the text without its removed spans. A
    triple's hash is made of the hashes of its words, which is much quicker than hashing every triple.

    Examples
    --------
    >>> first, second = hash_shingles("أعلن الوزير ذلك أمس"), hash_shingles("اعلن الوزير، ذلك: أمس")
    >>> len(first), bool((first == second).all())
    (2, True)
    """
    import numpy as np

    words = " ".join(_WORD.findall(fold_text(text))).encode().split(b" ")
    hashes = np.fromiter(map(zlib.crc32, words), dtype=np.uint32, count=len(words))
    length = min(SHINGLE, len(hashes))
    combined = np.zeros(len(hashes) - length + 1, dtype=np.uint32)
    for place in range(length):
        # Odd factors lose nothing of a word's hash and tell its places apart; unsigned numbers wrap around.
        combined = combined * np.uint32(_FACTOR) + hashes[place : len(combined) + place]
    return np.unique(combined)


class CopyFinder:
    """Finds the copies among articles that come one by one.

    Parameters
    ----------
    scratch
        Folder for its temporary files: about one kilobyte an article.
    similarity
        Share of equal signature values from which two articles are copies.
    window
        Days between two copies at most; copies of copies may be further apart.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as scratch:
    ...     with CopyFinder(Path(scratch)) as finder:
    ...         finder.add("a", "2017-10-02", hash_shingles("أعلن الوزير ذلك أمس").tobytes())
    ...         finder.add("b", "2017-10-01", hash_shingles("اعلن الوزير ذلك: أمس").tobytes())
    ...         finder.add("c", "2017-10-02", hash_shingles("نفى الرئيس هذا الخبر").tobytes())
    ...         finder.find_clusters()
    {'a': 'b', 'b': 'b', 'c': 'c'}
    """

    def __init__(self, scratch: Path, *, similarity: float = SIMILARITY, window: int = WINDOW) -> None:
        import numpy as np

        self.scratch, self.similarity, self.window = scratch, similarity, window
        self.ids: list[str] = []
        self.dates: list[str | None] = []
        self._lengths = array("I")
        # How many articles have each triple, by 24 bits of its hash: 32 MB for a corpus of any size.
        self._counts = np.zeros(_COUNTERS, dtype=np.uint16)
        self._hashes = (scratch / "shingles").open("wb")

    def __enter__(self) -> CopyFinder:
        return self

    def __exit__(self, *exception: object) -> None:
        self._hashes.close()

    def add(self, id_: str, date: str | None, triples: bytes) -> None:
        """Take in one article: the bytes of `hash_shingles` of its text."""
        import numpy as np

        hashes = np.frombuffer(triples, dtype=np.uint32)
        self.ids.append(id_)
        self.dates.append(date)
        self._lengths.append(len(hashes))
        self._hashes.write(triples)
        cells = hashes % _COUNTERS
        # An article counts once a triple; the counter stops at its largest value.
        self._counts[cells] += self._counts[cells] < np.iinfo(np.uint16).max

    def find_clusters(self) -> dict[str, str]:
        """Cluster of each article: the id of the first article among its copies.

        First is who has the earliest date, then who was added first; articles without a date are compared among
        themselves. To be called once.
        """
        self._hashes.close()
        days = [None if date is None else datetime.date.fromisoformat(date).toordinal() for date in self.dates]
        order = sorted(range(len(days)), key=lambda i: (days[i] is None, days[i] or 0, i))
        firsts = join_copies(order, days, self.sign_all(), self.similarity, self.window)
        return {id_: self.ids[firsts[i]] for i, id_ in enumerate(self.ids)}

    def sign_all(self) -> np.ndarray:
        """Signatures of all articles, in a file mapped to memory."""
        import numpy as np

        path = self.scratch / "signatures"
        least, share = FORMULA
        limit = max(least, share * len(self.ids))
        with (self.scratch / "shingles").open("rb") as hashes, path.open("wb") as signatures:
            for length in self._lengths:
                found = np.frombuffer(hashes.read(4 * length), dtype=np.uint32)
                telling = found[self._counts[found % _COUNTERS] <= limit]
                signatures.write(sign_hashes(telling if len(telling) else found).tobytes())
        if not self.ids:
            return np.empty((0, PERMUTATIONS), dtype=np.uint32)
        # A plain view of the map: a memmap object costs far more for each row.
        return np.memmap(path, dtype=np.uint32, mode="r").view(np.ndarray).reshape(-1, PERMUTATIONS)


def sign_hashes(hashes: np.ndarray) -> np.ndarray:
    """MinHash signature: `PERMUTATIONS` numbers (uint32); two articles share as many as they share hashes.

    Examples
    --------
    >>> import numpy as np
    >>> hashes = np.random.default_rng(0).integers(2**32, size=400, dtype=np.uint32)
    >>> first, second = sign_hashes(hashes[:300]), sign_hashes(hashes[100:])
    >>> bool(0.35 < (first == second).mean() < 0.65)  # two hundred in common of four hundred
    True
    """
    from datasketch import MinHash

    minhash = MinHash(
        num_perm=PERMUTATIONS, seed=1, hashfunc=int, permutations=_permutations(), scheme="affine32"
    )  # fmt: skip
    minhash.update_batch(hashes.tolist())
    values: np.ndarray = minhash.hashvalues
    return values


@cache
def _permutations() -> np.ndarray:
    from datasketch import MinHash

    drawn: np.ndarray = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32").permutations
    return drawn


def join_copies(
    order: Sequence[int],
    days: Sequence[int | None],
    signatures: np.ndarray,
    similarity: float = SIMILARITY,
    window: int = WINDOW,
) -> list[int]:
    """Position of the first article among the copies of each article, and the copies of those.

    Parameters
    ----------
    order
        Positions of the articles by date, those without one last.
    days
        Day of each article as a number, None when unknown.
    signatures
        Array (articles, `PERMUTATIONS`) of uint32.
    """
    import numpy as np

    ranks = np.asarray(order, dtype=np.int64)
    # From here on an article is its place in the order: the first of two is the smaller.
    parents = list(range(len(order)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    bands, rows = BANDS
    kinds = _hash_columns(signatures, ranks, range(PERMUTATIONS)) if len(order) else ranks
    for band in range(bands if len(order) else 0):
        keys = _hash_columns(signatures, ranks, range(band * rows, (band + 1) * rows))
        sorted_ = np.argsort(keys, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(keys[sorted_]) != 0, True])
        for group in np.flatnonzero(np.diff(starts) > 1).tolist():
            # Of articles whose signatures are the same, the latest stands for all: they are joined already.
            latest: dict[int, int] = {}
            for i in sorted_[starts[group] : starts[group + 1]].tolist():
                for kind, j in list(latest.items()):
                    if _is_past(days[order[j]], days[order[i]], window):
                        del latest[kind]
                        continue
                    first, second = sorted((root(i), root(j)))
                    if first != second and _are_alike(signatures[order[i]], signatures[order[j]], similarity):
                        parents[second] = first
                latest[int(kinds[i])] = i
    firsts = [0] * len(order)
    for i, article in enumerate(order):
        firsts[article] = order[root(i)]
    return firsts


def _hash_columns(signatures: np.ndarray, ranks: np.ndarray, columns: range) -> np.ndarray:
    """One number (uint64) for some columns of each signature; that two articles share one by chance does no harm."""
    import numpy as np

    total = np.zeros(len(ranks), dtype=np.uint64)
    for column in columns:
        total = (total ^ signatures[:, column][ranks]) * np.uint64(0x9E3779B97F4A7C15)
        total ^= total >> np.uint64(29)
    return total


def _are_alike(first: np.ndarray, second: np.ndarray, similarity: float) -> bool:
    return bool((first == second).mean() >= similarity)


def _is_past(day: int | None, today: int | None, window: int) -> bool:
    if day is None or today is None:
        return day is not None
    return today - day > window
