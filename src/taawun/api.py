"""What `import taawun` gives: from articles in any form to tables, in data frames; docs/api-tour.md walks through it.

Every function does what the command of its name does, with the same results and the same errors (`TaawunError`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from taawun.errors import TaawunError
from taawun.tables import ARTICLES, FRAMES, MEETINGS, STATEMENTS, TARGETS, Row, Schema, read_rows, write_table

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def read_articles(source: str | Path) -> pd.DataFrame:
    """Read articles from a folder or a file of any form: texts, tables, Word, PDF, saved pages, exports.

    Parameters
    ----------
    source
        As `taawun statements` takes it.

    Returns
    -------
    DataFrame
        A row an article, columns of `taawun.tables.ARTICLES`; `frame.attrs["rejected"]` has what was set aside, with
        the reasons.

    Raises
    ------
    TaawunError
        There is no such file, or no article of it can be used.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "visit.txt")
    >>> _ = file.write_text("أكد الوزير أن التعاون مستمر.", encoding="utf-8")
    >>> list(read_articles(file)["id"])
    ['visit']
    """
    from taawun.intake import open_articles

    with open_articles(Path(source)) as (table, rejected):
        frame = _frame(table, ARTICLES)
    frame.attrs["rejected"] = rejected
    return frame


def find_statements(articles: pd.DataFrame, *, jobs: int = 1) -> pd.DataFrame:
    """Find who said what.

    Parameters
    ----------
    articles
        Columns id and text; outlet, date, title and removed are used where they are.
    jobs
        Processes; more than one pays from some hundred articles on, and needs `if __name__ == "__main__":` in a script.

    Returns
    -------
    DataFrame
        A row a statement, columns of `taawun.tables.STATEMENTS`: offsets into the text of the article. `show_words`
        gives the words.

    Raises
    ------
    TaawunError
        Two articles have one id, or none can be used.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    >>> list(find_statements(articles)["speaker"])
    ['الرئيس حسن روحاني']
    """
    from taawun.stages import build_statements

    with tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        source = _table(articles, Path(folder, "articles.parquet"), ARTICLES)
        build_statements(source, out := Path(folder, "s.parquet"), jobs=jobs)
        return _frame(out, STATEMENTS)


def find_codes(articles: pd.DataFrame, statements: pd.DataFrame, *, codebook: str | Path | None = None) -> pd.DataFrame:
    """Find the codebook's frames and modalities in statements.

    Parameters
    ----------
    codebook
        File of a codebook of your own (docs/own-codebook.md); the project's when not given.

    Returns
    -------
    DataFrame
        A row a hit, columns of `taawun.tables.FRAMES`.

    Raises
    ------
    TaawunError
        A statement is of an article that is not there, or the codebook is wrong: file, line and cure.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    >>> "COOP" in set(find_codes(articles, find_statements(articles))["code"])
    True
    """
    from taawun.stages import build_frames

    return _build(partial(build_frames, codebook=Path(codebook) if codebook else None), articles, statements, FRAMES)


def find_targets(articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Find of whom each statement speaks, and how: from -2 (confronts) to 2 (commits himself).

    Returns
    -------
    DataFrame
        A row for each target of a statement, columns of `taawun.tables.TARGETS`.

    Raises
    ------
    TaawunError
        A statement is of an article that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["رحب الرئيس الإيراني حسن روحاني بالتعاون مع العراق."]})
    >>> find_targets(articles, find_statements(articles))["target"].tolist()
    ['IQ']
    """
    from taawun.stages import build_targets

    return _build(build_targets, articles, statements, TARGETS)


