"""The answer in words, made from the tables and never saying more than they show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from taawun.rhetoric.glosses import name_in_text
from taawun.statistics.blocks import MINIMUM_HITS
from taawun.statistics.comparison import find_differences

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded

LARGEST = 1
"""Differences that the first sentences tell."""
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


def describe_material(coded: Coded, labels: Mapping[str, str]) -> str:
    """One sentence: how much is compared, and who reports it."""
    outlets = sorted(set(coded.statements["outlet"].dropna()))
    articles = coded.statements["article_id"].nunique()
    office = coded.statements["speaker_office"].notna().to_numpy()
    parts = [
        f"{_count(int(own.sum()), 'statement')} to {name_in_text(labels[side])} ({int((own & office).sum()):,} of them to a speaker "
        "with an office)"
        for side in coded.sides
        for own in [coded.of_side(side)]
    ]
    named = " and ".join(outlets) or "an unknown outlet"
    who = named if len(outlets) < 3 else f"{len(outlets)} outlets"
    verb = "attributes" if len(outlets) < 2 else "attribute"
    return (
        f"In {_count(articles, 'article')}, {who} {verb} {' and '.join(parts)}. What is compared is this attribution, "
        "not what was said."
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

    Returns
    -------
    str
        Paragraphs parted by an empty line.
    """
    paragraphs = [describe_material(coded, labels)]
    for pair in frames[["side_a", "side_b"]].drop_duplicates().itertuples(index=False):
        table = frames[(frames["side_a"] == pair.side_a) & (frames["side_b"] == pair.side_b)]
        reason = find_reason(table)
        if reason:
            paragraphs.append(_describe_pair(table, pair, labels, reason))
        else:
            paragraphs.append(_infer_pair(table, pair, labels, confidence, checks))
            if alignment is not None:
                paragraphs.append(_compare_alignment(alignment, pair, labels))
    paragraphs.append(validated or UNVALIDATED)
    return "\n\n".join(paragraphs)


def summarise_answer(
    coded: Coded, frames: pd.DataFrame, labels: Mapping[str, str], *, confidence: float = 0.95, trusted: str = ""
) -> str:
    """Say in a few sentences what `answer_question` says in full: what a reader sees first.

    Parameters
    ----------
    coded, frames, labels, confidence
        As in `answer_question`.
    trusted
        How far the measurement can be trusted, in a sentence.

    Returns
    -------
    str
        One paragraph for the material and each pair of sides, one for the measurement.
    """
    outlets = sorted(set(coded.statements["outlet"].dropna()))
    who = (
        " and ".join(outlets) if 0 < len(outlets) < 3 else f"{len(outlets)} outlets" if outlets else "an unknown outlet"
    )
    counted = " and ".join(
        f"{_count(int(coded.of_side(side).sum()), 'statement')} to {name_in_text(labels[side])}" for side in coded.sides
    )
    paragraphs = [
        f"In {_count(coded.statements['article_id'].nunique(), 'article')}, {who} {'attributes' if len(outlets) < 2 else 'attribute'} "
        f"{counted}."
    ]
    for pair in frames[["side_a", "side_b"]].drop_duplicates().itertuples(index=False):
        table = frames[(frames["side_a"] == pair.side_a) & (frames["side_b"] == pair.side_b)]
        reason = find_reason(table)
        told = _list_frequent(table, pair, labels, 2) if reason else _tell_found(table, pair, labels, confidence)
        head = (
            f"{_pair_name(pair, labels)}: {reason}, so no difference between the sides is claimed. " if reason else ""
        )
        paragraphs.append(f"{head}{' '.join(told)}")
    return "\n\n".join([*paragraphs, *filter(None, [trusted])])


def find_telling(frames: pd.DataFrame) -> dict[str, str]:
    """Code that tells most of each side: where it differs, the code of the largest difference, else its most frequent."""
    telling: dict[str, str] = {}
    found = find_conclusions(frames).sort_values("difference", key=abs, ascending=False)
    for row in found.to_dict("records"):
        telling.setdefault(row["side_a"] if row["difference"] > 0 else row["side_b"], row["code"])
    for letter in "ab":
        for side, own in frames.groupby(f"side_{letter}", sort=False):
            frequent = own.sort_values([f"hits_{letter}", "code"], ascending=[False, True]).iloc[0]
            if frequent[f"hits_{letter}"]:
                telling.setdefault(str(side), frequent["code"])
    return telling


