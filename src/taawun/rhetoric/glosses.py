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


@cache
def office_glosses() -> Mapping[str, str]:
    """Map folded offices to English."""
    return MappingProxyType({fold_text(word): gloss for word, gloss in load_lexicon("glosses")["offices"].items()})


def state_gloss(code: str) -> str:
    """English name of a state by its ISO code, from Unicode CLDR; the code itself when it is unknown.

    Examples
    --------
    >>> state_gloss("IR"), state_gloss("??")
    ('Iran', '??')
    """
    from babel import Locale

    return str(Locale("en").territories.get(code, code))


def gloss_speaker(speaker: Any, office: Any = None, state: Any = None) -> str:
    """Return a speaker for readers without Arabic: the name in Latin letters, office and state where they are known.

    Anything but text counts as unknown (tables hold None and nan).

    Examples
    --------
    >>> gloss_speaker("وزير الخارجية", None, "TR")
    'foreign minister (Türkiye)'
    """
    from taawun.statements.names import romanize_name

    if not isinstance(speaker, str):
        return ""
    office, state = (value if isinstance(value, str) else "" for value in (office, state))
    offices = office_glosses()
    # The longest office that the words begin with; what follows it is state or name.
    title = next((offices[key] for key in _longest_first() if fold_text(office or speaker).startswith(key)), "")
    name = title if title and not office else romanize_name(speaker)
    about = ", ".join(part for part in (title if office else "", state_gloss(state) if state else "") if part)
    return f"{name} ({about})" if about else name


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(office_glosses(), key=lambda key: (-len(key), key)))
