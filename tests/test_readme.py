"""The README says what the program says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import click

from command_line import inferlint, program
from inferlint.cli import cli
from inferlint.reporters import REPORTERS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_OPTIONS = re.compile(r"(\n## Options\n\n```text\n)(.*?)(```\n)", re.DOTALL)


def blocks(*languages: str) -> list[str]:
    found = _BLOCK.findall(README.read_text("utf-8"))
    return [text for language, text in found if language in languages]


def options_of(*commands: click.Command) -> set[str]:
    parameters = (parameter for command in commands for parameter in command.params)
    return {
        name for parameter in parameters for name in (*parameter.opts, *parameter.secondary_opts)
    }


def test_the_section_on_options_is_the_output_of_help(
    content_of: Callable[[Path, str], str],
) -> None:
    said = program("--help", env={**os.environ, "COLUMNS": "80"}).out
    text, sections = _OPTIONS.subn(lambda m: m[1] + said + m[3], README.read_text("utf-8"))
    assert sections == 1
    assert content_of(README, text) == text


def test_the_sample_report_is_a_part_of_a_real_one() -> None:
    head, finding = blocks("text")[0].split("\n\n", 1)
    report = (ROOT / "examples" / "bad.report.txt").read_text("utf-8")
    assert report.startswith(f"{head}\n")
    assert f"\n\n{finding}\n" in report


def test_help_names_every_option() -> None:
    said = inferlint("--help").out
    for option in options_of(cli.commands["review"]):
        if option.startswith("--"):
            assert re.search(rf"{option}\b", said), option


def test_every_option_in_the_readme_exists() -> None:
    known = options_of(*cli.commands.values()) | {"--help"}
    text = re.sub(
        r"^python3 .*? && |^.*\bpip install .*$|^(?:pipx|uvx) .*$",
        "",
        README.read_text("utf-8"),
        flags=re.M,
    )
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named
    assert named - known == set()


def test_every_command_in_the_readme_exists() -> None:
    text = README.read_text("utf-8")
    named = set(re.findall(r"`inferlint ([a-z-]+)(?: [A-Z]+)?`", text))
    assert named
    assert named <= set(cli.commands) - {"review"}


def test_every_format_is_named_in_the_help() -> None:
    said = " ".join(inferlint("--help").out.split())
    *forms, last = REPORTERS
    assert f"Report on standard output: {', '.join(forms)} or {last}." in said


def test_the_first_two_shell_blocks_set_up_and_try_then_set_up_and_test() -> None:
    """Other programs run these two as they stand."""
    shell = blocks("sh", "bash", "shell")
    set_up = "python3 -m venv .venv && .venv/bin/pip install -q "
    assert shell[0] == f"{set_up}. && .venv/bin/inferlint examples/good.md\n"
    assert shell[1] == f"{set_up}-e '.[test]' && .venv/bin/pytest -q -n 2\n"


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README.read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_sample_report_looks_like_a_report() -> None:
    (sample,) = (text for text in blocks("text") if " required checks pass" in text)
    assert [line for line in sample.splitlines() if len(line) > 80] == []
    assert re.match(r"\S+\.md  FAIL  \d of \d required checks pass\n\n  FAIL  ", sample)
