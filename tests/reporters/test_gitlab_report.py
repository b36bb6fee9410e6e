"""GitLab's code quality report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from forms import strict_gitlab

from command_line import BAD, GOOD, WEAK, inferlint, write

AGAIN = "\nYou pour boiling water over the coffee.\n"


def gitlab(*args: str) -> list[dict[str, Any]]:
    return strict_gitlab(inferlint("--format", "gitlab", *args).out)


def test_one_issue_in_full(desk: Path) -> None:
    write(desk, bad=BAD)
    (issue,) = gitlab("--select", "names-grind", "bad.md")
    del issue["fingerprint"]
    assert issue == {
        "description": "Say how fine to grind (names-grind): Missing: a passage that names the "
        "grind. Try, after line 3, under “Coffee”: Grind the coffee as fine as sand.",
        "check_name": "names-grind",
        "severity": "major",
        "location": {"path": "bad.md", "lines": {"begin": 3}},
    }


def test_severities_follow_level_and_outcome(desk: Path) -> None:
    write(desk, bad=BAD, weak=WEAK)
    found = {(i["location"]["path"], i["check_name"]): i["severity"] for i in gitlab(".")}
    assert found == {
        ("bad.md", "names-grind"): "major",
        ("bad.md", "cool-water"): "major",
        ("bad.md", "grind-first"): "minor",
        ("weak.md", "names-grind"): "minor",
        ("weak.md", "grind-first"): "info",
    }


def test_fingerprints_know_the_article_and_not_the_line(desk: Path) -> None:
    write(desk, a=BAD, b=BAD)
    before = {(i["location"]["path"], i["check_name"]): i["fingerprint"] for i in gitlab(".")}
    write(desk, a=BAD.replace("# Coffee", "# Coffee\n\nIt is a drink."))
    after = {(i["location"]["path"], i["check_name"]): i["fingerprint"] for i in gitlab(".")}
    assert before == after
    assert len(set(before.values())) == len(before) == 6


def test_the_same_wrong_sentence_twice_is_two_issues(desk: Path) -> None:
    write(desk, a=BAD + AGAIN)
    issues = gitlab("--select", "cool-water", "a.md")
    assert [issue["location"]["lines"]["begin"] for issue in issues] == [3, 5]


def test_what_is_waived_known_or_passes_is_no_issue(desk: Path) -> None:
    write(desk, good=GOOD, bad=BAD)
    inferlint("baseline", "--output", "b.json", "bad.md")
    assert gitlab("--baseline", "b.json", "good.md", "bad.md") == []


@pytest.mark.usefixtures("desk")
def test_a_file_that_cannot_be_read_is_an_issue() -> None:
    (issue,) = gitlab("missing.md")
    assert (issue["check_name"], issue["severity"]) == ("unreadable", "critical")
    assert issue["description"] == "no such file"
