"""SARIF before the validator that its authors publish, with its own rules and GitHub's."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from command_line import program

ROOT = Path(__file__).parents[2]
HOSTILE = "a b%,#?é\u202e[x](1){0}.md"

pytestmark = pytest.mark.node


@pytest.mark.parametrize("strict", [[], ["--strict"]])
def test_the_validator_finds_no_errors_and_no_warnings(tmp_path: Path, strict: list[str]) -> None:
    bad = (ROOT / "examples" / "bad.md").read_text("utf-8")
    waiver = "\n<!-- inferlint: waive covers-batch -- on the {device} [only](1) -->\n"
    (tmp_path / HOSTILE).write_text(bad + waiver, "utf-8")
    (tmp_path / "empty.md").write_text("", "utf-8")
    (tmp_path / "broken.md").write_bytes(b"\xff\xfe\x00\xd8")
    articles = [*map(str, sorted((ROOT / "examples").glob("*.md"))), HOSTILE, "empty.md"]
    log = tmp_path / "log.sarif"
    options = ["--no-cache", "--output", f"sarif={log}", *strict]
    assert program(*options, *articles, "broken.md", cwd=tmp_path).code == 2
    found = tmp_path / "found.sarif"
    command = [
        os.environ["INFERLINT_SARIF_MULTITOOL"],
        "validate", str(log), "--rule-kind", "Sarif;Ghas", "--output", str(found),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout
    (run,) = json.loads(found.read_text("utf-8-sig"))["runs"]
    told = [
        (result["ruleId"], result["level"])
        for result in run.get("results", [])
        if result.get("level", "warning") in ("error", "warning")
    ]
    assert told == []
