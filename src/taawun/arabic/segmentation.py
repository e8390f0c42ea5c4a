"""The words of a text with their clitics split off, each with its form and lemma.

A word type is analysed once; after that a token costs one lookup. The analysis does not look at the context, so the
same word is split the same way everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from taawun.arabic.clitic_model import analyse_form, clitic_weights
from taawun.arabic.clitics import Split, has_article, restore_article
from taawun.arabic.fold import fold_text, fold_with_map, keeps_length
from taawun.arabic.frequencies import form_strength, observed_strength
from taawun.arabic.lemmas import is_stop, lemma_of
from taawun.arabic.remembered import Remembered
from taawun.arabic.sentences import split_sentences
from taawun.arabic.words import TOKEN, kind_of
from taawun.lexicons import load_lexicon

if TYPE_CHECKING:
    import pandas as pd

Scheme = Literal["ud", "article", "none"]
# Words as the caches hold them. Plain tuples of strings and small numbers are not watched by the garbage collector,
# which would otherwise walk through all of them again and again.
Parts = tuple[tuple[int, int, str, str, str], ...]


class Word(NamedTuple):
    """A syntactic word.

    Attributes
    ----------
    start, end
        0-based, end-exclusive character offsets in the text.
    form
        Its matching form (`taawun.arabic.fold_text`).
    lemma
        Its lemma, folded; of a pronoun هو, انت or انا; of anything that is no Arabic word the form in small letters.
    kind
        word, number, date, latin, url, email, hashtag, mention, emoji, mark, symbol or punct.
    """

    start: int
    end: int
    form: str
    lemma: str
    kind: str


class Segmenter:
    """Splits words by one scheme and one vocabulary.

    Parameters
    ----------
    scheme
        ``"ud"`` splits و ف ب ل ك س and pronouns, and leaves the article on its word, as Universal Dependencies and the
        Penn Arabic Treebank do; ``"article"`` splits ال too; ``"none"`` splits nothing.
    counts
        Tokens of each form in a corpus (`count_forms`). Names and terms of the corpus then count as attested words.
    weights
        Other weights than those of the lexicon; `tools/train_arabic.py` measures with them.

    Examples
    --------
    >>> [word.form for word in Segmenter("article").segment("وللحكومة")]
    ['و', 'ل', 'ل', 'حكومة']
    """

    def __init__(
        self,
        scheme: Scheme = "ud",
        counts: Mapping[str, int] | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        if scheme not in ("ud", "article", "none"):
            raise ValueError(f"unknown scheme {scheme!r}: one of ud, article, none")
        self.scheme, self.counts, self.weights = scheme, counts, weights
        self._strength: Mapping[str, float] | None = None
        # What stands between white space, with its words; tokens never cross white space. About 150 MB in all.
        self._chunks = Remembered(self.read_chunk)
        self._forms = Remembered(self._read_form)

    def segment(self, text: str) -> list[Word]:
        """Syntactic words of a text, in order; see `segment_words`."""
        chunks = text.split()
        parts = list(map(self._chunks.recent.get, chunks))
        if None in parts:
            parts = [known or self._chunks(chunk) for chunk, known in zip(chunks, parts, strict=True)]
        starts, at, find = [], 0, text.find
        for chunk in chunks:
            at = find(chunk, at)
            starts.append(at)
            at += len(chunk)
        make, word = tuple.__new__, Word
        # make(word, ...) is Word(...) in a third of the time, and this line is most of what a known token costs.
        return [
            make(word, (at + start, at + end, form, lemma, kind))
            for at, known in zip(starts, parts, strict=True)
            for start, end, form, lemma, kind in known  # type: ignore[union-attr]
        ]

    def split_form(self, form: str) -> Split:
        """Analysis of one folded word."""
        if self.scheme == "none":
            return Split("", "", form, "")
        if self._strength is None:
            self._strength = observed_strength(self.counts) if self.counts else form_strength()
        return analyse_form(form, self._strength, self.weights or clitic_weights())

    def read_chunk(self, chunk: str) -> Parts:
        """Words of what stands between white space, as plain tuples of the fields of `Word`; who asks keeps them."""
        read: list[tuple[int, int, str, str, str]] = []
        for found in TOKEN.finditer(chunk):
            token, at = found.group(), found.start()
            kind = kind_of(token)
            form = fold_text(token)
            if kind != "word":
                read.append((at, at + len(token), form, form.lower(), kind))
                continue
            parts = self._forms(form)
            if not keeps_length(token):
                parts = _place(parts, token)
            if len(token) == len(chunk):
                return parts
            read += [(at + start, at + end, form, lemma, kind) for start, end, form, lemma, kind in parts]
        return tuple(read)

    def _read_form(self, form: str) -> Parts:
        placed, at = [], 0
        for piece, lemma in self._pieces(self.split_form(form)):
            placed.append((at, at + len(piece), piece, lemma, "word"))
            at += len(piece)
        return tuple(placed)

    def _pieces(self, split: Split) -> Iterator[tuple[str, str]]:
        """Forms and lemmas of the segments of a word."""
        conjunction, prefix, stem, suffix = split
        if conjunction:
            yield conjunction, conjunction
        if prefix:
            yield prefix, prefix
        full = restore_article(prefix, stem)
        lemma = lemma_of(full)
        if self.scheme == "article" and has_article(full):
            length = 2 - (len(full) - len(stem))
            yield stem[:length], "ال"
            stem = stem[length:]
        yield stem, lemma
        if suffix:
            yield suffix, load_lexicon("lemmas")["pronouns"][suffix]


def _place(parts: Parts, token: str) -> Parts:
    """Move words from their places in the matching form of a token to those in the token."""
    origin = fold_with_map(token).origin
    cuts = [start for start, *_ in parts[1:]]
    # A ligature (ﻻ) may stand across a cut: then there is nothing to cut.
    if any(origin[cut - 1] == origin[cut] for cut in cuts):
        form = fold_text(token)
        return ((0, len(token), form, lemma_of(form), "word"),)
    starts = [0, *(origin[cut] for cut in cuts)]
    ends = [*starts[1:], len(token)]
    return tuple((start, end, *part[2:]) for start, end, part in zip(starts, ends, parts, strict=True))


@cache
def _default() -> Segmenter:
    return Segmenter()


def segment_words(text: str) -> list[Word]:
    """Syntactic words of a text, in order, by the conventions of Universal Dependencies.

    Returns
    -------
    list of Word
        Spans do not overlap and cover every character that is not white space; the segments of a token join to it.

    Examples
    --------
    >>> text = "وقال للحكومة إنها ستدعم مشاريعهم."
    >>> [text[word.start:word.end] for word in segment_words(text)]
    ['و', 'قال', 'ل', 'لحكومة', 'إن', 'ها', 'س', 'تدعم', 'مشاريع', 'هم', '.']
    >>> [word.lemma for word in segment_words(text)]
    ['و', 'قال', 'ل', 'حكومة', 'ان', 'هو', 'س', 'دعم', 'مشروع', 'هو', '.']
    """
    return _default().segment(text)


def read_chunk(chunk: str) -> Parts:
    """Words of a chunk without white space, as `segment_words` splits them: for who keeps what he makes of it.

    Examples
    --------
    >>> read_chunk("وقال،")
    ((0, 1, 'و', 'و', 'word'), (1, 4, 'قال', 'قال', 'word'), (4, 5, '،', '،', 'punct'))
    """
    return _default().read_chunk(chunk)


def count_forms(texts: Iterable[str]) -> Counter[str]:
    """Count the folded words of a corpus before clitics are split, for `Segmenter`; the order of texts is no matter.

    Examples
    --------
    >>> count_forms(["قال وقال", "قالَ"])["قال"]
    2
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(found.group() for found in TOKEN.finditer(text))
    folded: Counter[str] = Counter()
    for token, count in counts.items():
        if kind_of(token) == "word":
            folded[fold_text(token)] += count
    return folded


