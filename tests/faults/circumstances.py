"""Cases on where a build runs and what happens to its files: the same bytes, or a sentence and nothing half-made."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from project_copy import (
    ROOT,
    Done,
    built_files,
    copy_built,
    environment,
    finish,
    left_behind,
    make,
    processes,
    start,
    undisturbed,
)

Case = tuple[str, Callable[[Path], str | None]]
STUDY = "harbour"
BUILD = f"build/{STUDY}"
MESSAGE_LINES = 5


def circumstances() -> Iterator[Case]:
    """All kinds, one after the other."""
    for make_cases in (variables, places, damages, leavings, commands, shortages, meetings):
        yield from make_cases()


def compare(root: Path, done: Done, *, may_say: str = "") -> str | None:
    """What is wrong with a build that has to give the bytes of the undisturbed one, without a word on the way."""
    if done.code:
        return f"make ended with {done.code}: {done.err[-300:]}"
    if done.err if not may_say else "Traceback" in done.err:
        return f"it says {done.err[:300]!r}"
    right, found = undisturbed(STUDY).files, built_files(root)
    if found != right:
        return f"other bytes: {[name for name in {**right, **found} if right.get(name) != found.get(name)]}"
    return f"left behind: {left_behind(root)}" if left_behind(root) else None


def _explained(done: Done, *words: str) -> str | None:
    """What is wrong with a command that has to fail with a sentence."""
    said = [line for line in done.err.splitlines() if not line.startswith("make")]
    if not done.code:
        return "it went on as if nothing was"
    if "Traceback" in done.err or not 0 < len(said) <= MESSAGE_LINES:
        return f"it does not say why: {done.err[-300:]!r}"
    missing = [word for word in words if word not in done.err]
    return f"{missing} not in {done.err[-300:]!r}" if missing else None


# --- variables of the environment, and where a project lies --------------------------------------------------------------

VALUES: dict[str, dict[str, str | None]] = {
    **{f"time zone {zone}": {"TZ": zone} for zone in ("America/St_Johns", "Pacific/Kiritimati", "no/where")},
    **{f"locale {name}": {"LC_ALL": name, "LANG": name} for name in ("C", "tr_TR.UTF-8", "ar_EG.UTF-8", "xx_XX", "")},
    "LANG alone": {"LANG": "tr_TR.UTF-8", "LC_ALL": None, "PYTHONUTF8": "0"},
    "hash seed": {"PYTHONHASHSEED": "4242"},
    "no docstrings": {"PYTHONOPTIMIZE": "2"},
    "no assertions": {"PYTHONOPTIMIZE": "1"},
    "warnings are errors": {"PYTHONWARNINGS": "error"},
    "no home": {"HOME": None, "USER": None, "LOGNAME": None},
    "home is nowhere": {"HOME": "/no/where", "XDG_CACHE_HOME": "/no/where", "XDG_CONFIG_HOME": "/no/where"},
    "home is a file": {"HOME": "/dev/null", "MPLCONFIGDIR": "/dev/null", "JUPYTER_CONFIG_DIR": "/dev/null"},
    "no folder for temporary files": {"TMPDIR": "/no/where"},
    "other streams": {"PYTHONIOENCODING": "ascii", "PYTHONUNBUFFERED": "1", "PYTHONLEGACYWINDOWSSTDIO": "1"},
    "Python of others": {"PYTHONHOME": "/no/where", "PYTHONSTARTUP": "/no/where", "PYTHONINSPECT": "1"},
    "environment of others": {"VIRTUAL_ENV": "/no/where", "CONDA_PREFIX": "/no/where", "PYTHONUSERBASE": "/no/where"},
    "window system": {"MPLBACKEND": "TkAgg", "DISPLAY": ":99", "BROWSER": "/no/where", "FORCE_COLOR": "1"},
    "threads": {"OMP_NUM_THREADS": "7", "OPENBLAS_NUM_THREADS": "7", "ARROW_NUM_THREADS": "7", "LOKY_MAX_CPU_COUNT": "7"},
    "clock of the build": {"SOURCE_DATE_EPOCH": "1"},
    "terminal": {"TERM": "dumb", "COLUMNS": "1", "LINES": "1", "NO_COLOR": "1"},
    "proxies": {"http_proxy": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1", "ALL_PROXY": "socks5://x"},
    "make of others": {"MAKEFLAGS": "k", "MAKELEVEL": "3"},
    "one job": {"MAKEFLAGS": "-j1"},
    "many jobs": {"MAKEFLAGS": "-j8"},
    "shell of others": {"SHELL": "/bin/false", "BASH_ENV": "/no/where", "ENV": "/no/where", "CDPATH": "/", "IFS": "a"},
    "debugger": {"PYTHONBREAKPOINT": "nothing.there", "PYTHONFAULTHANDLER": "1", "PYTHONMALLOC": "debug"},
}  # fmt: skip
FOREIGN = ("numpy", "pandas", "yaml", "pydantic", "pyarrow", "taawun", "statistics", "json", "sitecustomize", "click")


def variables() -> Iterator[Case]:
    """A whole build with other variables, masks and modules of somebody else."""
    for name, changes in VALUES.items():
        yield name, lambda folder, changes=changes: _build(folder, env=environment(**changes))
    for mask in (0o077, 0o000, 0o027):
        yield f"mask {mask:03o}", lambda folder, mask=mask: _build(folder, umask=mask)
    yield "numpy of others", _build_beside_foreign_modules
    yield "long name of the folder for temporary files", _build_with_long_place
    yield "Jupyter and IPython of others", _build_beside_foreign_jupyter
    yield "few open files", lambda folder: _build(folder, preexec_fn=lambda: _limit(resource.RLIMIT_NOFILE, 128))
    yield "small stack", lambda folder: _build(folder, preexec_fn=lambda: _limit(resource.RLIMIT_STACK, 1 << 20))


def _fresh(folder: Path) -> Path:
    root = copy_built(folder, STUDY)
    for name in ("build", "reports"):
        shutil.rmtree(root / name)
    return root


def _build(folder: Path, **options: object) -> str | None:
    root = _fresh(folder)
    return compare(root, make(root, STUDY, **options))


def _limit(what: int, value: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    resource.setrlimit(what, (value, value))


def _build_beside_foreign_modules(folder: Path) -> str | None:
    """Modules of these names in PYTHONPATH, in the home and in the current folder: none is ever loaded."""
    root = _fresh(folder)
    sites = [folder / "path", root, folder / "home/.local/lib/python3.11/site-packages"]
    for site in sites:
        site.mkdir(parents=True, exist_ok=True)
        for name in FOREIGN:
            (site / f"{name}.py").write_text("raise RuntimeError('a module of somebody else')\n", encoding="utf-8")
    return compare(root, make(root, STUDY, env=environment(PYTHONPATH=str(sites[0]), HOME=str(folder / "home"))))


def _build_with_long_place(folder: Path) -> str | None:
    place = folder / "t" / ("p" * 200)
    place.mkdir(parents=True)
    return _build(folder, env=environment(TMPDIR=str(place)))


def _build_beside_foreign_jupyter(folder: Path) -> str | None:
    home = folder / "home"
    for name in (
        ".jupyter/jupyter_config.py",
        ".ipython/profile_default/startup/00.py",
        ".config/matplotlib/matplotlibrc",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(
            "font.size: 40\n" if "rc" in name else "raise RuntimeError('not mine')\n", encoding="utf-8"
        )
    kernels = home / ".local/share/jupyter/kernels/python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text(
        '{"argv": ["false"], "display_name": "x", "language": "python"}', encoding="utf-8"
    )
    return _build(folder, env=environment(HOME=str(home)))


NAMES = (
    "a'b",
    'a"b',
    "a$b",
    "a;b",
    "a&b",
    "a(b)",
    "a#b",
    "a%b",
    "a{b}",
    "a,b=c",
    "-a",
    "~",
    "أ ب",
    "p" * 120,
    "a\\b",
    "a:b",
)


def places() -> Iterator[Case]:
    """A whole build in a folder of any name, through links, and with any times of its files."""
    for name in NAMES:
        yield f"folder {name}", lambda folder, name=name: _build_in(folder, name)
    for name in ("build", "data", "reports"):
        yield f"{name} is a link", lambda folder, name=name: _build_through_link(folder, name)
    for name, seconds in (("1980", 315_532_800), ("one moment", 1_700_000_000)):
        yield f"files of {name}", lambda folder, seconds=seconds: _build_of_time(folder, seconds)
    for name in ("build", BUILD, "reports", f"reports/{STUDY}"):
        yield f"{name} is a file", lambda folder, name=name: _build_onto_file(folder, name)


def _build_in(folder: Path, name: str) -> str | None:
    root = _fresh(folder).rename(folder / name)
    return compare(root, make(root, STUDY))


def _build_through_link(folder: Path, name: str) -> str | None:
    root = _fresh(folder)
    (root / name).mkdir(exist_ok=True)
    (root / name).rename(folder / "elsewhere")
    (root / name).symlink_to(folder / "elsewhere")
    if wrong := compare(root, make(root, STUDY)):
        return wrong
    return "made again without a reason" if "taawun.cli" in make(root, STUDY).out else None


def _build_of_time(folder: Path, seconds: int) -> str | None:
    root = _fresh(folder)
    for path in root.rglob("*"):
        if not path.is_symlink() and ".venv" not in path.parts:
            os.utime(path, (seconds, seconds))
    return compare(root, make(root, STUDY))


def _build_onto_file(folder: Path, name: str) -> str | None:
    root = _fresh(folder)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("mine")
    if wrong := _explained(make(root, STUDY), name.split("/")[0]):
        return wrong
    return None if (root / name).read_text() == "mine" else "the file is gone"


# --- files between the stages -------------------------------------------------------------------------------------------


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flip(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "half": _half,
    "a flipped bit": _flip,
    "empty": lambda data: b"",
    "zeroed": lambda data: bytes(len(data)),
    "twice": lambda data: data + data,
}
TABLES = [f"{name}.parquet" for name in ("articles", "statements", "frames", "rejected")]
FILES = [
    *TABLES, "clusters.csv", "sources.csv", "flow.csv", "tables/topics.csv", "tables/frame-shares.csv", "topics-model.npz",
    "topics-of-statements.csv",
    "tables/concordance.csv", "figures/topics-by-side.svg", "figures/frame-shares.csv", "corpus.ipynb", "topics.ipynb",
    "rhetoric.ipynb",
]  # fmt: skip
STAGES = ("articles", "statements", "frames", "corpus", "topics", "rhetoric")


def damages() -> Iterator[Case]:
    """What a stage wrote is damaged, with its old time or a new one, or is another study's: it is made again."""
    for number, name in enumerate(FILES):
        for kind in (
            ("half", "a flipped bit", "zeroed") if name in TABLES[:3] else (list(DAMAGE)[number % len(DAMAGE)],)
        ):
            yield f"{kind}: {name}", lambda folder, name=name, kind=kind: _try_damage(folder, name, kind)
    for name in ("statements.parquet", "tables/topics.csv", "rhetoric.ipynb"):
        yield (
            f"a flipped bit and the old time: {name}",
            lambda folder, name=name: _try_damage(folder, name, "a flipped bit", keep_time=True),
        )
        yield f"gone: {name}", lambda folder, name=name: _try_loss(folder, name)
    for number, stage in enumerate(STAGES):
        kind = list(DAMAGE)[number % len(DAMAGE)]
        yield (
            f"{kind}: receipt of {stage}",
            lambda folder, stage=stage, kind=kind: _try_damage(folder, f"receipts/{stage}.json", kind),
        )
    for word in ("[]", '{"outputs": 1}', '{"outputs": {}, "inputs": {"../../x": 3}, "folders": []}', "null"):
        yield f"receipt {word}", lambda folder, word=word: _try_receipt(folder, word)
    for name in TABLES[:3]:
        yield f"of another study: {name}", lambda folder, name=name: _try_other(folder, name)


