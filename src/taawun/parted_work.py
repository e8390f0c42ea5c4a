"""A stage's work on all articles, part by part: here, in processes or on a cluster, with the same bytes everywhere.

Workers read and write the parts themselves; the process that asks for them only hands out places and joins what they wrote.
"""

from __future__ import annotations

import itertools
import os
import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from taawun.article_texts import FACTS, read_texts, usable
from taawun.errors import PROGRAM_FAILED, TaawunError, require_file
from taawun.partitions import (
    FOLDER,
    SIZE,
    Span,
    cut_table,
    find_part,
    follow_rows,
    has_good_ids,
    has_small_groups,
    join_parts,
    part_name,
    read_part,
    write_part,
)
from taawun.receipts import check_file, claim, is_build
from taawun.tables import REJECTED, STATEMENTS, Row, Schema, read_rows, rejected_beside, write_table
from taawun.workers import Fault, batched, each_article, few_collections, hire, show_progress

if TYPE_CHECKING:
    from taawun.linking.roster import NameCounts, Roster


class Work(NamedTuple):
    """What a stage does with articles.

    Attributes
    ----------
    stage
        Name of its table.
    schema
        Columns of its rows.
    prepare
        Returns the function that gives the rows of one article.
    settings
        What the rows depend on beside the article and the library.
    columns
        Columns of the statements that it reads; none: it reads articles alone.
    all_articles
        Whether articles without a statement matter.
    links
        Whether its rows are statements, whose speakers get their ids from all speakers of the corpus.
    """

    stage: str
    schema: Schema
    prepare: Callable[[], Callable[[Row], list[Row]]]
    settings: str = ""
    columns: tuple[str, ...] = ()
    all_articles: bool = False
    links: bool = False


class Part(NamedTuple):
    """Some articles, as rows of a table or, where they come from another kind of file, as they are, and their statements."""

    articles: Span | list[Row | Fault]
    statements: Span | list[Row] | None = None


class Done(NamedTuple):
    """A part that is made: its file, how many articles it could use, and those that were set aside; names of its speakers."""

    file: Path
    used: int
    faults: list[Fault]
    names: NameCounts


@few_collections()
def run_work(work: Work, sources: tuple[Path, ...], out: Path, jobs: int | None, cluster: str | None) -> list[Row]:
    """Write the table of a stage from articles, or from articles and their statements; return what was set aside.

    Raises
    ------
    TaawunError
        A table cannot be read, or the stage failed on all articles: then it is not they that are at fault.
    """
    for source in sources:
        if out.exists() and source.exists() and out.samefile(source):
            raise TaawunError("the output would replace its own input", "name another file", file=out)
    claim(out.parent)
    total, parts = _cut(work, *(source.absolute() for source in sources))
    first = list(itertools.islice(parts, 2))
    with (
        _places(out, keep=total is not None and total > SIZE) as (kept, passing),
        hire(jobs, cluster, parts=len(first)) as crew,
    ):
        tasks = ((work, part, kept) for part in itertools.chain(first, parts))
        made: list[Done] = []
        names = _Names()
        for done in show_progress(crew.map(make_part, tasks), total, lambda done: done.used):
            names.add(done.names)
            made.append(done._replace(names={}))
        rejected = [
            {"id": id_, "source_file": sources[0].name, "reason": reason}
            for done in made
            for id_, reason in done.faults
        ]
        # Articles that cannot be read at all have ended the statements stage, if they were all.
        blamed = [row for row in rejected if not work.columns or row["reason"].startswith(PROGRAM_FAILED)]
        if blamed and not any(done.used for done in made):
            raise _failed(blamed, sources[0])
        files = [done.file for done in made]
        if work.links:
            linking = ((file, own, passing) for file, own in zip(files, names.rosters(), strict=True))
            files = list(crew.map(link_part, linking))
        join_parts(files, out, work.schema)
        write_rejected(rejected, out)
        if is_build(out.parent):
            _forget(out.parent / FOLDER, work.stage, {done.file for done in made})
    return rejected


def _failed(rejected: list[Row], source: Path) -> TaawunError:
    first, others = rejected[0], f" (and {len(rejected) - 1:,} more)" if len(rejected) > 1 else ""
    failed = first["reason"].startswith(PROGRAM_FAILED)
    return TaawunError(f"{first['reason']}{others}", file=source, article=first["id"], exit_code=1 if failed else 2)


def _forget(folder: Path, stage: str, keep: set[Path]) -> None:
    """Remove parts of a stage that no longer belong to its table."""
    for file in folder.glob(f"{stage}-*.parquet"):
        if file.absolute() not in keep:
            file.unlink()


class _Names:
    """Names of all speakers of a corpus, counted, and of each part which of them it has, in little room."""

    def __init__(self) -> None:
        self.counts: NameCounts = {}
        self.numbers: dict[Any, int] = {}
        self.parts: list[array[int]] = []

    def add(self, counts: NameCounts) -> None:
        from taawun.linking.profiles import add_counts

        add_counts(self.counts, counts)
        self.parts.append(array("I", (self.numbers.setdefault(one, len(self.numbers)) for one in counts)))

    def rosters(self) -> Iterator[Roster]:
        """What is needed of the corpus's roster to link the rows of each part."""
        from taawun.linking.roster import build_roster

        roster, profiles = build_roster(self.counts), list(self.numbers)
        for part in self.parts:
            yield roster.restrict(profiles[number] for number in part)


