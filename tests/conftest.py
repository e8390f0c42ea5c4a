"""A project of its own for tests: the committed Makefile, notebooks and library over a tiny study."""

import os
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
            shutil.copy(ROOT / name, folder)
        (folder / ".stamp").touch()

    def command(self, *targets, study="harbour"):
        run = f"env PYTHONPATH=src {shlex.quote(sys.executable)} -m taawun.cli"
        return ["make", *targets, f"STUDY={study}", "STAMP=.stamp", "TOMOTOPY=.stamp", f"RUN={run}"]

    def make(self, *targets, study="harbour", **options):
        return subprocess.run(
            self.command(*targets, study=study),
            cwd=self.folder,
            env=without_outer_make(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=240,
            **options,
        )

    def setup(self, python):
        command = ["make", "setup", f"PYTHON={python}"]
        return subprocess.run(command, cwd=self.folder, env=without_outer_make(), capture_output=True, text=True)

    def times(self):
        """Modification time of every built file."""
        built = [path for name in ("build", "reports") for path in (self.folder / name).rglob("*") if path.is_file()]
        return {path.relative_to(self.folder).as_posix(): path.stat().st_mtime_ns for path in built}


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
