"""Reports: functions from a run to text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from inferlint.linter import Run
from inferlint.reporters.json import report_json
from inferlint.reporters.terminal import Detail, report_terminal


def _html(run: Run, detail: Detail) -> str:
    from inferlint.reporters.html import report_html  # the template engine takes a while to load

    return report_html(run, detail)


REPORTERS: Mapping[str, Callable[[Run, Detail], str]] = {
    "terminal": report_terminal,
    "json": lambda run, _: report_json(run),
    "html": _html,
}

__all__ = ["REPORTERS", "Detail"]
