"""The stages between the article table and the notebooks: tables in, tables out, part by part and on several processes.

What a stage writes does not depend on where it runs: workers, of this machine or of a Dask cluster (Rocklin 2015), read
and write the parts themselves, and the parts are joined in their order, so that one article on a laptop and millions on a
cluster give the same bytes.

An article on which a stage fails is set aside with its id and the reason, in a file beside the stage's table, and the
stage goes on with the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from taawun.article_texts import clean_article, removed_of
from taawun.parted_work import Work, run_work
from taawun.receipts import file_digest, write_receipt
from taawun.tables import FRAMES, MEETINGS, STATEMENTS, TARGETS, WORDS, Row, rejected_beside

if TYPE_CHECKING:
    from taawun.study import Study

CONTENT = ("article_id", "statement_id", "cue", "content", "speaker_state")
"""Columns of the statements that say what was said."""
SPEAKERS = (*CONTENT, "mention", "speaker", "speaker_id", "speaker_type")
"""Those that say by whom as well."""


def build_words(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> list[Row]:
    """Write the syntactic words of each text, with their lemmas, as table `WORDS`; return what was set aside."""
    return run_work(Work("words", WORDS, _prepare_words), (source,), out, jobs, cluster)


def build_statements(source: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None) -> list[Row]:
    """Write who said what in each article, with one speaker id for a person in all of them, as table `STATEMENTS`.

    Two passes, because a speaker is known only when all articles are read: each part's statements first, then the same
    rows with the speakers' ids.

    Parameters
    ----------
    source
        Table with id and text; articles without `removed` are cleaned as `taawun articles` does.
    out
        .parquet or .jsonl.
    jobs
        Processes; as many as processors when not given.
    cluster
        Address of a Dask scheduler (`tcp://host:8786`) whose workers do the parts instead; they need this package, and
        the folders of `source` and `out` under the same names.

    Returns
    -------
    list of dict
        Articles that were set aside, as table `REJECTED`; the file `rejected_beside(out)` has them too.

    Raises
    ------
    TaawunError
        The table cannot be read, or no article of it can be used.
    """
    rejected = run_work(Work("statements", STATEMENTS, _prepare_statements, links=True), (source,), out, jobs, cluster)
    write_receipt(out.parent, "statements", [out, rejected_beside(out)], inputs=[source])
    return rejected


def build_frames(
    source: Path,
    statements: Path,
    out: Path,
    *,
    codebook: Path | None = None,
    study: Study | None = None,
    jobs: int | None = None,
    cluster: str | None = None,
) -> list[Row]:
    """Write the codebook's hits in the statements of each article, as table `FRAMES`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    codebook
        File of a study's own codebook; the project's when not given.
    study
        The study, for the receipt.

    Raises
    ------
    TaawunError
        The codebook is wrong: file, line and cure.
    """
    from taawun.codebook import load_codebook

    load_codebook(codebook)  # one that is wrong is no fault of the articles
    settings = "" if codebook is None else file_digest(codebook)
    work = Work("frames", FRAMES, partial(_prepare_frames, codebook and codebook.absolute()), settings, CONTENT)
    rejected = run_work(work, (source, statements), out, jobs, cluster)
    inputs = [source, statements, *([] if codebook is None else [codebook])]
    write_receipt(out.parent, "frames", [out, rejected_beside(out)], inputs=inputs, study=study)
    return rejected


def build_targets(
    source: Path, statements: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None
) -> list[Row]:
    """Write whom the statements of each article speak of and how, as table `TARGETS`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    """
    columns = (*SPEAKERS, "lemma", "polarity")
    work = Work("targets", TARGETS, _prepare_targets, columns=columns)
    rejected = run_work(work, (source, statements), out, jobs, cluster)
    write_receipt(out.parent, "targets", [out, rejected_beside(out)], inputs=[source, statements])
    return rejected


def build_meetings(
    source: Path, statements: Path, out: Path, *, jobs: int | None = None, cluster: str | None = None
) -> list[Row]:
    """Write who met whom in each article, as table `MEETINGS`; return what was set aside.

    Parameters
    ----------
    source
        The articles.
    statements
        Their statements, as `build_statements` wrote them.
    """
    columns = (*SPEAKERS, "level")
    work = Work("meetings", MEETINGS, _prepare_meetings, columns=columns, all_articles=True)
    rejected = run_work(work, (source, statements), out, jobs, cluster)
    write_receipt(out.parent, "meetings", [out, rejected_beside(out)], inputs=[source, statements])
    return rejected


def _prepare_words() -> Callable[[Row], list[Row]]:
    from taawun.arabic import words_rows

    return lambda row: list(words_rows({**row, "removed": removed_of(row)}))


def _prepare_statements() -> Callable[[Row], list[Row]]:
    from taawun.statements import extract_statements

    return lambda row: extract_statements(clean_article(row))


def _prepare_frames(codebook: Path | None) -> Callable[[Row], list[Row]]:
    from taawun.codebook import load_codebook, match_statements

    book = load_codebook(codebook)
    return lambda row: list(match_statements([row], row["statements"], book))


def _prepare_targets() -> Callable[[Row], list[Row]]:
    from taawun.targets import find_targets

    return lambda row: list(find_targets(row, row["statements"]))


def _prepare_meetings() -> Callable[[Row], list[Row]]:
    from taawun.meetings import find_meetings

    return lambda row: list(find_meetings(clean_article(row), row["statements"]))
