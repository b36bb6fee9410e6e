"""Checkstyle's XML, which many servers and editors read."""

from __future__ import annotations

from collections.abc import Iterator

from inferlint.errors import InferlintError
from inferlint.linter import Run
from inferlint.plain import name
from inferlint.reporters.findings import (
    Finding,
    Severity,
    check_name,
    findings,
    in_repository,
    told_error,
)
from inferlint.reporters.summary import Detail
from inferlint.reporters.xml import HEAD, element, opened

_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}
_FORM = "4.3"
"""The version of Checkstyle whose form this is; readers ask for one."""


def report_checkstyle(run: Run, detail: Detail) -> str:
    """Return a `<file>` for each article that was reviewed or could not be read."""
    problems: dict[str, list[str]] = {r.path: [] for r in run.reviews if r.checks}
    for finding in findings(run):
        problems[finding.path].append(_problem(finding))
    for error in run.errors:
        if error.path is not None:
            problems.setdefault(error.path, []).append(_error(error))
    lines = (line for path, found in problems.items() for line in _file(path, found, detail))
    return f"{HEAD}{opened('checkstyle', version=_FORM)}\n{''.join(lines)}</checkstyle>\n"


def _file(path: str, problems: list[str], detail: Detail) -> Iterator[str]:
    place = name(in_repository(path, detail))
    if not problems:
        yield f"  {element('file', name=place)}\n"
        return
    yield f"  {opened('file', name=place)}\n"
    yield from (f"    {problem}\n" for problem in problems)
    yield "  </file>\n"


def _problem(finding: Finding) -> str:
    rule = finding.verdict.rule
    return element(
        "error",
        line=finding.start.line,
        column=finding.start.column,
        severity=_SEVERITIES[finding.severity],
        message=" ".join((f"{check_name(finding.verdict)}:", *finding.text)),
        source=f"inferlint.{name(rule.pack)}.{name(rule.id)}",
    )


def _error(error: InferlintError) -> str:
    return element(
        "error",
        line=error.line or 1,
        severity="error",
        message=told_error(error),
        source="inferlint",
    )
