"""Times inferlint beside other linters on the same files, in the same run, and prints a table.

usage: python benchmarks/bench.py FOLDER [--copies 1,10] [--rounds 3]

FOLDER holds Markdown files. Each command runs in turn, so that all see the same machine; a figure
is the median of its rounds, a ratio is of two medians. proselint, textlint (with the rules
terminology and write-good) and markdownlint-cli2 take part where they are on the PATH.
Nothing is measured on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MAY_BE_BUSY = 0.15
"""So much of one core others may take."""
WORD_COUNTS = (1_000, 10_000, 100_000, 1_000_000)


@dataclass
class Runner:
    """A command, and what its runs took."""

    name: str
    command: Sequence[str]
    before: Sequence[Path] = ()
    """What is removed before each run: a cache."""
    seconds: list[float] = field(default_factory=list)
    memory: int = 0
    """The most that a run's largest process held, in KiB."""

    def run(self) -> None:
        """Run the command once more."""
        for path in self.before:
            shutil.rmtree(path, ignore_errors=True)
        since = time.perf_counter()
        process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds.append(time.perf_counter() - since)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode < 0:
            sys.exit(f"bench: {self.name} was killed by signal {-process.returncode}")
        self.memory = max(self.memory, usage.ru_maxrss)

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", default="1,10", help="how often the folder is taken")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    refuse_if_busy()
    files = sorted(options.folder.glob("*.md"))
    if not files:
        sys.exit(f"bench: no *.md files in {options.folder}")
    show("what", "seconds", "ratio", "to", "MiB")
    start_up(files[len(files) // 2], options.rounds)
    for copies in map(int, options.copies.split(",")):
        # A hundred copies take minutes for each tool.
        rounds = options.rounds if copies < 100 else 1
        with tempfile.TemporaryDirectory() as folder:
            many_files(files, copies, Path(folder), rounds)
    long_articles(files, options.rounds)


def start_up(file: Path, rounds: int) -> None:
    """Time the shortest runs: help, and one article."""
    python = sys.executable
    load = "from inferlint.language.grammar import Grammar; Grammar().load()"
    first = Runner("import click", [python, "-c", "import click"])
    helps = Runner("inferlint --help", [*inferlint(), "--help"])
    parser = Runner("import spacy, load the model", [python, "-c", load])
    one = Runner("one article", [*inferlint(), "--no-cache", str(file)])
    in_turn([first, helps, parser, one], 2 * rounds + 1)
    show_all([first, helps], first)
    show_all([parser, one], parser)


def many_files(files: Sequence[Path], copies: int, folder: Path, rounds: int) -> None:
    """Time all tools on so many copies of the files."""
    for number in range(copies):
        below = folder / f"copy{number:03}"
        below.mkdir()
        for file in files:
            shutil.copy(file, below)
    (folder / "inferlint.toml").write_text("")
    paths = [str(path) for path in sorted(folder.glob("*/*.md"))]
    text = f"{len(paths)} files"
    cold = [*inferlint(), "--config", str(folder / "inferlint.toml")]
    cache = folder / ".inferlint_cache"
    peers = list(others(folder, paths, text))
    ours = [
        Runner(f"inferlint, {text}", [*cold, "--no-cache", "--jobs", "1", *paths]),
        Runner(
            f"inferlint, {text}, as a folder",
            [*cold, "--no-cache", "--jobs", "1", str(folder)],
        ),
        Runner(f"inferlint, {text}, two workers", [*cold, "--no-cache", "--jobs", "2", *paths]),
        Runner(f"inferlint, {text}, filling the cache", [*cold, "--jobs", "1", *paths], [cache]),
        Runner(f"inferlint, {text}, from the cache", [*cold, "--jobs", "1", *paths]),
    ]
    in_turn([*peers, *ours], rounds)
    show_all([*peers, *ours], peers[0] if peers else ours[0])


def others(folder: Path, paths: Sequence[str], text: str) -> Iterator[Runner]:
    """Yield the peers that are installed, proselint first."""
    found = Path(sys.executable).with_name("proselint")
    proselint = str(found) if found.exists() else shutil.which("proselint")
    if proselint:
        yield Runner(f"proselint, {text}", [proselint, "check", *paths])
    markdownlint = shutil.which("markdownlint-cli2")
    if markdownlint:
        yield Runner(f"markdownlint-cli2, {text}", [markdownlint, f"{folder}/**/*.md"])
    textlint = shutil.which("textlint")
    if textlint:
        rules = ["--rule", "terminology", "--rule", "write-good"]
        yield Runner(f"textlint, {text}", [textlint, *rules, f"{folder}/**/*.md"])


def long_articles(files: Sequence[Path], rounds: int) -> None:
    """Time one article of 10³ to 10⁶ words."""
    words = " ".join(path.read_text("utf-8") for path in files).split(" ")
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for count in WORD_COUNTS:
            path = Path(folder) / f"{count}.md"
            text = words * (count // len(words) + 1)
            path.write_text(" ".join(text[:count]), "utf-8")
            runs.append(Runner(f"one article of {count:,} words", [
                *inferlint(), "--no-cache", "--pack", "inference", str(path)
            ]))  # fmt: skip
        in_turn(runs, rounds)
    show_all(runs, runs[0])


def inferlint() -> list[str]:
    """Return the command, on this interpreter."""
    return [sys.executable, "-m", "inferlint"]


def in_turn(runs: Sequence[Runner], rounds: int) -> None:
    """Run all of the commands, then all of them again."""
    for _ in range(rounds):
        for run in runs:
            run.run()


def show_all(runs: Sequence[Runner], base: Runner) -> None:
    """Print a line for each, with its ratio to one of them."""
    for run in runs:
        ratio = f"{run.median / base.median:.2f}"
        show(run.name, f"{run.median:.2f}", ratio, base.name, f"{run.memory / 1024:.0f}")


def show(name: str, seconds: str, ratio: str, to: str, memory: str) -> None:
    """Print a line of the table."""
    print(f"{name:<44} {seconds:>8} {ratio:>6} {memory:>5}  {to}", flush=True)


def refuse_if_busy() -> None:
    """End where other programs would be measured too."""
    before = _busy_seconds()
    time.sleep(2)
    busy = (_busy_seconds() - before) / 2
    if busy > MAY_BE_BUSY:
        sys.exit(f"bench: others keep {busy:.0%} of a core busy; run it when nothing else does")


def _busy_seconds() -> float:
    """Return how long all cores have worked since the machine started; 0 where nobody knows."""
    try:
        fields = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
