"""JSON Lines: what the JSON report says, an article a line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import BAD, GOOD, OTHER, WEAK, Finished, checked, inferlint, write

OLD = BAD + "".join(f"\n\nParagraph {n} speaks of cups and kettles.\n" for n in range(8))


def lines(*args: str) -> Finished:
    return inferlint("--format", "jsonl", *args)


@pytest.mark.parametrize(
    "args",
    [
        ["."],
        ["--strict", "."],
        ["--detect", "good.md", "other.md"],
        ["--quiet", "."],
        ["--exit-zero", "."],
        ["missing.md", "good.md", "broken.md"],
        ["--baseline", "known.json", "."],
        ["--baseline", "known.json", "old.md", "renamed.md"],
        ["--fix", "bad.md"],
    ],
)
def test_the_lines_say_what_the_json_report_says(desk: Path, args: list[str]) -> None:
    write(desk, old=OLD)
    inferlint("baseline", "--output", "known.json", "old.md")
    (desk / "old.md").rename(desk / "renamed.md")
    write(desk, good=GOOD, weak=WEAK, bad=BAD, other=OTHER, more=WEAK, last=WEAK)
    (desk / "broken.md").write_bytes(b"\xff")
    whole, told = checked(*args), lines(*args)
    report = whole.report
    *first, last = [json.loads(line) for line in told.out.split("\n")[:-1]]
    assert [line for line in first if "path" in line] == report["articles"]
    assert [line["error"] for line in first if "error" in line] == report["errors"]
    assert last == {key: report[key] for key in ("version", "tool", "summary")}
    assert (told.err, told.code) == (whole.err, whole.code)


def test_a_file_gets_the_same_lines(desk: Path) -> None:
    write(desk, good=GOOD, bad=BAD)
    expected = lines(".", "missing.md").out
    for form in ("terminal", "jsonl"):
        inferlint("--format", form, "--output", "jsonl=out.jsonl", ".", "missing.md")
        assert (desk / "out.jsonl").read_text("utf-8") == expected


def test_an_article_is_one_line_whatever_it_holds(desk: Path) -> None:
    sentence = "Pour boiling water\x85over\u2028the\u2029coffee \U0001f9c0."
    write(desk, odd=f"# Coffee\n\n{sentence}\n")
    told = lines("odd.md").out
    assert len(told.splitlines()) == 2
    assert json.loads(told.splitlines()[0]) == checked("odd.md").report["articles"][0]


def test_nothing_is_streamed_from_a_run_that_cannot_begin(desk: Path) -> None:
    write(desk, good=GOOD)
    finished = lines("--baseline", "none.json", "good.md")
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("inferlint: none.json: the baseline cannot be read: ")
