"""Which files of a folder are articles."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from inferlint.errors import InferlintError, UnreadableError
from inferlint.readers import SUFFIXES

NEVER_ENTERED = frozenset({".git", "node_modules", ".venv"})


@dataclass(frozen=True, slots=True)
class Found:
    """The articles below a folder, sorted, and the folders that could not be searched."""

    articles: tuple[Path, ...]
    errors: tuple[InferlintError, ...]


def find_articles(folder: Path) -> Found:
    """Return the articles below a folder; what git ignores is left out, links are not followed."""
    search = _Search()
    articles = list(search.below(folder, search.ignored_above(folder)))
    return Found(tuple(sorted(articles)), tuple(search.errors))


@dataclass(frozen=True, slots=True)
class _Ignored:
    """What one .gitignore file says about the paths below its folder."""

    folder: Path
    patterns: GitIgnoreSpec

    def says(self, path: Path, name: str) -> bool | None:
        """Return whether `path` (a folder's `name` ends with a slash) is ignored, None if unsaid."""
        relative = os.path.relpath(path.parent, self.folder)
        below = name if relative == os.curdir else f"{Path(relative).as_posix()}/{name}"
        return self.patterns.check_file(below).include


class _Search:
    def __init__(self) -> None:
        self.errors: list[InferlintError] = []

    def ignored_above(self, folder: Path) -> tuple[_Ignored, ...]:
        """Return what the .gitignore files say from the repository's root down to `folder`."""
        chain: list[Path] = []
        for parent in folder.absolute().parents:
            chain.append(parent)
            if (parent / ".git").exists():
                break
        else:
            return ()
        if (folder / ".git").exists():
            return ()
        return tuple(rules for parent in reversed(chain) for rules in self._ignored_in(parent))

    def below(self, folder: Path, ignored: Sequence[_Ignored]) -> Iterator[Path]:
        rules = (*ignored, *self._ignored_in(folder))
        for entry in self._entries(folder):
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in NEVER_ENTERED and not _ignores(rules, path, entry.name + "/"):
                    yield from self.below(path, rules)
            elif path.suffix.lower() in SUFFIXES and not _ignores(rules, path, entry.name):
                if entry.is_file():
                    yield path

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self._report(folder, error)
            return []

    def _ignored_in(self, folder: Path) -> Iterator[_Ignored]:
        file = folder / ".gitignore"
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return
        except OSError as error:
            self._report(file, error)
            return
        yield _Ignored(folder.absolute(), GitIgnoreSpec.from_lines(lines))

    def _report(self, path: Path, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        self.errors.append(UnreadableError(f"cannot be searched: {reason}", path=str(path)))


def _ignores(rules: Sequence[_Ignored], path: Path, name: str) -> bool:
    """Tell whether git ignores a path: the innermost file that says something decides."""
    for rule in reversed(rules):
        said = rule.says(path.absolute(), name)
        if said is not None:
            return said
    return False
