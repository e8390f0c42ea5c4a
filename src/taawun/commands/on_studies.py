"""Commands on studies, and those that begin one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from taawun.commands.parts import COUNT, FILE, STUDY, say, tell, warn
from taawun.errors import TaawunError
from taawun.study import find_root, load_study
from taawun.tables import read_rows


@click.command()
@STUDY
@click.argument("out", metavar="OUT", type=FILE)
def articles(study: str, out: Path) -> None:
    """Read, clean, de-duplicate and filter the articles of a study.

    \b
    Example:
      taawun articles tehran-2017 build/tehran-2017/articles.parquet
    """
    from taawun.corpus.articles import build_articles

    flow = build_articles(load_study(study), out, progress=sys.stderr.isatty())
    tell(", ".join(f"{step} {count:,}" for step, count in flow.items()))
    if flow["rejected"]:
        beside = out.with_name(f"rejected{out.suffix}")
        warn(list(read_rows(beside)), beside)


@click.command()
@click.argument("notebook", metavar="NOTEBOOK", type=FILE)
@STUDY
def notebook(notebook: Path, study: str) -> None:
    """Execute a notebook of notebooks/ for a study, into build/STUDY/.

    \b
    Example:
      taawun notebook notebooks/corpus.ipynb tehran-2017
    """
    from taawun.notebook_runner import run_notebook

    loaded = load_study(study)
    build_dir = Path("build") / loaded.name
    parameters = {"study": study, "build_dir": build_dir.as_posix()}
    files, folders = loaded.inputs_of(notebook.stem)
    output = loaded.root / build_dir / notebook.name
    run_notebook(notebook, output, parameters, cwd=loaded.root, inputs=files, folders=folders, study=loaded)


@click.command()
@STUDY
def report(study: str) -> None:
    """Make the report of a study from its executed notebooks.

    \b
    Example:
      taawun report tehran-2017
    """
    from taawun.report.rendering import write_report

    write_report(load_study(study))


@click.command()
@STUDY
@click.option("--opened", is_flag=True, help="Print tables too, and the statements behind their numbers.")
def pdf(study: str, *, opened: bool) -> None:
    """Print the report of a study to reports/STUDY/report.pdf, with a browser of this machine.

    \b
    Examples:
      taawun pdf tehran-2017
      taawun pdf tehran-2017 --opened
    """
    from taawun.report.pdf import print_report

    loaded = load_study(study)
    folder = loaded.root / "reports" / loaded.name
    print_report(folder / "report.html", folder / "report.pdf", opened=opened)
    tell(f"printed reports/{loaded.name}/report.pdf")


@click.command()
@STUDY
@click.argument("out", metavar="OUT", type=FILE)
def export(study: str, out: Path) -> None:
    """Write a built study to one file: a database (.sqlite) to search and query, or a workbook (.xlsx).

    The database opens in Datasette with the NAME.metadata.json beside it (docs/export.md).

    \b
    Example:
      taawun export tehran-2017 tehran.sqlite
    """
    from taawun.report.export import export_study
    from taawun.report.study_tables import StudyTables

    loaded = load_study(study)
    export_study(StudyTables(loaded, loaded.root / "build" / loaded.name), out)


@click.command()
@STUDY
def run(study: str) -> None:
    """Make the report of a study from its articles: every stage that is due, as `make report` does.

    \b
    Example:
      taawun run tehran-2017
    """
    from taawun.run_study import run_study

    made = run_study(load_study(study), lambda line: say(line, sys.stderr))
    say(f"made {made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made}")


@click.command()
@click.argument("folder", metavar="FOLDER", type=FILE)
def init(folder: Path) -> None:
    """Write a project into a folder: a study with its article, the notebooks, a README; what is there is kept.

    \b
    Example:
      taawun init my-project && cd my-project && taawun run tehran-2017
    """
    from taawun.project import init_project

    for name in init_project(folder):
        say(folder / name)


@click.command()
@click.argument("name", metavar="NAME")
@click.option("--strict", is_flag=True, help="Exit code 1 when anything is left out.")
def new(name: str, *, strict: bool) -> None:
    """Begin a study of your own articles: check what is in data/NAME and write studies/NAME.yaml.

    \b
    Example:
      taawun new my-study
    """
    from taawun.corpus.new_study import new_study

    outcome = new_study(name, find_root(), strict=strict)
    say(outcome.text)
    if outcome.exit_code:
        raise SystemExit(outcome.exit_code)


@click.command()
@click.argument("corpus", metavar="CORPUS")
def fetch(corpus: str) -> None:
    """Fetch a public corpus (a name in data/corpora.yaml) into the cache and check every file against its hash.

    \b
    Example:
      taawun fetch saudinewsnet
    """
    from taawun.corpus.registry import fetch_corpus

    say(fetch_corpus(corpus, find_root(), progress=True))


@click.command()
@STUDY
@click.argument("folder", metavar="[FOLDER]", type=FILE, required=False)
@click.option("--size", metavar="N", type=COUNT, default=300, show_default=True, help="Statements to draw.")
@click.option("--check", is_flag=True, help="Read the coders' filled sheets and say what they show.")
def coding(study: str, folder: Path | None, *, size: int, check: bool) -> None:
    """Write sheets for coding a sample of a study's statements by hand, or check the filled ones.

    They are in data/coding/STUDY when no FOLDER is given.

    \b
    Examples:
      taawun coding my-study --size 200
      taawun coding my-study --check
    """
    from taawun.codebook import load_codebook
    from taawun.report.display import open_notebook
    from taawun.rhetoric.coded import code_statements
    from taawun.rhetoric.coding import write_sheets
    from taawun.rhetoric.validity import find_validation

    loaded = load_study(study)
    nb = open_notebook(study, Path("build") / loaded.name)
    codebook, folder = load_codebook(loaded.codebook_file), folder or loaded.coding_folder
    coded = code_statements(nb.statements, nb.frames, nb.articles, codebook, [side.id for side in loaded.sides])
    if check:
        found = find_validation(folder, coded, seed=loaded.seed, confidence=loaded.comparison.confidence)
        if found is None:
            raise TaawunError("there is no filled sheet yet", "save it as frames-NAME.xlsx", file=folder)
        say(found.summary)
        return
    texts = dict(zip(nb.articles["id"], nb.articles["text"], strict=True))
    for path in write_sheets(coded, texts, codebook, folder, size=size, seed=loaded.seed):
        say(path)
