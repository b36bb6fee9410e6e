"""Nothing that an article, a file's name or a rule holds can forge a report, in whatever form."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import click
import pytest
from forms import (
    strict_checkstyle,
    strict_github,
    strict_gitlab,
    strict_html,
    strict_json,
    strict_junit,
    strict_lines_of_json,
    strict_markdown,
    strict_sarif,
)
from hostile import EMPTY, FINE, HARMLESS, HOSTILE, LARGE, hostile_run

from inferlint.reporters import REPORTERS, Detail

ROOTS = ("", "/work/docs")
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SEEN = frozenset("\n\t\u00ad\u200c\u200d")


def of_json(value: Any) -> Any:
    """The shape of a JSON value: its keys and kinds."""
    match value:
        case dict():
            return {key: of_json(inner) for key, inner in value.items()}
        case list():
            return [of_json(inner) for inner in value]
    return type(value).__name__


def of_sarif(text: str) -> Any:
    run = strict_sarif(text)
    for rule in run["tool"]["driver"]["rules"]:
        rule.pop("name", None)  # left out where no word is in the title
    shape = of_json(run)
    for result in shape["results"]:
        for location in result["locations"]:  # a path may lead out of the repository
            location["physicalLocation"]["artifactLocation"].pop("uriBaseId", None)
        for location in (*result.get("relatedLocations", ()), *result.get("suppressions", ())):
            place = location.get("location", location)["physicalLocation"]
            place["artifactLocation"].pop("uriBaseId", None)
    for invocation in shape["invocations"]:
        for notification in invocation.get("toolExecutionNotifications", ()):
            for location in notification.get("locations", ()):
                location["physicalLocation"]["artifactLocation"].pop("uriBaseId", None)
    return shape


def of_xml(element: ET.Element) -> Any:
    return element.tag, sorted(element.attrib), [of_xml(child) for child in element]


def of_html(text: str) -> Any:
    return set(strict_html(text))


def of_terminal(text: str) -> Any:
    """How many lines give a verdict on an article, and on a check."""
    lines = click.unstyle(text).split("\n")
    article = re.compile(r".*  (PASS|FAIL)  \d of \d required checks pass")
    check = re.compile(r"  (PASS|FAIL|WEAK|WAIVED)  .*")
    return [
        [form.fullmatch(line) is not None for line in lines].count(True)
        for form in (article, check)
    ]


SHAPES: dict[str, Callable[[str], Any]] = {
    "terminal": of_terminal,
    "json": lambda text: of_json(strict_json(text)),
    "jsonl": lambda text: of_json(strict_lines_of_json(text)),
    "github": lambda text: [(c.kind, list(c.properties)) for c in strict_github(text)],
    "sarif": of_sarif,
    "gitlab": lambda text: of_json(strict_gitlab(text)),
    "junit": lambda text: of_xml(strict_junit(text)),
    "checkstyle": lambda text: of_xml(strict_checkstyle(text)),
    "markdown": lambda text: [token.type for token in strict_markdown(text)],
    "html": of_html,
}
"""By form: a strict reading, and what of it no word may change."""

FORMS = sorted(REPORTERS)
NAMES = [ascii(word)[1:40] for word in HOSTILE]


def test_every_form_has_its_strict_reading() -> None:
    assert set(REPORTERS) <= set(SHAPES)


def assert_harmless(report: str, form: str) -> None:
    """No line is a command that the tool did not write, and no character steers or hides."""
    text = click.unstyle(report) if form == "terminal" else report
    steering = {c for c in text if unicodedata.category(c) in _UNSEEN} - _SEEN
    assert not steering
    assert not any(ord(c) & 0xFFFE == 0xFFFE for c in text)
    assert not re.search(r"##\w*\[", text)
    if form != "github":
        assert [line for line in text.split("\n") if line.strip().startswith("::")] == []
    text.encode()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", HOSTILE, ids=NAMES)
def test_a_hostile_word_changes_no_more_than_words(form: str, word: str) -> None:
    for detail in (Detail(root=ROOTS[0]), Detail(verbose=True, root=ROOTS[1])):
        report = REPORTERS[form](hostile_run(word), detail)
        assert_harmless(report, form)
        expected = REPORTERS[form](hostile_run(HARMLESS), detail)
        assert SHAPES[form](report) == SHAPES[form](expected)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", [*LARGE, *EMPTY], ids=lambda word: ascii(word[:4]))
def test_very_much_and_nothing_at_all_are_read_too(form: str, word: str) -> None:
    report = REPORTERS[form](hostile_run(word), Detail())
    assert_harmless(report, form)
    SHAPES[form](report)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("word", FINE)
def test_words_of_all_languages_stay_as_they_are(form: str, word: str) -> None:
    report = REPORTERS[form](hostile_run(word), Detail())
    assert " ".join(word.split()) in report


@pytest.mark.parametrize("form", FORMS)
def test_a_run_without_articles_is_a_report_too(form: str) -> None:
    run = hostile_run(HARMLESS, articles=0)
    for empty in (run, type(run)((), (), (), "")):
        report = REPORTERS[form](empty, Detail())
        assert_harmless(report, form)
        SHAPES[form](report)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_run_gives_the_same_bytes(form: str) -> None:
    first, second = (REPORTERS[form](hostile_run(HARMLESS), Detail()) for _ in range(2))
    assert first == second
