"""The page: one self-contained file in which article text is text and every Arabic block says its direction."""

import json
import re

import pandas as pd
import pytest

from taawun.errors import TaawunError
from taawun.report.markup import block
from taawun.report.rendering import render_notebook, write_report
from taawun.report.style import figure_bytes, new_figure
from taawun.study import load_study
from taawun.tables import read_rows


def markdown(text):
    return {"cell_type": "markdown", "source": text}


def shown(html, product=None):
    output = {"output_type": "display_data", "data": {"text/html": html}, "metadata": {"taawun": product or {}}}
    return {"cell_type": "code", "source": "pass", "outputs": [output]}


@pytest.fixture
def report(notebook, published):
    """The report of a study with one notebook: its folder."""
    fig, ax = new_figure(3, 2)
    ax.bar([0], [1])
    notebook.table(
        pd.DataFrame({"speaker": ["سالم الراشدي", "<script>x</script>"], "n": [2, 1]}),
        name="speakers",
        caption="Speakers",
        statements={"n": [["a1:0", "a1:35"], ["a2:0"]]},
    )
    notebook.figure(fig, name="bars", alt="One bar", caption="Bars of سالم", data=pd.DataFrame({"x": [1]}))
    notebook.html(block("قال نعم"))
    cells = [
        markdown("# Corpus\n\nA line with كلمة in it, a <script>alert(1)</script> and [a link](javascript:alert(1))."),
        markdown("## Detail\n\nفقرة عربية\n\n- بند\n\n| a | b |\n|---|---|\n| 1 | ب |"),
        *[shown(html, product) for html, _, product in published],
        shown('<p id="s-a1:0" dir="rtl" lang="ar">أكد</p>'),
    ]
    path = notebook.build_dir / "corpus.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (notebook.study.root / "notebooks").mkdir(exist_ok=True)
    (notebook.study.root / "notebooks/corpus.ipynb").write_text("{}", encoding="utf-8")
    return write_report(load_study("shores"), notebooks=["corpus"]).parent


def test_page_asks_for_nothing_and_runs_nothing(report, read_page):
    text = (report / "report.html").read_text(encoding="utf-8")
    page = read_page(text)
    policy = next(meta["content"] for meta in page.all("meta") if "http-equiv" in meta)
    assert "default-src 'none'" in policy
    assert page.all("script") == [{"type": "application/octet-stream", "id": "explorer-data"}, {}]
    assert policy.count("script-src 'sha256-") == 1
    assert not {tag for tag, _ in page.elements} & {"link", "iframe", "object", "embed", "form", "base"}
    for _, attrs in page.elements:
        assert not [name for name in attrs if name.startswith("on")]
        for name in ("src", "href"):
            assert attrs.get(name, "#").startswith(("#", "data:", "tables/", "figures/"))
    assert not re.search(r"url\((?!data:)|@import", text)


def test_every_text_stands_in_a_block_of_its_direction(report, read_page):
    page = read_page((report / "report.html").read_text(encoding="utf-8"))
    arabic = [text for text in page.texts if re.search("[\u0600-\u06ff]", text[0]) and "pre" not in text[3]]
    assert len(arabic) > 10
    assert [text for text in arabic if (text[1], text[2]) != ("rtl", "ar")] == []
    for tag in ("p", "li", "th", "td", "h2", "h3", "caption", "figcaption"):
        latin = [t for t in page.texts if t[3][-1] == tag and re.match("[A-Za-z]", t[0].strip())]
        assert [text for text in latin if text[1] != "ltr"] == []


