"""What the statements of a report can be filtered by, with the labels a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taawun.codebook import load_codebook
from taawun.lexicons import load_lexicon
from taawun.linking.sides import JOINT
from taawun.study import Study
from taawun.tables import Row

ORDER = ("side", "speaker", "state", "target", "stance", "field", "frame", "topic", "act", "outlet", "named")
STANCES = range(-2, 3)


@dataclass(frozen=True)
class Facets:
    """Values of each filter for each statement.

    Attributes
    ----------
    values
        Filter: for each statement the list of its values, in the order of the statements.
    labels
        Filter: value: what a reader sees; a value without a label is shown as it is.
    target_rules
        Statement: why its targets and stances were read so.
    """

    values: Mapping[str, list[list[str]]]
    labels: Mapping[str, Mapping[str, str]]
    target_rules: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def sides(self) -> list[str | None]:
        """Side of each statement."""
        return [own[0] if own else None for own in self.values["side"]]

    def rules_of(self, row: Row) -> list[str]:
        """Rules that read a statement so, each behind the name of its decision."""
        named = [f"{name}={row[name]}" for name in ("cue_rule", "speaker_rule", "link_rule", "span_rule") if row[name]]
        return [*named, *(f"target_rules={rule}" for rule in self.target_rules.get(row["statement_id"], ()))]

    def as_data(self, chosen: Sequence[int], say: Callable[[str], str]) -> list[dict[str, Any]]:
        """Filters with their values and, for each chosen statement, the places of its values; none without a value."""
        found = []
        for name in ORDER:
            own = [self.values[name][place] for place in chosen]
            counts: dict[str, int] = {}
            for values in own:
                for value in values:
                    counts[value] = counts.get(value, 0) + 1
            if not counts:
                continue
            order = sorted(counts, key=lambda value: (-counts[value], value))
            if name == "stance":
                order = [str(stance) for stance in STANCES if str(stance) in counts]
            places = {value: place for place, value in enumerate(order)}
            labels = self.labels.get(name, {})
            found.append(
                {
                    "id": name,
                    "label": say(name),
                    "values": [[value, labels.get(value, value)] for value in order],
                    "rows": [[places[value] for value in values] for values in own],
                }
            )
        return found


def read_facets(
    study: Study,
    articles: Sequence[Row],
    statements: Sequence[Row],
    *,
    frames: Sequence[Row],
    targets: Sequence[Row] = (),
    topics: Mapping[str, str] | None = None,
) -> Facets:
    """Filters of a study's statements.

    Parameters
    ----------
    study
        Gives sides, codebook and language.
    articles, statements, frames, targets
        Rows of the study's tables; statements with their `side`, as `StudyTables` has them.
    topics
        Statement: its topic.
    """
    outlets = {row["id"]: row.get("outlet") for row in articles}
    kinds = {code.id: code.kind for code in load_codebook(study.codebook_file).layer("frame")}
    codes: dict[str, dict[str, list[str]]] = {"field": {}, "frame": {}}
    for hit in frames:
        if hit["layer"] == "frame":
            own = codes[kinds.get(hit["code"], "frame")].setdefault(hit["statement_id"], [])
            own += [hit["code"]] if hit["code"] not in own else []
    aims: dict[str, list[Row]] = {}
    for row in targets:
        aims.setdefault(row["statement_id"], []).append(row)
    values: dict[str, list[list[str]]] = {name: [] for name in ORDER}
    for row in statements:
        id_ = row["statement_id"]
        for name, value in (
            ("side", row.get("side")),
            ("speaker", row["speaker"]),
            ("state", row["speaker_state"]),
            ("topic", (topics or {}).get(id_)),
            ("act", row["speech_act"]),
            ("outlet", outlets.get(row["article_id"])),
            ("named", _named(row)),
        ):
            values[name].append([value] if value else [])
        values["field"].append(sorted(codes["field"].get(id_, ())))
        values["frame"].append(sorted(codes["frame"].get(id_, ())))
        found = sorted(aims.get(id_, ()), key=lambda aim: str(aim["target"]))
        values["target"].append([aim["target"] for aim in found])
        values["stance"].append([str(aim["stance"]) for aim in found])
    rules = {id_: [f"{aim['target']}: {rule}" for aim in of for rule in aim["rules"][:3]] for id_, of in aims.items()}
    return Facets(values, _labels(study, values), rules)


def _named(row: Row) -> str:
    if row["speaker"] is None:
        return "unknown"
    return "named" if row["mention"] else "carried"


def _label(ar: str, en: str, language: str) -> str:
    return {"ar": ar, "en": en}.get(language, f"{en} ({ar})")


def _labels(study: Study, values: Mapping[str, list[list[str]]]) -> dict[str, dict[str, str]]:
    from babel import Locale

    language, words = study.language, load_lexicon("explorer")
    codes = load_codebook(study.codebook_file).layer("frame")
    names = {code.id: _label(code.label_ar, code.label_en, language) for code in codes}
    english, arabic = Locale("en").territories, Locale("ar").territories
    found = {code for own in (*values["state"], *values["target"]) for code in own}
    states = {code: _label(arabic[code], english[code], language) for code in found if code in english}
    groups = load_lexicon("cues")["groups"]
    acts = {act: _label(group["ar"], act, language) for act, group in groups.items()}
    sides = {side.id: _label(side.label.ar, side.label.en, language) for side in study.sides}
    both = {JOINT: _label(words["joint"]["ar"], words["joint"]["en"], language)}
    named = {
        how: _label(words[f"named_{how}"]["ar"], words[f"named_{how}"]["en"], language)
        for how in ("named", "carried", "unknown")
    }
    stances = {str(stance): f"{stance:+d}" if stance else "0" for stance in STANCES}
    return {
        "side": sides | both,
        "state": states,
        "target": states,
        "stance": stances,
        "field": names,
        "frame": names,
        "topic": names,
        "act": acts,
        "named": named,
    }
