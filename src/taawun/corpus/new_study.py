"""A study over a researcher's own articles: look at what is there, say everything that is wrong, write the study file."""

from __future__ import annotations

import csv
import datetime
import json
import re
from pathlib import Path
from typing import NamedTuple

from taawun.corpus.index_file import update_index
from taawun.corpus.inspection import SHOWN, Findings, Problem, describe, inspect_folder, shown_path
from taawun.corpus.readers import FORMS
from taawun.corpus.sources import INDEX, source_of
from taawun.errors import TaawunError
from taawun.study import load_study
from taawun.tables import replace_whole


class Outcome(NamedTuple):
    """What `taawun new` prints, and the exit code that goes with it."""

    text: str
    exit_code: int = 0


def new_study(name: str, root: Path, *, strict: bool = False) -> Outcome:
    """Write studies/NAME.yaml for the articles in data/NAME, and report what was found.

    The folder is made when it does not exist. Texts, pages and documents are named in a table `articles.csv`, which is
    begun, or added to where files are new. Nothing that people wrote is changed: a second call adds rows for new files,
    checks and reports.

    Parameters
    ----------
    strict
        Whether anything that is left out makes the exit code 1.

    Returns
    -------
    Outcome
        What was found, the problems by kind, and what to do next; exit code 2 when no article can be used. All problems
        are in build/NAME/problems.csv.

    Raises
    ------
    TaawunError
        The name cannot name a study; its study file cannot be read.
    """
    if not re.fullmatch(r"[^\W_][\w.-]*", name):
        raise TaawunError(f"{name!r} cannot name a study", "use letters, digits, - and _", field="NAME")
    path = root / "studies" / f"{name}.yaml"
    study = load_study(path, root=root) if path.exists() else None
    folder = root / "data" / name if study is None else study.corpus_folder or root / "data" / name
    made = not folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    if not any(folder.iterdir()):
        lines = [
            f"{'made' if made else 'empty:'} {shown_path(folder, root)}",
            f"next: put your articles there ({', '.join(FORMS)}), then run `taawun new {name}` again",
        ]
        return Outcome("\n".join(lines))
    begun = not (folder / INDEX).exists()
    added = update_index(folder)
    findings = inspect_folder(folder, None if study is None else source_of(study))
    lines = []
    if added:
        shown = shown_path(folder / INDEX, root)
        rows = f"{added} row{'s' if added > 1 else ''}"
        lines.append(f"began {shown} with {rows}" if begun else f"added {rows} to {shown}")
        lines[-1] += ": fill in outlet, country, date and title where they are missing"
    lines += describe(findings)
    if findings.problems:
        lines.append(f"all of them: {shown_path(_write_problems(findings, root / 'build' / name), root)}")
    if study is not None:
        lines.append(f"kept {shown_path(path, root)} as it is")
    else:
        with replace_whole(path) as part:
            part.write_text(write_study(name, findings), encoding="utf-8")
        lines.append(
            f"wrote {shown_path(path, root)}: read it through, above all the title, the question and the sides"
        )
    if not findings.articles:
        lines.append(f"next: correct the problems, then run `taawun new {name}` again")
        return Outcome("\n".join(lines), 2)
    lines.append(f"next: make report STUDY={name}")
    return Outcome("\n".join(lines), 1 if strict and findings.problems else 0)


def _write_problems(findings: Findings, folder: Path) -> Path:
    with replace_whole(folder / "problems.csv") as part, part.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Problem._fields)
        writer.writerows(findings.problems)
    return folder / "problems.csv"


def write_study(name: str, findings: Findings) -> str:
    """Text of a study file for a folder in data/, with a comment for everything to decide."""
    best = next(iter(findings.likely_pairs()), None)
    title_en, title_ar = name, name
    if best:
        (first_en, first_ar), (second_en, second_ar) = (_state_names(code) for code in best)
        title_en, title_ar = f"{first_en} and {second_en}: who said what", f"{first_ar} و{second_ar}: من قال ماذا"
    corpus = [f"  folder: {_quoted(f'data/{name}')}"]
    corpus.append("  encoding: auto # told file by file")
    formats = findings.date_format
    if isinstance(formats, str):
        corpus.append(f"  date_format: {_quoted(formats)} # for dates that can be read in several ways")
    elif formats:
        each = ", ".join(f"{_quoted(file)}: {_quoted(date_format)}" for file, date_format in formats.items())
        corpus.append(f"  date_format: {{{each}}} # file by file")
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
            "language: both # of the report: en, ar, or both (English with Arabic labels)",
            "seed: 1 # any whole number; the same seed gives the same report",
            "",
            "corpus:",
            *corpus,
            "  duplicates: once # all: keep every copy of a wire report, to compare outlets",
            "  # columns: {text: BODY} # only for tables whose columns have names that taawun does not know",
            "  # calendar: hijri # or solar (Iran): what years like 1438 or 1396 are counted in",
            "  # defaults: {outlet: NAME, country: XX} # where the files say nothing",
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
