"""SARIF 2.1.0, which code scanning services and editors read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inferlint import __version__
from inferlint.errors import InferlintError
from inferlint.linter import Run
from inferlint.plain import json_text, markdown_text, name, one_line, uri_path
from inferlint.reporters.findings import (
    Finding,
    findings,
    in_repository,
    quoted,
    told_error,
)
from inferlint.reporters.summary import Detail
from inferlint.rules.model import Count, Forbid, Level, Measure, Require, Rule, SameAs
from inferlint.verdicts import Evidence

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "inferlint/v1"
"""Not GitHub's `primaryLocationLineHash`: its upload warns of every one it did not make itself."""
RELATED = 10
"""More related places than this help nobody."""
_TAGS = {
    Require: "statement",
    Forbid: "misstatement",
    Measure: "form",
    Count: "form",
    SameAs: "statement",
}
_GRAVITY = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "recommendation"}


def report_sarif(run: Run, detail: Detail) -> str:
    """Return one run: its rules, what needs work, what is waived, and what could not be read."""
    found = list(findings(run, waived=True))
    rules = _rules(run, (finding.verdict.rule for finding in found))
    places = {key: index for index, key in enumerate(rules)}
    names = _names(rules)
    report = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "inferlint",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "informationUri": "pkg:pypi/inferlint",
                        "rules": [_rule(rule, names[key]) for key, rule in rules.items()],
                    }
                },
                "invocations": [_invocation(run, detail)],
                "automationDetails": {"id": "inferlint/"},
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": _ROOT}}},
                "columnKind": "unicodeCodePoints",
                "newlineSequences": ["\r\n", "\n", "\r"],
                "results": [_result(finding, places, names, detail) for finding in found],
            }
        ],
    }
    return json_text(report) + "\n"


_ROOT = "The root of the repository, or the folder where inferlint ran if there is none."
_Key = tuple[str, str]


def _key(rule: Rule) -> _Key:
    return rule.pack, rule.id


def _rules(run: Run, used: Iterable[Rule]) -> dict[_Key, Rule]:
    """Return the rules of the run's packs as they came, without levels set for some files."""
    rules = {_key(rule): rule for pack in run.packs for rule in pack.rules}
    for rule in used:
        rules.setdefault(_key(rule), rule)
    return rules


def _names(rules: Iterable[_Key]) -> dict[_Key, str]:
    """Return the names of rules: their ids, with the pack before those that two packs have."""
    keys = list(rules)
    often = Counter(check for _, check in keys)
    return {
        (pack, check): name(check if often[check] == 1 else f"{pack}/{check}")
        for pack, check in keys
    }


def _rule(rule: Rule, rule_name: str) -> dict[str, Any]:
    title, ask, why = (one_line(text) for text in (rule.title, rule.ask, rule.why))
    seen = f"`inferlint explain {name(rule.id)}`"
    return {
        "id": rule_name,
        **_friendly_name(title, rule_name),
        "shortDescription": {"text": _sentence(title)},
        "fullDescription": {"text": _sentence(ask or title)},
        "help": {
            "text": " ".join(filter(None, (ask, why, f"{seen} shows examples."))),
            "markdown": "\n".join(_help(rule, ask, why, seen)),
        },
        "defaultConfiguration": {"level": str(rule.level)},
        "properties": {
            "tags": [name(rule.pack), _TAGS[type(rule.body)]],
            "problem.severity": _GRAVITY[rule.level],
        },
    }


def _friendly_name(title: str, rule_name: str) -> dict[str, str]:
    """Return the title as one word, `SayWhatInferenceIs`; nothing where that is the id again."""
    words = "".join(word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", title))
    return {"name": words} if words and words.lower() != rule_name.lower() else {}


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _help(rule: Rule, ask: str, why: str, seen: str) -> Iterable[str]:
    if ask:
        yield from (markdown_text(ask), "")
    if why:
        yield from (f"**Why:** {markdown_text(why)}", "")
    if rule.suggest:
        yield from ("Sentences to adapt:", "")
        yield from (f"- {markdown_text(text)}" for text in rule.suggest)
        yield ""
    yield f"{seen} shows examples."


def _result(
    finding: Finding, places: Mapping[_Key, int], names: Mapping[_Key, str], detail: Detail
) -> dict[str, Any]:
    key = _key(finding.verdict.rule)
    result: dict[str, Any] = {
        "ruleId": names[key],
        "ruleIndex": places[key],
        "level": str(finding.severity),
        "message": {"text": _message(finding)},
        "locations": [_location(finding.path, _region(finding), detail)],
        "partialFingerprints": {FINGERPRINT: one_line(finding.fingerprint)},
        "properties": {"outcome": str(finding.verdict.outcome)},
    }
    if finding.related:
        result["relatedLocations"] = [
            _related(index, evidence, finding, detail)
            for index, evidence in enumerate(finding.related[:RELATED], start=1)
        ]
    if (waiver := finding.verdict.waiver) is not None:
        result["suppressions"] = [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": one_line(waiver.reason),
                "location": _location(finding.path, {"startLine": max(waiver.line, 1)}, detail),
            }
        ]
    return result


def _message(finding: Finding) -> str:
    """Return the text, with a link to the nearest passage, the first of the related places."""
    title = _sentence(one_line(finding.verdict.rule.title))
    text = _literal("\n".join((title, *finding.text)))
    if finding.verdict.nearest not in finding.related[:1]:
        return text
    line = f"line {finding.verdict.nearest.start.line}"
    return text.replace(f"\nNearest, {line}: ", f"\nNearest, [{line}](1): ", 1)


def _literal(text: str) -> str:
    """Return a text of which nothing is a link, `[…](1)`, or a slot, `{0}`."""
    return text.translate(_LITERAL)


_LITERAL = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})


def _location(path: str, region: Mapping[str, int], detail: Detail) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(path, detail), "region": region}}


def _artifact(path: str, detail: Detail) -> dict[str, str]:
    place = in_repository(path, detail)
    coded = uri_path(place)
    if Path(place).is_absolute():
        return {"uri": f"file://{'' if place.startswith('/') else '/'}{coded}"}
    return {"uri": coded, "uriBaseId": "%SRCROOT%"}


def _region(finding: Finding) -> dict[str, int]:
    if finding.end is None:
        return {"startLine": finding.start.line}
    return _between(finding.start.line, finding.start.column, finding.end.line, finding.end.column)


def _between(line: int, column: int, last_line: int, last_column: int) -> dict[str, int]:
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last_line,
        "endColumn": last_column,
    }


def _related(index: int, evidence: Evidence, finding: Finding, detail: Detail) -> dict[str, Any]:
    start, end = evidence.start, evidence.end
    region = _between(start.line, start.column, end.line, end.column)
    lead = "The nearest passage" if evidence is finding.verdict.nearest else "See also"
    return {
        "id": index,
        **_location(finding.path, region, detail),
        "message": {"text": _literal(f"{lead}: {quoted(evidence)}")},
    }


def _invocation(run: Run, detail: Detail) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not run.errors and not run.stopped}
    if run.errors:
        told = [_notification(error, detail) for error in run.errors]
        invocation["toolExecutionNotifications"] = told
    return invocation


def _notification(error: InferlintError, detail: Detail) -> dict[str, Any]:
    notification: dict[str, Any] = {
        "level": "error",
        "message": {"text": _literal(told_error(error))},
    }
    if error.path is not None:
        region = {"startLine": max(error.line or 1, 1)}
        notification["locations"] = [_location(error.path, region, detail)]
    return notification
