"""Which files make up the corpus of a study, and the records they hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from taawun.corpus.columns import map_columns
from taawun.corpus.folders import find_unread, is_beside, is_named
from taawun.corpus.limits import SLOWEST_RECORD
from taawun.corpus.readers import DOCUMENTS, form_of, read_records
from taawun.corpus.records import Record
from taawun.corpus.registry import fetch_corpus, find_corpus
from taawun.errors import TaawunError, describe_fault
from taawun.settings import SHOWN_PROBLEMS
from taawun.study import Study
from taawun.time_limits import time_limit

INDEX = "articles.csv"
PEEKED = 20
"""First records of a file whose fields tell which columns it has, where not every record has them all."""
SHOWN_COLUMNS = 6
LONGEST_SHOWN = 40
"""Letters of a column's name in a message: without a header its first article would stand there."""


@dataclass(frozen=True)
class Source:
    """Where the articles of a study are and how their files are read.

    Attributes
    ----------
    folder
        Folder of the corpus.
    pattern
        Pattern of the files within it, None for `INDEX` or every file of a known form.
    names
        Only these files, None for all that fit the pattern.
    form, encoding
        As in the study file.
    columns
        Our column: their column, for the tables that have it.
    known
        Whether other names of columns are known (`taawun.corpus.columns`); a public corpus says all of its own.
    defaults
        Our column: its value where a record has none.
    id_format
        How ids are made for records that have none: `{stem}` of the file, `{number}` of the record.
    first_numbers
        Number of the first record of each file, so that ids do not depend on which files are read; 1 when not given.
    numbers
        Articles of each file, where that is known before: for the expected time.
    date_format, calendar
        As in the study file.
    date_patterns
        Outlet: expression whose groups year, month and day find the date in the address of an article.
    """

    folder: Path
    pattern: str | None = None
    names: tuple[str, ...] | None = None
    form: str = "auto"
    encoding: str = "utf-8"
    columns: Mapping[str, str] = field(default_factory=dict)
    known: bool = True
    defaults: Mapping[str, str] = field(default_factory=dict)
    id_format: str = "{stem}-{number:05}"
    first_numbers: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    date_format: str | Mapping[str, str] | None = None
    calendar: str = "gregorian"
    date_patterns: Mapping[str, str] = field(default_factory=dict)


def source_of(study: Study) -> Source:
    """Source of a study: its own folder, or a public corpus of the registry with the study's settings on top.

    Raises
    ------
    TaawunError
        The folder does not exist; the corpus is unknown or not fetched yet.
    """
    settings = study.corpus
    if settings.registry is not None:
        source = registered_source(settings.registry, study.root)
    else:
        assert study.corpus_folder is not None
        source = Source(study.corpus_folder)
    if not source.folder.is_dir():
        raise TaawunError(
            f"there is no folder {settings.folder!r}", "make it, or correct corpus.folder", file=study.path
        )
    return Source(
        folder=source.folder,
        pattern=settings.files or source.pattern,
        names=source.names,
        form=settings.format if settings.format != "auto" else source.form,
        encoding=settings.encoding if "encoding" in settings.model_fields_set else source.encoding,
        columns={**source.columns, **{str(ours): theirs for ours, theirs in settings.columns.items()}},
        known=source.known,
        defaults={**source.defaults, **{str(ours): value for ours, value in settings.defaults.items()}},
        id_format=source.id_format,
        first_numbers=source.first_numbers,
        numbers=source.numbers,
        date_format=settings.date_format,
        calendar=settings.calendar,
        date_patterns=source.date_patterns,
    )


def registered_source(name: str, root: Path) -> Source:
    """Source of a public corpus, fetched if need be."""
    corpus = find_corpus(name, root)
    first_numbers, number = {}, 1
    for file in corpus.files:
        first_numbers[file.name] = number
        number += file.articles
    return Source(
        folder=fetch_corpus(name, root),
        pattern="*",
        names=tuple(file.name for file in corpus.files),
        form=corpus.form,
        encoding=corpus.encoding,
        columns=corpus.columns,
        known=False,
        defaults={"rights": corpus.rights, **corpus.defaults},
        id_format=corpus.id_format,
        first_numbers=first_numbers,
        numbers={file.name: file.articles for file in corpus.files},
        date_patterns=corpus.dates_in_urls,
    )


