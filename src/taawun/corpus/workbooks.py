"""Workbooks (.xlsx) of strangers, opened under caps: openpyxl unpacks without, and raises whatever a damaged part gives."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from taawun.corpus.archives import open_member, open_zip
from taawun.corpus.encodings import SAMPLE
from taawun.errors import TaawunError


@contextmanager
def open_workbook(path: Path, *, largest: int | None = None) -> Iterator[Any]:
    """Open a workbook for reading values row by row; what goes wrong while it is open is explained too.

    Parameters
    ----------
    largest
        Bytes that it may unpack to; the caps of `taawun.corpus.archives` when not given.

    Yields
    ------
    openpyxl.Workbook

    Raises
    ------
    TaawunError
        It is none, is damaged, too large, or declares XML entities.
    """
    import openpyxl

    with open_zip(path, "workbook") as archive:
        members = archive.infolist()
        if largest is not None and sum(member.file_size for member in members) > largest:
            raise TaawunError("the workbook is too large", "check that it is the right file", file=path)
        for member in members:
            with open_member(archive, member, path, SAMPLE) as part:
                if b"<!DOCTYPE" in part.peek(SAMPLE)[:SAMPLE].upper():
                    raise TaawunError("the workbook declares XML entities", "save it again as .xlsx", file=path)
                while part.read(2**20):  # to its end: the directory may promise less than there is
                    pass
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it does not know: nothing that carries text.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            try:
                yield book
            finally:
                book.close()
    except (TaawunError, MemoryError):
        raise
    except Exception as error:  # what openpyxl raises of a damaged file has no common base
        raise TaawunError(
            f"not a readable workbook ({type(error).__name__})", "save it again from the spreadsheet", file=path
        ) from None
