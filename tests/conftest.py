"""A project of its own for tests: the committed Makefile, notebooks and library over a tiny study."""

import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: the first example pays for lexicons, and machines differ. No database: a run leaves nothing behind.
settings.register_profile("taawun", deadline=None, database=None, print_blob=True)
settings.load_profile("taawun")

ROOT = Path(__file__).parents[1]
# Builds that tests start are their own, not parts of a `make test` around them.
os.environ.pop("TAAWUN_OWNER", None)


def without_outer_make():
    """Return the environment without what a `make test` around the tests put into it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}


class Project:
    """A copy of the project with a tiny study, and its `make`.

    Parameters
    ----------
    folder
        Where it is laid out. The environment is the one under test, so that nothing is installed.
    """

    def __init__(self, folder):
        self.folder = folder
        if folder.exists():
            return
        shutil.copytree(ROOT / "tests/data/tiny", folder)
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
        for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-tomotopy.lock"):
            shutil.copy2(ROOT / name, folder)
        (folder / ".stamp").touch()

    def command(self, *targets, study="harbour"):
        python = f"env PYTHONPATH=src {shlex.quote(sys.executable)}"
        return ["make", *targets, f"STUDY={study}", "STAMP=.stamp", "TOMOTOPY=.stamp", f"PYTHON_HERE={python}"]

    def make(self, *targets, study="harbour", timeout=240, **options):
        return subprocess.run(
            self.command(*targets, study=study),
            cwd=self.folder,
            env=without_outer_make(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout,
            **options,
        )

    def setup(self, python):
        command = ["make", "setup", f"PYTHON={python}"]
        return subprocess.run(command, cwd=self.folder, env=without_outer_make(), capture_output=True, text=True)

    def times(self):
        """Modification time of every built file."""
        built = [path for name in ("build", "reports") for path in (self.folder / name).rglob("*") if path.is_file()]
        return {path.relative_to(self.folder).as_posix(): path.stat().st_mtime_ns for path in built}


@pytest.fixture(scope="session")
def new_project():
    """`Project`, for tests that share one."""
    return Project


@pytest.fixture
def project(tmp_path):
    """Return a project that is not built yet, in a folder whose name has a space and Arabic letters."""
    return Project(tmp_path / "مشروع أول")


@pytest.fixture
def project_with_tables(tmp_path, built_project):
    """Return a copy of the built project without its notebooks' outputs: make finds the tables up to date."""
    shutil.copytree(built_project.folder, tmp_path / "نسخة")
    project = Project(tmp_path / "نسخة")
    for path in (project.folder / "build/harbour").glob("*.ipynb"):
        path.unlink()
    shutil.rmtree(project.folder / "reports")
    return project


@pytest.fixture(scope="session")
def built_project(tmp_path_factory):
    """Return a project whose report is built once for all tests; they must leave it as it is."""
    project = Project(tmp_path_factory.mktemp("built") / "مشروع مبني")
    done = project.make("report")
    assert done.returncode == 0, done.stderr
    return project


# --- annotated data, and statements made from it, right or wrong on purpose ---------------------------------------------


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is read by path; the test is skipped without it."""
    if not os.environ.get("TAAWUN_SHARED"):
        pytest.skip("TAAWUN_SHARED does not name the folder with the annotated articles")
    return Path(os.environ["TAAWUN_SHARED"])


@pytest.fixture(scope="session")
def tehran() -> tuple[list[dict], list[dict]]:
    """The shipped annotation and its article."""
    text = (ROOT / "data/tehran-2017/article.txt").read_bytes().decode("utf-8")
    gold = read_lines(ROOT / "tests/data/tehran/gold.jsonl")
    return gold, [{"id": gold[0]["id"], "outlet": "Mehr", "text": text}]


@pytest.fixture(scope="session")
def shared_gold(shared: Path) -> tuple[list[dict], list[dict]]:
    """Both development sets, in one list each."""
    folder = shared / "gold"
    gold, articles = [], []
    for name in ("dev", "dev2", "dev3"):
        gold += read_lines(folder / f"{name}_gold.jsonl")
        articles += read_lines(folder / f"{name}_articles.jsonl")
    return gold, articles


@pytest.fixture(scope="session")
def statements_from():
    """`make_statements`, for tests."""
    return make_statements


def make_statements(gold: list[dict], articles: list[dict], *, spoil: float = 0.0, seed: int = 0) -> list[dict]:
    """Rows that say what the annotation says, each spoilt in one way with probability `spoil`."""
    texts = {article["id"]: article["text"] for article in articles}
    rng = random.Random(seed)
    rows = []
    for doc in gold:
        text = texts[doc["id"]]
        spans = [match.span() for match in re.finditer(r"\S+", text)]
        names = [name for entity in doc["entities"].values() for name in (entity["name"], *entity["aliases"])]
        for item in doc["attributions"]:
            row = {
                "article_id": doc["id"],
                "statement_id": f"{doc['id']}:{spans[item['cue']][0]}",
                "cue": list(spans[item["cue"]]),
                "content": [list(spans[i]) for i in item["content"]],
                "speaker": doc["entities"][item["source"]]["name"],
                "mention": None,
                "level": item["level"],
            }
            if rng.random() < spoil:
                rows += spoil_row(row, spans, item["cue"], names, rng)
            else:
                rows.append(row)
    return rows


def spoil_row(row: dict, spans: list, cue: int, names: list[str], rng: random.Random) -> list[dict]:
    """Rows that stand instead of a right one: none, one that is wrong in some way, or two."""
    first = rng.randrange(len(spans) - 5)
    after = rng.randrange(5)
    half = row["content"][: len(row["content"]) // 2]
    somewhere = {"speaker": "شخص لم يذكره أحد", "mention": [spans[first][0], spans[first + 2][1]]}
    return rng.choice(
        [
            [],
            [row | {"speaker": rng.choice(names)}],
            [row | {"speaker": None}],
            [row | somewhere],
            [row | {"content": [[spans[first][0], spans[first + 5][1]]]}],
            [row | {"cue": list(spans[first])}],
            [row | {"level": 3 - row["level"]}],
            [row | {"cue": [row["cue"][0], spans[min(len(spans) - 1, cue + after)][1]]}],
            [row | {"content": half}, row],
        ]
    )
