"""YAML is read strictly, with the line of every key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taawun.errors import TaawunError
from taawun.yaml_files import read_yaml


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "file.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_values_are_as_a_researcher_means_them(write):
    text = "a: no\nb: yes\nc: on\nd: true\ne: 2017-10-02\nf: 012\ng: 1.5\nh: ~\ni: نعم\nj: [NO, off]\n"
    data = read_yaml(write(text)).data
    assert {key: data[key] for key in "abcdefi"} == {
        "a": "no",
        "b": "yes",
        "c": "on",
        "d": True,
        "e": "2017-10-02",
        "f": "012",
        "i": "نعم",
    }
    assert (data["g"], data["h"], data["j"]) == (1.5, None, ["NO", "off"])


@pytest.mark.parametrize(
    "value",
    [
        "010",
        "1:30",
        "1:30.5",
        "1_000",
        "_1",
        "0x1f",
        "0b11",
        "0o7",
        "+.",
        "._",
        "True",
        "NULL",
        "1e3",
        "9" * 5000,
        "<<",
        "=",
    ],
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_as_it_is_written(write, value):
    assert read_yaml(write(f"a: {value}\n")).data == {"a": value}


def test_merge_key_is_a_key_like_any_other(write):
    assert read_yaml(write("a: 1\n<<: {a: 2, b: 3}\n")).data == {"a": 1, "<<": {"a": 2, "b": 3}}


def test_numbers_are_numbers(write):
    data = read_yaml(write("[0, -7, +3, 1.5, .5, 1.0e+3, .inf, ~, null, ]\n")).data
    assert data == [0, -7, 3, 1.5, 0.5, 1000.0, float("inf"), None, None]


def test_every_key_has_its_line(write):
    file = read_yaml(write("# comment\na:\n  b: 1\n  c:\n    - x\n    - y: 2\n"))
    assert [file.line(keys) for keys in [("a",), ("a", "b"), ("a", "c", 1), ("a", "c", 1, "y"), ("a", "c", 9)]] == [
        2,
        3,
        6,
        6,
        4,
    ]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' is given twice (first in line 1)"),
        ("a:\n  b: 1\n  b: 2\n", 3, "the key 'b' is given twice (first in line 2)"),
        ("a: &x 1\n", 1, "aliases, anchors and tags"),
        ("a: 1\nb: *a\n", 2, "aliases, anchors and tags"),
        ("a: !!python/object/apply:os.system ['x']\n", 1, "aliases, anchors and tags"),
        ("a: !!str 1\n", 1, "aliases, anchors and tags"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: [1\nb: 2\n", 2, "not valid YAML"),
        ("a:\n\t- b\n", 2, "not valid YAML"),
        ("a: \x07\n", None, "not valid YAML"),
        (b"a: \xc7\xe1\n", None, "the file is not UTF-8"),
        ("a: " + "[" * 50_000 + "]" * 50_000, 1, "nested more than 50 levels deep"),
        ("a: " + "{b: " * 20_000, 1, "nested more than 50 levels deep"),
        ("# " + "x" * 2**21, None, "larger than 2 MB"),
        ("a: 1\n? [b, c]\n: d\n", 2, "a list or block is no key"),
    ],
)
def test_anything_else_is_refused_with_its_line(write, content, line, message):
    with pytest.raises(TaawunError) as caught:
        read_yaml(write(content))
    assert message in str(caught.value)
    assert line is None or caught.value.line == line


def test_empty_file_and_byte_order_mark_are_read(write):
    assert read_yaml(write("")).data is None
    assert read_yaml(write(b"\xef\xbb\xbfa: 1\n")).data == {"a": 1}


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_or_refused_with_a_message(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("yaml") / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        read_yaml(path)
    except TaawunError as error:
        assert error.file == str(path)
