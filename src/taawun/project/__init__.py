"""What `taawun init` writes: a study with its article, the notebooks, a Makefile, a README.

In the wheel the files lie in this folder (pyproject.toml puts them there); in a clone they are the project's own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from taawun.errors import TaawunError
from taawun.tables import replace_whole

HERE = Path(__file__).parent
OWN = {"README.md": "README.md", "Makefile": "Makefile", ".gitignore": "gitignore"}
"""Files of a project that are written for it: name there, name here."""
SHARED = (
    "notebooks/corpus.ipynb",
    "notebooks/topics.ipynb",
    "notebooks/rhetoric.ipynb",
    "notebooks/pairs.ipynb",
    "notebooks/exchanges.ipynb",
    "notebooks/custom.css",
    "studies/tehran-2017.yaml",
    "data/tehran-2017/article.txt",
    "data/tehran-2017/articles.csv",
    "data/corpora.yaml",
    "requirements.lock",
)
"""Files that a project has as this one has them."""


def init_project(folder: Path) -> list[str]:
    """Write a project into a folder; a file that is there already is kept as it is.

    Returns
    -------
    list of str
        The files that were written.

    Raises
    ------
    TaawunError
        The folder is a file.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp(), "mine")
    >>> "studies/tehran-2017.yaml" in init_project(folder), init_project(folder)
    (True, [])
    """
    if folder.exists() and not folder.is_dir():
        raise TaawunError("this is a file", "name a folder", file=folder)
    sources = {name: HERE / ours for name, ours in OWN.items()} | {name: _shared(name) for name in SHARED}
    written = []
    for name, source in sources.items():
        if not (folder / name).exists():
            with replace_whole(folder / name) as part:
                shutil.copyfile(source, part)
            written.append(name)
    return written


def _shared(name: str) -> Path:
    """Place of a file in the wheel, or in the clone that this library lies in."""
    packed = HERE / name
    return packed if packed.exists() else HERE.parents[2] / name
