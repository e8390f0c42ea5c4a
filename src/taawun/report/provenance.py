"""What a report was made of: hashes of every input and output, versions, seed. No clock, no path of a machine."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from taawun.study import Study
from taawun.tables import read_rows

PACKAGES = [
    "taawun",
    "gensim",
    "scikit-learn",
    "scipy",
    "numpy",
    "pandas",
    "pyarrow",
    "matplotlib",
    "wordfreq",
    "simplemma",
]
"""Packages whose version can change a number or a picture; requirements.lock has all of them."""

LISTED_SOURCES = 20
"""Source files that are listed one by one; more are summed up in one hash."""


def file_digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_digest(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 over the relative names and the contents of files, whatever their order on disk."""
    digest = hashlib.sha256()
    for name, path in sorted((path.relative_to(root).as_posix(), path) for path in paths):
        digest.update(f"{name}\0{file_digest(path)}\n".encode())
    return digest.hexdigest()


def describe_inputs(study: Study, build_dir: Path, notebooks: Iterable[Path]) -> dict[str, str]:
    """Name and hash of everything that a report depends on.

    Returns
    -------
    dict
        The study file, the articles' source files, the notebooks, the lock, and the library as one hash.
    """
    root = study.root
    inputs = {_shown(study.path, root): file_digest(study.path)}
    inputs |= _sources(study, build_dir)
    for notebook in notebooks:
        inputs[_shown(notebook, root)] = file_digest(notebook)
    lock = root / "requirements.lock"
    if lock.exists():
        inputs["requirements.lock"] = file_digest(lock)
    library = Path(__file__).parents[1]
    code = [path for path in library.rglob("*") if path.suffix in (".py", ".yaml", ".html", ".css")]
    inputs[f"src/taawun ({len(code)} files)"] = tree_digest(code, library)
    return inputs


def describe_versions() -> dict[str, str]:
    """Versions of Python and of the packages that can change a result."""
    versions = {name: metadata.version(name) for name in PACKAGES}
    return {"Python": platform.python_version(), "processor family": platform.machine()} | versions


def describe_outputs(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """Name and hash of each output within a report's folder."""
    return {name: file_digest(folder / name) for name in sorted(files)}


def _sources(study: Study, build_dir: Path) -> dict[str, str]:
    folder = study.corpus_folder
    names = sorted(
        {row["source_file"] for row in read_rows(build_dir / "articles.parquet", ["source_file"]) if row["source_file"]}
    )
    if folder is None:
        return _registered(study, names)
    files = [path for name in names if (path := folder / name).is_file()]
    table = folder / "articles.csv"
    if table.is_file() and table not in files:
        files.append(table)
    if len(files) <= LISTED_SOURCES:
        return {_shown(path, study.root): file_digest(path) for path in sorted(files)}
    return {f"{_shown(folder, study.root)} ({len(files)} files)": tree_digest(files, folder)}


def _registered(study: Study, names: list[str]) -> dict[str, str]:
    """Files of a public corpus, with the hashes that they were checked against."""
    from taawun.corpus.registry import find_corpus

    name = study.corpus.registry or ""
    corpus = find_corpus(name, study.root)
    hashes = {f"{name}: {file.name}": file.sha256 for file in corpus.files if file.name in names}
    registry = study.root / "data/corpora.yaml"
    return {_shown(registry, study.root): file_digest(registry)} | hashes


def _shown(path: Path, root: Path) -> str:
    """Return the path as seen from the project root: a report tells nothing of the machine it was made on."""
    absolute = path.absolute()
    base = root.absolute()
    return absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else path.name


def build_manifest(study: Study, inputs: dict[str, str], outputs: dict[str, str]) -> dict[str, Any]:
    """Everything above as one table of plain values."""
    return {
        "study": study.name,
        "seed": study.seed,
        "software": describe_versions(),
        "inputs": inputs,
        "outputs": outputs,
    }
