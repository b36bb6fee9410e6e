"""From the parser's tokens to the blocks of a document, in the order of the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from inferlint.document import Block, Kind, Link, Span
from inferlint.readers.html import Passage, read_html
from inferlint.readers.inline import Marks, Token, links_in, links_in_html, only_cites, read_inline
from inferlint.readers.prose import MASK, Lines, Placed, Placement
from inferlint.readers.tables import COLUMN, place_cells, read_row


@dataclass(frozen=True, slots=True)
class Contents:
    """The blocks of an article, and what else of its body matters."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    code: tuple[Span, ...]
    gaps: tuple[int, ...]


def read_blocks(
    tokens: Sequence[Token],
    lines: Lines,
    *,
    title: Placed | None = None,
    unquoted: frozenset[int] = frozenset(),
) -> Contents:
    """Return the contents; `title` comes first, quotes that begin on `unquoted` lines are none."""
    reading = _Reading(lines, unquoted)
    if title is not None:
        reading.add_heading(title, 1)
    for token in tokens:
        step = _STEPS.get(token.type)
        if step is not None:
            step(reading, token)
    marks = reading.marks
    return Contents(
        tuple(reading.blocks),
        tuple(marks.links),
        tuple(marks.code),
        tuple(_gaps(tokens, lines, unquoted)),
    )


def _gaps(tokens: Iterable[Token], lines: Lines, opened: frozenset[int]) -> Iterator[int]:
    """Yield the last line (from 1) of each outer block that something may follow.

    Nothing may come between a line that ends in a colon and what it introduces, nor between two
    blocks of one admonition, whose lines are `opened`.
    """
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.map and token.type != "inline":
            start, end = token.map
            while end - start > 1 and not lines.line(end - 1).strip():
                end -= 1
            introduces = token.type == "paragraph_open" and lines.line(end - 1).rstrip()[-1:] == ":"
            following = next((n for n in range(end, len(lines)) if lines.line(n).strip()), None)
            if not (introduces and following is not None) and following not in opened:
                yield end


_MARKERS = re.compile(r"^[ >]+", re.MULTILINE)
"""What stands before a line of an admonition; inside of HTML the parser leaves it there."""


class _Role(Enum):
    BODY = auto()
    QUOTE = auto()
    ALERT = auto()
    LIST = auto()
    ITEM = auto()
    NOTE = auto()


@dataclass(slots=True)
class _Container:
    """What the reader is inside of."""

    role: _Role
    headings: tuple[int, ...] = ()
    """The headings above it, which hold again behind it."""
    intro: int | None = None
    """For a list the block that introduces it."""
    first: int | None = None
    """The first paragraph right inside."""
    last: int | None = None
    """The paragraph right inside that nothing visible has followed yet."""
    numbered: bool = False


