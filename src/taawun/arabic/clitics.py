"""Which segments a word consists of: conjunction, prefix, stem, pronoun.

Every legal split of a word type is scored by a log-linear model over what is known about its parts without context:
how common the stem, the whole word and their relatives are (`taawun.arabic.frequencies`), which clitics are taken off,
and whether the stem looks like the kind of word that takes them. The weights are in `lexicons/clitic_weights.yaml`, made
by `tools/train_arabic.py`; words of a closed class are listed in `lexicons/clitics.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import form_strength
from taawun.lexicons import load_lexicon

_LETTERS_ONLY = re.compile("[\u0621-\u063a\u0641-\u064a]+")
# Longer words are not words; they are left whole, so that a line without spaces costs nothing.
LONGEST = 24


class Split(NamedTuple):
    """One analysis of a folded word; the parts join to the word.

    Attributes
    ----------
    conjunction, prefix, stem, suffix
        Parts as written; empty where there is none.
    """

    conjunction: str
    prefix: str
    stem: str
    suffix: str

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts that are not empty."""
        return tuple(part for part in self if part)


class Closed(NamedTuple):
    """The closed classes of `lexicons/clitics.yaml`, ready for lookup."""

    fixed: Mapping[str, Split]
    names: frozenset[str]
    whole: frozenset[str]


@cache
def closed_classes() -> Closed:
    """Read the words whose analysis is known, and the names that are never split."""
    lexicon = load_lexicon("clitics")
    fixed: dict[str, Split] = {}
    for host in lexicon["hosts"]:
        for pronoun in lexicon["pronouns"]:
            for prefix in ("", "ب") if host == "ان" else ("",):
                fixed[prefix + host + pronoun] = Split("", prefix, host, pronoun)
    for plain in lexicon["fixed"]:
        split = parse_split(plain)
        fixed["".join(split)] = split
    for whole in (*lexicon["whole"], *_names()):
        fixed[whole] = Split("", "", whole, "")
        fixed.setdefault("ال" + whole, Split("", "", "ال" + whole, ""))
    for plain in list(fixed):
        split = fixed[plain]
        for conjunction in lexicon["conjunctions"]:
            if not split.conjunction:
                fixed.setdefault(conjunction + plain, split._replace(conjunction=conjunction))
    for plain in lexicon["exactly"]:
        split = parse_split(plain)
        fixed["".join(split)] = split
    return Closed(fixed, _names(), frozenset(article + whole for whole in lexicon["whole"] for article in ("", "ال")))


def parse_split(plain: str) -> Split:
    """Read an analysis written with + between its parts (و+ب+سلام+هم).

    Examples
    --------
    >>> parse_split("و+ل+وزير+هم")
    Split(conjunction='و', prefix='ل', stem='وزير', suffix='هم')
    """
    lexicon = load_lexicon("clitics")
    parts = plain.split("+")
    conjunction = parts.pop(0) if len(parts) > 1 and parts[0] in lexicon["conjunctions"] else ""
    prefix = parts.pop(0) if len(parts) > 1 and parts[0] in lexicon["prefixes"] else ""
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in lexicon["suffixes"] else ""
    if len(parts) != 1:
        raise ValueError(f"{plain!r} is no analysis: conjunction, prefix, stem and suffix, in this order")
    return Split(conjunction, prefix, parts[0], suffix)


@cache
def _names() -> frozenset[str]:
    names = {fold_text(name) for group in load_lexicon("names").values() for name in group}
    states = load_lexicon("states")["states"]
    for state in states.values():
        for phrase in (*state.get("names", ()), *state.get("seats", ()), *state.get("demonyms", ())):
            names.update(word for word in fold_text(phrase).split() if not word.startswith("ال"))
    return frozenset(names)


