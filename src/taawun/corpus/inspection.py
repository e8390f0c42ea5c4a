"""A corpus folder looked through: what it holds, and every problem, by its kind."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.corpus.article_rows import make_article, take_id
from taawun.corpus.cleaning import count_bidi_controls, mask_removed
from taawun.corpus.columns import map_columns
from taawun.corpus.dates import parse_date
from taawun.corpus.encodings import SAMPLE, find_encoding
from taawun.corpus.folders import find_unread, is_beside
from taawun.corpus.readers import DOCUMENTS, form_of, read_records
from taawun.corpus.records import Record
from taawun.corpus.selection import mentions_office, state_expression
from taawun.corpus.sources import Source, list_files, read_source
from taawun.errors import TaawunError, describe_fault
from taawun.lexicons import load_lexicon

ENCODED = frozenset({"text", "csv", "jsonl", "json"})
"""Forms whose encoding is told from their bytes and counted."""
LOOKED_AT = 1000
"""Records of a table that its columns and the order of its dates are told from."""
SHOWN = 8
"""Outlets and states that are listed."""
SEARCHED = 2000
"""Articles in which states are looked for: enough to find the likely sides, quick in a large corpus."""


class Problem(NamedTuple):
    """What is wrong, and where."""

    place: str
    reason: str

    @property
    def kind(self) -> str:
        """The reason without the words and numbers that differ from file to file."""
        return re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "…", self.reason)


@dataclass
class Findings:
    """What a corpus folder holds, and what is wrong with it."""

    forms: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    dates: list[str] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    date_formats: dict[str, str] = field(default_factory=dict)
    articles: int = 0
    bidi: int = 0
    beside: int = 0
    problems: list[Problem] = field(default_factory=list)

    def likely_pairs(self) -> list[tuple[str, str]]:
        """Pairs of states by articles that name both with an office, then by how often the rarer is named."""
        return sorted(
            self.pairs, key=lambda pair: (-self.pairs[pair], -min(self.mentions[state] for state in pair), pair)
        )

    @property
    def date_format(self) -> str | dict[str, str] | None:
        """Setting `date_format` that reads every file: one for all of them, or one for each that needs one."""
        formats = set(self.date_formats.values())
        return formats.pop() if len(formats) == 1 else dict(self.date_formats) or None

    def add(self, message: str, place: str = "") -> None:
        """Take in a problem; a message without a place begins with it."""
        if not place:
            place, _, message = message.partition(": ") if ": " in message else ("", "", message)
        self.problems.append(Problem(place, message))


def inspect_folder(folder: Path, source: Source | None = None) -> Findings:
    """Read a corpus folder through, count what is there, and collect every problem.

    Parameters
    ----------
    source
        How a study reads the folder; found out when not given.
    """
    findings = Findings()
    beside = [path for path in folder.rglob("*") if path.is_file() and is_beside(path, folder)]
    findings.beside = sum(not path.name.startswith(".") for path in beside)
    for name, reason in find_unread(folder, ()):
        if reason:
            findings.add(reason, name)
    try:
        files = list_files(source or Source(folder))
    except TaawunError as error:
        findings.add(str(error))
        return findings
    _look_at_tables(folder, files, findings, None if source is None else source.date_format)
    # Told file by file here, as the study file that is written asks for.
    source = source or Source(folder, encoding="auto", date_format=findings.date_format)
    ids: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    used: list[Path] = []
    for record in _read_on(source, files, findings, used):
        numbers[record.file] += 1
        place = ", ".join(part for part in (record.file, record.place) if part)
        try:
            row = take_id(make_article(record, source, numbers[record.file]), ids)
        except TaawunError as error:
            where = record.elsewhere.get(error.field or "", (record.file, record.place))
            findings.add(describe_fault(error), ", ".join(part for part in where if part) or place)
            continue
        _count(row, findings)
    for path in dict.fromkeys(used):
        findings.forms[form_of(path.name) or path.suffix] += 1
        if form_of(path.name) in ENCODED and path.suffix != ".gz":
            with path.open("rb") as stream:
                findings.encodings[find_encoding(stream.read(SAMPLE)) or "unsure"] += 1
    return findings


def _read_on(source: Source, files: list[Path], findings: Findings, used: list[Path]) -> Iterator[Record]:
    """Stream the records of all files; what does not fit between an index and its folder is a problem too."""
    problems: list[str] = []
    try:
        yield from read_source(source, files, used=used, problems=problems)
    except TaawunError as error:
        findings.add(describe_fault(error), shown_path(Path(error.file or ""), source.folder))
    for problem in problems:
        findings.add(problem.removeprefix(f"{source.folder}/"))


def _count(row: Mapping[str, str], findings: Findings) -> None:
    findings.articles += 1
    findings.outlets[row["outlet"]] += 1
    findings.bidi += count_bidi_controls(row["text"])
    if row["date"]:
        findings.dates.append(row["date"])
    if findings.articles > SEARCHED:
        return
    text = fold_text(mask_removed(row["text"], row["removed"]))  # type: ignore[arg-type]
    counts = {state: len(state_expression(state).findall(text)) for state in load_lexicon("states")["states"]}
    mentioned = [state for state, count in counts.items() if count]
    findings.states.update(mentioned)
    findings.mentions.update(counts)
    findings.pairs.update(pair for pair in itertools.combinations(sorted(mentioned), 2) if mentions_office(text, pair))


def guess_date_formats(folder: Path, files: list[Path]) -> str | dict[str, str] | None:
    """Orders of day and month in tables, as `corpus.date_format` would say them; None where nothing needs one."""
    findings = Findings()
    _look_at_tables(folder, files, findings, None)
    return findings.date_format


def _look_at_tables(folder: Path, files: list[Path], findings: Findings, date_format: object) -> None:
    """Find what is called otherwise in each table, and how each writes its dates."""
    for path in files:
        if form_of(path.name) in DOCUMENTS:
            continue
        name, dates = path.relative_to(folder).as_posix(), []
        try:
            for record in itertools.islice(read_records(path, encoding="auto"), LOOKED_AT):
                columns = map_columns(record.fields, {})
                others = {ours: theirs for ours, theirs in columns.items() if ours != theirs}
                findings.columns.setdefault(name, {}).update(others)
                value = record.fields.get(columns.get("date", ""))
                if isinstance(value, str) and value.strip():
                    dates.append(value)
        except TaawunError:
            continue  # said when the file is read through
        found = None if date_format else _guess_date_format(dates, name, findings)
        if found:
            findings.date_formats[name] = found


def _guess_date_format(dates: list[str], name: str, findings: Findings) -> str | None:
    """Order of day and month in a table, from the dates that cannot be read without it."""

    def fits(date_format: str | None, values: list[str]) -> list[str]:
        fitting = []
        for value in values:
            with contextlib.suppress(TaawunError):
                fitting += [value] if parse_date(value, date_format) else []
        return fitting

    readable = set(fits(None, dates))
    open_dates = [date for date in dates if date not in readable]
    formats = {fmt: len(fits(fmt, open_dates)) for fmt in load_lexicon("columns")["date_formats"]} if open_dates else {}
    if not formats or not max(formats.values()):
        return None
    best: list[str] = [date_format for date_format, count in formats.items() if count == max(formats.values())]
    if len(best) > 1:
        findings.add(
            f"dates like {open_dates[0]!r} can be read as {' or '.join(best)}; write the right one as corpus.date_format",
            name,
        )
    return best[0]


def describe(findings: Findings) -> list[str]:
    """Say what was found, one line a matter, and every problem.

    Examples
    --------
    >>> describe(Findings(articles=2, forms=Counter(text=2), outlets=Counter({"الساحل": 2}), problems=[Problem("a.txt", "empty")]))
    ['2 articles in 2 files (text 2)', 'outlets: الساحل 2', 'dates: none', 'states: none found', 'problems: 1', '  1 × empty', '      a.txt']
    """
    lines = [f"{findings.articles} articles in {findings.forms.total()} files ({_listed(findings.forms)})"]
    if findings.encodings:
        lines.append(f"encodings: {_listed(findings.encodings)}")
    lines += _describe_columns(findings)
    lines.append(f"outlets: {_listed(findings.outlets)}")
    if findings.dates:
        undated = findings.articles - len(findings.dates)
        missing = f", {undated} without one" if undated else ""
        lines.append(f"dates: {min(findings.dates)} to {max(findings.dates)}{missing}")
    else:
        lines.append("dates: none")
    searched = f"the first {SEARCHED} articles" if findings.articles > SEARCHED else "articles"
    states = f"named in {searched}: {_listed(findings.states)}" if findings.states else "none found"
    lines.append(f"states: {states}")
    if findings.pairs:
        pairs = [f"{' and '.join(pair)} {findings.pairs[pair]}" for pair in findings.likely_pairs()[:SHOWN]]
        lines.append(f"likely sides, by articles that name both and an office: {', '.join(pairs)}")
    if findings.bidi:
        lines.append(f"characters that override the direction of writing: {findings.bidi}")
    if findings.beside:
        lines.append(f"left aside: {findings.beside} files that belong to saved pages")
    if findings.problems:
        lines.append(f"problems: {len(findings.problems)}")
        kinds: dict[str, list[Problem]] = {}
        for problem in findings.problems:
            kinds.setdefault(problem.kind, []).append(problem)
        for group in sorted(kinds.values(), key=len, reverse=True):
            lines.append(f"  {len(group)} × {group[0].reason}")
            more = f"; and {len(group) - SHOWN} more" if len(group) > SHOWN else ""
            places = "; ".join(problem.place for problem in group[:SHOWN] if problem.place) + more
            lines += [f"      {places}"] if places else []
    return lines


def _describe_columns(findings: Findings) -> list[str]:
    """One line for all tables that call their columns the same."""
    tables: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, columns in findings.columns.items():
        if columns:
            tables.setdefault(tuple(columns.items()), []).append(name)
    return [
        f"columns of {', '.join(names[:SHOWN])}: " + ", ".join(f"{ours} is {theirs!r}" for ours, theirs in columns)
        for columns, names in tables.items()
    ]


def _listed(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f" and {len(ordered) - SHOWN} more" if len(ordered) > SHOWN else ""
    return ", ".join(f"{name} {count}" for name, count in ordered[:SHOWN]) + more


def shown_path(path: Path, root: Path) -> str:
    """Path as seen from a folder, where it lies within."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
