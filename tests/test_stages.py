"""Stages give the same rows wherever their batches are worked on."""

import pytest

from taawun import stages
from taawun.errors import TaawunError
from taawun.tables import ARTICLES, read_rows, write_table


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.parquet"
    names = ["سالم الراشدي", "نورة الحمدان", "كريم بوزيد"]
    rows = [
        {
            "id": f"a{n:03}",
            "text": f"أكد الوزير {names[n % 3]} أن التعاون بين البلدين يتقدم. وأضاف أن اللقاء رقم {n} مثمر.",
        }
        for n in range(stages.BATCH * stages.WORTH_A_POOL + 5)
    ]
    write_table(rows, path, ARTICLES)
    return path


def test_a_dask_cluster_gives_the_bytes_of_one_process(articles, tmp_path):
    distributed = pytest.importorskip("distributed", reason="Dask is an optional extra: taawun[cluster]")
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    stages.build_statements(articles, here, jobs=1)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        stages.build_statements(articles, there, cluster=cluster.scheduler_address)
    assert here.read_bytes() == there.read_bytes()
    assert sum(1 for _ in read_rows(here)) > stages.BATCH


def test_a_scheduler_that_does_not_answer_is_named(articles, tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is an optional extra: taawun[cluster]")
    monkeypatch.setattr(stages, "CONNECT_SECONDS", 0.5)
    with pytest.raises(TaawunError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        stages.build_words(articles, tmp_path / "words.jsonl", cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "words.jsonl").exists()


def test_statements_of_other_articles_are_refused(articles, tmp_path):
    found = tmp_path / "statements.jsonl"
    stages.build_statements(articles, found, jobs=1)
    few = tmp_path / "few.parquet"
    write_table([row for row in read_rows(articles) if row["id"] != "a007"], few, ARTICLES)
    with pytest.raises(TaawunError, match=r"'a007'.*not in the article table"):
        stages.build_frames(few, found, tmp_path / "frames.parquet", jobs=1)


def test_frames_stand_in_their_statements(articles, tmp_path):
    found, frames = tmp_path / "statements.jsonl", tmp_path / "frames.jsonl"
    stages.build_statements(articles, found, jobs=1)
    stages.build_frames(articles, found, frames, jobs=1)
    content = {row["statement_id"]: row["content"] for row in read_rows(found)}
    hits = list(read_rows(frames))
    assert {"COOP"} <= {hit["code"] for hit in hits}
    for hit in hits:
        assert any(start <= hit["start"] < hit["end"] <= end for start, end in content[hit["statement_id"]])
