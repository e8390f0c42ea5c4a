"""Figures of the comparison: every one returns a matplotlib figure and shows its uncertainty."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from taawun.report.style import GRID, INK, MUTED, isolate, label, new_figure, side_colours

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARKERS = "osD^vP"
"""Sides differ in their marker too, not in colour alone."""


def plot_shares(
    shares: pd.DataFrame, sides: Mapping[str, str], *, language: str = "both", title: str = "", width: float = 7.5
) -> Figure:
    """Shares by side, a dot and Wilson's interval each, most frequent code on top.

    Parameters
    ----------
    shares
        As `taawun.rhetoric.shares.side_shares`.
    sides
        Id and label of each side.
    width
        Of the figure, in inches.
    """
    order = _order(shares)
    fig, axes = new_figure(width, 0.9 + 0.46 * max(1, len(order)))
    _draw_shares(axes, shares, order, sides)
    axes.set_yticks(range(len(order)), _code_labels(shares, order, language))
    axes.set_xlabel(label("النسبة من أقوال كل طرف", "Share of the side's statements", language, lines=True))
    axes.set_title(title)
    _legend(fig, sides)
    return fig


def _order(shares: pd.DataFrame) -> list[str]:
    most = shares.groupby("code", sort=True)["share"].mean().fillna(0)
    return most.sort_values(kind="stable").index.tolist()


def _draw_shares(axes: Axes, shares: pd.DataFrame, order: Sequence[str], sides: Mapping[str, str]) -> None:
    place = {code: row for row, code in enumerate(order)}
    offsets = np.linspace(0.17, -0.17, len(sides)) if len(sides) > 1 else np.zeros(1)
    for number, side in enumerate(sides):
        table = shares[shares["side"] == side]
        y = np.array([place[code] for code in table["code"]], dtype=float) + offsets[number]
        _dots(axes, table["share"], table["low"], table["high"], y, number)
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.set_xlim(left=0)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")


def _dots(
    axes: Axes, x: pd.Series, low: pd.Series, high: pd.Series, y: np.ndarray, number: int, size: float = 6
) -> None:
    colour = side_colours(number + 1)[number]
    axes.hlines(y, low, high, color=colour, linewidth=size / 4)
    axes.plot(x, y, MARKERS[number % len(MARKERS)], color=colour, markersize=size, linestyle="none", clip_on=False)


def _code_labels(table: pd.DataFrame, order: Sequence[str], language: str) -> list[str]:
    names = table.drop_duplicates("code").set_index("code")
    return [label(names["label_ar"][code], names["label"][code], language, lines=True) for code in order]


def _legend(fig: Figure, sides: Mapping[str, str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=side_colours(number + 1)[number], marker=MARKERS[number % len(MARKERS)], label=name)
        for number, name in enumerate(sides.values())
    ]
    fig.legend(handles=handles, loc="outside upper center", ncols=min(4, len(handles)))


def plot_differences(
    table: pd.DataFrame, sides: Mapping[str, str], *, confirmed: Sequence[str] = (), language: str = "both"
) -> Figure:
    """Differences of shares between two sides, with their intervals; conclusions are filled, the rest open.

    Parameters
    ----------
    table
        As `taawun.rhetoric.shares.compare_sides`, one pair of sides, with intervals.
    confirmed
        Codes that may be called a difference.
    """
    table = table.sort_values("difference", kind="stable")
    order = table["code"].tolist()
    first, second = (sides[table[key].iloc[0]] for key in ("side_a", "side_b"))
    fig, axes = new_figure(7.5, 1.2 + 0.46 * max(1, len(order)))
    y = np.arange(len(order), dtype=float)
    axes.axvline(0, color=MUTED, linewidth=1)
    axes.hlines(y, 100 * table["low"], 100 * table["high"], color=INK, linewidth=1.6)
    sure = table["code"].isin(list(confirmed)).to_numpy()
    for mask, face in ((sure, INK), (~sure, "white")):
        axes.plot(100 * table["difference"][mask], y[mask], "o", color=INK, markerfacecolor=face, markersize=7)
    axes.set_yticks(y, _code_labels(table, order, language))
    axes.set_ylim(-0.6, len(order) - 0.4)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(
        label("الفرق بالنقاط المئوية", "Difference in percentage points", language)
        + f"\n← {isolate(second)}          {isolate(first)} →"
    )
    return fig


def plot_keywords(
    table: pd.DataFrame,
    sides: Mapping[str, str],
    *,
    confirmed: Sequence[str] = (),
    words: int = 10,
    language: str = "both",
) -> Figure:
    """Keywords by effect and dispersion; the strongest of each side are named, filled when they may be called key.

    Parameters
    ----------
    table
        As `taawun.rhetoric.keywords.find_keywords`, for two sides.
    confirmed
        Lemmas that may be called key.
    words
        Words named for each side.
    """
    from matplotlib.patheffects import withStroke

    fig, axes = new_figure(7.5, 5.8)
    axes.axvline(0, color=MUTED, linewidth=1)
    ids = list(sides)[:2]
    named = {side: table[table["side"] == side].head(words) for side in ids}
    sign = table["side"].map({ids[0]: 1, ids[1]: -1})
    axes.plot(sign * table["log_ratio"], table["dp_norm"], ".", color="#c3c9d0", markersize=4, zorder=1)
    lowest = min((part["dp_norm"].min() for part in named.values() if len(part)), default=0.5)
    axes.set_ylim(lowest - 0.05 * (1.1 - lowest), 1.02)
    axes.margins(x=0.1)
    left, right = axes.get_xlim()
    placed: list[tuple[float, float]] = []
    points = [
        ((1 if number == 0 else -1) * place / (right - left), (height - lowest) / (1.05 - lowest))
        for number, side in enumerate(ids)
        for place, height in zip(named[side]["log_ratio"], named[side]["dp_norm"], strict=True)
    ]
    for number, side in enumerate(ids):
        colour = side_colours(number + 1)[number]
        x = (1 if number == 0 else -1) * named[side]["log_ratio"]
        y = named[side]["dp_norm"]
        sure = named[side]["lemma"].isin(list(confirmed)).to_numpy()
        for mask, face in ((sure, colour), (~sure, "white")):
            axes.plot(
                x[mask],
                y[mask],
                MARKERS[number],
                color=colour,
                markerfacecolor=face,
                markersize=6,
                linestyle="none",
                zorder=3,
            )
        for place, height, word in zip(x, y, named[side]["word"], strict=True):
            spot = _free_spot(place / (right - left), (height - lowest) / (1.05 - lowest), placed, points)
            placed.append(spot)
            axes.annotate(
                isolate(str(word)),
                (place, height),
                xytext=(spot[0] * (right - left), spot[1] * (1.05 - lowest) + lowest),
                ha="center",
                va="center",
                fontsize=9.5,
                color=colour,
                zorder=4,
                arrowprops={"arrowstyle": "-", "color": MUTED, "linewidth": 0.5, "shrinkA": 5, "shrinkB": 3},
                path_effects=[withStroke(linewidth=3, foreground="white")],
            )
    first, second = (isolate(sides[side]) for side in ids)
    axes.set_xlabel(
        label("نسبة التكرار (لوغاريتم)", "LogRatio (binary; 1 = twice as frequent)", language)
        + f"\n← {second}          {first} →"
    )
    axes.set_ylabel(label("التشتت", "DPnorm (near 1 = in few articles)", language))
    return fig


def _free_spot(
    x: float, y: float, placed: Sequence[tuple[float, float]], points: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Nearest place around a point, in shares of the axes, where its name covers no other name and no point."""

    def apart(spot: tuple[float, float], others: Sequence[tuple[float, float]], width: float, height: float) -> bool:
        return all(abs(spot[0] - other[0]) > width or abs(spot[1] - other[1]) > height for other in others)

    for radius in np.arange(0.035, 0.6, 0.02):
        for angle in np.linspace(-np.pi / 2, 1.5 * np.pi, 24, endpoint=False):
            spot = (x + 1.6 * radius * np.cos(angle), y + radius * np.sin(angle))
            if 0.0 < spot[1] < 0.93 and apart(spot, placed, 0.1, 0.045) and apart(spot, points, 0.045, 0.03):
                return spot
    return (x, y)


