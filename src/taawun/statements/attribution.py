"""Who said what in one article: cues, speakers, content, levels.

The steps: read the tokens; collect mentions that name persons; find reporting words with their clauses; place each
clause (first, after its subject, inside another's content); cut the content spans; walk through the text once with a
register of who has the floor, so that a dropped subject, a title or معاليه finds its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from taawun.arabic import fold_text, segment_words
from taawun.lexicons import load_lexicon
from taawun.statements.cast import Cast, span_text
from taawun.statements.clauses import Clause
from taawun.statements.content import content_spans, cut_before, sentence_content
from taawun.statements.cues import find_clauses
from taawun.statements.lexical import BITS, Lemma, matching_form, word_group
from taawun.statements.mentions import Mention, can_speak, phrase_end, principal_start, read_mention
from taawun.statements.sources import Source, find_sources
from taawun.statements.subjects import OPENERS, reaches
from taawun.statements.tokens import Tokens, read_tokens

_B = BITS
_OFFICE, _HONORIFIC, _RANK, _NAME, _COMP, _PRON = (
    _B[n] for n in ["OFFICE", "HONORIFIC", "RANK", "NAME", "COMP", "PRON"]
)
_COMMA, _STOP, _QUOTE, _COLON, _AND, _TURN = (_B[n] for n in ["COMMA", "STOP", "QUOTE", "COLON", "AND", "TURN"])
_TURN_WORD, _CONJ, _TIME, _ADJUNCT, _PREP, _REL = (
    _B[n] for n in ["TURN_WORD", "CONJ", "TIME", "ADJUNCT", "PREP", "RELATIVE"]
)
_WORD, _DASH, _BE, _BI, _LI, _OPEN = (_B[n] for n in ["WORD", "DASH", "BE", "BI", "LI", "OPEN"])
_COMMON, _DEMONYM, _OBJECT = _B["COMMON"], _B["DEMONYM"], _B["OBJECT"]
_NEG, _SEMI, _ADVERB, _CLOSE, _ORGAN, _STATE, _DEFINITE = (
    _B[n] for n in ["NEG", "SEMI", "ADVERB", "CLOSE", "ORGAN", "STATE", "DEFINITE"]
)


#: a paragraph in quotation marks of fewer tokens is a slogan or a heading
_SHORTEST_QUOTATION = 10
_EXPRESSED_WITHIN = 60  # characters
#: statements inside statements are followed so far
_DEEPEST = 3


_JOINERS = word_group("joiners")
_COMMUNIQUES = word_group("communiques")
_COMMUNIQUE_KINDS = word_group("communique_kinds")
_OPENINGS = word_group("openings")


@dataclass(slots=True)
class Claim:
    """A statement in the making."""

    cue: int
    clause: Clause | None
    source: Source | None
    start: int
    end: int
    content: list[tuple[int, int]] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    speaker: int | None = None
    speaker_rule: str = ""
    span_rule: str = ""
    outer: Claim | None = None
    frame: bool = False
    level: int = 1
    relay: int | None = None
    dropped: bool = False
    left: int = 0
    via: tuple[int, int] | None = None


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
    text = article["text"] or ""
    tokens = read_tokens(text, article.get("removed") or ())
    _fix_names(tokens)
    persons = _named_persons(tokens)
    _know_names(tokens, persons)
    cast = Cast(tokens)
    claims = _collect(tokens)
    claims = _place(tokens, claims)
    _bound(tokens, claims)
    _attribute(tokens, cast, claims, persons)
    return [_row(article, tokens, cast, claim) for claim in claims if not claim.dropped]


def _fix_names(tokens: Tokens) -> None:
    """Names made of other words (بان كي مون) are names only."""
    firsts = fixed_names()
    written = {form.form for form in tokens.forms}
    for k, form in enumerate(tokens.forms):
        if (
            form.form.startswith("ل")
            and len(form.form) > 4
            and not tokens.flags[k] & ~(_WORD | _LI)
            and form.form[1:] in written
        ):
            # صرح لهسبريس, where هسبريس is named elsewhere: the one told, not the one who tells
            tokens.flags[k] |= _LI | _OBJECT
        for rest in firsts.get(form.form, ()):
            if [f.form for f in tokens.forms[k : k + len(rest)]] == rest:
                for j in range(k, k + len(rest)):
                    tokens.flags[j] = _NAME | _WORD


@cache
def fixed_names() -> dict[str, list[list[str]]]:
    """Return the fixed names by their first word."""
    table: dict[str, list[list[str]]] = {}
    for name in load_lexicon("titles")["fixed_names"]:
        words = [matching_form(word) for word in name.split()]
        table.setdefault(words[0], []).append(words)
    return table


def _know_names(tokens: Tokens, persons: list[Mention]) -> None:
    """Mark the names that the article gives with an office as names wherever they stand alone."""
    known: set[str] = set()
    for mention in persons:
        first, last = mention.name_span or (0, 0)
        for k in range(first, last):
            form, bits = tokens.forms[k].form, tokens.flags[k]
            surname = k == last - 1 and last - first > 1 and len(form) > 3
            if (
                len(form) > 2
                and bits & _WORD
                and (surname or not bits & _COMMON)
                and not bits & (_PREP | _ORGAN | _DEMONYM | _OBJECT)
                and not tokens.forms[k].cues
            ):
                known.add(form)
    if known:
        for k, record in enumerate(tokens.forms):
            if record.form in known:
                tokens.flags[k] |= _NAME


# --- step 1: claims ---------------------------------------------------------------------------------------------------


def _collect(tokens: Tokens) -> list[Claim]:
    claims = []
    for clause in find_clauses(tokens):
        claim = Claim(clause.cue, clause, None, clause.content, tokens.sentence_end[clause.cue])
        claim.subject = clause.subject
        claim.left = clause.left
        claims.append(claim)
    return claims


# --- step 2: where each claim stands ----------------------------------------------------------------------------------


def _place(tokens: Tokens, found: list[Claim]) -> list[Claim]:
    """Find subjects that stand before their verb, and which claims stand inside the content of others.

    Returns the claims that hold in their place.
    """
    claims: list[Claim] = []
    open_claims: list[Claim] = []
    for claim in found:
        clause = claim.clause
        assert clause is not None
        if clause.position == "initial" and claim.subject is None and clause.form.kind == "past":
            _subject_of_sabaq(tokens, claim)
        _mouthpiece(tokens, claim)
        if clause.subject_rule == "relayed":
            _relayed_subject(tokens, claim)
        _issuer(tokens, claim)
        _addressed(tokens, claim, claims)
        if not _believable(tokens, claim, claims[-1] if claims else None):
            continue
        claims.append(claim)
        sentence = tokens.sentence_start[claim.cue]
        open_claims = [o for o in open_claims if tokens.sentence_start[o.cue] == sentence]
        while open_claims:
            if _nested(tokens, open_claims[-1], claim):
                claim.outer = open_claims[-1]
                break
            open_claims.pop()
        if claim.outer is not None and claim.subject is not None and tokens.flags[claim.subject[0]] & _B["DOCUMENT"]:
            # what somebody says that figures show is his own statement
            claims.pop()
            continue
        if len(open_claims) < _DEEPEST and (claim.outer is None or clause.form.kind in ("past", "present")):
            open_claims.append(claim)
    return claims


def _subject_of_sabaq(tokens: Tokens, claim: Claim) -> None:
    """سبق لفلان أن قال: the subject carries ل before أن."""
    assert claim.clause is not None
    start = max(tokens.sentence_start[claim.cue], claim.cue - 16)
    if claim.cue == start or not tokens.flags[claim.cue - 1] & _COMP:
        return
    for j in range(claim.cue - 2, start - 1, -1):
        if tokens.forms[j].form in ("سبق", "وسبق") and tokens.flags[j + 1] & _LI:
            end = phrase_end(tokens, j + 1, claim.cue, bare=True)
            if end > j + 1:
                claim.subject, claim.left = (j + 1, end), j
                claim.clause.subject_rule, claim.clause.position = "before", "sv"
            return


def _mouthpiece(tokens: Tokens, claim: Claim) -> None:
    """رحبت روسيا على لسان وزيرها: the one who lends the tongue speaks."""
    assert claim.clause is not None
    for j in range(claim.cue + 1, min(claim.clause.content, tokens.sentence_end[claim.cue]) - 1):
        media = claim.subject is not None and bool(tokens.flags[claim.subject[0]] & _B["MEDIA"])
        if media and tokens.forms[j].form == "نقلا" and tokens.forms[j + 1].form == "عن":
            end = phrase_end(tokens, j + 2, claim.clause.content)
            if end > j + 2:
                claim.clause.relay, claim.subject = claim.subject, (j + 2, end)
                claim.clause.subject_rule = "relayed-by"
            return
        if tokens.forms[j].form == "لسان" and tokens.forms[j - 1].form == "علي":
            end = phrase_end(tokens, j + 1, tokens.sentence_end[claim.cue])
            if end > j + 1:
                claim.subject = (j + 1, end)
                claim.clause.subject_rule = "mouthpiece"
            return


def _issuer(tokens: Tokens, claim: Claim) -> None:
    """بيان الوزارة، بيان صادر عن الوزارة: the issuer speaks."""
    if claim.subject is None or tokens.forms[claim.subject[0]].form not in _COMMUNIQUES:
        return
    k, end = claim.subject[0] + 1, tokens.sentence_end[claim.cue]
    bare = False
    while k < end and tokens.forms[k].form in _COMMUNIQUE_KINDS:
        k += 1
    if k < end and tokens.forms[k].form in ("صادر", "الصادر", "صدر"):
        k += 2
    elif k < end and tokens.flags[k] & _LI:
        bare = True
    if k < end and can_speak(tokens.flags[k]) and not tokens.flags[k] & _PREP:
        stop = phrase_end(tokens, k, end, bare=bare)
        if stop > k:
            claim.subject = (k, stop)


def _addressed(tokens: Tokens, claim: Claim, earlier: list[Claim]) -> None:
    """ووصف X الوضع بأنه صعب وطالب الحكومة بحل: inside a sentence of one speaker the noun is the one addressed."""
    clause = claim.clause
    assert clause is not None
    if not (
        clause.form.proclitic == "و"
        and clause.form.lemma.person
        and clause.subject_rule == "after"
        and claim.subject is not None
        and clause.person is None
        and clause.complement in ("ب", "إلى", "على", "من")
        and earlier
    ):
        return
    last = earlier[-1]
    if tokens.sentence_start[last.cue] != tokens.sentence_start[claim.cue] or tokens.flags[claim.cue - 1] & _COMMA:
        return
    if last.clause is None or last.clause.form.kind not in ("past", "present") or last.outer is not None:
        return
    clause.person, claim.subject, clause.subject_rule = claim.subject, None, "dropped"
    if clause.form.lemma.person == "موصوف":
        clause.content = min(clause.content, clause.person[0])


def _believable(tokens: Tokens, claim: Claim, last: Claim | None = None) -> bool:
    """Whether a finite form in this place reports speech: the present tense of an inanimate subject does not."""
    clause = claim.clause
    assert clause is not None
    kind = clause.form.kind
    if kind not in ("past", "present") or clause.rule == "finite:anaphoric":
        return True
    if claim.subject is None:
        if clause.position == "relative":
            return clause.clausal
        if kind == "present":
            if (
                last is not None
                and last.clause is not None
                and last.clause.form.kind == "present"
                and last.clause.form.gender == clause.form.gender
                and tokens.sentence_start[last.cue] == tokens.sentence_start[claim.cue]
                and clause.form.proclitic == "و"
            ):
                # وتعتبر X الوجود احتلالا، وتطالب بانسحاب
                return True
            near = clause.content - claim.cue <= 3
            return bool(clause.form.proclitic or clause.position == "resumed") and clause.clausal and near
        if clause.form.proclitic or claim.cue == tokens.sentence_start[claim.cue]:
            return True
        before = tokens.flags[claim.cue - 1]
        word = tokens.forms[claim.cue - 1].form
        if before & (_PRON | _B["HE_VERB"] | _COMP):
            return True
        marks = _COMMA | _DASH | _QUOTE | _COLON | _TURN | _TURN_WORD | _CONJ | _TIME | _BE | _CLOSE | _ADVERB
        return clause.clausal or bool(before & marks) or word in OPENERS
    head = tokens.flags[claim.subject[0]]
    if kind == "present":
        if (
            clause.subject_rule == "after"
            and not clause.form.proclitic
            and claim.cue > tokens.sentence_start[claim.cue]
        ):
            opened = (
                _COMMA
                | _DASH
                | _QUOTE
                | _COLON
                | _TURN
                | _TURN_WORD
                | _CONJ
                | _TIME
                | _BE
                | _CLOSE
                | _ADVERB
                | _REL
                | _COMP
            )
            plain = clause.form.lemma.lemma == "قال" and clause.clausal and can_speak(head)
            if (
                not plain
                and not tokens.flags[claim.cue - 1] & opened
                and tokens.forms[claim.cue - 1].form not in OPENERS
            ):
                return False
        opening = claim.cue == tokens.sentence_start[claim.cue] and bool(clause.form.proclitic)
        if clause.subject_rule == "after" and clause.clausal and (clause.form.lemma.risk == "L" or opening):
            return True
        return can_speak(head) and not head & _B["QUANT"]
    plural = clause.form.number == "p"
    named = not head & (_COMMON | _DEFINITE)
    return can_speak(head) or clause.subject_rule != "before" or clause.clausal or plural or named


def _relayed_subject(tokens: Tokens, claim: Claim) -> None:
    """نقلت الوكالة عن X قوله: X stands after عن."""
    start = tokens.sentence_start[claim.cue]
    for j in range(claim.cue - 1, max(start, claim.cue - 24) - 1, -1):
        if tokens.forms[j].form in ("عنه", "عنها", "عنهم"):
            claim.left = j - 1 if tokens.forms[j - 1].cues and j > start else j
            _relaying_medium(tokens, claim, claim.cue)
            return
        if tokens.forms[j].form in ("عن", "الي") and not tokens.flags[j + 1] & _B["IDENTITY"]:
            end = phrase_end(tokens, j + 1, claim.cue)
            if end > j + 1:
                claim.subject = (j + 1, end)
            claim.left = j
            _relaying_medium(tokens, claim, j)
            return


def _relaying_medium(tokens: Tokens, claim: Claim, end: int) -> None:
    """نقلت الوكالة عن X قوله: the medium stands between the verb and عن, or before the verb."""
    assert claim.clause is not None
    for k in range(end - 1, max(tokens.sentence_start[end], end - 12) - 1, -1):
        if tokens.flags[k] & _B["MEDIA"] and can_speak(tokens.flags[k]):
            stop = phrase_end(tokens, k, end)
            if stop > k:
                claim.clause.relay = (k, stop)


def _nested(tokens: Tokens, outer: Claim, inner: Claim) -> bool:
    """Whether the inner claim belongs to the outer one's content rather than follows it."""
    outer_clause, clause = outer.clause, inner.clause
    assert outer_clause is not None and clause is not None
    if inner.cue < outer_clause.content:
        return True
    if clause.rule == "finite:anaphoric":
        return False
    quote = tokens.quoted_from[inner.cue]
    if quote >= 0 and quote >= outer_clause.content - 2 and quote != tokens.quoted_from[outer.cue]:
        return True
    kind = clause.form.kind
    if kind == "participle":
        return False
    if kind == "noun":
        return clause.rule in ("nominal:genitive",) and clause.form.proclitic != "ب"
    if clause.position == "relative":
        return True
    if clause.form.proclitic:
        return False
    flags, forms = tokens.flags, tokens.forms
    before = inner.left - 1
    if before < outer_clause.content:
        # أن X قال: right at the beginning of the content
        return outer_clause.complement in ("an", "pronoun", "colon", "quote") or outer_clause.clausal
    bits = flags[before]
    if bits & _COMP:
        return True
    if forms[before].form in _JOINERS:
        return False
    return not bits & (_COMMA | _STOP | _DASH | _QUOTE | _TURN | _TURN_WORD | _TIME)


