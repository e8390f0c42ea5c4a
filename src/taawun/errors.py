"""The one exception that users are meant to read."""

from __future__ import annotations

from pathlib import Path


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
