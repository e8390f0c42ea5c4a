"""The explorer of many statements in Chromium: size of the page, first paint, and how long filters, search and sorting take.

The articles are made up from a seed. A filter's time is what the page itself reports: from the change of its address until
the new list stands. Run by `make bench-explorer`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from taawun.report.explorer import explorer_data
from taawun.report.explorer_facets import read_facets
from taawun.report.explorer_links import explorer_link
from taawun.report.pdf import BROWSERS, find_browser, needed_flags
from taawun.report.rendering import render_page
from taawun.study import load_study

WORDS = [
    "ميناء",
    "اتفاق",
    "تعاون",
    "حدود",
    "تجارة",
    "وزير",
    "قمة",
    "سلام",
    "أمن",
    "طاقة",
    "مشروع",
    "لجنة",
    "زيارة",
    "دعم",
    "حوار",
    "مياه",
    "طريق",
    "بيان",
    "وفد",
    "خطة",
]
AN_ARTICLE, SPEAKERS = 8, 300
VIEWS = (
    {},
    {"side": "iran"},
    {"side": "iran", "frame": "ECON"},
    {"q": "أمن"},
    {"q": "أمن", "view": "kwic", "act": "call"},
    {"sort": "date"},
    {"sort": "speaker"},
    {"sort": "words"},
)


def main() -> int:
    """Print a line for each measure; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=20_000)
    browser = find_browser()
    asked = parser.parse_args()
    if browser is None:
        print(f"there is no {', '.join(BROWSERS)} to measure in", file=sys.stderr)
        return 1
    study = load_study("tehran-2017")
    articles, statements, frames = make_up(asked.statements)
    data = explorer_data(articles, statements, read_facets(study, articles, statements, frames=frames), language="both")
    text = render_page(study, [], {"studies/tehran-2017.yaml": "0"}, explorer=data)
    size = len(text.encode()) / 1e6
    print(f"{len(statements):,} statements: {size:.2f} MB (at most 12)")
    with tempfile.TemporaryDirectory(prefix="taawun-explorer-") as folder:
        page = Path(folder) / "report.html"
        page.write_text(text, encoding="utf-8")
        paint, took = measure(page, browser)
    print(f"first paint: {paint:.0f} ms (at most 1,500)")
    for view, milliseconds in took.items():
        print(f"  {view}: {milliseconds:.0f} ms (at most 150)")
    return int(size > 12 or paint > 1500 or max(took.values()) > 150)


def make_up(number: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return articles, statements and their frames, made up from a seed."""
    draw = random.Random(1)
    articles: list[dict[str, Any]] = []
    statements: list[dict[str, Any]] = []
    frames: list[dict[str, Any]] = []
    while len(statements) < number:
        id_, text = f"a{len(articles)}", ""
        for _ in range(AN_ARTICLE):
            start, speaker = len(text), draw.randrange(SPEAKERS)
            text += f"وأكد الوزير رقم {speaker} أن {' '.join(draw.choices(WORDS, k=22))}.\n"
            statements.append(
                {
                    "article_id": id_,
                    "statement_id": f"{id_}:{start}",
                    "cue": [start, start + 4],
                    "content": [[text.index("أن", start), len(text) - 1]],
                    "mention": [start + 5, start + 11] if speaker % 2 else None,
                    "speaker": f"متحدث {speaker}",
                    "speaker_office": "وزير",
                    "speaker_state": ("IR", "TR", "SA", "US", "QA")[speaker % 5],
                    "side": ("iran", "turkiye", None)[speaker % 3],
                    "speech_act": ("state", "call", "commit", "reject")[speaker % 4],
                    "polarity": "affirmed",
                    "factuality": "reported",
                    "level": 1,
                    "confidence": 0.9,
                    "cue_rule": "finite:clause",
                    "speaker_rule": "overt",
                    "link_rule": "new",
                    "span_rule": "sentence",
                }
            )
            codes = draw.sample(["ECON", "CT", "COOP", "MIL"], 2)
            frames += [
                {"statement_id": statements[-1]["statement_id"], "layer": "frame", "code": code} for code in codes
            ]
        number_of_day = len(articles)
        articles.append(
            {
                "id": id_,
                "title": f"قمة {' '.join(draw.choices(WORDS, k=6))}",
                "outlet": f"صحيفة {number_of_day % 12}",
                "date": f"2015-{number_of_day % 12 + 1:02}-{number_of_day % 28 + 1:02}",
                "text": text + " ".join(draw.choices(WORDS, k=60)),
                "url": f"https://example.org/{id_}",
            }
        )
    return articles, statements, frames


def measure(page: Path, browser: str) -> tuple[float, dict[str, float]]:
    """Return the first paint and the time of each view, in milliseconds."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--disable-gpu", *needed_flags()])
        shown = opened.new_page()
        shown.goto(page.as_uri())
        shown.wait_for_selector("#explorer-app[data-indexed]", timeout=60_000, state="attached")
        paint = shown.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        took = {}
        for view in VIEWS[1:] + VIEWS[:1]:
            address = explorer_link(**view) if view else "#explore"
            shown.evaluate("address => { location.hash = address; }", address)
            shown.wait_for_timeout(700)
            took[address] = float(shown.locator("#explorer-app").get_attribute("data-took") or "nan")
        opened.close()
    return paint, took


if __name__ == "__main__":
    sys.exit(main())
