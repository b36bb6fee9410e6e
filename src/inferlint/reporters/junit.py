"""JUnit's XML: each article is a suite of tests, each check a test.

A test fails where the check fails the article, so that test reports and exit codes agree. What else
needs work stands in the test's output.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inferlint.linter import Review, Run
from inferlint.plain import name, one_line
from inferlint.reporters.findings import (
    check_name,
    in_repository,
    needs_work,
    quotes_of,
    told,
    told_error,
)
from inferlint.reporters.summary import Detail, left_out
from inferlint.reporters.xml import HEAD, element, opened
from inferlint.verdicts import Outcome, Verdict


class _Case(NamedTuple):
    """One test: its name, its class, and what became of it."""

    name: str
    group: str
    kind: str = ""
    """`failure`, `error`, `skipped`, `system-out`, or nothing for a pass."""
    message: str = ""
    text: str = ""


def report_junit(run: Run, detail: Detail) -> str:
    """Return a suite for each article; files that were not reviewed are skipped, or errors."""
    suites = [(review.path, list(_cases(review))) for review in run.reviews if review.checks]
    for review in left_out(run):
        why = one_line("; ".join(review.notes)) or "not reviewed"
        suites.append((review.path, [_Case("review", "inferlint", "skipped", why)]))
    for error in run.errors:
        case = _Case("review", "inferlint", "error", told_error(error))
        suites.append((error.path or "inferlint", [case]))
    every = [case for _, cases in suites for case in cases]
    inside = "".join(line for path, cases in suites for line in _suite(path, cases, detail))
    root = opened("testsuites", name="inferlint", **_counts(every))
    return f"{HEAD}{root}\n{inside}</testsuites>\n"


def _cases(review: Review) -> Iterator[_Case]:
    for verdict in review.checks:
        title, group = check_name(verdict), f"inferlint.{name(verdict.rule.pack)}"
        if verdict.fails(strict=review.strict):
            message = one_line(verdict.message) or str(verdict.outcome)
            yield _Case(title, group, "failure", message, _text(verdict))
        elif verdict.known:
            yield _Case(title, group, "skipped", f"known to the baseline ({verdict.outcome})")
        elif verdict.outcome is Outcome.WAIVED:
            yield _Case(title, group, "skipped", " ".join(told(verdict, ())))
        elif needs_work(verdict):
            text = f"{verdict.outcome} ({verdict.rule.level}): {_text(verdict)}"
            yield _Case(title, group, "system-out", text=text)
        else:
            yield _Case(title, group)


def _text(verdict: Verdict) -> str:
    return "\n".join(told(verdict, quotes_of(verdict)))


def _suite(path: str, cases: list[_Case], detail: Detail) -> Iterator[str]:
    skipped = sum(case.kind == "skipped" for case in cases)
    place = name(in_repository(path, detail))
    counts = _counts(cases)
    yield f"  {opened('testsuite', name=name(path), **counts, skipped=skipped, file=place)}\n"
    for case in cases:
        if not case.kind:
            yield f"    {element('testcase', name=case.name, classname=case.group)}\n"
            continue
        of = {"message": case.message, "type": case.kind} if case.kind != "system-out" else {}
        yield f"    {opened('testcase', name=case.name, classname=case.group)}\n"
        yield f"      {element(case.kind, case.text, **of)}\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _counts(cases: list[_Case]) -> dict[str, int]:
    kinds = [case.kind for case in cases]
    failures, errors = kinds.count("failure"), kinds.count("error")
    return {"tests": len(cases), "failures": failures, "errors": errors}
