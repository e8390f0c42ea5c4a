"""JSON as scrapers and interfaces write it: one object a line, arrays, single objects, arrays within an object."""

from __future__ import annotations

import io
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from taawun.corpus.archives import open_plain_or_gzip
from taawun.corpus.columns import map_columns
from taawun.corpus.encodings import SAMPLE
from taawun.corpus.limits import LARGEST_RECORD
from taawun.corpus.records import Record
from taawun.corpus.streams import open_text, read_lines, read_piece
from taawun.errors import TaawunError

CHUNK = 2**20
REST = "the rest of the file is not read"
NESTED = 3
"""How deep in an object its array of articles is looked for."""
SEARCHED = "_source"
"""Field in which a search engine hands out the record that it holds."""


def read_json_lines(path: Path, name: str, encoding: str) -> Iterator[Record]:
    """Stream the objects of a file with one a line; a broken line leaves the others.

    A file that begins with an array or a bare brace is no such file, whatever it is called: it is read as `read_json` does.
    """
    with open_plain_or_gzip(path, SAMPLE) as raw, open_text(raw, path, encoding) as stream:
        numbered = enumerate(read_lines(stream, path), 1)
        first = next(((number, line) for number, line in numbered if line.strip()), None)
        if first is None:
            return
        if not first[1].lstrip().startswith("[") and first[1].strip() != "{":
            for number, line in itertools.chain([first], numbered):
                if line.strip():
                    yield _record_of_line(line, name, f"line {number}")
            return
    yield from read_json(path, name, encoding)


def _record_of_line(text: str, name: str, place: str) -> Record:
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        return Record({}, name, place, f"not JSON ({error}); write one JSON object a line")
    return _record_of_value(value, name, place)


