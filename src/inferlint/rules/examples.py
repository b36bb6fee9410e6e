"""The examples in a rule file: tests of the rule and documentation at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlint.rules.model import Body, Example, Forbid, Require
from inferlint.rules.statements import labels_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table

_OUTCOMES = ("pass", "weak", "fail")


def read_examples(
    node: Node, body: Body, file: RuleFile, *, needed: Collection[str]
) -> tuple[Example, ...]:
    """Return the examples in the order of the file, at least one for each `needed` outcome."""
    table = file.table(node, "'examples'")
    file.fields(table, "'examples'", required=needed, optional=_OUTCOMES)
    found = []
    for outcome, group in table.entries.items():
        for item in file.items(group, f"'{outcome}'"):
            example = _example(item, outcome, body, file)
            _check_can_be_weak(example, body, file)
            found.append(example)
    return tuple(found)


def _example(node: Node, outcome: str, body: Body, file: RuleFile) -> Example:
    optional = ("evidence", "missing", "note", "needs")
    table = file.fields(node, "an example", required=("text",), optional=optional)
    return Example(
        text=file.text(table.entries["text"], "'text'"),
        outcome=outcome,
        line=table.line,
        evidence=file.optional_text(table, "evidence"),
        missing=_missing(table, body, file),
        note=file.optional_text(table, "note"),
        needs_scorer=_needs_scorer(table, file),
    )


def _missing(table: Table, body: Body, file: RuleFile) -> tuple[str, ...]:
    if "missing" not in table.entries:
        return ()
    if not isinstance(body, Require | Forbid):
        message = "'missing' has no meaning here"
        hint = "it belongs to checks with 'require' or 'forbid'"
        raise file.mistake(table.line_of("missing"), message, hint)
    return labels_in(table.entries["missing"], "'missing'", body.statement.parts, file)


def _needs_scorer(table: Table, file: RuleFile) -> bool:
    needs = file.optional_text(table, "needs")
    if needs not in (None, "scorer"):
        line = table.line_of("needs")
        raise file.mistake(line, f"unknown need {needs!r}", "the only one is 'scorer'")
    return needs is not None


def _check_can_be_weak(example: Example, body: Body, file: RuleFile) -> None:
    """Without `weak_at` only the scorer's cuts make a statement weak."""
    if example.outcome != "weak" or example.needs_scorer or not isinstance(body, Require | Forbid):
        return
    if not body.statement.weak_at:
        message = "the example is weak, but the check never is"
        hint = "add 'weak_at' to the check, or 'needs: scorer' to the example"
        raise file.mistake(example.line, message, hint)
