"""Which segments a word consists of: conjunction, prefix, stem, pronoun.

Every legal split of a word type is scored by a log-linear model over what is known about its parts without context:
how common the stem, the whole word and their relatives are (`taawun.arabic.frequencies`), which clitics are taken off,
and whether the stem looks like the kind of word that takes them. The weights are in `lexicons/clitic_weights.yaml`, made
by `tools/train_clitics.py`; words of a closed class are listed in `lexicons/clitics.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from taawun.arabic.fold import fold_text
from taawun.arabic.frequencies import UNSEEN, form_rarity
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


def candidate_splits(form: str) -> Iterator[Split]:
    """Every legal analysis of a folded word, the unsplit one first."""
    lexicon = load_lexicon("clitics")
    yield Split("", "", form, "")
    if not 2 < len(form) <= LONGEST or not _LETTERS_ONLY.fullmatch(form):
        return
    for conjunction in ("", *lexicon["conjunctions"]):
        if not form.startswith(conjunction):
            continue
        after = form[len(conjunction) :]
        for prefix in ("", *lexicon["prefixes"]):
            if not after.startswith(prefix):
                continue
            rest = after[len(prefix) :]
            if prefix == "س" and rest[:1] not in "يتنا":
                continue
            for suffix in ("", *lexicon["suffixes"]):
                stem = rest.removesuffix(suffix) if suffix else rest
                if suffix and len(stem) == len(rest):
                    continue
                # ة becomes ت before a pronoun, and a definite noun takes none (التزامه has a root that begins with ال).
                if len(stem) >= 2 and stem != form and not (suffix and stem[-1] == "ة"):
                    yield Split(conjunction, prefix, stem, suffix)


def underlying_stems(split: Split) -> Iterator[str]:
    """Forms that a stem may have when it stands alone: its ending and article are written differently inside a word."""
    _, prefix, stem, suffix = split
    yield stem
    if prefix == "ل" and stem.startswith("ل"):
        yield "ا" + stem
    if suffix:
        last, before = stem[-1], stem[:-1]
        if last == "ت":
            yield before + "ة"
        elif last == "ا":
            yield before + "ي"
            yield before + "ان"
        elif last in "ئؤ":
            yield before + "ء"
            yield before + "ا"
        elif last == "و":
            yield stem + "ا"
            yield stem + "ن"
        elif last == "ي":
            yield stem + "ن"


Feature = tuple[str, float]


class Evidence:
    """What is known about folded words, and the features of a split that follow from it.

    Parameters
    ----------
    observed
        Rarity of a corpus's own forms (`taawun.arabic.frequencies.observed_rarity`), used before the general list.
    """

    def __init__(self, observed: Mapping[str, int] | None = None) -> None:
        self.observed = observed or {}
        self.general = form_rarity()

    def strength(self, form: str) -> float:
        """How well attested a form is: 0 for never seen, about 6 for the commonest words."""
        found = self.observed.get(form) if self.observed else None
        return (UNSEEN - (self.general.get(form, UNSEEN) if found is None else found)) / 100

    def features(self, split: Split, form: str) -> list[Feature]:
        """Features of one analysis of `form`: names and values, for a log-linear model."""
        conjunction, prefix, stem, suffix = split
        strength, (_, names, listed) = self.strength, closed_classes()
        whole = stem == form
        lone = strength(stem) if whole else max(strength(s) for s in underlying_stems(split))
        article = stem.startswith("ال") and len(stem) > 3
        nominal = lone if article else strength("ال" + (stem if not suffix else _bare_ending(stem)))
        out = [("stem", lone), ("nominal", min(nominal, lone)), ("nominal_more", max(0.0, nominal - lone))]
        if not suffix:
            verbal = min(lone, max(strength(stem + "ت"), strength(stem + "وا"), strength("ي" + stem)))
            out.append(("verbal", verbal))
            if len(stem) == 3:
                out.append(("verbal_3", verbal))
        # No clitic stands before و and ف but و itself, and none before another of ب ل ك س: where one does, the letter
        # belongs to the stem (ووزير, لبنك).
        if not prefix and stem[0] in "بلكس":
            out.append(("after_prefix", max(strength("ب" + stem), strength("ل" + stem))))
        elif not conjunction and not prefix and stem[0] in "وف":
            out.append(("after_waw", strength("و" + stem)))
            out.append(("after_prefix", max(strength("ب" + stem), strength("ل" + stem))))
        if not lone:
            out.append(("unseen", 1.0))
        if len(stem) < 4:
            out.append((f"length_{len(stem)}", 1.0))
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
        of_whole = strength(form)
        taken = ("و" if conjunction == "و" else "ف" if conjunction else "") + prefix
        if taken:
            out.append((f"take:{taken}", 1.0))
        for clitic in (conjunction, prefix):
            if clitic:
                out.append((f"{clitic}", 1.0))
                out.append((f"{clitic}_stem", lone))
                out.append((f"{clitic}_whole", of_whole))
                if not lone:
                    out.append((f"{clitic}_unseen", 1.0))
                if len(stem) < 4:
                    out.append((f"{clitic}_length_{len(stem)}", 1.0))
                if stem in names:
                    out.append((f"{clitic}_name", 1.0))
        if prefix:
            if article:
                out.append((f"{prefix}_article", 1.0))
            if prefix == "ل" and stem[0] == "ل":
                out.append(("double_lam", 1.0))
            imperfect = stem[0] in "يتن" and len(stem) > 3
            if stem[0] == "ي" and len(stem) > 2:
                out.append((f"{prefix}_ya", 1.0))
            elif imperfect:
                out.append((f"{prefix}_imperfect", 1.0))
            out.append((f"{prefix}_nominal", min(nominal, lone)))
            others = [strength(other + stem) for other in "بلك" if other != prefix]
            out.append((f"{prefix}_others", max(others)))
            if conjunction:
                # The word without its conjunction, whole: وبنك is و + بنك.
                out.append((f"{prefix}_under", strength(form[1:])))
        if suffix:
            family = [strength(stem + other) for other in ("ه", "ها", "هم", "نا") if other != suffix]
            out += [
                (f"suffix_{suffix}", 1.0),
                (f"{suffix}_stem", lone),
                (f"{suffix}_whole", of_whole),
                (f"{suffix}_family", max(family)),
                ("family_size", sum(value > 0 for value in family) / 2),
                (f"{suffix}_nominal", min(nominal, lone)),
                (f"{suffix}_past", strength(stem + "وا")),
            ]
            if stem.startswith("ال"):
                out.append(("article_suffix", 1.0))
                out.append(("article_suffix_bare", strength(stem[2:])))
            if not lone:
                out.append((f"{suffix}_unseen", 1.0))
            if len(stem) < 4:
                out.append((f"{suffix}_length_{len(stem)}", 1.0))
            if stem[-1] == "ت":
                out.append((f"{suffix}_t", strength(stem[:-1] + "ة") - strength(stem)))
            if stem[0] in "يتنا":
                out.append((f"{suffix}_imperfect", 1.0))
            if prefix or conjunction:
                out.append((f"{suffix}_after", 1.0))
        return out


def _bare_ending(stem: str) -> str:
    return stem[:-1] + "ة" if stem[-1] == "ت" else stem


def analyse_form(form: str, evidence: Evidence, weights: Mapping[str, float]) -> Split:
    """Return the best analysis of a folded word: the listed one, else the one that scores highest."""
    listed = closed_classes().fixed.get(form)
    if listed:
        return listed
    splits = list(candidate_splits(form))
    if len(splits) == 1:
        return splits[0]

    best, best_score, weight = splits[0], float("-inf"), weights.get
    for split in splits:
        total = 0.0
        for name, value in evidence.features(split, form):
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
    rarity = form_rarity()
    # A word that itself begins with ل (لقاء) is better attested bare than what is left without its ل.
    return "ا" + stem if rarity.get("ا" + stem, UNSEEN) < rarity.get(stem, UNSEEN) else stem


def has_article(word: str) -> bool:
    """Whether a word begins with the article, not with a root of its own (التزام).

    Examples
    --------
    >>> has_article("الحكومة"), has_article("التزام"), has_article("الذي")
    (True, False, False)
    """
    if not word.startswith("ال") or len(word) < 4 or word in _relatives():
        return False
    rarity = form_rarity()
    return "ال" + word not in rarity and rarity.get(word[2:], UNSEEN) < rarity.get(word, UNSEEN) + 200


@cache
def _relatives() -> frozenset[str]:
    words = load_lexicon("lemmas")["function_words"]
    return frozenset([*words, *(form for forms in words.values() for form in forms)])


@cache
def clitic_weights() -> Mapping[str, float]:
    """Weights of the model, from `lexicons/clitic_weights.yaml`."""
    weights: Mapping[str, float] = load_lexicon("clitic_weights")["weights"]
    return weights
