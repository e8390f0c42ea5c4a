"""For which parties a noun phrase stands: by the states named in it, an organisation's adjective or a city."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from taawun.lexicons import load_lexicon
from taawun.meetings.cities import city_at, head_form
from taawun.meetings.places_of_actors import Placed
from taawun.meetings.words import event_words
from taawun.statements.reading.features import AND, BI, DASH, DEFINITE, LI, NAME, OFFICE, QUOTE
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens


def phrase_parties(tokens: Tokens, start: int, end: int, inside: Sequence[Placed]) -> tuple[str, ...]:
    """Parties of the phrase ``tokens[start:end]`` in which these actors are named; an envoy can be sent by two."""
    parties = _named(tokens, start, inside)
    if not parties or (parties == ("UN",) and head_form(tokens, start) in event_words("envoys")):
        # المبعوث الدولي والعربي
        parties = tuple(dict.fromkeys((*parties, *_of_organisation(tokens, start, end))))
    return parties or _of_city(tokens, start, end)


@cache
def no_names() -> frozenset[str]:
    """Adjectives behind an office that look like a name (أمير البلاد المفدى، المبعوث الأممي العربي)."""
    organisations = load_lexicon("meetings")["of_organisation"]
    return event_words("praise").union(*(event_words("of_organisation", code) for code in organisations))


def is_realm(form: str) -> bool:
    """Whether a word says what a state is before its name (دولة الكويت); دولة alone is a title too."""
    return form in event_words("realms")


def governed(form: str) -> bool:
    """Whether a word stands before the place that somebody governs (محافظ البصرة، أمير منطقة مكة المكرمة)."""
    return form in event_words("grounds") or form in event_words("governors")


def _of_city(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """State of the city that somebody governs (محافظ البصرة)."""
    governs = (k + 1 for k in range(start, end - 1) if governed(head_form(tokens, k)))
    return tuple(state for k in governs for _, state in (city_at(tokens, k),) if state)


def _of_organisation(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Organisation whose envoys they are by an adjective (المبعوث الأوروبي، وفد أوروبي)."""
    sent = event_words("envoys") | event_words("delegations") | event_words("councils")
    at = next((k for k in range(start, end) if head_form(tokens, k) in sent), end)
    if at == end:
        return ()
    forms = {form.form.removeprefix("و") for form in tokens.forms[at + 1 : end]}
    return tuple(
        code for code in load_lexicon("meetings")["of_organisation"] if forms & event_words("of_organisation", code)
    )


def _named(tokens: Tokens, start: int, inside: Sequence[Placed]) -> tuple[str, ...]:
    """Return the parties of a phrase: the first that is not only where somebody is posted, and those joined to it."""
    own = [one for one in inside if one.mention.kind != "leader" and not _is_post(tokens, start, one)]
    if any(one.mention.kind in ("organisation", "group") for one in own) and own[0].mention.kind == "capital":
        own = own[1:]
    own = own or [one for one in inside if one.mention.kind == "leader" and _is_name(tokens, start, one)]
    if _is_council_of_state(tokens, own):
        own = own[1:]
    if not own:
        return ()
    joined = [
        two.mention.actor
        for one, two in pairwise(own)
        if tokens.flags[two.start] & AND
        or (tokens.flags[two.start - 1] & AND and not tokens.flags[two.start] & LI)
        or _are_common(tokens, one, two)
    ]
    return tuple(dict.fromkeys([own[0].mention.actor, *joined]))


def phrase_posts(tokens: Tokens, start: int, end: int, inside: Sequence[Placed]) -> tuple[str, ...]:
    """States in which an envoy is posted, an empty one for where the outlet is (السفير التركي لدى البلاد)."""
    if head_form(tokens, start).removeprefix("ال") not in word_group("posted") - word_group("posted_for"):
        return ()
    posts = tuple(one.mention.actor for one in inside if _is_post(tokens, start, one))
    at_home = any(tokens.plain[k] in word_group("posted_at") for k in range(start, end))
    return posts or (("",) if at_home else ())


def _is_council_of_state(tokens: Tokens, own: Sequence[Placed]) -> bool:
    """Whether what is called like a body of an organisation is one of a state (مجلس الأمن الروسي، مجلس الأمن القومي الروسي)."""
    if len(own) < 2 or own[0].mention.kind != "organisation" or own[1].mention.kind != "demonym":
        return False
    between = range(own[0].end, own[1].start)
    return all(tokens.flags[k] & DEFINITE and not tokens.flags[k] & (AND | BI | LI | NAME) for k in between)


def _are_common(tokens: Tokens, one: Placed, two: Placed) -> bool:
    """Whether two states have something in common (اللجنة المصرية الأردنية، المصرية - الأردنية)."""
    kinds = {one.mention.kind, two.mention.kind}
    return (
        "demonym" in kinds
        and kinds <= {"demonym", "name"}
        and all(tokens.flags[k] & DASH for k in range(one.end, two.start))
    )


def _is_name(tokens: Tokens, start: int, one: Placed) -> bool:
    """Whether the word for a leader is a name here, and no part of an office (المشرف العام)."""
    return one.end > one.start + 1 or one.start == start or not tokens.flags[one.start] & OFFICE


def _is_post(tokens: Tokens, start: int, one: Placed) -> bool:
    """Whether a party stands behind a preposition of place (سفير فلان لدى اليابان، المبعوث إلى اليمن)."""
    if one.start == start:
        return False
    k = one.start - (2 if is_realm(head_form(tokens, one.start - 1)) else 1)
    before = tokens.plain[k - 1 if tokens.flags[k] & QUOTE else k]
    # وزير الدفاع بالجمهورية اليمنية
    realm = is_realm(head_form(tokens, one.start).removeprefix("ال"))
    return before in event_words("posts") or bool(tokens.flags[one.start] & BI and not realm)
