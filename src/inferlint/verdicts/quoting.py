"""Passages as evidence: which words of the source to show, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from inferlint.document import Cell, Kind, Span
from inferlint.language import Analysis, Sentence
from inferlint.verdicts.outcome import Evidence
from inferlint.verdicts.passages import Passage

CONTEXT = "context"
CONTRADICTS = "contradicts"
"""The label of words that say the opposite of what a check asks for."""


def passage_evidence(analysis: Analysis, passage: Passage, number: int) -> tuple[Evidence, ...]:
    """Return one piece for each sentence, cell or item that holds a part, then their context."""
    labels = _labels(passage)
    pieces = [
        piece
        for sentence in passage.sentences
        if sentence.index in labels
        for piece in _pieces(analysis, sentence, labels[sentence.index], number)
    ]
    if not pieces:
        pieces = [
            sentence_evidence(analysis, sentence, "", number) for sentence in passage.sentences[:1]
        ]
    context = [sentence_evidence(analysis, s, CONTEXT, number) for s in passage.context]
    return (*pieces, *context)


def sentence_evidence(analysis: Analysis, sentence: Sentence, label: str, number: int) -> Evidence:
    """Return a whole sentence as evidence."""
    return _evidence(analysis, sentence, Span(sentence.start, sentence.end), label, number)


def _labels(passage: Passage) -> dict[int, list[tuple[str, int]]]:
    """For each sentence: (label, where it is supplied)."""
    labels: dict[int, list[tuple[str, int]]] = {}
    for label, places in passage.found:
        for place in places:
            labels.setdefault(place.sentence.index, []).append((label, place.mention.start))
    return labels


def _pieces(
    analysis: Analysis, sentence: Sentence, labels: list[tuple[str, int]], number: int
) -> Iterator[Evidence]:
    block = analysis.block_of(sentence)
    if block.kind is not Kind.ROW:
        joined = "; ".join(dict.fromkeys(label for label, _ in labels))
        yield sentence_evidence(analysis, sentence, joined, number)
        return
    for cell in block.cells:
        mine = [label for label, at in labels if _holds(cell, at)]
        if mine:
            joined = "; ".join(dict.fromkeys(mine))
            yield _evidence(analysis, sentence, cell.body, joined, number)
            if cell.header is not None:
                yield _evidence(analysis, sentence, cell.header, CONTEXT, number)


def _holds(cell: Cell, at: int) -> bool:
    start = cell.header.start if cell.header is not None else cell.body.start
    return start <= at < cell.body.end


def _evidence(
    analysis: Analysis, sentence: Sentence, span: Span, label: str, number: int
) -> Evidence:
    block = analysis.block_of(sentence)
    source = block.source_span(span.start, span.end)
    return Evidence(
        analysis.document.position(source.start),
        analysis.document.position(source.end),
        block.text[span.start : span.end],
        label,
        number,
    )
