"""What a pack knows of its field's language: jargon, primary sources, words for model sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inferlint.rules.model import Fill, Phrase, Term
from inferlint.rules.phrases import parse_phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from inferlint.rules.fields import RuleFile
    from inferlint.yaml_lines import Node, Table

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
SLOT = re.compile(r"\{([^{}]*)\}")
"""A slot in a model sentence: `{model}`."""
OWN_SLOTS = ("term", "plain")
"""Slots that need no entry: the unexplained term that the article uses most, and what it means."""


def read_terms(
    content: str, file: RuleFile, base: Mapping[str, Term] | None = None
) -> dict[str, Term]:
    """Return the terms by name; those of an extended pack come first and keep their place."""
    table = file.table(file.read(content), "the file")
    terms = dict(base or {})
    seen = {phrase.elements: term.name for term in terms.values() for phrase in term.phrases}
    for name, node in table.entries.items():
        line = table.line_of(name)
        if name in terms:
            message = f"the extended pack has the term {name!r} already"
            raise file.mistake(line, message, "leave it out")
        term = _term(name, node, line, file)
        for phrase in term.phrases:
            if phrase.elements in seen:
                message = (
                    f"the phrase {phrase.source!r} stands for {seen[phrase.elements]!r} already"
                )
                raise file.mistake(phrase.line, message, "keep one of the two")
            seen[phrase.elements] = name
        terms[name] = term
    return terms


def read_sources(content: str, file: RuleFile) -> tuple[str, ...]:
    """Return the hosts that are primary sources."""
    table = file.fields(file.read(content), "the file", required=("primary",))
    names = file.names(table.entries["primary"], "'primary'")
    for name in names:
        if not _HOST.fullmatch(name.value):
            message = f"{name.value!r} is no host"
            raise file.mistake(name.line, message, "write for example `docs.example.org`")
    return tuple(name.value for name in names)


def read_fills(node: Node, file: RuleFile, concepts: Collection[str]) -> dict[str, Fill]:
    """Return what each slot of the model sentences stands for."""
    fills = {}
    for name, value in file.table(node, "'fill'").entries.items():
        entries = file.fields(value, f"the slot {name!r}", required=("from", "else")).entries
        concept = file.line_of_text(entries["from"], "'from'")
        if concept not in concepts:
            hint = "add it to concepts.yaml"
            raise file.unknown(entries["from"].line, "concept", concept, concepts, hint)
        fills[name] = Fill(concept, file.line_of_text(entries["else"], "'else'"))
    return fills


def check_slots(sentence: str, line: int, fills: Collection[str], file: RuleFile) -> None:
    """Refuse a slot that the pack does not fill."""
    known = {*fills, *OWN_SLOTS}
    for slot in SLOT.findall(sentence):
        if slot not in known:
            hint = "say under 'fill' of pack.yaml what stands for it"
            raise file.unknown(line, "slot", slot, known, hint)


def _term(name: str, node: Node, line: int, file: RuleFile) -> Term:
    optional = ("phrases", "decoys")
    fields = file.fields(node, f"the term {name!r}", required=("plain",), optional=optional)
    return Term(
        name,
        file.line_of_text(fields.entries["plain"], "'plain'"),
        (parse_phrase(name, path=file.path, line=line), *_phrases(fields, "phrases", file)),
        _phrases(fields, "decoys", file),
        line,
    )


def _phrases(fields: Table, key: str, file: RuleFile) -> tuple[Phrase, ...]:
    if key not in fields.entries:
        return ()
    return tuple(
        parse_phrase(name.value, path=file.path, line=name.line)
        for name in file.names(fields.entries[key], repr(key))
    )
