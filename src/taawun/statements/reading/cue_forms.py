"""Reporting lemmas of `lexicons/cues.yaml` and all their inflected forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from taawun.arabic import fold_text
from taawun.arabic.clitics import closed_classes
from taawun.lexicons import load_lexicon
from taawun.statements.reading.matching import matching_form, word_group

_SUFFIXES = ("هما", "هم", "ها", "ه")


@dataclass(frozen=True, slots=True)
class Lemma:
    """A reporting lemma as `lexicons/cues.yaml` describes it."""

    lemma: str
    act: str
    group: str
    takes: frozenset[str]
    person: str | None
    needs: frozenset[str]
    needs_participle: frozenset[str]
    risk: str
    continues: bool
    nouns: frozenset[str]
    reach: int
    bare: bool
    like_noun: bool
    object_first: bool
    passive: str | None


@dataclass(frozen=True, slots=True)
class CueForm:
    """One reading of a form as a reporting word.

    `kind` is past, present, participle, noun or source; `number` s, d or p; `gender` m, f or empty.
    """

    lemma: Lemma
    kind: str
    number: str
    gender: str
    proclitic: str
    suffix: str
    future: bool


def read_cues(form: str, word: str) -> Iterator[CueForm]:
    """Read a word as a reporting word: `form` as it is looked up, `word` as it is written."""
    table = cue_forms()
    for lemma, kind, number, gender, suffix in table.get(form, ()):
        if _spelling_allows(word, lemma.lemma, kind, suffix):
            yield CueForm(lemma, kind, number, gender, "", suffix, False)
    first, rest = form[0], form[1:]
    if first in "وف" and len(rest) > 1 and form not in closed_classes().names:
        for lemma, kind, number, gender, suffix in table.get(rest, ()):
            if _spelling_allows(word[1:], lemma.lemma, kind, suffix):
                yield CueForm(lemma, kind, number, gender, first, suffix, False)
        if len(rest) > 4 and rest[0] == "س":
            yield from _future(rest[1:], first, table)
    elif first == "ل" and len(rest) > 3 and rest[0] in "يت":
        for lemma, kind, number, gender, suffix in table.get(rest, ()):
            if kind == "present":
                yield CueForm(lemma, kind, number, gender, "ل", suffix, False)
    elif first == "س" and len(rest) > 3:
        yield from _future(rest, "", table)
    elif first == "ب" and len(rest) > 3:
        for lemma, kind, number, gender, suffix in table.get(rest.removeprefix("ال"), ()):
            if kind == "noun":
                yield CueForm(lemma, kind, number, gender, "ب", suffix, False)


def _future(rest: str, proclitic: str, table: dict[str, list[tuple[Lemma, str, str, str, str]]]) -> Iterator[CueForm]:
    for lemma, kind, number, gender, suffix in table.get(rest, ()):
        if kind == "present":
            yield CueForm(lemma, kind, number, gender, proclitic, suffix, True)


@cache
def _elatives() -> frozenset[str]:
    return word_group("elatives")


def _spelling_allows(word: str, lemma: str, kind: str, suffix: str) -> bool:
    """Keep apart what folding joins: رأى and رأي, هنأ and هنا, أدانه and إدانة."""
    if kind in ("past", "present") and (word.endswith("ة") or (suffix and word.endswith("ةً"))):
        # طمأنة، إدانة: a noun, no verb with a pronoun
        return False
    if kind == "past" and word[0] == "آ":
        # آمل: the first person
        return False
    if kind == "past" and word[0] == "إ" and lemma[0] == "أ":
        # إدانتهم: the verbal noun
        return False
    if kind == "past" and suffix and lemma in _elatives():
        # أبرزها: the most prominent of them
        return False
    if kind == "participle" and lemma == "أمل" and word[0] == "أ":
        # أملا في: the verbal noun
        return False
    if lemma == "عد" and (word == "عدا" or (kind == "participle" and word.endswith(("ة", "ةً")))):
        # عدا عن: besides; عادة: usually
        return False
    stem = word.removeprefix("و").removeprefix("ف") if len(word) > 4 else word
    if kind in ("past", "present") and stem[1:2] == "\u064f":
        # a damma on the first letter: the passive
        return False
    if kind == "present" and lemma == "ادعى" and word.endswith("ى"):
        # the passive يُدعى: is called
        return False
    if kind != "past":
        return True
    if word.endswith(("\u064b", "\u064b\u0627")):
        # tanwin: a noun (أكثر حذرا)
        return False
    if lemma == "رأى" and word.endswith("ي"):
        return False
    return not (lemma == "هنأ" and "أ" not in word)


@cache
def cue_forms() -> dict[str, list[tuple[Lemma, str, str, str, str]]]:
    """Inflected forms of all reporting lemmas: form to (lemma, kind, number, gender, object suffix)."""
    table: dict[str, list[tuple[Lemma, str, str, str, str]]] = {}
    for lemma, entry in lemmas():
        seen: set[tuple[str, str]] = set()
        for form, kind, number, gender, suffix in _inflect(lemma, entry):
            if (form, kind) not in seen:
                seen.add((form, kind))
                table.setdefault(form, []).append((lemma, kind, number, gender, suffix))
    return table


@cache
def lemmas() -> list[tuple[Lemma, dict[str, Any]]]:
    """All reporting lemmas with their entries in the lexicon."""
    data = load_lexicon("cues")
    group_of = {act: group for group, entry in data["groups"].items() for act in entry["acts"]}
    found = []
    for name, entry in data["lemmas"].items():
        found.append((_lemma(name, entry, group_of), entry))
    for name, entry in data["light"].items():
        entry = {"takes": ["اسم"], "needs": ["نواة"], "risk": "H", "not": ["noun"], **entry}
        found.append((_lemma(name, entry, group_of), entry))
    for name, entry in data["sources"].items():
        entry = {"act": "source", "takes": [], "risk": "H", **entry}
        found.append((_lemma(name, entry, group_of), entry))
    return found


def _lemma(name: str, entry: dict[str, Any], group_of: dict[str, str]) -> Lemma:
    return Lemma(
        lemma=name,
        act=entry["act"],
        group=group_of[entry["act"]],
        takes=frozenset(entry["takes"]),
        person=entry.get("person"),
        needs=frozenset(entry.get("needs", ())),
        needs_participle=frozenset(entry.get("needs_participle", entry.get("needs", ()))),
        risk=entry["risk"],
        continues=bool(entry.get("continues")),
        nouns=frozenset(form for noun in entry.get("nouns", ()) for form in _carried_forms(matching_form(noun))),
        reach=entry.get("reach", 60),
        bare=entry.get("bare", True),
        like_noun=entry.get("like_noun", False),
        object_first=entry.get("object_first", False),
        passive=entry.get("passive"),
    )


def _carried_forms(noun: str) -> Iterator[str]:
    """Forms of a noun that a light verb carries: شكر، الشكر، شكرها، شكرا، بالشكر."""
    yield noun + "ا"
    for form, *_ in inflect_noun(noun):
        yield form
        yield "ب" + form


def _inflect(lemma: Lemma, entry: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    excluded = set(entry.get("not", ()))
    for form in entry.get("forms", ()):
        yield matching_form(form), "source", "s", "", ""
    for kind, forms in entry.get("more", {}).items():
        kind, _, gender = kind.partition(" ")
        for form in forms:
            yield matching_form(form), kind, "s" if gender else "p", gender, ""
    transitive = lemma.person is not None or "اسم" in lemma.takes
    if "past" in entry and "past" not in excluded:
        strong = entry["past"].endswith("أ")
        yield from conjugate_past(fold_text(entry["past"]).replace("ة", "ه"), transitive, strong)
    if "present" in entry and "present" not in excluded:
        yield from conjugate_present(matching_form(entry["present"]), transitive)
    if "participle" in entry and "participle" not in excluded:
        stem = matching_form(entry["participle"])
        for form, number, gender in _participle(stem):
            yield form, "participle", number, gender, ""
    if "noun" in entry and "noun" not in excluded:
        yield from inflect_noun(matching_form(entry["noun"]))


def conjugate_past(stem: str, transitive: bool, strong: bool = False) -> Iterator[tuple[str, str, str, str, str]]:
    """Past tense of the third person: form, kind, number, gender and object pronoun; strong where ا was a hamza (هنأ)."""
    weak = stem[-1] in "اي" and not strong
    base = stem[:-1] if weak else stem
    forms = [
        (stem, "s", "m"),
        (base + "ت", "s", "f"),
        (stem + "ا" if not weak else base + ("وا" if stem[-1] == "ا" else "يا"), "d", "m"),
        (base + "تا", "d", "f"),
        (base + "وا", "p", "m"),
    ]
    for form, number, gender in forms:
        yield form, "past", number, gender, ""
        if transitive and number == "s":
            host = base + "ا" if weak and form == stem else form
            for suffix in _SUFFIXES:
                yield host + suffix, "past", number, gender, suffix
        elif transitive and number == "p" and not weak:
            for suffix in _SUFFIXES:
                yield form[:-1] + suffix, "past", number, gender, suffix


def conjugate_present(stem: str, transitive: bool) -> Iterator[tuple[str, str, str, str, str]]:
    """Present tense of the third person: form, kind, number, gender and object pronoun."""
    weak = stem[-1] in "اي" or (stem[-1] == "و" and len(stem) > 3)
    rest = stem[1:]
    plural = (rest[:-1] if weak else rest) + "ون"
    for person, gender in (("ي", "m"), ("ت", "f")):
        yield person + rest, "present", "s", gender, ""
        yield person + rest + "ان", "present", "d", gender, ""
        yield person + plural, "present", "p", "m", ""
        yield person + plural[:-1] + "ا", "present", "p", "m", ""
        if transitive:
            for suffix in _SUFFIXES:
                yield person + rest + suffix, "present", "s", gender, suffix


def _participle(stem: str) -> Iterator[tuple[str, str, str]]:
    weak = stem.endswith("ي")
    yield stem + "ا", "s", "m"
    yield stem + "ه", "s", "f"
    yield (stem[:-1] if weak else stem) + "ين", "p", "m"
    yield stem + "ان", "d", "m"


def inflect_noun(stem: str) -> Iterator[tuple[str, str, str, str, str]]:
    """Forms of a verbal noun: form, kind, number, gender and possessive pronoun."""
    yield stem, "noun", "s", "", ""
    yield "ال" + stem, "noun", "s", "", ""
    joined = stem[:-1] + "ت" if stem.endswith("ه") else stem
    for suffix in ("ه", "ها", "هم", "هما"):
        yield joined + suffix, "noun", "s", "", suffix
    yield (stem[:-1] if stem.endswith("ه") else stem) + "ات", "noun", "p", "", ""
