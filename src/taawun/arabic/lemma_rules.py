"""Lemmas that a word may have: rules propose them, and so do a lexicon and `simplemma`'s dictionary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from taawun.arabic import fold
from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import form_strength
from taawun.arabic.kept_numbers import kept_numbers, package_file
from taawun.lexicons import load_lexicon

Add = Callable[[str, str], None]


class Lexicon(NamedTuple):
    """What is listed: in our own lexicon, and in simplemma's dictionary with everything folded."""

    listed: Mapping[str, tuple[tuple[str, str], ...]]
    feminine: frozenset[str]
    function: Mapping[str, str]
    simplemma: Mapping[str, str]
    paradigm: Mapping[str, int]
    variants: Mapping[str, str]


@cache
def lemma_lexicon() -> Lexicon:
    """Read the lexicon and simplemma's dictionary, once."""
    own = load_lexicon("lemmas")
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for group in ("broken_plurals", "adjectives", "verbs"):
        for lemma, forms in own[group].items():
            for form in forms:
                listed[fold_text(form)].append((group, fold_text(lemma)))
    # A particle is its own lemma, whatever noun or verb it looks like (لكن is not لك + ن).
    function = {word: word for word in load_lexicon("stop_words")["particles"] if " " not in word}
    function |= {fold_text(form): lemma for lemma, forms in own["function_words"].items() for form in forms}
    fixed = {fold_text(form): fold_text(lemma) for lemma, forms in own["fixed"].items() for form in forms}
    fixed = {name: name for name in _fixed_names() if name not in listed} | fixed
    function |= {form: lemma for word, lemma in fixed.items() for form in (word, "ال" + word)}
    table, paradigm = _read_simplemma()
    return Lexicon(
        {form: tuple(found) for form, found in listed.items()},
        frozenset(map(fold_text, own["feminine_nouns"])),
        function,
        table,
        paradigm,
        {fold_text(form): fold_text(lemma) for lemma, forms in own["variants"].items() for form in forms},
    )


def _fixed_names() -> set[str]:
    """Names that are their own lemma: of places and months, and those that end like a plural or dual and are none."""
    names = {group: {fold_text(name) for name in found} for group, found in load_lexicon("names").items()}
    endings = tuple(load_lexicon("lemmas")["plural_endings"])
    others = {name for found in names.values() for name in found if name.endswith(endings)}
    return others | names["places"] | names["months"]


def _read_simplemma() -> tuple[dict[str, str], dict[str, int]]:
    """Lemma of each folded form, and of how many forms each lemma is one: as numbers in the user's cache."""
    data = package_file("simplemma", "strategies/dictionaries/data/ar.plzma")
    sources = [data, Path(__file__), Path(fold.__file__)]
    built = cache(_fold_simplemma)
    paradigm = kept_numbers("lemmas", sources, lambda: built()[1])
    # One object a lemma, however many forms it has.
    lemmas = list(paradigm)
    numbers = kept_numbers("forms", sources, lambda: built()[0])
    return dict(zip(numbers, map(lemmas.__getitem__, numbers.values()), strict=True)), paradigm


