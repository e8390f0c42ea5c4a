"""What is made of each word once and kept while it is in use, so that no corpus fills the memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

GENERATION = 100_000
LONGEST_KEY = 40

V = TypeVar("V")


class Remembered(Generic[V]):
    """What a function makes of words, kept in two generations: common ones move on, what is not seen for a whole one is forgotten.

    Attributes
    ----------
    recent
        The young generation, for who asks for many words at once.

    Examples
    --------
    >>> lengths = Remembered(len)
    >>> lengths("سلام"), lengths.recent
    (4, {'سلام': 4})
    """

    def __init__(self, make: Callable[[str], V]) -> None:
        self._make = make
        self.recent: dict[str, V] = {}
        self._older: dict[str, V] = {}

    def __call__(self, word: str) -> V:
        """Return what is remembered of a word, or make it; very long ones are made each time."""
        value = self.recent.get(word)
        if value is not None:
            return value
        value = self._older.get(word)
        if value is None:
            value = self._make(word)
        if len(word) <= LONGEST_KEY:
            if len(self.recent) >= GENERATION:
                self._older, self.recent = self.recent, {}
            self.recent[word] = value
        return value
