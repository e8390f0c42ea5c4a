"""The speakers of one article, and by which words they can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from taawun.arabic import fold_text
from taawun.lexicons import setting
from taawun.names.states import state_names, state_of
from taawun.rules import rule
from taawun.statements.cues.clause import is_feminine
from taawun.statements.mentions.mentions import Mention
from taawun.statements.mentions.name_spans import bare_form
from taawun.statements.reading.features import (
    AND,
    COMMA,
    DEFINITE,
    DEMONYM,
    HONORIFIC,
    NAME,
    OFFICE,
    PLURAL,
    PREP,
    QUANT,
    STATE,
    SURNAME,
    WORD,
)
from taawun.statements.reading.matching import matching_form, word_group
from taawun.statements.reading.tokens import Tokens
from taawun.statements.speakers.evidence import Choice
from taawun.statements.speakers.naming import name_words, span_text

_COMMUNIQUES = word_group("communiques")
_COUNTERPARTS = word_group("counterparts")
_GENERIC = word_group("generic_speakers")
_MASCULINE = word_group("masculine_titles")
_NO_QUOTES = str.maketrans("", "", '"«»“”„‟‹›')
_RULING = word_group("ruling")
_TITLE = OFFICE | HONORIFIC
_MOST_CANDIDATES = setting("most_candidates")


@dataclass(slots=True)
class Entity:
    """One speaker of an article.

    Attributes
    ----------
    kind, code, gender, plural
        As in the mentions: the state, and m, f or empty.
    span
        Tokens of the fullest mention; `rank` says how full it is.
    names
        Words of the fullest name as they are compared; `all_names` those of all mentions.
    titles
        Folded words of the titles, without states for a person; `heads` their first words.
    last
        First token of the last mention.
    members
        Entities of a joint speaker.
    label
        What a speaker is called that the article does not name.
    issued
        Whether it has issued a communique.
    """

    kind: str
    span: tuple[int, int]
    names: tuple[str, ...]
    titles: frozenset[str]
    heads: frozenset[str]
    code: str | None
    gender: str
    plural: bool
    rank: int = 0
    last: int = 0
    members: list[int] = field(default_factory=list)
    all_names: set[str] = field(default_factory=set)
    label: str = ""
    issued: bool = False


class EntityRegister:
    """Speakers of an article, in the order in which they are met.

    Attributes
    ----------
    by_start
        First token of each linked mention to its entity.
    choices
        First token of each linked mention to how it was linked.
    turns
        Cue of each candidate whose subject is left out to how its speaker was found.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.entities: list[Entity] = []
        self.by_start: dict[int, int] = {}
        self.choices: dict[int, Choice] = {}
        self.turns: dict[int, Choice] = {}
        self._titles: dict[tuple[int, int, tuple[str, ...]], tuple[frozenset[str], str | None]] = {}
        self._by_word: dict[str, dict[int, None]] = defaultdict(dict)

    def find(self, words: Iterable[str]) -> list[int]:
        """Entities that have one of these words in a name or title, the one mentioned last at the end.

        Of very many the last ones only, so that no text takes long.
        """
        found: set[int] = set()
        for word in words:
            known = self._by_word.get(word)
            if known:
                found.update(list(known)[-_MOST_CANDIDATES:])
        return sorted(found, key=lambda index: (self.entities[index].last, index))[-_MOST_CANDIDATES:]

    def latest(self) -> list[int]:
        """Speakers met last, the one mentioned last at the end."""
        first = max(0, len(self.entities) - _MOST_CANDIDATES)
        return sorted(range(first, len(self.entities)), key=lambda index: (self.entities[index].last, index))

    def name(self, index: int) -> str:
        """Canonical name: the fullest mention as written, without a proclitic or quotation marks around its parts."""
        entity = self.entities[index]
        return entity.label or " ".join(span_text(self.tokens, entity.span).translate(_NO_QUOTES).split())

    def touch(self, found: int, mention: Mention) -> int:
        """Note that a mention names an entity."""
        self.entities[found].last = mention.start
        self.by_start[mention.start] = found
        return found

    def note_communique(self, index: int) -> None:
        """Note that an entity has issued a communique: البيان is found as its word."""
        for entity in self.entities:
            entity.issued = False
        self.entities[index].issued = True
        for word in _COMMUNIQUES:
            self._by_word[word.removeprefix("ال")].pop(index, None)
            self._by_word[word.removeprefix("ال")][index] = None

    def add_unnamed(self, label: str) -> int:
        """Add a joint speaker that the article does not name (تم التأكيد على)."""
        for index, entity in enumerate(self.entities):
            if entity.label == label:
                return index
        self.entities.append(Entity("group", (0, 0), (), frozenset(), frozenset(), None, "m", True, label=label))
        return len(self.entities) - 1

    def add(self, mention: Mention, gender: str) -> int:
        """Add the speaker that a mention names."""
        words, code = self.title_words(mention)
        kind = mention.kind
        names = name_words(mention.name)
        rule_over = frozenset(ruling_titles(self.tokens, mention))
        entity = Entity(
            kind="person" if kind == "unknown" and mention.name else kind,
            span=(mention.start, mention.end),
            names=names,
            titles=words | rule_over if kind == "person" else frozenset(mention.title),
            heads=rule_over.union(self._heads(mention)),
            code=code,
            gender=self._gender(mention, gender),
            plural=mention.plural,
            rank=_fullness(mention),
            last=mention.start,
            all_names=set(names),
        )
        host = holds_same_office(mention, self.entities)
        if host is not None:
            entity.titles |= host.titles
            entity.heads |= host.heads
        self.entities.append(entity)
        return self._index(len(self.entities) - 1)

    def merge(self, index: int, mention: Mention, gender: str) -> int:
        """Add to an entity what another mention says of it."""
        entity = self.entities[index]
        if not entity.gender:
            entity.gender = gender
        words, code = self.title_words(mention)
        names = name_words(mention.name)
        if mention.name and entity.kind == "anonymous":
            entity.kind = "person"
        if mention.kind == "person" and mention.title and mention.title[0] not in _GENERIC:
            rule_over = ruling_titles(self.tokens, mention)
            entity.titles |= words.union(rule_over)
            entity.heads |= {*self._heads(mention), *rule_over}
        elif entity.kind != "person" and len(mention.title) > len(entity.titles):
            entity.titles = frozenset(mention.title)
        entity.code = entity.code or code
        entity.all_names |= set(names)
        if _fullness(mention) > entity.rank:
            entity.span, entity.rank = (mention.start, mention.end), _fullness(mention)
            if len(names) >= len(entity.names):
                entity.names = names
        return self._index(index)

    def _index(self, index: int) -> int:
        entity = self.entities[index]
        for word in (*entity.titles, *entity.heads, *entity.all_names):
            self._by_word[word][index] = None
        return index

    def title_words(self, mention: Mention) -> tuple[frozenset[str], str | None]:
        """Words of a title without the states in it, and the state that the mention names."""
        known = self._titles.get((mention.start, mention.end, mention.title))
        if known is None:
            known = frozenset(mention.title) - _state_words(), state_of(self._words_of_title(mention))
            self._titles[mention.start, mention.end, mention.title] = known
        return known

    def _heads(self, mention: Mention) -> list[str]:
        """First words of the offices that a mention has."""
        heads = list(mention.title[:1])
        if mention.kind == "person":
            tokens = self.tokens
            offices = [k for k in range(mention.start + 1, mention.end) if tokens.flags[k] & OFFICE]
            heads += [bare_form(tokens, k) for k in offices if begins_office(tokens, k)]
        return heads

    def _words_of_title(self, mention: Mention) -> list[str]:
        tokens, (first, _) = self.tokens, mention.name_span or (0, 0)
        # a family name is no state, whatever it looks like: التركي
        surname = first if tokens.flags[first] & SURNAME else -1
        places = [k for k in range(mention.start, mention.end) if tokens.flags[k] & WORD]
        return ["" if k == surname else fold_text(tokens.words(k, k + 1)) for k in places]

    def _gender(self, mention: Mention, gender: str) -> str:
        """Gender of who is mentioned: of a person by title and verb, of anything else by the noun."""
        if mention.kind in ("person", "unknown"):
            # the title at the head, or the one right before the name: المندوب الدائم السفيرة فلانة
            last = mention.name_span[0] if mention.name_span else mention.start + 1
            titles = {mention.start, max(last - 1, mention.start)}
            return "f" if any(self._is_womans_title(k) for k in titles) else gender
        tokens, heads = self.tokens, [mention.start]
        if tokens.flags[mention.start] & QUANT and mention.end > mention.start + 1:
            # بعض الصحف: the noun that is counted
            heads.append(mention.start + 1)
        return "f" if any(is_feminine(tokens.plain[k], tokens.flags[k]) for k in heads) else "m"

    def _is_womans_title(self, k: int) -> bool:
        feminine = self.tokens.text[self.tokens.ends[k] - 1] == "ة"
        return feminine and bool(self.tokens.flags[k] & _TITLE) and self.tokens.plain[k] not in _MASCULINE