def list_files(source: Source) -> list[Path]:
    """Files of a source, sorted by their path within the folder.

    Raises
    ------
    TaawunError
        No file fits; the pattern or a link leaves the folder.
    """
    pattern = source.pattern or "**/*"
    if PurePosixPath(pattern).is_absolute() or ".." in PurePosixPath(pattern).parts:
        raise TaawunError(
            f"the pattern {pattern!r} leaves the corpus folder", "name files within it", file=source.folder
        )
    found = [
        path
        for path in source.folder.glob(pattern)
        if path.is_file()
        and is_named(path)
        and not is_beside(path, source.folder)
        and (source.form != "auto" or form_of(path.name))
        and (source.names is None or path.name in source.names)
    ]
    if not found:
        unread = next((f"{name}: {reason}" for name, reason in find_unread(source.folder, ()) if reason), None)
        raise TaawunError(
            f"no file fits {pattern!r}",
            "put the articles there, or correct corpus.files" if source.pattern or not unread else unread,
            file=source.folder,
        )
    for path in found:
        _check_inside(path, source.folder)
    return sorted(found, key=lambda path: path.relative_to(source.folder).as_posix())


def count_expected(source: Source, files: list[Path]) -> int | None:
    """Count the records to come; None when they cannot be known before they are read."""
    if all(form_of(path.name) in DOCUMENTS for path in files):
        return len(files)
    names = [path.relative_to(source.folder).as_posix() for path in files]
    return sum(source.numbers[name] for name in names) if all(name in source.numbers for name in names) else None


def read_source(
    source: Source, files: list[Path], *, used: list[Path] | None = None, problems: list[str] | None = None
) -> Iterator[Record]:
    """Stream the records of all files, their fields by our names: each table is mapped by its own columns.

    A record with the column `file` and no text names a text, a page or a document within the folder; what the record
    says comes before what the file says of itself. Where there are such records, they name every document.

    Parameters
    ----------
    files
        From `list_files`.
    used
        Receives every file that was read.
    problems
        Receives what does not fit between an index and its folder; raised, all at once, when not given.

    Raises
    ------
    TaawunError
        An index that cannot be read, or does not fit the folder. Of other files it is said in a record.
    """
    used = [] if used is None else used
    named: set[Path] = set()
    indexes: list[str] = []
    documents = [path for path in files if _form(path, source) in DOCUMENTS]
    for path in files:
        if path in documents:
            continue
        used.append(path)
        name = path.relative_to(source.folder).as_posix()
        records = _map_records(_read_file(path, name, source), source)
        first = next(records, None)
        if first is None:
            lines = _form(path, source) == "jsonl"
            what = "the file has no line: it holds no article" if lines else "the file holds no article"
            yield Record({}, name, problem=f"{what}; remove it")
            continue
        records = itertools.chain([first], records)
        if "file" in first.fields and "text" not in first.fields:
            indexes.append(name)
            rows, wrong = _check_index(records, source, path)
            _tell(wrong, problems)
            named.update(target for _, target in rows)
            for row, target in rows:
                used.append(target)
                yield from _read_named(row, target, source)
        else:
            yield from records
    if indexes:
        _tell(_find_unnamed(named.union(path for path in files if path not in documents), indexes[0], source), problems)
        return
    for path in documents:
        used.append(path)
        name = path.relative_to(source.folder).as_posix()
        yield from _read_file(path, name, source)


def _in_time(records: Iterator[Record]) -> Iterator[Record]:
    """Records, none of which takes longer than a file may: somebody may have made it so."""
    slow = TaawunError(f"reading takes longer than {SLOWEST_RECORD:g} seconds", "take the text out by hand")
    while True:
        with time_limit(SLOWEST_RECORD, slow):
            record = next(records, None)
        if record is None:
            return
        yield record


def _read_file(path: Path, name: str, source: Source) -> Iterator[Record]:
    """Stream the records of a file; what makes it unreadable is a record too, so that the other files are read.

    Raises
    ------
    TaawunError
        The table that names the files cannot be read: without it nothing is known of them.
    """
    begun = False
    try:
        for record in _in_time(read_records(path, name=name, form=source.form, encoding=source.encoding)):
            yield record
            begun = True
    except TaawunError as error:
        if path == source.folder / INDEX:
            raise
        place = None if error.line is None else f"line {error.line}"
        rest = "; the rest of the file is not read" if begun else ""
        yield Record({}, name, place, problem=describe_fault(error) + rest)


def _form(path: Path, source: Source) -> str | None:
    return form_of(path.name) if source.form == "auto" else source.form


