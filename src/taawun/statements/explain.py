"""Why a word is a statement or none, and why this speaker: the rules that decided, in the order in which they were asked."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon
from taawun.rules import RULES, Verdict, trace
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.pipeline import Reading, read_article
from taawun.statements.reading.tokens import Tokens
from taawun.statements.readings import describe_rows
from taawun.statements.rows import make_rows
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.speakers.evidence import VETO, Choice

#: headings of the rooms whose rules are asked about a word
_ROOMS = {
    "mentions": "who may be meant",
    "cues": "is it a report",
    "spans": "is it a statement, and how far does it go",
    "speakers": "who speaks",
}
_RULE_COLUMNS = ("cue_rule", "speaker_rule", "link_rule", "span_rule", "confidence")
_WORDS_SHOWN = 6


@dataclass(frozen=True)
class Explanation:
    """What was decided about a word of an article; printed by `str`, and as it is in a notebook.

    Attributes
    ----------
    article_id, offset, word
        The word, and its first character in the text.
    outcome
        What became of it, in one line.
    rules
        The statement's rule ids by the columns of the table; empty without a statement.
    decisions
        The rules that fired, in order.
    silent
        Ids of the rules that were asked about this word and did not fire.
    choice
        The candidates for the speaker, what spoke for and against each, and the winner; None without a statement.
    names
        Names of the candidates.
    """

    article_id: str
    offset: int
    word: str
    outcome: str
    rules: Mapping[str, Any]
    decisions: Sequence[Decision]
    silent: Sequence[str]
    choice: Choice | None
    names: Mapping[int, str]

    def __str__(self) -> str:
        lines = [f"{self.article_id}:{self.offset}  {self.word}", f"  {self.outcome}"]
        lines += [f"  {name} {value}" for name, value in self.rules.items()]
        for room, heading in _ROOMS.items():
            found = [one for one in self.decisions if one.room == room]
            if found:
                lines += ["", f"{heading}: rules that fired", *(f"  {one}" for one in found)]
        if self.silent:
            lines += ["", "asked about the word and silent", f"  {', '.join(self.silent)}"]
        if self.choice is not None:
            lines += ["", *_describe_choice(self.choice, self.names)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f'<pre dir="auto">{html.escape(str(self))}</pre>'


@dataclass(frozen=True)
class Decision:
    """A rule that fired: about which words, and what it returned when that is more than yes."""

    rule: str
    words: str
    value: str

    @property
    def room(self) -> str:
        """Package of the rule inside `taawun.statements`."""
        return RULES[self.rule].room.rpartition(".")[2]

    def __str__(self) -> str:
        value = f" -> {self.value}" if self.value else ""
        return f"{self.rule} [{self.words}]{value}: {RULES[self.rule].reason}"


def explain_word(article: Mapping[str, Any], offset: int) -> Explanation:
    """Explain what was decided about the word at a character of an article.

    Parameters
    ----------
    article
        A row with ``id`` and ``text``, optionally ``removed``, as for `taawun.statements.extract_statements`.
    offset
        A character of the word, as in the ids of statements (``article:offset``).

    Raises
    ------
    TaawunError
        No word stands there.

    Examples
    --------
    >>> text = "قال وزير النقل سالم الراشدي إن الجسر آمن. وأكد الوزير أن العمل مستمر."
    >>> found = explain_word({"id": "a", "text": text}, text.index("وأكد"))
    >>> print(found.outcome)
    statement: وأكد (وزير النقل سالم الراشدي) العمل مستمر
    >>> found.choice.rule, [evidence for evidence, _ in found.choice.candidates[0].evidence]
    ('coreference.holds_office', ['coreference.holds_office', 'coreference.leaves_words_out', 'coreference.has_the_floor'])
    """
    with trace() as verdicts:
        reading = read_article(article)
    tokens = reading.tokens
    k = bisect_right(tokens.starts, offset) - 1
    if k < 0 or offset >= tokens.ends[k]:
        raise TaawunError(
            f"no word stands at character {offset}", "give a character of a word", article=article.get("id")
        )
    candidate = next((one for one in reading.candidates if one.cue == k), None)
    about = _places(tokens, candidate, k)
    choice = _choice_of(reading, candidate) if candidate is not None else None
    row = make_rows(article, tokens, reading.register, [candidate])[0] if candidate is not None else {}
    return Explanation(
        article_id=str(article.get("id")),
        offset=tokens.starts[k],
        word=tokens.words(k, k + 1),
        outcome=_outcome(reading, candidate, k, row),
        rules={name: row[name] for name in _RULE_COLUMNS if row.get(name) is not None},
        decisions=_decisions(tokens, verdicts, about),
        silent=_silent(verdicts, k),
        choice=choice,
        names=_names(reading, choice) if choice is not None else {},
    )


def _outcome(reading: Reading, candidate: CandidateStatement | None, k: int, row: Mapping[str, Any]) -> str:
    tokens = reading.tokens
    if candidate is None:
        if not tokens.forms[k].cues:
            return "no statement: the word is no reporting word of lexicons/cues.yaml"
        return "no statement: a reporting word, but no report in this place"
    described = describe_rows(tokens.text, [row])
    if candidate.dropped:
        return f"no statement of its own: only passes on what another one says: {described}"
    return f"statement: {described}"


def _places(tokens: Tokens, candidate: CandidateStatement | None, k: int) -> set[int]:
    """Tokens whose rules belong to a statement: its reporting word, its speaker and the first of its content."""
    if candidate is None:
        return {k}
    places = {k, *range(*(candidate.subject or (k, k + 1)))}
    if candidate.content:
        places.add(candidate.content[0][0])
    return {place for place in places if place < len(tokens)}


def _decisions(tokens: Tokens, verdicts: Iterable[Verdict], about: set[int]) -> list[Decision]:
    """Rules that fired about these tokens, each once; those of evidence are shown with the candidates."""
    evidence = load_lexicon("evidence")
    found: dict[Decision, None] = {}
    for verdict in verdicts:
        if verdict.fired and verdict.rule not in evidence and verdict.start in about:
            words = tokens.words(verdict.start, min(verdict.end, verdict.start + _WORDS_SHOWN))
            found[Decision(verdict.rule, " ".join(words.split()), _describe_value(tokens, verdict.value))] = None
    return list(found)


def _describe_value(tokens: Tokens, value: object) -> str:
    """Words that a rule found, or the name of what it found; nothing for a bare yes."""
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        return " ".join(tokens.words(*value).split())
    return value if isinstance(value, str) else ""


def _silent(verdicts: Iterable[Verdict], k: int) -> list[str]:
    fired = {verdict.rule for verdict in verdicts if verdict.fired and verdict.start == k}
    asked = dict.fromkeys(verdict.rule for verdict in verdicts if verdict.start == k)
    evidence = load_lexicon("evidence")
    return [rule for rule in asked if rule not in fired and rule not in evidence]


def _choice_of(reading: Reading, candidate: CandidateStatement) -> Choice | None:
    register = reading.register
    if candidate.subject is None:
        return register.turns.get(candidate.cue)
    return register.choices.get(read_mention(reading.tokens, *candidate.subject).start)


def _names(reading: Reading, choice: Choice) -> dict[int, str]:
    entities = {one.entity for one in choice.candidates}
    if choice.winner is not None:
        entities.add(choice.winner)
    return {entity: reading.register.name(entity) for entity in sorted(entities)}


def _describe_choice(choice: Choice, names: Mapping[int, str]) -> list[str]:
    if not choice.candidates:
        return [
            f"speaker: {'nobody' if choice.winner is None else names[choice.winner]}, by {choice.rule} without weighing others"
        ]
    lines = ["candidates for the speaker"]
    for one in sorted(choice.candidates, key=lambda one: -one.total):
        mark = "*" if one.entity == choice.winner else " "
        total = "excluded" if one.total == VETO else f"{one.total:.3g}"
        lines.append(f"  {mark} {names[one.entity]}: {total}")
        lines.append(f"      {', '.join(f'{rule} {_contribution(value)}' for rule, value in one.evidence)}")
    winner = names[choice.winner] if choice.winner is not None else "a new speaker"
    return [*lines, f"  {winner}, by {choice.rule}"]


def _contribution(value: float) -> str:
    return "excludes" if value == VETO else f"{value:+.3g}"
