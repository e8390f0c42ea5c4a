#!/usr/bin/env python3
"""How articles and statements grow: time, memory and what no worker does, here, in processes and on a Dask cluster.

bench_scale.py FOLDER --sizes 10000 100000    articles of FOLDER/*.zip, again with shuffled sentences and new ids where there are
                                              fewer; each row is a fresh process
bench_scale.py FOLDER --sizes 10000 --ways    one process, two, and Dask with two workers: the same bytes, and the ratios
bench_scale.py FOLDER --kills 20              kill workers, scheduler, client and make at random moments, 20 times each: the
                                              next make ends with the bytes of an undisturbed run and leaves nothing behind
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from bench_statements import read_articles
from killed_runs import bench_kills
from taawun.arabic import split_sentences
from taawun.corpus.articles import build_articles
from taawun.stages import build_frames, build_statements
from taawun.study import load_study
from taawun.tables import ARTICLES, open_table

SEED = 2017
WORKERS = 2
LARGEST_WAYS = 31_000
"""All ways of working at a million articles would take hours, and say nothing more."""
STUDY = """title: {{en: Growth, ar: نمو}}
question: {{en: How does it grow?, ar: كيف ينمو؟}}
seed: 1
corpus: {{folder: data/growth, files: articles.jsonl}}
sides:
  - {{id: a, label: {{en: Iran, ar: إيران}}, state: IR}}
  - {{id: b, label: {{en: Türkiye, ar: تركيا}}, state: TR}}
topics: {{unit: statement, topics: auto}}
"""


def many_articles(folder: Path, size: int) -> Iterator[dict[str, Any]]:
    """Articles of a corpus; from the second time on their sentences are shuffled and their ids are new."""
    made = 0
    for turn in itertools.count():
        rng = random.Random(SEED + turn)
        for article in read_articles(folder):
            if made == size:
                return
            text = article["text"]
            if turn:
                spans = split_sentences(text)
                rng.shuffle(spans)
                text = "\n".join(text[start:end] for start, end in spans)
            yield {"id": f"{turn}/{article['id']}", "text": text}
            made += 1


def write_articles(folder: Path, size: int, out: Path) -> None:
    """Write them as an article table, if that was not done before."""
    if not out.exists():
        with open_table(out, ARTICLES) as table:
            for article in many_articles(folder, size):
                table.write([article])


def measure(work: Callable[..., object], *arguments: Any) -> dict[str, float]:
    """Seconds and memory of some work in this process, which is fresh, and in its children."""
    start, cpu = time.perf_counter(), time.process_time()
    work(*arguments)
    seconds, own = time.perf_counter() - start, time.process_time() - cpu
    for child in multiprocessing.active_children():
        child.join()  # what it took is known when it has ended
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "own": own,
        "workers": children.ru_utime + children.ru_stime,
        "own_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_mb": children.ru_maxrss / 1024,
    }


def run_articles(folder: Path, size: int) -> None:
    """Articles stage: one process reads, cleans and compares them."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "data/growth").mkdir(parents=True)
        (root / "studies").mkdir()
        (root / "pyproject.toml").touch()
        (root / "studies/growth.yaml").write_text(STUDY.format(), encoding="utf-8")
        with (root / "data/growth/articles.jsonl").open("w", encoding="utf-8") as file:
            for article in many_articles(folder, size):
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
        study = load_study(root / "studies/growth.yaml", root=root)
        build_articles(study, root / "build/growth/articles.parquet")


def run_statements(source: Path, out: Path, jobs: int | None, cluster: str | None = None) -> None:
    """Statements stage."""
    build_statements(source, out, jobs=jobs, cluster=cluster)


def run_frames(source: Path, statements: Path, out: Path) -> None:
    """Frames stage, in one process."""
    build_frames(source, statements, out, jobs=1)


def in_fresh_process(*task: Any) -> dict[str, float]:
    """`measure` in a process that has done nothing before, and whose children may be processes of their own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, *task).result()


def print_run(name: str, size: int, run: dict[str, float]) -> None:
    """One line of the table."""
    total = run["own"] + run["workers"]
    print(
        f"{name:22} {size:9,} articles {run['seconds']:8.1f} s   {size / total:6.0f} articles a second of one core   client"
        f" {run['own'] / size * 1000:6.3f} ms an article, {run['own_mb']:5.0f} MB   a worker {run['worker_mb']:5.0f} MB",
        flush=True,
    )


def bench_growth(folder: Path, sizes: list[int], place: Path, jobs: int) -> None:
    """Articles and statements at each size, and both beside the smallest one."""
    first: dict[str, dict[str, float]] = {}
    for size in sizes:
        source = place / f"{size}.parquet"
        write_articles(folder, size, source)
        runs = {
            "statements": in_fresh_process(run_statements, source, place / f"statements-{size}.parquet", jobs),
            "articles": in_fresh_process(run_articles, folder, size),
        }
        for name, run in runs.items():
            print_run(name, size, run)
            run["speed"] = size / (run["own"] + run["workers"])
            was = first.setdefault(name, run)
            ratios = {
                label: run[key] / was[key] if was[key] else 1.0
                for label, key in (("a worker's memory", "worker_mb"), ("the client's", "own_mb"), ("speed", "speed"))
            }
            print(f"{'':22} beside {sizes[0]:,}:", ", ".join(f"{label} {ratio:.2f}" for label, ratio in ratios.items()))


def bench_ways(folder: Path, size: int, place: Path) -> bool:
    """One process, two, and Dask: the same bytes; frames beside statements."""
    from distributed import LocalCluster

    source = place / f"{size}.parquet"
    write_articles(folder, size, source)
    outs = {name: place / f"{name}.parquet" for name in ("one", "two", "dask")}
    runs = {
        "one": in_fresh_process(run_statements, source, outs["one"], 1),
        "two": in_fresh_process(run_statements, source, outs["two"], WORKERS),
    }
    with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster:
        runs["dask"] = in_fresh_process(run_statements, source, outs["dask"], None, cluster.scheduler_address)
    frames = in_fresh_process(run_frames, source, outs["one"], place / "frames.parquet")
    for name, run in runs.items():
        print_run({"one": "one process", "two": "two processes", "dask": "Dask, two workers"}[name], size, run)
    print_run("frames, one process", size, frames)
    hashes = {hashlib.sha256(out.read_bytes()).hexdigest() for out in outs.values()}
    one, two, dask = (runs[name]["seconds"] for name in ("one", "two", "dask"))
    print(
        f"same bytes: {len(hashes) == 1}; two processes {one / two:.2f} times one; Dask takes {dask / two:.2f} times as long"
        f" as two processes; frames {one / frames['seconds']:.2f} times as fast as statements"
    )
    return len(hashes) == 1


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of zip files of articles")
    parser.add_argument("--sizes", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--jobs", type=int, default=WORKERS)
    parser.add_argument("--ways", action="store_true", help="only the ways of working, at the first size")
    parser.add_argument("--kills", type=int, metavar="N", help="only kills, so many of each kind")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if args.kills:
            return 0 if bench_kills(many_articles(args.folder, 1500), args.kills) else 1
        if args.ways:
            return 0 if bench_ways(args.folder, args.sizes[0], Path(place)) else 1
        bench_growth(args.folder, args.sizes, Path(place), args.jobs)
        return 0 if bench_ways(args.folder, min(args.sizes[-1], LARGEST_WAYS), Path(place)) else 1


if __name__ == "__main__":
    sys.exit(main())
