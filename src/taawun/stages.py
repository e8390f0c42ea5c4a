"""The stages between the article table and the notebooks: tables in, tables out, in batches and on several processes.

What a stage writes does not depend on where it runs: batches are handed out and taken back in their order, to processes
of this machine or to the workers of a Dask cluster (Rocklin 2015), so that one article on a laptop and millions on a
cluster give the same rows.

An article on which a stage fails is set aside with its id and the reason, in a file beside the stage's table, and the
stage goes on with the others.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taawun.errors import TaawunError
from taawun.receipts import check_file, claim, write_receipt
from taawun.tables import (
    FRAMES,
    MEETINGS,
    REJECTED,
    STATEMENTS,
    TARGETS,
    WORDS,
    Row,
    Schema,
    open_table,
    read_rows,
    rejected_beside,
    write_table,
)
from taawun.workers import BATCH, Fault, Found, batched, each_article, map_articles

if TYPE_CHECKING:
    from taawun.study import Study


def build_words(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> list[Row]:
    """Write the syntactic words of each text, with their lemmas, as table `WORDS`; return what was set aside."""
    _refuse_overwriting(out, source)
    rejected: list[Row] = []
    with open_table(out, WORDS) as table:
        for results in map_articles(_find_words, read_texts(source), source, rejected, jobs, cluster):
            for rows in results:
                table.write(rows)
        write_rejected(rejected, out)
    return rejected


def build_statements(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> list[Row]:
    """Write who said what in each article, with one speaker id for a person in all of them, as table `STATEMENTS`.

    Two passes, because a speaker is known only when all articles are read: statements to a file beside `out`, then
    from there to `out` with the speakers' ids.

    Parameters
    ----------
    source
        Table with id and text; articles without `removed` are cleaned as `taawun articles` does.
    out
        .parquet or .jsonl.
    jobs
        Processes; as many as processors when not given.
    cluster
        Address of a Dask scheduler (`tcp://host:8786`) whose workers take the batches instead; they need this package,
        not the files.

    Returns
    -------
    list of dict
        Articles that were set aside, as table `REJECTED`; the file `rejected_beside(out)` has them too.

    Raises
    ------
    TaawunError
        The table cannot be read, or no article of it can be used.
    """
    from taawun.linking.roster import build_roster, collect_names, merge_counts

    _refuse_overwriting(out, source)
    claim(out.parent)
    rejected: list[Row] = []
    unlinked = out.with_name(f".{out.stem}.{os.getpid()}.part.parquet")
    counts = []
    homes: dict[str, str] = {}
    try:
        with open_table(unlinked, STATEMENTS) as table:
            for results in map_articles(_find_statements, read_texts(source), source, rejected, jobs, cluster):
                rows = [row for _, found in results for row in found]
                table.write(rows)
                dates = {article["id"]: article["date"] for article, _ in results if article["date"]}
                counts.append(collect_names(rows, dates))
                homes |= {article["id"]: article["country"] for article, _ in results if _is_code(article["country"])}
        roster = build_roster(merge_counts(counts))
        with open_table(out, STATEMENTS) as table:
            for batch in batched(read_rows(unlinked), BATCH * 32):
                table.write(roster.rewrite(batch, homes))
            write_rejected(rejected, out)
    finally:
        unlinked.unlink(missing_ok=True)
    write_receipt(out.parent, "statements", [out, rejected_beside(out)], inputs=[source])
    return rejected


def build_frames(
    source: Path,
    statements: Path,
    out: Path,
    *,
    codebook: Path | None = None,
    study: Study | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
) -> list[Row]:
    """Write the codebook's hits in the statements of each article, as table `FRAMES`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    codebook
        File of a study's own codebook; the project's when not given.
    study
        The study, for the receipt.

    Raises
    ------
    TaawunError
        The codebook is wrong: file, line and cure.
    """
    from taawun.codebook import load_codebook

    load_codebook(codebook)  # one that is wrong is no fault of the articles
    columns = ["article_id", "statement_id", "cue", "content", "speaker_state"]
    work = partial(_find_frames, codebook)
    rejected = _read_statements(work, FRAMES, columns, (source, statements, out), jobs, cluster)
    inputs = [source, statements, *([] if codebook is None else [codebook])]
    write_receipt(out.parent, "frames", [out, rejected_beside(out)], inputs=inputs, study=study)
    return rejected


def build_targets(
    source: Path, statements: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None
) -> list[Row]:
    """Write whom the statements of each article speak of and how, as table `TARGETS`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    """
    columns = ["article_id", "statement_id", "cue", "content", "mention", "lemma", "polarity"]
    columns += ["speaker", "speaker_id", "speaker_type", "speaker_state"]
    rejected = _read_statements(_find_targets, TARGETS, columns, (source, statements, out), jobs, cluster)
    write_receipt(out.parent, "targets", [out, rejected_beside(out)], inputs=[source, statements])
    return rejected


def build_meetings(
    source: Path, statements: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None
) -> list[Row]:
    """Write who met whom in each article, as table `MEETINGS`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    """
    columns = ["article_id", "statement_id", "cue", "content", "mention", "level"]
    columns += ["speaker", "speaker_id", "speaker_type", "speaker_state"]
    files = (source, statements, out)
    rejected = _read_statements(_find_meetings, MEETINGS, columns, files, jobs, cluster, all_articles=True)
    write_receipt(out.parent, "meetings", [out, rejected_beside(out)], inputs=[source, statements])
    return rejected


def _read_statements(
    work: Callable[[list[Any]], Found],
    schema: Schema,
    columns: list[str],
    files: tuple[Path, Path, Path],
    jobs: int | None,
    cluster: str | None,
    *,
    all_articles: bool = False,
) -> list[Row]:
    """Write what `work` finds in articles with their statements; files are articles, statements and the table."""
    source, statements, out = files
    _refuse_overwriting(out, source, statements)
    claim(out.parent)
    check_file(statements)
    rejected: list[Row] = []
    with open_table(out, schema) as table:
        rows = read_rows(statements, columns)
        pairs = _with_statements(read_texts(source), rows, statements, all_articles=all_articles)
        for results in map_articles(work, pairs, source, rejected, jobs, cluster):
            for rows in results:
                table.write(rows)
        write_rejected(rejected, out)
    return rejected


def write_rejected(rejected: list[Row], out: Path) -> None:
    """Write what was set aside beside a stage's table; no file when there is nothing."""
    beside = rejected_beside(out)
    if rejected:
        write_table(rejected, beside, REJECTED)
    else:
        beside.unlink(missing_ok=True)


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
    for row in read_rows(source, ["id", "text"], optional=["outlet", "country", "date", "title", "removed"]):
        found, text = row["id"], row["text"]
        name = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
        if not isinstance(name, str) or not name:
            raise TaawunError(f"{found!r} is no id", "give each article a unique id", file=source, field="id")
        if name in seen:
            raise TaawunError("two articles have this id", "give each a unique id", file=source, article=name)
        seen.add(name)
        if not isinstance(text, str):
            yield Fault(name, "the text is no text; write it in quotation marks")
            continue
        try:
            text.encode()
        except UnicodeEncodeError as error:
            half = f"half a character (U+{ord(text[error.start]):04X}) at {error.start}"
            yield Fault(name, f"{half}; remove it, or write the character whole")
            continue
        yield {**row, "id": name}
    if not seen:
        what = "the file has no line" if source.suffix == ".jsonl" else "the table has no row"
        raise TaawunError(what, "give at least one article with id and text", file=source)


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