# --- step 3: content --------------------------------------------------------------------------------------------------


def _bound(tokens: Tokens, claims: list[Claim]) -> None:
    """Content of every claim: to the end of its sentence, or to the next claim that is not inside it."""
    sources = find_sources(tokens)
    for index, claim in enumerate(claims):
        clause = claim.clause
        assert clause is not None
        limit = tokens.sentence_end[claim.cue]
        following = None
        for position in range(index + 1, len(claims)):
            other = claims[position]
            if other.cue >= limit:
                break
            if _inside(other, claim):
                continue
            following = other
            break
        cut = limit
        if following is not None and following.left < limit:
            cut = cut_before(tokens, following.left, clause.content)
        claim.end = cut
        claim.content, claim.span_rule = content_spans(tokens, clause, min(cut, len(tokens)), following is not None)
        if clause.rule == "finite:anaphoric":
            # وهو ما نفاه فلان: he speaks of what was reported before him
            before = claims[index - 1] if index else None
            same = before is not None and tokens.sentence_start[before.cue] == tokens.sentence_start[claim.cue]
            if before is not None and same and before.content:
                claim.content = list(before.content)
    _add_sources(tokens, claims, sources)
    _add_quotations(tokens, claims)


def _add_quotations(tokens: Tokens, claims: list[Claim]) -> None:
    """Add paragraphs that are one quotation: after a statement they go on with its speaker."""
    reported = {tokens.paragraph[claim.cue] for claim in claims if not claim.dropped}
    added = []
    for opened, closed in tokens.partner.items():
        number = tokens.paragraph[opened]
        if not tokens.flags[opened] & _QUOTE or closed - opened < _SHORTEST_QUOTATION or number in reported:
            continue
        starts = opened == 0 or tokens.paragraph[opened - 1] != number
        ends = closed + 2 >= len(tokens) or tokens.paragraph[closed + 2] != tokens.paragraph[closed]
        if starts and ends and number - 1 in reported:
            claim = Claim(opened, None, None, opened, closed + 1)
            claim.content, claim.span_rule, claim.left = [(opened, closed + 1)], "quotation", opened
            added.append(claim)
    claims.extend(added)
    claims.sort(key=lambda c: c.cue)


