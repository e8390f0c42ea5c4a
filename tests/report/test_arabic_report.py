"""A report in Arabic says nothing in English: its notebooks are run on the tables of the tiny study, and all they show is read."""

import json
import re
import shutil
from pathlib import Path

import pytest

from taawun.lexicons import load_lexicon
from taawun.messages import phrase
from taawun.pairs.directed import PAIRS, RECIPROCITY
from taawun.pairs.exchange import SIDES
from taawun.pairs.meetings import MEETINGS
from taawun.pairs.within import ROLES
from taawun.report import display
from taawun.report.study_tables import plain_records
from taawun.rhetoric.keywords import KEYWORD_COLUMNS
from taawun.rhetoric.shares import COMPARISON_COLUMNS
from taawun.study import load_study

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
#: what has no Arabic name: names of measures and methods, letters of tests, the project and its packages
NAMES = {"G²", "lt", "gt", "jackknife", "LogRatio", "NPMI", "LRC", "F1", "JSD", "taawun"}
#: elements whose words are code, data or no words at all
UNREAD = ("script", "style", "svg", "code", "pre", "bdi")


@pytest.fixture(scope="module")
def shown(built_project, tmp_path_factory):
    """HTML of every cell of three notebooks on the tiny study in Arabic, run in this process."""
    folder = tmp_path_factory.mktemp("arabic") / "harbour"
    shutil.copytree(built_project.folder / "build/harbour", folder)
    study = load_study(built_project.folder / "studies/harbour.yaml").model_copy(update={"language": "ar"})
    published, notebook = [], display.Notebook(study, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(display, "open_notebook", lambda *_: notebook)
        patch.setattr("IPython.display.publish_display_data", lambda data, _: published.append(data["text/html"]))
        for name in ("corpus", "rhetoric", "topics"):
            cells = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
            names = {}
            for cell in cells:
                if cell["cell_type"] == "code":
                    exec("".join(cell["source"]), names)
    return notebook, published


def english_words(html, read_page, allowed):
    """Latin words that a reader sees or hears, but for ids, codes in capitals, files, rules and names."""
    page = read_page(f'<main dir="rtl" lang="ar">{html}</main>')
    said = [text for text, _, _, path in page.texts if not {*path} & {*UNREAD}]
    said += [attrs[name] for _, attrs in page.elements for name in ("alt", "title", "aria-label") if name in attrs]
    for text in said:
        text = text.partition(f"{phrase('cue', 'ar')} ")[0]  # the ids of rules follow
        text = re.sub(r"\S+\.(?:csv|svg|png|yaml|md|json|txt)\b|\S+:\d+|https?://\S+|\w+:[\w-]+", " ", text)
        for word in re.findall(r"[A-Za-z][\w-]*", text):
            if len(word) > 1 and not word.isupper() and word not in allowed:
                yield word, text


def test_nothing_that_notebooks_show_is_english(shown, read_page):
    notebook, published = shown
    data = " ".join(str(value) for row in plain_records(notebook.articles) for value in row.values())
    allowed = NAMES | set(re.findall(r"\w+", data))
    found = {pair for html in published for pair in english_words(html, read_page, allowed)}
    assert len(published) > 20
    assert sorted(found) == []


def test_every_enumerated_value_and_head_has_an_arabic_word():
    words = load_lexicon("table_words")
    assert all(re.search("[\u0621-\u064a]", word) for kind in words.values() for word in kind.values())
    assert set(load_lexicon("cues")["groups"]) <= set(words["values"])
    columns = {*KEYWORD_COLUMNS, *COMPARISON_COLUMNS, *PAIRS, *RECIPROCITY, *MEETINGS, *SIDES, *ROLES} - {
        "gloss",
        "q_least",
    }
    assert {column.replace("_", " ") for column in columns} <= set(words["heads"])
    assert {rule["id"] for rule in load_lexicon("boilerplate")["rules"]} <= set(words["values"])
