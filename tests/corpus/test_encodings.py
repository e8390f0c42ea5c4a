"""Encodings are told apart or refused: never guessed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from taawun.corpus.encodings import decode_text, find_encoding
from taawun.errors import TaawunError

NEWS = (
    "قال وزير التجارة إن الاتفاق الجديد بين البلدين سيدخل حيز التنفيذ في مطلع العام، وأكد أن لجنة مشتركة ستجتمع "
    "بعد شهر من اليوم في المرفأ الشرقي لبحث ما بقي من النقاط، وأضاف أنه لا خلاف على المبدأ."
)


@pytest.mark.parametrize(
    "name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"]
)
def test_arabic_text_is_read_in_each_encoding(name):
    text = NEWS.replace("ً", "") if name == "iso-8859-6" else NEWS
    assert decode_text(text.encode(name), "auto") == text


@pytest.mark.parametrize("name", ["windows-1256", "iso-8859-6"])
def test_one_sentence_is_enough_for_the_one_byte_tables(name):
    assert find_encoding("وأكد الوزير أن اللجنة ستجتمع غدا في المرفأ.".encode(name)) == name


@pytest.mark.parametrize("name", ["windows-1256", "iso-8859-6", "utf-16"])
def test_utf8_is_asked_for_and_the_likely_encoding_named(name):
    with pytest.raises(TaawunError, match=f"not UTF-8 .it looks like {name}.*set encoding: {name}"):
        decode_text(NEWS.encode(name))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("naïve café à Genève, où l'été dernier".encode("cp1252"), id="French"),
        pytest.param(bytes(range(128, 256)) * 4, id="all bytes"),
        pytest.param("صصصص ضضضض".encode("windows-1256"), id="letters that are no words"),
        pytest.param("قال".encode()[:-1] + b"\xff\xfe\x00", id="damaged"),
    ],
)
def test_what_cannot_be_told_is_refused(data):
    with pytest.raises(TaawunError, match="cannot be told with certainty"):
        decode_text(data, "auto")


def test_unknown_encoding_is_named():
    with pytest.raises(TaawunError, match="no encoding 'windows-arabic'"):
        decode_text(b"", "windows-arabic")


def test_a_letter_cut_off_at_the_end_of_a_sample_is_forgiven():
    data = NEWS.encode()
    assert {find_encoding(data[:size]) for size in range(60, 80)} == {"utf-8"}


WORDS = st.lists(st.sampled_from(NEWS.replace("،", "").replace(".", "").split()), min_size=12, max_size=60)


@given(WORDS, st.sampled_from(["windows-1256", "iso-8859-6", "utf-8", "utf-16-le", "utf-16-be"]))
@example(["قال", "وزير"] * 6, "iso-8859-6")
def test_whatever_is_accepted_is_right(words, name):
    """Any mix of everyday words is decoded as it was or refused; it is never decoded as something else."""
    text = " ".join(words)
    try:
        assert decode_text(text.encode(name), "auto") == text
    except TaawunError as error:
        assert "cannot be told" in str(error)


@given(st.binary(max_size=400), st.sampled_from(["auto", "utf-8", "utf-16", "windows-1256"]))
def test_any_bytes_are_text_or_a_clear_error(data, name):
    try:
        decode_text(data, name, file="a.txt")
    except TaawunError as error:
        assert str(error).startswith("a.txt")
