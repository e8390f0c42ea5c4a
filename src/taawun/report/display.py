"""What a notebook needs to show its results: the study's tables, and ways to show tables, figures and prose.

Everything shown is escaped and says its direction and language; every table and figure is also a file beside the
notebook, so that each number in the report can be taken up elsewhere.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from taawun.arabic import fold_text
from taawun.errors import TaawunError
from taawun.linking.sides import JOINT
from taawun.receipts import check_file
from taawun.report.markup import block, inline, quote_anchor, render, safe_url, statement_anchor
from taawun.report.style import figure_bytes
from taawun.study import Study, load_study
from taawun.tables import REJECTED, read_rows, rejected_beside, replace_whole

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

EXCERPT = 160
"""Characters of a statement that are quoted as evidence of a number: enough to judge it, short enough to be quoted."""
WIDE = 7
"""Columns from which on a table is a wide one: in small type, and without what every row repeats."""
EVIDENCE = 12
"""Statements quoted below one number."""
SIDE_COLUMNS = ("side", "side_a", "side_b", "against")
"""Columns with ids of sides: a shown table has the sides' names there, its file keeps the ids."""
SHOWN_SPEAKERS = 12
"""Speakers that are named where a side has nobody."""
LATER_STAGES = ("statements", "frames")
"""Stages after the article table that may set an article aside."""


def open_notebook(study: str | Path, build_dir: str | Path) -> Notebook:
    """Open the study of a notebook.

    Parameters
    ----------
    study
        Name in studies/, or path of a study file.
    build_dir
        Folder of the study's built tables, relative to the project root: the same from `make` and in JupyterLab,
        whose current folders differ.
    """
    loaded = load_study(study)
    return Notebook(loaded, loaded.root / build_dir)


