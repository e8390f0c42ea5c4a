"""What the columns of a table mean: a mapping belongs to the table it was found in, never to its neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from taawun.lexicons import load_lexicon

HEADER_ROWS = 10
"""First rows of a table among which its header is looked for: a title or a note may stand above it."""


@cache
def known_columns() -> Mapping[str, tuple[str, ...]]:
    """Our column: the names seen for it (lexicons/columns.yaml), in plain letters, the surest first."""
    names = load_lexicon("columns")["columns"]
    return {ours: tuple(dict.fromkeys(plain_name(name) for name in [ours, *theirs])) for ours, theirs in names.items()}


def plain_name(name: object) -> str:
    """Name of a column without case, accents, blanks and hyphens: what is compared.

    Examples
    --------
    >>> plain_name("Date de publication"), plain_name("Média"), plain_name("source-hostname")
    ('datedepublication', 'media', 'sourcehostname')
    """
    letters = unicodedata.normalize("NFKD", str(name))
    return re.sub(r"[\W_]", "", "".join(char for char in letters if not unicodedata.combining(char))).casefold()


def map_columns(
    names: Iterable[str], given: Mapping[str, str], *, known: bool = True, elsewhere: Collection[str] = ()
) -> dict[str, str]:
    """Which of a table's columns is which of ours.

    A column that the study names comes first, then one of our own name, then a known other name.

    Parameters
    ----------
    names
        Columns of the table, or fields of one record of it.
    given
        Our column: their column, as the study says (corpus.columns). It holds for the tables that have such a column.
    known
        Whether known other names are taken (lexicons/columns.yaml).
    elsewhere
        Columns that other records of the same file have: what the study names there is not replaced here.

    Returns
    -------
    dict
        Our column: their column.

    Examples
    --------
    >>> map_columns(["Titre", "Texte", "Journal"], {})
    {'text': 'Texte', 'title': 'Titre', 'outlet': 'Journal'}
    >>> map_columns(["text", "body"], {"text": "body"}), map_columns(["text"], {"text": "body"})
    ({'text': 'body'}, {'text': 'text'})
    """
    names = list(names)
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(plain_name(name), name)
    found = {ours: theirs for ours, theirs in given.items() if theirs in names}
    taken = set(found.values())
    for ours, others in known_columns().items():
        if ours in found or given.get(ours) in elsewhere:
            continue
        wanted = ours if ours in names else next((plain[name] for name in others if known and name in plain), None)
        if wanted is not None and wanted not in taken:
            found[ours] = wanted
            taken.add(wanted)
    return found


def find_header(rows: Sequence[Sequence[object]]) -> int:
    """Position of the header among the first rows of a table: a title may stand above it.

    The row with the most known names, from two on; else the first row with two cells; else the first with any.

    Examples
    --------
    >>> find_header([["Press archive 2017"], [], ["Titre", "Texte"], ["a", "b"]])
    2
    """
    known = {name for names in known_columns().values() for name in names}
    cells = [[cell for cell in row if cell is not None and str(cell).strip()] for row in rows]
    counts = [len({plain_name(cell) for cell in row} & known) for row in cells]
    if max(counts, default=0) > 1:
        return counts.index(max(counts))
    for least in (2, 1):
        for position, row in enumerate(cells):
            if len(row) >= least:
                return position
    return 0