def test_article_text_is_escaped_and_its_controls_are_shown(report):
    text = (report / "report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "alert(1)</script>" not in text
    assert "\u202e" not in text
    assert not re.search("[\ufb50-\ufdff\ufe70-\ufefe]", text)


def test_headings_make_the_contents_and_ids_are_unique(report, read_page):
    page = read_page((report / "report.html").read_text(encoding="utf-8"))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")]
    assert {"corpus", "corpus-detail", "provenance"} <= set(links)
    assert [link for link in links if link not in ids and not link.startswith("explore?of=speakers.n.")] == []


def test_tagged_cells_stand_before_all_parts_and_in_no_contents():
    tagged = markdown("## Answer\n\nYes.") | {"metadata": {"tags": ["first"]}}
    part = render_notebook({"cells": [markdown("# Corpus"), tagged, markdown("## Detail")]}, "corpus")
    assert re.findall(r'<h(\d) id="([^"]+)', part.first) == [("2", "corpus-answer")]
    assert "<p" in part.first
    assert re.findall(r'<h(\d) id="([^"]+)', part.html) == [("2", "corpus"), ("3", "corpus-detail")]
    assert [section["anchor"] for section in part.sections] == ["corpus-detail"]


def test_sections_open_on_demand_and_the_tagged_ones_at_once():
    shown_at_once = markdown("## Told\n\nText.") | {"metadata": {"tags": ["open"]}}
    cells = [markdown("# Corpus\n\nIntroduction."), markdown("## Detail"), shown("<p>a</p>"), shown_at_once]
    part = render_notebook({"cells": cells}, "corpus")
    html = re.sub(r"\s+", " ", part.html)
    assert html.index("Introduction.") < html.index("<details")
    assert re.findall(r'<details class="section"( open)?><summary><h3 id="([^"]+)', html) == [
        ("", "corpus-detail"),
        (" open", "corpus-told"),
    ]
    assert html.count("</details>") == 2
    assert re.search(r"<p>a</p>\s*</details>", html)
    assert html.rstrip().endswith("</details>")


def test_page_opens_with_what_is_first_and_tables_and_figures_lead_to_their_files(notebook, published):
    notebook.table(pd.DataFrame({"x": [1]}), name="t", caption="c")
    cells = [markdown("# Corpus"), markdown("## Answer") | {"metadata": {"tags": ["first"]}}, shown(*published[0][::2])]
    folder = notebook.build_dir
    (folder / "corpus.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (folder / "exchanges.ipynb").write_text(json.dumps({"cells": [markdown("# Meetings")]}), encoding="utf-8")
    (notebook.study.root / "notebooks").mkdir(exist_ok=True)
    for name in ("corpus", "exchanges"):
        (notebook.study.root / f"notebooks/{name}.ipynb").write_text("{}", encoding="utf-8")
    page = write_report(load_study("shores"), notebooks=["corpus", "exchanges"])
    text = page.read_text(encoding="utf-8")
    order = [text.index(f'id="{anchor}"') for anchor in ("corpus-answer", "exchanges", "corpus", "provenance")]
    assert order == sorted(order)
    (file,) = re.findall('href="(tables/[^"]+)"', text)
    assert (page.parent / file).is_file()


def test_evidence_links_only_to_what_the_page_shows(report, read_page):
    page = read_page((report / "report.html").read_text(encoding="utf-8"))
    assert [attrs["href"] for attrs in page.all("a") if attrs["href"].startswith("#s-")] == ["#s-a1:0"]


def test_every_image_has_an_alternative_and_every_header_a_scope(report, read_page):
    page = read_page((report / "report.html").read_text(encoding="utf-8"))
    assert [attrs["alt"] for attrs in page.all("img")] == ["One bar"]
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.all("th") if "dir" in attrs)


def test_manifest_names_every_file_with_its_hash(report):
    import hashlib

    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    files = {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    assert set(manifest["outputs"]) == files - {"manifest.json"}
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((report / name).read_bytes()).hexdigest() == digest
    assert {"studies/shores.yaml", "data/shores/a1.txt", "data/shores/a2.txt"} <= set(manifest["inputs"])
    assert manifest["seed"] == 7
    assert str(report) not in json.dumps(manifest)


def test_same_notebook_gives_the_same_bytes_and_old_files_go(report):
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    (report / "tables/old.csv").write_text("x")
    write_report(load_study("shores"), notebooks=["corpus"])
    assert {path: path.read_bytes() for path in report.rglob("*") if path.is_file()} == before


def test_two_notebooks_may_not_write_the_same_file(report):
    build = report.parents[1] / "build/shores"
    (build / "topics.ipynb").write_bytes((build / "corpus.ipynb").read_bytes())
    with pytest.raises(TaawunError, match=r"tables/speakers\.csv is written twice"):
        write_report(load_study("shores"), notebooks=["corpus", "topics"])


def test_notebook_of_another_study_is_refused(report):
    build = report.parents[1] / "build/shores"
    text = json.loads((build / "corpus.ipynb").read_text(encoding="utf-8"))
    page = (report / "report.html").read_bytes()
    for study in ("shores", "tides"):
        source = f"# Parameters\nstudy = '{study}'\nbuild_dir = 'build/{study}'\n"
        cell = {"cell_type": "code", "source": source, "metadata": {"tags": ["injected-parameters"]}, "outputs": []}
        (build / "corpus.ipynb").write_text(json.dumps({"cells": [*text["cells"], cell]}), encoding="utf-8")
        if study == "shores":
            write_report(load_study("shores"), notebooks=["corpus"])
            continue
        with pytest.raises(TaawunError, match="executed for another study"):
            write_report(load_study("shores"), notebooks=["corpus"])
    assert (report / "report.html").read_bytes() == page


def test_notebook_that_is_not_executed_names_the_target(notebook):
    with pytest.raises(TaawunError, match="run: make report STUDY=shores"):
        write_report(load_study("shores"))


def test_output_that_is_not_ours_is_shown_as_text():
    cell = {
        "cell_type": "code",
        "source": "",
        "outputs": [
            {"output_type": "execute_result", "data": {"text/html": "<b>x</b>", "text/plain": "<b>"}, "metadata": {}},
            {"output_type": "stream", "name": "stdout", "text": ["a <i>\n"]},
            {"output_type": "stream", "name": "stderr", "text": "noise"},
        ],
    }
    html = render_notebook({"cells": [cell]}, "topics").html
    assert "<b>x" not in html
    assert "&lt;b&gt;" in html
    assert "a &lt;i&gt;" in html
    assert "noise" not in html


def test_figure_bytes_are_those_of_the_file(report):
    fig, ax = new_figure(3, 2)
    ax.bar([0], [1])
    assert (report / "figures/bars.svg").read_bytes() == figure_bytes(fig)


def test_statements_of_the_fixture_quote_their_article(build_dir):
    texts = {row["id"]: row["text"] for row in read_rows(build_dir / "articles.parquet")}
    rows = list(read_rows(build_dir / "statements.parquet"))
    assert [texts[row["article_id"]][slice(*row["content"][0])] for row in rows[:2]] == [
        "التعاون مستمر",
        "أن المرفأ جاهز.",
    ]
