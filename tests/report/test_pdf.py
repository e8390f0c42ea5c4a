"""The report printed: by a browser where there is one, and with a reason where there is none."""

import shutil

import pypdf
import pytest

from taawun.errors import TaawunError
from taawun.report.pdf import BROWSERS, print_report

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>x</title></head><body>
<h1>تقرير</h1><details><summary><h2>قسم</h2></summary><p>text inside</p></details></body></html>"""


def test_report_is_printed_with_an_outline(tmp_path):
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip(f"there is none of {', '.join(BROWSERS)}")
    page = tmp_path / "report.html"
    page.write_text(PAGE, encoding="utf-8")
    print_report(page, tmp_path / "report.pdf")
    read = pypdf.PdfReader(tmp_path / "report.pdf")
    assert len(read.pages) == 1
    assert read.outline
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["report.html", "report.pdf"]


def test_tables_and_evidence_are_printed_where_asked(tmp_path, built_project):
    if not any(map(shutil.which, BROWSERS)):
        pytest.skip(f"there is none of {', '.join(BROWSERS)}")
    page = built_project.folder / "reports/harbour/report.html"
    letters = []
    for opened in (False, True):
        print_report(page, tmp_path / "report.pdf", opened=opened)
        read = pypdf.PdfReader(tmp_path / "report.pdf")
        letters.append("".join(page.extract_text() for page in read.pages))
    closed, full = letters
    assert "exclusivity" in closed and "low" not in closed.split()
    assert full.split().count("low") > 3 and len(full) > 1.5 * len(closed)


def test_machine_without_a_browser_is_told_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "report.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TaawunError, match="no browser prints here") as told:
        print_report(tmp_path / "report.html", tmp_path / "report.pdf")
    assert "print it to a file" in str(told.value)


def test_report_that_is_not_made_is_named_with_its_command(tmp_path):
    with pytest.raises(TaawunError, match="make report STUDY="):
        print_report(tmp_path / "report.html", tmp_path / "report.pdf")
