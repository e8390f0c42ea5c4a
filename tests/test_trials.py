"""The wheel in a fresh environment, far from the project: core, extras, a project, own articles. `make trials`."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from taawun.tables import read_rows

sys.path.insert(0, str(Path(__file__).parent / "corpus"))
from corpus_samples import as_docx
from mess import as_page, as_sheet, write_pieces

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[1]
SUPPORTED = ("3.11", "3.12", "3.13")
MADE = (".csv", ".xlsx", ".parquet", ".svg", ".png")
MIB = 2**20


def call(*command, cwd, check=True):
    """Run a program with nothing of the environment that taawun is developed in."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTHON", "TAAWUN"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module", params=SUPPORTED)
def python(request):
    """An interpreter of this version: $TAAWUN_PYTHONS names folders to look in beside the path."""
    folders = os.pathsep.join((os.environ.get("TAAWUN_PYTHONS", ""), os.environ["PATH"]))
    found = shutil.which(f"python{request.param}", path=folders)
    if found is None or call(found, "-c", "", cwd="/", check=False).returncode:
        pytest.skip(f"there is no Python {request.param} here")
    return found


def size_of(folder):
    return sum(path.lstat().st_size for path in folder.rglob("*")) // MIB


def contents(folder):
    """Tables and pictures of a report, by name. The page and its manifest name versions of Python."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in MADE
    }


def own_articles(folder):
    """Ten invented articles in four forms."""
    pieces = write_pieces(10)
    folder.mkdir(parents=True)
    for number, piece in enumerate(pieces[:4]):
        (folder / f"خبر {number}.txt").write_text(piece.text, encoding="utf-8")
    for number, piece in enumerate(pieces[4:6]):
        (folder / f"{number}.docx").write_bytes(as_docx(piece.paragraphs))
    rows = [[piece.title, piece.text, piece.outlet, piece.day] for piece in pieces[6:9]]
    (folder / "archive.xlsx").write_bytes(as_sheet(["Headline", "Body", "Newspaper", "Published"], rows, "Press"))
    (folder / "page.html").write_text(as_page(pieces[9]), encoding="utf-8")
    return pieces


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def by_make(tmp_path_factory, new_project):
    """Tables and pictures that `make report` makes of the shipped article."""
    project = new_project(tmp_path_factory.mktemp("clone") / "project")
    for name in ("studies/tehran-2017.yaml", "data/tehran-2017"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project.folder / name)
    done = project.make("report", study="tehran-2017", timeout=560)
    assert done.returncode == 0, done.stderr
    return contents(project.folder / "reports/tehran-2017")


def test_wheel_makes_reports_in_a_fresh_environment(python, wheel, by_make, tmp_path):
    uv = [sys.executable, "-m", "uv"]
    place = tmp_path / "environment"
    inside = ("--python", place / "bin/python")

    def install(what):
        start = time.monotonic()
        call(*uv, "pip", "install", *inside, what, "-c", ROOT / "requirements.lock", cwd=tmp_path)
        call(*uv, "pip", "check", *inside, cwd=tmp_path)
        packages = len(list(place.rglob("*.dist-info")))
        print(f"{what.split('/')[-1]}: {packages} packages, {size_of(place)} MiB, {time.monotonic() - start:.0f} s")

    def taawun(*arguments, cwd, check=True):
        start = time.monotonic()
        done = call(place / "bin/taawun", *arguments, cwd=cwd, check=check)
        print(f"taawun {' '.join(map(str, arguments))}: {time.monotonic() - start:.0f} s")
        return done

    print(call(python, "--version", cwd=tmp_path).stdout.strip())
    call(*uv, "venv", "--python", python, place, cwd=tmp_path)
    install(f"taawun @ {wheel.as_uri()}")
    pieces = own_articles(tmp_path / "mine")
    taawun("statements", "mine", "mine.jsonl", "--text", cwd=tmp_path)
    words = (tmp_path / "mine.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["article"] for line in words}) == len(pieces)

    project = tmp_path / "project"
    taawun("init", project, cwd=tmp_path)
    stopped = taawun("run", "tehran-2017", cwd=project, check=False)
    assert stopped.returncode == 1
    assert "pip install 'taawun[report]'" in stopped.stderr and "Traceback" not in stopped.stderr
    install(f"taawun[report] @ {wheel.as_uri()}")
    taawun("run", "tehran-2017", cwd=project)
    assert contents(project / "reports/tehran-2017") == by_make
    shutil.copytree(tmp_path / "mine", project / "data/own")
    assert "10 articles in 9 files" in taawun("new", "own", cwd=project).stdout
    taawun("run", "own", cwd=project)
    rows = list(read_rows(project / "build/own/articles.parquet"))
    assert [sum(f"قرية {piece.mark} " in row["text"] for row in rows) for piece in pieces] == [1] * 10
    assert (project / "reports/own/report.html").stat().st_size > 10**6
