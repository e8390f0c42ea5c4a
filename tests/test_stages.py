"""Stages give the same rows wherever their batches are worked on, and refuse articles they cannot tell apart."""

import json

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


def test_what_the_articles_stage_set_aside_stays_aside(tmp_path):
    text = "قال سالم الراشدي إن الميناء جاهز.\nقال كريم بوزيد إن السفن قادمة."
    first = text.index("\n")
    removed = [{"start": 0, "end": first, "rule": "site_chrome"}]
    source = tmp_path / "articles.parquet"
    write_table([{"id": "a", "text": text, "removed": removed}], source, ARTICLES)
    stages.build_words(source, tmp_path / "words.jsonl")
    stages.build_statements(source, tmp_path / "statements.jsonl")
    assert min(row["start"] for row in read_rows(tmp_path / "words.jsonl")) > first
    assert [row["speaker"] for row in read_rows(tmp_path / "statements.jsonl")] == ["كريم بوزيد"]


def test_dates_and_outlets_of_the_article_table_reach_the_stages(tmp_path):
    source = tmp_path / "articles.parquet"
    row = {"id": "a", "text": "نص", "outlet": "الساحل", "date": "2017-10-02", "title": "خبر", "removed": []}
    write_table([row], source, ARTICLES)
    assert list(stages.read_texts(source)) == [row]


def test_numbers_are_ids_too(tmp_path):
    source = tmp_path / "raw.jsonl"
    source.write_text('{"id": 7, "text": "قال سالم الراشدي إن الميناء جاهز."}', encoding="utf-8")
    stages.build_statements(source, tmp_path / "statements.parquet")
    assert [row["statement_id"] for row in read_rows(tmp_path / "statements.parquet")] == ["7:0"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"id": "a", "text": "نص"}, {"id": "a", "text": "آخر"}], "article 'a': two articles have this id"),
        ([{"id": None, "text": "نص"}], "None is no id"),
        ([{"id": "", "text": "نص"}], "'' is no id"),
        ([{"id": "a", "text": 5}], "article 'a': the text is no text"),
        ([{"id": "a", "text": "ن\ud800"}], r"half a character (U+D800) at 1"),
    ],
)
def test_unusable_articles_are_refused_before_anything_is_written(tmp_path, rows, message):
    source = tmp_path / "raw.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for build in (stages.build_words, stages.build_statements):
        with pytest.raises(TaawunError) as caught:
            build(source, tmp_path / "out.parquet")
        assert message in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["raw.jsonl"]


def test_an_output_never_replaces_its_input(tmp_path):
    source = tmp_path / "raw.jsonl"
    source.write_text('{"id": "a", "text": "نص"}', encoding="utf-8")
    before = source.read_bytes()
    for build in (stages.build_words, stages.build_statements):
        with pytest.raises(TaawunError, match="would replace its own input"):
            build(source, source)
    with pytest.raises(TaawunError, match="would replace its own input"):
        stages.build_frames(source, tmp_path / "none.jsonl", source)
    assert source.read_bytes() == before
