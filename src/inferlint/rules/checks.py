"""One check's file: its words for the writer, its body and its examples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inferlint.errors import did_you_mean
from inferlint.rules.examples import read_examples
from inferlint.rules.measures import read_count, read_measure, read_two_numbers
from inferlint.rules.model import Body, Count, Forbid, Level, Measure, Require, Rule, SameAs
from inferlint.rules.statements import read_statement
from inferlint.rules.terms import check_slots

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table

TOPIC = "topic"
_REQUIRED = ("id", "title", "level", "why", "ask", "suggest", "examples")
_ADDABLE = ("id", "level", "examples", "suggest")


@dataclass(frozen=True, slots=True)
class Offered:
    """What the other files of a pack offer to a check."""

    pack: str
    concepts: Mapping[str, object]
    fills: Collection[str]
    """The slots of model sentences."""
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
        suggest=_suggest(entries["suggest"], file, offered.fills),
        vague=_vague(table, body, file),
        teach=_teach(table, body, file),
        path=file.path,
        line=table.line,
    )


def check_table(content: str, file: RuleFile) -> Table:
    """Return the table of a check's file, sound as far as its keys go."""
    return file.fields(file.read(content), "the check", required=_REQUIRED, optional=_OPTIONAL)


def add_to_check(rule: Rule, content: str, file: RuleFile, fills: Collection[str]) -> Rule:
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
    sentences = _suggest(suggest, file, fills, rule.suggest) if suggest else ()
    return replace(
        rule,
        level=_level(level, file) if level else rule.level,
        # Each keeps its file: the rule's path names the extended pack's.
        examples=(*rule.examples, *(replace(example, path=file.path) for example in shown)),
        suggest=(*rule.suggest, *sentences),
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


def _suggest(
    node: Node, file: RuleFile, fills: Collection[str], before: Collection[str] = ()
) -> tuple[str, ...]:
    file.names(node, "'suggest'", before)  # each once
    found = []
    for item in file.items(node, "'suggest'"):
        sentence = file.text(item, "a member of 'suggest'").strip()  # a table keeps its lines
        check_slots(sentence, item.line, fills, file)
        found.append(sentence)
    return tuple(found)


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


def _teach(table: Table, body: Body, file: RuleFile) -> bool:
    written = file.optional_text(table, "teach") or "yes"
    if written not in ("yes", "no"):
        raise file.unknown(table.line_of("teach"), "answer", written, ("yes", "no"))
    if "teach" in table.entries and not isinstance(body, Require):
        hint = "only a check with 'require' can be taught"
        raise file.mistake(table.line_of("teach"), "'teach' has no meaning here", hint)
    return written == "yes"


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


def _measure(table: Table, file: RuleFile, offered: Offered) -> Measure:
    return read_measure(table.entries["measure"], file, offered.fills)


def _count(table: Table, file: RuleFile, offered: Offered) -> Count:
    return read_count(table.entries["count"], file, offered.concepts)


def _same_as(table: Table, file: RuleFile, offered: Offered) -> SameAs:
    node = table.entries["same_as"]
    check = file.text(node, "'same_as'")
    if check not in offered.requiring:
        message = f"{check!r} is no check with 'require'"
        raise file.mistake(node.line, message, did_you_mean(check, offered.requiring))
    if "within_first" not in table.entries:
        raise file.mistake(node.line, "'same_as' lacks a bound", "add `within_first:`")
    bounds = table.entries["within_first"]
    first, second = read_two_numbers(bounds, "'within_first'", ("pass", "weak"), "words", file)
    return SameAs(check, int(first), int(second))


_BODIES: Mapping[str, Callable[[Table, RuleFile, Offered], Body]] = {
    "require": _require,
    "forbid": _forbid,
    "measure": _measure,
    "count": _count,
    "same_as": _same_as,
}
_OPTIONAL = (*_BODIES, "within_first", "vague", "teach")