def ruling_titles(tokens: Tokens, mention: Mention) -> tuple[str, ...]:
    """Titles of rulers and churchmen in a mention, without ال: they stand like an honorific and name like an office."""
    honorifics = [k for k in range(mention.start, mention.end) if tokens.flags[k] & HONORIFIC]
    words = [tokens.plain[k].removeprefix("ال") for k in honorifics]
    return tuple([word for word in words if word in _RULING])


@rule
def begins_office(tokens: Tokens, k: int) -> bool:
    """Behind a name or an office that is whole another office of the same person begins.

    + قال نائب رئيس الوزراء وزير النقل سالم الراشدي إن الجسر آمن. وأكد الوزير أن العمل مستمر.
      => قال (نائب رئيس الوزراء وزير النقل سالم الراشدي) الجسر آمن ; وأكد (نائب رئيس الوزراء وزير النقل سالم الراشدي) العمل
        مستمر
    - قال نائب وزير النقل سالم الراشدي إن الجسر آمن. وأكد الوزير أن العمل مستمر.
      => قال (نائب وزير النقل سالم الراشدي) الجسر آمن ; وأكد (الوزير) العمل مستمر
    """
    flags = tokens.flags
    return not flags[k] & (PLURAL | PREP | AND) and bool(flags[k - 1] & (DEFINITE | NAME | DEMONYM | STATE | COMMA))


