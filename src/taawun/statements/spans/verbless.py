"""Statements without a reporting verb: source phrases (بحسب الوزارة) and paragraphs that are one quotation."""

from __future__ import annotations

from taawun.lexicons import setting
from taawun.rules import rule
from taawun.statements.cues.source_phrases import SourcePhrase, find_sources
from taawun.statements.reading.features import AND, COMMA, CONJ, DEFINITE, MEDIA, QUOTE
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.shapes import is_verb
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.spans.content import sentence_content

Candidates = list[CandidateStatement]
_SAID_BY_SOURCE = word_group("said_by_source")
#: so few words before a source phrase say nothing
_SHORTEST_BEFORE = 2
_FURTHER = word_group("adversatives") | word_group("further_clauses")


def add_sources(tokens: Tokens, candidates: Candidates) -> None:
    """Add statements of source phrases where nobody else is reported; elsewhere they name the relay."""
    taken: dict[int, Candidates] = {}
    for candidate in candidates:
        taken.setdefault(tokens.sentence_start[candidate.cue], []).append(candidate)
    added: Candidates = []
    sourced: set[int] = set()
    for source in find_sources(tokens):
        sentence = tokens.sentence_start[source.cue]
        inside = [c for c in taken.get(sentence, ()) if source.cue <= c.cue < source.end]
        others = [c for c in taken.get(sentence, ()) if c.outer is None and c not in inside]
        if own_words_of_source(source, inside) or (source.lemma is None and not others):
            continue
        for candidate in inside:
            candidate.dropped = True
        if others and not source_of_sentence(tokens, source, others):
            for candidate in others:
                _cut_source(candidate, source)
        elif sentence not in sourced:
            sourced.add(sentence)
            opens = _opens_sentence(tokens, source)
            said = _state_source(tokens, source, _end_of_said(tokens, source, others) if others else len(tokens))
            added += said
            for candidate in others if said and opens else ():
                if candidate.subject is not None:
                    candidate.outer = said[0]
    candidates.extend(added)
    candidates.sort(key=lambda c: c.cue)


@rule
def own_words_of_source(source: SourcePhrase, inside: Candidates) -> bool:
    """A reporting word inside a source phrase without a speaker is a statement of its own (وحسب قوله «...»).

    + وقال الوزير سامي حداد إن الجسر آمن. وحسب قوله «السد قديم والعمل فيه مستمر».
      => وقال (الوزير سامي حداد) الجسر آمن ; قوله (الوزير سامي حداد) «السد قديم والعمل فيه مستمر»
    - وقال الوزير سامي حداد إن الجسر آمن. وبحسب قول السفير فإن السد قديم.
      => وقال (الوزير سامي حداد) الجسر آمن ; وبحسب (السفير) فإن السد قديم
    - وبحسب الوزير سامي حداد فإن الجسر آمن. => وبحسب (الوزير سامي حداد) فإن الجسر آمن
    """
    return bool(inside) and source.lemma is not None and source.phrase is None


@rule
def source_of_sentence(tokens: Tokens, source: SourcePhrase, others: Candidates) -> bool:
    """A source phrase states its sentence: with فإن behind it, or where what else is reported stands behind it and is not its own.

    + وبحسب الوزير سامي حداد، الجسر آمن، مؤكدا أن السد قديم.
      => وبحسب (الوزير سامي حداد) الجسر آمن ; مؤكدا (الوزير سامي حداد) السد قديم
    + وبحسب الوزير سامي حداد، فإن السفير أكد أن السد قديم.
      => وبحسب (الوزير سامي حداد) فإن السفير أكد أن السد قديم ; أكد (السفير) السد قديم {level 2}
    + وأغلق الجسر أمس بحسب الشرطة التي أضافت أن السد قديم.
      => بحسب (الشرطة) وأغلق الجسر أمس ; أضافت (الشرطة) السد قديم
    - وبحسب الصحيفة، فإن السفير أكد أن السد قديم. => أكد (السفير) السد قديم {relay الصحيفة}
    - وبحسب الصحيفة، قال الوزير إن الجسر آمن. => قال (الوزير) الجسر آمن {relay الصحيفة}
    - وقال الوزير إن الجسر آمن، بحسب الصحيفة. => وقال (الوزير) الجسر آمن {relay الصحيفة}
    + وأغلق الجسر أمس، بحسب الوزير سامي حداد، وأضاف أن السد قديم.
      => بحسب (الوزير سامي حداد) وأغلق الجسر أمس ; وأضاف (الوزير سامي حداد) السد قديم
    + وأغلق الجسر أمس بحسب الوزير سامي حداد، بينما أكد السفير أن السد قديم.
      => بحسب (الوزير سامي حداد) وأغلق الجسر أمس ; أكد (السفير) السد قديم
    + وأغلق الجسر أمس بحسب الوزير سامي حداد، الذي أكد أن السد قديم.
      => بحسب (الوزير سامي حداد) وأغلق الجسر أمس ; أكد (الوزير سامي حداد) السد قديم
    + وأغلق الجسر أمس، بحسب الوزير سامي حداد، مؤكدا أن السد قديم.
      => بحسب (الوزير سامي حداد) وأغلق الجسر أمس ; مؤكدا (الوزير سامي حداد) السد قديم
    """
    if not _opens_sentence(tokens, source):
        # يأتي ذلك وفقا لما صرح به: nothing is said by it
        told = source.left - tokens.sentence_start[source.cue] > _SHORTEST_BEFORE
        return told and all(_goes_on(tokens, source, c) for c in others)
    behind = source.end + (1 if tokens.flags[source.end] & COMMA else 0)
    if tokens.plain[behind] in _SAID_BY_SOURCE and source.phrase is not None:
        return not tokens.flags[source.phrase[0]] & MEDIA
    return _only_participles(others)


