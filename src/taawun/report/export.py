"""A study as one file to look around in: an SQLite database with a folded full-text search, or a workbook of its tables."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from taawun.arabic.search import search_form, search_table
from taawun.errors import TaawunError
from taawun.report.corpus_figures import longest_quotation
from taawun.report.study_tables import StudyTables
from taawun.report.tidy import TIDY, count_copies, flat_row, tidy_statements, write_workbook
from taawun.tables import Row, replace_whole

OF_ARTICLES = ("title", "outlet", "date", "url")
"""Columns of the tidy table that belong to the article: the database has them there, and joined again in its view."""
SPEAKERS = ("speaker_id", "speaker", "speaker_latin", "speaker_type", "office", "state", "side")
SCHEMA = """
CREATE TABLE articles (id TEXT PRIMARY KEY, title TEXT, outlet TEXT, date TEXT, url TEXT, words INTEGER, text TEXT);
CREATE TABLE speakers (speaker_id TEXT PRIMARY KEY, speaker TEXT, speaker_latin TEXT, speaker_type TEXT, office TEXT,
  state TEXT, side TEXT, statements INTEGER);
CREATE TABLE statements ({columns}, FOREIGN KEY (article) REFERENCES articles (id),
  FOREIGN KEY (speaker_id) REFERENCES speakers (speaker_id));
CREATE TABLE codes (statement TEXT REFERENCES statements (id), layer TEXT, code TEXT);
CREATE TABLE targets (statement TEXT REFERENCES statements (id), target TEXT, stance INTEGER);
CREATE VIEW everything AS SELECT statements.*, articles.title, articles.outlet, articles.date, articles.url
  FROM statements JOIN articles ON articles.id = statements.article;
CREATE INDEX codes_of ON codes (code, statement);
CREATE INDEX targets_of ON targets (target, statement);
CREATE TABLE letters (letter TEXT, read TEXT);
CREATE VIRTUAL TABLE search USING fts5 (statement UNINDEXED, words, tokenize = 'unicode61');
"""
SEARCH = """
WITH RECURSIVE folded (step, words) AS (
  SELECT 0, :words
  UNION ALL SELECT step + 1, replace(words, letter, read) FROM folded JOIN letters ON letters.rowid = step + 1)
SELECT everything.* FROM search JOIN everything ON everything.id = search.statement
WHERE search MATCH (SELECT words FROM folded ORDER BY step DESC LIMIT 1) ORDER BY rank LIMIT 200
""".strip()
"""Statements with some words, read as the library reads letters: أردوغان finds إردوغان."""
NUMBERS = frozenset(("level", "copies", "start", "end"))


def collect_tables(tables: StudyTables) -> dict[str, list[Row]]:
    """Rows of each table of a study's export: statements, articles, speakers, codes and targets.

    An article whose corpus allows short quotations only has no `text`.
    """
    articles, statements, frames, targets = tables.records
    tidy = tidy_statements(
        articles,
        statements,
        frames=frames,
        targets=targets,
        sides=tables.study.sides,
        topics=tables.topics,
        copies=count_copies(tables.copies),
    )
    whole = longest_quotation(tables.study) is None
    counted = Counter(row["speaker_id"] for row in tidy if row["speaker_id"])
    speakers = {row["speaker_id"]: row for row in reversed(tidy) if row["speaker_id"]}
    return {
        "statements": tidy,
        "articles": [
            {
                "id": row["id"],
                **{name: row.get(name) for name in OF_ARTICLES},
                "words": row.get("n_words"),
                "text": row["text"] if whole else None,
            }
            for row in articles
        ],
        "speakers": [
            {**{name: speakers[id_].get(name) for name in SPEAKERS}, "statements": counted[id_]}
            for id_ in sorted(speakers)
        ],
        "codes": [
            {"statement": row["id"], "layer": layer, "code": code}
            for row in tidy
            for layer, _, code in (one.partition(":") for one in row.get("codes") or ())
        ],
        "targets": [
            {"statement": row["id"], "target": target, "stance": stance}
            for row in tidy
            for target, stance in zip(row.get("targets") or (), row.get("stance") or (), strict=True)
        ],
    }


def export_study(tables: StudyTables, path: Path) -> None:
    """Write a study to .sqlite (or .db) or .xlsx, whole or not at all; the same tables give the same bytes.

    Beside a database stands NAME.metadata.json, by which Datasette describes it and offers the folded search.

    Raises
    ------
    TaawunError
        The suffix is of neither.
    """
    if path.suffix not in WRITERS:
        raise TaawunError(
            f"cannot write {path.suffix or 'a file without suffix'}", f"name one of {', '.join(WRITERS)}", file=path
        )
    collected = collect_tables(tables)
    with replace_whole(path) as part:
        WRITERS[path.suffix](collected, part)
    if path.suffix != ".xlsx":
        with replace_whole(path.with_suffix(".metadata.json")) as part:
            described = json.dumps(describe_database(tables, path.stem), ensure_ascii=False, indent=1)
            part.write_text(described + "\n", encoding="utf-8", newline="\n")


def _write_database(collected: Mapping[str, Sequence[Mapping[str, Any]]], path: Path) -> None:
    rows = [flat_row(row) for row in collected["statements"]]
    names = [name for name in (rows[0] if rows else TIDY) if name not in OF_ARTICLES]
    kinds = {name: "INTEGER" if name in NUMBERS else "REAL" if name == "confidence" else "TEXT" for name in names}
    columns = ", ".join(f'"{name}" {kinds[name]}{" PRIMARY KEY" if name == "id" else ""}' for name in names)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    try:
        database.executescript(SCHEMA.format(columns=columns))
        for table in ("articles", "speakers", "codes", "targets"):
            _insert(database, table, collected[table])
        _insert(database, "statements", [{name: row[name] for name in names} for row in rows])
        letters = [{"letter": letter, "read": read} for letter, read in search_table().items() if letter != read]
        _insert(database, "letters", letters)
        said = ({"statement": row["id"], "words": search_form(row["content"] or "")} for row in rows)
        _insert(database, "search", list(said))
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        names = list(rows[0])
        places = ", ".join("?" * len(names))
        quoted = ", ".join(f'"{name}"' for name in names)
        # The names are those of our own tables, never of an article.
        into = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608
        database.executemany(into, ([row[name] for name in names] for row in rows))


def describe_database(tables: StudyTables, name: str) -> dict[str, Any]:
    """Metadata for Datasette: what each column means, and a search that reads letters as the library does."""
    said = {column: meaning for column, meaning in TIDY.items() if column not in OF_ARTICLES}
    return {
        "title": tables.study.title.en,
        "databases": {
            name: {
                "tables": {"statements": {"columns": said}, "search": {"hidden": True}, "letters": {"hidden": True}},
                "queries": {"search": {"sql": SEARCH, "title": "Search the statements", "params": ["words"]}},
            }
        },
    }


def _write_sheets(collected: Mapping[str, Sequence[Mapping[str, Any]]], path: Path) -> None:
    write_workbook(
        {name: (rows, list(rows[0]) if rows else []) for name, rows in collected.items()}, path, right_to_left=True
    )


WRITERS: dict[str, Callable[[Mapping[str, Sequence[Mapping[str, Any]]], Path], None]] = {
    ".sqlite": _write_database,
    ".db": _write_database,
    ".xlsx": _write_sheets,
}
