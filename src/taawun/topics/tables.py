"""The tables of a topic analysis, as the notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import Field

from taawun.arabic import fold_text
from taawun.codebook import load_codebook
from taawun.lexicons import load_lexicon
from taawun.messages import phrase
from taawun.settings import Settings, Text, check_settings
from taawun.topics.analysis import TopicAnalysis
from taawun.topics.engines import ENGINE_NAMES
from taawun.topics.models import assign_topics
from taawun.topics.prevalence import representative_documents, topic_prevalence
from taawun.topics.quality import topic_coherence, topic_exclusivity
from taawun.topics.seeds import REST
from taawun.yaml_files import read_yaml

if TYPE_CHECKING:
    import pandas as pd

    from taawun.study import Study

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
    place
        File and line, for messages.
    """

    words: tuple[str, ...]
    en: str
    ar: str
    place: str = ""


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
        exclusivity, c_v and c_npmi (missing for a seeded model), stability and its error, agreement with the second
        engine, stable.
    """
    import pandas as pd

    model, theta = analysis.model, analysis.theta
    given, _ = apply_labels(labels, model.top_words(20))
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
    table["stability_error"] = analysis.stability.errors
    table["agreement"] = unknown if analysis.agreement is None else analysis.agreement
    table["stable"] = ~analysis.stability.unstable
    return table


def describe_topics(analysis: TopicAnalysis, labels: Sequence[TopicLabel], check: str, language: str = "en") -> str:
    """Note of the topic table: stability and its unit, the second engine, labels that name no topic.

    Parameters
    ----------
    labels
        Names that the researcher gave.
    check
        Second engine, as the study file names it.
    """
    stability = analysis.stability
    parts = [
        phrase(
            "Overall stability {overall}: mean of {draws} resamples, unit: {unit}. Not stable: {unstable} of {topics} topics.",
            language,
            overall=f"{stability.overall:.2f}",
            draws=stability.draws,
            unit=phrase(stability.unit, language),
            unstable=int(stability.unstable.sum()),
            topics=len(stability.topics),
        )
    ]
    if analysis.agreement is not None:
        parts.append(phrase("Agreement is with {engine}.", language, engine=phrase(ENGINE_NAMES[check], language)))
    return " ".join([*parts, *apply_labels(labels, analysis.model.top_words(20), language)[1]])


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
    """List the documents that show each topic best, of those assigned to it.

    Returns
    -------
    DataFrame
        topic, words, document, speaker (of a statement), share of the topic, statements (ids, to be quoted).
    """
    import pandas as pd

    behind = _statements_behind(statements)
    speakers = dict(zip(statements["statement_id"], statements["speaker"], strict=True))
    assigned = assign_topics(analysis.model, analysis.bags.counts)
    words = analysis.bags.counts.sum(axis=1)
    chosen = representative_documents(analysis.theta, analysis.bags.ids, words, assigned, n)
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


def topics_of_statements(analysis: TopicAnalysis, statements: pd.DataFrame) -> dict[str, str]:
    """Topic of each statement: the one that its document is assigned to; none for a statement without content words."""
    behind = _statements_behind(statements)
    assigned = assign_topics(analysis.model, analysis.bags.counts)
    return {
        statement: analysis.model.names[topic]
        for document, topic in zip(analysis.bags.ids, assigned, strict=True)
        for statement in behind.get(document, [document])
    }


def _statements_behind(statements: pd.DataFrame) -> dict[str, list[str]]:
    """Documents of more than one statement, an article or what a speaker says in one: ids of their statements."""
    behind = statements.groupby("article_id")["statement_id"].apply(list).to_dict()
    pooled = statements.assign(document=statements["article_id"] + "|" + statements["speaker_id"].fillna(""))
    return behind | pooled.groupby("document")["statement_id"].apply(list).to_dict()


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
    names = {code.id: (code.label_en, code.label_ar) for code in load_codebook(study.codebook_file).layer("frame")}
    return {"labels": labels, "glosses": glosses, "names": {**names, REST: REST_LABEL}}


class LabelEntry(Settings):
    """One entry of a label file."""

    words: Annotated[list[Text], Field(min_length=2)]
    en: Text
    ar: Text


def read_labels(path: str | Path) -> list[TopicLabel]:
    """Read a label file: a list of topics, each with `words`, `en` and `ar`.

    Raises
    ------
    TaawunError
        Not a list of such entries; names the line and what is wrong there.
    """
    file = read_yaml(path)
    return [
        TopicLabel(tuple(entry.words), entry.en, entry.ar, f"{Path(path).name}, line {file.line((place,))}")
        for place, entry in enumerate(check_settings(list[LabelEntry], file))
    ]


def apply_labels(
    labels: Sequence[TopicLabel], tops: Sequence[Sequence[str]], language: str = "en"
) -> tuple[dict[int, TopicLabel], list[str]]:
    """Find the topic that each label names.

    Parameters
    ----------
    labels
        In the order of the file; a topic takes the first label that names it best.
    tops
        First words of each topic.

    Returns
    -------
    found, problems
        Position of a topic: its label; and a sentence for each label that names no topic, because none has half of its
        words among its first ones, or a topic that has a label already. Topics change with the articles: a label that
        fits no more must not keep the report from showing those that the next label needs.

    Examples
    --------
    >>> found, problems = apply_labels([TopicLabel(("حدود", "أمن"), "Borders", "الحدود")], [["سوق"], ["أمن", "حدود"]])
    >>> found[1].en, problems
    ('Borders', [])
    """
    found: dict[int, TopicLabel] = {}
    problems = []
    for label in labels:
        shares = [len(set(label.words) & set(words)) / len(set(label.words)) for words in tops]
        best = int(np.argmax(shares))
        where = f" ({label.place})" if label.place else ""
        if shares[best] < REPRESENTED:
            message = "No topic has the words of the label {label}{where}: give it words of this table."
            problems.append(phrase(message, language, label=_quote(label, language), where=where))
        elif best in found:
            message = "The labels {first} and {label}{where} name the same topic: keep one of them."
            first = _quote(found[best], language)
            problems.append(phrase(message, language, first=first, label=_quote(label, language), where=where))
        else:
            found[best] = label
    return found, problems


def _quote(label: TopicLabel, language: str) -> str:
    return f"«{label.ar}»" if language == "ar" else repr(label.en)


def _gloss(word: str, glosses: Mapping[str, str]) -> str:
    """Gloss a word or a phrase; an Arabic phrase has its head first, an English one last.

    Examples
    --------
    >>> _gloss("سلاح نووي", {"سلاح": "weapon", "نووي": "nuclear"})
    'nuclear weapon'
    """
    parts = [glosses.get(part, "") for part in reversed(word.split(" "))]
    return " ".join(parts) if all(parts) else ""
