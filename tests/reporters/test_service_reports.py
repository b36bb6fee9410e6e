"""What services are told: which findings, where, how grave, and what of them is left out."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from forms import (
    strict_checkstyle,
    strict_github,
    strict_gitlab,
    strict_junit,
    strict_markdown,
    strict_sarif,
)

from command_line import BAD, GOOD, OTHER, WEAK, Finished, inferlint, write
from inferlint.baseline import read_baseline

WAIVED = BAD + "\n<!-- inferlint: waive names-grind -- see the grinder's own page -->\n"


@pytest.fixture(autouse=True)
def _repository(desk: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=desk, check=True)
    (desk / "docs").mkdir()
    write(desk / "docs", good=GOOD, weak=WEAK, bad=BAD, waived=WAIVED, other=OTHER)


def report(form: str, *args: str) -> Finished:
    return inferlint("--no-cache", "--format", form, *args)


# --- github


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["docs/good.md"], []),
        (
            ["docs/bad.md"],
            [
                ("error", "docs/bad.md", "3", "names-grind"),
                ("error", "docs/bad.md", "3", "cool-water"),
                ("warning", "docs/bad.md", "3", "grind-first"),
            ],
        ),
        (
            ["docs/weak.md"],
            [
                ("warning", "docs/weak.md", "3", "names-grind"),
                ("notice", "docs/weak.md", "3", "grind-first"),
            ],
        ),
        (["--strict", "docs/weak.md"], [
            ("error", "docs/weak.md", "3", "names-grind"),
            ("notice", "docs/weak.md", "3", "grind-first"),
        ]),
        (["--select", "names-grind", "docs/waived.md"], []),
        (["docs/other.md", "--detect"], []),
    ],
)  # fmt: skip
def test_github_is_told_what_needs_work(
    args: list[str], expected: list[tuple[str, str, str, str]]
) -> None:
    commands = strict_github(report("github", *args).out)
    told = [
        (c.kind, c.properties["file"], c.properties["line"], c.properties["title"])
        for c in commands
    ]
    assert [(k, f, n, t.split("(")[-1].rstrip(")")) for k, f, n, t in told] == expected


def test_paths_are_those_of_the_repository(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk / "docs")
    (first, *_) = strict_github(report("github", "bad.md").out)
    assert first.properties["file"] == "docs/bad.md"
    result = strict_sarif(report("sarif", "bad.md").out)["results"][0]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "docs/bad.md", "uriBaseId": "%SRCROOT%"}


def test_what_the_baseline_knows_is_no_news() -> None:
    assert inferlint("baseline", "docs").code == 0
    for form, nothing in (("github", []), ("gitlab", [])):
        out = report(form, "docs/bad.md", "--baseline", "inferlint-baseline.json").out
        assert (strict_github if form == "github" else strict_gitlab)(out) == nothing


def test_an_unreadable_file_is_told(desk: Path) -> None:
    (desk / "docs" / "broken.md").write_bytes(b"\xff\xfe\x00\xd8broken")
    done = report("github", "docs/broken.md")
    (command,) = strict_github(done.out)
    assert (done.code, command.kind, command.properties["file"]) == (2, "error", "docs/broken.md")
    run = strict_sarif(report("sarif", "docs/broken.md").out)
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert "UTF-8" in told["message"]["text"]


# --- SARIF


def sarif(*args: str) -> dict[str, Any]:
    return strict_sarif(report("sarif", *args).out)


def test_sarif_names_rules_and_results() -> None:
    run = sarif("docs/bad.md", "docs/good.md")
    driver = run["tool"]["driver"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in driver["rules"]][:2] == ["names-grind", "cool-water"]
    for rule in driver["rules"]:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["properties"]["tags"]
    levels = [(r["ruleId"], r["level"]) for r in run["results"]]
    assert levels == [("names-grind", "error"), ("cool-water", "error"), ("grind-first", "warning")]


def test_sarif_fingerprints_are_those_of_the_baseline(desk: Path) -> None:
    """The check, and a hash of each stretch of words that is wrong, as the file has them."""
    assert inferlint("baseline", "docs/bad.md").code == 0
    (entry,) = read_baseline(desk / "inferlint-baseline.json").entries
    marks = {r["partialFingerprints"]["inferlint/v1"] for r in sarif("docs/bad.md")["results"]}
    assert marks == {" ".join((check, *f.words)) for check, f in entry.failures.items()}
    assert any(" " in mark for mark in marks)


def test_sarif_points_at_the_nearest_miss() -> None:
    (result,) = [r for r in sarif("docs/weak.md")["results"] if r["ruleId"] == "names-grind"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == 3


def test_sarif_keeps_what_a_writer_waived() -> None:
    results = sarif("docs/waived.md")["results"]
    (waived,) = [r for r in results if r["ruleId"] == "names-grind"]
    (suppression,) = waived["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "see the grinder's own page"
    assert all("suppressions" not in r for r in results if r is not waived)


def test_help_shows_no_slots() -> None:
    for path in Path(__file__).parents[2].glob("examples/bad.md"):
        rules = sarif("--rules", str(path.parents[1] / "rules"), "--pack", "inference", str(path))
        texts = [rule["help"]["markdown"] for rule in rules["tool"]["driver"]["rules"]]
        assert not [text for text in texts if "{" in text]
        assert any("Sentences to adapt" in text for text in texts)


# --- GitLab, JUnit, Checkstyle


def test_gitlab_knows_how_grave_and_where() -> None:
    issues = strict_gitlab(report("gitlab", "docs/bad.md", "docs/weak.md").out)
    told = [(i["location"]["path"], i["check_name"], i["severity"]) for i in issues]
    assert told == [
        ("docs/bad.md", "names-grind", "major"),
        ("docs/bad.md", "cool-water", "major"),
        ("docs/bad.md", "grind-first", "minor"),
        ("docs/weak.md", "names-grind", "minor"),
        ("docs/weak.md", "grind-first", "info"),
    ]


def test_junit_has_a_test_case_for_each_check() -> None:
    root = strict_junit(report("junit", "docs/good.md", "docs/bad.md", "docs/waived.md").out)
    suites = {suite.get("name"): suite for suite in root}
    assert set(suites) == {"docs/good.md", "docs/bad.md", "docs/waived.md"}
    kinds = {
        name: [child.tag for case in suite for child in case if child.tag != "system-out"]
        for name, suite in suites.items()
    }
    assert kinds["docs/good.md"] == []
    assert kinds["docs/bad.md"].count("failure") == 2
    assert "skipped" in kinds["docs/waived.md"]
    assert len({len(list(suite.iter("testcase"))) for suite in suites.values()}) == 1


def test_checkstyle_lists_files_with_their_findings() -> None:
    root = strict_checkstyle(report("checkstyle", "docs/bad.md", "docs/weak.md").out)
    told = [
        (file.get("name"), error.get("source"), error.get("severity"))
        for file in root
        for error in file
    ]
    assert told == [
        ("docs/bad.md", "inferlint.coffee.names-grind", "error"),
        ("docs/bad.md", "inferlint.coffee.cool-water", "error"),
        ("docs/bad.md", "inferlint.coffee.grind-first", "warning"),
        ("docs/weak.md", "inferlint.coffee.names-grind", "warning"),
        ("docs/weak.md", "inferlint.coffee.grind-first", "info"),
    ]


# --- Markdown


def test_the_summary_has_words_beside_its_signs() -> None:
    out = report("markdown", "docs").out
    strict_markdown(out)
    row = next(line for line in out.splitlines() if "bad.md" in line and line.startswith("|"))
    assert "❌ fail" in row
    assert "<details>" in out


@pytest.mark.parametrize("articles", [400, 3_000])
def test_the_summary_fits_whatever_the_run(desk: Path, articles: int) -> None:
    (desk / "many").mkdir()
    for number in range(articles):
        write(desk / "many", **{f"a-rather-long-name-of-an-article-{number:04}": BAD})
    out = report("markdown", "many").out
    assert len(out) < 65_000
    assert "\nLeft out, or this would be too long: " in out
    assert f"{articles} reviewed" in out


# --- several at once


@pytest.mark.parametrize("extra", [["--exit-zero"], []])
def test_several_reports_in_one_run(desk: Path, extra: list[str]) -> None:
    outputs = [f"--output={form}=out/{form}" for form in ("sarif", "markdown", "junit", "gitlab")]
    done = inferlint("--no-cache", "--format", "github", *outputs, *extra, "docs/bad.md")
    assert done.code == (0 if extra else 1)
    assert strict_github(done.out)
    for form in ("sarif", "markdown", "junit", "gitlab"):
        assert (desk / "out" / form).read_text("utf-8") == report(form, "docs/bad.md").out


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write anywhere")
def test_a_folder_that_may_not_be_written_is_told_first(desk: Path) -> None:
    (desk / "shut").mkdir(mode=0o500)
    done = inferlint("--output", "sarif=shut/a.sarif", "docs/bad.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == "inferlint: shut/a.sarif: cannot be written: permission denied\n"
