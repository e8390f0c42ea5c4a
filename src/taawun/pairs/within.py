"""Host against guest within meetings: the same meeting's two sides are compared, and meetings are what varies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from taawun.messages import list_words, phrase, translate
from taawun.pairs.exchange import carried_fields
from taawun.pairs.meetings import GUEST, HOST
from taawun.statistics.arrays import Array
from taawun.statistics.blocks import check_data, count_blocks, enough_hits
from taawun.statistics.clusters import clustered_difference
from taawun.statistics.swaps import adjust_pvalues, matched_difference, swap_pvalues

if TYPE_CHECKING:
    import pandas as pd

    from taawun.study import ComparisonSettings

ROLES = [
    "feature", "share_host", "share_guest", "difference", "low", "high", "difference_shared", "p", "q",
    "statements_host", "statements_guest", "meetings", "shared", "note",
]  # fmt: skip
STANCES = {"cooperative": 1, "confronting": -1}
"""Features that are told by the sign of the stance to the other side."""
DETECTED = (1.96 + 0.84) / 1.96
"""Smallest difference that four of five corpora show, in halves of the interval."""
BEGUN_BY_GUEST = ("visit", "phone", "letter")
"""Kinds of meetings whose guest came, rang or wrote: he is the initiator."""


def compare_roles(
    exchange: pd.DataFrame, frames: pd.DataFrame, fields: Mapping[str, str], settings: ComparisonSettings, seed: int
) -> pd.DataFrame:
    """Compare what hosts and guests say, within meetings.

    Parameters
    ----------
    exchange
        As `taawun.pairs.exchange.tie_statements` gives it; statements of who is neither host nor guest are left out.
    frames
        Table `FRAMES`.
    fields
        Code and label of the fields.
    settings
        Minimum data (articles count as meetings here), resamples and confidence.
    seed
        Seed of the swaps.

    Returns
    -------
    DataFrame
        Columns `ROLES`, a row for each feature: cooperative and confronting (stance to the other side above or below 0)
        and each field. `difference` (host - guest, over all meetings) has an interval by meetings
        and speakers together; `difference_shared`, p and q are of the meetings in which both speak, whose sides
        are swapped. Without enough data there is neither interval nor test, and `note` says why.
    """
    import pandas as pd

    own = exchange[exchange["role"].isin([HOST, GUEST])].reset_index(drop=True)
    sides = (own["role"] == GUEST).to_numpy().astype(int)
    names, values = _features(own, frames, fields)
    blocks = count_blocks(own["meeting"].tolist(), sides, values)
    check = check_data(blocks.sizes, settings.minimum_statements, settings.minimum_articles, unit="meeting")
    shares = blocks.shares()
    low = high = p = np.full(len(names), np.nan)
    frequent = enough_hits(blocks)
    if check.enough:
        speakers = own["speaker_id"].astype(str).tolist()
        interval = clustered_difference(own["meeting"].tolist(), speakers, sides, values, settings.confidence)
        low, high = interval.low, interval.high
        p = swap_pvalues(blocks, settings.resamples, np.random.default_rng(seed))
    return pd.DataFrame(
        {
            "feature": names,
            "share_host": shares[0],
            "share_guest": shares[1],
            "difference": shares[0] - shares[1],
            "low": np.where(frequent, low, np.nan),
            "high": np.where(frequent, high, np.nan),
            "difference_shared": matched_difference(blocks),
            "p": p,
            "q": adjust_pvalues(p),
            "statements_host": check.statements[0],
            "statements_guest": check.statements[1],
            "meetings": len(blocks.articles),
            "shared": check.shared,
            "note": [check.reason or ("" if enough else "too few hits for an interval") for enough in frequent],
        },
        columns=ROLES,
    )


def _features(own: pd.DataFrame, frames: pd.DataFrame, fields: Mapping[str, str]) -> tuple[list[str], Array]:
    """Names of the features, and (n, F) whether an utterance has them."""
    stance = own["stance"].to_numpy(dtype=float)
    carried = set(carried_fields(own, frames, fields).itertuples(index=False, name=None))
    columns = [stance * sign > 0 for sign in STANCES.values()]
    columns += [np.array([(id_, code) in carried for id_ in own["statement_id"]], dtype=bool) for code in fields]
    return [*STANCES, *fields.values()], np.array(columns, dtype=float).T


def describe_roles(found: pd.DataFrame, initiators: pd.DataFrame, language: str = "en") -> str:
    """Say what hosts and guests, initiators and partners differ in, or why that cannot be tested.

    Parameters
    ----------
    found, initiators
        As `compare_roles` gives them, of all meetings and of those whose guest began them.

    Examples
    --------
    >>> import pandas as pd
    >>> few = pd.DataFrame([dict.fromkeys(ROLES, 0) | {"note": "insufficient data for a test: 3 and 4 statements"}])
    >>> print(describe_roles(few, few))
    Host against guest: insufficient data for a test: 3 and 4 statements.
    <BLANKLINE>
    Partner against initiator (visits, calls, letters): insufficient data for a test: 3 and 4 statements.
    """
    heads = ("Host against guest", "Partner against initiator (visits, calls, letters)")
    lines = []
    for head, table in zip(heads, (found, initiators), strict=True):
        head, reason = phrase(head, language), str(table["note"].iloc[0])
        if reason.startswith("insufficient"):
            lines.append(f"{head}: {translate(reason, language)}.")
            continue
        clear = table[(table["q"] <= 0.05) & ((table["low"] > 0) | (table["high"] < 0))]
        clear = clear[np.sign(clear["difference"]) == np.sign(clear["difference_shared"])]
        told = [
            phrase(
                "{feature} {share_host} against {share_guest} ({low} to {high}, q = {q})",
                language,
                feature=phrase(row.feature, language) if row.feature in STANCES else row.feature,
                share_host=f"{row.share_host:.0%}",
                share_guest=f"{row.share_guest:.0%}",
                low=f"{row.low:+.2f}",
                high=f"{row.high:+.2f}",
                q=f"{row.q:.3f}",
            )
            for row in clear.itertuples()
        ]
        # By the normal approximation: an interval reaches 1.96 standard errors, power of .80 asks for .84 more.
        found_in_most = DETECTED * ((table["high"] - table["low"]) / 2).median()
        nothing = phrase(
            "no feature differs by all three conditions; of half of the features a true difference below {least} would have been "
            "missed in more than one corpus of five",
            language,
            least=f"{found_in_most:.0%}",
        )
        lines.append(
            phrase(
                "{head} ({host} and {guest} utterances, {meetings} meetings in which both speak): {told}.",
                language,
                head=head,
                host=int(table["statements_host"].iloc[0]),
                guest=int(table["statements_guest"].iloc[0]),
                meetings=int(table["shared"].iloc[0]),
                told=list_words(told, language, "; ") or nothing,
            )
        )
    return "\n\n".join(lines)
