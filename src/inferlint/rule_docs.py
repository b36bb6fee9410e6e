"""Rules as pages for people: `inferlint explain`, and the generated folder docs/checks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from inferlint.rules import load_pack, packs_in, shipped_rules
from inferlint.rules.model import (
    Bound,
    Condition,
    Count,
    Forbid,
    Measure,
    Pack,
    Part,
    Require,
    Rule,
    SameAs,
    Side,
    Statement,
)

_OUTCOMES = ("pass", "weak", "fail")


def explain_rule(rule: Rule) -> str:
    """Return what a check asks, why, how it is judged, and its examples, as Markdown."""
    return "\n".join(_lines(rule)) + "\n"


def pack_page(pack: Pack) -> str:
    """Return one page with all checks of a pack."""
    lines = [f"# {pack.title}", "", "Made from the rule files; do not edit by hand.", ""]
    for rule in pack.rules:
        lines += [*_lines(rule), ""]
    return "\n".join(lines).rstrip() + "\n"


def write_pages(rules: Path, docs: Path) -> None:
    """Write a page for each pack in a folder of rules."""
    docs.mkdir(parents=True, exist_ok=True)
    for place in packs_in(rules):
        pack = load_pack(place)
        (docs / f"{pack.name}.md").write_text(pack_page(pack), "utf-8", newline="\n")


def _lines(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}: {rule.title}"
    yield ""
    yield f"Level: {rule.level}. {rule.ask.strip()}"
    yield ""
    yield f"Why: {' '.join(rule.why.split())}"
    yield ""
    yield from _how(rule)
    if rule.suggest:
        yield ""
        yield "Sentences to adapt:"
        yield ""
        yield from (f"- {sentence}" for sentence in rule.suggest)
    for outcome in _OUTCOMES:
        yield from _examples(rule, outcome)


def _how(rule: Rule) -> Iterator[str]:
    body = rule.body
    if isinstance(body, Require):
        yield f"Passes where one passage ({_within(body.statement)}):"
        yield from _statement(body.statement)
    elif isinstance(body, Forbid):
        yield f"Fails where one passage ({_within(body.statement)}):"
        yield from _statement(body.statement)
    elif isinstance(body, Measure):
        yield "Bounds:"
        yield ""
        for bound in body.bounds:
            yield f"- {bound.measure}: {_bound(bound)}"
            yield from (f"  - {advice}" for advice in bound.advice)
    elif isinstance(body, Count):
        yield f"Passes with {body.passes} places of these sorts together, weak with {body.weak};"
        yield f"no sort counts for more than {body.each}:"
        yield ""
        for sort in body.sorts:
            yield f"- {sort.label} ({sort.measure or ' or '.join(sort.concepts)})"
    elif isinstance(body, SameAs):
        yield (
            f"Passes where the evidence of `{body.check}` starts within the first "
            f"{body.pass_words} words; weak within the first {body.weak_words}."
        )


def _bound(bound: Bound) -> str:
    if bound.side is Side.NOTE:
        return f"above {bound.passes:,.0f} a note"
    beyond = "below" if bound.side is Side.AT_LEAST else "above"
    weak = f"{beyond} {bound.passes:,.0f} weak"
    return weak if bound.weak is None else f"{weak}, {beyond} {bound.weak:,.0f} fail"


def _within(statement: Statement) -> str:
    unit, count = statement.within.unit, statement.within.count
    if unit != "sentence":
        return f"one {unit}" if unit != "article" else "the article as a whole"
    return "one sentence" if count == 1 else f"up to {count} neighbouring sentences"


def _statement(statement: Statement) -> Iterator[str]:
    yield ""
    for part in statement.parts:
        yield f"- {part.label} ({_part(part)})"
    if statement.weak_at:
        yield ""
        yield f"Weak where it only {' and '.join(statement.weak_at)}."
    for text in _demands(statement):
        yield ""
        yield text


def _demands(statement: Statement) -> Iterator[str]:
    if statement.about:
        yield f"The passage or a heading above it must name: {' or '.join(statement.about)}."
    if statement.unless:
        yield f"Words in one clause with this do not count: {', '.join(statement.unless)}."
    if statement.contradicts:
        yield f"Fails where the article asserts: {', '.join(statement.contradicts)}."


def _part(part: Part) -> str:
    return f"always: {_condition(part.condition)}" if part.must else _condition(part.condition)


def _condition(condition: Condition) -> str:
    items = [item if isinstance(item, str) else f"({_condition(item)})" for item in condition.items]
    if len(items) == 1:
        text = items[0]
    elif condition.needed == len(items):
        text = " and ".join(items)
    elif condition.needed == 1:
        text = " or ".join(items)
    else:
        text = f"at least {condition.needed} of {', '.join(items)}"
    if condition.where is None:
        return text
    place = condition.where.place
    where = f"the {place} {condition.where.words} words" if condition.where.words else place
    return f"{text}, in {where}"


def _examples(rule: Rule, outcome: str) -> Iterator[str]:
    examples = [example for example in rule.examples if example.outcome == outcome]
    if not examples:
        return
    yield ""
    yield f"Examples that {'are weak' if outcome == 'weak' else outcome}:"
    for example in examples:
        yield ""
        yield from (f"> {line}".rstrip() for line in example.text.rstrip().splitlines())
        if example.note:
            yield ""
            yield f"({example.note})"


if __name__ == "__main__":
    write_pages(shipped_rules(), Path(sys.argv[1]))