def _inside(inner: Claim, claim: Claim) -> bool:
    outer = inner.outer
    while outer is not None:
        if outer is claim:
            return True
        outer = outer.outer
    return False


def _add_sources(tokens: Tokens, claims: list[Claim], sources: list[Source]) -> None:
    """Add statements of source phrases where nobody else is reported; elsewhere they name the relay."""
    taken: dict[int, list[Claim]] = {}
    for claim in claims:
        taken.setdefault(tokens.sentence_start[claim.cue], []).append(claim)
    added: list[Claim] = []
    sourced: set[int] = set()
    for source in sources:
        sentence = tokens.sentence_start[source.cue]
        others = [c for c in taken.get(sentence, ()) if c.outer is None]
        inside_source = [c for c in others if source.cue <= c.cue < source.end]
        for claim in inside_source:
            claim.dropped = True
        others = [c for c in others if c not in inside_source]
        first = source.left <= sentence + 1
        if first and all(c.clause is not None and c.clause.form.kind == "participle" for c in others):
            others = []
        if others:
            for claim in others:
                claim.via = source.phrase
                claim.content = [
                    (a, min(b, source.left)) if a < source.cue < b else (a, b)
                    for a, b in claim.content
                    if not source.left <= a < source.end
                ]
                claim.content = [(a, b) for a, b in claim.content if a < b]
            continue
        if sentence in sourced:
            continue
        sourced.add(sentence)
        claim = Claim(source.cue, None, source, source.end, tokens.sentence_end[source.cue])
        claim.subject, claim.left = source.phrase, source.left
        claim.content, claim.span_rule = sentence_content(tokens, source)
        if claim.content:
            added.append(claim)
    claims.extend(added)
    claims.sort(key=lambda c: c.cue)


