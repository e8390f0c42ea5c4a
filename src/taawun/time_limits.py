"""A limit on the time of one piece of work: what strangers wrote may be made to take for ever."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

EVERY = 0.5
"""Seconds after which the limit is called out again: a library may catch the first call."""


@contextmanager
def time_limit(seconds: float, error: Exception, *, waiting: bool = False) -> Iterator[None]:
    """Raise `error` in the work within, once it has taken this long.

    It is a net below limits of size, which do not depend on the machine. It holds in the main thread, where signals
    arrive; elsewhere, and within another limit, the work goes on without.

    Parameters
    ----------
    waiting
        Count the time of the clock. Otherwise that of the processor, which other programs do not lengthen.

    Examples
    --------
    >>> with time_limit(0.01, TimeoutError("too slow")):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
    TimeoutError: too slow
    """
    timer, number = (signal.ITIMER_REAL, signal.SIGALRM) if waiting else (signal.ITIMER_PROF, signal.SIGPROF)
    outer = signal.getitimer(timer)[0]
    if threading.current_thread() is not threading.main_thread() or outer:
        yield
        return

    def call_out(_number: int, _frame: FrameType | None) -> None:
        raise error

    before = signal.signal(number, call_out)
    signal.setitimer(timer, max(seconds, 1e-3), EVERY)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(number, before)
