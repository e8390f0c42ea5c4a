"""The command `taawun`: one function a command, each a thin call into the library.

A new command is a function that takes the parsed arguments, decorated with `command`, with its arguments added below.
Exit codes: 0 done, 1 a step failed, 2 the input is wrong (said in at most five lines, without a traceback).
"""

from __future__ import annotations

import argparse
import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TextIO

from taawun import __version__
from taawun.errors import TaawunError, show_controls
from taawun.study import find_root, load_study
from taawun.tables import Row, read_rows, rejected_beside

Command = Callable[[argparse.Namespace], None]
_COMMANDS: list[tuple[str, Command, tuple[tuple[tuple[str, ...], dict[str, Any]], ...]]] = []

MESSAGE_LINES = 5


def argument(*names: str, **options: Any) -> tuple[tuple[str, ...], dict[str, Any]]:
    """One argument of a command, as `argparse.ArgumentParser.add_argument` takes it."""
    return names, options


def count(text: str) -> int:
    """Read a number of things, at least one; argparse says what is wrong otherwise."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)


STUDY = argument("study", metavar="STUDY", help="name of a study in studies/, or the path of a study file")
IN = argument("source", metavar="IN", type=Path, help=".jsonl, .csv or .parquet with at least id and text")
OUT = argument("out", metavar="OUT", type=Path, help=".jsonl or .parquet, written whole or not at all")
JOBS = argument("--jobs", metavar="N", type=count, help="processes; as many as processors when not given")
CLUSTER = argument(
    "--cluster", metavar="ADDRESS", help="Dask scheduler (tcp://host:8786) whose workers take the batches"
)


def command(name: str, *arguments: tuple[tuple[str, ...], dict[str, Any]]) -> Callable[[Command], Command]:
    """Register a command; its docstring is its help."""

    def register(function: Command) -> Command:
        _COMMANDS.append((name, function, arguments))
        return function

    return register


@command("articles", STUDY, OUT)
def articles(args: argparse.Namespace) -> None:
    """Read, clean, de-duplicate and filter the articles of a study."""
    from taawun.corpus.articles import build_articles

    flow = build_articles(load_study(args.study), args.out, progress=sys.stderr.isatty())
    _tell(", ".join(f"{step} {count:,}" for step, count in flow.items()))
    if flow["rejected"]:
        beside = args.out.with_name(f"rejected{args.out.suffix}")
        _warn(list(read_rows(beside)), beside)


@command("words", IN, OUT, JOBS, CLUSTER)
def words(args: argparse.Namespace) -> None:
    """Split texts into syntactic words with their lemmas."""
    from taawun.stages import build_words

    _warn(build_words(args.source, args.out, jobs=args.jobs, cluster=args.cluster), rejected_beside(args.out))


@command("statements", IN, OUT, JOBS, CLUSTER)
def statements(args: argparse.Namespace) -> None:
    """Find who said what in each article."""
    from taawun.stages import build_statements

    _warn(build_statements(args.source, args.out, jobs=args.jobs, cluster=args.cluster), rejected_beside(args.out))


@command(
    "explain",
    IN,
    argument("--id", metavar="ARTICLE:OFFSET", required=True, help="a statement's id, or any character of a word"),
)
def explain(args: argparse.Namespace) -> None:
    """Say which rules made a word a statement or none, and why this speaker among the candidates."""
    from taawun.stages import read_article
    from taawun.statements.explain import explain_word

    name, _, offset = args.id.rpartition(":")
    if not name or not offset.isdecimal():
        raise TaawunError(f"{args.id!r} is not an article's id and a character, as a1:120", "give a statement's id")
    _say(explain_word(read_article(args.source, name), int(offset)))


@command(
    "frames",
    IN,
    OUT,
    argument(
        "--statements", type=Path, help="their statements, as `taawun statements` wrote them; found anew if absent"
    ),
    argument("--study", metavar="STUDY", help="study whose own codebook is used, if it has one"),
    JOBS,
    CLUSTER,
)
def frames(args: argparse.Namespace) -> None:
    """Find the codebook's frames and modalities in the statements."""
    from taawun.stages import build_frames, build_statements, write_rejected

    codebook = None if args.study is None else load_study(args.study).codebook_file
    build = partial(build_frames, codebook=codebook, jobs=args.jobs, cluster=args.cluster)
    if args.statements is not None:
        rejected = build(args.source, args.statements, args.out)
    else:
        with tempfile.TemporaryDirectory(prefix="taawun-") as folder:
            found = Path(folder) / "statements.parquet"
            rejected = build_statements(args.source, found, jobs=args.jobs, cluster=args.cluster)
            known = {row["id"] for row in rejected}
            later = build(args.source, found, args.out)
            rejected += [row for row in later if row["id"] not in known]
            write_rejected(rejected, args.out)
    _warn(rejected, rejected_beside(args.out))


@command(
    "targets",
    IN,
    OUT,
    argument("--statements", type=Path, required=True, help="their statements, as `taawun statements` wrote them"),
    JOBS,
    CLUSTER,
)
def targets(args: argparse.Namespace) -> None:
    """Find whom statements speak of as actors or partners, and how their speakers stand to them."""
    from taawun.stages import build_targets

    rejected = build_targets(args.source, args.statements, args.out, jobs=args.jobs, cluster=args.cluster)
    _warn(rejected, rejected_beside(args.out))