# --- step 4: speakers -------------------------------------------------------------------------------------------------


def _attribute(tokens: Tokens, cast: Cast, claims: list[Claim], persons: list[Mention]) -> None:
    """One walk through the text: mentions, narrated subjects and claims in order; the floor passes as the text says."""
    events: list[tuple[int, int, Any]] = []
    for mention in persons:
        events.append((mention.start, 0, mention))
    for position, span, strong in _narrated_subjects(tokens, {claim.cue for claim in claims}):
        events.append((position, 1, (span, strong)))
    for claim in claims:
        events.append((claim.cue, 2, claim))
    events.sort(key=lambda event: (event[0], event[1]))
    floor = Floor(tokens, cast)
    for _, kind, payload in events:
        if kind == 0:
            cast.link(payload)
        elif kind == 1:
            floor.narrate(*payload)
        else:
            floor.speak(payload)
    _settle_media(claims)


_SPOKESMEN = word_group("spokesmen")


class Floor:
    """Who spoke last, and who is being narrated about."""

    def __init__(self, tokens: Tokens, cast: Cast) -> None:
        self.tokens, self.cast = tokens, cast
        self.recent: list[int] = []
        self.sentence: dict[int, int] = {}
        self.last: Claim | None = None

    @property
    def focus(self) -> int | None:
        """Who had the floor last."""
        return self.recent[-1] if self.recent else None

    def take(self, entity: int) -> None:
        """Give a speaker the floor."""
        if entity in self.recent:
            self.recent.remove(entity)
        self.recent.append(entity)

    def narrate(self, span: tuple[int, int], strong: bool) -> None:
        """Note who acts in what is told; a strong verb (استقبل) gives the floor, another holds its sentence only."""
        last = self.last
        if (last is not None and any(a <= span[0] < b for a, b in last.content)) and (
            last.speaker is None or self.cast.entities[last.speaker].kind != "media"
        ):
            # told inside someone's statement: only a medium's report changes who acts
            return
        mention = read_mention(self.tokens, *span)
        entity = self.cast.link(mention, self.focus)
        if entity is None:
            return
        self.sentence[self.tokens.sentence_start[span[0]]] = entity
        if strong:
            self.take(entity)

    def speak(self, claim: Claim) -> None:
        """Find the speaker of a claim and pass the floor on."""
        tokens = self.tokens
        sentence = tokens.sentence_start[claim.cue]
        outer = claim.outer
        form = claim.clause.form if claim.clause else None
        gender = form.gender if form is not None and form.kind in ("past", "present") else ""
        number = form.number if form is not None else "s"
        entity: int | None = None
        if claim.subject is not None:
            mention = read_mention(tokens, *claim.subject)
            borrowed = claim.clause is not None and claim.clause.subject_rule in ("relayed-by", "mouthpiece")
            agreeing = (
                gender
                if not borrowed and form is not None and mention.kind in ("person", "unknown") and not mention.plural
                else ""
            )
            avoid = self.focus if _turned(tokens, claim.left) else None
            entity = self.cast.link(mention, self.focus, agreeing, avoid)
            claim.speaker_rule = {
                "before": "before",
                "antecedent": "antecedent",
                "relayed-by": "relayed",
                "mouthpiece": "relayed",
                "relayed": "relayed",
                "genitive": "genitive",
            }.get(claim.clause.subject_rule if claim.clause else "", "overt")
            if mention.kind == "pronoun":
                claim.speaker_rule = "honorific"
            if claim.source is not None:
                claim.speaker_rule = "source"
            elif claim.clause is not None and claim.clause.relay is not None:
                claim.relay = self.cast.link(read_mention(tokens, *claim.clause.relay))
        elif claim.clause is not None and claim.clause.position == "relative":
            entity = self._antecedent(claim.cue)
            claim.speaker_rule = "antecedent"
        elif (
            form is not None
            and (form.kind == "participle" or (form.proclitic and claim.subject is None and outer is None))
            and self._speaks_for(sentence)
        ):
            assert self.last is not None
            entity, outer = self.last.speaker, self.last.outer
            claim.speaker_rule = "governing"
        elif claim.clause is not None and claim.clause.subject_rule == "joint":
            entity = self._joint()
            claim.speaker_rule = "joint"
        elif (
            form is not None
            and sentence in self.sentence
            and (form.kind in ("participle", "noun") or (outer is None and claim.cue > sentence))
            and not (claim.clause is not None and claim.clause.rule == "nominal:relayed" and claim.clause.relay)
        ):
            entity = self.sentence[sentence]
            claim.speaker_rule = "governing"
            if not self._agrees(entity, form.gender, number):
                entity = self._carried(form.gender, number)
        suffixed = form.suffix if form is not None and form.kind == "noun" else tokens.forms[claim.cue].form[-2:]
        if claim.subject is None and entity is None and (claim.source or (claim.clause and claim.clause.relay)):
            # نقلت عنه الوكالة قوله، على حد قولها: the pronoun goes back to the last one who speaks, inside or outside
            gender = "f" if suffixed == "ها" else "p" if suffixed == "هم" else "m"
            inner = self.last.speaker if self.last is not None else None
            agree = gender if gender != "p" else ""
            fits = inner is not None and self._agrees(inner, agree, "p" if gender == "p" else "s")
            entity = inner if fits else self._carried(agree, "p" if gender == "p" else "s")
            claim.speaker_rule = "carried"
            if claim.clause is not None and claim.clause.relay is not None:
                claim.relay = self.cast.link(read_mention(tokens, *claim.clause.relay))
        if entity is None and claim.subject is None:
            entity = self._carried(form.gender if form else "", number)
            claim.speaker_rule = "carried"
        claim.speaker = entity
        self.last = claim
        if outer is not None and not self._is_frame(outer, claim):
            claim.level = 2
            if not self._passes_on(outer, entity):
                return
        if entity is not None and not (claim.source is not None and self.cast.entities[entity].kind == "media"):
            self.take(entity)
            self.sentence[sentence] = entity

    def _passes_on(self, outer: Claim, entity: int | None) -> bool:
        """Whether a document or body reports a person and so hands the floor to that person."""
        if entity is None or outer.speaker is None:
            return False
        kind = self.cast.entities[outer.speaker].kind
        return kind in ("document", "institution") and self.cast.entities[entity].kind == "person"

    def _is_frame(self, outer: Claim, inner: Claim) -> bool:
        """Whether a medium only passes on: what it reports begins with the inner statement."""
        if outer.speaker is None or self.cast.entities[outer.speaker].kind != "media" or outer.clause is None:
            return False
        past = inner.clause is not None and inner.clause.form.kind != "present"
        if past and inner.left - outer.clause.content <= 3:
            outer.frame = True
        return outer.frame

    def _speaks_for(self, sentence: int) -> bool:
        """Whether the last claim of this sentence is what a spokesman reports of his principal."""
        last = self.last
        if last is None or last.outer is None or last.outer.speaker is None or last.speaker is None:
            return False
        if self.tokens.sentence_start[last.cue] != sentence or last.level != 2:
            return False
        return bool(self.cast.entities[last.outer.speaker].heads & _SPOKESMEN)

    def _joint(self) -> int | None:
        """Return the speaker of an agentless report (تم التأكيد على): the last joint entity, else both sides unnamed."""
        for index in range(len(self.cast.entities) - 1, -1, -1):
            if self.cast.entities[index].plural and self.cast.entities[index].kind == "group":
                return index
        return self.cast.add_unnamed("الجانبان")

    def _carried(self, gender: str, number: str) -> int | None:
        for entity in reversed(self.recent):
            if self._agrees(entity, gender, number):
                return entity
        return self.focus

    def _agrees(self, index: int, gender: str, number: str) -> bool:
        entity = self.cast.entities[index]
        if number in ("d", "p"):
            return entity.plural or entity.kind in ("group", "anonymous")
        if gender == "f":
            return entity.gender == "f" or (entity.plural and entity.kind in ("anonymous", "media"))
        if gender == "m":
            return entity.gender != "f" and not entity.plural
        return True

    def _antecedent(self, cue: int) -> int | None:
        for start in range(cue - 1, cue - 25, -1):
            if start in self.cast.by_start:
                return self.cast.by_start[start]
        return None


