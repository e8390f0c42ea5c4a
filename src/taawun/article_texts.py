"""Articles as the stages read them: id and text, what is wrong with them, and what of the text was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from taawun.errors import TaawunError
from taawun.receipts import check_file
from taawun.tables import Row, read_rows
from taawun.workers import Fault

FACTS = ("outlet", "country", "date", "title", "removed")
"""What a stage can use of an article beside id and text."""


def read_texts(source: Path) -> Iterator[Row | Fault]:
    """Stream articles with what a stage can use of them: id and text, and outlet, country, date, title and removed spans if known.

    A number as id is read as its digits.

    Yields
    ------
    dict or Fault
        An article; or why it has to be set aside: its text is no text, or has half a character (a lone surrogate).

    Raises
    ------
    TaawunError
        An id is missing or given twice: such articles cannot be told apart. Or there is no article at all.
    """
    check_file(source)
    seen: set[str] = set()
    for row in read_rows(source, ["id", "text"], optional=FACTS):
        found = row["id"]
        name = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
        if not isinstance(name, str) or not name:
            raise TaawunError(f"{found!r} is no id", "give each article a unique id", file=source, field="id")
        if name in seen:
            raise TaawunError("two articles have this id", "give each a unique id", file=source, article=name)
        seen.add(name)
        yield usable({**row, "id": name})
    if not seen:
        what = "the file has no line" if source.suffix == ".jsonl" else "the table has no row"
        raise TaawunError(what, "give at least one article with id and text", file=source)


def usable(row: Row) -> Row | Fault:
    """Return the article, with its id as text, or why it has to be set aside."""
    name, text = str(row["id"]), row["text"]
    if not isinstance(text, str):
        return Fault(name, "the text is no text; write it in quotation marks")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"half a character (U+{ord(text[error.start]):04X}) at {error.start}"
        return Fault(name, f"{half}; remove it, or write the character whole")
    date = row.get("date")  # Parquet has a type for days, JSON writes years as numbers
    return {**row, "id": name} | ({} if date is None else {"date": str(date)})


def read_article(source: Path, name: str) -> Row:
    """One article by its id, cleaned as the statements stage cleans it.

    Raises
    ------
    TaawunError
        There is no such article, or it has to be set aside.
    """
    for article in read_texts(source):
        if isinstance(article, Fault):
            if article.article == name:
                raise TaawunError(article.reason, file=source, article=name)
        elif article["id"] == name:
            return clean_article(article)
    raise TaawunError(f"there is no article {name!r}", "give the id of one of its articles", file=source)


def clean_article(row: Row) -> Row:
    """Return the article with `removed`: what the articles stage found, or found now in a raw table.

    Raises
    ------
    TaawunError
        A removed span lies outside of the text, or ends before it starts.
    """
    if removed_of(row) is not None:
        return row
    from taawun.corpus.cleaning import find_boilerplate

    return {**row, "removed": find_boilerplate(row["text"], outlet=row.get("outlet"), title=row.get("title"))}


def removed_of(row: Row) -> list[Row] | None:
    """Spans that the article table gives, checked; None where it gives none (in CSV they are text, which is not read).

    Raises
    ------
    TaawunError
        A span lies outside of the text, or ends before it starts.
    """
    removed = row.get("removed")
    if removed is None or isinstance(removed, str):
        return None
    spans = removed if isinstance(removed, list) else [removed]
    for span in spans:
        start, end = (span.get("start"), span.get("end")) if isinstance(span, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(row["text"]):
            raise TaawunError(
                f"{str(span)[:80]} is no span of a text of {len(row['text'])} characters",
                "write start and end, 0 <= start <= end <= length, or leave the column out",
                field="removed",
            )
    return spans
