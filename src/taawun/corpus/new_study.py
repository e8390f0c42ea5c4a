"""A study over a researcher's own articles: look at what is there, say everything that is wrong, write the study file."""

from __future__ import annotations

import csv
import datetime
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from taawun.arabic import fold_text
from taawun.corpus.articles import DIGITS, make_article, parse_date
from taawun.corpus.cleaning import count_bidi_controls, mask_removed
from taawun.corpus.encodings import SAMPLE, find_encoding
from taawun.corpus.readers import Record, form_of, read_records
from taawun.corpus.selection import mentions_office, state_expression
from taawun.corpus.sources import INDEX, Source, list_files, read_source
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon
from taawun.tables import replace_whole

SHOWN = 8
"""Outlets and states that are listed."""
SEARCHED = 2000
"""Articles in which states are looked for: enough to find the likely sides, quick in a large corpus."""


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
    columns: dict[str, str] = field(default_factory=dict)
    date_format: str | None = None
    articles: int = 0
    bidi: int = 0
    problems: list[str] = field(default_factory=list)

    def likely_pairs(self) -> list[tuple[str, str]]:
        """Pairs of states by articles that name both with an office, then by how often the rarer is named."""
        return sorted(
            self.pairs, key=lambda pair: (-self.pairs[pair], -min(self.mentions[state] for state in pair), pair)
        )

    @property
    def encoding(self) -> str:
        """Setting `encoding` that reads every file."""
        return "utf-8" if set(self.encodings) <= {"utf-8", "utf-8-sig"} else "auto"


def new_study(name: str, root: Path) -> str:
    """Write studies/NAME.yaml for the articles in data/NAME, and report what was found.

    The folder is made when it does not exist. Where it holds texts or pages and no table, a table `articles.csv` is
    begun that names them. Nothing that exists is written over: a second call checks and reports.

    Returns
    -------
    str
        What was found, every problem, and what to do next; one line each.

    Raises
    ------
    TaawunError
        The name cannot name a study.
    """
    if not re.fullmatch(r"[^\W_][\w.-]*", name):
        raise TaawunError(f"{name!r} cannot name a study", "use letters, digits, - and _", field="NAME")
    folder, study = root / "data" / name, root / "studies" / f"{name}.yaml"
    made = not folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        return "\n".join(
            [
                f"{'made' if made else 'empty:'} {_shown(folder, root)}",
                f"next: put your articles there ({', '.join(_suffixes())}), then run `taawun new {name}` again",
            ]
        )
    begun = _begin_index(folder)
    findings = inspect_folder(folder)
    lines = [f"began {_shown(folder / INDEX, root)}: fill in outlet, date and title"] if begun else []
    lines += describe(findings)
    if study.exists():
        lines.append(f"kept {_shown(study, root)} as it is")
    else:
        with replace_whole(study) as part:
            part.write_text(write_study(name, findings), encoding="utf-8")
        lines.append(f"wrote {_shown(study, root)}: read it through, above all the title, the question and the sides")
    if not findings.articles:
        lines.append(f"next: correct the problems, then run `taawun new {name}` again")
    else:
        lines.append(f"next: make report STUDY={name}")
    return "\n".join(lines)


def inspect_folder(folder: Path) -> Findings:
    """Read a corpus folder through, count what is there, and collect every problem."""
    findings = Findings()
    findings.problems += [
        f"{path.relative_to(folder).as_posix()}: files of this form are not read; save it as .txt or .html, or remove it"
        for path in _list_all(folder)
        if not form_of(path.name)
    ]
    try:
        files = list_files(Source(folder))
    except TaawunError as error:
        findings.problems.append(str(error))
        return findings
    findings.columns, findings.date_format = _guess_columns(files, findings)
    # Told file by file here; the study file asks for it only when a file needs it.
    source = Source(folder, encoding="auto", columns=findings.columns)
    ids: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    used: list[Path] = []
    for record in _read_on(source, files, findings, used):
        numbers[record.file] += 1
        place = ", ".join(part for part in (record.file, record.place) if part)
        try:
            row = make_article(record, source, numbers[record.file], date_format=findings.date_format)
        except TaawunError as error:
            findings.problems.append(f"{place}: {error}")
            continue
        if row["id"] in ids:
            findings.problems.append(f"{place}: the id {row['id']!r} is given twice (first in {ids[row['id']]})")
        ids[row["id"]] = place
        _count(row, findings)
    for path in used:
        findings.forms[form_of(path.name) or path.suffix] += 1
        if form_of(path.name) in ("text", "csv") or path.suffix == ".jsonl":
            with path.open("rb") as stream:
                findings.encodings[find_encoding(stream.read(SAMPLE)) or "unsure"] += 1
    return findings


