"""The interval by story and speaker: right where either makes statements alike, and silent where it cannot tell."""

import sys
from pathlib import Path

import numpy as np
import pytest

from taawun.statistics.blocks import count_blocks
from taawun.statistics.clusters import clustered_difference
from taawun.statistics.intervals import jackknife_difference

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from cluster_effects import LEVELS, try_level


@pytest.mark.parametrize("level", ["story", "speaker"])
def test_covers_where_the_interval_by_article_does_not(level):
    old, new, alarms, claims = try_level(LEVELS[level], 40, np.random.default_rng(7))
    assert old < 0.92
    assert new >= 0.93
    assert alarms > 0.07
    assert claims <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_is_never_narrower_than_by_stories_or_by_speakers():
    rng = np.random.default_rng(3)
    sides, stories, speakers = rng.integers(0, 2, 120), rng.integers(0, 12, 120).astype(str), rng.integers(0, 9, 120)
    values = rng.random((120, 5)) < 0.4
    names = np.char.add(sides.astype(str), speakers.astype(str))
    found = clustered_difference(stories, names, sides, values)
    for clusters in (stories, names):
        assert (found.error >= jackknife_difference(count_blocks(clusters, sides, values)).error - 1e-12).all()


def test_side_of_one_speaker_has_no_interval():
    sides = np.array([0, 1] * 10)
    found = clustered_difference(
        np.repeat(np.arange(10), 2).astype(str), sides.astype(str), sides, np.arange(20) % 3 == 0
    )
    assert np.isnan(found.low).all()
