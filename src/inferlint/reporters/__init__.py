"""Reports: functions from a run to text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inferlint.linter import Run
from inferlint.reporters.json import report_json
from inferlint.reporters.terminal import Detail, report_terminal

REPORTERS: Mapping[str, Callable[[Run, Detail], str]] = {
    "terminal": report_terminal,
    "json": lambda run, _: report_json(run),
}

__all__ = ["REPORTERS", "Detail"]
