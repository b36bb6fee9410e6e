"""Where settings come from: `inferlint.toml`, or `[tool.inferlint]` in `pyproject.toml`.

The nearest file upwards to the repository's root counts, and no other. Knows nothing of how
anything is judged: names of checks and measures are checked by those who know them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from inferlint.errors import InferlintError, did_you_mean

FILE, PYPROJECT = "inferlint.toml", "pyproject.toml"
LEVELS = ("error", "warning", "note", "off")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for one path; an empty or None value says nothing, and the default holds."""

    pack: str | bool | None = None
    """The pack to review with, whatever the topic; False for no review."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    levels: Mapping[str, str] = field(default_factory=dict)
    """By check: `error`, `warning`, `note`, or `off`."""
    bounds: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    """By check and measure: the numbers that take the place of the rule's."""


@dataclass(frozen=True, slots=True)
class Override:
    """Settings for some files."""

    files: tuple[str, ...]
    """Patterns as in `.gitignore`, relative to the configuration's folder."""
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Config:
    """What one configuration file says; without a file all is as it comes."""

    path: Path | None = None
    folder: Path = field(default_factory=Path)
    """What its paths and patterns are relative to."""
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    """The packs whose articles are looked for; empty for all."""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    baseline: str | None = None
    jobs: str | None = None
    cache: bool = True
    report_only: bool = False
    general: Settings = field(default_factory=Settings)
    overrides: tuple[Override, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """By dotted key: the line where it stands, as far as it was found."""

    def for_path(self, path: Path) -> Settings:
        """Return the settings for a file: those for all, and what each fitting override adds."""
        settings = self.general
        for _, override in self.overrides_for(path):
            settings = _merged(settings, override.settings)
        return settings

    def overrides_for(self, path: Path) -> Iterator[tuple[int, Override]]:
        """Yield the overrides that fit a file, each with its number, in their order."""
        for number, override in enumerate(self.overrides):
            if self._fits(path, override.files):
                yield number, override

    def leaves_out(self, path: Path) -> bool:
        """Tell whether a search of folders passes a file by."""
        if self.include and not self._fits(path, self.include):
            return True
        return bool(self.exclude) and self._fits(path, self.exclude)

    def line_of(self, key: str) -> int | None:
        """Return the line of a dotted key, or of the nearest one around it; None if unset."""
        return _line_of(key, self.lines)

    def mistake(self, key: str, message: str, hint: str | None = None) -> InferlintError:
        """Return the error that names the file and the line of a key."""
        place = str(self.path) if self.path else None
        return InferlintError(message, path=place, line=self.line_of(key), hint=hint)

    def _fits(self, path: Path, patterns: tuple[str, ...]) -> bool:
        place = os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))  # noqa: PTH100
        if place.startswith(".."):
            return False
        from pathspec import GitIgnoreSpec  # takes a while, and few configurations have patterns

        return GitIgnoreSpec.from_lines(patterns).match_file(Path(place).as_posix())


def find_config(start: Path) -> Config:
    """Return the configuration that holds in a folder: the nearest one upwards, or none.

    The search ends at the root of the repository; outside of one only the folder itself counts.

    Raises:
        InferlintError: the file has a mistake.
    """
    for folder in _upwards(start):
        own, project = folder / FILE, folder / PYPROJECT
        if own.is_file():
            return read_config(own)
        if project.is_file() and (config := _in_pyproject(project)) is not None:
            return config
    return Config(folder=start)


def read_config(path: Path) -> Config:
    """Return what a file says: `inferlint.toml`, or a `pyproject.toml` with its table.

    Raises:
        InferlintError: it cannot be read, or has a mistake.
    """
    if path.name == PYPROJECT:
        return _in_pyproject(path) or Config(path=path, folder=path.parent)
    return _Reader(path, _read(path)).config(_table(path, _read(path)), "")


def repository_around(start: Path) -> Path:
    """Return the root of the repository that a folder lies in; outside of one the folder itself."""
    *_, root = _upwards(start)
    return root


