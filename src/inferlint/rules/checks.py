"""One check's file: its words for the writer, its body and its examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inferlint.errors import did_you_mean
from inferlint.rules.examples import read_examples
from inferlint.rules.model import Body, Bound, Forbid, Level, Measure, Require, Rule, SameAs
from inferlint.rules.statements import read_statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table

MEASURES: Mapping[str, str] = {
    "longest paragraph": "words",
    "longest sentence": "words",
    "longest list item": "words",
    "words without a heading": "words",
    "words without a list or table": "words",
    "longest stretch of plain paragraphs": "percent",
    "heading levels skipped": "times",
    "headings with nothing below": "times",
}
"""What can be measured, and the unit that its bounds are written in."""

TOPIC = "topic"
_REQUIRED = ("id", "title", "level", "why", "ask", "suggest", "examples")
_ADDABLE = ("id", "level", "examples", "suggest")
_NUMBER = re.compile(r"([0-9]{1,7}) (\w+)")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the other files of a pack offer to a check."""

    pack: str
    concepts: Mapping[str, object]
    requiring: frozenset[str]
    """The checks whose evidence a `same_as` may look at."""


def read_check(check: str, table: Table, file: RuleFile, offered: Offered) -> Rule:
    """Return the rule in a file whose keys are those that `check_table` allows."""
    entries = table.entries
    body = _body(table, file, offered)
    return Rule(
        id=_same_id(entries["id"], check, file),
        pack=offered.pack,
        title=file.line_of_text(entries["title"], "'title'"),
        level=_level(entries["level"], file),
        why=file.line_of_text(entries["why"], "'why'"),
        ask=file.line_of_text(entries["ask"], "'ask'"),
        body=body,
        examples=read_examples(entries["examples"], body, file, needed=("pass", "fail")),
        suggest=tuple(name.value for name in file.names(entries["suggest"], "'suggest'")),
        vague=_vague(table, body, file),
        path=file.path,
        line=table.line,
    )


def check_table(content: str, file: RuleFile) -> Table:
    """Return the table of a check's file, sound as far as its keys go."""
    return file.fields(file.read(content), "the check", required=_REQUIRED, optional=_OPTIONAL)


def add_to_check(rule: Rule, content: str, file: RuleFile) -> Rule:
    """Return the rule of an extended pack with what the extending pack's file adds to it."""
    table = file.table(file.read(content), "the check")
    for key in table.entries:
        if key in (*_REQUIRED, *_OPTIONAL) and key not in _ADDABLE:
            message = f"{key!r} cannot be changed in a pack that extends another"
            raise file.mistake(table.line_of(key), message, f"write only {', '.join(_ADDABLE)}")
    entries = file.fields(table, "the check", required=(), optional=_ADDABLE).entries
    if "id" in entries:
        _same_id(entries["id"], rule.id, file)
    level, examples, suggest = (entries.get(key) for key in ("level", "examples", "suggest"))
    shown = read_examples(examples, rule.body, file, needed=()) if examples else ()
    sentences = file.names(suggest, "'suggest'", rule.suggest) if suggest else ()
    return replace(
        rule,
        level=_level(level, file) if level else rule.level,
        # Each keeps its file: the rule's path names the extended pack's.
        examples=(*rule.examples, *(replace(example, path=file.path) for example in shown)),
        suggest=(*rule.suggest, *(sentence.value for sentence in sentences)),
    )


def read_topic(node: Node, file: RuleFile, offered: Offered) -> Rule:
    """Return the rule that tells which articles a pack is for."""
    optional = ("why", "ask", "examples")
    table = file.fields(node, "'topic'", required=("title", "require"), optional=optional)
    body = _require(table, file, offered)
    examples = table.entries.get("examples")
    return Rule(
        id=TOPIC,
        pack=offered.pack,
        title=file.line_of_text(table.entries["title"], "'title'"),
        level=Level.NOTE,
        why=file.optional_text(table, "why") or "",
        ask=file.optional_text(table, "ask") or "",
        body=body,
        examples=read_examples(examples, body, file, needed=()) if examples else (),
        path=file.path,
        line=table.line,
    )