def _read_on(source: Source, files: list[Path], findings: Findings, used: list[Path]) -> Iterator[Record]:
    """Stream the records of all files; a file that cannot be read is a problem, and the next one is read."""
    for path in files:
        try:
            yield from read_source(source, [path], used=used, problems=findings.problems)
        except TaawunError as error:
            findings.problems.append(str(error))


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


def _guess_columns(files: list[Path], findings: Findings) -> tuple[dict[str, str], str | None]:
    """Columns whose names are not ours but known, and the order of day and month."""
    names: dict[str, str] = {}
    dates: list[str] = []
    known = {
        _plain_name(name): ours
        for ours, theirs in load_lexicon("columns").items()
        for name in theirs
        if ours != "date_formats"
    }
    for path in files:
        if form_of(path.name) in ("text", "html"):
            continue
        try:
            for record in itertools.islice(read_records(path, encoding="auto"), 1000):
                for theirs in record.fields:
                    ours = known.get(_plain_name(theirs))
                    if ours and (theirs == ours or ours not in names):
                        names[ours] = theirs
                value = record.fields.get(names.get("date", "date"))
                if isinstance(value, str) and value.strip():
                    dates.append(value.strip().translate(DIGITS))
        except TaawunError:
            continue  # said when the file is read through
    return {ours: theirs for ours, theirs in names.items() if ours != theirs}, _guess_date_format(dates, findings)


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_-]", "", str(name)).casefold()


def _guess_date_format(dates: list[str], findings: Findings) -> str | None:
    def fits(date_format: str | None) -> int:
        fitting = 0
        for date in dates:
            try:
                fitting += parse_date(date, date_format) is not None
            except TaawunError:
                continue
        return fitting

    if not dates or fits(None) >= len(dates) / 2:
        return None
    formats = {date_format: fits(date_format) for date_format in load_lexicon("columns")["date_formats"]}
    best = [date_format for date_format, count in formats.items() if count == max(formats.values())]
    if not max(formats.values()):
        return None
    if len(best) > 1:
        findings.problems.append(
            f"dates like {dates[0]} can be read as {' or '.join(best)}: write the right one as corpus.date_format"
        )
    return best[0]


