"""What a single word form can be: the lexicons compiled to one cached record a form.

Everything that depends on the form alone is worked out once and kept, so that reading an article is a walk over
ready records. The matching form is that of `taawun.arabic.fold_text` with ة written ه, because newswire mixes the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon

_NAMES = [
    "COMP",
    "PRON",
    "PREP",
    "ADJUNCT",
    "TIME",
    "ADVERB",
    "RELATIVE",
    "CONJ",
    "NEG",
    "IRREALIS",
    "BACKGROUND",
    "HONORIFIC",
    "RANK",
    "OFFICE",
    "PLURAL",
    "ORGAN",
    "NAME",
    "AFTER_NAME",
    "FORMULA",
    "JOINT",
    "GROUP",
    "INSTITUTION",
    "DOCUMENT",
    "MEDIA",
    "ANONYMOUS",
    "STATE",
    "DEMONYM",
    "OBJECT",
    "ATTITUDE",
    "TURN",
    "TURN_WORD",
    "HE",
    "OCCASION",
    "MOTION",
    "FIXED_ALA",
    "SAYING",
    "BREAK",
    "NARRATION",
    "PLACE",
    "AND",
    "BI",
    "LI",
    "DEFINITE",
    "SUFFIX",
    "WORD",
    "NUMBER",
    "COMMA",
    "STOP",
    "SEMI",
    "COLON",
    "DASH",
    "OPEN",
    "CLOSE",
    "QUOTE",
    "COMMON",
    "LATIN",
    "END_MARK",
    "QUANT",
    "BE",
    "MASDAR",
    "HE_VERB",
    "PREP_PRONOUN",
    "THIS",
    "OPENER",
    "DISTANCE",
    "IDENTITY",
    "RELATION",
    "SOURCE_NOUN",
    "ENVOY",
    "TAIL",
    "SURNAME",
]
#: bit of each feature, by name
BITS: dict[str, int] = {name: 1 << place for place, name in enumerate(_NAMES)}


def word_group(name: str) -> frozenset[str]:
    """Words of a group in `lexicons/contexts.yaml`.

    Examples
    --------
    >>> "ناطق" in word_group("spokesmen")
    True
    """
    return frozenset(load_lexicon("contexts")[name])


class Lemma(NamedTuple):
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


class CueForm(NamedTuple):
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


class Form(NamedTuple):
    """A form, what it can be (`flags`, see `BITS`) and its readings as a reporting word."""

    form: str
    flags: int
    cues: tuple[CueForm, ...]
    narrates: str


def matching_form(word: str) -> str:
    """Fold a word for look-ups.

    Examples
    --------
    >>> matching_form("وأكّدتْ"), matching_form("الحكومةَ")
    ('واكدت', 'الحكومه')
    """
    return fold_text(word).replace("ة", "ه")


_PUNCTUATION = {
    **dict.fromkeys("،,", "COMMA"),
    **dict.fromkeys(".!؟?…", "STOP"),
    **dict.fromkeys("؛;", "SEMI"),
    ":": "COLON",
    **dict.fromkeys("-–—ـ−", "DASH"),
    **dict.fromkeys("([{", "OPEN"),
    **dict.fromkeys(")]}", "CLOSE"),
    **dict.fromkeys('«»"“”„‟‹›″', "QUOTE"),
}
# patterns of verbal nouns: تفعيل، استفعال، انفعال، افتعال، مفاعلة
_VERBAL_NOUN = re.compile("ت..ي.ه?|است..ا.|است.ا.ه|ان..ا.|ا.ت.ا.|م.ا..ه|ت.ا..|ا.ا.ه")
_SUFFIXES = ("هما", "هم", "ها", "ه")
_PREPOSITION_BITS = ("BI", "LI")


@lru_cache(maxsize=200_000)
def read_form(word: str) -> Form:
    """Record of a word as it is written in the text.

    Examples
    --------
    >>> [(cue.lemma.lemma, cue.kind, cue.proclitic) for cue in read_form("وأكدت").cues]
    [('أكد', 'past', 'و')]
    >>> bool(read_form("الوزير").flags & BITS["OFFICE"]), bool(read_form("بالدعوة").flags & BITS["BI"])
    (True, True)
    """
    if len(word) == 1 and word in _PUNCTUATION:
        return Form(word, BITS[_PUNCTUATION[word]], (), "")
    form = matching_form(word)
    if form == "و":
        return Form(form, BITS["AND"] | BITS["WORD"], (), "")
    if not form:
        return Form("", 0, (), "")
    if form[0].isdigit():
        return Form(form, BITS["NUMBER"], (), "")
    if "a" <= form[0].lower() <= "z":
        return Form(form, BITS["LATIN"] | BITS["WORD"], (), "")
    if not "ء" <= form[0] <= "ي":
        return Form(form, 0, (), "")
    bits = _flags(form) | BITS["WORD"]
    if _is_tail(form, word, bits):
        bits |= BITS["TAIL"]
    return Form(form, bits, tuple(_readings(form, word)), _narrates(form))


def _flags(form: str) -> int:
    table = word_flags()
    if form in table:
        return table[form] | _shape(form)
    bits = 0
    rest = form
    if form[0] in "وف" and form[1:] in table and (len(form) > 3 or table[form[1:]] & BITS["PREP"]):
        return table[form[1:]] | BITS["AND"] | _shape(form[1:])
    if form[0] == "و" and len(form) > 3 and _is_clitic(form):
        bits, rest = BITS["AND"], form[1:]
    for prefix, bit in (("بال", "BI"), ("لل", "LI"), ("كال", ""), ("ب", "BI"), ("ل", "LI")):
        if not rest.startswith(prefix) or len(rest) < len(prefix) + 2:
            continue
        stem = rest[len(prefix) :]
        candidates = ("ال" + stem, stem) if prefix[-1] == "ل" and len(prefix) > 1 else (stem,)
        blocked = BITS["PREP"] | BITS["ADJUNCT"] | BITS["COMP"] | BITS["CONJ"] | BITS["BREAK"] | BITS["PRON"]
        known = next((c for c in candidates if table.get(c, BITS["PREP"]) & ~blocked), None)
        likely = len(stem) > 2 and (_is_clitic(rest) or _is_masdar(stem) or _is_owned_plural(stem))
        if known is None and len(prefix) == 1 and not likely:
            continue
        if known is None and prefix == "لل" and not _is_clitic(rest) and len(stem) < 3:
            continue
        inherited = table.get(known, 0) if known else 0
        if bit:
            return bits | BITS[bit] | (inherited & ~blocked) | _shape(known or stem)
        return bits | BITS["PREP"]
    if len(rest) > 4 and rest[-1] == "ا" and table.get(rest[:-1], 0) & _ACCUSATIVE:
        return bits | table[rest[:-1]] | _shape(rest)
    return bits | _shape(rest)


def _is_owned_plural(stem: str) -> bool:
    """Whether a word behind a preposition is a plural with a pronoun: لمناصريه، بمؤيديها."""
    return len(stem) > 5 and stem.endswith(("يه", "يها", "يهم")) and rarity(stem) < 760


def _is_masdar(stem: str) -> bool:
    return bool(_VERBAL_NOUN.fullmatch(stem)) and rarity(stem) < 760


_ACCUSATIVE = BITS["GROUP"] | BITS["OFFICE"] | BITS["ANONYMOUS"] | BITS["INSTITUTION"]


def _shape(form: str) -> int:
    bits = 0
    if form.startswith("ال") and len(form) > 4:
        bits |= BITS["DEFINITE"]
        if form.endswith("ون") and len(form) > 6 and rarity(form[:-2] + "ين") < 760:
            # a nominative plural of persons
            bits |= BITS["GROUP"]
    elif form.endswith("و") and len(form) > 4 and rarity(form + "ن") < 760 and rarity(form) > 420:
        # the construct of a nominative plural (معارضو الاتفاق)
        bits |= BITS["GROUP"]
    elif form[0] == "س" and form[1:2] in "ينت" and len(form) > 4 and rarity(form[1:]) < min(760, rarity(form)):
        bits |= BITS["OPENER"]
    elif len(form) > 4 and form.endswith(("ها", "هم", "ته", "هما")):
        bits |= BITS["SUFFIX"]
    if _VERBAL_NOUN.fullmatch(form.removeprefix("ال")):
        bits |= BITS["MASDAR"]
    if rarity(form) < 470:
        bits |= BITS["COMMON"]
    return bits


#: this much commoner (in hundredths of a Zipf step), a form is taken for the likelier reading
_LIKELIER = 40


def _is_tail(form: str, word: str, bits: int) -> bool:
    """Whether a word cannot go on with a whole noun phrase.

    A noun with its pronoun (دفاعه), an accusative (انتقادا), a verb with us as its object (أطلعنا).
    """
    if len(form) < 5 or bits & BITS["DEFINITE"]:
        return False
    if form.endswith(("نا", "ني")) and form in _telling_us():
        return True
    if word.endswith(("ًا", "اً")):
        return True
    stem = form[:-1]
    if word.endswith("ه"):
        # a noun in ة is often written so
        return rarity(stem) < 560 and _exact_rarity(form) < _exact_rarity(stem + "ة") - _LIKELIER
    if form.endswith("ا"):
        known = rarity(stem) < 480 or bool(_VERBAL_NOUN.fullmatch(stem))
        return known and rarity(stem) < rarity(form) - _LIKELIER
    return False


@cache
def _telling_us() -> frozenset[str]:
    """أبلغنا، أطلعني: reporting verbs in the past with the first person as their object."""
    forms = set()
    for lemma, entry in lemmas():
        if lemma.person == "مخاطب" and "past" in entry:
            stem = matching_form(entry["past"])
            forms |= {stem + "نا", stem + "ني", stem + "تنا", stem + "تني"}
    return frozenset(forms)


def _exact_rarity(form: str) -> int:
    from taawun.arabic.frequencies import UNSEEN, form_rarity

    return form_rarity().get(form, UNSEEN)


def rarity(form: str) -> int:
    """How rare a form is: the rarity of `taawun.arabic.frequencies`, for a matching form."""
    from taawun.arabic.frequencies import UNSEEN, form_rarity

    table = form_rarity()
    found = table.get(form)
    if found is None and form.endswith("ه"):
        found = table.get(form[:-1] + "ة")
    return UNSEEN if found is None else found


def _is_clitic(form: str) -> bool:
    """Whether the first letter is more likely a proclitic: the rest is the commoner word."""
    return rarity(form[1:]) < min(rarity(form), 640)


@lru_cache(maxsize=1 << 14)
def is_no_name(form: str, everyday: bool = True) -> bool:
    """Whether a word is a noun of a kind that names are not made of: a verbal noun, a noun in ة, a plural with ال.

    With `everyday`, any common word is. It must be well known with and without ال, and no name of the lexicon. Family names in ي are none (الشمري).

    Examples
    --------
    >>> is_no_name("المباحثات"), is_no_name("زياره"), is_no_name("الخصاونه"), is_no_name("سلامه")
    (True, True, False, False)
    """
    definite = form.startswith("ال") and len(form) > 4
    stem = form[2:] if definite else form
    if stem in _noun_names() or (word_flags().get(form, 0) | word_flags().get(stem, 0)) & (
        BITS["NAME"] | BITS["AFTER_NAME"]
    ):
        return False
    if stem.endswith("ي") or len(stem) < 3:
        return False
    both = max(rarity(stem), rarity("ال" + stem))
    if definite and len(stem) > 4 and stem.endswith(("ات", "ين", "ون")):
        return rarity(form) < _KNOWN
    if stem.endswith("ه") or _VERBAL_NOUN.fullmatch(stem) or _MORE_VERBAL_NOUNS.fullmatch(stem):
        return both < _KNOWN
    return everyday and both < _EVERYDAY


#: rarity (hundredths of a Zipf step below certainty) of a word that is well known, and of an everyday one
_KNOWN, _EVERYDAY = 620, 460
# إفعال، افتعال with a final hamza
_MORE_VERBAL_NOUNS = re.compile("ا..ا.|ا[^ا]{1,3}اء")


@cache
def _noun_names() -> frozenset[str]:
    words = load_lexicon("titles")["noun_names"].split() + load_lexicon("persons")["given_names"].split()
    return frozenset(map(matching_form, words))


def has_rare_bi(form: str) -> bool:
    """Whether a rare word may be one with the preposition ب: what follows is a known word."""
    return len(form) > 4 and form[0] == "ب" and rarity(form[1:]) < 760


@cache
def word_flags() -> dict[str, int]:
    """Feature bits of every listed form."""
    table: dict[str, int] = {}

    def add(words: Iterable[str], *names: str) -> None:
        for word in words:
            form = matching_form(word)
            for name in names:
                table[form] = table.get(form, 0) | BITS[name]

    titles, groups, clauses = (load_lexicon(name) for name in ("titles", "groups", "clauses"))
    from taawun.names.states import state_names

    for phrase, (_, kind) in state_names().items():
        if " " not in phrase:
            add([phrase], "DEMONYM" if kind == "demonym" else "STATE")
    add(titles["state_heads"].split(), "STATE")
    add(titles["honorifics"].split(), "HONORIFIC")
    add(titles["ranks"].split(), "RANK")
    add(titles["pronouns"].split(), "HE")
    add(titles["offices"].split(), "OFFICE")
    add(("ال" + word for word in titles["offices"].split() if not word.startswith("ال")), "OFFICE")
    add(titles["plural_offices"].split(), "OFFICE", "PLURAL")
    add(titles["organs"].split(), "ORGAN")
    add(titles["names"].split(), "NAME")
    add(titles["after_name"].split(), "AFTER_NAME")
    add(titles["formulas"].split(), "FORMULA")
    add(titles["relations"].split(), "RELATION")
    add(titles["envoys"].split(), "ENVOY")
    for name, bit in (
        ("joint", "JOINT"),
        ("groups", "GROUP"),
        ("institutions", "INSTITUTION"),
        ("quantities", "QUANT"),
    ):
        add(groups[name].split(), bit)
    for name, bit in (("documents", "DOCUMENT"), ("media", "MEDIA"), ("anonymous", "ANONYMOUS")):
        add(groups[name].split(), bit)
    for key, bit in _CLAUSE_BITS.items():
        add(clauses[key].split(), bit)
    return table


_CLAUSE_BITS = {
    "complementizers": "COMP",
    "pronominal": "PRON",
    "prepositions": "PREP",
    "adjuncts": "ADJUNCT",
    "time": "TIME",
    "adverbs": "ADVERB",
    "occasions": "OCCASION",
    "motion": "MOTION",
    "fixed_ala": "FIXED_ALA",
    "quoting_participles": "SAYING",
    "relatives": "RELATIVE",
    "conjunctions": "CONJ",
    "negation": "NEG",
    "irrealis": "IRREALIS",
    "background": "BACKGROUND",
    "objects": "OBJECT",
    "attitudes": "ATTITUDE",
    "turn_markers": "TURN",
    "turn_words": "TURN_WORD",
    "breaks": "BREAK",
    "end_marks": "END_MARK",
    "places": "PLACE",
    "be": "BE",
    "subject_pronouns": "HE_VERB",
    "prepositional_pronouns": "PREP_PRONOUN",
    "demonstratives": "THIS",
    "speech_openers": "OPENER",
    "distance": "DISTANCE",
    "identity": "IDENTITY",
    "source_nouns": "SOURCE_NOUN",
}


# --- reporting forms -------------------------------------------------------------------------------------------------


def _readings(form: str, word: str) -> Iterator[CueForm]:
    table = cue_forms()
    for lemma, kind, number, gender, suffix in table.get(form, ()):
        if _spelling_allows(word, lemma.lemma, kind, suffix):
            yield CueForm(lemma, kind, number, gender, "", suffix, False)
    if len(form) > 2 and form[0] in "وف":
        rest = form[1:]
        for lemma, kind, number, gender, suffix in table.get(rest, ()):
            if _spelling_allows(word[1:], lemma.lemma, kind, suffix):
                yield CueForm(lemma, kind, number, gender, form[0], suffix, False)
        if len(rest) > 4 and rest[0] == "س":
            yield from _future(rest[1:], form[0], table)
    if len(form) > 4 and form[0] == "ل" and form[1] in "يت":
        for lemma, kind, number, gender, suffix in table.get(form[1:], ()):
            if kind == "present":
                yield CueForm(lemma, kind, number, gender, "ل", suffix, False)
    if len(form) > 4 and form[0] == "س":
        yield from _future(form[1:], "", table)
    if len(form) > 4 and form[0] == "ب":
        stem = form[3:] if form.startswith("بال") else form[1:]
        for lemma, kind, number, gender, suffix in table.get(stem, ()):
            if kind == "noun":
                yield CueForm(lemma, kind, number, gender, "ب", suffix, False)


def _future(rest: str, proclitic: str, table: dict) -> Iterator[CueForm]:
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
    if kind == "past" and word[0] == "إ" and lemma[0] == "أ":
        # إدانتهم: the verbal noun
        return False
    if kind == "past" and suffix and lemma in _elatives():
        # أبرزها: the most prominent of them
        return False
    if kind == "participle" and lemma == "أمل" and word[0] == "أ":
        # أملا في: the verbal noun
        return False
    if kind == "participle" and lemma == "عد" and word.endswith("ة"):
        # عادة: usually
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
def lemmas() -> list[tuple[Lemma, dict]]:
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


def _lemma(name: str, entry: dict, group_of: dict[str, str]) -> Lemma:
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
        nouns=frozenset(matching_form(noun) for noun in entry.get("nouns", ())),
        reach=entry.get("reach", 60),
        bare=entry.get("bare", True),
        like_noun=entry.get("like_noun", False),
        object_first=entry.get("object_first", False),
        passive=entry.get("passive"),
    )


def _inflect(lemma: Lemma, entry: dict) -> Iterator[tuple[str, str, str, str, str]]:
    excluded = set(entry.get("not", ()))
    for form in entry.get("forms", ()):
        yield matching_form(form), "source", "s", "", ""
    for kind, forms in entry.get("more", {}).items():
        for form in forms:
            yield matching_form(form), kind, "p", "", ""
    transitive = lemma.person is not None or "اسم" in lemma.takes or "وصف" in lemma.needs
    if "past" in entry and "past" not in excluded:
        yield from _past(fold_text(entry["past"]).replace("ة", "ه"), transitive)
    if "present" in entry and "present" not in excluded:
        yield from _present(matching_form(entry["present"]), transitive)
    if "participle" in entry and "participle" not in excluded:
        stem = matching_form(entry["participle"])
        for form, number, gender in _participle(stem):
            yield form, "participle", number, gender, ""
    if "noun" in entry and "noun" not in excluded:
        yield from _verbal_noun(matching_form(entry["noun"]))


def _past(stem: str, transitive: bool) -> Iterator[tuple[str, str, str, str, str]]:
    weak = stem[-1] in "اي"
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


def _present(stem: str, transitive: bool) -> Iterator[tuple[str, str, str, str, str]]:
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


def _verbal_noun(stem: str) -> Iterator[tuple[str, str, str, str, str]]:
    yield stem, "noun", "s", "", ""
    yield "ال" + stem, "noun", "s", "", ""
    joined = stem[:-1] + "ت" if stem.endswith("ه") else stem
    for suffix in ("ه", "ها", "هم", "هما"):
        yield joined + suffix, "noun", "s", "", suffix
    yield (stem[:-1] if stem.endswith("ه") else stem) + "ات", "noun", "p", "", ""


@cache
def _narration_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in load_lexicon("clauses")["narration"].split():
        for form, _, _, gender, _ in _past(matching_form(verb), True):
            forms.setdefault(form, gender)
    return forms


def _narrates(form: str) -> str:
    table = _narration_forms()
    return table.get(form) or (table.get(form[1:], "") if form[0] in "وف" else "")
