"""What may stand in each lexicon: no unknown key, no wrong type, and no word twice in one list.

Lexicons are read without this check, which costs time; `check_lexicon` is run by the tests, and by whoever edits one:

    python -c "from taawun.lexicons.schema import check_lexicon; check_lexicon('cues')"
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, create_model

from taawun.lexicons import lexicon_path
from taawun.settings import Settings, check_settings
from taawun.yaml_files import read_yaml


def _check_once(words: list[str]) -> list[str]:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ValueError(f"expected each word once, found {', '.join(twice)} twice; keep one")
    return words


def _check_line(words: str) -> str:
    _check_once(words.split())
    return words


Words = Annotated[list[str], AfterValidator(_check_once)]
"""A list of words or phrases, each of them once."""
Line = Annotated[str, AfterValidator(_check_line)]
"""Words of one line, each of them once."""


class _Group(Settings):
    ar: str
    acts: Words


class _Lemma(Settings):
    """A reporting word; the head of `cues.yaml` says what each key means."""

    act: str
    risk: Literal["L", "M", "H"]
    takes: Words
    past: str | None = None
    present: str | None = None
    participle: str | None = None
    noun: str | None = None
    more: dict[str, Words] = Field(default_factory=dict)
    no: Words = Field(default_factory=list, alias="not")
    needs: Words = Field(default_factory=list)
    needs_participle: Words = Field(default_factory=list)
    person: Literal["مخاطب", "موصوف"] | None = None
    passive: Literal["personal", "impersonal"] | None = None
    reach: int | None = Field(default=None, gt=0)
    like_noun: bool = False
    bare: bool = True
    object_first: bool = False
    continues: bool = False


class _LightVerb(Settings):
    act: str
    nouns: Words
    takes: Words | None = None
    past: str | None = None
    present: str | None = None
    participle: str | None = None


class _SourcePhrase(Settings):
    forms: Words
    lemma: str | None = None


class _Cues(Settings):
    groups: dict[str, _Group]
    expressed: dict[str, Words]
    lemmas: dict[str, _Lemma]
    light: dict[str, _LightVerb]
    sources: dict[str, _SourcePhrase]


class _Persons(Settings):
    given_names: Line
    spellings: list[Words]
    latin: dict[str, str]


class _Lemmas(Settings):
    broken_plurals: dict[str, Words]
    adjectives: dict[str, Words]
    verbs: dict[str, Words]
    feminine_nouns: Words
    function_words: dict[str, Words]
    fixed: dict[str, Words]
    variants: dict[str, Words]
    plural_endings: Words
    pronouns: dict[str, str]


class _EventVerb(Settings):
    kind: Literal["reception", "talks", "phone", "press", "visit", "summit", "letter"]
    takes: Literal["guest", "partner", "with", "goal", "from"]
    present: str | None = None
    needs: Words = Field(default_factory=list)
    forms: Words = Field(default_factory=list)
    mine: Words = Field(default_factory=list)
    otherwise: Literal["summit"] | None = None


class _Meetings(Settings):
    """Words that tell of a meeting; the head of `meetings.yaml` says what each key means."""

    verbs: dict[str, _EventVerb]
    nouns: dict[str, _EventVerb]
    light: dict[str, Words]
    planned: dict[str, Words]
    joiners: dict[str, Words]
    cities: dict[str, Words]
    denied: Words
    cancelled: Words
    took_place: Words
    during: Words
    margin: Words
    holding: Words
    resumed: Words
    comp: Words
    also: Words
    realms: Words
    brothers: Words
    praise: Words
    rulers: Words
    lower_offices: Words
    arrivals: Words
    interviews: Words
    outlets: Words
    puts_off: Words
    blessings: Words
    blessed_by: Words
    signs: Words
    comers: Words
    denials: Words
    calling: Words
    presenting: Words
    sent_teams: Words
    of_teams: Words
    held: Words
    days_of: Words
    where: Words
    except_: Words = Field(alias="except")
    going_on: Words
    teams: Words
    matches: Words
    match_words: Words
    own_bodies: Words
    own_meetings: Words
    rounds: Words
    takes_part: Words
    taking_part: Words
    standing: Words
    sessions: Words
    commissions: Words
    country: Words
    council_adjectives: dict[str, Words]
    council_meetings: Words
    meets_to: Words
    chairs: Words
    then: Words
    charged: Words
    homes: dict[str, str]
    unofficial: Words
    two_persons: Words
    governors: Words
    around: Words
    ends_title: Words
    own_rooms: Words
    signing: Words
    kingdom: Words
    kingdoms: Words
    sites: Words
    deputies: Words
    envoys: Words
    of_organisation: dict[str, Words]
    between_names: Words
    on_air: Words
    by_phone: Words
    both: Words
    prepositions: dict[str, Words]
    pronouns: dict[str, Words]
    posts: Words
    before_verb: Words
    grounds: Words
    within: Words
    over: Words
    of: Words
    which_time: Words
    with_him: Words
    some_of: Words
    to_him: Words
    delegations: Words
    offices: Words
    private: Words
    sides: Words
    waits: Words
    never: Words
    tours: Words
    jointly: Words
    returned: Words
    capital: Words
    processes: Words
    neutral_grounds: Words
    added: Words
    among: Words
    each: Words
    during_it: Words
    councils: Words
    countries: Words
    invitation: Words
    pairs: Words
    state_bodies: Words
    leaving: Words
    calls: Words
    apart: Words
    took_him: Words
    premises: Words
    seats: Words
    monarchs: Words


class _Number(Settings):
    value: int | float
    reason: str


def _with_keys(keys: str, kind: Any) -> type[Settings]:
    """Shape of a lexicon with these keys, all of one kind."""
    fields: dict[str, Any] = dict.fromkeys(keys.split(), (kind, ...))
    return create_model("Lexicon", __base__=Settings, **fields)


SHAPES: dict[str, Any] = {
    "clauses": dict[str, Line],
    "clitics": _with_keys("conjunctions prefixes suffixes hosts pronouns fixed whole exactly", Words),
    "contexts": dict[str, Words],
    "cues": _Cues,
    "dates": _with_keys("gregorian hijri solar", list[Words]),
    "encodings": _with_keys("candidates words articles", Words),
    "endings": _with_keys("endings", Words),
    "evaluation": _with_keys("titles turn_markers participles nouns nouns_like_verbs source_phrases", Words),
    "groups": dict[str, Line],
    "explorer": dict[str, dict[Literal["ar", "en"], str]],
    "messages": dict[
        str, dict[Literal["ar", "en"], str | dict[Literal["zero", "one", "two", "few", "many", "other"], str]]
    ],
    "labels": dict[str, dict[Literal["ar", "en"], str]],
    "table_words": _with_keys("heads values", dict[str, str]),
    "lemmas": _Lemmas,
    "meetings": _Meetings,
    "names": _with_keys("places people organisations months", Words),
    "outlets": dict[str, list[str]],
    "persons": _Persons,
    "places": dict[str, Words],
    "selection": _with_keys("offices", Words),
    "settings": dict[str, _Number],
    "sides": _with_keys(
        "former opponents candidates companies public_bodies public sizes "
        "private before_offices public_offices professions sitting movements ministers international",
        Line,
    ),
    "silent": dict[str, Line],
    "stop_words": _with_keys("particles pronouns auxiliaries reporting numbers times", Words),
    "titles": dict[str, Line | Words],
    "topic_words": _with_keys("glue", Words),
}
"""Shape of each lexicon that is checked here; the codebook and the states have readers that check them."""


def check_lexicon(name: str, path: Path | None = None) -> None:
    """Refuse a lexicon with an unknown key, a wrong type, or a word that stands twice in one list.

    Parameters
    ----------
    name
        One of `SHAPES`.
    path
        Another file of the same shape; the project's own when not given.

    Raises
    ------
    TaawunError
        Names file, line and key, and what was expected.

    Examples
    --------
    >>> check_lexicon("cues")
    """
    check_settings(SHAPES[name], read_yaml(lexicon_path(name) if path is None else path))
