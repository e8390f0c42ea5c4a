"""Which of its legal splits a word has: a log-linear model over what is known about the parts without context.

How common the stem, the whole word and their relatives are (`taawun.arabic.frequencies`), which clitics are taken off,
and whether the stem looks like the kind of word that takes them. The weights are in `lexicons/clitic_weights.yaml`, made
by `tools/train_arabic.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache

from taawun.arabic.clitics import Split, candidate_splits, closed_classes
from taawun.arabic.frequencies import form_strength
from taawun.arabic.loglinear import Feature, best_scored
from taawun.lexicons import load_lexicon

Known = Callable[[str, float], float]


def analyse_form(form: str, strength: Mapping[str, float], weights: Mapping[str, float]) -> Split:
    """Return the best analysis of a folded word: the listed one, else the one that scores highest."""
    listed = closed_classes().fixed.get(form)
    if listed:
        return listed
    splits = candidate_splits(form)
    if len(splits) == 1:
        return splits[0]
    return best_scored([(split, split_features(split, form, strength)) for split in splits], weights)


@cache
def clitic_weights() -> Mapping[str, float]:
    """Weights of the model, from `lexicons/clitic_weights.yaml`."""
    weights: Mapping[str, float] = load_lexicon("clitic_weights")["weights"]
    return weights


def split_form(form: str) -> Split:
    """Return the best analysis of a folded word, with the general vocabulary; who asks keeps what he makes of it.

    Examples
    --------
    >>> split_form("ولوزيرهم").segments
    ('و', 'ل', 'وزير', 'هم')
    """
    return analyse_form(form, form_strength(), clitic_weights())


# How the last letter of a word may be written when a pronoun follows it: to the letter, what it may stand for.
_BEFORE_PRONOUN = {
    "ت": ("ة",),
    "ا": ("ي", "ان"),
    "ئ": ("ء", "ا"),
    "ؤ": ("ء", "ا"),
    "و": ("وا", "ون"),
    "ي": ("ين",),
}


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of the features of one clitic: made once, since making them takes longer than looking up their weights."""

    here: str
    stem: str
    whole: str
    unseen: str
    length_2: str
    length_3: str
    name: str
    article: str
    ya: str
    imperfect: str
    nominal: str
    others: str
    under: str
    family: str
    past: str
    t: str
    after: str


@cache
def _feature_names(clitic: str, here: str) -> _Names:
    return _Names(here, *(f"{clitic}_{field.name}" for field in fields(_Names)[1:]))


def split_features(split: Split, form: str, strength: Mapping[str, float]) -> list[Feature]:
    """Features of one analysis of `form`: names and values, for a log-linear model.

    Parameters
    ----------
    split, form
        The analysis and the folded word it is of.
    strength
        How well attested each form is (`taawun.arabic.frequencies.form_strength`).

    Examples
    --------
    >>> split_features(Split("و", "", "قال", ""), "وقال", {"قال": 5.0})[0]
    ('stem', 5.0)
    """
    known: Known = strength.get
    conjunction, prefix, stem, suffix = split
    attested, lone = _attest_stem(split, known)
    noun = stem[:-1] + "ة" if suffix and stem[-1] == "ت" else stem
    nominal = lone if _begins_definite(stem) else known("ال" + noun, 0.0)
    out = _stem_features(split, lone, nominal, known)
    if stem == form:
        out += (("whole", 1.0), ("whole_stem", lone))
        if lone > 4:
            out.append(("whole_common", lone - 4))
        return out
    of_whole = known(form, 0.0)
    if conjunction or prefix:
        out.append((f"take:{conjunction}{prefix}", 1.0))
    for clitic in (conjunction, prefix):
        if clitic:
            of = _feature_names(clitic, clitic)
            out += ((of.here, 1.0), (of.stem, lone), (of.whole, of_whole))
            if not lone or len(stem) < 4:
                out += _doubts(stem, lone, of)
            if stem in closed_classes().names:
                out.append((of.name, 1.0))
    if prefix:
        out += _prefix_features(split, min(nominal, lone), form, known)
    if suffix:
        out += _suffix_features(split, (attested, lone, min(nominal, lone), of_whole), known)
    return out


def _begins_definite(text: str) -> bool:
    return text[:2] == "ال" and len(text) > 3


