"""What lies in a corpus folder: files that may hold articles, files that belong to others, and files nobody reads."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from taawun.corpus.readers import advice_for, form_of
from taawun.errors import show_controls
from taawun.lexicons import load_lexicon


def is_beside(path: Path, folder: Path) -> bool:
    """Whether a file is hidden, or belongs to a saved page (in a folder called after it): it is no article.

    Browsers call that folder NAME_files, in the words of their language; what it must have is a page of that name.
    """
    parts = path.relative_to(folder).parts
    if any(part.startswith((".", "~$")) for part in parts):
        return True
    return any(
        folder.joinpath(*parts[:depth]).with_name(parts[depth - 1].removesuffix(ending) + suffix).is_file()
        for depth in range(1, len(parts))
        for ending in load_lexicon("exports")["page_folders"]
        if parts[depth - 1].endswith(ending)
        for suffix in (".html", ".htm")
    )


def is_named(path: Path) -> bool:
    """Whether the name of a file is text: a name in another encoding cannot stand in a table."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def find_unread(folder: Path, used: Collection[Path]) -> Iterator[tuple[str, str | None]]:
    """Files of a folder from which no article was read, each with the reason; hidden ones are not meant.

    Parameters
    ----------
    used
        Files that were read.

    Yields
    ------
    name : str
        Path within the folder.
    reason : str or None
        Why nobody can read it, and what to do; None for a file that could be read and was not asked for.
    """
    read = {path.resolve() for path in used}
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if is_beside(path, folder):
            continue
        name = show_controls(path.relative_to(folder).as_posix())
        if path.is_dir() and not path.is_symlink():
            if not os.access(path, os.R_OK | os.X_OK):
                yield name, "the folder cannot be opened; correct its permissions"
        elif not path.exists():
            yield name, "the link leads nowhere; copy the file it should lead to into the folder"
        elif path.is_dir():
            yield name, "links to folders are not followed; copy the folder"
        elif not path.is_file():
            yield name, "not a file that can be read (a pipe, a socket or a device); remove it"
        elif not is_named(path):
            yield name, "the name of the file is not UTF-8; rename it"
        elif not form_of(path.name):
            if path.resolve() not in read:
                yield name, f"files of this form are not read; {advice_for(path.name)}"
        elif path.resolve() not in read:
            yield name, None
