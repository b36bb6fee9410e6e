"""Many processes at one run: each reviews some articles, the results come in order.

The pool is any `concurrent.futures.Executor`; what travels is an article once, and its review.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import cache

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
        self._processes = processes
        self._make = make
        self._pool: ProcessPoolExecutor | None = None

    def run(self, targets: Sequence[Target]) -> list[Result]:
        """Return a review or an error for each target, in order.

        Raises:
            InferlintError: a process was killed; what it had is lost, and can be run again.
        """
        try:
            return list(reviewed_by(self._started(), targets))
        except BrokenProcessPool:
            message = "a worker process ended, perhaps for lack of memory"
            raise InferlintError(message, hint="run again, with --jobs 1") from None

    def stop(self) -> None:
        """End all processes now, whatever they are doing."""
        if self._pool is not None:
            started = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in started:
                process.terminate()
            for process in started:
                process.join()
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
                self._processes,
                context,
                initializer=_begin,
                initargs=(None if forks else self._make,),
            )
        return self._pool


def reviewed_by(pool: Executor, targets: Sequence[Target]) -> Iterator[Result]:
    """Yield the results of any pool whose processes have been prepared by `_begin`."""
    batches = [targets[at : at + BATCH] for at in range(0, len(targets), BATCH)]
    waiting: list[Future[list[Result]]] = [pool.submit(_review, batch) for batch in batches]
    for future in waiting:
        yield from future.result()


_make_linter: Callable[[], Linter] | None = None


def _share(make: Callable[[], Linter]) -> None:
    global _make_linter
    _make_linter = make


def _begin(make: Callable[[], Linter] | None) -> None:
    """Prepare a process: ctrl-C is for the one that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if make is not None:
        _share(cache(make))


def _review(batch: Sequence[Target]) -> list[Result]:
    assert _make_linter is not None
    return [_light(result) for result in _make_linter().run(batch)]


def _light(result: Result) -> Result:
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
