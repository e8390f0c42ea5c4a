"""Tables are written whole or not at all, and read row by row with errors that name their line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taawun.errors import TaawunError
from taawun.tables import STATEMENTS, WORDS, open_table, read_rows, replace_whole, write_table

NEWS = "قال وزير التجارة إن الاتفاق الجديد بين البلدين سيدخل حيز التنفيذ في مطلع العام"
ROW = {"id": "a", "start": 0, "end": 3, "lemma": "قال"}
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)


@given(rows=st.lists(st.builds(dict, id=TEXTS, start=st.integers(0, 2**31 - 1), end=st.integers(0, 9), lemma=TEXTS)))
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_rows_come_back_as_they_were(tmp_path_factory, suffix, rows):
    path = tmp_path_factory.mktemp("table") / f"rows{suffix}"
    write_table(rows, path, WORDS)
    assert list(read_rows(path)) == rows


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_nested_columns_and_missing_values_come_back(tmp_path, suffix):
    path = tmp_path / f"s{suffix}"
    write_table([{"article_id": "a", "cue": [1, 2], "content": [[3, 4], [5, 6]], "speaker_ids": []}], path, STATEMENTS)
    (row,) = read_rows(path)
    assert (row["cue"], row["content"], row["speaker_ids"], row["mention"]) == ([1, 2], [[3, 4], [5, 6]], [], None)
    assert list(row) == list(STATEMENTS)


def test_bytes_do_not_depend_on_how_rows_were_handed_in(tmp_path):
    rows = [{**ROW, "start": n} for n in range(20_000)]
    write_table(rows, tmp_path / "a.parquet", WORDS)
    with open_table(tmp_path / "b.parquet", WORDS) as out:
        for start in range(0, len(rows), 777):
            out.write(rows[start : start + 777])
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


@pytest.mark.parametrize("suffix", [".jsonl", ".parquet"])
def test_failure_while_writing_leaves_the_old_table_and_nothing_else(tmp_path, suffix):
    path = tmp_path / f"t{suffix}"
    write_table([ROW], path, WORDS)
    before = path.read_bytes()

    def broken():
        yield ROW
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        write_table(broken(), path, WORDS)
    with pytest.raises(ValueError, match="wrong"):
        write_table([{"wrong": 1}], path, WORDS)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_two_writers_of_one_file_do_not_meet(tmp_path):
    path = tmp_path / "x.txt"
    with replace_whole(path) as part:
        part.write_text("whole")
        assert not path.exists()
        assert part.parent == tmp_path
    assert [each.name for each in tmp_path.iterdir()] == ["x.txt"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.jsonl", b'{"id": "a"}\n\n[1]\n', "line 3: the line is not a JSON object"),
        ("x.jsonl", b'{"id": "a"}\n{"id"', "line 2: the line is not JSON"),
        ("x.jsonl", b'{"id": "\xe3"}', "line 1: the line is not UTF-8"),
        ("x.jsonl", b'{"other": 1}\n', "line 1, field 'id': the column 'id' is missing"),
        ("x.csv", b"id,b\n1\n", "line 2: the row has more or fewer fields"),
        ("x.csv", b"id,b\n1,2,3\n", "line 2: the row has more or fewer fields"),
        ("x.csv", b'id,b\n"1,2\n', "not a valid CSV row"),
        ("x.csv", b"id\n\xe3\n", "the file is not UTF-8; save it as CSV UTF-8"),
        (
            "x.csv",
            f"id\n{NEWS}\n".encode("cp1256"),
            "the file is not UTF-8 (it looks like windows-1256); save it as CSV",
        ),
        ("x.csv", f"id\n{NEWS}\n".encode("utf-16"), "the file is not UTF-8 (it looks like utf-16)"),
        (
            "x.jsonl",
            f'{{"id": "{NEWS}"}}\n'.encode("cp1256"),
            "line 1: the line is not UTF-8 (it looks like windows-1256)",
        ),
        ("x.csv", "\ufeffid;text\n1;2\n".encode(), "line 1: the columns are separated by semicolons, not by commas"),
        ("x.csv", b"id\ttext\n1\t2\n", "line 1: the columns are separated by tabs"),
        ("x.csv", b"other;id,b\n1,2\n", "the column 'id' is missing"),
        ("x.csv", b"other\n1\n", "the column 'id' is missing"),
        ("x.parquet", b"PAR1 not really", "not a readable Parquet file"),
        ("x.txt", b"", "give a .jsonl, .csv or .parquet file"),
    ],
)
def test_broken_table_is_refused_with_its_place(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TaawunError) as caught:
        list(read_rows(tmp_path / name, ["id"]))
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_missing_file_and_unknown_suffix_are_refused(tmp_path):
    with pytest.raises(TaawunError, match="there is no such file"):
        list(read_rows(tmp_path / "none.jsonl"))
    with pytest.raises(TaawunError, match=r"name a \.jsonl or \.parquet file"):
        write_table([ROW], tmp_path / "out.csv", WORDS)


def test_byte_order_marks_are_no_part_of_the_first_column(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbfid\nx\n")
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf" + json.dumps({"id": "x"}).encode())
    for name in ("a.csv", "a.jsonl"):
        assert list(read_rows(tmp_path / name, ["id"])) == [{"id": "x"}]
