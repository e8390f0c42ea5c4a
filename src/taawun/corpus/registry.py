"""Public corpora: where they are kept, how they are fetched, and the check that they are what was published.

`data/corpora.yaml` names the files of each corpus with their hashes. They are looked for in `TAAWUN_SHARED`/data/NAME,
in `TAAWUN_CACHE`/NAME and in the user's cache; what is found nowhere is fetched into the cache. The two variables only
say where the same bytes lie.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from taawun.corpus.download import SLOWEST, STALL, fetch_file
from taawun.errors import FULL, TaawunError
from taawun.receipts import locked
from taawun.settings import Settings, Text, check_settings
from taawun.study import Label
from taawun.user_cache import cache_folder
from taawun.yaml_files import read_yaml

CORPORA = Path("data", "corpora.yaml")


def _check_name(value: str) -> str:
    if not re.fullmatch(r"[\w][\w.-]*", value, re.ASCII):
        raise ValueError(f"expected a plain file name, found {value!r}")
    return value


PlainName = Annotated[str, AfterValidator(_check_name)]
"""Name of one file or folder: it can lead nowhere else."""


def _check_address(value: str) -> str:
    if not re.match(r"https?://[\w\[]", value, re.ASCII):
        raise ValueError(f"expected an address that begins with https://, found {value[:60]!r}")
    return value


Address = Annotated[Text, AfterValidator(_check_address)]


class CorpusFile(Settings):
    """One file of a public corpus."""

    name: PlainName
    bytes: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    articles: Annotated[int, Field(ge=0)]


class PublicCorpus(Settings):
    """A public corpus as data/corpora.yaml describes it."""

    title: Label
    homepage: Text
    base_url: Address
    licence: Text
    licence_url: Text
    rights: Text
    citation: Text
    publish: Literal["full", "excerpts"] = "excerpts"
    form: Literal["auto", "jsonl", "csv", "parquet", "xlsx", "zip"] = "auto"
    encoding: Text = "utf-8"
    id_format: Text = "{stem}-{number:05}"
    columns: Mapping[str, Text] = Field(default_factory=dict)
    defaults: Mapping[str, Text] = Field(default_factory=dict)
    dates_in_urls: Mapping[str, Text] = Field(default_factory=dict)
    files: Annotated[list[CorpusFile], Field(min_length=1)]


def load_corpora(root: Path) -> Mapping[str, PublicCorpus]:
    """Read the registry of a project.

    Raises
    ------
    TaawunError
        The file is missing or one of its entries is wrong.
    """
    file = read_yaml(root / CORPORA)
    return {} if file.data is None else check_settings(dict[PlainName, PublicCorpus], file)


def find_corpus(name: str, root: Path) -> PublicCorpus:
    """Return the entry of one corpus.

    Raises
    ------
    TaawunError
        There is none of that name; the message lists those there are.
    """
    corpora = load_corpora(root)
    if name not in corpora:
        raise TaawunError(f"there is no public corpus {name!r}", f"known: {', '.join(corpora)}", file=root / CORPORA)
    return corpora[name]


def fetch_corpus(
    name: str, root: Path, *, progress: bool = False, stall: float = STALL, slowest: float = SLOWEST
) -> Path:
    """Folder with all files of a corpus, each checked against its hash; what is missing is fetched.

    A file gets its name only when it is whole and its hash is right. What an interrupted transfer has brought is kept
    apart and the next attempt goes on from there.

    Parameters
    ----------
    progress
        Show a bar for each file on a terminal.
    stall
        Seconds without a byte after which the server is given up.
    slowest
        Bytes a second below which a file is given up; a silent server has its three tries in any case.

    Raises
    ------
    TaawunError
        The server cannot be reached, stalls, sends a web page, too little or something else than was published.
    """
    corpus = find_corpus(name, root)
    for folder in _kept_folders(name):
        if all((folder / file.name).is_file() for file in corpus.files):
            for file in corpus.files:
                _check_file(folder / file.name, file)
            return folder
    folder = cache_folder() / name
    with _locked(folder):
        for file in corpus.files:
            if (folder / file.name).is_file():
                _check_file(folder / file.name, file)
            else:
                fetch_file(
                    corpus.base_url + file.name, folder / file.name, size=file.bytes, sha256=file.sha256,
                    progress=progress, stall=stall, slowest=slowest,
                )  # fmt: skip
    return folder


def _kept_folders(name: str) -> list[Path]:
    shared = os.environ.get("TAAWUN_SHARED")
    return [*([Path(shared, "data", name)] if shared else []), cache_folder() / name]


def _check_file(path: Path, file: CorpusFile) -> None:
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != file.sha256:
        raise TaawunError("the file is not the one that was published (its hash differs)", "remove it", file=path)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a folder of the cache, made if need be: of two fetches at once, the second waits and finds the files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with folder.with_name(f".{folder.name}.lock").open("a", encoding="utf-8") as file, locked(file):
            yield
    except OSError as error:
        raise TaawunError(
            f"cannot write to the cache ({error.strerror or type(error).__name__})",
            "free some space" if error.errno in FULL else "set TAAWUN_CACHE to a folder you may write to",
            file=folder,
        ) from None
