"""The tables that pass between stages: their columns, and reading and writing them whole or not at all.

`ARTICLES`, `STATEMENTS` and `FRAMES` map each column to its type and meaning. Offsets are 0-based, end-exclusive
character positions in the article's verbatim `text`, so `text[start:end]` is always what is shown.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from taawun.errors import TaawunError, name_file, require_file
from taawun.table_readers import read_csv, read_jsonl, read_parquet

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Schema = Mapping[str, tuple[str, str]]

ARTICLES: Schema = {
    "id": ("string", "unique id of the article within the study"),
    "outlet": ("string", "who published it"),
    "country": ("string", "ISO 3166 alpha-2 code of the outlet's state, null when unknown"),
    "language": ("string", "BCP 47 code, ar unless said otherwise"),
    "date": ("string", "ISO date of publication, null when unknown"),
    "title": ("string", "headline, null when unknown"),
    "author": ("string", "by-line, null when unknown"),
    "url": ("string", "address of the original, null when unknown"),
    "rights": ("string", "who holds the rights, or the licence"),
    "text": ("string", "the text, verbatim; never edited"),
    "removed": ("list<struct<start:int32,end:int32,rule:string>>", "spans of text that the cleaner set aside"),
    "source_file": ("string", "file it was read from, relative to the corpus folder"),
    "source_place": ("string", "row, line or member within that file, null for a whole file"),
    "n_words": ("int32", "words outside removed spans"),
    "cluster": ("string", "id of the first article of the same near-duplicate cluster (its own id if alone)"),
}

STATEMENTS: Schema = {
    "article_id": ("string", "article the statement stands in"),
    "statement_id": ("string", "article_id:cue_start"),
    "cue": ("list<int32>", "[start, end] of the reporting word, with a proclitic و/ف"),
    "content": ("list<list<int32>>", "[[start, end], ...] of what is said, in text order"),
    "verbatim": ("list<list<int32>>", "[[start, end], ...] of the quoted parts of the content"),
    "speaker": ("string", "canonical name, null when it cannot be told"),
    "speaker_id": ("string", "slug of the canonical name and office, null when unknown"),
    "speaker_ids": ("list<string>", "members of a joint speaker, else [speaker_id]"),
    "speaker_type": ("string", "person, group, institution, state, document, media, anonymous or unknown"),
    "speaker_state": ("string", "ISO 3166 alpha-2 code of the speaker's state, null when unknown"),
    "speaker_office": ("string", "office as written at first mention, null when none"),
    "mention": ("list<int32>", "[start, end] of the words that name the speaker, null when dropped"),
    "level": ("int8", "1 the journalist's statement, 2 inside another statement's content"),
    "relay": ("string", "medium that only passed the statement on, else null"),
    "form": ("string", "finite, participle, nominal or quotation"),
    "lemma": ("string", "lemma of the cue, null for a quotation without one"),
    "speech_act": ("string", "group of the cue's lemma; documented in lexicons/cues.yaml"),
    "polarity": ("string", "affirmed or negated"),
    "factuality": ("string", "reported or irrealis (future, conditional, asked for)"),
    "cue_rule": ("string", "rule that accepted the cue"),
    "speaker_rule": ("string", "rule that found the speaker"),
    "link_rule": (
        "string",
        "evidence that linked the mention to the speaker, new at a first mention, null when dropped",
    ),
    "span_rule": ("string", "rule that ended the content"),
    "confidence": ("float32", "share of statements with the same speaker rule that are right on annotated articles"),
}

FRAMES: Schema = {
    "article_id": ("string", "article"),
    "statement_id": ("string", "statement whose content holds the hit"),
    "layer": ("string", "frame, modality, ingroup, outgroup, intensity or issue"),
    "code": ("string", "id of the frame or of the layer's class"),
    "pattern": (
        "string",
        "pattern of the codebook that matched, as written there; ~lemma: a learned word alone speaks for the code",
    ),
    "start": ("int32", "start of the hit in the article's text"),
    "end": ("int32", "end of the hit in the article's text"),
    "score": ("float32", "probability that the statement carries the frame, null in the other layers"),
}

TARGETS: Schema = {
    "article_id": ("string", "article"),
    "statement_id": ("string", "statement that speaks of the target"),
    "target": ("string", "ISO 3166 alpha-2 code of a state, or the short name of an organisation or group"),
    "stance": ("int8", "-2 confronts, -1 disapproves, 0 neutral, 1 approves, 2 commits himself"),
    "event": ("string", "class of PLOVER: AGREE, SUPPORT, CONSULT, REQUEST, ACCUSE, REJECT or THREATEN"),
    "commitment": ("int8", "3 promises, 2 is ready, 1 wishes, 0 nothing of it"),
    "spans": (
        "list<list<int32>>",
        "[[start, end], ...] where the target is named, empty where it is meant (the two states)",
    ),
    "words": ("list<list<int32>>", "[[start, end], ...] of the words that decided the stance"),
    "rules": ("list<string>", "rules and evidence that decided, the heaviest first"),
}

MEETINGS: Schema = {
    "article_id": ("string", "article that reports the meeting"),
    "kind": ("string", "reception, talks, phone, press, visit, summit or letter"),
    "parties": (
        "list<struct<party:string,role:string,persons:list<string>>>",
        "who met: code as in `target` of the targets; host, guest, or party where the text does not say; names as written",
    ),
    "place": ("string", "city or country as written, null when the sentence names none"),
    "trigger": ("list<int32>", "[start, end] of the word that tells of the meeting"),
    "rules": ("list<string>", "rules that found who took part"),
}

WORDS: Schema = {
    "id": ("string", "article"),
    "start": ("int32", "start of the syntactic word in the text"),
    "end": ("int32", "end of the syntactic word in the text"),
    "lemma": ("string", "lemma of the word"),
}

REJECTED: Schema = {
    "id": ("string", "id of the article, null when it could not be read"),
    "source_file": ("string", "file it stands in"),
    "source_place": ("string", "row, line or member within that file"),
    "reason": ("string", "what is wrong, and what to do"),
}


def rejected_beside(table: Path) -> Path:
    """File with the articles that a stage set aside, as `REJECTED`; only there when there are some.

    Examples
    --------
    >>> rejected_beside(Path("build/tehran-2017/statements.parquet")).name
    'statements.rejected.parquet'
    """
    return table.with_name(f"{table.stem}.rejected{table.suffix}")


class RowWriter(Protocol):
    """What `open_table` yields: a sink for batches of rows."""

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append rows; missing columns become null, unknown columns are refused."""

    def append(self, table: pa.Table) -> None:
        """Append a table that has the schema's columns already, without looking at its rows."""


