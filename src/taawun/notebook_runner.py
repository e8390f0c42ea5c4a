"""Run a notebook with papermill so that its output is whole or absent, and the same every time.

What papermill leaves open is decided here: an unknown or missing parameter is an error, the kernel is always the
Python that runs this, nothing of the user's Jupyter or IPython set-up takes part, and no clock is left in the output.
"""

from __future__ import annotations

import difflib
import json
import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from taawun.errors import FULL, TaawunError, name_file
from taawun.receipts import PUBLISHES_TO, TABLES, claim, list_products, write_receipt

if TYPE_CHECKING:
    from taawun.study import Study

KERNEL = "python3"
ROOM = 2**16
"""Bytes that a kernel's files take at most. Where less is free it would end with a traceback of its own, or hang."""
LONGEST_PLACE = 80
"""Bytes of the name of the folder of temporary files: a socket's name has 107 at most."""


def run_notebook(
    notebook: str | Path,
    output: str | Path,
    parameters: Mapping[str, Any],
    *,
    cwd: str | Path = ".",
    inputs: Iterable[Path] = (),
    folders: Iterable[Path] = (),
    study: Study | None = None,
) -> None:
    """Execute a notebook into `output`, which appears only on success.

    Parameters
    ----------
    notebook
        Notebook with one cell tagged `parameters`.
    output
        Executed notebook. While it runs, and after a failure as evidence, it is called NAME.part.ipynb.
    parameters
        Value of every name that the tagged cell sets, and of no other.
    cwd
        Current folder of the notebook: the project root.
    inputs, folders, study
        What it reads beside the tables of its build folder, for its receipt (`taawun.receipts`).

    Raises
    ------
    TaawunError
        Exit code 2: no such notebook, not a notebook, no tagged cell, unknown or missing parameter. Exit code 1: a
        cell raised, or the kernel died.
    """
    notebook, output = Path(notebook), Path(output)
    _import_papermill()
    node = _read(notebook)
    _check_parameters(notebook, node, parameters)
    part = output.with_suffix(".part.ipynb")
    claim(output.parent)
    output.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    with name_file(part):
        with _quiet_papermill(), _clean_jupyter(output.parent) as sockets:
            _execute(_inject(node, parameters), notebook, part, Path(cwd), sockets)
        executed = _read(part)
        _remove_clocks(executed)
        _write(executed, part)
        part.replace(output)
    tables = [output.parent / f"{name}.parquet" for name in TABLES]
    # Beside what it shows, a notebook keeps files that bear its name: models, the topic of each statement.
    kept = output.parent.glob(f"{output.stem}-*")
    products = [*(output.parent / name for name in list_products(executed)), *kept]
    write_receipt(
        output.parent, output.stem, [output, *products], inputs=[*tables, *inputs], folders=folders, study=study
    )


def _import_papermill() -> None:
    """Import papermill without the grammar of addresses that jsonschema takes up where it finds it.

    The grammar is built anew in each process, which takes a second, and no field of a notebook is checked by it.
    """
    grammar = "rfc3987_syntax"
    if grammar in sys.modules or "jsonschema" in sys.modules:
        return
    sys.modules[grammar] = None  # type: ignore[assignment]  # so Python says that there is no such module
    try:
        import papermill  # noqa: F401
    finally:
        del sys.modules[grammar]


def _read(notebook: Path) -> Any:
    import nbformat

    if not notebook.exists():
        raise TaawunError("there is no such notebook", "see notebooks/", file=notebook)
    try:
        node = nbformat.reads(notebook.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(node)
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError):
        raise TaawunError("not a readable notebook", "open it in JupyterLab and save it again", file=notebook) from None
    node.metadata["kernelspec"] = {"name": KERNEL, "display_name": "Python 3", "language": "python"}
    return node


