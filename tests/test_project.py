"""The project's own data: one version, packages declared, actions pinned."""

import ast
import re
import sys
import tomllib
from importlib.metadata import metadata, packages_distributions, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from taawun import __version__

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOURCES = {name: sorted((ROOT / name).rglob("*.py")) for name in ("src", "tests", "tools", "bench")}
OWN = {"taawun", *(path.stem for paths in SOURCES.values() for path in paths)}
# Tools that a benchmark compares with have locks of their own in bench/.
PEERS = {"camel_tools", "farasa", "spacy"}


def package_names(requirements):
    """Names of packages as a registry compares them."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[<>=\[ ]", item)[0]).lower() for item in requirements}


LIBRARY = package_names(PROJECT["dependencies"])
OPTIONAL = package_names(item for extra in PROJECT["optional-dependencies"].values() for item in extra)


def imported_packages(path):
    """Top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("folder", SOURCES)
def test_every_imported_package_is_declared(folder):
    found = {name for path in SOURCES[folder] for name in imported_packages(path)}
    found -= OWN | PEERS | sys.stdlib_module_names
    installed = packages_distributions()
    needed = {name: package_names(installed.get(name, [name])) for name in found}
    assert needed, "no import was found"
    missing = sorted(name for name, packages in needed.items() if not packages & (LIBRARY | OPTIONAL))
    assert missing == [], f"declare these in pyproject.toml: {missing}"


def test_an_undeclared_package_is_seen(tmp_path):
    module = tmp_path / "x.py"
    module.write_text("def f():\n    from ghost.part import thing\n    import os.path\n")
    assert list(imported_packages(module)) == ["ghost", "os"]


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["dynamic"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == __version__
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)


def test_actions_are_pinned_by_hash():
    used = [
        action
        for path in sorted((ROOT / ".github/workflows").glob("*.yml"))
        for action in re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    ]
    assert len(used) > 3
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", action)] == []


def test_extras_that_old_versions_of_pip_do_not_find_are_named_outright():
    """Before 23.3 pip compares the name of an extra letter by letter: `html_clean` is not `html-clean` there."""
    wanted, seen, missed = ["taawun"], set(), set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        for written in requires(name) or ():
            asked = Requirement(written)
            if asked.marker and not asked.marker.evaluate({"extra": ""}):
                continue
            package = canonicalize_name(asked.name)
            wanted += [] if package in seen else [package]
            for extra in asked.extras - set(metadata(package).get_all("Provides-Extra") or ()):
                same = {
                    found
                    for found in metadata(package).get_all("Provides-Extra")
                    if canonicalize_name(found) == canonicalize_name(extra)
                }
                parts = [Requirement(part) for part in requires(package)]
                missed |= {
                    part.name
                    for part in parts
                    if part.marker and any(part.marker.evaluate({"extra": one}) for one in same)
                }
    assert "trafilatura" in seen
    assert {canonicalize_name(name) for name in missed} <= LIBRARY