def _opens_sentence(tokens: Tokens, source: SourcePhrase) -> bool:
    return source.left <= tokens.sentence_start[source.cue] + 1


def _goes_on(tokens: Tokens, source: SourcePhrase, candidate: CandidateStatement) -> bool:
    """Whether a statement behind a source phrase is another one: a participle, a relative or a joined clause."""
    clause, behind = candidate.clause, source.end + bool(tokens.flags[source.end] & COMMA)
    if clause is None or candidate.cue < source.end:
        return False
    if tokens.flags[behind] & (AND | CONJ) or tokens.plain[behind] in _FURTHER:
        start = tokens.sentence_start[source.cue]
        # والتقارير، بحسب الوزير، وأكدت: no clause stands before the source
        tells = not tokens.flags[start] & DEFINITE or any(map(is_verb, tokens.plain[start : source.left]))
        return tells or candidate.subject is not None
    return clause.position == "relative" or (clause.form.kind == "participle" and candidate.subject is None)


def _end_of_said(tokens: Tokens, source: SourcePhrase, others: Candidates) -> int:
    """Token past what a source phrase says: before a participle behind one that opens the sentence, else the phrase."""
    if not _opens_sentence(tokens, source):
        return source.end
    cue = min((c.cue for c in others if _only_participles([c])), default=len(tokens))
    return cue - bool(tokens.flags[cue - 1] & COMMA)


def _only_participles(candidates: Candidates) -> bool:
    return all(c.clause is not None and c.clause.form.kind == "participle" for c in candidates)


def _state_source(tokens: Tokens, source: SourcePhrase, end: int) -> Candidates:
    """The statement of a source phrase as far as a token, none where nothing is said."""
    candidate = CandidateStatement(source.cue, None, source, source.end, tokens.sentence_end[source.cue])
    candidate.subject, candidate.left = source.phrase, source.left
    content, candidate.span_rule = sentence_content(tokens, source)
    candidate.content = [(a, min(b, end)) for a, b in content if a < end]
    return [candidate] if candidate.content else []


def _cut_source(candidate: CandidateStatement, source: SourcePhrase) -> None:
    """Keep a source phrase out of the content of a statement in its sentence."""
    candidate.via = source.relay or source.phrase
    cut = [
        (a, min(b, source.left)) if a < source.cue < b else (a, b)
        for a, b in candidate.content
        if not source.left <= a < source.end
    ]
    candidate.content = [(a, b) for a, b in cut if a < b]


def add_quotations(tokens: Tokens, candidates: Candidates) -> None:
    """Add paragraphs that are one quotation: after a statement they go on with its speaker."""
    reported = {tokens.paragraph[candidate.cue] for candidate in candidates if not candidate.dropped}
    for opened, closed in tokens.partner.items():
        number = tokens.paragraph[opened]
        if number - 1 in reported and fills_paragraph(tokens, (opened, closed)):
            candidate = CandidateStatement(opened, None, None, opened, closed + 1)
            candidate.content, candidate.span_rule, candidate.left = [(opened, closed + 1)], "quotation", opened
            candidates.append(candidate)
    candidates.sort(key=lambda c: c.cue)


@rule
def fills_paragraph(tokens: Tokens, span: tuple[int, int]) -> bool:
    r"""A quotation that is a whole paragraph goes on with the speaker before it; a short one is a slogan or a heading.

    + وقال الوزير سامي حداد إن الجسر آمن.\n«السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي في الصيف».\nوأغلق الطريق.
      => وقال (الوزير سامي حداد) الجسر آمن ; «السد (الوزير سامي حداد) «السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي
        في الصيف»
    + وقال الوزير سامي حداد إن الجسر آمن.\n«السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي في الصيف».
      => وقال (الوزير سامي حداد) الجسر آمن ; «السد (الوزير سامي حداد) «السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي
        في الصيف»
    - وقال الوزير سامي حداد إن الجسر آمن.\n«السد قديم».\nوأغلق الطريق. => وقال (الوزير سامي حداد) الجسر آمن
    - وقال الوزير سامي حداد إن الجسر آمن.\nوعلى الجدار «السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي في
        الصيف».\nوأغلق الطريق.
      => وقال (الوزير سامي حداد) الجسر آمن
    - وقال الوزير سامي حداد إن الجسر آمن.\n«السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي في الصيف» عنوان المقال
        الجديد.\nوأغلق الطريق.
      => وقال (الوزير سامي حداد) الجسر آمن
    - وقال الوزير سامي حداد إن الجسر آمن.\n(السد قديم والعمل فيه مستمر منذ عام وسوف ينتهي في الصيف)\nوأغلق الطريق.
      => وقال (الوزير سامي حداد) الجسر آمن
    """
    opened, closed = span
    if not tokens.flags[opened] & QUOTE or closed - opened < setting("shortest_quoted_paragraph"):
        return False
    starts = tokens.paragraph[opened - 1] != tokens.paragraph[opened]
    return starts and (closed + 2 >= len(tokens) or tokens.paragraph[closed + 2] != tokens.paragraph[closed])
