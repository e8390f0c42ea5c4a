"""Lemmas and stop words of syntactic words.

Rules propose lemmas (noun without article and ending, masculine of an adjective, perfect of a verb), a lexicon and
`simplemma`'s dictionary add theirs, and a log-linear model picks one by how well it is attested. It knows the word only,
not its context. The weights are in `lexicons/lemma_weights.yaml`, made by `tools/train_arabic.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import form_strength
from taawun.lexicons import load_lexicon

LONGEST = 24
Feature = tuple[str, float]


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
    """Read the lexicon and simplemma's dictionary; about half a second, once."""
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


def _read_simplemma() -> tuple[dict[str, str], Counter[str]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    known: dict[str, str] = {}
    table: dict[str, str] = {}
    paradigm: Counter[str] = Counter()
    for form, lemma in DefaultDictionaryFactory(cache_max_size=1).get_dictionary("ar").items():
        folded, lemma = fold_text(form), fold_text(lemma)
        if folded != lemma:
            # One object a lemma, however many forms it has.
            lemma = known.setdefault(lemma, lemma)
            paradigm[lemma] += 1
            table.setdefault(folded, lemma)
    return table, paradigm


def candidate_lemmas(form: str) -> dict[str, list[str]]:
    """Lemmas that a folded form may have, each with the rules that lead to it."""
    found: dict[str, list[str]] = {}

    def add(lemma: str, rule: str) -> None:
        if len(lemma) > 1:
            rules = found.setdefault(lemma, [])
            if rule not in rules:
                rules.append(rule)

    lexicon = lemma_lexicon()
    bases = [form]
    if form.startswith("ال") and len(form) > 3:
        bases = [form[2:], form]
    for at, base in enumerate(bases):
        bare = len(bases) == 1 or at == 1
        prefix = "" if len(bases) == 1 else ("al_" if at == 0 else "keep_")
        if prefix != "keep_":
            _add_nominal(base, prefix, add)
            for group, lemma in lexicon.listed.get(base, ()):
                if not (prefix and group == "verbs"):
                    add(lemma, prefix + group)
            if base[-1] in "ئؤ":
                for group, lemma in lexicon.listed.get(base[:-1] + "ء", ()):
                    add(lemma, prefix + group)
        else:
            add(base, "keep_id")
        if base in lexicon.simplemma:
            add(lexicon.simplemma[base], prefix + "simplemma")
        if bare:
            _add_verbal(base, add)
    strength, paradigm = form_strength(), lexicon.paradigm
    attested = {lemma: rules for lemma, rules in found.items() if lemma in strength or lemma in paradigm}
    # A foreign word may be attested in no form: then every rule's proposal stands.
    return attested or found


def _add_nominal(base: str, prefix: str, add: Callable[[str, str], None]) -> None:
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


def _add_verbal(form: str, add: Callable[[str, str], None]) -> None:
    for ending in _PAST_BY_LAST.get(form[-1], ("",)):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            root = form[: len(form) - len(ending)]
            name = f"past_{ending}"
            if ending:
                add(root, name)
            if ending in ("ت", "تا", "وا", "و"):
                add(root + "ي", name + "_ya")
                add(root + "ا", name + "_alif")
            elif ending and root[-1] == "ي":
                add(root[:-1] + "ا", name + "_alif")
            if ending in ("ت", "نا", "تم", "ن"):
                if len(root) == 2:
                    add(root[0] + "ا" + root[1], name + "_hollow")
                elif root[0] == "ا" and len(root) in (3, 5):
                    add(root[:-1] + "ا" + root[-1], name + "_hollow")
            if len(root) > 2 and root[-2] == "ي":
                add(root[:-2] + "ا" + root[-1], name + "_passive")
            if root[-1] in "ئؤ":
                add(root[:-1] + "ا", name + "_hamza")
    if form[0] not in "يتنا":
        return
    for ending in _PRESENT_BY_LAST.get(form[-1], ("",)):
        if not form.endswith(ending) or len(form) - 1 - len(ending) < 2:
            continue
        root = form[1 : len(form) - len(ending)]
        name = f"{'i' if form[0] == 'ا' else 'y'}_{ending}"
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
        if len(root) > 2 and root[-2] in "ويا":
            hollow = root[:-2] + "ا" + root[-1]
            if root[-2] != "ا":
                add(hollow, name + "_hollow")
            add("ا" + hollow, name + "_a_hollow")
        elif len(root) in (2, 4) and not ending:
            add("ا" + root[:-1] + "ا" + root[-1], name + "_a_jussive")
        if ending in ("ون", "وا", "ين", "و") and len(root) >= 2:
            add(root + "ي", name + "_ya")
            add("ا" + root + "ي", name + "_a_ya")
            add(root + "ا", name + "_alif")
        if root[-1] == "و":
            add(root[:-1] + "ا", name + "_defective")
        if not ending and len(root) in (2, 3, 4):
            add(root + "ي", name + "_short_ya")
            add("ا" + root + "ي", name + "_a_short_ya")


@cache
def _rule_names(rule: str) -> tuple[str, str, str, str, str]:
    """Names of the features of a rule: made once, since making them takes longer than looking up their weights."""
    kind = rule.partition("_")[0] if rule.startswith(("y_", "i_", "past_")) else "noun"
    noun_like = f"{kind}_noun_like" if kind != "noun" else ""
    return f"{kind}_lone", f"{kind}_definite", f"{kind}_verbal", f"{kind}_known", noun_like


def lemma_features(form: str, lemma: str, rules: list[str], strength: Mapping[str, float]) -> list[Feature]:
    """Features of one candidate: names and values, for a log-linear model."""
    lexicon, known = lemma_lexicon(), strength.get
    lone, definite = known(lemma, 0.0), known("ال" + lemma, 0.0)
    verbal = max(known(lemma + "ت", 0.0), known(lemma + "وا", 0.0))
    paradigm = lexicon.paradigm.get(lemma, 0)
    out: list[Feature] = [("lone", lone), ("definite", definite), ("verbal", verbal)]
    if not lone:
        out.append(("unseen", 1.0))
    if len(lemma) < 4:
        out.append((f"length_{len(lemma)}", 1.0))
    if paradigm:
        out.append(("lemma_known", 1.0))
        out.append(("paradigm", min(paradigm, 60) ** 0.5))
    article = form[:2] == "ال" and len(form) > 3
    base = form[2:] if article else form
    base_lone, base_definite = known(base, 0.0), known("ال" + base, 0.0)
    for rule in rules:
        of_lone, of_definite, of_verbal, of_known, noun_like = _rule_names(rule)
        out += ((rule, 1.0), (of_lone, lone), (of_definite, definite), (of_verbal, verbal))
        if paradigm:
            out.append((of_known, 1.0))
        if noun_like:
            out.append((noun_like, base_definite))
    out.append(("more_than_form", lone - base_lone))
    if base[-1] == "ة":
        stays = lemma == base
        if base in lexicon.feminine:
            out.append(("listed_feminine", 1.0 if stays else -1.0))
        if not stays and base[:-1] == lemma:
            out += [
                (f"fem_{_shape(base)}", 1.0),
                ("fem_ratio", max(-3.0, min(3.0, lone - base_lone))),
                ("fem_ratio_definite", max(-3.0, min(3.0, definite - base_definite))),
                ("fem_tanwin", known(lemma + "ا", 0.0)),
                ("fem_plural", max(known(lemma + "ين", 0.0), known(lemma + "ون", 0.0))),
                ("fem_plural_at", known(lemma + "ات", 0.0)),
            ]
    if base.endswith("ات"):
        out.append((f"at_{'ة' if lemma.endswith('ة') else '0' if lemma == base[:-2] else 'other'}", 1.0))
        out.append((f"at_ratio_{lemma.endswith('ة')}", known(base[:-2] + "ة", 0.0) - known(base[:-2], 0.0)))
        if base[:-2] + "ة" in lexicon.feminine:
            out.append(("at_listed", 1.0 if lemma.endswith("ة") else 0.0))
        if lemma == base[:-2]:
            out.append((f"at_{_shape(base[:-2] + 'ة')}", 1.0))
    if lemma == base and base[0] in "يتن" and not article:
        out.append(("verb_prefix_stays", 1.0))
        out.append(("verb_prefix_noun", base_definite))
    return out


def _shape(feminine: str) -> str:
    """Pattern of a noun in ة, as far as it tells adjectives from nouns."""
    stem = feminine[:-1]
    if stem.endswith("ي"):
        return "ya" if len(stem) > 4 else "short_ya"
    if stem[0] == "م" and len(stem) > 3:
        return "m_alif" if "ا" in stem[1:] else "m_waw" if stem[-2] == "و" else "m_t" if stem[1] == "ت" else "m"
    if len(stem) == 4 and stem[1] == "ا":
        return "faail"
    if len(stem) == 4 and stem[2] == "ي":
        return "fail"
    if stem[0] == "ت" and len(stem) == 5 and stem[3] == "ي":
        return "tafil"
    return f"other_{min(len(stem), 5)}"


def choose_lemma(form: str, weights: Mapping[str, float]) -> str:
    """Return the best candidate; the form itself when there is none."""
    if len(form) < 2 or len(form) > LONGEST:
        return form
    function = lemma_lexicon().function.get(form)
    if function:
        return function
    candidates = candidate_lemmas(form)
    if len(candidates) == 1:
        return next(iter(candidates))
    strength, weight = form_strength(), weights.get
    best, best_score = form, float("-inf")
    for lemma, rules in candidates.items():
        total = 0.0
        for name, value in lemma_features(form, lemma, rules, strength):
            total += weight(name, 0.0) * value
        if total > best_score:
            best, best_score = lemma, total
    return best


@lru_cache(maxsize=200_000)
def lemma_of(form: str) -> str:
    """Lemma of a syntactic word, folded.

    Parameters
    ----------
    form
        A word without clitics, in matching form (`fold_text`); the article may stay.

    Returns
    -------
    str
        Singular of a noun, masculine singular of an adjective, third person masculine perfect of a verb; one spelling
        where newspapers have two (أمريكي, أميركي).

    Examples
    --------
    >>> [lemma_of(form) for form in ("الحكومات", "الاقتصادية", "يقولون", "العلماء")]
    ['حكومة', 'اقتصادي', 'قال', 'عالم']
    """
    lemma = choose_lemma(form, lemma_weights())
    return lemma_lexicon().variants.get(lemma, lemma)


@cache
def lemma_weights() -> Mapping[str, float]:
    """Weights of the model, from `lexicons/lemma_weights.yaml`."""
    weights: Mapping[str, float] = load_lexicon("lemma_weights")["weights"]
    return weights


def is_stop(lemma: str) -> bool:
    """Whether a lemma is a function word, a reporting verb's auxiliary or another word without content of its own.

    Examples
    --------
    >>> is_stop("في"), is_stop("حكومة")
    (True, False)
    """
    return len(lemma) < 2 or lemma in _stop_lemmas()


@cache
def _stop_lemmas() -> frozenset[str]:
    lexicon = load_lexicon("stop_words")
    return frozenset(fold_text(word) for group in lexicon.values() for word in group)
