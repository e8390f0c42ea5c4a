"""The report as a PDF, printed by a browser of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from taawun.errors import TaawunError
from taawun.tables import replace_whole

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
"""Browsers that print with an outline and the page numbers of the style sheet."""
LONGEST = 300
"""Seconds after which a browser that prints is stopped."""


def find_browser() -> str | None:
    """Path of a browser of this machine, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def needed_flags() -> list[str]:
    """What a browser has to be told here: as root, in a container, its sandbox cannot be set up (our pages run our own script)."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def print_report(page: Path, out: Path, *, opened: bool = False) -> None:
    """Print a report to a PDF with an outline and page numbers; every section is open.

    Parameters
    ----------
    page
        `report.html`.
    out
        The PDF, whole or not at all. Its bytes differ from time to time: the browser writes the time into it.
    opened
        Whether tables are open too, with the statements behind their numbers.

    Raises
    ------
    TaawunError
        There is no report, no browser, or the browser printed nothing.
    """
    if not page.is_file():
        raise TaawunError("the report is not made yet", f"run: make report STUDY={page.parent.name}", file=page)
    browser = find_browser()
    if browser is None:
        raise TaawunError(
            f"no browser prints here: none of {', '.join(BROWSERS)} is installed",
            "install chromium, or open report.html in any browser and print it to a file",
        )
    with tempfile.TemporaryDirectory(prefix="taawun-") as folder, replace_whole(out) as part:
        quiet = [
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            f"--user-data-dir={folder}",
        ]
        told = [
            *quiet,
            *needed_flags(),
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={part}",
            (_open_all(page, Path(folder)) if opened else page.resolve()).as_uri(),
        ]
        try:
            done = subprocess.run([browser, *told], capture_output=True, text=True, timeout=LONGEST, check=False)  # noqa: S603  (no shell, and no word of the study in it)
        except subprocess.TimeoutExpired:
            raise TaawunError(
                f"the browser printed nothing within {LONGEST} s", "print report.html by hand", file=page
            ) from None
        if not part.is_file() or not part.read_bytes().startswith(b"%PDF"):
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise TaawunError(f"the browser printed nothing: {last}", "print report.html by hand", file=page)


def _open_all(page: Path, folder: Path) -> Path:
    """Copy of a report in which the style sheet opens everything; a page refers to no file beside it but by links."""
    copy = folder / "opened.html"
    copy.write_text(page.read_text(encoding="utf-8").replace("<html ", '<html class="opened" ', 1), encoding="utf-8")
    return copy
