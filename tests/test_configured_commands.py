"""What `inferlint.toml` says counts in every command: own rules, packs, levels, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from command_line import BAD, WEAK, Finished, inferlint, write

OWN = """\
id: names-cup
title: Say which cup to use
level: warning
why: The cup keeps the heat.
ask: Say which cup the coffee goes into.
require:
  about: coffee
  parts:
    names the cup: cup
suggest:
  - Pour the coffee into a warm cup.
examples:
  pass:
    - text: Pour the coffee into a warm cup.
  fail:
    - text: Pour the coffee.
"""
MORE = "extends: coffee\nchecks: [names-cup]\n"
CUP = "cup:\n  phrases:\n    - cup\n"
TOML = """
rules = ["house"]
packs = ["coffee"]
ignore = ["grind-first"]
levels = {cool-water = "off", names-grind = "note"}
bounds.short-paragraphs."longest paragraph" = {weak = 5, fail = 9}
[[overrides]]
files = ["guides/**"]
pack = "coffee"
levels = {cool-water = "warning"}
"""


def fill(files: dict[str, str]) -> None:
    for name, text in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")


@pytest.fixture(autouse=True)
def _house(desk: Path) -> None:
    """A repository with rules of its own that add to a shipped pack."""
    fill({"house/more/pack.yaml": MORE, "house/more/concepts.yaml": CUP})
    fill({"house/more/names-cup.yaml": OWN, "inferlint.toml": TOML, "guides/a.md": BAD})
    (desk / ".git").mkdir()


def test_checks_lists_the_packs_wanted_with_their_levels_in_force() -> None:
    lines = [line.split()[:2] for line in inferlint("checks").out.splitlines()]
    assert lines == [
        ["coffee:", "Coffee"],
        ["names-grind", "note"],
        ["cool-water", "off"],
        ["grind-first", "off"],
        ["short-paragraphs", "note"],
        ["names-cup", "warning"],
    ]


def explained(*args: str) -> str:
    finished = inferlint("explain", *args)
    assert (finished.code, finished.err) == (0, "")
    return finished.out


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["names-cup"], "## names-cup: Say which cup to use\n"),
        (["names-cup", "--on", "guides/a.md"], "guides/a.md: names-cup fail\n"),
        (["names-grind"], "\nLevel: note. "),
        (["short-paragraphs"], "longest paragraph: above 5 weak"),
        (["short-paragraphs", "--on", "guides/a.md"], "short-paragraphs weak\n"),
        (["cool-water"], "The settings leave this check out.\n\n## cool-water: "),
        (["grind-first"], "The settings leave this check out.\n\n## grind-first: "),
    ],
)
def test_explain_knows_own_rules_levels_and_bounds(args: list[str], told: str) -> None:
    assert told in explained(*args)


def test_explain_on_an_article_looks_at_its_overrides() -> None:
    assert explained("cool-water", "--on", "guides/a.md").startswith("guides/a.md: cool-water fail")


def drafted(finished: Finished) -> list[str]:
    """Return the sentences that a diff adds."""
    return [line[1:] for line in finished.out.splitlines() if line[:2] in ("+G", "+P", "+L")]


SUGGESTED = [
    # options, the file: what is drafted
    ([], "guides/a.md", ["Grind the coffee as fine as sand.", "Pour the coffee into a warm cup."]),
    (["--select", "names-cup"], "guides/a.md", ["Pour the coffee into a warm cup."]),
    (["--ignore", "names-cup"], "guides/a.md", ["Grind the coffee as fine as sand."]),
    # The override makes coffee of it, although its topic is none.
    (
        [],
        "guides/cup.md",
        ["Grind the coffee as fine as sand.", "Pour the coffee into a warm cup."],
    ),
    ([], "out.md", []),
]


@pytest.mark.parametrize(("args", "path", "sentences"), SUGGESTED)
def test_suggest_drafts_what_a_review_asks_for(
    args: list[str], path: str, sentences: list[str]
) -> None:
    fill({"guides/cup.md": "# Drinks\n\nSomething warm.\n", "out.md": BAD})
    with Path("inferlint.toml").open("a") as file:
        file.write('[[overrides]]\nfiles = ["out.md"]\npack = false\n')
    finished = inferlint("suggest", *args, path)
    assert (finished.code, drafted(finished)) == (0, sentences)
    if not sentences:
        told = "out.md: no model sentences\n  not reviewed: the configuration leaves it out\n"
        assert finished.err == told


def test_new_writes_for_a_pack_of_the_configuration() -> None:
    fill({"house/beans/skeleton.md": "# {title}\n", "house/beans/pack.yaml": "extends: coffee\n"})
    finished = inferlint("new", "Why coffee?", "--pack", "coffee", "--output", "-")
    assert (finished.code, finished.out) == (0, "# Why coffee?\n")
    unknown = inferlint("new", "Why tea?", "--pack", "tea", "--output", "-")
    assert (unknown.code, unknown.err) == (2, "inferlint: unknown pack 'tea'; choose from coffee\n")


def test_rules_are_tested_as_they_are_used() -> None:
    everything = inferlint("test-rules").out
    assert "coffee/names-cup: 3 of 3 examples come out right" in everything
    assert "coffee/names-grind: 4 of 4 examples come out right" in everything
    assert "tea/" not in everything


def test_rules_of_a_folder_may_add_to_those_before_it() -> None:
    fill({"team/pack.yaml": "extends: coffee\n", "team/names-cup.yaml": "level: error\n"})
    assert "coffee/names-cup: 3 of 3" in inferlint("test-rules", "team").out
    for place in ("house", "house/more"):  # nothing is added twice
        assert "coffee/names-cup: 3 of 3" in inferlint("test-rules", place).out


def test_fit_teaches_the_pack_as_the_configuration_extends_it() -> None:
    finished = inferlint("fit", "coffee", "--select", "names-cup")
    assert (finished.code, finished.err) == (0, "")
    assert Path("house/more/weights/names-cup.json").is_file()
    assert inferlint("fit", "tea", "--check").code == 0  # known, though not wanted for reviews


COMMANDS = [
    ["checks"],
    ["explain", "names-grind"],
    ["test-rules"],
    ["test-rules", "house"],
    ["fit", "coffee", "--check"],
    ["suggest", "guides/a.md"],
    ["new", "Tea", "--pack", "coffee", "--output", "-"],
    ["config"],
    ["baseline"],
    ["guides/a.md"],
]


@pytest.mark.parametrize("args", COMMANDS)
def test_a_mistake_in_the_configuration_is_one_line(args: list[str]) -> None:
    fill({"inferlint.toml": "rules = ['house', 'nowhere']\n"})
    finished = inferlint(*args)
    told = "inferlint: inferlint.toml:1: there is no folder of rules 'nowhere'\n"
    assert (finished.code, finished.err, finished.out) == (2, told, "")


@pytest.mark.parametrize("args", COMMANDS)
def test_another_configuration_can_be_named(desk: Path, args: list[str]) -> None:
    fill({"inferlint.toml": "strikt = true\n", "other/inferlint.toml": ""})
    write(desk / "guides", a=WEAK)
    assert inferlint(*args).code == 2
    finished = inferlint(*args, "--config", "other/inferlint.toml")
    assert "strikt" not in finished.err
    assert finished.code in (0, 1) or finished.err.endswith("the title belongs\n")  # no skeleton
