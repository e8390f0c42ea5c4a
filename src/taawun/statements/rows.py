"""Statements as rows of `taawun.tables.STATEMENTS`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from taawun.arabic import fold_text, segment_words
from taawun.lexicons import load_lexicon
from taawun.statements.cast import Cast, Entity, span_text
from taawun.statements.claims import Claim
from taawun.statements.lexical import BITS, Lemma
from taawun.statements.mentions import read_mention
from taawun.statements.tokens import Tokens

_QUOTE = BITS["QUOTE"]
_TITLE = BITS["OFFICE"] | BITS["HONORIFIC"] | BITS["RANK"]
#: what is expressed (أعرب عن قلقه) is looked for in so many characters of the content
_EXPRESSED_WITHIN = 60


def make_row(article: Mapping[str, Any], tokens: Tokens, cast: Cast, claim: Claim) -> dict[str, Any]:
    """Write a claim as a row of the table of statements, with character offsets into the article's text."""
    clause = claim.clause
    start, end = tokens.starts[claim.cue], tokens.ends[claim.cue]
    quotation = clause is None and claim.source is None
    if quotation:
        end = tokens.ends[claim.cue + 1]
    spans = [span for a, b in claim.content for span in tokens.spans(a, b)]
    speaker = cast.name(claim.speaker) if claim.speaker is not None else None
    entity = cast.entities[claim.speaker] if claim.speaker is not None else None
    speaker_id = slug(speaker) if speaker else None
    members = [slug(cast.name(m)) for m in entity.members] if entity else []
    mention = tokens.spans(*claim.subject)[0] if claim.subject else None
    lemma = clause.form.lemma if clause else claim.source.lemma if claim.source else None
    kind = clause.form.kind if clause else "nominal"
    form = {"past": "finite", "present": "finite", "participle": "participle"}.get(kind, "nominal")
    return {
        "article_id": article.get("id"),
        "statement_id": f"{article.get('id')}:{start}",
        "cue": [start, end],
        "content": spans,
        "verbatim": _verbatim(tokens, claim.content),
        "speaker": speaker,
        "speaker_id": speaker_id,
        "speaker_ids": members or ([speaker_id] if speaker_id else []),
        "speaker_type": entity.kind if entity else "unknown",
        "speaker_state": entity.code if entity else None,
        "speaker_office": _office(tokens, entity),
        "mention": mention,
        "level": claim.level,
        "relay": cast.name(claim.relay) if claim.relay is not None else _passed_on_by(tokens, claim),
        "form": "quotation" if quotation else form,
        "lemma": lemma.lemma if lemma else None,
        "speech_act": _speech_act(tokens.text, lemma, spans),
        "polarity": clause.polarity if clause else "affirmed",
        "factuality": clause.factuality if clause else "reported",
        "cue_rule": clause.rule if clause else "quotation" if quotation else "source",
        "speaker_rule": claim.speaker_rule,
        "span_rule": claim.span_rule,
        "confidence": _confidence(claim),
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


def _passed_on_by(tokens: Tokens, claim: Claim) -> str | None:
    """Return the medium of a source phrase behind someone's statement (..., حسبما نقلت الوكالة)."""
    if claim.via is None or not tokens.flags[claim.via[0]] & BITS["MEDIA"]:
        return None
    return span_text(tokens, claim.via)


def _verbatim(tokens: Tokens, content: list[tuple[int, int]]) -> list[list[int]]:
    """Character spans of what stands in quotation marks inside the content."""
    found = []
    for a, b in content:
        for k in range(a, b):
            closed = tokens.partner.get(k, -1) if tokens.flags[k] & _QUOTE else -1
            if k + 1 < closed <= b:
                found += tokens.spans(k + 1, closed)
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
    if first > start and tokens.flags[start] & _TITLE:
        return span_text(tokens, (start, first)) or None
    return span_text(tokens, (last, end)) if last < end else None


#: how safe a reading is, by the rule that found the speaker: an order, no probabilities (docs/statements.md)
_CONFIDENCE = {
    "overt": 0.95,
    "honorific": 0.9,
    "source": 0.9,
    "relayed": 0.9,
    "before": 0.85,
    "governing": 0.9,
    "carried": 0.85,
    "genitive": 0.8,
    "antecedent": 0.6,
}


def _confidence(claim: Claim) -> float:
    value = _CONFIDENCE.get(claim.speaker_rule, 0.5)
    if claim.speaker is None:
        value = 0.3
    if claim.level == 2:
        value -= 0.1
    if claim.clause is not None and claim.clause.rule.startswith("nominal"):
        value -= 0.1
    return round(value, 2)


_NOT_SLUG = re.compile(r"[\W_]+")


def slug(name: str) -> str:
    """Speaker id of a name: its folded words joined by hyphens.

    Examples
    --------
    >>> slug("الرئيس، حسن روحاني")
    'الرئيس-حسن-روحاني'
    """
    return _NOT_SLUG.sub("-", fold_text(name)).strip("-")
