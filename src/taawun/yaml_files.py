"""YAML as a researcher means it: strict, with line numbers, no tags, no aliases, no surprise booleans."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from taawun.errors import TaawunError

Keys = tuple[str | int, ...]
"""Way to a value: keys, and positions in lists."""


# The parser of libyaml, where PyYAML was built with it (as its wheels are), is ten times as fast.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """Safe loader with YAML 1.2 booleans: `no`, `on` and `yes` stay text (`language: no` is Norwegian)."""


# The table is inherited by reference: copy it before a resolver is replaced.
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


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
        File missing, not UTF-8, not YAML, a key given twice, an alias, anchor or tag. Names the line.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.yaml"
    >>> _ = path.write_text("language: no\nsides:\n  - a\n", encoding="utf-8")
    >>> read_yaml(path).data, read_yaml(path).line(("sides", 0))
    ({'language': 'no', 'sides': ['a']}, 3)
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise TaawunError("there is no such file", "check the name", file=path) from None
    except UnicodeDecodeError:
        raise TaawunError("the file is not UTF-8", "save it as UTF-8", file=path) from None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                line = event.start_mark.line + 1 if event.start_mark else None
                raise TaawunError(
                    "YAML aliases, anchors and tags are not read here", "write the value out", file=path, line=line
                )
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


def _index_lines(node: yaml.Node, keys: Keys, lines: dict[Keys, int], path: Path) -> None:
    lines[keys] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for position, child in enumerate(node.value):
            _index_lines(child, (*keys, position), lines, path)
    if isinstance(node, yaml.MappingNode):
        seen: dict[Hashable, int] = {}
        for key_node, child in node.value:
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
