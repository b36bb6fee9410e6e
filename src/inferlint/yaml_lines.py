"""YAML as editors write it: text, lists and tables, each with the line that it stands on.

Every scalar stays a string, so `on`, `no` and `1.0` are words. What lets one line mean something
that another line said (aliases, anchors, tags, repeated keys) is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from inferlint.errors import InferlintError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as written; empty where nothing is written."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the order of the file."""

    entries: Mapping[str, Node]
    line: int
    key_lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each key."""

    def line_of(self, key: str) -> int:
        """Return the line of a key, or the table's own where it has no such key."""
        return self.key_lines.get(key, self.line)


Node = Text | Items | Table


def read_yaml(text: str, *, path: str, first_line: int = 1) -> Node:
    """Read one YAML document; its first line is `first_line` of the file at `path`."""
    _refuse_unprintable(text, path, first_line)
    try:
        return _Reading(text, path, first_line).document()
    except yaml.MarkedYAMLError as error:
        raise _in_plain_words(error, text, path, first_line) from error
    except yaml.YAMLError as error:
        raise InferlintError(f"cannot be read as YAML: {error}", path=path) from error


def plain(node: Node) -> str | list[Any] | dict[str, Any]:
    """Return the same content without the lines."""
    match node:
        case Text(value):
            return value
        case Items(items):
            return [plain(item) for item in items]
        case Table(entries):
            return {key: plain(value) for key, value in entries.items()}


_DEEPEST = 50
# The C loader is ten times faster; PyYAML may have been built without it.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Reading:
    """Builds the nodes of one document from PyYAML's events."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
        self._path = path
        self._first_line = first_line

    def document(self) -> Node:
        """Return the only document; one without content is an empty table."""
        next(self._events)
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            return Table({}, self._first_line)
        node = self._node(next(self._events), depth=0)
        next(self._events)
        following = next(self._events)
        if isinstance(following, yaml.DocumentStartEvent):
            self._refuse("a second document starts here", following, "remove the line `---`")
        return Table({}, self._first_line) if node == Text("", node.line) else node

    def _node(self, event: yaml.Event, *, depth: int) -> Node:
        self._refuse_indirect(event)
        if depth > _DEEPEST:
            self._refuse(f"nested more than {_DEEPEST} levels deep", event, "make it flatter")
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, self._line(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, depth=depth)
        return self._table(event, depth=depth)

    def _items(self, start: yaml.Event, *, depth: int) -> Items:
        items = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth=depth + 1))
        return Items(tuple(items), self._line(start))

    def _table(self, start: yaml.Event, *, depth: int) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, lines)
            lines[key] = self._line(event)
            entries[key] = self._node(next(self._events), depth=depth + 1)
        return Table(entries, self._line(start), lines)

    def _key(self, event: yaml.Event, seen: Mapping[str, int]) -> str:
        self._refuse_indirect(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse("a key must be text", event, "quote what stands before the colon")
        key: str = event.value
        if not key:
            self._refuse("a key is empty", event, "write a name before the colon")
        if key in seen:
            hint = "keep one of the two"
            self._refuse(f"{key!r} stands here again (first in line {seen[key]})", event, hint)
        return key

    def _refuse_indirect(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            hint = "write the content out, or quote text that starts with *"
            self._refuse(f"the alias *{anchor} is not allowed", event, hint)
        if anchor is not None:
            hint = "remove it, or quote text that starts with &"
            self._refuse(f"the anchor &{anchor} is not allowed", event, hint)
        if tag is not None:
            hint = "remove it, or quote text that starts with !"
            self._refuse(f"the tag {tag} is not allowed", event, hint)

    def _line(self, event: yaml.Event) -> int:
        mark: Any = event.start_mark
        return int(mark.line) + self._first_line

    def _refuse(self, message: str, event: yaml.Event, hint: str) -> NoReturn:
        raise InferlintError(message, path=self._path, line=self._line(event), hint=hint)


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _refuse_unprintable(text: str, path: str, first_line: int) -> None:
    """Name the line of a control character, which PyYAML would not."""
    if found := _UNPRINTABLE.search(text):
        message = f"the invisible character U+{ord(found[0]):04X} is not allowed"
        line = first_line + text.count("\n", 0, found.start())
        raise InferlintError(message, path=path, line=line, hint="delete it")


_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"mapping values are not allowed", "a colon stands where none is expected",
     "put text that holds a colon in quotes, and check the indentation"),
    (r"could not find expected ':'", "this line has no colon",
     "write `key: value`, or indent a line that goes on from the one above"),
    (r"'\\t'|tab character", "a tab stands where spaces are expected", "indent with spaces"),
    (r"cannot start any token", "text cannot start with this sign", "put it in quotes"),
    (r"unexpected end of stream", "a quotation mark is never closed", "close it"),
    (r"expected ',' or", "a bracket is not closed, or a comma is missing",
     "put text that holds brackets or commas in quotes"),
    (r"unknown escape", "a backslash inside double quotes starts no known sign",
     "use single quotes, or write two backslashes"),
    (r"expected key|expected '-' indicator|<block end>|document start", "the indentation or the "
     "quotation marks do not fit the lines above", "line it up with its neighbours"),
)  # fmt: skip
_STARTS_AT = re.compile("simple key|flow|quoted")


def _in_plain_words(
    error: yaml.MarkedYAMLError, text: str, path: str, first_line: int
) -> InferlintError:
    problem = error.problem or "unknown reason"
    mark = error.problem_mark
    if error.context_mark and _STARTS_AT.search(error.context or ""):
        mark = error.context_mark
    line = mark.line if mark else 0
    if mark and _stands_on_tab(text, line, mark.column):
        problem = "tab character"
    for pattern, message, hint in _PLAIN_WORDS:
        if re.search(pattern, problem):
            return InferlintError(message, path=path, line=first_line + line, hint=hint)
    message = f"cannot be read as YAML: {problem}"
    return InferlintError(message, path=path, line=first_line + line)


def _stands_on_tab(text: str, line: int, column: int) -> bool:
    lines = text.splitlines()
    return line < len(lines) and lines[line][column : column + 1] == "\t"
