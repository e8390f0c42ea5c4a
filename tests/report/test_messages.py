"""Reports speak English or Arabic: every text of the templates is in the catalogue, in both, and counts have their forms."""

import ast
import re
from pathlib import Path

import pytest
from markupsafe import Markup

import taawun
from taawun.lexicons import load_lexicon
from taawun.report.messages import say
from taawun.report.rendering import render_notebook, render_page

LIBRARY = Path(taawun.__file__).parent
TEMPLATES = sorted((LIBRARY / "report/templates").glob("*.html"))
CATALOGUE = load_lexicon("messages")
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


def said_in_code():
    for path in sorted((LIBRARY / "report").glob("*.py")):
        if "taawun.report.messages import" not in path.read_text(encoding="utf-8"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                yield ast.literal_eval(node.args[0])


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
    assert {*said_in_templates(), *said_in_code()} == set(CATALOGUE)


@pytest.mark.parametrize("message", CATALOGUE)
def test_arabic_fills_in_what_english_fills_in(message):
    fields = set(re.findall(r"\{(\w+)\}", message))
    arabic = CATALOGUE[message]["ar"]
    forms = {"other": arabic} if isinstance(arabic, str) else arabic
    assert set(re.findall(r"\{(\w+)\}", forms["other"])) == fields
    assert all(set(re.findall(r"\{(\w+)\}", form)) <= fields for form in forms.values())
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
