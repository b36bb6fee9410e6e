"""A folder of rule files becomes a Pack, or an error that names the file and the line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from inferlint.errors import InferlintError, did_you_mean, nearest
from inferlint.rules.checks import (
    TOPIC,
    Offered,
    add_to_check,
    check_table,
    read_check,
    read_topic,
)
from inferlint.rules.concepts import check_all_used, read_concepts
from inferlint.rules.fields import RuleFile
from inferlint.rules.model import Count, Forbid, Pack, Require, Rule
from inferlint.rules.pack_files import (
    PACK,
    fingerprint,
    packs_in,
    read_files,
    shipped_rules,
    text_of,
)
from inferlint.rules.statements import concepts_of
from inferlint.rules.terms import read_fills, read_sources, read_terms
from inferlint.rules.weights import WEIGHTS, with_weights

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from inferlint.rules.model import Concept, Term
    from inferlint.yaml_lines import Node, Table, Text

_CONCEPTS, _TERMS, _SOURCES = "concepts.yaml", "terms.yaml", "sources.yaml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILES = ("pack", "concepts", "terms", "sources")
"""What the files are named that are no checks."""
_RESERVED = (TOPIC, *_FILES)


def load_pack(folder: Path, bases: Iterable[Pack] = ()) -> Pack:
    """Read the pack in this folder; the first mistake in it is raised.

    One that extends another adds to the first of `bases` that has the name.
    """
    return _Loader(folder).pack(bases)


def load_packs(places: Iterable[Path], before: Sequence[Path] = ()) -> list[Pack]:
    """Read packs in order; one that extends another takes its place.

    The other may be any that was read before; the shipped packs and those `before` can be
    extended although they are not among the places.

    Raises:
        InferlintError: a pack has a mistake, or the name of another that it does not extend.
    """
    packs: dict[str, Pack] = {}
    for place in places:
        loader = _Loader(place)
        pack = loader.pack(_bases(packs, before))
        if pack.name in packs and not loader.extends:
            message = f"a second pack is named {pack.name!r}"
            raise InferlintError(message, path=pack.path, hint="rename one of them")
        packs[pack.name] = pack
    return list(packs.values())


def _bases(packs: Mapping[str, Pack], before: Sequence[Path]) -> Iterator[Pack]:
    """Yield the packs read so far, then those before them, which are read only if asked for."""
    yield from packs.values()
    if before:
        yield from load_packs([*packs_in(shipped_rules()), *before])
    else:
        yield from (load_pack(place) for place in packs_in(shipped_rules()))


class _Loader:
    """Reads the files of one pack in the order in which they need each other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = read_files(folder)
        self._contents = {
            name: text_of(content, str(folder / name)) for name, content in self._files.items()
        }
        file = self._file(PACK)
        self._table = file.table(file.read(self._contents[PACK]), "the pack")

    @property
    def extends(self) -> bool:
        """Whether the pack adds to another."""
        return "extends" in self._table.entries

    def pack(self, bases: Iterable[Pack]) -> Pack:
        """Return the pack, checked as a whole, and taught where it brings weights."""
        pack = self._added_to(self._base(bases)) if self.extends else self._whole()
        return with_weights(pack, self._folder / WEIGHTS)

    def _whole(self) -> Pack:
        file = self._file(PACK)
        keys = ("name", "title", "topic", "checks")
        # 'extends' cannot stand here; named for those who misspell it.
        optional = ("extends", "fill")
        entries = file.fields(self._table, "the pack", required=keys, optional=optional).entries
        name = self._name(entries["name"], file)
        checks = self._checks(entries["checks"])
        concepts = self._concepts()
        tables = self._tables(checks)
        fills = read_fills(entries["fill"], file, concepts) if "fill" in entries else {}
        offered = Offered(name, concepts, fills, _requiring(tables))
        topic = read_topic(entries["topic"], file, offered)
        rules = self._rules(tables, offered)
        used = {*_used(topic, *rules), *(fill.concept for fill in fills.values())}
        check_all_used(concepts, used, self._file(_CONCEPTS))
        return Pack(
            name=name,
            title=file.line_of_text(entries["title"], "'title'"),
            topic=topic,
            concepts=concepts,
            rules=rules,
            sha256=fingerprint(self._files),
            path=str(self._folder),
            terms=self._terms(),
            primary=self._primary(),
            fills=fills,
        )

    def _base(self, bases: Iterable[Pack]) -> Pack:
        """Return the pack that this one extends."""
        file = self._file(PACK)
        for key in ("name", "title", "topic"):
            if key in self._table.entries:
                message = f"a pack that extends another keeps its {key}"
                raise file.mistake(self._table.line_of(key), message, f"leave {key!r} out")
        keys = file.fields(self._table, "the pack", required=("extends",), optional=("checks",))
        node = keys.entries["extends"]
        name = file.line_of_text(node, "'extends'")
        known = []
        for base in bases:
            if base.name == name:
                return base
            known.append(base.name)
        if not known:
            message = f"extends: the pack {name!r} is missing"
            raise file.mistake(node.line, message, "load it first, for this pack only adds to it")
        hint = did_you_mean(name, known) or "name a shipped pack, or one of a folder given before"
        raise file.mistake(node.line, f"extends: the pack {name!r} is not known", hint)

    def _added_to(self, base: Pack) -> Pack:
        kept = [rule.id for rule in base.rules]
        listed = self._checks(self._table.entries.get("checks"), kept)
        concepts = self._concepts(base.concepts)
        tables = self._tables(check for check in listed if check not in kept)
        requiring = {rule.id for rule in base.rules if isinstance(rule.body, Require)}
        offered = Offered(base.name, concepts, base.fills, _requiring(tables) | requiring)
        amended = (self._amended(rule, base.fills) for rule in base.rules)
        rules = (*amended, *self._rules(tables, offered))
        used = {*_used(base.topic, *rules), *(fill.concept for fill in base.fills.values())}
        check_all_used(concepts, used, self._file(_CONCEPTS))
        # No file is named `extends`: each has its ending.
        sha256 = fingerprint({"extends": base.sha256.encode(), **self._files})
        path = str(self._folder)
        return replace(
            base,
            concepts=concepts,
            rules=rules,
            sha256=sha256,
            path=path,
            terms=self._terms(base.terms),
            primary=(*base.primary, *self._primary()),
            extends=(*base.extends, base.path),
        )

    def _file(self, name: str) -> RuleFile:
        return RuleFile(str(self._folder / name))

    def _name(self, node: Node, file: RuleFile) -> str:
        name, expected = file.text(node, "'name'"), self._folder.resolve().name
        if name != expected:
            message = f"the name {name!r} differs from the folder's"
            raise file.mistake(node.line, message, f"write {expected!r}, or rename the folder")
        return name

    def _checks(self, node: Node | None, kept: Collection[str] = ()) -> list[str]:
        """Return the ids listed; they and the rule files must be the same.

        The checks `kept` from an extended pack need no file, nor its file a place in the list.
        """
        file = self._file(PACK)
        present = [name.removesuffix(".yaml") for name in self._contents]
        present = [check for check in present if check not in _FILES]
        names = file.names(node, "'checks'") if node else ()
        for name in names:
            _check_id(name, present, kept, file)
        listed = [name.value for name in names]
        for check in present:
            if check not in (*listed, *kept):
                raise self._unlisted(check, extends=bool(kept))
        return listed

    def _unlisted(self, check: str, *, extends: bool) -> InferlintError:
        file = self._file(f"{check}.yaml")
        if check == TOPIC:
            where = f"write the topic under {TOPIC!r} of {PACK}"
            hint = "a pack that extends another keeps its topic" if extends else where
            return file.mistake(1, "this file would not be read", hint)
        if not _ID.fullmatch(check):
            return _no_id(check, 1, file)
        near = nearest(check, _FILES, likeness=0.8)
        if near is not None:
            instead = f"name the file {near}.yaml"
        elif extends:
            instead = "name the file after a check of the extended pack"
        else:
            instead = "take the file away"
        message = f"the check is not listed under 'checks' of {PACK}"
        return file.mistake(1, message, f"add `- {check}` there, or {instead}")

    def _concepts(self, base: Mapping[str, Concept] | None = None) -> Mapping[str, Concept]:
        file = self._file(_CONCEPTS)
        if _CONCEPTS in self._contents:
            return read_concepts(self._contents[_CONCEPTS], file, base)
        if base is not None:
            return base
        hint = "write the pack's concepts there"
        raise InferlintError("the file is missing", path=file.path, hint=hint)

    def _terms(self, base: Mapping[str, Term] | None = None) -> Mapping[str, Term]:
        if _TERMS not in self._contents:
            return base or {}
        return read_terms(self._contents[_TERMS], self._file(_TERMS), base)

    def _primary(self) -> tuple[str, ...]:
        if _SOURCES not in self._contents:
            return ()
        return read_sources(self._contents[_SOURCES], self._file(_SOURCES))

    def _tables(self, checks: Iterable[str]) -> dict[str, Table]:
        names = {check: f"{check}.yaml" for check in checks}
        return {
            check: check_table(self._contents[name], self._file(name))
            for check, name in names.items()
        }

    def _rules(self, tables: Mapping[str, Table], offered: Offered) -> tuple[Rule, ...]:
        return tuple(
            read_check(check, table, self._file(f"{check}.yaml"), offered)
            for check, table in tables.items()
        )

    def _amended(self, rule: Rule, fills: Collection[str]) -> Rule:
        name = f"{rule.id}.yaml"
        if name not in self._contents:
            return rule
        return add_to_check(rule, self._contents[name], self._file(name), fills)


def _check_id(name: Text, present: list[str], kept: Collection[str], file: RuleFile) -> None:
    check = name.value
    if not _ID.fullmatch(check):
        raise _no_id(check, name.line, file)
    if check in _RESERVED:
        message = f"{check!r} means something else in a pack"
        raise file.mistake(name.line, message, "choose another id")
    if check in kept and check not in present:
        message = f"the extended pack has the check {check!r} already"
        raise file.mistake(name.line, message, "leave it out")
    if check not in present:
        message = f"the check {check!r} has no file {check}.yaml"
        raise file.mistake(name.line, message, did_you_mean(check, present) or "write the file")


def _no_id(check: str, line: int, file: RuleFile) -> InferlintError:
    message = f"{check!r} cannot be the id of a check"
    return file.mistake(line, message, "use small letters, digits and hyphens")


def _requiring(tables: Mapping[str, Table]) -> frozenset[str]:
    return frozenset(check for check, table in tables.items() if "require" in table.entries)


def _used(*rules: Rule) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule.body, Require | Forbid):
            yield from concepts_of(rule.body.statement)
        elif isinstance(rule.body, Count):
            yield from (concept for sort in rule.body.sorts for concept in sort.concepts)
