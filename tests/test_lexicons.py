"""Lexicons have the shape that they should have, and the check of it sees what is wrong."""

import pytest
import yaml

from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon
from taawun.lexicons.schema import SHAPES, check_lexicon


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shipped_lexicon_has_its_shape(name):
    check_lexicon(name)


def write(folder, content):
    path = folder / "lexicon.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_unknown_key_of_a_cue_is_refused_with_its_name(tmp_path):
    cues = {**load_lexicon("cues")}
    cues["lemmas"] = {"قال": {**cues["lemmas"]["قال"], "needs_object": True}}
    with pytest.raises(TaawunError, match="needs_object"):
        check_lexicon("cues", write(tmp_path, cues))


@pytest.mark.parametrize(
    ("name", "content"), [("endings", {"endings": ["ون", "ين", "ون"]}), ("groups", {"media": "صحيفة قناة صحيفة"})]
)
def test_word_that_stands_twice_is_refused(name, content, tmp_path):
    with pytest.raises(TaawunError, match="twice"):
        check_lexicon(name, write(tmp_path, content))


def test_reason_that_a_comma_cuts_is_refused(tmp_path):
    path = tmp_path / "settings.yaml"
    path.write_text("window: {value: 3, reason: near, but not too near}\n", encoding="utf-8")
    with pytest.raises(TaawunError, match="but not too near"):
        check_lexicon("settings", path)
