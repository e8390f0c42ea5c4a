"""Lemmas and stop words of syntactic words.

Rules, a lexicon and a dictionary propose lemmas (`taawun.arabic.lemma_rules`), and a log-linear model picks one by how
well it is attested. It knows the word only, not its context. The weights are in `lexicons/lemma_weights.yaml`, made by
`tools/train_arabic.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from taawun.arabic.clitics import LONGEST
from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import form_strength
from taawun.arabic.lemma_rules import candidate_lemmas, lemma_lexicon
from taawun.arabic.loglinear import Feature, best_scored
from taawun.lexicons import load_lexicon

Known = Callable[[str, float], float]


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


def possible_lemmas(form: str) -> list[str]:
    """Lemmas of which `lemma_of` chooses one: who looks for a lemma that few words have need not let it choose.

    Examples
    --------
    >>> lemma_of("العلماء"), {"عالم", "علماء"} < set(possible_lemmas("العلماء"))
    ('عالم', True)
    """
    variants = lemma_lexicon().variants
    return [variants.get(lemma, lemma) for lemma in _candidates(form)]


def _candidates(form: str) -> Mapping[str, list[str]]:
    """Candidates with the rules that lead to them; the form itself when there is none."""
    if len(form) < 2 or len(form) > LONGEST:
        return {form: []}
    function = lemma_lexicon().function.get(form)
    return {function: []} if function else candidate_lemmas(form) or {form: []}


def choose_lemma(form: str, weights: Mapping[str, float]) -> str:
    """Return the best candidate; the form itself when there is none."""
    candidates = _candidates(form)
    if len(candidates) == 1:
        return next(iter(candidates))
    strength = form_strength()
    return best_scored(
        ((lemma, lemma_features(form, lemma, rules, strength)) for lemma, rules in candidates.items()), weights
    )


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


@cache
def _rule_names(rule: str) -> tuple[str, str, str, str, str]:
    """Names of the features of a rule: made once, since making them takes longer than looking up their weights."""
    kind = rule.partition("_")[0] if rule.startswith(("y_", "i_", "past_")) else "noun"
    noun_like = f"{kind}_noun_like" if kind != "noun" else ""
    return f"{kind}_lone", f"{kind}_definite", f"{kind}_verbal", f"{kind}_known", noun_like


def lemma_features(form: str, lemma: str, rules: list[str], strength: Mapping[str, float]) -> list[Feature]:
    """Features of one candidate: names and values, for a log-linear model.

    Parameters
    ----------
    form, lemma
        The folded word, and a lemma it may have.
    rules
        The rules that lead to it (`taawun.arabic.lemma_rules.candidate_lemmas`).
    strength
        How well attested each form is (`taawun.arabic.frequencies.form_strength`).

    Examples
    --------
    >>> lemma_features("دول", "دولة", ["broken_plurals"], {"دولة": 5.0})[0]
    ('lone', 5.0)
    """
    known: Known = strength.get
    lone, definite = known(lemma, 0.0), known("ال" + lemma, 0.0)
    verbal = max(known(lemma + "ت", 0.0), known(lemma + "وا", 0.0))
    paradigm = lemma_lexicon().paradigm.get(lemma, 0)
    out: list[Feature] = [("lone", lone), ("definite", definite), ("verbal", verbal)]
    if not lone:
        out.append(("unseen", 1.0))
    if len(lemma) < 4:
        out.append((f"length_{len(lemma)}", 1.0))
    if paradigm:
        out += (("lemma_known", 1.0), ("paradigm", min(paradigm, 60) ** 0.5))
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
        out += _feminine_features(base, lemma, lone - base_lone, definite - base_definite, known)
    if base.endswith("ات"):
        out += _plural_features(base[:-2], lemma, known)
    if lemma == base and base[0] in "يتن" and not article:
        out += (("verb_prefix_stays", 1.0), ("verb_prefix_noun", base_definite))
    return out


def _feminine_features(base: str, lemma: str, lone: float, definite: float, known: Known) -> list[Feature]:
    """Whether a noun keeps its ة or is the feminine of an adjective; `lone`, `definite`: how much commoner the lemma is."""
    out: list[Feature] = []
    if base in lemma_lexicon().feminine:
        out.append(("listed_feminine", 1.0 if lemma == base else -1.0))
    if lemma == base[:-1]:
        out += (
            (f"fem_{_shape(base)}", 1.0),
            ("fem_ratio", max(-3.0, min(3.0, lone))),
            ("fem_ratio_definite", max(-3.0, min(3.0, definite))),
            ("fem_tanwin", known(lemma + "ا", 0.0)),
            ("fem_plural", max(known(lemma + "ين", 0.0), known(lemma + "ون", 0.0))),
            ("fem_plural_at", known(lemma + "ات", 0.0)),
        )
    return out


def _plural_features(stem: str, lemma: str, known: Known) -> list[Feature]:
    """Whether the singular of a plural in ات has a ة."""
    feminine, keeps = stem + "ة", lemma.endswith("ة")
    out: list[Feature] = [
        (f"at_{'ة' if keeps else '0' if lemma == stem else 'other'}", 1.0),
        (f"at_ratio_{keeps}", known(feminine, 0.0) - known(stem, 0.0)),
    ]
    if feminine in lemma_lexicon().feminine:
        out.append(("at_listed", 1.0 if keeps else 0.0))
    if lemma == stem:
        out.append((f"at_{_shape(feminine)}", 1.0))
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
