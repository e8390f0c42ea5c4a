"""Who said what in one article: cues, speakers, content, levels.

The steps: read the tokens; collect mentions that name persons; find reporting words with their clauses and place each
(first, after its subject, inside another's content); cut the content spans; walk through the text once with a register
of who has the floor, so that a dropped subject, a title or معاليه finds its speaker; write the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taawun.statements.cast import Cast
from taawun.statements.claims import drop_empty
from taawun.statements.content import bound_contents
from taawun.statements.floor import attribute_claims
from taawun.statements.known_names import fix_names, know_names, named_persons
from taawun.statements.placing import find_claims
from taawun.statements.rows import make_row
from taawun.statements.tokens import read_tokens
from taawun.statements.verbless import add_quotations, add_sources


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
    tokens = read_tokens(article["text"] or "", article.get("removed") or ())
    fix_names(tokens)
    persons = named_persons(tokens)
    know_names(tokens, persons)
    claims = find_claims(tokens)
    bound_contents(tokens, claims)
    add_sources(tokens, claims)
    add_quotations(tokens, claims)
    claims = drop_empty(claims)
    cast = Cast(tokens)
    attribute_claims(tokens, cast, claims, persons)
    return [make_row(article, tokens, cast, claim) for claim in claims if not claim.dropped]
