"""The tables of a topic analysis, as the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.arabic import fold_text
from taawun.codebook import load_codebook
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon
from taawun.statistics import adjust_pvalues, compare_blocks, count_blocks
from taawun.topics.analysis import TopicAnalysis
from taawun.topics.models import assign_topics
from taawun.topics.prevalence import representative_documents, topic_prevalence
from taawun.topics.quality import topic_coherence, topic_exclusivity
from taawun.topics.seeds import REST
from taawun.yaml_files import read_yaml

if TYPE_CHECKING:
    import pandas as pd

    from taawun.study import ComparisonSettings, Study

PERIODS = 24
"""Points in time that a figure shows at most."""
SHOWN = 10
"""Words that stand for a topic."""
REST_LABEL = ("Everything else", "ما عدا ذلك")
"""English and Arabic label of the topic of statements without a frame."""
REPRESENTED = 0.5
"""Share of a label's words that must be among a topic's first twenty."""


@dataclass(frozen=True)
class TopicLabel:
    """A name that a researcher gave to a topic.

    Attributes
    ----------
    words
        Words the topic is known by: its number may change with the articles, these do not.
    en, ar
        The name.
    """

    words: tuple[str, ...]
    en: str
    ar: str


def tabulate_topics(
    analysis: TopicAnalysis,
    *,
    labels: Sequence[TopicLabel] = (),
    glosses: Mapping[str, str] | None = None,
    names: Mapping[str, tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """List the topics with their words and the evidence for each.

    Parameters
    ----------
    analysis
        Model and stability.
    labels
        Names that the researcher gave.
    glosses
        Arabic lemma: English; a phrase is glossed word by word, and "…" stands for a word without gloss.
    names
        Code of a frame: its labels in English and Arabic, for seeded topics.

    Returns
    -------
    DataFrame
        topic, label_en, label_ar, words, gloss, prevalence, documents (`taawun.topics.models.assign_topics`), coherence and
        exclusivity, c_v and c_npmi (missing for a seeded model), stability, agreement with the second engine, stable.
    """
    import pandas as pd

    model, theta = analysis.model, analysis.theta
    given = apply_labels(labels, model.top_words(20))
    named = {**{code: both for code, both in (names or {}).items() if code in model.names}}
    tops = model.top_words(SHOWN)
    assigned = np.bincount(assign_topics(model, analysis.bags.counts), minlength=len(model.names))
    seeded = model.engine == "seeded"
    unknown = np.full(len(tops), np.nan)
    rows: list[dict[str, Any]] = []
    for place, topic in enumerate(model.names):
        en, ar = named.get(topic, ("", ""))
        if place in given:
            en, ar = given[place].en, given[place].ar
        rows.append(
            {
                "topic": topic,
                "label_en": en,
                "label_ar": ar,
                "words": "، ".join(tops[place]),
                "gloss": ", ".join(_gloss(word, glosses or {}) or "…" for word in tops[place]),
                "prevalence": theta[:, place].mean(),
                "documents": int(assigned[place]),
            }
        )
    table = pd.DataFrame(rows)
    table["coherence"] = unknown if seeded else topic_coherence(model.phi, analysis.bags.counts)
    table["exclusivity"] = unknown if seeded else topic_exclusivity(model.phi)
    for measure, values in analysis.published.items():
        table[measure] = values
    table["stability"] = analysis.stability.topics
    table["agreement"] = unknown if analysis.agreement is None else analysis.agreement
    table["stable"] = ~analysis.stability.unstable
    return table


def tabulate_prevalence(
    analysis: TopicAnalysis, groups: Mapping[str, str | None], confidence: float = 0.95
) -> pd.DataFrame:
    """Prevalence of the topics by side, outlet or time.

    Parameters
    ----------
    groups
        Group of each document by its id; a document that is not named, or has none, is left out.

    Returns
    -------
    DataFrame
        As `taawun.topics.prevalence.topic_prevalence`, and `stable`.
    """
    named = [groups.get(name) for name in analysis.bags.ids]
    table = topic_prevalence(
        analysis.theta, analysis.bags.article_ids, analysis.model.names, named, confidence=confidence
    )
    stable = dict(zip(analysis.model.names, ~analysis.stability.unstable, strict=True))
    return table.assign(stable=[bool(stable[topic]) for topic in table["topic"]])


def tabulate_differences(
    analysis: TopicAnalysis,
    groups: Mapping[str, str | None],
    sides: tuple[str, str],
    settings: ComparisonSettings,
    seed: int,
) -> tuple[pd.DataFrame, str]:
    """Compare two sides' prevalence of each topic; the topics are taken as given.

    Parameters
    ----------
    groups
        Side of each document by its id.
    sides
        The pair that is compared.
    settings
        Minimum data, resamples, confidence.
    seed
        Seed of the swaps.

    Returns
    -------
    table, reason
        topic, difference (first side minus second, all articles) with low and high (delete-one-article jackknife),
        difference_shared (in the articles in which both sides speak), p (block swaps within them), q
        (Benjamini-Hochberg over the topics), stable; and why there is no test, empty when there is. Interval and test are
        missing where data are too few; a table without rows when a side has no documents. See
        `taawun.statistics.compare_blocks`.
    """
    import pandas as pd

    chosen = [place for place, name in enumerate(analysis.bags.ids) if groups.get(name) in sides]
    which = [sides.index(str(groups[analysis.bags.ids[place]])) for place in chosen]
    blocks = count_blocks([analysis.bags.article_ids[place] for place in chosen], which, analysis.theta[chosen])
    found = compare_blocks(blocks, settings, np.random.default_rng(seed))
    table = pd.DataFrame(
        {
            "topic": list(analysis.model.names),
            "difference": found.difference,
            "low": found.low,
            "high": found.high,
            "difference_shared": found.difference_shared,
            "p": found.p,
            "q": adjust_pvalues(found.p),
            "stable": ~analysis.stability.unstable,
        }
    )
    return (table if min(found.check.statements) else table.iloc[:0]), found.check.reason


def describe_differences(table: pd.DataFrame, level: float = 0.05) -> str:
    """Say which topics of `tabulate_differences` are evidence of a difference between the sides, or that none is.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["topic", "difference", "low", "high", "difference_shared", "q", "stable"]
    >>> describe_differences(pd.DataFrame([["t01", 0.1, 0.02, 0.18, 0.08, 0.01, True]], columns=columns))
    'Evidence of a difference: t01 (1 topic tested).'
    """
    agree = np.sign(table["difference"]) == np.sign(table["difference_shared"])
    apart = (table["low"] > 0) | (table["high"] < 0)
    shown = list(table["topic"][(table["q"] <= level) & agree & apart & table["stable"]])
    tested = f"({len(table)} topic{'' if len(table) == 1 else 's'} tested)"
    if not shown:
        return f"No topic is evidence of a difference by all four conditions {tested}."
    return f"Evidence of a difference: {', '.join(shown)} {tested}."


def drop_blank_columns(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns that say nothing in any row, as labels do where nobody has named the topics yet.

    Examples
    --------
    >>> import pandas as pd
    >>> list(drop_blank_columns(pd.DataFrame({"words": ["أمن"], "label_en": [""], "c_v": [float("nan")]})))
    ['words']
    """
    return table.loc[:, (table.notna() & (table != "")).any()]