def _turned(tokens: Tokens, position: int) -> bool:
    """Whether a strong turn marker (من جانبه، بدوره) stands right before a clause."""
    for k in range(position - 1, max(tokens.sentence_start[position], position - 4) - 1, -1):
        if tokens.flags[k] & (_TURN | _TURN_WORD):
            return True
    return False


def _named_persons(tokens: Tokens) -> list[Mention]:
    """Mentions with an office or honorific and a name, wherever they stand."""
    found = []
    flags = tokens.flags
    titled = _OFFICE | _HONORIFIC | _RANK
    i, n = 0, len(tokens)
    while i < n:
        bits = flags[i]
        if not bits & (titled | _NAME) or (bits & _NAME and bits & _PREP):
            i += 1
            continue
        end = phrase_end(tokens, i, tokens.sentence_end[i], splitting=True, joining=False, bare=True)
        if end <= i + 1:
            i += 1
            continue
        mention = read_mention(tokens, i, end)
        whole = bits & titled or len(mention.name) > 1
        if mention.kind == "person" and mention.name and not mention.members and whole:
            found.append(mention)
        principal = principal_start(tokens, i, end)
        i = principal if principal is not None else max(end, i + 1)
    return found


def _narrated_subjects(tokens: Tokens, claimed: set[int]) -> list[tuple[int, tuple[int, int], bool]]:
    """Subjects of verbs that tell what happened: استقبل X. They take the floor; those of unknown verbs keep it for their sentence only."""
    found = []
    flags, forms = tokens.flags, tokens.forms
    n = len(tokens)
    i = 0
    while i < n:
        start, end = tokens.sentence_start[i], tokens.sentence_end[i]
        if i == start:
            span = _opening_phrase(tokens, start, end)
            if span is not None:
                found.append((span[0], span, bool(flags[span[0] - 1] & _BE) if span[0] > start else False))
            k = _sentence_verb(tokens, start, end)
            if k is not None and k not in claimed:
                strong = bool(forms[k].narrates or forms[k].cues)
                subject = _subject_after(tokens, k, end, strong)
                if subject is not None:
                    found.append((k, subject, strong))
        form = forms[i]
        if form.form == "لسان" and i > start and forms[i - 1].form == "علي":
            # جاء ذلك على لسان فلان
            stop = phrase_end(tokens, i + 1, end)
            if stop > i + 1:
                found.append((i, (i + 1, stop), True))
        if form.narrates and i > start and flags[i - 1] & _B["OCCASION"]:
            # كلمة ألقاها فلان، تصريح أدلى به فلان
            subject = _subject_after(tokens, i, end, True)
            if subject is not None:
                found.append((i, subject, True))
        if form.narrates and i != start and not flags[i] & _AND:
            # SV inside an agency's أن-clause
            for j in range(i - 1, max(start, i - 24) - 1, -1):
                if flags[j] & _COMP:
                    stop = phrase_end(tokens, j + 1, i)
                    if stop > j + 1 and can_speak(flags[j + 1]) and reaches(tokens, stop, i):
                        found.append((i, (j + 1, stop), True))
                    break
        i += 1
    return found


