"""What an article is: blocks of text that know where each of their characters stands."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

ADDED = -1
"""The origin of a character that no source character stands for (the joints of a table row)."""

LINE_END = re.compile(r"\r\n?|\n")


class Kind(StrEnum):
    """What a block of text is to the reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """A paragraph inside a list item, or what a definition list says of its term."""
    ROW = "row"
    """One row of a table, its header cells repeated: `Stage: Training; Time: weeks`."""
    TERM = "term"
    """The term of a definition list: a heading for the items that follow it."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source, both numbers from 1; columns count code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of offsets: of a source, or of a block's text where that is said."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, both ranges in the text of the row's block."""

    header: Span | None
    body: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One stretch of prose as its readers see it: no markup, no code blocks, no link targets."""

    kind: Kind
    text: str
    origin: tuple[int, ...]
    """For each character of `text` the offset in the source where it stands, or `ADDED`.

    A space may stand for a line end or a tab, and `&` or another character for an entity or an
    escape that begins at its origin.
    """
    level: int = 0
    """1 to 6 for headings (their rank), from 1 for items (their depth), else 0."""
    headings: tuple[int, ...] = ()
    """Indices of the headings above this block, the outermost first."""
    intro: int | None = None
    """For items the index of the block that introduces their list (or is their term)."""
    cells: tuple[Cell, ...] = ()
    quoted: bool = False
    """True inside a block quote (not in an alert such as `> [!NOTE]`)."""
    step: bool = False
    """True for the first paragraph of an item of a numbered list."""

    def source_span(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` stands in the source.

        The span runs from the first placed character to the last; a range with none is empty.
        """
        placed: Sequence[int] = self.origin[start:end]
        if ADDED in placed:
            placed = [offset for offset in placed if offset != ADDED]
        if not placed:
            return Span(0, 0)
        return Span(placed[0], max(placed) + 1)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the prose: what of the source it spans, and where it leads."""

    span: Span
    target: str


@dataclass(frozen=True, slots=True)
class Suppression:
    """A check that the writer has waived, with the reason and the line (from 1) that says so."""

    check: str
    reason: str
    line: int
    lines: tuple[int, int] | None = None
    """First and last line of the block below: a finding elsewhere stays; None for the article."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its source, and its prose in the order of the source."""

    path: str
    source: str
    blocks: tuple[Block, ...]
    front_matter: Mapping[str, object] = field(default_factory=dict)
    """Top-level keys of the front matter; scalars are strings, nothing is guessed."""
    suppressions: tuple[Suppression, ...] = ()
    links: tuple[Link, ...] = ()
    """In the order of the source; those of footnotes that only cite are among them."""
    code: tuple[Span, ...] = ()
    """What of the source stands in code font within the prose."""
    gaps: tuple[int, ...] = ()
    """Lines (from 1) behind which a new paragraph may stand: the last of each outer block."""
    elements: tuple[tuple[int, int], ...] = ()
    """First and last line of each outermost component or HTML element that spans several."""
    notes: tuple[str, ...] = ()
    """What the reader wants to tell: `front matter is not valid YAML (line 3)`."""
    line_starts: tuple[int, ...] = (0,)

    def position(self, offset: int) -> Position:
        """Return line and column of a source offset."""
        line = bisect.bisect_right(self.line_starts, offset) - 1
        return Position(line + 1, offset - self.line_starts[line] + 1)

    def sections(self) -> Iterator[tuple[int | None, list[int]]]:
        """Yield (index of the heading or None, indices of the blocks right below it)."""
        heading: int | None = None
        below: list[int] = []
        for index, block in enumerate(self.blocks):
            if block.kind is Kind.HEADING:
                if heading is not None or below:
                    yield heading, below
                heading, below = index, []
            else:
                below.append(index)
        if heading is not None or below:
            yield heading, below


def line_end(source: str) -> str:
    """Return how the source ends its lines: as the first of them does."""
    first = LINE_END.search(source)
    return first.group() if first else "\n"


def line_starts(source: str) -> tuple[int, ...]:
    r"""Return the offset of each line's first character; `\n`, `\r\n` and `\r` end a line."""
    return (0, *(match.end() for match in LINE_END.finditer(source)))
