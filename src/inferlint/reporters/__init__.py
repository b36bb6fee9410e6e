"""Reports: functions from a run to text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from inferlint.linter import Review, Run
from inferlint.reporters.json import article_line, closing_lines, report_json, report_jsonl
from inferlint.reporters.terminal import Detail, report_terminal

REPORTERS: Mapping[str, Callable[[Run, Detail], str]] = {
    "terminal": report_terminal,
    "json": lambda run, _: report_json(run),
    "jsonl": lambda run, _: report_jsonl(run),
}


@dataclass(frozen=True, slots=True)
class Stream:
    """A report that can be told while the run goes on: its articles, and at last the rest."""

    article: Callable[[Review], str]
    rest: Callable[[Run], str]


STREAMS: Mapping[str, Stream] = {"jsonl": Stream(article_line, closing_lines)}

__all__ = ["REPORTERS", "STREAMS", "Detail"]
