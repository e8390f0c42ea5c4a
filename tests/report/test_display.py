"""What notebooks show: escaped tables with their files, figures with alternative texts, evidence below numbers."""

import csv
import re
from dataclasses import replace

import pandas as pd
import pytest

from taawun.errors import TaawunError
from taawun.receipts import PUBLISHES_TO
from taawun.report.display import GLANCE, open_notebook
from taawun.report.markup import statement_link
from taawun.report.style import new_figure, side_colours
from taawun.report.table_cells import format_value


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_table_shows_escaped_cells_and_writes_every_row(notebook, published):
    frame = pd.DataFrame({"speaker": ["سالم <b>", "Ali"], "n": [1200, 3], "share": [0.25, None]})
    notebook.table(frame, name="x-y", caption="Speakers", note="Unit: statement.", rows=1)
    ((html, text, product),) = published
    assert text == "Speakers"
    assert product == {"table": "tables/x-y.csv"}
    assert '<th scope="row" dir="rtl" lang="ar">سالم &lt;b&gt;</th>' in html
    assert '<td class="number" dir="ltr" lang="en">1,200</td>' in html
    assert "First 1 of 2 rows" in html
    assert html.count('<th scope="col"') == 3
    assert read_csv(notebook.build_dir / "tables/x-y.csv") == [
        ["speaker", "n", "share"],
        ["سالم <b>", "1200", "0.25"],
        ["Ali", "3", ""],
    ]


def test_wide_table_says_once_what_every_row_repeats(notebook, published):
    columns = {"code": ["a", "b"], "rights": ["Agency <x>", "Agency <x>"], "date": ["2017-10-02", None]}
    frame = pd.DataFrame(columns | {f"n{number}": [1, 1] for number in range(6)})
    notebook.table(frame, name="wide", caption="c", note="Unit: article.", headers={"rights": "rights holder"})
    html = published[0][0]
    assert "Unit: article. rights holder: Agency &lt;x&gt;." in html
    assert html.count('<th scope="col"') == len(frame.columns) - 1
    assert read_csv(notebook.build_dir / "tables/wide.csv")[1][1] == "Agency <x>"


def test_wide_table_says_nothing_of_an_empty_column(notebook, published):
    frame = pd.DataFrame({"code": ["a", "b"], "note": ["", ""]} | {f"n{number}": [1, 1] for number in range(7)})
    notebook.table(frame, name="wide", caption="c", note="Unit: article.")
    assert ">Unit: article.</p>" in published[0][0]
    assert published[0][0].count('<th scope="col"') == len(frame.columns) - 1


def test_sides_have_their_names_where_people_look_and_their_ids_in_the_file(notebook, published):
    frame = pd.DataFrame({"side": ["east", None, "joint"], "side_a": ["west"] * 3, "n": [1, 2, 3]})
    notebook.table(frame, name="t", caption="c")
    html = published[0][0]
    east, arabic = "East", '<bdi dir="rtl" lang="ar">الشرق</bdi>'
    assert f'<th scope="row" dir="ltr" lang="en">{east} ({arabic})</th>' in html
    assert html.count("West (") == 3
    assert "sides together (" in html
    assert not re.search(r">(east|west|joint)<", html)
    rows = read_csv(notebook.build_dir / "tables/t.csv")
    assert rows == [["side", "side_a", "n"], ["east", "west", "1"], ["", "west", "2"], ["joint", "west", "3"]]


@pytest.mark.parametrize(("language", "name"), [("en", "East"), ("ar", "الشرق"), ("both", "East (الشرق)")])
def test_sides_are_named_in_the_language_of_the_report(notebook, language, name):
    object.__setattr__(notebook, "study", notebook.study.model_copy(update={"language": language}))
    assert notebook.side_names["east"] == name


def test_csv_keeps_six_digits_and_disarms_formulas(notebook, published):
    frame = pd.DataFrame({"outlet": ["=HYPERLINK(1)", "@x", "-x", "ok"], "p": [1 / 3, 2e-9, -1.5, 1234567.0]})
    notebook.table(frame, name="t", caption="c")
    rows = read_csv(notebook.build_dir / "tables/t.csv")[1:]
    assert rows == [["'=HYPERLINK(1)", "0.333333"], ["'@x", "2e-09"], ["'-x", "-1.5"], ["ok", "1.23457e+06"]]


