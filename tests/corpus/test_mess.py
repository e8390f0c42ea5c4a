"""A folder as people have it: every article is found once, and every file that cannot be read is named with its reason."""

import csv
from collections import Counter

import pytest
from mess import (
    europresse_text,
    factiva_codes,
    factiva_display,
    lexis_nexis,
    make_mess,
    nexis_uni,
    write_mess,
    write_pieces,
)

from taawun.corpus.articles import build_articles
from taawun.corpus.exports import split_export
from taawun.corpus.new_study import new_study
from taawun.corpus.pages import split_page
from taawun.corpus.readers import DOCUMENTS, form_of
from taawun.study import load_study
from taawun.tables import read_rows

EXPORTS = ("nexis", "factiva", "europresse")


def read_table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reported(tmp_path_factory, new_project):
    """The folder written into a project, `make new NAME=mess` and `make report STUDY=mess` done in it."""
    project = new_project(tmp_path_factory.mktemp("reported") / "مشروع")
    write_mess(project.folder / "data/mess")
    for arguments in (["new", "NAME=mess"], ["report"]):
        done = project.make(*arguments, study="mess", timeout=560)
        assert done.returncode == 0, done.stdout + done.stderr
    return project.folder


@pytest.fixture(scope="module", params=["one stage", pytest.param("make report", marks=pytest.mark.long)])
def read(request, tmp_path_factory):
    """Write the folder, begin the study and run its first stage or all: (mess, outcome, articles, rejected, problems)."""
    if request.param == "make report":
        root = request.getfixturevalue("reported")
    else:
        root = tmp_path_factory.mktemp("mess")
        (root / "studies").mkdir()
        write_mess(root / "data/mess")
    outcome = new_study("mess", root, strict=True)
    out = root / "build/mess/articles.parquet"
    if request.param == "one stage":
        build_articles(load_study(root / "studies/mess.yaml"), out)
    rejected = list(read_rows(out.with_name("rejected.parquet")))
    return make_mess(), outcome, list(read_rows(out)), rejected, read_table(root / "build/mess/problems.csv")


@pytest.mark.long
def test_report_has_every_article_once_and_names_every_refused_file(reported):
    mess = make_mess()
    tables = reported / "reports/mess/tables"
    assert [row["articles"] for row in read_table(tables / "corpus-flow.csv")] == ["80", "20", "0", "60"]
    assert {row["source_file"]: row["reason"] for row in read_table(tables / "corpus-rejected.csv")}.keys() == (
        mess.refused.keys()
    )
    for row in read_table(tables / "corpus-rejected.csv"):
        assert mess.refused[row["source_file"]] in row["reason"]
    told = Counter(row["article"] for row in read_table(reported / "reports/mess/statements.csv"))
    assert len(told) == 60
    assert (reported / "reports/mess/report.html").stat().st_size > 10**6


def test_every_article_is_found_once_in_its_file(read):
    mess, outcome, rows, _, _ = read
    pieces = {piece.mark: (name, piece) for name, found in mess.articles.items() for piece in found}
    assert len(pieces) == len(rows) == 60
    assert any(line.startswith("60 articles in ") for line in outcome.text.splitlines())
    found = Counter(mark for row in rows for mark in pieces if f"قرية {mark} " in row["text"])
    assert found == dict.fromkeys(pieces, 1)
    for row in rows:
        name, piece = next(pieces[mark] for mark in pieces if f"قرية {mark} " in row["text"])
        assert row["source_file"] == name
        shown = row["text"].split()
        assert shown[-len(piece.text.split()) :] == piece.text.split(), name
        # A page may show its headline above the text.
        assert len(shown) == len(piece.text.split()) or shown[: len(piece.title.split())] == piece.title.split(), name


