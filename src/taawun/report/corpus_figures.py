"""Tables and figures of the corpus notebook: what was read, what was set aside, who speaks and how that was found."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taawun.messages import phrase
from taawun.report.study_tables import LATER_STAGES
from taawun.report.style import MUTED, isolate, label, new_figure, side_colours

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from taawun.study import Study

SPEAKERS_SHOWN = 15
QUOTATION = 600
"""Characters of an article that are shown where only short quotations are allowed."""


FLOW = {
    "read": "read from the files",
    "rejected": "set aside: could not be used",
    "files": "left out: files that the study does not name",
    "minimum_words": "left out: too short",
    "dates": "left out: outside the dates",
    "outlets": "left out: other outlets",
    "states": "left out: not about these states",
    "office_holder": "left out: no office holder named",
    "copies": "left out: copies of another article",
    "statements": "set aside: failed when its statements were looked for",
    "frames": "set aside: failed when its frames were looked for",
    "kept": "in the study",
}
ALWAYS_SHOWN = ("read", "rejected", "copies", "kept")


def corpus_flow(build_dir: Path, rejected: pd.DataFrame) -> pd.DataFrame:
    """Articles from the files to the study, as the stages counted them.

    Parameters
    ----------
    rejected
        Articles that were set aside, as `Notebook.rejected`.

    Returns
    -------
    DataFrame
        Columns step, articles; filters that left nothing out are not listed.
    """
    import pandas as pd

    counts = pd.read_csv(build_dir / "flow.csv", encoding="utf-8-sig").set_index("step")["articles"].to_dict()
    kept = counts.pop("kept")
    later = {stage: int((rejected["stage"] == stage).sum()) for stage in LATER_STAGES}
    counts |= later | {"kept": kept - sum(later.values())}
    table = pd.DataFrame({"step": list(counts), "articles": list(counts.values())})
    table = table[table["step"].isin(ALWAYS_SHOWN) | (table["articles"] > 0)].reset_index(drop=True)
    return table.assign(step=[FLOW.get(step, step.replace("_", " ")) for step in table["step"]])


def longest_quotation(study: Study) -> int | None:
    """Characters of an article that a report may show; None when nothing speaks against the whole text."""
    from taawun.corpus.registry import find_corpus

    if study.corpus.registry is None:
        return None
    return None if find_corpus(study.corpus.registry, study.root).publish == "full" else QUOTATION


def describe_licence(study: Study) -> str:
    """Name, licence, rights and citation of the public corpus of a study, as prose."""
    from taawun.corpus.registry import find_corpus

    corpus = find_corpus(study.corpus.registry or "", study.root)
    return phrase(
        "The articles are from {title} ({homepage}). Licence: {licence}. Rights: {rights}. Cite as: {citation}",
        study.language,
        title=corpus.title.ar if study.language == "ar" else corpus.title.en,
        homepage=corpus.homepage,
        licence=corpus.licence,
        rights=corpus.rights,
        citation=corpus.citation,
    )


def count_reasons(rejected: pd.DataFrame) -> pd.DataFrame:
    """Count the articles that were set aside by reason, the commonest first.

    Examples
    --------
    >>> import pandas as pd
    >>> count_reasons(pd.DataFrame({"reason": ["no date", "empty", "empty"]})).values.tolist()
    [['empty', 2], ['no date', 1]]
    """
    counts = rejected.groupby("reason", sort=True).size().rename("articles").reset_index()
    return counts.sort_values(["articles", "reason"], ascending=[False, True], ignore_index=True)


def describe_articles(articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """One row an article: where it is from, how long it is, how much the cleaner set aside, how much is said in it.

    Returns
    -------
    DataFrame
        Columns id, outlet, date, title, words, removed (characters), removed_by (rules), statements, rights.
    """
    counts = statements.groupby("article_id").size()
    return articles.assign(
        words=articles["n_words"],
        removed=[sum(span["end"] - span["start"] for span in spans) for spans in articles["removed"]],
        removed_by=[", ".join(sorted({span["rule"] for span in spans})) for spans in articles["removed"]],
        statements=articles["id"].map(counts).fillna(0).astype(int),
    )[["id", "outlet", "date", "title", "words", "removed", "removed_by", "statements", "rights"]]


def describe_outlets(articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Articles, words and statements of each outlet, the largest first; how many are dated, from which day to which."""
    counts = statements.groupby("article_id").size()
    table = (
        articles.assign(statements=articles["id"].map(counts).fillna(0).astype(int))
        .groupby("outlet")
        .agg(
            articles=("id", "size"),
            words=("n_words", "sum"),
            statements=("statements", "sum"),
            dated=("date", "count"),
            first_day=("date", "min"),
            last_day=("date", "max"),
        )
        .reset_index()
    )
    return table.sort_values(["articles", "outlet"], ascending=[False, True], ignore_index=True)


