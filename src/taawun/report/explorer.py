"""The explorer within the report: its statements as inert data, a script of our own, and addresses that restore a view.

The script (`templates/explorer.js`) is allowed by its hash in the page's Content-Security-Policy; the data are compressed JSON
that no browser runs, and come into the page as text only. Without JavaScript the section says so, and nothing else changes.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from taawun.arabic.search import search_table
from taawun.lexicons import load_lexicon
from taawun.report.explorer_facets import Facets
from taawun.report.explorer_links import say
from taawun.report.markup import render, safe_url, templates
from taawun.report.study_tables import cut_text
from taawun.tables import Row

MOST_STATEMENTS = 20_000
"""Statements that one page can hold; of more, those of the sides."""
MOST_BYTES = 20_000_000
"""Data of one page before they are compressed; articles that would go beyond it are left out, their statements are not."""
LONGEST_WORDS = 320
"""Characters of a statement whose article is not on the page."""
QUOTED_WORDS = 160
"""The same where the licence allows short quotations only."""
CONTEXT = 60
"""Characters before the cue that a concordance shows of such a statement."""


def choose_statements(statements: Sequence[Row], sides: Sequence[str | None]) -> tuple[list[int], str | None]:
    """Positions of the statements that stand on the page, and what the page says where they are not all.

    Examples
    --------
    >>> choose_statements([{}, {}], ["iran", None])
    ([0, 1], None)
    """
    everything = list(range(len(statements)))
    if len(everything) <= MOST_STATEMENTS:
        return everything, None
    sided = [place for place in everything if sides[place] is not None]
    if not sided or len(sided) > MOST_STATEMENTS:
        return (sided or everything)[:MOST_STATEMENTS], "only_first"
    return sided, "only_sides"


def explorer_data(
    articles: Sequence[Row],
    statements: Sequence[Row],
    facets: Facets,
    *,
    language: str,
    longest: int | None = None,
    clusters: Iterable[Mapping[str, str]] = (),
    sets: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, Any]:
    """Everything that the explorer shows, as plain values.

    Parameters
    ----------
    articles, statements
        Rows of tables `ARTICLES` and `STATEMENTS`.
    facets
        The filters and their values, for the same statements.
    language
        `ar`, `en` or `both` (English, with Arabic labels).
    longest
        Characters of an article that may be shown, None when nothing speaks against the whole text.
    clusters
        Rows of clusters.csv: cluster, id, outlet, date.
    sets
        Name of a number of the report: ids of the statements behind it.
    """
    chosen, note = choose_statements(statements, facets.sides)
    rows = [statements[place] for place in chosen]
    used = {row["article_id"] for row in rows}
    kept = [row for row in articles if row["id"] in used]
    places = {row["id"]: place for place, row in enumerate(kept)}
    numbers = {row["statement_id"]: place for place, row in enumerate(rows)}
    texts = [row["text"] if longest is None else cut_text(row["text"], longest) for row in kept]
    words = [_words_of(row, kept[places[row["article_id"]]]["text"], quoted=longest is not None) for row in rows]
    carried = _carry_texts(texts, rows, [places[row["article_id"]] for row in rows], words)
    rules: dict[str, int] = {}
    columns = {
        "id": [row["statement_id"] for row in rows],
        "article": [places[row["article_id"]] for row in rows],
        "spans": [
            _in_units(kept[places[row["article_id"]]]["text"], [*row["cue"], *itertools.chain(*row["content"])])
            for row in rows
        ],
        "words": [None if _covers(carried[places[row["article_id"]]], row) else words[n] for n, row in enumerate(rows)],
        "office": [row["speaker_office"] for row in rows],
        "confidence": [None if row["confidence"] is None else round(row["confidence"], 2) for row in rows],
        "flags": [
            (row["polarity"] == "negated") + 2 * (row["factuality"] == "irrealis") + 4 * (row["level"] == 2)
            for row in rows
        ],
        "rules": [[rules.setdefault(text, len(rules)) for text in facets.rules_of(row)] for row in rows],
    }
    return {
        "words": {key: say(key, language) for key in load_lexicon("explorer")},
        "language": language,
        "fold": search_table(),
        "facets": facets.as_data(chosen, lambda key: say(key, language)),
        "rules": list(rules),
        "notes": [say(key, language) for key in (note, "quoted_only" if longest is not None else None) if key],
        "articles": {
            **{name: [row.get(name) for row in kept] for name in ("id", "title", "outlet", "date")},
            "url": [safe_url(row.get("url")) for row in kept],
            "text": carried,
            "whole": [text is not None and len(text) == len(row["text"]) for text, row in zip(carried, kept, strict=True)],
        },
        "copies": _copies(clusters, set(places)),
        "statements": columns,
        "sets": {
            name: sorted(numbers[id_] for id_ in ids if id_ in numbers) for name, ids in sorted((sets or {}).items())
        },
    }  # fmt: skip


def data_as_json(data: Mapping[str, Any]) -> str:
    """Data as text, to see which letters the page needs.

    Examples
    --------
    >>> print(data_as_json({"a": ["ميناء", 1]}))
    {"a":["ميناء",1]}
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def pack_data(data: Mapping[str, Any]) -> str:
    """Data as they stand in the page: JSON, compressed, in letters and digits, so that no browser takes any of it for markup.

    Examples
    --------
    >>> "<" in pack_data({"a": "</script>"}), json.loads(zlib.decompress(base64.b64decode(pack_data({"a": 1}))))
    (False, {'a': 1})
    """
    return base64.b64encode(zlib.compress(data_as_json(data).encode())).decode()


