"""Looking into a strict YAML file: errors name the file, the line and the cure."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

from taawun.errors import TaawunError
from taawun.yaml_files import YamlFile


class Checker:
    """Errors that name the file and the line."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def value(self, keys: tuple[str | int, ...]) -> Any:
        """Return what stands at a place of the file."""
        value = self.file.data
        for key in keys:
            value = value[key]
        return value

    def error(self, keys: tuple[str | int, ...], what: str, do: str = "correct it") -> TaawunError:
        """Error that names the place."""
        name = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
        return TaawunError(what, do, file=self.file.path, line=self.file.line(keys), field=name or None)

    def mapping(
        self, keys: tuple[str | int, ...], known: Sequence[str] | None = None, required: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Block of keys at a place: of known keys only, with those that are required."""
        value = self.value(keys)
        if not isinstance(value, dict):
            raise self.error(keys, "expected a block of keys")
        for key in value:
            if known is not None and key not in known:
                near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
                advice = f"did you mean {near[0]!r}?" if near else f"valid keys here: {', '.join(known)}"
                raise self.error((*keys, key), f"unknown key {str(key)!r}", advice)
        for key in required:
            if key not in value:
                raise self.error(keys, f"the key {key!r} is missing", "add it")
        return value

    def text(self, keys: tuple[str | int, ...]) -> str:
        """Text at a place, not empty."""
        value = self.value(keys)
        if not isinstance(value, str) or not value.strip():
            raise self.error(keys, "expected text")
        return value

    def texts(self, keys: tuple[str | int, ...], *, filled: bool = False) -> tuple[str, ...]:
        """List of texts at a place."""
        value = self.value(keys)
        if not isinstance(value, list) or (filled and not value):
            raise self.error(keys, "expected a list" + (" with at least one pattern" if filled else ""))
        return tuple(self.text((*keys, position)) for position in range(len(value)))

    def choice(self, keys: tuple[str | int, ...], known: Sequence[str]) -> str:
        """Text at a place that is one of those known."""
        value = self.text(keys)
        if value not in known:
            raise self.error(keys, f"{value!r} is none of {', '.join(known)}")
        return value

    def bilingual(self, keys: tuple[str | int, ...]) -> tuple[str, str]:
        """English and Arabic text at a place."""
        self.mapping(keys, ("en", "ar"), required=("en", "ar"))
        return self.text((*keys, "en")), self.text((*keys, "ar"))
