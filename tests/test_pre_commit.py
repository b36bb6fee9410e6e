"""The hooks for pre-commit: what they say of themselves, and what the real client makes of them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inferlint.cli import cli
from inferlint.yaml_lines import plain, read_yaml

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
GOOD, BAD = ((ROOT / "examples" / f"{name}.md").read_text("utf-8") for name in ("good", "bad"))
OTHER = "# Bread\n\nKnead the dough, and let it rise.\n"
CLIENT = [sys.executable, "-m", "pre_commit"]


def hooks() -> list[dict[str, str]]:
    found = plain(read_yaml(MANIFEST.read_text("utf-8"), path=str(MANIFEST)))
    assert isinstance(found, list)
    return found


def the_lines_to_paste() -> str:
    """Return the settings for pre-commit that the README shows."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (lines,) = re.findall(r"```yaml\n(repos:\n.*?)```", readme, re.DOTALL)
    return str(lines)


# --- what they say


def test_the_manifest_is_one() -> None:
    done = subprocess.run([*CLIENT, "validate-manifest", str(MANIFEST)], check=False)
    assert done.returncode == 0


def test_each_hook_calls_options_that_exist() -> None:
    known = {name for option in cli.commands["review"].params for name in option.opts}
    for hook in hooks():
        program, *words = hook["entry"].split()
        assert program == "inferlint"
        assert {word for word in words if word.startswith("-")} <= known


def test_the_readme_shows_five_lines_and_names_every_hook() -> None:
    lines = the_lines_to_paste()
    assert lines.count("\n") == 5
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [hook["id"] for hook in hooks()] == ["inferlint", "inferlint-all"]
    assert lines.endswith("      - id: inferlint\n")
    assert "`inferlint-all`" in readme


# --- what comes of it

ENV = {k: v for k, v in os.environ.items() if k != "PYTHONPATH" and not k.startswith("GIT_")}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "NO_COLOR": "1", "PRE_COMMIT_COLOR": "never"}
ENV |= {f"GIT_{who}_NAME": "a" for who in ("AUTHOR", "COMMITTER")}
ENV |= {f"GIT_{who}_EMAIL": "a@b.c" for who in ("AUTHOR", "COMMITTER")}


def run(*command: str, cwd: Path, **env: str) -> tuple[int, str]:
    """Return the exit code and all that a program says."""
    done = subprocess.run(
        command, cwd=cwd, env=ENV | env, capture_output=True, text=True, check=False, timeout=600
    )
    return done.returncode, done.stdout + done.stderr


def git(*args: str, cwd: Path) -> None:
    code, said = run("git", *args, cwd=cwd)
    assert code == 0, said


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository that holds what an installation needs, with a tag, as users name it."""
    place = tmp_path_factory.mktemp("inferlint")
    for name in ("src", "rules"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", MANIFEST.name):
        shutil.copy(ROOT / name, place)
    git("init", "--quiet", ".", cwd=place)
    git("add", ".", cwd=place)
    git("commit", "--quiet", "--message", "one", cwd=place)
    git("tag", "v0.1.0", cwd=place)
    return place


@pytest.fixture(scope="module")
def team(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the README's lines and both hooks, whose environment has been built."""
    place = tmp_path_factory.mktemp("team")
    lines = the_lines_to_paste().replace("<address of this repository>", str(published))
    lines += "      - id: inferlint-all\n        stages: [manual]\n"
    (place / ".pre-commit-config.yaml").write_text(lines, "utf-8")
    git("init", "--quiet", ".", cwd=place)
    ENV["PRE_COMMIT_HOME"] = str(tmp_path_factory.mktemp("home"))
    code, said = run(*CLIENT, "install", "--install-hooks", cwd=place)
    assert code == 0, said
    return place


@pytest.fixture
def desk(team: Path, tmp_path: Path) -> Path:
    """The team's repository with a good draft, a bad one and a text that is about bread."""
    place = tmp_path / "team"
    shutil.copytree(team, place)
    texts = {"good.md": GOOD, "bad.mdx": BAD, "bread.qmd": OTHER, "bad.txt": BAD}
    for name, text in texts.items():
        (place / name).write_text(text, "utf-8")
    return place


@pytest.mark.slow_install
def test_tried_from_a_repository(desk: Path, published: Path) -> None:
    files = ["good.md", "bad.mdx", "bread.qmd", "bad.txt"]
    trial = [*CLIENT, "try-repo", str(published), "inferlint", "--files"]
    code, said = run(*trial, *files, cwd=desk)
    assert code == 1, said
    assert "bad.mdx  FAIL  0 of 8 required checks pass" in said
    assert "good.md  PASS  8 of 8 required checks pass" in said
    assert "2 reviewed, 1 not for any checklist; 1 failed" in said


@pytest.mark.slow_install
@pytest.mark.parametrize(("draft", "code"), [("good.md", 0), ("bread.qmd", 0), ("bad.mdx", 1)])
def test_a_good_draft_passes_and_a_bad_one_fails(draft: str, code: int, desk: Path) -> None:
    done, said = run(*CLIENT, "run", "inferlint", "--files", draft, cwd=desk)
    assert (done, "Passed" in said) == (code, code == 0), said


@pytest.mark.slow_install
def test_a_commit_goes_through_or_is_stopped(desk: Path) -> None:
    git("add", "good.md", "bread.qmd", "bad.txt", ".pre-commit-config.yaml", cwd=desk)
    git("commit", "--message", "good", cwd=desk)
    git("add", "bad.mdx", cwd=desk)
    code, said = run("git", "commit", "--message", "bad", cwd=desk)
    assert code != 0
    assert "bad.mdx  FAIL  " in said
    assert "bread.qmd" not in said
    (desk / "inferlint.toml").write_text("report-only = true\n", "utf-8")
    git("commit", "--message", "report only", cwd=desk)


@pytest.mark.slow_install
def test_an_unchanged_file_is_taken_from_the_cache(desk: Path) -> None:
    def imports() -> str:
        command = [*CLIENT, "run", "--verbose", "inferlint", "--files", "good.md"]
        code, said = run(*command, cwd=desk, PYTHONPROFILEIMPORTTIME="1")
        assert code == 0, said
        return said

    first, second = imports(), imports()
    assert "inferlint.cache" in first
    assert re.search(r"\bspacy\b", first)
    assert "inferlint.cache" in second
    assert not re.search(r"\b(spacy|numpy|markdown_it)\b", second)


@pytest.mark.slow_install
def test_all_articles_are_reviewed_whatever_the_commit_holds(desk: Path) -> None:
    git("add", "bad.txt", cwd=desk)
    code, said = run(*CLIENT, "run", "--hook-stage", "manual", "inferlint-all", cwd=desk)
    assert code == 1
    assert "bad.mdx  FAIL  " in said
    assert "2 reviewed, 1 not for any checklist; 1 failed" in said
    (desk / "bad.mdx").unlink()
    code, said = run(*CLIENT, "run", "--hook-stage", "manual", "inferlint-all", cwd=desk)
    assert (code, "Passed" in said) == (0, True), said
