"""Which segments a word can consist of: conjunction, prefix, stem, pronoun.

Words of a closed class are listed in `lexicons/clitics.yaml`; of the legal splits of all others
`taawun.arabic.clitic_model` picks one.
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
        raise ValueError(f"expected conjunction, prefix, stem and suffix in this order, got {plain!r}")
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
    endings = [suffix for suffix in suffixes.get(form[-1], ()) if form.endswith(suffix)]
    make, split = tuple.__new__, Split  # make(split, ...) is Split(...) in a third of the time
    for conjunction in ("", *conjunctions.get(form[0], ())):
        after = form[len(conjunction) :]
        for prefix in ("", *prefixes.get(after[0], ())):
            rest = after[len(prefix) :]
            if prefix == "س" and rest[:1] not in "يتنا":
                continue
            if 2 <= len(rest) < len(form):
                found.append(make(split, (conjunction, prefix, rest, "")))
            for suffix in endings:
                stem = rest.removesuffix(suffix)
                # ة becomes ت before a pronoun, and a definite noun takes none (التزامه has a root that begins with ال).
                if 2 <= len(stem) < len(rest) and stem[-1] != "ة":
                    found.append(make(split, (conjunction, prefix, stem, suffix)))
    return found


def stems_without_prefix(form: str) -> list[str] | None:
    """Stems a folded word has if a pronoun ends it; None where a conjunction or prefix may begin it.

    Examples
    --------
    >>> stems_without_prefix("دعوته"), stems_without_prefix("مدينة"), stems_without_prefix("بدعوته")
    (['دعوت'], [], None)
    """
    conjunctions, prefixes, suffixes = _clitics()
    if form[0] in conjunctions or form[0] in prefixes:
        return None
    return [form.removesuffix(suffix) for suffix in suffixes.get(form[-1], ()) if form.endswith(suffix)]


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
