"""The two reports in XML: JUnit, where checks are tests, and Checkstyle."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from forms import strict_checkstyle, strict_junit

from command_line import BAD, GOOD, OTHER, WEAK, inferlint, write

WAIVED = f"{BAD}\n<!-- inferlint: waive cool-water -- we like it -->\n"


def junit(*args: str) -> ET.Element:
    return strict_junit(inferlint("--format", "junit", *args).out)


def checkstyle(*args: str) -> ET.Element:
    return strict_checkstyle(inferlint("--format", "checkstyle", *args).out)


def results(root: ET.Element) -> dict[str, list[str]]:
    """By article what became of each test."""
    return {
        suite.get("name", ""): [case[0].tag if len(case) else "" for case in suite]
        for suite in root
    }


def test_each_article_is_a_suite_and_each_check_a_test(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)
    root = junit("good.md", "weak.md", "bad.md")
    assert results(root) == {
        "good.md": ["", "", "", ""],
        "weak.md": ["system-out", "", "system-out", ""],
        "bad.md": ["failure", "failure", "system-out", ""],
    }
    names = [case.get("name") for case in root[0]]
    assert names[0] == "Say how fine to grind (names-grind)"
    assert {case.get("classname") for case in root.iter("testcase")} == {"inferlint.coffee"}


def test_a_failure_says_what_the_terminal_says(desk: Path) -> None:
    write(desk, bad=BAD)
    failure = junit("--select", "cool-water", "bad.md").find(".//failure")
    assert failure is not None
    assert failure.get("message") == "Line 3 says it."
    assert (failure.text or "").splitlines() == [
        "Line 3 says it.",
        "Line 3: “You pour boiling water over the coffee.”",
        "Try, instead of line 3: Let the water cool for a minute.",
    ]


def test_tests_fail_exactly_where_the_exit_code_is_one(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)
    for args in (["good.md"], ["weak.md"], ["--strict", "weak.md"], ["bad.md"]):
        assert (junit(*args).get("failures") != "0") == (inferlint(*args).code == 1)


def test_waived_known_and_not_reviewed_are_skipped_with_a_reason(desk: Path) -> None:
    write(desk, a=WAIVED, empty="", other=OTHER)
    root = junit("--select", "cool-water", "--detect", "a.md", "empty.md", "other.md")
    told = [skipped.get("message") for skipped in root.iter("skipped")]
    assert told == ["Waived in line 5: we like it", "not reviewed: the file is empty"]
    write(desk, b=BAD)
    inferlint("baseline", "--output", "b.json", "b.md")
    root = junit("--baseline", "b.json", "--select", "names-grind", "b.md")
    assert [skipped.get("message") for skipped in root.iter("skipped")] == [
        "known to the baseline (fail)"
    ]


def test_what_cannot_be_read_is_an_error(desk: Path) -> None:
    write(desk, good=GOOD)
    root = junit("good.md", "missing.md")
    assert results(root)["missing.md"] == ["error"]
    assert root.get("errors") == "1"


def test_checkstyle_names_every_article_and_what_needs_work(desk: Path) -> None:
    write(desk, good=GOOD, bad=BAD)
    root = checkstyle("--select", "cool-water", "--select", "grind-first", "good.md", "bad.md")
    good, bad = root
    assert (good.get("name"), len(good)) == ("good.md", 0)
    assert [dict(error.attrib) for error in bad] == [
        {
            "line": "3",
            "column": "1",
            "severity": "error",
            "message": "Keep the water below boiling (cool-water): Line 3 says it. "
            "Try, instead of line 3: Let the water cool for a minute.",
            "source": "inferlint.coffee.cool-water",
        },
        {
            "line": "3",
            "column": "1",
            "severity": "warning",
            "message": bad[1].get("message"),
            "source": "inferlint.coffee.grind-first",
        },
    ]


def test_checkstyle_leaves_out_what_the_baseline_knows_and_tells_what_cannot_be_read(
    desk: Path,
) -> None:
    write(desk, bad=BAD)
    inferlint("baseline", "--output", "b.json", "bad.md")
    bad, missing = checkstyle("--baseline", "b.json", "bad.md", "missing.md")
    assert len(bad) == 0
    assert (missing[0].get("message"), missing[0].get("source")) == ("no such file", "inferlint")
