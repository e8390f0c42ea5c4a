"""Reading a codebook strictly: errors name the file, the line and the cure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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
_TEXT_KEYS = ("include", "exclude")
_LIST_KEYS = ("patterns", "hints", "weak", "anti_patterns")
_CODE_KEYS = ("id", "kind", "label", "definition", "maps_to", *_TEXT_KEYS, *_LIST_KEYS)
_KINDS = ("field", "frame")
_OWN = "taawun"
"""What a study's codebook may extend."""

_Place = tuple[str | int, ...]


def load_codebook(path: str | Path | None = None) -> Codebook:
    """Read a codebook and compile its patterns.

    Parameters
    ----------
    path
        A YAML file; the project's own codebook when not given. A file with `extends: taawun` changes that one: codes of
        new names are added; of a known name, what is given replaces or, for lists of patterns, is added, and `without`
        lists patterns to leave out; `off` lists codes to leave out.

    Raises
    ------
    TaawunError
        Unknown key, wrong type, broken pattern, the same pattern twice, a pattern that another one of its code finds
        anyway, a pattern that an anti-pattern always removes, an anti-pattern that removes nothing, a code twice, a code
        or pattern to leave out that is not there. Names the line.
    """
    path = lexicon_path("codebook") if path is None else Path(path)
    if not path.is_file():
        raise TaawunError("there is no such codebook", "check the name", file=path)
    stat = path.stat()
    return _load_cached(path, (stat.st_mtime_ns, stat.st_size))


@cache
def _load_cached(path: Path, _stamp: tuple[int, int]) -> Codebook:
    # Checking the patterns reads all tables of words, and every stage and notebook would check ours again.
    return read_codebook(read_yaml(path), checked=path == lexicon_path("codebook"))


def read_codebook(file: YamlFile, *, checked: bool = False) -> Codebook:
    """Return the codebook of a file that has been read, or say what is wrong with it; of one that is `checked`, its form."""
    check = Checker(file)
    data = check.mapping((), ("extends", "off", "meta", "frames", "layers"), required=("meta",))
    meta = check.mapping(("meta",), _META_KEYS, required=("version",))
    version = str(meta["version"])
    codes: dict[tuple[str, str], Code] = {}
    if "extends" in data:
        if data["extends"] != _OWN:
            raise check.error(("extends",), f"there is no codebook {data['extends']!r}", f"write extends: {_OWN}")
        base = load_codebook()
        codes = {(code.layer, code.id): code for code in base.codes}
        version = f"{version} (extends {_OWN} {base.version})"
        for position, id_ in enumerate(check.texts(("off",)) if "off" in data else ()):
            if codes.pop(("frame", id_), None) is None:
                raise check.error(("off", position), f"there is no code {id_!r} to switch off", "check its name")
    else:
        for key in ("frames", "off"):
            if (key in data) != (key == "frames"):
                raise check.error((), *_WITHOUT_BASE[key])
    changed = set()
    for place, layer, id_ in _list_codes(check, data):
        if (layer, id_) in changed:
            raise check.error(place, f"the code {id_!r} is given twice", "rename one of them")
        changed.add((layer, id_))
        codes[layer, id_] = _read_code(check, place, layer, id_, codes.get((layer, id_)), checked=checked)
    ordered = tuple(sorted(codes.values(), key=lambda code: LAYERS.index(code.layer)))
    return Codebook(version, file.path, ordered, Matcher(ordered))


_WITHOUT_BASE = {
    "frames": ("the key 'frames' is missing", "add it, or write extends: taawun"),
    "off": ("'off' switches off codes of another codebook", "delete it, or write extends: taawun"),
}


def _list_codes(check: Checker, data: dict[str, Any]) -> Iterator[tuple[_Place, str, str]]:
    """Place, layer and name of each code that the file gives."""
    if not isinstance(data.get("frames", []), list):
        raise check.error(("frames",), "expected a list of frames (lines that start with - )")
    for position in range(len(data.get("frames", []))):
        check.mapping(("frames", position), (*_CODE_KEYS, "without"), required=("id",))
        yield ("frames", position), "frame", check.text(("frames", position, "id"))
    if "layers" in data:
        for layer in check.mapping(("layers",), LAYERS[1:]):
            for id_ in check.mapping(("layers", layer)):
                check.mapping(("layers", layer, id_), (*_CODE_KEYS[1:], "without"))
                yield ("layers", layer, id_), layer, str(id_)


def _read_code(check: Checker, place: _Place, layer: str, id_: str, base: Code | None, *, checked: bool) -> Code:
    given, ours = check.value(place), check.file.path == lexicon_path("codebook")
    if base is None:
        needed = ("label", "definition", "patterns") if layer == "frame" else ("label", "patterns")
        check.mapping(place, required=needed)
        code = Code(layer, id_, "", "")
    else:
        code = _leave_out(check, place, base)
    new: dict[str, Any] = {key: check.text((*place, key)) for key in _TEXT_KEYS if key in given}
    new["learned"] = layer == "frame" and (ours or (code.learned and "definition" not in given))
    if "kind" in given:
        new["kind"] = check.choice((*place, "kind"), _KINDS)
    if "label" in given:
        new["label_en"], new["label_ar"] = check.bilingual((*place, "label"))
    if "definition" in given:
        new["definition"], new["definition_ar"] = (
            check.bilingual((*place, "definition"))
            if isinstance(given["definition"], dict)
            else (check.text((*place, "definition")), "")
        )
    for key in _LIST_KEYS:
        if key in given:
            new[key] = getattr(code, key) + check.texts((*place, key), filled=key == "patterns")
    inherited = {key: len(getattr(code, key)) for key in _LIST_KEYS}
    code = replace(code, **new)
    for position, pattern in enumerate(code.weak):
        if pattern not in code.patterns:
            raise check.error((*place, "weak", position), f"{pattern!r} is not among the patterns", "write it as there")
    if not checked:
        check_patterns(check, place, code, inherited)
    return code


def _leave_out(check: Checker, place: _Place, code: Code) -> Code:
    if "without" not in check.value(place):
        return code
    for position, pattern in enumerate(check.texts((*place, "without"))):
        if not any(pattern in getattr(code, key) for key in _LIST_KEYS):
            raise check.error(
                (*place, "without", position), f"{code.id} has no pattern {pattern!r}", "write it as it stands there"
            )
        left: dict[str, Any] = {key: tuple(one for one in getattr(code, key) if one != pattern) for key in _LIST_KEYS}
        code = replace(code, **left)
    return code
