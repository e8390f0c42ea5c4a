"""Arabic word lists, as YAML that an Arabist can edit."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from taawun.yaml_files import read_yaml


@cache
def load_lexicon(name: str) -> Any:
    """Content of `lexicons/NAME.yaml`; read once, so treat it as read-only.

    Raises
    ------
    TaawunError
        The file is missing or breaks the rules of `taawun.yaml_files.read_yaml`.
    """
    return read_yaml(lexicon_path(name)).data


def lexicon_path(name: str) -> Path:
    """Path of a lexicon file, for provenance and for error messages."""
    return Path(str(resources.files("taawun.lexicons") / f"{name}.yaml"))


@cache
def setting(name: str) -> int:
    """Value of a number in `lexicons/settings.yaml`, where its reason stands.

    Examples
    --------
    >>> setting("longest_bracket")
    40
    """
    return int(load_lexicon("settings")[name]["value"])
