"""A floor of the library imports only floors below it, and light modules stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import taawun

LIBRARY = Path(taawun.__file__).parent
FLOORS = {
    "errors": 0,
    "yaml_files": 0,
    "rules": 0,
    "table_readers": 0,
    "tables": 0,
    "lexicons": 0,
    "messages": 0,
    "settings": 0,
    "receipts": 0,
    "spreadsheets": 0,
    "start": 0,
    "user_cache": 0,
    "time_limits": 0,
    "workers": 0,
    "partitions": 0,
    "study_file": 0,
    "study_values": 0,
    "study": 0,
    "arabic": 1,
    "corpus": 2,
    "names": 2,
    "linking": 3,
    "statements": 3,
    "evaluation": 3,
    "codebook": 4,
    "statistics": 4,
    "article_texts": 4,
    "parted_work": 5,
    "targets": 5,
    "topics": 5,
    "rhetoric": 5,
    "pairs": 5,
    "meetings": 6,
    "report": 7,
    "notebook_runner": 8,
    "stages": 8,
    "intake": 8,
    "project": 8,
    "run_study": 8,
    "api": 8,
    "commands": 8,
    "cli": 8,
}
#: inside `statements`: a room imports only rooms before it
ROOMS = ("reading", "mentions", "cues", "spans", "speakers", "rows", "pipeline", "readings", "explain")
# On one floor only these may look at each other: the ground floor, and the command line at what it runs.
NEIGHBOURS = {0, 8}


def imported_rooms(path):
    """Rooms of the library that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [node.module or ""]
            if node.module == "taawun":
                names = [f"taawun.{alias.name}" for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "taawun" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


def imported_statement_rooms(path):
    """Rooms of `taawun.statements` that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("taawun.statements."):
            yield node.module.split(".")[2]


def room_of(path):
    return path.relative_to(LIBRARY).parts[0].removesuffix(".py")


MODULES = sorted(path for path in LIBRARY.rglob("*.py") if path != LIBRARY / "__init__.py")


def test_every_room_has_a_floor():
    assert {room_of(path) for path in MODULES} == set(FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_module_imports_only_floors_below(path):
    room = room_of(path)
    for other in imported_rooms(path):
        below = FLOORS[other] < FLOORS[room]
        beside = FLOORS[other] == FLOORS[room] and FLOORS[room] in NEIGHBOURS
        assert other == room or below or beside, f"{room} (floor {FLOORS[room]}) imports {other}"


@pytest.mark.parametrize("path", sorted((LIBRARY / "statements").rglob("*.py")), ids=lambda path: path.stem)
def test_statement_room_imports_only_rooms_before_it(path):
    room = path.relative_to(LIBRARY / "statements").parts[0].removesuffix(".py")
    for other in imported_statement_rooms(path):
        assert room == "__init__" or other == room or ROOMS.index(other) < ROOMS.index(room), f"{room} imports {other}"


def test_rule_sees_what_is_forbidden(tmp_path):
    module = tmp_path / "x.py"
    module.write_text("import taawun.report.style\ndef f():\n    from taawun.topics import models\n")
    assert list(imported_rooms(module)) == ["report", "topics"]


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("taawun", ["pandas", "gensim", "wordfreq", "matplotlib", "pyarrow", "sklearn"]),
        ("taawun.arabic", ["pandas", "gensim", "wordfreq", "matplotlib", "pyarrow", "sklearn"]),
        ("taawun.statements", ["pandas", "gensim", "matplotlib", "sklearn"]),
        ("taawun.cli", ["pandas", "gensim", "matplotlib", "sklearn", "papermill", "pyarrow"]),
    ],
)
def test_light_modules_load_nothing_heavy(module, heavy):
    code = f"import sys, {module}; print(' '.join(sorted(set({heavy!r}) & set(sys.modules))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_no_bidi_control_and_no_presentation_form_in_the_source():
    forbidden = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
    for path in [*LIBRARY.rglob("*.py"), *LIBRARY.rglob("*.yaml"), *LIBRARY.rglob("*.html")]:
        assert not forbidden & set(path.read_text(encoding="utf-8")), path
