"""Which articles of a corpus belong to a study."""

from __future__ import annotations

import re
from functools import cache

from taawun.arabic import fold_text
from taawun.corpus.cleaning import mask_removed
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon
from taawun.study import CorpusSettings, Study
from taawun.tables import Row

LEFT_OUT = ("minimum_words", "dates", "outlets", "states", "office_holder")
"""Settings that leave articles out, in the order they are asked."""

#: written proclitics of a name without the article, and of one with it (ال may have merged with ل)
_PROCLITICS = "[وف]?[بلك]?"
_DEFINITE = "(?:[وف]?(?:ال|بال|كال|لل))"
_ENDINGS = "(?:ة|ون|ين|ات|ان|تان|تين)?"
BETWEEN = 4
"""Words between an office and the state it belongs to, at most."""


def check_filters(study: Study) -> None:
    """Refuse a study whose filters name a state that is in no lexicon.

    Raises
    ------
    TaawunError
        Names the study file and the state.
    """
    for code in study.corpus.filters.states:
        if code not in load_lexicon("states")["states"]:
            raise TaawunError(
                f"the state {code!r} is not in lexicons/states.yaml",
                "write its ISO 3166 code, or add it there",
                file=study.path,
                field="corpus.filters.states",
            )


def left_out_by(row: Row, settings: CorpusSettings) -> str | None:
    """Name of the first setting that leaves an article out, None when it belongs to the study.

    An article without a date passes the dates; the words it mentions are looked for outside its removed spans.

    Examples
    --------
    >>> settings = CorpusSettings.model_validate({"folder": "data/x", "filters": {"states": ["IR", "TR"]}})
    >>> row = {"text": "زار الوزير التركي طهران", "removed": [], "n_words": 4, "date": None, "outlet": "a"}
    >>> left_out_by(row, settings) is None, left_out_by(row | {"text": "زار طهران"}, settings)
    (True, 'states')
    """
    filters = settings.filters
    if row["n_words"] < settings.minimum_words:
        return "minimum_words"
    if row["date"] and (
        (filters.since and row["date"] < filters.since) or (filters.until and row["date"] > filters.until)
    ):
        return "dates"
    if filters.outlets and row["outlet"] not in filters.outlets:
        return "outlets"
    if not filters.states and not filters.office_holder:
        return None
    text = fold_text(mask_removed(row["text"], row["removed"]))
    if not all(state_expression(code).search(text) for code in filters.states):
        return "states"
    if filters.office_holder and not mentions_office(text, tuple(filters.states)):
        return "office_holder"
    return None


@cache
def state_expression(code: str) -> re.Pattern[str]:
    """Expression that finds a state in folded text: its names, its seats, and its definite demonyms.

    Indefinite demonyms are left out: they are personal names too often (تركي, مصري), and an article on a state's
    affairs has the definite ones.

    Raises
    ------
    KeyError
        No such state in lexicons/states.yaml.
    """
    return re.compile(rf"(?<!\w)(?:{_state_pattern(code)})(?!\w)")


def _state_pattern(code: str) -> str:
    from babel import Locale

    entry = load_lexicon("states")["states"][code]
    names = [*entry.get("names", ()), *entry.get("seats", ())]
    cldr = Locale("ar").territories.get(code)
    if cldr and entry.get("cldr", True) and not entry.get("homograph"):
        names.append(cldr)
    patterns = []
    for name in sorted({" ".join(fold_text(name).split()) for name in names}, key=lambda name: (-len(name), name)):
        words = r"\s+".join(re.escape(word) for word in name.split())
        definite = words.startswith("ال")
        patterns.append(_PROCLITICS + words + (f"|[وف]?لل{words[2:]}" if definite else ""))
    for demonym in entry.get("demonyms", ()):
        inflected = (re.escape(part) + _ENDINGS for part in fold_text(demonym).split())
        patterns.append(r"\s+".join(_DEFINITE + part for part in inflected))
    return "|".join(patterns)


@cache
def _office_expression(states: tuple[str, ...]) -> re.Pattern[str]:
    offices = "|".join(sorted(re.escape(fold_text(word)) for word in load_lexicon("selection")["offices"]))
    office = rf"(?<!\w)[وف]?[بلك]?(?:ال)?(?:{offices})(?!\w)"
    if not states:
        return re.compile(office)
    of_state = "|".join(_state_pattern(code) for code in states)
    return re.compile(rf"{office}(?:\W+\w+){{0,{BETWEEN}}}?\W+(?:{of_state})(?!\w)")


def mentions_office(text: str, states: tuple[str, ...] = ()) -> bool:
    """Whether a folded text has an office of one of the states, or any office when no state is given.

    Examples
    --------
    >>> mentions_office(fold_text("وزير الخارجية التركي"), ("TR",)), mentions_office(fold_text("رئيس النادي"), ("TR",))
    (True, False)
    """
    return _office_expression(states).search(text) is not None
