"""The articles stage: the records of a corpus to the article table, with what was rejected and what was left out."""

from __future__ import annotations

import csv
import datetime
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from taawun.arabic import fold_text
from taawun.corpus.cleaning import count_words, find_boilerplate, is_web_page, mask_removed
from taawun.corpus.damage import find_damage
from taawun.corpus.dates import parse_date
from taawun.corpus.duplicates import CopyFinder
from taawun.corpus.folders import find_unread
from taawun.corpus.limits import LONGEST_TEXT
from taawun.corpus.records import Record
from taawun.corpus.registry import CORPORA
from taawun.corpus.selection import LEFT_OUT, check_filters, left_out_by
from taawun.corpus.sources import Source, count_expected, list_files, read_source, source_of
from taawun.errors import TaawunError, describe_fault, name_file
from taawun.receipts import claim, file_digest, write_receipt
from taawun.study import Study
from taawun.tables import ARTICLES, REJECTED, Row, open_table, read_rows, replace_whole, write_table

LONGEST_ID = 200
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_articles(
    study: Study, *, reject: Callable[[Row], None], used: list[Path] | None = None, progress: bool = False
) -> Iterator[Row]:
    """Stream the articles of a study's corpus, cleaned, before anything is selected.

    Parameters
    ----------
    reject
        Receives a row of table `REJECTED` for every article that is set aside.
    used
        Receives the files that were read.
    progress
        Show a counter with its rate on a terminal.

    Yields
    ------
    dict
        Rows of table `ARTICLES`; each is its own `cluster` as yet.

    Raises
    ------
    TaawunError
        A file cannot be read at all, an index does not fit its folder, an id is given twice.
    """
    source = source_of(study)
    yield from read_corpus(source, list_files(source), reject=reject, used=used, progress=progress)


def read_corpus(
    source: Source,
    files: list[Path],
    *,
    reject: Callable[[Row], None],
    used: list[Path] | None = None,
    progress: bool = False,
) -> Iterator[Row]:
    """Stream the articles of some files, as `read_articles` does those of a study."""
    ids: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    records = read_source(source, files, used=used)
    if progress:
        records = _show_progress(records, count_expected(source, files))
    for record in records:
        numbers[record.file] += 1
        number = source.first_numbers.get(record.file, 1) + numbers[record.file] - 1
        try:
            row = make_article(record, source, number)
        except MemoryError:
            raise
        except Exception as error:
            id_ = _id_of(record, source, number)
            field = (error.field if isinstance(error, TaawunError) else None) or ""
            file, place = record.elsewhere.get(field, (record.file, record.place))
            reject(
                {
                    "id": id_ if _is_writable(id_) else None,
                    "source_file": file,
                    "source_place": place,
                    "reason": _writable(describe_fault(error)),
                }
            )
            continue
        yield take_id(row, ids)


def take_id(row: Row, ids: dict[str, str]) -> Row:
    """Row with an id that no row before it has: tables that count from 1 each are told apart by their names.

    Parameters
    ----------
    ids
        Id: place of the article that has it; receives this one.

    Raises
    ------
    TaawunError
        Two articles of one file have the id, or of two files of one name.
    """
    file = str(row["source_file"])
    place = ", ".join(part for part in (file, row["source_place"]) if part)
    first: str = ids.get(row["id"], file)
    if first != file and not first.startswith(f"{file}, "):
        stem = Path(file).with_suffix("").as_posix()
        # Documents of one name are told apart by their suffix, tables by their name before the id.
        other = file if row["id"] == stem else f"{stem}/{row['id']}"
        other = other if other not in ids else f"{file}/{row['id']}"
        row = row | {"id": other, "cluster": other}
    if row["id"] in ids:
        raise TaawunError(
            f"the id is given twice (first in {ids[row['id']]})",
            "give each article its own",
            file=place,
            article=row["id"],
        )
    ids[row["id"]] = place
    return row