def plot_alignment(table: pd.DataFrame, *, language: str = "both") -> Figure:
    """Similarity of the sides with its interval, between what chance and what one side's own halves give.

    Parameters
    ----------
    table
        As `taawun.rhetoric.alignment.measure_alignment`.
    """
    fig, axes = new_figure(7.5, 1.4 + 0.75 * max(1, len(table)))
    y = np.arange(len(table), dtype=float)[::-1]
    for row, place in zip(table.to_dict("records"), y, strict=True):
        for low, high, colour, height in (
            (row["null_low"], row["null_high"], GRID, 0.46),
            (row["ceiling_low"], row["ceiling_high"], "#bcd8ea", 0.28),
        ):
            if np.isfinite(low) and np.isfinite(high):
                axes.barh(place, high - low, left=low, height=height, color=colour)
        if np.isfinite(row["low"]):
            axes.hlines(place, row["low"], row["high"], color=INK, linewidth=1.8)
        axes.plot(row["estimate"], place, "o", color=INK, markersize=7)
        axes.plot(row["estimate_shared"], place, "D", color=INK, markerfacecolor="white", markersize=7)
    names = [label(row["label_ar"], row["label"], language, lines=True) for row in table.to_dict("records")]
    axes.set_yticks(y, names)
    axes.set_ylim(-0.6, len(table) - 0.4)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(
        label("التشابه (1 = متطابق)", "Similarity (1 = the same)", language)
        + "\ndot and line: all articles · diamond: articles with both sides, against chance there (wide grey)"
        + "\nnarrow blue: random halves of one side"
    )
    return fig


