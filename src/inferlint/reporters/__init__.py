"""Reports: functions from a run to text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inferlint.linter import Review, Run
from inferlint.reporters.checkstyle import report_checkstyle
from inferlint.reporters.github import report_github
from inferlint.reporters.gitlab import report_gitlab
from inferlint.reporters.json import article_line, closing_lines, report_json, report_jsonl
from inferlint.reporters.junit import report_junit
from inferlint.reporters.markdown import report_markdown
from inferlint.reporters.sarif import report_sarif
from inferlint.reporters.summary import Detail
from inferlint.reporters.terminal import report_terminal


def _html(run: Run, detail: Detail) -> str:
    from inferlint.reporters.html import report_html  # the template engine takes a while to load

    return report_html(run, detail)


REPORTERS: Mapping[str, Callable[[Run, Detail], str]] = {
    "terminal": report_terminal,
    "json": lambda run, _: report_json(run),
    "jsonl": lambda run, _: report_jsonl(run),
    "github": report_github,
    "sarif": report_sarif,
    "gitlab": report_gitlab,
    "junit": report_junit,
    "checkstyle": report_checkstyle,
    "markdown": report_markdown,
    "html": _html,
}


@dataclass(frozen=True, slots=True)
class Stream:
    """A report that can be told while the run goes on: its articles, and at last the rest."""

    article: Callable[[Review], str]
    rest: Callable[[Run], str]


STREAMS: Mapping[str, Stream] = {"jsonl": Stream(article_line, closing_lines)}

__all__ = ["REPORTERS", "STREAMS", "Detail"]
