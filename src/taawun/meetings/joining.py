"""Noun phrases beside each other that mean the same person: an office and a name, an envoy and who sent him."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from taawun.meetings.figures import PLACES, Figure
from taawun.meetings.whose import governed, is_realm
from taawun.meetings.words import event_words, pronoun_numbers
from taawun.statements.reading.features import (
    AND,
    BI,
    COMMA,
    COMMON,
    DEFINITE,
    HONORIFIC,
    LI,
    NAME,
    OFFICE,
    PREP,
    STATE,
    WORD,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens

SURNAME_WORDS = 2
"""Unknown words that may end a name before an office."""
STATE_CODE = 2
"""Letters of the code of a state: movements and organisations have names."""


def join_figures(tokens: Tokens, figures: Iterable[Figure]) -> list[Figure]:
    """Join an office and the name that follows it, and give a name the state of the office that follows it."""
    joined: list[Figure] = []
    for figure in figures:
        whole = (_as_ayatollah(tokens, joined[-1], figure) or _as_one(tokens, joined[-1], figure)) if joined else None
        if whole:
            joined[-1] = replace(whole, private=joined[-1].private or figure.private)
            if len(joined) > 1 and _serves(tokens, joined[-2], joined[-1]):
                joined[-2:] = [replace(joined[-2], end=joined[-1].end, parties=joined[-1].parties)]
        else:
            joined.append(figure)
    return joined


def _as_one(tokens: Tokens, last: Figure, figure: Figure) -> Figure | None:
    """Return one figure for two that mean the same person, None where they do not."""
    if _of_state(tokens, last, figure) or _of_place(tokens, last, figure):
        return replace(last, end=figure.end, parties=last.parties or figure.parties)
    if any(one(tokens, last, figure) for one in (_is_envoy, _is_member, _are_counterparts)):
        name = last.name or _name_at_end(tokens, figure)
        kind = "person" if name and last.kind == "anonymous" else last.kind
        return replace(last, end=figure.end, parties=figure.parties, kind=kind, name=name)
    if _of_institution(tokens, last, figure):
        name = _name_at_end(tokens, figure)
        return replace(last, end=figure.end, parties=last.parties or figure.parties, name=name)
    if _is_part(tokens, last, figure):
        return replace(figure, start=last.start, head=last.head)
    if _says_for_what(last, figure):
        return replace(last, end=figure.end, parties=figure.parties, name=figure.name)
    if _is_capital(last, figure) or _holds_more(tokens, last, figure):
        return replace(last, end=figure.end)
    if _is_deputy(tokens, last, figure):
        return replace(last, end=figure.end, parties=last.parties or figure.parties, name=figure.name)
    if not _follows(tokens, last, figure):
        return None
    bare = figure.name and figure.head == matching_form(figure.name.split()[0])
    of_side = last.head.removeprefix("ال") in event_words("sides") and not figure.parties
    if not last.name and (bare or (figure.name and (of_side or tokens.flags[figure.start] & HONORIFIC))):
        # الوزيران التركي سالم والعراقي نادر
        both = tuple(dict.fromkeys((*last.parties, *figure.parties))) if last.kind == "group" else ()
        return replace(last, end=figure.end, name=figure.name, parties=both or last.parties or figure.parties)
    nested = figure.official and last.end == figure.start
    if (
        last.name
        and not last.parties
        and figure.kind == "person"
        and (nested or not figure.name or figure.head in event_words("envoys"))
    ):
        return replace(last, end=figure.end, parties=figure.parties, official=last.official or figure.official)
    return None


def _of_state(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a state says whose an office is (وزير الخارجية بدولة قطر)."""
    office = last.kind == "person" and last.official and last.end == figure.start
    ends_with_name = last.name and tokens.flags[last.end - 1] & NAME
    return (
        office
        and not ends_with_name
        and figure.kind == "state"
        and bool(tokens.flags[figure.start] & BI)
        and is_realm(figure.head.removeprefix("ال"))
    )


