"""Noun phrases of an article with the parties that they stand for.

Phrases are those of `taawun.statements.mentions`, states, organisations and movements those of `taawun.targets.actors`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from taawun.lexicons import load_lexicon
from taawun.meetings.cities import city_at, head_form
from taawun.meetings.council_names import of_meeting
from taawun.meetings.figures import Figure, adjoining_states, is_team
from taawun.meetings.places_of_actors import Placed
from taawun.meetings.whose import is_realm, no_names, phrase_parties, phrase_posts
from taawun.meetings.words import begins_like_present, event_words, light_verb, preposition_roles, read_event
from taawun.statements.mentions.mentions import read_mention
from taawun.statements.mentions.noun_phrases import can_speak, phrase_end
from taawun.statements.reading.features import (
    AND,
    BI,
    COMMA,
    COMMON,
    DEFINITE,
    DEMONYM,
    HONORIFIC,
    LI,
    NAME,
    OFFICE,
    PREP,
    STATE,
    SURNAME,
    WORD,
)
from taawun.statements.reading.matching import word_group
from taawun.statements.reading.tokens import Tokens

TRAVEL = 8
"""Words before "the country" in which it is said that somebody visits it."""


def read_figures(tokens: Tokens, actors: Sequence[Placed]) -> Iterator[Figure]:
    """Noun phrases that can act, then the actors that lie in none of them."""
    at = {one.start: one for one in actors}
    ends = {k: one.end for one in actors for k in range(one.start + 1, one.end)}
    covered: set[int] = set()
    i = 0
    while i < len(tokens):
        end = i
        known = of_meeting(tokens, i, at) or _realm(tokens, i, at)
        if known:
            covered.update(range(i, known.end))
            yield known
            i = known.end
            continue
        if _names_meeting(tokens, i) or (i in ends and i not in at) or _names_site(tokens, i):
            pass
        elif can_speak(tokens.flags[i]) and not (tokens.flags[i] & PREP and not tokens.flags[i] & (NAME | OFFICE)):
            end = phrase_end(tokens, i, tokens.sentence_end[i], splitting=True, joining=False, bare=True)
            end = _limit(tokens, i, end, at)
        elif _is_sent_group(tokens, i) or _is_second(tokens, i):
            end = phrase_end(tokens, i + 1, tokens.sentence_end[i], splitting=True, joining=False, bare=True)
            end = _limit(tokens, i, end, at)
        if end > i:
            end = _whole(tokens, i, ends.get(end, end))
            end = ends.get(end, end)
            if end in at and end < tokens.sentence_end[i] and _lacks_state(tokens, i, end, actors):
                end = at[end].end
            end = max(end, *(k + 1 for j in (end - 1, end) for k in _joint_states(tokens, j)), 0)
            covered.update(range(i, end))
            edges = [i, *(member.start for member in read_mention(tokens, i, end).members[1:]), end]
            for first, last in pairwise(edges):
                yield _figure(tokens, first, last, [one for one in actors if first <= one.start and one.end <= last])
        i = max(end, i + 1)
    for start, one in at.items():
        if start not in covered and one.mention.kind != "demonym":
            yield Figure(
                one.start,
                one.end,
                (one.mention.actor,),
                "actor",
                _leader_name(tokens, one),
                head_form(tokens, start),
            )
    yield from _cities(tokens, covered, at)


def _realm(tokens: Tokens, k: int, actors: Mapping[int, Placed]) -> Figure | None:
    """Return a state that is named with what it is (دولة الكويت)."""
    one = actors.get(k)
    if one is None or one.mention.kind != "name" or not is_realm(head_form(tokens, k)):
        return None
    if _names_meeting(tokens, k) or _names_site(tokens, k):
        return None
    return Figure(k, one.end, (one.mention.actor,), "state", "", head_form(tokens, k))


def _joint_states(tokens: Tokens, k: int) -> list[int]:
    """Adjectives of two states, one of which can be read as its name, behind a body (اللجنة السعودية الكويتية)."""
    states = adjoining_states(tokens, k)
    adjectives = (tokens.flags[j] & DEMONYM or tokens.plain[j].endswith("يه") for j in states)
    return states if all(adjectives) and all(tokens.flags[j] & DEFINITE for j in states) else []


def _names_site(tokens: Tokens, k: int) -> bool:
    """Whether a word is the name of an airport or a street (مطار حمد الدولي), the second of a city's, or before states (كل من العراق)."""
    bits, sites = tokens.flags[k], event_words("sites")
    if k and bits & (OFFICE | NAME):
        before = range(max(k - 2, 0) if bits & NAME else k - 1, k)
        if any(head_form(tokens, j) in sites for j in before):
            return True
    named = tokens.flags[k + 2 : k + 3]
    if named and named[0] & STATE and head_form(tokens, k) in event_words("each"):
        return True
    if preposition_roles().get(tokens.plain[k]) in ("chaired", "attending"):
        return True
    city = city_at(tokens, k)[0]
    return city > 1 or bool(city and _leads_to(tokens, k - 1)) or (k > 0 and city_at(tokens, k - 1)[0] > 1)


