"""The keys of a study file, with their limits: which articles, which sides, which settings of each stage."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from taawun.settings import Settings, Text
from taawun.study_values import DateFormat, Encoding, Id, IsoDate, Name, Pattern, Place, State, Word


class Label(Settings):
    """A text in both languages of the report."""

    en: Text
    ar: Text


class Filters(Settings):
    """Which articles of the corpus belong to the study. An empty filter keeps everything.

    Attributes
    ----------
    since, until
        First and last day of publication (keys `from` and `to`); an article without a date passes.
    outlets
        Names of outlets as they stand in the article table.
    states
        The article must mention all of these states.
    office_holder
        The article must also mention the holder of an office.
    """

    since: IsoDate | None = Field(default=None, alias="from")
    until: IsoDate | None = Field(default=None, alias="to")
    outlets: list[Text] = Field(default=[])
    states: list[State] = Field(default=[])
    office_holder: bool = False

    @model_validator(mode="after")
    def _days_in_order(self) -> Filters:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"`from` ({self.since}) is after `to` ({self.until}): expected the earlier day first")
        return self


ArticleColumn = Literal[
    "id", "outlet", "country", "language", "date", "title", "author", "url", "rights", "text", "file"
]


class CorpusSettings(Settings):
    """Where the articles are and how to read them.

    Attributes
    ----------
    folder
        Folder of the corpus, relative to the project root (the folder that holds studies/) and within it; or an
        absolute path.
    registry
        Name of a public corpus in data/corpora.yaml, instead of a folder.
    files
        Pattern of the files within the folder: articles, or a table with a column `file` that names a text, a page or
        a document a row. When not given: every file of a known form.
    format
        Form of the files; told by the suffix when `auto`.
    columns
        Our column: their column, for the tables that have such a column. Common names in Arabic, English and French
        need no mention: they are known, table by table (lexicons/columns.yaml).
    defaults
        Our column: its value where the files say nothing (outlet, country, language, date, author, rights).
    encoding
        Name of the encoding; found out for each file, and refused when unsure, when `auto`.
    date_format
        How the files write dates, as in strftime (%d/%m/%Y), or such a format for each file that needs one. Dates that
        can be read in one way only need none.
    calendar
        What years below 1700 are counted in: `gregorian` (they are refused), `hijri` or `solar` (Iran).
    minimum_words
        Shorter articles are left out and counted.
    duplicates
        `once` keeps the first article of each cluster of near-duplicates, `all` keeps every copy.
    """

    folder: Place | None = None
    registry: Text | None = None
    files: Pattern | None = None
    format: Literal[
        "auto", "text", "jsonl", "csv", "parquet", "xlsx", "zip", "html", "json", "mhtml", "docx", "rtf", "pdf"
    ] = "auto"
    columns: dict[ArticleColumn, Text] = Field(default={})
    defaults: dict[Literal["outlet", "country", "language", "date", "author", "rights"], Text] = Field(default={})
    encoding: Encoding = "utf-8"
    date_format: DateFormat | dict[Text, DateFormat] | None = None
    calendar: Literal["gregorian", "hijri", "solar"] = "gregorian"
    minimum_words: Annotated[int, Field(ge=0)] = 0
    filters: Filters = Filters()
    duplicates: Literal["once", "all"] = "once"

    @model_validator(mode="after")
    def _one_source(self) -> CorpusSettings:
        if (self.folder is None) == (self.registry is None):
            raise ValueError("expected either `folder` or `registry`, and one of them only")
        return self


class Side(Settings):
    """One of the parties that a study compares.

    Attributes
    ----------
    id
        Short name for tables and file names.
    label
        Name for the reader.
    state
        ISO 3166 alpha-2 code: everyone who speaks for this state.
    speakers
        Names of persons or groups, as the press writes them.
    offices
        Offices whose holders belong to the side.
    """

    id: Id
    label: Label
    state: State | None = None
    speakers: list[Name] = Field(default=[])
    offices: list[Name] = Field(default=[])

    @model_validator(mode="after")
    def _someone_speaks(self) -> Side:
        if not (self.state or self.speakers or self.offices):
            raise ValueError(f"the side {self.id!r} has nobody: expected `speakers`, `offices` or `state`")
        return self


class TopicSettings(Settings):
    """Settings of the topic models.

    Attributes
    ----------
    unit
        What one document of the model is: a statement, all that one speaker says in one article, or an article.
    model
        `lda` finds topics, `seeded` looks for the frames of the codebook; by the number of documents when `auto`.
    topics
        Number of topics; chosen by a sweep when `auto`.
    sweep
        Numbers of topics that the sweep compares.
    minimum_statements
        Below this many documents a seeded model is fitted instead.
    draws
        Resamples of the articles for the stability of the topics; 20 give an error of about 0.05.
    check
        Engine of the second model that the topics are compared with. make installs tomotopy, from a lock of its own,
        for a study that asks for it.
    leave_out_names
        Whether the names of the sides (states, speakers) are left out of the vocabulary, so that topics are not led by
        who speaks.
    labels
        File with labels for the topics, relative to the project root and within it, or an absolute path
        (docs/topics.md).
    """

    unit: Literal["statement", "speaker_article", "article"] = "statement"
    model: Literal["auto", "lda", "seeded"] = "auto"
    topics: Literal["auto"] | Annotated[int, Field(ge=2, le=500)] = Field(
        default="auto", description="auto, or a whole number from 2 to 500"
    )
    sweep: Annotated[list[Annotated[int, Field(ge=2, le=500)]], Field(min_length=1)] = Field(
        default=[3, 5, 8, 12, 16, 24, 32, 50]
    )
    minimum_statements: Annotated[int, Field(ge=1)] = 50
    draws: Annotated[int, Field(ge=2, le=1000)] = 20
    check: Literal["nmf", "tomotopy", "none"] = "nmf"
    leave_out_names: bool = False
    labels: Place | None = None


class ComparisonSettings(Settings):
    """Settings of the comparison between the sides.

    Attributes
    ----------
    resamples
        Draws of every resampling.
    minimum_statements, minimum_articles
        Two sides are described, never tested, where one of them has fewer statements or where they speak in fewer
        articles together. Both numbers can be raised, not lowered: with less, the tests do not keep what they promise
        (docs/rhetoric.md).
    confidence
        Coverage of the intervals.
    prior
        Words that the informative prior of the keywords is worth.
    collocation_nodes
        Words whose collocates are listed for each side: what stands near them (Sinclair 1991 calls them nodes). An
        empty list leaves the table out.
    """

    resamples: Annotated[int, Field(ge=100, le=100_000)] = 2000
    minimum_statements: Annotated[int, Field(ge=30)] = Field(
        default=30, description="a whole number from 30 on (it can be raised, not lowered)"
    )
    minimum_articles: Annotated[int, Field(ge=10)] = Field(
        default=10, description="a whole number from 10 on (it can be raised, not lowered)"
    )
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    prior: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1000.0
    collocation_nodes: list[Word] = Field(default=["تعاون"])


class PairSettings(Settings):
    """Settings of a study of pairs of states.

    Attributes
    ----------
    states
        Only pairs of these states; every state of the corpus when `all`.
    minimum_statements, minimum_articles
        Directed pairs with less are left out. Both numbers can be raised, not lowered.
    utterances
        `once` counts what several articles print in the same words as one utterance, `all` every printing.
    """

    states: Literal["all"] | Annotated[list[State], Field(min_length=2)] = Field(
        default="all", description="all, or a list of two states or more"
    )
    minimum_statements: Annotated[int, Field(ge=30)] = 30
    minimum_articles: Annotated[int, Field(ge=10)] = 10
    utterances: Literal["once", "all"] = "once"


class MeetingSettings(Settings):
    """Settings of the part on meetings.

    Attributes
    ----------
    days
        Reports of the same persons' meeting in articles so many days apart are of one meeting.
    """

    days: Annotated[int, Field(ge=0, le=30)] = 3


def _plain(name: str) -> str:
    """Name without vowel marks, hamzas, tatweel and double blanks: what speakers must differ in to be two."""
    letters = unicodedata.normalize("NFKD", name).replace("\u0640", "")
    return " ".join("".join(char for char in letters if unicodedata.category(char) != "Mn").split())


class StudyFile(Settings):
    """The keys of a study file.

    Attributes
    ----------
    pairs
        Settings of a study of all pairs of states, instead of sides; `pairs: all` leaves them as they are.
    meetings
        Settings of a part on who met whom and what each side said; `meetings: all` leaves them as they are. There is none
        without this key.
    codebook
        File with codes of the study's own, relative to the project root and within it, or an absolute path; one that says
        `extends: taawun` changes the project's (docs/own-codebook.md).
    """

    title: Label
    question: Label
    language: Literal["en", "ar", "both"] = "both"
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0
    corpus: CorpusSettings
    sides: list[Side] = Field(default=[])
    pairs: PairSettings | None = None
    meetings: MeetingSettings | None = None
    topics: TopicSettings = TopicSettings()
    comparison: ComparisonSettings = ComparisonSettings()
    codebook: Place | None = None

    @field_validator("pairs", "meetings", mode="before")
    @classmethod
    def _all_as_they_are(cls, value: object) -> object:
        return {} if value == "all" else value

    @model_validator(mode="after")
    def _sides_or_pairs(self) -> StudyFile:
        if self.pairs is not None and self.sides:
            raise ValueError("the study has `sides` and `pairs`: expected one of them only")
        if self.pairs is None and len(self.sides) < 2:
            raise ValueError("expected at least two `sides`, or `pairs: all`")
        return self

    @field_validator("sides")
    @classmethod
    def _ids_differ(cls, sides: list[Side]) -> list[Side]:
        ids = [side.id for side in sides]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"two sides have the id {twice[0]!r}: expected an id of its own for each")
        return sides

    @field_validator("sides")
    @classmethod
    def _each_can_speak(cls, sides: list[Side]) -> list[Side]:
        """Refuse a side that no statement could ever be given to: what several sides claim goes to the first of them."""
        holders: dict[tuple[str, ...], str] = {}
        for side in sides:
            claims: list[tuple[str, ...]] = [("speaker", _plain(name)) for name in side.speakers]
            claims += [("office", _plain(name), side.state or "") for name in side.offices]
            if side.state and not claims:
                claims = [("state", side.state)]
            for claim in claims:
                if claim in holders and holders[claim] != side.id:
                    raise ValueError(
                        f"the sides {holders[claim]!r} and {side.id!r} have the same {claim[0]} {claim[1]!r}, and all "
                        "of it goes to the first: expected speakers or offices that tell them apart"
                    )
            for claim in (*claims, *([("state", side.state)] if side.state else ())):
                holders.setdefault(claim, side.id)
        return sides
