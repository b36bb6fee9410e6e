"""The reports on the examples, as they stand beside them; `pytest --renew` writes them anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import inferlint

ROOT = Path(__file__).parents[2]
EXAMPLES = ("good", "weak", "bad")
Content = Callable[[Path, str], str]


def without_versions(report: str) -> str:
    """Return a JSON report without what differs between installations and drafts of the rules."""
    content = json.loads(report)
    content["tool"] = {
        "version": "…",
        "pipeline": "…",
        "packs": [{"name": pack["name"], "sha256": "…"} for pack in content["tool"]["packs"]],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_report_in_the_terminal(
    name: str, content_of: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    report = inferlint(f"examples/{name}.md").out
    assert content_of(ROOT / "examples" / f"{name}.report.txt", report) == report


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_report_in_json(
    name: str, content_of: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    report = without_versions(inferlint("--format", "json", f"examples/{name}.md").out)
    assert content_of(ROOT / "examples" / f"{name}.report.json", report) == report


@pytest.mark.parametrize(("name", "code"), [("good", 0), ("weak", 0), ("bad", 1)])
def test_the_examples_deserve_their_names(
    name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert inferlint(f"examples/{name}.md").code == code
    strict = inferlint("--strict", f"examples/{name}.md").code
    assert strict == (0 if name == "good" else 1)