def describe_keywords(table: pd.DataFrame, labels: Mapping[str, str], alpha: float = 0.05) -> str:
    """Say which words of a keyword table may be called key.

    Parameters
    ----------
    table
        `taawun.rhetoric.keywords.find_keywords`, not empty.
    """
    sure = find_conclusions(table, alpha)
    head = (
        f"Of {len(table):,} words that occur often enough, {len(sure) or 'none'} {'is' if len(sure) < 2 else 'are'} used more "
        f"by one side (q ≤ {_level(alpha)} by swapping the sides within articles, interval without 0, same direction in the shared articles)."
    )
    listed = [
        f"{labels[str(side)]}: {'، '.join(part['word'])}."
        for side, part in sure.groupby("side", sort=False)
        if len(part)
    ]
    unclear = table[(table["q"] <= alpha) & ~table.index.isin(sure.index)]
    astray = (
        f"{_count(len(unclear), 'more word' if len(sure) else 'word')} {'passes' if len(unclear) == 1 else 'pass'} the test, but the interval over all "
        "articles holds 0 or the shared articles point the other way: no side is named for "
        f"{'it' if len(unclear) == 1 else 'them'}."
        if len(unclear)
        else ""
    )
    rest = "The others" if len(sure) or len(unclear) else "They"
    tail = (
        f"{rest} are listed by log-odds and are not shown to differ." if len(sure) + len(unclear) < len(table) else ""
    )
    few = f"With the swaps drawn, one word alone could reach a q of {table['q_least'].max():.2g}."
    blind = table[table["q_least"] > alpha]
    if len(blind):
        few = (
            f"With {_count(int(blind['shared'].min()), 'article')} in which both sides speak, a single word cannot reach a q "
            f"below {blind['q_least'].max():.3f}, however much it differs: that none is shown to differ says little."
        )
    return " ".join(part for part in (head, *listed, astray, tail, few) if part)


def _describe_pair(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], reason: str) -> str:
    return (
        f"{_pair_name(pair, labels)}: {reason}. This is a description of these statements and "
        f"no difference between the sides is claimed. {' '.join(_list_frequent(table, pair, labels, 4))}"
    )


def _list_frequent(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], most: int) -> list[str]:
    """A sentence a side on its most frequent frames."""
    sentences = []
    for letter, side in (("a", pair.side_a), ("b", pair.side_b)):
        n = int(table[f"n_{letter}"].iloc[0])
        found = table[table[f"hits_{letter}"] > 0].sort_values([f"hits_{letter}", "code"], ascending=[False, True])
        if found.empty:
            sentences.append(f"No frame was found in the {n} statements of {name_in_text(labels[side])}.")
            continue
        listed = [f"{row['label']} ({int(row[f'hits_{letter}'])} of {n})" for _, row in found.head(most).iterrows()]
        sentences.append(f"Most frequent for {name_in_text(labels[side])}: {'; '.join(listed)}.")
    return sentences


def _tell_found(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], confidence: float) -> list[str]:
    """How many frames differ, the largest differences, and what a null leaves open."""
    found = find_conclusions(table).sort_values("difference", key=abs, ascending=False)
    sentences = [_head_of_test(table, pair, labels, len(found))]
    sentences += [_tell_difference(row, pair, labels, confidence) for _, row in found.head(LARGEST).iterrows()]
    rest = table.drop(found.index)
    unconfirmed = _find_unconfirmed(rest)
    sentences += _tell_unconfirmed(unconfirmed, more=len(found) > 0)
    widest = rest.drop(unconfirmed.index)[["low", "high"]].abs().to_numpy()
    if np.isfinite(widest).any():
        which = "For the other frames" if len(found) + len(unconfirmed) else "That"
        told = "no difference is shown, which" if len(found) + len(unconfirmed) else "no difference is shown"
        sentences.append(
            f"{which} {told} is no evidence of equality: the intervals reach {_points(np.nanmax(widest))} points."
        )
    return sentences


def _find_unconfirmed(rest: pd.DataFrame) -> pd.DataFrame:
    """Of the frames that may not be called a difference, those whose interval over all articles leaves 0 out."""
    return rest[(rest["low"] > 0) | (rest["high"] < 0)]


def _tell_unconfirmed(table: pd.DataFrame, *, more: bool) -> list[str]:
    if table.empty:
        return []
    one = len(table) == 1
    return [
        f"Over all {int(table['articles'].iloc[0]):,} articles the interval of {len(table)} {'more ' if more else ''}frame{'' if one else 's'} "
        f"(not corrected for their number) leaves 0 out ({'; '.join(table['label'])}), but the test within the shared articles does not "
        f"confirm {'it' if one else 'them'}: the sides may only be reported in different stories."
    ]


def _head_of_test(table: pd.DataFrame, pair: Any, labels: Mapping[str, str], found: int) -> str:
    return (
        f"{_pair_name(pair, labels)}: of {int(table['p'].notna().sum())} frames tested on the {int(table['shared'].iloc[0])} articles "
        f"in which both sides speak, {found or 'none'} {'differs' if found < 2 else 'differ'} in the main analysis (q ≤ .05, interval "
        "without 0, same direction in the shared articles)."
    )