def _of_place(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a place says where somebody governs (محافظ البصرة، أمير منطقة مكة المكرمة)."""
    office = last.kind == "person" and last.official and not last.parties and last.end == figure.start
    behind = office and governed(tokens.plain[last.end - 1])
    return behind and figure.kind in PLACES and not tokens.flags[figure.start] & (AND | BI | LI)


def _is_envoy(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether an organisation says whose an office is behind its adjective (المنسق الإنساني للأمم المتحدة), or whose states' ministers meet."""
    sent = (last.kind == "person" and last.head in event_words("envoys")) or last.head in event_words("councils")
    # الممثلة السامية للاتحاد الأوروبي
    office = sent and last.parties in ((), ("UN",)) and not last.name
    near = figure.start - last.end < 2 and figure.kind in ("institution", "media")
    return office and near and bool(tokens.flags[figure.start] & LI and figure.parties)


def _as_ayatollah(tokens: Tokens, last: Figure, figure: Figure) -> Figure | None:
    """Return one figure where a title of two words is parted (قائد الثورة آية | الله فلان)."""
    title = tokens.plain[last.end - 1] in event_words("signs") and figure.head in event_words("blessed_by")
    if last.kind != "person" or not title or last.end != figure.start:
        return None
    return replace(last, end=figure.end, parties=figure.parties or last.parties, name=figure.name)


def _serves(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether an office of an organisation follows the name of somebody who is known from his state (فلانة، الممثلة السامية)."""
    known = last.kind == "person" and last.name and last.end - last.start == len(last.name.split())
    office = figure.kind == "person" and not figure.name and figure.head in event_words("envoys")
    return bool(known and office and figure.parties) and _follows(tokens, last, figure)


def _is_member(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a movement says for whom a person speaks (فلان القيادي في حركة حماس), or a body for whom an office is held."""
    form = tokens.plain[last.end] if last.end == figure.start - 1 else ""
    # المشرف على مركز
    within = form in event_words("within") or (form in event_words("over") and figure.kind == "institution")
    body = figure.kind in ("group", "institution")
    movement = body and all(len(party) > STATE_CODE for party in figure.parties)
    unnamed = (
        body and not last.name and (last.official or last.kind == "anonymous" or last.head in event_words("envoys"))
    )
    person = last.kind in ("person", "anonymous")
    return within and person and not last.parties and bool(figure.parties) and (movement or unnamed)


def _are_counterparts(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a party says where somebody's counterparts or some officials hold office (نظراؤه في دول مجلس التعاون)."""
    within = last.end == figure.start - 1 and tokens.plain[last.end] in event_words("within")
    heads = word_group("counterparts") | event_words("delegations") | event_words("councils")
    officials = last.head in heads or (last.kind == "group" and last.official)
    # وزراء المياه في مصر والسودان
    several = figure.end < len(tokens) and tokens.flags[figure.end] & AND and tokens.flags[figure.end] & STATE
    return within and not last.parties and officials and (figure.kind not in PLACES or bool(several))


def _is_part(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether some of a group, or their titles, are named before it (أعضاء وفد تركي، أصحاب المعالي وزراء العراق)."""
    unnamed = last.kind in ("group", "person") and not last.parties and not last.name
    group = unnamed and figure.kind == "group" and last.end == figure.start
    return group and not tokens.flags[figure.start] & (AND | BI | LI)


def _says_for_what(last: Figure, figure: Figure) -> bool:
    """Whether a phrase says for what an office is held (الوزير المسؤول عن الشؤون الخارجية سالم حداد)."""
    office = last.kind == "person" and last.official and not last.name and not last.parties
    return office and last.end == figure.start and figure.head in event_words("charged")


def _is_capital(last: Figure, figure: Figure) -> bool:
    """Whether a place that is called after its state is named right behind it (العاصمة التركية أنقرة)."""
    return (
        last.kind == "place" and figure.kind == "state" and (last.parties, last.end) == (figure.parties, figure.start)
    )


def _holds_more(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether somebody who is named with his state holds an office that follows without one (سالم حداد، وزير الدفاع)."""
    known = last.kind == "person" and last.name and last.parties
    same = not figure.parties or figure.parties == last.parties
    held = figure.official or f"ال{figure.head}" in event_words("monarchs")
    office = figure.kind == "person" and held and not figure.name and same
    return bool(known and office) and _follows(tokens, last, figure)


def _is_deputy(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether an office goes on with whose deputy somebody is (النائب الثاني لرئيس الوزراء سالم حداد)."""
    deputy = last.end == figure.start and tokens.flags[figure.start] & LI and tokens.flags[figure.start] & OFFICE
    return bool(deputy) and any(one.form in event_words("deputies") for one in tokens.forms[last.end - 2 : last.end])


def _of_institution(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a phrase ends with an office that is one of the institution behind it (نائب الرئيس رئيس | مجلس الوزراء)."""
    title = tokens.flags[last.end - 1] & OFFICE or tokens.plain[last.end - 1] in event_words("ends_title")
    office = last.kind == "person" and last.end == figure.start and title
    return bool(office) and figure.kind == "institution" and not tokens.flags[figure.start] & (AND | BI | LI)


def _is_its(tokens: Tokens, k: int) -> bool:
    """Whether a noun with a pronoun says of what an office is (رئيس حكومتها)."""
    whose = any(tokens.plain[k].endswith(ending) for ending in pronoun_numbers())
    return whose and not tokens.flags[k] & (DEFINITE | PREP | NAME | AND | BI | LI)


def _name_at_end(tokens: Tokens, figure: Figure) -> str:
    """Name of two words or more with which an institution's phrase ends: it is that of who bears the office."""
    k = figure.end
    while k > figure.start + 1 and tokens.flags[k - 1] & NAME and not tokens.flags[k - 1] & (OFFICE | AND):
        k -= 1
    return tokens.words(k, figure.end) if figure.end - k > 1 else ""


def _follows(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a figure stands right behind another one, or behind its comma, with nothing before it."""
    between = range(last.end, figure.start)
    if last.kind not in ("person", "group") or tokens.flags[figure.start] & (AND | BI | LI):
        return False
    surname = last.name and figure.official and 0 < len(between) <= SURNAME_WORDS
    if last.official and not last.name and figure.name and len(between) == 1 and _is_its(tokens, last.end):
        return True
    # الشيخ سالم الخالد الحمد الصباح وزير النقل: behind a definite name everyday nouns are names too
    goes_on = surname and all(tokens.flags[k] & DEFINITE for k in range(last.end - 1, figure.start))
    may_be = PREP | AND | BI | LI | DEFINITE | WORD | (COMMON if goes_on else WORD)
    unknown = surname and all(not tokens.flags[k] & ~may_be for k in between)
    return bool(unknown) or (len(between) < 2 and all(tokens.flags[k] & COMMA for k in between))
