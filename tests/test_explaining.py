"""`explain CHECK --on FILE`: the best passages of an article, and why they were judged so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import TEA, inferlint, write
from conftest import PACKS

PLAIN = """\
names-time pass

1. pass, line 3
   Says “Let the tea steep for four minutes.”
   It says that it steeps and says how long.
"""


def explained(text: str, check: str = "names-time") -> list[str]:
    write(Path(), draft=text)
    done = inferlint("explain", check, "--on", "draft.md")
    assert (done.code, done.err) == (0, "")
    return done.out.splitlines()


@pytest.mark.usefixtures("desk")
def test_a_pass_by_its_parts() -> None:
    assert explained(TEA) == f"draft.md: {PLAIN}".splitlines()


@pytest.mark.usefixtures("desk")
def test_a_miss_names_what_is_missing() -> None:
    lines = explained("# Tea\n\nLet it steep in a pot.\n")
    assert lines[0] == "draft.md: names-time weak"
    assert "   It says that it steeps." in lines
    assert "   Missing: a passage that says how long." in lines


@pytest.mark.usefixtures("desk")
def test_what_is_taken_back_is_said() -> None:
    lines = explained("# Tea\n\nWe will explain later how the tea steeps for four minutes.\n")
    assert lines[0] == "draft.md: names-time fail"
    assert any(line.startswith("   Words of it do not count: promised") for line in lines)


@pytest.mark.usefixtures("desk")
def test_an_article_without_any_passage() -> None:
    assert explained("# Water\n\nBoil it.\n")[-1] == (
        "   No passage holds anything that the check asks for."
    )


@pytest.mark.usefixtures("desk")
def test_five_passages_at_most() -> None:
    lines = explained("# Tea\n\n" + "Let it steep in a pot. Wait. " * 9)
    assert [line[0] for line in lines if line[:1].isdigit()] == list("12345")


def test_a_taught_check_shows_score_cuts_and_words(desk: Path) -> None:
    shutil.copytree(PACKS / "tea", desk / "house" / "brew")
    pack = desk / "house" / "brew" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("name: tea", "name: brew"), "utf-8")
    check = desk / "house" / "brew" / "names-time.yaml"
    example = "    - text: Let it steep for the length of a song.\n"
    check.write_text(check.read_text("utf-8").replace("  weak:\n", f"{example}  weak:\n", 1))
    check.rename(check.with_name("brew-time.yaml"))
    renamed = check.with_name("brew-time.yaml")
    renamed.write_text(renamed.read_text("utf-8").replace("id: names", "id: brew"), "utf-8")
    pack.write_text(pack.read_text("utf-8").replace("- names-time", "- brew-time"), "utf-8")
    assert inferlint("fit", "brew", "--rules", "house").code == 0
    write(Path(), draft="# Tea\n\nLet it steep for the length of a song.\n")
    out = inferlint("explain", "brew-time", "--rules", "house", "--on", "draft.md").out
    assert "A passage is weak from a score of 2.0, and passes from 6.0 if all" in out
    assert "1. pass, line 3, score 6." in out
    assert "Not needed here: a passage that says how long." in out
    assert "For it: the parts that make it weak are there (+4.0)," in out


def test_an_unreadable_article_is_told(desk: Path) -> None:
    done = inferlint("explain", "names-time", "--on", "nowhere.md")
    assert done.code == 2
    assert done.err == "inferlint: nowhere.md: no such file\n"
    assert list(desk.iterdir()) == []
