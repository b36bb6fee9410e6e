"""inferlint as users run it: words in, an exit code and two streams out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from inferlint.cli import main

GOOD = "# Coffee\n\nGrind the coffee as fine as sand.\n"
WEAK = "# Coffee\n\nGrind the coffee before you boil the water.\n"
BAD = "# Coffee\n\nYou pour boiling water over the coffee.\n"
TEA = "# Tea\n\nLet the tea steep for four minutes.\n"
PERHAPS = "# Drinks\n\nCoffee is a drink.\n"
OTHER = "# Water\n\nWater is a drink.\n"


@dataclass(frozen=True)
class Finished:
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.out)

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each article in the JSON."""
        return {article["path"]: article["verdict"] for article in self.report["articles"]}

    @property
    def notes(self) -> dict[str, str]:
        return {article["path"]: "; ".join(article["notes"]) for article in self.report["articles"]}


def inferlint(*args: str, stdin: bytes = b"", color: bool = False, **env: str | None) -> Finished:
    """Run the command line in this process."""
    runner = CliRunner(env={"NO_COLOR": None, **env})
    with runner.isolation(input=stdin, color=color) as (out, err, _):
        code = 0
        try:
            main(list(args))
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 1
        sys.stdout.flush()
        return Finished(code, out.getvalue().decode(), err.getvalue().decode())


def checked(*args: str, stdin: bytes = b"") -> Finished:
    """Run with `--format json`."""
    return inferlint("--format", "json", *args, stdin=stdin)


def program(*args: str, stdin: str = "", **options: Any) -> Finished:
    """Run `python -m inferlint` as a process of its own."""
    command = [sys.executable, "-m", "inferlint", *args]
    done = subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, timeout=60, **options
    )
    return Finished(done.returncode, done.stdout, done.stderr)


def write(folder: Path, **texts: str) -> None:
    """Write articles: `write(folder, good=GOOD)` writes `good.md`."""
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