def _try_damage(folder: Path, name: str, kind: str, *, keep_time: bool = False) -> str | None:
    root = copy_built(folder, STUDY)
    path = root / BUILD / name
    before = path.stat()
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    if keep_time:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return compare(root, make(root, STUDY))


def _try_loss(folder: Path, name: str) -> str | None:
    root = copy_built(folder, STUDY)
    (root / BUILD / name).unlink()
    return compare(root, make(root, STUDY))


def _try_receipt(folder: Path, word: str) -> str | None:
    root = copy_built(folder, STUDY)
    (root / BUILD / "receipts/topics.json").write_text(word, encoding="utf-8")
    return compare(root, make(root, STUDY))


def _try_other(folder: Path, name: str) -> str | None:
    root = copy_built(folder, STUDY)
    shutil.copy(undisturbed("tehran-2017").folder / "build/tehran-2017" / name, root / BUILD / name)
    return compare(root, make(root, STUDY))


# --- what killed builds and others leave --------------------------------------------------------------------------------

LEFT = (
    f"{BUILD}/.statements.99999999.part.parquet", f"{BUILD}/.articles.parquet.99999999.part", f"{BUILD}/topics.part.ipynb",
    f"{BUILD}/receipts/.topics.json.99999999.part", f"{BUILD}/tables/.topics.csv.99999999.part",
    f"reports/{STUDY}/.report.html.99999999.part", f"reports/{STUDY}/tables/.topics.csv.99999999.part",
)  # fmt: skip
AT_WORK = ("", "\0\0", "99999999 1 elsewhere", "x" * 100_000, "1", "1 2 a\n1 2 a", "-1 0 x", "٣ ٤ x")