def arrow_schema(schema: Schema) -> pa.Schema:
    """Return the pyarrow schema of a table.

    Examples
    --------
    >>> arrow_schema(WORDS).field("start").type
    DataType(int32)
    """
    import pyarrow as pa

    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("rule", pa.string())])
    party = pa.struct([("party", pa.string()), ("role", pa.string()), ("persons", pa.list_(pa.string()))])
    types = {
        "string": pa.string(),
        "int8": pa.int8(),
        "int32": pa.int32(),
        "float32": pa.float32(),
        "list<int32>": pa.list_(pa.int32()),
        "list<list<int32>>": pa.list_(pa.list_(pa.int32())),
        "list<string>": pa.list_(pa.string()),
        "list<struct<start:int32,end:int32,rule:string>>": pa.list_(span),
        "list<struct<party:string,role:string,persons:list<string>>>": pa.list_(party),
    }
    return pa.schema([pa.field(name, types[kind]) for name, (kind, _) in schema.items()])


@contextmanager
def replace_whole(path: str | Path) -> Iterator[Path]:
    """Yield a temporary path beside `path` that takes its name on success and vanishes on any failure.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> target = pathlib.Path(tempfile.mkdtemp()) / "table.csv"
    >>> with replace_whole(target) as part:
    ...     _ = part.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with name_file(path):
            yield part
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def open_table(path: str | Path, schema: Schema) -> Iterator[RowWriter]:
    """Write a table in batches to .jsonl or .parquet, whole or not at all.

    Raises
    ------
    TaawunError
        The suffix is neither .jsonl nor .parquet.
    """
    path = Path(path)
    writers: dict[str, type[_JsonLines] | type[_Parquet]] = {".jsonl": _JsonLines, ".parquet": _Parquet}
    if path.suffix not in writers:
        raise TaawunError(
            f"cannot write {path.suffix or 'a file without suffix'}", "name a .jsonl or .parquet file", file=path
        )
    with replace_whole(path) as part:
        writer = writers[path.suffix](part, schema)
        try:
            yield writer
        finally:
            writer.close()


def write_table(rows: Iterable[Mapping[str, Any]], path: str | Path, schema: Schema) -> None:
    """Write all rows to .jsonl or .parquet, whole or not at all."""
    with open_table(path, schema) as out:
        out.write(rows)


def read_rows(
    path: str | Path, columns: Iterable[str] | None = None, *, optional: Iterable[str] = (), batch: int = 512
) -> Iterator[Row]:
    """Stream the rows of a .jsonl, .csv or .parquet file as dicts.

    Parameters
    ----------
    columns
        Read only these (parquet) or refuse the file when one of them is missing (all forms).
    optional
        Columns that are read beside `columns` where the file has them (parquet; the other forms are read whole).
    batch
        Rows held in memory at once (parquet).

    Raises
    ------
    TaawunError
        Missing file, unknown suffix, broken line (named), missing column.
    """
    path = Path(path)
    require_file(path, "check the name, or run the stage that makes it")
    if path.suffix not in (".jsonl", ".csv", ".parquet"):
        raise TaawunError(
            f"cannot read {path.suffix or 'a file without suffix'}", "give a .jsonl, .csv or .parquet file", file=path
        )
    wanted = None if columns is None else list(columns)
    if path.suffix == ".parquet":
        return read_parquet(path, wanted, list(optional), batch)
    return (read_jsonl if path.suffix == ".jsonl" else read_csv)(path, wanted)


class _JsonLines:
    def __init__(self, path: Path, schema: Schema) -> None:
        self.schema, self.file = schema, path.open("w", encoding="utf-8", newline="\n")

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            _check_columns(row, self.schema)
            self.file.write(json.dumps({name: row.get(name) for name in self.schema}, ensure_ascii=False) + "\n")

    def append(self, table: pa.Table) -> None:
        self.write(table.to_pylist())

    def close(self) -> None:
        self.file.close()


class _Parquet:
    """Row groups of a fixed size, so that bytes do not depend on how the rows were batched.

    A group is small enough for a worker to read one for a part of it.
    """

    GROUP = 1024

    def __init__(self, path: Path, schema: Schema) -> None:
        import pyarrow.parquet as pq

        self.schema, self.arrow = schema, arrow_schema(schema)
        self.writer = pq.ParquetWriter(path, self.arrow, compression="zstd")
        self.rows: list[Row] = []
        self.waiting = self.arrow.empty_table()

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            _check_columns(row, self.schema)
            self.rows.append({name: row.get(name) for name in self.schema})
            if len(self.rows) == self.GROUP:
                self._take_rows()

    def append(self, table: pa.Table) -> None:
        self._take_rows()
        self._take(table.cast(self.arrow))

    def _take_rows(self) -> None:
        import pyarrow as pa

        rows, self.rows = self.rows, []
        self._take(pa.Table.from_pylist(rows, schema=self.arrow))

    def _take(self, table: pa.Table) -> None:
        import pyarrow as pa

        self.waiting = pa.concat_tables([self.waiting, table])
        while self.waiting.num_rows >= self.GROUP:
            self._write_group()

    def _write_group(self) -> None:
        # In one piece, as bytes depend on how a column is cut up.
        self.writer.write_table(self.waiting.slice(0, self.GROUP).combine_chunks())
        self.waiting = self.waiting.slice(self.GROUP)

    def close(self) -> None:
        if sys.exc_info()[0] is None:
            self._take_rows()
            if self.waiting.num_rows:
                self._write_group()
        self.writer.close()


def _check_columns(row: Mapping[str, Any], schema: Schema) -> None:
    unknown = [name for name in row if name not in schema]
    if unknown:
        raise ValueError(f"columns {unknown} are not in the table's schema")
