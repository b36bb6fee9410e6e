"""Many processes at one run: each reviews some articles, the results come in order.

The pool is any `concurrent.futures.Executor`; what travels is an article once, and its review.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any

from inferlint.errors import InferlintError
from inferlint.linter import Linter, Review, Target
from inferlint.rules.model import Rule

BATCH = 16
"""So many articles travel together: their sentences are parsed in one batch."""
ENOUGH = 32
"""`auto` starts no process for fewer articles than this."""

Result = Review | InferlintError


def processes_for(jobs: str, articles: int) -> int:
    """Return how many processes `--jobs` means for so many articles: a number, or `auto`."""
    if jobs != "auto":
        return max(1, min(int(jobs), articles))
    return max(1, min(_cores(), articles // ENOUGH))


class Workers:
    """A pool of processes that review; the first article that needs one starts it."""

    def __init__(self, processes: int, make: Callable[[], Linter]) -> None:
        """Take how to make a linter; where processes are forked it is made once, and shared."""
        self.processes = processes
        self._make = make
        self._pool: ProcessPoolExecutor | None = None

    def run(self, targets: Sequence[Target]) -> Iterator[Result]:
        """Hand all targets over, and return a review or an error for each, in order, as they come.

        Raises:
            InferlintError: a process was killed; what it had is lost, and can be run again.
        """
        with _death_told():
            results = reviewed_by(self._started(), targets)
        return _told(results)

    def stop(self) -> None:
        """End all processes now, whatever they are doing."""
        if self._pool is not None:
            # No public name reaches the pool's processes before Python 3.14, which can terminate
            # them but not close the queue; multiprocessing.active_children() would also end
            # those of a program around us.
            started = list((self._pool._processes or {}).values())
            results: Any = self._pool._result_queue  # its type does not tell of the two ends
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in started:
                process.terminate()
            for process in started:
                process.join()
            # A process may have ended within a message. The pool waits for the rest, and Python
            # for the pool, as long as anyone could still write it: we are the last.
            results._writer.close()
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            forks = "fork" in multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("fork" if forks else "spawn")
            if forks:
                linter = self._make()
                linter.grammar.load()
                _share(lambda: linter)
            self._pool = ProcessPoolExecutor(
                self.processes,
                context,
                initializer=_begin,
                initargs=(None if forks else self._make,),
            )
        return self._pool


def reviewed_by(pool: Executor, targets: Sequence[Target]) -> Iterator[Result]:
    """Hand all targets to any pool whose processes have been prepared by `_begin`; yield results.

    They come in the order of the targets, whoever is done first.
    """
    waiting = [pool.submit(_review, batch) for batch in batches(targets)]
    return chain.from_iterable(future.result() for future in waiting)


def batches(targets: Sequence[Target]) -> list[Sequence[Target]]:
    """Return the targets in the groups that travel together."""
    return [targets[at : at + BATCH] for at in range(0, len(targets), BATCH)]


def _told(results: Iterator[Result]) -> Iterator[Result]:
    with _death_told():
        yield from results


@contextmanager
def _death_told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool:
        message = "a worker process ended, perhaps for lack of memory"
        raise InferlintError(message, hint="run again, with --jobs 1") from None


_make_linter: Callable[[], Linter] | None = None


def _share(make: Callable[[], Linter]) -> None:
    global _make_linter
    _make_linter = make


def _begin(make: Callable[[], Linter] | None) -> None:
    """Prepare a process: ctrl-C is for the one that started it, and it does not outlive that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if make is not None:
        _share(cache(make))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _review(batch: Sequence[Target]) -> list[Result]:
    assert _make_linter is not None
    return [light(result) for result in _make_linter().run(batch)]


def light(result: Result) -> Result:
    """Return a review whose rules hold no more than a report asks for."""
    if not isinstance(result, Review):
        return result
    checks = tuple(replace(check, rule=_head(check.rule)) for check in result.checks)
    return replace(result, checks=checks)


def _head(rule: Rule) -> Rule:
    return replace(rule, examples=(), weights=None, suggest=())


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