def _list_all(folder: Path) -> list[Path]:
    """All files of a folder but hidden ones, whatever their form."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def _begin_index(folder: Path) -> bool:
    """Begin a table of the texts and pages of a folder that has none and holds no other articles."""
    files = [path for path in _list_all(folder) if form_of(path.name)]
    if (folder / INDEX).exists() or not files or any(form_of(path.name) not in ("text", "html") for path in files):
        return False
    with replace_whole(folder / INDEX) as part, part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["id", "file", "outlet", "language", "date", "title", "url", "rights"])
        for path in files:
            name = path.relative_to(folder)
            writer.writerow([name.with_suffix("").as_posix(), name.as_posix(), "", "ar", "", "", "", ""])
    return True


def describe(findings: Findings) -> list[str]:
    """Say what was found, one line a matter, and every problem.

    Examples
    --------
    >>> describe(Findings(articles=2, forms=Counter(text=2), outlets=Counter({"الساحل": 2}), problems=["a.txt: empty"]))
    ['2 articles in 2 files (text 2)', 'outlets: الساحل 2', 'dates: none', 'states: none found', '1 problem:', '  a.txt: empty']
    """
    lines = [f"{findings.articles} articles in {findings.forms.total()} files ({_listed(findings.forms)})"]
    if findings.encodings:
        lines.append(f"encodings: {_listed(findings.encodings)}")
    if findings.columns:
        lines.append("columns: " + ", ".join(f"{ours} is {theirs!r}" for ours, theirs in findings.columns.items()))
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
    if findings.problems:
        lines.append(f"{len(findings.problems)} problem{'s' if len(findings.problems) > 1 else ''}:")
        lines += [f"  {problem}" for problem in findings.problems]
    return lines


def _listed(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f" and {len(ordered) - SHOWN} more" if len(ordered) > SHOWN else ""
    return ", ".join(f"{name} {count}" for name, count in ordered[:SHOWN]) + more


def write_study(name: str, findings: Findings) -> str:
    """Text of a study file for a folder in data/, with a comment for everything to decide."""
    best = next(iter(findings.likely_pairs()), None)
    title_en, title_ar = name, name
    if best:
        (first_en, first_ar), (second_en, second_ar) = (_state_names(code) for code in best)
        title_en, title_ar = f"{first_en} and {second_en}: who said what", f"{first_ar} و{second_ar}: من قال ماذا"
    corpus = [f"  folder: {_quoted(f'data/{name}')}"]
    if findings.columns:
        named = ", ".join(f"{ours}: {_quoted(theirs)}" for ours, theirs in findings.columns.items())
        corpus.append(f"  columns: {{{named}}} # our column: yours")
    if findings.encoding != "utf-8":
        corpus.append("  encoding: auto # told file by file: not all of them are UTF-8")
    if findings.date_format:
        corpus.append(f"  date_format: {_quoted(findings.date_format)}")
    outlets = ", ".join(_quoted(outlet) for outlet, _ in findings.outlets.most_common(SHOWN))
    first = min(findings.dates, default=datetime.date(2000, 1, 1).isoformat())
    last = max(findings.dates, default=datetime.date(2000, 12, 31).isoformat())
    states = ", ".join(best) if best else "AA, BB"
    return "\n".join(
        [
            f"# Written by `taawun new {name}`. `make report STUDY={name}` makes the report.",
            "title:",
            f"  en: {_quoted(title_en)}",
            f"  ar: {_quoted(title_ar)}",
            "question:",
            "  en: How do the two sides speak of their cooperation?",
            "  ar: كيف يتحدث الطرفان عن التعاون بينهما؟",
            "language: both # labels of figures and tables: en, ar or both",
            "seed: 1 # any whole number; the same seed gives the same report",
            "",
            "corpus:",
            *corpus,
            "  duplicates: once # all: keep every copy of a wire report, to compare outlets",
            "  minimum_words: 20 # shorter ones are left out and counted",
            "  # Which of the articles belong to the study; take the # away to use a filter.",
            "  # filters:",
            f"  #   from: {first}",
            f"  #   to: {last}",
            f"  #   outlets: [{outlets}]",
            f"  #   states: [{states}] # only articles that name all of these",
            "  #   office_holder: true # ... and someone who holds an office of one of them",
            "",
            "# Who is compared: a state (everyone who speaks for it), or named speakers and offices.",
            "sides:",
            *(_side(code, findings) for code in best or ()),
            *([] if best else _placeholders()),
            "",
        ]
    )


def _side(code: str, findings: Findings) -> str:
    english, arabic = _state_names(code)
    return "\n".join(
        [
            f"  - id: {re.sub('[^a-z]+', '-', english.casefold()).strip('-') or code.lower()}"
            f" # named in {findings.states[code]} articles",
            f"    label: {{ en: {_quoted(english)}, ar: {_quoted(arabic)} }}",
            f"    state: {_quoted(code)}",
        ]
    )


def _placeholders() -> list[str]:
    return [
        line
        for number, arabic in ((1, "الأول"), (2, "الثاني"))
        for line in (
            f"  - id: side-{number} # no pair of states was found: write here who is compared",
            f"    label: {{ en: Side {number}, ar: الطرف {arabic} }}",
            f"    speakers: [المتحدث {arabic}]",
        )
    ]


def _state_names(code: str) -> tuple[str, str]:
    from babel import Locale

    return Locale("en").territories.get(code, code), Locale("ar").territories.get(code, code)


def _quoted(text: str) -> str:
    """Text as YAML reads it back whatever it holds: a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def _suffixes() -> list[str]:
    from taawun.corpus.readers import FORMS

    return list(FORMS)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
