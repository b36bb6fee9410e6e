"""Times a review of some files beside another command on the same files, in turn.

usage: python benchmarks/speed.py FOLDER ['proselint check']
"""

from __future__ import annotations

import re
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5


def main(folder: str, other: str) -> None:
    """Print the medians of both in seconds, their ratio, and the share of words parsed."""
    files = sorted(str(path) for path in Path(folder).glob("*.md"))
    single = ["--no-cache", "--jobs", "1", "--format", "json"]
    ours = [sys.executable, "-m", "inferlint", *single, *files]
    theirs = [*shlex.split(other), *files]
    times: dict[str, list[float]] = {"inferlint": [], other: []}
    for _ in range(ROUNDS):
        for name, command in (("inferlint", ours), (other, theirs)):
            since = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)
            times[name].append(time.perf_counter() - since)
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name}: {median:.2f} s")
    print(f"ratio: {medians['inferlint'] / medians[other]:.2f}")
    print(f"words parsed: {parsed_share(files):.1%}")


def parsed_share(files: list[str]) -> float:
    """Return which share of the words of the files the second pass parses."""
    from inferlint.linter import Choice, Linter, Target
    from inferlint.rules import load_pack, packs_in, shipped_rules

    packs = [load_pack(place) for place in packs_in(shipped_rules())]
    linter = Linter(packs, Choice(forced=tuple(pack.name for pack in packs)))
    list(linter.run([Target(Path(file)) for file in files]))
    words = sum(len(re.findall(r"\w+", Path(file).read_text("utf-8"))) for file in files)
    return linter.grammar.words_parsed / words


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "proselint check")