def leavings() -> Iterator[Case]:
    """Halves that a killed build left are removed; who is said to be at work, and cannot be, does not stop anybody."""
    yield "halves that are left", _try_halves
    for words in AT_WORK:
        yield f"at work: {words[:30]!r}", lambda folder, words=words: _try_at_work(folder, words)


def _try_halves(folder: Path) -> str | None:
    root = copy_built(folder, STUDY)
    for name in LEFT:
        (root / name).write_bytes(bytes(1000))
    (root / f"studies/{STUDY}.yaml").touch()
    return compare(root, make(root, STUDY))


def _try_at_work(folder: Path, words: str) -> str | None:
    root = copy_built(folder, STUDY)
    (root / BUILD / "receipts/at-work").write_text(words, encoding="utf-8")
    (root / BUILD / "topics.ipynb").unlink()
    done = make(root, STUDY)
    if "elsewhere" in words:  # on another machine, that nobody here can ask
        return _explained(done, "another build of this study is at work", "remove receipts/at-work")
    return compare(root, done)


# --- commands whose streams are closed or full --------------------------------------------------------------------------

COMMANDS: dict[str, tuple[str, ...]] = {
    "articles": ("articles", STUDY, "out/a.parquet"),
    "words": ("words", f"{BUILD}/articles.parquet", "out/w.jsonl"),
    "statements": ("statements", f"{BUILD}/articles.parquet", "out/s.csv", "--text"),
    "statements to the output": ("statements", f"{BUILD}/articles.parquet", "-", "--text"),
    "frames": ("frames", f"{BUILD}/articles.parquet", "out/f.jsonl"),
    "targets": ("targets", f"{BUILD}/articles.parquet", "out/t.jsonl", "--statements", f"{BUILD}/statements.parquet"),
    "explain": ("explain", f"{BUILD}/articles.parquet", "--id", "talks:30"),
    "notebook": ("notebook", "notebooks/corpus.ipynb", STUDY),
    "report": ("report", STUDY),
    "run": ("run", STUDY),
    "new": ("new", STUDY),
    "init": ("init", "other"),
    "coding": ("coding", STUDY, "out/coding"),
    "fetch": ("fetch", "nothing"),
    "completion": ("completion", "bash"),
    "help": ("--help",),
    "version": ("--version",),
}


