"""An article as `taawun.meetings` reads it: who is named, for whom they stand, and who speaks where."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from taawun.lexicons import load_lexicon
from taawun.meetings.figures import Figure, Scene, dateline
from taawun.meetings.joining import join_figures
from taawun.meetings.phrases import read_figures
from taawun.meetings.places_of_actors import Placed, place_actors
from taawun.meetings.words import brother_roles, event_words
from taawun.rules import rule
from taawun.statements.mentions.name_marking import fix_names, know_names, named_persons
from taawun.statements.reading.features import (
    ADVERB,
    AND,
    HONORIFIC,
    NAME,
    OFFICE,
    SURNAME,
    WORD,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens, read_tokens
from taawun.targets.actors import read_actors
from taawun.targets.origins import outlet_state


def read_names(article: Mapping[str, Any]) -> Tokens:
    """Tokens of an article with its personal names marked.

    Examples
    --------
    >>> len(read_names({"text": "استقبل الرئيس التركي سالم أوغلو وفدا من العراق"}))
    8
    """
    tokens = read_tokens(article["text"] or "", article.get("removed") or ())
    brothers, blessings = brother_roles(), event_words("blessings")
    for k, form in enumerate(tokens.forms[:-1]):
        if form.form in brothers and tokens.flags[k + 1] & (OFFICE | HONORIFIC | NAME):
            tokens.flags[k] = ADVERB | WORD
        elif form.form in blessings and tokens.plain[k + 1] in event_words("blessed_by"):
            # وصل بحفظ الله ورعايته
            more = k + 2 < len(tokens) and tokens.plain[k + 2] in blessings
            tokens.flags[k : k + 2 + more] = [ADVERB | WORD] * (2 + more)
    fix_names(tokens)
    know_names(tokens, named_persons(tokens))
    for k in tokens.find(event_words("own_rooms") | event_words("capital")):
        # استقبل الرئيس في مكتبه نظيره، زار الوزير فلان العاصمة
        tokens.flags[k] &= ~(NAME | SURNAME)
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
    figures = join_figures(tokens, sorted(read_figures(tokens, actors), key=lambda one: one.start))
    home = outlet_state(article) or _most_named(actors, figures, dateline(tokens, next(iter(figures), None)))
    figures = list(_resolve(tokens, figures, _known_names(figures, statements), home))
    figures = _know_rulers(tokens, figures)
    scene = Scene(tokens, tuple(figures), (), {figure.start: figure for figure in figures})
    return replace(scene, speakers=tuple(_read_speakers(scene, statements)))


def _know_rulers(tokens: Tokens, figures: Sequence[Figure]) -> list[Figure]:
    """Say who is the head of a state or government: by the office before the name, here or elsewhere."""
    offices = event_words("rulers")
    ruling: set[int] = set()
    families: set[str] = set()
    for at, one in enumerate(figures):
        if one.kind == "person" and one.parties:
            following = tokens.plain[one.start + 1] if one.end > one.start + 1 else ""
            if one.head in offices or f"{one.head} {following}" in offices:
                ruling.add(at)
                families.update([_family(one.name)] if one.name else ())
    return [
        replace(one, ruler=True)
        if at in ruling or (families and is_bare_name(one) and _family(one.name) in families)
        else one
        for at, one in enumerate(figures)
    ]


def _is_kingdom(figure: Figure) -> bool:
    return figure.kind == "state" and not figure.parties and figure.head in event_words("kingdom")


def _kingdom(figures: Sequence[Figure]) -> str | None:
    """State that an article means by "the kingdom": the first of them that it names, else that of most outlets which say so."""
    kingdoms: list[str] = load_lexicon("meetings")["kingdoms"]
    named = {party for figure in figures for party in figure.parties}
    unnamed = kingdoms[0] if any(map(_is_kingdom, figures)) else None
    return next((state for state in kingdoms if state in named), unnamed)


def _most_named(actors: Iterable[Placed], figures: Sequence[Figure], reports_from: Iterable[str]) -> str | None:
    """Party that an article names most, and where it reports from: its officials without a state are of it; no envoys' own state is."""
    kinds, abroad = ("name", "demonym", "capital", "leader"), word_group("posted") | word_group("counterparts")
    counts = Counter(one.mention.actor for one in actors if one.mention.kind in kinds)
    counts.update(reports_from)
    kingdom = _kingdom(figures)
    for one in figures:
        if one.kind == "place":
            counts.update(one.parties)
        elif kingdom and _is_kingdom(one):
            counts[kingdom] += 1
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
    held = [
        (one.parties[0], f" {' '.join(_forms(tokens, one))} ", one.name) for one in figures if len(one.parties) == 1
    ]
    introduced = _known_names((one for one in figures if not is_bare_name(one)), ())
    kingdoms, kingdom = load_lexicon("meetings")["kingdoms"], _kingdom(figures)
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
        if _is_kingdom(figure):
            party = kingdom
        elif figure.kind == "state" and not figure.parties and figure.head in event_words("country"):
            party = home
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