@dataclass(frozen=True)
class Notebook:
    """A study and its built tables, as a notebook sees them.

    Attributes
    ----------
    study
        The study.
    build_dir
        Folder of its tables; `tables/` and `figures/` are written below it.
    """

    study: Study
    build_dir: Path

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Articles of the study; columns as `taawun.tables.ARTICLES`."""
        return self._usable("articles", "id")

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Statements; columns as `taawun.tables.STATEMENTS`, and `side`: the id of the speaker's side, or missing."""
        import pandas as pd

        from taawun.linking.roster import assign_sides

        frame = self._usable("statements", "article_id")
        sides = list(assign_sides(_records(frame), self.study.sides))
        _refuse_empty_side(self.study, self._frame("articles")["text"], frame["speaker"], sides)
        return frame.assign(side=pd.Series(sides, index=frame.index, dtype="str"))

    @cached_property
    def frames(self) -> pd.DataFrame:
        """Codebook hits; columns as `taawun.tables.FRAMES`."""
        return self._usable("frames", "article_id")

    @cached_property
    def side_names(self) -> dict[str, str]:
        """Id of each side: its label in the language of the report; in both where the report is in both."""
        from taawun.linking.sides import JOINT

        labels = {side.id: (side.label.en, side.label.ar) for side in self.study.sides}
        labels[JOINT] = ("sides together", "الأطراف معا")
        language = self.study.language
        return {id_: {"en": en, "ar": ar, "both": f"{en} ({ar})"}[language] for id_, (en, ar) in labels.items()}

    @cached_property
    def rejected(self) -> pd.DataFrame:
        """Articles that a stage set aside: columns as `taawun.tables.REJECTED`, and `stage`; each article once.

        An article that failed at a later stage is in no other table here: without its statements or its frames it
        would count as an article in which nobody says anything.
        """
        import pandas as pd

        path = self.build_dir / "rejected.parquet"
        rows = [{**row, "stage": "articles"} for row in (read_rows(path) if path.exists() else ())]
        later: dict[str, dict[str, Any]] = {}
        for stage in LATER_STAGES:
            path = rejected_beside(self.build_dir / f"{stage}.parquet")
            for row in read_rows(path) if path.exists() else ():
                later.setdefault(row["id"], {**row, "stage": stage})
        if later:  # named by the article table there; here by the file that the article came from
            for row in read_rows(self._path("articles"), ["id", "source_file", "source_place"]):
                if row["id"] in later:
                    later[row["id"]] |= row
        return pd.DataFrame([*rows, *later.values()], columns=[*REJECTED, "stage"])

    def _usable(self, name: str, column: str) -> pd.DataFrame:
        """Rows of the articles that no later stage set aside."""
        frame, later = self._frame(name), self.rejected[self.rejected["stage"] != "articles"]
        return frame[~frame[column].isin(later["id"])].reset_index(drop=True)

    def _path(self, name: str) -> Path:
        path = self.build_dir / f"{name}.parquet"
        if not path.exists():
            target = path.relative_to(self.study.root).as_posix() if path.is_relative_to(self.study.root) else path
            raise TaawunError("the table is not built yet", f"run: make {target} STUDY={self.study.name}", file=target)
        check_file(path)
        return path

    def _frame(self, name: str) -> pd.DataFrame:
        import pandas as pd
        import pyarrow.parquet as pq

        path = self._path(name)
        # Rows keep plain lists (pyarrow's own conversion gives arrays within arrays).
        return pd.DataFrame(list(read_rows(path)), columns=pq.read_schema(path).names)

    def say(self, text: str) -> None:
        """Show generated prose: paragraphs are parted by an empty line, everything is escaped."""
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

        article = _records(self.articles[self.articles["id"] == article_id])[0]
        rows = _records(self.statements[self.statements["article_id"] == article_id])
        cut = len(article["text"])
        if longest is not None and cut > longest:
            cut = article["text"].rfind("\n", 0, longest)
            cut = article["text"].rfind(" ", 0, longest) if cut <= 0 else cut
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
        """Show a table and write it to `build_dir/tables/NAME.csv`.

        In a wide table a text that is the same in every row is said once, in the note; the file keeps its column.
        Columns of `SIDE_COLUMNS` show the sides' names where the file has their ids.

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
        _check_name(name)
        if frame.index.name is not None:
            frame = frame.reset_index()
        with replace_whole(self.build_dir / "tables" / f"{name}.csv") as part:
            _write_csv(frame, part)
        behind = {
            column: [self._evidence(ids) for ids in list(lists)[:rows]] for column, lists in (statements or {}).items()
        }
        told, said = _say_once(
            self._name_sides(frame), keep={*(statements or {}), *(links or {})}, headers=headers or {}
        )
        shown = told.head(rows)
        note = " ".join([*filter(None, [note]), *said]) or None
        columns = [_Column.of(shown, str(column), (headers or {}).get(str(column))) for column in shown.columns]
        _publish(
            render(
                "table.html",
                name=name,
                caption=caption,
                note=note,
                columns=columns,
                wide=len(columns) > WIDE,
                rows=[
                    [
                        _cell(column, position, behind.get(column.key), (links or {}).get(column.key))
                        for column in columns
                    ]
                    for position in range(len(shown))
                ],
                hidden=len(frame) - len(shown),
            ),
            caption,
            table=f"tables/{name}.csv",
        )

    def figure(self, fig: Figure, *, name: str, alt: str, caption: str, data: pd.DataFrame | None = None) -> None:
        """Show a figure and write it to `build_dir/figures/NAME.svg`, with the numbers it shows as `.csv` beside it.

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
        _check_name(name)
        if not alt.strip():
            raise ValueError("a figure needs an alternative text")
        svg = figure_bytes(fig)
        with replace_whole(self.build_dir / "figures" / f"{name}.svg") as part:
            part.write_bytes(svg)
        files = [f"figures/{name}.svg"]
        if data is not None:
            with replace_whole(self.build_dir / "figures" / f"{name}.csv") as part:
                _write_csv(data if data.index.name is None else data.reset_index(), part)
            files.append(f"figures/{name}.csv")
        # As an image the drawing is inert: no script, no style of it can reach the page.
        source = "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
        _publish(
            render("figure.html", name=name, alt=alt, caption=caption, source=source, has_data=data is not None),
            alt,
            figure=files,
        )

    def _name_sides(self, frame: pd.DataFrame) -> pd.DataFrame:
        names = self.side_names
        columns = [column for column in frame.columns if column in SIDE_COLUMNS]
        return frame.assign(**{column: [names.get(value, value) for value in frame[column]] for column in columns})

    @cached_property
    def _excerpts(self) -> dict[str, str]:
        texts = dict(zip(self.articles["id"], self.articles["text"], strict=True))
        excerpts: dict[str, str] = {}
        for row in self.statements.to_dict("records"):
            text = texts.get(row["article_id"], "")
            spans = sorted([list(row["cue"]), *[list(span) for span in row["content"]]])
            words = " … ".join(text[start:end].strip() for start, end in _merge(spans))
            speaker = row["speaker"] if isinstance(row["speaker"], str) else "؟"
            cut = words if len(words) <= EXCERPT else words[: EXCERPT - 1].rsplit(" ", 1)[0] + " …"
            excerpts[row["statement_id"]] = " ".join(f"{speaker}: {cut}".split())
        return excerpts

    def _evidence(self, ids: Iterable[str]) -> _Evidence:
        places = self._places
        ordered = sorted(ids, key=lambda id_: places.get(id_, len(places)))
        shown = [
            {"id": id_, "text": self._excerpts.get(id_, id_), "href": "#" + quote_anchor(statement_anchor(id_))}
            for id_ in ordered[:EVIDENCE]
        ]
        return shown, len(ordered) - len(shown)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate(self._excerpts)}


