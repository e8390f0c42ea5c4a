"""Keywords of the sides, and the company that words keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from taawun.arabic import fold_text, is_stop, lemma_of, segment_words
from taawun.rhetoric.glosses import gloss_word
from taawun.rhetoric.words import SideWords, count_lemmas, show_forms
from taawun.statistics.arrays import Array
from taawun.statistics.blocks import Blocks, check_data
from taawun.statistics.intervals import jackknife_difference
from taawun.statistics.keyness import (
    conservative_log_ratio,
    dispersion_dpnorm,
    g2_four_cell,
    log_odds,
    log_ratio,
    log_ratio_interval,
)
from taawun.statistics.swaps import adjust_pvalues, least_pvalue, matched_difference, swap_pvalues

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded
    from taawun.study import ComparisonSettings

MINIMUM_COUNT = 5
MINIMUM_ARTICLES = 3
WINDOW = 5
PER = 1000
"""Differences of a word's frequency are given per this many words."""
SCREEN = 0.1
"""Words with a larger p-value in the study's own resamples are not drawn for again."""
RESAMPLES_A_WORD = (20, 1000)
"""Fewest and most fresh resamples for each word tested: with 20, one word alone can still reach a q of .05."""
SWAP_BUDGET = 10**10
"""Swaps x articles x words that are drawn for finer p-values: a few seconds."""
KEYWORD_COLUMNS = [
    "lemma",
    "word",
    "gloss",
    "side",
    "against",
    "f_key",
    "n_key",
    "f_other",
    "n_other",
    "difference",
    "low",
    "high",
    "difference_shared",
    "z",
    "log_ratio",
    "ratio_low",
    "ratio_high",
    "lrc",
    "g2",
    "dp_norm",
    "articles",
    "shared",
    "p",
    "q",
    "q_least",
]


def find_keywords(
    coded: Coded, words: SideWords, glosses: Mapping[str, str], settings: ComparisonSettings, seed: int
) -> pd.DataFrame:
    """Words that one side uses more than the other.

    A word is kept with at least 5 occurrences in at least 3 articles on its key side; ranked by log-odds with an
    informative prior (the pooled frequencies, scaled to `settings.prior` words).

    Returns
    -------
    DataFrame
        `lemma`, `word` (as mostly written), `gloss`, `side` (that uses it more over all articles), `against`, counts
        `f_key` of `n_key` words and `f_other` of `n_other`; `difference` of the frequencies per 1,000 words (key side
        minus other, all articles) with `low` and `high` (delete-one-article jackknife), `difference_shared` (within the
        articles in which both sides speak); `z` (log-odds), `log_ratio` (Walter-corrected, key side to other) with the
        exact interval `ratio_low`, `ratio_high` of the raw ratio, which takes words as independent; `lrc` (Bonferroni
        over the words), `g2` (four cells), `dp_norm` over the key side's articles, `articles` (of the key side),
        `shared` (articles with both sides), `p` (block swaps within them), `q`, and `q_least`: the smallest q that a
        word alone could reach here. Empty where there is not enough data for a test.
        `taawun.rhetoric.answer.find_conclusions` takes from it the words that may be called key.

    Notes
    -----
    Among thousands of words a p-value must be small to count, so the resamples of the study do not do: words with a p
    of at most .1 in them are tested anew, with as many as 1,000 fresh swaps for each word of the pair (20 at least; all
    swaps where they are no more). A word keeps one of its two p-values by a rule that the second does not depend on, so that
    P(p <= x) <= x holds for it.
    """
    import pandas as pd

    shown = show_forms(words)
    tables = [
        table
        for number, pair in enumerate(combinations(coded.sides, 2))
        if (table := _compare_pair(coded, words, pair, settings, [seed, 101, number])) is not None
    ]
    if not tables:
        return pd.DataFrame(columns=KEYWORD_COLUMNS)
    table = pd.concat(tables, ignore_index=True)
    table["q"] = adjust_pvalues(table["p"])
    table["q_least"] = np.minimum(1.0, len(table) * table["p_least"])
    table["word"] = table["lemma"].map(shown)
    table["gloss"] = table["lemma"].map(lambda lemma: gloss_word(glosses, lemma, shown[lemma]))
    order = np.lexsort((table["lemma"], -table["z"].abs(), table["side"].map(coded.sides.index)))
    return table.iloc[order][KEYWORD_COLUMNS].reset_index(drop=True)