def _same_id(node: Node, check: str, file: RuleFile) -> str:
    written = file.text(node, "'id'")
    if written != check:
        message = f"the id {written!r} differs from the file's name"
        raise file.mistake(node.line, message, f"write {check!r}, or rename the file")
    return check


def _level(node: Node, file: RuleFile) -> Level:
    written = file.text(node, "'level'")
    levels = [level.value for level in Level]
    if written not in levels:
        raise file.unknown(node.line, "level", written, levels)
    return Level(written)


def _vague(table: Table, body: Body, file: RuleFile) -> str | None:
    if "vague" in table.entries and not isinstance(body, Require | Forbid):
        hint = "it belongs to 'require' or 'forbid'"
        raise file.mistake(table.line_of("vague"), "'vague' has no meaning here", hint)
    return file.optional_text(table, "vague")


def _body(table: Table, file: RuleFile, offered: Offered) -> Body:
    kinds = [key for key in table.entries if key in _BODIES]
    if not kinds:
        message = "the check does not say what to look for"
        raise file.mistake(table.line, message, f"add one of {', '.join(_BODIES)}")
    if len(kinds) > 1:
        message = f"{kinds[1]!r} stands beside {kinds[0]!r}"
        raise file.mistake(table.line_of(kinds[1]), message, "make two checks of them")
    if "within_first" in table.entries and kinds != ["same_as"]:
        hint = "it belongs to 'same_as'"
        line = table.line_of("within_first")
        raise file.mistake(line, "'within_first' has no meaning here", hint)
    return _BODIES[kinds[0]](table, file, offered)


def _require(table: Table, file: RuleFile, offered: Offered) -> Require:
    node = table.entries["require"]
    return Require(read_statement(node, "'require'", file=file, concepts=offered.concepts))


def _forbid(table: Table, file: RuleFile, offered: Offered) -> Forbid:
    node = table.entries["forbid"]
    return Forbid(read_statement(node, "'forbid'", file=file, concepts=offered.concepts))


def _measure(table: Table, file: RuleFile, _: Offered) -> Measure:
    measures = file.table(table.entries["measure"], "'measure'")
    bounds = []
    for name, node in measures.entries.items():
        line = measures.line_of(name)
        if name not in MEASURES:
            raise file.unknown(line, "measure", name, MEASURES)
        weak, fail = _two_numbers(node, repr(name), ("weak", "fail"), MEASURES[name], file)
        bounds.append(Bound(name, weak, fail, MEASURES[name], line))
    return Measure(tuple(bounds))


def _same_as(table: Table, file: RuleFile, offered: Offered) -> SameAs:
    node = table.entries["same_as"]
    check = file.text(node, "'same_as'")
    if check not in offered.requiring:
        message = f"{check!r} is no check with 'require'"
        raise file.mistake(node.line, message, did_you_mean(check, offered.requiring))
    if "within_first" not in table.entries:
        raise file.mistake(node.line, "'same_as' lacks a bound", "add `within_first:`")
    bounds = table.entries["within_first"]
    first, second = _two_numbers(bounds, "'within_first'", ("pass", "weak"), "words", file)
    return SameAs(check, int(first), int(second))


def _two_numbers(
    node: Node, what: str, keys: tuple[str, str], unit: str, file: RuleFile
) -> tuple[float, float]:
    """Return two numbers of which the second is not the smaller."""
    table = file.fields(node, what, required=keys)
    first, second = (_number(table.entries[key], f"'{key}'", unit, file) for key in keys)
    if second < first:
        message = f"'{keys[1]}' of {what} is less than '{keys[0]}'"
        raise file.mistake(table.line_of(keys[1]), message, "exchange the two, or make them equal")
    return first, second


def _number(node: Node, what: str, unit: str, file: RuleFile) -> float:
    written = file.line_of_text(node, what)
    match = _NUMBER.fullmatch(written)
    if match is None or match[2] not in (unit, unit.removesuffix("s")):
        message = f"{what} must be a number of {unit}, not {written!r}"
        raise file.mistake(node.line, message, f"write for example `120 {unit}`")
    return float(match[1])


_BODIES: Mapping[str, Callable[[Table, RuleFile, Offered], Body]] = {
    "require": _require,
    "forbid": _forbid,
    "measure": _measure,
    "same_as": _same_as,
}
_OPTIONAL = (*_BODIES, "within_first", "vague")
