"""Modules stay small, and Arabic words stay in the lexicons."""

import ast
import re
from pathlib import Path

import pytest
from room_table import describe_rooms, order_rooms

import taawun

LIBRARY = Path(taawun.__file__).parent
MODULES = sorted(path.relative_to(LIBRARY).as_posix() for path in LIBRARY.rglob("*.py"))
MOST_LINES = 400
#: modules above `MOST_LINES`; this list only gets shorter
LONG: set[str] = set()
#: modules with Arabic words in code, also those of labels and messages; this list only gets shorter
WITH_WORDS = {
    "arabic/clitic_model.py",
    "arabic/clitics.py",
    "arabic/fold.py",
    "arabic/lemma_rules.py",
    "arabic/lemmas.py",
    "codebook/statements.py",
    "codebook/words.py",
    "corpus/new_study.py",
    "corpus/selection.py",
    "evaluation/cue_forms.py",
    "evaluation/entity_names.py",
    "lexicons/schema.py",
    "linking/people.py",
    "linking/profiles.py",
    "names/persons.py",
    "names/states.py",
    "report/annotated.py",
    "report/annotated_rows.py",
    "report/corpus_figures.py",
    "report/rhetoric_figures.py",
    "report/study_tables.py",
    "report/topic_figures.py",
    "rhetoric/alignment.py",
    "rhetoric/coding.py",
    "rhetoric/codings.py",
    "rhetoric/shares.py",
    "statements/cues/adjuncts.py",
    "statements/cues/complement_rules.py",
    "statements/cues/finite.py",
    "statements/cues/homographs.py",
    "statements/cues/moods.py",
    "statements/cues/nominal.py",
    "statements/cues/objects.py",
    "statements/cues/passing_rules.py",
    "statements/cues/source_phrases.py",
    "statements/cues/subjects.py",
    "statements/cues/valency.py",
    "statements/cues/walk.py",
    "statements/mentions/name_marking.py",
    "statements/reading/cue_forms.py",
    "statements/reading/forms.py",
    "statements/reading/shapes.py",
    "statements/reading/tokens.py",
    "study_file.py",
    "topics/tables.py",
}


def arabic_literals(source):
    """Lines of string literals outside docstrings with three or more Arabic letters in a row."""
    tree = ast.parse(source)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(getattr(node, "body", None), list)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        in_code = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        if in_code and re.search("[\u0621-\u063a\u0641-\u064a]{3}", node.value):
            yield node.lineno


@pytest.mark.parametrize("name", MODULES)
def test_module_is_short_enough_to_read(name):
    lines = len((LIBRARY / name).read_text(encoding="utf-8").splitlines())
    if name in LONG:
        assert lines > MOST_LINES, f"{name} is short enough now: take it from the list LONG"
    else:
        assert lines <= MOST_LINES, f"{name} has {lines} lines: divide it by notion"


@pytest.mark.parametrize("name", MODULES)
def test_arabic_words_live_in_the_lexicons(name):
    found = list(arabic_literals((LIBRARY / name).read_text(encoding="utf-8")))
    if name in WITH_WORDS:
        assert found, f"{name} has no Arabic words any more: take it from the list WITH_WORDS"
    else:
        assert not found, f"{name}, lines {found}: move these words to a lexicon"


def test_lists_name_modules_that_exist():
    assert set(MODULES) >= LONG | WITH_WORDS


def test_words_are_seen_in_code_and_not_in_docstrings():
    assert list(arabic_literals('"""قال الوزير"""\nX = "و"\nY = f"{X} قال"\n')) == [3]


def test_table_of_rooms_is_the_present_one():
    written = (LIBRARY.parents[1] / "docs/rooms.md").read_text(encoding="utf-8")
    assert written == describe_rooms(), "run: python tools/room_table.py > docs/rooms.md"


def test_circle_of_rooms_is_refused():
    assert order_rooms({"b": {"a"}, "a": set()}) == ["a", "b"]
    with pytest.raises(ValueError, match="a circle among a, b"):
        order_rooms({"a": {"b"}, "b": {"a"}, "c": set()})


def constants_of(room):
    """Name of a constant: what it stands for in each module of a room."""
    found = {}
    for path in sorted((LIBRARY / room).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.Assign):
                continue
            target, value = node.targets[0], node.value
            several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            pairs = zip(target.elts, value.elts, strict=True) if several else [(target, value)]
            for name, meaning in pairs:
                if isinstance(name, ast.Name):
                    found.setdefault(name.id, {}).setdefault(ast.unparse(meaning), []).append(path.name)
    return found


def test_constant_of_the_extractor_means_one_thing():
    found = constants_of("statements")
    assert len(found) > 100
    twice = {name: meanings for name, meanings in found.items() if len(meanings) > 1 and not name.startswith("__")}
    assert not twice, "one name for two things: rename one"