def test_number_opens_to_the_statements_behind_it(notebook, published):
    frame = pd.DataFrame({"side": ["east", "west"], "statements": [2, 0]})
    notebook.table(frame, name="t", caption="c", statements={"statements": [["a1:35", "a1:0"], []]})
    html = published[0][0]
    first, second = re.findall(r'<a href="([^"]+)">([^<]+)</a>', html)
    assert first == ("#s-a1:0", "سالم الراشدي: أكد … التعاون مستمر")
    assert second[0] == "#s-a1:35"
    assert re.findall('<bdi class="path" dir="ltr" lang="en">([^<]+)</bdi>', html) == ["a1:0", "a1:35"]
    assert html.count('<details class="evidence"') == 1


def test_hostile_article_text_stays_text_in_evidence(notebook, published):
    frame = pd.DataFrame({"side": ["none"], "statements": [1]})
    notebook.table(frame, name="t", caption="c", statements={"statements": [["a2:0"]]})
    html = published[0][0]
    assert "<script" not in html
    assert "\u202e" not in html
    assert "U+202E" in html


def test_cells_link_to_statements_and_to_web_addresses_only(notebook, published):
    frame = pd.DataFrame({"id": ["a1:0", "x", "y"]})
    notebook.table(frame, name="t", caption="c", links={"id": ["a1:0", "https://example.org/1", "javascript://x"]})
    assert re.findall(r'href="([^"]+)"', published[0][0]) == ["#s-a1:0", "https://example.org/1", "tables/t.csv"]


def test_figure_is_an_inert_image_with_its_numbers_beside_it(notebook, published):
    fig, ax = new_figure(3, 2)
    ax.bar([0], [1])
    notebook.figure(fig, name="bars", alt='One "bar"', caption="Bars", data=pd.DataFrame({"x": [0], "y": [1]}))
    ((html, _, product),) = published
    assert product == {"figure": ["figures/bars.svg", "figures/bars.png", "figures/bars.csv"]}
    assert 'alt="One &#34;bar&#34;" src="data:image/svg+xml;base64,' in html
    assert (notebook.build_dir / "figures/bars.svg").read_bytes().startswith(b"<?xml")
    assert (notebook.build_dir / "figures/bars.png").read_bytes().startswith(b"\x89PNG")
    assert read_csv(notebook.build_dir / "figures/bars.csv") == [["x", "y"], ["0", "1"]]


def test_figure_without_alternative_text_is_refused(notebook):
    with pytest.raises(ValueError, match="alternative text"):
        notebook.figure(new_figure(1, 1)[0], name="x", alt=" ", caption="c")


@pytest.mark.parametrize("name", ["../x", "X", "a b", "", "نص", "a/b"])
def test_name_that_is_no_file_name_is_refused(notebook, name):
    with pytest.raises(ValueError, match="cannot name"):
        notebook.table(pd.DataFrame({"a": [1]}), name=name, caption="c")


def test_prose_is_escaped_paragraph_by_paragraph(notebook, published):
    notebook.say("First <i>.\n\nقال <b>.")
    assert published[0][0] == ('<p dir="ltr" lang="en">First &lt;i&gt;.</p>\n<p dir="rtl" lang="ar">قال &lt;b&gt;.</p>')


def test_quotation_of_each_side_can_be_read_at_a_glance_and_leads_to_its_statement(notebook, published):
    lengths = {id_: len(text) for id_, text in notebook.excerpts.items()}
    notebook.quote({"The <east>": list(lengths), "The west": []})
    ((html, _, _),) = published
    assert "The &lt;east&gt;" in html and "The west" not in html
    assert html.count("<blockquote") == 1
    (id_,) = [id_ for id_ in lengths if f'href="{statement_link(id_)}"' in html]
    fitting = [one for one, n in lengths.items() if GLANCE[0] <= n <= GLANCE[1]]
    assert id_ == (fitting or list(lengths))[0]


