"""What the single steps take and give: articles in any form, tables in the form a person asks for."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from taawun.errors import TaawunError, require_file
from taawun.parted_work import write_rejected
from taawun.stages import build_statements
from taawun.tables import ARTICLES, STATEMENTS, Row, read_rows, rejected_beside, write_table

STREAM = Path("-")
"""Standard input or output in the place of a file."""
TABLES = (".jsonl", ".parquet")
"""Forms that the stages read and write themselves."""


@contextmanager
def open_articles(source: Path) -> Iterator[tuple[Path, list[Row]]]:
    """Yield a table that the stages read, for articles in any form, and what was set aside on the way.

    Parameters
    ----------
    source
        A .jsonl or .parquet table with id and text is taken as it is. Any other file that a corpus can have, a folder
        of them, or `-` (a file of any form, told by what stands in it) is read as `taawun articles` reads it, into a
        passing table.

    Raises
    ------
    TaawunError
        There is no such file, or no article of it can be used.
    """
    if _is_table(source):
        yield source, []
        return
    with tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        if source == STREAM:
            source = _name_input(sys.stdin.buffer.read(), Path(folder))
            if _is_table(source):
                yield source, []
                return
        table = Path(folder, f"{source.resolve().name.split('.')[0] or 'articles'}.parquet")
        yield table, _write_articles(source, table)


def _is_table(source: Path) -> bool:
    """Whether the stages can read a file themselves; a scraper's .jsonl has its own names for what they need."""
    if source.suffix not in TABLES or not source.is_file():
        return False
    try:
        next(read_rows(source, ["id", "text"]), None)
    except TaawunError:
        return False
    return True


def _name_input(data: bytes, folder: Path) -> Path:
    """Write what came in under a name that says its form."""
    from taawun.corpus.columns import map_columns
    from taawun.corpus.readers import suffix_of_bytes
    from taawun.corpus.table_forms import read_header

    source = folder / f"stdin{suffix_of_bytes(data)}"
    source.write_bytes(data)
    if source.suffix == ".txt":
        with suppress(TaawunError):  # said when it is read
            columns = map_columns(read_header(source).columns, {})
            if "text" in columns and len(columns) > 1:
                return source.rename(source.with_suffix(".csv"))
    return source


def _write_articles(source: Path, table: Path) -> list[Row]:
    from taawun.corpus.articles import read_corpus
    from taawun.corpus.inspection import guess_date_formats
    from taawun.corpus.readers import advice_for, form_of
    from taawun.corpus.sources import Source, list_files

    require_file(source, "check the name")
    if not source.is_dir() and not form_of(source.name):
        raise TaawunError("files of this form are not read", advice_for(source.name), file=source)
    folder, names = (source, None) if source.is_dir() else (source.parent, (source.name,))
    files = list_files(Source(folder)) if names is None else [source]
    formats = guess_date_formats(folder, files)
    rejected: list[Row] = []
    corpus = Source(folder, names=names, encoding="auto", date_format=formats)
    write_table(read_corpus(corpus, files, reject=rejected.append), table, ARTICLES)
    if rejected and next(read_rows(table, ["id"]), None) is None:
        first = rejected[0]
        place = ", ".join(part for part in (first["source_file"], first["source_place"]) if part)
        raise TaawunError(first["reason"], file=place, article=first["id"])
    return rejected


def write_statements(
    source: Path, out: Path, *, text: bool = False, jobs: int | None = None, cluster: str | None = None
) -> list[Row]:
    """Find the statements of articles in any form and write them in any form; return what was set aside.

    Parameters
    ----------
    source
        As `open_articles` takes it.
    out
        .jsonl, .parquet, .csv or .xlsx, written whole or not at all; `-` for lines of JSON on standard output.
    text
        Whether to write the tidy table with the words (`taawun.report.tidy.TIDY`) instead of offsets.

    Raises
    ------
    TaawunError
        As `open_articles` and `taawun.stages.build_statements`; the form of `out` cannot be written.
    """
    from taawun.report.tidy import as_lines, check_form, tidy_statements, write_tidy

    plain = out.suffix in TABLES and not text
    if out != STREAM and not plain:
        check_form(out)
    with open_articles(source) as (table, rejected):
        if plain:
            later = build_statements(table, out, jobs=jobs, cluster=cluster)
            if rejected:
                write_rejected(rejected + later, out)
            return rejected + later
        if out.exists() and source.exists() and out.samefile(source):
            raise TaawunError("the output would replace its own input", "name another file", file=out)
        with tempfile.TemporaryDirectory(prefix="taawun-") as folder:
            found = Path(folder, "statements.parquet")
            rejected = rejected + build_statements(table, found, jobs=jobs, cluster=cluster)
            rows = list(read_rows(found))
            if text:
                rows = tidy_statements(read_rows(table), rows)
    if out == STREAM:
        sys.stdout.writelines(as_lines(rows))
    else:
        write_tidy(rows, out, None if text else list(STATEMENTS))
        write_rejected(rejected, beside(out))
    return rejected


def beside(out: Path) -> Path:
    """File after which the list of what was set aside is called: `rejected_beside` of it is written."""
    return out if out.suffix in TABLES else out.with_suffix(".jsonl")


def rejected_file(out: Path) -> Path | None:
    """File with what was set aside when `out` was written; None where there is no such file."""
    return None if out == STREAM else rejected_beside(beside(out))
