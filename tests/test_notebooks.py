"""Notebooks: thin, committed bare, and run so that their output is whole or absent."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from taawun import notebook_runner
from taawun.errors import TaawunError
from taawun.notebook_runner import run_notebook

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 40


def read(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture
def write_notebook(tmp_path):
    """Write a notebook with a parameters cell and the cells given; its folder's name is one that trips naive code."""
    folder = tmp_path / "دفتر {x} 1"
    folder.mkdir()

    def write(*sources, tag="parameters"):
        first = nbformat.v4.new_code_cell('study = "a"\nbuild_dir = "b"', metadata={"tags": [tag]}, id="parameters")
        cells = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
        path = folder / "small.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[first, *cells]), path)
        return path, folder / "out" / "small.ipynb"

    return write


VALUES = {"study": "دراسة", "build_dir": "build/x"}


def test_there_are_five_notebooks():
    assert [path.stem for path in NOTEBOOKS] == ["corpus", "exchanges", "pairs", "rhetoric", "topics"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_bare_thin_and_has_exactly_its_two_parameters(path):
    notebook = read(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    assert tagged == [code[0]]
    assert re.findall(r"^(\w+) = ", tagged[0].source, re.M) == ["study", "build_dir"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert max(len(cell.source.splitlines()) for cell in code) <= LONGEST_CELL
    assert not [cell.id for cell in code if re.search(r"^\s*(def|class) ", cell.source, re.M)]
    prose = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert prose.startswith("# ")
    assert len(prose.split()) > 100


def test_values_are_injected_in_readable_letters_and_the_notebook_sees_them(write_notebook):
    path, out = write_notebook("print(study, build_dir)")
    run_notebook(path, out, VALUES)
    assert "study = 'دراسة'" in out.read_text(encoding="utf-8")
    executed = read(out)
    assert [cell.id for cell in executed.cells] == ["parameters", "injected-parameters", "cell-0"]
    assert executed.cells[-1].outputs[0].text == "دراسة build/x\n"
    assert sorted(path.name for path in out.parent.iterdir()) == ["small.ipynb"]


SLOW_TO_FINISH = """
import time
kernel = get_ipython().kernel
answer = kernel.shell_handlers["kernel_info_request"]
async def answer_and_tarry(*arguments):
    await answer(*arguments)
    time.sleep(0.5)
kernel.shell_handlers["kernel_info_request"] = answer_and_tarry
"""


def test_a_kernel_that_still_handles_the_last_request_is_not_interrupted(write_notebook, capfd):
    path, out = write_notebook(SLOW_TO_FINISH)
    run_notebook(path, out, VALUES)
    assert capfd.readouterr().err == ""


def test_an_interrupt_does_not_reach_a_kernel(write_notebook):
    path, out = write_notebook("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nprint('it goes on')")
    run_notebook(path, out, VALUES)
    assert read(out).cells[-1].outputs[0].text == "it goes on\n"


def test_what_a_kernel_has_to_say_is_still_heard(write_notebook, capfd):
    path, out = write_notebook("import os\nos.write(2, b'a real error\\n')")
    run_notebook(path, out, VALUES)
    assert "a real error" in capfd.readouterr().err


def test_two_runs_give_the_same_bytes_without_clock_or_place(write_notebook):
    path, out = write_notebook("import sys\nfor n in range(300):\n    print(n, flush=True)")
    run_notebook(path, out, VALUES)
    first = out.read_bytes()
    run_notebook(out, out.with_name("again.ipynb"), VALUES)  # over its own output: the values are replaced
    assert out.with_name("again.ipynb").read_bytes() == first
    assert b"papermill" not in first
    assert str(path.parent).encode() not in first
    assert len(read(out).cells[-1].outputs) == 1


def test_notebook_runs_in_this_python_and_without_the_users_set_up(write_notebook, tmp_path, monkeypatch):
    startup = tmp_path / "ipython/profile_default/startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("from_startup = 1")
    kernel = tmp_path / "jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps({"argv": ["/no/such/python"], "display_name": "x"}))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    path, out = write_notebook("import sys\nprint(sys.executable)\nprint('from_startup' in globals())")
    node = read(path)
    node.metadata["kernelspec"] = {"name": "somebody-elses", "display_name": "x", "language": "python"}
    nbformat.write(node, path)
    run_notebook(path, out, VALUES)
    assert read(out).cells[-1].outputs[0].text == f"{sys.executable}\nFalse\n"
    assert os.environ["IPYTHONDIR"] == str(tmp_path / "ipython")


def test_running_a_notebook_does_not_build_the_grammar_of_addresses():
    code = "import sys; from taawun.notebook_runner import _import_papermill; _import_papermill(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "nbformat" in loaded
    assert "rfc3987_syntax" not in loaded


def test_raising_notebook_leaves_no_output_but_its_evidence(write_notebook):
    path, out = write_notebook("print('so far')", "raise ValueError('the reason')", "print('never')")
    with pytest.raises(
        TaawunError, match=r"cell 4: ValueError: the reason; what it did so far is in .*small\.part\.ipynb"
    ) as caught:
        run_notebook(path, out, VALUES)
    assert caught.value.exit_code == 1
    assert not out.exists()
    evidence = out.with_name("small.part.ipynb").read_text(encoding="utf-8")
    assert "so far" in evidence
    assert "the reason" in evidence


def test_a_disk_that_fills_in_a_notebook_says_what_to_do(write_notebook):
    path, out = write_notebook("import errno\nraise OSError(errno.ENOSPC, 'No space left on device', 'figure.svg')")
    with pytest.raises(
        TaawunError, match=r"No space left on device: 'figure\.svg'; free some space; what it did so far"
    ):
        run_notebook(path, out, VALUES)


def test_a_long_name_of_the_folder_of_temporary_files_is_no_hindrance(write_notebook, tmp_path, monkeypatch):
    long = tmp_path / ("t" * 100)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    path, out = write_notebook("print(1)")
    run_notebook(path, out, VALUES)
    assert out.exists()
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(TaawunError, match="set TMPDIR to a folder with a shorter name"):
        run_notebook(path, out, VALUES)


def test_dead_kernel_is_a_failed_step(write_notebook):
    path, out = write_notebook("import os\nos.kill(os.getpid(), 9)")
    with pytest.raises(TaawunError, match="the kernel stopped") as caught:
        run_notebook(path, out, VALUES)
    assert caught.value.exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"study": "x", "build_dirs": "y", "build_dir": "z"}, "no parameter 'build_dirs'; did you mean 'build_dir'"),
        ({"study": "x"}, "the parameter 'build_dir' got no value"),
    ],
)
def test_unknown_or_missing_parameter_is_refused_before_the_run(write_notebook, values, message):
    path, out = write_notebook("print(1)")
    with pytest.raises(TaawunError, match=message) as caught:
        run_notebook(path, out, values)
    assert caught.value.exit_code == 2
    assert not out.parent.exists()