def _map_records(records: Iterator[Record], source: Source) -> Iterator[Record]:
    """Yield the records of one file with their fields by our names; a record in which nothing can be the text says so."""
    first = list(itertools.islice(records, PEEKED))
    seen = {name: None for record in first for name in record.fields}
    for record in itertools.chain(first, records):
        if record.problem:
            yield record
            continue
        columns = map_columns(record.fields, source.columns, known=source.known, elsewhere=seen)
        fields = {ours: record.fields[theirs] for ours, theirs in columns.items()}
        problem = None
        if "text" not in columns and "file" not in columns:
            common = map_columns(seen, source.columns, known=source.known)
            shown = ", ".join(repr(name[:LONGEST_SHOWN]) for name in list(record.fields)[:SHOWN_COLUMNS])
            lost = f"no column is known as the text (columns: {shown}); name it in corpus.columns"
            problem = "the text is empty; add the text, or remove the article" if "text" in common else lost
        yield record._replace(fields=fields, problem=problem)


def _check_index(records: Iterable[Record], source: Source, path: Path) -> tuple[list[tuple[Record, Path]], list[str]]:
    """Rows of an index with the files they name, and what does not fit."""
    rows: list[tuple[Record, Path]] = []
    problems: list[str] = []
    ids: dict[str, str] = {}
    files: dict[Path, str] = {}
    for record in records:
        where = f"{path}, {record.place}"
        name = str(record.fields.get("file") or "").strip()
        id_ = str(record.fields.get("id") or "").strip()
        where += f", article {id_!r}" if id_ else ""
        target = source.folder / name
        if record.problem:
            problems.append(f"{where}: {record.problem}")
        elif not name:
            problems.append(f"{where}: names no file; write its name in column 'file'")
        elif not _is_inside(target, source.folder):
            problems.append(f"{where}: the file {name!r} is outside of the corpus folder; put it inside")
        elif not target.is_file():
            problems.append(f"{where}: there is no file {name!r}; add the file or remove the row")
        elif id_ and id_ in ids:
            problems.append(f"{where}: the id is given twice (first in {ids[id_]}); give each article its own")
        elif target.resolve() in files:
            problems.append(f"{where}: the file {name!r} is named twice (first in {files[target.resolve()]})")
        else:
            ids[id_] = files[target.resolve()] = record.place or ""
            rows.append((record, target))
    return rows, problems


def _find_unnamed(named: set[Path], index: str, source: Source) -> list[str]:
    known = {path.resolve() for path in named}
    lost = [
        path
        for path in sorted(source.folder.rglob("*"))
        if path.is_file()
        and is_named(path)
        and form_of(path.name) in DOCUMENTS
        and not is_beside(path, source.folder)
        and path.resolve() not in known
    ]
    return [f"{path}: no row of {index} names this file; add a row or remove the file" for path in lost]


def _tell(wrong: list[str], problems: list[str] | None) -> None:
    """Hand on what is wrong, or raise it: the first of many, and how many more there are."""
    if problems is not None:
        problems += wrong
    elif wrong:
        shown = wrong[:SHOWN_PROBLEMS]
        if len(wrong) > SHOWN_PROBLEMS:
            shown.append(f"and {len(wrong) - SHOWN_PROBLEMS} more problems")
        raise TaawunError("\n".join(shown))


def _read_named(row: Record, target: Path, source: Source) -> Iterator[Record]:
    """Articles of a file that a row of an index names; in a file with many, the row says what they do not."""
    name = target.relative_to(source.folder).as_posix()
    form = form_of(target.name)
    said = {key: value for key, value in row.fields.items() if value not in (None, "")}
    given = dict.fromkeys(said, (row.file, row.place))
    records = read_records(target, name=name, form=form if form in DOCUMENTS else "text", encoding=source.encoding)
    for number, record in enumerate(records, 1):
        if record.place is None:
            yield Record({**record.fields, **said}, name, None, record.problem, given)
            continue
        own = {key: value for key, value in record.fields.items() if value}
        numbered = {"id": f"{said['id']}-{number:05}"} if "id" in said else {}
        elsewhere = {key: place for key, place in given.items() if key not in own}
        yield Record({**said, **own, **numbered}, name, record.place, record.problem, elsewhere)


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _check_inside(path: Path, folder: Path) -> None:
    if not _is_inside(path, folder):
        raise TaawunError("the link leaves the corpus folder", "copy the file into it", file=path)
