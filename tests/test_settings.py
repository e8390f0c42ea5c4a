"""Settings of any file are read strictly, and what is wrong is said with line, keys and cure."""

from typing import Annotated

import pytest
from pydantic import Field

from taawun.errors import TaawunError
from taawun.settings import Settings, Text, check_settings
from taawun.yaml_files import read_yaml


class Cue(Settings):
    lemma: Text
    forms: list[Text] = Field(default=[])
    weight: int | None = Field(default=None, description="a weight from 1 to 9")


class Book(Settings):
    version: Annotated[int, Field(ge=1)]
    cues: dict[str, list[Cue]]


@pytest.fixture
def read(tmp_path):
    def read(text):
        path = tmp_path / "book.yaml"
        path.write_text(text, encoding="utf-8")
        return read_yaml(path)

    return read


GOOD = "version: 1\ncues:\n  finite:\n    - lemma: قال\n      forms: [يقول]\n"


def test_nested_settings_are_read(read):
    book = check_settings(Book, read(GOOD))
    assert (book.version, book.cues["finite"][0].forms) == (1, ["يقول"])
    assert check_settings(list[Cue], read(GOOD), ("cues", "finite"))[0].lemma == "قال"


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("lemma", "lema", 4, "cues.finite.1.lema", "unknown key 'lema'; did you mean 'lemma'?"),
        ("forms: [يقول]", "forms: [1]", 5, "cues.finite.1.forms.1", "expected text, found 1"),
        ("forms: [يقول]", "forms: ['']", 5, "cues.finite.1.forms.1", "expected some text"),
        ("forms: [يقول]", r'forms: ["a\x1bb"]', 5, "cues.finite.1.forms.1", "control character U+001B"),
        ("forms: [يقول]", "weight: x", 5, "cues.finite.1.weight", "expected a weight from 1 to 9, found 'x'"),
        ("version: 1\n", "", 1, "version", "the key 'version' is missing; add it"),
        ("    - lemma: قال\n", "    - \n", 4, "cues.finite.1", "expected a block of keys"),
    ],
)
def test_fault_is_named_with_line_keys_and_cure(read, old, new, line, field, message):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    text = text.replace("      forms: [يقول]\n", "") if new == "    - \n" else text
    with pytest.raises(TaawunError) as caught:
        check_settings(Book, read(text))
    assert message in str(caught.value)
    assert (caught.value.line, caught.value.field) == (line, field)


def test_long_values_and_keys_are_shortened(read):
    with pytest.raises(TaawunError) as caught:
        check_settings(Book, read(f"version: {'x' * 5000}\n{'k' * 900}: 1\n"))
    assert len(str(caught.value)) < 1000
    assert len(str(caught.value).splitlines()) == 3