def find_meetings(articles: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """Find who met whom in each article.

    Returns
    -------
    DataFrame
        A row a meeting, columns of `taawun.tables.MEETINGS`.

    Raises
    ------
    TaawunError
        A statement is of an article that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "استقبل الرئيس الإيراني حسن روحاني وزير الخارجية العراقي وأكد أن التعاون مستمر."
    >>> articles = pd.DataFrame({"id": ["a"], "text": [text]})
    >>> find_meetings(articles, find_statements(articles))["kind"].tolist()
    ['reception']
    """
    from taawun.stages import build_meetings

    return _build(build_meetings, articles, statements, MEETINGS)


def show_words(articles: pd.DataFrame, statements: pd.DataFrame, codes: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the tidy table: the words of each statement with speaker, outlet, date and codes.

    Returns
    -------
    DataFrame
        Columns of `taawun.report.tidy.TIDY`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    >>> list(show_words(articles, find_statements(articles))["speaker_latin"])
    ['Hassan Rouhani']
    """
    import pandas as pd

    from taawun.report.tidy import TIDY, tidy_statements

    frames = None if codes is None else _records(codes)
    rows = tidy_statements(_records(articles), _records(statements), frames=frames)
    absent = {"side", "topic", "targets", "stance"} | ({"codes"} if codes is None else set())
    return pd.DataFrame(rows, columns=[name for name in TIDY if name not in absent])


class Shown(NamedTuple):
    """A fragment of HTML that notebooks show; `html` is safe to put into a page."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def show_article(articles: pd.DataFrame, statements: pd.DataFrame, article: str) -> Shown:
    """Show an article with its statements and speakers marked, as in the report.

    Raises
    ------
    TaawunError
        There is no such article.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    >>> show_article(articles, find_statements(articles), "a").html.count('<b class="ta-cue"')
    1
    """
    from taawun.report.annotated import render_article

    rows = [row for row in _records(articles) if row["id"] == article]
    if not rows:
        raise TaawunError("there is no such article", "give an id of the table", article=article)
    found = [row for row in _records(statements) if row["article_id"] == article]
    return Shown(str(render_article(rows[0], found, language="both")))


def find_speaker(statements: pd.DataFrame, name: str) -> pd.DataFrame:
    """Look a speaker up by any words of the name, the office or the id; letters are compared as Arabic readers do.

    Returns
    -------
    DataFrame
        `speaker`, `speaker_id`, `speaker_office`, `speaker_state`, `statements` and `articles`, the most quoted first.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس حسن روحاني أن التعاون مستمر."]})
    >>> find_speaker(find_statements(articles), "روحاني")["statements"].tolist()
    [1]
    """
    from taawun.arabic import fold_text

    columns = ["speaker", "speaker_id", "speaker_office", "speaker_state"]
    wanted = fold_text(name).split()
    folded = statements[columns[:3]].fillna("").agg(" ".join, axis=1).map(fold_text)
    found = statements[[all(word in text for word in wanted) for text in folded]]
    grouped = found.groupby(columns, dropna=False)["article_id"].agg(["size", "nunique"])
    table = grouped.rename(columns={"size": "statements", "nunique": "articles"}).reset_index()
    return table.sort_values(["statements", "speaker_id"], ascending=[False, True]).reset_index(drop=True)


def find_topics(articles: pd.DataFrame, statements: pd.DataFrame, number: int, *, seed: int = 1) -> pd.DataFrame:
    """Find topics of statements, quickly: a look at what there is. A report chooses their number and tests stability.

    Returns
    -------
    DataFrame
        `topic`, `words` (the ten most typical) and `share` of the statements' words.

    Raises
    ------
    TaawunError
        There are fewer statements or words than topics.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = [f"أكد الرئيس حسن روحاني أن {word} {word}." for word in ("التعاون", "التجارة")]
    >>> articles = pd.DataFrame({"id": ["a", "b"], "text": texts})
    >>> len(find_topics(articles, find_statements(articles), 2))
    2
    """
    import pandas as pd

    from taawun.topics.bags import count_words
    from taawun.topics.documents import statement_documents
    from taawun.topics.engines import fit_nmf

    bags = count_words(statement_documents(_records(articles), _records(statements)))
    if not 1 <= number <= min(bags.counts.shape):
        raise TaawunError(
            f"{number} topics cannot be found in {bags.counts.shape[0]} statements with {bags.counts.shape[1]} words",
            "ask for fewer",
        )
    model = fit_nmf(bags, number, seed=seed)
    shares = model.transform(bags.counts).mean(axis=0)
    words = [" ".join(words) for words in model.top_words(10)]
    return pd.DataFrame({"topic": list(model.names), "words": words, "share": shares})


def compare_sides(
    articles: pd.DataFrame,
    statements: pd.DataFrame,
    codes: pd.DataFrame,
    sides: Mapping[str, str | Sequence[str]],
    *,
    layer: str = "frame",
) -> pd.DataFrame:
    """Compare how often the sides' statements carry each code: a description, with Wilson's intervals.

    Parameters
    ----------
    sides
        Name of a side: code of its state (`IR`), or the names of its speakers.
    layer
        `frame`, `modality` or `speech_act`.

    Returns
    -------
    DataFrame
        As `taawun.rhetoric.shares.side_shares`. Tests, by article, are in the report of a study.

    Raises
    ------
    TaawunError
        No side is named.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"id": ["a"], "text": ["أكد الرئيس الإيراني حسن روحاني أن التعاون مستمر."]})
    >>> statements = find_statements(articles)
    >>> shares = compare_sides(articles, statements, find_codes(articles, statements), {"iran": "IR", "turkiye": "TR"})
    >>> shares.query("code == 'COOP' and side == 'iran'")["hits"].tolist()
    [1]
    """
    import pandas as pd

    from taawun.codebook import load_codebook
    from taawun.linking.sides import assign_sides
    from taawun.rhetoric.coded import code_statements
    from taawun.rhetoric.shares import side_shares
    from taawun.study_file import Label, Side

    if not sides:
        raise TaawunError("no side is named", "give its state or its speakers", field="sides")
    made = [
        Side(id=name, label=Label(en=name, ar=name), state=who)
        if isinstance(who, str)
        else Side(id=name, label=Label(en=name, ar=name), speakers=list(who))
        for name, who in sides.items()
    ]
    found = assign_sides(_records(statements), made)
    sided = statements.assign(side=pd.Series(found, index=statements.index, dtype="str"))
    about = articles.reindex(columns=["id", "outlet", "date"])
    return side_shares(code_statements(sided, codes, about, load_codebook(), list(sides)), layer)


def plot_shares(shares: pd.DataFrame, *, language: str = "both") -> Figure:
    """Plot what `compare_sides` found: a dot and an interval for each code and side.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"code": "COOP", "label": "cooperation", "label_ar": "تعاون", "side": "iran", "hits": 1, "statements": 2}
    >>> table = pd.DataFrame([row | {"articles": 1, "share": 0.5, "low": 0.1, "high": 0.9}])
    >>> type(plot_shares(table)).__name__
    'Figure'
    """
    from taawun.report import rhetoric_figures

    return rhetoric_figures.plot_shares(shares, {side: side for side in shares["side"].unique()}, language=language)


def _build(
    stage: Callable[..., object], articles: pd.DataFrame, statements: pd.DataFrame, schema: Schema
) -> pd.DataFrame:
    """Run a stage that reads articles and statements; return its table."""
    with tempfile.TemporaryDirectory(prefix="taawun-") as folder:
        source = _table(articles, Path(folder, "articles.parquet"), ARTICLES)
        found = _table(statements, Path(folder, "statements.parquet"), STATEMENTS)
        stage(source, found, out := Path(folder, "found.parquet"), jobs=1)
        return _frame(out, schema)


def _frame(path: Path, schema: Schema) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(({name: row.get(name) for name in schema} for row in read_rows(path)), columns=list(schema))


def _records(frame: pd.DataFrame) -> list[Row]:
    from taawun.report.study_tables import plain_records

    return plain_records(frame)


def _table(frame: pd.DataFrame, path: Path, schema: Schema) -> Path:
    """Write the columns of a data frame that a table of ours has."""
    rows: list[dict[str, Any]] = [
        {name: value for name, value in row.items() if name in schema} for row in _records(frame)
    ]
    write_table(rows, path, schema)
    return path
