"""Tables in parts: what a worker reads, and what it writes itself, so that the process that asks for it only sorts them.

A part is a run of rows of an article table. Its result is a Parquet file named by the hash of the rows, of the work and of
the library, so that a run that was killed goes on where it stopped, and an article that changes has its own part made anew.
The size of the parts changes no byte of a stage's table: `join_parts` cuts the rows anew.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from taawun.table_readers import readable_parquet
from taawun.tables import Row, Schema, arrow_schema, open_table, replace_whole

SIZE = 512
"""Articles in a part: some seconds of work, so that processes end together and little is lost with one that is killed."""
LARGEST_GROUP = 2**14
"""Rows of a row group that each part of it may read anew; other programs put a million articles into one."""
FOLDER = "parts"
"""Folder beside a study's tables with the parts that are kept."""
NOTES = b"taawun"
"""Key of a part's metadata with what else is said of its articles."""


class Span(NamedTuple):
    """Rows of a Parquet file, from `start` to before `stop`."""

    file: Path
    start: int
    stop: int

    def read(self, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
        """Rows with these columns, and with those of `optional` that the file has.

        Raises
        ------
        TaawunError
            The file is damaged, or a column is missing.
        """
        with readable_parquet(self.file, columns) as table:
            names = table.schema_arrow.names
            wanted = [*columns, *(name for name in optional if name in names)]
            rows: list[Row] = []
            first = 0
            for number in range(table.num_row_groups):
                last = first + table.metadata.row_group(number).num_rows
                if first < self.stop and self.start < last:
                    group = table.read_row_group(number, columns=wanted)
                    begin = max(self.start - first, 0)
                    rows += group.slice(begin, min(self.stop, last) - first - begin).to_pylist()
                first = last
            return rows


def cut_table(file: Path, size: int) -> list[Span]:
    """Parts of a Parquet table, in its order.

    Raises
    ------
    TaawunError
        The file is damaged.
    """
    with readable_parquet(file) as table:
        rows = table.metadata.num_rows
    return [Span(file, start, min(start + size, rows)) for start in range(0, rows, size)]


def follow_rows(parts: Sequence[Span], file: Path, column: str) -> Iterator[Span]:
    """For each part of a table with `id`, the rows of another table in the same order whose `column` names its rows.

    Rows that belong to no part, or stand in another order, are left over: the last span then ends before the file does.
    """
    with readable_parquet(file, [column]) as table:
        names = (str(name) for batch in table.iter_batches(columns=[column]) for name in batch.column(0))
        waiting = next(names, None)
        place = 0
        for part in parts:
            here = {str(row["id"]) for row in part.read(["id"])}
            start = place
            while waiting is not None and waiting in here:
                place += 1
                waiting = next(names, None)
            yield Span(file, start, place)


def part_name(stage: str, *read: object) -> str:
    """File name of a part: the hash of what it was made from, of how, and of the library that made it.

    Examples
    --------
    >>> part_name("words", [{"id": "a"}]) == part_name("words", [{"id": "b"}])
    False
    """
    digest = hashlib.sha256(_library_digest().encode())
    for one in read:
        digest.update(repr(one).encode("utf-8", "surrogatepass") + b"\0")
    return f"{stage}-{digest.hexdigest()[:40]}.parquet"


@cache
def _library_digest() -> str:
    """Hash of the library and of the packages beside it, some of which bring tables of words."""
    packages = sorted(f"{one.name}=={one.version}" for one in importlib.metadata.distributions())
    digest = hashlib.sha256("\n".join(packages).encode())
    root = Path(__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".yaml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def write_part(file: Path, rows: list[Row], schema: Schema, notes: Mapping[str, Any] | None = None) -> None:
    """Write a part whole or not at all; `notes` are what else is said of its articles, in JSON."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist(rows, schema=arrow_schema(schema))
    said = json.dumps({**(notes or {}), "part": file.name})
    with replace_whole(file) as place:
        # Checksums, because a letter that a disk has changed is no fault of the format.
        pq.write_table(
            table.replace_schema_metadata({NOTES: said}), place, compression="zstd", write_page_checksum=True
        )


def read_part(file: Path) -> tuple[list[Row], Any]:
    """Rows of a part, and its notes."""
    with readable_parquet(file) as table:
        return table.read().to_pylist(), json.loads(table.schema_arrow.metadata[NOTES])


def find_part(file: Path) -> tuple[list[Row], Any] | None:
    """Rows and notes of a part that an earlier run has left; None where it has to be made, as it is missing or damaged."""
    if not file.exists():
        return None
    try:
        rows, notes = read_part(file)
        return (rows, notes) if notes["part"] == file.name else None
    except Exception:  # whatever a damaged file makes of its reader, it can be made again
        return None


def join_parts(files: Iterable[Path], out: Path, schema: Schema) -> None:
    """Write a table from its parts, in their order, without looking at single rows."""
    import pyarrow.parquet as pq

    with open_table(out, schema) as table:
        for file in files:
            with readable_parquet(file):
                table.append(pq.read_table(file, partitioning=None).replace_schema_metadata(None))


def has_good_ids(file: Path) -> bool:
    """Whether each row of an article table has an id of its own, looked at without reading the rows one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    with readable_parquet(file, ["id", "text"]) as table:
        ids = table.read(["id"]).column("id")
    plain = pa.types.is_string(ids.type) or pa.types.is_large_string(ids.type) or pa.types.is_integer(ids.type)
    if not plain or not len(ids) or ids.null_count:
        return False
    empty = pc.index(ids.cast(pa.large_string()), "").as_py() >= 0
    return bool(not empty and pc.count_distinct(ids).as_py() == len(ids))


def has_small_groups(file: Path) -> bool:
    """Whether a part of a Parquet file can be read alone: a row group is read whole, whatever is wanted of it."""
    with readable_parquet(file) as table:
        groups = range(table.num_row_groups)
        return all(table.metadata.row_group(number).num_rows <= LARGEST_GROUP for number in groups)
