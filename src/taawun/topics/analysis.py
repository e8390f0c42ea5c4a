"""The topics of a study, from its tables to a model with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.arabic import is_stop, segment_words
from taawun.messages import phrase
from taawun.names.states import state_names
from taawun.tables import read_rows
from taawun.topics.bags import Bags, count_words
from taawun.topics.documents import Document, article_documents, statement_documents
from taawun.topics.engines import ENGINES, measure_agreement
from taawun.topics.fitting import fit_seeded, fit_topics, sample_rows
from taawun.topics.models import TopicModel
from taawun.topics.quality import publish_coherence
from taawun.topics.seeds import collect_seeds
from taawun.topics.stability import Stability, measure_stability
from taawun.topics.sweep import Sweep, sweep_topics

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from taawun.study import Study

SAMPLE = 2000
"""Documents that published coherence is measured on, with their words in order."""
UNITS = {
    "statement": "{n} statements of {articles}",
    "speaker_article": "{n} documents (all that one speaker says in one article) of {articles}",
    "article": "{n} articles of {articles}",
}
"""Messages on how many documents there are, by their unit."""


@dataclass(frozen=True)
class TopicAnalysis:
    """A model of a study's documents, and what speaks for and against it.

    Attributes
    ----------
    bags
        The documents.
    model
        The model.
    theta
        Array (documents, topics): proportions of each document.
    stability
        How the topics stand the resampling of articles.
    sweep
        The sweep that chose the number of topics; None when there was none.
    agreement
        Array (topics,): how far a second engine finds the same words (`taawun.topics.engines.measure_agreement`); None for a
        seeded model, whose topics were given.
    published
        Measure: coherence of each topic as gensim's CoherenceModel gives it; empty for a seeded model.
    reason
        Which model this is and why, in words for the report.
    """

    bags: Bags
    model: TopicModel
    theta: NDArray[np.float64]
    stability: Stability
    sweep: Sweep | None
    agreement: NDArray[np.float64] | None
    published: Mapping[str, list[float]]
    reason: str


def analyse_topics(
    study: Study, build_dir: str | Path, *, progress: Callable[[str], None] | None = None
) -> TopicAnalysis | None:
    """Fit the topics that a study asks for.

    Parameters
    ----------
    study
        Settings and seed.
    build_dir
        Folder with articles, statements and frames; the sweep keeps its results in its folder `sweep/`.
    progress
        Called with a line for each step.

    Returns
    -------
    TopicAnalysis or None
        None when there is nothing to model: no document with a content word, or too few for a model and no frame found.
    """
    build_dir, settings = Path(build_dir), study.topics
    names = names_of_sides(study) if settings.leave_out_names else frozenset[str]()
    sample: list[Document] = []
    documents = _keep_some(read_documents(study, build_dir), sample, study.seed)
    bags = count_words(documents, leave_out=names)
    language, n = study.language, len(bags.ids)
    articles = phrase("{n} articles", language, n=len(set(bags.article_ids)))
    documents_of = phrase(UNITS[settings.unit], language, n=n, articles=articles)
    seeded = settings.model == "seeded" or (settings.model == "auto" and n < settings.minimum_statements)
    sweep = None
    if seeded:
        hits = list(read_rows(build_dir / "frames.parquet"))
        seeds = collect_seeds(_articles(build_dir), hits, bags)
        if not n or not any(word in set(bags.words) for words in seeds.values() for word in words):
            return None

        def fit(part: Bags, seed: int) -> TopicModel:
            return fit_seeded(part, seeds, seed=seed)

        why = (
            phrase(
                "fewer than the {least} from which topics can be discovered rather than read",
                language,
                least=settings.minimum_statements,
            )
            if n < settings.minimum_statements
            else phrase("as the study file asks", language)
        )
        reason = phrase(
            "{documents}: {why}. The model is seeded: it looks for the frames of the codebook and decides how far each statement "
            "belongs to each. It discovers nothing by itself, and no coherence is reported for it. The seeds hold its topics in "
            "place: their stability is no evidence.",
            language,
            documents=documents_of,
            why=why,
        )
    else:
        if settings.topics == "auto":
            sweep = sweep_topics(bags, settings.sweep, seed=study.seed, folder=build_dir / "sweep", progress=progress)
        number = settings.topics if sweep is None else sweep.recommended

        def fit(part: Bags, seed: int) -> TopicModel:
            return fit_topics(part, int(number), seed=seed)

        chosen = (
            phrase("The study file asks for {number} topics.", language, number=number)
            if sweep is None
            else sweep.explain(language)
        )
        reason = f"{documents_of}. {chosen}"
        if n < settings.minimum_statements:
            few = (
                "These are fewer than {least} documents, and the study file asks for this model all the same: what it finds is "
                "better read than believed."
            )
            reason += f" {phrase(few, language, least=settings.minimum_statements)}"
    tell = progress or (lambda _line: None)
    tell("Fitting the model ...")
    model = fit(bags, study.seed)
    tell(f"Fitting {settings.draws} models of resampled articles ...")
    stability = measure_stability(bags, model, fit, draws=settings.draws, seed=study.seed)
    theta = model.transform(bags.counts)
    if seeded:
        return TopicAnalysis(bags, model, theta, stability, sweep, None, {}, reason)
    agreement = None
    if settings.check != "none":
        part = bags.rows(sample_rows(bags.counts.shape[0], study.seed))
        agreement = measure_agreement(model, ENGINES[settings.check](part, len(model.names), seed=study.seed))
    published = publish_coherence(model, sample)
    return TopicAnalysis(bags, model, theta, stability, sweep, agreement, published, reason)


def read_documents(study: Study, build_dir: str | Path) -> Iterator[Document]:
    """Stream the documents of a study: articles are read one after the other and none is kept."""
    build_dir = Path(build_dir)
    if study.topics.unit == "article":
        return article_documents(_articles(build_dir))
    columns = ["article_id", "statement_id", "content", "speaker_id"]
    statements = read_rows(build_dir / "statements.parquet", columns)
    return statement_documents(_articles(build_dir), statements, unit=study.topics.unit)


def _keep_some(documents: Iterator[Document], kept: list[Document], seed: int) -> Iterator[Document]:
    """Pass documents on and keep a random sample of them, however many come (reservoir sampling, Vitter 1985)."""
    rng = np.random.default_rng(seed)
    for number, document in enumerate(documents):
        if number < SAMPLE:
            kept.append(document)
        elif (place := int(rng.integers(number + 1))) < SAMPLE:
            kept[place] = document
        yield document


def _articles(build_dir: Path) -> Iterator[Mapping[str, Any]]:
    return read_rows(build_dir / "articles.parquet", ["id", "text", "removed"])


def names_of_sides(study: Study) -> frozenset[str]:
    """Lemmas of the names of the sides: their states in one word (name, demonym, capital), and their speakers.

    Names of several words (the Islamic Republic ...) are made of words that mean something else elsewhere, and stay.
    """
    states = {side.state for side in study.sides}
    forms = [form for form, (code, _) in state_names().items() if code in states and " " not in form]
    speakers = [name for side in study.sides for name in side.speakers]
    words = (word for text in [*forms, *speakers] for word in segment_words(text))
    return frozenset(word.lemma for word in words if len(word.lemma) > 1 and not is_stop(word.lemma))
