"""The cache: the same bytes with and without it, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import BAD, GOOD, OTHER, WEAK, inferlint, write
from conftest import PACKS

FILE = Path(".inferlint_cache") / "reviews.sqlite"


@pytest.fixture(autouse=True)
def _articles(desk: Path) -> None:
    write(desk, a=GOOD, b=WEAK, c=BAD, d=OTHER)


def judged(*args: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Return the report in JSON, and how many articles were judged anew."""
    from inferlint.linter import Linter

    count = 0
    run = Linter.run

    def counting(self: Linter, targets: list[object], *more: object) -> object:
        nonlocal count
        count += len(targets)
        return run(self, targets, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Linter, "run", counting)
        return inferlint("--format", "json", *args).out, count


def test_a_second_run_judges_nothing_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = judged(".", monkeypatch=monkeypatch)
    second = judged(".", monkeypatch=monkeypatch)
    assert (first[1], second[1]) == (4, 0)
    assert first[0] == second[0] == judged("--no-cache", ".", monkeypatch=monkeypatch)[0]
    for form in (["--verbose"], ["--quiet"], []):
        assert inferlint(*form, ".").out == inferlint(*form, "--no-cache", ".").out


def test_only_what_changed_is_judged(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged(".", monkeypatch=monkeypatch)
    write(desk, b=GOOD, new=BAD)
    report, count = judged(".", monkeypatch=monkeypatch)
    assert count == 2
    assert report == judged("--no-cache", ".", monkeypatch=monkeypatch)[0]


@pytest.mark.parametrize(
    "args",
    [
        ["--strict", "."],
        ["--select", "names-grind", "."],
        ["--pack", "tea", "."],
        ["--detect", "a.md", "b.md", "c.md", "d.md"],
        ["a.md", "b.md", "c.md", "d.md"],
    ],
)
def test_other_options_are_other_reviews(args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    judged(".", monkeypatch=monkeypatch)
    report, _ = judged(*args, monkeypatch=monkeypatch)
    assert report == judged("--no-cache", *args, monkeypatch=monkeypatch)[0]


def test_an_empty_folder_of_weights_is_another_review(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("untaught").mkdir()
    judged(".", monkeypatch=monkeypatch)
    assert judged("--weights", "untaught", ".", monkeypatch=monkeypatch)[1] == 4


MISSING = {
    "--rules": "nowhere: there is no such folder of rules",
    "--weights": "nowhere: there is no such folder of weights; "
    "make it with `inferlint fit PACK --out DIR`",
}


@pytest.mark.parametrize("option", MISSING)
def test_a_missing_folder_is_told_in_a_cached_run(option: str) -> None:
    inferlint(".")
    finished = inferlint(option, "nowhere", ".")
    assert (finished.code, finished.err) == (2, f"inferlint: {MISSING[option]}\n")


def test_other_settings_and_other_rules_are_other_reviews(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged(".", monkeypatch=monkeypatch)
    (desk / "inferlint.toml").write_text("levels = {cool-water = 'off'}\n", "utf-8")
    assert judged(".", monkeypatch=monkeypatch)[1] == 4
    shutil.copytree(PACKS / "coffee", desk / "house" / "beans")
    pack = desk / "house" / "beans" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("name: coffee", "name: beans"), "utf-8")
    (desk / "inferlint.toml").write_text("rules = ['house']\n", "utf-8")
    assert judged(".", monkeypatch=monkeypatch)[1] == 4
    assert judged(".", monkeypatch=monkeypatch)[1] == 0
    grind = desk / "house" / "beans" / "names-grind.yaml"
    grind.write_text(grind.read_text("utf-8").replace("level: error", "level: note"), "utf-8")
    assert judged(".", monkeypatch=monkeypatch)[1] == 4


def test_a_mistake_in_the_settings_is_told_in_a_cached_run(desk: Path) -> None:
    inferlint(".")
    (desk / "inferlint.toml").write_text(
        "[[overrides]]\nfiles = ['x']\nignore = ['none']\n", "utf-8"
    )
    told = inferlint(".").err
    assert told.startswith("inferlint: inferlint.toml:3: unknown check 'none'; choose from ")


def _truncate() -> None:
    FILE.write_bytes(FILE.read_bytes()[:5000])


def _other_values() -> None:
    with sqlite3.connect(FILE) as connection:
        connection.execute("UPDATE kept SET value = replace(value, 'fail', 'pass')")


def _other_form() -> None:
    with sqlite3.connect(FILE) as connection:
        connection.execute("DROP TABLE kept")
        connection.execute("CREATE TABLE other (a TEXT)")


DAMAGE = {
    "junk": lambda: FILE.write_bytes(b"junk" * 5000),
    "cut off": _truncate,
    "empty": lambda: FILE.write_bytes(b""),
    "values changed": _other_values,
    "another form": _other_form,
    "a folder in its place": lambda: (FILE.unlink(), FILE.mkdir()),
    "a file in the folder's place": lambda: (
        shutil.rmtree(FILE.parent), FILE.parent.write_text("x")),
    "gone": lambda: shutil.rmtree(FILE.parent),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_cache_never_changes_a_verdict(damage: object) -> None:
    expected = inferlint("--format", "json", ".")
    assert callable(damage)
    damage()
    for _ in range(2):
        found = inferlint("--format", "json", ".")
        assert (found.out, found.err, found.code) == (expected.out, "", expected.code)


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be closed like this")
def test_a_folder_that_cannot_be_written_costs_one_note(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    expected = inferlint("--no-cache", ".")
    assert inferlint(".") == expected
    told = inferlint("--verbose", ".").err
    assert told.count("\n") == 1
    assert told.startswith("the cache is not used: ")
    assert not (desk / ".inferlint_cache").exists()


def test_the_folder_says_what_it_is() -> None:
    inferlint(".")
    assert (FILE.parent / ".gitignore").read_text() == "*\n"
    tag = (FILE.parent / "CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_nothing_is_kept_where_it_is_not_wanted(desk: Path) -> None:
    inferlint("--no-cache", ".")
    assert not FILE.parent.exists()
    (desk / "inferlint.toml").write_text("cache = false\n", "utf-8")
    inferlint(".")
    assert not FILE.parent.exists()


def test_what_leans_on_another_article_is_judged_each_time(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(desk, e=f"<!-- inferlint: waive names-grind -- see a.md -->\n\n{BAD}")
    assert judged("e.md", monkeypatch=monkeypatch)[1] == 1
    assert judged("e.md", monkeypatch=monkeypatch)[1] == 1


RUN = "import sys; from inferlint.cli import main\ntry: main(['.'])\nfinally: print(*sys.modules)"


def test_a_cached_run_imports_nothing_heavy(tmp_path: Path) -> None:
    write(tmp_path, a=GOOD, b=WEAK)
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", RUN], cwd=tmp_path, capture_output=True, text=True, check=False
        )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "inferlint.cache" in loaded
    assert loaded & {"spacy", "numpy", "markdown_it", "simplemma", "thinc"} == set()


def test_two_runs_at_once_say_the_same(desk: Path, tmp_path: Path) -> None:
    for number in range(20):
        write(desk, **{f"n{number}": f"{GOOD}\n\nNumber {number}.\n"})
    command = [sys.executable, "-m", "inferlint", "--pack", "inference", "--format", "json", "."]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    (first, _), (second, _) = [run.communicate() for run in runs]
    assert first == second != b""
