"""What git says has changed, and how its troubles are told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from command_line import BAD, GOOD, checked, inferlint, write


def git(*args: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], check=True, capture_output=True)


@pytest.fixture
def repository(desk: Path) -> Path:
    """Three articles in one commit, on a branch `main`."""
    write(desk, a=GOOD, b=GOOD, c=GOOD)
    (desk / ".gitignore").write_text("ignored.md\n", "utf-8")
    git("init", "--initial-branch", "main", ".")
    git("add", ".")
    git("commit", "-m", "one")
    return desk


def test_since_a_revision(repository: Path) -> None:
    (repository / "docs").mkdir()
    write(repository, a=BAD, ignored=BAD, **{"docs/ü new": BAD})
    (repository / "c.md").unlink()
    assert set(checked("--since", "HEAD", ".").verdicts) == {"a.md", "docs/ü new.md"}
    assert set(checked("--since", "HEAD").verdicts) == {"a.md", "docs/ü new.md"}
    assert set(checked("--since", "HEAD", "a.md", "b.md").verdicts) == {"a.md"}
    git("add", ".")
    git("commit", "-m", "two")
    assert checked("--since", "HEAD", ".").verdicts == {}
    assert set(checked("--since", "HEAD~1", ".").verdicts) == {"a.md", "docs/ü new.md"}


def test_what_others_did_on_the_branch_is_not_ours(repository: Path) -> None:
    git("checkout", "-b", "mine")
    write(repository, a=BAD)
    git("commit", "-am", "mine")
    git("checkout", "main")
    write(repository, b=BAD)
    git("commit", "-am", "theirs")
    git("checkout", "mine")
    assert set(checked("--since", "main", ".").verdicts) == {"a.md"}


def test_what_is_staged(repository: Path) -> None:
    write(repository, a=BAD, b=BAD, new=BAD)
    git("add", "a.md", "new.md")
    assert set(checked("--staged").verdicts) == {"a.md", "new.md"}


@pytest.mark.parametrize(
    ("in_index", "in_folder", "verdict"), [(BAD, GOOD, "fail"), (GOOD, BAD, "pass")]
)
@pytest.mark.parametrize("place", ["new.md", "docs/ü new.md"])
def test_what_is_staged_is_judged_as_it_will_be_committed(
    repository: Path, in_index: str, in_folder: str, verdict: str, place: str
) -> None:
    (repository / "docs").mkdir()
    (repository / place).write_text(in_index, "utf-8")
    git("add", ".")
    (repository / place).write_text(in_folder, "utf-8")
    assert checked("--staged").verdicts == {place: verdict}
    assert checked("--staged", "--no-cache", place).verdicts == {place: verdict}


def test_from_a_folder_of_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "docs").mkdir()
    write(repository, a=BAD, **{"docs/new": BAD})
    monkeypatch.chdir(repository / "docs")
    assert set(checked("--since", "HEAD", ".").verdicts) == {"new.md"}
    assert set(checked("--since", "HEAD", "..").verdicts) == {"../a.md", "../docs/new.md"}


@pytest.mark.usefixtures("repository")
def test_a_revision_that_git_does_not_know() -> None:
    finished = inferlint("--since", "origin/none", ".")
    assert (finished.code, finished.err) == (
        2,
        "inferlint: git does not know the revision 'origin/none'; "
        "fetch it, or name another; in CI a shallow clone lacks it\n",
    )
    assert inferlint("--since", "--output=x", ".").code == 2
    assert not Path("x").exists()
    for args in (["--exit-zero", "--since", "none", "."], ["--since", "", "a.md"]):
        finished = inferlint(*args)
        assert (finished.code, finished.out, finished.err.count("\n")) == (2, "", 1), args


@pytest.mark.parametrize("args", [["--staged"], ["--since", "HEAD"], ["--since", "HEAD", "a.md"]])
@pytest.mark.usefixtures("desk")
def test_without_a_repository(args: list[str]) -> None:
    finished = inferlint(*args)
    assert (finished.code, finished.err) == (
        2,
        "inferlint: this is no git repository; "
        "run it inside of one, or leave --since and --staged out\n",
    )


@pytest.mark.usefixtures("repository")
def test_in_a_repository_that_belongs_to_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")  # it may say that all can be trusted
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    finished = inferlint("--staged")
    assert (finished.code, finished.err) == (
        2,
        "inferlint: git does not trust this repository, for its folder belongs to another user; "
        "git config --global --add safe.directory followed by its path mends that\n",
    )


def test_before_the_first_commit(desk: Path) -> None:
    write(desk, a=BAD)
    git("init", "--initial-branch", "main", ".")
    git("add", ".")
    assert set(checked("--staged").verdicts) == {"a.md"}
    assert inferlint("--since", "HEAD").code == 2


def test_a_link_that_leads_to_itself(repository: Path) -> None:
    (repository / "loop.md").symlink_to("loop.md")
    git("add", ".")
    for args in (["--staged"], ["--since", "HEAD"]):
        finished = checked(*args)
        told = "loop.md: cannot be read: too many levels of symbolic links\n"
        assert (finished.code, finished.err) == (0, told), args
    named = checked("--staged", "loop.md")
    assert (named.code, named.err) == (2, "loop.md: too many levels of symbolic links\n")


@pytest.mark.usefixtures("repository")
def test_without_git(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    finished = inferlint("--since", "HEAD")
    assert (finished.code, finished.err) == (
        2,
        "inferlint: git is needed to know what has changed; "
        "install git, or leave --since and --staged out\n",
    )


@pytest.mark.usefixtures("repository")
def test_both_at_once() -> None:
    finished = inferlint("--since", "HEAD", "--staged")
    assert (finished.code, finished.err) == (
        2,
        "inferlint: --since and --staged exclude each other; choose one\n",
    )
