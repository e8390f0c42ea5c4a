"""An article as `taawun.meetings` reads it: who is named, for whom they stand, and who speaks where."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from taawun.lexicons import load_lexicon
from taawun.meetings.figures import PLACES, Figure, Scene, dateline
from taawun.meetings.phrases import read_figures
from taawun.meetings.places_of_actors import Placed, place_actors
from taawun.meetings.whose import is_realm
from taawun.meetings.words import event_words, pronoun_numbers
from taawun.rules import rule
from taawun.statements.mentions.name_marking import fix_names, know_names, named_persons
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    BI,
    COMMA,
    DEFINITE,
    HONORIFIC,
    LI,
    NAME,
    OFFICE,
    PREP,
    SURNAME,
    WORD,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens, read_tokens
from taawun.targets.actors import read_actors
from taawun.targets.origins import outlet_state

SURNAME_WORDS = 2
"""Unknown words that may end a name before an office."""
STATE_CODE = 2
"""Letters of the code of a state: movements and organisations have names."""


def read_names(article: Mapping[str, Any]) -> Tokens:
    """Tokens of an article with its personal names marked.

    Examples
    --------
    >>> len(read_names({"text": "استقبل الرئيس التركي سالم أوغلو وفدا من العراق"}))
    8
    """
    tokens = read_tokens(article["text"] or "", article.get("removed") or ())
    for k, form in enumerate(tokens.forms[:-1]):
        if form.form in event_words("brothers") and tokens.flags[k + 1] & (OFFICE | HONORIFIC | NAME):
            tokens.flags[k] = ADVERB | WORD
    fix_names(tokens)
    know_names(tokens, named_persons(tokens))
    for k in tokens.find_joined("و"):
        if joined_to_name(tokens, k):
            tokens.flags[k] |= AND
    return tokens


@rule
def joined_to_name(tokens: Tokens, k: int) -> bool:
    """An unknown word with و behind a name, whose rest stands elsewhere in the article, is the name of another one.

    + شكر الوزير التركي سالم أوغلو السفير العراقي نادر كوشنكو. وطال لقاء بين أوغلو وكوشنكو. => talks TR + IQ
    - شكر الوزير التركي السفير العراقي. وطال لقاء بين الوزير التركي والسفير العراقي. => talks TR + IQ
    """
    unknown = not tokens.flags[k] & ~(WORD | NAME | SURNAME)
    return k > 0 and bool(tokens.flags[k - 1] & NAME) and unknown


def read_scene(
    article: Mapping[str, Any], statements: Sequence[Mapping[str, Any]] = (), tokens: Tokens | None = None
) -> Scene:
    """Read an article: who is named in it, and who speaks where.

    Parameters
    ----------
    article
        Row with `text`; `removed`, and `country` of the outlet, if known.
    statements
        Its statements: they say who speaks, and for which state.
    tokens
        Its tokens as `read_names` has read them, where they are read already.

    Examples
    --------
    >>> scene = read_scene({"text": "استقبل الرئيس التركي سالم أوغلو وفدا من العراق"})
    >>> [(figure.parties, figure.name) for figure in scene.figures]
    [(('TR',), 'سالم أوغلو'), (('IQ',), '')]
    """
    tokens = tokens or read_names(article)
    actors = place_actors(tokens, read_actors(article["text"] or ""))
    figures = _join(tokens, sorted(read_figures(tokens, actors), key=lambda one: one.start))
    home = outlet_state(article) or _most_named(actors, figures, dateline(tokens, next(iter(figures), None)))
    figures = list(_resolve(tokens, figures, _known_names(figures, statements), home))
    scene = Scene(tokens, tuple(figures), (), {figure.start: figure for figure in figures})
    return replace(scene, speakers=tuple(_read_speakers(scene, statements)))


def _join(tokens: Tokens, figures: Iterable[Figure]) -> list[Figure]:
    """Join an office and the name that follows it, and give a name the state of the office that follows it."""
    joined: list[Figure] = []
    for figure in figures:
        whole = _as_one(tokens, joined[-1], figure) if joined else None
        if whole:
            joined[-1] = replace(whole, private=joined[-1].private or figure.private)
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
        and is_realm(figure.head)
    )


def _of_place(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a place says where somebody governs (محافظ البصرة، أمير منطقة مكة المكرمة)."""
    governs = tokens.forms[last.end - 1].form in event_words("grounds") | event_words("governors")
    office = last.kind == "person" and last.official and not last.parties and last.end == figure.start
    return office and governs and figure.kind in PLACES and not tokens.flags[figure.start] & (AND | BI | LI)


