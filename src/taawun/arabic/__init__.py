"""The Arabic text layer: folding, words, clitics, lemmas, sentences. Exact offsets, no download, no context needed."""

from taawun.arabic.clitics import Word, segment_words
from taawun.arabic.fold import Folded, fold_text, fold_with_map
from taawun.arabic.lemmas import is_stop, lemma_of
from taawun.arabic.sentences import split_sentences
from taawun.arabic.words import split_words

__all__ = [
    "Folded",
    "Word",
    "fold_text",
    "fold_with_map",
    "is_stop",
    "lemma_of",
    "segment_words",
    "split_sentences",
    "split_words",
]
