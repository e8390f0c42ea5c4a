"""How wide the report is on a screen: measured in a browser, where there is one."""

import json
import re
import shutil
import subprocess

import pandas as pd
import pytest

from taawun.report.markup import templates
from taawun.report.rendering import _font_faces

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
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
    css = templates().get_template("report.css").render()
    page = tmp_path / "page.html"
    fonts = _font_faces("".join(sorted(set(published[0][0]))))
    head = f'<!DOCTYPE html><meta charset="utf-8"><style>{fonts} {css}</style>'
    page.write_text(f"{head}<main>{published[0][0]}</main>{MEASURE}", encoding="utf-8")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--window-size=1280,900",
        "--virtual-time-budget=5000",
        "--dump-dom",
    ]
    command = [BROWSER, *options, f"--user-data-dir={tmp_path}/profile", page.as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    column, ((right, hidden),) = json.loads(re.search("<title>(.*)</title>", dom)[1])
    assert right <= column
    assert hidden == 0
