"""Rows of the table of targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taawun.rules import id_of
from taawun.tables import Row
from taawun.targets.actors import Mention, read_actors
from taawun.targets.origins import surnames_of
from taawun.targets.sayings import Saying, read_sayings
from taawun.targets.selection import partners, pronoun, select
from taawun.targets.stance import Around, commitment, deciding_words, describe, look_around, weigh

EVENTS = {"accuse": "ACCUSE", "condemn": "ACCUSE", "criticise": "ACCUSE", "reject": "REJECT", "deny": "REJECT"}
EVENTS |= {"threaten": "THREATEN", "warn": "THREATEN", "demand": "REQUEST", "call": "REQUEST", "propose": "REQUEST"}
EVENTS |= {"agree": "AGREE", "commit": "SUPPORT", "support": "SUPPORT", "praise": "SUPPORT", "thank": "SUPPORT"}
"""PLOVER's class of a speech act (Halterman et al. 2023), where the stance does not contradict it."""
COOPERATIVE = frozenset(("AGREE", "SUPPORT", "CONSULT"))


def find_targets(article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """Find whom the statements of an article speak of as actors or partners, and how their speakers stand to them.

    Parameters
    ----------
    article
        Row with `id` and `text`, and `country` of the outlet if known: of a speaker whose state no word says, it is taken
        for his.
    statements
        Its statements, as `taawun.tables.STATEMENTS`, in text order.

    Yields
    ------
    dict
        Rows as `taawun.tables.TARGETS`.

    Examples
    --------
    >>> from taawun.statements import extract_statements
    >>> article = {"id": "a", "text": "رحب الوزير التركي بموقف العراق."}
    >>> [(row["target"], row["stance"]) for row in find_targets(article, extract_statements(article))]
    [('IQ', 1)]
    """
    reading = read_actors(article["text"], surnames_of(statements))
    sayings = read_sayings(article, statements, reading)
    around = look_around(sayings, reading)
    for row, saying, found in zip(statements, sayings, select(sayings), strict=True):
        for target, mentions in sorted(found.items()):
            evidence = describe(saying, mentions, around.get((saying.own, target), Around()))
            stance, rules = weigh(evidence)
            yield {
                "article_id": row["article_id"],
                "statement_id": row["statement_id"],
                "target": target,
                "stance": stance,
                "event": event_of(saying, stance),
                "commitment": commitment(saying) if stance > 0 else 0,
                "spans": [[mention.start, mention.end] for mention in mentions],
                "words": [list(span) for span in deciding_words(saying, mentions, rules)],
                "rules": [*_meant(saying, mentions), *rules],
            }


def _meant(saying: Saying, mentions: Sequence[Mention]) -> list[str]:
    """Which rule says that a target is meant which the content does not name."""
    if not mentions:
        return [id_of(partners)]
    return [id_of(pronoun)] if mentions == [saying.struck] else []


def event_of(saying: Saying, stance: int) -> str:
    """Class of PLOVER: that of the speech act if the stance fits it, else SUPPORT, CONSULT or ACCUSE by the stance."""
    event = EVENTS.get(saying.act, "CONSULT")
    if event == "REQUEST" or (stance and (event in COOPERATIVE) == (stance > 0) and event != "CONSULT"):
        return event
    return "SUPPORT" if stance > 0 else "ACCUSE" if stance < 0 else "CONSULT"
