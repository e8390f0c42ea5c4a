"""Figures of the comparison: whole, stable, and true to their tables."""

import unicodedata

import pytest

from taawun.report import rhetoric_figures as figures
from taawun.report.style import figure_bytes
from taawun.rhetoric import alignment, keywords, shares
from taawun.rhetoric.words import read_words
from taawun.study import ComparisonSettings

SETTINGS = ComparisonSettings(resamples=200)
NAMES = {"east": "East", "west": "West"}


@pytest.fixture(scope="module")
def drawn(coded, texts):
    words = read_words(coded, texts)
    compared = shares.compare_sides(coded, "frame", SETTINGS, 1)
    return {
        "shares": figures.plot_shares(shares.side_shares(coded, "frame"), NAMES),
        "differences": figures.plot_differences(compared, NAMES, confirmed=["ECON"]),
        "keywords": figures.plot_keywords(
            keywords.find_keywords(coded, words, {}, SETTINGS, 1), NAMES, confirmed=["اقتصاد"]
        ),
        "alignment": figures.plot_alignment(alignment.measure_alignment(coded, words, SETTINGS, 1)),
        "groups": figures.plot_groups(shares.shares_by(coded, "frame", "outlet"), NAMES),
    }


def texts_of(fig):
    import matplotlib.text

    return [text.get_text() for text in fig.findobj(matplotlib.text.Text) if text.get_text().strip()]


@pytest.mark.parametrize("name", ["shares", "differences", "keywords", "alignment", "groups"])
def test_figures_are_whole_and_stable(drawn, name):
    fig = drawn[name]
    first = figure_bytes(fig)
    assert first == figure_bytes(fig) and b"<svg" in first
    texts = texts_of(fig)
    assert any("ARABIC" in unicodedata.name(char, "") for text in texts for char in text)
    assert not any("FORM" in unicodedata.name(char, "") for text in texts for char in text)


@pytest.mark.parametrize("name", ["shares", "differences", "keywords", "alignment", "groups"])
def test_nothing_leaves_the_figure(drawn, name):
    fig = drawn[name]
    fig.draw_without_rendering()
    box, (width, height) = fig.get_tightbbox(), fig.get_size_inches()
    assert box.x0 > -0.02 and box.y0 > -0.02 and box.x1 < width + 0.02 and box.y1 < height + 0.02


def test_conclusions_are_filled_and_others_open(drawn):
    lines = [line for line in drawn["differences"].axes[0].lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in lines] == [1, 17]
    assert [line.get_markerfacecolor() for line in lines][1] == "white"


def test_only_words_that_may_be_called_key_are_filled(drawn):
    from matplotlib.colors import to_rgb

    lines = [line for line in drawn["keywords"].axes[0].lines if line.get_marker() in "os"]
    filled = [line for line in lines if to_rgb(line.get_markerfacecolor()) != (1, 1, 1)]
    assert sum(len(line.get_xdata()) for line in filled) == 1
    assert sum(len(line.get_xdata()) for line in lines) > 5


def test_sides_differ_in_their_markers(drawn):
    markers = {line.get_marker() for line in drawn["shares"].axes[0].lines}
    assert markers == {"o", "s"}
