"""Words that tell of a meeting (`lexicons/meetings.yaml`) in all their inflected forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from taawun.lexicons import load_lexicon
from taawun.statements.reading.cue_forms import conjugate_past, conjugate_present, inflect_noun
from taawun.statements.reading.matching import matching_form


class EventWord(NamedTuple):
    """One reading of a form as a word that tells of a meeting.

    Attributes
    ----------
    lemma, kind
        As in the lexicon.
    takes
        Who stands where: see the head of `lexicons/meetings.yaml`.
    tense
        past, present, future or noun.
    pronoun
        Whom its object or possessive pronoun means: one, two or many; empty without one.
    prefix
        Preposition in front (ب، ل), empty without one.
    needs
        One of these words has to follow, in matching form.
    own
        Whether it is a verb of the first person: a speaker tells of his own meeting.
    several
        Whether it is a verb of two or many, whose subject stands before it.
    otherwise
        Kind that it is without what it needs, empty for none.
    conference
        Whether it is read so: it counts where it is said who took part.
    """

    lemma: str
    kind: str
    takes: str
    tense: str
    pronoun: str
    prefix: str
    needs: frozenset[str]
    own: bool = False
    several: bool = False
    otherwise: str = ""
    conference: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun."""
        return self.tense == "noun"


@lru_cache(maxsize=1 << 16)
def read_event(form: str) -> EventWord | None:
    """Read a word, in matching form, as one that tells of a meeting.

    Examples
    --------
    >>> read_event("واستقبلت").lemma, read_event("للقائه").pronoun, read_event("سيزور").tense, read_event("الجسر")
    ('استقبل', 'one', 'future', None)
    """
    table = event_forms()
    if form in event_words("never"):
        return None
    for prefix, rest in _without_proclitics(form):
        found = table.get(rest)
        if found and (not prefix or found.is_noun):
            return found._replace(prefix=prefix)
        if rest[:1] == "س" and not prefix:
            found = table.get(rest[1:])
            if found and found.tense == "present":
                return found._replace(tense="future")
    return None


def light_verb(form: str) -> str:
    """Return what a verb does with a meeting: lead, receive or bring (together); empty for any other word.

    Examples
    --------
    >>> light_verb("اجراها"), light_verb("وتلقي"), light_verb("جمعه"), light_verb("قال")
    ('lead', 'receive', 'bring', '')
    """
    table = _light_forms()
    return table.get(form) or (table.get(form[1:], "") if form[:1] in ("و", "ف") else "")


def begins_like_present(form: str) -> bool:
    """Whether a word begins as a verb of the present does.

    Examples
    --------
    >>> begins_like_present("يجري"), begins_like_present("اجراها"), begins_like_present("")
    (True, False, False)
    """
    return form.startswith(("ي", "ت"))


@cache
def event_words(*path: str) -> frozenset[str]:
    """Words of a list of the lexicon, in matching form."""
    found: Any = load_lexicon("meetings")
    for key in path:
        found = found[key]
    return frozenset(map(matching_form, found))


@cache
def event_lemmas(name: str) -> frozenset[str]:
    """Lemmas of a list of the lexicon, as written."""
    return frozenset(load_lexicon("meetings")[name])


def _without_proclitics(form: str) -> Iterator[tuple[str, str]]:
    yield "", form
    if form[:1] in ("و", "ف") and len(form) > 3:
        form = form[1:]
        yield "", form
    if form[:2] == "لل" and len(form) > 4:
        yield "ل", "ال" + form[2:]
    if form[:1] in ("ب", "ل", "ك") and len(form) > 4:
        yield form[0], form[1:]


@cache
def event_forms() -> Mapping[str, EventWord]:
    """All forms without proclitics, except the future."""
    lexicon, numbers = load_lexicon("meetings"), pronoun_numbers()
    table: dict[str, EventWord] = {}
    for lemma, entry in lexicon["nouns"].items():
        needs = frozenset(map(matching_form, entry.get("needs", ())))
        for form, suffix in _noun_forms(lemma, entry):
            word = EventWord(lemma, entry["kind"], entry["takes"], "noun", numbers.get(suffix, ""), "", needs)
            table.setdefault(form, word._replace(otherwise=entry.get("otherwise", "")))
    for lemma, entry in lexicon["verbs"].items():
        needs = frozenset(map(matching_form, entry.get("needs", ())))
        forms = [*conjugate_past(matching_form(lemma), transitive=True)]
        if "present" in entry:
            forms += conjugate_present(matching_form(entry["present"]), transitive=True)
        for form, tense, number, _, suffix in forms:
            pronoun, several = numbers.get(suffix, ""), number != "s"
            word = EventWord(lemma, entry["kind"], entry["takes"], tense, pronoun, "", needs, several=several)
            table.setdefault(form, word)
        for form in map(matching_form, entry.get("mine", ())):
            table.setdefault(form, EventWord(lemma, entry["kind"], entry["takes"], "past", "", "", needs, own=True))
    return table


def _noun_forms(lemma: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    stem = matching_form(lemma)
    for form, _, _, _, suffix in inflect_noun(stem):
        yield form, suffix
    if not stem.endswith(("ه", "ات")):
        yield stem + "ا", ""
    for word in entry.get("mine", ()):
        yield matching_form(word), next(iter(pronoun_numbers()))
    for word in entry.get("forms", ()):
        yield (
            matching_form(word),
            next((end for end in sorted(pronoun_numbers(), key=len, reverse=True) if word.endswith(end)), ""),
        )
        yield "ال" + matching_form(word), ""


@cache
def pronoun_numbers() -> Mapping[str, str]:
    """Pronouns behind a word: whether they mean one, two or many."""
    return {form: number for number, forms in load_lexicon("meetings")["pronouns"].items() for form in forms}


@cache
def preposition_roles() -> Mapping[str, str]:
    """Prepositions in matching form: how they let somebody take part."""
    return {form: role for role, forms in load_lexicon("meetings")["prepositions"].items() for form in forms}


@cache
def brother_roles() -> Mapping[str, str]:
    """Words for a brother in office, with a preposition or conjunction too: how it lets him take part, empty without one.

    Examples
    --------
    >>> from taawun.statements.reading.matching import matching_form
    >>> [brother_roles()[matching_form(word)] for word in ("أخيه", "بأخيه", "وأخيه")]
    ['', 'by', 'and']
    """
    joined = {form: role for form, role in preposition_roles().items() if len(form) == 1} | {"و": "and"}
    return {prefix + form: role for form in event_words("brothers") for prefix, role in {"": "", **joined}.items()}


@cache
def _light_forms() -> Mapping[str, str]:
    lexicon = load_lexicon("meetings")["light"]
    table: dict[str, str] = {}
    for name, words in lexicon.items():
        role = name.partition("_")[0]
        if name.endswith("_noun"):
            table.update((matching_form(word), role) for word in words)
            continue
        conjugate = conjugate_present if name.endswith("_present") else conjugate_past
        for word in words:
            for form, *_ in conjugate(matching_form(word), transitive=True):
                table.setdefault(form, role)
    return table
