"""Reviews by the workers of a dask scheduler: a real one, with real processes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from command_line import BAD, GOOD, WEAK, inferlint, write
from inferlint import cluster

ARTICLES = 90
SERIES = (
    "# Coffee\n\n<!-- inferlint: waive names-grind -- see n00.md -->\n\n"
    "You pour boiling water over the coffee.\n"
)


class Machines:
    """A scheduler and its workers, each a process."""

    def __init__(self, logs: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self._logs = logs
        self.scheduler = self._started("scheduler", "--host", "127.0.0.1", "--port", str(port))
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self) -> None:
        one = ("--nworkers", "1", "--nthreads", "1", "--no-nanny", "--local-directory", self._logs)
        self.workers.append(self._started("worker", self.address, *map(str, one)))

    def has_registered(self, worker: int) -> bool:
        return "Registered to" in sorted(self._logs.glob("worker*.log"))[worker].read_text()

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _started(self, *args: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *args, "--no-dashboard"]
        with (self._logs / f"{args[0]}{time.monotonic_ns()}.log").open("wb") as log:
            return subprocess.Popen(command, stdout=log, stderr=log)


@pytest.fixture
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    started = Machines(tmp_path_factory.mktemp("machines"))
    yield started
    started.stop()


@pytest.fixture(autouse=True)
def _articles(desk: Path) -> None:
    for number in range(ARTICLES):
        write(desk, **{f"n{number:02}": f"{(GOOD, WEAK, BAD)[number % 3]}\n\nNumber {number}.\n"})
    write(desk, series=SERIES)
    (desk / "broken.md").write_bytes(b"\xff\xfe\x00\xd8broken")
    (desk / "empty.md").write_text("", "utf-8")


@contextmanager
def killed_midway(machines: Machines, machine: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill a machine while a run goes on; that it was still going on is asserted."""
    ended = threading.Event()
    killed_while_running = []

    def kill() -> None:
        # A worker that has registered has articles at once, and loads the rules for them.
        while not (machines.has_registered(0) or ended.is_set()):
            time.sleep(0.02)
        time.sleep(0.2)
        machine.kill()
        killed_while_running.append(not ended.is_set())

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        ended.set()
        killer.join()
    assert killed_while_running == [True]


def no_worker(machines: Machines, seconds: int) -> str:
    return (
        f"inferlint: the scheduler {machines.address} has no worker, for {seconds} seconds; "
        f"start one with `dask worker {machines.address}`, and run again\n"
    )


COMMAND = ("--no-cache", "--format", "json", ".")


def test_two_workers_say_what_one_process_says(machines: Machines) -> None:
    machines.add_worker()
    machines.add_worker()
    there = inferlint("--scheduler", machines.address, *COMMAND)
    assert there == inferlint("--jobs", "1", *COMMAND)
    outcomes = {
        article["path"]: {check["id"]: check["outcome"] for check in article["checks"]}
        for article in there.report["articles"]
    }
    assert outcomes["series.md"]["names-grind"] == "waived"


def test_a_worker_that_is_killed_loses_nothing(machines: Machines) -> None:
    machines.add_worker()
    machines.add_worker()
    with killed_midway(machines, machines.workers[0]):
        there = inferlint("--scheduler", machines.address, *COMMAND)
    assert there == inferlint("--jobs", "1", *COMMAND)


def test_the_last_worker_is_killed(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 3.0)
    machines.add_worker()
    with killed_midway(machines, machines.workers[0]):
        done = inferlint("--scheduler", machines.address, *COMMAND)
    assert (done.code, done.out, done.err) == (2, "", no_worker(machines, seconds=3))


def test_the_scheduler_is_killed(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 3.0)
    machines.add_worker()
    with killed_midway(machines, machines.scheduler):
        done = inferlint("--scheduler", machines.address, *COMMAND)
    gone = f"inferlint: the scheduler {machines.address} is gone; start it, and run again\n"
    assert (done.code, done.out, done.err) == (2, "", gone)


def test_workers_that_never_come(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 3.0)
    done = inferlint("--scheduler", machines.address, *COMMAND)
    assert (done.code, done.err) == (2, no_worker(machines, seconds=3))


def test_a_worker_with_another_version(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    machines.add_worker()
    ours = cluster.likeness()
    monkeypatch.setattr(cluster, "likeness", lambda: (("inferlint", "0.0.1"), *ours[1:]))
    done = inferlint("--scheduler", machines.address, *COMMAND)
    assert done.code == 2
    assert done.err.startswith("inferlint: the worker tcp://127.0.0.1:")
    assert done.err.endswith(
        f" has inferlint {ours[0][1]}, this machine 0.0.1; "
        "install the same inferlint on all machines\n"
    )


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", ""])
def test_a_scheduler_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    done = inferlint("--scheduler", address, *COMMAND)
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"inferlint: the scheduler {address!r} does not answer; "
        "start one with `dask scheduler`, and name the address that it prints\n",
    )


def test_a_scheduler_that_takes_the_call_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        done = inferlint("--scheduler", address, *COMMAND)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"inferlint: the scheduler {address!r} does not answer; ")


def test_a_worker_without_inferlint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "inferlint.cluster", None)  # as seen from the worker
    monkeypatch.setattr("distributed.get_worker", lambda: SimpleNamespace(address="tcp://w:1"))
    said = cluster._by_value()(cluster.likeness(), b"", b"")
    assert said == "the worker tcp://w:1 has no inferlint that can do this"


def test_without_dask_the_option_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = inferlint("--scheduler", "tcp://127.0.0.1:9", *COMMAND)
    assert (done.code, done.err) == (
        2,
        "inferlint: --scheduler needs dask; pip install 'inferlint[dask]'\n",
    )


def test_a_scheduler_and_processes_exclude_each_other() -> None:
    done = inferlint("--scheduler", "tcp://127.0.0.1:9", "--jobs", "2", *COMMAND)
    assert (done.code, done.err) == (
        2,
        "inferlint: --jobs and --scheduler exclude each other; choose one\n",
    )
