"""What each pattern of the codebook found, with examples and suspects, for a reader who knows the language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from taawun.arabic import fold_text
from taawun.codebook import Codebook, parse_pattern
from taawun.lexicons import load_lexicon

if TYPE_CHECKING:
    import pandas as pd

    from taawun.rhetoric.coded import Coded

FORMS = 4


def list_patterns(
    coded: Coded, frames: pd.DataFrame, texts: Mapping[str, str], codebook: Codebook, layer: str = "frame"
) -> pd.DataFrame:
    """Hits of every pattern of a layer in the sides' statements.

    Returns
    -------
    DataFrame
        `code`, `pattern`, `hits`, `statements`, `forms` (most frequent forms with their counts), `suspects` (forms that a
        starred pattern found beyond ordinary endings: read them), `statement_ids` (lists). Patterns without hits come
        last: they cost nothing and say nothing here.
    """
    import pandas as pd

    known = set(coded.statements["statement_id"])
    hits = frames[(frames["layer"] == layer) & frames["statement_id"].isin(known)]
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for article, statement, code, pattern, start, end in zip(
        *(hits[name] for name in ("article_id", "statement_id", "code", "pattern", "start", "end")), strict=True
    ):
        form = " ".join(texts[article][start:end].split())
        found.setdefault((code, pattern), []).append((statement, form))
    rows = []
    for code in codebook.layer(layer):
        for pattern in code.patterns + code.hints:
            mine = found.get((code.id, pattern), [])
            forms = Counter(form for _, form in mine)
            ranked = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
            suspects = [form for form, _ in ranked if is_suspect(form, pattern)]
            rows.append(
                {
                    "code": code.id,
                    "pattern": pattern,
                    "hits": len(mine),
                    "statements": len({statement for statement, _ in mine}),
                    "forms": "، ".join(f"{form} {count}" for form, count in ranked[:FORMS]),
                    "suspects": "، ".join(suspects[:FORMS]),
                    "statement_ids": sorted({statement for statement, _ in mine}),
                }
            )
    columns = ["code", "pattern", "hits", "statements", "forms", "suspects", "statement_ids"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["hits"], ascending=False, kind="stable").reset_index(drop=True)


def is_suspect(form: str, pattern: str) -> bool:
    """Whether a one-word starred pattern found a form that ordinary endings do not explain.

    Examples
    --------
    >>> is_suspect("إرهابيين", "إرهاب*"), is_suspect("إرهابستان", "إرهاب*"), is_suspect("الأمن", "أمن منطقة")
    (False, True, False)
    """
    words = parse_pattern(pattern)
    if len(words) > 1 or " " in form:
        return False
    endings = frozenset(map(fold_text, load_lexicon("endings")["endings"]))
    folded = fold_text(form)
    for token in words[0][0]:
        for written in (folded, folded.removeprefix("ال"), folded.removeprefix("لل")):
            if not token.starred:
                return False
            if written.startswith(token.word) and written.removeprefix(token.word) in endings:
                return False
    return True
