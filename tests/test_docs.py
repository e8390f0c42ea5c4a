"""The documents name only what is there: files, make targets, commands, packages."""

import re
import tomllib
from pathlib import Path

import pytest
from write_rules import describe_rules

from taawun.cli import cli
from taawun.rules import RULES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "data/README.md"]
PAGES += [ROOT / "reports/README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_table_of_steps_names_every_module_of_the_extractor():
    text = (ROOT / "docs/statements.md").read_text(encoding="utf-8")
    table = text.partition("| step |")[2].partition("\n\n")[0]
    folder = ROOT / "src/taawun/statements"
    there = {".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py")}
    named = set(re.findall(r"`([a-z_.]+)`", table)) - {"taawun.statements"}
    apart = {"reading.matching", "readings", "explain"}  # used by all steps; for examples and for people
    assert named == {name for name in there if "__init__" not in name} - apart


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_of_the_tests_and_the_library_exist(page):
    named = re.findall(r"`((?:tests|src|tools|bench)/[\w/]+\.(?:py|yaml))`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_targets_and_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in link:
            assert (page.parent / link).exists(), link
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    for target in re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.M):
        assert target in targets, target
    for command in re.findall(r"(?:`|bin/)taawun ([a-z]+)", text):
        assert command in cli.commands, command


def test_every_package_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    more = project["optional-dependencies"].values()
    wanted = [item for group in (project["dependencies"], *more) for item in group if not item.startswith("taawun[")]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    reasons = " ".join(
        line.split("|")[1] for line in text.splitlines() if line.startswith("| ") and line.count("|") == 3
    )
    missing = [
        name for item in wanted if (name := re.split(r"[<>=\[]", item)[0]) not in reasons.replace(",", " ").split()
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("lock", "least"), [("requirements.lock", 100), ("requirements-tomotopy.lock", 2), ("requirements-docs.lock", 20)]
)
def test_lock_names_no_address_and_has_a_hash_for_every_package(lock, least):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    entries = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)
    assert len(entries) >= least
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.M)[1:])


def test_lock_of_the_site_changes_no_package_of_the_first_lock():
    pinned, more = (
        dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.M))
        for name in ("requirements.lock", "requirements-docs.lock")
    )
    assert [name for name in more if name in pinned and pinned[name] != more[name]] == []
    assert {"sphinx", "furo", "myst-nb", "twine"} <= set(more) - set(pinned)


def test_every_notebook_of_the_gallery_and_every_page_is_listed():
    for folder, suffix in ((ROOT / "docs/gallery", ".ipynb"), (ROOT / "docs", ".md")):
        listed = (folder / "index.md").read_text(encoding="utf-8").splitlines()
        there = {path.stem for path in folder.glob(f"*{suffix}")} - {"index"}
        assert there and there <= set(listed)


def test_lock_of_the_second_engine_changes_no_package_of_the_first_lock():
    pinned, more = (
        dict(re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", (ROOT / name).read_text(), re.M))
        for name in ("requirements.lock", "requirements-tomotopy.lock")
    )
    assert "tomotopy" not in pinned
    assert more == {"tomotopy": more["tomotopy"]} | {name: pinned[name] for name in more if name != "tomotopy"}


def test_picture_of_the_readme_is_small():
    assert (ROOT / "docs/report.png").stat().st_size < 300_000


def test_page_of_rules_tells_each_rule_with_accepting_and_rejecting_examples():
    _, *parts = describe_rules().split("\n### ")
    named = [one.id for one in RULES.values() if one.room.startswith(("taawun.statements", "taawun.targets"))]
    assert sorted(part.partition("\n")[0] for part in parts) == sorted(named)
    assert all("\n- ✓ " in part and "\n- ✗ " in part and " ⇒ " in part for part in parts)


def test_written_page_of_rules_is_made_by_the_tool():
    assert (ROOT / "docs/rules.md").read_text(encoding="utf-8") == describe_rules(), "run: make rules-page"
