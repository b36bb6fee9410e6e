"""Which files of a folder are articles, or have a name that is looked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
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
    search = _Search(_is_article)
    articles = sorted(search.below(folder))
    return articles, sorted(search.errors, key=str)


def find_named(folder: Path, names: Collection[str]) -> list[Path]:
    """Return the files below a folder that have one of these names, sorted, as for articles."""
    return sorted(_Search(lambda name: name in names).below(folder))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One line of a .gitignore file."""

    regex: re.Pattern[str]
    ignores: bool
    """False for a line that begins with `!`."""
    by_name: bool
    """True where no slash binds it to a place: then only the name counts, wherever it is."""

    def matches(self, prefix: str, name: str) -> bool:
        path = name if self.by_name else prefix + name
        found = self.regex.search(path)
        # What only matches a folder above has been decided there.
        return found is not None and (self.by_name or found.end() == len(path))


@dataclass(frozen=True, slots=True)
class _Ignores:
    """What one file of patterns says, seen from a folder below it."""

    patterns: tuple[_Pattern, ...]
    prefix: str = ""
    """The way from the file's folder to here: empty, or ending with a slash."""

    def inside(self, folder: str) -> _Ignores:
        return replace(self, prefix=f"{self.prefix}{folder}/")

    def says(self, name: str) -> bool | None:
        """Return whether a name here is ignored, None where the file says nothing about it."""
        for pattern in reversed(self.patterns):
            if pattern.matches(self.prefix, name):
                return pattern.ignores
        return None


def _read_patterns(text: str) -> Iterator[_Pattern]:
    for line in text.splitlines():
        # To git `a/**` is what is inside of a, to pathspec the folder a as well.
        for pattern in GitIgnoreSpec.from_lines([_INSIDE.sub(r"/**/*\1", line)]).patterns:
            if pattern.regex is not None and pattern.include is not None:
                by_name = "/" not in line.rstrip().removesuffix("/")
                yield _Pattern(pattern.regex, pattern.include, by_name)


_INSIDE = re.compile(r"/\*\*(/?)[ \t]*$")
_Rules = tuple[_Ignores, ...]


class _Search:
    def __init__(self, is_wanted: Callable[[str], bool]) -> None:
        self._is_wanted = is_wanted
        self.errors: list[InferlintError] = []

    def below(self, top: Path) -> Iterator[Path]:
        # A list instead of recursion: folders may be nested deeper than calls.
        rules = self._above(top.resolve())
        waiting = [] if rules is None else [(top, rules)]
        while waiting:
            folder, rules = waiting.pop()
            entries = self._entries(folder)
            if any(entry.name == ".gitignore" for entry in entries):
                rules = (*rules, *self._patterns(folder / ".gitignore"))
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if _is_entered(entry.name, rules):
                        waiting.append((folder / entry.name, _inside(rules, entry.name)))
                elif (
                    self._is_wanted(entry.name)
                    and not _is_ignored(entry.name, rules)
                    and self._is_file(entry)
                ):
                    yield folder / entry.name

    def _above(self, top: Path) -> _Rules | None:
        """Return what the files above `top` say, None if they ignore `top` as a whole."""
        root = _repository(top)
        if root is None:
            return ()
        rules = tuple(self._patterns(root / ".git" / "info" / "exclude"))
        folder = root
        for name in top.relative_to(root).parts:
            rules = (*rules, *self._patterns(folder / ".gitignore"))
            if _is_ignored(name + "/", rules):
                return None
            rules = _inside(rules, name)
            folder /= name
        return rules

    def _patterns(self, file: Path) -> Iterator[_Ignores]:
        try:
            if file.is_file():
                text = file.read_text(encoding="utf-8-sig", errors="replace")
                yield _Ignores(tuple(_read_patterns(text)))
        except OSError as error:
            self._report(file, "cannot be read", error)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                return list(entries)
        except OSError as error:
            self._report(folder, "cannot be searched", error)
            return []

    def _is_file(self, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_file()
        except OSError as error:
            self._report(Path(entry.path), "cannot be read", error)
            return False

    def _report(self, path: Path, what: str, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        self.errors.append(UnreadableError(f"{what}: {reason}", path=str(path)))


def _repository(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        if os.path.exists(parent / ".git"):  # noqa: PTH110 - never raises, not in a closed folder
            return parent
    return None


def _inside(rules: _Rules, folder: str) -> _Rules:
    return tuple(rule.inside(folder) for rule in rules)


def _is_entered(name: str, rules: _Rules) -> bool:
    return name not in NEVER_ENTERED and not _is_ignored(name + "/", rules)


def _is_article(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in SUFFIXES  # noqa: PTH122 - a name, in a hot loop


def _is_ignored(name: str, rules: _Rules) -> bool:
    """Tell whether git ignores a name: the innermost file that says something decides."""
    for rule in reversed(rules):
        said = rule.says(name)
        if said is not None:
            return said
    return False
