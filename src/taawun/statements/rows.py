"""Statements as rows of `taawun.tables.STATEMENTS`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from typing import Any

from taawun.arabic import fold_text, segment_words
from taawun.lexicons import load_lexicon
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.reading.cue_forms import Lemma
from taawun.statements.reading.features import HONORIFIC, MEDIA, OFFICE, QUOTE, RANK
from taawun.statements.reading.tokens import Tokens
from taawun.statements.spans.candidate import CandidateStatement
from taawun.statements.speakers.entities import Entity, EntityRegister
from taawun.statements.speakers.ministries import find_ministry_state
from taawun.statements.speakers.naming import span_text

_TITLE_OR_RANK = OFFICE | HONORIFIC | RANK
#: what is expressed (أعرب عن قلقه) is looked for in so many characters of the content
_EXPRESSED_WITHIN = 60


def make_rows(
    article: Mapping[str, Any], tokens: Tokens, register: EntityRegister, candidates: Collection[CandidateStatement]
) -> list[dict[str, Any]]:
    """Write candidates as rows of the table of statements, with character offsets into the article's text."""
    speakers = {candidate.speaker for candidate in candidates}
    columns = {speaker: _describe_speaker(tokens, register, speaker) for speaker in speakers}
    return [_make_row(article, tokens, register, candidate, columns[candidate.speaker]) for candidate in candidates]


def _make_row(
    article: Mapping[str, Any],
    tokens: Tokens,
    register: EntityRegister,
    candidate: CandidateStatement,
    speaker: dict[str, Any],
) -> dict[str, Any]:
    clause = candidate.clause
    start, end = tokens.starts[candidate.cue], tokens.ends[candidate.cue]
    quotation = clause is None and candidate.source is None
    if quotation:
        end = tokens.ends[candidate.cue + 1]
    elif candidate.source is not None:
        end = tokens.ends[candidate.cue + candidate.source.verbs]
    spans = [span for a, b in candidate.content for span in tokens.spans(a, b)]
    mention = tokens.spans(*candidate.subject)[0] if candidate.subject else None
    lemma = clause.form.lemma if clause else candidate.source.lemma if candidate.source else None
    kind = clause.form.kind if clause else "nominal"
    form = {"past": "finite", "present": "finite", "participle": "participle"}.get(kind, "nominal")
    row = {
        "article_id": article.get("id"),
        "statement_id": f"{article.get('id')}:{start}",
        "cue": [start, end],
        "content": spans,
        "verbatim": _verbatim(tokens, candidate.content),
        **speaker,
        "mention": mention,
        "level": candidate.level,
        "relay": register.name(candidate.relay) if candidate.relay is not None else _passed_on_by(tokens, candidate),
        "form": "quotation" if quotation else form,
        "lemma": lemma.lemma if lemma else None,
        "speech_act": _speech_act(tokens.text, lemma, spans),
        "polarity": clause.polarity if clause else "affirmed",
        "factuality": clause.factuality if clause else "reported",
        "cue_rule": clause.rule if clause else "quotation" if quotation else "source",
        "speaker_rule": candidate.speaker_rule,
        "link_rule": candidate.link_rule or None,
        "span_rule": candidate.span_rule,
    }
    row["confidence"] = _confidence(row)
    return row


def _describe_speaker(tokens: Tokens, register: EntityRegister, speaker: int | None) -> dict[str, Any]:
    """Columns about the speaker, the same in all his rows."""
    if speaker is None:
        entity, name, members = None, None, []
    else:
        entity, name = register.entities[speaker], register.name(speaker) or None
        members = [slug(register.name(member)) for member in entity.members]
    speaker_id = slug(name) if name else None
    return {
        "speaker": name,
        "speaker_id": speaker_id,
        "speaker_ids": members or ([speaker_id] if speaker_id else []),
        "speaker_type": entity.kind if entity else "unknown",
        "speaker_state": (entity.code or find_ministry_state(tokens, entity.span)) if entity else None,
        "speaker_office": _office(tokens, entity),
    }


def _speech_act(text: str, lemma: Lemma | None, content: list[list[int]]) -> str:
    """Group of the act: of a verb of expressing, what is expressed decides (أعرب عن استعداده، عن قلقه)."""
    if lemma is None:
        return "state"
    if lemma.act == "express" and content:
        start, end = content[0]
        for word in segment_words(text[start : min(end, start + _EXPRESSED_WITHIN)]):
            if word.lemma in _expressed():
                return _expressed()[word.lemma]
    return lemma.group


@cache
def _expressed() -> dict[str, str]:
    groups = load_lexicon("cues")["expressed"].items()
    return {fold_text(noun): group for group, nouns in groups for noun in nouns}


def _passed_on_by(tokens: Tokens, candidate: CandidateStatement) -> str | None:
    """Return the medium of a source phrase behind someone's statement (..., حسبما نقلت الوكالة)."""
    if candidate.via is None or not tokens.flags[candidate.via[0]] & MEDIA:
        return None
    return span_text(tokens, candidate.via)


def _verbatim(tokens: Tokens, content: list[tuple[int, int]]) -> list[list[int]]:
    """Character spans of what stands in quotation marks inside the content."""
    found = []
    for a, b in content:
        for k in sorted([k for k in tokens.partner if a <= k < b and tokens.flags[k] & QUOTE]):
            if k + 1 < tokens.partner[k] <= b:
                found += tokens.spans(k + 1, tokens.partner[k])
    return found


def _office(tokens: Tokens, entity: Entity | None) -> str | None:
    """Office of a person as the fullest mention has it: what stands before the name, else behind it."""
    if entity is None or entity.kind != "person":
        return None
    start, end = entity.span
    mention = read_mention(tokens, start, end)
    if not mention.title or mention.title[0] not in entity.heads:
        return None
    if mention.name_span is None:
        return span_text(tokens, (start, end))
    first, last = mention.name_span
    if first > start and tokens.flags[start] & _TITLE_OR_RANK:
        # the mark between title and name: وزير النقل/ فلان، وزير النقل (فلان)
        return span_text(tokens, (start, first)).rstrip(" /(") or None
    return span_text(tokens, (last, end)) if last < end else None


def style_of(row: Mapping[str, Any]) -> str:
    """How a statement is reported, as far as `confidence` tells it apart: nested, nominal or plain.

    Examples
    --------
    >>> style_of({"level": 1, "cue_rule": "nominal:suffix"})
    'nominal'
    """
    if row["level"] == 2:
        return "nested"
    return "nominal" if row["cue_rule"].startswith("nominal") else "plain"


def _confidence(row: Mapping[str, Any]) -> float:
    """Share of such statements that are right on annotated articles (tools/measure_confidence.py)."""
    if row["speaker"] is None:
        return 0.0
    rates = load_lexicon("confidence")
    of_rule = rates.get(row["speaker_rule"])
    return float(of_rule[style_of(row)] if of_rule else rates["other"])


_NOT_SLUG = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 12)
def slug(name: str) -> str:
    """Speaker id of a name: its folded words joined by hyphens.

    Examples
    --------
    >>> slug("الرئيس، حسن روحاني")
    'الرئيس-حسن-روحاني'
    """
    return _NOT_SLUG.sub("-", fold_text(name)).strip("-")