def _upwards(start: Path) -> Iterator[Path]:
    here = start.resolve()
    above = [here, *here.parents]
    root = next((folder for folder in above if os.path.exists(folder / ".git")), here)  # noqa: PTH110
    for folder in above[: above.index(root) + 1]:
        yield start / os.path.relpath(folder, here)


def _in_pyproject(path: Path) -> Config | None:
    text = _read(path)
    if "inferlint" not in text:
        return None
    table = _table(path, text).get("tool", {})
    if not isinstance(table, dict) or "inferlint" not in table:
        return None
    return _Reader(path, text).config(table["inferlint"], "tool.inferlint.")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "error").lower()
        raise InferlintError(f"cannot be read: {reason}", path=str(path)) from None
    except UnicodeDecodeError:
        raise InferlintError(
            "this is no UTF-8 text", path=str(path), hint="save it as UTF-8"
        ) from None


def _table(path: Path, text: str) -> dict[str, Any]:
    import tomllib  # not for `inferlint --help`

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        end = text.rstrip().count("\n") + 1 if place else None
        line = int(place[1]) if place and place[1] else end
        message = str(error)[: place.start()] if place else str(error)
        said = f"{message[:1].lower()}{message[1:]}"
        raise InferlintError(f"this is no valid TOML: {said}", path=str(path), line=line) from None


class _Reader:
    """Reads the table of one file; every mistake names its line."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = dict(_lines_of(text))

    def config(self, table: Any, prefix: str) -> Config:
        self._prefix = prefix
        lines = {
            key.removeprefix(prefix): line
            for key, line in self._lines.items()
            if key.startswith(prefix)
        }
        place = Config(path=self._path, folder=self._path.parent, lines=lines)
        values = self._checked(table, _GENERAL | _PER_PATH, "")
        overrides = tuple(
            self._override(override, f"overrides.{number}")
            for number, override in enumerate(self._list(values.pop("overrides", []), "overrides"))
        )
        per_path = {key: values.pop(key) for key in list(values) if key in _PER_PATH}
        return replace(
            place,
            general=_merged(Settings(), per_path),
            overrides=overrides,
            **{key.replace("-", "_"): value for key, value in values.items()},
        )

    def _override(self, table: Any, key: str) -> Override:
        values = self._checked(table, _PER_PATH | {"files": _texts}, f"{key}.")
        if "files" not in values:
            raise self._mistake(key, "an override names no files", 'add `files = ["docs/**"]`')
        return Override(values.pop("files"), values)

    def _checked(
        self, table: Any, known: Mapping[str, Callable[[Any], Any]], prefix: str
    ) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self._mistake(prefix.rstrip("."), "this must be a table")
        values = {}
        for key, value in table.items():
            if key not in known:
                hint = did_you_mean(key, known)
                raise self._mistake(f"{prefix}{key}", f"unknown key {key!r}", hint)
            try:
                values[key] = known[key](value)
            except _Unfit as unfit:
                place = ".".join((f"{prefix}{key}", *unfit.inside))
                message = f"{key!r} must be {unfit.wanted}"
                raise self._mistake(place, message, unfit.hint) from None
        return values

    def _list(self, value: Any, key: str) -> list[Any]:
        if not isinstance(value, list):
            raise self._mistake(key, f"{key!r} must be a list of tables", f"write `[[{key}]]`")
        return value

    def _mistake(self, key: str, message: str, hint: str | None = None) -> InferlintError:
        line = _line_of(f"{self._prefix}{key}", self._lines)
        return InferlintError(message, path=str(self._path), line=line, hint=hint)


def _line_of(key: str, lines: Mapping[str, int]) -> int | None:
    """Return the line of a dotted key, or of the nearest one around it that was found."""
    while key:
        if key in lines:
            return lines[key]
        key = key.rpartition(".")[0]
    return None


def _lines_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield (dotted key, line) of a TOML text, tables of a list by their number.

    Good enough for pointing at a line: keys inside of inline tables have the line of the outer.
    """
    table = ""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _plain(header["name"])
            if header["several"]:
                seen[table] = seen.get(table, -1) + 1
                table = f"{table}.{seen[table]}"
            yield table, number
        elif key := _KEY.match(line):
            yield ".".join(filter(None, (table, _plain(key["name"])))), number