def _refuse_overwriting(out: Path, *sources: Path) -> None:
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise TaawunError("the output would replace its own input", "name another file", file=out)


def _with_statements(
    articles: Iterable[Row | Fault], statements: Iterable[Row], file: Path, *, all_articles: bool
) -> Iterator[Row | Fault]:
    """Articles with their `statements`, also those without if asked; tables stand in one order, so neither is held."""
    groups = itertools.groupby(statements, key=lambda row: row["article_id"])
    wanted, found = next(groups, (None, iter(())))
    for article in articles:
        here = (article.article if isinstance(article, Fault) else article["id"]) == wanted
        if isinstance(article, Fault):
            yield article
        elif here:
            yield {**article, "statements": list(found)}
        elif all_articles:
            yield {**article, "statements": []}
        if here:
            wanted, found = next(groups, (None, iter(())))
    if wanted is not None:
        raise TaawunError(
            "there are statements of an article that is not in the article table, or not in its order",
            "make the statements again from these articles",
            file=file,
            article=wanted,
        )


def clean_article(row: Row) -> Row:
    """Return the article with `removed`: what the articles stage found, or found now in a raw table.

    Raises
    ------
    TaawunError
        A removed span lies outside of the text, or ends before it starts.
    """
    if _removed_of(row) is not None:
        return row
    from taawun.corpus.cleaning import find_boilerplate

    return {**row, "removed": find_boilerplate(row["text"], outlet=row.get("outlet"), title=row.get("title"))}


def _removed_of(row: Row) -> list[Row] | None:
    """Spans that the article table gives, checked; None where it gives none (in CSV they are text, which is not read)."""
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


def _find_words(batch: list[Row]) -> Found:
    from taawun.arabic import words_rows

    return each_article(batch, lambda row: list(words_rows({**row, "removed": _removed_of(row)})))


def _find_statements(batch: list[Row]) -> Found:
    from taawun.statements import extract_statements

    def read(row: Row) -> tuple[Row, list[Row]]:
        facts = {name: row.get(name) for name in ("id", "date", "country")}
        return facts, extract_statements(clean_article(row))

    return each_article(batch, read)


def _is_code(country: object) -> bool:
    """Whether a country is given as a code; the articles stage writes nothing else, a raw table may."""
    return isinstance(country, str) and len(country) == 2 and country.isascii() and country.isupper()


def _find_frames(codebook: Path | None, batch: list[Row]) -> Found:
    from taawun.codebook import load_codebook, match_statements

    book = load_codebook(codebook)
    return each_article(batch, lambda row: list(match_statements([row], row["statements"], book)))


def _find_targets(batch: list[Row]) -> Found:
    from taawun.targets import find_targets

    return each_article(batch, lambda row: list(find_targets(row, row["statements"])))


def _find_meetings(batch: list[Row]) -> Found:
    from taawun.meetings import find_meetings

    return each_article(batch, lambda row: list(find_meetings(clean_article(row), row["statements"])))