@rule(silence=None)
def holds_same_office(mention: Mention, entities: Iterable[Entity]) -> Entity | None:
    """A counterpart (نظيره الياباني) holds the office of whoever was mentioned last with one, for his own state.

    + استقبل وزير النقل خالد الراشدي نظيره الياباني كينجي تاناكا. وقال الوزير الياباني إن الجسر آمن.
      => وقال (نظيره الياباني كينجي تاناكا) الجسر آمن
    - استقبل وزير النقل خالد الراشدي السفير الياباني كينجي تاناكا. وقال الوزير الياباني إن الجسر آمن.
      => وقال (الوزير الياباني) الجسر آمن
    """
    if not mention.title or mention.title[0] not in _COUNTERPARTS:
        return None
    holders = (entity for entity in entities if entity.heads)
    return max(holders, key=lambda entity: entity.last, default=None)


def _fullness(mention: Mention) -> int:
    """How much a mention says: a name with an office beats a name, a name an office."""
    if mention.kind in ("person", "unknown"):
        return min(len(mention.name), 4) * 3 + min(len(mention.title), 6) + (4 if mention.name and mention.title else 0)
    return min(len(mention.title), 6)


@cache
def _state_words() -> frozenset[str]:
    """Single words for states and what is of them, with and without ال; المالية is rather what a ministry is for."""
    words = {matching_form(phrase) for phrase in state_names() if " " not in phrase}
    return frozenset(words | {word.removeprefix("ال") for word in words}) - word_group("fields_like_states")
