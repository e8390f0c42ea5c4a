"""Choosing among the analyses of a word by a log-linear model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Feature = tuple[str, float]
Option = TypeVar("Option")


def best_scored(options: Iterable[tuple[Option, Iterable[Feature]]], weights: Mapping[str, float]) -> Option:
    """Return the option whose features weigh most, of equals the first.

    The order of the features is part of the result: sums of floating point numbers depend on it in their last bits.

    Raises
    ------
    ValueError
        There is no option.

    Examples
    --------
    >>> best_scored([("a", [("seen", 1.0)]), ("b", [("seen", 2.0)])], {"seen": 0.5})
    'b'
    """
    best, weight = None, weights.get
    best_score = float("-inf")
    for option, features in options:
        total = 0.0
        for name, value in features:
            total += weight(name, 0.0) * value
        if total > best_score:
            best, best_score = option, total
    if best is None:
        raise ValueError("expected at least one option to choose from")
    return best
