"""Which files of a folder are articles."""

import os
import time
from pathlib import Path

import pytest

from inferlint.readers.folders import find_articles


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def names(folder: Path) -> list[str]:
    articles, errors = find_articles(folder)
    assert errors == []
    return [article.relative_to(folder).as_posix() for article in articles]


def test_articles_are_found_in_order(folder: Path) -> None:
    fill(folder, dict.fromkeys(["b.md", "a/z.MDX", "a/c.markdown", "d.qmd", ".github/e.md"], ""))
    fill(folder, dict.fromkeys(["x.txt", "y.md.bak", "md", ".git/f.md", "node_modules/g/h.md"], ""))
    fill(folder, dict.fromkeys([".venv/i.md", "a/node_modules/j.md"], ""))
    assert names(folder) == [".github/e.md", "a/c.markdown", "a/z.MDX", "b.md", "d.qmd"]


def test_what_git_ignores_is_left_out(folder: Path) -> None:
    fill(folder, dict.fromkeys(["a.md", "build/b.md", "c/draft.md", "c/d.md", "e/draft.md"], ""))
    fill(folder, {".gitignore": "build/\ndraft.md\n", "e/.gitignore": "!draft.md\n"})
    assert names(folder) == ["a.md", "c/d.md", "e/draft.md"]


def test_a_nested_rule_counts_from_its_folder(folder: Path) -> None:
    fill(folder, dict.fromkeys(["a.md", "x/a.md", "x/y/a.md", "x/y/b.md"], ""))
    fill(folder, {"x/.gitignore": "/a.md\ny/b.md\n"})
    assert names(folder) == ["a.md", "x/y/a.md"]


def test_rules_above_the_folder_count(folder: Path) -> None:
    fill(folder, dict.fromkeys(["x/a.md", "x/old/b.md", "x/y/c.md"], ""))
    fill(folder, {".gitignore": "/x/old\n", "x/.gitignore": "c.md\n"})
    assert names(folder / "x") == ["a.md"]
    assert names(folder / "x" / "y") == []


def test_rules_above_the_repository_do_not(tmp_path: Path) -> None:
    fill(tmp_path, {".gitignore": "*.md\n", "inner/.git/HEAD": "", "inner/a.md": ""})
    assert names(tmp_path / "inner") == ["a.md"]


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        ("*.md\n!a.md", ["a.md", "x/a.md", "x/y/a.md"]),
        ("/a.md\n/x/b.md", ["b.md", "x/a.md", "x/y/a.md"]),
        ("x/**\n!x/a.md", ["a.md", "b.md", "x/a.md"]),
        ("x/\n!x/a.md", ["a.md", "b.md"]),
        ("y/\n!/x", ["a.md", "b.md", "x/a.md", "x/b.md"]),
        ("x/**/", ["a.md", "b.md", "x/a.md", "x/b.md"]),
        ("*\n!*/\n!b.md", ["b.md", "x/b.md"]),
        ("**/y\n# a.md\n\n", ["a.md", "b.md", "x/a.md", "x/b.md"]),
        ("\ufeffa.md\r\ny/\r\n", ["b.md", "x/b.md"]),
        ("[", ["a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md"]),
    ],
)
def test_patterns_mean_what_they_mean_to_git(folder: Path, patterns: str, left: list[str]) -> None:
    fill(folder, dict.fromkeys(["a.md", "b.md", "x/a.md", "x/b.md", "x/y/a.md"], ""))
    fill(folder, {".gitignore": patterns})
    assert names(folder) == left


def test_what_this_clone_excludes_is_left_out(folder: Path) -> None:
    fill(folder, dict.fromkeys(["a.md", "x/a.md", "x/b.md", "y/a.md"], ""))
    fill(folder, {".git/info/exclude": "a.md\n", "y/.gitignore": "!a.md\n"})
    assert names(folder) == ["x/b.md", "y/a.md"]
    assert names(folder / "x") == ["b.md"]


def test_inside_of_an_ignored_folder_everything_is_ignored(folder: Path) -> None:
    fill(folder, {".gitignore": "build/\n", "build/x/.gitignore": "!*.md\n", "build/x/a.md": ""})
    assert names(folder / "build" / "x") == []


def test_many_files_are_found_soon(folder: Path) -> None:
    for part in range(30):
        (folder / str(part)).mkdir()
        for page in range(100):
            (folder / str(part) / f"{page}.md").touch()
    fill(folder, {".gitignore": "".join(f"*.{kind}\nout{kind}/\n" for kind in range(50))})
    started = time.process_time()
    assert len(names(folder)) == 3000
    assert time.process_time() - started < 2


def test_a_folder_without_repository(tmp_path: Path) -> None:
    fill(tmp_path, {".gitignore": "b.md\n", "a.md": "", "b.md": ""})
    assert names(tmp_path) == ["a.md"]


def test_linked_folders_are_not_entered(folder: Path) -> None:
    fill(folder, {"a/b.md": ""})
    (folder / "a" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "linked.md").symlink_to(folder / "a" / "b.md")
    (folder / "broken.md").symlink_to(folder / "nowhere.md")
    (folder / "d.md").mkdir()
    assert names(folder) == ["a/b.md", "linked.md"]


def test_a_link_to_itself_is_reported(folder: Path) -> None:
    fill(folder, {"a.md": ""})
    (folder / "loop.md").symlink_to("loop.md")
    articles, errors = find_articles(folder)
    assert [article.name for article in articles] == ["a.md"]
    assert [str(error).rpartition(": ")[0] for error in errors] == [
        f"{folder / 'loop.md'}: cannot be read"
    ]


def test_a_closed_folder_is_reported(folder: Path) -> None:
    fill(folder, {"a.md": "", "closed/b.md": ""})
    (folder / "closed").chmod(0)
    if os.access(folder / "closed", os.R_OK):
        pytest.skip("this user may read everything")
    articles, errors = find_articles(folder)
    (folder / "closed").chmod(0o700)
    assert [article.name for article in articles] == ["a.md"]
    assert [str(error) for error in errors] == [
        f"{folder / 'closed'}: cannot be searched: permission denied"
    ]


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    articles, errors = find_articles(tmp_path / "gone")
    assert articles == []
    assert str(errors[0]).endswith("gone: cannot be searched: no such file or directory")
