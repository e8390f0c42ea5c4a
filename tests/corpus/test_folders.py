"""Who counts the files of a folder and the articles of a study finds every one, once."""

import os

import pytest
from corpus_samples import OTHER, TEXT

from taawun.corpus.articles import build_articles
from taawun.corpus.folders import find_unread
from taawun.tables import read_rows


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name", ["a.doc", "a.odt", "a.xls", "a.md", "README", "a.txt.bak", "a.tar", "a.png", "a.txt.gz"]
)
def test_file_of_a_form_that_is_not_read_is_named(folder, name):
    (folder / name).write_text("x")
    ((found, reason),) = find_unread(folder, [folder / "a.txt"])
    assert found == name and reason.startswith("files of this form are not read; ") and len(reason) > 40


def test_links_and_other_things_are_named(folder, tmp_path):
    (folder / "dead.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "elsewhere").mkdir()
    (folder / "linked").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "pipe.txt")
    found = dict(find_unread(folder, [folder / "a.txt"]))
    assert found["dead.txt"].startswith("the link leads nowhere")
    assert found["linked"].startswith("links to folders are not followed")
    assert found["pipe.txt"].startswith("not a file that can be read")
    assert len(found) == 3


def test_file_whose_name_is_no_text_does_not_stop_the_study(write_corpus, tmp_path):
    study = write_corpus({"a.txt": TEXT})
    with open(os.fsencode(study.corpus_folder) + b"/\xc7.txt", "wb") as file:  # noqa: PTH123
        file.write(OTHER.encode())
    out = tmp_path / "build/s/articles.parquet"
    flow = build_articles(study, out)
    (rejected,) = read_rows(out.with_name("rejected.parquet"))
    assert (flow["read"], flow["rejected"], flow["kept"]) == (2, 1, 1)
    assert (
        rejected["source_file"] == "\\udcc7.txt"
        and rejected["reason"] == "the name of the file is not UTF-8; rename it"
    )


def test_every_file_is_counted_once(write_corpus, tmp_path):
    study = write_corpus(
        {"a.txt": TEXT, "b.txt": OTHER, "c.jsonl": "{}", "d.doc": "x", "sub/e.rar": "x"}, "files: '*.txt'"
    )
    (study.corpus_folder / "f.txt").symlink_to("nowhere")
    out = tmp_path / "build/s/articles.parquet"
    flow = build_articles(study, out)
    rejected = {row["source_file"]: row["reason"] for row in read_rows(out.with_name("rejected.parquet"))}
    assert set(rejected) == {"d.doc", "sub/e.rar", "f.txt"}
    assert {step: count for step, count in flow.items() if count} == {"read": 6, "rejected": 3, "files": 1, "kept": 2}
