"""Commands on articles of any form; no study is needed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from taawun.commands.parts import FILE, IN_OUT, SPREAD, StudyName, say, warn
from taawun.errors import TaawunError
from taawun.study import load_study
from taawun.tables import Row, rejected_beside


@click.command()
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
    from taawun.parted_work import write_rejected
    from taawun.stages import build_words

    with open_articles(source) as (table, rejected):
        later = build_words(table, out, jobs=jobs, cluster=cluster)
        if rejected:
            write_rejected(rejected + later, out)
    warn(rejected + later, rejected_beside(out))


@click.command()
@IN_OUT
@click.option("--text", is_flag=True, help="Write the words with speaker, outlet and date instead of offsets.")
@SPREAD
def statements(source: Path, out: Path, *, text: bool, jobs: int | None, cluster: str | None) -> None:
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

    warn(write_statements(source, out, text=text, jobs=jobs, cluster=cluster), rejected_file(out))


@click.command()
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
    from taawun.article_texts import read_article
    from taawun.intake import open_articles
    from taawun.statements.explain import explain_word

    name, _, offset = word.rpartition(":")
    if not name or not offset.isdecimal():
        raise TaawunError(f"{word!r} is not an article's id and a character, as a1:120", "give a statement's id")
    with open_articles(source) as (table, _):
        say(explain_word(read_article(table, name), int(offset)))


@click.command()
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
    from taawun.stages import build_frames

    named = None if study is None else load_study(study)
    codebook = None if named is None else named.codebook_file
    work = partial(build_frames, codebook=codebook, study=named)
    _read_statements(work, source, out, found, {"jobs": jobs, "cluster": cluster})


@click.command()
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
    warn(rejected, rejected_beside(out))


@click.command()
@IN_OUT
@click.option(
    "--statements",
    "found",
    metavar="FILE",
    type=FILE,
    help="Their statements, as `taawun statements` wrote them; found anew if absent.",
)
@SPREAD
def meetings(source: Path, out: Path, found: Path | None, jobs: int | None, cluster: str | None) -> None:
    """Find who met whom, where, as whose guest.

    \b
    Example:
      taawun meetings articles.parquet meetings.jsonl
    """
    from taawun.stages import build_meetings

    _read_statements(build_meetings, source, out, found, {"jobs": jobs, "cluster": cluster})


def _read_statements(
    build: Callable[..., list[Row]], source: Path, out: Path, found: Path | None, spread: dict[str, Any]
) -> None:
    """Run a stage on articles and their statements, which are found anew where none are given."""
    from taawun.intake import open_articles
    from taawun.parted_work import write_rejected
    from taawun.stages import build_statements

    with open_articles(source) as (table, rejected), tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        if found is None:
            found = Path(folder) / "statements.parquet"
            rejected = rejected + build_statements(table, found, **spread)
        known = {row["id"] for row in rejected}
        later = build(table, found, out, **spread)
        rejected = rejected + [row for row in later if row["id"] not in known]
        if known:
            write_rejected(rejected, out)
    warn(rejected, rejected_beside(out))


@click.command()
@click.argument("gold", metavar="GOLD", type=FILE)
@click.argument("articles", metavar="ARTICLES", type=FILE)
@click.argument("statements", metavar="STATEMENTS", type=FILE)
@click.option("--errors", metavar="N", type=int, default=0, help="List the first N errors with their context.")
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON instead of tables.")
@click.option("--unread", metavar="FILE", type=FILE, help="YAML lists of article ids to report apart, as numbers only.")
@click.option("--by", type=click.Choice(["outlet", "form"]), help="Figures of each class of statements too.")
def evaluate(
    gold: Path, articles: Path, statements: Path, *, errors: int, as_json: bool, unread: Path | None, by: str | None
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
