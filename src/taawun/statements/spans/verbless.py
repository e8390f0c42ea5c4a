"""Statements without a reporting verb: source phrases (بحسب الوزارة) and paragraphs that are one quotation."""

from __future__ import annotations

from taawun.statements.cues.source_phrases import Source, find_sources
from taawun.statements.reading.features import QUOTE
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.spans.content import sentence_content

#: a paragraph in quotation marks of fewer tokens is a slogan or a heading
_SHORTEST_QUOTATION = 10


def add_sources(tokens: Tokens, candidates: list[CandidateStatement]) -> None:
    """Add statements of source phrases where nobody else is reported; elsewhere they name the relay."""
    taken: dict[int, list[CandidateStatement]] = {}
    for candidate in candidates:
        taken.setdefault(tokens.sentence_start[candidate.cue], []).append(candidate)
    added: list[CandidateStatement] = []
    sourced: set[int] = set()
    for source in find_sources(tokens):
        sentence = tokens.sentence_start[source.cue]
        inside_source = [c for c in taken.get(sentence, ()) if source.cue <= c.cue < source.end]
        others = [c for c in taken.get(sentence, ()) if c.outer is None and c not in inside_source]
        own = source.lemma is not None and source.phrase is None and source.cue < source.end - 1
        if (inside_source and own) or (source.lemma is None and not others):
            # وحسب قوله «...» is a statement of its own; a medium that only passes on needs one
            continue
        for candidate in inside_source:
            candidate.dropped = True
        first = source.left <= sentence + 1
        if first and all(c.clause is not None and c.clause.form.kind == "participle" for c in others):
            others = []
        if others:
            for candidate in others:
                _cut_source(candidate, source)
            continue
        if sentence in sourced or source.lemma is None:
            continue
        sourced.add(sentence)
        candidate = CandidateStatement(source.cue, None, source, source.end, tokens.sentence_end[source.cue])
        candidate.subject, candidate.left = source.phrase, source.left
        candidate.content, candidate.span_rule = sentence_content(tokens, source)
        if candidate.content:
            added.append(candidate)
    candidates.extend(added)
    candidates.sort(key=lambda c: c.cue)


def _cut_source(candidate: CandidateStatement, source: Source) -> None:
    """Keep a source phrase out of the content of a statement in its sentence."""
    candidate.via = source.relay or source.phrase
    cut = [
        (a, min(b, source.left)) if a < source.cue < b else (a, b)
        for a, b in candidate.content
        if not source.left <= a < source.end
    ]
    candidate.content = [(a, b) for a, b in cut if a < b]


def add_quotations(tokens: Tokens, candidates: list[CandidateStatement]) -> None:
    """Add paragraphs that are one quotation: after a statement they go on with its speaker."""
    reported = {tokens.paragraph[candidate.cue] for candidate in candidates if not candidate.dropped}
    added = []
    for opened, closed in tokens.partner.items():
        number = tokens.paragraph[opened]
        if not tokens.flags[opened] & QUOTE or closed - opened < _SHORTEST_QUOTATION or number in reported:
            continue
        starts = opened == 0 or tokens.paragraph[opened - 1] != number
        ends = closed + 2 >= len(tokens) or tokens.paragraph[closed + 2] != tokens.paragraph[closed]
        if starts and ends and number - 1 in reported:
            candidate = CandidateStatement(opened, None, None, opened, closed + 1)
            candidate.content, candidate.span_rule, candidate.left = [(opened, closed + 1)], "quotation", opened
            added.append(candidate)
    candidates.extend(added)
    candidates.sort(key=lambda c: c.cue)
