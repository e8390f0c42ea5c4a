"""What a notebook needs to show its results: the study's tables, and ways to show tables, figures and prose.

Everything shown is escaped and says its direction and language; every table and figure is also a file beside the
notebook, so that each number in the report can be taken up elsewhere.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from taawun.errors import TaawunError
from taawun.messages import phrase, translate
from taawun.receipts import PUBLISHES_TO
from taawun.report.markup import block, render, statement_link
from taawun.report.study_tables import StudyTables, cut_text, plain_records
from taawun.report.style import MUTED, draw_for_phone, figure_bytes, side_colours
from taawun.report.table_cells import WIDE, Column, Evidence, say_once, show_cell, write_csv
from taawun.report.table_words import head_in_arabic, table_in_arabic
from taawun.study import load_study
from taawun.tables import replace_whole

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

EVIDENCE = 12
"""Statements quoted below one number."""
GLANCE = (50, 150)
"""Characters of a statement that is long enough to say something and can be read at a glance."""
SIDE_COLUMNS = ("side", "side_a", "side_b", "against")
"""Columns with ids of sides: a shown table has the sides' names there, its file keeps the ids."""


def open_notebook(study: str | Path, build_dir: str | Path = "") -> Notebook:
    """Open the study of a notebook.

    Parameters
    ----------
    study
        Name in studies/, or path of a study file.
    build_dir
        Folder of the study's built tables, relative to the project root: the same from `make` and in JupyterLab,
        whose current folders differ. It follows the study where it is not given.

    Raises
    ------
    TaawunError
        The folder is another study's.
    """
    loaded = load_study(study)
    own = f"build/{loaded.name}"
    if build_dir and Path(build_dir).name != loaded.name:
        raise TaawunError(
            f"build_dir is the folder of another study: {build_dir}",
            f"leave it empty, or set it to {own}",
            field="build_dir",
        )
    return Notebook(loaded, loaded.root / (build_dir or own))


