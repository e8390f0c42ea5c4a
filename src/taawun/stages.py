"""The stages between the article table and the notebooks: tables in, tables out, in batches and on several processes.

What a stage writes does not depend on where it runs: batches are handed out and taken back in their order, to processes
of this machine or to the workers of a Dask cluster (Rocklin 2015), so that one article on a laptop and millions on a
cluster give the same rows.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from taawun.errors import TaawunError
from taawun.tables import FRAMES, STATEMENTS, WORDS, Row, open_table, read_rows

BATCH = 64
"""Articles that a process takes at once."""
WORTH_A_POOL = 4
"""Batches from which on starting processes pays."""
CONNECT_SECONDS = 10
"""How long a Dask scheduler may take to answer."""

T = TypeVar("T")


def build_words(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> None:
    """Write the syntactic words of each text, with their lemmas, as table `WORDS`."""
    _refuse_overwriting(out, source)
    with open_table(out, WORDS) as table:
        for rows in _map_batches(_find_words, read_texts(source), source, jobs, cluster):
            table.write(rows)


def build_statements(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> None:
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
    """
    from taawun.statements.roster import build_roster, collect_names, merge_counts

    _refuse_overwriting(out, source)
    unlinked = out.with_name(f".{out.stem}.{os.getpid()}.unlinked.parquet")
    counts = []
    try:
        with open_table(unlinked, STATEMENTS) as table:
            for rows, known in _map_batches(_find_statements, read_texts(source), source, jobs, cluster):
                table.write(rows)
                counts.append(collect_names(rows, known))
        roster = build_roster(merge_counts(counts))
        with open_table(out, STATEMENTS) as table:
            for batch in _batches(read_rows(unlinked), BATCH * 32):
                table.write(roster.rewrite(batch))
    finally:
        unlinked.unlink(missing_ok=True)


def build_frames(
    source: Path, statements: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None
) -> None:
    """Write the codebook's hits in the statements of each article, as table `FRAMES`.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    """
    columns = ["article_id", "statement_id", "cue", "content", "speaker_state"]
    _refuse_overwriting(out, source, statements)
    with open_table(out, FRAMES) as table:
        pairs = _with_statements(read_texts(source), read_rows(statements, columns), statements)
        for rows in _map_batches(_find_frames, pairs, source, jobs, cluster):
            table.write(rows)


def read_texts(source: Path) -> Iterator[Row]:
    """Stream articles with what a stage can use of them: id and text, and outlet, date, title and removed spans if known.

    A number as id is read as its digits.

    Raises
    ------
    TaawunError
        An id is missing or given twice; a text is no text, or has half a character (a lone surrogate).
    """
    seen: set[str] = set()
    for row in read_rows(source, ["id", "text"], optional=["outlet", "date", "title", "removed"]):
        found, text = row["id"], row["text"]
        name = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
        if not isinstance(name, str) or not name:
            raise TaawunError(f"{found!r} is no id", "give each article a unique id", file=source, field="id")
        if name in seen:
            raise TaawunError("two articles have this id", "give each a unique id", file=source, article=name)
        seen.add(name)
        if not isinstance(text, str):
            raise TaawunError("the text is no text", "write it in quotation marks", file=source, article=name)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise TaawunError(
                f"half a character (U+{ord(text[error.start]):04X}) at {error.start}",
                "remove it, or write the character whole",
                file=source,
                article=name,
            ) from None
        yield {**row, "id": name}


def _refuse_overwriting(out: Path, *sources: Path) -> None:
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise TaawunError("the output would replace its own input", "name another file", file=out)


def _with_statements(articles: Iterable[Row], statements: Iterable[Row], file: Path) -> Iterator[tuple[Row, list[Row]]]:
    """Articles that have statements, each with its own; both tables stand in the same order, so neither is held."""
    groups = itertools.groupby(statements, key=lambda row: row["article_id"])
    wanted, found = next(groups, (None, iter(())))
    for article in articles:
        if article["id"] == wanted:
            yield article, list(found)
            wanted, found = next(groups, (None, iter(())))
    if wanted is not None:
        raise TaawunError(
            "there are statements of an article that is not in the article table, or not in its order",
            "make the statements again from these articles",
            file=file,
            article=wanted,
        )


def clean_article(row: Row) -> Row:
    """Return the article with `removed`: what the articles stage found, or found now in a raw table."""
    if row.get("removed") is not None and not isinstance(row["removed"], str):
        return row
    from taawun.corpus.cleaning import find_boilerplate

    return {**row, "removed": find_boilerplate(row["text"], outlet=row.get("outlet"), title=row.get("title"))}


def _find_words(batch: list[Row]) -> list[Row]:
    from taawun.arabic import words_rows

    return [word for row in batch for word in words_rows(row)]


def _find_statements(batch: list[Row]) -> tuple[list[Row], dict[str, str]]:
    from taawun.statements import extract_statements

    rows = [row for article in batch for row in extract_statements(clean_article(article))]
    return rows, {article["id"]: article["date"] for article in batch if article.get("date")}


def _find_frames(batch: list[tuple[Row, list[Row]]]) -> list[Row]:
    from taawun.codebook import load_codebook, match_statements

    articles, statements = [pair[0] for pair in batch], [row for pair in batch for row in pair[1]]
    return list(match_statements(articles, statements, load_codebook()))


def _map_batches(
    work: Callable[[list[Any]], T], items: Iterable[Any], source: Path, jobs: int | None, cluster: str | None
) -> Iterator[T]:
    """Results of `work` on batches of the items, in their order; a few batches are worked on here."""
    batches = _batches(_with_progress(items, source), BATCH)
    first = list(itertools.islice(batches, WORTH_A_POOL))
    if cluster is None and (jobs == 1 or len(first) < WORTH_A_POOL):
        yield from map(work, itertools.chain(first, batches))
        return
    with _processes(jobs or _processors()) if cluster is None else _workers(cluster) as (pool, size):
        running: deque[Any] = deque()
        try:
            for batch in itertools.chain(first, batches):
                running.append(pool.submit(work, batch))
                if len(running) > 2 * size:  # no more of the corpus in memory than is worked on
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for task in running:
                task.cancel()


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[tuple[Executor, int]]:
    context = multiprocessing.get_context("spawn")  # forking beside threads can hang
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_with, initargs=(os.getpid(),)) as pool:
        try:
            yield pool, jobs
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _workers(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise TaawunError(
            "Dask is not installed", "install the package `distributed` beside taawun", field="cluster"
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise TaawunError(
            f"no Dask scheduler answers at {address} ({error})", "start one with `dask scheduler`", field="cluster"
        ) from None
    with client:
        # Equal batches are still worked on one by one: the order of results is the order of the articles.
        yield client.get_executor(pure=False), max(1, sum(client.nthreads().values()))


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_with(parent: int) -> None:
    """End a process of the pool when its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _with_progress(items: Iterable[T], source: Path) -> Iterator[T]:
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    total = None
    if source.suffix == ".parquet":
        import pyarrow.parquet as pq

        total = pq.read_metadata(source).num_rows
    yield from tqdm(items, total=total, unit=" articles", file=sys.stderr, leave=False)
