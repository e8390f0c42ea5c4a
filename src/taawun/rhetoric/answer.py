"""The answer in words, made from the tables and never saying more than they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.messages import list_words, phrase, translate
from taawun.rhetoric.glosses import name_in_text
from taawun.rhetoric.sentences import (
    find_unconfirmed,
    list_frequent,
    name_pair,
    show_level,
    show_points,
    tell_alignment,
    tell_checks,
    tell_difference,
    tell_least,
    tell_outcome,
    tell_test,
    tell_unconfirmed,
)
from taawun.statistics.blocks import MINIMUM_HITS
from taawun.statistics.comparison import find_differences

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from taawun.rhetoric.coded import Coded

LARGEST = 1
"""Differences that the first sentences tell."""
MOST_FREQUENT = 2
"""Frames of each side that they tell."""
UNVALIDATED = (
    "The frames are unvalidated: nobody has coded a sample of these statements by hand, so it is not known how often "
    "the codebook is right, nor whether it errs more for one side. Read every share as a count of wordings."
)


def find_conclusions(table: pd.DataFrame, alpha: float = 0.05) -> pd.DataFrame:
    """Rows of a comparison of shares or of a keyword table that may be called a difference.

    See `taawun.statistics.comparison.find_differences`.
    """
    return table[
        find_differences(
            table["difference"], table["low"], table["high"], table["difference_shared"], table["q"], alpha
        )
    ]


def find_reason(table: pd.DataFrame) -> str:
    """Why one pair of sides was not tested; empty when it was."""
    return "" if table["p"].notna().any() else str(table["note"].iloc[0])


def describe_material(coded: Coded, labels: Mapping[str, str], language: str = "en") -> str:
    """One sentence: how much is compared, and who reports it."""
    office = coded.statements["speaker_office"].notna().to_numpy()
    parts = [
        phrase(
            "{statements} to {side} ({office} of them to a speaker with an office)",
            language,
            statements=_count_statements(own, language),
            side=name_in_text(labels[side]),
            office=f"{int((own & office).sum()):,}",
        )
        for side in coded.sides
        for own in [coded.of_side(side)]
    ]
    attributed = _attribute(coded, parts, language)
    return f"{attributed} {phrase('What is compared is this attribution, not what was said.', language)}"


def _count_statements(own: NDArray[np.bool_], language: str) -> str:
    return phrase("{n} statements", language, n=int(own.sum()))


def _attribute(coded: Coded, parts: Sequence[str], language: str) -> str:
    """Sentence on the outlets that attribute so many statements to each side."""
    outlets = sorted(set(coded.statements["outlet"].dropna()))
    who = (
        list_words(outlets, language, " and ") if len(outlets) < 3 else phrase("{n} outlets", language, n=len(outlets))
    )
    return phrase(
        "In {articles}, {who} attributes {counted}."
        if len(outlets) < 2
        else "In {articles}, {who} attribute {counted}.",
        language,
        articles=phrase("{n} articles", language, n=coded.statements["article_id"].nunique()),
        who=who or phrase("an unknown outlet", language),
        counted=list_words(parts, language, " and "),
    )


def answer_question(
    coded: Coded,
    frames: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    confidence: float = 0.95,
    validated: str = "",
    alignment: pd.DataFrame | None = None,
    checks: pd.DataFrame | None = None,
    language: str = "en",
) -> str:
    """Write the answer to a study's question.

    Parameters
    ----------
    frames
        `taawun.rhetoric.shares.compare_sides` of the layer `frame`.
    labels
        Name of each side.
    validated
        What human coding showed, in words; empty without coding.
    alignment
        `taawun.rhetoric.alignment.measure_alignment`.
    checks
        `taawun.rhetoric.robustness.check_robustness`.
    language
        `ar` for Arabic; anything else gives English. Labels are names in this language.

    Returns
    -------
    str
        Paragraphs parted by an empty line.
    """
    paragraphs = [describe_material(coded, labels, language)]
    for pair in frames[["side_a", "side_b"]].drop_duplicates().itertuples(index=False):
        table = frames[(frames["side_a"] == pair.side_a) & (frames["side_b"] == pair.side_b)]
        reason = find_reason(table)
        if reason:
            paragraphs.append(_describe_pair(table, pair, labels, reason, language))
        else:
            paragraphs.append(_infer_pair(table, pair, labels, confidence, checks, language))
            if alignment is not None:
                paragraphs.append(tell_alignment(alignment, pair, labels, language))
    paragraphs.append(validated or phrase(UNVALIDATED, language))
    return "\n\n".join(paragraphs)


def summarise_answer(
    coded: Coded,
    frames: pd.DataFrame,
    labels: Mapping[str, str],
    *,
    confidence: float = 0.95,
    trusted: str = "",
    language: str = "en",
) -> str:
    """Say in a few sentences what `answer_question` says in full: what a reader sees first.

    Parameters
    ----------
    coded, frames, labels, confidence, language
        As in `answer_question`.
    trusted
        How far the measurement can be trusted, in a sentence.

    Returns
    -------
    str
        One paragraph for the material and each pair of sides, one for the measurement.
    """
    counted = []
    for side in coded.sides:
        frequent = list(_count_hits(frames, side).items())[:MOST_FREQUENT]
        listed = [f"{name_code(frames, code, language)}: {hits:,}" for code, hits in frequent]
        counted.append(
            phrase(
                "{statements} to {side} (most often {frames})" if listed else "{statements} to {side}",
                language,
                statements=_count_statements(coded.of_side(side), language),
                side=name_in_text(labels[side]),
                frames=list_words(listed, language, "; "),
            )
        )
    paragraphs = [_attribute(coded, counted, language)]
    for pair in frames[["side_a", "side_b"]].drop_duplicates().itertuples(index=False):
        table = frames[(frames["side_a"] == pair.side_a) & (frames["side_b"] == pair.side_b)]
        reason = find_reason(table)
        if reason:
            told = phrase(
                "{pair}: {reason}, so no difference between the sides is claimed.",
                language,
                pair=name_pair(pair, labels, language),
                reason=translate(reason, language),
            )
        else:
            told = " ".join(_tell_found(table, pair, labels, confidence, language))
        paragraphs.append(told)
    return "\n\n".join([*paragraphs, *filter(None, [trusted])])


def find_named(frames: pd.DataFrame) -> list[str]:
    """Codes that may be called different, and those of which `summarise_answer` says that they seem so."""
    tested = frames[frames["p"].notna()]
    return sorted({*find_conclusions(tested)["code"], *find_unconfirmed(tested)["code"]})


def name_code(frames: pd.DataFrame, code: str, language: str = "en") -> str:
    """Name of a code of a comparison, in the language of the report."""
    return str(frames.loc[frames["code"] == code, "label_ar" if language == "ar" else "label"].iloc[0])


def describe_figure(coded: Coded, frames: pd.DataFrame, *, confidence: float = 0.95, language: str = "en") -> str:
    """Say what the figure beside the first sentences shows, and what it does not decide.

    Parameters
    ----------
    coded, frames, confidence, language
        As in `answer_question`.
    """
    shown = phrase(
        "Share of each side's statements with a frame, in {articles}. Lines: {confidence} intervals of the single "
        "shares, by Wilson's method.",
        language,
        articles=phrase("{n} articles", language, n=coded.statements["article_id"].nunique()),
        confidence=f"{confidence:.0%}",
    )
    decided = (
        "They do not decide whether the sides differ: that is tested within the articles in which both speak, under Differences. "
        "Further frames stand under Frames."
        if frames["p"].notna().any()
        else "They do not decide whether the sides differ: the data are too few for a test. Further frames stand under Frames."
    )
    return f"{shown} {phrase(decided, language)}"


def find_telling(frames: pd.DataFrame) -> dict[str, str]:
    """Code that tells most of each side.

    Where the side differs, it is the code of its largest difference; else, of the codes that it has, the one that all sides
    have most often: their quotations can then be compared.
    """
    telling: dict[str, str] = {}
    found = find_conclusions(frames).sort_values("difference", key=abs, ascending=False)
    for row in found.to_dict("records"):
        telling.setdefault(row["side_a"] if row["difference"] > 0 else row["side_b"], row["code"])
    common = frames.groupby("code")[["share_a", "share_b"]].min().min(axis=1)
    for side in dict.fromkeys([*frames["side_a"], *frames["side_b"]]):
        own = _count_hits(frames, side)
        if own:
            telling.setdefault(side, max(own, key=lambda code: (common[code], own[code], code)))
    return telling


def _count_hits(frames: pd.DataFrame, side: str) -> dict[str, int]:
    """Statements of a side with each code that it has, the most frequent first."""
    hits = {
        row["code"]: int(row[f"hits_{letter}"])
        for letter in "ab"
        for row in frames[frames[f"side_{letter}"] == side].to_dict("records")
        if row[f"hits_{letter}"]
    }
    return dict(sorted(hits.items(), key=lambda item: (-item[1], item[0])))


def describe_keywords(
    table: pd.DataFrame, labels: Mapping[str, str], alpha: float = 0.05, *, language: str = "en"
) -> str:
    """Say which words of a keyword table may be called key.

    Parameters
    ----------
    table
        `taawun.rhetoric.keywords.find_keywords`, not empty.
    """
    sure = find_conclusions(table, alpha)
    head = phrase(
        "Of {words} words that occur often enough, {n} are used more by one side (q ≤ {level} by swapping the sides within "
        "articles, interval without 0, same direction in the shared articles).",
        language,
        words=f"{len(table):,}",
        n=len(sure),
        level=show_level(alpha, language),
    )
    listed = [
        f"{labels[str(side)]}: {'، '.join(part['word'])}."
        for side, part in sure.groupby("side", sort=False)
        if len(part)
    ]
    unclear = table[(table["q"] <= alpha) & ~table.index.isin(sure.index)]
    astray = (
        "{n} more words pass the test, but the interval over all articles holds 0 or the shared articles point the other "
        "way: no side is named for them."
        if len(sure)
        else "{n} words pass the test, but the interval over all articles holds 0 or the shared articles point the other "
        "way: no side is named for them."
    )
    unclear_told = phrase(astray, language, n=len(unclear)) if len(unclear) else ""
    rest = (
        "The others are listed by log-odds and are not shown to differ."
        if len(sure) or len(unclear)
        else "They are listed by log-odds and are not shown to differ."
    )
    tail = phrase(rest, language) if len(sure) + len(unclear) < len(table) else ""
    least = f"{table['q_least'].max():.2g}"
    few = phrase("With the swaps drawn, one word alone could reach a q of {q}.", language, q=least)
    blind = table[table["q_least"] > alpha]
    if len(blind):
        few = phrase(
            "With {n} articles in which both sides speak, a single word cannot reach a q below {q}, however much it differs: "
            "that none is shown to differ says little.",
            language,
            n=int(blind["shared"].min()),
            q=f"{blind['q_least'].max():.3f}",
        )
    return " ".join(part for part in (head, *listed, unclear_told, tail, few) if part)


def _describe_pair(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], reason: str, language: str) -> str:
    head = phrase(
        "{pair}: {reason}. This is a description of these statements and no difference between the sides is claimed.",
        language,
        pair=name_pair(pair, labels, language),
        reason=translate(reason, language),
    )
    return " ".join([head, *list_frequent(table, pair, labels, 4, language)])


def _tell_found(
    table: pd.DataFrame, pair: Any, labels: Mapping[str, str], confidence: float, language: str
) -> list[str]:
    """How many frames differ, the largest differences, and what a null leaves open."""
    found = find_conclusions(table).sort_values("difference", key=abs, ascending=False)
    sentences = [tell_outcome(table, pair, labels, len(found), language)]
    sentences += [tell_difference(row, pair, labels, confidence, language) for _, row in found.head(LARGEST).iterrows()]
    rest = table.drop(found.index)
    unconfirmed = find_unconfirmed(rest)
    sentences += tell_unconfirmed(unconfirmed, pair, labels, more=len(found) > 0, language=language)
    widest = rest.drop(unconfirmed.index)[["low", "high"]].abs().to_numpy()
    if np.isfinite(widest).any():
        message = (
            "For the other frames no difference is shown, which is no evidence of equality: differences of up to {points} percentage points remain possible."
            if len(found) + len(unconfirmed)
            else "That no difference is shown is no evidence of equality: differences of up to {points} percentage points remain possible."
        )
        sentences.append(phrase(message, language, points=show_points(np.nanmax(widest))))
    return sentences


def _infer_pair(
    table: pd.DataFrame,
    pair: Any,
    labels: Mapping[str, str],
    confidence: float,
    checks: pd.DataFrame | None,
    language: str,
) -> str:
    found = find_conclusions(table).sort_values("difference", key=abs, ascending=False)
    sentences = [tell_test(table, pair, labels, len(found), language), *tell_least(table, language)]
    for _, row in found.iterrows():
        sentences.append(tell_difference(row, pair, labels, confidence, language))
        if checks is not None:
            sentences.append(tell_checks(checks, pair, row["code"], language))
    rest = table[~table.index.isin(found.index)]
    only_interval = find_unconfirmed(rest)
    sentences += tell_unconfirmed(only_interval, pair, labels, more=len(found) > 0, language=language)
    rest = rest.drop(only_interval.index)
    rare = rest[rest["low"].isna()]
    if len(rare):
        message = "{n} frames have fewer than {least} statements on either side: too few for an interval."
        sentences.append(phrase(message, language, n=len(rare), least=MINIMUM_HITS))
    rest = rest.drop(rare.index)
    if len(rest):
        widest = rest[["low", "high"]].abs().to_numpy()
        sentences.append(
            phrase(
                "For the other frames no difference is shown, which is not evidence of equality (their intervals reach {points} "
                "points).",
                language,
                points=show_points(np.nanmax(widest)),
            )
            if np.isfinite(widest).any()
            else phrase("For the other frames no difference is shown, which is not evidence of equality.", language)
        )
    return " ".join(sentences)
