"""Figures in one style: Arabic shaped by matplotlib itself, one font on every machine, the same bytes every time."""

from __future__ import annotations

import io
import re
import textwrap
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONT_PACKAGE = "fontpkg_ibm_plex_sans_arabic"
FONT_FILES = {"regular": "IBMPlexSansArabic-Regular.ttf", "bold": "IBMPlexSansArabic-Bold.ttf"}
FAMILIES = ["IBM Plex Sans Arabic", "DejaVu Sans"]

INK, MUTED, GRID = "#1b1f24", "#5a6470", "#dfe3e8"

# The hues of Okabe and Ito's palette, which people with any colour vision tell apart, dark enough for white text on them
# and for text in them on white: a side has one colour, in figures and in the annotated article.
COLOURS = ["#0067a3", "#c24f00", "#00775a", "#8250a0", "#8a1c4a", "#1f6f7d", "#7a4b2a", "#5a6470"]

RLI, LRI, PDI = "\u2067", "\u2066", "\u2069"


def font_path(weight: str = "regular") -> Path:
    """Path of the report's font in its package: never a font of the system, which would change the picture.

    Examples
    --------
    >>> font_path("bold").name
    'IBMPlexSansArabic-Bold.ttf'
    """
    return Path(str(resources.files(FONT_PACKAGE) / "files" / FONT_FILES[weight]))


def label(ar: str, en: str, language: str = "both", *, lines: bool = False) -> str:
    """Text of an axis, title or legend in the study's language.

    Parameters
    ----------
    ar, en
        The label in both languages.
    language
        `ar`, `en` or `both`, as in the study.
    lines
        With `both`: Arabic above English, instead of beside it.

    Returns
    -------
    str
        Arabic stands inside a right-to-left isolate, so that it stays whole beside Latin letters and digits.

    Examples
    --------
    >>> label("الأقوال", "Statements", "en")
    'Statements'
    >>> label("الأقوال", "Statements").replace("\u2067", "<").replace("\u2069", ">")
    'Statements · <الأقوال>'
    """
    arabic = f"{RLI}{ar}{PDI}"
    if language == "ar":
        return arabic
    if language == "en":
        return en
    return f"{arabic}\n{en}" if lines else f"{en} · {arabic}"


def isolate(text: str) -> str:
    """Text of unknown direction (a speaker, an outlet) as a figure needs it: isolated by its first strong letter.

    Examples
    --------
    >>> isolate("روحاني") == "\u2067روحاني\u2069", isolate("Akar")
    (True, 'Akar')
    """
    strong = next((unicodedata.bidirectional(c) for c in text if unicodedata.bidirectional(c) in ("L", "R", "AL")), "L")
    return text if strong == "L" else f"{RLI}{text}{PDI}"


def side_colours(n: int) -> list[str]:
    """Colours of `n` sides or speakers, colour-blind safe; repeated when there are more than eight.

    Examples
    --------
    >>> side_colours(2)
    ['#0067a3', '#c24f00']
    """
    return [COLOURS[i % len(COLOURS)] for i in range(n)]


PHONE_WIDTH, PHONE_TALLER = 4.0, 1.1
"""Inches of a figure on a phone, and how much taller it is there: labels take more lines."""
PHONE_LETTERS, PHONE_LEGEND, LEGEND_SIGN = 28, 46, 5
"""Letters of a line below the axes and of a legend on one line, there; a legend's sign takes as much as so many."""


def new_figure(width: float, height: float, nrows: int = 1, ncols: int = 1, **options: Any) -> tuple[Figure, Any]:
    """Return an empty figure in the report's style and its axes.

    Parameters
    ----------
    width, height
        Size in inches; the report's column is 7.5 inches wide.
    nrows, ncols
        Grid of axes.
    **options
        Passed to `matplotlib.figure.Figure.subplots` (sharex, width_ratios ...).

    Returns
    -------
    fig, axes
        The figure belongs to no window and to no pyplot state: nothing to close, nothing shown twice. One axes, or
        an array of them as matplotlib returns it.

    Examples
    --------
    >>> fig, axes = new_figure(7, 3, ncols=2, sharey=True)
    >>> len(axes)
    2
    """
    from matplotlib.figure import Figure

    use_style()
    fig = Figure(figsize=(width, height), layout="constrained")
    return fig, fig.subplots(nrows, ncols, **options)


