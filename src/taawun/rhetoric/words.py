"""Words of the sides' statements: counted by article and side, and shown in their context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from taawun.arabic import fold_text, is_stop, segment_words
from taawun.rhetoric.glosses import gloss_speaker

if TYPE_CHECKING:
    import pandas as pd
    from scipy.sparse import csr_matrix

    from taawun.rhetoric.coded import Coded

CONTEXT = 45
"""Characters of context on each side of a concordance line."""
_PASSAGE = 20
_NAMELESS = frozenset({"anonymous", "group", "unknown"})


@dataclass(frozen=True)
class SideWords:
    """Content words of the sides' statements.

    Attributes
    ----------
    lemma, form
        (N,) lemma, and the word as written without its clitics.
    statement
        (N,) row of the statement in `Coded.statements`; a word inside a nested statement of the same side counts once.
    start, end
        (N,) offsets into the article's text.
    position
        (N,) number of the word within its statement's content, function words counted.
    """

    lemma: NDArray[np.str_]
    form: NDArray[np.str_]
    statement: NDArray[np.intp]
    start: NDArray[np.intp]
    end: NDArray[np.intp]
    position: NDArray[np.intp]


def read_words(coded: Coded, texts: Mapping[str, str]) -> SideWords:
    """Words of all statements of the sides, without function words, numbers and punctuation.

    Parameters
    ----------
    texts
        Verbatim text of each article, by id.
    """
    found: list[tuple[str, str, int, int, int, int]] = []
    table = coded.statements
    sides: list[str] = table["side"].tolist()
    contents: list[Any] = table["content"].tolist()
    for article, rows in sorted(table.groupby("article_id", sort=True).indices.items()):
        text = texts[str(article)]
        words = [word for word in segment_words(text) if word.kind == "word"]
        starts = np.array([word.start for word in words])
        ends = np.array([word.end for word in words])
        counted: set[tuple[str, int]] = set()
        for row in rows:
            side, position = sides[row], 0
            for begin, end in contents[row]:
                for place in range(int(np.searchsorted(starts, begin)), int(np.searchsorted(ends, end, "right"))):
                    position += 1
                    word = words[place]
                    if len(word.lemma) < 2 or is_stop(word.lemma) or (side, word.start) in counted:
                        continue
                    counted.add((side, word.start))
                    form = text[word.start : word.end]
                    found.append((word.lemma, form, row, word.start, word.end, position))
    lemma, form_, *numbers = zip(*found, strict=True) if found else ((),) * 6
    integers = [np.array(column, dtype=np.intp) for column in numbers]
    return SideWords(np.array(lemma, dtype=str), np.array(form_, dtype=str), *integers)


def count_lemmas(
    coded: Coded, words: SideWords, pair: Sequence[str]
) -> tuple[list[str], csr_matrix, csr_matrix, NDArray[np.float64]]:
    """Count lemmas by article for two sides.

    Returns
    -------
    lemmas
        V lemmas, sorted.
    first, second
        (G, V) counts of the two sides in each article, sparse.
    sizes
        (G, 2) words of each side in each article.
    """
    from scipy.sparse import coo_matrix

    side = np.asarray(coded.statements["side"])[words.statement]
    article = coded.statements["article_id"].to_numpy()[words.statement].astype(str)
    mask = np.isin(side, list(pair))
    lemmas, column = np.unique(words.lemma[mask], return_inverse=True)
    articles, row = np.unique(article[mask], return_inverse=True)
    shape = (len(articles), len(lemmas))
    matrices = []
    sizes = np.zeros((len(articles), 2))
    for number, name in enumerate(pair):
        own = side[mask] == name
        matrices.append(coo_matrix((np.ones(own.sum()), (row[own], column[own])), shape=shape).tocsr())
        sizes[:, number] = np.bincount(row[own], minlength=len(articles))
    return lemmas.tolist(), matrices[0], matrices[1], sizes


def show_forms(words: SideWords) -> dict[str, str]:
    """Map each lemma to how the press writes it most often (the lemma itself is folded: it has lost its hamza)."""
    forms: dict[str, Counter[str]] = {}
    for lemma, form in zip(words.lemma.tolist(), words.form.tolist(), strict=True):
        forms.setdefault(lemma, Counter())[form] += 1
    return {lemma: min(counter, key=lambda form: (-counter[form], form)) for lemma, counter in forms.items()}


def show_concordance(
    coded: Coded,
    words: SideWords,
    texts: Mapping[str, str],
    lemma: str,
    side: str,
    lines: int = 2,
    context: int = CONTEXT,
) -> pd.DataFrame:
    """Lines of a lemma in one side's statements, spread over articles.

    Returns
    -------
    DataFrame
        `before`, `word`, `after`, `speaker`, `article_id`, `statement_id`, `start`, `end`; first one line of each
        article, in the order of the articles. A passage that was shown comes again only when there is no other.
    """
    import pandas as pd

    table = coded.statements
    places = np.flatnonzero((words.lemma == lemma) & (np.asarray(table["side"])[words.statement] == side))
    seen: Counter[str] = Counter()
    ranked: list[tuple[int, str, int, int]] = []
    for place in places.tolist():
        article = str(table["article_id"].iat[words.statement[place]])
        ranked.append((seen[article], article, int(words.start[place]), place))
        seen[article] += 1
    rows: list[dict[str, object]] = []
    for article, begin, place in _vary(sorted(ranked), texts)[:lines]:
        text, end = texts[article], int(words.end[place])
        # The whole written word, so that no clitic is cut from it.
        left, right = begin, end
        while left > 0 and not text[left - 1].isspace():
            left -= 1
        while right < len(text) and not text[right].isspace():
            right += 1
        row = int(words.statement[place])
        rows.append(
            {
                "before": _cut(text[max(0, left - context) : left], more=left > context, start=True),
                "word": text[left:right],
                "after": _cut(text[right : right + context], more=right + context < len(text), start=False),
                "speaker": table["speaker"].iat[row],
                "article_id": article,
                "statement_id": table["statement_id"].iat[row],
                "start": begin,
                "end": end,
            }
        )
    columns = ["before", "word", "after", "speaker", "article_id", "statement_id", "start", "end"]
    return pd.DataFrame(rows, columns=columns)


def _vary(ranked: Sequence[tuple[int, str, int, int]], texts: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """Put places whose passage was there before behind the others."""
    seen: Counter[str] = Counter()
    order: list[tuple[int, tuple[str, int, int]]] = []
    for _, article, begin, place in ranked:
        passage = fold_text(texts[article][max(0, begin - _PASSAGE) : begin + _PASSAGE])
        order.append((seen[passage], (article, begin, place)))
        seen[passage] += 1
    return [found for _, found in sorted(order, key=lambda item: item[0])]


def find_speaking(coded: Coded, words: SideWords, lemma: str, side: str) -> list[str]:
    """Ids of a side's statements that use a lemma: what stands behind its frequency."""
    rows = np.unique(words.statement[words.lemma == lemma])
    return list(coded.statements["statement_id"].iloc[rows[coded.of_side(side)[rows]]])