def _leads_to(tokens: Tokens, k: int) -> bool:
    """Whether a place follows a word: behind a preposition of place, or a verb of travel (في البصرة، غادر البصرة)."""
    before = tokens.plain[k] if k >= 0 else ""
    event = read_event(before)
    travels = event is not None and event.takes == "goal" and not event.is_noun
    return travels or preposition_roles().get(before) in ("in", "to")


def _is_second(tokens: Tokens, k: int) -> bool:
    """Whether a state is joined to another one whose office is not repeated (الرئيسان التركي فلان والعراقي فلان)."""
    bits = tokens.flags
    if not (bits[k] & AND and bits[k] & DEMONYM) or k + 1 >= len(tokens):
        return False
    # سامح شكري واليوناني نيكوس كوتزياس
    return bool(bits[k + 1] & NAME) or (bits[k + 1] == WORD and k > 0 and bits[k - 1] in (WORD, NAME | WORD))


def _whole(tokens: Tokens, start: int, end: int) -> int:
    """End of a phrase with the adjectives that follow it, and of a delegation with whom it comes from."""
    last = tokens.sentence_end[start]
    while (
        end < last
        and not _is_second(tokens, end)
        and (tokens.flags[end] & DEMONYM or _goes_on(tokens, end) or _is_sent(tokens, start, end))
    ):
        end += 1
    if (
        head_form(tokens, start) in event_words("delegations")
        and end + 1 < last
        and tokens.plain[end] in event_words("of")
    ):
        end = phrase_end(tokens, end + 1, last, splitting=True, joining=False, bare=True)
    return end


def _goes_on(tokens: Tokens, k: int) -> bool:
    """Whether an unknown adjective stands between an office and that of its state (النائبة الديمقراطية الأمريكية)."""
    adjective = not tokens.flags[k] & ~(WORD | DEFINITE | COMMON) and tokens.flags[k] & DEFINITE
    office = tokens.flags[k - 1] & OFFICE and tokens.flags[k - 1] & DEFINITE
    return bool(adjective and office and k + 1 < len(tokens) and tokens.flags[k + 1] & DEMONYM)


def _is_sent(tokens: Tokens, start: int, k: int) -> bool:
    """Whether an adjective says of which organisation an envoy is, or whose ministers meet (المفوض السامي، وزراء الخارجية العرب)."""
    organisations = load_lexicon("meetings")["of_organisation"]
    sent = head_form(tokens, k - 1) in event_words("envoys") or head_form(tokens, start) in event_words("councils")
    return sent and any(tokens.plain[k] in event_words("of_organisation", code) for code in organisations)


def _lacks_state(tokens: Tokens, start: int, end: int, actors: Sequence[Placed]) -> bool:
    """Whether a phrase that ends with a noun has no party, and the name of one follows without any preposition."""
    inside = any(start <= one.start and one.end <= end for one in actors)
    following = next(one for one in actors if one.start == end)
    bits = tokens.flags[end]
    if tokens.flags[end - 1] & DEFINITE and is_realm(head_form(tokens, end)):
        # غادر وزير الدفاع جمهورية مصر
        return False
    return not inside and following.mention.kind == "name" and not bits & (AND | BI | LI | NAME)


