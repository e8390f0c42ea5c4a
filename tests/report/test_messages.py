"""Reports speak English or Arabic: every text of the templates is in the catalogue, in both, and counts have their forms."""

import ast
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from markupsafe import Markup

import taawun
from taawun.lexicons import load_lexicon
from taawun.messages import phrase, say, translate
from taawun.report.display import Notebook
from taawun.report.rendering import render_notebook, render_page
from taawun.statistics.blocks import BOTH_TOO_FEW, check_data

LIBRARY = Path(taawun.__file__).parent
TEMPLATES = sorted((LIBRARY / "report/templates").glob("*.html"))
CATALOGUE = load_lexicon("messages")
#: the explorer has a catalogue of its own
EXPLORER = set(load_lexicon("explorer"))
FIELD = r"\{(\w+)[^}]*\}"
#: texts that are names or signs in both languages
NAMES = {
    "taawun",
    "SHA-256",
    "figures/",
    "tables/",
    "make report STUDY=",
    "manifest.json",
    "CITATION.cff",
    ".csv",
    ".html",
}


def said_in_templates():
    for path in TEMPLATES:
        yield from re.findall(r'say\("([^"]+)"', path.read_text(encoding="utf-8"))


SOURCES = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(LIBRARY.rglob("*.py"))] + [
    ast.parse("".join(cell["source"]))
    for path in sorted((LIBRARY.parents[1] / "notebooks").glob("*.ipynb"))
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "code"
]


def said_in_code():
    """Texts that library and notebooks say: first arguments of say and phrase, captions, notes, alternative texts."""
    for node in (node for source in SOURCES for node in ast.walk(source) if isinstance(node, ast.Call)):
        name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        said = [*node.args[:1]] if name in ("say", "phrase") else []
        said += [keyword.value for keyword in node.keywords if keyword.arg in ("caption", "note", "alt")]
        yield from (part.value for part in said if isinstance(part, ast.Constant) and isinstance(part.value, str))


def written_in_code():
    """Every text in library and notebooks: a message may be chosen from a table."""
    return {
        node.value
        for source in SOURCES
        for node in ast.walk(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_say_nothing_that_is_not_in_the_catalogue(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<style>.*?</style>", " ", path.read_text("utf-8"), flags=re.DOTALL)
    labels = re.findall(r'(?:aria-label|title|alt)="([^"]*)"', text)
    shown = re.sub(r"<[^>]*>", "\n", text)
    for name in NAMES:
        shown = shown.replace(name, "")
    assert not re.findall(r"[A-Za-z]{2,}", shown)
    assert not re.findall(r"[A-Za-z]{2,}", " ".join(labels))


def test_every_message_is_said_and_every_said_message_is_in_the_catalogue():
    assert set(CATALOGUE) <= {*said_in_templates(), *written_in_code()}
    assert {*said_in_templates(), *said_in_code()} - EXPLORER <= set(CATALOGUE)


@pytest.mark.parametrize("message", CATALOGUE)
def test_arabic_fills_in_what_english_fills_in(message):
    fields = set(re.findall(FIELD, message))
    arabic = CATALOGUE[message]["ar"]
    forms = {"other": arabic} if isinstance(arabic, str) else arabic
    assert set(re.findall(FIELD, forms["other"])) == fields
    assert all(set(re.findall(FIELD, form)) <= fields for form in forms.values())
    if "n" in fields:
        assert set(forms) == {"zero", "one", "two", "few", "many", "other"}
    assert all(re.search("[\u0621-\u064a]", form) for form in forms.values())


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        (1, "وواحد غيرها"),
        (2, "واثنان غيرها"),
        (3, "و3 أخرى"),
        (11, "و11 غيرها"),
        (100, "و100 غيرها"),
        (1203, "و1,203 أخرى"),
    ],
)
def test_counts_have_the_form_of_their_language(n, shown):
    assert say("and {n} more", "ar", n=n) == shown


def test_what_is_filled_in_is_escaped():
    message = "First {shown} of {n} rows; all of them in {file}"
    assert (
        say(message, shown="<b>", n=1, file=Markup("<i>f</i>")) == "First &lt;b&gt; of 1 row; all of them in <i>f</i>"
    )


def test_page_in_arabic_runs_from_right_to_left_with_the_prose_of_its_cells(notebook):
    study = notebook.study.model_copy(update={"language": "ar"})
    cells = [
        {"cell_type": "markdown", "source": ["# Corpus\n\nWhat was read."], "metadata": {"ar": "# المدونة\n\nما قُرئ."}},
        {"cell_type": "markdown", "source": ["## Flow"], "metadata": {}},
    ]
    page = render_page(study, [render_notebook({"cells": cells}, "corpus", "ar")], {"studies/a.yaml": "0"})
    assert '<html lang="ar" dir="rtl">' in page
    assert "<summary>المحتويات</summary>" in page and "What was read" not in page
    assert '<a href="#corpus" dir="rtl" lang="ar">المدونة</a>' in page
    assert '<h3 id="corpus-flow" dir="ltr" lang="en">Flow</h3>' in page


def test_latin_letters_do_not_turn_arabic_prose_around():
    cells = [{"cell_type": "markdown", "source": ["# T\n\nقيمة p المصححة أو قيمة q هنا"], "metadata": {}}]
    assert ">قيمة p المصححة أو قيمة q هنا</p>" in render_notebook({"cells": cells}, "corpus").html


def test_note_of_a_table_is_said_in_arabic_with_its_numbers():
    note = check_data(np.array([[13, 6]])).reason
    assert translate(note) == note
    assert translate(note, "ar") == phrase(
        BOTH_TOO_FEW["article"], "ar", first=13, second=6, least=30, n=1, articles=10
    )
    assert translate("a note of somebody else", "ar") == "a note of somebody else"


def test_table_in_arabic_has_arabic_heads_and_values_and_its_file_the_english_ones(notebook, published):
    study = notebook.study.model_copy(update={"language": "ar"})
    frame = pd.DataFrame({"side": ["east"], "form": ["finite"], "speaker": ["روحاني"], "speaker_latin": ["Rouhani"]})
    Notebook(study, notebook.build_dir).table(frame, name="small", caption="Speakers", note="Unit: statement.")
    shown = published[-1][0]
    for word in ("المتحدثون", "الوحدة: القول.", "الطرف", "الشرق", "فعل"):
        assert f">{word}<" in shown
    assert "Rouhani" not in shown and "finite" not in shown
    file = (notebook.products / "tables/small.csv").read_text(encoding="utf-8-sig")
    assert file == "side,form,speaker,speaker_latin\neast,finite,روحاني,Rouhani\n"
