"""The bodies `measure` and `count`: numbers about an article, and what they must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferlint.rules.model import Bound, Count, Measure, Side, Sort
from inferlint.rules.terms import check_slots
from inferlint.yaml_lines import Items, Table, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node

MEASURES: Mapping[str, str] = {
    "longest paragraph": "words",
    "longest sentence": "words",
    "longest list item": "words",
    "words in long paragraphs": "percent",
    "words without a heading": "words",
    "words without a list or table": "words",
    "article without any list or table": "words",
    "longest stretch of plain paragraphs": "percent",
    "wall of text": "words",
    "heading levels skipped": "times",
    "headings with nothing below": "times",
    "jargon per 1,000 words": "terms",
    "unexplained terms": "terms",
    "sentences in the passive": "percent",
    "Coleman-Liau grade": "grades",
    "automated readability grade": "grades",
    "links to other sites": "links",
    "links to primary sources": "links",
    "numbered steps": "steps",
    "instructions": "sentences",
    "figures": "sentences",
    "headings that ask": "headings",
}
"""What can be measured, and the unit that its bounds are written in."""

_SIDES = "{weak: …, fail: …}, {pass: …, weak: …} or {note: …}"
_NUMBER = re.compile(r"([0-9]{1,7}) (\w+)")


def read_measure(node: Node, file: RuleFile, slots: Collection[str]) -> Measure:
    """Return the bounds that stand under `measure`; their advice may hold these slots."""
    measures = file.table(node, "'measure'")
    return Measure(
        tuple(
            _bound(name, bounds, measures.line_of(name), file, slots)
            for name, bounds in measures.entries.items()
        )
    )


def read_count(node: Node, file: RuleFile, concepts: Collection[str]) -> Count:
    """Return what stands under `count`; its concepts must be among `concepts`."""
    table = file.fields(node, "'count'", required=("of", "pass", "weak"), optional=("each",))
    entries = table.entries
    sorts = tuple(
        _sort(label, value, file, concepts)
        for label, value in file.table(entries["of"], "'of'").entries.items()
    )
    passes, weak = (
        read_number(entries[key], f"'{key}'", "places", file) for key in ("pass", "weak")
    )
    _refuse_order(weak, passes, ("weak", "pass"), "'count'", table, file)
    each = entries.get("each")
    most = read_number(each, "'each'", "places", file) if each else passes
    return Count(sorts, int(most), int(passes), int(weak))


def read_number(node: Node, what: str, unit: str, file: RuleFile) -> float:
    """Return the number in `120 words`; the unit must be this one, `1 word` included."""
    written = file.line_of_text(node, what)
    match = _NUMBER.fullmatch(written)
    if match is None or match[2] not in (unit, unit.removesuffix("s")):
        message = f"{what} must be a number of {unit}, not {written!r}"
        raise file.mistake(node.line, message, f"write for example `120 {unit}`")
    return float(match[1])


def read_two_numbers(
    node: Node, what: str, keys: tuple[str, str], unit: str, file: RuleFile
) -> tuple[float, float]:
    """Return two numbers of which the second is not the smaller."""
    table = file.fields(node, what, required=keys)
    first, second = (read_number(table.entries[key], f"'{key}'", unit, file) for key in keys)
    _refuse_order(first, second, keys, what, table, file)
    return first, second


def _refuse_order(
    less: float, more: float, keys: tuple[str, str], what: str, table: Table, file: RuleFile
) -> None:
    if more < less:
        message = f"'{keys[1]}' of {what} is less than '{keys[0]}'"
        raise file.mistake(table.line_of(keys[1]), message, "exchange the two, or make them equal")


def _advice(table: Table, file: RuleFile, slots: Collection[str]) -> tuple[str, ...]:
    if "do" not in table.entries:
        return ()
    node = table.entries["do"]
    items = file.names(node, "'do'") if isinstance(node, Items) else (node,)
    sentences = tuple(file.line_of_text(item, "'do'") for item in items)
    for item, sentence in zip(items, sentences, strict=True):
        check_slots(sentence, item.line, slots, file)
    return sentences


def _bound(name: str, node: Node, line: int, file: RuleFile, slots: Collection[str]) -> Bound:
    if name not in MEASURES:
        raise file.unknown(line, "measure", name, MEASURES)
    unit, what = MEASURES[name], repr(name)
    table = file.fields(node, what, required=(), optional=("pass", "weak", "fail", "note", "do"))
    numbers = {
        key: read_number(value, f"'{key}'", unit, file)
        for key, value in table.entries.items()
        if key != "do"
    }
    advice = _advice(table, file, slots)
    match sorted(numbers):
        case ["fail", "weak"]:
            _refuse_order(numbers["weak"], numbers["fail"], ("weak", "fail"), what, table, file)
            return Bound(name, numbers["weak"], numbers["fail"], unit, line=line, advice=advice)
        case ["weak"]:
            return Bound(name, numbers["weak"], None, unit, line=line, advice=advice)
        case ["pass", "weak"]:
            _refuse_order(numbers["weak"], numbers["pass"], ("weak", "pass"), what, table, file)
            side = Side.AT_LEAST
            return Bound(name, numbers["pass"], numbers["weak"], unit, side, line, advice)
        case ["note"]:
            return Bound(name, numbers["note"], None, unit, Side.NOTE, line)
    message = f"{what} has the bounds {', '.join(numbers)}"
    raise file.mistake(table.line, message, f"write {_SIDES}")


def _sort(label: str, node: Node, file: RuleFile, concepts: Collection[str]) -> Sort:
    what = f"the sort {label!r}"
    if isinstance(node, Text):
        return Sort(label, (_concept(node, what, file, concepts),))
    table = file.fields(node, what, required=(), optional=("any", "measure"))
    if len(table.entries) != 1:
        message = f"{what} has {' and '.join(map(repr, table.entries))}"
        raise file.mistake(table.line, message, "make two sorts of them")
    if "measure" in table.entries:
        named = table.entries["measure"]
        measure = file.line_of_text(named, "'measure'")
        if measure not in MEASURES:
            raise file.unknown(named.line, "measure", measure, MEASURES)
        return Sort(label, measure=measure)
    names = file.names(table.entries["any"], "'any'")
    return Sort(label, tuple(_concept(name, what, file, concepts) for name in names))


def _concept(node: Node, what: str, file: RuleFile, concepts: Collection[str]) -> str:
    name = file.line_of_text(node, what)
    if name not in concepts:
        raise file.unknown(node.line, "concept", name, concepts, "add it to concepts.yaml")
    return name
