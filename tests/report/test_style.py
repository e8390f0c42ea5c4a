"""Figures: Arabic letters from the report's own font, shaped by matplotlib, and the same bytes every time."""

import ast
import re
from importlib import metadata
from pathlib import Path

import pytest

from taawun.corpus import new_study
from taawun.report import style
from taawun.report.style import COLOURS, figure_bytes, font_path, isolate, label, new_figure, side_colours


def draw():
    fig, ax = new_figure(4, 2)
    ax.barh([label("إيران", "Iran"), isolate("خلوصي أكار")], [2, 1], color=side_colours(2))
    ax.set_title(label("عدد الأقوال", "Statements"))
    return fig


def test_a_figure_has_the_same_bytes_each_time_it_is_made_or_saved():
    fig = draw()
    first = figure_bytes(fig)
    assert figure_bytes(fig) == first
    assert figure_bytes(draw()) == first


def test_svg_holds_outlines_and_no_date():
    svg = figure_bytes(draw()).decode()
    assert "<text" not in svg
    assert "<dc:date>" not in svg
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufefe]", svg)


def test_arabic_is_drawn_with_the_font_of_the_package_and_nothing_is_missing(recwarn):
    fig = draw()
    figure_bytes(fig)
    assert not [warning for warning in recwarn if "missing from" in str(warning.message)]
    families = {text.get_fontfamily()[0] for text in fig.axes[0].get_yticklabels()}
    assert families == {"IBM Plex Sans Arabic"}
    assert font_path().is_file()


def test_reshaping_libraries_are_not_installed():
    names = {(dist.metadata["Name"] or "").lower() for dist in metadata.distributions()}
    assert not names & {"arabic-reshaper", "python-bidi"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "\u2067قول\u2069"), ("en", "word"), ("both", "word · \u2067قول\u2069")],
)
def test_label_follows_the_language_of_the_study(language, expected):
    assert label("قول", "word", language) == expected


def test_colours_differ_up_to_eight_and_repeat_after():
    assert len(set(side_colours(8))) == 8
    assert side_colours(10)[8:] == COLOURS[:2]


WRITERS = sorted([*Path(style.__file__).parent.glob("*.py"), Path(new_study.__file__)])


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
def test_a_thing_has_one_arabic_name(path):
    """A statement is قول (جملة is a sentence of the text), a side طرف."""
    strings = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [string for string in strings if re.search("الجمل|جمل |جانب", string)] == []


def test_figure_for_a_phone_is_narrow_and_breaks_its_labels():
    fig, axes = style.new_figure(7.5, 3)
    axes.set_xlabel(style.label("متوسط نصيب الموضوع من أقوال كل طرف", "Mean share of the topic in statements"))
    wide = style.figure_bytes(fig)
    narrow = style.draw_for_phone(fig)
    assert b'width="540pt"' in wide and b'width="288pt"' in narrow
    lines = axes.get_xlabel().splitlines()
    assert len(lines) > 3 and max(map(len, lines)) <= style.PHONE_LETTERS + 2
    assert all((line[0] == "\u2067") == (line[-1] == "\u2069") for line in lines)


def test_panels_beside_each_other_are_not_drawn_for_a_phone():
    fig, _ = style.new_figure(7.5, 3, ncols=2)
    assert style.draw_for_phone(fig) is None


def test_wide_legends_stand_in_one_column_on_a_phone_and_shades_keep_their_width():
    fig, axes = style.new_figure(7.5, 3)
    for number in range(2):
        axes.plot([0, 1], label=f"a rather long name of side {number}")
    fig.legend(loc="outside upper left", ncols=2)
    axes.set_xlabel("← one side          another side →")
    assert style.draw_for_phone(fig) is not None
    (legend,) = fig.legends
    box = legend.get_window_extent()
    assert box.x0 >= 0 and box.x1 <= fig.bbox.x1 and len(legend.texts) == 2
    assert axes.get_xlabel() == "← one side\nanother side →"
    shades, axes = style.new_figure(7.5, 3)
    axes.imshow([[0, 1]])
    assert style.draw_for_phone(shades) is None
