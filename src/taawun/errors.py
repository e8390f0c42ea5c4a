"""The one exception that users are meant to read."""

from __future__ import annotations

import errno
import traceback
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAM_FAILED = "the program failed"
"""How the reason begins when it is not the article's user who can correct it."""
_STEERING = "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
FULL = (errno.ENOSPC, errno.EDQUOT)
"""Numbers of the faults of a disk, or of somebody's share of it, that is full."""
LONGEST_MESSAGE = 200
"""Characters of a foreign exception's message that are shown: it may quote an article."""


class TaawunError(Exception):
    """A fault in the user's input, said in one or two lines: what, where and what to do.

    The command line prints it without a traceback and exits with `exit_code`.

    Parameters
    ----------
    what
        What is wrong, in words of the user's files.
    do
        What to do about it.
    file, line, article, field
        Where, as far as it is known.
    exit_code
        2 for bad input, 1 for a step that failed.

    Examples
    --------
    >>> print(TaawunError("the text is empty", do="remove the row", file="articles.csv", line=3, article="a1"))
    articles.csv, line 3, article 'a1': the text is empty; remove the row
    """

    def __init__(
        self,
        what: str,
        do: str = "",
        *,
        file: str | Path | None = None,
        line: int | None = None,
        article: str | None = None,
        field: str | None = None,
        exit_code: int = 2,
    ) -> None:
        self.what, self.do = what, do
        self.file = None if file is None else str(file)
        self.line, self.article, self.field = line, article, field
        self.exit_code = exit_code
        super().__init__(what)

    def __str__(self) -> str:
        place = [
            self.file,
            None if self.line is None else f"line {self.line}",
            None if self.article is None else f"article {self.article!r}",
            None if self.field is None else f"field {self.field!r}",
        ]
        where = ", ".join(part for part in place if part)
        return (f"{where}: " if where else "") + self.what + (f"; {self.do}" if self.do else "")


def require_file(path: Path, do: str) -> None:
    """Refuse what is not there, and what may have no end or wait for somebody for ever.

    Raises
    ------
    TaawunError
        There is nothing, with what to `do`; or a pipe, a socket, a device.

    Examples
    --------
    >>> require_file(Path("/dev/zero"), "check the name")
    Traceback (most recent call last):
    taawun.errors.TaawunError: /dev/zero: this is a pipe, a socket or a device; copy its content into a file
    """
    if not path.exists():
        raise TaawunError("there is no such file", do, file=path)
    if not path.is_file() and not path.is_dir():
        raise TaawunError("this is a pipe, a socket or a device", "copy its content into a file", file=path)


@contextmanager
def name_file(path: str | Path) -> Iterator[None]:
    """Name the file in faults of the disk that come without one: a write that fails does not say what it wrote.

    Examples
    --------
    >>> with name_file("table.csv"):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
    OSError: [Errno 28] No space left on device: 'table.csv'
    """
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno in (*FULL, errno.EIO, errno.EFBIG, errno.EROFS):
            error.filename = str(path)
        raise


def show_controls(text: str) -> str:
    r"""Text with what a terminal would act on, or cannot write, as escapes; line breaks stay.

    Names of files and values of foreign tables stand in messages: they must not move the cursor, ring, or turn the
    order of the letters round.

    Examples
    --------
    >>> print(show_controls("a\x1b[2Jb\u202etxt.\udc80"))
    a\x1b[2Jb\u202etxt.\udc80
    """
    return "".join(
        char
        if char == "\n" or not (char in _STEERING or unicodedata.category(char) in ("Cc", "Cs"))
        else char.encode("unicode_escape").decode()
        for char in text
    )


def describe_fault(error: Exception) -> str:
    """Why an article is set aside: what its user can correct, or else where the program failed on it.

    Examples
    --------
    >>> describe_fault(TaawunError("the text is empty", "remove the row", article="a1"))
    'the text is empty; remove the row'
    >>> try:
    ...     {}["x"]
    ... except KeyError as error:
    ...     print(describe_fault(error).split(" (")[0])
    the program failed: KeyError: 'x'
    """
    if isinstance(error, TaawunError):
        where = f"field {error.field!r}: " if error.field else ""
        return f"{where}{error.what}" + (f"; {error.do}" if error.do else "")
    package = Path(__file__).parent
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(package)]
    last = (ours or frames)[-1]
    file = Path(last.filename).relative_to(package.parent).as_posix() if ours else Path(last.filename).name
    message = " ".join(str(error).split())[:LONGEST_MESSAGE].encode(errors="backslashreplace").decode()
    return f"{PROGRAM_FAILED}: {type(error).__name__}: {message} ({file}, line {last.lineno}); report it"
