"""Work on articles one by one and part by part: here, in processes, or by the workers of a Dask cluster.

Results come in the order of the parts whatever does the work, so the bytes that a stage writes are the same. An
article that fails takes no other with it: it becomes a `Fault`.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import logging
import multiprocessing
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, NamedTuple, TypeVar

from taawun.errors import TaawunError, describe_fault
from taawun.tables import Row
from taawun.time_limits import time_limit

SLOWEST_ARTICLE = 10.0
"""Seconds of the processor that one article may take."""
CONNECT_SECONDS = 10
"""How long a Dask scheduler may take to answer."""
CLOSE_SECONDS = 2
"""How long one may take to hear that nothing more is wanted of it."""
COLLECT_AFTER = 100_000
"""New objects after which Python looks for circles of dead ones (usually 700): a tenth less time, and no more memory."""

T = TypeVar("T")


class Fault(NamedTuple):
    """An article on which a stage failed, and the reason."""

    article: str
    reason: str


class Found(NamedTuple):
    """What some articles gave: a result for each that could be used, and the others."""

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


class Crew:
    """Whoever works on parts: this process, several of this machine, or the workers of a Dask cluster."""

    def __init__(self, pool: Executor | _Cluster | None = None, size: int = 1) -> None:
        self._pool, self._size = pool, size

    def map(self, task: Callable[..., T], parts: Iterable[tuple[Any, ...]]) -> Iterator[T]:
        """Results of a task, which is a function of a module, on the values of each part, in the order of the parts."""
        if self._pool is None:
            yield from itertools.starmap(task, parts)
            return
        # Whoever hired the pool ends what still runs when this stops early.
        running: deque[Any] = deque()
        for part in parts:
            running.append(self._pool.submit(task, *part))
            if len(running) > 2 * self._size:  # no more of the corpus in memory than is worked on
                yield running.popleft().result()
        while running:
            yield running.popleft().result()


@contextlib.contextmanager
def hire(jobs: int | None, cluster: str | None, *, parts: int) -> Iterator[Crew]:
    """Find workers for so many parts; one part alone is worked on here.

    Parameters
    ----------
    jobs
        Processes of this machine; as many as processors when not given.
    cluster
        Address of a Dask scheduler, whose workers do it instead.
    """
    if cluster is None and (jobs == 1 or parts < 2):
        yield Crew()
        return
    with _processes(jobs or _processors()) if cluster is None else _workers(cluster) as (pool, size):
        yield Crew(pool, size)


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[tuple[Executor, int]]:
    context = multiprocessing.get_context("spawn")  # forking beside threads can hang
    stopped = context.RawValue("b", 0)  # without a lock, which a process that is killed might hold
    known = (os.getpid(), stopped)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_with, initargs=known) as pool:
        try:
            yield pool, jobs
        except BrokenProcessPool:  # most often a machine without enough memory, whose system ends the largest process
            do = "run it again, with fewer processes if memory is short (--jobs 1)"
            guard = 'in a script of your own, call it under `if __name__ == "__main__":`'
            raise TaawunError("a process of the stage was killed", f"{do}; {guard}", exit_code=1) from None
        except BaseException:  # whoever interrupts a stage does not wait for the parts that are worked on
            stopped.value = 1
            raise
        finally:
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _workers(address: str) -> Iterator[tuple[_Cluster, int]]:
    try:
        from distributed import Client
        from distributed.comm.core import CommClosedError
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
    try:
        yield _Cluster(client), max(1, sum(client.nthreads().values()))
    except (CancelledError, CommClosedError):
        what = f"the Dask scheduler at {address} has ended"
        raise TaawunError(what, "start it and run this again", field="cluster", exit_code=1) from None
    finally:
        # Dask would wait for a scheduler that is gone, and tell of it with tracebacks.
        logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
        with contextlib.suppress(TimeoutError):
            client.close(timeout=CLOSE_SECONDS)


class _Cluster:
    """Gives tasks to a Dask cluster. Dask's own executor waits for ever for some results of a scheduler that has ended."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, task: Callable[..., T], *values: Any) -> _OnCluster:
        return _OnCluster(self._client, self._client.submit(task, *values, pure=False))


class _OnCluster(NamedTuple):
    """A task that workers of a cluster do."""

    client: Any
    future: Any

    def result(self) -> Any:
        from distributed import wait

        while not self.future.done():
            if self.client.status != "running":
                raise CancelledError
            with contextlib.suppress(TimeoutError):
                wait(self.future, timeout=1)
        return self.future.result()


@contextlib.contextmanager
def few_collections() -> Iterator[None]:
    """Let Python look for circles of dead objects seldom: rows and names form none, and it walks through all that live."""
    usual = gc.get_threshold()
    gc.set_threshold(COLLECT_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` items in their order; the last may be shorter."""
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, size)):
        yield batch


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_with(parent: int, stopped: Any) -> None:
    """End a process of the pool when its parent is gone, however that ended, or has stopped."""

    def watch() -> None:
        while os.getppid() == parent and not stopped.value:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def show_progress(results: Iterable[T], total: int | None, count: Callable[[T], int]) -> Iterator[T]:
    """Pass results on, and draw a bar of the articles that they stand for where somebody looks."""
    if not sys.stderr.isatty():
        yield from results
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=" articles", file=sys.stderr, leave=False) as bar:
        for result in results:
            yield result
            bar.update(count(result))