def words_rows(article: Mapping[str, Any], segmenter: Segmenter | None = None) -> Iterator[dict[str, Any]]:
    """Rows of the table of words of one article (`taawun.tables.WORDS`), without what the cleaner set aside.

    Parameters
    ----------
    article
        Has `id` and `text`, and may have `removed`: spans with `start` and `end`.
    segmenter
        Another scheme or vocabulary than the default.

    Examples
    --------
    >>> article = {"id": "a", "text": "واس: وصل", "removed": [{"start": 0, "end": 4, "rule": "agency"}]}
    >>> list(words_rows(article))
    [{'id': 'a', 'start': 5, 'end': 8, 'lemma': 'وصل'}]
    """
    segment = (segmenter or _default()).segment
    text = article["text"]
    for start, end in kept_spans(text, article.get("removed")):
        for word in segment(text[start:end]):
            yield {"id": article["id"], "start": start + word.start, "end": start + word.end, "lemma": word.lemma}


def kept_spans(text: str, removed: Iterable[Mapping[str, Any]] | None) -> list[tuple[int, int]]:
    """Spans of a text outside the removed ones, in order.

    Examples
    --------
    >>> kept_spans("abcdef", [{"start": 1, "end": 3}, {"start": 2, "end": 4}])
    [(0, 1), (4, 6)]
    """
    spans, at = [], 0
    for start, end in sorted((span["start"], span["end"]) for span in removed or ()):
        if start > at:
            spans.append((at, start))
        at = max(at, end)
    return [*spans, (at, len(text))] if at < len(text) else spans


def word_table(text: str, segmenter: Segmenter | None = None) -> pd.DataFrame:
    """Words of a text as a table to explore in a notebook, one row a word.

    Returns
    -------
    pandas.DataFrame
        Columns sentence (from 1), start, end, text, form, lemma, kind, stop.

    Examples
    --------
    >>> table = word_table("وصل الوزير. وغادر.")
    >>> table[table.kind == "word"].groupby("sentence").lemma.apply(list).tolist()
    [['وصل', 'وزير'], ['و', 'غادر']]
    """
    import pandas as pd

    words = (segmenter or _default()).segment(text)
    rows, number = [], 0
    sentences = split_sentences(text)
    for word in words:
        while number < len(sentences) and sentences[number][1] <= word.start:
            number += 1
        shown = text[word.start : word.end]
        rows.append((number + 1, word.start, word.end, shown, *word[2:], is_stop(word.lemma)))
    return pd.DataFrame(rows, columns=["sentence", "start", "end", "text", "form", "lemma", "kind", "stop"])
