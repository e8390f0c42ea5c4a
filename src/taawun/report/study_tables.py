"""The built tables of a study, as its notebooks read them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from taawun.arabic import fold_text
from taawun.errors import TaawunError
from taawun.linking.sides import JOINT
from taawun.receipts import check_file
from taawun.report.table_cells import is_missing
from taawun.study import Study
from taawun.tables import REJECTED, read_rows, rejected_beside

if TYPE_CHECKING:
    import pandas as pd

EXCERPT = 160
"""Characters of a statement that are quoted as evidence of a number: enough to judge it, short enough to be quoted."""
SHOWN_SPEAKERS = 12
"""Speakers that are named where a side has nobody."""
LATER_STAGES = ("statements", "frames")
"""Stages after the article table that may set an article aside."""


class Records(NamedTuple):
    """Rows of a study's tables; `targets` is None where the study reads none."""

    articles: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    frames: list[dict[str, Any]]
    targets: list[dict[str, Any]] | None


@dataclass(frozen=True)
class StudyTables:
    """A study and its built tables, without the articles that a later stage set aside.

    Attributes
    ----------
    study
        The study.
    build_dir
        Folder of its tables.
    """

    study: Study
    build_dir: Path

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Articles of the study; columns as `taawun.tables.ARTICLES`."""
        return self._frame("articles")

    @cached_property
    def statements(self) -> pd.DataFrame:
        """Statements; columns as `taawun.tables.STATEMENTS`, and `side`: the id of the speaker's side, or missing."""
        return self._frame("statements", self._read_statements(), "side").astype({"side": "str"})

    @cached_property
    def frames(self) -> pd.DataFrame:
        """Codebook hits; columns as `taawun.tables.FRAMES`."""
        return self._frame("frames")

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Whom statements speak of; columns as `taawun.tables.TARGETS`."""
        return self._frame("targets")

    @cached_property
    def meetings(self) -> pd.DataFrame:
        """Who met whom; columns as `taawun.tables.MEETINGS`."""
        return self._frame("meetings")

    @cached_property
    def copies(self) -> list[dict[str, str]]:
        """Articles that have copies: rows of clusters.csv; none where a study of one's own has no such table."""
        return _read_csv_rows(self.build_dir / "clusters.csv")

    @cached_property
    def topics(self) -> dict[str, str]:
        """Topic of each statement, as the notebook on topics has written it; none where there is no such notebook."""
        return {row["statement"]: row["topic"] for row in _read_csv_rows(self.build_dir / "topics-of-statements.csv")}

    @cached_property
    def records(self) -> Records:
        """The rows of the tables as plain values, for pages and files that show all of them."""
        return Records(
            self._read("articles"),
            self._read_statements(),
            self._read("frames"),
            self._read("targets") if "targets" in self.study.further_tables else None,
        )

    @cached_property
    def side_names(self) -> dict[str, str]:
        """Id of each side: its label in the language of the report; in both where the report is in both."""
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

    def _read_statements(self) -> list[dict[str, Any]]:
        """Rows of the statements, and the side of each."""
        from taawun.linking.roster import assign_sides

        rows = self._read("statements")
        sides = assign_sides(rows, self.study.sides)
        _refuse_empty_side(self.study, self._path("articles"), [row["speaker"] for row in rows], sides)
        return [{**row, "side": side} for row, side in zip(rows, sides, strict=True)]

    def _frame(self, name: str, rows: list[dict[str, Any]] | None = None, *added: str) -> pd.DataFrame:
        """Rows as a frame. They keep plain lists (pyarrow's own conversion gives arrays within arrays)."""
        import pandas as pd
        import pyarrow.parquet as pq

        rows = self._read(name) if rows is None else rows
        columns = pq.read_schema(self._path(name)).names
        return pd.DataFrame(rows, columns=[*columns, *added])

    def _read(self, name: str) -> list[dict[str, Any]]:
        """Rows of the articles that no later stage set aside."""
        later = set(self.rejected.loc[self.rejected["stage"] != "articles", "id"])
        column = "id" if name == "articles" else "article_id"
        return [row for row in read_rows(self._path(name)) if row[column] not in later]

    def _path(self, name: str) -> Path:
        path = self.build_dir / f"{name}.parquet"
        if not path.exists():
            target = path.relative_to(self.study.root).as_posix() if path.is_relative_to(self.study.root) else path
            raise TaawunError("the table is not built yet", f"run: make {target} STUDY={self.study.name}", file=target)
        check_file(path)
        return path

    @cached_property
    def excerpts(self) -> dict[str, str]:
        """Speaker and first words of each statement, by id, in order: to be quoted below a number."""
        texts = dict(zip(self.articles["id"], self.articles["text"], strict=True))
        excerpts: dict[str, str] = {}
        for row in self.statements.to_dict("records"):
            text = texts.get(row["article_id"], "")
            spans = sorted([list(row["cue"]), *[list(span) for span in row["content"]]])
            words = " … ".join(text[start:end].strip() for start, end in _merge_spans(spans))
            speaker = row["speaker"] if isinstance(row["speaker"], str) else "؟"
            cut = words if len(words) <= EXCERPT else words[: EXCERPT - 1].rsplit(" ", 1)[0] + " …"
            excerpts[row["statement_id"]] = " ".join(f"{speaker}: {cut}".split())
        return excerpts


def _refuse_empty_side(
    study: Study, articles: Path, speakers: Iterable[str | None], found: Sequence[str | None]
) -> None:
    """Refuse a side whose people are named, and stand in no article: a slip in a name would pass for a finding."""
    for side in study.sides:
        if side.state or side.id in found or JOINT in found:
            continue
        words = {word for name in (*side.speakers, *side.offices) for word in fold_text(name).split()}
        texts = (fold_text(row["text"]) for row in read_rows(articles, ["text"]))
        if not any(word in text for text in texts for word in words):
            counted = Counter(filter(None, speakers)).most_common(SHOWN_SPEAKERS)
            there = ", ".join(f"{name} ({count})" for name, count in counted)
            raise TaawunError(
                f"no article names anybody on the side {side.id!r}",
                f"write its speakers as they stand there: {there or 'there are none'}",
                file=study.path,
                field="sides",
            )


def plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as the tables have them: None where pandas has NaN."""
    return [
        {str(name): None if is_missing(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def cut_text(text: str, longest: int) -> str:
    r"""Text as far as it may be quoted: whole paragraphs up to so many characters, else whole words, else letters.

    Examples
    --------
    >>> cut_text("first paragraph\nsecond one", 20), cut_text("first paragraph", 9), cut_text("first", 3)
    ('first paragraph', 'first', 'fir')
    """
    if len(text) <= longest:
        return text
    ends = (text.rfind(mark, 1, longest) for mark in "\n ")
    return text[: next((end for end in ends if end > 0), longest)]


def _read_csv_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a table; none where a notebook of one's own makes no such table."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _merge_spans(spans: list[list[int]]) -> list[list[int]]:
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged
