"""The built tables of a study as the explorer needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taawun.report.corpus_figures import longest_quotation
from taawun.report.explorer import explorer_data
from taawun.report.explorer_facets import read_facets
from taawun.report.study_tables import StudyTables


def explore_study(tables: StudyTables, sets: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Data of the explorer for a study.

    Parameters
    ----------
    tables
        The study's built tables.
    sets
        Name of a number of the report: ids of the statements behind it.
    """
    study = tables.study
    articles, statements, frames, targets = tables.records
    facets = read_facets(study, articles, statements, frames=frames, targets=targets or (), topics=tables.topics)
    return explorer_data(
        articles,
        statements,
        facets,
        language=study.language,
        longest=longest_quotation(study),
        clusters=tables.copies,
        sets=sets,
    )
