"""Table rows as readers take them in: each cell with the header above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inferlint.document import ADDED, Cell, Span
from inferlint.readers.prose import EDGES, Lines, Placed, Placement, Prose

COLUMN = "column"
"""The key under which the parser notes in which column of its line a row begins (from 0)."""


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


def place_cells(lines: Lines, number: int, column: int) -> list[Placement]:
    """Return where the contents of the cells of a row stand that begins in a column of a line."""
    line, offset = lines.line(number), lines.start(number)
    return [_cell(line[start:end], offset + start) for start, end in _pieces(line, column)]


_BAR = re.compile(r"(?<!\\)\|")


def _pieces(line: str, start: int) -> list[tuple[int, int]]:
    """Return where the cells of a row are; bars at its ends enclose nothing."""
    end = len(line.rstrip(EDGES))
    start = end - len(line[start:end].lstrip(EDGES))
    bars = [bar.start() for bar in _BAR.finditer(line, start, end)]
    pieces = list(zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True))
    first = int(pieces[0][0] == pieces[0][1])
    last = len(pieces) - int(pieces[-1][0] == pieces[-1][1])
    return pieces[first:last]


def _cell(piece: str, offset: int) -> Placement:
    start = len(piece) - len(piece.lstrip(EDGES))
    starts, shifts = [0], [offset + start]
    # The parser takes off the backslash of every escaped bar, so that what follows moves by one.
    for count, bar in enumerate(_ESCAPED_BAR.finditer(piece, start), 1):
        starts.append(bar.start() - start - count + 1)
        shifts.append(offset + start + count)
    return Placement(starts, shifts)


_ESCAPED_BAR = re.compile(r"\\\|")