def _is_envoy(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether an organisation says whose an office is behind its adjective (المنسق الإنساني للأمم المتحدة), or whose states' ministers meet."""
    sent = (last.kind == "person" and last.head in event_words("envoys")) or last.head in event_words("councils")
    office = sent and not last.parties and not last.name
    near = figure.start - last.end < 2 and figure.kind == "institution"
    return office and near and bool(tokens.flags[figure.start] & LI and figure.parties)


def _is_member(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a movement says for whom a person speaks (فلان القيادي في حركة حماس), or a body for whom an office is held."""
    within = last.end == figure.start - 1 and tokens.forms[last.end].form in event_words("within")
    body = figure.kind in ("group", "institution")
    movement = body and all(len(party) > STATE_CODE for party in figure.parties)
    unnamed = (
        body and not last.name and (last.official or last.kind == "anonymous" or last.head in event_words("envoys"))
    )
    person = last.kind in ("person", "anonymous")
    return within and person and not last.parties and bool(figure.parties) and (movement or unnamed)


def _are_counterparts(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a party says where somebody's counterparts or some officials hold office (نظراؤه في دول مجلس التعاون)."""
    within = last.end == figure.start - 1 and tokens.forms[last.end].form in event_words("within")
    heads = word_group("counterparts") | event_words("delegations") | event_words("councils")
    officials = last.head in heads or (last.kind == "group" and last.official)
    return within and not last.parties and officials and figure.kind not in PLACES


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
    office = figure.kind == "person" and figure.official and not figure.name and same
    return bool(known and office) and _follows(tokens, last, figure)


def _is_deputy(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether an office goes on with whose deputy somebody is (النائب الثاني لرئيس الوزراء سالم حداد)."""
    deputy = last.end == figure.start and tokens.flags[figure.start] & LI and tokens.flags[figure.start] & OFFICE
    return bool(deputy) and any(one.form in event_words("deputies") for one in tokens.forms[last.end - 2 : last.end])


def _of_institution(tokens: Tokens, last: Figure, figure: Figure) -> bool:
    """Whether a phrase ends with an office that is one of the institution behind it (نائب الرئيس رئيس | مجلس الوزراء)."""
    title = tokens.flags[last.end - 1] & OFFICE or tokens.forms[last.end - 1].form in event_words("ends_title")
    office = last.kind == "person" and last.end == figure.start and title
    return bool(office) and figure.kind == "institution" and not tokens.flags[figure.start] & (AND | BI | LI)


def _is_its(tokens: Tokens, k: int) -> bool:
    """Whether a noun with a pronoun says of what an office is (رئيس حكومتها)."""
    whose = any(tokens.forms[k].form.endswith(ending) for ending in pronoun_numbers())
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
    unknown = surname and all(not tokens.flags[k] & ~(PREP | AND | BI | LI | DEFINITE | WORD) for k in between)
    return bool(unknown) or (len(between) < 2 and all(tokens.flags[k] & COMMA for k in between))


def _most_named(actors: Iterable[Placed], figures: Iterable[Figure], reports_from: Iterable[str]) -> str | None:
    """Party that an article names most, and where it reports from: its officials without a state are of it; no envoys' own state is."""
    kinds, abroad = ("name", "demonym", "capital", "leader"), word_group("posted") | word_group("counterparts")
    counts = Counter(one.mention.actor for one in actors if one.mention.kind in kinds)
    counts.update(reports_from)
    for one in figures:
        if one.kind == "place":
            counts.update(one.parties)
        elif one.kind == "person" and one.head.removeprefix("ال") in abroad:
            counts.subtract(one.parties)
    return max((party for party in counts if counts[party] > 0), key=counts.__getitem__, default=None)


Parties = tuple[str, ...]
Known = list[tuple[frozenset[str], str, Parties]]
"""Words of personal names, the last of them, and the parties they stand for."""


def _known_names(figures: Iterable[Figure], statements: Iterable[Mapping[str, Any]]) -> Known:
    """Names whose party the article says; an envoy can be sent by two."""
    named = [
        (one.name, one.parties)
        for one in figures
        if one.name and (len(one.parties) == 1 or (one.parties and one.head in event_words("envoys")))
    ]
    named += [
        (row["speaker"], (row["speaker_state"],))
        for row in statements
        if row.get("speaker_state") and row.get("speaker") and row.get("speaker_type") == "person"
    ]
    return [(frozenset(_name_words(name)), _family(name), parties) for name, parties in dict.fromkeys(named)]


def _name_words(name: str) -> list[str]:
    return [matching_form(word) for word in name.split()]


def _family(name: str) -> str:
    return matching_form(name.split()[-1])


def _party_of(name: str, known: Known) -> Parties:
    """Parties of a name that is a part of a known one, or ends like it; nothing where several fit."""
    words, family = set(_name_words(name)), _family(name)
    found = {parties for others, last, parties in known if words <= others or family == last}
    all_of_them = max(found, key=len, default=())
    return all_of_them if all(set(parties) <= set(all_of_them) for parties in found) else ()


@rule
def is_bare_name(figure: Figure) -> bool:
    """What the article says of somebody's office goes before what he is known for elsewhere.

    + شكر وزير الخارجية المصري أحمد أبو الغيط الحضور. والتقى أبو الغيط الوزير العراقي. => talks EG + IQ
    - شكر الوزير التركي أحمد الحضور. والتقى الوزير المصري أحمد الوزير العراقي. => talks EG + IQ
    """
    return bool(figure.name) and figure.end - figure.start == len(figure.name.split())


def _forms(tokens: Tokens, figure: Figure) -> list[str]:
    return [figure.head, *(one.form for one in tokens.forms[figure.start + 1 : figure.end])]


def _resolve(tokens: Tokens, figures: Sequence[Figure], known: Known, home: str | None) -> Iterator[Figure]:
    """Give parties to those who are named without one: by name; by an office that only one party's has; else the home state."""
    named = {party for figure in figures for party in figure.parties}
    held = [
        (one.parties[0], f" {' '.join(_forms(tokens, one))} ", one.name) for one in figures if len(one.parties) == 1
    ]
    introduced = _known_names((one for one in figures if not is_bare_name(one)), ())
    kingdoms = load_lexicon("meetings")["kingdoms"]
    kingdom = next((state for state in kingdoms if state in named), None)
    for figure in figures:
        parties = _party_of(figure.name, known) if figure.name and not figure.parties else ()
        if is_bare_name(figure):
            parties = _party_of(figure.name, introduced) or parties
        party = None
        if not parties and not figure.parties and figure.official and figure.kind == "person":
            forms = _forms(tokens, figure)
            office = f" {' '.join(forms[: len(forms) - len(figure.name.split())])} "
            bearers = {state: name for state, words, name in held if office in words}
            # a minister who is not called like that of the home state is the other one's
            other = figure.name and bearers.pop(home or "", "")
            party = next(iter(bearers)) if len(bearers) == 1 and (other or not figure.name) else None
            if party is None:
                guess = kingdom if figure.head in event_words("monarchs") and home not in kingdoms else None
                figure = replace(figure, guessed=home is not None)
                party = guess or home
        if figure.kind == "institution" and not figure.parties and figure.head in event_words("state_bodies"):
            party = home
        if figure.kind == "state" and not figure.parties and figure.head in event_words("kingdom"):
            party = kingdom
        parties = (party,) if party else parties
        yield replace(figure, parties=parties) if parties else figure


def _read_speakers(scene: Scene, statements: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, Figure]]:
    """Speakers of the statements of the journalist's own level."""
    for row in statements:
        if row["level"] != 1:
            continue
        at = bisect_left(scene.tokens.ends, row["cue"][0] + 1)
        figure = _speaker(scene, row, at)
        if figure:
            yield at, figure


def _speaker(scene: Scene, row: Mapping[str, Any], at: int) -> Figure | None:
    if row.get("mention"):
        figure = scene.at(bisect_left(scene.tokens.ends, row["mention"][0] + 1))
        if figure:
            return figure
    if not row.get("speaker"):
        return None
    family = _family(row["speaker"])
    named = (one for one in scene.figures if one.name and _family(one.name) == family)
    figure = next(named, None)
    if figure is None and row.get("speaker_state"):
        figure = Figure(at, at, (row["speaker_state"],), row.get("speaker_type") or "person")
    return figure
