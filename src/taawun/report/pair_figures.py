"""Figures of pairs of states: who speaks how of whom, as a matrix and as a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.lexicons import load_lexicon
from taawun.report.style import label, new_figure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

SHOWN_STATES = 14
"""States of the matrix and the network: those with most statements in the pairs."""
LIMIT = 2
"""Greatest stance."""
COLOURS = "PuOr"
"""Of stances: told apart by colour-blind readers, with white for neutral."""


def order_states(pairs: pd.DataFrame, shown: int = SHOWN_STATES) -> list[str]:
    """Return the states with most statements in the pairs, as speakers or spoken of; equal ones by their code."""
    counts: dict[str, int] = {}
    for column in ("source", "target"):
        for state, number in pairs.groupby(column)["statements"].sum().items():
            counts[str(state)] = counts.get(str(state), 0) + int(number)
    return sorted(counts, key=lambda state: (-counts[state], state))[:shown]


def _name(key: str, language: str) -> str:
    """Label of a figure in the language of the report."""
    words = load_lexicon("labels")[key]
    return label(words["ar"], words["en"], language)


def find_behind(relations: pd.DataFrame, pairs: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the relations behind each pair, in the order of the pairs."""
    groups = dict(list(relations.groupby(["source", "target"])))
    yield from (groups[pair] for pair in zip(pairs["source"], pairs["target"], strict=True))


def plot_matrix(pairs: pd.DataFrame, *, language: str = "both") -> Figure:
    """Draw mean stances: rows speak, columns are spoken of; the number is the count of statements."""
    states = order_states(pairs)
    places = {state: place for place, state in enumerate(states)}
    values = np.full((len(states), len(states)), np.nan)
    fig, axes = new_figure(7.5, 0.42 * len(states) + 1.6)
    for row in pairs.to_dict("records"):
        if row["source"] in places and row["target"] in places:
            at = places[row["source"]], places[row["target"]]
            values[at] = row["mean_stance"]
            colour = "white" if abs(row["mean_stance"]) > LIMIT / 2 else "black"
            axes.text(at[1], at[0], f"{row['statements']}", ha="center", va="center", fontsize=7, color=colour)
    image = axes.imshow(values, cmap=COLOURS, vmin=-LIMIT, vmax=LIMIT, aspect="auto")
    axes.set_xticks(range(len(states)), states)
    axes.set_yticks(range(len(states)), states)
    axes.set_xlabel(_name("spoken_of", language))
    axes.set_ylabel(_name("who_speaks", language))
    axes.grid(visible=False)
    fig.colorbar(image, ax=axes, label=_name("mean_stance", language))
    return fig


def plot_network(pairs: pd.DataFrame, *, language: str = "both") -> Figure:
    """Draw an arrow for each pair: its colour is the mean stance, its width the number of statements."""
    from matplotlib import colormaps
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    states = order_states(pairs)
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(states)) / max(1, len(states))
    places = {state: (float(np.cos(a)), float(np.sin(a))) for state, a in zip(states, angles, strict=True)}
    scale = Normalize(-LIMIT, LIMIT)
    fig, axes = new_figure(7.5, 6.5)
    most = max(pairs["statements"], default=1)
    for row in pairs.sort_values("statements", kind="stable").to_dict("records"):
        if row["source"] in places and row["target"] in places:
            style: dict[str, Any] = {
                "arrowstyle": "-|>",
                "connectionstyle": "arc3,rad=0.12",
                "color": colormaps[COLOURS](scale(row["mean_stance"])),
                "linewidth": 0.6 + 4 * row["statements"] / most,
                "shrinkA": 12,
                "shrinkB": 12,
            }
            axes.annotate("", places[row["target"]], places[row["source"]], arrowprops=style)
    for state, place in places.items():
        axes.text(*place, state, ha="center", va="center", bbox={"boxstyle": "circle", "fc": "white", "ec": "0.4"})
    axes.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal")
    axes.axis("off")
    mappable = ScalarMappable(scale, COLOURS)
    fig.colorbar(mappable, ax=axes, label=_name("mean_stance", language), shrink=0.6)
    return fig
