"""Make docs/report.png, the part of the Tehran report that the README shows, with a browser of this machine.

python tools/picture_report.py
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from taawun.report.pdf import BROWSERS, find_browser, needed_flags

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "reports/tehran-2017/report.html"
WIDTH = 1020
FROM, TO = "#figure-corpus-speakers", ".ta"


def main() -> None:
    """Open the sections around the annotated article and take a picture of them, in 256 colours."""
    browser = find_browser()
    if not PAGE.exists() or browser is None:
        raise SystemExit("make the report first (make report), and install one of: " + ", ".join(BROWSERS))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--disable-gpu", *needed_flags()])
        page = opened.new_page(viewport={"width": WIDTH, "height": 900})
        page.goto(PAGE.as_uri())
        page.evaluate("for (const part of document.querySelectorAll('details.section')) part.open = true")
        page.wait_for_timeout(500)
        first, last = (page.locator(which).first.bounding_box() for which in (FROM, TO))
        assert first is not None and last is not None
        height = last["y"] + last["height"] - first["y"]
        clip = {"x": 0.0, "y": first["y"], "width": float(WIDTH), "height": height}
        picture = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]
        opened.close()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256).save(ROOT / "docs/report.png", optimize=True)


if __name__ == "__main__":
    main()
