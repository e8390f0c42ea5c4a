"""YAML as a researcher means it: strict, with line numbers, no tags, no aliases, no surprise booleans."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from taawun.errors import TaawunError, require_file

Keys = tuple[str | int, ...]
"""Way to a value: keys, and positions in lists."""


# The parser of libyaml, where PyYAML was built with it (as its wheels are), is ten times as fast.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # chosen at run time
    """Safe loader with the plain values of YAML 1.2 that mean one thing only; everything else is text.

    `no`, `on`, 2017-10-02, 1:30 (90 for YAML 1.1), 010 (8 there), 1_000 and `<<` stay as they are written, and a setting
    that wants a number says so. The tables of resolvers belong to this class: nothing of YAML 1.1 is inherited.
    """

    yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012


_PLAIN = [
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n"),
    ("int", r"[-+]?(?:0|[1-9][0-9]{0,17})", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", "-+0123456789."),
]
for _tag, _pattern, _first in _PLAIN:
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), [*_first, *([""] if _tag == "null" else [])]
    )

LARGEST = 2 * 2**20
"""Bytes of one file: it is held in memory with the line of each of its keys."""
DEEPEST = 50
"""Levels of lists and keys within each other."""


@dataclass(frozen=True)
class YamlFile:
    """A parsed YAML file and the line of each of its keys.

    Attributes
    ----------
    data
        Plain dicts, lists, strings, numbers and booleans. Dates stay text.
    lines
        Line number (from 1) of each value, by its path of keys and list positions.
    """

    path: Path
    data: Any
    lines: dict[Keys, int] = field(repr=False)

    def line(self, keys: Keys) -> int | None:
        """Line of the value at `keys`, or of the nearest value around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys)


def read_yaml(path: str | Path) -> YamlFile:
    r"""Read one YAML document strictly.

    Raises
    ------
    TaawunError
        File missing, too large, not UTF-8, not YAML, nested too deep, a key given twice, an alias, anchor or tag. Names
        the line.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.yaml"
    >>> _ = path.write_text("language: no\nsides:\n  - a\n", encoding="utf-8")
    >>> read_yaml(path).data, read_yaml(path).line(("sides", 0))
    ({'language': 'no', 'sides': ['a']}, 3)
    """
    path = Path(path)
    text = _read_text(path)
    try:
        _check_events(text, path)
        loader = _Loader(text)
        node = loader.get_single_node()
        lines: dict[Keys, int] = {}
        if node is not None:
            _index_lines(node, (), lines, path)
        data = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise TaawunError(
            f"not valid YAML: {what}", "correct the line", file=path, line=mark and mark.line + 1
        ) from None
    return YamlFile(path, data, lines)


def _read_text(path: Path) -> str:
    require_file(path, "check the name")
    try:
        if path.stat().st_size > LARGEST:
            raise TaawunError(f"larger than {LARGEST // 2**20} MB, which no such file is", "check the file", file=path)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TaawunError("the file is not UTF-8", "save it as UTF-8", file=path) from None
    except OSError as error:
        raise TaawunError(f"cannot be read ({error.strerror})", "check the file", file=path) from None


def _check_events(text: str, path: Path) -> None:
    """Refuse what is not read here, and what is nested so deep that reading it would fail, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise TaawunError(
                "YAML aliases, anchors and tags are not read here", "write the value out", file=path, line=line
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise TaawunError(f"nested more than {DEEPEST} levels deep", "correct the line", file=path, line=line)


def _index_lines(node: yaml.Node, keys: Keys, lines: dict[Keys, int], path: Path) -> None:
    lines[keys] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, child in enumerate(node.value):
            _index_lines(child, (*keys, position), lines, path)
    if isinstance(node, yaml.MappingNode):
        seen: dict[Hashable, int] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise TaawunError(
                    "a list or block is no key",
                    "write a word before the colon",
                    file=path,
                    line=key_node.start_mark.line + 1,
                )
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in seen:
                raise TaawunError(
                    f"the key {key!r} is given twice (first in line {seen[key]})",
                    "keep one of them",
                    file=path,
                    line=line,
                )
            seen[key] = line
            _index_lines(child, (*keys, key), lines, path)
            lines[(*keys, key)] = line