def make_article(record: Record, source: Source, number: int = 1) -> Row:
    """Row of the article table for one record.

    Parameters
    ----------
    record
        Its fields by our names, as `taawun.corpus.sources.read_source` yields them.
    number
        Number of the record, for ids that are made.

    Raises
    ------
    TaawunError
        The article cannot be used: no text, characters that are no text or were turned into others, a web page where
        text is due, a date that is none.
    """
    if record.problem:
        raise TaawunError(record.problem)
    values = {name: _field(record.fields, name, source) for name in ARTICLES if name not in COMPUTED}
    text = record.fields.get("text")
    if text is None or (isinstance(text, str) and not text.strip("\ufeff \t\r\n\f\v\xa0")):
        raise TaawunError("the text is empty", "add the text, or remove the article")
    if not isinstance(text, str):
        raise TaawunError(f"the text is no text but {type(text).__name__}", "write it as text")
    if len(text) > LONGEST_TEXT:
        raise TaawunError(f"the text is longer than {LONGEST_TEXT:,} characters", "split it into its articles")
    for name, value in (*values.items(), ("text", text)):
        if value is not None and not _is_writable(value):
            raise TaawunError(_what_is_wrong(value), "save the article again as UTF-8", field=name)
    if is_web_page(text):
        raise TaawunError("the text is the source of a web page", "save it as .html: pages are read as pages")
    damage = find_damage(text)
    if damage:
        raise TaawunError(*damage)
    values["id"] = _check_id(_id_of(record, source, number))
    values["language"] = values["language"] or "ar"
    values["outlet"] = values["outlet"] or "unknown"
    values["country"] = parse_country(values["country"])
    values["date"] = _date_in_url(values["url"], values["outlet"], source) or parse_date(
        values["date"],
        source.date_format,
        calendar=source.calendar,
        file=record.elsewhere.get("date", (record.file, None))[0],
    )
    removed = find_boilerplate(text, outlet=values["outlet"], title=values["title"])
    n_words = count_words(text, removed)
    if not n_words:
        raise TaawunError("no words are left beside boilerplate", "remove the article")
    return values | {
        "text": text,
        "removed": removed,
        "source_file": record.file,
        "source_place": record.place,
        "n_words": n_words,
        "cluster": values["id"],
    }


COMPUTED = frozenset({"text", "removed", "source_file", "source_place", "n_words", "cluster"})


def parse_country(value: str | None) -> str | None:
    """ISO 3166 alpha-2 code of a state, given as its code or by its name in English, French or Arabic; None for None.

    Raises
    ------
    TaawunError
        No state is called so.

    Examples
    --------
    >>> parse_country("ir"), parse_country("Türkiye"), parse_country("عُمان")
    ('IR', 'TR', 'OM')
    """
    if value is None:
        return None
    code = _territories().get(fold_text(value).casefold())
    if code is None:
        raise TaawunError(
            f"{value[:40]!r} is no state", "write its code of two letters (ISO 3166) like IR", field="country"
        )
    return code


@cache
def _territories() -> dict[str, str]:
    from babel import Locale

    found = {
        fold_text(name).casefold(): code
        for language in ("ar", "fr", "en")
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    return found | {code.casefold(): code for code in found.values()}


def build_articles(study: Study, out: str | Path, *, progress: bool = False) -> dict[str, int]:
    """Run the articles stage: write the article table and what goes with it, each file whole or not at all.

    Beside `out` are written `rejected` (same suffix), `clusters.csv` (the copies of each near-duplicate), `flow.csv`
    (how many articles each step left) and `sources.csv` (every file that was read, also those whose articles were set
    aside or left out, with its hash); in build/STUDY a receipt too (`taawun.receipts`).

    Parameters
    ----------
    out
        .parquet or .jsonl.
    progress
        Show a counter on a terminal.

    Returns
    -------
    dict
        Step of the flow: number of articles.

    Raises
    ------
    TaawunError
        As `read_articles`; or nothing is left, with the reason of the first article that was set aside.
    """
    check_filters(study)
    out = Path(out)
    claim(out.parent)
    out.parent.mkdir(parents=True, exist_ok=True)
    rejected: list[Row] = []
    used: list[Path] = []
    flow: Counter[str] = Counter()
    # Two passes over a scratch copy: an article's cluster is known only when all have been seen.
    scratch = tempfile.TemporaryDirectory(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    with name_file(out), scratch as folder, CopyFinder(Path(folder)) as finder:
        table = Path(folder, "articles.parquet")
        _write_selected(study, table, finder, flow, rejected, used, progress=progress)
        _count_unread(study, used, flow, rejected)
        if not finder.ids:
            _raise_nothing_left(study, flow, rejected)
        clusters = finder.find_clusters()
        once = study.corpus.duplicates == "once"
        flow["copies"] = sum(id_ != first for id_, first in clusters.items()) if once else 0
        flow["kept"] = len(clusters) - flow["copies"]
        flow["rejected"] = len(rejected)
        write_table(rejected, out.with_name(f"rejected{out.suffix}"), REJECTED)
        _write_clusters(table, clusters, out.with_name("clusters.csv"))
        _write_flow(flow, out.with_name("flow.csv"))
        _write_sources(study, used, out.with_name("sources.csv"))
        rows = (row | {"cluster": clusters[row["id"]]} for row in read_rows(table))
        write_table((row for row in rows if not once or row["id"] == row["cluster"]), out, ARTICLES)
    beside = [f"rejected{out.suffix}", "clusters.csv", "flow.csv", "sources.csv"]
    write_receipt(
        out.parent,
        "articles",
        [out, *(out.with_name(name) for name in beside)],
        inputs=[*used, *([study.root / CORPORA] if study.corpus.registry else [])],
        folders=[] if study.corpus_folder is None else [study.corpus_folder],
    )
    return {step: flow[step] for step in FLOW}


FLOW = ("read", "rejected", "files", *LEFT_OUT, "copies", "kept")
"""Steps of the flow: articles in the files, set aside, in files that the study does not name, left out by each setting,
left out as copies, in the table. A file without an article that can be read counts as one."""


def _count_unread(study: Study, used: list[Path], flow: Counter[str], rejected: list[Row]) -> None:
    """Count the files of the study's own folder from which nothing was read: who counts files finds every one."""
    if study.corpus_folder is None:
        return
    for name, reason in find_unread(study.corpus_folder, used):
        flow["read"] += 1
        if reason is None:
            flow["files"] += 1
        else:
            rejected.append({"id": None, "source_file": name, "source_place": None, "reason": reason})


def _write_selected(
    study: Study,
    table: Path,
    finder: CopyFinder,
    flow: Counter[str],
    rejected: list[Row],
    used: list[Path],
    *,
    progress: bool,
) -> None:
    with open_table(table, ARTICLES) as articles:
        for row in read_articles(study, reject=rejected.append, used=used, progress=progress):
            flow["read"] += 1
            step = left_out_by(row, study.corpus)
            if step:
                flow[step] += 1
                continue
            finder.add(row["id"], row["date"], mask_removed(row["text"], row["removed"]))
            articles.write([row])
    flow["read"] += len(rejected)


def _raise_nothing_left(study: Study, flow: Counter[str], rejected: list[Row]) -> None:
    left_out = [f"{flow[step]} by {step}" for step in LEFT_OUT if flow[step]]
    if left_out:
        others = f", {len(rejected)} set aside" if rejected else ""
        raise TaawunError(
            f"no article is left: {', '.join(left_out)}{others}",
            "widen the filters or lower minimum_words",
            file=study.path,
            field="corpus",
        )
    first = rejected[0]
    more = f" (and {len(rejected) - 1} more articles set aside)" if len(rejected) > 1 else ""
    file = ", ".join(part for part in (first["source_file"], first["source_place"]) if part)
    raise TaawunError(f"{first['reason']}{more}", file=file, article=first["id"])


def _write_clusters(table: Path, clusters: Mapping[str, str], out: Path) -> None:
    """Write one row for each article that has copies, in clusters that follow the table."""
    sizes = Counter(clusters.values())
    with replace_whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["cluster", "id", "outlet", "date"])
        columns = ["id", "outlet", "date"]
        copies: list[tuple[str, str, str, str | None]] = [
            (clusters[row["id"]], row["id"], row["outlet"], row["date"])
            for row in read_rows(table, columns)
            if sizes[clusters[row["id"]]] > 1
        ]
        copies.sort(key=lambda row: (row[0], row[1] != row[0], row[3] or "", row[1]))
        writer.writerows(copies)


def _write_flow(flow: Counter[str], out: Path) -> None:
    with replace_whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["step", "articles"])
        writer.writerows((step, flow[step]) for step in FLOW)