def _attest_stem(split: Split, known: Known) -> tuple[float, float]:
    """How well a stem is attested: as written, and it or what it may stand for before a pronoun or after ل."""
    _, prefix, stem, suffix = split
    lone = attested = known(stem, 0.0)
    if prefix == "ل" and stem[0] == "ل":
        lone = max(lone, known("ا" + stem, 0.0))
    if suffix:
        for ending in _BEFORE_PRONOUN.get(stem[-1], ()):
            lone = max(lone, known(stem[:-1] + ending, 0.0))
    return attested, lone


def _stem_features(split: Split, lone: float, nominal: float, known: Known) -> list[Feature]:
    """Features of the stem alone, whatever stands before and after it; `nominal` is how well it is attested with ال."""
    (conjunction, prefix, text, suffix), classes = split, closed_classes()
    out = [("stem", lone), ("nominal", min(nominal, lone))]
    if nominal > lone:
        out.append(("nominal_more", nominal - lone))
    if lone and not suffix:
        verbal = min(lone, max(known(text + "ت", 0.0), known(text + "وا", 0.0), known("ي" + text, 0.0)))
        out.append(("verbal", verbal))
        if len(text) == 3:
            out.append(("verbal_3", verbal))
    if text[0] in "بلكسوف" and not prefix:
        out += _first_letter_features(conjunction, text, known)
    if not lone:
        out.append(("unseen", 1.0))
    if len(text) < 4:
        out.append(("length_2" if len(text) == 2 else "length_3", 1.0))
    if text in classes.names:
        out.append(("name", 1.0))
    if text in classes.whole or (prefix == "ل" and "ا" + text in classes.whole):
        out.append(("listed", 1.0))
    return out


def _first_letter_features(conjunction: str, text: str, known: Known) -> list[Feature]:
    """Whether a first letter that looks like a clitic belongs to the stem.

    No clitic stands before و and ف but و itself, and none before another of ب ل ك س: where one does elsewhere, the letter
    is the stem's (ووزير, لبنك).
    """
    after_prefix = "after_prefix", max(known("ب" + text, 0.0), known("ل" + text, 0.0))
    if text[0] in "بلكس":
        return [after_prefix]
    return [] if conjunction else [("after_waw", known("و" + text, 0.0)), after_prefix]


def _doubts(text: str, lone: float, of: _Names) -> list[Feature]:
    """Doubts about a clitic: a stem that is not attested, or a short one."""
    out = [] if lone else [(of.unseen, 1.0)]
    if len(text) < 4:
        out.append((of.length_2 if len(text) == 2 else of.length_3, 1.0))
    return out


def _prefix_features(split: Split, at_most: float, form: str, known: Known) -> list[Feature]:
    conjunction, prefix, text, _ = split
    of = _feature_names(prefix, prefix)
    out = []
    if _begins_definite(text):
        out.append((of.article, 1.0))
    if prefix == "ل" and text[0] == "ل":
        out.append(("double_lam", 1.0))
    if text[0] == "ي" and len(text) > 2:
        out.append((of.ya, 1.0))
    elif text[0] in "يتن" and len(text) > 3:
        out.append((of.imperfect, 1.0))
    out.append((of.nominal, at_most))
    out.append((of.others, max([known(other + text, 0.0) for other in "بلك" if other != prefix])))
    if conjunction:
        # The word without its conjunction, whole: وبنك is و + بنك.
        out.append((of.under, known(form[1:], 0.0)))
    return out


def _suffix_features(split: Split, strengths: tuple[float, float, float, float], known: Known) -> list[Feature]:
    conjunction, prefix, text, suffix = split
    attested, lone, at_most, of_whole = strengths
    of = _feature_names(suffix, f"suffix_{suffix}")
    family = [known(text + other, 0.0) for other in ("ه", "ها", "هم", "نا") if other != suffix]
    out = [
        (of.here, 1.0),
        (of.stem, lone),
        (of.whole, of_whole),
        (of.family, max(family)),
        ("family_size", sum([value > 0 for value in family]) / 2),
        (of.nominal, at_most),
        (of.past, known(text + "وا", 0.0)),
    ]
    if text[:2] == "ال":
        out += (("article_suffix", 1.0), ("article_suffix_bare", known(text[2:], 0.0)))
    out += _doubts(text, lone, of)
    if text[-1] == "ت":
        out.append((of.t, known(text[:-1] + "ة", 0.0) - attested))
    if text[0] in "يتنا":
        out.append((of.imperfect, 1.0))
    if prefix or conjunction:
        out.append((of.after, 1.0))
    return out