def _limit(tokens: Tokens, start: int, end: int, actors: Mapping[int, Placed]) -> int:
    """End of a phrase before a comma, where what follows begins another one with its own office."""
    named = False
    for k in range(start, end):
        bits = tokens.flags[k]
        if k > start and (
            _begins_another(tokens.plain[k])
            or (tokens.flags[k - 1] in (WORD, NAME | WORD) and _is_second(tokens, k))
            or (bits & OFFICE and not bits & (AND | BI | LI) and _is_of_another(tokens, start, k, end, actors))
            or (tokens.flags[k - 1] & STATE and read_event(tokens.plain[k]))
            or (tokens.flags[k - 1] & DEMONYM and light_verb(tokens.plain[k]))
            or (bits & AND and bits & (OFFICE | HONORIFIC))
            or preposition_roles().get(tokens.plain[k]) in ("chaired", "attending")
            or (tokens.plain[k] in _countries() and _ends_name(tokens, k))
            or (bits & DEFINITE and k + 1 < end and _begins_topic(tokens, start, k, actors))
            or (bits & BI and head_form(tokens, k) in event_words("premises"))
            or (k == start + 1 and bits & OFFICE and bits & DEFINITE and _is_body(tokens, start))
            or (bits & LI and bits & NAME and tokens.flags[k - 1] & NAME)
            or (bits & LI and bits & OFFICE and any(tokens.flags[j] & DEMONYM for j in range(start, k)))
            or (bits & BI and k in actors and actors[k].mention.kind == "leader")
            or city_at(tokens, k)[0] > 1
            or (_names_state(k, actors) and tokens.flags[k - 1] & (DEFINITE | NAME) and not bits & (AND | BI | LI))
            or (_names_capital(k, actors) and tokens.flags[k - 1] & (DEMONYM | NAME) and not bits & (AND | BI | LI))
            or (tokens.plain[k] in _within() and not _posted(tokens, start))
            or (
                (bits & LI or (bits & BI and tokens.flags[k - 1] & (NAME | DEMONYM)))
                and (
                    (k in actors and actors[k].mention.kind in ("name", "capital"))
                    or (bits & BI and city_at(tokens, k)[0])
                )
                and not _posted(tokens, start)
            )
            or (
                k > start
                and bits & LI
                and head_form(tokens, k) in event_words("kingdom")
                and not _posted(tokens, start)
            )
        ):
            return k
        if (
            bits & COMMA
            and k + 1 < end
            and tokens.flags[k + 1] & OFFICE
            and (named or not tokens.flags[start] & OFFICE)
        ):
            return k
        named = named or bool(bits & NAME)
    return end


def _ends_name(tokens: Tokens, k: int) -> bool:
    """Whether a name or the adjective of a state stands before a word (يزور الوزير فلان البلاد)."""
    return bool(tokens.flags[k - 1] & (NAME | DEMONYM)) or tokens.flags[k - 1] == WORD


def _is_body(tokens: Tokens, k: int) -> bool:
    """Whether a word is the whole name of a body (الوزارة): another office begins behind it."""
    return bool(tokens.flags[k] & DEFINITE) and head_form(tokens, k) in event_words("state_bodies")


def _begins_topic(tokens: Tokens, start: int, k: int, actors: Mapping[int, Placed]) -> bool:
    """Whether a feminine noun with the adjective of a state follows a man's name: of what they speak (الرئيس فلان الأزمة الليبية)."""
    bits, last = tokens.flags, tokens.plain[start]
    plain = bits[k] & DEFINITE and not bits[k] & ~(WORD | DEFINITE | COMMON | NAME)
    if not plain or not bits[k + 1] & DEMONYM:
        return False
    named = bits[k - 1] & NAME or (k - 1 in actors and actors[k - 1].mention.kind == "leader")
    feminine = all(tokens.plain[j].endswith("ه") for j in (k, k + 1))
    return bool(named) and feminine and not last.endswith("ه")


def _is_of_another(tokens: Tokens, start: int, k: int, end: int, actors: Mapping[int, Placed]) -> bool:
    """Whether an office behind a whole phrase is of another party (الرئيس اليمني | أمين عام مجلس التعاون): one meets the other."""
    last = tokens.flags[k - 1]
    whole = not last & ~(WORD | DEFINITE | COMMON | NAME | SURNAME | DEMONYM | STATE)
    kinds = ("demonym", "name", *(("organisation", "group") if last & DEMONYM else ()))
    behind = next((actors[j].mention for j in range(k + 1, end + 1) if j in actors), None)
    if not whole or behind is None or behind.kind not in kinds:
        return False
    # خادم الحرمين الشريفين stands for a state, المشرف for none
    named = (actors[j] for j in range(start, k) if j in actors)
    before = {one.mention.actor for one in named if one.mention.kind != "leader" or one.end - one.start > 1}
    return behind.actor not in before and (bool(before) or head_form(tokens, start) in event_words("envoys"))


def _names_state(k: int, actors: Mapping[int, Placed]) -> bool:
    return k in actors and actors[k].mention.kind == "name"


def _names_capital(k: int, actors: Mapping[int, Placed]) -> bool:
    """Whether a capital is named."""
    return k in actors and actors[k].mention.kind == "capital"


@cache
def _countries() -> frozenset[str]:
    """Words for the country that is visited, and for its capital (زار الوزير فلان العاصمة العراقية)."""
    return event_words("country") | event_words("capital")


@cache
def _within() -> frozenset[str]:
    return event_words("within")


def _posted(tokens: Tokens, k: int) -> bool:
    """Whether a phrase begins with an office that is held for or at somebody (سفير، ممثل)."""
    first = (head_form(tokens, j).removeprefix("ال") for j in range(k, min(k + 2, len(tokens))))
    return any(form in word_group("posted") for form in first)


