"""What the nodes of a rule file may be: each one fits, or is a mistake with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inferlint.errors import InferlintError, did_you_mean
from inferlint.yaml_lines import Items, Node, Table, Text, read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One YAML file of a pack; the questions to its nodes raise errors that name the file."""

    path: str

    def read(self, content: str) -> Node:
        """Return the nodes of the file's content."""
        return read_yaml(content, path=self.path)

    def mistake(self, line: int, message: str, hint: str | None = None) -> InferlintError:
        """Return the error that says what is wrong in this line, and what to do."""
        return InferlintError(message, path=self.path, line=line, hint=hint)

    def unknown(
        self, line: int, kind: str, word: str, known: Collection[str], hint: str | None = None
    ) -> InferlintError:
        """Return the error about a name that does not exist, with the nearest one that does."""
        return self.mistake(line, f"unknown {kind} {word!r}", did_you_mean(word, known) or hint)

    def table(self, node: Node, what: str) -> Table:
        """Return a mapping that has at least one key."""
        if isinstance(node, Table) and node.entries:
            return node
        message = f"{what} must be a mapping, not {_kind(node)}"
        raise self.mistake(node.line, message, "write lines of `key: value`")

    def fields(
        self, node: Node, what: str, *, required: Iterable[str], optional: Iterable[str] = ()
    ) -> Table:
        """Return a mapping that has the required keys, and no unknown ones."""
        table = self.table(node, what)
        required = tuple(required)
        known = {*required, *optional}
        for key in table.entries:
            if key not in known:
                raise self.unknown(table.line_of(key), "key", key, known)
        for key in required:
            if key not in table.entries:
                raise self.mistake(table.line, f"{what} lacks the key {key!r}", f"add `{key}:`")
        return table

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """Return the members of a list that has at least one."""
        if isinstance(node, Items) and node.items:
            return node.items
        message = f"{what} must be a list, not {_kind(node)}"
        raise self.mistake(node.line, message, "write `- ` before each member")

    def text(self, node: Node, what: str) -> str:
        """Return a text that is not empty, as written."""
        if not isinstance(node, Text):
            hint = "write it behind the colon, or below `>`"
            raise self.mistake(node.line, f"{what} must be text, not {_kind(node)}", hint)
        if not node.value.strip():
            raise self.mistake(node.line, f"{what} is empty", "write something after it")
        return node.value

    def line_of_text(self, node: Node, what: str) -> str:
        """Return a text with its line breaks and runs of spaces folded."""
        return " ".join(self.text(node, what).split())

    def optional_text(self, table: Table, key: str) -> str | None:
        """Return the folded text under a key that may be absent."""
        node = table.entries.get(key)
        return self.line_of_text(node, repr(key)) if node else None

    def names(self, node: Node, what: str, before: Collection[str] = ()) -> tuple[Text, ...]:
        """Return a list of texts, each once; those `before` stand in an extended pack already."""
        found: dict[str, Text] = {}
        for item in self.items(node, what):
            name = self.line_of_text(item, f"a member of {what}")
            if name in found:
                message = f"{name!r} stands twice in {what} (first in line {found[name].line})"
                raise self.mistake(item.line, message, "keep one of the two")
            if name in before:
                message = f"{name!r} stands in {what} of the extended pack already"
                raise self.mistake(item.line, message, "leave it out")
            found[name] = Text(name, item.line)
        return tuple(found.values())


def _kind(node: Node) -> str:
    match node:
        case Text(value):
            return "text" if value.strip() else "empty"
        case Items(items):
            return "a list" if items else "an empty list"
        case Table(entries):
            return "a mapping" if entries else "empty"