def choose_articles(statements: pd.DataFrame, n: int = 3) -> list[str]:
    """Ids of the articles that show the attribution best: most sides in one article, then most statements."""
    counts = statements.groupby("article_id").agg(sides=("side", "nunique"), statements=("statement_id", "size"))
    ordered = counts.reset_index().sort_values(["sides", "statements", "article_id"], ascending=[False, False, True])
    return [str(id_) for id_ in ordered["article_id"].head(n)]


def list_statements(statements: pd.DataFrame, articles: pd.DataFrame, *, longest: int | None = None) -> pd.DataFrame:
    """Statements as a reader checks them: who, by which word, what, and how the speaker was found.

    Parameters
    ----------
    longest
        Cut contents after so many characters, for a corpus that may be quoted but not republished.

    Returns
    -------
    DataFrame
        Columns statement_id, side, speaker, cue, content, speaker_found, form, speech_act, confidence.
    """
    texts = dict(zip(articles["id"], articles["text"], strict=True))
    rows = []
    for row in statements.to_dict("records"):
        text = texts[row["article_id"]]
        start, end = row["cue"]
        content = " … ".join(" ".join(text[s:e].split()) for s, e in row["content"])
        if longest is not None and len(content) > longest:
            content = content[:longest].rsplit(" ", 1)[0] + " …"
        rows.append(
            {
                "statement_id": row["statement_id"],
                "side": row["side"],
                "speaker": row["speaker"],
                "cue": text[start:end],
                "content": content,
                "speaker_found": found_by(row),
                "form": row["form"],
                "speech_act": row["speech_act"],
                "confidence": row["confidence"],
            }
        )
    columns = ["statement_id", "side", "speaker", "cue", "content", "speaker_found", "form", "speech_act", "confidence"]
    return _table(rows, columns)


def found_by(row: Mapping[Any, Any]) -> str:
    """How the speaker of a statement is known: named in its clause, carried over, or not at all.

    Examples
    --------
    >>> found_by({"speaker": "روحاني", "mention": None}), found_by({"speaker": None, "mention": None})
    ('carried over', 'unknown')
    """
    if not isinstance(row["speaker"], str):
        return "unknown"
    mention = row["mention"]
    return "named" if mention is not None and len(mention) == 2 else "carried over"


def count_by_speaker(statements: pd.DataFrame) -> pd.DataFrame:
    """Statements of each speaker, by how the speaker is known; most statements first.

    Returns
    -------
    DataFrame
        Columns speaker, side, statements, named, carried_over.
    """
    known = statements[statements["speaker"].notna()]
    found = known.assign(found=[found_by(row) for row in known.to_dict("records")])
    rows = []
    for speaker_id, group in found.groupby("speaker_id", sort=True):
        side = group["side"].dropna()
        rows.append(
            {
                "speaker": group["speaker"].iloc[0],
                "side": side.iloc[0] if len(side) else None,
                "statements": len(group),
                "named": int((group["found"] == "named").sum()),
                "carried_over": int((group["found"] == "carried over").sum()),
                "speaker_id": speaker_id,
            }
        )
    table = _table(rows, ["speaker", "side", "statements", "named", "carried_over", "speaker_id"])
    return table.sort_values(["statements", "speaker_id"], ascending=[False, True], ignore_index=True)


