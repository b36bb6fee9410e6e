"""Workflow commands: GitHub shows each as an annotation beside the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inferlint.errors import InferlintError
from inferlint.linter import Run
from inferlint.plain import plain
from inferlint.reporters.findings import (
    Finding,
    Severity,
    check_name,
    findings,
    in_repository,
    told_error,
)
from inferlint.reporters.summary import Detail

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = {**_IN_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def report_github(run: Run, detail: Detail) -> str:
    """Return one command a line: what needs work, then what could not be read."""
    lines = [_annotation(finding, detail) for finding in findings(run)]
    lines += [_error(error, detail) for error in run.errors]
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding, detail: Detail) -> str:
    text = "\n".join(finding.text)
    return _command(_COMMANDS[finding.severity], _properties(finding, detail), text)


def _properties(finding: Finding, detail: Detail) -> Iterator[tuple[str, object]]:
    yield "file", in_repository(finding.path, detail)
    yield "line", finding.start.line
    if finding.end is not None:
        yield "endLine", finding.end.line
        if finding.end.line == finding.start.line:  # GitHub takes columns within a line only
            yield "col", finding.start.column
            yield "endColumn", finding.end.column
    yield "title", check_name(finding.verdict)


def _error(error: InferlintError, detail: Detail) -> str:
    place: list[tuple[str, object]] = []
    if error.path is not None:
        place.append(("file", in_repository(error.path, detail)))
        place.append(("line", error.line or 1))
    return _command("error", [*place, ("title", "inferlint")], told_error(error))


def _command(kind: str, properties: Iterable[tuple[str, object]], text: str) -> str:
    told_there = ",".join(
        f"{key}={plain(str(value)).translate(_IN_PROPERTY)}" for key, value in properties
    )
    return f"::{kind} {told_there}::{plain(text).translate(_IN_MESSAGE)}"
