"""Features of the words that lexicons list, and the verbs that tell what happened."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from taawun.lexicons import load_lexicon
from taawun.statements.reading.cue_forms import conjugate_past
from taawun.statements.reading.features import (
    ADJUNCT,
    ADVERB,
    AFTER_NAME,
    ANONYMOUS,
    ATTITUDE,
    BACKGROUND,
    BE,
    BREAK,
    COMP,
    CONJ,
    DEMONYM,
    DISTANCE,
    DOCUMENT,
    ENVOY,
    FIRST_PERSON,
    FIXED_ALA,
    GROUP,
    HE,
    HE_VERB,
    HONORIFIC,
    IDENTITY,
    INSTITUTION,
    IRREALIS,
    JOINT,
    MEDIA,
    MOTION,
    NAME,
    NEG,
    OBJECT,
    OCCASION,
    OFFICE,
    OPENER,
    ORGAN,
    PLACE,
    PLURAL,
    PREP,
    PREP_PRONOUN,
    PRON,
    QUANT,
    RANK,
    RELATION,
    RELATIVE,
    SAYING,
    SOURCE_NOUN,
    STATE,
    THIS,
    TIME,
    TURN,
    TURN_WORD,
)
from taawun.statements.reading.matching import matching_form


@cache
def word_flags() -> dict[str, int]:
    """Feature bits of every listed form."""
    table: dict[str, int] = {}

    def add(words: Iterable[str], *names: int) -> None:
        for word in words:
            form = matching_form(word)
            for name in names:
                table[form] = table.get(form, 0) | name

    titles, groups, clauses = (load_lexicon(name) for name in ("titles", "groups", "clauses"))
    from taawun.names.states import state_names

    for phrase, (_, kind) in state_names().items():
        if " " not in phrase:
            add([phrase], DEMONYM if kind == "demonym" else STATE)
    add(titles["state_heads"].split(), STATE)
    add(titles["honorifics"].split(), HONORIFIC)
    add(titles["ranks"].split(), RANK)
    add(titles["pronouns"].split(), HE)
    add(titles["offices"].split(), OFFICE)
    add(("ال" + word for word in titles["offices"].split() if not word.startswith("ال")), OFFICE)
    add(titles["plural_offices"].split(), OFFICE, PLURAL)
    add(titles["organs"].split(), ORGAN)
    add(titles["names"].split(), NAME)
    add(titles["after_name"].split(), AFTER_NAME)
    add(titles["relations"].split(), RELATION)
    add(titles["envoys"].split(), ENVOY)
    bodies = {"joint": JOINT, "groups": GROUP, "institutions": INSTITUTION, "quantities": QUANT}
    bodies |= {"documents": DOCUMENT, "media": MEDIA, "anonymous": ANONYMOUS}
    for name, bit in bodies.items():
        add(groups[name].split(), bit)
    for key, bit in _CLAUSE_BITS.items():
        add(clauses[key].split(), bit)
    return table


_CLAUSE_BITS = {
    "complementizers": COMP,
    "pronominal": PRON,
    "prepositions": PREP,
    "adjuncts": ADJUNCT,
    "time": TIME,
    "adverbs": ADVERB,
    "occasions": OCCASION,
    "motion": MOTION,
    "fixed_ala": FIXED_ALA,
    "quoting_participles": SAYING,
    "relatives": RELATIVE,
    "conjunctions": CONJ,
    "negation": NEG,
    "irrealis": IRREALIS,
    "background": BACKGROUND,
    "objects": OBJECT,
    "attitudes": ATTITUDE,
    "turn_markers": TURN,
    "turn_words": TURN_WORD,
    "breaks": BREAK,
    "places": PLACE,
    "be": BE,
    "subject_pronouns": HE_VERB,
    "prepositional_pronouns": PREP_PRONOUN,
    "demonstratives": THIS,
    "speech_openers": OPENER,
    "first_person": OPENER | FIRST_PERSON,
    "distance": DISTANCE,
    "identity": IDENTITY,
    "source_nouns": SOURCE_NOUN,
}


@cache
def _narration_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in load_lexicon("clauses")["narration"].split():
        for form, _, _, gender, _ in conjugate_past(matching_form(verb), True):
            forms.setdefault(form, gender)
    return forms


def narrates(form: str) -> str:
    """Gender of a verb of narration in the past (زار), empty for any other form."""
    table = _narration_forms()
    return table.get(form) or (table.get(form[1:], "") if form.startswith(("و", "ف")) else "")