class Notebook(StudyTables):
    """A study and its built tables, and ways to show results."""

    @property
    def products(self) -> Path:
        """Folder of the tables and figures that the notebook writes.

        It is the build folder where `make` runs the notebook. By hand, in JupyterLab or with papermill, it is the folder
        `by-hand` in it, so that no cell changes what `make report` publishes.
        """
        made = os.environ.get(PUBLISHES_TO) == str(self.build_dir.resolve())
        return self.build_dir if made else self.build_dir / "by-hand"

    def phrase(self, message: str, **values: object) -> str:
        """Return a message of the catalogue in the language of the report (`taawun.messages.phrase`)."""
        return phrase(message, self.study.language, **values)

    def say(self, text: str) -> None:
        """Show generated prose: paragraphs are parted by an empty line, everything is escaped.

        A text that is a message of the catalogue is shown in the language of the report, here and in captions and notes.
        """
        text = translate(text, self.study.language)
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
        _publish(Markup("\n").join(block(part) for part in paragraphs), text)

    def tell(self, line: str = "") -> None:
        """Show one line of progress in place of the line before; without a line, take it away: a report holds none."""
        from IPython.display import clear_output

        clear_output(wait=bool(line))
        if line:
            print(line)

    def html(self, markup: Markup | str, text: str = "") -> None:
        """Show markup made by the library (an annotated article). A plain string is escaped."""
        _publish(markup if isinstance(markup, Markup) else block(markup), text)

    def article(self, article_id: str, *, longest: int | None = None) -> None:
        """Show an article with its statements marked.

        Parameters
        ----------
        article_id
            Article of the study.
        longest
            Show only whole paragraphs up to so many characters, for a corpus that may be quoted but not republished.
        """
        from taawun.report.annotated import render_article

        article = plain_records(self.articles[self.articles["id"] == article_id])[0]
        rows = plain_records(self.statements[self.statements["article_id"] == article_id])
        cut = len(article["text"])
        if longest is not None and cut > longest:
            cut = len(cut_text(article["text"], longest))
            rows = [row for row in rows if max(row["cue"][1], *(end for _, end in row["content"]), 0) <= cut]
            article["removed"] = [span for span in article["removed"] if span["end"] <= cut]
            article["text"] = article["text"][:cut] + " …"
        html = render_article(article, rows, sides=self.study.sides, language=self.study.language)
        _publish(html, f"article {article_id}")

    def table(
        self,
        frame: pd.DataFrame,
        *,
        name: str,
        caption: str,
        note: str | None = None,
        headers: Mapping[str, str] | None = None,
        statements: Mapping[str, Sequence[Iterable[str]]] | None = None,
        links: Mapping[str, Sequence[str | None]] | None = None,
        rows: int = 100,
    ) -> None:
        """Show a table and write it to `tables/NAME.csv` of `products`.

        In a wide table a text that is the same in every row is said once, in the note; the file keeps its column.
        Columns of `SIDE_COLUMNS` show the sides' names where the file has their ids. In an Arabic report heads and
        enumerated values are Arabic; the file keeps the English ones.

        Parameters
        ----------
        frame
            The table; its index is shown only when it has a name. Numbers are aligned right and shown with as many
            decimals as the column needs; text is escaped.
        name
            Name of the file: small letters, digits and hyphens, unique in the report.
        caption
            What the table shows.
        note
            Unit of analysis, method, limits.
        headers
            Column: header to show, where the column's name is not enough.
        statements
            Column: for each row, the ids of the statements behind its number, to be opened and quoted below it.
        links
            Column: for each row, the id of the statement that its cell leads to, or the web address of its article.
        rows
            Rows shown; the file has all of them.
        """
        _check_product_name(name)
        if frame.index.name is not None:
            frame = frame.reset_index()
        with replace_whole(self.products / "tables" / f"{name}.csv") as part:
            write_csv(frame, part)
        behind = {
            column: [self._evidence(ids, f"{name}.{column}.{place}") for place, ids in enumerate(list(lists)[:rows])]
            for column, lists in (statements or {}).items()
        }
        named, headers = self._in_language(self._name_sides(frame), headers or {})
        caption, note = (translate(text or "", self.study.language) for text in (caption, note))
        told, said = say_once(named, keep={*(statements or {}), *(links or {})}, headers=headers)
        shown = told.head(rows)
        note = " ".join([*filter(None, [note]), *said]) or None
        columns = [Column.of(shown, str(column), headers.get(str(column))) for column in shown.columns]
        _publish(
            render(
                "table.html",
                language=self.study.language,
                name=name,
                caption=caption,
                note=note,
                columns=columns,
                wide=len(columns) > WIDE,
                rows=[
                    [
                        show_cell(
                            column, position, behind.get(column.key), (links or {}).get(column.key), self.study.language
                        )
                        for column in columns
                    ]
                    for position in range(len(shown))
                ],
                hidden=len(frame) - len(shown),
            ),
            caption,
            table=f"tables/{name}.csv",
            **(
                {"statements": {one.of: one.ids for own in behind.values() for one in own if one.ids}} if behind else {}
            ),
        )

    def figure(self, fig: Figure, *, name: str, alt: str, caption: str, data: pd.DataFrame | None = None) -> None:
        """Show a figure and write it to `figures/` of `products` as .svg and .png, with the numbers it shows as .csv.

        Parameters
        ----------
        fig
            Made by `taawun.report.style.new_figure`.
        name
            Name of the files: small letters, digits and hyphens, unique in the report.
        alt
            What the figure says, for those who cannot see it.
        caption
            How to read it.
        data
            The numbers shown.
        """
        _check_product_name(name)
        if not alt.strip():
            raise ValueError("a figure needs an alternative text")
        alt, caption = (translate(text, self.study.language) for text in (alt, caption))
        drawn = {kind: figure_bytes(fig, kind) for kind in ("svg", "png")}
        narrow = draw_for_phone(fig)
        for kind, drawing in drawn.items():
            with replace_whole(self.products / "figures" / f"{name}.{kind}") as part:
                part.write_bytes(drawing)
        files = [f"figures/{name}.{kind}" for kind in drawn]
        if data is not None:
            with replace_whole(self.products / "figures" / f"{name}.csv") as part:
                write_csv(data if data.index.name is None else data.reset_index(), part)
            files.append(f"figures/{name}.csv")
        source, phone = (drawing and _image(drawing) for drawing in (drawn["svg"], narrow))
        _publish(
            render(
                "figure.html",
                name=name,
                alt=alt,
                caption=caption,
                source=source,
                phone=phone,
                has_data=data is not None,
            ),
            alt,
            figure=files,
        )

    def quote(self, behind: Mapping[str, Sequence[str]], *, codes: Mapping[str, str] | None = None) -> None:
        """Quote one statement of each side, with a link to it and its source.

        Parameters
        ----------
        behind
            Side, as it is to be named: statements to choose from. The first in the order of the text that speaks of
            another side and can be read at a glance is quoted; where there is none, the first that can be read so.
        codes
            Side: name of the code for which its statement is quoted.
        """
        chosen = {name: self._choose_quotation(ids) for name, ids in behind.items() if ids}
        sides = self.study.sides
        colours = {
            name: colour
            for side, colour in zip(sides, side_colours(len(sides)), strict=True)
            for name in (side.label.en, side.label.ar)
        }
        quoted: list[dict[str, Any]] = [
            {
                "text": self.excerpts.get(id_, id_),
                "href": statement_link(id_),
                "side": name,
                "source": [name, *filter(None, [(codes or {}).get(name)]), *self._source(id_)],
                "colour": colours.get(name, MUTED),
            }
            for name, id_ in chosen.items()
        ]
        _publish(render("quotations.html", quoted=quoted), "\n".join(one["text"] for one in quoted))

    def _choose_quotation(self, ids: Sequence[str]) -> str:
        places = self._places
        ordered = sorted(ids, key=lambda id_: places.get(id_, len(places)))
        at_a_glance = [id_ for id_ in ordered if GLANCE[0] <= len(self.excerpts.get(id_, "")) <= GLANCE[1]]
        of_another = (id_ for id_ in at_a_glance if id_ in self._of_another_side)
        return next(of_another, (at_a_glance or ordered)[0])

    @cached_property
    def _of_another_side(self) -> set[str]:
        """Ids of the sides' statements that speak of the state of another side; none where no targets are known."""
        if "targets" not in self.study.further_tables:
            return set()
        own = {side.id: side.state for side in self.study.sides}
        states = set(filter(None, own.values()))
        speaking = dict(zip(self.statements["statement_id"], self.statements["side"].map(own), strict=True))
        return {
            id_
            for id_, target in zip(self.targets["statement_id"], self.targets["target"], strict=True)
            if target in states and target != speaking[id_]
        }

    def _source(self, id_: str) -> list[str]:
        """Outlet and day of a statement's article, as far as they are known."""
        articles = self.statements.loc[self.statements["statement_id"] == id_, "article_id"]
        found = plain_records(self.articles[self.articles["id"].isin(articles)])
        return [str(article[key]) for article in found for key in ("outlet", "date") if article[key]]

    def _name_sides(self, frame: pd.DataFrame) -> pd.DataFrame:
        names = self.side_names
        columns = [column for column in frame.columns if column in SIDE_COLUMNS]
        return frame.assign(**{column: [names.get(value, value) for value in frame[column]] for column in columns})

    def _in_language(self, frame: pd.DataFrame, headers: Mapping[str, str]) -> tuple[pd.DataFrame, Mapping[str, str]]:
        if self.study.language != "ar":
            return frame, headers
        shown = table_in_arabic(frame)
        return shown, {str(column): head_in_arabic(headers.get(column, str(column))) for column in shown.columns}

    def _evidence(self, ids: Iterable[str], of: str) -> Evidence:
        places = self._places
        ordered = sorted(ids, key=lambda id_: places.get(id_, len(places)))
        shown = [
            {"id": id_, "text": self.excerpts.get(id_, id_), "href": statement_link(id_)} for id_ in ordered[:EVIDENCE]
        ]
        return Evidence(shown, ordered, of)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate(self.excerpts)}


def _check_product_name(name: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} cannot name a table or figure: use small letters, digits and hyphens")


def _image(drawing: bytes) -> str:
    """Address of a drawing as an image: inert, so that no script and no style of it can reach the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing).decode("ascii")


def _publish(html: Markup, text: str, **product: Any) -> None:
    """Show in the notebook; the metadata tell the report that this is ours, and which files belong to it."""
    from IPython.display import publish_display_data

    publish_display_data({"text/html": str(html), "text/plain": text}, {"taawun": product})