def _refuse_empty_side(study: Study, texts: Iterable[str], speakers: pd.Series, found: Sequence[str | None]) -> None:
    """Refuse a side whose people are named, and stand in no article: a slip in a name would pass for a finding."""
    for side in study.sides:
        if side.state or side.id in found or JOINT in found:
            continue
        words = {word for name in (*side.speakers, *side.offices) for word in fold_text(name).split()}
        if not any(word in fold_text(text) for text in texts for word in words):
            there = ", ".join(
                f"{name} ({count})" for name, count in speakers.value_counts().head(SHOWN_SPEAKERS).items()
            )
            raise TaawunError(
                f"no article names anybody on the side {side.id!r}",
                f"write its speakers as they stand there: {there or 'there are none'}",
                file=study.path,
                field="sides",
            )


_Evidence = tuple[list[dict[str, str]], int]


@dataclass(frozen=True)
class _Column:
    key: str
    header: str
    values: list[Any]
    numeric: bool
    decimals: int

    @classmethod
    def of(cls, frame: pd.DataFrame, key: str, header: str | None) -> _Column:
        import pandas as pd

        position = [str(column) for column in frame.columns].index(key)
        series = frame.iloc[:, position]
        numeric = pd.api.types.is_numeric_dtype(series) and not pd.api.types.is_bool_dtype(series)
        values = series.tolist()
        decimals = 0
        if pd.api.types.is_float_dtype(series):
            finite = [abs(value) for value in values if not _is_missing(value) and math.isfinite(value)]
            if any(value != int(value) for value in finite):
                decimals = max(0, 3 - len(str(int(max(finite))))) if max(finite) >= 1 else 3
        return cls(key, header or key.replace("_", " "), values, numeric, decimals)


def _cell(
    column: _Column, position: int, behind: Sequence[_Evidence] | None, links: Sequence[str | None] | None
) -> dict[str, Any]:
    value = column.values[position]
    text = format_value(value, column.decimals)
    html = inline(text)
    if behind and behind[position][0]:
        items, more = behind[position]
        html = render("evidence.html", value=html, items=items, more=more)
    link = links[position] if links else None
    if isinstance(link, str):
        href = safe_url(link) if "://" in link else "#" + quote_anchor(statement_anchor(link))
        if href:
            html = Markup('<a href="{}">{}</a>').format(href, html)
    return {"text": text, "html": html, "numeric": column.numeric}


def format_value(value: Any, decimals: int = 3) -> str:
    """Return a value as a reader expects it.

    Examples
    --------
    >>> format_value(12345), format_value(0.25, 3), format_value(0.00004, 3), format_value(None), format_value(True)
    ('12,345', '0.250', '<0.001', '–', 'yes')
    >>> format_value(["a", "b"])
    'a, b'
    """
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value) if isinstance(value, (set, frozenset)) else value
        return ", ".join(format_value(item, decimals) for item in items if not _is_missing(item)) or "–"
    if _is_missing(value):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if not math.isfinite(value):
            return "∞" if value > 0 else "-∞"
        shown = f"{value:,.{decimals}f}"
        if decimals and value and float(shown.replace(",", "")) == 0:
            return f"{'<' if value > 0 else '>-'}{10**-decimals:.{decimals}f}"
        return "0" if shown == "-0" else shown
    return str(value)


def _is_missing(value: Any) -> bool:
    return (
        value is None
        or (isinstance(value, float) and math.isnan(value))
        or type(value).__name__ in ("NAType", "NaTType")
    )


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write for spreadsheets too: a byte order mark, six significant digits, no text that starts a formula."""
    import pandas as pd

    def guard(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            value = format_value(value)
        return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value

    columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
    safe = [column if pd.api.types.is_numeric_dtype(column) else column.astype(object).map(guard) for column in columns]
    table = pd.concat(safe, axis=1) if safe else frame
    table.to_csv(path, index=False, float_format="%.6g", lineterminator="\n", encoding="utf-8-sig")


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as the tables have them: None where pandas has NaN."""
    return [
        {str(name): None if _is_missing(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _say_once(frame: pd.DataFrame, *, keep: set[str], headers: Mapping[str, str]) -> tuple[pd.DataFrame, list[str]]:
    """Without the columns of a wide table that repeat one text, and what they said."""
    if len(frame.columns) <= WIDE or len(frame) < 2:
        return frame, []
    same = [
        column
        for column in frame.columns[1:]
        if column not in keep
        and all(isinstance(value, str) for value in frame[column])
        and frame[column].nunique() == 1
    ]
    texts = {column: frame[column].iloc[0].strip() for column in same}
    said = [f"{headers.get(column, column.replace('_', ' '))}: {text}." for column, text in texts.items() if text]
    return frame.drop(columns=same), said


def _check_name(name: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} cannot name a table or figure: use small letters, digits and hyphens")


def _merge(spans: list[list[int]]) -> list[list[int]]:
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged


def _publish(html: Markup, text: str, **product: Any) -> None:
    """Show in the notebook; the metadata tell the report that this is ours, and which files belong to it."""
    from IPython.display import publish_display_data

    publish_display_data({"text/html": str(html), "text/plain": text}, {"taawun": product})