@contextmanager
def _places(out: Path, *, keep: bool) -> Iterator[tuple[Path, Path]]:
    """Folders for parts that a later run may use again, in a study's build folder, and for those that pass."""
    passing = out.absolute().with_name(f".{out.stem}.{os.getpid()}.part")
    kept = out.absolute().parent / FOLDER if keep and is_build(out.parent) else passing
    for folder in (kept, passing):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        yield kept, passing
    finally:
        shutil.rmtree(passing, ignore_errors=True)


def _cut(work: Work, source: Path, statements: Path | None = None) -> tuple[int | None, Iterator[Part]]:
    """Cut the articles, with their statements where they are read, into parts, and say how many articles there are if known."""
    files = [source] if statements is None else [source, statements]
    for file in files:
        require_file(file, "check the name, or run the stage that makes it")
        check_file(file)
    if any(file.suffix != ".parquet" for file in files) or not (has_small_groups(source) and has_good_ids(source)):
        return None, _cut_rows(work, source, statements)
    spans = cut_table(source, SIZE)
    total = spans[-1].stop
    if statements is None:
        return total, (Part(span) for span in spans)
    return total, _follow(spans, statements)


def _follow(spans: list[Span], statements: Path) -> Iterator[Part]:
    *_, last = [Span(statements, 0, 0), *cut_table(statements, SIZE)]
    end = 0
    for span, own in zip(spans, follow_rows(spans, statements, "article_id"), strict=True):
        end = own.stop
        yield Part(span, own)
    if end < last.stop:
        (row,) = Span(statements, end, end + 1).read(["article_id"])
        raise _foreign(row["article_id"], statements)


def _cut_rows(work: Work, source: Path, statements: Path | None) -> Iterator[Part]:
    """Parts of files that cannot be cut: their rows travel to the workers."""
    if statements is None:
        yield from map(Part, batched(read_texts(source), SIZE))
        return
    pairs = _pair(read_texts(source), read_rows(statements, work.columns), statements)
    for batch in batched(pairs, SIZE):
        yield Part([article for article, _ in batch], [row for _, rows in batch for row in rows])


def _pair(
    articles: Iterable[Row | Fault], statements: Iterable[Row], file: Path
) -> Iterator[tuple[Row | Fault, list[Row]]]:
    """Articles with their statements; both stand in one order, so neither is held."""
    groups = itertools.groupby(statements, key=lambda row: str(row["article_id"]))
    wanted, found = next(groups, (None, iter(())))
    for article in articles:
        if (article.article if isinstance(article, Fault) else article["id"]) == wanted:
            yield article, list(found)
            wanted, found = next(groups, (None, iter(())))
        else:
            yield article, []
    if wanted is not None:
        raise _foreign(wanted, file)


def _foreign(article: str, file: Path) -> TaawunError:
    return TaawunError(
        "there are statements of an article that is not in the article table, or not in its order",
        "make the statements again from these articles",
        file=file,
        article=article,
    )


@few_collections()
def make_part(work: Work, part: Part, folder: Path) -> Done:
    """Make one part of a stage's table, unless it is there already; a worker does this."""
    articles = _articles_of(work, part)
    file = folder / part_name(work.stage, articles, work.settings)
    earlier = find_part(file)
    if earlier is not None:
        rows, notes = earlier
        faults = [Fault(*one) for one in notes["set_aside"]]
    else:
        found = each_article(articles, work.prepare())
        rows, faults = [row for of_article in found.results for row in of_article], found.faults
        homes = {row["id"]: row["country"] for row in _good(articles) if _is_code(row.get("country"))}
        write_part(file, rows, work.schema, {"set_aside": faults, "homes": homes})
    names: NameCounts = {}
    if work.links:
        from taawun.linking.roster import collect_names

        names = collect_names(rows, {row["id"]: row["date"] for row in _good(articles) if row.get("date")})
    return Done(file, len(articles) - len(faults), faults, names)


@few_collections()
def link_part(file: Path, roster: Roster, folder: Path) -> Path:
    """Write a part's statements once more, with the speakers' ids of the whole corpus; a worker does this."""
    rows, notes = read_part(file)
    linked = folder / f"linked-{file.name}"
    write_part(linked, list(roster.rewrite(rows, notes["homes"])), STATEMENTS)
    return linked


def _good(articles: Iterable[Row | Fault]) -> Iterator[Row]:
    return (article for article in articles if not isinstance(article, Fault))


def _articles_of(work: Work, part: Part) -> list[Row | Fault]:
    """Articles of a part, each with its statements where the stage reads them."""
    articles = part.articles
    if isinstance(articles, Span):
        articles = [usable(row) for row in articles.read(["id", "text"], FACTS)]
    if not work.columns:
        return articles
    statements, file = part.statements, Path(work.stage)
    if isinstance(statements, Span):
        file, statements = statements.file, statements.read(work.columns)
    paired = _pair(articles, statements or [], file)
    return [
        article if isinstance(article, Fault) else {**article, "statements": own}
        for article, own in paired
        if own or work.all_articles or isinstance(article, Fault)
    ]


def _is_code(country: object) -> bool:
    """Whether a country is given as a code; the articles stage writes nothing else, a raw table may."""
    return isinstance(country, str) and len(country) == 2 and country.isascii() and country.isupper()


def write_rejected(rejected: list[Row], out: Path) -> None:
    """Write what was set aside beside a stage's table; no file when there is nothing."""
    beside = rejected_beside(out)
    if rejected:
        write_table(rejected, beside, REJECTED)
    else:
        beside.unlink(missing_ok=True)
