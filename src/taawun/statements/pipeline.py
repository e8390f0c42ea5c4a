"""Who said what in one article: cues, speakers, content, levels.

The steps: read the tokens; collect mentions that name persons; find reporting words with their clauses and place each
(first, after its subject, inside another's content); cut the content spans; walk through the text once with a register
of who has the floor, so that a dropped subject, a title or معاليه finds its speaker; write the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from taawun.statements.mentions.name_marking import fix_names, know_names, named_persons
from taawun.statements.reading.tokens import Tokens, read_tokens
from taawun.statements.rows import make_rows
from taawun.statements.spans.candidate import CandidateStatement, drop_empty
from taawun.statements.spans.content import bound_contents
from taawun.statements.spans.nesting import find_candidates
from taawun.statements.spans.verbless import add_quotations, add_sources
from taawun.statements.speakers.entities import EntityRegister
from taawun.statements.speakers.resolve import attribute_candidates


class Reading(NamedTuple):
    """An article read: its tokens, its speakers, and the candidates with their speakers, those of relays too."""

    tokens: Tokens
    register: EntityRegister
    candidates: list[CandidateStatement]


def extract_statements(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Find the statements of an article and who made them.

    Parameters
    ----------
    article
        A row with ``id`` and ``text``, optionally ``removed`` (spans to skip).

    Returns
    -------
    list of dict
        Rows of `taawun.tables.STATEMENTS`, in the order of their cues. Never raises on any text.

    Examples
    --------
    >>> rows = extract_statements({"id": "a", "text": "التقى وزير الدفاع سامي نظيره. وقال إن الحدود آمنة."})
    >>> [(row["lemma"], row["speaker"], row["speaker_rule"]) for row in rows]
    [('قال', 'وزير الدفاع سامي', 'carried')]
    """
    tokens, register, candidates = read_article(article)
    return make_rows(article, tokens, register, [candidate for candidate in candidates if not candidate.dropped])


def read_article(article: Mapping[str, Any]) -> Reading:
    """Read an article up to the rows: for `extract_statements` and to explain them."""
    tokens = read_tokens(article["text"] or "", article.get("removed") or ())
    fix_names(tokens)
    persons = named_persons(tokens)
    know_names(tokens, persons)
    candidates = find_candidates(tokens)
    bound_contents(tokens, candidates)
    add_sources(tokens, candidates)
    add_quotations(tokens, candidates)
    candidates = drop_empty(candidates)
    register = EntityRegister(tokens)
    if candidates:
        attribute_candidates(tokens, register, candidates, persons)
    return Reading(tokens, register, candidates)
