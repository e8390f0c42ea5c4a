"""Stages give the same rows wherever their batches are worked on, and refuse articles they cannot tell apart."""

import datetime
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from taawun import arabic, article_texts, codebook, parted_work, partitions, stages, statements, workers
from taawun.errors import TaawunError
from taawun.tables import ARTICLES, read_rows, write_table

SIZE = 64
"""Articles in a part of these tests."""
LENGTH = 4 * SIZE + 5


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch):
    """Parts so small that a few hundred articles are several of them; processes and workers here are of this one."""
    monkeypatch.setattr(parted_work, "SIZE", SIZE)


@pytest.fixture
def articles(tmp_path):
    path = tmp_path / "articles.parquet"
    names = ["سالم الراشدي", "نورة الحمدان", "كريم بوزيد"]
    rows = [
        {
            "id": f"a{n:03}",
            "text": f"أكد الوزير {names[n % 3]} أن التعاون بين البلدين يتقدم. وأضاف أن اللقاء رقم {n} مثمر.",
        }
        for n in range(LENGTH)
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
    assert sum(1 for _ in read_rows(here)) > SIZE


def test_a_scheduler_that_does_not_answer_is_named(articles, tmp_path, monkeypatch):
    pytest.importorskip("distributed", reason="Dask is an optional extra: taawun[cluster]")
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 0.5)
    with pytest.raises(TaawunError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        stages.build_words(articles, tmp_path / "words.jsonl", cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "words.jsonl").exists()


def test_a_scheduler_that_is_killed_ends_the_stage():
    pytest.importorskip("distributed", reason="Dask is an optional extra: taawun[cluster]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = free.getsockname()
    command = ["--host", address[0], "--port", str(address[1]), "--dashboard-address", "127.0.0.1:0"]
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_scheduler", *command], stderr=subprocess.DEVNULL
    ) as scheduler:

        def parts():
            yield ("first",)
            scheduler.kill()
            yield ("second",)

        try:
            _wait_for_answer(address)
            with (
                pytest.raises(TaawunError, match=r"the Dask scheduler at .* has ended; start it") as ended,
                workers.hire(None, "tcp://{}:{}".format(*address), parts=2) as crew,
            ):
                list(crew.map(len, parts()))
        finally:
            scheduler.kill()
    assert ended.value.exit_code == 1


def _wait_for_answer(address):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(address) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the scheduler did not start")


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_statements_of_other_articles_are_refused(articles, tmp_path, form):
    found, few, turned = tmp_path / f"statements.{form}", tmp_path / "few.parquet", tmp_path / "turned.parquet"
    stages.build_statements(articles, found, jobs=1)
    rows = list(read_rows(articles))
    write_table([row for row in rows if row["id"] != "a007"], few, ARTICLES)
    write_table([*rows[:7], rows[8], rows[7], *rows[9:]], turned, ARTICLES)
    for other, named in ((few, "a007"), (turned, "a008")):
        with pytest.raises(
            TaawunError, match=f"{found.name}.*'{named}'.*not in the article table, or not in its order"
        ):
            stages.build_frames(other, found, tmp_path / "frames.parquet", jobs=1)


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
    row = {
        "id": "a",
        "text": "نص",
        "outlet": "الساحل",
        "country": "OM",
        "date": "2017-10-02",
        "title": "خبر",
        "removed": [],
    }
    write_table([row], source, ARTICLES)
    assert list(article_texts.read_texts(source)) == [row]


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


@pytest.fixture
def failing(monkeypatch):
    """The extractor, the matcher and the reader of words fail on the articles of these ids, as a slip in them would."""

    def fail_on(*ids):
        def spoil(module, name, id_of):
            works = getattr(module, name)

            def fails(*arguments):
                if id_of(arguments[0]) in ids:
                    raise ZeroDivisionError("a slip\nof ours")
                return works(*arguments)

            monkeypatch.setattr(module, name, fails)

        spoil(statements, "extract_statements", lambda article: article["id"])
        spoil(arabic, "words_rows", lambda article: article["id"])
        spoil(codebook, "match_statements", lambda articles: articles[0]["id"])

    return fail_on


REASON = r"the program failed: ZeroDivisionError: a slip of ours \(taawun/stages\.py, line \d+\); report it"


def test_an_article_on_which_a_stage_fails_is_set_aside_and_the_others_go_on(articles, tmp_path, failing):
    found = tmp_path / "whole.jsonl"
    stages.build_statements(articles, found, jobs=1)
    failing("a007", "a070")
    for build, *inputs in (
        (stages.build_words, articles),
        (stages.build_statements, articles),
        (stages.build_frames, articles, found),
    ):
        out = tmp_path / f"{build.__name__}.jsonl"
        rejected = build(*inputs, out, jobs=1)
        assert [row["id"] for row in rejected] == ["a007", "a070"]
        assert all(re.fullmatch(REASON, row["reason"]) for row in rejected)
        beside = list(read_rows(tmp_path / f"{build.__name__}.rejected.jsonl"))
        assert [(row["id"], row["source_file"]) for row in beside] == [
            ("a007", "articles.parquet"),
            ("a070", "articles.parquet"),
        ]
        ids = {row.get("article_id", row.get("id")) for row in read_rows(out)}
        assert ids == {row["id"] for row in read_rows(articles)} - {"a007", "a070"}


def test_a_cluster_sets_the_same_articles_aside(articles, tmp_path, failing):
    distributed = pytest.importorskip("distributed", reason="Dask is an optional extra: taawun[cluster]")
    failing("a007", "a070")
    here = stages.build_statements(articles, tmp_path / "here.parquet", jobs=1)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        there = stages.build_statements(articles, tmp_path / "there.parquet", cluster=cluster.scheduler_address)
    assert here == there
    assert len(here) == 2
    assert (tmp_path / "here.parquet").read_bytes() == (tmp_path / "there.parquet").read_bytes()


BAD_SPANS = [(-5, 3), (3, 999), (4, 2), (None, 3), ("0", 3), (True, 3)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_impossible_removed_spans_set_the_article_aside(tmp_path, jobs):
    text = "قال سالم الراشدي إن الميناء جاهز."
    good = [{"id": f"a{n}", "text": text, "removed": []} for n in range(LENGTH)]
    bad = [
        {"id": f"bad{n}", "text": text, "removed": [{"start": start, "end": end, "rule": "x"}]}
        for n, (start, end) in enumerate(BAD_SPANS)
    ]
    bad += [{"id": "bad-list", "text": text, "removed": [[0, 3]]}, {"id": "bad-number", "text": text, "removed": 7}]
    source = tmp_path / "raw.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in [*bad, *good]), encoding="utf-8")
    for build in (stages.build_words, stages.build_statements):
        rejected = build(source, tmp_path / "out.jsonl", jobs=jobs)
        assert [row["id"] for row in rejected] == [row["id"] for row in bad]
        assert all("is no span of a text of 33 characters" in row["reason"] for row in rejected)
        assert all(row["reason"].startswith("field 'removed': ") for row in rejected)


def test_an_unreadable_text_is_set_aside_beside_good_ones(tmp_path):
    rows = [
        {"id": "a", "text": 5},
        {"id": "b", "text": "قال سالم الراشدي إن الميناء جاهز."},
        {"id": "c", "text": "ن\ud800"},
    ]
    source, out, frames = tmp_path / "raw.jsonl", tmp_path / "s.jsonl", tmp_path / "f.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for rejected in (stages.build_statements(source, out), stages.build_frames(source, out, frames)):
        assert [(row["id"], row["reason"].split(";")[0]) for row in rejected] == [
            ("a", "the text is no text"),
            ("c", "half a character (U+D800) at 1"),
        ]
    assert {row["article_id"] for row in read_rows(out)} == {"b"}


def test_a_stage_that_fails_on_every_article_stops(articles, tmp_path, failing):
    failing(*(row["id"] for row in read_rows(articles)))
    with pytest.raises(
        TaawunError, match=r"article 'a000': the program failed: ZeroDivisionError.*and 260 more"
    ) as caught:
        stages.build_statements(articles, tmp_path / "out.parquet", jobs=1)
    assert caught.value.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["articles.parquet"]


def test_want_of_memory_is_no_fault_of_an_article(articles, tmp_path, monkeypatch):
    def fails(article):
        raise MemoryError

    monkeypatch.setattr(statements, "extract_statements", fails)
    with pytest.raises(MemoryError):
        stages.build_statements(articles, tmp_path / "out.parquet", jobs=1)


def test_what_an_earlier_run_set_aside_is_forgotten(articles, tmp_path, failing, monkeypatch):
    out, beside = tmp_path / "out.parquet", tmp_path / "out.rejected.parquet"
    failing("a007")
    stages.build_statements(articles, out, jobs=1)
    assert beside.exists()
    monkeypatch.undo()
    stages.build_statements(articles, out, jobs=1)
    assert not beside.exists()


@pytest.mark.parametrize(
    ("name", "message"), [("raw.jsonl", "the file has no line"), ("raw.csv", "the table has no row")]
)
def test_a_table_without_articles_is_refused(tmp_path, name, message):
    (tmp_path / name).write_text("id,text\n" if name == "raw.csv" else "\n", encoding="utf-8")
    with pytest.raises(TaawunError, match=message):
        stages.build_statements(tmp_path / name, tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_article_that_takes_for_ever_is_set_aside(articles, tmp_path, monkeypatch):
    def endless(row):
        while row["id"] == "a002":
            pass
        return []

    monkeypatch.setattr("taawun.statements.extract_statements", endless)
    monkeypatch.setattr(workers, "SLOWEST_ARTICLE", 0.2)
    rejected = stages.build_statements(articles, tmp_path / "out.jsonl", jobs=1)
    assert [(row["id"], row["reason"]) for row in rejected] == [
        ("a002", "the article takes longer than 0.2 seconds; split it, or leave it out")
    ]


def _die(_batch):
    os.kill(os.getpid(), signal.SIGKILL)


def test_killed_process_of_a_stage_is_said_in_a_sentence():
    with (
        pytest.raises(TaawunError, match=r"a process of the stage was killed.*--jobs 1"),
        workers.hire(2, None, parts=4) as crew,
    ):
        list(crew.map(_die, [(number,) for number in range(4)]))


def test_who_interrupts_a_stage_waits_for_no_part_and_reads_no_traceback(capfd):
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), workers.hire(2, None, parts=8) as crew:
        for _ in crew.map(time.sleep, [(0,), (60,), (60,), (60,), (60,), (60,), (60,)]):
            raise KeyboardInterrupt
    assert time.monotonic() - start < 30
    assert not multiprocessing.active_children()
    assert "Traceback" not in capfd.readouterr().err


@pytest.fixture
def study(articles, tmp_path):
    """The build folder of a study, where parts are kept, with its articles."""
    folder = tmp_path / "build/coast"
    folder.mkdir(parents=True)
    return articles.rename(folder / "articles.parquet")


def _parts(source):
    return {file.name: file.stat().st_mtime_ns for file in (source.parent / partitions.FOLDER).glob("statements-*")}


def test_a_run_that_was_stopped_goes_on_where_it_was(study, tmp_path, monkeypatch):
    out, whole = study.with_name("statements.parquet"), tmp_path / "whole.parquet"
    stages.build_statements(study, whole, jobs=1)
    extract = statements.extract_statements

    def stops(article):
        if article["id"] == "a150":
            raise MemoryError
        return extract(article)

    monkeypatch.setattr(statements, "extract_statements", stops)
    with pytest.raises(MemoryError):
        stages.build_statements(study, out, jobs=1)
    made = _parts(study)
    assert len(made) == 150 // SIZE
    monkeypatch.setattr(statements, "extract_statements", extract)
    stages.build_statements(study, out, jobs=1)
    assert made.items() < _parts(study).items()
    assert out.read_bytes() == whole.read_bytes()
    assert not list(study.parent.glob(".*"))


def test_a_change_of_one_article_makes_its_part_alone(study):
    out = study.with_name("statements.parquet")
    stages.build_statements(study, out, jobs=1)
    before = _parts(study)
    rows = list(read_rows(study))
    rows[70]["text"] = "أكد الوزير كريم بوزيد أن السفن قادمة."
    write_table(rows, study, ARTICLES)
    stages.build_statements(study, out, jobs=1)
    after = _parts(study)
    assert len(before) == len(after) == 5
    assert len(before.keys() & after.keys()) == 4
    assert all(after[name] == before[name] for name in before.keys() & after.keys())


def test_the_size_of_the_parts_changes_no_byte(articles, tmp_path, monkeypatch):
    found = []
    for size in (7, 64, 1000):
        monkeypatch.setattr(parted_work, "SIZE", size)
        out, frames = tmp_path / f"{size}.parquet", tmp_path / f"frames-{size}.parquet"
        stages.build_statements(articles, out, jobs=1)
        stages.build_frames(articles, out, frames, jobs=1)
        found.append((out.read_bytes(), frames.read_bytes()))
    assert found[0] == found[1] == found[2]


def _damages(part, other):
    content = part.read_bytes()
    middle = len(content) // 3
    return [
        content[:middle],
        b"",
        bytes([*content[:middle], content[middle] ^ 1, *content[middle + 1 :]]),
        other.read_bytes(),
    ]


def test_a_damaged_part_is_made_anew(study):
    out = study.with_name("statements.parquet")
    stages.build_statements(study, out, jobs=1)
    whole = out.read_bytes()
    part, other, *_ = sorted((study.parent / partitions.FOLDER).iterdir())
    for damaged in _damages(part, other):
        part.write_bytes(damaged)
        stages.build_statements(study, out, jobs=1)
        assert out.read_bytes() == whole


def test_a_changed_codebook_uses_no_part_of_the_one_before(study, tmp_path):
    found, frames = study.with_name("statements.parquet"), study.with_name("frames.parquet")
    book = tmp_path / "book.yaml"
    stages.build_statements(study, found, jobs=1)
    codes = []
    for code in ("ECON", "COOP"):
        book.write_text(f"extends: taawun\nmeta: {{version: '1'}}\noff: [{code}]\n", encoding="utf-8")
        stages.build_frames(study, found, frames, codebook=book, jobs=1)
        codes.append({row["code"] for row in read_rows(frames)})
    assert codes[0] - codes[1] == {"COOP"}


@pytest.mark.parametrize("group", [5, LENGTH])
@pytest.mark.parametrize("kind", ["int64", "dictionary", "large_string"])
def test_ids_of_any_kind_and_row_groups_of_any_size_give_the_same(tmp_path, monkeypatch, kind, group):
    monkeypatch.setattr(partitions, "LARGEST_GROUP", SIZE)
    text = "أكد الوزير كريم بوزيد أن السفن قادمة."
    source, plain = tmp_path / "raw.parquet", tmp_path / "raw.jsonl"
    ids = pa.array([str(n) for n in range(LENGTH)])
    ids = ids.dictionary_encode() if kind == "dictionary" else ids.cast(kind)
    day = datetime.date(2017, 10, 2)
    pq.write_table(pa.table({"id": ids, "text": [text] * LENGTH, "date": [day] * LENGTH}), source, row_group_size=group)
    rows = [{"id": str(n), "text": text, "date": "2017-10-02"} for n in range(LENGTH)]
    plain.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    written = []
    for file in (source, plain):
        stages.build_statements(file, found := tmp_path / f"{file.suffix[1:]}.parquet", jobs=1)
        stages.build_frames(file, found, frames := tmp_path / f"frames-{found.name}", jobs=1)
        written.append((found.read_bytes(), frames.read_bytes()))
    assert written[0] == written[1]


def test_an_unreadable_text_beside_articles_that_say_nothing_stops_no_stage(tmp_path):
    source, out = tmp_path / "raw.parquet", tmp_path / "s.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "text": [None, "يوم مشمس."]}), source)
    for rejected in (stages.build_statements(source, out), stages.build_frames(source, out, tmp_path / "f.parquet")):
        assert [row["id"] for row in rejected] == ["a"]


def test_an_empty_id_and_statements_of_no_article_are_refused(articles, tmp_path):
    source, out = tmp_path / "raw.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"id": ["", "b"], "text": ["نص", "نص"]}), source)
    with pytest.raises(TaawunError, match="'' is no id"):
        stages.build_statements(source, out)
    orphan = tmp_path / "statements.jsonl"
    orphan.write_text(json.dumps(dict.fromkeys(stages.CONTENT)), encoding="utf-8")
    with pytest.raises(TaawunError, match="not in the article table"):
        stages.build_frames(articles, orphan, out, jobs=1)