class _Object(dict[str, Any]):
    """A JSON object that knows which of its keys was given twice: the first value would be lost."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs) if len(self) < len(pairs) else {}
        self.twice = next((key for key, count in counts.items() if count > 1), None)


# Python and R write NaN where a table has nothing; JSON has no such word, and it is nobody's id or text.
_DECODER = json.JSONDecoder(object_pairs_hook=_Object, parse_constant=lambda _: None)


def _record_of_value(value: Any, name: str, place: str | None) -> Record:
    if isinstance(value, _Object) and value.twice is not None:
        return Record({}, name, place, f"the key {value.twice[:40]!r} is given twice; keep one")
    if not isinstance(value, dict):
        return Record({}, name, place, "not a JSON object; write one object with named fields for each article")
    return Record(value, name, place)


def read_json(path: Path, name: str, encoding: str) -> Iterator[Record]:
    """Stream the articles of a JSON file: an array of objects, one object, several, or an object that holds an array.

    Raises
    ------
    TaawunError
        The file is no JSON at all.
    """
    with open_plain_or_gzip(path, SAMPLE) as raw, open_text(raw, path, encoding) as stream:
        values = _Values(stream, path)
        found = ((inner, problem) for value, problem in values for inner in values.articles_in(value))
        first = list(itertools.islice(found, 2))
        if first and first[0][1]:
            raise TaawunError(f"not JSON ({first[0][1]})", "save it as JSON: [ {...}, {...} ]", file=path)
        if len(first) == 1 and not values.in_array:  # a file an article, as news-please writes them
            yield _record_of_value(first[0][0], name, None)
            return
        for number, (value, problem) in enumerate(itertools.chain(first, found), 1):
            place = f"item {number}"
            yield Record({}, name, place, f"{problem}; {REST}") if problem else _record_of_value(value, name, place)


def _turn_columns(columns: Mapping[str, Any], rows: Iterable[str]) -> list[Any]:
    """Records of a table that has an object a column, as `DataFrame.to_json()` of pandas writes it."""
    cells = {name: cells for name, cells in columns.items() if isinstance(cells, dict)}
    return [{name: cells[name].get(row) for name in cells} for row in rows]


def _split_rows(value: Mapping[str, Any]) -> list[Any]:
    """Records of a table that has its columns in one array and its rows in another (pandas, `orient="split"`)."""
    columns, rows = value.get("columns"), value.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return []
    return [dict(zip(map(str, columns), row, strict=False)) for row in rows]


def _find_records(value: Mapping[str, Any], depth: int) -> list[Any]:
    """Objects of the one array in an object, at whatever depth, or its own values when each of them is a record."""
    lists = [inner for inner in value.values() if isinstance(inner, list) and inner]
    lists = [inner for inner in lists if all(isinstance(item, dict) for item in inner)]
    if len(lists) == 1:
        return [item.get(SEARCHED, item) for item in lists[0]]
    inner = [(key, one) for key, one in value.items() if isinstance(one, dict)]
    if len(inner) == len(value) and all("text" in map_columns(one, {}) for _, one in inner):
        return [{"id": key} | one for key, one in inner]
    deeper = [found for _, one in inner if depth and (found := _find_records(one, depth - 1))]
    return deeper[0] if len(deeper) == 1 and not lists else []


class _Values:
    """Values of a JSON text, decoded one by one: those of the outermost array, or those that follow each other."""

    def __init__(self, stream: io.TextIOBase, path: Path) -> None:
        self.stream, self.path = stream, path
        self.buffer, self.position, self.at_end, self.in_array = "", 0, False, False

    def __iter__(self) -> Iterator[tuple[Any, str | None]]:
        """Yield each value; or, once and last, None with what is wrong."""
        first = self._skip("[")
        if not first:
            return
        if first == "[":
            self.in_array = True
            yield from self._items()
            if self._skip("") == "[":  # a second array: what some scrapers write on every run
                yield from self
            elif self._skip(""):
                yield None, "something follows the array"
            return
        while self._skip(""):
            value, problem = self._decode()
            yield value, problem
            if problem:
                return
            self._skip(",")

    def articles_in(self, value: Any) -> list[Any]:
        """Records that an outermost object without text holds (what interfaces and pandas write), else itself."""
        if self.in_array or not isinstance(value, dict):
            return [value]
        held = value.get(map_columns(value, {}).get("text", ""))
        if isinstance(held, str):
            return [value]
        if isinstance(held, dict):
            return _turn_columns(value, held)
        return _split_rows(value) or _find_records(value, NESTED) or [value]

    def _items(self) -> Iterator[tuple[Any, str | None]]:
        if self._skip("]") == "]":
            return
        while True:
            self._skip("")
            value, problem = self._decode()
            yield value, problem
            if problem:
                return
            mark = self._skip(",]")
            if mark == "]":
                return
            if mark != ",":
                yield None, "the array is cut off or a comma is missing"
                return

    def _skip(self, marks: str) -> str:
        """Pass over blanks and return the next character, '' at the end; consume it when it is one of `marks`."""
        while True:
            while self.position < len(self.buffer) and self.buffer[self.position] in " \t\r\n":
                self.position += 1
            if self.position < len(self.buffer):
                char = self.buffer[self.position]
                self.position += char in marks
                return char
            if self.at_end:
                return ""
            self.buffer, self.position = read_piece(self.stream, self.path, CHUNK), 0
            self.at_end = not self.buffer

    def _decode(self) -> tuple[Any, str | None]:
        while True:
            try:
                value, after = _DECODER.raw_decode(self.buffer, self.position)
                # A number at the very end of the buffer may go on in the next chunk.
                if after < len(self.buffer) or self.at_end:
                    self.position = after
                    return value, None
            except (ValueError, RecursionError) as error:
                too_long = len(self.buffer) - self.position > LARGEST_RECORD
                if self.at_end or isinstance(error, RecursionError) or too_long:
                    return None, f"not JSON from here on ({error})"
            # Twice as much at a time keeps the work linear for a record of any length.
            more = read_piece(self.stream, self.path, max(CHUNK, len(self.buffer) - self.position))
            self.at_end = not more
            self.buffer, self.position = self.buffer[self.position :] + more, 0