def _compare_pair(
    coded: Coded, words: SideWords, pair: Sequence[str], settings: ComparisonSettings, seed: Sequence[int]
) -> pd.DataFrame | None:
    import pandas as pd

    statements = coded.blocks(pair, np.zeros((len(coded), 1)))
    if not check_data(statements.sizes, settings.minimum_statements, settings.minimum_articles).enough:
        return None
    lemmas, first, second, sizes = count_lemmas(coded, words, pair)
    f = np.vstack([np.asarray(matrix.sum(axis=0)).ravel() for matrix in (first, second)])
    n = sizes.sum(axis=0)
    pooled = f.sum(axis=0)
    _, _, z = log_odds(f[0], f[1], settings.prior * pooled / pooled.sum())
    key = np.where(z >= 0, 0, 1)
    spread = np.vstack([np.asarray((matrix > 0).sum(axis=0)).ravel() for matrix in (first, second)])
    place = np.arange(len(lemmas))
    kept = np.flatnonzero((f[key, place] >= MINIMUM_COUNT) & (spread[key, place] >= MINIMUM_ARTICLES))
    if not len(kept):
        return None
    hits = np.stack([first[:, kept].toarray(), second[:, kept].toarray()], axis=1)
    blocks = Blocks(tuple(map(str, range(len(sizes)))), hits, sizes)
    p, p_least = _test_words(blocks, settings.resamples, np.random.default_rng(list(seed)))
    key, other = key[kept], 1 - key[kept]
    f_key, f_other, n_key, n_other = f[key, kept], f[other, kept], n[key], n[other]
    sign = np.where(key == 0, 1, -1) * PER
    interval = jackknife_difference(blocks, settings.confidence)
    ends = np.sort([sign * interval.low, sign * interval.high], axis=0)
    ratio_low, ratio_high = log_ratio_interval(f_key, n_key, f_other, n_other, 1 - settings.confidence)
    dispersion = np.empty(len(kept))
    for number in (0, 1):
        own = key == number
        spoken = sizes[:, number] > 0
        dispersion[own] = dispersion_dpnorm(hits[spoken][:, number, own].T, sizes[spoken, number])
    return pd.DataFrame(
        {
            "lemma": np.array(lemmas)[kept],
            "side": [pair[number] for number in key],
            "against": [pair[number] for number in other],
            "f_key": f_key.astype(int),
            "n_key": n_key.astype(int),
            "f_other": f_other.astype(int),
            "n_other": n_other.astype(int),
            "difference": sign * interval.estimate,
            "low": ends[0],
            "high": ends[1],
            "difference_shared": sign * matched_difference(blocks),
            "z": np.abs(z[kept]),
            "log_ratio": log_ratio(f_key, n_key, f_other, n_other),
            "ratio_low": ratio_low,
            "ratio_high": ratio_high,
            "lrc": conservative_log_ratio(f_key, n_key, f_other, n_other, (1 - settings.confidence) / len(kept)),
            "g2": g2_four_cell(f_key, n_key, f_other, n_other),
            "dp_norm": dispersion,
            "articles": spread[key, kept],
            "shared": int(blocks.shared.sum()),
            "p": p,
            "p_least": p_least,
        }
    )


