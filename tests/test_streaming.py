"""A run that tells its articles as they come: what was told is kept, whatever ends the run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from inferlint.cli.shared import ctrl_c_waits

EXAMPLES = Path(__file__).parents[1] / "examples"
COMMAND = [sys.executable, "-m", "inferlint", "--exit-zero", "--format"]
ARTICLES = 90

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals differ")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.md"))]
    for number in range(ARTICLES):
        text = f"{texts[number % len(texts)]}\n\nNumber {number}.\n"
        (folder / f"a{number:03}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(many: Path) -> bytes:
    command = [*COMMAND, "jsonl", "--no-cache", "--jobs", "1", "."]
    return subprocess.run(command, cwd=many, capture_output=True, check=True).stdout


@contextmanager
def begun(many: Path, *args: str) -> Iterator[subprocess.Popen[bytes]]:
    """Begin a run that soon waits for its reader: a pipe does not hold so many lines."""
    with subprocess.Popen(
        [*COMMAND, "jsonl", *args, "."], cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, bufsize=0,
    ) as running:  # fmt: skip
        try:
            yield running
        finally:
            running.kill()  # one that hangs must not hang the tests


def read(running: subprocess.Popen[bytes], lines: int) -> list[str]:
    assert running.stdout is not None
    return [json.loads(running.stdout.readline())["path"] for _ in range(lines)]


def kept(many: Path) -> int:
    """Return how many reviews are in the cache."""
    with closing(sqlite3.connect(many / ".inferlint_cache" / "reviews.sqlite")) as connection:
        return connection.execute("SELECT count(*) FROM kept WHERE kind = 'review'").fetchone()[0]


def forget(many: Path) -> None:
    for file in (many / ".inferlint_cache").glob("*.sqlite*"):
        file.unlink()


def comes_true(what: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        time.sleep(0.1)
    return what()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_goes_on_where_it_was(
    many: Path, undisturbed: bytes, jobs: str
) -> None:
    forget(many)
    with begun(many, "--jobs", jobs) as running:
        told = read(running, 30)
        os.kill(running.pid, signal.SIGKILL)
        running.communicate()
    assert told == [f"a{number:03}.md" for number in range(30)]
    assert 30 <= kept(many) < ARTICLES
    gone = ["pgrep", "-g", str(running.pid)]
    assert comes_true(lambda: subprocess.run(gone, check=False, stdout=-3).returncode == 1)
    command = [*COMMAND, "jsonl", "--jobs", jobs, "."]
    again = subprocess.run(command, cwd=many, capture_output=True, check=False)
    assert (again.stdout, again.stderr, again.returncode) == (undisturbed, b"", 0)
    assert kept(many) == ARTICLES


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_the_lines_in_order(many: Path, undisturbed: bytes, jobs: str) -> None:
    forget(many)
    with begun(many, "--jobs", jobs) as running:
        head = read(running, 20)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)
    *articles, error, last = [json.loads(line) for line in out.decode().split("\n")[:-1]]
    done = len(head) + len(articles)
    assert running.returncode == 2
    assert done < ARTICLES
    message = f"stopped: {done} of {ARTICLES} articles are reviewed"
    assert error == {"error": {"path": None, "line": None, "message": message}}
    assert err.decode() == f"{message}\n"
    assert last["summary"]["articles"] == done
    assert out.split(b"\n")[: len(articles)] == undisturbed.split(b"\n")[len(head) : done]


def test_ctrl_c_waits_whatever_thread_takes_it() -> None:
    done, ended = [], threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    with pytest.raises(KeyboardInterrupt), ctrl_c_waits():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        done.append("told and counted")
    ended.set()
    other.join()
    assert done == ["told and counted"]


def test_a_reader_that_has_seen_enough_ends_the_run(many: Path) -> None:
    forget(many)
    with begun(many) as running:
        read(running, 1)
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait(timeout=30) == 2
        assert running.stderr is not None
        assert running.stderr.read() == b""
    assert 1 <= kept(many) < ARTICLES


def test_the_first_articles_are_told_long_before_the_last_are_read(many: Path) -> None:
    forget(many)
    with begun(many, "--no-cache") as running:
        assert read(running, 1) == ["a000.md"]
        assert running.poll() is None
        running.kill()
        running.communicate()
