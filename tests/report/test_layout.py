"""How wide the report is on a screen: measured in a browser, where there is one."""

import json
import re
import shutil
import subprocess

import pandas as pd
import pytest

from taawun.report.fonts import font_faces
from taawun.report.markup import templates
from taawun.report.style import new_figure

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PLACES = """<script>document.fonts.ready.then(() => { document.title = JSON.stringify(["h2", "p", "figure", "figcaption", "img"].map(tag => {
  const box = document.querySelector(tag).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom].map(Math.round); })); });</script>"""
MEASURE = """<script>document.querySelectorAll("details.detail").forEach(one => { one.open = true; });
document.fonts.ready.then(() => {
const boxes = [...document.querySelectorAll("figure.table .scroll")].map(box => [
  Math.round(box.getBoundingClientRect().right), box.scrollWidth - box.clientWidth]);
const column = document.querySelector("main").getBoundingClientRect();
document.title = JSON.stringify([Math.round(column.right), boxes]);
});</script>"""


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium to measure in")
def test_table_of_sixteen_columns_stays_within_the_column_of_text(notebook, published, tmp_path):
    words = {"code": ["BROTHER", "CT"], "label": ["Brotherhood, religion, neighbourhood", "Counter-terrorism"]}
    words["label_ar"] = ["الأخوة والمشتركات والجوار", "مكافحة الإرهاب"]
    sides = {"hits_a": 117, "n_a": 1034, "share_a": 0.035, "hits_b": 5, "n_b": 479, "share_b": 0.1}
    compared = {"difference": -0.024, "low": -0.051, "high": 0.002, "articles": 306, "shared": 72}
    compared |= {"difference_shared": -0.041, "p": 0.009, "q": 0.111}
    frame = pd.DataFrame(words | {name: [value, value] for name, value in (sides | compared).items()})
    notebook.table(frame, name="wide", caption="c", statements={"hits_a": [["a1:0"], ["a1:35"]]})
    column, ((right, hidden),) = measure(tmp_path, published[0][0], MEASURE)
    assert right <= column
    assert hidden == 0


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium to measure in")
def test_first_figure_stands_beside_the_answer_where_there_is_room(notebook, published, tmp_path):
    notebook.say("\n\n".join(["The answer. " * 30] * 3))
    notebook.figure(new_figure(5.2, 3)[0], name="answer", alt="a", caption="What the bars are.")
    html = f'<div class="first"><h2>Answer</h2>{"".join(html for html, _, _ in published)}</div>'
    heading, text, figure, caption, drawing = measure(tmp_path, html, PLACES)
    assert figure[0] >= text[2] and figure[1] < text[1] < 120  # to the right, from the top
    assert caption[3] <= drawing[1] and drawing[3] < 900
    heading, text, figure, caption, drawing = measure(tmp_path, html, PLACES, width=800)
    assert figure[0] == text[0] == heading[0] and figure[1] >= text[3]


def measure(folder, html, script, width=1280):
    """What a script finds in a page with the report's style."""
    css, fonts = templates().get_template("report.css").render(), font_faces("".join(sorted(set(html))))
    page = folder / "page.html"
    head = f'<!DOCTYPE html><meta charset="utf-8"><style>{fonts} {css}</style>'
    page.write_text(f"{head}<main>{html}</main>{script}", encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    command = [BROWSER, *options, f"--window-size={width},900", f"--user-data-dir={folder}/profile", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    return json.loads(re.search("<title>(.*)</title>", dom)[1])
