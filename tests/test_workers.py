"""Many processes: the same bytes for any number, no orphans, and troubles told in one line."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from command_line import BAD, GOOD, WEAK, inferlint, write
from inferlint import workers
from inferlint.linter import Linter, Review, Target
from inferlint.rules.model import Pack
from inferlint.workers import Workers, processes_for, reviewed_by

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(autouse=True)
def _articles(desk: Path) -> None:
    for number in range(40):
        write(desk, **{f"n{number:02}": f"{(GOOD, WEAK, BAD)[number % 3]}\n\nNumber {number}.\n"})
    (desk / "n07.md").write_bytes(b"\xff\xfe\x00\xd8broken")
    (desk / "n08.md").write_text("", "utf-8")


@pytest.mark.parametrize("jobs", ["2", "3", "auto"])
@pytest.mark.parametrize("cache", [["--no-cache"], []])
def test_any_number_of_processes_says_the_same(jobs: str, cache: list[str]) -> None:
    args = ["--format", "json", "--strict", "."]
    expected = inferlint("--no-cache", "--jobs", "1", *args)
    assert inferlint(*cache, "--jobs", jobs, *args) == expected


def test_the_shipped_rules_in_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    for number in range(12):
        for path in EXAMPLES.glob("*.md"):
            text = path.read_text("utf-8") + f"\n\nNumber {number}.\n"
            (tmp_path / "real" / f"{path.stem}{number}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path / "real")
    command = [sys.executable, "-m", "inferlint", "--no-cache", "--format", "json", "."]
    one, two = (
        subprocess.run([*command, "--jobs", jobs], capture_output=True, check=False).stdout
        for jobs in ("1", "2")
    )
    assert one == two != b""


@pytest.mark.parametrize(
    ("jobs", "articles", "expected"),
    [("1", 99, 1), ("4", 99, 4), ("4", 2, 2), ("4", 0, 1), ("auto", 31, 1), ("auto", 32, 1)],
)
def test_how_many_processes(jobs: str, articles: int, expected: int) -> None:
    assert processes_for(jobs, articles) == expected


def test_auto_takes_what_the_machine_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_cores", lambda: 8)
    assert [processes_for("auto", n) for n in (10, 64, 1000)] == [1, 2, 8]


def test_any_executor_will_do(coffee: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    linter = Linter([coffee])
    monkeypatch.setattr(workers, "_make_linter", lambda: linter)
    targets = [Target(Path(f"n{number:02}.md")) for number in range(40)]
    with ThreadPoolExecutor(1) as pool:
        found = list(reviewed_by(pool, targets))
    places = [r.path for r in found]
    assert places == [str(target.path) for target in targets]
    assert [r.verdict for r in found if isinstance(r, Review)] == [
        r.verdict for r in linter.run(targets) if isinstance(r, Review)
    ]


def test_a_process_that_is_killed_is_told(coffee: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("inferlint.linter.Linter.run", lambda *_: die(None))
    pool = Workers(2, lambda: Linter([coffee]))
    with pytest.raises(Exception, match="a worker process ended, perhaps for lack of memory"):
        list(pool.run([Target(Path("n01.md"))]))
    pool.stop()


@pytest.mark.skipif(os.name == "nt", reason="messages differ")
def test_a_process_that_ends_within_a_message_keeps_no_one_waiting(coffee: Pack) -> None:
    pool = Workers(2, lambda: Linter([coffee]))
    list(pool.run([Target(Path("n01.md"))]))
    executor: Any = pool._pool
    manager = executor._executor_manager_thread
    begun_message = struct.pack("!i", 1000) + b"its first bytes"
    os.write(executor._result_queue._writer.fileno(), begun_message)
    time.sleep(0.2)
    pool.stop()
    manager.join(timeout=10)  # as Python does at its exit, without a timeout
    assert not manager.is_alive()


@pytest.mark.parametrize("jobs", ["0", "-1", "two", "1.5"])
def test_what_is_no_number(jobs: str) -> None:
    finished = inferlint("--jobs", jobs, ".")
    assert (finished.code, finished.err) == (
        2,
        f"inferlint: --jobs {jobs}: no number; write auto or 1 to 999\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="signals differ")
def test_ctrl_c_leaves_no_process_and_prints_what_was_done(tmp_path: Path) -> None:
    text = (EXAMPLES / "good.md").read_text("utf-8")
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(700):
        (folder / f"a{number:04}.md").write_text(f"{text}\n\nNumber {number}.\n", "utf-8")
    command = [sys.executable, "-m", "inferlint", "--jobs", "2", "."]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, text=True,
    ) as running:  # fmt: skip
        until = time.monotonic() + 60
        while kept_in(folder) < 200 and time.monotonic() < until:  # the second chunk is there
            time.sleep(0.2)
        os.killpg(running.pid, signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 2
    assert "Traceback" not in err
    done = re.search(r"^stopped: (\d+) of 700 articles are reviewed$", err, re.MULTILINE)
    assert done is not None
    assert 0 < int(done[1]) < 700
    assert out.splitlines()[-1] == f"{done[1]} reviewed, 0 not for any checklist; 1 not readable"
    assert subprocess.run(["pgrep", "-g", str(running.pid)], check=False).returncode == 1


def kept_in(folder: Path) -> int:
    """Return how many reviews the cache of a run holds so far."""
    file = folder / ".inferlint_cache" / "reviews.sqlite"
    if not file.is_file():
        return 0
    with closing(sqlite3.connect(file)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])
        except sqlite3.Error:
            return 0
