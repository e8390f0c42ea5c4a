"""What a report was made of: hashes of every input and output, versions, seed. No clock, no path of a machine."""

from __future__ import annotations

import csv
import hashlib
import platform
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from taawun.errors import TaawunError
from taawun.receipts import check_file, file_digest
from taawun.study import Study

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


def tree_digest(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the names and hashes of files, in the order of their names.

    Examples
    --------
    >>> tree_digest({"a.txt": "01", "b.txt": "02"}) == tree_digest({"b.txt": "02", "a.txt": "01"})
    True
    """
    digest = hashlib.sha256()
    for name in sorted(hashes):
        digest.update(f"{name}\0{hashes[name]}\n".encode())
    return digest.hexdigest()


def describe_inputs(study: Study, build_dir: Path, notebooks: Iterable[Path]) -> dict[str, str]:
    """Name and hash of everything that a report depends on.

    Returns
    -------
    dict
        The study file; every file that the articles were looked for in, also those set aside or left out; the study's own
        codebook; the labels of the topics; the sheets coded by hand; the notebooks, the locks, and the library as one hash.
    """
    root = study.root
    files = [*study.coding_sheets, *notebooks, *(root / lock for lock in _locks(study))]
    files = [file for file in (study.codebook_file, study.label_file) if file is not None] + files
    inputs = {_shown(study.path, root): file_digest(study.path)}
    inputs |= _sources(study, build_dir)
    inputs |= {_shown(path, root): file_digest(path) for path in files if path.exists()}
    library = Path(__file__).parents[1]
    found = [path for path in library.rglob("*") if path.suffix in (".py", ".yaml", ".html", ".css", ".js")]
    # What `taawun init` writes lies there in a wheel and elsewhere in a clone: no result depends on it.
    code = [path for path in found if not path.is_relative_to(library / "project")]
    hashes = {path.relative_to(library).as_posix(): file_digest(path) for path in code}
    inputs[f"src/taawun ({len(code)} files)"] = tree_digest(hashes)
    return inputs


def _locks(study: Study) -> list[str]:
    return ["requirements.lock", *(["requirements-tomotopy.lock"] if _uses_tomotopy(study) else [])]


def _uses_tomotopy(study: Study) -> bool:
    return study.topics.check == "tomotopy"


def describe_versions(study: Study) -> dict[str, str]:
    """Versions of Python and of the packages that can change a result of the study."""
    versions = {name: metadata.version(name) for name in PACKAGES}
    if _uses_tomotopy(study):
        try:
            versions["tomotopy"] = metadata.version("tomotopy")
        except metadata.PackageNotFoundError:  # a study of few statements has no second model
            versions["tomotopy"] = "not installed"
    return {"Python": platform.python_version(), "processor family": platform.machine()} | versions


def describe_outputs(folder: Path, files: Iterable[str]) -> dict[str, str]:
    """Name and hash of each output within a report's folder."""
    return {name: file_digest(folder / name) for name in sorted(files)}


def _sources(study: Study, build_dir: Path) -> dict[str, str]:
    """Source files with their hashes, as the articles stage read them; many of them as one hash."""
    path = build_dir / "sources.csv"
    if not path.exists():
        raise TaawunError("the source files are not listed", f"run: make report STUDY={study.name}", file=path.name)
    check_file(path)
    with path.open(encoding="utf-8", newline="") as file:
        hashes = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    folder = study.corpus_folder
    if folder is None:
        registry = study.root / "data/corpora.yaml"
        files = {f"{study.corpus.registry}: {name}": digest for name, digest in hashes.items()}
        return {_shown(registry, study.root): file_digest(registry)} | files
    shown = _shown(folder, study.root)
    if len(hashes) <= LISTED_SOURCES:
        return {f"{shown}/{name}": digest for name, digest in hashes.items()}
    return {f"{shown} ({len(hashes)} files)": tree_digest(hashes)}


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
        "software": describe_versions(study),
        "inputs": inputs,
        "outputs": outputs,
    }
