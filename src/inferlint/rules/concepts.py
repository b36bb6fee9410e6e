"""The vocabulary of a pack: concepts.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferlint.rules.model import Concept, Element, Phrase
from inferlint.rules.phrases import parse_phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table


def read_concepts(content: str, file: RuleFile) -> dict[str, Concept]:
    """Return the concepts by name, in the order of the file."""
    table = file.table(file.read(content), "the file")
    return {name: _concept(name, node, table, file) for name, node in table.entries.items()}


def check_all_used(concepts: Mapping[str, Concept], used: Collection[str], file: RuleFile) -> None:
    """Refuse a concept that neither a rule, the topic nor another concept's rivals name."""
    rivals = {rival for concept in concepts.values() for rival in concept.rivals}
    for concept in concepts.values():
        if concept.name not in used and concept.name not in rivals:
            message = f"no check uses the concept {concept.name!r}"
            raise file.mistake(concept.line, message, "use it, or remove it")


def _concept(name: str, node: Node, table: Table, file: RuleFile) -> Concept:
    what = f"the concept {name!r}"
    fields = file.fields(node, what, required=("phrases",), optional=("decoys", "rivals"))
    concept = Concept(
        name=name,
        phrases=_phrases(fields, "phrases", file),
        decoys=_phrases(fields, "decoys", file),
        rivals=_rivals(fields, table.entries, file),
        line=table.line_of(name),
    )
    _refuse_repetitions(concept, file)
    return concept


def _phrases(fields: Table, key: str, file: RuleFile) -> tuple[Phrase, ...]:
    if key not in fields.entries:
        return ()
    items = file.items(fields.entries[key], repr(key))
    return tuple(
        parse_phrase(file.line_of_text(item, "a phrase"), path=file.path, line=item.line)
        for item in items
    )


def _rivals(fields: Table, known: Collection[str], file: RuleFile) -> tuple[str, ...]:
    if "rivals" not in fields.entries:
        return ()
    names = file.names(fields.entries["rivals"], "'rivals'")
    for name in names:
        if name.value not in known:
            raise file.unknown(name.line, "concept", name.value, known)
    return tuple(name.value for name in names)


def _refuse_repetitions(concept: Concept, file: RuleFile) -> None:
    seen: dict[tuple[Element, ...], int] = {}
    for phrase in (*concept.phrases, *concept.decoys):
        if phrase.elements in seen:
            message = f"the phrase {phrase.source!r} repeats line {seen[phrase.elements]}"
            raise file.mistake(phrase.line, message, "keep one of the two")
        seen[phrase.elements] = phrase.line
