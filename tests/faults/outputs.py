"""Cases on what readers see, and on texts that are made to take for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from taawun.codebook import load_codebook, match_statements
from taawun.corpus.cleaning import find_boilerplate
from taawun.report.markup import block, inline, safe_url
from taawun.statements import extract_statements

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
SIZES = (80_000, 400_000)


def texts() -> Iterator[Case]:
    """Texts of one thing again and again: five times the text takes no more than ten times as long, never 10 s."""
    for name, unit in POISON.items():
        yield name, lambda _, unit=unit: _try_text(unit)


def _try_text(unit: str) -> str | None:
    took = []
    for size in SIZES:
        text = _A + unit * (size // len(unit))
        started = time.process_time()
        article = {"id": "x", "text": text, "removed": find_boilerplate(text)}
        rows = extract_statements(article)
        list(match_statements([article], rows, load_codebook()))
        took.append(time.process_time() - started)
    if took[1] > 10:
        return f"{took[1]:.0f} seconds for {SIZES[1]} characters"
    return (
        f"{took[0]:.2f} s, then {took[1]:.2f} s"
        if took[1] > 1 and took[1] > 2 * SIZES[1] / SIZES[0] * took[0]
        else None
    )