def commands() -> Iterator[Case]:
    """Every command with its output closed, with a reader that leaves, and onto a full disk."""
    for name, words in COMMANDS.items():
        yield f"{name} without a reader", lambda folder, words=words: _try_command(folder, words)
    for name, how in (
        ("closed output", ">&-"),
        ("closed streams", ">&- 2>&- <&-"),
        ("reader that leaves", "| head -c 1"),
    ):
        yield f"make: {name}", lambda folder, how=how: _try_make(folder, how)
    for name in ("yaml", "pydantic", "click", "pyarrow", "numpy", "papermill", "nbformat", "markupsafe"):
        for kind in ("missing", "empty", "half"):
            yield f"{kind} package {name}", lambda folder, name=name, kind=kind: _try_package(folder, name, kind)


def _try_command(folder: Path, words: tuple[str, ...]) -> str | None:
    root = copy_built(folder, STUDY)
    program = ".venv/bin/taawun"
    usual = _anew(root, program, *words)
    if "Traceback" in usual.err:
        return f"without any cause: {usual.err[-300:]}"
    if (
        done := _anew(root, "sh", "-c", 'exec "$@" >&-', "sh", program, *words)
    ).code != usual.code or "Traceback" in done.err:
        return f"output closed: {done.code}, not {usual.code}: {done.err[-300:]}"
    read, write = os.pipe()
    os.close(read)
    done = _anew(root, program, *words, stdout=write)
    os.close(write)
    if done.code not in (usual.code, 128 + signal.SIGPIPE) or "Traceback" in done.err:
        return f"reader left: {done.code}: {done.err[-300:]}"
    with Path("/dev/full").open("w") as full:
        done = _anew(root, program, *words, stdout=full)
    if done.code not in (usual.code, 1) or "Traceback" in done.err or "Exception ignored" in done.err:
        return f"output full: {done.code}: {done.err[-300:]}"
    halves = left_behind(root)
    return f"left behind: {halves}" if halves else None


