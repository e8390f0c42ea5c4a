"""The comparison of frames again under other choices that are as defensible: what it finds, and whether anything flips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from taawun.messages import phrase
from taawun.rhetoric.answer import find_conclusions, find_reason
from taawun.rhetoric.shares import compare_sides

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded
    from taawun.study import ComparisonSettings

DROPPED = 0.2
DRAWS = 50
KEPT_IN = 0.9
"""Share of the draws without a fifth of the patterns in which a conclusion must hold."""

SPEAKERS = 3
"""Speakers of each side who are left out in turn: those with most statements."""
SPREAD = [
    "code", "label", "label_ar", "side_a", "side_b", "difference", "choices", "lowest", "lowest_by", "highest",
    "highest_by", "same_sign",
]  # fmt: skip


def compare_variants(
    coded: Coded, frames: pd.DataFrame, settings: ComparisonSettings, seed: int, *, both_sides: Coded | None = None
) -> dict[str, pd.DataFrame]:
    """Repeat the comparison of frames under other choices that are as defensible.

    Parameters
    ----------
    frames
        Hits, columns as `taawun.tables.FRAMES`.
    both_sides
        The statements with those of joint speakers counted for every side that takes part.

    Returns
    -------
    dict
        Name of each choice and its `compare_sides` of the layer `frame`.
    """
    return {
        name: compare_sides(variant, "frame", settings, seed) for name, variant in _variants(coded, frames, both_sides)
    }


def spread_estimates(base: pd.DataFrame, variants: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Say how far each difference moves under the other choices, also where none is a conclusion.

    Parameters
    ----------
    base
        `compare_sides` of the layer `frame`.
    variants
        As `compare_variants` gives them.

    Returns
    -------
    DataFrame
        Columns `SPREAD`, a row a frame and pair of sides: `difference` of the study, `choices` (others that have an
        estimate), the `lowest` and `highest` estimate among them with the choice that gives it, and `same_sign`, the
        share of the choices whose estimate has the sign of the study's.

    Notes
    -----
    The estimates of a specification curve (Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour 4) without its
    joint test. The choices vary one at a time and share most statements: their range is no interval.
    """
    import pandas as pd

    keys = ["code", "side_a", "side_b"]
    estimates = pd.concat([table.assign(choice=name) for name, table in variants.items()]).dropna(subset="difference")
    others = dict(list(estimates.groupby(keys)))
    rows = []
    for row in base.dropna(subset="difference").to_dict("records"):
        found = others.get(tuple(row[key] for key in keys))
        if found is None:
            continue
        ordered = found.sort_values(["difference", "choice"])
        low, high = ordered.iloc[0], ordered.iloc[-1]
        rows.append(
            {name: row[name] for name in SPREAD[:6]}
            | {
                "choices": len(found),
                "lowest": low["difference"],
                "lowest_by": low["choice"],
                "highest": high["difference"],
                "highest_by": high["choice"],
                "same_sign": float(np.mean(np.sign(found["difference"]) == np.sign(row["difference"]))),
            }
        )
    return pd.DataFrame(rows, columns=SPREAD)