def figure_bytes(fig: Figure, kind: str = "svg") -> bytes:
    """Return the figure as a file: the same bytes for the same figure, whatever the machine and the date."""
    buffer = io.BytesIO()
    metadata: dict[str, Any] = {
        "svg": {"Date": None, "Creator": None},
        "pdf": {"CreationDate": None},
        "png": {"Software": None},
    }.get(kind, {})
    use_style()
    if fig.get_layout_engine() is not None:  # each drawing would move the axes a little, and draw twice: lay out once
        fig.draw_without_rendering()
        fig.set_layout_engine(None)
    fig.savefig(buffer, format=kind, metadata=metadata, dpi=160)
    return buffer.getvalue()


def draw_for_phone(fig: Figure) -> bytes | None:
    """Return the figure as SVG with letters of the same size on a page of a phone's width; None where it cannot be narrow.

    Panels beside each other, tables of shades and names with lines to their points need their width. The figure keeps
    the narrow size: it is drawn for the wide page before.
    """
    grids = [axes.get_gridspec() for axes in fig.axes]
    pointed = (getattr(text, "arrow_patch", None) for axes in fig.axes for text in axes.texts)
    if any(grid is None or grid.ncols > 1 for grid in grids) or any(axes.images for axes in fig.axes) or any(pointed):
        return None
    for axes in fig.axes:
        lines = re.split("\n| {4,}", axes.get_xlabel())
        axes.set_xlabel("\n".join(part for line in lines for part in _break_line(line)))
    for legend in list(fig.legends):
        names = [text.get_text() for text in legend.texts]
        if sum(len(name) + LEGEND_SIGN for name in names) > PHONE_LEGEND:
            legend.remove()  # its columns cannot be changed
            handles = [handle for handle in legend.legend_handles if handle is not None]
            fig.legend(handles, names, loc="outside lower center")
    height = float(fig.get_size_inches()[1])
    fig.set_size_inches(PHONE_WIDTH, height * PHONE_TALLER)
    fig.set_layout_engine("constrained")
    return figure_bytes(fig)


def _break_line(line: str) -> list[str]:
    """Parts of a line that fit below the axes on a phone; each part of an isolate is one."""
    if len(line) <= PHONE_LETTERS:
        return [line]
    parts = []
    for piece in line.split(" · "):
        isolated = piece[:1] == RLI and piece[-1:] == PDI
        shorter = textwrap.wrap(piece.strip(RLI + PDI) if isolated else piece, PHONE_LETTERS)
        parts += [f"{RLI}{part}{PDI}" if isolated else part for part in shorter]
    return parts


def use_style() -> None:
    """Set matplotlib to the report's style. Texts take their font when they are made, so this holds until it is changed."""
    from matplotlib import style

    _register_fonts()
    style.use(_settings())


@cache
def _register_fonts() -> None:
    from matplotlib import font_manager

    for weight in FONT_FILES:
        font_manager.fontManager.addfont(font_path(weight))


def _settings() -> dict[str, Any]:
    from matplotlib.rcsetup import cycler

    return {
        "font.family": FAMILIES,
        "font.size": 10,
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.labelcolor": INK,
        "axes.edgecolor": MUTED,
        "axes.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.prop_cycle": cycler(color=COLOURS),
        "grid.color": GRID,
        "grid.linewidth": 0.8,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "legend.frameon": False,
        "figure.facecolor": "white",
        "svg.fonttype": "path",
        "svg.hashsalt": "taawun",
        "pdf.fonttype": 42,
    }