_HEADER = re.compile(r"\s*\[(?P<several>\[)?\s*(?P<name>[^\]#]+?)\s*\]")
_KEY = re.compile(
    r"""\s*(?P<name>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""
)


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


class _Unfit(Exception):  # noqa: N818 - never leaves this module
    """What a value must be, what to do, and the keys inside of it where it is wrong."""

    def __init__(self, wanted: str, hint: str | None = None, *inside: str) -> None:
        super().__init__(wanted)
        self.wanted, self.hint, self.inside = wanted, hint, inside


def _texts(value: Any) -> tuple[str, ...]:
    if not (isinstance(value, list) and all(isinstance(item, str) and item for item in value)):
        raise _Unfit("a list of texts", 'write for example `["docs/**"]`')
    return tuple(value)


def _text(value: Any) -> str:
    if not (isinstance(value, str) and value):
        raise _Unfit("a text", "write it in quotes")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Unfit("true or false")
    return value


def _jobs(value: Any) -> str:
    if value == "auto" or (type(value) is int and value > 0):
        return str(value)
    raise _Unfit('a number from 1, or "auto"')


def _pack(value: Any) -> str | bool:
    if (isinstance(value, str) and value) or value is False:
        return value
    raise _Unfit("the name of a pack, or false")


def _levels(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _Unfit("a table of checks", 'write for example `covers-batch = "warning"`')
    for check, level in value.items():
        if level not in LEVELS:
            hint = did_you_mean(level, LEVELS) if isinstance(level, str) else None
            raise _Unfit(f"one of {', '.join(LEVELS)} for each check", hint, check)
    return dict(value)


def _bounds(value: Any) -> dict[str, dict[str, dict[str, float]]]:
    hint = 'write for example `scannable."longest paragraph" = {weak = 150, fail = 250}`'
    if not isinstance(value, dict):
        raise _Unfit("a table of checks", hint)
    for check, measures in value.items():
        if not isinstance(measures, dict):
            raise _Unfit("a table of measures for each check", hint, check)
        for measure, numbers in measures.items():
            if not isinstance(numbers, dict) or not numbers or not numbers.keys() <= _SIDES:
                wanted = "numbers for pass, weak, fail or note"
                raise _Unfit(wanted, hint, check, measure)
            for number in numbers.values():
                if isinstance(number, bool) or not isinstance(number, int | float) or number < 0:
                    raise _Unfit("numbers from 0", hint, check, measure)
    return dict(value)


_SIDES = frozenset({"pass", "weak", "fail", "note"})


_PER_PATH: dict[str, Callable[[Any], Any]] = {
    "pack": _pack,
    "select": _texts,
    "ignore": _texts,
    "strict": _yes_or_no,
    "levels": _levels,
    "bounds": _bounds,
}
_GENERAL: dict[str, Callable[[Any], Any]] = {
    "rules": _texts,
    "packs": _texts,
    "include": _texts,
    "exclude": _texts,
    "baseline": _text,
    "jobs": _jobs,
    "cache": _yes_or_no,
    "report-only": _yes_or_no,
    "overrides": lambda value: value,
}


def _merged(settings: Settings, values: Mapping[str, Any]) -> Settings:
    """Return the settings with other values in their place; of tables entry by entry."""
    merged = dict(values)
    if "levels" in merged:
        merged["levels"] = {**settings.levels, **merged["levels"]}
    if "bounds" in merged:
        checks = {**settings.bounds}
        for check, measures in merged["bounds"].items():
            checks[check] = {**checks.get(check, {}), **measures}
        merged["bounds"] = checks
    assert merged.keys() <= {part.name for part in fields(Settings)}
    return replace(settings, **merged)
