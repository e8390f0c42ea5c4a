"""`taawun coding` on a small built study."""

import pytest

from taawun.cli import main
from taawun.tables import ARTICLES, FRAMES, STATEMENTS, write_table

STUDY = """
title: {en: Small, ar: صغيرة}
question: {en: "How", ar: "كيف"}
corpus: {folder: data/small}
sides:
  - {id: east, label: {en: East, ar: الشرق}, speakers: [سالم الراشدي]}
  - {id: west, label: {en: West, ar: الغرب}, speakers: [كريم الشمري]}
"""


@pytest.fixture
def project(corpus, tmp_path, monkeypatch):
    articles, statements, frames, _ = corpus
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "small.yaml").write_text(STUDY, encoding="utf-8")
    rows = statements.drop(columns="side").assign(
        speaker_id=statements["speaker"].str.replace(" ", "-"), speaker_type="person"
    )
    build = tmp_path / "build" / "small"
    write_table(articles.to_dict("records"), build / "articles.parquet", ARTICLES)
    write_table(rows.assign(speaker_ids=None).to_dict("records"), build / "statements.parquet", STATEMENTS)
    write_table(frames.to_dict("records"), build / "frames.parquet", FRAMES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sheets_are_written_once_and_checked(project, capsys):
    assert main(["coding", "small", "--size", "20"]) == 0
    folder = project / "data" / "coding" / "small"
    assert capsys.readouterr().out.split() == [
        str(folder / name)
        for name in (
            "key.csv",
            "key-articles.csv",
            *(f"{kind}{suffix}" for kind in ("frames", "attribution", "articles") for suffix in (".xlsx", ".csv")),
        )
    ]
    assert len((folder / "frames.csv").read_text(encoding="utf-8-sig").splitlines()) == 21
    assert main(["coding", "small"]) == 2
    assert "already a sample" in capsys.readouterr().err
    assert main(["coding", "small", "--check"]) == 2
    assert "no filled sheet" in capsys.readouterr().err
