"""Match statements to annotated ones and judge each pair; every figure is a sum over these judgements.

Definitions, on whitespace tokens of the text (`text.split()`):

cue
    A statement finds an annotated one when its cue (three tokens at most) covers the annotated cue token. Pairs are made
    one to one, the greatest overlap of contents first. Annotated statements marked optional count neither way.
content tokens
    Micro precision and recall over word tokens of matched and unmatched statements, optional tokens left out.
speaker
    The name given must resolve to the annotated entity of that article and to no other.
attribution
    A statement counts only when cue and speaker are both right.
inherited
    Statements whose speaker has no name near the cue: none from the cue to 14 tokens after it, none in its clause before
    it (6 tokens at most).
contamination
    Of the content tokens of matched statements, the share given to a wrong speaker or to none.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from taawun.errors import TaawunError
from taawun.evaluation.cue_forms import cue_form
from taawun.evaluation.entity_names import normalize_name, resolve_name
from taawun.lexicons import load_lexicon

MAX_CUE_TOKENS = 3
NAME_WINDOW_BEFORE, NAME_WINDOW_AFTER = 6, 15
MARKER_WINDOW = 6
POOR_CONTENT = 0.6
RULE_COLUMNS = ("cue_rule", "speaker_rule", "link_rule", "span_rule")

_TOKEN = re.compile(r"\S+")
_CLAUSE_MARKS = '،,.؛:»"'


@dataclass(frozen=True)
class Judgement:
    """One annotated statement, found or missed, or one statement that nothing in the annotation answers to.

    Attributes
    ----------
    article_id, outlet
        Where it stands.
    kind
        ``matched``, ``optional`` (found, but the annotation does not ask for it), ``missed`` or ``spurious``.
    start, end
        Characters of the cue token in the text.
    form
        ``finite``, ``participle`` or ``nominal``: of the cue word alone, whatever the statement says about itself.
    circumstance
        How the annotated speaker is given: ``nested`` (level 2), ``after a turn marker``, ``overt`` or ``dropped``; null
        for spurious statements.
    said, expected
        Name of the speaker in the statement and in the annotation.
    error
        ``speaker``, ``content``, ``level``, ``missed``, ``spurious`` or null.
    overlap
        Intersection over union of the contents' tokens (matched only).
    counts
        What it adds to the sums that `figures` reads.
    rules
        The rule columns of the statement (`RULE_COLUMNS`), null where the statements have none; empty when missed.
    """

    article_id: str
    outlet: str
    kind: str
    start: int
    end: int
    form: str
    circumstance: str | None
    said: str | None
    expected: str | None
    error: str | None
    overlap: float
    counts: Mapping[str, int]
    rules: Mapping[str, str | None]


def judge_article(
    gold: Mapping[str, Any], text: str, statements: Sequence[Mapping[str, Any]], *, outlet: str = ""
) -> list[Judgement]:
    """Match the statements of one article to its annotation and judge them.

    Parameters
    ----------
    gold
        Annotation with ``id``, ``entities`` and ``attributions`` (token indexes).
    statements
        Rows with ``cue``, ``content``, ``speaker``, ``mention`` and ``level``, as in `taawun.tables.STATEMENTS`.

    Raises
    ------
    TaawunError
        The text is not the annotated one, or a span lies outside it.
    """
    return _Article(gold, text, statements, outlet).judgements()


def sum_counts(judgements: Iterable[Judgement]) -> Counter[str]:
    """Add up what the judgements count."""
    total: Counter[str] = Counter()
    for judgement in judgements:
        total.update(judgement.counts)
    return total


def figures(counts: Mapping[str, int], articles: int) -> dict[str, Any]:
    """Compute the figures from the sums, rounded to four digits; a ratio without cases is 0.

    Examples
    --------
    >>> figures({"cue_tp": 8, "cue_fp": 2, "cue_fn": 2}, articles=1)["cue"]
    {'p': 0.8, 'r': 0.8, 'f1': 0.8}
    """
    n = Counter(counts)
    wrong = n["attribution_wrong"]
    return {
        "articles": articles,
        "gold": n["cue_tp"] + n["cue_fn"],
        "predicted": n["cue_tp"] + n["cue_fp"],
        "cue": precision_recall(n["cue_tp"], n["cue_fp"], n["cue_fn"]),
        "content_tokens": precision_recall(n["token_tp"], n["token_fp"], n["token_fn"]),
        "speaker_accuracy": round(n["speaker_right"] / max(1, n["speaker_n"]), 4),
        "ambiguous_names": n["speaker_ambiguous"],
        "level_accuracy": round(n["level_right"] / max(1, n["speaker_n"]), 4),
        "inherited_accuracy": round(n["inherited_right"] / max(1, n["inherited_n"]), 4),
        "inherited_n": n["inherited_n"],
        "attribution": precision_recall(n["attribution_tp"], n["cue_fp"] + wrong, n["cue_fn"] + wrong),
        "contamination": round(n["contaminated"] / max(1, n["contamination_n"]), 4),
    }


def precision_recall(tp: float, fp: float, fn: float) -> dict[str, float]:
    """Precision, recall and F1, rounded to four digits."""
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}


@cache
def _turn_markers() -> tuple[str, ...]:
    return tuple(map(normalize_name, load_lexicon("evaluation")["turn_markers"]))


class _Article:
    """One article while it is judged: its tokens, and the indexes of each statement's tokens."""

    def __init__(
        self, gold: Mapping[str, Any], text: str, statements: Sequence[Mapping[str, Any]], outlet: str
    ) -> None:
        check_text(gold, text)
        self.gold, self.text, self.statements, self.outlet = gold, text, statements, outlet
        self.spans = [match.span() for match in _TOKEN.finditer(text)]
        self.words = [normalize_name(text[start:end]) for start, end in self.spans]
        self.word_tokens = {i for i, word in enumerate(self.words) if word}
        self.cues = [self._tokens([row["cue"]], row) for row in statements]
        self.contents = [self._tokens(row["content"], row) & self.word_tokens for row in statements]
        self.owners: dict[int, set[str]] = {}
        for item in gold["attributions"]:
            for token in item["content"]:
                self.owners.setdefault(token, set()).add(item["source"])

    def judgements(self) -> list[Judgement]:
        pairs = self._pairs()
        found = [self._judge_gold(i, *pairs.get(i, (None, 0.0))) for i in range(len(self.gold["attributions"]))]
        used = {j for j, _ in pairs.values()}
        return found + [self._judge_spurious(j) for j in range(len(self.statements)) if j not in used]

    def _tokens(self, spans: Iterable[Sequence[int]], row: Mapping[str, Any]) -> set[int]:
        tokens: set[int] = set()
        for start, end in spans:
            if not 0 <= start <= end <= len(self.text):
                raise TaawunError(
                    f"the span {start}:{end} of statement {row.get('statement_id')!r} lies outside the text",
                    "extract the statements from this very text",
                    article=self.gold["id"],
                )
            tokens.update(i for i, (a, b) in enumerate(self.spans) if a < end and start < b)
        return tokens

    def _pairs(self) -> dict[int, tuple[int, float]]:
        """Match one to one: the greatest overlap of contents first, and of equals the last."""
        candidates = []
        for i, item in enumerate(self.gold["attributions"]):
            wanted = set(item["content"]) & self.word_tokens
            for j, (cue, content) in enumerate(zip(self.cues, self.contents, strict=True)):
                if item["cue"] in cue and len(cue) <= MAX_CUE_TOKENS:
                    candidates.append((len(wanted & content) / max(1, len(wanted | content)), i, j))
        pairs: dict[int, tuple[int, float]] = {}
        taken: set[int] = set()
        for overlap, i, j in sorted(candidates, reverse=True):
            if i not in pairs and j not in taken:
                pairs[i] = (j, overlap)
                taken.add(j)
        return pairs

    def _judge_gold(self, i: int, j: int | None, overlap: float) -> Judgement:
        item = self.gold["attributions"][i]
        entity = self.gold["entities"][item["source"]]
        wanted = set(item["content"]) & self.word_tokens
        inherited = not self._named_near(item["cue"], entity)
        counts: Counter[str] = Counter()
        said = error = None
        if j is None:
            kind = "missed" if item["required"] else "optional"
            if item["required"]:
                counts.update(cue_fn=1, token_fn=len(wanted))
                error = "missed"
        else:
            row = self.statements[j]
            said = row.get("speaker")
            kind = "matched" if item["required"] else "optional"
            if item["required"]:
                content = self.contents[j] - set(item["content_optional"])
                counts.update(
                    cue_tp=1,
                    token_tp=len(wanted & content),
                    token_fp=len(content - wanted),
                    token_fn=len(wanted - content),
                )
                if item["speaker_sure"]:
                    error = self._judge_speaker(row, item, content, counts, inherited=inherited)
                    if error is None and overlap < POOR_CONTENT:
                        error = "content"
                else:
                    counts.update(attribution_tp=1)
        start, end = self.spans[item["cue"]]
        circumstance = self._circumstance(item, inherited=inherited)
        return Judgement(
            article_id=self.gold["id"],
            outlet=self.outlet,
            kind=kind,
            start=start,
            end=end,
            form=cue_form(self.text[start:end]),
            circumstance=circumstance,
            said=said,
            expected=entity["name"],
            error=error,
            overlap=overlap,
            counts=counts,
            rules=self._rules(j),
        )

    def _judge_speaker(
        self,
        row: Mapping[str, Any],
        item: Mapping[str, Any],
        content: set[int],
        counts: Counter[str],
        *,
        inherited: bool,
    ) -> str | None:
        entities = self.gold["entities"]
        resolved = resolve_name(row.get("speaker"), entities)
        mention = row.get("mention")
        if not resolved and mention:
            resolved = resolve_name(self.text[mention[0] : mention[1]], entities)
        right = resolved == {item["source"]}
        level_right = row.get("level", 1) == item["level"]
        counts.update(speaker_n=1, speaker_right=right, speaker_ambiguous=len(resolved) > 1, level_right=level_right)
        counts.update(attribution_tp=right, attribution_wrong=not right)
        if inherited:
            counts.update(inherited_n=1, inherited_right=right)
        owned = [token for token in content if token in self.owners]
        own = len(resolved) == 1
        counts.update(
            contamination_n=len(owned),
            contaminated=sum(not (own and self.owners[token] & resolved) for token in owned),
        )
        if right and not level_right:
            return "level"
        return None if right else "speaker"

    def _judge_spurious(self, j: int) -> Judgement:
        row = self.statements[j]
        first = min(self.cues[j], default=None)
        start, end = self.spans[first] if first is not None else tuple(row["cue"])
        return Judgement(
            article_id=self.gold["id"],
            outlet=self.outlet,
            kind="spurious",
            start=start,
            end=end,
            form=cue_form(self.text[start:end]),
            circumstance=None,
            said=row.get("speaker"),
            expected=None,
            error="spurious",
            overlap=0.0,
            counts=Counter(cue_fp=1, token_fp=len(self.contents[j])),
            rules=self._rules(j),
        )

    def _rules(self, j: int | None) -> dict[str, str | None]:
        return {} if j is None else {column: self.statements[j].get(column) for column in RULE_COLUMNS}

    def _named_near(self, cue: int, entity: Mapping[str, Any]) -> bool:
        first = cue
        while first > max(0, cue - NAME_WINDOW_BEFORE):
            end = self.spans[first - 1][1]
            if self.text[end - 1] in _CLAUSE_MARKS or "\n" in self.text[end : self.spans[first][0]]:
                break
            first -= 1
        window = " ".join(self.words[first : cue + NAME_WINDOW_AFTER])
        names = [normalize_name(name) for name in [entity["name"], *entity["aliases"]]]
        return any(name and name in window for name in names)

    def _circumstance(self, item: Mapping[str, Any], *, inherited: bool) -> str:
        if item["level"] == 2:
            return "nested"
        cue = item["cue"]
        first, last = max(0, cue - MARKER_WINDOW), min(len(self.words), cue + MARKER_WINDOW)
        while first < cue and "\n" in self.text[self.spans[first][1] : self.spans[cue][0]]:
            first += 1
        window = f" {' '.join(self.words[first:last])} "
        if any(f" {marker} " in window or f" و{marker} " in window for marker in _turn_markers()):
            return "after a turn marker"
        return "dropped" if inherited else "overt"


def check_text(gold: Mapping[str, Any], text: str) -> None:
    """Refuse a text that is not the annotated one: its token indexes would mean other words.

    Raises
    ------
    TaawunError
        Checksum or number of tokens differ, or a source is none of the annotated entities.
    """
    for number, item in enumerate(gold["attributions"], start=1):
        if item["source"] not in gold["entities"]:
            raise TaawunError(
                f"attribution {number}: the source {item['source']!r} is none of the article's entities",
                "add it to `entities`, or leave out an attribution that nobody can be given",
                article=gold["id"],
            )
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if gold.get("sha256", digest) != digest:
        raise TaawunError(
            "the text is not the one that was annotated (its SHA-256 differs)",
            "give the article as it was annotated, without cleaning",
            article=gold["id"],
        )
    tokens = [token for item in gold["attributions"] for token in (item["cue"], *item["content"])]
    if tokens and max(tokens) >= len(text.split()):
        raise TaawunError("the annotation has more tokens than the text", "give the annotated text", article=gold["id"])