def show_concordances(
    coded: Coded, words: SideWords, texts: Mapping[str, str], listed: pd.DataFrame, lines: int = 2
) -> pd.DataFrame:
    """`show_concordance` for every row of a table with `lemma`, `gloss` and `side`, one below the other."""
    import pandas as pd

    tables = [
        show_concordance(coded, words, texts, row["lemma"], row["side"], lines).assign(
            side=row["side"], gloss=row["gloss"]
        )
        for row in listed.to_dict("records")
    ]
    # What precedes stands on the right, as Arabic is read.
    columns = ["side", "gloss", "after", "word", "before", "speaker", "speaker_latin", "statement_id"]
    if not tables:
        return pd.DataFrame(columns=columns)
    lines_ = pd.concat(tables, ignore_index=True)
    about = coded.statements.drop_duplicates("statement_id").set_index("statement_id")
    lines_["speaker_latin"] = [
        gloss_speaker(
            *(about.at[id_, key] for key in ("speaker", "speaker_office", "speaker_state")),
            named=about.at[id_, "speaker_type"] not in _NAMELESS,
        )
        for id_ in lines_["statement_id"]
    ]
    return lines_[columns]


def _cut(text: str, *, more: bool, start: bool) -> str:
    """Context cut at a word's boundary, on one line."""
    if more and " " in text:
        text = text.split(" ", 1)[1] if start else text.rsplit(" ", 1)[0]
    return " ".join(text.split())