def script_text() -> str:
    """The script, as it stands in the page."""
    return "\n" + templates().get_template("explorer.js").render() + "\n"


def script_source() -> str:
    """What the Content-Security-Policy allows: the script by its hash, and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script_text().encode()).digest()).decode()}'"


def render_explorer(data: Mapping[str, Any], language: str) -> Markup:
    """Render the section of the report with the explorer's data; the script fills it."""
    return render(
        "explorer.html",
        packed=pack_data(data),
        script=Markup(script_text()),  # noqa: S704  (our own)
        words={key: say(key, language) for key in ("explorer", "intro", "no_script", "old_browser")},
    )


def _words_of(row: Row, text: str, *, quoted: bool) -> list[str]:
    """Context before the cue, cue, and what is said, of a statement whose article is not there."""
    start, end = row["cue"]
    said = " … ".join(" ".join(text[first:last].split()) for first, last in row["content"])
    most = QUOTED_WORDS if quoted else LONGEST_WORDS
    cut = said if len(said) <= most else said[:most].rsplit(" ", 1)[0] + " …"
    return [" ".join(text[max(0, start - CONTEXT) : start].split()), text[start:end], cut]


def _in_units(text: str, places: Sequence[int]) -> list[int]:
    """Places in a text as a script counts them: a character beyond U+FFFF is two."""
    if not text or max(text) <= "\uffff":
        return list(places)
    return [len(text[:place].encode("utf-16-le")) // 2 for place in places]


def _covers(text: str | None, row: Row) -> bool:
    return text is not None and max(row["cue"][1], *(end for _, end in row["content"]), 0) <= len(text)


def _carry_texts(
    texts: Sequence[str], rows: Sequence[Row], articles: Sequence[int], words: Sequence[Sequence[str]]
) -> list[str | None]:
    """Return the articles' texts, None from where the page would be too large; statements always fit in."""
    spoken = [0] * len(texts)
    for place, row, own in zip(articles, rows, words, strict=True):
        if _covers(texts[place], row):
            spoken[place] += _size("".join(own))
    left = MOST_BYTES - sum(_size("".join(own)) for own in words) - 220 * len(rows)
    carried: list[str | None] = []
    for text, saved in zip(texts, spoken, strict=True):
        left -= _size(text) - saved
        carried.append(text if left >= 0 else None)
        left += 0 if left >= 0 else _size(text) - saved
    return carried


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _copies(clusters: Iterable[Mapping[str, str]], known: set[str]) -> dict[str, list[list[str]]]:
    """Article of the page: id, outlet and date of the others of nearly the same text."""
    groups: dict[str, list[Mapping[str, str]]] = {}
    for row in clusters:
        groups.setdefault(row["cluster"], []).append(row)
    return {
        row["id"]: [[other["id"], other.get("outlet") or "", other.get("date") or ""] for other in group if other is not row]
        for group in groups.values()
        for row in group
        if row["id"] in known and len(group) > 1
    }  # fmt: skip