@dataclass(slots=True)
class _Reading:
    lines: Lines
    unquoted: frozenset[int]
    blocks: list[Block] = field(default_factory=list)
    headings: tuple[int, ...] = ()
    inside: list[_Container] = field(default_factory=lambda: [_Container(_Role.BODY)])
    opened: Token | None = None
    """The token that opened what the next text belongs to."""
    cells: list[Token] = field(default_factory=list)
    places: list[Placement] = field(default_factory=list)
    """Where the cells of the row stand."""
    header: list[Placed] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)

    # Containers

    def enter(self, token: Token) -> None:
        role = _ROLES[token.type]
        if role is _Role.QUOTE and token.map and token.map[0] in self.unquoted:
            role = _Role.ALERT
        intro = self._introduction() if role is _Role.LIST else None
        numbered = token.type == "ordered_list_open"
        self.inside.append(_Container(role, self.headings, intro, numbered=numbered))

    def leave(self, _: Token) -> None:
        left = self.inside.pop()
        self.headings = left.headings
        self.inside[-1].last = None

    def interrupt(self, _: Token) -> None:
        """Note that something stands here that is no text: it introduces no list."""
        self.inside[-1].last = None

    def _introduction(self) -> int | None:
        here = self.inside[-1]
        if here.last is None and here.role is _Role.ITEM:
            return here.first
        return here.last

    # Texts

    def open(self, token: Token) -> None:
        self.opened = token

    def text(self, token: Token) -> None:
        opened, self.opened = self.opened, None
        if opened is not None and token.map is not None:
            _TEXTS[opened.type](self, opened, token)

    def heading(self, opened: Token, token: Token) -> None:
        self.add_heading(self._read(token), int(opened.tag[1:]))

    def paragraph(self, _: Token, token: Token) -> None:
        if self._is_inside(_Role.NOTE) and only_cites(token.children or ()):
            assert token.map is not None
            self.marks.links.extend(links_in(token.children or (), self.lines.start(token.map[0])))
        else:
            self.add_paragraph(self._read(token))

    def term(self, _: Token, token: Token) -> None:
        placed = self._read(token)
        self.inside[-1].intro = self._add(Kind.TERM, placed) if placed.text else None

    def _read(self, token: Token, place: Placement | None = None) -> Placed:
        if place is None:
            assert token.map is not None
            place = self.lines.place_within(token.content, *token.map)
        return read_inline(token.children or (), token.content, place, self.marks)

    # Tables

    def open_row(self, token: Token) -> None:
        assert token.map is not None
        self.places = place_cells(self.lines, token.map[0], token.meta[COLUMN])

    def cell(self, _: Token, token: Token) -> None:
        self.cells.append(token)

    def close_row(self, _: Token) -> None:
        row = self._row()
        if not self.header:
            self.header = row
            self.inside[-1].last = None
        elif (read := read_row(self.header, row)) is not None:
            self._add(Kind.ROW, read.placed, cells=read.cells)

    def _row(self) -> list[Placed]:
        cells, self.cells = self.cells, []
        # Of cells that the line lacks the parser makes empty ones, those too many it drops.
        return [self._read(cell, place) for cell, place in zip(cells, self.places, strict=False)]

    def close_table(self, _: Token) -> None:
        self.header = []

    # HTML

    def html(self, token: Token) -> None:
        if token.map is None:
            return
        place = self.lines.place(token.content.removesuffix("\n"), token.map[0])
        self.marks.links.extend(links_in_html(token.content, place))
        content = token.content
        if not self.unquoted.isdisjoint(range(*token.map)):
            content = _MARKERS.sub(lambda signs: MASK * len(signs[0]), content)
        above = self.inside[-1].last
        for passage in read_html(content, place):
            above = self._passage(passage, above)

    def _passage(self, passage: Passage, above: int | None) -> int | None:
        """Add one passage; return what introduces a list that follows it."""
        if passage.kind is Kind.HEADING:
            self.add_heading(passage.placed, passage.level)
            return None
        if passage.kind is Kind.PARAGRAPH:
            self.add_paragraph(passage.placed)
            return self.inside[-1].last
        depth, _ = self._list_around()
        self._add(Kind.ITEM, passage.placed, level=depth + passage.level, intro=above)
        self.inside[-1].last = None
        return above

    # Blocks

    def add_heading(self, placed: Placed, level: int) -> None:
        self.inside[-1].last = None
        if placed.text:
            above = self.headings
            self.headings = tuple(index for index in above if self.blocks[index].level < level)
            index = self._add(Kind.HEADING, placed, level=level)
            self.headings += (index,)

    def add_paragraph(self, placed: Placed) -> None:
        here = self.inside[-1]
        here.last = None
        if placed.text:
            depth, intro = self._list_around()
            kind = Kind.ITEM if depth else Kind.PARAGRAPH
            step = bool(here.role is _Role.ITEM and here.first is None and self.inside[-2].numbered)
            here.last = self._add(kind, placed, level=depth, intro=intro, step=step)
            here.first = here.last if here.first is None else here.first

    def _add(self, kind: Kind, placed: Placed, **more: Any) -> int:
        block = Block(
            kind,
            placed.text,
            placed.origin,
            headings=self.headings,
            quoted=self._is_inside(_Role.QUOTE),
            **more,
        )
        self.blocks.append(block)
        return len(self.blocks) - 1

    def _list_around(self) -> tuple[int, int | None]:
        """Return how many lists this place is in, and what introduces the innermost."""
        lists = [container for container in self.inside if container.role is _Role.LIST]
        return len(lists), lists[-1].intro if lists else None

    def _is_inside(self, role: _Role) -> bool:
        return any(container.role is role for container in self.inside)


_ROLES = {
    "blockquote_open": _Role.QUOTE,
    "alert_open": _Role.ALERT,
    "bullet_list_open": _Role.LIST,
    "ordered_list_open": _Role.LIST,
    "dl_open": _Role.LIST,
    "list_item_open": _Role.ITEM,
    "dd_open": _Role.ITEM,
    "footnote_reference_open": _Role.NOTE,
}
_TEXTS: dict[str, Callable[[_Reading, Token, Token], None]] = {
    "heading_open": _Reading.heading,
    "paragraph_open": _Reading.paragraph,
    "dt_open": _Reading.term,
    "th_open": _Reading.cell,
    "td_open": _Reading.cell,
}
_STEPS: dict[str, Callable[[_Reading, Token], None]] = {
    **dict.fromkeys(_ROLES, _Reading.enter),
    **dict.fromkeys((name.replace("_open", "_close") for name in _ROLES), _Reading.leave),
    **dict.fromkeys(_TEXTS, _Reading.open),
    "inline": _Reading.text,
    "html_block": _Reading.html,
    "tr_open": _Reading.open_row,
    "tr_close": _Reading.close_row,
    "table_close": _Reading.close_table,
    "fence": _Reading.interrupt,
    "code_block": _Reading.interrupt,
    "hr": _Reading.interrupt,
}