def check_robustness(
    coded: Coded,
    frames: pd.DataFrame,
    base: pd.DataFrame,
    settings: ComparisonSettings,
    seed: int,
    variants: Mapping[str, pd.DataFrame],
    *,
    corrected: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say which conclusions hold under other choices.

    Parameters
    ----------
    frames
        Hits, columns as `taawun.tables.FRAMES`.
    base
        `compare_sides` of the layer `frame`.
    variants
        As `compare_variants` gives them.
    corrected
        Shares corrected for the codebook's errors, as `taawun.rhetoric.validity.Validation.corrected`.

    Returns
    -------
    DataFrame
        One row a check and pair of sides: `check`, `side_a`, `side_b`, `n_a`, `n_b`, `shared` (articles), `conclusions`
        (differences found), `kept` (of the base's), `lost` and `reversed` and `new` (lists of frames), `note`. A lost
        conclusion is no longer shown; a reversed one is shown in the other direction.
    """
    import pandas as pd

    rows: list[dict[str, object]] = []
    for name, table in variants.items():
        rows += _compare_tables(name, base, table)
    rows += _drop_patterns(coded, frames, base, settings, seed)
    if corrected is not None:
        rows += _compare_corrected(base, corrected)
    columns = ["check", "side_a", "side_b", "n_a", "n_b", "shared", "conclusions"]
    return pd.DataFrame(rows, columns=[*columns, "kept", "lost", "reversed", "new", "note"])


def _variants(coded: Coded, frames: pd.DataFrame, both_sides: Coded | None) -> Iterator[tuple[str, Coded]]:
    table = coded.statements
    overt = np.array([mention is not None and mention == mention for mention in table["mention"].astype(object)])
    yield "overt speakers only", coded.select(overt)
    single = np.array([len(ids) < 2 for ids in table["speaker_ids"]])
    yield "without joint statements", coded.select(single)
    if both_sides is not None and len(both_sides) > len(coded):
        yield "joint statements counted for both sides", both_sides
    yield "speakers with an office only", coded.select(table["speaker_office"].notna())
    yield "the journalist's statements only (level 1)", coded.select(table["level"] == 1)
    plain = (table["polarity"] == "affirmed") & (table["factuality"] == "reported")
    yield "without negated and future statements", coded.select(plain)
    hits = frames[frames["layer"] == "frame"]
    weak = {pattern for code in coded.codes for pattern in code.weak}
    yield "without weak patterns", _without(coded, hits, hits["pattern"].isin(weak))
    outlets = sorted(set(table["outlet"].dropna()))
    if len(outlets) > 1:
        for outlet in outlets:
            yield phrase("without {outlet}", outlet=outlet), coded.select(table["outlet"] != outlet)
    speakers = table["speaker_ids"].map(" ".join)
    for speaker, name in _leading_speakers(table.assign(speaker_id=speakers)):
        yield phrase("without the speaker {name}", name=name), coded.select(speakers != speaker)


def _leading_speakers(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Id and name of those with most statements on each side, by the name that they bear most often."""
    for _, own in table.dropna(subset="speaker").groupby("side"):
        names = own.groupby("speaker_id")["speaker"].agg(lambda names: names.mode().iloc[0])
        counts = own["speaker_id"].value_counts().reset_index()
        leading = counts.sort_values(["count", "speaker_id"], ascending=[False, True]).head(SPEAKERS)
        if len(counts) > 1:
            yield from ((speaker, names[speaker]) for speaker in leading["speaker_id"])


def _without(coded: Coded, hits: pd.DataFrame, dropped: pd.Series) -> Coded:
    """Return the table with the presence of frames found anew, without some of the hits."""
    left = hits[~dropped]
    places = {code.id: place for place, code in enumerate(coded.codes) if code.layer == "frame"}
    rows = {name: row for row, name in enumerate(coded.statements["statement_id"])}
    presence = coded.presence.copy()
    presence[:, list(places.values())] = False
    for name, code in zip(left["statement_id"], left["code"], strict=True):
        if name in rows:
            presence[rows[name], places[code]] = True
    return replace(coded, presence=presence)


def _compare_tables(name: str, base: pd.DataFrame, table: pd.DataFrame) -> list[dict[str, object]]:
    rows = []
    for pair, part in _pairs(table):
        start = _directions(base, pair)
        found = _directions(part, pair)
        rows.append(
            {
                "check": name,
                "side_a": pair[0],
                "side_b": pair[1],
                "n_a": int(part["n_a"].iloc[0]),
                "n_b": int(part["n_b"].iloc[0]),
                "shared": int(part["shared"].iloc[0]),
                "conclusions": len(found),
                "kept": sum(found.get(code) == sign for code, sign in start.items()),
                "lost": [code for code in start if code not in found],
                "reversed": [code for code, sign in start.items() if found.get(code, sign) != sign],
                "new": [code for code in found if code not in start],
                "note": find_reason(part),
            }
        )
    return rows


def _pairs(table: pd.DataFrame) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    pairs = dict.fromkeys(zip(table["side_a"], table["side_b"], strict=True))
    return [(pair, table[(table["side_a"] == pair[0]) & (table["side_b"] == pair[1])]) for pair in pairs]


def _directions(table: pd.DataFrame, pair: tuple[str, str]) -> dict[str, float]:
    part = table[(table["side_a"] == pair[0]) & (table["side_b"] == pair[1])]
    found = find_conclusions(part)
    return dict(zip(found["code"], np.sign(found["difference"]), strict=True))


def _drop_patterns(
    coded: Coded, frames: pd.DataFrame, base: pd.DataFrame, settings: ComparisonSettings, seed: int
) -> list[dict[str, object]]:
    """Drop a fifth of the patterns that found something, at random and many times."""
    hits = frames[(frames["layer"] == "frame") & frames["statement_id"].isin(set(coded.statements["statement_id"]))]
    patterns = sorted(set(zip(hits["code"], hits["pattern"], strict=True)))
    names = hits["code"] + "\t" + hits["pattern"]
    rng = np.random.default_rng([seed, 401])
    pairs = list(dict.fromkeys(zip(base["side_a"], base["side_b"], strict=True)))
    start = {pair: _directions(base, pair) for pair in pairs}
    if not patterns or not any(start.values()):
        return []
    held: dict[tuple[str, str], dict[str, list[int]]] = {pair: {} for pair in pairs}
    for _ in range(DRAWS):
        chosen = rng.permutation(len(patterns))[: max(1, round(DROPPED * len(patterns)))]
        dropped = {"\t".join(patterns[place]) for place in chosen}
        table = compare_sides(_without(coded, hits, names.isin(dropped)), "frame", settings, seed)
        for pair in pairs:
            found = _directions(table, pair)
            for code, sign in start[pair].items():
                held[pair].setdefault(code, []).append(int(found.get(code) == sign) - int(found.get(code) == -sign))
    first = base.drop_duplicates(["side_a", "side_b"]).set_index(["side_a", "side_b"])
    rows: list[dict[str, object]] = []
    for pair in pairs:
        shares = {code: float(np.mean(np.array(values) == 1)) for code, values in held[pair].items()}
        told = ", ".join(f"{code} in {share:.0%}" for code, share in shares.items())
        rows.append(
            {
                "check": phrase(
                    "{share} of {patterns} effective patterns dropped, {draws} draws (held: {told})",
                    share=f"{DROPPED:.0%}",
                    patterns=len(patterns),
                    draws=DRAWS,
                    told=told,
                ),
                "side_a": pair[0],
                "side_b": pair[1],
                "n_a": int(first.loc[pair, "n_a"]),
                "n_b": int(first.loc[pair, "n_b"]),
                "shared": int(first.loc[pair, "shared"]),
                "conclusions": len(shares),
                "kept": sum(share >= KEPT_IN for share in shares.values()),
                "lost": [code for code, share in shares.items() if share < KEPT_IN],
                "reversed": [code for code, values in held[pair].items() if min(values) < 0],
                "new": [],
                "note": "",
            }
        )
    return rows


def _compare_corrected(base: pd.DataFrame, corrected: pd.DataFrame) -> list[dict[str, object]]:
    """Signs of the differences after Rogan and Gladen's correction, where the corrected intervals part."""
    shares = {(row["code"], row["side"]): row for row in corrected.to_dict("records")}
    rows: list[dict[str, object]] = []
    for pair, part in _pairs(base):
        start = _directions(base, pair)
        lost, turned = [], []
        for code, sign in start.items():
            first, second = shares[code, pair[0]], shares[code, pair[1]]
            difference = first["corrected"] - second["corrected"]
            if not np.isfinite(difference) or (first["low"] <= second["high"] and second["low"] <= first["high"]):
                lost.append(code)
            elif np.sign(difference) != sign:
                turned.append(code)
        rows.append(
            {
                "check": "shares corrected for the codebook's errors (intervals must not overlap)",
                "side_a": pair[0],
                "side_b": pair[1],
                "n_a": int(part["n_a"].iloc[0]),
                "n_b": int(part["n_b"].iloc[0]),
                "shared": int(part["shared"].iloc[0]),
                "conclusions": len(start) - len(lost),
                "kept": len(start) - len(lost) - len(turned),
                "lost": lost,
                "reversed": turned,
                "new": [],
                "note": "",
            }
        )
    return rows


def check_prior(keywords: Mapping[float, pd.DataFrame], top: int = 20) -> pd.DataFrame:
    """How many of the strongest keywords stay when the prior's weight changes.

    Parameters
    ----------
    keywords
        `find_keywords` for each weight of the prior, the study's own first.

    Returns
    -------
    DataFrame
        `prior`, `side`, `top` (keywords of the first table looked at), `kept` (still among as many).
    """
    import pandas as pd

    tables = list(keywords.items())
    rows = []
    for weight, table in tables[1:]:
        for side in sorted(set(tables[0][1]["side"])):
            first = set(tables[0][1].query("side == @side").head(top)["lemma"])
            rows.append(
                {
                    "prior": weight,
                    "side": side,
                    "top": len(first),
                    "kept": len(first & set(table.query("side == @side").head(top)["lemma"])),
                }
            )
    return pd.DataFrame(rows, columns=["prior", "side", "top", "kept"])
