"""Save and load a topic model: arrays and JSON in one file, never a pickle."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from taawun.errors import TaawunError, require_file
from taawun.tables import replace_whole
from taawun.topics.models import TopicModel

FORM = "taawun-topics-1"
ARRAYS = ("weights", "alpha", "emphasis")
LARGEST = 2**31
"""Bytes of a member that are read at most: a file from elsewhere must not fill the memory."""


def save_model(model: TopicModel, path: str | Path) -> None:
    """Write a model to one .npz file, whole or not at all; the same model gives the same bytes.

    Examples
    --------
    >>> import tempfile
    >>> model = TopicModel("lda", ("أمن", "سوق"), np.ones((1, 2), np.float32), np.ones(1, np.float32),
    ...                    np.ones(2, np.float32), ("t01",), {"seed": 0})
    >>> path = Path(tempfile.mkdtemp()) / "model.npz"
    >>> save_model(model, path)
    >>> load_model(path).words
    ('أمن', 'سوق')
    """
    about = {
        "form": FORM,
        "engine": model.engine,
        "words": model.words,
        "names": model.names,
        "settings": dict(model.settings),
    }
    with replace_whole(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "model.json", json.dumps(about, ensure_ascii=False, sort_keys=True).encode())
        for name in ARRAYS:
            array = np.ascontiguousarray(getattr(model, name), dtype="<f4")
            with archive.open(_member(f"{name}.npy"), "w", force_zip64=True) as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def save_topics(topics: Mapping[str, str], path: str | Path) -> None:
    """Write the topic of each statement to a table with columns `statement` and `topic`, whole or not at all."""
    with replace_whole(path) as part, part.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("statement", "topic"))
        writer.writerows(topics.items())


def load_model(path: str | Path) -> TopicModel:
    """Read a model that `save_model` wrote.

    Raises
    ------
    TaawunError
        No such file, or not a whole model of this form.
    """
    path = Path(path)
    require_file(path, "check the name, or fit the model")
    try:
        with zipfile.ZipFile(path) as archive:
            if any(member.file_size > LARGEST for member in archive.infolist()):
                raise ValueError("a member is larger than 2 GB")
            about: dict[str, Any] = json.loads(archive.read("model.json"))
            arrays = {}
            for name in ARRAYS:
                with archive.open(f"{name}.npy") as file:
                    arrays[name] = np.lib.format.read_array(file, allow_pickle=False).astype(np.float32)
        model = TopicModel(
            str(about["engine"]),
            tuple(about["words"]),
            arrays["weights"],
            arrays["alpha"],
            arrays["emphasis"],
            tuple(about["names"]),
            about["settings"],
        )
        if about["form"] != FORM or model.weights.shape != (len(model.names), len(model.words)):
            raise ValueError("the parts do not fit together")
        if (model.alpha.shape, model.emphasis.shape) != ((len(model.names),), (len(model.words),)):
            raise ValueError("the parts do not fit together")
        if not all(np.isfinite(array).all() and (array > 0).all() for array in arrays.values()):
            raise ValueError("the numbers are not those of a model")
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError) as error:
        raise TaawunError(f"not a topic model of this version ({error})", "fit it again", file=path) from None
    return model


def _member(name: str) -> zipfile.ZipInfo:
    """Member of the archive with a fixed date."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_member(name), content)
