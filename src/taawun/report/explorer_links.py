"""Addresses within a report: any number can lead to exactly its statements in the explorer."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from taawun.lexicons import load_lexicon

FILTERS = (
    *("id", "of", "q", "from", "to", "sort", "view"),
    *("side", "speaker", "state", "target", "stance", "field", "frame", "topic", "act", "outlet", "named"),
)
"""What an address may ask for, in the order in which addresses name it."""


def explorer_link(**filters: object) -> str:
    """Address within the report that opens the explorer with these filters.

    Parameters
    ----------
    filters
        Names of `FILTERS` with one value or a list: `id` opens the card of a statement, `of` the statements behind a number
        (`"TABLE.COLUMN.ROW"`), `q` searches, `from_` and `to` are ISO dates; the rest are the explorer's filters.

    Raises
    ------
    ValueError
        There is no such filter.

    Examples
    --------
    >>> explorer_link(side="iran", frame=["ECON", "MIL"])
    '#explore?side=iran&frame=ECON&frame=MIL'
    >>> explorer_link(of="frame-shares.hits.0")
    '#explore?of=frame-shares.hits.0'
    """
    given = {name.rstrip("_"): value for name, value in filters.items()}
    unknown = sorted(set(given) - set(FILTERS))
    if unknown:
        raise ValueError(f"there is no filter {unknown[0]!r}: use {', '.join(FILTERS)}")
    pairs: list[tuple[str, str]] = []
    for name in (name for name in FILTERS if name in given):
        value = given[name]
        pairs += [(name, str(one)) for one in (value if isinstance(value, (list, tuple)) else [value])]
    return "#explore?" + urlencode(pairs)


def say(key: str, language: str) -> str:
    """Words of the explorer in the language of the page: Arabic, or English."""
    return str(load_lexicon("explorer")[key]["ar" if language == "ar" else "en"])


def count_link(count: int, address: str, language: str = "en") -> Markup:
    """Link below a number to its statements; the script uncovers it, since it leads nowhere without."""
    text = say("all_in_explorer", language).replace("{n}", f"{count:,}")
    return Markup('<a class="explore" hidden href="{}">{}</a>').format(address, text)
