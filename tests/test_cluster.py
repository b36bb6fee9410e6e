"""Reviews by the workers of a dask scheduler: a real one, with real processes."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from command_line import BAD, GOOD, WEAK, inferlint, program, write
from inferlint import cluster

EXAMPLE = Path(__file__).parents[1] / "examples" / "good.md"
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

    def add_worker(self, *more: str) -> None:
        one = ("--nworkers", "1", "--nthreads", "2", "--no-nanny", "--local-directory", self._logs)
        self.workers.append(self._started("worker", self.address, *map(str, one), *more))

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
        f"inferlint: the scheduler {machines.address} has had no worker for {seconds} seconds; "
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


NO_INFERLINT = """
import sys

class Nothing:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "inferlint":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Nothing())
"""


def test_a_worker_without_inferlint_lives_on(machines: Machines, tmp_path: Path) -> None:
    (tmp_path / "before.py").write_text(NO_INFERLINT, "utf-8")
    machines.add_worker("--preload", str(tmp_path / "before.py"))
    done = inferlint("--scheduler", machines.address, *COMMAND)
    assert done.code == 2
    assert done.err.startswith("inferlint: the worker tcp://127.0.0.1:")
    assert done.err.endswith(
        " has no inferlint that can do this; install the same inferlint on all machines\n"
    )
    assert machines.workers[0].poll() is None


@pytest.mark.parametrize("number", range(len(cluster.likeness())))
def test_whatever_a_verdict_hangs_on_must_be_the_same(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_worker", lambda: "W")
    asked = list(cluster.likeness())
    name, version = asked[number]
    asked[number] = (name, "0")
    answer = cluster.review_there(tuple(asked), b"", b"")
    assert answer == f"the worker W has {name} {version}, this machine 0"


@contextmanager
def begun(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a run with the shipped rules; it soon waits for its reader, for a pipe is short."""
    good = EXAMPLE.read_text("utf-8")
    for number in range(ARTICLES):
        write(folder, **{f"n{number:02}": f"{good}\n\nNumber {number}.\n"})
    command = [sys.executable, "-m", "inferlint", "--format", "jsonl", "--scheduler", address, "."]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as running:
        try:
            yield running
        finally:
            running.kill()  # one that hangs must not hang the tests


def test_a_scheduler_that_dies_leaves_what_was_told_in_the_cache(
    machines: Machines, tmp_path: Path
) -> None:
    machines.add_worker()
    with begun(machines.address, tmp_path) as running:
        assert running.stdout is not None
        told = b"".join(running.stdout.readline() for _ in range(20))
        machines.scheduler.kill()
        rest, err = running.communicate(timeout=60)
    line = f"inferlint: the scheduler {machines.address} is gone; start it, and run again\n"
    assert (running.returncode, err.decode()) == (2, line)
    again = program("--format", "jsonl", ".", cwd=tmp_path).out
    assert again == program("--format", "jsonl", "--no-cache", ".", cwd=tmp_path).out
    assert again.encode().startswith(told + rest)


def test_ctrl_c_prints_what_is_done(machines: Machines, tmp_path: Path) -> None:
    machines.add_worker()
    with begun(machines.address, tmp_path) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, err = running.communicate(timeout=60)
    assert running.returncode == 2
    done = json.loads(rest.splitlines()[-1])["summary"]["articles"]
    stopped = f"stopped: {done} of {ARTICLES + 3} articles are reviewed\n"
    assert stopped in err.decode()
    assert "Traceback" not in err.decode()


def assert_no_answer(address: str) -> None:
    done = inferlint("--scheduler", address, *COMMAND)
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"inferlint: the scheduler {address!r} does not answer; "
        "start one with `dask scheduler`, and name the address that it prints\n",
    )


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "tls://[::1]:9", "nonsense://x:9/y"]
)
def test_a_scheduler_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT", 0.5)
    assert_no_answer(address)


@pytest.mark.parametrize(
    "address",
    [
        "nonsense://x",
        "nonsense",
        "tcp://",
        "x:y",
        "x:0",
        "x:65536",
        "tcp:/x:1",
        "a b:1",
        ":1",
        ":",
        "",
    ],
)
def test_what_is_no_address_is_told_even_where_no_one_is_asked(address: str) -> None:
    assert inferlint("n00.md", "--scheduler", "tcp://127.0.0.1:9").code == 2
    assert inferlint("n00.md").code == 0
    assert inferlint("n00.md", "--scheduler", "tcp://127.0.0.1:9").code == 0  # from the cache
    done = inferlint("n00.md", "--scheduler", address)
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"inferlint: --scheduler {address!r}: no address; "
        "write one as `dask scheduler` prints it, such as tcp://10.0.0.5:8786\n",
    )


def test_a_server_that_never_says_a_word_is_left_within_ten_seconds() -> None:
    since = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert_no_answer(f"tcp://127.0.0.1:{server.getsockname()[1]}")
    assert time.monotonic() - since < 12, "two seconds are for loading"


RUN = """
import sys
from inferlint.cli import main
try:
    main(["n00.md"])
finally:
    print(*sys.modules)
"""


def test_dask_is_not_loaded_without_the_option(desk: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=desk, capture_output=True, text=True, check=False
    )
    loaded = done.stdout.splitlines()[-1].split()
    assert "inferlint.cli" in loaded
    assert {"dask", "distributed"} & set(loaded) == set()


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
