"""Sentences that an answer is made of: each says one thing that a table shows, in English or in Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.messages import list_words, phrase, translate
from taawun.rhetoric.glosses import name_in_text

if TYPE_CHECKING:
    import pandas as pd


def list_frequent(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], most: int, language: str) -> list[str]:
    """A sentence a side on its most frequent frames."""
    sentences = []
    for letter, side in (("a", pair.side_a), ("b", pair.side_b)):
        n, name = int(table[f"n_{letter}"].iloc[0]), name_in_text(labels[side])
        found = table[table[f"hits_{letter}"] > 0].sort_values([f"hits_{letter}", "code"], ascending=[False, True])
        if found.empty:
            message = "No frame was found in the {statements} statements of {side}."
            sentences.append(phrase(message, language, statements=n, side=name))
            continue
        listed = [
            phrase("{label} ({hits} of {statements})", language, label=label, hits=int(hits), statements=n)
            for label, hits in zip(found[_label(language)], found[f"hits_{letter}"], strict=True)
        ][:most]
        frames = list_words(listed, language, "; ")
        sentences.append(phrase("Most frequent for {side}: {frames}.", language, side=name, frames=frames))
    return sentences


def find_unconfirmed(rest: pd.DataFrame) -> pd.DataFrame:
    """Of the frames that may not be called a difference, those whose interval over all articles leaves 0 out."""
    return rest[(rest["low"] > 0) | (rest["high"] < 0)]


def tell_unconfirmed(
    table: pd.DataFrame, pair: Any, labels: Mapping[str, str], *, more: bool, language: str
) -> list[str]:
    """Say of which frames only the interval speaks for a difference; nothing where there is none."""
    if table.empty:
        return []
    message = (
        "Over all {articles} articles {n} more frames seem to differ ({frames}; intervals of the difference without 0, not corrected for the number of frames), "
        "but the test within the shared articles does not confirm them: the sides may only be reported in different stories."
        if more
        else "Over all {articles} articles {n} frames seem to differ ({frames}; intervals of the difference without 0, not corrected for the number of frames), "
        "but the test within the shared articles does not confirm them: the sides may only be reported in different stories."
    )
    told = [
        phrase(
            "more often for {side}: {frames}",
            language,
            side=name_in_text(labels[side]),
            frames=list_words(own[_label(language)], language, "; "),
        )
        for side, own in (
            (pair.side_a, table[table["difference"] > 0]),
            (pair.side_b, table[table["difference"] < 0]),
        )
        if len(own)
    ]
    articles = f"{int(table['articles'].iloc[0]):,}"
    return [phrase(message, language, n=len(table), articles=articles, frames=list_words(told, language, "; "))]


def tell_test(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], found: int, language: str) -> str:
    """Say how many frames were tested between two sides, and how many differ."""
    return _count_frames(
        "{pair}: of {frames} frames tested on the {shared} articles in which both sides speak, {n} differ in the main analysis "
        "(q, the p-value corrected for their number, ≤ .05; interval without 0; same direction in the shared articles).",
        table,
        pair,
        labels,
        found,
        language,
    )


def tell_outcome(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], found: int, language: str) -> str:
    """Say what `tell_test` says to those who read nothing else: what a frame is, and not by which rule."""
    return _count_frames(
        "{pair}: of {frames} frames (subjects and manners of speaking, found by their wording), compared within the {shared} "
        "articles in which both sides speak, {n} are shown to differ.",
        table,
        pair,
        labels,
        found,
        language,
    )


def _count_frames(
    message: str, table: pd.DataFrame, pair: Any, labels: Mapping[str, str], found: int, language: str
) -> str:
    return phrase(
        message,
        language,
        pair=name_pair(pair, labels, language),
        frames=int(table["p"].notna().sum()),
        shared=int(table["shared"].iloc[0]),
        n=found,
    )


def tell_difference(row: Any, pair: Any, labels: Mapping[str, str], confidence: float, language: str) -> str:
    """Say which side has a frame more often, by how much, and how sure that is."""
    first, second = name_in_text(labels[pair.side_a]), name_in_text(labels[pair.side_b])
    more, less = (first, second) if row["difference"] > 0 else (second, first)
    shares = sorted((row["share_a"], row["share_b"]), reverse=True)
    low, high = sorted((abs(row["low"]), abs(row["high"])))
    return phrase(
        "{frame} is more frequent for {more} than for {less}: {share_more} against {share_less} of statements (difference "
        "{points} points, {confidence} interval {low} to {high}, corrected p {q}).",
        language,
        frame=row[_label(language)],
        more=more,
        less=less,
        share_more=_percent(shares[0]),
        share_less=_percent(shares[1]),
        points=show_points(abs(row["difference"])),
        confidence=f"{confidence:.0%}",
        low=show_points(low),
        high=show_points(high),
        q=_p(row["q"], language),
    )


def tell_least(table: pd.DataFrame, language: str) -> list[str]:
    """Say so where the resamples are too few for any frame to be shown to differ."""
    least = table["q_least"].iloc[0]
    message = "One frame alone could not reach a q below {q}, however much it differs."
    return [phrase(message, language, q=f"{least:.3f}")] if least > 0.05 else []


def tell_checks(checks: pd.DataFrame, pair: Any, code: str, language: str) -> str:
    """Say in how many of the checks that had enough data a conclusion holds."""
    own = checks[(checks["side_a"] == pair.side_a) & (checks["side_b"] == pair.side_b)]
    made = own[own["note"] == ""]
    lost = [row["check"] for row in made.to_dict("records") if code in row["lost"] and code not in row["reversed"]]
    turned = [row["check"] for row in made.to_dict("records") if code in row["reversed"]]
    failed = len(own) - len(made)
    undecided = phrase("; {n} checks had too few data", language, n=failed) if failed else ""
    if not len(made):
        return phrase("No robustness check had enough data.", language)
    if not lost and not turned:
        return phrase(
            "It holds in all {n} checks that could be made{undecided}.", language, n=len(made), undecided=undecided
        )
    told = [
        phrase(
            message,
            language,
            number=len(names),
            checks=list_words((translate(one, language) for one in names), language, "; "),
        )
        for message, names in (
            ("no longer shown in {number} ({checks})", lost),
            ("reversed in {number} ({checks})", turned),
        )
        if names
    ]
    return phrase(
        "It is not robust: of {n} checks it is {told}{undecided}.",
        language,
        n=len(made),
        told=list_words(told, language, " and "),
        undecided=undecided,
    )


def name_pair(pair: Any, labels: Mapping[str, str], language: str) -> str:
    """Names of two sides, as a sentence begins with them."""
    name = list_words((name_in_text(labels[side]) for side in (pair.side_a, pair.side_b)), language, " and ")
    return name[:1].upper() + name[1:]


def tell_alignment(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], language: str) -> str:
    """Say how alike two sides are, against what chance would make of them."""
    sentences = []
    for row in table.to_dict("records"):
        if (row["side_a"], row["side_b"]) != (pair.side_a, pair.side_b):
            continue
        message = (
            "Within the {shared} articles in which both speak, the {measure} of {first} and {second} are less alike than chance "
            "would make them: similarity {similarity}, after swapping the sides {low} to {high} (q {q})."
            if row["q"] <= 0.05
            else "Within the {shared} articles in which both speak, the {measure} of {first} and {second} are not shown to be less "
            "alike than chance would make them: similarity {similarity}, after swapping the sides {low} to {high} (q {q})."
        )
        sentences.append(
            phrase(
                message,
                language,
                shared=row["shared"],
                measure=row["label_ar"] if language == "ar" else row["measure"],
                first=name_in_text(labels[pair.side_a]),
                second=name_in_text(labels[pair.side_b]),
                similarity=f"{row['estimate_shared']:.2f}",
                low=f"{row['null_low']:.2f}",
                high=f"{row['null_high']:.2f}",
                q=_p(row["q"], language),
            )
        )
    return " ".join(sentences)


def tell_coding(
    statements: int, coders: int, agreement: pd.DataFrame, accuracy: pd.DataFrame, disputed: int, language: str
) -> str:
    """Say what coding by hand shows of the codebook, from the tables of `taawun.rhetoric.validity.Validation`."""
    overall = accuracy[accuracy["side"] == "all"]
    sentences = [
        phrase(
            "One person coded {statements} statements by hand, blind to the codebook and to the speaker: whether another one "
            "would code them so is not known, and no frame has an alpha.",
            language,
            statements=statements,
        )
        if coders == 1
        else phrase(
            "{coders} coders coded {statements} statements by hand, blind to the codebook and to the speaker: of {frames} frames "
            "{usable} reach alpha .80 and {tentative} more reach .667 (tentative).",
            language,
            coders=coders,
            statements=statements,
            frames=len(agreement),
            usable=int((agreement["verdict"] == "usable").sum()),
            tentative=int((agreement["verdict"] == "tentative").sum()),
        )
    ]
    precision, recall = overall["precision"].median(), overall["recall"].median()
    if np.isfinite(precision) and np.isfinite(recall):
        sentences.append(
            phrase(
                "Against their settled codings the codebook's precision has a median of {precision} over frames and its recall "
                "{recall}.",
                language,
                precision=f"{precision:.2f}",
                recall=f"{recall:.2f}",
            )
        )
    if disputed:
        message = (
            "{number} codings are still disputed and count nowhere: what is left are the clearer cases, so that the figures are "
            "too favourable until a third reader has decided."
        )
        sentences.append(phrase(message, language, number=disputed))
    low = agreement[agreement["verdict"] == "drop or merge"]["label"].tolist()
    if low:
        sentences.append(phrase("Not to be used as measures: {frames}.", language, frames=list_words(low, language)))
    return " ".join(sentences)


def _label(language: str) -> str:
    return "label_ar" if language == "ar" else "label"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def show_points(difference: float) -> str:
    """Difference of shares in percentage points."""
    return f"{100 * difference:.1f}"


def show_level(alpha: float, language: str) -> str:
    """Level of a test, as the language writes it."""
    return f"{alpha:g}" if language == "ar" else f"{alpha:g}".replace("0.", ".")


def _p(value: float, language: str) -> str:
    shown = "< 0.001" if value < 0.001 else f"= {value:.3f}"
    return shown if language == "ar" else shown.replace("0.", ".", 1)
