"""GitLab's code quality report: a list of issues, each with a place and a fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from inferlint.linter import Run
from inferlint.plain import json_text, name, one_line
from inferlint.reporters.findings import (
    Finding,
    Severity,
    check_name,
    findings,
    in_repository,
    told_error,
)
from inferlint.reporters.summary import Detail

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report_gitlab(run: Run, detail: Detail) -> str:
    """Return what needs work, and each file that cannot be read, as a JSON list."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in findings(run):
        path = in_repository(finding.path, detail)
        issues.append(_issue(finding, path, _unique(f"{path}\0{finding.fingerprint}", seen)))
    for error in run.errors:
        if error.path is not None:
            path = in_repository(error.path, detail)
            mark = _unique(f"{path}\0unreadable", seen)
            issues.append(_entry(path, error.line or 1, "unreadable", told_error(error), mark))
    return json_text(issues) + "\n"


def _issue(finding: Finding, path: str, mark: str) -> dict[str, Any]:
    text = f"{check_name(finding.verdict)}: {' '.join(finding.text)}"
    check, severity = name(finding.verdict.rule.id), _SEVERITIES[finding.severity]
    return _entry(path, finding.start.line, check, text, mark, severity)


def _entry(
    path: str, line: int, check: str, text: str, mark: str, severity: str = "critical"
) -> dict[str, Any]:
    return {
        "description": one_line(text) or check,
        "check_name": check,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": name(path), "lines": {"begin": line}},
    }


def _unique(identity: str, seen: Counter[str]) -> str:
    """Return the hash of what identifies an issue; GitLab drops one that has another's."""
    seen[identity] += 1
    number = f"\0{seen[identity]}" if seen[identity] > 1 else ""
    return hashlib.sha256(f"{identity}{number}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
