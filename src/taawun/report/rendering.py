"""The report: executed notebooks as one self-contained page, with their tables and figures beside it.

The page holds text, drawings, one style sheet, and the explorer's data with its script; a Content-Security-Policy forbids
any other script and any request. Text of notebooks is rendered here; outputs made by `taawun.report.display` are escaped already, and any other HTML is refused.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mistune
from markupsafe import Markup, escape

from taawun import __version__
from taawun.errors import TaawunError
from taawun.lexicons import lexicon_path
from taawun.receipts import check_file, claim, list_products
from taawun.report.explorer import data_as_json, render_explorer, script_source
from taawun.report.explorer_study import explore_study
from taawun.report.fonts import font_faces
from taawun.report.markup import attributes, direction, isolate_runs, quote_anchor, render, safe_url, templates
from taawun.report.provenance import build_manifest, describe_inputs, describe_outputs
from taawun.report.study_tables import StudyTables
from taawun.report.tidy import count_copies, fits_a_workbook, tidy_statements, write_tidy
from taawun.study import Study
from taawun.tables import replace_whole

FIRST = "first"
"""Tag of the cells that the page shows before all others: the answer and the figure that shows it."""
OPEN = "open"
"""Tag of the headings whose section the page shows; every other section of a part opens on demand."""
SECTION = 2
"""Level of the headings whose sections open and close."""
LAST = ("topics", "corpus")
"""What the evidence rests on stands behind it, whatever the order in which the notebooks run."""


@dataclass(frozen=True)
class Part:
    """One notebook of the report.

    Attributes
    ----------
    anchor, title
        Of its first heading.
    sections
        Anchor and title of each further heading of the second level.
    html
        The rendered cells.
    files
        Tables and figures that it shows, relative to the build folder.
    sets
        Name of a number in its tables: ids of the statements behind it.
    first
        The rendered cells tagged `FIRST`, which are not in `html`.
    """

    anchor: str
    title: str
    sections: list[dict[str, str]]
    html: Markup
    files: list[str]
    sets: dict[str, list[str]] = field(default_factory=dict)
    first: Markup = field(default_factory=Markup)


def write_report(study: Study, *, notebooks: Sequence[str] | None = None) -> Path:
    """Write reports/NAME: report.html, manifest.json, tables/, figures/ and the tidy table of all statements.

    Parameters
    ----------
    study
        Its executed notebooks are read from build/NAME.
    notebooks
        Names of the notebooks; those of the study when not given. Those of `LAST` stand last in the page.

    Returns
    -------
    Path
        The page. It is written last, so that it never stands beside files of another build.

    Raises
    ------
    TaawunError
        A notebook is not executed yet or for another study, or two of them write a file of the same name.
    """
    build_dir, folder = study.root / "build" / study.name, study.root / "reports" / study.name
    claim(build_dir)
    for left in folder.rglob(".*.part"):  # of a build that was killed
        left.unlink()
    paths = [build_dir / f"{name}.ipynb" for name in sorted(notebooks or study.notebooks, key=_place)]
    for path in paths:
        if not path.exists():
            raise TaawunError(
                "the notebook is not executed yet", f"run: make report STUDY={study.name}", file=path.name
            )
        check_file(path)
    executed = {path: json.loads(path.read_text(encoding="utf-8")) for path in paths}
    for path, notebook in executed.items():
        _check_study(path, notebook, study)
    parts = [render_notebook(notebook, path.stem, study.language) for path, notebook in executed.items()]
    files = [file for part in parts for file in part.files]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice:
        raise TaawunError(f"{twice} is written twice", "give one of them another name", file=build_dir.name)
    inputs = describe_inputs(study, build_dir, [study.root / "notebooks" / path.name for path in paths])
    _copy_files(build_dir, folder, files)
    tables = StudyTables(study, build_dir)
    tidy = _write_statements(tables, folder)
    sets = {name: ids for part in parts for name, ids in part.sets.items()}
    page = render_page(study, parts, inputs, explorer=explore_study(tables, sets))
    with replace_whole(folder / "report.html") as part:
        part.write_text(page, encoding="utf-8", newline="\n")
        outputs = describe_outputs(folder, [*files, *tidy]) | {"report.html": _digest(page)}
        manifest = json.dumps(build_manifest(study, inputs, outputs), ensure_ascii=False, indent=1)
        with replace_whole(folder / "manifest.json") as beside:
            beside.write_text(manifest + "\n", encoding="utf-8", newline="\n")
    return folder / "report.html"


def _check_study(path: Path, notebook: Mapping[str, Any], study: Study) -> None:
    """Refuse a notebook that was executed for another study: a whole folder that was copied agrees with its receipts."""
    for cell in notebook["cells"]:
        injected = "injected-parameters" in cell.get("metadata", {}).get("tags", ())
        if injected and f"study = {study.name!r}" not in "".join(cell["source"]).splitlines():
            raise TaawunError(
                "executed for another study",
                f"remove the folder build/{study.name} and run: make report STUDY={study.name}",
                file=path,
                exit_code=1,
            )


def _place(notebook: str) -> int:
    return LAST.index(notebook) + 1 if notebook in LAST else 0


def render_page(
    study: Study, parts: Sequence[Part], inputs: Mapping[str, str], *, explorer: Mapping[str, Any] | None = None
) -> str:
    """Return the page of a study as HTML, with an explorer of the data of `taawun.report.explorer.explorer_data`."""
    manifest = build_manifest(study, dict(inputs), {})
    body = Markup("").join(part.first + part.html for part in parts)
    anchors = {match.group(1) for match in re.finditer(r'\bid="([^"]+)"', body)}
    text = study.path.read_text(encoding="utf-8-sig")
    css = "".join(templates().get_template(name).render() for name in ("report.css", "explorer.css"))
    section = render_explorer(explorer, study.language) if explorer else Markup("")
    # With the characters that the templates and the browser add themselves.
    letters = (
        set("".join([body, text, section, data_as_json(explorer or {})]))
        | {chr(code) for code in range(0x20, 0x7F)}
        | set("،؛؟«»…–·")
    )
    if study.language == "ar":
        letters |= set(lexicon_path("messages").read_text(encoding="utf-8"))
    page = render(
        "report.html",
        language=study.language,
        study=study,
        study_file=next(iter(inputs)),
        study_text=text,
        first=Markup("\n").join(_drop_dangling(part.first, anchors) for part in parts),
        parts=[
            {
                "anchor": part.anchor,
                "title": part.title,
                "sections": part.sections,
                "html": _drop_dangling(part.html, anchors),
            }
            for part in parts
        ],
        explorer=section,
        script=script_source() if explorer else "'none'",
        provenance={"inputs": manifest["inputs"], "versions": manifest["software"]},
        css=Markup(css),  # noqa: S704  (our own style sheet)
        fonts=Markup(font_faces("".join(sorted(letters)))),  # noqa: S704  (base64)
        version=__version__,
    )
    return str(page)


def render_notebook(notebook: Mapping[str, Any], name: str, language: str = "en") -> Part:
    """Render the cells of an executed notebook: its prose and what its code shows, without the code.

    A report in Arabic takes the prose from the field `ar` of a cell's metadata, where the cell has one.
    """
    headings: list[tuple[int, str, str]] = []
    prose = _Prose(name, headings)
    markdown = mistune.create_markdown(renderer=prose, plugins=["table"])
    body: list[Markup] = []
    lifted: list[Markup] = []
    for cell in notebook["cells"]:
        tags = cell.get("metadata", {}).get("tags", [])
        prose.lifted, prose.shown = FIRST in tags, OPEN in tags
        pieces = lifted if prose.lifted else body
        source = "".join(cell["source"])
        if language == "ar":
            source = cell.get("metadata", {}).get("ar", source)
        if cell["cell_type"] == "markdown":
            pieces.append(Markup(markdown(source)))  # noqa: S704  (the renderer escapes)
        elif cell["cell_type"] == "code":
            for output in cell.get("outputs", []):
                pieces.append(_render_output(output))
    body.append(prose.close_section())
    if not headings:
        headings.append((2, name, name))
        body.insert(0, Markup('<h2 id="{0}" dir="ltr" lang="en">{0}</h2>').format(name))
    first, *others = headings
    return Part(
        anchor=first[2],
        title=first[1],
        sections=[{"anchor": anchor, "title": title} for level, title, anchor in others if level == first[0] + 1],
        html=Markup("\n").join(body),
        files=list_products(notebook),
        sets=_list_sets(notebook),
        first=Markup("\n").join(lifted),
    )


def _list_sets(notebook: Mapping[str, Any]) -> dict[str, list[str]]:
    """Statements behind each number that the notebook shows, as `taawun.report.display` names them."""
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    shown = (output.get("metadata", {}).get("taawun", {}).get("statements", {}) for output in outputs)
    return {name: ids for sets in shown for name, ids in sets.items()}


class _Prose(mistune.HTMLRenderer):
    """Markdown with escaped HTML, headings one level down, and a direction on every block."""

    def __init__(self, name: str, headings: list[tuple[int, str, str]]) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self.part, self.headings = name, headings
        self.lifted = self.shown = self.inside = False

    def close_section(self) -> Markup:
        """End the section that a heading of the second level began."""
        inside, self.inside = self.inside, False
        return Markup("</details>\n") if inside else Markup("")

    def text(self, text: str) -> str:
        return str(isolate_runs(text))

    def heading(self, text: str, level: int, **_attrs: Any) -> str:
        title = Markup(text).striptags()  # noqa: S704  (rendered by this class)
        slug = re.sub(r"[^\w]+", "-", title.lower()).strip("-")
        taken = {anchor for _, _, anchor in self.headings}
        anchor = unique = f"{self.part}-{slug}" if self.headings else self.part
        number = 2
        while unique in taken:
            unique, number = f"{anchor}-{number}", number + 1
        # What stands before all parts is in no part's contents, and one level higher.
        self.headings.append((0 if self.lifted else level, title, unique))
        level = level - 1 if self.lifted else level
        head = f'<h{level + 1} id="{escape(unique)}" {attributes(title)}>{text}</h{level + 1}>'
        if self.lifted or level != SECTION:
            return f"{head}\n"
        before, self.inside = self.close_section(), True
        return f'{before}<details class="section"{" open" if self.shown else ""}><summary>{head}</summary>\n'

    def paragraph(self, text: str) -> str:
        return f"<p {self._attributes(text)}>{_flow(text)}</p>\n"

    def list_item(self, text: str) -> str:
        return f"<li {self._attributes(text)}>{_flow(text)}</li>\n"

    def block_quote(self, text: str) -> str:
        return f"<blockquote {self._attributes(text)}>\n{text}</blockquote>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002  (mistune names it)
        href = url if url.startswith("#") else safe_url(url)
        return f'<a href="{escape(href)}">{text}</a>' if href else text

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002
        return str(escape(text))  # a page that opens offline fetches nothing

    def _attributes(self, html: str) -> Markup:
        return attributes(Markup(html).striptags())  # noqa: S704


def _flow(html: str) -> str:
    """Arabic in an Arabic block is its text: isolated runs between Latin letters would run from left to right."""
    arabic = direction(Markup(html).striptags()) == "rtl"  # noqa: S704  (rendered by this class)
    return html.replace('<bdi dir="rtl" lang="ar">', "").replace("</bdi>", "") if arabic else html


def _render_output(output: Mapping[str, Any]) -> Markup:
    kind = output["output_type"]
    if kind == "stream":
        text = "".join(output["text"])
        return (
            Markup('<pre dir="auto">{}</pre>').format(isolate_runs(text)) if output["name"] == "stdout" else Markup("")
        )
    data = output.get("data", {})
    if "text/html" in data and "taawun" in output.get("metadata", {}):
        return Markup("".join(data["text/html"]))  # noqa: S704  (made by taawun.report.display)
    if "image/png" in data:
        source = "data:image/png;base64," + "".join("".join(data["image/png"]).split())
        return Markup(
            '<figure class="picture"><div class="scroll" tabindex="0" role="group" aria-label="picture"><img alt="" src="{}"></div></figure>'
        ).format(source)
    text = "".join(data.get("text/plain", ""))
    return Markup('<pre dir="auto">{}</pre>').format(isolate_runs(text)) if text else Markup("")


def _drop_dangling(html: Markup, anchors: set[str]) -> Markup:
    """Keep the links whose target is in the report: a large study shows only some of its articles."""
    known = {quote_anchor(anchor) for anchor in anchors} | anchors

    def keep(match: re.Match[str]) -> str:
        return match.group(0) if match.group(1) in known else match.group(2)

    return Markup(re.sub(r'<a href="#(s-[^"]*)">(.*?)</a>', keep, html, flags=re.DOTALL))  # noqa: S704  (escaped before)


def _copy_files(build_dir: Path, folder: Path, files: Sequence[str]) -> None:
    for kind in ("tables", "figures"):
        known = {folder / file for file in files}
        for old in (folder / kind).glob("*"):
            if old not in known:
                old.unlink()
    for file in files:
        if not (build_dir / file).is_file():
            raise TaawunError("a file of the notebook is gone", "run: make clean report", file=file)
        check_file(build_dir / file)
        with replace_whole(folder / file) as part:
            shutil.copyfile(build_dir / file, part)


def _write_statements(tables: StudyTables, folder: Path) -> list[str]:
    """Write the tidy table of the study's statements, with their words, in each form; return the names."""
    articles, statements, frames, targets = tables.records
    rows = tidy_statements(
        articles,
        statements,
        frames=frames,
        targets=targets,
        sides=tables.study.sides,
        topics=tables.topics,
        copies=count_copies(tables.copies),
    )
    names = [
        f"statements{suffix}" for suffix in (".csv", ".xlsx", ".parquet") if suffix != ".xlsx" or fits_a_workbook(rows)
    ]
    for name in names:
        write_tidy(rows, folder / name)
    return names


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()
