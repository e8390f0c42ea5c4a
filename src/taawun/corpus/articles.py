"""The articles stage: the records of a corpus to the article table, with what was rejected and what was left out."""

from __future__ import annotations

import csv
import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from taawun.corpus.article_rows import id_of, is_writable, make_article, take_id, writable
from taawun.corpus.cleaning import mask_removed
from taawun.corpus.duplicates import CopyFinder, hash_shingles
from taawun.corpus.folders import find_unread
from taawun.corpus.records import Record
from taawun.corpus.registry import CORPORA
from taawun.corpus.selection import LEFT_OUT, check_filters, left_out_by
from taawun.corpus.sources import Source, count_expected, list_files, read_source, source_of
from taawun.errors import TaawunError, describe_fault, name_file
from taawun.receipts import claim, file_digest, write_receipt
from taawun.study import CorpusSettings, Study
from taawun.tables import ARTICLES, REJECTED, Row, open_table, read_rows, replace_whole, write_table
from taawun.workers import batched, hire

BATCH = 256
"""Articles that a process makes at once."""


class Made(NamedTuple):
    """What became of a record: an article, with the setting that leaves it out and its word triples; or a row of `REJECTED`."""

    row: Row | None
    rejected: Row | None = None
    left_out: str | None = None
    triples: bytes = b""


def read_articles(study: Study, *, reject: Callable[[Row], None]) -> Iterator[Row]:
    """Stream the articles of a study's corpus, cleaned, before anything is selected.

    Parameters
    ----------
    reject
        Receives a row of table `REJECTED` for every article that is set aside.

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
    yield from read_corpus(source, list_files(source), reject=reject)


def read_corpus(source: Source, files: list[Path], *, reject: Callable[[Row], None]) -> Iterator[Row]:
    """Stream the articles of some files, as `read_articles` does those of a study."""
    for made in _give_ids(itertools.chain.from_iterable(itertools.starmap(make_rows, _batches(source, files)))):
        if made.row is None:
            reject(made.rejected or {})
        else:
            yield made.row


def _batches(
    source: Source,
    files: list[Path],
    settings: CorpusSettings | None = None,
    used: list[Path] | None = None,
    *,
    progress: bool = False,
) -> Iterator[tuple[list[tuple[int, Record]], Source, CorpusSettings | None]]:
    """Records with their numbers in their files, in batches, and what else `make_rows` takes."""
    numbers: Counter[str] = Counter()
    records = read_source(source, files, used=used)
    if progress:
        records = _show_progress(records, count_expected(source, files))

    def count(record: Record) -> tuple[int, Record]:
        numbers[record.file] += 1
        return source.first_numbers.get(record.file, 1) + numbers[record.file] - 1, record

    return ((batch, source, settings) for batch in batched(map(count, records), BATCH))


def make_rows(batch: list[tuple[int, Record]], source: Source, settings: CorpusSettings | None) -> list[Made]:
    """Make articles of records; a worker does this.

    Parameters
    ----------
    settings
        Which articles belong to the study, and are compared as copies; null where that is not asked.
    """
    found = []
    for number, record in batch:
        try:
            row = make_article(record, source, number)
        except MemoryError:
            raise
        except Exception as error:
            found.append(Made(None, _rejection(record, source, number, error)))
            continue
        left_out = None if settings is None else left_out_by(row, settings)
        compared = settings is not None and left_out is None
        triples = hash_shingles(mask_removed(row["text"], row["removed"])).tobytes() if compared else b""
        found.append(Made(row, None, left_out, triples))
    return found


def _rejection(record: Record, source: Source, number: int, error: Exception) -> Row:
    id_ = id_of(record, source, number)
    field = (error.field if isinstance(error, TaawunError) else None) or ""
    file, place = record.elsewhere.get(field, (record.file, record.place))
    return {
        "id": id_ if is_writable(id_) else None,
        "source_file": file,
        "source_place": place,
        "reason": writable(describe_fault(error)),
    }


def _give_ids(found: Iterable[Made]) -> Iterator[Made]:
    """Give each article an id that none before it has."""
    ids: dict[str, str] = {}
    for made in found:
        yield made if made.row is None else made._replace(row=take_id(made.row, ids))


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
        study=study,
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
    source = source_of(study)
    batches = _batches(source, list_files(source), study.corpus, used, progress=progress)
    first = list(itertools.islice(batches, 2))
    with open_table(table, ARTICLES) as articles, hire(None, None, parts=len(first)) as crew:
        results = crew.map(make_rows, itertools.chain(first, batches))
        for made in _give_ids(itertools.chain.from_iterable(results)):
            flow["read"] += 1
            if made.row is None:
                rejected.append(made.rejected or {})
            elif made.left_out:
                flow[made.left_out] += 1
            else:
                finder.add(made.row["id"], made.row["date"], made.triples)
                articles.write([made.row])


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


def _show_progress(records: Iterator[Record], total: int | None) -> Iterator[Record]:
    """Count on a terminal, with rate and expected time; silent elsewhere."""
    from tqdm import tqdm

    yield from tqdm(records, total=total, desc="articles", unit=" articles", disable=None, mininterval=0.5)
