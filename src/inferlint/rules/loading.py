"""A folder of rule files becomes a Pack, or an error that names the file and the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferlint.errors import InferlintError, did_you_mean
from inferlint.rules.checks import TOPIC, Offered, check_table, read_check, read_topic
from inferlint.rules.concepts import check_all_used, read_concepts
from inferlint.rules.fields import RuleFile
from inferlint.rules.model import Forbid, Pack, Require, Rule
from inferlint.rules.pack_files import PACK, fingerprint, read_files, text_of
from inferlint.rules.statements import concepts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from inferlint.rules.model import Concept
    from inferlint.yaml_lines import Node, Table, Text

_CONCEPTS = "concepts.yaml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = (TOPIC, "pack", "concepts")


def load_pack(folder: Path) -> Pack:
    """Read the pack in this folder; the first mistake in it is raised."""
    files = read_files(folder)
    loader = _Loader(folder, {name: text_of(files[name], str(folder / name)) for name in files})
    return loader.pack(sha256=fingerprint(files))


class _Loader:
    """Reads the files of one pack in the order in which they need each other."""

    def __init__(self, folder: Path, contents: dict[str, str]) -> None:
        self._folder = folder
        self._contents = contents

    def pack(self, *, sha256: str) -> Pack:
        """Return the pack, checked as a whole."""
        file = self._file(PACK)
        keys = ("name", "title", "topic", "checks")
        table = file.fields(file.read(self._contents[PACK]), "the pack", required=keys)
        name = self._name(table.entries["name"], file)
        checks = self._checks(table.entries["checks"], file)
        concepts = self._concepts()
        tables = {check: self._table(check) for check in checks}
        offered = Offered(name, concepts, _requiring(tables))
        topic = read_topic(table.entries["topic"], file, offered)
        rules = tuple(
            read_check(check, tables[check], self._file(f"{check}.yaml"), offered)
            for check in checks
        )
        check_all_used(concepts, {*_used(topic, *rules)}, self._file(_CONCEPTS))
        return Pack(
            name=name,
            title=file.line_of_text(table.entries["title"], "'title'"),
            topic=topic,
            concepts=concepts,
            rules=rules,
            sha256=sha256,
            path=str(self._folder),
        )

    def _file(self, name: str) -> RuleFile:
        return RuleFile(str(self._folder / name))

    def _name(self, node: Node, file: RuleFile) -> str:
        name, expected = file.text(node, "'name'"), self._folder.resolve().name
        if name != expected:
            message = f"the name {name!r} differs from the folder's"
            raise file.mistake(node.line, message, f"write {expected!r}, or rename the folder")
        return name

    def _checks(self, node: Node, file: RuleFile) -> list[str]:
        """Return the ids of the checks; they and the rule files must be the same."""
        present = [name.removesuffix(".yaml") for name in self._contents]
        present = [check for check in present if check not in _RESERVED]
        names = file.names(node, "'checks'")
        for name in names:
            _check_id(name, present, file)
        listed = [name.value for name in names]
        for check in present:
            if check not in listed:
                hint = f"add `- {check}` there"
                message = f"the check is not listed under 'checks' of {PACK}"
                raise self._file(f"{check}.yaml").mistake(1, message, hint)
        return listed

    def _concepts(self) -> dict[str, Concept]:
        file = self._file(_CONCEPTS)
        if _CONCEPTS not in self._contents:
            hint = "write the pack's concepts there"
            raise InferlintError("the file is missing", path=file.path, hint=hint)
        return read_concepts(self._contents[_CONCEPTS], file)

    def _table(self, check: str) -> Table:
        name = f"{check}.yaml"
        return check_table(self._contents[name], self._file(name))


def _check_id(name: Text, present: list[str], file: RuleFile) -> None:
    check = name.value
    if not _ID.fullmatch(check):
        message = f"{check!r} cannot be the id of a check"
        raise file.mistake(name.line, message, "use small letters, digits and hyphens")
    if check in _RESERVED:
        message = f"{check!r} means something else in a pack"
        raise file.mistake(name.line, message, "choose another id")
    if check not in present:
        message = f"the check {check!r} has no file {check}.yaml"
        raise file.mistake(name.line, message, did_you_mean(check, present) or "write the file")


def _requiring(tables: dict[str, Table]) -> frozenset[str]:
    return frozenset(check for check, table in tables.items() if "require" in table.entries)


def _used(*rules: Rule) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule.body, Require | Forbid):
            yield from concepts_of(rule.body.statement)
