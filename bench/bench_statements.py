#!/usr/bin/env python3
"""Speed, memory and steadiness of the statement extractor on real and on broken articles.

bench_statements.py FOLDER           stream every article of FOLDER/*.zip (JSON arrays with `content`) through one process:
                                     tokens a second and peak memory; then the same rows from another order of articles
                                     and from two processes
bench_statements.py FOLDER --beside CHECKOUT --limit 3000
                                     speed and memory of this version and of another checkout with its own .venv, and
                                     their ratios, both measured in this run
bench_statements.py FOLDER --compiled build/compiled
                                     the same of the compiled library (`make compiled`), which has to give the same rows
bench_statements.py --mutants 10000  broken articles: no exception, valid rows, time in proportion to length
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from mutants import REPEATED, check_rows, mutants, one_line
from taawun.statements import extract_statements

ROOT = Path(__file__).parents[1]


def read_articles(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the articles of a corpus of zip files, one file in memory at a time."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if not name.endswith(".json"):
                    continue
                for number, item in enumerate(json.loads(archive.read(name))):
                    yield {"id": f"{path.stem}/{number}", "text": item["content"], "title": item.get("title")}


def row_hash(rows: Iterable[dict[str, Any]]) -> int:
    """Hash of a set of rows that does not depend on their order."""
    total = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, sort_keys=True)
        total += int.from_bytes(hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest(), "big")
    return total % 2**256


def run_corpus(folder: Path, limit: int | None, seed: int | None, part: int = 0, parts: int = 1) -> dict[str, Any]:
    """Extract from all articles of one part and sum up."""
    articles: Iterable[dict[str, Any]] = (
        article for number, article in enumerate(read_articles(folder)) if limit is None or number < limit
    )
    if seed is not None:
        articles = list(articles)
        random.Random(seed).shuffle(articles)
    out = {"articles": 0, "tokens": 0, "statements": 0, "seconds": 0.0, "errors": 0, "faults": 0, "hash": 0}
    for number, article in enumerate(articles):
        if number % parts != part:
            continue
        out["articles"] += 1
        out["tokens"] += len(article["text"].split())
        start = time.process_time()
        try:
            rows = extract_statements(article)
        except Exception as error:  # counted: the bench must go on to the last article
            out["errors"] += 1
            print(f"{article['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        out["seconds"] += time.process_time() - start
        out["statements"] += len(rows)
        faults = check_rows(article, rows)
        if faults:
            out["faults"] += 1
            print(f"{article['id']}: {faults[0]}", file=sys.stderr)
        out["hash"] = (out["hash"] + row_hash(rows)) % 2**256
    out["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return out


def in_processes(folder: Path, limit: int | None, seed: int | None, parts: int) -> list[dict[str, Any]]:
    """Run each part in a fresh process, so that memory is its own."""
    jobs = [(folder, limit, seed, part, parts) for part in range(parts)]
    with multiprocessing.get_context("spawn").Pool(parts) as pool:
        return pool.starmap(run_corpus, jobs)


def bench_corpus(folder: Path, limit: int | None, sample: int) -> bool:
    """Print speed and memory over the corpus, and whether order and processes change the rows."""
    (run,) = in_processes(folder, limit, None, 1)
    print(
        f"{run['articles']} articles, {run['tokens']} tokens, {run['statements']} statements, "
        f"{run['errors']} raised, {run['faults']} with invalid rows"
    )
    speed = run["tokens"] / max(run["seconds"], 1e-9)
    print(f"{speed:.0f} tokens/s in one process, peak memory {run['peak_mb']:.0f} MB")
    (plain,) = in_processes(folder, sample, None, 1)
    (shuffled,) = in_processes(folder, sample, 2017, 1)
    halves = in_processes(folder, sample, None, 2)
    same_order = shuffled["hash"] == plain["hash"]
    same_parts = sum(half["hash"] for half in halves) % 2**256 == plain["hash"]
    print(f"first {plain['articles']} articles: rows {plain['hash']:064x}")
    print(f"  same rows in another order: {same_order}; from two processes: {same_parts}")
    return not run["errors"] and not run["faults"] and same_order and same_parts


def bench_beside(folder: Path, limit: int | None, checkout: Path | None, compiled: Path | None) -> bool:
    """Print speed and memory of this version, compiled, and of another checkout, each in its own process, and their ratios.

    Compiled, the rows have to be the same.
    """
    versions = [("compiled", ROOT, str(compiled.resolve()))] if compiled else []
    versions += [("this version", ROOT, "")]
    versions += [("the other", checkout.resolve(), "")] if checkout else []
    runs = {}
    for name, root, library in versions:
        command = [root / ".venv/bin/python", Path(__file__).resolve(), folder.resolve(), "--sums"]
        command += ["--limit", str(limit)] if limit is not None else []
        done = subprocess.run(
            command, cwd=root, stdout=subprocess.PIPE, check=True, env={**os.environ, "PYTHONPATH": library}
        )
        run = runs[name] = json.loads(done.stdout)
        run["speed"] = run["tokens"] / max(run["seconds"], 1e-9)
        print(f"{name}: {run['articles']} articles, {run['speed']:.0f} tokens/s, peak memory {run['peak_mb']:.0f} MB")
    for (name, new), (other, old) in itertools.combinations(runs.items(), 2):
        ratios = f"speed {new['speed'] / old['speed']:.2f}, memory {new['peak_mb'] / old['peak_mb']:.2f}"
        print(f"{name} beside {other}: {ratios}")
    same = not compiled or runs["compiled"]["hash"] == runs["this version"]["hash"]
    if compiled:
        print(f"  same rows compiled: {same}")
    return same and len({run["articles"] for run in runs.values()}) == 1


def bench_mutants(n: int, folder: Path | None, seed: int) -> bool:
    """Print how the extractor takes broken articles, and how its time grows with length."""
    texts = [(ROOT / "data/tehran-2017/article.txt").read_text(encoding="utf-8")]
    if folder is not None:
        texts += [
            article["text"] for _, article in zip(range(500), read_articles(folder), strict=False) if article["text"]
        ]
    raised = invalid = statements = 0
    slowest = (0.0, "")
    for article in mutants(texts, n, seed=seed, long_every=1000):
        start = time.process_time()
        try:
            rows = extract_statements(article)
        except Exception as error:  # counted: all mutants must be tried
            raised += 1
            print(f"{article['id']}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        per_character = (time.process_time() - start) / max(2000, len(article["text"]))
        slowest = max(slowest, (per_character, article["id"]))
        statements += len(rows)
        faults = check_rows(article, rows)
        if faults:
            invalid += 1
            print(f"{article['id']}: {faults[0]}", file=sys.stderr)
    print(
        f"{n} mutants from {len(texts)} articles: {raised} raised, {invalid} with invalid rows, {statements} statements"
    )
    print(f"  slowest: {slowest[0] * 1e6:.1f} microseconds a character ({slowest[1]})")
    cases = {"the Tehran article": texts[0], **REPEATED}
    worst, name = max((time_ratio(text), name) for name, text in cases.items())
    print(f"  doubling a line of 250 KB takes {worst:.2f} times as long, at worst ({name})")
    return not raised and not invalid and worst < 3


def time_ratio(text: str, size: int = 250_000, repeats: int = 3) -> float:
    """Return how much longer a line twice as long takes."""

    def seconds(bytes_: int) -> float:
        article = {"id": "a", "text": one_line(text, bytes_)}
        best = float("inf")
        for _ in range(repeats):
            start = time.process_time()
            extract_statements(article)
            best = min(best, time.process_time() - start)
        return best

    if seconds(size // 25) > 1:
        return float("inf")  # far beyond linear: the long lines would take hours
    return seconds(2 * size) / seconds(size)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="folder of zip files of articles")
    parser.add_argument("--mutants", type=int, metavar="N", help="try N broken articles instead")
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="another checkout to compare speed with")
    parser.add_argument("--sums", action="store_true", help="only print the sums of one run, as JSON")
    parser.add_argument(
        "--compiled", type=Path, metavar="FOLDER", help="the compiled library, to compare speed and rows with"
    )
    parser.add_argument("--limit", type=int, help="only so many articles")
    parser.add_argument("--sample", type=int, default=4000, help="articles for the comparison of orders and processes")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if args.sums:
        print(json.dumps(run_corpus(args.folder, args.limit, None)))
        return 0
    if args.beside or args.compiled:
        return 0 if bench_beside(args.folder, args.limit, args.beside, args.compiled) else 1
    if args.mutants:
        return 0 if bench_mutants(args.mutants, args.folder, args.seed) else 1
    if not args.folder:
        parser.error("give the folder of the corpus, or --mutants N")
    return 0 if bench_corpus(args.folder, args.limit, args.sample) else 1


if __name__ == "__main__":
    raise SystemExit(main())
