"""Documents drawn from known topics, so that a test can ask whether they are found again."""

from __future__ import annotations

import numpy as np

from taawun.topics.bags import Bags, count_words
from taawun.topics.documents import Document

LETTERS = "بتجحدرسصطعفقكلمن"
THEMES = 5


def draw_documents(documents: int = 300, seed: int = 1, per_article: int = 3) -> list[Document]:
    """Draw short documents: 20 words of one theme each, 5 common words, some words of a second theme."""
    rng = np.random.default_rng(seed)
    themes = [[LETTERS[theme] + LETTERS[n] + LETTERS[(n + theme) % 16] for n in range(12)] for theme in range(THEMES)]
    common = ["شيي" + letter for letter in LETTERS[:8]]
    result = []
    for number in range(documents):
        first, second = rng.integers(THEMES, size=2)
        words = [*rng.choice(themes[first], 12), *rng.choice(themes[second], 4), *rng.choice(common, 4)]
        article = f"a{number // per_article:03d}"
        result.append(Document(f"{article}:{number:03d}", article, [str(word) for word in rng.permutation(words)]))
    return result


def draw_bags(documents: int = 300, seed: int = 1) -> Bags:
    """Count the words of `draw_documents`; the themes' first letters tell them apart."""
    return count_words(draw_documents(documents, seed), phrases=False, share=1.0)


def theme_of(word: str) -> int:
    """Theme of a word, -1 for a common one."""
    return -1 if word.startswith("ش") else LETTERS.index(word[0])
