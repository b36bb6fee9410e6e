"""Workflow commands, as GitHub's runner reads them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from forms import Command, strict_github

from command_line import BAD, GOOD, WEAK, inferlint, write


def commands(*args: str) -> list[Command]:
    return strict_github(inferlint("--format", "github", *args).out)


def test_one_annotation_in_full(desk: Path) -> None:
    write(desk, bad=BAD)
    assert inferlint("--format", "github", "--select", "names-grind", "bad.md").out == (
        "::error file=bad.md,line=3,title=Say how fine to grind (names-grind)::"
        "Missing: a passage that names the grind.%0A"
        "Try, after line 3, under “Coffee”: Grind the coffee as fine as sand.\n"
    )


def test_evidence_on_one_line_has_its_columns(desk: Path) -> None:
    write(desk, bad=BAD)
    (command,) = commands("--select", "cool-water", "bad.md")
    place = {"file": "bad.md", "line": "3", "endLine": "3", "col": "1", "endColumn": "40"}
    assert command.properties == {**place, "title": "Keep the water below boiling (cool-water)"}
    assert "“" not in command.message  # the line shows it


def test_evidence_on_several_lines_has_none(desk: Path) -> None:
    write(desk, bad=BAD.replace("water over", "water\nover"))
    (command,) = commands("--select", "cool-water", "bad.md")
    assert (command.properties["line"], command.properties["endLine"]) == ("3", "4")
    assert not command.properties.keys() & {"col", "endColumn"}


KINDS = [
    # level, article, options, kind
    ("error", BAD, [], "error"),
    ("error", WEAK, [], "warning"),
    ("error", WEAK, ["--strict"], "error"),
    ("warning", BAD, [], "warning"),
    ("warning", WEAK, [], "notice"),
    ("note", BAD, [], "notice"),
    ("note", WEAK, [], "notice"),
]


@pytest.mark.parametrize(("level", "text", "options", "kind"), KINDS)
def test_level_and_outcome_decide_the_kind(
    desk: Path, level: str, text: str, options: list[str], kind: str
) -> None:
    write(desk, a=text)
    (desk / "inferlint.toml").write_text(f'levels = {{names-grind = "{level}"}}\n')
    (command,) = commands("--select", "names-grind", *options, "a.md")
    assert command.kind == kind


NAMES = [
    ("a, b: c.md", "a%2C b%3A c.md"),
    ("100%.md", "100%25.md"),
    ("a%2Cb.md", "a%252Cb.md"),
    ("a\nb.md", "a%0Ab.md"),
    ("a=b.md", "a=b.md"),
    ("naïve 世界 🧀.md", "naïve 世界 🧀.md"),
    ("a\x1b[31m.md", "a\\x1b[31m.md"),
    (os.fsdecode(b"caf\xe9.md"), "caf\\xe9.md"),
]


@pytest.mark.parametrize(("name", "told"), NAMES)
def test_names_are_escaped_as_github_documents(desk: Path, name: str, told: str) -> None:
    (desk / name).write_text(BAD)
    out = inferlint("--format", "github", "--select", "cool-water", name).out
    assert out.startswith(f"::error file={told},line=3,")
    assert out.count("\n") == 1


def test_a_file_that_cannot_be_read_is_an_error(desk: Path) -> None:
    (desk / "a.md").write_bytes(b"# Coffee\n\n\xff\n")
    told, missing = commands("a.md", "b.md")
    place = {"file": "a.md", "line": "3", "title": "inferlint"}
    assert told == Command(
        "error", place, "the file is not UTF-8 (byte 10 is 0xff); save it as UTF-8"
    )
    assert missing.properties == {"file": "b.md", "line": "1", "title": "inferlint"}


def test_nothing_is_said_where_nothing_is_to_do(desk: Path) -> None:
    write(desk, good=GOOD, waived=f"{GOOD}\n<!-- inferlint: waive cool-water -- hot -->\n", bad=BAD)
    assert inferlint("--format", "github", "good.md", "waived.md").out == ""
    inferlint("baseline", "--output", "b.json", "bad.md")
    done = inferlint("--format", "github", "--baseline", "b.json", "bad.md")
    assert (done.code, done.out) == (0, "")