def _opening_phrase(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Noun phrase that opens a sentence, bare or after كان، لكن، أما: the subject of what is told in it."""
    k = start
    while k < end and k < start + 4 and (tokens.flags[k] & (_BE | _COMP | _CONJ) or not tokens.flags[k] & _WORD):
        k += 1
    if k >= end or not can_speak(tokens.flags[k]) or tokens.flags[k] & (_PREP | _BI | _LI):
        return None
    stop = phrase_end(tokens, k, end, splitting=True)
    return (k, stop) if stop > k else None


def _sentence_verb(tokens: Tokens, start: int, end: int) -> int | None:
    flags, forms = tokens.flags, tokens.forms
    k = start
    while k < end and k < start + 14:
        bits = flags[k]
        if not bits & _WORD or bits & (_TURN | _TURN_WORD | _BE) or forms[k].form in _OPENINGS:
            k += 1
            continue
        if forms[k].narrates:
            return k
        if bits & (_PREP | _ADJUNCT | _TIME | _CONJ):
            nxt = next((m for m in range(k + 1, min(end, k + 14)) if flags[m] & _COMMA), None)
            if nxt is None:
                return None
            k = nxt + 1
            continue
        if can_speak(bits) or bits & (_DEFINITE | _BI | _LI | _COMP | _PRON | _NEG):
            return None
        return k
    return None


def _subject_after(tokens: Tokens, k: int, end: int, strong: bool) -> tuple[int, int] | None:
    j = k + 1
    while j < end and (
        (tokens.flags[j] & (_TIME | _ADVERB | _TURN_WORD) and not tokens.flags[j] & _PREP)
        or tokens.flags[j] & _B["PREP_PRONOUN"]
    ):
        j += 1
    if j >= end or (not can_speak(tokens.flags[j]) and not (strong and tokens.flags[j] & _DEFINITE)):
        return None
    stop = phrase_end(tokens, j, end, splitting=True)
    if stop <= j:
        return None
    mention = read_mention(tokens, j, stop)
    if mention.kind in ("person", "anonymous", "institution", "group"):
        return (j, stop)
    return None


def _settle_media(claims: list[Claim]) -> None:
    """Make media that only pass on what others said their relay, not speakers."""
    for claim in claims:
        if claim.outer is not None and claim.outer.frame and claim.outer.speaker != claim.speaker:
            claim.relay = claim.outer.speaker
            claim.outer.dropped = True


# --- step 5: rows -----------------------------------------------------------------------------------------------------


def _row(article: Mapping[str, Any], tokens: Tokens, cast: Cast, claim: Claim) -> dict[str, Any]:
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
    if claim.via is None or not tokens.flags[claim.via[0]] & _B["MEDIA"]:
        return None
    return span_text(tokens, claim.via)


def _verbatim(tokens: Tokens, content: list[tuple[int, int]]) -> list[list[int]]:
    found = []
    for a, b in content:
        for k in range(a, b):
            if (
                tokens.flags[k] & _QUOTE
                and k in tokens.partner
                and tokens.partner[k] <= b
                and tokens.partner[k] - k > 1
            ):
                found += tokens.spans(k + 1, tokens.partner[k])
    return found


def _office(tokens: Tokens, entity: Any) -> str | None:
    if entity is None or entity.kind != "person":
        return None
    start, end = entity.span
    mention = read_mention(tokens, start, end)
    if not mention.title or mention.title[0] not in entity.heads:
        return None
    if mention.name_span is None:
        return span_text(tokens, (start, end))
    first, last = mention.name_span
    if first > start and tokens.flags[start] & (_OFFICE | _HONORIFIC | _RANK):
        return span_text(tokens, (start, first)) or None
    return span_text(tokens, (last, end)) if last < end else None


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
