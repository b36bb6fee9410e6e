"""Baselines: what a later run still fails on, and what survives edits and renaming."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import BAD, GOOD, WEAK, checked, inferlint, write

LONG = "".join(f"\n\nParagraph {n} speaks of cups and kettles.\n" for n in range(8))


@pytest.fixture(autouse=True)
def _recorded(desk: Path) -> None:
    """Two articles that fail, and a baseline that knows them."""
    write(desk, a=BAD + LONG, b=WEAK, c=GOOD)
    (desk / "inferlint.toml").write_text("baseline = 'known.json'\nstrict = true\n", "utf-8")
    finished = inferlint("baseline")
    assert (finished.code, finished.out) == (0, "")
    assert finished.err == "known.json: 5 findings in 2 articles\n"


def known(path: str = "a.md") -> dict[str, bool]:
    """Return, by check, whether the baseline knows it, for checks that fail."""
    (article,) = (a for a in checked(path).report["articles"] if a["path"] == path)
    return {c["id"]: c["known"] for c in article["checks"] if c["outcome"] in ("fail", "weak")}


def test_what_is_known_fails_nothing() -> None:
    finished = inferlint(".")
    assert finished.code == 0
    assert finished.out.endswith("3 reviewed, 0 not for any checklist; 5 known to the baseline\n")
    assert "FAIL" not in finished.out
    assert "FAIL" in inferlint("--verbose", ".").out


def test_edits_elsewhere_change_nothing(desk: Path) -> None:
    text = (desk / "a.md").read_text("utf-8")
    (desk / "a.md").write_text(f"# New\n\nCoffee is old.\n\n{text}\n\nThe end.\n", "utf-8")
    assert set(known().values()) == {True}


def test_a_renamed_article_is_known(desk: Path) -> None:
    (desk / "docs").mkdir()
    (desk / "a.md").rename(desk / "docs" / "z.md")
    text = (desk / "docs" / "z.md").read_text("utf-8")
    (desk / "docs" / "z.md").write_text(text + "\nOne more.\n", "utf-8")
    assert set(known("docs/z.md").values()) == {True}


def test_a_copy_is_not_taken_for_a_renamed_article(desk: Path) -> None:
    (desk / "z.md").write_text((desk / "a.md").read_text("utf-8"), "utf-8")
    assert set(known("z.md").values()) == {False}
    assert checked(".").code == 1


def test_a_second_wrong_sentence_is_new(desk: Path) -> None:
    text = (desk / "a.md").read_text("utf-8")
    more = text + "\nThen pour boiling water over all of the coffee.\n"
    (desk / "a.md").write_text(more, "utf-8")
    assert known()["cool-water"] is False
    assert checked("a.md").code == 1


def test_what_got_worse_is_new(desk: Path) -> None:
    write(desk, b="# Coffee\n\nBrew the coffee.\n")
    assert known("b.md")["names-grind"] is False


def test_what_is_new_fails(desk: Path) -> None:
    write(desk, new=BAD)
    assert checked(".").code == 1


def test_prune_takes_out_what_passes_and_adds_nothing(desk: Path) -> None:
    write(desk, b=GOOD, new=BAD)
    assert inferlint("baseline", "--prune").err == "known.json: 3 findings in 1 article\n"
    assert checked("new.md").code == 1
    (desk / "a.md").unlink()
    assert inferlint("baseline", "--prune").err == "known.json: 0 findings in 0 articles\n"


def test_a_part_of_the_repository_can_be_recorded_anew(desk: Path) -> None:
    write(desk, b=GOOD, new=BAD)
    assert inferlint("baseline", "b.md", "new.md").err == "known.json: 6 findings in 2 articles\n"
    assert checked(".").code == 0


def test_a_file_of_its_own_can_be_named(desk: Path) -> None:
    (desk / "inferlint.toml").unlink()
    (desk / "ci").mkdir()
    assert inferlint("baseline", "--output", "ci/b.json").code == 0
    assert checked(".").code == 1
    assert checked("--baseline", "ci/b.json", ".").code == 0
    paths = [a["path"] for a in json.loads((desk / "ci" / "b.json").read_text())["articles"]]
    assert paths == ["../a.md", "../b.md"]


def test_it_is_the_same_file_each_time(desk: Path) -> None:
    before = (desk / "known.json").read_bytes()
    inferlint("baseline")
    assert (desk / "known.json").read_bytes() == before


def test_an_upgrade_shows_what_flipped_on_untouched_articles(desk: Path) -> None:
    data = json.loads((desk / "known.json").read_text())
    data["packs"]["coffee"] = "0" * 64
    for article in data["articles"]:
        if article["path"] == "b.md":
            article["failures"] = {"coffee/cool-water": "fail"}
        else:
            article["sha256"] = "0" * 64  # touched since
            article["failures"] = {}
    (desk / "known.json").write_text(json.dumps(data))
    finished = inferlint("c.md")
    assert finished.err == (
        "known.json: the rules have changed since this was recorded; "
        "inferlint baseline --accept-upgrade shows what that changes\n"
    )
    accepted = inferlint("baseline", "--accept-upgrade")
    assert accepted.out == (
        "b.md: coffee/cool-water: fail → pass\n"
        "b.md: coffee/grind-first: pass → weak\n"
        "b.md: coffee/names-grind: pass → weak\n"
    )
    assert inferlint(".").code == 0
    assert "changed" not in inferlint("c.md").err


NONE = "this is no baseline; name another file, or delete it and run `inferlint baseline`"
MISTAKES = {
    "missing": (None, "the baseline cannot be read: no such file or directory; "
                "record one with `inferlint baseline`"),
    "no JSON": ("{", NONE),
    "something else": ("[]", NONE),
    "half": ('{"version": 1}', NONE),
    "another version": ('{"version": 9}', "this baseline has version 9, and this inferlint reads "
                        "version 1; delete it, and record it anew with `inferlint baseline`"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(text: str | None, message: str, desk: Path) -> None:
    (desk / "known.json").unlink()
    if text is not None:
        (desk / "known.json").write_text(text, "utf-8")
    finished = inferlint("a.md")
    assert (finished.code, finished.err) == (2, f"inferlint: known.json: {message}\n")


def test_a_baseline_of_another_version_is_not_written_over(desk: Path) -> None:
    for args in ([], ["--prune"], ["--accept-upgrade"]):
        (desk / "known.json").write_text('{"version": 9}', "utf-8")
        finished = inferlint("baseline", *args)
        assert (finished.code, finished.err.count("\n")) == (2, 1)
        assert "has version 9" in finished.err
        assert (desk / "known.json").read_text("utf-8") == '{"version": 9}'
    (desk / "known.json").unlink()
    assert inferlint("baseline").code == 0


@pytest.mark.parametrize("name", ["nowhere.md", "package.json"])
def test_a_named_file_that_cannot_be_read_is_told_by_the_exit_code(desk: Path, name: str) -> None:
    (desk / "package.json").write_text("{}", "utf-8")
    before = (desk / "known.json").read_bytes()
    finished = inferlint("baseline", name)
    assert (finished.code, finished.out) == (2, "")
    assert f"\n{name}: " in finished.err
    assert (desk / "known.json").read_bytes() == before
    (desk / "broken.md").write_bytes(b"\xff\xfe\x00")
    assert inferlint("baseline").code == 0  # only found in a folder


def test_nothing_can_be_pruned_before_it_is_recorded(desk: Path) -> None:
    (desk / "known.json").unlink()
    finished = inferlint("baseline", "--prune")
    expected = (
        "inferlint: known.json: there is no baseline yet; record one with `inferlint baseline`\n"
    )
    assert (finished.code, finished.err) == (2, expected)