@lru_cache(maxsize=1 << 14)
def _begins_another(form: str) -> bool:
    """Whether a word begins another phrase: a delegation, a counterpart, or the word of a meeting."""
    return (
        form in event_words("delegations")
        or form in word_group("counterparts")
        or (read_event(form) is not None and not form.startswith("ال"))
        or (begins_like_present(form) and light_verb(form) != "")
    )


def _names_meeting(tokens: Tokens, k: int) -> bool:
    """Whether a word tells of a meeting, without ال, or says which (مؤتمر صحافي): no name is made of it."""
    form = tokens.plain[k]
    event = read_event(tokens.plain[k - 1]) if k else None
    if read_event(form) is not None and not form.startswith("ال"):
        return True
    if event:
        return form in event.needs or (event.is_noun and light_verb(form) != "")
    return begins_like_present(form) and light_verb(form) != ""


def _figure(tokens: Tokens, start: int, end: int, inside: Sequence[Placed]) -> Figure:
    mention = read_mention(tokens, start, end)
    head = head_form(tokens, start)
    sent = _is_sent_group(tokens, start) and not _is_private(tokens, start, end)
    first, last = mention.name_span or (start, start)
    of_state = any(one.mention.kind == "name" and one.start < last and first < one.end for one in inside)
    praised = start < first == last - 1 and tokens.plain[first] in no_names()
    name = tokens.words(first, last) if first < last and not (sent or of_state or praised) else ""
    if mention.name_span and tokens.flags[mention.name_span[0]] & AND and name[:1] in "وف":
        name = name[1:]
    kind = "group" if sent else "actor" if mention.kind == "unknown" else mention.kind
    if (
        len(inside) == 1
        and inside[0].start == start
        and inside[0].end == end
        and inside[0].mention.kind in ("name", "capital")
    ):
        kind = "state"
    official = (
        sent
        or any(one.mention.kind in ("group", "organisation") for one in inside)
        or (
            kind == "group"
            and any(bits & OFFICE for bits in tokens.flags[start:end])
            and not _is_private(tokens, start, end)
        )
        or any(tokens.plain[k] in _offices() for k in range(start, end) if not first <= k < last)
    )
    crowd = head in event_words("delegations") and not sent and all(one.mention.kind == "demonym" for one in inside)
    parties = phrase_parties(tokens, start, end, inside)
    private = any(head_form(tokens, k) in event_words("unofficial") or is_team(tokens, k) for k in range(start, end))
    posts = phrase_posts(tokens, start, end, inside)
    return Figure(start, end, () if crowd else parties, kind, name, head, official, private, posts=posts)


def _is_sent_group(tokens: Tokens, k: int) -> bool:
    """Whether a word begins a delegation; a team is one where an organisation sends it (فريق من الأمم المتحدة، فريق عمل)."""
    head = head_form(tokens, k)
    team = head in event_words("sent_teams")
    following = tokens.plain[k + 1] if k + 1 < len(tokens) else ""
    return head in event_words("delegations") and (not team or following in event_words("of_teams"))


def _is_private(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a delegation is one of a team, of companies or of the press (وفد المنتخب التركي)."""
    return any(form.form.removeprefix("ال") in event_words("private") for form in tokens.forms[start + 1 : end])


@cache
def _offices() -> frozenset[str]:
    return event_words("offices")


def _leader_name(tokens: Tokens, one: Placed) -> str:
    return tokens.text[one.mention.start : one.mention.end] if one.mention.kind == "leader" else ""


def _is_visited(tokens: Tokens, k: int) -> bool:
    """Whether a word of travel stands near before a word."""
    near = range(max(tokens.sentence_start[k], k - TRAVEL), k)
    events = (read_event(tokens.plain[j]) for j in near)
    return any(event is not None and event.takes == "goal" for event in events)


def _cities(tokens: Tokens, covered: set[int], actors: Mapping[int, Placed]) -> Iterator[Figure]:
    """Cities that are no capitals, and places called after a state (العاصمة الألمانية برلين، مدينة جدة)."""
    for k, form in enumerate(tokens.forms):
        if k in covered or not form.flags & WORD:
            continue
        head = head_form(tokens, k)
        if head in event_words("grounds") and k + 1 < len(tokens):
            # المدينة نظيره العراقي
            reach = (k + 1,) if tokens.flags[k + 1] & OFFICE else (k + 1, k + 2)
            one = next((actors[j] for j in reach if j in actors), None)
            if one and one.mention.kind == "demonym" and one.start < tokens.sentence_end[k]:
                covered.update(range(k, one.end))
                yield Figure(k, one.end, (one.mention.actor,), "place", "", head)
                continue
        if form.form in event_words("country") and _is_visited(tokens, k):
            yield Figure(k, k + 1, (), "state", "", head)
            continue
        words, state = city_at(tokens, k)
        if words:
            yield Figure(k, k + words, (state,), "place", "", head)