def _write_sources(study: Study, used: list[Path], out: Path) -> None:
    folder = study.corpus_folder
    with replace_whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "sha256"])
        for path in sorted(set(used)):
            writer.writerow([path.name if folder is None else path.relative_to(folder).as_posix(), file_digest(path)])


def _field(fields: Mapping[str, Any], name: str, source: Source) -> str | None:
    value = fields.get(name)
    return _text_or_none(value) or source.defaults.get(name)


def _text_or_none(value: Any) -> str | None:
    """Text of a metadata value on one line, None when there is none; several names (of authors) are one text."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if value is None or isinstance(value, (list, dict)):
        return None
    return " ".join(str(value).split()) or None


def _is_writable(value: str) -> bool:
    return "\0" not in value and not _SURROGATE.search(value)


def _writable(value: str) -> str:
    return _SURROGATE.sub("\ufffd", value).replace("\0", "\ufffd")


def _what_is_wrong(value: str) -> str:
    if "\0" in value:
        return "it has a NUL byte: damaged, or UTF-16 taken for something else"
    return "it has bytes that are no text in the file's encoding"


def _id_of(record: Record, source: Source, number: int) -> str:
    """Id that a record has, else one made of its file and its number."""
    given = _field(record.fields, "id", source)
    if given is not None:
        return given
    if record.place is None:
        return Path(record.file).with_suffix("").as_posix()
    return source.id_format.format(stem=Path(record.file).name.split(".")[0], number=number)


def _check_id(value: str) -> str:
    if len(value) > LONGEST_ID or not value.isprintable():
        raise TaawunError(
            f"the id is longer than {LONGEST_ID} characters or has control characters",
            "give it a short one",
            field="id",
        )
    return value


def _date_in_url(url: str | None, outlet: str | None, source: Source) -> str | None:
    pattern = source.date_patterns.get(outlet or "")
    match = re.search(pattern, url) if pattern and url else None
    try:
        return match and datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None


def _show_progress(records: Iterator[Record], total: int | None) -> Iterator[Record]:
    """Count on a terminal, with rate and expected time; silent elsewhere."""
    from tqdm import tqdm

    yield from tqdm(records, total=total, desc="articles", unit=" articles", disable=None, mininterval=0.5)