def _fold_simplemma() -> tuple[dict[str, int], dict[str, int]]:
    """Of simplemma's dictionary: the place of each form's lemma among the lemmas, and the forms of each lemma."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    lemmas: dict[str, str] = {}
    paradigm: Counter[str] = Counter()
    for form, lemma in DefaultDictionaryFactory(cache_max_size=1).get_dictionary("ar").items():
        folded, lemma = fold_text(form), fold_text(lemma)
        if folded != lemma:
            paradigm[lemma] += 1
            lemmas.setdefault(folded, lemma)
    places = {lemma: place for place, lemma in enumerate(paradigm)}
    return {form: places[lemma] for form, lemma in lemmas.items()}, dict(paradigm)


def candidate_lemmas(form: str) -> dict[str, list[str]]:
    """Lemmas that a folded form may have, each with the rules that lead to it."""
    found: dict[str, list[str]] = {}

    def add(lemma: str, rule: str) -> None:
        if len(lemma) > 1:
            rules = found.setdefault(lemma, [])
            if rule not in rules:
                rules.append(rule)

    def add_simplemma(base: str, prefix: str) -> None:
        if base in lexicon.simplemma:
            add(lexicon.simplemma[base], prefix + "simplemma")

    lexicon = lemma_lexicon()
    if form.startswith("ال") and len(form) > 3:
        bare = form[2:]
        _add_nominal(bare, "al_", add)
        _add_listed(bare, "al_", add)
        add_simplemma(bare, "al_")
        add(form, "keep_id")
        add_simplemma(form, "keep_")
    else:
        _add_nominal(form, "", add)
        _add_listed(form, "", add)
        add_simplemma(form, "")
    _add_past(form, add)
    _add_present(form, add)
    strength, paradigm = form_strength(), lexicon.paradigm
    attested = {lemma: rules for lemma, rules in found.items() if lemma in strength or lemma in paradigm}
    # A foreign word may be attested in no form: then every rule's proposal stands.
    return attested or found


def _add_listed(base: str, prefix: str, add: Add) -> None:
    """Lemmas of the lexicon; what has the article is no verb."""
    listed = lemma_lexicon().listed
    for group, lemma in listed.get(base, ()):
        if not (prefix and group == "verbs"):
            add(lemma, prefix + group)
    if base[-1] in "ئؤ":
        for group, lemma in listed.get(base[:-1] + "ء", ()):
            add(lemma, prefix + group)


def _add_nominal(base: str, prefix: str, add: Add) -> None:
    """Lemmas of a noun or adjective without its ending, and of a feminine of colour (حمراء)."""
    add(base, prefix + "id")
    for ending, replacements in _NOMINAL_BY_LAST.get(base[-1], ()):
        if base.endswith(ending) and len(base) > len(ending) + 1:
            for replacement in replacements:
                add(base[: -len(ending)] + replacement, f"{prefix}{ending}>{replacement}")
    if len(base) == 5 and base.endswith("اء"):
        add("ا" + base[:3], prefix + "colour")


_NOMINAL_ENDINGS = (
    ("ة", ("",)),
    ("ا", ("", "ي")),
    ("ت", ("ة",)),
    ("ات", ("", "ة")),
    ("وات", ("ة", "اة")),
    ("ون", ("", "ي")),
    ("ين", ("", "ي")),
    ("ان", ("",)),
    ("تين", ("ة", "")),
    ("تان", ("ة", "")),
    ("تا", ("ة",)),
    ("تي", ("ة",)),
    ("ي", ("",)),
    ("يا", ("ي",)),
    ("و", ("",)),
    ("ئ", ("ء",)),
    ("ؤ", ("ء",)),
    ("وي", ("",)),
)
_PAST_ENDINGS = ("", "ت", "وا", "نا", "تا", "تم", "ن", "ا", "و", "تن")
_PRESENT_ENDINGS = ("", "ون", "ين", "ان", "وا", "ن", "ا", "و", "ي")
# The endings that a word may have, by its last letter: most words have few of them.
_NOMINAL_BY_LAST = {
    last: tuple(pair for pair in _NOMINAL_ENDINGS if pair[0][-1] == last)
    for last in {e[-1] for e, _ in _NOMINAL_ENDINGS}
}
_PAST_BY_LAST, _PRESENT_BY_LAST = (
    {last: tuple(e for e in endings if e[-1:] in ("", last)) for last in {e[-1] for e in endings if e}}
    for endings in (_PAST_ENDINGS, _PRESENT_ENDINGS)
)


def _add_past(form: str, add: Add) -> None:
    """Lemmas of a perfect: the form without its ending, and the weak or hollow verb that loses a letter before it."""
    for ending in _PAST_BY_LAST.get(form[-1], ("",)):
        root = form[: len(form) - len(ending)]
        if form.endswith(ending) and len(root) >= 2:
            name = f"past_{ending}"
            if ending:
                add(root, name)
            _add_past_weak(root, ending, name, add)


def _add_past_weak(root: str, ending: str, name: str, add: Add) -> None:
    if ending in ("ت", "تا", "وا", "و"):
        add(root + "ي", name + "_ya")
        add(root + "ا", name + "_alif")
    elif ending and root[-1] == "ي":
        add(root[:-1] + "ا", name + "_alif")
    if ending in ("ت", "نا", "تم", "ن") and (len(root) == 2 or (root[0] == "ا" and len(root) in (3, 5))):
        add(root[:-1] + "ا" + root[-1], name + "_hollow")
    if len(root) > 2 and root[-2] == "ي":
        add(root[:-2] + "ا" + root[-1], name + "_passive")
    if root[-1] in "ئؤ":
        add(root[:-1] + "ا", name + "_hamza")


def _add_present(form: str, add: Add) -> None:
    """Lemmas of an imperfect or imperative: the form without its first letter and ending, as strong and as weak verb."""
    if form[0] not in "يتنا":
        return
    for ending in _PRESENT_BY_LAST.get(form[-1], ("",)):
        root = form[1 : len(form) - len(ending)]
        if form.endswith(ending) and len(form) - 1 - len(ending) >= 2:
            name = f"{'i' if form[0] == 'ا' else 'y'}_{ending}"
            _add_present_strong(root, name, add)
            _add_present_weak(root, ending, name, add)


def _add_present_strong(root: str, name: str, add: Add) -> None:
    add(root, name)
    add("ا" + root, name + "_a")
    if len(root) == 2:
        add("و" + root, name + "_w")
        add(root[0] + "ا" + root[1], name + "_jussive")
    if root[0] in "ؤئ":
        add("ا" + root[1:], name + "_hamza")
    if root[-1] in "ئؤ":
        add(root[:-1] + "ا", name + "_final")
        add("ا" + root[:-1] + "ا", name + "_a_final")


def _add_present_weak(root: str, ending: str, name: str, add: Add) -> None:
    """Verbs with و or ي in the middle (يقول) or at the end (يدعو), which the form may have changed or lost."""
    if len(root) > 2 and root[-2] in "ويا":
        hollow = root[:-2] + "ا" + root[-1]
        if root[-2] != "ا":
            add(hollow, name + "_hollow")
        add("ا" + hollow, name + "_a_hollow")
    elif len(root) in (2, 4) and not ending:
        add("ا" + root[:-1] + "ا" + root[-1], name + "_a_jussive")
    if ending in ("ون", "وا", "ين", "و"):
        add(root + "ي", name + "_ya")
        add("ا" + root + "ي", name + "_a_ya")
        add(root + "ا", name + "_alif")
    if root[-1] == "و":
        add(root[:-1] + "ا", name + "_defective")
    if not ending and len(root) in (2, 3, 4):
        add(root + "ي", name + "_short_ya")
        add("ا" + root + "ي", name + "_a_short_ya")
