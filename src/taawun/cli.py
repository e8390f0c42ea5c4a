"""Command line: the stages that make calls, and single steps on any articles.

Exit codes: 0 done (a warning says how many articles were set aside), 1 a step failed, 2 the input is wrong (said in at
most five lines, without a traceback).
"""

from __future__ import annotations

import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from taawun import __version__
from taawun.errors import TaawunError, show_controls
from taawun.study import find_root, load_study
from taawun.tables import Row, read_rows, rejected_beside

MESSAGE_LINES = 5
COMPLETE = "_TAAWUN_COMPLETE"
"""Environment variable in which a shell asks for completions."""

AnyFunction = Callable[..., Any]


class StudyName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """Name of a study in studies/, or the path of a study file; completed from the studies that are there."""

    name = "study"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Names of the studies here that begin so."""
        try:
            found = sorted(path.stem for path in (find_root() / "studies").glob("*.yaml"))
        except TaawunError:
            return []
        return [CompletionItem(name) for name in found if name.startswith(incomplete)]


COUNT = click.IntRange(min=1)
FILE = click.Path(path_type=Path)


def several(*decorators: Callable[[AnyFunction], AnyFunction]) -> Callable[[AnyFunction], AnyFunction]:
    """Give a command several arguments and options that others have too."""

    def decorate(function: AnyFunction) -> AnyFunction:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


STUDY = click.argument("study", type=StudyName())
IN_OUT = several(click.argument("source", metavar="IN", type=FILE), click.argument("out", metavar="OUT", type=FILE))
SPREAD = several(
    click.option("--jobs", metavar="N", type=COUNT, help="Processes; as many as processors when not given."),
    click.option(
        "--cluster", metavar="ADDRESS", help="Dask scheduler (tcp://host:8786) whose workers take the batches."
    ),
)


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Bilateral cooperation rhetoric in Arabic newswire: who said what, from the articles to a report.

    \b
    Begin with your own articles:
      taawun new my-study            looks at data/my-study and writes studies/my-study.yaml
      taawun statements my.xlsx out.xlsx --text
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
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
    _tell(", ".join(f"{step} {count:,}" for step, count in flow.items()))
    if flow["rejected"]:
        beside = out.with_name(f"rejected{out.suffix}")
        _warn(list(read_rows(beside)), beside)


@cli.command()
@IN_OUT
@SPREAD
def words(source: Path, out: Path, jobs: int | None, cluster: str | None) -> None:
    """Split texts into syntactic words with their lemmas.

    IN is a folder of articles or a file of any form that a corpus can have; OUT is .jsonl or .parquet.

    \b
    Example:
      taawun words articles.csv words.parquet
    """
    from taawun.intake import open_articles
    from taawun.stages import build_words, write_rejected

    with open_articles(source) as (table, rejected):
        later = build_words(table, out, jobs=jobs, cluster=cluster)
        if rejected:
            write_rejected(rejected + later, out)
    _warn(rejected + later, rejected_beside(out))


@cli.command()
@IN_OUT
@click.option("--text", is_flag=True, help="Write the words with speaker, outlet and date instead of offsets.")
@SPREAD
def statements(source: Path, out: Path, text: bool, jobs: int | None, cluster: str | None) -> None:
    """Find who said what in each article.

    IN is a folder of articles, a file of any form that a corpus can have (.csv, .xlsx, .json, .docx ...), or - for
    standard input. OUT is .jsonl, .parquet, .csv or .xlsx, written whole or not at all, or - for standard output.

    \b
    Examples:
      taawun statements press.xlsx statements.xlsx --text
      taawun statements folder/ statements.parquet --jobs 4
      taawun statements - - --text < article.txt
    """
    from taawun.intake import rejected_file, write_statements

    _warn(write_statements(source, out, text=text, jobs=jobs, cluster=cluster), rejected_file(out))


@cli.command()
@click.argument("source", metavar="IN", type=FILE)
@click.option(
    "--id", "word", metavar="ARTICLE:OFFSET", required=True, help="A statement's id, or any character of a word."
)
def explain(source: Path, word: str) -> None:
    """Say which rules made a word a statement or none, and why this speaker among the candidates.

    \b
    Example:
      taawun explain articles.parquet --id a1:120
    """
    from taawun.intake import open_articles
    from taawun.stages import read_article
    from taawun.statements.explain import explain_word

    name, _, offset = word.rpartition(":")
    if not name or not offset.isdecimal():
        raise TaawunError(f"{word!r} is not an article's id and a character, as a1:120", "give a statement's id")
    with open_articles(source) as (table, _):
        _say(explain_word(read_article(table, name), int(offset)))


@cli.command()
@IN_OUT
@click.option(
    "--statements",
    "found",
    metavar="FILE",
    type=FILE,
    help="Their statements, as `taawun statements` wrote them; found anew if absent.",
)
@click.option("--study", type=StudyName(), metavar="STUDY", help="Study whose own codebook is used, if it has one.")
@SPREAD
def frames(
    source: Path, out: Path, found: Path | None, study: str | None, jobs: int | None, cluster: str | None
) -> None:
    """Find the codebook's frames and modalities in the statements.

    \b
    Example:
      taawun frames articles.parquet frames.jsonl --statements statements.parquet
    """
    from taawun.intake import open_articles
    from taawun.stages import build_frames, build_statements, write_rejected

    codebook = None if study is None else load_study(study).codebook_file
    with open_articles(source) as (table, rejected), tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        if found is None:
            found = Path(folder) / "statements.parquet"
            rejected = rejected + build_statements(table, found, jobs=jobs, cluster=cluster)
        known = {row["id"] for row in rejected}
        later = build_frames(table, found, out, codebook=codebook, jobs=jobs, cluster=cluster)
        rejected = rejected + [row for row in later if row["id"] not in known]
        if known:
            write_rejected(rejected, out)
    _warn(rejected, rejected_beside(out))


@cli.command()
@IN_OUT
@click.option(
    "--statements",
    "found",
    metavar="FILE",
    type=FILE,
    required=True,
    help="Their statements, as `taawun statements` wrote them.",
)
@SPREAD
def targets(source: Path, out: Path, found: Path, jobs: int | None, cluster: str | None) -> None:
    """Find whom statements speak of as actors or partners, and how their speakers stand to them.

    \b
    Example:
      taawun targets articles.parquet targets.parquet --statements statements.parquet
    """
    from taawun.intake import open_articles
    from taawun.stages import build_targets

    with open_articles(source) as (table, _):
        rejected = build_targets(table, found, out, jobs=jobs, cluster=cluster)
    _warn(rejected, rejected_beside(out))


@cli.command()
@click.argument("gold", metavar="GOLD", type=FILE)
@click.argument("articles", metavar="ARTICLES", type=FILE)
@click.argument("statements", metavar="STATEMENTS", type=FILE)
@click.option("--errors", metavar="N", type=int, default=0, help="List the first N errors with their context.")
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON instead of tables.")
@click.option("--unread", metavar="FILE", type=FILE, help="YAML lists of article ids to report apart, as numbers only.")
@click.option("--by", type=click.Choice(["outlet", "form"]), help="Figures of each class of statements too.")
def evaluate(
    gold: Path, articles: Path, statements: Path, errors: int, as_json: bool, unread: Path | None, by: str | None
) -> None:
    """Measure statements against a hand-made annotation, with intervals and baselines beside the figures.

    GOLD is the annotation (.jsonl), ARTICLES the annotated articles, STATEMENTS what `taawun statements` found in them.

    \b
    Example:
      taawun evaluate gold.jsonl articles.jsonl statements.jsonl --by outlet
    """
    from taawun.evaluation.inputs import read_inputs
    from taawun.evaluation.printing import run_evaluate

    inputs = read_inputs(gold, articles, statements)
    print(run_evaluate(inputs, errors=errors, as_json=as_json, unread=unread, by=by))


@cli.command()
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
    run_notebook(notebook, output, parameters, cwd=loaded.root, inputs=files, folders=folders)


@cli.command()
@STUDY
def report(study: str) -> None:
    """Make the report of a study from its executed notebooks.

    \b
    Example:
      taawun report tehran-2017
    """
    from taawun.report.rendering import write_report

    write_report(load_study(study))


@cli.command()
@STUDY
def run(study: str) -> None:
    """Make the report of a study from its articles: every stage that is due, as `make report` does.

    \b
    Example:
      taawun run tehran-2017
    """
    from taawun.run_study import run_study

    made = run_study(load_study(study), lambda line: _say(line, sys.stderr))
    _say(f"made {made.relative_to(Path.cwd()) if made.is_relative_to(Path.cwd()) else made}")


@cli.command()
@click.argument("folder", metavar="FOLDER", type=FILE)
def init(folder: Path) -> None:
    """Write a project into a folder: a study with its article, the notebooks, a README; what is there is kept.

    \b
    Example:
      taawun init my-project && cd my-project && taawun run tehran-2017
    """
    from taawun.project import init_project

    for name in init_project(folder):
        _say(folder / name)


@cli.command()
@click.argument("name", metavar="NAME")
@click.option("--strict", is_flag=True, help="Exit code 1 when anything is left out.")
def new(name: str, strict: bool) -> None:
    """Begin a study of your own articles: check what is in data/NAME and write studies/NAME.yaml.

    \b
    Example:
      taawun new my-study
    """
    from taawun.corpus.new_study import new_study

    outcome = new_study(name, find_root(), strict=strict)
    _say(outcome.text)
    if outcome.exit_code:
        raise SystemExit(outcome.exit_code)


@cli.command()
@click.argument("corpus", metavar="CORPUS")
def fetch(corpus: str) -> None:
    """Fetch a public corpus (a name in data/corpora.yaml) into the cache and check every file against its hash.

    \b
    Example:
      taawun fetch saudinewsnet
    """
    from taawun.corpus.registry import fetch_corpus

    _say(fetch_corpus(corpus, find_root(), progress=True))


@cli.command()
@STUDY
@click.argument("folder", metavar="[FOLDER]", type=FILE, required=False)
@click.option("--size", metavar="N", type=COUNT, default=300, show_default=True, help="Statements to draw.")
@click.option("--check", is_flag=True, help="Read the coders' filled sheets and say what they show.")
def coding(study: str, folder: Path | None, size: int, check: bool) -> None:
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
        _say(found.summary)
        return
    texts = dict(zip(nb.articles["id"], nb.articles["text"], strict=True))
    for path in write_sheets(coded, texts, codebook, folder, size=size, seed=loaded.seed):
        _say(path)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and names of studies.

    \b
    Example, in ~/.bashrc:
      eval "$(taawun completion bash)"
    """
    found = get_completion_class(shell)
    assert found is not None
    print(found(cli, {}, "taawun", COMPLETE).source())


