"""The lines of an article, cut where highlights begin and end, so that none overlap."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from inferlint.document import LINE_END, Position

LONG = 700
"""A passage of more characters is marked beside its lines: as a highlight it would hide others."""


class Role(StrEnum):
    """What a highlighted passage is to its check; the value is its class in the page."""

    WRONG = "f"
    NEAREST = "n"
    WEAK = "w"
    PASS = "p"
    WAIVED = "v"
    CONTEXT = "x"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage of the text, and the number of the check that it is shown for."""

    start: Position
    end: Position
    role: Role
    check: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line, under the same highlights from end to end."""

    text: str
    roles: tuple[Role, ...] = ()
    anchor: str = ""
    """Set where a highlight begins."""
    ends: tuple[tuple[Role, int], ...] = ()
    """Role and check of the highlights that end here, each once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source."""

    look: str
    """How it is set: `h1` to `h6`, `code`, `table`, `meta`, or nothing for text."""
    pieces: tuple[Piece, ...]
    bars: tuple[Role, ...] = ()
    """Roles of the long passages that this line is part of."""
    anchor: str = ""
    begins: tuple[tuple[Role, int], ...] = ()
    """Role and check of the long passages that begin here."""


def marked_lines(
    source: str, highlights: Iterable[Highlight], name: str
) -> tuple[list[Line], Mapping[Highlight, str]]:
    """Return the lines of a text, and for each highlight the anchor at which it begins.

    Anchors begin with `name`. A highlight that reaches beyond the text is cut.
    """
    texts = LINE_END.split(source)
    looks = list(_looks(texts))
    short: dict[int, list[Highlight]] = defaultdict(list)
    long: dict[int, list[Highlight]] = defaultdict(list)
    for highlight in dict.fromkeys(highlights):
        lines = range(highlight.start.line, min(highlight.end.line, len(texts)) + 1)
        held = long if _is_long(highlight, texts) else short
        for line in lines:
            held[line].append(highlight)
    anchors: dict[Highlight, str] = {}
    made = []
    for number, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
        pieces = tuple(_pieces(text, number, short.get(number, ()), f"{name}l{number}", anchors))
        begin = [h for h in long.get(number, ()) if h.start.line == number]
        anchor = f"{name}l{number}" if begin else ""
        anchors.update(dict.fromkeys(begin, anchor))
        made.append(Line(look, pieces, _roles(long.get(number, ())), anchor, _claims(begin)))
    return made, anchors


def _is_long(highlight: Highlight, texts: Sequence[str]) -> bool:
    start, end = highlight.start, highlight.end
    between = sum(len(text) for text in texts[start.line - 1 : end.line - 1])
    return between + end.column - start.column > LONG


def _pieces(
    text: str,
    number: int,
    highlights: Sequence[Highlight],
    name: str,
    anchors: dict[Highlight, str],
) -> Iterator[Piece]:
    if not highlights:
        yield from [Piece(text)] if text else []
        return
    spans = [(*_within(h, number, len(text)), h) for h in highlights]
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    for start, end in pairwise(cuts):
        over = [h for first, last, h in spans if first <= start and end <= last]
        begin = [h for first, _, h in spans if first == start and h.start.line == number]
        done = [h for _, last, h in spans if last == end and h.end.line == number]
        anchor = f"{name}c{start + 1}" if begin else ""
        anchors.update(dict.fromkeys(begin, anchor))
        yield Piece(text[start:end], _roles(over), anchor, _claims(done))


def _within(highlight: Highlight, number: int, length: int) -> tuple[int, int]:
    """Return the offsets of a highlight in one of its lines."""
    start = highlight.start.column - 1 if highlight.start.line == number else 0
    end = highlight.end.column - 1 if highlight.end.line == number else length
    return min(start, length), min(end, length)


def _roles(highlights: Iterable[Highlight]) -> tuple[Role, ...]:
    found = {highlight.role for highlight in highlights}
    return tuple(role for role in Role if role in found)


def _claims(highlights: Iterable[Highlight]) -> tuple[tuple[Role, int], ...]:
    # A check that shows a passage twice, once as context, points to it once.
    roles: dict[int, Role] = {}
    order = list(Role)
    for highlight in sorted(highlights, key=lambda h: (h.check, order.index(h.role))):
        roles.setdefault(highlight.check, highlight.role)
    return tuple((role, check) for check, role in roles.items())


# --- how a line of Markdown looks -----------------------------------------------------------------

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s|$)")
_FENCE = re.compile(r"\s{0,3}(?:>\s?|[-*+]\s+|\d+[.)]\s+)*\s*(```+|~~~+)")
_TABLE = re.compile(r"\s*\|")
_COMMENT = re.compile(r"\s*(?:<!--|\{/\*)")
_COMMENT_END = re.compile(r"-->|\*/\}")


def _looks(lines: Sequence[str]) -> Iterator[str]:
    """Yield how each line is set: a good guess, for the eye alone."""
    front = _front_matter(lines)
    fence, hidden = "", False
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if number < front:
            yield "meta"
        elif hidden or (not fence and _COMMENT.match(line)):
            yield "meta"
            hidden = not _COMMENT_END.search(line)
        elif fence:
            yield "code"
            if mark and mark[1].startswith(fence) and line.strip("> \t") == mark[1]:
                fence = ""
        elif mark:
            fence = mark[1]
            yield "code"
        elif heading := _HEADING.match(line):
            yield f"h{len(heading[1])}"
        else:
            yield "table" if _TABLE.match(line) else ""


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines the front matter takes, its marks included."""
    if lines[0].rstrip() != "---":
        return 0
    ends = (n for n, line in enumerate(lines[1:], 2) if line.rstrip() in ("---", "..."))
    return next(ends, 0)