@cache
def _clitics() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Conjunctions and prefixes by their first letter, suffixes by their last."""
    lexicon = load_lexicon("clitics")
    tables: list[dict[str, tuple[str, ...]]] = [{}, {}, {}]
    for table, name, at in zip(tables, ("conjunctions", "prefixes", "suffixes"), (0, 0, -1), strict=True):
        for clitic in lexicon[name]:
            table[clitic[at]] = (*table.get(clitic[at], ()), clitic)
    return tables[0], tables[1], tables[2]


def candidate_splits(form: str) -> list[Split]:
    """Every legal analysis of a folded word, the unsplit one first."""
    found = [Split("", "", form, "")]
    if not 2 < len(form) <= LONGEST or not _LETTERS_ONLY.fullmatch(form):
        return found
    conjunctions, prefixes, suffixes = _clitics()
    for conjunction in ("", *conjunctions.get(form[0], ())):
        after = form[len(conjunction) :]
        for prefix in ("", *prefixes.get(after[0], ())):
            rest = after[len(prefix) :]
            if prefix == "س" and rest[:1] not in "يتنا":
                continue
            if len(rest) >= 2 and len(rest) < len(form):
                found.append(Split(conjunction, prefix, rest, ""))
            for suffix in suffixes.get(form[-1], ()):
                stem = rest.removesuffix(suffix)
                # ة becomes ت before a pronoun, and a definite noun takes none (التزامه has a root that begins with ال).
                if 2 <= len(stem) < len(rest) and stem[-1] != "ة":
                    found.append(Split(conjunction, prefix, stem, suffix))
    return found


# How the last letter of a word may be written when a pronoun follows it: to the letter, what it may stand for.
_BEFORE_PRONOUN = {
    "ت": ("ة",),
    "ا": ("ي", "ان"),
    "ئ": ("ء", "ا"),
    "ؤ": ("ء", "ا"),
    "و": ("وا", "ون"),
    "ي": ("ين",),
}


class _Names(NamedTuple):
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
def _feature_names(clitic: str, suffix: bool = False) -> _Names:
    return _Names(f"suffix_{clitic}" if suffix else clitic, *(f"{clitic}_{field}" for field in _Names._fields[1:]))


Feature = tuple[str, float]


def split_features(split: Split, form: str, strength: Mapping[str, float]) -> list[Feature]:
    """Features of one analysis of `form`: names and values, for a log-linear model.

    Parameters
    ----------
    split, form
        The analysis and the folded word it is of.
    strength
        How well attested each form is (`taawun.arabic.frequencies.form_strength`).
    """
    conjunction, prefix, stem, suffix = split
    known, (_, names, listed) = strength.get, closed_classes()
    whole = stem == form
    lone = attested = known(stem, 0.0)
    if prefix == "ل" and stem[0] == "ل":
        lone = max(lone, known("ا" + stem, 0.0))
    if suffix:
        for ending in _BEFORE_PRONOUN.get(stem[-1], ()):
            lone = max(lone, known(stem[:-1] + ending, 0.0))
    article = stem[:2] == "ال" and len(stem) > 3
    bare = stem[:-1] + "ة" if suffix and stem[-1] == "ت" else stem
    nominal = lone if article else known("ال" + bare, 0.0)
    at_most = min(nominal, lone)
    out = [("stem", lone), ("nominal", at_most), ("nominal_more", max(0.0, nominal - lone))]
    if not suffix:
        verbal = min(lone, max(known(stem + "ت", 0.0), known(stem + "وا", 0.0), known("ي" + stem, 0.0)))
        out.append(("verbal", verbal))
        if len(stem) == 3:
            out.append(("verbal_3", verbal))
    # No clitic stands before و and ف but و itself, and none before another of ب ل ك س: where one does, the letter
    # belongs to the stem (ووزير, لبنك).
    if not prefix and stem[0] in "بلكس":
        out.append(("after_prefix", max(known("ب" + stem, 0.0), known("ل" + stem, 0.0))))
    elif not conjunction and not prefix and stem[0] in "وف":
        out.append(("after_waw", known("و" + stem, 0.0)))
        out.append(("after_prefix", max(known("ب" + stem, 0.0), known("ل" + stem, 0.0))))
    if not lone:
        out.append(("unseen", 1.0))
    if len(stem) < 4:
        out.append(("length_2" if len(stem) == 2 else "length_3", 1.0))
    if stem in names:
        out.append(("name", 1.0))
    if stem in listed or (prefix == "ل" and "ا" + stem in listed):
        out.append(("listed", 1.0))
    if whole:
        out.append(("whole", 1.0))
        out.append(("whole_stem", lone))
        if lone > 4:
            out.append(("whole_common", lone - 4))
        return out
    of_whole = known(form, 0.0)
    short = len(stem) < 4
    if conjunction or prefix:
        out.append((f"take:{conjunction}{prefix}", 1.0))
    for clitic in (conjunction, prefix):
        if clitic:
            of = _feature_names(clitic)
            out += ((of.here, 1.0), (of.stem, lone), (of.whole, of_whole))
            if not lone:
                out.append((of.unseen, 1.0))
            if short:
                out.append((of.length_2 if len(stem) == 2 else of.length_3, 1.0))
            if stem in names:
                out.append((of.name, 1.0))
    if prefix:
        of = _feature_names(prefix)
        if article:
            out.append((of.article, 1.0))
        if prefix == "ل" and stem[0] == "ل":
            out.append(("double_lam", 1.0))
        if stem[0] == "ي" and len(stem) > 2:
            out.append((of.ya, 1.0))
        elif stem[0] in "يتن" and len(stem) > 3:
            out.append((of.imperfect, 1.0))
        out.append((of.nominal, at_most))
        out.append((of.others, max([known(other + stem, 0.0) for other in "بلك" if other != prefix])))
        if conjunction:
            # The word without its conjunction, whole: وبنك is و + بنك.
            out.append((of.under, known(form[1:], 0.0)))
    if suffix:
        of = _feature_names(suffix, suffix=True)
        family = [known(stem + other, 0.0) for other in ("ه", "ها", "هم", "نا") if other != suffix]
        out += (
            (of.here, 1.0),
            (of.stem, lone),
            (of.whole, of_whole),
            (of.family, max(family)),
            ("family_size", sum([value > 0 for value in family]) / 2),
            (of.nominal, at_most),
            (of.past, known(stem + "وا", 0.0)),
        )
        if stem[:2] == "ال":
            out.append(("article_suffix", 1.0))
            out.append(("article_suffix_bare", known(stem[2:], 0.0)))
        if not lone:
            out.append((of.unseen, 1.0))
        if short:
            out.append((of.length_2 if len(stem) == 2 else of.length_3, 1.0))
        if stem[-1] == "ت":
            out.append((of.t, known(stem[:-1] + "ة", 0.0) - attested))
        if stem[0] in "يتنا":
            out.append((of.imperfect, 1.0))
        if prefix or conjunction:
            out.append((of.after, 1.0))
    return out


def analyse_form(form: str, strength: Mapping[str, float], weights: Mapping[str, float]) -> Split:
    """Return the best analysis of a folded word: the listed one, else the one that scores highest."""
    listed = closed_classes().fixed.get(form)
    if listed:
        return listed
    splits = candidate_splits(form)
    if len(splits) == 1:
        return splits[0]
    best, best_score, weight = splits[0], float("-inf"), weights.get
    for split in splits:
        total = 0.0
        for name, value in split_features(split, form, strength):
            total += weight(name, 0.0) * value
        if total > best_score:
            best, best_score = split, total
    return best


def restore_article(prefix: str, stem: str) -> str:
    """Write the article out that ل swallows: the stem of للحكومة is لحكومة as written, الحكومة as a word.

    Examples
    --------
    >>> restore_article("ل", "لحكومة"), restore_article("ل", "لقاء"), restore_article("ب", "لحكومة")
    ('الحكومة', 'لقاء', 'لحكومة')
    """
    if prefix != "ل" or stem[0] != "ل" or len(stem) < 3:
        return stem
    known = form_strength().get
    # A word that itself begins with ل (لقاء) is better attested bare than what is left without its ل.
    return "ا" + stem if known("ا" + stem, 0.0) > known(stem, 0.0) else stem


def has_article(word: str) -> bool:
    """Whether a word begins with the article, not with a root of its own (التزام).

    Examples
    --------
    >>> has_article("الحكومة"), has_article("التزام"), has_article("الذي")
    (True, False, False)
    """
    if not word.startswith("ال") or len(word) < 4 or word in _relatives():
        return False
    strength = form_strength()
    # The bare word may be a hundred times rarer, not more (strengths are hundredths: no rounding at the border).
    return "ال" + word not in strength and strength.get(word[2:], 0.0) > strength.get(word, 0.0) - 1.995


@cache
def _relatives() -> frozenset[str]:
    words = load_lexicon("lemmas")["function_words"]
    return frozenset([*words, *(form for forms in words.values() for form in forms)])


@cache
def clitic_weights() -> Mapping[str, float]:
    """Weights of the model, from `lexicons/clitic_weights.yaml`."""
    weights: Mapping[str, float] = load_lexicon("clitic_weights")["weights"]
    return weights