def test_quotation_speaks_of_the_other_side_and_names_its_source(notebook, published):
    sides = [
        side.model_copy(update={"state": state}) for side, state in zip(notebook.study.sides, ("FR", "IT"), strict=True)
    ]
    study = notebook.study.model_copy(update={"sides": sides, "meetings": "all"})
    first, of_itself, of_the_other = notebook.excerpts
    rows = [(first, "DE"), (of_itself, "FR"), (of_the_other, "IT")]
    known = replace(notebook, study=study)
    vars(known).update(
        excerpts=dict.fromkeys(notebook.excerpts, "x" * GLANCE[0]),
        statements=notebook.statements.assign(side="east"),
        targets=pd.DataFrame(rows, columns=["statement_id", "target"]),
    )
    known.quote({"East": [first, of_itself, of_the_other]}, codes={"East": "Trade <i>"})
    known.quote({"East": [first, of_itself]})
    (chosen, *_), (fallback, *_) = published
    assert f'href="{statement_link(of_the_other)}"' in chosen and f'href="{statement_link(first)}"' in fallback
    assert "<bdi>East</bdi> · <bdi>Trade &lt;i&gt;</bdi> · <bdi>=HYPERLINK()</bdi></footer>" in chosen
    assert "<bdi>East</bdi> · <bdi>Shore News</bdi></footer>" in fallback


def test_quotation_has_the_colour_of_its_side_in_the_figures(notebook, published):
    notebook.quote({notebook.study.sides[1].label.en: list(notebook.excerpts)})
    assert f'style="border-color: {side_colours(2)[1]}"' in published[0][0]


def test_progress_is_shown_and_taken_away(notebook, monkeypatch, capsys):
    cleared = []
    monkeypatch.setattr("IPython.display.clear_output", lambda *, wait: cleared.append(wait))
    notebook.tell("5 topics")
    notebook.tell()
    assert capsys.readouterr().out == "5 topics\n" and cleared == [True, False]


def test_plain_string_given_as_html_is_escaped(notebook, published):
    notebook.html("<b>")
    assert "<b>" not in published[0][0]


def test_missing_table_names_the_target_that_makes_it(notebook):
    (notebook.build_dir / "frames.parquet").unlink()
    with pytest.raises(TaawunError, match=r"run: make build/shores/frames.parquet STUDY=shores"):
        _ = notebook.frames


def test_notebook_run_by_hand_changes_nothing_that_is_published(notebook, published, monkeypatch):
    notebook.table(pd.DataFrame({"x": [1]}), name="t", caption="c")
    monkeypatch.delenv(PUBLISHES_TO)
    notebook.table(pd.DataFrame({"x": [2]}), name="t", caption="c")
    monkeypatch.setenv(PUBLISHES_TO, "another/build/shores")
    notebook.table(pd.DataFrame({"x": [3]}), name="t", caption="c")
    assert read_csv(notebook.build_dir / "tables/t.csv") == [["x"], ["1"]]
    assert read_csv(notebook.build_dir / "by-hand/tables/t.csv") == [["x"], ["3"]]


def test_build_folder_follows_the_study_and_is_no_other_study_s(build_dir, monkeypatch):
    monkeypatch.chdir(build_dir.parents[1])
    assert open_notebook("shores").build_dir == build_dir
    with pytest.raises(TaawunError, match=r"build_dir is the folder of another study: build/tehran-2017"):
        open_notebook("shores", "build/tehran-2017")


def test_notebook_finds_the_study_from_its_own_folder_too(build_dir, monkeypatch):
    (build_dir.parents[1] / "notebooks").mkdir()
    monkeypatch.chdir(build_dir.parents[1] / "notebooks")
    assert list(open_notebook("shores", "build/shores").articles["id"]) == ["a1", "a2"]


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.5, 1, "1,234.5"),
        (0.0, 3, "0.000"),
        (0.0001, 3, "<0.001"),
        (-0.0001, 3, "-0.000"),
        (float("nan"), 3, "–"),
        (float("inf"), 3, "∞"),
        (True, 3, "yes"),
        (["b", "a"], 3, "b, a"),
        ({"b", "a"}, 3, "a, b"),
    ],
)
def test_values_are_shown_as_a_reader_expects(value, decimals, shown):
    assert format_value(value, decimals) == shown


def test_side_that_no_article_names_is_refused_with_the_speakers_there(build_dir, monkeypatch):
    monkeypatch.chdir(build_dir.parents[1])
    path = build_dir.parents[1] / "studies/shores.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[نبيل الحاج]", "[جورج فرنسيس]"), encoding="utf-8")
    with pytest.raises(TaawunError, match=r"no article names anybody on the side 'west'.*سالم الراشدي \(2\)"):
        _ = open_notebook("shores", "build/shores").statements
