"""Reading a codebook strictly: errors name the file, the line and the cure."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from taawun.codebook.checker import Checker
from taawun.codebook.checks import check_patterns
from taawun.codebook.definitions import LAYERS, Code, Codebook
from taawun.codebook.matching import Matcher
from taawun.errors import TaawunError
from taawun.lexicons import lexicon_path
from taawun.yaml_files import YamlFile, read_yaml

_META_KEYS = ("version", "unit")
_CODE_KEYS = ("id", "label", "definition", "include", "exclude", "maps_to", "patterns", "weak", "anti_patterns")


def load_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook and compile its patterns.

    Parameters
    ----------
    path
        A YAML file; the project's own codebook when not given.

    Raises
    ------
    TaawunError
        Unknown key, wrong type, broken pattern, the same pattern twice, a pattern that another one of its code finds
        anyway, a pattern that an anti-pattern always removes, an anti-pattern that removes nothing. Names the line.
    """
    return _load(lexicon_path("codebook") if path is None else Path(path))


@cache
def _load_cached(path: Path, stamp: tuple[int, int]) -> Codebook:
    return read_codebook(read_yaml(path))


def _load(path: Path) -> Codebook:
    if not path.is_file():
        raise TaawunError("there is no such codebook", "check the name", file=path)
    stat = path.stat()
    return _load_cached(path, (stat.st_mtime_ns, stat.st_size))


def read_codebook(file: YamlFile) -> Codebook:
    """Return the codebook of a file that has been read, or say what is wrong with it."""
    check = Checker(file)
    data = check.mapping((), ("meta", "frames", "layers"), required=("meta", "frames"))
    meta = check.mapping(("meta",), _META_KEYS, required=_META_KEYS)
    codes = []
    if not isinstance(data["frames"], list):
        raise check.error(("frames",), "expected a list of frames (lines that start with - )")
    for position, frame in enumerate(data["frames"]):
        frame_place: tuple[str | int, ...] = ("frames", position)
        check.mapping(frame_place, _CODE_KEYS, required=("id", "label", "definition", "patterns"))
        codes.append(_read_code(check, frame_place, "frame", frame["id"], frame))
    layers = check.mapping(("layers",), LAYERS[1:]) if "layers" in data else {}
    for layer in layers:
        for id_, code in check.mapping(("layers", layer)).items():
            place = ("layers", layer, id_)
            check.mapping(place, tuple(key for key in _CODE_KEYS if key != "id"), required=("label", "patterns"))
            codes.append(_read_code(check, place, layer, id_, code))
    seen: dict[tuple[str, str], int] = {}
    for code in codes:
        if (code.layer, code.id) in seen:
            raise TaawunError(f"the code {code.id!r} is given twice", "rename one of them", file=file.path)
        seen[code.layer, code.id] = 1
    ordered = tuple(sorted(codes, key=lambda code: LAYERS.index(code.layer)))
    return Codebook(str(meta["version"]), file.path, ordered, Matcher(ordered))


def _read_code(check: Checker, place: tuple[str | int, ...], layer: str, id_: str, given: dict[str, Any]) -> Code:
    if layer == "frame":
        check.text((*place, "id"))
    check.mapping((*place, "label"), ("en", "ar"), required=("en", "ar"))
    code = Code(
        layer,
        id_,
        check.text((*place, "label", "en")),
        check.text((*place, "label", "ar")),
        **{key: check.text((*place, key)) for key in ("definition", "include", "exclude") if key in given},
        patterns=check.texts((*place, "patterns"), filled=True),
        weak=check.texts((*place, "weak")) if "weak" in given else (),
        anti_patterns=check.texts((*place, "anti_patterns")) if "anti_patterns" in given else (),
    )
    for position, pattern in enumerate(code.weak):
        if pattern not in code.patterns:
            raise check.error((*place, "weak", position), f"{pattern!r} is not among the patterns", "write it as there")
    check_patterns(check, place, code)
    return code
