"""The vocabulary of a pack: concepts.yaml."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from inferlint.rules.model import Concept, Element, Phrase
from inferlint.rules.phrases import parse_phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table


def read_concepts(
    content: str, file: RuleFile, base: Mapping[str, Concept] | None = None
) -> dict[str, Concept]:
    """Return the concepts by name, in the order of the file.

    Those of `base` come first; what the file says of one of them is added to it.
    """
    table = file.table(file.read(content), "the file")
    concepts = dict(base or {})
    known = {*concepts, *table.entries}
    for name, node in table.entries.items():
        before = concepts.get(name, Concept(name, (), line=table.line_of(name)))
        concepts[name] = _added(before, node, known, file)
    return concepts


def check_all_used(concepts: Mapping[str, Concept], used: Collection[str], file: RuleFile) -> None:
    """Refuse a concept that neither a rule, the topic nor another concept's rivals name."""
    rivals = {rival for concept in concepts.values() for rival in concept.rivals}
    for concept in concepts.values():
        if concept.name not in used and concept.name not in rivals:
            message = f"no check uses the concept {concept.name!r}"
            raise file.mistake(concept.line, message, "use it, or remove it")


def _added(before: Concept, node: Node, known: Collection[str], file: RuleFile) -> Concept:
    """Return the concept with what the node adds; a new one has no phrases before."""
    required = () if before.phrases else ("phrases",)
    what = f"the concept {before.name!r}"
    fields = file.fields(node, what, required=required, optional=("phrases", "decoys", "rivals"))
    phrases = _phrases(fields, "phrases", file)
    decoys = _phrases(fields, "decoys", file)
    _refuse_repetitions((*phrases, *decoys), before, file)
    return replace(
        before,
        phrases=(*before.phrases, *phrases),
        decoys=(*before.decoys, *decoys),
        rivals=(*before.rivals, *_rivals(fields, known, before, file)),
    )


def _phrases(fields: Table, key: str, file: RuleFile) -> tuple[Phrase, ...]:
    if key not in fields.entries:
        return ()
    items = file.items(fields.entries[key], repr(key))
    return tuple(
        parse_phrase(file.line_of_text(item, "a phrase"), path=file.path, line=item.line)
        for item in items
    )


def _rivals(
    fields: Table, known: Collection[str], before: Concept, file: RuleFile
) -> tuple[str, ...]:
    if "rivals" not in fields.entries:
        return ()
    names = file.names(fields.entries["rivals"], "'rivals'", before.rivals)
    for name in names:
        if name.value not in known:
            raise file.unknown(name.line, "concept", name.value, known)
    return tuple(name.value for name in names)


def _refuse_repetitions(added: Iterable[Phrase], before: Concept, file: RuleFile) -> None:
    theirs = {phrase.elements: "phrases" for phrase in before.phrases}
    theirs |= {phrase.elements: "decoys" for phrase in before.decoys}
    seen: dict[tuple[Element, ...], int] = {}
    for phrase in added:
        if key := theirs.get(phrase.elements):
            message = f"the phrase {phrase.source!r} stands in {key!r} of the extended pack already"
            raise file.mistake(phrase.line, message, "leave it out")
        if phrase.elements in seen:
            message = f"the phrase {phrase.source!r} repeats line {seen[phrase.elements]}"
            raise file.mistake(phrase.line, message, "keep one of the two")
        seen[phrase.elements] = phrase.line
