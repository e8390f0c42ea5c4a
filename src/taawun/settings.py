"""Settings read from YAML files by people's hands: strict models, and one way to say what is wrong with which line."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError

from taawun.errors import TaawunError
from taawun.yaml_files import Keys, YamlFile

SHOWN_PROBLEMS = 4
"""Problems of one file that are listed at once: an error message stays within five lines."""
LONGEST_SHOWN = 60
"""Characters of a wrong value that a message repeats."""

T = TypeVar("T")


def _check_text(value: str) -> str:
    wrong = next((c for c in value if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"), None)
    if wrong is not None:
        raise ValueError(f"expected text that can be shown, found the control character U+{ord(wrong):04X} in it")
    if not value.strip():
        raise ValueError("expected some text, found none")
    return value


Text = Annotated[str, AfterValidator(_check_text)]
"""Text for a reader: not empty, and without characters that a terminal or a page would act on."""


class Settings(BaseModel):
    """Base of all settings: no unknown keys, no conversion of types, no changes afterwards."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def check_settings(shape: type[T], file: YamlFile, at: Keys = ()) -> T:
    r"""Read a part of a YAML file as settings.

    Parameters
    ----------
    shape
        A class of `Settings`, or a list or dict of them (`list[Label]`, `dict[str, Label]`).
    file
        From `taawun.yaml_files.read_yaml`.
    at
        Keys and list positions of the part; the whole file when empty.

    Raises
    ------
    TaawunError
        Unknown or missing key, wrong type or value. Names the file, the line, the keys (list positions from 1), what
        was expected and the nearest valid key; up to `SHOWN_PROBLEMS` of them, in the order of the lines.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from taawun.yaml_files import read_yaml
    >>> class Cue(Settings):
    ...     lemma: Text
    ...     forms: list[Text] = []
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "cues.yaml"
    >>> _ = path.write_text("- lemma: قال\n- lema: أكد\n", encoding="utf-8")
    >>> try:
    ...     check_settings(list[Cue], read_yaml(path))
    ... except TaawunError as error:
    ...     print(str(error).replace(str(path.parent) + "/", ""))
    cues.yaml, line 2, field '2.lema': unknown key 'lema'; did you mean 'lemma'?
    cues.yaml, line 2, field '2.lemma': the key 'lemma' is missing; add it
    """
    data = file.data
    for key in at:
        data = data[key]
    try:
        return TypeAdapter(shape).validate_python(data)
    except ValidationError as error:
        raise _explain(error, shape, file, at) from None


def _explain(error: ValidationError, shape: Any, file: YamlFile, at: Keys) -> TaawunError:
    """One TaawunError for the first problems of a file, in the order of its lines."""
    faults: dict[tuple[int, str], tuple[Mapping[str, Any], Keys]] = {}
    found: list[Any] = error.errors(include_url=False)
    for fault in found:
        keys = _place(fault, file, at)
        field = ".".join(str(key + 1 if isinstance(key, int) else key) for key in keys)
        faults.setdefault((file.line(keys) or 1, field), (fault, keys))
    errors = []
    for (line, field), (fault, keys) in sorted(faults.items(), key=lambda item: item[0])[:SHOWN_PROBLEMS]:
        what, do = _describe(fault, keys[-1:], _holder(shape, keys[len(at) :]))
        errors.append(TaawunError(what, do, file=file.path, line=line, field=_shorten(field) or None))
    first, *others = errors
    rest = [str(other) for other in others]
    if len(faults) > SHOWN_PROBLEMS:
        rest.append(f"and {len(faults) - SHOWN_PROBLEMS:,} more problems")
    first.do = "\n".join([first.do, *rest])
    return first


def _place(fault: Mapping[str, Any], file: YamlFile, at: Keys) -> Keys:
    """Keys of a fault in the file: a union adds parts to its path that are none, and a missing key has no line."""
    keys = at
    for number, part in enumerate(fault["loc"], 1):
        found = next((key for key in (part, str(part)) if (*keys, key) in file.lines), None)
        if found is not None:
            keys = (*keys, found)
        elif fault["type"] == "missing" and number == len(fault["loc"]):
            keys = (*keys, part)
    return keys


def _holder(shape: Any, keys: Keys) -> type[Settings] | None:
    """Class of the settings that hold the last of the keys."""
    holder = None
    for key in keys:
        inside = _parts(shape)
        holder = next((part for part in inside if _is_settings(part) and key in _fields(part)), None)
        holder = holder or next((part for part in inside if _is_settings(part)), None)
        if holder is not None:
            shape = _fields(holder).get(str(key))
        else:
            shape = next((get_args(part)[-1] for part in inside if get_origin(part) in (list, tuple, dict)), None)
    return holder


def _parts(shape: Any) -> list[Any]:
    """Return the alternatives of a union, without what `Annotated` says of them."""
    if get_origin(shape) in (None, list, tuple, dict):
        return [shape]
    return [part for inner in get_args(shape) for part in _parts(inner)]


def _is_settings(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, Settings)


def _fields(model: type[Settings]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "list_type": "a list (lines that start with - )",
    "dict_type": "a block of keys",
    "model_type": "a block of keys",
    "model_attributes_type": "a block of keys",
    "invalid_key": "keys that are text",
}


def _describe(fault: Mapping[str, Any], key: Sequence[Any], model: type[Settings] | None) -> tuple[str, str]:
    kind, context = fault["type"], fault.get("ctx", {})
    name = _shorten(str(key[0])) if key else ""
    if kind == "extra_forbidden":
        known = sorted(_fields(model)) if model else []
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        return f"unknown key {name!r}", f"did you mean {near[0]!r}?" if near else f"valid keys here: {', '.join(known)}"
    if kind == "missing":
        return f"the key {name!r} is missing", "add it"
    if kind == "value_error":
        return str(context["error"]), "correct it"
    info = next((f for n, f in model.model_fields.items() if key and (f.alias or n) == key[0]), None) if model else None
    if info is not None and info.description:
        expected = info.description
    elif kind == "literal_error":
        expected = context["expected"]
    elif kind == "too_short":
        expected = f"at least {context['min_length']} of them"
    else:
        expected = EXPECTED.get(kind) or fault["msg"].removeprefix("Input should be ")
    found = fault["input"]
    shown = f", found {_shorten(repr(found))}" if isinstance(found, (str, int, float, bool)) else ""
    return f"expected {expected}{shown}", "correct it"


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
