"""English beside Arabic: glosses of lemmas, offices and states, and names in Latin letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from taawun.arabic import fold_text
from taawun.lexicons import load_lexicon


@cache
def lemma_glosses() -> Mapping[str, str]:
    """Map folded lemmas to an English word or two; states are among them.

    Examples
    --------
    >>> lemma_glosses()[fold_text("إرهاب")], lemma_glosses()[fold_text("تركيا")]
    ('terrorism', 'Türkiye')
    """
    return MappingProxyType({fold_text(word): gloss for word, gloss in load_lexicon("glosses")["lemmas"].items()})


def gloss_word(glosses: Mapping[str, str], lemma: str, form: str) -> str:
    """Gloss of a word: by its form where that has one of its own (الحدود borders), else by its lemma; else empty.

    Examples
    --------
    >>> glosses = lemma_glosses()
    >>> gloss_word(glosses, "حد", "الحدود"), gloss_word(glosses, "دولة", "الدول"), gloss_word(glosses, "زعفران", "")
    ('borders', 'state', '')
    """
    folded = fold_text(form)
    return glosses.get(folded) or glosses.get(folded.removeprefix("ال")) or glosses.get(lemma, "")


@cache
def office_glosses() -> Mapping[str, str]:
    """Map folded offices to English."""
    return MappingProxyType({fold_text(word): gloss for word, gloss in load_lexicon("glosses")["offices"].items()})


def name_in_text(name: str) -> str:
    """English name as it stands within a sentence: with the article where English wants one.

    Examples
    --------
    >>> name_in_text("United States"), name_in_text("Iran"), name_in_text("Gulf states")
    ('the United States', 'Iran', 'the Gulf states')
    """
    words = name.casefold().split()
    endings = load_lexicon("glosses")["with_article"]
    return f"the {name}" if words and words[0] != "the" and words[-1] in endings else name


def gloss_speaker(speaker: Any, office: Any = None, state: Any = None, *, named: bool = True) -> str:
    """Return a speaker for readers without Arabic: the name in Latin letters, office and state where they are known.

    Anything but text counts as unknown (tables hold None and nan). A phrase without a name and without an office of
    `lexicons/glosses.yaml` gives its state only: spelling it letter by letter would help nobody. Nor would spelling a
    group or an anonymous source (`named` is false).

    Examples
    --------
    >>> gloss_speaker("وزير الخارجية", None, "TR"), gloss_speaker("رئيس الجمهورية حسن روحاني", None, "IR")
    ('foreign minister, Türkiye', 'Hassan Rouhani (president of the republic, Iran)')
    """
    from taawun.names.persons import name_text, parse_speaker, romanize_name
    from taawun.names.states import label_state

    if not isinstance(speaker, str):
        return ""
    office, state = (value if isinstance(value, str) else None for value in (office, state))
    parsed = parse_speaker(speaker, office, state)
    written = f" {fold_text(office or '')} {fold_text(speaker)} "
    title = next((office_glosses()[key] for key in _longest_first() if f" {key} " in written), "")
    about = ", ".join(part for part in (title, label_state(parsed.state) if parsed.state else "") if part)
    if not named or not parsed.key:
        return about
    name = romanize_name(name_text(speaker))
    return f"{name} ({about})" if about else name


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(office_glosses(), key=lambda key: (-len(key), key)))
