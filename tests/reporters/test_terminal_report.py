"""The report for people: failures first, in 80 columns, with characters that the terminal has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from command_line import BAD, GOOD, OTHER, PERHAPS, WEAK, inferlint, program, write
from conftest import PACKS
from inferlint.errors import InferlintError
from inferlint.linter import Linter, Run
from inferlint.reporters import REPORTERS, Detail
from inferlint.rules.model import Pack

ROOT = Path(__file__).parents[2]
Reported = Callable[..., str]


@pytest.fixture
def reported(coffee: Pack) -> Reported:
    """Texts in, the report out; the articles are called a.md, b.md, ..."""
    linter = Linter([coffee])

    def report(*texts: str, detail: Detail | None = None) -> str:
        names = (f"{letter}.md" for letter in "abcdef")
        reviews = tuple(linter.review_text(*pair) for pair in zip(texts, names, strict=False))
        run = Run(reviews, (), linter.packs, "")
        return click.unstyle(REPORTERS["terminal"](run, detail or Detail()))

    return report


REPORT = """\
a.md  FAIL  1 of 2 required checks pass

  FAIL  Keep the water below boiling                 cool-water
        Line 3 says it.
        Line 3: “You grind the coffee and pour boiling water over the coffee.”
        Try, instead of line 3:
          Let the water cool for a minute.

  WEAK  Begin with the grind, which is the first thing that your readers have to
        do (warning)
        grind-first
        Missing: a passage that says how fine.
        Line 3: “You grind the coffee and pour boiling water over the coffee.”
        Try, in line 3, or after line 3:
          Move the sentence to the top.

  WAIVED  Say how fine to grind                        names-grind
        Line 5: ground already

  PASS  Keep it short (note)                         short-paragraphs

1 reviewed, 0 not for any checklist; 1 failed
"""


def test_failures_come_first_then_what_is_weak_waived_and_passed(reported: Reported) -> None:
    text = "# Coffee\n\nYou grind the coffee and pour boiling water over the coffee.\n"
    waiver = "\n<!-- inferlint: waive names-grind -- ground already -->\n"
    assert reported(text + waiver) == REPORT


def test_a_fail_says_what_is_missing_and_where_to_write_what(reported: Reported) -> None:
    assert (
        "  FAIL  Say how fine to grind                        names-grind\n"
        "        Missing: a passage that names the grind.\n"
        "        Try, after line 3, under “Coffee”:\n"
        "          Grind the coffee as fine as sand.\n"
    ) in reported(BAD)


def test_a_pass_is_one_line_with_its_place(reported: Reported) -> None:
    line = "  PASS  Say how fine to grind                        names-grind, line 3\n"
    assert line in reported(GOOD)


def test_waived_checks_count_as_passed(reported: Reported) -> None:
    waiver = "\n<!-- inferlint: waive cool-water -- we like it -->\n"
    assert reported(BAD + waiver).startswith("a.md  FAIL  1 of 2 required checks pass\n")


def test_notes_stand_below_the_name(reported: Reported) -> None:
    assert reported(PERHAPS).splitlines()[1] == (
        "  Note: the article may not be meant for the checklist 'Coffee guides'."
    )


def test_the_name_of_a_check_stays_within_the_line(reported: Reported) -> None:
    assert (
        "  PASS  Begin with the grind, which is the first thing that your readers have to\n"
        "        do (warning)\n"
        "        grind-first, line 3\n"
    ) in reported(GOOD)


@pytest.mark.parametrize("detail", [Detail(), Detail(verbose=True), Detail(ascii=True)])
@pytest.mark.parametrize("name", ["good", "weak", "bad"])
def test_no_line_is_longer_than_80_columns(
    name: str, detail: Detail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    args = ["--verbose"] if detail.verbose else []
    report = inferlint(*args, f"examples/{name}.md").out
    lines = [line for line in report.splitlines() if not line.lstrip().startswith("|")]
    assert [line for line in lines if len(line) > 80] == []  # a wrapped table could not be pasted


def test_long_quotations_are_cut(reported: Reported) -> None:
    long = f"You grind the coffee {'again and ' * 40}again."
    report = " ".join(reported(f"# Coffee\n\n{long}\n").split())
    quoted = report.partition("Line 3: “")[2].partition("”")[0]
    assert quoted.endswith("again …")
    assert len(quoted) <= 220


def test_quiet_shows_failures_alone(reported: Reported) -> None:
    report = reported(GOOD, BAD, WEAK, OTHER, "", detail=Detail(quiet=True))
    assert [line for line in report.splitlines() if line[:1].strip()] == [
        "b.md  FAIL  0 of 2 required checks pass",
        "d.md  FAIL  1 of 2 required checks pass",
    ]
    assert "PASS" not in report
    assert "WEAK" not in report


def test_verbose_quotes_passes_and_names_what_is_not_reviewed(reported: Reported) -> None:
    report = reported(GOOD, "", detail=Detail(verbose=True))
    assert "names-grind, line 3\n        Line 3: “Grind the coffee as fine as sand.”\n" in report
    assert "\nb.md: not reviewed: the file is empty\n" in report


def test_ascii_says_the_same_with_plain_signs(reported: Reported) -> None:
    text = BAD.replace("boiling water", "boiling water – “hot” – naïvely…")
    plain = reported(text, detail=Detail(ascii=True))
    assert plain.isascii()
    assert '"You pour boiling water - "hot" - na?vely... over the coffee."' in " ".join(
        plain.split()
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_a_terminal_that_can_do_no_better_gets_ascii(desk: Path, encoding: str) -> None:
    write(desk, bad=BAD)
    env = {"PYTHONIOENCODING": encoding, "PATH": "/usr/bin:/bin", "HOME": str(desk)}
    done = program("--rules", str(PACKS), "bad.md", cwd=desk, env=env)
    assert (done.code, done.err) == (1, "")
    assert done.out.isascii()
    assert 'Line 3: "You pour boiling water over the coffee."' in done.out


def test_the_end_counts_articles_failures_and_files_not_readable(coffee: Pack) -> None:
    linter = Linter([coffee])
    reviews = tuple(linter.review_text(text, "a.md") for text in (GOOD, BAD, ""))
    report = REPORTERS["terminal"]
    none, broken = (), (InferlintError("no such file", path="b.md"),)
    assert report(Run(reviews[:1], none, (), ""), Detail()).splitlines()[-1] == (
        "1 reviewed, 0 not for any checklist"
    )
    assert report(Run(reviews, broken, (), ""), Detail()).splitlines()[-1] == (
        "2 reviewed, 1 not for any checklist; 1 failed; 1 not readable"
    )
    assert report(Run((), none, (), ""), Detail()) == "0 reviewed, 0 not for any checklist\n"


def test_outcomes_are_coloured_by_how_bad_they_are(coffee: Pack) -> None:
    linter = Linter([coffee])
    reviews = tuple(linter.review_text(text, "a.md") for text in (GOOD, WEAK, BAD))
    report = REPORTERS["terminal"](Run(reviews, (), (), ""), Detail())
    for word, colour in (("PASS", "green"), ("WEAK", "yellow"), ("FAIL", "red")):
        assert click.style(word, fg=colour, bold=True) in report
