"""Reviews by other machines: a dask scheduler hands articles to its workers, reviews come back.

The machines need not share a file with this one: an article travels as its bytes, the rules once
to each worker. What leans on another file is reviewed here.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import pickle
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from inferlint import __version__
from inferlint.errors import InferlintError
from inferlint.linter import Linter, Review, Target
from inferlint.workers import Result, batches, light

CONNECT = 8.0
"""Seconds in which a scheduler must answer."""
PATIENCE = 60.0
"""Seconds without a worker before a run is given up."""
LOOK = 2.0
"""Seconds between two looks at the workers, while nothing comes."""
RETRIES = 2
"""So often the scheduler tries articles again on which a worker had an error."""
_LIBRARIES = ("markdown-it-py", "mdit-py-plugins", "simplemma")
"""Libraries that a verdict hangs on; the pipeline names spaCy."""

Likeness = tuple[tuple[str, str], ...]
"""(name, version) of all that reviews hang on, besides rules and articles."""
Answer = list[Result] | str
"""What a worker says: its reviews, or why it cannot review."""


class Cluster:
    """The workers of one scheduler, for one run."""

    def __init__(self, address: str, linter: Linter) -> None:
        """Connect; the linter's rules are those of all workers.

        Raises:
            InferlintError: dask is not installed, or the scheduler does not answer.
        """
        self._address = address
        self._linter = linter
        self._client = _connected(address)
        self._pool = self._client.get_executor(pure=False, retries=RETRIES)
        rules = pickle.dumps((linter.packs, linter.choice))
        # A task's result, not scattered data: where its worker is lost it is simply made again.
        name = f"inferlint-rules-{hashlib.sha256(rules).hexdigest()[:16]}"
        self._rules = self._client.submit(bytes, rules, key=name)
        self.processes = max(1, self._workers())
        """How many workers there are, so far as is known."""

    def run(self, targets: Sequence[Target]) -> Iterator[Result]:
        """Hand all targets over, and return a review or an error for each, in order, as they come.

        Raises:
            InferlintError: scheduler or workers are gone, or a worker cannot review as we do.
        """
        there = [target for target in targets if target.content is not None]
        waiting = [
            (batch, self._pool.submit(_by_value(), likeness(), self._rules, pickle.dumps(batch)))
            for batch in batches(there)
        ]
        return self._in_order(targets, waiting)

    def stop(self) -> None:
        """Take back what is not done, and let go of the scheduler."""
        self._pool.shutdown(wait=False)
        self._client.close(timeout=LOOK)

    def _in_order(
        self,
        targets: Sequence[Target],
        waiting: Sequence[tuple[Sequence[Target], Future[Answer]]],
    ) -> Iterator[Result]:
        found = (result for batch, future in waiting for result in self._answer(future, batch))
        for target in targets:
            result = next(found) if target.content is not None else None
            if result is None or (isinstance(result, Review) and result.leans_on_others):
                (result,) = self._linter.run([target])  # other files are here, and not there
            yield result

    def _answer(self, future: Future[Answer], batch: Sequence[Target]) -> list[Result]:
        seen = time.monotonic()
        while not wait([future], LOOK).done:
            if workers := self._workers():
                seen, self.processes = time.monotonic(), workers
            elif time.monotonic() - seen > PATIENCE:
                pause = f"{PATIENCE:.0f} seconds"
                message = f"the scheduler {self._address} has had no worker for {pause}"
                hint = f"start one with `dask worker {self._address}`, and run again"
                raise InferlintError(message, hint=hint)
        if future.cancelled():
            hint = "start it, and run again"
            raise InferlintError(f"the scheduler {self._address} is gone", hint=hint)
        error = future.exception()
        if error is not None:
            raise _mistake(error, batch)
        answer = future.result()
        if isinstance(answer, str):
            raise InferlintError(answer, hint="install the same inferlint on all machines")
        return answer

    def _workers(self) -> int:
        """Return how many workers there are; none where the scheduler does not answer."""
        try:
            info = self._client.sync(
                self._client.scheduler.identity, n_workers=0, callback_timeout=LOOK
            )
        except OSError:  # time-outs are of this kind
            return 0
        return int(info["n_workers"])


@cache
def likeness() -> Likeness:
    """Return what must be the same on two machines, or their verdicts may differ."""
    from importlib.metadata import PackageNotFoundError, version

    from inferlint.language.grammar import Grammar

    def installed(library: str) -> str:
        try:
            return version(library)
        except PackageNotFoundError:
            return "?"

    code = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        code.update(file.read_bytes())
    return (
        ("inferlint", __version__),
        ("the parser", Grammar().pipeline),
        *((library, installed(library)) for library in _LIBRARIES),
        ("inferlint code", code.hexdigest()[:8]),
    )


def review_there(asked: Likeness, rules: bytes, batch: bytes) -> Answer:
    """Review articles in a worker: `rules` and `batch` are pickled for a machine as asked."""
    ours = likeness()
    unlike = [pair for pair in zip(ours, asked, strict=False) if pair[0] != pair[1]]
    if unlike or len(ours) != len(asked):
        (name, here), (_, there) = unlike[0] if unlike else (ours[-1], asked[-1])
        return f"the worker {_worker()} has {name} {here}, this machine {there}"
    with _ONE_AT_A_TIME:
        linter = _linter(rules)
        return [light(result) for result in linter.run(pickle.loads(batch))]


_ONE_AT_A_TIME = threading.Lock()
"""A worker has several threads, and a linter serves one at a time."""


@lru_cache(maxsize=2)
def _linter(rules: bytes) -> Linter:
    packs, choice = pickle.loads(rules)
    return Linter(packs, choice)


def _worker() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def _by_value() -> Callable[[Likeness, bytes, bytes], Answer]:
    """Return `review_there` as a function that any worker can read.

    A worker without inferlint would die of a function that it must import.
    """

    def review(asked, rules, batch):  # type: ignore[no-untyped-def]
        try:
            from inferlint.cluster import review_there
        except ImportError:
            from distributed import get_worker

            return f"the worker {get_worker().address} has no inferlint that can do this"
        return review_there(asked, rules, batch)

    return review


def _connected(address: str) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError:
        hint = "pip install 'inferlint[dask]'"
        raise InferlintError("--scheduler needs dask", hint=hint) from None
    # What goes wrong is told here, in one line.
    for name in ("distributed", "distributed.client", "distributed.core", "tornado", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"})
    try:
        asyncio.run(asyncio.wait_for(_ask(address), CONNECT))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions of dask than ours mostly serve
            return Client(address, timeout=CONNECT, set_as_default=False)
    except Exception:  # whatever stands at an address may answer anything
        message = f"the scheduler {address!r} does not answer"
        hint = "start one with `dask scheduler`, and name the address that it prints"
        raise InferlintError(message, hint=hint) from None


async def _ask(address: str) -> None:
    """Make sure that a scheduler is there: a client would wait for ever for a server that is none.

    Raises:
        Exception: it is no address, no one answers, or it is no scheduler.
    """
    from distributed import Security
    from distributed.core import rpc

    async with rpc(address, connection_args=Security().get_connection_args("client")) as there:
        who = await there.identity()
    if who["type"] != "Scheduler":
        raise ValueError(who["type"])


def _mistake(error: BaseException, batch: Sequence[Target]) -> InferlintError:
    from distributed import KilledWorker

    places = f"{batch[0].path} … {batch[-1].path}" if len(batch) > 1 else str(batch[0].path)
    if isinstance(error, KilledWorker):
        message = f"workers ended again and again over {places}, perhaps for lack of memory"
        return InferlintError(message, hint="review these without --scheduler")
    message = f"a worker failed at {places} ({type(error).__name__}: {error})"
    return InferlintError(message, hint="run again, or without --scheduler")
