"""Compressed input under caps: what expands without end, or names a place outside, is refused before it does harm."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from taawun.corpus.limits import FREE, LARGEST, MOST_MEMBERS, RATIO
from taawun.errors import TaawunError


class _Capped(io.RawIOBase):
    """A stream that stops where the caps are reached."""

    def __init__(self, stream: io.BufferedIOBase | IO[bytes], size: int, file: Path) -> None:
        self.stream, self.size, self.file, self.read_so_far = stream, size, file, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        try:
            data = self.stream.read(len(buffer))
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise TaawunError(f"the compressed data is damaged ({error})", "fetch it again", file=self.file) from None
        self.read_so_far += len(data)
        check_growth(self.size, self.read_so_far, self.file)
        buffer[: len(data)] = data
        return len(data)


def check_growth(packed: int, unpacked: int, file: Path) -> None:
    """Refuse data that grows beyond `LARGEST`, or beyond `RATIO` once it has passed `FREE`.

    Raises
    ------
    TaawunError
    """
    if unpacked > LARGEST or (unpacked > FREE and unpacked > RATIO * max(packed, 1)):
        raise TaawunError(
            f"the file expands to more than {min(unpacked // max(packed, 1), 10**6)} times its size",
            "unpack it yourself if you trust it",
            file=file,
        )


@contextmanager
def open_plain_or_gzip(path: Path, buffer: int) -> Iterator[io.BufferedReader]:
    """Open a file for reading bytes; a name that ends in .gz is unpacked under the caps."""
    if path.suffix != ".gz":
        with path.open("rb", buffering=0) as file:
            yield io.BufferedReader(file, buffer)
        return
    with gzip.open(path) as stream:
        yield io.BufferedReader(_Capped(stream, path.stat().st_size, path), buffer)


@contextmanager
def open_zip(path: Path, what: str = "zip file") -> Iterator[zipfile.ZipFile]:
    """Open a zip file, or a document packed as one (`what`), after checking what its directory promises.

    Raises
    ------
    TaawunError
        Not a zip file, too many members, a member outside of the archive's folder, encrypted, or beyond the caps.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TaawunError(f"not a readable {what} ({error})", "fetch or save it again", file=path) from None
    with archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise TaawunError(f"more than {MOST_MEMBERS} files in one archive", "split it", file=path)
        for member in members:
            place = PurePosixPath(member.filename.replace("\\", "/"))
            if place.is_absolute() or ".." in place.parts or ":" in place.parts[:1]:
                raise TaawunError(
                    f"the member {member.filename!r} points outside of the archive",
                    "unpack it yourself, look at it, and pack it again",
                    file=path,
                )
            if member.flag_bits & 1:
                raise TaawunError("the archive is encrypted", "save it without a password", file=path)
        check_growth(path.stat().st_size, sum(member.file_size for member in members), path)
        yield archive


@contextmanager
def open_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, buffer: int
) -> Iterator[io.BufferedReader]:
    """Open one member under the caps: what its directory promises is not believed."""
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise TaawunError(f"the archive is damaged ({error})", "fetch it again", file=path) from None
    with stream:
        yield io.BufferedReader(_Capped(stream, member.compress_size, path), buffer)
