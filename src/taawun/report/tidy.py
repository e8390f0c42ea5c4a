"""One tidy table: a row a statement, with its words, who said it, where and when; for a spreadsheet, R or pandas."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from taawun.errors import TaawunError
from taawun.linking.sides import SideLike, assign_sides
from taawun.names.persons import name_text, romanize_name
from taawun.report.table_cells import write_csv
from taawun.tables import Row, replace_whole

TIDY = {
    "id": "id of the statement: its article and where its cue begins",
    "article": "id of the article",
    "title": "headline of the article",
    "outlet": "who published it",
    "date": "ISO date of publication",
    "url": "address of the original",
    "speaker": "who said it, by name or office",
    "speaker_latin": "the name in Latin letters, for people; a help for readers",
    "speaker_id": "one id for a person in all articles",
    "speaker_type": "person, group, institution, state, document, media, anonymous or unknown",
    "office": "office as written at first mention",
    "state": "ISO 3166 code of the state the speaker speaks for or belongs to",
    "side": "side of the study (only where there is a study)",
    "cue": "the reporting word as it stands there",
    "lemma": "its lemma",
    "speech_act": "its group",
    "content": "what is said, as text; parts that stand apart are joined by an ellipsis",
    "quoted": "the parts of it in quotation marks",
    "level": "1 the journalist's statement, 2 inside another statement",
    "polarity": "affirmed or negated",
    "factuality": "reported or irrealis",
    "relay": "medium that only passed the statement on",
    "codes": "codes of the codebook that were found in it, as layer:code (only where frames were looked for)",
    "topic": "topic that it is assigned to (only where topics were modelled)",
    "targets": "whom it speaks of, parted by blanks (only where targets were looked for)",
    "stance": "how the speaker stands to each of them, in their order: -2 confronts to 2 commits himself",
    "copies": "articles of the corpus with nearly the same text, this one counted",
    "start": "where the cue begins in the text of the article",
    "end": "where it ends",
    "content_spans": "[[start, end], ...] of what is said",
    "cue_rule": "rule that accepted the cue",
    "speaker_rule": "rule that found the speaker",
    "span_rule": "rule that ended the content",
    "confidence": "0 to 1",
}
"""Columns of the tidy table and their meaning, in their order."""
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_575
"""What a workbook can hold."""
GAP = " … "


def tidy_statements(
    articles: Iterable[Mapping[str, Any]],
    statements: Iterable[Mapping[str, Any]],
    *,
    frames: Iterable[Mapping[str, Any]] | None = None,
    targets: Iterable[Mapping[str, Any]] | None = None,
    sides: Sequence[SideLike] | None = None,
    topics: Mapping[str, str] | None = None,
    copies: Mapping[str, int] | None = None,
) -> list[Row]:
    """Rows of the tidy table.

    Parameters
    ----------
    articles
        Rows with id and text; title, outlet, date and url as far as they have them.
    statements
        Rows of table `STATEMENTS` of these articles.
    frames
        Rows of table `FRAMES`; without them there is no column `codes`.
    targets
        Rows of table `TARGETS`; without them there are no columns `targets` and `stance`.
    sides
        Sides of a study; without them there is no column `side`.
    topics
        Statement: its topic; without them there is no column `topic`.
    copies
        Article: how many nearly equal ones the corpus has; 1 where it is not named.

    Returns
    -------
    list of dict
        In the order of `statements`; columns of `TIDY`, None where something is unknown.

    Raises
    ------
    TaawunError
        A statement is of an article that is not there.

    Examples
    --------
    >>> article = {"id": "a", "text": "أكد الوزير أن الميناء جاهز", "outlet": "الساحل"}
    >>> statement = {"article_id": "a", "statement_id": "a:0", "cue": [0, 3], "content": [[11, 26]], "speaker": "الوزير"}
    >>> (row,) = tidy_statements([article], [statement])
    >>> row["outlet"], row["cue"], row["content"], row["copies"]
    ('الساحل', 'أكد', 'أن الميناء جاهز', 1)
    """
    rows = list(statements)
    known = {str(row["id"]): row for row in articles}
    codes: dict[str, list[str]] = {}
    for hit in frames or ():
        codes.setdefault(hit["statement_id"], []).append(f"{hit['layer']}:{hit['code']}")
    aims: dict[str, list[tuple[str, int]]] = {}
    for row in targets or ():
        aims.setdefault(row["statement_id"], []).append((row["target"], row["stance"]))
    sided = assign_sides(rows, sides) if sides is not None else [None] * len(rows)
    optional = {"side": sides, "codes": frames, "targets": targets, "stance": targets, "topic": topics}
    left_out = {name for name, given in optional.items() if given is None}
    columns = [name for name in TIDY if name not in left_out]
    found = []
    for row, side in zip(rows, sided, strict=True):
        article = known.get(row["article_id"])
        if article is None:
            raise TaawunError(
                "its article is not there", "give the articles of the statements", article=row["article_id"]
            )
        values = {
            **_from_statement(row, article["text"]),
            **{name: article.get(name) for name in ("title", "outlet", "date", "url")},
            "side": side,
            "codes": sorted(set(codes.get(row["statement_id"], ()))),
            "targets": [target for target, _ in sorted(aims.get(row["statement_id"], ()))],
            "stance": [stance for _, stance in sorted(aims.get(row["statement_id"], ()))],
            "topic": (topics or {}).get(row["statement_id"]),
            "copies": (copies or {}).get(row["article_id"], 1),
        }
        found.append({name: values[name] for name in columns})
    return found


def _from_statement(row: Mapping[str, Any], text: str) -> Row:
    speaker = row.get("speaker")
    start, end = row["cue"]
    same = ("speaker", "speaker_id", "speaker_type", "lemma", "speech_act", "level", "polarity", "factuality", "relay")
    rules = ("cue_rule", "speaker_rule", "span_rule", "confidence")
    return {
        **{name: row.get(name) for name in (*same, *rules)},
        "id": row["statement_id"],
        "article": row["article_id"],
        "speaker_latin": _in_latin(speaker) if speaker and row.get("speaker_type") == "person" else None,
        "office": row.get("speaker_office"),
        "state": row.get("speaker_state"),
        "cue": text[start:end],
        "content": _words(text, row["content"]),
        "quoted": _words(text, row.get("verbatim") or ()),
        "start": start,
        "end": end,
        "content_spans": [list(span) for span in row["content"]],
    }


def _words(text: str, spans: Iterable[Sequence[int]]) -> str | None:
    return GAP.join(" ".join(text[start:end].split()) for start, end in spans) or None


def _in_latin(speaker: str) -> str | None:
    return romanize_name(name_text(speaker)) or None


def count_copies(clusters: Iterable[Mapping[str, str]]) -> dict[str, int]:
    """Articles of each cluster, for each of its members; from the rows of clusters.csv.

    Examples
    --------
    >>> count_copies([{"cluster": "a", "id": "a"}, {"cluster": "a", "id": "b"}])
    {'a': 2, 'b': 2}
    """
    rows = list(clusters)
    sizes = Counter(row["cluster"] for row in rows)
    return {row["id"]: sizes[row["cluster"]] for row in rows}


def write_tidy(rows: Sequence[Mapping[str, Any]], path: Path, columns: Sequence[str] | None = None) -> None:
    """Write rows to .csv, .xlsx, .jsonl or .parquet, whole or not at all; the same rows give the same bytes.

    Text that would start a formula gets a quote in .csv and is plain text in .xlsx.

    Parameters
    ----------
    columns
        Their names, for a table without rows; those of the first row when not given.

    Raises
    ------
    TaawunError
        The suffix is of none of these, or a workbook cannot hold the rows.
    """
    check_form(path)
    names = list(columns or (rows[0] if rows else TIDY))
    with replace_whole(path) as part:
        WRITERS[path.suffix](rows, names, part)


def check_form(path: Path) -> None:
    """Refuse a file whose form cannot be written, before any work is done for it.

    Raises
    ------
    TaawunError
    """
    if path.suffix not in WRITERS:
        raise TaawunError(
            f"cannot write {path.suffix or 'a file without suffix'}", f"name one of {', '.join(WRITERS)}", file=path
        )


def fits_a_workbook(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an .xlsx file can hold so many rows."""
    return len(rows) <= MOST_ROWS