@command(
    "evaluate",
    argument("gold", metavar="GOLD", type=Path, help="annotation, .jsonl"),
    argument("articles", metavar="ARTICLES", type=Path, help="the annotated articles: id and text"),
    argument("statements", metavar="STATEMENTS", type=Path, help="what `taawun statements` found in them"),
    argument("--errors", metavar="N", type=int, default=0, help="list the first N errors with their context"),
    argument("--json", action="store_true", help="figures as JSON instead of tables"),
    argument("--unread", metavar="FILE", type=Path, help="YAML lists of article ids to report apart, as numbers only"),
    argument("--by", choices=("outlet", "form"), help="figures of each class of statements too, with intervals"),
)
def evaluate(args: argparse.Namespace) -> None:
    """Measure statements against a hand-made annotation, with intervals and baselines beside the figures."""
    from taawun.evaluation.inputs import read_inputs
    from taawun.evaluation.printing import run_evaluate

    inputs = read_inputs(args.gold, args.articles, args.statements)
    print(run_evaluate(inputs, errors=args.errors, as_json=args.json, unread=args.unread, by=args.by))


@command("notebook", argument("notebook", metavar="NOTEBOOK", type=Path, help="notebook in notebooks/"), STUDY)
def notebook(args: argparse.Namespace) -> None:
    """Execute a notebook for a study, into build/STUDY/."""
    from taawun.notebook_runner import run_notebook

    study = load_study(args.study)
    build_dir = Path("build") / study.name
    parameters = {"study": args.study, "build_dir": build_dir.as_posix()}
    files, folders = study.inputs_of(args.notebook.stem)
    output = study.root / build_dir / args.notebook.name
    run_notebook(args.notebook, output, parameters, cwd=study.root, inputs=files, folders=folders)


@command("report", STUDY)
def report(args: argparse.Namespace) -> None:
    """Make the report of a study from its executed notebooks."""
    from taawun.report.rendering import write_report

    write_report(load_study(args.study))


@command(
    "new",
    argument("name", metavar="NAME", help="name of the study; its articles are in data/NAME"),
    argument("--strict", action="store_true", help="exit code 1 when anything is left out"),
)
def new(args: argparse.Namespace) -> None:
    """Begin a study of your own articles: check what is in data/NAME and write studies/NAME.yaml."""
    from taawun.corpus.new_study import new_study

    outcome = new_study(args.name, find_root(), strict=args.strict)
    _say(outcome.text)
    if outcome.exit_code:
        raise SystemExit(outcome.exit_code)


@command("fetch", argument("corpus", metavar="CORPUS", help="name in data/corpora.yaml"))
def fetch(args: argparse.Namespace) -> None:
    """Fetch a public corpus into the cache and check every file against its hash."""
    from taawun.corpus.registry import fetch_corpus

    _say(fetch_corpus(args.corpus, find_root(), progress=True))


@command(
    "coding",
    STUDY,
    argument("folder", metavar="FOLDER", nargs="?", type=Path, help="data/coding/STUDY when not given"),
    argument("--size", metavar="N", type=count, default=300, help="statements to draw (default 300)"),
    argument("--check", action="store_true", help="read the coders' filled sheets and say what they show"),
)
def coding(args: argparse.Namespace) -> None:
    """Write sheets for coding a sample of a study's statements by hand, or check the filled ones."""
    from taawun.codebook import load_codebook
    from taawun.report.display import open_notebook
    from taawun.rhetoric.coded import code_statements
    from taawun.rhetoric.coding import write_sheets
    from taawun.rhetoric.validity import find_validation

    study = load_study(args.study)
    nb = open_notebook(args.study, Path("build") / study.name)
    codebook, folder = load_codebook(study.codebook_file), args.folder or study.coding_folder
    coded = code_statements(nb.statements, nb.frames, nb.articles, codebook, [side.id for side in study.sides])
    if args.check:
        found = find_validation(folder, coded, seed=study.seed, confidence=study.comparison.confidence)
        if found is None:
            raise TaawunError("there is no filled sheet yet", "save it as frames-NAME.xlsx", file=folder)
        _say(found.summary)
        return
    texts = dict(zip(nb.articles["id"], nb.articles["text"], strict=True))
    for path in write_sheets(coded, texts, codebook, folder, size=args.size, seed=study.seed):
        _say(path)


def _say(message: object, stream: TextIO | None = None) -> None:
    """Print a message; what stands in it of files and articles does nothing to the terminal."""
    print(show_controls(str(message)), file=stream)


def _tell(message: str) -> None:
    """Progress for a person; a pipe or a log stays quiet."""
    if sys.stderr.isatty():
        _say(f"taawun: {message}", sys.stderr)


def _warn(rejected: Sequence[Row], file: Path) -> None:
    """One line on what was set aside, for logs too: how many articles, the first with its reason, and where all are."""
    if rejected:
        first = rejected[0]
        name = first["id"] or first["source_file"]
        count = "1 article was" if len(rejected) == 1 else f"{len(rejected):,} articles were"
        reason = " ".join(first["reason"].split())
        _say(f"taawun: warning: {count} set aside, see {file}: article {name!r}: {reason}", sys.stderr)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="taawun", description="Bilateral cooperation rhetoric in Arabic newswire.")
    parser.add_argument("--version", action="version", version=f"taawun {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, function, arguments in _COMMANDS:
        text = (function.__doc__ or "").strip()
        sub = commands.add_parser(name, help=text.splitlines()[0], description=text)
        for names, options in arguments:
            sub.add_argument(*names, **options)
        sub.set_defaults(run=function)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        try:
            args = build_parser().parse_args(argv)
            args.run(args)
        finally:
            sys.stdout.flush()
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
