"""Statements of the sides with what the codebook found in them: the one table that every comparison starts from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from taawun.linking.sides import JOINT
from taawun.statistics.blocks import Blocks, count_blocks

if TYPE_CHECKING:
    import pandas as pd

    from taawun.codebook import Code, Codebook


@dataclass(frozen=True)
class Coded:
    """Statements of the sides and their codes.

    Attributes
    ----------
    statements
        One row a statement, sorted by id: columns of `taawun.tables.STATEMENTS`, `side`, and `outlet` and `date` of
        the article.
    codes
        F codes of all layers, in the codebook's order.
    presence
        (n, F): whether the statement carries the code at least once.
    sides
        Ids of the sides, in the study's order.
    others
        Statements of speakers who belong to no side; they are not in the table.
    """

    statements: pd.DataFrame
    codes: tuple[Code, ...]
    presence: NDArray[np.bool_]
    sides: tuple[str, ...]
    others: int

    def __len__(self) -> int:
        return len(self.statements)

    def layer(self, name: str) -> tuple[list[Code], NDArray[np.bool_]]:
        """Codes of a layer and their columns of `presence`."""
        places = [place for place, code in enumerate(self.codes) if code.layer == name]
        return [self.codes[place] for place in places], self.presence[:, places]

    def of_side(self, side: str) -> NDArray[np.bool_]:
        """(n,): whether the statement is this side's."""
        return np.asarray(self.statements["side"] == side)

    def select(self, which: Iterable[bool] | NDArray[np.bool_]) -> Coded:
        """Only these statements (a mask of length n)."""
        mask = np.asarray(which, dtype=bool)
        return replace(self, statements=self.statements[mask].reset_index(drop=True), presence=self.presence[mask])

    def blocks(self, sides: Sequence[str], values: NDArray[Any]) -> Blocks:
        """Count features of statements (n, F) by article and side, for two sides."""
        side = np.asarray(self.statements["side"])
        mask = np.isin(side, list(sides))
        return count_blocks(
            self.statements["article_id"].to_numpy()[mask], (side[mask] == sides[1]).astype(int), values[mask]
        )


def code_statements(
    statements: pd.DataFrame,
    frames: pd.DataFrame,
    articles: pd.DataFrame,
    codebook: Codebook,
    sides: Sequence[str],
) -> Coded:
    """Join statements, their hits and their articles.

    Parameters
    ----------
    statements
        Columns of `taawun.tables.STATEMENTS` and `side` (missing for speakers of no side).
    frames
        Columns of `taawun.tables.FRAMES`; hits that the codebook does not name (states) are left out.
    articles
        Columns `id`, `outlet`, `date`.
    sides
        Ids of the sides, in the study's order.
    """
    known = statements["side"].isin(list(sides))
    table = statements[known].sort_values("statement_id", kind="stable").reset_index(drop=True)
    about = articles[["id", "outlet", "date"]].rename(columns={"id": "article_id"})
    table = table.merge(about, on="article_id", how="left", validate="many_to_one")
    rows = {name: row for row, name in enumerate(table["statement_id"])}
    columns = {(code.layer, code.id): place for place, code in enumerate(codebook.codes)}
    presence = np.zeros((len(table), len(columns)), dtype=bool)
    hits = zip(frames["statement_id"], frames["layer"], frames["code"], strict=True)
    places = [
        (rows[id_], columns[layer, code]) for id_, layer, code in hits if id_ in rows and (layer, code) in columns
    ]
    if places:
        presence[tuple(np.array(places).T)] = True
    return Coded(table, codebook.codes, presence, tuple(sides), int((~known).sum()))


def add_joint(
    coded: Coded, statements: pd.DataFrame, frames: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook
) -> Coded:
    """Count the statements that both sides make together for each of them; needs a study of two sides.

    Parameters
    ----------
    statements
        As for `code_statements`; joint statements have the side `joint`.
    """
    import pandas as pd

    joint = statements[statements["side"] == JOINT]
    if len(coded.sides) != 2 or joint.empty:
        return coded
    parts = [
        coded,
        *(code_statements(joint.assign(side=side), frames, articles, codebook, coded.sides) for side in coded.sides),
    ]
    return replace(
        coded,
        statements=pd.concat([part.statements for part in parts], ignore_index=True),
        presence=np.concatenate([part.presence for part in parts]),
    )
