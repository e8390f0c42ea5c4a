import pytest

from taawun.arabic import frequencies, lemma_rules
from taawun.arabic.kept_numbers import kept_numbers

WORDS = {"نيل": 300, "سد": 0, "نهر": 4_294_967_295}


@pytest.fixture
def source(tmp_path, monkeypatch):
    monkeypatch.setenv("TAAWUN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "list.txt"
    path.write_text("one", encoding="utf-8")
    return path


def never():
    raise AssertionError("the words were worked out again")


def test_words_are_worked_out_once_and_keep_their_order(source):
    kept_numbers("test", [source], lambda: WORDS)
    assert list(kept_numbers("test", [source], never).items()) == list(WORDS.items())


def test_another_source_means_other_words(source):
    kept_numbers("test", [source], lambda: WORDS)
    source.write_text("two", encoding="utf-8")
    assert kept_numbers("test", [source], lambda: {"جبل": 7}) == {"جبل": 7}


@pytest.mark.parametrize(
    "damage", [lambda b: b"", lambda b: b[:-1], lambda b: b[:70] + b"\0" + b[71:], lambda b: b"\n"]
)
def test_a_damaged_file_is_made_anew(source, tmp_path, damage):
    kept_numbers("test", [source], lambda: WORDS)
    (path,) = (tmp_path / "cache/words").iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    assert kept_numbers("test", [source], lambda: WORDS) == WORDS
    assert path.read_bytes() == whole


def test_without_a_place_to_write_the_words_are_worked_out(source, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder would be", encoding="utf-8")
    assert kept_numbers("test", [source], lambda: WORDS) == WORDS


def test_without_the_files_the_words_are_worked_out(tmp_path):
    assert kept_numbers("test", [tmp_path / "none"], lambda: WORDS) == WORDS


def test_kept_rarities_are_those_of_the_list(source):
    frequencies.form_strength.cache_clear()
    try:
        made = frequencies.form_strength()
        frequencies.form_strength.cache_clear()
        kept = frequencies.form_strength()
    finally:
        frequencies.form_strength.cache_clear()
    assert list(made.items()) == list(kept.items())
    assert len(kept) > 100_000


def test_lemmas_that_were_kept_are_those_that_were_worked_out(monkeypatch, tmp_path):
    monkeypatch.setenv("TAAWUN_CACHE", str(tmp_path))
    built = lemma_rules._read_simplemma()
    assert {path.name.split("-")[0] for path in (tmp_path / "words").iterdir()} == {"forms", "lemmas"}
    monkeypatch.setattr(lemma_rules, "_fold_simplemma", never)
    kept = lemma_rules._read_simplemma()
    assert [list(part.items()) for part in kept] == [list(part.items()) for part in built]
    assert kept[0]["دول"] == "دولة" and kept[1]["دولة"] > 1
