"""What the formulas share: the type of an array of numbers, and quotients and logarithms that may have no value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def ratio(top: Array, bottom: Array) -> Array:
    """Quotient, nan where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(bottom > 0, top / bottom, np.nan))


def log_term(observed: Array, expected: Array) -> Array:
    """Term of a log-likelihood, O log(O / E), 0 where nothing was observed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(observed > 0, observed * np.log(observed / expected), 0.0))