def describe_extraction(statements: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """How the statements were found, in counts and shares: their forms, how speakers are known, level, negation.

    Parameters
    ----------
    names
        Id of each side: its name.

    Returns
    -------
    DataFrame
        Columns property, value, statements, share (of all statements).
    """
    found = [found_by(row) for row in statements.to_dict("records")]
    properties = {
        "speaker": found,
        "form": statements["form"].tolist(),
        "level": statements["level"].tolist(),
        "polarity": statements["polarity"].tolist(),
        "factuality": statements["factuality"].tolist(),
        "side": [names.get(value, value) if isinstance(value, str) else "no side" for value in statements["side"]],
    }
    rows = []
    for name, values in properties.items():
        for value in sorted({str(value) for value in values}):
            count = sum(str(other) == value for other in values)
            rows.append({"property": name, "value": value, "statements": count, "share": count / len(values)})
    return _table(rows, ["property", "value", "statements", "share"])


def plot_speakers(counts: pd.DataFrame, sides: Sequence[Any], language: str = "both") -> Figure:
    """Bars of statements by speaker, named and carried over, coloured by side.

    Parameters
    ----------
    counts
        As `count_by_speaker` returns it; the first fifteen are drawn.
    sides
        Sides of the study.
    """
    shown = counts.head(SPEAKERS_SHOWN).iloc[::-1]
    colours = dict(zip([side.id for side in sides], side_colours(len(sides)), strict=True))
    fig, ax = new_figure(7.5, 1.3 + 0.42 * max(1, len(shown)))
    positions = range(len(shown))
    bars = [colours.get(side, MUTED) for side in shown["side"]]
    ax.barh(positions, shown["named"], color=bars)
    ax.barh(
        positions, shown["carried_over"], left=shown["named"], color=bars, alpha=0.45, hatch="///", edgecolor="white"
    )
    names = ["\n".join(isolate(line) for line in textwrap.wrap(name, 34)) for name in shown["speaker"]]
    ax.set_yticks(positions, names)
    for position, total in zip(positions, shown["statements"], strict=True):
        ax.text(total, position, f" {total}", va="center")
    ax.set_xlabel(label("عدد الأقوال", "Statements", language))
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.margins(x=0.08)
    ax.grid(visible=False, axis="y")
    handles = [_patch(color=colours[side.id], label=label(side.label.ar, side.label.en, language)) for side in sides]
    if not set(shown["side"].dropna()) >= set(colours) or shown["side"].isna().any():
        handles.append(_patch(color=MUTED, label=label("بلا طرف", "no side", language)))
    handles.append(
        _patch(
            facecolor="0.75",
            hatch="///",
            edgecolor="white",
            label=label("من السياق", "carried over", language),
        )
    )
    fig.legend(handles=handles, loc="outside upper left", ncols=len(handles), handlelength=1.4)
    return fig


def plot_days(articles: pd.DataFrame, language: str = "both") -> Figure:
    """Bars of articles by day."""
    import pandas as pd

    days = pd.to_datetime(articles["date"].dropna()).value_counts().sort_index()
    fig, ax = new_figure(7.5, 2.4)
    ax.bar(days.index, days.to_numpy(), color=side_colours(1)[0], width=0.8)
    ax.set_ylabel(label("عدد المقالات", "Articles", language, lines=True))
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(visible=False, axis="x")
    ax.tick_params(axis="x", rotation=30)
    return fig


def _patch(**options: Any) -> Any:
    from matplotlib.patches import Patch

    return Patch(**options)


def _table(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)
