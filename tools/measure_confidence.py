"""Measure how often each speaker rule is right, on the annotated articles that may be read, for the column `confidence`.

    TAAWUN_SHARED=... python tools/measure_confidence.py

writes src/taawun/lexicons/confidence.yaml. A statement is right when the annotation has it too, with the same speaker.
Rates of rare rules are drawn towards the rate above them, as if PRIOR more statements had been seen with it. Articles of
tests/data/gold_unread.yaml are left out: what is reported on them stays a test.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from taawun.evaluation.evaluate import evaluate
from taawun.evaluation.inputs import read_ids
from taawun.statements import extract_statements
from taawun.statements.rows import style_of
from taawun.tables import read_rows

ROOT = Path(__file__).parents[1]
SETS = ("dev", "dev2", "dev3")
PRIOR = 10
HEAD = """\
# How often a statement is right (the annotation has it too, with the same speaker), by the rule that found its speaker and by
# whether it stands inside another (nested), has a noun as its cue (nominal), or neither (plain). Written by
# tools/measure_confidence.py from {total} statements of {articles} annotated articles, {right} of them right. Rules
# were written while reading these articles: on new text expect less (docs/evaluation.md).
"""


def main() -> None:
    """Read the annotated articles, judge their statements and write the lexicon."""
    shared = Path(os.environ["TAAWUN_SHARED"]) / "gold"
    unread = read_ids(ROOT / "tests/data/gold_unread.yaml")
    gold = [row for name in SETS for row in read_rows(shared / f"{name}_gold.jsonl") if row["id"] not in unread]
    wanted = {row["id"] for row in gold}
    articles = [row for name in SETS for row in read_rows(shared / f"{name}_articles.jsonl") if row["id"] in wanted]
    rows = [row for article in articles for row in extract_statements(article)]
    for row in rows:
        row["speaker_rule"] = f"{row['speaker_rule']} {style_of(row)}"
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for judgement in evaluate(gold, articles, rows).judgements:
        if judgement.kind in ("matched", "spurious"):
            rule = judgement.rules["speaker_rule"] or ""
            for key in ("", rule.split()[0], rule):
                seen[key] += 1
                right[key] += judgement.counts.get("attribution_tp", 0)

    def rate(key: str, above: float) -> float:
        return (right[key] + PRIOR * above) / (seen[key] + PRIOR)

    overall = right[""] / seen[""]
    lines = [f"other: {overall:.2f}"]
    for rule in sorted(key for key in seen if key and " " not in key):
        styles = {style: rate(f"{rule} {style}", rate(rule, overall)) for style in ("plain", "nested", "nominal")}
        lines.append(f"{rule}: {{{', '.join(f'{style}: {value:.2f}' for style, value in styles.items())}}}")
    head = HEAD.format(right=right[""], total=seen[""], articles=len(articles))
    path = ROOT / "src/taawun/lexicons/confidence.yaml"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
