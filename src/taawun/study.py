"""A study: its file, read strictly so that a typing error is never a default, and where it stands."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path

from taawun.errors import TaawunError
from taawun.settings import check_settings
from taawun.study_file import ComparisonSettings, CorpusSettings, Filters, Label, Side, StudyFile, TopicSettings
from taawun.yaml_files import read_yaml

__all__ = [
    "ComparisonSettings", "CorpusSettings", "Filters", "Label", "Side", "Study", "StudyFile", "TopicSettings",
    "find_root", "load_study",
]  # fmt: skip


SETTINGS = {"articles": {"corpus"}, "frames": {"codebook"}}
"""Keys of the study file that a stage reads. A notebook may read all but those that stand in the page alone."""
PAGE_ALONE = {"title", "question"}
UNLABELLED = {"exchanges"}
"""Notebooks that name no side: the parties of meetings are states and bodies."""
READ = {"pairs": ("targets",), "exchanges": ("targets", "meetings")}
"""Tables that a notebook reads beside articles, statements and frames."""


class Study(StudyFile):
    """A study file, and where it stands.

    Attributes
    ----------
    name
        Name of the file without its suffix: build/NAME and reports/NAME.
    path
        The study file.
    root
        Project root, from which the paths in the study file are read.
    """

    name: str
    path: Path
    root: Path

    @property
    def notebooks(self) -> tuple[str, ...]:
        """Notebooks of the report, in its order."""
        parts = ("pairs",) if self.pairs is not None else ("topics", "rhetoric")
        return ("corpus", *parts, *(() if self.meetings is None else ("exchanges",)))

    @property
    def further_tables(self) -> tuple[str, ...]:
        """Tables that its notebooks read beside articles, statements and frames, in the order in which they are made."""
        read = {name for notebook in self.notebooks for name in READ.get(notebook, ())}
        return tuple(name for name in ("targets", "meetings") if name in read)

    def settings_of(self, stage: str) -> str:
        """What the study file says to a stage, in one form: where it stays the same, the stage need not run again.

        Examples
        --------
        >>> from pathlib import Path
        >>> label = {"en": "x", "ar": "x"}
        >>> study = Study.model_validate({"title": label, "question": label, "seed": 1, "corpus": {"folder": "data/x"},
        ...     "pairs": {}, "name": "x", "path": Path(), "root": Path()})
        >>> study.settings_of("frames"), "folder" in study.settings_of("articles"), "seed" in study.settings_of("topics")
        ('{"codebook": null}', True, True)
        """
        keys = SETTINGS.get(stage, set(StudyFile.model_fields) - PAGE_ALONE)
        unread = {"sides": {"__all__": {"label"}}} if stage in UNLABELLED else None
        return json.dumps(self.model_dump(mode="json", include=keys, exclude=unread, by_alias=True), sort_keys=True)

    @property
    def corpus_folder(self) -> Path | None:
        """Folder of the corpus, None for a public corpus of the registry."""
        return None if self.corpus.folder is None else self.root / self.corpus.folder

    @property
    def label_file(self) -> Path | None:
        """File with labels for the topics, None when nobody has named them."""
        return None if self.topics.labels is None else self.root / self.topics.labels

    @property
    def codebook_file(self) -> Path | None:
        """File of the study's own codebook, None for that of the project."""
        return None if self.codebook is None else self.root / self.codebook

    @property
    def coding_folder(self) -> Path:
        """Folder of the sheets in which people coded statements of the study; it need not be there."""
        return self.root / "data" / "coding" / self.name

    @property
    def coding_sheets(self) -> list[Path]:
        """Files in which people coded the study's statements; not those that an open spreadsheet leaves beside them."""
        return sorted(path for path in self.coding_folder.glob("*") if path.is_file() and path.name[0] not in ".~")

    def inputs_of(self, notebook: str) -> tuple[list[Path], list[Path]]:
        """Files, and folders looked through, that a notebook reads beside the built tables."""
        own = [] if self.codebook_file is None else [self.codebook_file]
        if notebook == "rhetoric":
            return [*own, *self.coding_sheets], [self.coding_folder]
        if notebook == "topics":
            return own + ([] if self.label_file is None else [self.label_file]), []
        return [], []


def find_root(start: str | Path | None = None) -> Path:
    """Nearest folder, from `start` upwards, that holds `studies/`.

    A notebook runs from the project root under make and from its own folder in JupyterLab: both find the same root.

    Raises
    ------
    TaawunError
        There is none.
    """
    start = Path.cwd() if start is None else Path(start)
    for folder in (start, *start.absolute().parents):
        if (folder / "studies").is_dir():
            return folder
    raise TaawunError("this is not a taawun project: no folder studies/ here or above", "change to it", file=start)


def load_study(name_or_path: str | Path, *, root: str | Path | None = None) -> Study:
    """Read a study by its name in studies/ or by the path of its file.

    Parameters
    ----------
    name_or_path
        `tehran-2017`, or a path that ends in .yaml.
    root
        Project root; found from the current folder (or from the file, if it stands in another project).

    Raises
    ------
    TaawunError
        Unknown study; unknown, missing or repeated key; wrong type or value; no such label file. Names the file, the
        line, the key, what was expected and the nearest valid key; lists up to four problems.
    """
    given = str(name_or_path)
    if given.endswith((".yaml", ".yml")) or "/" in given:
        path = Path(name_or_path)
        if root is None:
            try:
                root = find_root(path.parent)
            except TaawunError:
                root = path.parent
    else:
        root = find_root(root)
        path = Path(root) / "studies" / f"{given}.yaml"
        if not path.is_file():
            raise _unknown_study(given, Path(root))
    if not re.fullmatch(r"\w[\w.-]*", path.stem):
        raise TaawunError(
            f"{path.stem!r} cannot name a study: it becomes the name of folders and of make targets",
            "use letters, digits, - and _",
            file=path,
        )
    file = read_yaml(path)
    if not isinstance(file.data, dict):
        raise TaawunError("a study file is a block of keys", "see studies/ for an example", file=path)
    check_settings(StudyFile, file)
    study = Study.model_validate({**file.data, "name": path.stem, "path": path, "root": Path(root)})
    for place, page, written, needed in (
        (("topics", "labels"), "docs/topics.md", study.topics.labels, study.label_file),
        (("codebook",), "docs/own-codebook.md", study.codebook, study.codebook_file),
    ):
        if needed is not None and not needed.is_file():
            raise TaawunError(
                f"there is no file {written!r}",
                f"write it ({page}), or remove the key",
                file=path,
                line=file.line(place),
                field=".".join(place),
            )
    return study


def _unknown_study(name: str, root: Path) -> TaawunError:
    known = sorted(path.stem for path in (root / "studies").glob("*.yaml") if _may_be_study(path))
    near = difflib.get_close_matches(name, known, n=1)
    advice = f"did you mean {near[0]!r}? " if near else ""
    listed = ", ".join(known) or "none yet"
    return TaawunError(f"there is no study {name!r}", f"{advice}Studies here: {listed}", file=root / "studies")


def _may_be_study(path: Path) -> bool:
    """Whether a YAML file has sides or pairs, as the Makefile asks too: others may lie beside the studies."""
    return path.is_file() and bool(re.search(rb"^(sides|pairs) *:", path.read_bytes(), re.MULTILINE))
