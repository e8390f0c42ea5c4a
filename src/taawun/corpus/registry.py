"""Public corpora: where they are kept, how they are fetched, and the check that they are what was published.

`data/corpora.yaml` names the files of each corpus with their hashes. They are looked for in `TAAWUN_SHARED`/data/NAME,
in `TAAWUN_CACHE`/NAME and in the user's cache; what is found nowhere is fetched into the cache. The two variables only
say where the same bytes lie.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from taawun.corpus.sources import Source
from taawun.errors import TaawunError
from taawun.settings import Settings, Text, check_settings
from taawun.study import Label
from taawun.yaml_files import read_yaml

CORPORA = Path("data", "corpora.yaml")
STALL = 30.0
"""Seconds without a byte after which a server is given up."""
TRIES = 3
BLOCK = 2**18


def _check_name(value: str) -> str:
    if not re.fullmatch(r"[\w][\w.-]*", value, re.ASCII):
        raise ValueError(f"expected a plain file name, found {value!r}")
    return value


PlainName = Annotated[str, AfterValidator(_check_name)]
"""Name of one file or folder: it can lead nowhere else."""


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
    base_url: Text
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


def registered_source(name: str, root: Path) -> Source:
    """Source of a public corpus, fetched if need be.

    Raises
    ------
    TaawunError
        The corpus is unknown, cannot be fetched, or is not what was published.
    """
    corpus = find_corpus(name, root)
    first_numbers, number = {}, 1
    for file in corpus.files:
        first_numbers[file.name] = number
        number += file.articles
    return Source(
        folder=fetch_corpus(name, root),
        pattern="*",
        names=tuple(file.name for file in corpus.files),
        form=corpus.form,
        encoding=corpus.encoding,
        columns=corpus.columns,
        known=False,
        defaults={"rights": corpus.rights, **corpus.defaults},
        id_format=corpus.id_format,
        first_numbers=first_numbers,
        numbers={file.name: file.articles for file in corpus.files},
        date_patterns=corpus.dates_in_urls,
    )


def fetch_corpus(name: str, root: Path, *, progress: bool = False, stall: float = STALL) -> Path:
    """Folder with all files of a corpus, each checked against its hash; what is missing is fetched.

    A file gets its name only when it is whole and its hash is right. What an interrupted transfer has brought is kept
    apart and the next attempt goes on from there.

    Parameters
    ----------
    progress
        Show a bar for each file on a terminal.
    stall
        Seconds without a byte after which the server is given up.

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
    fetch = _make_fetch(corpus, folder, progress, stall)
    for file in corpus.files:
        if (folder / file.name).is_file():
            _check_file(folder / file.name, file)
        else:
            fetch(file)
    return folder


def cache_folder() -> Path:
    """Return the folder of fetched corpora: TAAWUN_CACHE, or taawun in the user's cache."""
    import pooch

    return Path(os.environ.get("TAAWUN_CACHE") or pooch.os_cache("taawun"))


def _kept_folders(name: str) -> list[Path]:
    shared = os.environ.get("TAAWUN_SHARED")
    return [*([Path(shared, "data", name)] if shared else []), cache_folder() / name]


def _check_file(path: Path, file: CorpusFile) -> None:
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != file.sha256:
        raise TaawunError("the file is not the one that was published (its hash differs)", "remove it", file=path)


def _make_fetch(corpus: PublicCorpus, folder: Path, progress: bool, stall: float) -> Callable[[CorpusFile], None]:
    import pooch

    pooch.get_logger().setLevel("ERROR")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TaawunError(
            f"cannot make the cache ({error.strerror})", "set TAAWUN_CACHE to a folder you may write to", file=folder
        ) from None
    store = pooch.create(
        path=folder,
        base_url=corpus.base_url,
        registry={file.name: f"sha256:{file.sha256}" for file in corpus.files},
    )

    def fetch(file: CorpusFile) -> None:
        part = folder / f".{file.name}.part"

        def transfer(url: str, output: Any, _: Any) -> None:
            _transfer(url, part, file, progress, stall)
            Path(output).write_bytes(part.read_bytes())

        try:
            store.fetch(file.name, downloader=transfer)
        except ValueError:
            # A wrong hash: going on from these bytes would never make it right.
            part.unlink(missing_ok=True)
            raise TaawunError(
                "the server sent something else than was published (its hash differs)",
                "try again; if it stays so, correct data/corpora.yaml",
                file=corpus.base_url + file.name,
            ) from None
        except OSError as error:
            raise TaawunError(f"cannot be written ({error.strerror})", "free some space", file=folder) from None
        part.unlink(missing_ok=True)

    return fetch


def _transfer(url: str, part: Path, file: CorpusFile, progress: bool, stall: float) -> None:
    """Bring `url` to `part`, going on where an earlier attempt stopped; raise when it is not whole in the end."""
    import requests
    from tqdm import tqdm

    problem = ""
    for _ in range(TRIES):
        begun = part.stat().st_size if part.exists() else 0
        if begun >= file.bytes:
            return
        try:
            headers = {"Range": f"bytes={begun}-"} if begun else {}
            with requests.get(url, headers=headers, stream=True, timeout=stall) as answer:
                _check_answer(answer, url)
                begun = begun if answer.status_code == 206 else 0
                bar = tqdm(
                    total=file.bytes, initial=begun, desc=file.name, unit="B", unit_scale=True,
                    disable=None if progress else True,
                )  # fmt: skip
                with part.open("ab" if begun else "wb") as out, bar:
                    for block in answer.iter_content(BLOCK):
                        begun += len(block)
                        if begun > file.bytes:
                            raise TaawunError("the server sends more than was published", "try again", file=url)
                        out.write(block)
                        bar.update(len(block))
            if begun == file.bytes:
                return
            problem = f"the transfer ended after {begun} of {file.bytes} bytes"
        except requests.Timeout:
            problem = f"the server sent nothing for {stall:g} seconds"
        except requests.RequestException as error:
            problem = f"the transfer broke off ({type(error).__name__})"
        except TaawunError:
            part.unlink(missing_ok=True)
            raise
    raise TaawunError(problem, "check the connection and run it again: it goes on from there", file=url)


def _check_answer(answer: Any, url: str) -> None:
    if answer.status_code not in (200, 206):
        raise TaawunError(f"the server answers {answer.status_code} {answer.reason}", "check the address", file=url)
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        raise TaawunError(
            "the server answers with a web page (a login or an error page?)", "open the address in a browser", file=url
        )
