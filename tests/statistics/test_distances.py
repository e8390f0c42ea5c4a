"""Distances against the values of a reference implementation."""

import pytest

from taawun.statistics.distances import cosine_similarity, jensen_shannon


def test_distances():
    p, q = [0.4, 0.3, 0.2, 0.1, 0], [0.1, 0.2, 0.2, 0.3, 0.2]
    divergence = float(jensen_shannon(p, q))
    assert divergence == pytest.approx(0.2145247, abs=6e-8)
    assert divergence**0.5 == pytest.approx(0.4631682, abs=1e-7)
    assert float(cosine_similarity(p, q)) == pytest.approx(0.6617241, abs=6e-8)
    assert float(jensen_shannon([1, 0], [0, 1])) == pytest.approx(1.0)