def _write(node: Any, path: Path) -> None:
    text = json.dumps(node, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _check_parameters(notebook: Path, node: Any, parameters: Mapping[str, Any]) -> None:
    import papermill

    if not any("parameters" in cell.metadata.get("tags", []) for cell in node.cells):
        raise TaawunError("no cell is tagged `parameters`", "tag the cell that sets study and build_dir", file=notebook)
    with _quiet_papermill():
        known = sorted(papermill.inspect_notebook(node))
    for name in parameters:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            advice = f"did you mean {near[0]!r}?" if near else f"it sets: {', '.join(known) or 'nothing'}"
            raise TaawunError(f"the tagged cell has no parameter {name!r}", advice, file=notebook)
    for name in known:
        if name not in parameters:
            raise TaawunError(
                f"the parameter {name!r} got no value", "give it, or remove it from the cell", file=notebook
            )


def _inject(node: Any, parameters: Mapping[str, Any]) -> Any:
    """Copy of the notebook with the values after the tagged cell, in letters that a reader can read."""
    import nbformat

    tagged = next(i for i, cell in enumerate(node.cells) if "parameters" in cell.metadata.get("tags", []))
    cell = nbformat.v4.new_code_cell(
        source="\n".join(f"{name} = {value!r}" for name, value in parameters.items()),
        metadata={"tags": ["injected-parameters"]},
        id="injected-parameters",
    )
    copy = nbformat.from_dict(node)
    kept = [other for other in copy.cells if "injected-parameters" not in other.metadata.get("tags", [])]
    copy.cells = [*kept[: tagged + 1], cell, *kept[tagged + 1 :]]
    return copy


def _execute(node: Any, notebook: Path, part: Path, cwd: Path, sockets: Path) -> None:
    import papermill
    from nbclient.exceptions import CellControlSignal, DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    progress = {"desc": notebook.stem, "file": sys.stderr, "leave": False} if sys.stderr.isatty() else False
    here = Path.cwd()
    kept = f"what it did so far is in {part.relative_to(here) if part.is_relative_to(here) else part}"
    try:
        papermill.execute_notebook(
            node,
            _literal(part.absolute()),
            kernel_name=KERNEL,
            progress_bar=progress,
            cwd=str(cwd),
            # Ports are picked before they are taken: two notebooks that start at once could pick the same.
            config=Config({"KernelManager": {"transport": "ipc", "ip": str(sockets / "k"), "shutdown_wait_time": 2.0}}),
            kernel_manager_class=_quiet_manager(),
        )
    except PapermillExecutionError as error:
        full = any(error.evalue.startswith(f"[Errno {number}]") for number in FULL)
        raise TaawunError(
            f"cell {error.exec_count}: {error.ename}: {error.evalue.strip().splitlines()[0] if error.evalue else ''}",
            f"free some space; {kept}" if full else kept,
            file=notebook,
            exit_code=1,
        ) from None
    except (DeadKernelError, CellControlSignal, RuntimeError, TimeoutError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise TaawunError(f"the kernel stopped: {reason}", kept, file=notebook, exit_code=1) from None


def _quiet_manager() -> type:
    """Return a kernel manager whose kernels are never interrupted, only ended.

    A kernel answers the last request while it still handles it. The interrupt that jupyter_client sends before every
    shutdown may come in between, and the kernel then prints that it "caught" a KeyboardInterrupt, as if something had
    gone wrong. A kernel that does not end on request (a cell is still running) is terminated after half of
    `shutdown_wait_time`. An interrupt from elsewhere may come between a cell and its answer, for which papermill then
    waits for ever; so the kernel inherits that it gets none.
    """
    from jupyter_client.manager import AsyncKernelManager

    class QuietManager(AsyncKernelManager):
        async def _async_interrupt_kernel(self) -> None:
            if not self.shutting_down:
                await super()._async_interrupt_kernel()

        interrupt_kernel = _async_interrupt_kernel

        async def _async_launch_kernel(self, kernel_cmd: list[str], **kwargs: Any) -> None:
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                await super()._async_launch_kernel(kernel_cmd, **kwargs)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

        _launch_kernel = _async_launch_kernel

    return QuietManager


def _literal(path: Path) -> str:
    """Return the path with braces doubled: papermill fills in names between braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _remove_clocks(node: Any) -> None:
    """Remove what differs between two runs of the same notebook, and join what was printed in pieces."""
    node.metadata.pop("papermill", None)
    node.metadata.get("language_info", {}).pop("version", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        joined: list[Any] = []
        for output in cell.outputs:
            last = joined[-1] if joined else None
            if last is not None and output.output_type == "stream" == last.output_type and output.name == last.name:
                last.text += output.text
            else:
                joined.append(output)
        cell.outputs = joined


def _short_place() -> str | None:
    """Return the folder of temporary files, or another one where its name is too long for the name of a socket."""
    usual = tempfile.gettempdir()
    for place in (usual, "/tmp", "/var/tmp"):  # noqa: S108  # a folder of its own is made in it
        if len(os.fsencode(place)) <= LONGEST_PLACE and os.access(place, os.W_OK | os.X_OK):
            return place
    raise TaawunError(
        f"the name of this folder is longer than the {LONGEST_PLACE} bytes that a kernel's sockets leave for it",
        "set TMPDIR to a folder with a shorter name",
        file=usual,
        exit_code=1,
    )


def _may_write(folder: str) -> bool:
    """Whether a folder is there, or can be made, and takes files."""
    nearest = next(place for place in (Path(folder), *Path(folder).absolute().parents) if place.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK)


@contextmanager
def _clean_jupyter(publishes_to: Path) -> Iterator[Path]:
    """Give the kernel a Jupyter and IPython of its own: no user kernel, start-up file, configuration or history.

    What it shows becomes files of the folder `publishes_to`; a notebook that somebody runs by hand keeps its own apart.

    Yields the folder, which is also short enough for the names of sockets.
    """
    names = ["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]
    settings = os.environ.get("MPLCONFIGDIR") or os.environ.get("XDG_CONFIG_HOME") or str(Path("~").expanduser())
    if not _may_write(settings):  # Matplotlib would warn in the notebook; elsewhere it has its list of fonts already
        names.append("MPLCONFIGDIR")
    fixed = {"JUPYTER_PREFER_ENV_PATH": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "JUPYTER_PLATFORM_DIRS": "1"}
    fixed[PUBLISHES_TO] = str(publishes_to.resolve())
    before = {name: os.environ.get(name) for name in (*names, *fixed)}
    with tempfile.TemporaryDirectory(prefix="taawun-", dir=_short_place(), ignore_cleanup_errors=True) as folder:
        probe = Path(folder) / "room"
        with name_file(probe):
            probe.write_bytes(bytes(ROOM))
        probe.unlink()
        os.environ.update({name: str(Path(folder) / name.lower()) for name in names}, **fixed)
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextmanager
def _quiet_papermill() -> Iterator[None]:
    """Silence papermill's warnings about notebook versions and missing cell ids: the checks above say what matters."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
