"""SARIF 2.1.0: the schema holds, places are right, and fingerprints are those of the baseline."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from forms import strict_sarif

from command_line import BAD, GOOD, OTHER, WEAK, checked, inferlint, write

ROOT = Path(__file__).parents[2]
NEAR = "# Coffee\n\nYou pour boiling water over it.\n\nThe grind is not our subject here.\n"
WAIVED = f"{BAD}\n<!-- inferlint: waive names-grind -- we like [it](1) -->\n"
MORE = "\nThen you pour boiling water over the coffee again.\n"


def sarif(*args: str) -> dict[str, Any]:
    return strict_sarif(inferlint("--format", "sarif", *args).out)


def regions(run: dict[str, Any]) -> list[tuple[str, dict[str, int]]]:
    return [
        (result["ruleId"], result["locations"][0]["physicalLocation"]["region"])
        for result in run["results"]
    ]


def marks(run: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["inferlint/v1"] for result in run["results"]]


def test_results_are_what_needs_work_and_nothing_else(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD, other=OTHER, empty="")
    args = ("good.md", "weak.md", "bad.md", "empty.md")
    work = {
        (article["path"], check["id"])
        for article in checked(*args).report["articles"]
        for check in article["checks"]
        if check["outcome"] in ("fail", "weak")
    }
    found = {
        (result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], result["ruleId"])
        for result in sarif(*args)["results"]
    }
    assert found == work
    assert len(work) == 5


LEVELS = [
    # the check's level, the article, options, the level of the result
    ("error", BAD, [], "error"),
    ("error", WEAK, [], "warning"),
    ("error", WEAK, ["--strict"], "error"),
    ("warning", BAD, [], "warning"),
    ("warning", WEAK, [], "note"),
    ("warning", WEAK, ["--strict"], "note"),
    ("note", BAD, [], "note"),
    ("note", WEAK, [], "note"),
]


@pytest.mark.parametrize(("level", "text", "options", "expected"), LEVELS)
def test_a_weak_check_weighs_less_than_its_level(
    desk: Path, level: str, text: str, options: list[str], expected: str
) -> None:
    write(desk, a=text)
    (desk / "inferlint.toml").write_text(f'levels = {{names-grind = "{level}"}}\n')
    (result,) = sarif("--select", "names-grind", *options, "a.md")["results"]
    assert result["level"] == expected


def test_every_rule_says_what_it_asks_and_why_also_from_the_cache(desk: Path) -> None:
    write(desk, bad=BAD)
    runs = [sarif("bad.md"), sarif("bad.md"), sarif("--no-cache", "bad.md")]
    assert runs[0] == runs[1] == runs[2]
    rules = {rule["id"]: rule for rule in runs[0]["tool"]["driver"]["rules"]}
    assert rules["names-grind"] == {
        "id": "names-grind",
        "name": "SayHowFineToGrind",
        "shortDescription": {"text": "Say how fine to grind."},
        "fullDescription": {"text": "Say how fine the coffee must be ground."},
        "help": {
            "text": "Say how fine the coffee must be ground. The grind decides how the cup tastes. "
            "`inferlint explain names-grind` shows examples.",
            "markdown": "Say how fine the coffee must be ground.\n\n"
            "**Why:** The grind decides how the cup tastes.\n\n"
            "Sentences to adapt:\n\n- Grind the coffee as fine as sand.\n\n"
            "`inferlint explain names-grind` shows examples.",
        },
        "defaultConfiguration": {"level": "error"},
        "properties": {"tags": ["coffee", "statement"], "problem.severity": "error"},
    }
    kinds = {check: rule["properties"]["tags"] for check, rule in rules.items()}
    assert kinds["cool-water"] == ["coffee", "misstatement"]
    assert kinds["short-paragraphs"] == ["coffee", "form"]
    assert kinds["names-time"] == ["tea", "statement"]


def test_what_is_wrong_has_its_place_and_what_is_missing_the_place_to_write_it(desk: Path) -> None:
    write(desk, bad=BAD)
    run = sarif("--select", "names-grind", "--select", "cool-water", "bad.md")
    whole = {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 40}
    assert regions(run) == [("names-grind", {"startLine": 3}), ("cool-water", whole)]
    assert run["columnKind"] == "unicodeCodePoints"


def test_columns_count_code_points_and_all_line_ends(desk: Path) -> None:
    (desk / "a.md").write_bytes(f"# 🧀\r\r🧀🧀 世界. {BAD.splitlines()[-1]}\n".encode())
    (where,) = regions(sarif("--select", "cool-water", "a.md"))
    assert where == (
        "cool-water",
        {"startLine": 3, "startColumn": 8, "endLine": 3, "endColumn": 47},
    )


def test_without_any_place_the_first_line_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run = sarif("--select", "has-faq", "examples/bad.md")
    assert regions(run) == [("has-faq", {"startLine": 1})]


def test_the_nearest_miss_is_a_related_place_that_the_message_links_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    run = sarif("--select", "covers-batch", "examples/bad.md")
    (result,) = run["results"]
    assert "\nNearest, [line 23](1): “This post does not discuss" in result["message"]["text"]
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["physicalLocation"]["region"]["startLine"] == 23
    assert related["message"]["text"].startswith("The nearest passage: “This post does not")


def test_two_wrong_sentences_are_two_results_with_the_hashes_of_the_baseline(desk: Path) -> None:
    write(desk, bad=BAD + MORE)
    assert inferlint("baseline", "--output", "b.json", "bad.md").code == 0
    (entry,) = json.loads((desk / "b.json").read_text())["articles"]
    known = {
        " ".join((check, word)) if words else check
        for check, (_, *words) in ((c, told.split()) for c, told in entry["failures"].items())
        for word in words or [""]
    }
    assert set(marks(sarif("bad.md"))) == known
    assert len([mark for mark in known if mark.startswith("coffee/cool-water ")]) == 2


def test_fingerprints_stay_through_edits_elsewhere_and_a_new_name(desk: Path) -> None:
    write(desk, a=BAD, b=BAD.replace("# Coffee", "# Coffee\n\nIt is a drink.\n\n## How"))
    assert marks(sarif("a.md")) == marks(sarif("b.md"))
    assert regions(sarif("a.md")) != regions(sarif("b.md"))


def test_what_the_baseline_knows_is_left_out(desk: Path) -> None:
    write(desk, bad=BAD)
    inferlint("baseline", "--output", "b.json", "bad.md")
    assert sarif("--baseline", "b.json", "bad.md")["results"] == []
    write(desk, bad=BAD + MORE)
    run = sarif("--baseline", "b.json", "bad.md")
    assert {rule for rule, _ in regions(run)} == {"cool-water"}


def test_a_waiver_is_a_suppression_with_its_reason_and_place(desk: Path) -> None:
    write(desk, a=WAIVED)
    (result,) = sarif("--select", "names-grind", "a.md")["results"]
    (suppression,) = result["suppressions"]
    place = suppression.pop("location")["physicalLocation"]
    assert place["region"] == {"startLine": 5}
    justified = {"kind": "inSource", "status": "accepted", "justification": "we like [it](1)"}
    assert suppression == justified
    assert result["message"]["text"].endswith("Waived in line 5: we like \\[it\\](1)")


PATHS = [
    # where it runs, the path as named, the URI, below the root
    (".", "a.md", "a.md", True),
    (".", "./docs/../a.md", "a.md", True),
    (".", "docs/a b#?%é.md", "docs/a%20b%23%3F%25%C3%A9.md", True),
    ("docs", "a.md", "docs/a.md", True),
    ("docs", "../a.md", "a.md", True),
    (".", "../a.md", "file://{}/a.md", False),
]


@pytest.mark.parametrize(("folder", "path", "uri", "below"), PATHS)
def test_paths_are_relative_to_the_repository(
    desk: Path, monkeypatch: pytest.MonkeyPatch, folder: str, path: str, uri: str, *, below: bool
) -> None:
    (desk / "repo" / "docs").mkdir(parents=True)
    (desk / "repo" / ".git").mkdir()
    monkeypatch.chdir(desk / "repo" / folder)
    Path(path).write_text(BAD)
    run = sarif("--select", "cool-water", path)
    place = {"uri": uri.format(desk), **({"uriBaseId": "%SRCROOT%"} if below else {})}
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == place
    assert list(run["originalUriBaseIds"]) == ["%SRCROOT%"]


def test_a_name_that_is_no_unicode_keeps_its_bytes(desk: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (desk / name).write_text(BAD)
    (result,) = sarif("--select", "cool-water", name)["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "caf%E9.md"


def test_what_cannot_be_read_is_told_and_the_run_was_no_success(desk: Path) -> None:
    write(desk, good=GOOD)
    assert sarif("good.md")["invocations"] == [{"executionSuccessful": True}]
    (invocation,) = sarif("good.md", "missing.md")["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "no such file"
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "missing.md"


@pytest.mark.node
def test_microsofts_validator_finds_nothing_to_mend(tmp_path: Path) -> None:
    """Its general rules and those for GitHub, over the examples and hostile words."""
    from hostile import HOSTILE, hostile_run

    from inferlint.reporters import REPORTERS, Detail

    validator = os.environ["SARIF_MULTITOOL"]
    reports = {"examples": inferlint("--format", "sarif", str(ROOT / "examples")).out}
    for number, word in enumerate(HOSTILE):
        reports[f"hostile{number}"] = REPORTERS["sarif"](hostile_run(word), Detail(root=str(ROOT)))
    for name, report in reports.items():
        (tmp_path / f"{name}.sarif").write_text(report, "utf-8")
    command = [validator, "validate", str(tmp_path / "*.sarif"), "--rule-kind", "Sarif;Ghas"]
    done = subprocess.run(
        [*command, "--level", "Error;Warning"], capture_output=True, text=True, check=False
    )
    assert f"{len(reports)} files scanned" in done.stdout
    assert [line for line in done.stdout.splitlines() if ": error " in line] == []
    assert [line for line in done.stdout.splitlines() if ": warning " in line] == []
    assert done.returncode == 0, done.stdout + done.stderr
