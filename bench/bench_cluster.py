"""The statements stage in one process, in processes and on a local Dask cluster: the same bytes, articles a second.

usage: python bench/bench_cluster.py FOLDER_OF_SAUDINEWSNET_ZIPS [--articles 2000]
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_statements import read_articles
from taawun.stages import build_statements
from taawun.tables import ARTICLES, write_table

WORKERS = 2


def main() -> int:
    """Print one line a way of working; 1 when their bytes differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    args = parser.parse_args()
    from distributed import LocalCluster

    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "articles.parquet", Path(folder) / "statements.parquet"
        articles = list(itertools.islice(read_articles(args.folder), args.articles))
        write_table(({key: row[key] for key in ("id", "text")} for row in articles), source, ARTICLES)
        with LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster:
            ways: dict[str, Callable[[], None]] = {
                "one process": lambda: build_statements(source, out, jobs=1),
                f"{WORKERS} processes": lambda: build_statements(source, out, jobs=WORKERS),
                f"Dask, {WORKERS} workers": lambda: build_statements(source, out, cluster=cluster.scheduler_address),
            }
            hashes = []
            for way, work in ways.items():
                start = time.perf_counter()
                work()
                speed = len(articles) / (time.perf_counter() - start)
                hashes.append(hashlib.sha256(out.read_bytes()).hexdigest())
                print(f"{way:18} {speed:8.0f} articles/s   {hashes[-1][:16]}   ({len(articles)} articles)")
    return int(len(set(hashes)) > 1)


if __name__ == "__main__":
    sys.exit(main())
