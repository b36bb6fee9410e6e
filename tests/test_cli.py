"""The command line: what each option and command promises, and the exit codes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from command_line import (
    BAD,
    GOOD,
    OTHER,
    PERHAPS,
    TEA,
    WEAK,
    checked,
    inferlint,
    program,
    write,
)
from conftest import PACKS
from inferlint import __version__

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def _articles(desk: Path) -> None:
    write(desk, good=GOOD, weak=WEAK, bad=BAD)


EXIT_CODES = [
    (["good.md"], 0),
    (["weak.md"], 0),
    (["bad.md"], 1),
    (["good.md", "bad.md"], 1),
    (["."], 1),
    # strict and exit-zero
    (["--strict", "good.md"], 0),
    (["--strict", "weak.md"], 1),
    (["--strict", "--exit-zero", "weak.md"], 0),
    (["--exit-zero", "bad.md"], 0),
    # 2 beats 1, and --exit-zero leaves it alone
    (["missing.md"], 2),
    (["bad.md", "missing.md"], 2),
    (["--exit-zero", "bad.md", "missing.md"], 2),
    (["--exit-zero", "--pack", "cofee", "good.md"], 2),
    # choosing checks
    (["--select", "cool-water", "weak.md"], 0),
    (["--select", "cool-water", "bad.md"], 1),
    (["--ignore", "cool-water", "--ignore", "names-grind", "bad.md"], 0),
    (["--select", "grind-first", "--strict", "bad.md"], 0),  # a warning fails nothing
    # commands
    (["checks"], 0),
    (["explain", "names-grind"], 0),
    (["explain", "names-grid"], 2),
    (["test-rules"], 0),
    (["--version"], 0),
    (["--help"], 0),
    ([], 2),
]


@pytest.mark.parametrize(("args", "code"), EXIT_CODES)
def test_the_exit_code(args: list[str], code: int) -> None:
    assert inferlint(*args).code == code


def test_the_plain_form_tells_the_verdict_and_ends_with_the_count() -> None:
    done = inferlint("bad.md", "good.md")
    assert done.out.startswith("bad.md  FAIL  0 of 2 required checks pass\n")
    assert "\ngood.md  PASS  2 of 2 required checks pass\n" in done.out
    assert done.out.endswith("\n2 reviewed, 0 not for any checklist; 1 failed\n")
    assert done.err == ""


def test_reviews_come_in_the_order_of_the_command_line_and_folders_sorted(desk: Path) -> None:
    assert list(checked("weak.md", ".").verdicts) == ["weak.md", "bad.md", "good.md"]
    assert list(checked(str(desk)).verdicts) == [
        str(desk / f"{n}.md") for n in ("bad", "good", "weak")
    ]


# --- which checks, and how strict


def test_select_and_ignore_leave_checks_out_of_the_report() -> None:
    def ids(*args: str) -> list[str]:
        (article,) = checked(*args, "good.md").report["articles"]
        return [check["id"] for check in article["checks"]]

    assert ids() == ["names-grind", "cool-water", "grind-first", "short-paragraphs"]
    assert ids("--select", "cool-water") == ["cool-water"]
    assert ids("--select", "grind-first", "--select", "cool-water") == ["cool-water", "grind-first"]
    assert ids("--ignore", "cool-water", "--ignore", "short-paragraphs") == [
        "names-grind",
        "grind-first",
    ]
    assert ids("--select", "cool-water", "--ignore", "cool-water") == []


def test_strict_fails_the_article_and_changes_no_outcome() -> None:
    lenient, strict = (checked(*args, "weak.md").report for args in ([], ["--strict"]))
    (before,), (after,) = lenient["articles"], strict["articles"]
    assert (before["verdict"], after["verdict"]) == ("pass", "fail")
    assert before["checks"] == after["checks"]
    assert after["checks"][0]["outcome"] == "weak"


def test_forced_packs_review_in_their_order_whatever_the_topic(desk: Path) -> None:
    write(desk, other=OTHER)
    done = checked("--pack", "tea", "--pack", "coffee", "--pack", "tea", "other.md")
    (article,) = done.report["articles"]
    packs = [check["pack"] for check in article["checks"]]
    assert packs == ["tea", "coffee", "coffee", "coffee", "coffee"]
    assert article["topic"] == {"pack": "tea", "outcome": "fail", "score": 0.0}
    assert article["notes"] == []


def test_rules_adds_a_folder_to_the_shipped_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inferlint.rules.shipped_rules", lambda: PACKS / "tea")
    assert "names-grind" not in inferlint("checks").out
    assert "names-grind" in inferlint("checks", "--rules", str(PACKS / "coffee")).out
    report = checked("--rules", str(PACKS / "coffee"), "good.md").report
    assert [pack["name"] for pack in report["tool"]["packs"]] == ["coffee", "tea"]
    assert inferlint("explain", "names-grind", "--rules", str(PACKS / "coffee")).code == 0


# --- which articles


WHICH = [
    # an article: (outcome named, its note), (outcome found, its note)
    (GOOD, ("pass", ""), ("pass", "")),
    (TEA, ("pass", ""), ("pass", "")),
    (
        PERHAPS,
        ("fail", "the article may not be meant for the checklist 'Coffee guides'"),
        (
            "not-applicable",
            "not reviewed, perhaps for the checklist 'Coffee guides' (--pack coffee)",
        ),
    ),
    (
        OTHER,
        ("fail", "the article may not be meant for the checklist 'Coffee guides'"),
        ("not-applicable", "not reviewed: not for any checklist"),
    ),
    ("", *[("not-applicable", "not reviewed: the file is empty")] * 2),
    (" \n\n", *[("not-applicable", "not reviewed: the file is empty")] * 2),
    ("\ufeff", *[("not-applicable", "not reviewed: the file is empty")] * 2),
    (
        f"---\ninferlint: false\n---\n{GOOD}",
        *[("not-applicable", "not reviewed: `inferlint: false` in the front matter")] * 2,
    ),
    (
        f"---\nlang: de\n---\n{GOOD}",
        *[("not-applicable", "not reviewed: its language is 'de'")] * 2,
    ),
    (f"---\nlang: en-GB\ninferlint: true\n---\n{GOOD}", ("pass", ""), ("pass", "")),
    (
        "# Kaffee\n\n" + "Der Kaffee wird so fein wie Sand gemahlen. " * 10,
        *[("not-applicable", "not reviewed: it does not seem to be English")] * 2,
    ),
]


@pytest.mark.parametrize(("text", "named", "found"), WHICH)
def test_a_named_file_is_reviewed_and_a_found_one_must_fit(
    desk: Path, text: str, named: tuple[str, str], found: tuple[str, str]
) -> None:
    (desk / "docs").mkdir()
    write(desk / "docs", article=text)
    for args, expected in (
        (["docs/article.md"], named),
        (["docs", "docs/article.md"], named),
        (["docs/article.md", "docs"], named),
        (["docs"], found),
        (["--detect", "docs/article.md"], found),
        (["--detect", "docs/article.md", "docs"], found),
    ):
        done = checked(*args)
        assert (done.verdicts, done.notes) == (
            {"docs/article.md": expected[0]},
            {"docs/article.md": expected[1]},
        ), args


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (GOOD, "pass"),
        (OTHER, "fail"),
        (f"---\ninferlint: false\n---\n{GOOD}", "pass"),
        (f"---\nlang: fr\n---\n{GOOD}", "not-applicable"),
        ("", "not-applicable"),
    ],
)
def test_a_forced_pack_overrides_everything_but_the_language(
    desk: Path, text: str, verdict: str
) -> None:
    (desk / "docs").mkdir()
    write(desk / "docs", article=text)
    assert checked("--pack", "coffee", "docs").verdicts == {"docs/article.md": verdict}


def test_articles_not_reviewed_are_counted_and_named_if_they_might_be_meant(desk: Path) -> None:
    write(desk, perhaps=PERHAPS, other=OTHER, tea=TEA)
    done = inferlint("--detect", "good.md", "perhaps.md", "other.md", "tea.md")
    assert done.out.endswith(
        "\nperhaps.md: not reviewed, perhaps for the checklist 'Coffee guides' (--pack\n"
        "coffee)\n\n2 reviewed, 2 not for any checklist\n"
    )
    assert "other.md" not in done.out
    told = inferlint("--detect", "--verbose", "other.md").out
    assert (
        told
        == "other.md: not reviewed: not for any checklist\n\n0 reviewed, 1 not for any checklist\n"
    )


def test_articles_not_reviewed_stand_in_the_json_without_checks(desk: Path) -> None:
    write(desk, other=OTHER)
    (article,) = checked("--detect", "other.md").report["articles"]
    assert (article["verdict"], article["checks"]) == ("not-applicable", [])
    assert article["topic"] == article["topics"][0]


@pytest.mark.parametrize(
    "paths",
    [
        ["bad.md", "bad.md"],
        ["bad.md", "./bad.md", "docs/../bad.md"],
        [".", "bad.md", "--select", "cool-water"],
        ["bad.md", ".", "./."],
    ],
)
def test_the_same_file_is_reviewed_once(desk: Path, paths: list[str]) -> None:
    (desk / "docs").mkdir()
    reviewed = [article["path"] for article in checked(*paths).report["articles"]]
    assert [path for path in reviewed if path.endswith("bad.md")] == ["bad.md"]


def test_a_relative_and_an_absolute_path_are_the_same_file(desk: Path) -> None:
    assert list(checked("bad.md", str(desk / "bad.md")).verdicts) == ["bad.md"]


@pytest.mark.parametrize("name", ["review", "checks", "explain", "test-rules", "-", "--strict"])
@pytest.mark.parametrize("form", ["{}", "-- ./{}", "{desk}/{}"])
def test_a_file_may_be_named_like_a_command_or_an_option(desk: Path, name: str, form: str) -> None:
    (desk / name).write_text(BAD)
    args = form.format(f"./{name}" if form == "{}" else name, desk=desk).split()
    done = checked(*args)
    assert done.code == 1
    assert [Path(path).name for path in done.verdicts] == [name]


@pytest.mark.parametrize("name", ["review", "checks", "explain", "--strict"])
def test_after_two_hyphens_everything_is_a_path(desk: Path, name: str) -> None:
    (desk / name).write_text(BAD)
    assert inferlint("--", name).out.startswith(f"{name}  FAIL  ")


@pytest.mark.parametrize(
    "name", ["two words.md", "Kaffee für zwei.md", "コーヒー.md", "a'b\"c.md", "%s {x}.md"]
)
def test_file_names_may_hold_anything(desk: Path, name: str) -> None:
    (desk / name).write_text(BAD)
    assert list(checked(name).verdicts) == [name]
    assert inferlint(name).out.startswith(f"{name}  FAIL  ")


def test_a_name_that_is_no_unicode_is_shown_as_well_as_can_be(desk: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    (desk / name).write_text(BAD)
    assert inferlint(name).out.startswith("caf\\xe9.md  FAIL  ")
    assert list(checked(name).verdicts) == [name]
    done = inferlint("--output", "json=report.json", name)
    assert (done.code, done.err) == (1, "")
    assert json.loads((desk / "report.json").read_text())["summary"]["failed"] == 1


# --- reading


@pytest.mark.parametrize("form", ["terminal", "json"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(desk: Path, form: str) -> None:
    expected = inferlint("--format", form, "bad.md").out
    for data in (
        BAD.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + BAD.encode(),
        b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode(),
    ):
        (desk / "bad.md").write_bytes(data)
        assert inferlint("--format", form, "bad.md").out == expected


def test_standard_input_is_an_article() -> None:
    done = inferlint("-", stdin=BAD.encode())
    assert (done.code, done.out.splitlines()[0].split()[0]) == (1, "stdin.md")


def test_standard_input_can_have_a_name() -> None:
    done = checked("--stdin-filename", "docs/new.md", "good.md", "-", stdin=BAD.encode())
    assert done.verdicts == {"good.md": "pass", "docs/new.md": "fail"}


def test_standard_input_is_read_once() -> None:
    assert checked("-", "-", stdin=BAD.encode()).verdicts == {"stdin.md": "fail"}


def test_detect_counts_for_standard_input_too() -> None:
    assert checked("--detect", "-", stdin=OTHER.encode()).verdicts == {"stdin.md": "not-applicable"}


# --- the report


def test_json_and_terminal_to_files_and_standard_output_at_once(desk: Path) -> None:
    (desk / "out").mkdir()
    done = checked("--output", "json=out/a.json", "--output", "terminal=b.txt", "bad.md")
    assert (desk / "out" / "a.json").read_text("utf-8") == done.out
    plain = (desk / "b.txt").read_text("utf-8")
    assert plain == inferlint("bad.md").out


def test_quiet_tells_only_what_fails() -> None:
    out = inferlint("--quiet", "good.md", "weak.md", "bad.md").out
    assert out.startswith("bad.md  FAIL")
    assert not any(word in out for word in ("good.md", "weak.md", "WEAK", "PASS", "reviewed"))
    assert inferlint("-q", "good.md", "weak.md").out == ""


def test_verbose_quotes_the_evidence_of_passes() -> None:
    quoted = "        Line 3: “Grind the coffee as fine as sand.”\n"
    assert quoted not in inferlint("good.md").out
    assert quoted in inferlint("--verbose", "good.md").out
    assert inferlint("-v", "good.md").out == inferlint("--verbose", "good.md").out


COLOURS = [
    # arguments, where to, NO_COLOR, what comes
    ([], "terminal", None, "coloured"),
    ([], "pipe", None, "plain"),
    ([], "terminal", "1", "plain"),
    ([], "terminal", "", "coloured"),
    (["--no-color"], "terminal", None, "plain"),
    (["--color"], "pipe", None, "coloured"),
    (["--color"], "pipe", "1", "coloured"),
]


@pytest.mark.parametrize(("args", "to", "no_color", "look"), COLOURS)
def test_colour_is_for_terminals_and_for_those_who_ask(
    args: list[str], to: str, no_color: str | None, look: str
) -> None:
    done = inferlint(*args, "bad.md", color=to == "terminal", NO_COLOR=no_color)
    assert ("coloured" if "\x1b[" in done.out else "plain") == look


def test_reports_in_files_have_no_colour(desk: Path) -> None:
    inferlint("--color", "--output", "terminal=report.txt", "bad.md")
    assert "\x1b" not in (desk / "report.txt").read_text("utf-8")


def test_no_cache_changes_no_report() -> None:
    assert inferlint("--no-cache", "bad.md") == inferlint("bad.md")


# --- the other commands


def test_version() -> None:
    assert inferlint("--version").out == f"inferlint {__version__}\n"
    told = inferlint("--version", "--verbose").out.splitlines()
    assert told[0] == f"inferlint {__version__}"
    assert told[1].startswith("pipeline en_core_web_sm 3.8.0 (spaCy 3.8.")
    packs = [pack["name"] for pack in checked("good.md").report["tool"]["packs"]]
    hashes = [pack["sha256"] for pack in checked("good.md").report["tool"]["packs"]]
    assert told[2:] == [f"pack {n} {h}" for n, h in zip(packs, hashes, strict=True)]


def test_help_shows_the_plain_form_and_the_other_commands() -> None:
    out = inferlint("--help").out
    assert out.startswith("Usage: inferlint [OPTIONS] [PATHS]...\n")
    others = out.partition("\nOther commands:\n")[2]
    assert [line.split()[0] for line in others.splitlines() if line[2] != " "] == [
        "suggest",
        "new",
        "init",
        "checks",
        "explain",
        "test-rules",
        "fit",
        "config",
        "baseline",
    ]


def test_checks_lists_every_check_with_its_level() -> None:
    lines = inferlint("checks").out.splitlines()
    assert lines[0] == "coffee: Coffee guides"
    assert lines[1].split(maxsplit=2) == ["names-grind", "error", "Say how fine to grind"]
    assert [line.split()[0] for line in lines] == [
        *("coffee:", "names-grind", "cool-water", "grind-first", "short-paragraphs"),
        *("tea:", "names-time"),
    ]


def test_explain_says_what_a_check_asks_and_why() -> None:
    out = inferlint("explain", "names-grind").out
    assert out.startswith("## names-grind: Say how fine to grind\n")
    assert "Say how fine the coffee must be ground." in out
    assert "Why: The grind decides how the cup tastes." in out
    assert "> Grind the coffee as fine as salt." in out


def test_rules_tests_the_shipped_packs_or_a_folder() -> None:
    both = inferlint("test-rules").out
    told = "coffee/names-grind: 4 of 4 examples come out right; 4 if each is judged by what the"
    assert told in both
    assert "tea/names-time: 4 of 4" in both
    one = inferlint("test-rules", str(PACKS / "tea"))
    assert one.code == 0
    assert [line.partition(":")[0] for line in one.out.splitlines()] == [
        "tea/topic",
        "tea/names-time",
    ]


# --- as a process


def test_the_module_runs_as_a_program(desk: Path) -> None:
    done = program("--rules", str(PACKS), "-", "good.md", stdin=BAD, cwd=desk)
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("stdin.md  FAIL  0 of 2 required checks pass\n")
    assert done.out.endswith("2 reviewed, 0 not for any checklist; 1 failed\n")


LOADED = "import sys; from inferlint.cli import main\n{}\nprint('spacy' in sys.modules)"


@pytest.mark.parametrize(
    "args",
    [["--help"], ["--version"], ["checks"], ["explain", "defines-inference"], ["--pack", "x", "y"]],
)
def test_what_judges_nothing_loads_no_spacy(args: list[str]) -> None:
    import subprocess

    code = LOADED.format(f"try: main({args!r})\nexcept SystemExit: pass")
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False"