def test_untagged_missing_or_broken_notebook_is_refused(write_notebook, tmp_path):
    path, out = write_notebook("print(1)", tag="parameter")
    with pytest.raises(TaawunError, match="no cell is tagged `parameters`"):
        run_notebook(path, out, VALUES)
    with pytest.raises(TaawunError, match="there is no such notebook"):
        run_notebook(tmp_path / "none.ipynb", out, VALUES)
    for content in ("", "{", "[]", "{}", '{"cells": 1, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'):
        path.write_text(content)
        with pytest.raises(TaawunError, match="not a readable notebook"):
            run_notebook(path, out, VALUES)


PROSE = [
    pytest.param(cell, id=f"{path.stem}:{cell['id']}")
    for path in NOTEBOOKS
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "markdown"
]


@pytest.mark.parametrize("cell", PROSE)
def test_prose_says_the_same_in_arabic(cell):
    english, arabic = "".join(cell["source"]), cell["metadata"]["ar"]
    for kept in (r"^#+ |^- ", r"`[^`]+`", r"docs/\w+\.md"):
        found = [sorted(re.findall(kept, text, re.MULTILINE)) for text in (english, arabic)]
        assert found[0] == found[1]
    assert english.count("\n\n") == arabic.count("\n\n")
    assert re.search("[\u0621-\u064a]{2}", arabic.split("\n")[0])


def test_a_full_folder_of_temporary_files_is_named_before_a_kernel_starts(monkeypatch, tmp_path):
    def write_bytes(path, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with (
        pytest.raises(OSError, match=r"No space left on device: '.*room'"),
        notebook_runner._clean_jupyter(tmp_path),
    ):
        raise AssertionError("the folder was given out")
