"""Before a command of ours is loaded: Ctrl-C and a lost package end it without a traceback, closed streams do no harm."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # no `typing`, and nothing else that takes time, before Ctrl-C is taken over
if TYPE_CHECKING:
    from types import TracebackType

PROGRAMS = ("-m", "taawun")
"""Name of the program while `python -m taawun.cli` and `.venv/bin/taawun` are being loaded, and of no other."""
_NO_MEMORY = ("cannot allocate memory", "failed to map segment")


def prepare() -> None:
    """Make a process ready to load a command: done once, by `import taawun` in a program of ours."""
    sys.excepthook = _explain
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # `taawun.cli.main` takes it over
    # A closed stream would give its number to the next file that is opened, here or in a process started from here, and
    # messages would be written into it.
    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)  # noqa: FBT003  (it takes no names)
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8")


def explain_import(error: BaseException) -> str | None:
    """Say what to do when a package is not there, or not whole, or memory is short; None for other faults.

    Examples
    --------
    >>> explain_import(ModuleNotFoundError("No module named 'babel'", name="babel"))
    "the package 'babel' is missing or damaged; remove the folder .venv and run: make setup"
    >>> explain_import(ValueError("the text is empty"))
    """
    name = None
    if isinstance(error, MemoryError) or any(words in str(error).lower() for words in _NO_MEMORY):
        return "this computer has not enough memory; close other programs, or use fewer processes (--jobs 1)"
    if isinstance(error, ImportError):
        name = error.name or "?"
    elif isinstance(error, SyntaxError):
        name = (error.filename or "").rpartition("site-packages/")[2].replace("/", ".")
    elif isinstance(error, AttributeError) and isinstance(error.obj, type(sys)):
        name = error.obj.__name__
    name = (name or "").split(".")[0]
    what = f"the package {name!r} is missing or damaged"
    if name == "?":  # packages that ask for a part of another one say so in words only
        what = f"a package cannot be loaded ({' '.join(str(error).split())})"
    if name in ("", "taawun"):
        return None
    from pathlib import Path

    in_clone = (Path(__file__).parents[2] / "pyproject.toml").exists()
    cure = "remove the folder .venv and run: make setup" if in_clone else "run: pip install 'taawun[report]'"
    return f"{what}; {cure}"


def _explain(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    message = "interrupted" if kind is KeyboardInterrupt else explain_import(error)
    if message is None:
        sys.__excepthook__(kind, error, trace)
    else:
        print(f"taawun: {message}", file=sys.stderr)
