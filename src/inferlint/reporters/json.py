"""The JSON reports: every field of every verdict, for programs. Their form is a contract."""

from __future__ import annotations

from typing import Any

from inferlint import __version__
from inferlint.errors import InferlintError
from inferlint.linter import Review, Run, Topic
from inferlint.plain import json_text
from inferlint.reporters.summary import counts
from inferlint.verdicts import Evidence, Suggestion, Verdict, Waiver

VERSION = 1
"""Raised when a field goes or changes its meaning; readers ignore fields they do not know."""


def report_json(run: Run) -> str:
    """Return the run as one JSON object, keys in a fixed order, ending with a line end."""
    report = {
        **_head(run),
        "articles": [_article(review) for review in run.reviews],
        "errors": [_error(error) for error in run.errors],
        "summary": counts(run),
    }
    return json_text(report) + "\n"


def report_jsonl(run: Run) -> str:
    """Return the run as lines: one for each article, then `closing_lines`."""
    return "".join(map(article_line, run.reviews)) + closing_lines(run)


def article_line(review: Review) -> str:
    """Return one line: the object that stands in `articles` of the JSON report."""
    return _line(_article(review))


def closing_lines(run: Run) -> str:
    """Return `{"error": …}` for each error, and at last the JSON report's other keys."""
    errors = [_line({"error": _error(error)}) for error in run.errors]
    return "".join(errors) + _line({**_head(run), "summary": counts(run)})


def _line(value: Any) -> str:
    return json_text(value, indent=None) + "\n"


def _head(run: Run) -> dict[str, Any]:
    return {
        "version": VERSION,
        "tool": {
            "version": __version__,
            "pipeline": run.pipeline,
            "packs": [{"name": pack.name, "sha256": pack.sha256} for pack in run.packs],
        },
    }


def _article(review: Review) -> dict[str, Any]:
    topics = [_topic(topic) for topic in review.topics]
    return {
        "path": review.path,
        "verdict": review.verdict,
        "topic": topics[0] if topics else None,
        "topics": topics,
        "checks": [_check(verdict) for verdict in review.checks],
        "notes": list(review.notes),
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {"pack": topic.pack, "outcome": topic.outcome, "score": topic.score}


def _check(verdict: Verdict) -> dict[str, Any]:
    return {
        "pack": verdict.rule.pack,
        "id": verdict.rule.id,
        "level": verdict.rule.level,
        "outcome": verdict.outcome,
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "nearest": _evidence(verdict.nearest) if verdict.nearest else None,
        "missing": list(verdict.missing),
        "message": verdict.message,
        "suggestion": _suggestion(verdict.suggestion) if verdict.suggestion else None,
        "score": verdict.score,
        "cuts": list(verdict.cuts) if verdict.cuts else None,
        "borderline": verdict.borderline,
        "waiver": _waiver(verdict.waiver) if verdict.waiver else None,
        "known": verdict.known,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "start": {"line": evidence.start.line, "column": evidence.start.column},
        "end": {"line": evidence.end.line, "column": evidence.end.column},
        "text": evidence.text,
        "label": evidence.label,
        "passage": evidence.passage,
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "after_line": suggestion.after_line,
        "text": suggestion.text,
        "way": suggestion.way,
        "line": suggestion.line,
        "under": suggestion.under,
    }


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"reason": waiver.reason, "line": waiver.line}


def _error(error: InferlintError) -> dict[str, Any]:
    message = f"{error.message}; {error.hint}" if error.hint else error.message
    return {"path": error.path, "line": error.line, "message": message}