def _anew(root: Path, *command: str, **options: object) -> Done:
    """Run a command that has not written anything yet."""
    for name in ("out", "other"):
        shutil.rmtree(root / name, ignore_errors=True)
    return finish(start(root, *command, **options))


def _try_make(folder: Path, how: str) -> str | None:
    root = copy_built(folder, STUDY)
    (root / BUILD / "rhetoric.ipynb").unlink()
    done = finish(start(root, "sh", "-c", f"make report STUDY={STUDY} {how}"))
    if "Traceback" in done.err:
        return done.err[-300:]
    if built_files(root) != undisturbed(STUDY).files:
        return "other bytes, or a file is gone"
    return compare(root, make(root, STUDY))


def _try_package(folder: Path, name: str, kind: str) -> str | None:
    """A package of the environment is not there, or cut off, as after a disk that was full."""
    root = _fresh(folder)
    (root / ".venv").unlink()
    subprocess.run(["cp", "-al", str(ROOT / ".venv"), str(root / ".venv")], check=True)
    package = next((root / ".venv").glob(f"lib/python*/site-packages/{name}"))
    if kind == "missing":
        shutil.rmtree(package)
    else:
        text = (package / "__init__.py").read_bytes()
        (package / "__init__.py").unlink()  # not written into: it is the same file in the other environment
        (package / "__init__.py").write_bytes(b"" if kind == "empty" else _half(text) + b"\n(")
    return _explained(make(root, STUDY), name, "make setup")


# --- a machine that is too small ----------------------------------------------------------------------------------------


def shortages() -> Iterator[Case]:
    """A disk, a folder in memory or a file that takes no more: it is said with its name, and later all is well."""
    for size in (1, 20_000, 100_000, 400_000):
        yield f"files of {size} bytes at most", lambda folder, size=size: _try_small_files(folder, size)
    for size in ("4k", "40k", "200k", "1m", "2m"):
        yield f"build on a disk of {size}", lambda folder, size=size: _try_small_disk(folder, "build", size)
    yield "reports on a disk of 100k", lambda folder: _try_small_disk(folder, "reports", "100k")
    yield "temporary files on a disk of 4k", lambda folder: _try_small_place(folder, "4k")
    for size in (100, 400, 600):
        yield f"memory of {size} MB", lambda folder, size=size: _try_small_memory(folder, size << 20)
    for name in (f"studies/{STUDY}.yaml", f"{BUILD}/articles.parquet", "studies/other.yaml"):
        yield f"a pipe for {name}", lambda folder, name=name: _try_pipe(folder, name)
    yield "small /dev/shm", lambda folder: _try_memory(folder, "size=4k")
    yield "read-only /dev/shm", lambda folder: _try_memory(folder, "ro")
    yield "read-only project", _try_read_only


def _recovers(root: Path, done: Done, *words: str) -> str | None:
    """Explained, whole or absent, and right when there is room."""
    if done.code and (wrong := _explained(done, *words)):
        return wrong
    right = undisturbed(STUDY).files
    if halves := [name for name, content in built_files(root).items() if content != right.get(name)]:
        return f"not whole: {halves}"
    return None


def _try_small_files(folder: Path, size: int) -> str | None:
    root = _fresh(folder)
    done = make(root, STUDY, preexec_fn=lambda: _limit(resource.RLIMIT_FSIZE, size))
    return _recovers(root, done, "File too large") or compare(root, make(root, STUDY))