def _write_csv(rows: Sequence[Mapping[str, Any]], names: list[str], path: Path) -> None:
    import pandas as pd

    frame = pd.DataFrame([flat_row(row) for row in rows], columns=names)
    whole = {name: "Int64" for name in ("level", "copies", "start", "end") if name in names}
    write_csv(frame.astype(whole), path)


def _write_xlsx(rows: Sequence[Mapping[str, Any]], names: list[str], path: Path) -> None:
    write_workbook({"statements": (rows, names)}, path)


def write_workbook(
    sheets: Mapping[str, tuple[Sequence[Mapping[str, Any]], Sequence[str]]], path: Path, *, right_to_left: bool = False
) -> None:
    """Write sheets, each rows and the names of their columns; text stays text, and the same rows give the same file.

    Raises
    ------
    TaawunError
        A sheet cannot hold so many rows.
    """
    import xlsxwriter

    for rows, _ in sheets.values():
        if not fits_a_workbook(rows):
            raise TaawunError(f"a workbook holds {MOST_ROWS:,} rows, not {len(rows):,}", "name a .csv or .parquet file")
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(2000, 1, 1)})
    head = book.add_format({"bold": True})
    text = book.add_format({"text_wrap": True, "valign": "top", "reading_order": 2})
    for sheet, (rows, names) in sheets.items():
        page = book.add_worksheet(sheet)
        if right_to_left:
            page.right_to_left()
        page.freeze_panes(1, 1)
        page.set_column(0, max(len(names) - 1, 0), 14)
        for wide in {"content", "text"} & set(names):
            page.set_column(list(names).index(wide), list(names).index(wide), 60)
        for column, name in enumerate(names):
            page.write_string(0, column, name, head)
        for number, row in enumerate(rows, 1):
            flat = flat_row(row)
            for column, value in enumerate(flat[name] for name in names):
                if isinstance(value, str):
                    page.write_string(number, column, value[:LONGEST_CELL], text)
                elif value is not None:
                    page.write_number(number, column, value)
    book.close()


