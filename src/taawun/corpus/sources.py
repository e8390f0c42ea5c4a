"""Which files make up the corpus of a study, and the records they hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from taawun.corpus.readers import Record, form_of, read_records
from taawun.errors import TaawunError
from taawun.settings import SHOWN_PROBLEMS
from taawun.study import Study

INDEX = "articles.csv"


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
        Our column: their column.
    defaults
        Our column: its value where a record has none.
    id_format
        How ids are made for records that have none: `{stem}` of the file, `{number}` of the record.
    first_numbers
        Number of the first record of each file, so that ids do not depend on which files are read; 1 when not given.
    numbers
        Articles of each file, where that is known before: for the expected time.
    date_patterns
        Outlet: expression whose groups year, month and day find the date in the address of an article.
    """

    folder: Path
    pattern: str | None = None
    names: tuple[str, ...] | None = None
    form: str = "auto"
    encoding: str = "utf-8"
    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    id_format: str = "{stem}-{number:05}"
    first_numbers: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
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
        from taawun.corpus.registry import registered_source

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
        defaults={**source.defaults, **{str(ours): value for ours, value in settings.defaults.items()}},
        id_format=source.id_format,
        first_numbers=source.first_numbers,
        numbers=source.numbers,
        date_patterns=source.date_patterns,
    )


def list_files(source: Source) -> list[Path]:
    """Files of a source, sorted by their path within the folder.

    Raises
    ------
    TaawunError
        No file fits; the pattern or a link leaves the folder.
    """
    pattern = source.pattern
    if pattern is None:
        pattern = INDEX if (source.folder / INDEX).is_file() else "**/*"
    if PurePosixPath(pattern).is_absolute() or ".." in PurePosixPath(pattern).parts:
        raise TaawunError(
            f"the pattern {pattern!r} leaves the corpus folder", "name files within it", file=source.folder
        )
    found = [
        path
        for path in source.folder.glob(pattern)
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(source.folder).parts)
        and (source.form != "auto" or form_of(path.name))
        and (source.names is None or path.name in source.names)
    ]
    if not found:
        raise TaawunError(
            f"no file fits {pattern!r}", "put the articles there, or correct corpus.files", file=source.folder
        )
    for path in found:
        _check_inside(path, source.folder)
    return sorted(found, key=lambda path: path.relative_to(source.folder).as_posix())


def count_expected(source: Source, files: list[Path]) -> int | None:
    """Count the records to come; None when they cannot be known before they are read."""
    if all(form_of(path.name) in ("text", "html") for path in files):
        return len(files)
    names = [path.relative_to(source.folder).as_posix() for path in files]
    return sum(source.numbers[name] for name in names) if all(name in source.numbers for name in names) else None


def read_source(
    source: Source, files: list[Path], *, used: list[Path] | None = None, problems: list[str] | None = None
) -> Iterator[Record]:
    """Stream the records of all files.

    A record with the column `file` and no text names a text file or a page within the folder; what the record says
    comes before what the page says of itself.

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
        What makes a file unreadable, or an index that does not fit the folder.
    """
    file_column, text_column = source.columns.get("file", "file"), source.columns.get("text", "text")
    used = [] if used is None else used
    named: set[Path] = set()
    indexes: list[str] = []
    for path in files:
        used.append(path)
        name = path.relative_to(source.folder).as_posix()
        records = read_records(path, name=name, form=source.form, encoding=source.encoding)
        first = next(records, None)
        if first is None:
            lines = form_of(path.name) == "jsonl" and source.form in ("auto", "jsonl")
            what = "the file has no line: it holds no article" if lines else "the file holds no article"
            yield Record({}, name, problem=f"{what}; remove it")
            continue
        records = itertools.chain([first], records)
        if file_column in first.fields and text_column not in first.fields:
            indexes.append(name)
            rows, wrong = _check_index(records, file_column, source, path)
            _tell(wrong, problems)
            named.update(target for _, target in rows)
            for row, target in rows:
                used.append(target)
                yield from _read_named(row, target, source)
        else:
            yield from records
    if indexes:
        _tell(_find_unnamed(named.union(files), indexes[0], source), problems)


def _check_index(
    records: Iterable[Record], file_column: str, source: Source, path: Path
) -> tuple[list[tuple[Record, Path]], list[str]]:
    """Rows of an index with the files they name, and what does not fit."""
    rows: list[tuple[Record, Path]] = []
    problems: list[str] = []
    ids: dict[str, str] = {}
    files: dict[Path, str] = {}
    id_column = source.columns.get("id", "id")
    for record in records:
        where = f"{path}, {record.place}"
        name = str(record.fields.get(file_column) or "").strip()
        id_ = str(record.fields.get(id_column) or "").strip()
        where += f", article {id_!r}" if id_ else ""
        target = source.folder / name
        if record.problem:
            problems.append(f"{where}: {record.problem}")
        elif not name:
            problems.append(f"{where}: names no file; write its name in column {file_column!r}")
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
        if path.is_file() and form_of(path.name) in ("text", "html") and path.resolve() not in known
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
    name = target.relative_to(source.folder).as_posix()
    form = form_of(target.name)
    form = form if form in ("text", "html") else "text"
    for record in read_records(target, name=name, form=form, encoding=source.encoding):
        said = {key: value for key, value in row.fields.items() if value not in (None, "")}
        theirs = {source.columns.get(key, key): value for key, value in record.fields.items()}
        given = dict.fromkeys(said, (row.file, row.place))
        yield Record({**theirs, **said}, name, None, record.problem, given)


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


def _check_inside(path: Path, folder: Path) -> None:
    if not _is_inside(path, folder):
        raise TaawunError("the link leaves the corpus folder", "copy the file into it", file=path)
