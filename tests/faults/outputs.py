"""Cases on what readers see, and on texts that are made to take for ever."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from html.parser import HTMLParser
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from taawun.codebook import load_codebook, match_statements
from taawun.corpus.cleaning import find_boilerplate
from taawun.report.markup import block, inline, safe_url
from taawun.statements import extract_statements
from taawun.workers import SLOWEST_ARTICLE, each_article

Case = tuple[str, Callable[[Path], str | None]]
PAYLOADS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "</p><script>", "<iframe src=x>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>", "vbscript:x", " java\tscript:alert(1)",
    "https://x.org/\" onmouseover=\"x", "https://x.org/'><script>", "https://x.org/\u202egpj.exe", "{{ 7*7 }}", "{% x %}",
    "<style>*{display:none}</style>", "<!-- x", "]]>", "<a href=javascript:x>y</a>", "&lt;script&gt;", "&#60;script&#62;",
    "\u202eevil\u202c", "\x00<script>", "<base href=//evil>", "<meta http-equiv=refresh content=0>", "<form action=//evil>",
    "<object data=x>", "<math><mi//xlink:href=x>", "<details open ontoggle=x>", "\"'><img src=x>",
]  # fmt: skip
PLACES: dict[str, Callable[[str], str]] = {
    "inline": lambda text: f"<p>{inline(text)}</p>",
    "block": lambda text: str(block(text)),
    "Arabic block": lambda text: str(block(f"قال {text}")),
    "link": lambda text: f'<a href="{inline(safe_url(text) or "")}">x</a>',
}
ALLOWED = {"p", "bdi", "span", "a"}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.wrong += [tag] if tag not in ALLOWED else []
        for name, value in attrs:
            if name not in ("dir", "lang", "class", "href") or (
                name == "href" and value and not value.startswith("http")
            ):
                self.wrong.append(f"{name}={value}")


def pages() -> Iterator[Case]:
    """Every payload in every place where text of strangers is shown: no element and no attribute comes of it."""
    for place, show in PLACES.items():
        for payload in PAYLOADS:
            yield f"{place}: {payload}", lambda _, show=show, payload=payload: _try_page(show(payload))


def _try_page(html: str) -> str | None:
    seen = _Seen()
    seen.feed(html)
    if seen.wrong:
        return f"it made {seen.wrong}"
    return "a control that turns the direction stands raw" if "\u202e" in html or "\0" in html else None


_A = "قال وزير الخارجية سالم الراشدي إن الميناء آمن. وأكد الوزير نبيل الحاج أن التعاون مستمر. "
POISON = {
    "statements": _A, "cues": "قال ", "nested": "وقال إن ", "quotes": "«", "closed quotes": "«أ» ", "brackets": "(",
    "names": "سالم الراشدي ", "titles": "وزير ", "conjunctions": "و ", "marks": "ًٌٍ", "tatweel": "ـ", "digits": "٣٤٥ ",
    "one word": "ا", "lines": "\n", "colons": "قال: ", "commas": "، ", "stops": ". ", "dashes": "- ", "that": "أن ",
    "who": "الذي ", "negation": "لم يقل ", "source": "وفقا ل", "participles": "مشيرا إلى ", "latin": "word ",
    "bidi": "\u202e\u202c", "joiners": "\u200c", "emoji": "\U0001f600", "surprise": "؟!", "states": "إيران وتركيا ",
    "spoken": "وأضاف أنه يجب ", "titles and names": "الرئيس حسن ", "tabs": "\t",
}  # fmt: skip
SIZES = (80_000, 400_000, 1_500_000)
"""Characters; the longest is 3 MB of Arabic, and near the longest text that the corpus lets in."""
MOST_MEMORY = 1000
"""Bytes for each letter of a text beyond what a short text needs; where every letter is a word, 500 are used."""


class Cost(NamedTuple):
    """What one text took: seconds of the processor, bytes of the process at its largest, and why it was set aside."""

    seconds: float
    memory: int
    reasons: list[str]


def texts() -> Iterator[Case]:
    """Texts of one thing again and again: time and memory grow as the text does, and nothing takes more than 10 s."""
    for name, unit in POISON.items():
        yield name, lambda _, unit=unit: _try_text(unit)


def _try_text(unit: str) -> str | None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:  # its memory is that of this text alone
        first, *costs = pool.submit(read_texts, [_A, *(_A + unit * (size // len(unit)) for size in SIZES)]).result()
    if wrong := [cost for cost in costs if cost.seconds > 2 * SLOWEST_ARTICLE + 2]:  # two stages read an article
        return f"{wrong[0].seconds:.0f} seconds, and not set aside in time"
    if strange := [reason for cost in costs for reason in cost.reasons if "takes longer than" not in reason]:
        return f"set aside for another reason: {strange[0]}"
    if costs[1].reasons:
        return f"set aside at {SIZES[1]} characters: {costs[1].reasons}"
    for (size, before), (longer, after) in pairwise(zip(SIZES, costs, strict=True)):
        if not after.reasons and after.seconds > 1 and after.seconds > 2 * longer / size * before.seconds:
            return f"{before.seconds:.2f} s, then {after.seconds:.2f} s"
        if after.memory - first.memory > MOST_MEMORY * longer:
            return f"{after.memory >> 20} MB for {longer} letters, beside {first.memory >> 20} MB"
    return None


def read_texts(texts: list[str]) -> list[Cost]:
    """Read texts as the stages do, one after the other, the longest last."""
    costs = []
    for text in texts:
        started = time.process_time()
        article = {"id": "x", "text": text, "removed": find_boilerplate(text)}
        found = each_article([article], extract_statements)
        rows = found.results[0] if found.results else []
        matched = each_article(
            [article], lambda article, rows=rows: list(match_statements([article], rows, load_codebook()))
        )
        reasons = [fault.reason for fault in found.faults + matched.faults]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        costs.append(Cost(time.process_time() - started, memory, reasons))
    return costs