def tabulate_representatives(analysis: TopicAnalysis, statements: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """List the documents that show each topic best.

    Returns
    -------
    DataFrame
        topic, words, document, speaker (of a statement), share of the topic, statements (ids, to be quoted).
    """
    import pandas as pd

    behind = statements.groupby("article_id")["statement_id"].apply(list).to_dict()
    pooled = statements.assign(document=statements["article_id"] + "|" + statements["speaker_id"].fillna(""))
    behind |= pooled.groupby("document")["statement_id"].apply(list).to_dict()
    speakers = dict(zip(statements["statement_id"], statements["speaker"], strict=True))
    chosen = representative_documents(analysis.theta, analysis.bags.ids, analysis.bags.counts.sum(axis=1), n)
    place = {name: row for row, name in enumerate(analysis.bags.ids)}
    tops = analysis.model.top_words(4)
    rows = []
    for topic, name in enumerate(analysis.model.names):
        for document in chosen[topic]:
            ids = behind.get(document, [document] if document in speakers else [])
            row = {"topic": name, "words": "، ".join(tops[topic]), "document": document}
            who = speakers.get(ids[0]) if ids else None
            share = float(analysis.theta[place[document], topic])
            rows.append({**row, "speaker": who if isinstance(who, str) else None, "share": share, "statements": ids})
    return pd.DataFrame(rows, columns=["topic", "words", "document", "speaker", "share", "statements"])


def group_by_time(articles: pd.DataFrame, analysis: TopicAnalysis) -> dict[str, str | None]:
    """Map documents to the day, week or month of their article: the finest that gives at most 24 periods.

    Returns
    -------
    dict
        Id of a document: ISO date of the period's first day; None without a date. Empty when there are fewer than three
        periods: that is no course of time.
    """
    import pandas as pd

    dates = pd.to_datetime(articles.set_index("id")["date"], errors="coerce")
    for period in ("D", "W-SUN", "M", "Y"):
        starts = dates.dt.to_period(period).dt.start_time.dt.strftime("%Y-%m-%d")
        if starts.nunique() <= PERIODS:
            break
    if starts.nunique() < 3:
        return {}
    known = {name: value if isinstance(value, str) else None for name, value in starts.items()}
    return {
        name: known.get(article) for name, article in zip(analysis.bags.ids, analysis.bags.article_ids, strict=True)
    }


def group_by_article(articles: pd.DataFrame, analysis: TopicAnalysis, column: str) -> dict[str, str | None]:
    """Map documents to a column of their article, for instance `outlet`."""
    known = {
        name: value if isinstance(value, str) else None
        for name, value in zip(articles["id"], articles[column], strict=True)
    }
    return {
        name: known.get(article) for name, article in zip(analysis.bags.ids, analysis.bags.article_ids, strict=True)
    }


def group_documents(statements: pd.DataFrame, column: str) -> dict[str, str | None]:
    """Map the id of each statement, and of each speaker's statements in an article, to a column of the statement table.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"statement_id": ["a:1"], "article_id": ["a"], "speaker_id": ["x"], "side": ["iran"]})
    >>> group_documents(rows, "side")
    {'a:1': 'iran', 'a|x': 'iran'}
    """
    values = [value if isinstance(value, str) else None for value in statements[column]]
    pooled = [
        f"{article}|{speaker}"
        for article, speaker in zip(statements["article_id"], statements["speaker_id"], strict=True)
    ]
    return {**dict(zip(statements["statement_id"], values, strict=True)), **dict(zip(pooled, values, strict=True))}


def read_names(study: Study) -> dict[str, Any]:
    """Read what names topics and words: the study's label file, the codebook's labels of frames, the glosses.

    Returns
    -------
    dict
        Arguments of `tabulate_topics`.
    """
    labels = [] if study.topics.labels is None else read_labels(study.root / study.topics.labels)
    glosses = {fold_text(word): gloss for word, gloss in load_lexicon("glosses")["lemmas"].items()}
    names = {code.id: (code.label_en, code.label_ar) for code in load_codebook().layer("frame")}
    return {"labels": labels, "glosses": glosses, "names": {**names, REST: REST_LABEL}}


def read_labels(path: str | Path) -> list[TopicLabel]:
    """Read a label file: a list of topics, each with `words`, `en` and `ar`.

    Raises
    ------
    TaawunError
        Not a list of such entries; names the line.
    """
    file = read_yaml(path)
    labels = []
    if not isinstance(file.data, list):
        raise TaawunError("a label file is a list of topics", "see docs/topics.md for an example", file=path)
    for place, entry in enumerate(file.data):
        fits = isinstance(entry, dict) and set(entry) == {"words", "en", "ar"}
        fits = fits and isinstance(entry["words"], list) and len(entry["words"]) >= 2
        if not (fits and all(isinstance(text, str) for text in (*entry["words"], entry["en"], entry["ar"]))):
            raise TaawunError(
                "expected words (a list of two or more), en and ar",
                "correct the entry",
                file=path,
                line=file.line((place,)),
            )
        labels.append(TopicLabel(tuple(entry["words"]), entry["en"], entry["ar"]))
    return labels


def apply_labels(labels: Sequence[TopicLabel], tops: Sequence[Sequence[str]]) -> dict[int, TopicLabel]:
    """Find the topic that each label names.

    Parameters
    ----------
    labels
        In the order of the file; a topic takes the first label that names it best.
    tops
        First words of each topic.

    Returns
    -------
    dict
        Position of a topic: its label.

    Raises
    ------
    TaawunError
        No topic has half of a label's words among its first ones, or two labels name one topic.

    Examples
    --------
    >>> apply_labels([TopicLabel(("حدود", "أمن"), "Borders", "الحدود")], [["سوق"], ["أمن", "حدود"]])[1].en
    'Borders'
    """
    found: dict[int, TopicLabel] = {}
    for label in labels:
        shares = [len(set(label.words) & set(words)) / len(set(label.words)) for words in tops]
        best = int(np.argmax(shares))
        if shares[best] < REPRESENTED:
            raise TaawunError(
                f"no topic has the words of the label {label.en!r}", "give words from the topic table", field="words"
            )
        if best in found:
            raise TaawunError(
                f"the labels {found[best].en!r} and {label.en!r} name the same topic", "keep one of them", field="words"
            )
        found[best] = label
    return found


def _gloss(word: str, glosses: Mapping[str, str]) -> str:
    """Gloss a word or a phrase; an Arabic phrase has its head first, an English one last.

    Examples
    --------
    >>> _gloss("سلاح نووي", {"سلاح": "weapon", "نووي": "nuclear"})
    'nuclear weapon'
    """
    parts = [glosses.get(part, "") for part in reversed(word.split(" "))]
    return " ".join(parts) if all(parts) else ""