def test_no_file_is_mapped_by_the_columns_of_another(read):
    mess, _, rows, _, _ = read
    for name, pieces in mess.articles.items():
        export = name.lower().startswith(EXPORTS)
        if form_of(name) in DOCUMENTS - {"html", "mhtml"} and not export:
            continue
        for piece in pieces:
            row = next(row for row in rows if f"قرية {piece.mark} " in row["text"])
            assert (row["title"], row["outlet"], row["date"]) == (piece.title, piece.outlet, piece.date), name


def test_every_refused_file_is_named_with_its_reason(read):
    mess, outcome, rows, rejected, problems = read
    assert not {row["source_file"] for row in rows} & (set(mess.refused) | set(mess.beside))
    for name, reason in mess.refused.items():
        said = [problem["reason"] for problem in problems if problem["place"].split(", ")[0] == name]
        assert len(said) == 1 and reason in said[0], (name, said)
        assert f"{name}" in outcome.text
    assert outcome.exit_code == 1
    # Who counts files in and articles out finds every one, once.
    assert sorted(row["source_file"] for row in rejected) == sorted(mess.refused)
    assert all(mess.refused[row["source_file"]] in row["reason"] for row in rejected)


def test_second_call_finds_the_same_and_adds_nothing(read, tmp_path):
    (tmp_path / "studies").mkdir()
    write_mess(tmp_path / "data/mess")
    first = new_study("mess", tmp_path).text.splitlines()
    index = (tmp_path / "data/mess/articles.csv").read_bytes()
    again = new_study("mess", tmp_path).text.splitlines()
    assert (tmp_path / "data/mess/articles.csv").read_bytes() == index
    # Only the table that was begun is one file more.
    assert [line for line in first if "×" in line] == [line for line in again if "×" in line]


@pytest.mark.parametrize(
    "line", ["Document", "Document COAST", "Document number 20171003", "Document of the meeting 2017100300000000"]
)
def test_text_that_speaks_of_documents_is_no_export(line):
    piece = write_pieces(1)[0]
    assert split_export(f"{piece.title}\n{piece.text}\n{line}\n") is None


def test_articles_of_an_export_keep_to_themselves():
    pieces = write_pieces(3)
    found = split_export("\n".join(line for piece in pieces for line in nexis_uni(piece)))
    assert [fields["text"] for fields in found] == [piece.text for piece in pieces]
    assert [fields["language"] for fields in found] == ["ar"] * 3
    assert all(fields["rights"].startswith("Copyright 2017") for fields in found)


def lines_of(write, pieces):
    return [line for number, piece in enumerate(pieces) for line in write(piece, number)]


def codes_in_cells(piece):
    rows = (line.split("  ", 1) for line in factiva_codes(piece) if line)
    cells = ("".join(f"<td>{cell}</td>" for cell in (row if len(row) > 1 else ["", *row])) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


PAGES = {
    "Nexis Uni": lambda pieces: lines_of(lambda piece, _: nexis_uni(piece), pieces),
    "LexisNexis": lambda pieces: lexis_nexis(pieces).splitlines(),
    "Factiva": lambda pieces: lines_of(factiva_display, pieces),
    "Factiva, codes": lambda pieces: [codes_in_cells(piece) for piece in pieces],
    "Europresse": lambda pieces: lines_of(lambda piece, _: europresse_text(piece), pieces),
}


@pytest.mark.parametrize("database", PAGES)
def test_each_export_is_split_in_a_page_too(database):
    pieces = write_pieces(3)
    body = "".join(line if line.startswith("<") else f"<div>{line}</div>" for line in PAGES[database](pieces) if line)
    found = split_page(f"<html><head><title>{database}</title></head><body>{body}</body></html>")
    assert [[fields[name] for name in ("title", "outlet", "date", "text")] for fields in found] == [
        [piece.title, piece.outlet, piece.date, piece.text] for piece in pieces
    ]


def test_codes_of_factiva_that_mean_nothing_here_are_no_text():
    piece = write_pieces(1)[0]
    (fields,) = split_export("\n".join(factiva_codes(piece)))
    assert fields["text"] == piece.text
    assert "gtrade" not in " ".join(str(value) for value in fields.values())
