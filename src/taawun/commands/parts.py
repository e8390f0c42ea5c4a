"""What commands share: arguments and options, and how they speak."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

import click
from click.shell_completion import CompletionItem

from taawun.errors import TaawunError, show_controls
from taawun.study import find_root
from taawun.tables import Row

AnyFunction = Callable[..., Any]


class StudyName(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """Name of a study in studies/, or the path of a study file; completed from the studies that are there."""

    name = "study"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Names of the studies here that begin so."""
        try:
            found = sorted(path.stem for path in (find_root() / "studies").glob("*.yaml"))
        except TaawunError:
            return []
        return [CompletionItem(name) for name in found if name.startswith(incomplete)]


COUNT = click.IntRange(min=1)
FILE = click.Path(path_type=Path)


def several(*decorators: Callable[[AnyFunction], AnyFunction]) -> Callable[[AnyFunction], AnyFunction]:
    """Give a command several arguments and options that others have too."""

    def decorate(function: AnyFunction) -> AnyFunction:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate


STUDY = click.argument("study", type=StudyName())
IN_OUT = several(click.argument("source", metavar="IN", type=FILE), click.argument("out", metavar="OUT", type=FILE))
SPREAD = several(
    click.option("--jobs", metavar="N", type=COUNT, help="Processes; as many as processors when not given."),
    click.option(
        "--cluster",
        metavar="ADDRESS",
        envvar="TAAWUN_CLUSTER",
        help="Dask scheduler (tcp://host:8786) whose workers make the parts, in a folder that they share.",
    ),
)


def say(message: object, stream: TextIO | None = None) -> None:
    """Print a message; what stands in it of files and articles does nothing to the terminal."""
    print(show_controls(str(message)), file=stream)


def tell(message: str) -> None:
    """Progress for a person; a pipe or a log stays quiet."""
    if sys.stderr.isatty():
        say(f"taawun: {message}", sys.stderr)


def warn(rejected: Sequence[Row], file: Path | None) -> None:
    """One line on what was set aside, for logs too: how many articles, the first with its reason, and where all are."""
    if rejected:
        first = rejected[0]
        name = first["id"] or first["source_file"]
        count = "1 article was" if len(rejected) == 1 else f"{len(rejected):,} articles were"
        see = f", see {file}" if file else ""
        reason = " ".join(first["reason"].split())
        say(f"taawun: warning: {count} set aside{see}: article {name!r}: {reason}", sys.stderr)
