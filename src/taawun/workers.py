"""Work on articles one by one and batch by batch: here, in processes, or by the workers of a Dask cluster.

Results come in the order of the articles whatever does the work, so the bytes that a stage writes are the same. An
article that fails takes no other with it: it becomes a `Fault`.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from taawun.errors import PROGRAM_FAILED, TaawunError, describe_fault
from taawun.tables import Row
from taawun.time_limits import time_limit

BATCH = 64
"""Articles that a process takes at once."""
WORTH_A_POOL = 4
"""Batches from which on starting processes pays."""
SLOWEST_ARTICLE = 10.0
"""Seconds of the processor that one article may take."""
CONNECT_SECONDS = 10
"""How long a Dask scheduler may take to answer."""

T = TypeVar("T")


class Fault(NamedTuple):
    """An article on which a stage failed, and the reason."""

    article: str
    reason: str


class Found(NamedTuple):
    """What a batch gave: a result for each article that could be used, and the others."""

    results: list[Any]
    faults: list[Fault]


def each_article(batch: Iterable[Row | Fault], work: Callable[[Row], Any]) -> Found:
    """Results of `work`, one article at a time, so that one that fails takes no other with it."""
    found = Found([], [])
    for article in batch:
        if isinstance(article, Fault):
            found.faults.append(article)
            continue
        slow = TaawunError(f"the article takes longer than {SLOWEST_ARTICLE:g} seconds", "split it, or leave it out")
        try:
            with time_limit(SLOWEST_ARTICLE, slow):
                found.results.append(work(article))
        except (MemoryError, OSError):  # the machine's fault, not the article's: elsewhere the same article may pass
            raise
        except Exception as error:
            found.faults.append(Fault(article["id"], describe_fault(error)))
    return found


def map_articles(
    work: Callable[[list[Any]], Found],
    items: Iterable[Any],
    source: Path,
    rejected: list[Row],
    jobs: int | None,
    cluster: str | None,
) -> Iterator[list[Any]]:
    """Results of a stage batch by batch; `rejected` receives the articles on which it failed.

    Raises
    ------
    TaawunError
        It failed on all of them: then it is not the articles that are at fault.
    """
    used = 0
    for found in _map_batches(work, items, source, jobs, cluster):
        used += len(found.results)
        rejected += [{"id": id_, "source_file": source.name, "reason": reason} for id_, reason in found.faults]
        yield found.results
    if rejected and not used:
        first, others = rejected[0], f" (and {len(rejected) - 1:,} more)" if len(rejected) > 1 else ""
        failed = first["reason"].startswith(PROGRAM_FAILED)
        raise TaawunError(f"{first['reason']}{others}", file=source, article=first["id"], exit_code=1 if failed else 2)


def _map_batches(
    work: Callable[[list[Any]], T], items: Iterable[Any], source: Path, jobs: int | None, cluster: str | None
) -> Iterator[T]:
    """Results of `work` on batches of the items, in their order; a few batches are worked on here."""
    batches = batched(_with_progress(items, source), BATCH)
    first = list(itertools.islice(batches, WORTH_A_POOL))
    if cluster is None and (jobs == 1 or len(first) < WORTH_A_POOL):
        yield from map(work, itertools.chain(first, batches))
        return
    with _processes(jobs or _processors()) if cluster is None else _workers(cluster) as (pool, size):
        running: deque[Any] = deque()
        try:
            for batch in itertools.chain(first, batches):
                running.append(pool.submit(work, batch))
                if len(running) > 2 * size:  # no more of the corpus in memory than is worked on
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            for task in running:
                task.cancel()


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[tuple[Executor, int]]:
    context = multiprocessing.get_context("spawn")  # forking beside threads can hang
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_with, initargs=(os.getpid(),)) as pool:
        try:
            yield pool, jobs
        except BrokenProcessPool:  # most often a machine without enough memory, whose system ends the largest process
            what, do = "a process of the stage was killed", "run it again, with fewer processes if memory is short"
            raise TaawunError(what, f"{do} (--jobs 1)", exit_code=1) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _workers(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise TaawunError(
            "Dask is not installed", "install the package `distributed` beside taawun", field="cluster"
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except TypeError as error:  # Dask's word for a tls:// address without certificates
        what, do = "Dask has no certificates for a tls:// address", "name them in its settings (SECURITY.md)"
        raise TaawunError(what, do, field="cluster") from error
    except (OSError, ValueError) as error:
        raise TaawunError(
            f"no Dask scheduler answers at {address} ({error})", "start one with `dask scheduler`", field="cluster"
        ) from None
    with client:
        # Equal batches are still worked on one by one: the order of results is the order of the articles.
        yield client.get_executor(pure=False), max(1, sum(client.nthreads().values()))


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` items in their order; the last may be shorter."""
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_with(parent: int) -> None:
    """End a process of the pool when its parent is gone, however that ended."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _with_progress(items: Iterable[T], source: Path) -> Iterator[T]:
    if not sys.stderr.isatty():
        yield from items
        return
    from tqdm import tqdm

    total = None
    if source.suffix == ".parquet":
        import pyarrow.parquet as pq

        total = pq.read_metadata(source).num_rows
    yield from tqdm(items, total=total, unit=" articles", file=sys.stderr, leave=False)