def _write_jsonl(rows: Sequence[Mapping[str, Any]], _names: list[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(as_lines(rows))


def as_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows as lines of JSON."""
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_parquet(rows: Sequence[Mapping[str, Any]], names: list[str], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        **dict.fromkeys(("codes", "targets"), pa.list_(pa.string())),
        "stance": pa.list_(pa.int8()),
        "content_spans": pa.list_(pa.list_(pa.int32())),
        "confidence": pa.float32(),
    }
    kinds |= dict.fromkeys(("level", "copies", "start", "end"), pa.int32())
    schema = pa.schema([pa.field(name, kinds.get(name, pa.string())) for name in names])
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], schema=schema), path, compression="zstd")


def flat_row(row: Mapping[str, Any]) -> Row:
    """Row with text in the place of lists: codes parted by blanks, spans as JSON."""
    flat = {}
    for name, value in row.items():
        if isinstance(value, list):
            plain = name == "stance" or all(isinstance(item, str) for item in value)
            value = " ".join(map(str, value)) if plain else json.dumps(value, ensure_ascii=False)
        flat[name] = value
    return flat


WRITERS: dict[str, Callable[[Sequence[Mapping[str, Any]], list[str], Path], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".jsonl": _write_jsonl,
    ".parquet": _write_parquet,
}