def plot_groups(shares: pd.DataFrame, sides: Mapping[str, str], *, columns: int = 3, language: str = "both") -> Figure:
    """Small multiples: shares by side in each outlet or period, one panel a code.

    Parameters
    ----------
    shares
        As `taawun.rhetoric.shares.shares_by`.
    """
    codes = list(reversed(_order(shares)))
    groups = sorted(set(shares["group"]))
    rows = -(-len(codes) // columns)
    fig, axes = new_figure(
        7.5,
        0.8 + rows * (0.95 + 0.16 * len(groups)),
        nrows=max(1, rows),
        ncols=columns,
        sharex=True,
        sharey=True,
        squeeze=False,
    )
    place = {group: len(groups) - 1 - row for row, group in enumerate(groups)}
    offsets = np.linspace(0.18, -0.18, len(sides)) if len(sides) > 1 else np.zeros(1)
    names = shares.drop_duplicates("code").set_index("code")
    for axis, code in zip(axes.flat, codes, strict=False):
        for number, side in enumerate(sides):
            table = shares[(shares["code"] == code) & (shares["side"] == side)]
            y = np.array([place[group] for group in table["group"]], dtype=float) + offsets[number]
            _dots(axis, table["share"], table["low"], table["high"], y, number, size=4)
        english = textwrap.fill(names["label"][code], 30)
        title = label(names["label_ar"][code], english, language, lines=True)
        axis.set_title(title, fontsize=8, fontweight="normal")
        axis.set_yticks(range(len(groups)), [isolate(str(group)) for group in reversed(groups)], fontsize=7.5)
        axis.set_ylim(-0.6, len(groups) - 0.4)
        axis.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
        axis.grid(axis="y", visible=False)
    axes.flat[0].set_xlim(0, 1.03 * float(np.nanmax(shares["high"])))
    for axis in list(axes.flat)[len(codes) :]:
        axis.set_visible(False)
    _legend(fig, sides)
    return fig
