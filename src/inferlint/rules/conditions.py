"""The value of a part: a concept, `any`, `all` or `at least N of` several, and where they stand."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inferlint.rules.model import Condition, Part, Where
from inferlint.yaml_lines import Items, Node, Table, Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from inferlint.rules.fields import RuleFile

_WAYS = "any, all, at least N of"
_PLACES = ("headings", "lists", "tables", "article")
_AT_LEAST = re.compile(r"at least ([0-9]{1,4}) of")
_STRETCH = re.compile(r"(first|last) ([1-9][0-9]{0,5}) words")


@dataclass(frozen=True, slots=True)
class ConditionReader:
    """Reads the conditions of one file; every concept must be among `concepts`."""

    file: RuleFile
    concepts: Collection[str]

    def part(self, label: str, node: Node) -> Part:
        """Return the part with this label; only here may `must` stand."""
        what = f"the part {label!r}"
        if not (isinstance(node, Table) and "must" in node.entries):
            return Part(label, self.condition(node, what))
        self.file.fields(node, what, required=("must",), optional=("where",))
        condition = self.condition(node.entries["must"], what)
        return Part(label, _narrowed(condition, self._where(node)), must=True)

    def condition(self, node: Node, what: str) -> Condition:
        """Return what a concept's name or a mapping asks for."""
        if isinstance(node, Text):
            return Condition((self.concept(node, what),), 1)
        if isinstance(node, Items):
            message = f"{what} must be a concept or a mapping, not a list"
            raise self.file.mistake(node.line, message, "write {any: [...]} or {all: [...]}")
        way = self._way(node, what)
        items = self._items(node.entries[way], way)
        needed = self._needed(way, members=len(items), line=node.line_of(way))
        return Condition(items, needed, self._where(node))

    def concept(self, node: Node, what: str) -> str:
        """Return the name of a concept that exists."""
        name = self.file.line_of_text(node, what)
        if name not in self.concepts:
            hint = "add it to concepts.yaml"
            raise self.file.unknown(node.line, "concept", name, self.concepts, hint)
        return name

    def _way(self, node: Table, what: str) -> str:
        """Return the one key that says how many of the members must be found."""
        ways = [key for key in self.file.table(node, what).entries if key != "where"]
        for key in ways:
            self._check_way(key, node.line_of(key))
        if len(ways) != 1:
            found = " and ".join(map(repr, ways)) or "none"
            message = f"{what} has {found} of the keys {_WAYS}"
            raise self.file.mistake(node.line, message, "write exactly one of them")
        return ways[0]

    def _check_way(self, key: str, line: int) -> None:
        if key == "must":
            hint = "it belongs right behind the part's label"
            raise self.file.mistake(line, "'must' stands inside another condition", hint)
        if key not in ("any", "all") and not _AT_LEAST.fullmatch(key):
            hint = f"choose from must, {_WAYS}, where"
            raise self.file.mistake(line, f"unknown key {key!r}", hint)

    def _items(self, node: Node, way: str) -> tuple[str | Condition, ...]:
        found: list[str | Condition] = []
        for member in self.file.items(node, f"'{way}'"):
            item = self._item(member, f"a member of '{way}'")
            if item in found:
                message = f"a member of '{way}' stands there twice"
                raise self.file.mistake(member.line, message, "keep one of the two")
            found.append(item)
        return tuple(found)

    def _item(self, node: Node, what: str) -> str | Condition:
        return self.concept(node, what) if isinstance(node, Text) else self.condition(node, what)

    def _needed(self, way: str, *, members: int, line: int) -> int:
        match = _AT_LEAST.fullmatch(way)
        if match is None:
            return 1 if way == "any" else members
        needed = int(match[1])
        if not 1 <= needed <= members:
            message = f"'{way}' stands over a list of {members}"
            raise self.file.mistake(line, message, "take a number from 1 to the list's length")
        return needed

    def _where(self, table: Table) -> Where | None:
        if "where" not in table.entries:
            return None
        node = table.entries["where"]
        place = self.file.line_of_text(node, "'where'")
        if match := _STRETCH.fullmatch(place):
            return Where(match[1], int(match[2]))
        if place not in _PLACES:
            hint = f"choose from {', '.join(_PLACES)}, first N words, last N words"
            raise self.file.mistake(node.line, f"unknown place {place!r}", hint)
        return Where(place)


def _narrowed(condition: Condition, where: Where | None) -> Condition:
    """Apply a place from outside; a condition with a place of its own keeps both."""
    if where is None:
        return condition
    if condition.where is None:
        return dataclasses.replace(condition, where=where)
    return Condition((condition,), 1, where)