def _say(message: object, stream: TextIO | None = None) -> None:
    """Print a message; what stands in it of files and articles does nothing to the terminal."""
    print(show_controls(str(message)), file=stream)


def _tell(message: str) -> None:
    """Progress for a person; a pipe or a log stays quiet."""
    if sys.stderr.isatty():
        _say(f"taawun: {message}", sys.stderr)


def _warn(rejected: Sequence[Row], file: Path | None) -> None:
    """One line on what was set aside, for logs too: how many articles, the first with its reason, and where all are."""
    if rejected:
        first = rejected[0]
        name = first["id"] or first["source_file"]
        count = "1 article was" if len(rejected) == 1 else f"{len(rejected):,} articles were"
        see = f", see {file}" if file else ""
        reason = " ".join(first["reason"].split())
        _say(f"taawun: warning: {count} set aside{see}: article {name!r}: {reason}", sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    if asked := os.environ.get(COMPLETE):
        return shell_complete(cli, {}, "taawun", COMPLETE, asked)
    try:
        try:
            # Not cli.main(), which has exit codes of its own for interrupts and pipes.
            with cli.make_context("taawun", list(sys.argv[1:] if argv is None else argv)) as context:
                cli.invoke(context)
        finally:
            sys.stdout.flush()
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as error:
        error.show()
        return error.exit_code
    except TaawunError as error:
        _say("\n".join(show_controls(f"taawun: {error}").split("\n")[:MESSAGE_LINES]), sys.stderr)
        return error.exit_code
    except OSError as error:
        if isinstance(error, BrokenPipeError) and _reader_has_left():
            return 128 + signal.SIGPIPE
        _say(f"taawun: {_explain_os_error(error)}", sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("taawun: interrupted; nothing half-written is left", file=sys.stderr)
        return 130
    return 0


def _reader_has_left() -> bool:
    """Whether nobody reads what is printed any more (`taawun ... | head`); what is left then goes nowhere."""
    output = select.poll()
    output.register(sys.stdout, select.POLLOUT)
    left = any(event & (select.POLLERR | select.POLLHUP) for _, event in output.poll(0))
    if left:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return left


def _stop(number: int, _frame: object) -> NoReturn:
    """Leave through the `finally` blocks, so that temporary files and kernels go too."""
    raise SystemExit(128 + number)


def _explain_os_error(error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return f"{error.filename}: {reason}" if error.filename else reason


if __name__ == "__main__":
    sys.exit(main())