def _tell_difference(row: Any, pair: Any, labels: Mapping[str, str], confidence: float) -> str:
    first, second = name_in_text(labels[pair.side_a]), name_in_text(labels[pair.side_b])
    more, less = (first, second) if row["difference"] > 0 else (second, first)
    shares = sorted((row["share_a"], row["share_b"]), reverse=True)
    return (
        f"{row['label']} is more frequent for {more} than for {less}: {_percent(shares[0])} against "
        f"{_percent(shares[1])} of statements (difference {_points(abs(row['difference']))} points, "
        f"{confidence:.0%} interval {_interval(row)}, q {_p(row['q'])})."
    )


def _infer_pair(
    table: pd.DataFrame,
    pair: Any,
    labels: Mapping[str, str],
    confidence: float,
    checks: pd.DataFrame | None,
) -> str:
    found = find_conclusions(table).sort_values("difference", key=abs, ascending=False)
    sentences = [_head_of_test(table, pair, labels, len(found)), *_tell_least(table)]
    for _, row in found.iterrows():
        sentences.append(_tell_difference(row, pair, labels, confidence))
        if checks is not None:
            sentences.append(_tell_checks(checks, pair, row["code"]))
    rest = table[~table.index.isin(found.index)]
    only_interval = _find_unconfirmed(rest)
    sentences += _tell_unconfirmed(only_interval, more=len(found) > 0)
    rest = rest.drop(only_interval.index)
    rare = rest[rest["low"].isna()]
    if len(rare):
        sentences.append(
            f"{_count(len(rare), 'frame')} {'has' if len(rare) == 1 else 'have'} fewer than {MINIMUM_HITS} statements on either side: "
            "too few for an interval."
        )
    rest = rest.drop(rare.index)
    if len(rest):
        widest = rest[["low", "high"]].abs().to_numpy()
        reach = f" (their intervals reach {_points(np.nanmax(widest))} points)" if np.isfinite(widest).any() else ""
        sentences.append(f"For the other frames no difference is shown, which is not evidence of equality{reach}.")
    return " ".join(sentences)


def _tell_least(table: pd.DataFrame) -> list[str]:
    """Say so where the resamples are too few for any frame to be shown to differ."""
    least = table["q_least"].iloc[0]
    return [f"One frame alone could not reach a q below {least:.3f}, however much it differs."] if least > 0.05 else []


def _tell_checks(checks: pd.DataFrame, pair: Any, code: str) -> str:
    """Say in how many of the checks that had enough data a conclusion holds."""
    own = checks[(checks["side_a"] == pair.side_a) & (checks["side_b"] == pair.side_b)]
    made = own[own["note"] == ""]
    lost = [row["check"] for row in made.to_dict("records") if code in row["lost"] and code not in row["reversed"]]
    turned = [row["check"] for row in made.to_dict("records") if code in row["reversed"]]
    undecided = f"; {_count(len(own) - len(made), 'check')} had too few data" if len(made) < len(own) else ""
    if not len(made):
        return "No robustness check had enough data."
    if not lost and not turned:
        return f"It holds in {'the one check' if len(made) == 1 else f'all {len(made)} checks'} that could be made{undecided}."
    told = [f"no longer shown in {len(lost)} ({'; '.join(lost)})"] if lost else []
    told += [f"reversed in {len(turned)} ({'; '.join(turned)})"] if turned else []
    return f"It is not robust: of {_count(len(made), 'check')} it is {' and '.join(told)}{undecided}."


def _pair_name(pair: Any, labels: Mapping[str, str]) -> str:
    name = f"{name_in_text(labels[pair.side_a])} and {name_in_text(labels[pair.side_b])}"
    return name[:1].upper() + name[1:]


def _compare_alignment(table: pd.DataFrame, pair: Any, labels: Mapping[str, str]) -> str:
    sentences = []
    for row in table.to_dict("records"):
        if (row["side_a"], row["side_b"]) != (pair.side_a, pair.side_b):
            continue
        alike = "less alike than" if row["q"] <= 0.05 else "not shown to be less alike than"
        sentences.append(
            f"Within the {row['shared']} articles in which both speak, the {row['measure']} of {name_in_text(labels[pair.side_a])} "
            f"and {name_in_text(labels[pair.side_b])} are {alike} chance would make them: similarity {row['estimate_shared']:.2f}, after "
            f"swapping the sides {row['null_low']:.2f} to {row['null_high']:.2f} (q {_p(row['q'])})."
        )
    return " ".join(sentences)


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}" if n else f"no {noun}s"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _points(difference: float) -> str:
    return f"{100 * difference:.1f}"


def _interval(row: Any) -> str:
    low, high = sorted((abs(row["low"]), abs(row["high"])))
    return f"{_points(low)} to {_points(high)}"


def _level(alpha: float) -> str:
    return f"{alpha:g}".replace("0.", ".")


def _p(value: float) -> str:
    return "< .001" if value < 0.001 else f"= {value:.3f}".replace("0.", ".")
