"""Audit the project: licences and known faults of the locked packages, and what our own code may not do. `make audit`.

Exit code 1 when something is found. What could not be looked up, for want of a connection, is said and is no fault.

python tools/audit.py [--pip-audit PROGRAM]
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCKS = (
    "requirements.lock",
    "requirements-tomotopy.lock",
    "requirements-docs.lock",
    "tools/requirements-audit.lock",
    "bench/requirements-*.lock",
)
CODE = ("src", "tools")
REFUSED = re.compile(r"(?<![L])\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
"""Licences that a package of the lock may not have; the LGPL may be used, not changed."""
MODULES = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"})
CALLS = frozenset({
    "eval", "exec", "__import__", "os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput",
    "yaml.load", "yaml.full_load", "yaml.unsafe_load", "pandas.read_pickle", "pd.read_pickle", "torch.load",
})  # fmt: skip
OFFLINE = ("ConnectionError", "Max retries", "NameResolution", "Failed to establish", "ProxyError", "timed out")


def find_calls(source: str) -> Iterator[tuple[int, str]]:
    r"""Lines of a module that unpickle, evaluate text or give words to a shell.

    Examples
    --------
    >>> list(find_calls("import pickle\nsubprocess.run('ls', shell=True)\nast.literal_eval('1')\neval('1')"))
    [(1, 'import of pickle'), (2, 'shell=True'), (4, 'eval')]
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            yield from ((node.lineno, f"import of {name}") for name in names if name.split(".")[0] in MODULES)
        elif isinstance(node, ast.Call):
            if (name := ast.unparse(node.func)) in CALLS:
                yield node.lineno, name
            for word in node.keywords:
                if word.arg in ("shell", "allow_pickle") and not (
                    isinstance(word.value, ast.Constant) and word.value.value is False
                ):
                    yield node.lineno, f"{word.arg}={ast.unparse(word.value)}"


def audit_code(root: Path) -> list[str]:
    """What our own code may not do, with its place."""
    return [
        f"{path.relative_to(root)}, line {line}: {what}"
        for folder in CODE
        for path in sorted((root / folder).rglob("*.py"))
        for line, what in find_calls(path.read_text(encoding="utf-8"))
    ]


def read_lock(text: str) -> dict[str, tuple[str, bool]]:
    r"""Packages of a lock: version, and whether it has a hash.

    Examples
    --------
    >>> read_lock("a==1 \\\n    --hash=sha256:00\nb==2\n")
    {'a': ('1', True), 'b': ('2', False)}
    """
    found = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M):
        match = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", block)
        if match:
            found[match[1]] = (match[2], "--hash=sha256:" in block)
    return found


def audit_hashes(root: Path) -> list[str]:
    """Packages of any lock that have no hash, and locks in which nothing was found."""
    faults = []
    for pattern in LOCKS:
        for path in sorted(root.glob(pattern)) or [root / pattern]:
            packages = read_lock(path.read_text(encoding="utf-8")) if path.exists() else {}
            name = path.relative_to(root)
            faults += [f"{name}: {package} has no hash" for package, (_, hashed) in packages.items() if not hashed]
            faults += [] if packages else [f"{name}: no package is locked"]
    return faults


def licence_of(package: str) -> str | None:
    """Licence that an installed package declares; None for one that is not installed here (of another system)."""
    try:
        about = distribution(package).metadata
    except PackageNotFoundError:
        return None
    classifiers = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License")]
    declared = about.get("License-Expression") or ", ".join(classifiers) or (about.get("License") or "")
    return " ".join(declared.split())[:80] or "unknown"


def audit_licences(root: Path) -> tuple[list[str], dict[str, str]]:
    """Packages of the lock with a licence that is refused, and the licence of each."""
    packages = read_lock((root / LOCKS[0]).read_text(encoding="utf-8"))
    found = {package: licence for package in packages if (licence := licence_of(package)) is not None}
    # A choice of licences, one of which we may take, is none that binds.
    refused = [name for name, licence in found.items() if REFUSED.search(licence) and " OR " not in licence]
    return [f"{name}: {found[name]}" for name in refused], found


def audit_faults(root: Path, program: str) -> tuple[list[str], str]:
    """Known faults of the locked packages, by pip-audit; and what it said in one line."""
    if shutil.which(program) is None:
        return [], f"not looked up: there is no {program}; run: make audit"
    done = subprocess.run(
        [program, "--requirement", str(root / LOCKS[0]), "--require-hashes", "--disable-pip", "--progress-spinner=off"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and any(word in done.stderr for word in OFFLINE):
        return [], "not looked up: there is no connection to the list of known faults"
    lines = [line for line in done.stdout.splitlines() if re.match(r"[A-Za-z0-9._-]+ +\d", line)]
    if done.returncode and not lines:
        return [f"pip-audit failed: {' '.join(done.stderr.split())[-200:]}"], "it failed"
    return lines, (done.stderr.strip().splitlines() or ["no known fault"])[-1]


def main() -> int:
    """Print what each part looked at and what it found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pip-audit", default="pip-audit", metavar="PROGRAM")
    program = parser.parse_args().pip_audit
    refused, licences = audit_licences(ROOT)
    known, said = audit_faults(ROOT, program)
    parts = [
        (f"licences: {len(licences)} packages, of them with a licence that is refused", refused),
        ("hashes: packages of all locks without one", audit_hashes(ROOT)),
        ("own code: unpickling, evaluation, words to a shell", audit_code(ROOT)),
        (f"known faults ({said})", known),
    ]
    for title, faults in parts:
        print(f"{title}: {len(faults) or 'none'}")
        for fault in faults:
            print(f"  {fault}")
    return int(any(faults for _, faults in parts))


if __name__ == "__main__":
    sys.exit(main())