def _try_small_memory(folder: Path, size: int) -> str | None:
    root = copy_built(folder, STUDY)
    words = (".venv/bin/taawun", *COMMANDS["statements"])
    return _explained(finish(start(root, *words, preexec_fn=lambda: _limit(resource.RLIMIT_AS, size))), "emory")


def _try_pipe(folder: Path, name: str) -> str | None:
    """Nobody waits for what never comes; a pipe beside the studies is none of them."""
    root = copy_built(folder, STUDY)
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    if "other" in name:
        listed = make(root, STUDY, "help")
        if not listed.out.endswith(f"studies here: {STUDY}\n"):
            return f"it lists {listed.out[-200:]!r}"
        return _explained(finish(start(root, ".venv/bin/taawun", "report", "none")), f"Studies here: {STUDY}")
    command, words = ("report", "there is no study") if name.startswith("studies") else ("statements", "run make again")
    return _explained(finish(start(root, ".venv/bin/taawun", *COMMANDS[command])), words)


def _mounted(root: Path, mounts: str, *then: str) -> Done:
    """Run a command with other file systems, which only it sees."""
    return finish(
        start(root, "unshare", "--mount", "--propagation", "private", "sh", "-c", f'{mounts} && exec "$@"', "sh", *then)
    )


def _try_small_disk(folder: Path, name: str, size: str) -> str | None:
    root = _fresh(folder)
    (root / name).mkdir()
    keep = f"mount -t tmpfs -o size={size} x {name}"
    script = f"make report STUDY={STUDY}; code=$?; cp -a {name} ../kept; exit $code"
    done = _mounted(root, keep, "sh", "-c", script)
    shutil.rmtree(root / name)
    (folder / "kept").rename(root / name)
    return _recovers(root, done, "No space left on device", "free some space") or compare(root, make(root, STUDY))


def _try_small_place(folder: Path, size: str) -> str | None:
    root = _fresh(folder)
    (root.parent / "place").mkdir()
    done = _mounted(
        root,
        f"mount -t tmpfs -o size={size} x ../place && export TMPDIR=$PWD/../place",
        "make",
        "report",
        f"STUDY={STUDY}",
    )
    return _recovers(root, done, "No space left on device") or compare(root, make(root, STUDY))


def _try_memory(folder: Path, option: str) -> str | None:
    root = _fresh(folder)
    return compare(root, _mounted(root, f"mount -t tmpfs -o {option} x /dev/shm", "make", "report", f"STUDY={STUDY}"))


def _try_read_only(folder: Path) -> str | None:
    root = _fresh(folder)
    done = _mounted(
        root,
        "mount --bind . . && mount -o remount,ro,bind . && cd .",
        "sh",
        "-c",
        f'cd "$PWD" && make report STUDY={STUDY}',
    )
    return _recovers(root, done, "Read-only file system") or compare(root, make(root, STUDY))


# --- two at once --------------------------------------------------------------------------------------------------------


def meetings() -> Iterator[Case]:
    """Two builds of one study, a build and its removal, two studies."""
    yield "two builds at once", lambda folder: _try_two(folder, "report", "report")
    yield "a build and make clean", lambda folder: _try_two(folder, "report", "clean")
    yield "a build and one command", _try_build_and_command


def _try_two(folder: Path, first: str, second: str) -> str | None:
    root = _fresh(folder)
    works = [start(root, "make", target, f"STUDY={STUDY}") for target in (first, second)]
    done = [finish(work) for work in works]
    if any("Traceback" in each.err for each in done):
        return f"a traceback: {[each.err[-300:] for each in done]}"
    if first == second:
        codes = sorted(each.code for each in done)
        if codes != [0, 2] or not any("another build of this study is at work" in each.err for each in done):
            return f"codes {codes}: {[each.err[-300:] for each in done]}"
    if left := processes(root):
        return f"still at work: {left}"
    return compare(root, make(root, STUDY))


def _try_build_and_command(folder: Path) -> str | None:
    root = _fresh(folder)
    work = start(root, "make", "report", f"STUDY={STUDY}")
    while not (root / BUILD / "receipts/at-work").exists() and work.poll() is None:
        pass
    by_hand = finish(
        start(root, ".venv/bin/taawun", "statements", f"{BUILD}/articles.parquet", f"{BUILD}/statements.parquet")
    )
    if wrong := _explained(by_hand, ""):
        return wrong
    return compare(root, finish(work))