def _test_words(blocks: Blocks, resamples: int, rng: np.random.Generator) -> tuple[Array, float]:
    """P-values of words, finer where they are small, and the least that one can be."""
    p = swap_pvalues(blocks, resamples, rng)
    near, shared = p <= SCREEN, int(blocks.shared.sum())
    fewest, most = (number * len(p) for number in RESAMPLES_A_WORD)
    finer = max(fewest, min(most, SWAP_BUDGET // max(1, shared * int(near.sum()))))
    if finer > resamples and near.any():
        p[near] = swap_pvalues(replace(blocks, hits=blocks.hits[:, :, near]), finer, rng)
    return p, least_pvalue(shared, max(resamples, finer))


def list_frequent(coded: Coded, words: SideWords, glosses: Mapping[str, str], top: int = 12) -> pd.DataFrame:
    """Most frequent content words of each side: description, for material too small for keywords.

    Returns
    -------
    DataFrame
        `side`, `lemma`, `word`, `gloss`, `count`, `statements`, `words` (of the side).
    """
    import pandas as pd

    shown = show_forms(words)
    side = np.asarray(coded.statements["side"])[words.statement]
    rows = []
    for name in coded.sides:
        own = side == name
        counts = Counter(words.lemma[own].tolist())
        for lemma, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]:
            rows.append(
                {
                    "side": name,
                    "lemma": lemma,
                    "word": shown[lemma],
                    "gloss": gloss_word(glosses, lemma, shown[lemma]),
                    "count": count,
                    "statements": len(set(words.statement[own & (words.lemma == lemma)].tolist())),
                    "words": int(own.sum()),
                }
            )
    return pd.DataFrame(rows, columns=["side", "lemma", "word", "gloss", "count", "statements", "words"])


def node_lemma(word: str) -> str:
    """Lemma of a node as a study names it: with or without ال, و or hamza.

    Examples
    --------
    >>> node_lemma("والتعاون"), node_lemma("إيران")
    ('تعاون', 'ايران')
    """
    lemmas = [part.lemma for part in segment_words(word) if part.kind == "word" and not is_stop(part.lemma)]
    return lemmas[0] if lemmas else lemma_of(fold_text(word))


def find_collocations(
    coded: Coded,
    words: SideWords,
    nodes: Sequence[str],
    glosses: Mapping[str, str],
    *,
    window: int = WINDOW,
    minimum: int = 3,
    top: int = 10,
) -> pd.DataFrame:
    """Words that stand near a node more often than elsewhere in the same side's statements.

    Parameters
    ----------
    nodes
        Words; each stands for all forms of its lemma.
    window
        Reach on each side of the node, in words of the statement's content.
    minimum
        Least number of occurrences near the node.
    top
        Words listed for each node and side.

    Returns
    -------
    DataFrame
        `side`, `node` (lemma), `lemma`, `word`, `gloss`, `near` (of `near_words` near the node), `elsewhere` (of
        `other_words`), `g2` (four cells), `log_ratio`; by log-likelihood. Words are counted as if independent: it
        ranks, it does not test.
    """
    import pandas as pd

    shown = show_forms(words)
    side = np.asarray(coded.statements["side"])[words.statement]
    tables = []
    for node, name in product(dict.fromkeys(map(node_lemma, nodes)), coded.sides):
        own = np.flatnonzero(side == name)
        near = _near(words, own, node, window)
        inside, outside = Counter(words.lemma[own[near]].tolist()), Counter(words.lemma[own[~near]].tolist())
        inside.pop(node, None)
        found = sorted(lemma for lemma, count in inside.items() if count >= minimum)
        if not found:
            continue
        f1, f2 = np.array([inside[lemma] for lemma in found]), np.array([outside[lemma] for lemma in found])
        n1, n2 = max(1, sum(inside.values())), max(1, sum(outside.values()))
        tables.append(
            pd.DataFrame(
                {
                    "side": name,
                    "node": node,
                    "lemma": found,
                    "word": [shown[lemma] for lemma in found],
                    "gloss": [gloss_word(glosses, lemma, shown[lemma]) for lemma in found],
                    "near": f1,
                    "near_words": n1,
                    "elsewhere": f2,
                    "other_words": n2,
                    "g2": g2_four_cell(f1, n1, f2, n2),
                    "log_ratio": log_ratio(f1, n1, f2, n2),
                }
            )
            .query("log_ratio > 0")
            .sort_values(["g2", "lemma"], ascending=[False, True])
            .head(top)
        )
    columns = "side node lemma word gloss near near_words elsewhere other_words g2 log_ratio"
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns.split(" "))


def _near(words: SideWords, own: np.ndarray, node: str, window: int) -> np.ndarray:
    """Which of the words stand within reach of the node in the same statement."""
    near = np.zeros(len(own), dtype=bool)
    statement, position = words.statement[own], words.position[own]
    for place in np.flatnonzero(words.lemma[own] == node):
        low, high = np.searchsorted(statement, [statement[place], statement[place] + 1])
        near[low:high] |= np.abs(position[low:high] - position[place]) <= window
    return near
