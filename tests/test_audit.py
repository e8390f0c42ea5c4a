"""`make audit`: its parts that need no connection hold here, and each finds what it is there to find."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("audit", ROOT / "tools/audit.py")
audit = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(audit)


def test_own_code_neither_unpickles_nor_evaluates():
    assert audit.audit_code(ROOT) == []


def test_every_package_of_every_lock_has_a_hash():
    assert audit.audit_hashes(ROOT) == []


def test_no_package_has_a_licence_that_binds_ours():
    refused, licences = audit.audit_licences(ROOT)
    assert refused == [] and len(licences) > 100


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("from pickle import loads", "import of pickle"),
        ("eval(text)", "eval"),
        ("os.system(name)", "os.system"),
        ("subprocess.run(name, shell=True)", "shell=True"),
        ("subprocess.run(name, shell=asked)", "shell=asked"),
        ("numpy.load(path, allow_pickle=True)", "allow_pickle=True"),
        ("yaml.load(text)", "yaml.load"),
        ("yaml.unsafe_load(text)", "yaml.unsafe_load"),
        ("pd.read_pickle(path)", "pd.read_pickle"),
        ("subprocess.getoutput(name)", "subprocess.getoutput"),
    ],
)
def test_what_is_forbidden_is_found(source, what):
    assert list(audit.find_calls(source)) == [(1, what)]


@pytest.mark.parametrize("source", ["ast.literal_eval(x)", "numpy.load(p, allow_pickle=False)", "re.compile(x)"])
def test_what_is_harmless_is_not(source):
    assert list(audit.find_calls(source)) == []


def test_missing_hash_is_found(tmp_path):
    for pattern in audit.LOCKS:
        path = tmp_path / pattern.replace("*", "x")
        path.parent.mkdir(exist_ok=True)
        path.write_text("a==1 \\\n    --hash=sha256:00\n")
    (tmp_path / "requirements.lock").write_text("a==1 \\\n    --hash=sha256:00\nb==2\n")
    assert audit.audit_hashes(tmp_path) == ["requirements.lock: b has no hash"]


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0", True),
        ("AGPL-3.0", True),
        ("GNU General Public License v2", True),
        ("LGPL-2.1", False),
        ("MIT", False),
    ],
)
def test_licences_are_told_apart(licence, refused):
    assert bool(audit.REFUSED.search(licence)) == refused


def test_audit_says_that_it_is_offline(tmp_path):
    program = tmp_path / "pip-audit"
    program.write_text("#!/bin/sh\necho 'ConnectionError: Max retries exceeded' >&2\nexit 1\n")
    program.chmod(0o755)
    faults, said = audit.audit_faults(ROOT, str(program))
    assert faults == [] and said.startswith("not looked up: there is no connection")
