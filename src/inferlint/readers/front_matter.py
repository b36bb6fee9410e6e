"""The lines before an article that say things about it: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inferlint.document import Span
from inferlint.errors import InferlintError
from inferlint.yaml_lines import plain, read_yaml


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says; empty where an article has none."""

    end: int = 0
    """Where the article itself starts in the source."""
    values: Mapping[str, object] = field(default_factory=dict)
    title: Span | None = None
    """Where the title stands in the source, if it stands there word for word."""
    note: str | None = None
    """What is wrong with it."""


def read_front_matter(source: str, path: str) -> FrontMatter:
    """Read the front matter of a source, if it has some."""
    if block := _YAML.match(source):
        return _read(block, _yaml, path)
    if block := _TOML.match(source):
        return _read(block, _toml, path)
    return FrontMatter()


_YAML = re.compile(
    r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(\S[^\n]*)", re.MULTILINE)


class _Invalid(Exception):  # noqa: N818 - says what is wrong, and never leaves this module
    pass


def _read(block: re.Match[str], parse: Any, path: str) -> FrontMatter:
    try:
        values = parse(block[1], path)
    except _Invalid as error:
        return FrontMatter(end=block.end(), note=str(error))
    if not isinstance(values, dict):
        # Two thematic breaks with text between them.
        return FrontMatter()
    return FrontMatter(block.end(), values, _title(block, values.get("title")))


def _yaml(text: str, path: str) -> object:
    if not text.strip():
        return {}
    try:
        return plain(read_yaml(text, path=path, first_line=2))
    except InferlintError as error:
        place = f"line {error.line}: " if error.line else ""
        raise _Invalid(f"front matter is not valid YAML ({place}{error.message})") from None


def _toml(text: str, path: str) -> object:  # noqa: ARG001 - the same call as for YAML
    try:
        return {key: _as_written(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        raise _Invalid("front matter is not valid TOML (nested too deep)") from None
    except tomllib.TOMLDecodeError as error:
        place = re.sub(r"at line (\d+)", lambda line: f"at line {int(line[1]) + 1}", str(error))
        raise _Invalid(f"front matter is not valid TOML ({place})") from None


def _as_written(value: object) -> object:
    match value:
        case dict():
            return {key: _as_written(inner) for key, inner in value.items()}
        case list():
            return [_as_written(inner) for inner in value]
        case bool():
            return str(value).lower()
    return str(value)


def _title(block: re.Match[str], title: object) -> Span | None:
    line = _TITLE.search(block[1])
    if line is None or not isinstance(title, str) or not title.strip():
        return None
    column = line[1].find(title)
    if column < 0:
        return None
    start = block.start(1) + line.start(1) + column
    return Span(start, start + len(title))
