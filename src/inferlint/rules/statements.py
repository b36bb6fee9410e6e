"""The body of a `require` or `forbid` rule: what one passage must say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferlint.rules.conditions import ConditionReader
from inferlint.rules.model import Condition, Part, Statement, Within
from inferlint.yaml_lines import Items

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table

_UNITS = ("sentence", "block", "section", "article")
_SENTENCES = re.compile(r"([1-9][0-9]{0,2}) sentences?")
_OPTIONAL = ("within", "weak_at", "about", "unless", "contradicts")


def read_statement(
    node: Node, what: str, *, file: RuleFile, concepts: Collection[str]
) -> Statement:
    """Return the statement that stands under `what`; its concepts must be among `concepts`."""
    table = file.fields(node, what, required=("parts",), optional=_OPTIONAL)
    reader = ConditionReader(file, concepts)
    labelled = file.table(table.entries["parts"], "'parts'").entries.items()
    parts = tuple(reader.part(label, value) for label, value in labelled)
    return Statement(
        within=_within(table.entries.get("within"), file),
        parts=parts,
        weak_at=_weak_at(table.entries.get("weak_at"), parts, file),
        about=_about(table.entries.get("about"), reader),
        unless=_concepts(table, "unless", reader),
        contradicts=_concepts(table, "contradicts", reader),
    )


def labels_in(node: Node, what: str, parts: tuple[Part, ...], file: RuleFile) -> tuple[str, ...]:
    """Return a list of labels, each of which one of the parts has."""
    known = [part.label for part in parts]
    names = file.names(node, what)
    for name in names:
        if name.value not in known:
            raise file.unknown(name.line, "label", name.value, known, "use the labels of 'parts'")
    return tuple(name.value for name in names)


def concepts_of(statement: Statement) -> Iterator[str]:
    """Yield the concepts that a statement uses, some more than once."""
    for part in statement.parts:
        yield from _concepts_of_condition(part.condition)
    yield from (*statement.about, *statement.unless, *statement.contradicts)


def _concepts_of_condition(condition: Condition) -> Iterator[str]:
    for item in condition.items:
        if isinstance(item, Condition):
            yield from _concepts_of_condition(item)
        else:
            yield item


def _within(node: Node | None, file: RuleFile) -> Within:
    if node is None:
        return Within("sentence")
    unit = file.line_of_text(node, "'within'")
    if match := _SENTENCES.fullmatch(unit):
        return Within("sentence", int(match[1]))
    if unit not in _UNITS:
        hint = f"choose from {', '.join(_UNITS)}, N sentences"
        raise file.mistake(node.line, f"unknown unit {unit!r}", hint)
    return Within(unit)


def _weak_at(node: Node | None, parts: tuple[Part, ...], file: RuleFile) -> tuple[str, ...]:
    if node is None:
        return ()
    labels = labels_in(node, "'weak_at'", parts, file)
    for part in parts:
        if part.must and part.label not in labels:
            message = f"'weak_at' leaves out {part.label!r}, which is a must"
            hint = "add it, for without it no passage is even weak"
            raise file.mistake(node.line, message, hint)
    return labels


def _about(node: Node | None, reader: ConditionReader) -> tuple[str, ...]:
    """Return the one concept, or those of a list."""
    if node is None:
        return ()
    if isinstance(node, Items):
        return tuple(reader.concept(name, "'about'") for name in reader.file.names(node, "'about'"))
    return (reader.concept(node, "'about'"),)


def _concepts(table: Table, key: str, reader: ConditionReader) -> tuple[str, ...]:
    if key not in table.entries:
        return ()
    names = reader.file.names(table.entries[key], f"'{key}'")
    return tuple(reader.concept(name, f"'{key}'") for name in names)
