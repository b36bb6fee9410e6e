"""Table rows as readers take them in: each cell with the header above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inferlint.document import ADDED, Cell, Span
from inferlint.readers.prose import SPACES, Lines, Placed, Placement, Prose


@dataclass(frozen=True, slots=True)
class Row:
    """The text of a row, and where its cells are in that text."""

    placed: Placed
    cells: tuple[Cell, ...]


def read_row(header: Sequence[Placed], row: Sequence[Placed]) -> Row | None:
    """Return `Header: cell; Header: cell`, or None for a row without text."""
    text = _RowText()
    cells: list[Cell] = []
    for index, body in enumerate(row):
        if body.text:
            above = header[index] if index < len(header) else None
            cells.append(_add_cell(text, above, body))
    return Row(text.prose.finish(), tuple(cells)) if cells else None


def _add_cell(text: _RowText, above: Placed | None, body: Placed) -> Cell:
    if text.length:
        text.join("; ")
    if above is None or not above.text:
        return Cell(None, text.add(body))
    span = text.add(above)
    text.join(": ")
    return Cell(span, text.add(body))


class _RowText:
    def __init__(self) -> None:
        self.prose = Prose()
        self.length = 0

    def add(self, cell: Placed) -> Span:
        self.prose.add(cell.text, cell.origin)
        self.length += len(cell.text)
        return Span(self.length - len(cell.text), self.length)

    def join(self, joint: str) -> None:
        self.prose.add_at(joint, ADDED)
        self.length += len(joint)


def place_cells(lines: Lines, number: int) -> Iterator[tuple[str, Placement]]:
    r"""Yield the content of each cell in a line and where it stands; `\|` is a bar in a cell."""
    line = lines.line(number)
    markers = _MARKERS.match(line)
    start = markers.end() if markers else 0
    pieces = list(_pieces(line, start))
    if len(pieces) > 1 and not line[start : pieces[0][1]].strip(SPACES):
        pieces = pieces[1:]
    for piece in pieces:
        yield _cell(line, *piece, lines.start(number))


_BAR = re.compile(r"(?<!\\)\|")
_MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*")


def _pieces(line: str, start: int) -> Iterator[tuple[int, int]]:
    for bar in _BAR.finditer(line, start):
        yield start, bar.start()
        start = bar.end()
    yield start, len(line)


def _cell(line: str, start: int, end: int, offset: int) -> tuple[str, Placement]:
    piece = line[start:end]
    start += len(piece) - len(piece.lstrip(SPACES))
    starts, shifts, content = [0], [offset + start], ""
    parts = piece.strip(SPACES).split("\\|")
    for index, part in enumerate(parts):
        content += ("|" if index else "") + part
        # Every backslash that was taken off moves what follows by one.
        if index + 1 < len(parts):
            starts.append(len(content))
            shifts.append(offset + start + index + 1)
    return content, Placement(starts, shifts)
