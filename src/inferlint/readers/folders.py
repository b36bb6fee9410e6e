"""Which files of a folder are articles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pathspec import GitIgnoreSpec

from inferlint.errors import InferlintError, UnreadableError
from inferlint.readers import SUFFIXES

NEVER_ENTERED = frozenset({".git", "node_modules", ".venv"})


def find_articles(folder: Path) -> tuple[list[Path], list[InferlintError]]:
    """Return the articles below a folder, sorted, and what could not be searched.

    What git ignores is left out. Linked files count, linked folders are not entered.
    """
    search = _Search()
    articles = sorted(search.below(folder))
    return articles, search.errors


@dataclass(frozen=True, slots=True)
class _Ignores:
    """What one .gitignore file says, seen from a folder below it."""

    patterns: GitIgnoreSpec
    prefix: str = ""
    """The way from the file's folder to here: empty, or ending with a slash."""

    def inside(self, folder: str) -> _Ignores:
        return replace(self, prefix=f"{self.prefix}{folder}/")

    def says(self, name: str) -> bool | None:
        """Return whether a name here is ignored, None where the file says nothing about it."""
        return self.patterns.check_file(self.prefix + name).include


_Rules = tuple[_Ignores, ...]


class _Search:
    def __init__(self) -> None:
        self.errors: list[InferlintError] = []

    def below(self, top: Path) -> Iterator[Path]:
        # A list instead of recursion: folders may be nested deeper than calls.
        waiting: list[tuple[Path, _Rules]] = [(top, self._above(top.resolve()))]
        while waiting:
            folder, rules = waiting.pop()
            rules = (*rules, *self._ignores(folder))
            for entry in self._entries(folder):
                if entry.is_dir(follow_symlinks=False):
                    if _is_entered(entry.name, rules):
                        waiting.append((folder / entry.name, _inside(rules, entry.name)))
                elif _is_article(entry, rules):
                    yield folder / entry.name

    def _above(self, top: Path) -> _Rules:
        """Return what the .gitignore files above `top` say, from the repository's root down."""
        rules: _Rules = ()
        root = _repository(top)
        if root is None:
            return rules
        folder = root
        for name in top.relative_to(root).parts:
            rules = _inside((*rules, *self._ignores(folder)), name)
            folder /= name
        return rules

    def _ignores(self, folder: Path) -> Iterator[_Ignores]:
        file = folder / ".gitignore"
        try:
            if file.is_file():
                text = file.read_text(encoding="utf-8", errors="replace")
                yield _Ignores(GitIgnoreSpec.from_lines(text.splitlines()))
        except OSError as error:
            self._report(file, "cannot be read", error)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self._report(folder, "cannot be searched", error)
            return []

    def _report(self, path: Path, what: str, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        self.errors.append(UnreadableError(f"{what}: {reason}", path=str(path)))


def _repository(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return parent
    return None


def _inside(rules: _Rules, folder: str) -> _Rules:
    return tuple(rule.inside(folder) for rule in rules)


def _is_entered(name: str, rules: _Rules) -> bool:
    return name not in NEVER_ENTERED and not _is_ignored(name + "/", rules)


def _is_article(entry: os.DirEntry[str], rules: _Rules) -> bool:
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122 - a name, in a hot loop
    return suffix in SUFFIXES and entry.is_file() and not _is_ignored(entry.name, rules)


def _is_ignored(name: str, rules: _Rules) -> bool:
    """Tell whether git ignores a name: the innermost file that says something decides."""
    for rule in reversed(rules):
        said = rule.says(name)
        if said is not None:
            return said
    return False
