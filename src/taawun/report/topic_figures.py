"""Figures of topics: what they are about, who speaks of them, when, and how far they can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.messages import list_words, phrase
from taawun.report.style import COLOURS, GRID, INK, MUTED, PDI, RLI, isolate, label, new_figure, side_colours

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

GREY = "#9aa3ad"
"""Topics that do not stand the resampling of articles."""
MARKERS = "osD^v<>P"


def plot_topics(
    table: pd.DataFrame,
    by_side: pd.DataFrame,
    sides: Mapping[str, tuple[str, str]],
    language: str = "both",
    words: int = 4,
) -> Figure:
    """Prevalence of each topic by side, with intervals; unstable topics in grey.

    Parameters
    ----------
    table
        From `taawun.topics.tables.tabulate_topics`.
    by_side
        From `taawun.topics.tables.tabulate_prevalence`.
    sides
        Id of a side: its English and Arabic label.
    words
        Words that name a topic without label.
    """
    shown = table.reset_index(drop=True)
    fig, axes = new_figure(7.5, 1.3 + 0.48 * len(shown))
    colours = dict(zip(sides, side_colours(len(sides)), strict=True))
    offsets = np.linspace(-0.16, 0.16, len(sides)) if len(sides) > 1 else np.zeros(1)
    for (side, (en, ar)), offset, marker in zip(sides.items(), offsets, MARKERS * 4, strict=False):
        rows = by_side[by_side["group"] == side].set_index("topic").reindex(shown["topic"])
        for place, row in enumerate(rows.to_dict("records")):
            if np.isnan(row["prevalence"]):
                continue
            colour = colours[side] if shown["stable"][place] else GREY
            if not np.isnan(row["low"]):
                axes.plot([row["low"], row["high"]], [place + offset] * 2, color=colour, lw=1.6, solid_capstyle="butt")
            axes.plot(row["prevalence"], place + offset, marker=marker, color=colour, ms=6, ls="none")
        n = rows["documents"].max()
        counted = f" (n = {int(n):,})" if n == n else " (n = 0)"
        axes.plot([], [], marker=marker, color=colours[side], ls="none", label=label(ar, en, language) + counted)
    axes.set_yticks(
        range(len(shown)), [topic_name(row, language, words, lines=True) for row in shown.to_dict("records")]
    )
    for tick, stable in zip(axes.get_yticklabels(), shown["stable"], strict=True):
        tick.set_color(INK if stable else MUTED)
        tick.set_style("normal")
    axes.set_ylim(len(shown) - 0.5, -0.5)
    axes.set_xlim(left=0)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(
        label(
            "متوسط نصيب الموضوع من أقوال كل طرف",
            "Mean share of the topic in each side's statements",
            language,
            lines=True,
        )
    )
    fig.legend(loc="outside upper left", ncols=2)
    return fig


def describe_topics(
    table: pd.DataFrame, by_side: pd.DataFrame, sides: Mapping[str, tuple[str, str]], language: str = "en"
) -> str:
    """Say what `plot_topics` shows: the largest topics of each side."""
    named = "label_ar" if language == "ar" else "label_en"
    names = {row["topic"]: row[named] or row["words"] for row in table.to_dict("records")}
    parts = []
    for side, (en, ar) in sides.items():
        rows = by_side[by_side["group"] == side].sort_values("prevalence", ascending=False, kind="stable").head(3)
        largest = [f"{names[row['topic']]} {row['prevalence']:.0%}" for row in rows.to_dict("records")]
        told = list_words(largest, language) or phrase("no statements", language)
        parts.append(f"{ar if language == 'ar' else en}: {told}.")
    return " ".join([phrase("Prevalence of topics by side. Largest topics:", language), *parts])


def plot_sweep(table: pd.DataFrame, recommended: int, language: str = "both") -> Figure:
    """Show the four criteria by number of topics, with their spread over resampled articles, and the recommended number."""
    panels = [
        ("coherence", "Coherence (NPMI)", "الاتساق"),
        ("exclusivity", "Exclusivity", "التفرد"),
        ("perplexity", "Held-out perplexity (lower is better)", "الحيرة (الأقل أفضل)"),
        ("stability", "Stability", "الثبات"),
    ]
    fig, axes = new_figure(7.5, 4.6, nrows=2, ncols=2, sharex=True)
    for place, (column, en, ar) in enumerate(panels):
        panel = axes.flat[place]
        panel.axvline(recommended, color=COLOURS[1], lw=6, alpha=0.25)
        panel.errorbar(
            table["topics"],
            table[column],
            table[f"{column}_error"],
            marker="o",
            ms=4,
            lw=1.4,
            elinewidth=1,
            color=COLOURS[0],
        )
        panel.set_title(label(ar, en, language), fontsize=9.5, fontweight="normal")
        if place > 1:
            panel.set_xlabel(label("عدد الموضوعات", "Number of topics", language))
    return fig


def plot_trend(
    trend: pd.DataFrame, table: pd.DataFrame, topics: Sequence[str], language: str = "both", words: int = 4
) -> Figure:
    """Prevalence of some topics over time, one panel each, with intervals.

    Parameters
    ----------
    trend
        From `tabulate_prevalence` with months or weeks as groups.
    topics
        Names of the topics to show.
    """
    times = sorted(trend["group"].unique())
    columns = 2
    lines = -(-len(topics) // columns)
    fig, axes = new_figure(7.5, 0.7 + 1.55 * lines, nrows=lines, ncols=columns, sharex=True, sharey=True, squeeze=False)
    named = table.set_index("topic", drop=False)
    # The interval of a day with two articles may reach from 0 to 1: it is cut off, so that the rest can be seen.
    top = min(1.0, 2 * trend["prevalence"].max())
    for place, topic in enumerate(topics):
        panel = axes.flat[place]
        rows = trend[trend["topic"] == topic].set_index("group").reindex(times)
        colour = COLOURS[0] if named.loc[topic, "stable"] else GREY
        at = np.arange(len(times))
        panel.fill_between(at, rows["low"].astype(float), rows["high"].astype(float), color=colour, alpha=0.2, lw=0)
        panel.plot(at, rows["prevalence"], color=colour, marker="o", ms=3)
        panel.set_title(topic_name(named.loc[topic].to_dict(), language, words), fontsize=9, fontweight="normal")
        ticks = at[:: max(1, -(-len(times) // 4))]
        panel.set_xticks(ticks, [times[tick] for tick in ticks], fontsize=8)
        panel.set_ylim(0, top)
    for panel in axes.flat[len(topics) :]:
        panel.set_visible(False)
    fig.supylabel(label("نصيب الموضوع", "Share of the topic", language), fontsize=9)
    return fig


def plot_groups(by_group: pd.DataFrame, table: pd.DataFrame, language: str = "both", groups: int = 12) -> Figure:
    """Prevalence of each topic in each group, as shades with the numbers in them; the largest groups come first.

    Parameters
    ----------
    by_group
        From `taawun.topics.tables.tabulate_prevalence`, with outlets as groups.
    groups
        Groups shown at most.
    """
    sizes = by_group.groupby("group")["documents"].first().sort_values(ascending=False, kind="stable").head(groups)
    values = by_group.pivot(index="topic", columns="group", values="prevalence")
    shown = 100 * values.reindex(index=table["topic"], columns=sizes.index).to_numpy(dtype=float)
    fig, axes = new_figure(7.5, 1.9 + 0.3 * len(table))
    axes.grid(visible=False)
    axes.imshow(shown, cmap="Blues", vmin=0, aspect="auto")
    for (row, column), value in np.ndenumerate(shown):
        ink = "white" if value > 0.6 * np.nanmax(shown) else INK
        axes.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=8, color=ink)
    names = [f"{isolate(str(name))}\nn = {size:,}" for name, size in sizes.items()]
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right", rotation_mode="anchor", fontsize=8)
    _name_rows(axes, table, language)
    return fig


def plot_frames(
    crossed: pd.DataFrame, table: pd.DataFrame, frames: Mapping[str, tuple[str, str]], language: str = "both"
) -> Figure:
    """Topics against frames: how much more of a topic the statements of a frame have than all statements.

    Parameters
    ----------
    crossed
        From `taawun.topics.prevalence.cross_frames`.
    frames
        Code of a frame: its English and Arabic label.
    """
    topics = list(table["topic"])
    codes = sorted(crossed["frame"].unique())
    values = crossed.pivot(index="topic", columns="frame", values="lift").reindex(index=topics, columns=codes)
    fig, axes = new_figure(7.5, 2.4 + 0.32 * len(topics))
    axes.grid(visible=False)
    shown = np.log2(np.clip(values.to_numpy(dtype=float), 0.25, 4))
    image = axes.imshow(shown, cmap="PuOr_r", vmin=-2, vmax=2, aspect="auto")
    counts = crossed.groupby("frame")["statements"].first()
    axes.set_xticks(
        range(len(codes)),
        [_counted(frames.get(code, (code, code)), counts[code], language) for code in codes],
        rotation=90,
        fontsize=8,
    )
    _name_rows(axes, table, language)
    bar = fig.colorbar(image, ax=axes, ticks=[-2, -1, 0, 1, 2], shrink=0.7)
    bar.ax.set_yticklabels(["÷4", "÷2", "1", "×2", "×4"])
    bar.outline.set_edgecolor(GRID)
    return fig


def topic_name(row: Mapping[Any, Any], language: str = "both", words: int = 4, *, lines: bool = False) -> str:
    """Name of a topic in a figure: its label, or its first words; unstable ones say so without colour.

    Examples
    --------
    >>> topic_name({"topic": "t01", "label_en": "Borders", "label_ar": "الحدود", "words": "", "stable": True}, "en")
    't01 Borders'
    """
    mark = "" if row["stable"] else " ?"
    if row["label_en"] or row["label_ar"]:
        name = label(
            row["label_ar"] or row["label_en"], row["label_en"] or isolate(row["label_ar"]), language, lines=lines
        )
        return f"{row['topic']}{mark} {name}" if str(row["topic"])[:1] == "t" else f"{name}{mark}"
    first = "، ".join(str(row["words"]).split("، ")[:words])
    return f"{row['topic']}{mark} {RLI}{first}{PDI}"


def _name_rows(axes: Any, table: pd.DataFrame, language: str) -> None:
    axes.set_yticks(range(len(table)), [topic_name(row, language, 3) for row in table.to_dict("records")], fontsize=8)
    for tick, stable in zip(axes.get_yticklabels(), table["stable"], strict=True):
        tick.set_color(INK if stable else MUTED)


def _counted(names: tuple[str, str], n: int, language: str) -> str:
    en, ar = names
    return f"{label(ar, en, language, lines=True)}\nn = {n:,}"
