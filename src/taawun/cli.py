"""Command line: the stages that make calls, and single steps on any articles.

Exit codes: 0 done (a warning says how many articles were set aside), 1 a step failed, 2 the input is wrong (said in at
most five lines, without a traceback).
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click
from click.shell_completion import get_completion_class, shell_complete

from taawun import __version__
from taawun.commands import on_articles, on_studies
from taawun.commands.parts import say
from taawun.errors import FULL, TaawunError, show_controls
from taawun.start import explain_import

MESSAGE_LINES = 5
COMPLETE = "_TAAWUN_COMPLETE"
"""Environment variable in which a shell asks for completions."""


@click.group(
    invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Bilateral cooperation rhetoric in Arabic newswire: who said what, from the articles to a report.

    \b
    Begin with your own articles:
      taawun new my-study            looks at data/my-study and writes studies/my-study.yaml
      taawun statements my.xlsx out.xlsx --text
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands, options and names of studies.

    \b
    Example, in ~/.bashrc:
      eval "$(taawun completion bash)"
    """
    found = get_completion_class(shell)
    assert found is not None
    print(found(cli, {}, "taawun", COMPLETE).source())


for _room in (on_articles, on_studies):
    for _command in vars(_room).values():
        if isinstance(_command, click.Command):
            cli.add_command(_command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            if asked := os.environ.get(COMPLETE):
                return shell_complete(cli, {}, "taawun", COMPLETE, asked)
            # Not cli.main(), which has exit codes of its own for interrupts and pipes.
            with cli.make_context("taawun", list(sys.argv[1:] if argv is None else argv)) as context:
                cli.invoke(context)
        finally:
            sys.stdout.flush()
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as error:
        error.show()
        return error.exit_code
    except TaawunError as error:
        say("\n".join(show_controls(f"taawun: {error}").split("\n")[:MESSAGE_LINES]), sys.stderr)
        return error.exit_code
    except OSError as error:
        if isinstance(error, BrokenPipeError) and _reader_has_left():
            return 128 + signal.SIGPIPE
        say(f"taawun: {_explain_os_error(error)}", sys.stderr)
        return 1
    except (ImportError, SyntaxError, AttributeError, MemoryError) as error:
        if (message := explain_import(error)) is None:
            raise
        say(f"taawun: {message}", sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("taawun: interrupted; nothing half-written is left", file=sys.stderr)
        return 130
    return 0


def _reader_has_left() -> bool:
    """Whether nobody reads what is printed any more (`taawun ... | head`); what is left then goes nowhere."""
    output = select.poll()
    output.register(sys.stdout, select.POLLOUT)
    left = any(event & (select.POLLERR | select.POLLHUP) for _, event in output.poll(0))
    if left:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return left


def _stop(number: int, _frame: object) -> NoReturn:
    """Leave through the `finally` blocks, so that temporary files and kernels go too."""
    raise SystemExit(128 + number)


def _explain_os_error(error: OSError) -> str:
    reason = os.strerror(error.errno) if error.errno else error.strerror or type(error).__name__
    do = "; free some space" if error.errno in FULL else ""
    return f"{error.filename}: {reason}{do}" if error.filename else reason + do


if __name__ == "__main__":
    sys.exit(main())
