"""The commands `new` and `fetch`, as a user types them."""

import pytest
from corpus_samples import ROWS, as_jsonl

from taawun.cli import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "studies").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAAWUN_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("TAAWUN_SHARED", raising=False)
    return tmp_path


def test_new_prints_what_it_found(here, capsys):
    assert main(["new", "mine"]) == 0
    (here / "data/mine/a.jsonl").write_text(
        as_jsonl([{**row, "text": row["text"] * 3} for row in ROWS]), encoding="utf-8"
    )
    assert main(["new", "mine"]) == 0
    assert "2 articles in 1 files" in capsys.readouterr().out
    assert main(["articles", "mine", "out.jsonl"]) == 0


def test_bad_input_is_exit_code_two_and_short(here, capsys):
    assert main(["new", "../x"]) == 2
    assert main(["fetch", "nothing"]) == 2
    (here / "data").mkdir(exist_ok=True)
    (here / "data/corpora.yaml").write_text("", encoding="utf-8")
    assert main(["fetch", "nothing"]) == 2
    message = capsys.readouterr().err
    assert "Traceback" not in message
    assert "there is no public corpus 'nothing'" in message
    assert len(message.splitlines()) == 3
