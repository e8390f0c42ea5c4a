"""The codebook's patterns in the statements of articles."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from taawun.codebook.definitions import LAYERS, Codebook
from taawun.codebook.evidence import Tally, count_hits, weigh_codes
from taawun.codebook.learned import words_for
from taawun.codebook.matching import Hit
from taawun.codebook.words import Words
from taawun.errors import TaawunError
from taawun.names.states import find_states, state_names
from taawun.tables import Row


def match_text(text: str, spans: Iterable[Sequence[int]], codebook: Codebook) -> list[Hit]:
    """Find the codebook's patterns within spans of a text that is read as one statement without an article around it.

    Parameters
    ----------
    text
        Verbatim text.
    spans
        (start, end) pairs to search. A pattern does not reach from one span into another.

    Returns
    -------
    list of Hit
        By position, then code and pattern.

    Examples
    --------
    >>> from taawun.codebook import load_codebook
    >>> text = "دعا إلى تعزيز العلاقات بين البلدين"
    >>> [(hit.code, text[hit.start : hit.end]) for hit in match_text(text, [(0, len(text))], load_codebook())]
    [('COOP', 'العلاقات'), ('dyad', 'البلدين')]
    """
    words = codebook.matcher.read(text)
    hits = codebook.matcher.find(words, spans)
    (carried,) = weigh_codes([count_hits(hits, words.lemma)], {}, codebook.learned)
    return [hit for hit in hits if not hit.hint and (hit.layer != "frame" or hit.code in carried)]


def match_statements(
    articles: Iterable[Mapping[str, Any]], statements: Iterable[Mapping[str, Any]], codebook: Codebook
) -> Iterator[Row]:
    """Find the codebook's patterns in the content of statements.

    Reporting words inside a content (those of other statements) never count as modality. References to states enter
    as layer `ingroup`, code `self_state` (the speaker's own state) or as layer `issue` with the state's ISO code.

    Parameters
    ----------
    articles
        Rows with `id` and `text`.
    statements
        Rows as `taawun.tables.STATEMENTS`; those of unknown articles are an error.

    Yields
    ------
    dict
        Rows as `taawun.tables.FRAMES`, in the order of the articles and statements given.

    Raises
    ------
    TaawunError
        A statement's article is not among the articles.
    """
    by_article: dict[str, list[Mapping[str, Any]]] = {}
    for row in statements:
        by_article.setdefault(row["article_id"], []).append(row)
    for article in articles:
        rows = by_article.pop(article["id"], None)
        if rows:
            yield from _match_article(article["text"], rows, codebook)
    if by_article:
        raise TaawunError(
            "there are statements of an article that is not in the article table",
            "make the statements again from these articles",
            article=min(by_article),
        )


def tally_article(
    text: str, rows: Sequence[Mapping[str, Any]], codebook: Codebook
) -> tuple[list[Tally], dict[str, float]]:
    """Evidence in the statements of an article, and how often it names each frame per hundred words: for training."""
    _, _, tallies, densities = _read_article(text, rows, codebook)
    return tallies, densities


def _read_article(
    text: str, rows: Sequence[Mapping[str, Any]], codebook: Codebook
) -> tuple[Words, list[list[Hit]], list[Tally], dict[str, float]]:
    words = codebook.matcher.read(text)
    whole = codebook.matcher.find(words, [(0, len(text))])
    starts = [hit.start for hit in whole]
    inside = [_hits_within(whole, starts, row["content"]) for row in rows]
    lemmas = [[words.lemma[at] for at in _places(words, row["content"])] for row in rows]
    return words, inside, [*map(count_hits, inside, lemmas)], _densities(whole, len(words.written))


def _places(words: Words, spans: Iterable[Sequence[int]]) -> list[int]:
    return [at for first, last in words.within(spans) for at in range(first, last)]


def _match_article(text: str, rows: Sequence[Mapping[str, Any]], codebook: Codebook) -> Iterator[Row]:
    words, inside, tallies, densities = _read_article(text, rows, codebook)
    is_cue = _find_cues(tuple(row["cue"]) for row in rows)
    carried = weigh_codes(tallies, densities, codebook.learned)
    for row, found, scores in zip(rows, inside, carried, strict=True):
        spans = row["content"]
        hits = [hit for hit in found if _counts(hit, scores, is_cue)] + _hints_alone(found, scores)
        hits += _words_alone(words, spans, scores.keys() - {hit.code for hit in hits})
        hits += _state_references(words, spans, row.get("speaker_state"))
        for hit in sorted(hits, key=_report_order):
            yield {
                "article_id": row["article_id"],
                "statement_id": row["statement_id"],
                "layer": hit.layer,
                "code": hit.code,
                "pattern": hit.pattern,
                "start": hit.start,
                "end": hit.end,
                "score": scores.get(hit.code) if hit.layer == "frame" else None,
            }


def _hits_within(hits: Sequence[Hit], starts: Sequence[int], spans: Iterable[Sequence[int]]) -> list[Hit]:
    return [
        hit
        for start, end in spans
        for hit in hits[bisect_left(starts, start) : bisect_left(starts, end)]
        if hit.end <= end
    ]


def _densities(hits: Iterable[Hit], words: int) -> dict[str, float]:
    """Hits of each frame per hundred words of an article."""
    counts = Counter(hit.code for hit in hits if hit.layer == "frame" and not hit.hint)
    return {code: 100 * count / words for code, count in counts.items()}


def _counts(hit: Hit, scores: Mapping[str, float], is_cue: Callable[[Hit], bool]) -> bool:
    if hit.layer == "frame":
        return not hit.hint and hit.code in scores
    return hit.layer != "modality" or not is_cue(hit)


def _hints_alone(hits: Iterable[Hit], scores: Mapping[str, float]) -> list[Hit]:
    """Return the hints to a code that the statement carries without naming it."""
    hits = list(hits)
    named = {hit.code for hit in hits if hit.layer == "frame" and not hit.hint}
    return [hit for hit in hits if hit.hint and hit.code in scores and hit.code not in named]


def _words_alone(words: Words, spans: Sequence[tuple[int, int]], codes: Iterable[str]) -> Iterator[Hit]:
    """Yield the words that speak for a code which the statement carries without naming or hinting at it."""
    places = _places(words, spans)
    lemmas = [words.lemma[at] for at in places]
    for code in codes:
        for at in words_for(code, lemmas):
            yield Hit("frame", code, f"~{lemmas[at]}", words.stem_start[places[at]], words.end[places[at]])


def _find_cues(cues: Iterable[tuple[int, int]]) -> Callable[[Hit], bool]:
    """Tell whether a hit shares a letter with a reporting word, in a time that hardly grows with their number."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(cues):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def shares(hit: Hit) -> bool:
        before = bisect_left(starts, hit.end)
        return before > 0 and ends[before - 1] > hit.start

    return shares


def _report_order(hit: Hit) -> tuple[int, int, int, str, str]:
    return LAYERS.index(hit.layer), hit.start, hit.end, hit.code, hit.pattern


def _state_references(words: Words, spans: Sequence[tuple[int, int]], own: str | None) -> list[Hit]:
    hits = []
    starts = _state_words()
    for first, last in words.within(spans):
        for at in range(first, last):
            if not starts(words.written[at]):
                continue
            before = max(first, at - 1)
            for mention in find_states(words.written[before : min(last, at + 6)]):
                if before + mention.start == at:
                    end = before + mention.end - 1
                    phrase = " ".join(words.written[at : end + 1])
                    name = ("ingroup", "self_state") if mention.code == own else ("issue", mention.code)
                    hits.append(Hit(*name, phrase, words.stem_start[at], words.end[end]))
    return hits


@cache
def _state_words() -> Any:
    """Tell whether a written word can begin the name of a state; cached by word."""
    firsts = {name.split(" ")[0] for name in state_names()}

    @cache
    def begins(word: str) -> bool:
        if word in firsts:
            return True
        for cut in range(1, min(4, len(word) - 1)):
            if word[cut - 1] not in "وفبلكا":
                return False
            if word[cut:] in firsts or "ال" + word[cut:] in firsts:
                return True
        return False

    return begins
