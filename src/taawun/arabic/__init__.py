"""The Arabic text layer: folding, words, clitics, lemmas, sentences. Exact offsets, no download, no context needed."""

from taawun.arabic.fold import Folded, fold_text, fold_with_map
from taawun.arabic.lemmas import is_stop, lemma_of
from taawun.arabic.segmentation import (
    Segmenter,
    Word,
    count_forms,
    kept_spans,
    segment_words,
    word_table,
    words_rows,
)
from taawun.arabic.sentences import split_sentences
from taawun.arabic.words import split_words

__all__ = [
    "Folded",
    "Segmenter",
    "Word",
    "count_forms",
    "fold_text",
    "fold_with_map",
    "is_stop",
    "kept_spans",
    "lemma_of",
    "segment_words",
    "split_sentences",
    "split_words",
    "word_table",
    "words_rows",
]
